"""Where drafts are written in the labs: a document at one side, the post at the other, a setting to switch."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

import ipywidgets as w

from toolkit.answers import Answers, Refused, Store
from toolkit.exercises.asking import LONGEST, Room, html, text_area
from toolkit.exercises.questions import said
from toolkit.faces.html import PLATFORM_WORDS, document_html, framed, live_html
from toolkit.faces.i18n import t
from toolkit.labs.kept import beside
from toolkit.labs.setting import Setting
from toolkit.review import review
from toolkit.review.drafts import Draft
from toolkit.world.scenarios import documents


class Bench(w.VBox):  # type: ignore[misc]
    """What both labs share: a document to choose, a setting to switch, drafts that are kept."""

    name = ""
    scenario, opens_with = "marenia", "clinics.en"

    def __init__(self, store: Store) -> None:
        self.store = store
        saved = self.last = self._saved()
        briefs = documents(self.scenario)
        chosen = saved.get("document")
        self.chooser = w.Dropdown(
            options=[(f"{brief.title} · {brief.language}", name) for name, brief in briefs.items()],
            value=chosen if chosen in list(briefs) else self.opens_with,
            description=t("Document"),
        )
        self.chooser.add_class("hta-choose")
        self.setting = Setting(store)
        self.source = w.HTML()
        super().__init__(self.build(saved))
        self.add_class("hta-form").add_class("hta-wide")
        self._new_document()
        self.chooser.observe(self._other_document, "value")
        self.setting.observe(self._changed, "value")

    def build(self, saved: dict[str, Any]) -> list[w.Widget]:
        """Make and arrange the widgets, with what was kept in them."""
        raise NotImplementedError

    def look(self) -> None:
        """Show what the core says of the present drafts."""
        raise NotImplementedError

    def drafts(self) -> dict[str, Any]:
        """Get what has to be kept."""
        raise NotImplementedError

    @property
    def brief(self) -> Any:
        """The document that is chosen."""
        return documents(self.scenario)[self.chooser.value]

    def new_document(self) -> None:
        """Lay out what belongs to another document."""

    def _new_document(self) -> None:
        self.source.value = document_html_framed(self.brief)
        self._changed()

    def _other_document(self, _: Any) -> None:
        self.new_document()
        self._new_document()

    def _changed(self, _: Any = None) -> None:
        self.look()
        kept = {"document": self.chooser.value, **self.drafts()}
        with suppress(OSError):  # a lab is for trying: where nothing can be kept, it still works
            self.last = self.store.put(self.name, kept, self.last)

    def _saved(self) -> dict[str, Any]:
        try:
            answers, _ = self.store.open()
        except (OSError, Refused):
            answers = Answers(self.store.assignment)
        value = answers.values.get(self.name)
        return value if isinstance(value, dict) else {}


def document_html_framed(brief: Any) -> str:
    """Show a document in the frame of our style."""
    return framed(document_html(brief))


class Desk(Bench):
    """One draft beside its document, with a meter for the 140 of old and one for today."""

    name = "desk"
    first: Mapping[str, str] = {}  # the text that a document begins with

    def build(self, saved: dict[str, Any]) -> list[w.Widget]:
        """Lay the document on one side and the draft on the other."""
        platform = saved.get("platform")
        self.platform = w.Dropdown(
            options=[(words, name) for name, words in PLATFORM_WORDS.items()],
            value=platform if platform in list(PLATFORM_WORDS) else "x",
            description=t("Network"),
        )
        texts = saved.get("texts")
        kept = {name: said(text) for name, text in texts.items()} if isinstance(texts, dict) else {}
        self.texts = {**self.first, **kept}  # each document has its own draft
        self.area = text_area(self.texts.get(self.chooser.value, ""), t("Your post"))
        self.live = w.HTML()
        self.area.observe(self._changed, "value")
        self.platform.observe(self._changed, "value")
        desk = [self.setting, self.platform, self.area, Room(self.area), self.live]
        return [html(""), beside([self.chooser, self.source], desk)]

    def new_document(self) -> None:
        """Lay out the draft that belongs to the document."""
        self.area.value = self.texts.get(self.chooser.value, "")

    def draft(self) -> Draft:
        """Make the draft as it stands."""
        return Draft(self.area.value[:LONGEST], self.platform.value, self.setting.value, self.brief)

    def look(self) -> None:
        """Review the draft."""
        draft = self.draft()
        self.live.value = live_html(draft, review(draft), then=draft.platform == "x")
        self.setting.tell(lambda setting: self._verdicts(replace(draft, setting=setting)))

    def _verdicts(self, draft: Draft) -> list[str]:
        return [one.verdict for one in review(draft).findings] if draft.text.strip() else []

    def drafts(self) -> dict[str, Any]:
        """Get the texts and the platform."""
        self.texts[self.chooser.value] = self.area.value[:LONGEST]
        return {"texts": {name: text for name, text in self.texts.items() if text}, "platform": self.platform.value}

"""The lab of tweet rewriting: a document at one side, the draft at the other, three versions compared."""

from contextlib import suppress
from typing import Any

import ipywidgets as w

from toolkit.answers import Answers, Refused, Store
from toolkit.asking import LONGEST, html, radio, text_area
from toolkit.drafts import SETTINGS, Draft
from toolkit.exercises import Question, said
from toolkit.faces import (
    PLATFORM_WORDS,
    SETTING_WORDS,
    document_html,
    framed,
    live_html,
    prompt_html,
)
from toolkit.i18n import t
from toolkit.labs.faces import versions_html
from toolkit.review import review
from toolkit.scenarios import documents

_SCENARIO = "marenia"


class Bench(w.VBox):  # type: ignore[misc]
    """What both labs share: a document to choose, a setting to switch, drafts that are kept."""

    name = ""

    def __init__(self, store: Store) -> None:
        self.store = store
        saved = self._saved()
        briefs = documents(_SCENARIO)
        chosen = saved.get("document")
        self.chooser = w.Dropdown(
            options=[(f"{brief.title} · {brief.language}", name) for name, brief in briefs.items()],
            value=chosen if chosen in list(briefs) else "clinics.en",
            description=t("Document"),
        )
        self.chooser.add_class("hta-choose")
        setting = saved.get("setting")
        self.setting = radio(
            {name: t(SETTING_WORDS[name]) for name in SETTINGS},
            setting if setting in SETTINGS else "open",
            t("The setting: who speaks, who watches?"),
        )
        self.source = w.HTML()
        super().__init__(self.build(saved))
        self.add_class("hta-form").add_class("hta-wide")
        self._new_document()
        self.chooser.observe(self._new_document, "value")
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
        return documents(_SCENARIO)[self.chooser.value]

    def _new_document(self, _: Any = None) -> None:
        self.source.value = document_html_framed(self.brief)
        self._changed()

    def _changed(self, _: Any = None) -> None:
        self.look()
        kept = {"document": self.chooser.value, "setting": self.setting.value, **self.drafts()}
        with suppress(OSError):  # a lab is for trying: where nothing can be kept, it still works
            self.store.put(self.name, kept)

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
    """One draft beside its document, with a meter for 2013 and one for today."""

    name = "desk"

    def build(self, saved: dict[str, Any]) -> list[w.Widget]:
        """Lay the document on one side and the draft on the other."""
        platform = saved.get("platform")
        self.platform = w.Dropdown(
            options=[(words, name) for name, words in PLATFORM_WORDS.items()],
            value=platform if platform in list(PLATFORM_WORDS) else "x",
            description=t("Network"),
        )
        self.area = text_area(said(saved.get("text")), t("Your post"))
        self.live = w.HTML()
        self.area.observe(self._changed, "value")
        self.platform.observe(self._changed, "value")
        side = w.VBox([self.chooser, self.source])
        side.add_class("hta-side")
        desk = w.VBox([self.setting, self.platform, self.area, self.live])
        desk.add_class("hta-desk")
        both = w.HBox([side, desk])
        both.add_class("hta-lab")
        return [html(""), both]

    def draft(self) -> Draft:
        """Make the draft as it stands."""
        return Draft(self.area.value[:LONGEST], self.platform.value, self.setting.value, self.brief)

    def look(self) -> None:
        """Review the draft."""
        draft = self.draft()
        self.live.value = live_html(draft, review(draft), then=draft.platform == "x")

    def drafts(self) -> dict[str, Any]:
        """Get text and platform."""
        return {"text": self.area.value[:LONGEST], "platform": self.platform.value}


class Versions(Bench):
    """Three versions of one post, with what hooks each and how alike they are."""

    name = "versions"

    def build(self, saved: dict[str, Any]) -> list[w.Widget]:
        """Put three text areas above the comparison."""
        texts = saved.get("texts")
        kept = [said(text) for text in texts] if isinstance(texts, list) else []
        kept = [*kept, "", "", ""][:3]
        self.areas = [text_area(text, t("Version {number}", number=n + 1)) for n, text in enumerate(kept)]
        self.live = w.HTML()
        for area in self.areas:
            area.rows = 3
            area.observe(self._changed, "value")
        question = Question(id="versions", kind="text", prompt=t("One document, one link, three ways in"))
        return [html(prompt_html(question)), self.chooser, self.setting, *self.areas, self.live]

    def look(self) -> None:
        """Compare the versions."""
        texts = [area.value[:LONGEST] for area in self.areas]
        drafts = [
            Draft(text, "x", self.setting.value, self.brief, tuple(texts[:n] + texts[n + 1 :]))
            for n, text in enumerate(texts)
        ]
        self.live.value = versions_html(drafts)

    def drafts(self) -> dict[str, Any]:
        """Get the three texts."""
        return {"texts": [area.value[:LONGEST] for area in self.areas]}

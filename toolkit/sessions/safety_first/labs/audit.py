"""The labs on exposure: a worked example, the audit of a mock page, and the same page rebuilt."""

from collections.abc import Mapping
from typing import Any

import ipywidgets as w

from toolkit.answers import Store
from toolkit.exercises.asking import html, radio
from toolkit.faces.html import auto
from toolkit.faces.i18n import t
from toolkit.labs.kept import Kept, beside
from toolkit.labs.setting import Setting
from toolkit.labs.workbook import workbook
from toolkit.sessions.safety_first.faces.audit import (
    effect_html,
    head_html,
    marked_html,
    marks_html,
    page_style,
    part_html,
    stands_html,
    version_html,
)
from toolkit.sessions.safety_first.judge import look
from toolkit.sessions.safety_first.pages import Page, Part, page, pages, table

_ALONE = (
    "We look at this page alone. We cannot see screenshots and copies, what friends publish, what files and the "
    "network itself keep, and what somebody knows already."
)


class Example(w.VBox):  # type: ignore[misc]
    """One small page three times, each with who can be found from it."""

    def __init__(self, store: Store) -> None:
        self.setting, self.shown = Setting(store), w.HTML()
        super().__init__([html(f"<style>{page_style()}</style>"), self.setting, self.shown])
        self.add_class("hta-form").add_class("hta-wide")
        self.setting.observe(self._look, "value")
        self._look()

    def _look(self, _: Any = None) -> None:
        rows = workbook(__file__)["versions"]
        made = [
            version_html(page("example"), one["label"], one["why"], one["changes"], self.setting.value) for one in rows
        ]
        self.shown.value = f'<div class="hta hta-mock-versions">{"".join(made)}</div>'


class OnAPage(Kept):
    """What both labs share: a page to choose, and its parts one below the other, kept page by page."""

    setting: Setting

    def build(self) -> list[w.Widget]:
        """Make the list of pages and a place for the parts."""
        options = [(f"{one.name} · {t(one.country.capitalize())}", name) for name, one in pages("lab").items()]
        known = self.kept.get("page")
        self.chooser = w.Dropdown(
            options=options,
            value=known if isinstance(known, str) and known in pages("lab") else options[0][1],
            description=t("The page"),
        )
        self.chooser.add_class("hta-choose")
        self.head, self.parts = w.HTML(), w.VBox()
        self.drawn = w.VBox([self.head, self.parts])
        self.drawn.add_class("hta-mock-page")
        self.chooser.observe(self._turned, "value")
        return [html(f"<style>{page_style()}</style>"), self.chooser, *self.arranged()]

    def arranged(self) -> list[w.Widget]:
        """Arrange what stands below the list of pages."""
        raise NotImplementedError

    def row(self, part: Part) -> list[w.Widget]:
        """Make the widgets of one part."""
        raise NotImplementedError

    def look(self) -> None:
        """Show what the model says."""
        raise NotImplementedError

    @property
    def page(self) -> Page:
        """The page that is chosen."""
        return page(self.chooser.value)

    def chosen(self) -> dict[str, str]:
        """Get what was chosen for the parts of this page, as far as we understand it."""
        kept = self.kept.get(f"on {self.page.id}")
        given = kept if isinstance(kept, Mapping) else {}
        return {id_: one for id_, one in given.items() if id_ in self.page.parts and isinstance(one, str)}

    def choose(self, part: str, value: str | None) -> None:
        """Keep a choice for one part."""
        chosen = {**self.chosen(), part: value}
        self.kept[f"on {self.page.id}"] = {id_: one for id_, one in chosen.items() if one}
        self.look()
        self.keep()

    def lay_out(self) -> None:
        """Show the chosen page from its top."""
        self.head.value = head_html(self.page)
        rows = []
        for part in self.page.parts.values():
            row = w.VBox(self.row(part))
            row.add_class("hta-mock-row")
            if part.under:
                row.add_class("hta-mock-reply")
            rows.append(row)
        self.parts.children = rows
        self.look()

    def flipped(self, _: Any) -> None:
        """Look again in another setting."""
        self.look()

    def _turned(self, _: Any) -> None:
        self.kept["page"] = self.chooser.value
        self.setting.value = self.page.setting
        self.lay_out()
        self.keep()


class Audit(OnAPage):
    """Mark every part of a page: does it find somebody alone, with another part, or nobody?"""

    name = "audit"

    def arranged(self) -> list[w.Widget]:
        """Put the tally above and below the page."""
        self.setting = Setting(self.store)
        self.tally, self.whole = w.HTML(), w.HTML()
        self.said: dict[str, w.HTML] = {}
        self.setting.observe(self.flipped, "value")
        self.lay_out()
        return [self.setting, self.tally, self.drawn, self.whole, html(auto(t(_ALONE), "hta-small"))]

    def row(self, part: Part) -> list[w.Widget]:
        """Make a part with its three marks and our answer."""
        shown, self.said[part.id] = w.HTML(part_html(self.page, part)), w.HTML()
        roles = {id_: t(words) for id_, words in table("words")["roles"].items()}
        marked = self.chosen().get(part.id)
        field = radio(roles, marked if marked in roles else None, t("Part {number}", number=part.number))
        field.add_class("hta-row")
        field.observe(lambda change: self.choose(part.id, change["new"]), "value")
        return [shown, field, self.said[part.id]]

    def look(self) -> None:
        """Answer every mark."""
        chosen = self.chosen()
        self.tally.value = marks_html(self.page, chosen)
        self.setting.tell(lambda setting: [one.verdict for one in look(self.page, {}, setting)])
        is_done = chosen.keys() >= self.page.parts.keys()
        self.whole.value = stands_html(self.page, {}, self.setting.value) if is_done else ""
        for id_, part in self.page.parts.items():
            if id_ in self.said:
                self.said[id_].value = marked_html(self.page, part, chosen.get(id_), self.setting.value)


class Rebuild(OnAPage):
    """Leave each part of a page, say less, or take it out; and see at once who can still be found."""

    name = "rebuild"

    def arranged(self) -> list[w.Widget]:
        """Put who can be found beside the page."""
        self.setting, self.live = Setting(self.store), w.HTML()
        self.shown: dict[str, w.HTML] = {}
        self.effects: dict[str, w.HTML] = {}
        self.fields: dict[str, w.Dropdown] = {}
        back = w.Button(description=t("Put everything back"))
        back.layout.width, back.layout.align_self = "auto", "flex-start"
        back.on_click(self._back)
        self.setting.observe(self.flipped, "value")
        self.lay_out()
        self.live.add_class("hta-mock-stays")
        return [beside([self.setting, self.live], [self.drawn, back])]

    def row(self, part: Part) -> list[w.Widget]:
        """Make a part with what can be done with it, and what that does."""
        self.shown[part.id], self.effects[part.id] = w.HTML(), w.HTML()
        words = table("words")["choices"]
        chosen = self.chosen().get(part.id)
        field = w.Dropdown(
            options=[(t(words[choice]), choice) for choice in part.choices],
            value=chosen if chosen in part.choices else "leave",
            description=t("Part {number}", number=part.number),
        )
        field.observe(lambda change: self.choose(part.id, change["new"]), "value")
        self.fields[part.id] = field
        return [self.shown[part.id], field, self.effects[part.id]]

    def look(self) -> None:
        """Show the page as it stands, who can be found from it, and what each change does."""
        chosen = self.chosen()
        self.live.value = stands_html(self.page, chosen, self.setting.value)
        self.setting.tell(lambda setting: [one.verdict for one in look(self.page, chosen, setting)])
        for id_, part in self.page.parts.items():
            if id_ in self.shown:
                choice = "with" if chosen.get(part.under) == "remove" else chosen.get(id_, "leave")
                self.shown[id_].value = part_html(self.page, part, choice, offer=True)
                self.effects[id_].value = effect_html(self.page, chosen, part)

    def _back(self, _: Any) -> None:
        self.kept[f"on {self.page.id}"] = {}
        self.lay_out()
        self.keep()

"""The box that lets a trainee send along how far the path was walked; unticked, nothing of it leaves the folder."""

from collections.abc import Mapping
from typing import Any

import ipywidgets as w

from toolkit.course.along import KEY, MEASURES, Reached, as_value, reached
from toolkit.course.progress import Progress
from toolkit.exercises.asking import html
from toolkit.faces.html import WEEK_WORDS, auto, framed
from toolkit.faces.i18n import t

_ASKED = "Also send how far I am on the path"
_SAID = (
    "If you tick this box, these lines go along. Your facilitator sees where the group stands, and no points come of "
    "them. Which answers you chose stays here."
)
_MOMENT_WORDS = {
    "before": "Ten questions before the course",
    "after": "Ten questions after the course",
    "later": "Ten questions four weeks later",
}


class Along(w.VBox):  # type: ignore[misc]
    """A box to tick, and below it the very lines that would go along; hidden as long as there are none."""

    def __init__(self, progress: Progress, values: Mapping[str, Any]) -> None:
        self.progress = progress
        self.box = w.Checkbox(value=KEY in values, description=t(_ASKED), indent=False)
        self.lines = w.HTML()
        super().__init__([html(""), self.box, self.lines])
        self.renew()

    def renew(self) -> tuple[Reached, ...]:
        """Look again at how far the path was walked, and show it."""
        found = reached(self.progress)
        rows = "".join(f"<li>{auto(_words(one))}</li>" for one in found)
        self.lines.value = framed(f"{auto(t(_SAID), 'hta-help')}<ul>{rows}</ul>")
        self.layout.display = "" if found else "none"
        return found

    def added_to(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Put it among the answers, or take it out of them, as the box says."""
        rest = {form: value for form, value in values.items() if form != KEY}
        # Nobody who leaves the box alone has the path looked up at every glance of the page at its answers.
        return {**rest, KEY: as_value(found)} if self.box.value and (found := self.renew()) else rest


def _words(one: Reached) -> str:
    said = {name: t(_MOMENT_WORDS[moment]) for moment, name in MEASURES.items()}
    name = said.get(one.name) or t("The gate of “{week}”", week=t(WEEK_WORDS[one.name]))
    right = t("{right} of {count} right", right=sum(mark for *_, mark in one.answers), count=len(one.answers))
    tries = t("after {count} tries", count=one.tries) if one.tries > 1 and one.name not in MEASURES.values() else ""
    return ", ".join(filter(None, [f"{name}: {right}", tries, one.day.isoformat()]))

"""Quick questions with an answer at once: remembering is what makes it stay (Dunlosky et al., 2013)."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

import ipywidgets as w

from toolkit.course.gates import Asked
from toolkit.course.path import course
from toolkit.course.progress import Progress
from toolkit.exercises.asking import html, radio
from toolkit.faces.html import WEEK_WORDS, auto
from toolkit.faces.i18n import t
from toolkit.labs.faces import recalled_html

_EARLY = (
    "This session belongs to “{week}”, which opens with the gate of the week before. You can play it all the same; "
    "the page “Start here” says how."
)


Told = Callable[[Mapping[str, Any], bool], None]


class Recall(w.VBox):  # type: ignore[misc]
    """A list of questions; choosing an option tells at once what is right about it, and why."""

    def __init__(self, rows: Sequence[Mapping[str, Any]], told: Told | None = None) -> None:
        self.told = told
        self.fields: list[w.RadioButtons] = []
        self.answers: list[w.HTML] = []
        children = [html("")]
        for row in rows:
            children += self._question(row)
        super().__init__(children)
        self.add_class("hta-form")

    def _question(self, row: Mapping[str, Any]) -> list[w.Widget]:
        options = {str(place): option["text"] for place, option in enumerate(row["options"])}
        field, answer = radio(options, None, row["question"]), w.HTML()

        def chosen(change: Mapping[str, Any]) -> None:
            option = row["options"][int(change["new"])]
            answer.value = recalled_html(option, row["source"])
            if self.told:
                self.told(row, option["right"])

        field.observe(chosen, "value")
        self.fields.append(field)
        self.answers.append(answer)
        return [field, answer]


def begun(session: str, rows: Sequence[Mapping[str, Any]], progress: Progress) -> w.VBox:
    """Begin a session: whether its week is open yet, what is due from earlier sessions, then its own questions."""
    today = date.today()
    parts: list[w.Widget] = []
    week = course().sessions[session].week if session in course().sessions else ""
    if week and not progress.standing().is_open(week):
        parts.append(html(auto(t(_EARLY, week=t(WEEK_WORDS[week])), "hta-finding hta-advice")))
    with suppress(OSError):
        parts += _due(progress, session, today)
        progress.opened(session, today)
    return w.VBox([*parts, Recall(rows)])


def _due(progress: Progress, session: str, today: date) -> list[w.Widget]:
    """Ask again what is due from earlier sessions, in other words than before."""
    again = progress.gates.due(progress.due(session, today))
    rows = [{"id": one.item, **_as_row(one)} for one in again]

    def told(row: Mapping[str, Any], right: bool) -> None:
        with suppress(OSError):
            progress.recalled(row["id"], right, today)

    head = html(auto(t("From earlier sessions: what do you remember?"), "hta-prompt"))
    return [head, Recall(rows, told)] if rows else []


def _as_row(asked: Asked) -> dict[str, Any]:
    options = [{"text": one.text, "right": one.right, "why": one.why} for one in asked.options]
    source = t("invented, after {source}", source=asked.source)
    return {"question": asked.question, "options": options, "source": source}

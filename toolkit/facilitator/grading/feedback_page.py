"""The page that a trainee gets back: each answer as it was given, what was seen, what a person says. Never a key."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from toolkit.answers import Answers
from toolkit.exercises.answered import answer_html, points_html
from toolkit.exercises.scoring import Marks
from toolkit.faces.html import auto
from toolkit.faces.i18n import t
from toolkit.facilitator.grading.cells import Ran
from toolkit.facilitator.grading.mentoring import ASKED
from toolkit.facilitator.grading.pages import page
from toolkit.facilitator.grading.rubrics import heading
from toolkit.sessions.room import questions

_FIRST = 3  # more at a time discourages


@dataclass(frozen=True, kw_only=True)
class Feedback:
    """All that a feedback page is made of: what was graded, and what people added.

    `scores` maps a grade id to the points that count, None while a person has not judged; `comments` maps it to
    what a person wrote.
    """

    who: str
    assignment: str
    answers: Answers
    ran: Ran
    scores: Mapping[str, float | None]
    comments: Mapping[str, str] = field(default_factory=dict)
    mentor: str = ""
    notes: tuple[str, ...] = ()

    @property
    def waits(self) -> float:
        """How many points a person still has to judge."""
        return sum(self.ran.maxima[cell] for cell, points in self.scores.items() if points is None)


def feedback_html(given: Feedback) -> str:
    """Make the whole page."""
    cells = given.ran.notebook["cells"]
    title = next((heading(_source(cell)) for cell in cells if _source(cell).startswith("# ")), given.assignment)
    return page(
        f"{title} · {given.who}", f"<h1>{escape(title)}</h1>{_head(given)}{_first(given)}{_sections(given, cells)}"
    )


def _sections(given: Feedback, cells: Iterable[Mapping[str, Any]]) -> str:
    """Show cell after cell under the instructor's headings; of their other words the trainee needs none again."""
    sections: list[tuple[str, list[str]]] = [("", [])]
    for cell in cells:
        if cell["cell_type"] == "markdown" and _source(cell).startswith("## ") and _is_ours(cell):
            sections.append((heading(_source(cell)), []))
        else:
            sections[-1][1].append(_cell(given, cell))
    filled = [(title, "".join(shown)) for title, shown in sections]
    return "".join(f"<section><h2>{escape(title)}</h2>{shown}</section>" for title, shown in filled if shown)


def _head(given: Feedback) -> str:
    points = sum(filter(None, given.scores.values()))
    most = sum(given.ran.maxima.values())
    said = t("{points} of {maximum} points", points=f"{points:g}", maximum=f"{most:g}")
    waits = t("A person has still to read what brings the other {points}.", points=f"{given.waits:g}")
    notes = "".join(auto(note, "hta-small") for note in given.notes)
    return (
        f'<div class="hta-auto" dir="auto">{escape(given.who)}</div><div class="hta-points">{escape(said)}</div>'
        f"{auto(waits, 'hta-small') if given.waits else ''}{notes}"
    )


def _first(given: Feedback) -> str:
    """Say where to look first: the answers that can still gain most."""
    asked = questions(given.assignment)
    left = {cell: given.ran.maxima[cell] - points for cell, points in given.scores.items() if points is not None}
    most = sorted((cell for cell in left if left[cell] >= 0.5), key=lambda cell: -left[cell])[:_FIRST]
    named = [(cell, asked.get(cell.removeprefix("points-"))) for cell in most]
    rows = "".join(
        f'<li><a class="hta-auto" dir="auto" href="#{escape(cell)}">{escape(t(question.prompt))}</a></li>'
        for cell, question in named
        if question
    )
    return f'<h2>{escape(t("Where to look first"))}</h2><ul class="hta-first">{rows}</ul>' if rows else ""


def _cell(given: Feedback, cell: Mapping[str, Any]) -> str:
    about, source = cell["metadata"].get("nbgrader", {}), _source(cell)
    id_ = str(about.get("grade_id", ""))
    if about.get("task"):
        return _judged(given, id_, heading(source).removeprefix("For your facilitator: "))
    if id_.startswith("ask-"):
        return _asked(given, id_.removeprefix("ask-"))
    return _points(given, id_) if id_ in given.scores else ""


def _is_ours(cell: Mapping[str, Any]) -> bool:
    """Tell an instructor's heading from those that stand over what else was sent."""
    return not str(cell.get("id", "")).startswith(("also-", "about-"))


def _asked(given: Feedback, form: str) -> str:
    question = questions(given.assignment).get(form)
    answer = given.answers.values.get(form)
    if question is None or (question.optional and not answer):
        return ""
    shown = f'<div id="points-{escape(form)}">{answer_html(question, answer, given.answers.values)}</div>'
    if form == ASKED:
        said = given.mentor or t("Your mentor has not answered yet.")
        shown += _by_person(t("Your mentor says"), said)
    return shown


def _points(given: Feedback, cell: str) -> str:
    points = given.scores[cell]
    if points is None:
        return auto(t("A person will look at this."), "hta-small") + _comment(given, cell)
    marks = given.ran.marks.get(cell, Marks(0.0))
    if points != given.ran.points.get(cell):  # a person saw it otherwise: what was counted no longer explains it
        marks = Marks(0.0, late=marks.late)
    return points_html(points, given.ran.maxima[cell], marks) + _comment(given, cell)


def _judged(given: Feedback, cell: str, title: str) -> str:
    points, most = given.scores.get(cell), given.ran.maxima.get(cell, 0.0)
    said = t("A person will read this.")
    if points is not None:
        said = t("{points} of {maximum} points", points=f"{points:g}", maximum=f"{most:g}")
    return f'<h3>{escape(title)}</h3><div class="hta-points">{escape(said)}</div>{_comment(given, cell)}'


def _comment(given: Feedback, cell: str) -> str:
    said = given.comments.get(cell, "")
    return _by_person(t("Your facilitator says"), said) if said else ""


def _by_person(who: str, said: str) -> str:
    return f'<div class="hta-person"><strong>{escape(who)}</strong>{auto(said)}</div>'


def _source(cell: Mapping[str, Any]) -> str:
    return "".join(cell["source"])

"""The one object through which a notebook asks the questions of an exercise, and grades them."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.answers import Answers, Refused, Store
from toolkit.exercises.scoring import Marks, Points, mark, needs_key
from toolkit.sessions.room import questions

_given: ContextVar[Answers | None] = ContextVar("given answers", default=None)


@contextmanager
def grading(answers: Answers) -> Iterator[None]:
    """Let every exercise opened inside show and grade these answers, whatever lies in the folder."""
    token = _given.set(answers)
    try:
        yield
    finally:
        _given.reset(token)


def is_grading() -> bool:
    """Tell whether nbgrader, or our own grader, is running the notebook rather than a trainee."""
    return _given.get() is not None or bool(os.environ.get("NBGRADER_EXECUTION"))


@dataclass(frozen=True)
class Exercise:
    """An assignment in a folder: asks its questions, and gives points for the answers."""

    assignment: str
    store: Store

    def ask(self, form: str) -> Any:
        """Show a question: a form to work in, or its static face when the notebook is being graded."""
        question = questions(self.assignment)[form]
        if is_grading():
            from toolkit.exercises.answered import answer_html
            from toolkit.faces.html import Face

            answers = self.answers()
            return Face(answer_html(question, answers.get(form), answers))
        from toolkit.exercises.forms import show

        return show(question, self.store)

    def points(self, form: str, maximum: float, key: Any = None) -> Points:
        """Give the points for an answer: a float between 0 and `maximum`.

        `key` stands in the hidden part of the instructor's notebook. Raises LookupError if it is missing and the
        question needs one: then a person has to look, and nobody loses points without a word.
        """
        if key is None and needs_key(questions(self.assignment)[form]):
            raise LookupError(f"“{form}” cannot be marked without its key. Release the exercise again, then grade.")
        from toolkit.exercises.answered import points_html

        return Points.of(maximum, self.marks(form, key), points_html)

    def marks(self, form: str, key: Any = None) -> Marks:
        """Mark an answer: the share that is right, and what is to be said of each part."""
        answers = self.answers()
        return mark(questions(self.assignment)[form], answers.get(form), answers, key)

    def hand_in(self) -> Any:
        """Show the button that hands over all answers as one small file."""
        if is_grading():
            return None
        from toolkit.notebook.handing_in import HandIn

        return HandIn(self.store)

    def answers(self) -> Mapping[str, Any]:
        """Read the answers that are to be shown or graded; unreadable ones count as none."""
        given = _given.get()
        if given is not None:
            return given.values
        try:
            return self.store.load().values
        except (Refused, OSError):
            return {}


def exercise(assignment: str, folder: str | Path | None = None) -> Exercise:
    """Open an exercise in a folder (the notebook's own, if none is named)."""
    return Exercise(assignment, Store(Path(folder) if folder else Path.cwd(), assignment))

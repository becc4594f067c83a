"""Who looks at the answers to a question that is more than a key: checks of a sheet, and what the sheet is worth."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Generic

from toolkit.exercises.questions import Question
from toolkit.exercises.saying import filled, marked
from toolkit.exercises.scoring import Mark, Marks
from toolkit.review import Review
from toolkit.review.findings import Check, S
from toolkit.review.reviewing import examined
from toolkit.review.sheets import Sheet


def no_parts(_: Any) -> Iterable[Mark]:
    """Say nothing part by part."""
    return ()


def at_once(_: Any) -> bool:
    """Keep nothing for later."""
    return False


@dataclass(frozen=True, kw_only=True, eq=False)
class Judge(Generic[S]):
    """Checks that say all there is to say of an answer, and the share that it has earned (0 to 1).

    `read` makes of a question and an answer of any shape what the checks look at, or None where nothing is filled in.
    Where there is danger nothing is earned, unless each person who is safe counts (`despite_danger`).
    What can be told with the key alone is shown with the points, and not before (`late`).
    """

    read: Callable[[Question, Any, Any], S | None]
    checks: tuple[Check[S], ...]
    worth: Callable[[S, Review], float]
    parts: Callable[[S], Iterable[Mark]] = no_parts
    despite_danger: bool = False
    late: Callable[[S], bool] = at_once

    def __call__(self, question: Question, answer: Any, key: Any = None) -> Marks:
        """Look at an answer; nothing filled in is worth nothing, and nothing is said of it."""
        subject = self.read(question, answer, key)
        return Marks(0.0) if subject is None else self.marks(subject)

    def marks(self, subject: S) -> Marks:
        """Look at what was read; labs, which ask no question, come in by this door.

        >>> seen = Check(name="seen", advice="Seen.", why="", source="", find=lambda _: [""], flags=(), leaves=())
        >>> told = Judge(read=sheet, checks=(seen,), worth=lambda *_: 1.0, late=lambda given: "key" in given.about)
        >>> len(told.marks(Sheet({})).findings), len(told.marks(Sheet({}, about={"key": 1})).late)
        (1, 1)
        """
        looked = examined(subject, self.checks)
        worth = self.worth(subject, looked)
        marks = marked(looked.findings, worth, self.parts(subject))
        if self.despite_danger:
            marks = replace(marks, share=max(0.0, min(1.0, worth)))
        return replace(marks, findings=(), late=marks.findings) if self.late(subject) else marks


def sheet(question: Question, answer: Any, _: Any = None) -> Sheet | None:
    """Read a sheet of fields as it is filled in."""
    given = filled(answer)
    return Sheet(given, question.about.get("setting", "open"), question.about) if given else None

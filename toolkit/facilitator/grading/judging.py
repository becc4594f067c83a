"""What a person has judged, or still has to: the scores and comments given by hand, in nbgrader's own rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from nbgrader.api import BaseCell, Comment, Grade, MissingEntry, SubmittedAssignment, SubmittedNotebook

_LOST = "The rows for this answer are missing in the gradebook, so nothing was kept. Grade first, then save this again."


@dataclass(frozen=True)
class Judged:
    """One part of one submission that a person judges: its score (None: not yet) and the comment on it."""

    who: str
    cell: str
    score: float | None = None
    comment: str = ""


def judged(gradebook: Any, assignment: str) -> list[Judged]:
    """List every part of every graded submission that a person judges, by code name."""
    return sorted(_judged(gradebook, assignment), key=lambda one: (one.cell, one.who))


def _judged(gradebook: Any, assignment: str) -> Iterator[Judged]:
    said = {(who, cell): text for who, cell, text in _rows(gradebook, assignment, Comment, Comment.manual_comment)}
    for who, cell, score in _rows(gradebook, assignment, Grade, Grade.manual_score, BaseCell.type == "TaskCell"):
        yield Judged(who, cell, score, said.get((who, cell)) or "")


def _rows(gradebook: Any, assignment: str, kind: Any, column: Any, *narrowed: Any) -> Any:
    return (
        gradebook.db.query(SubmittedAssignment.student_id, BaseCell.name, column)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(kind, kind.notebook_id == SubmittedNotebook.id)
        .join(BaseCell, BaseCell.id == kind.cell_id)
        .filter(SubmittedAssignment.assignment_id == gradebook.find_assignment(assignment).id, *narrowed)
    )


def comments(gradebook: Any, assignment: str) -> dict[tuple[str, str], str]:
    """Read every comment that a person wrote on a submission, by code name and cell."""
    found = _rows(gradebook, assignment, Comment, Comment.manual_comment, Comment.manual_comment.isnot(None))
    return {(who, cell): text for who, cell, text in found if text.strip()}


def judge(gradebook: Any, assignment: str, given: Judged) -> None:
    """Keep a person's score and comment, as the formgrader does. Raises LookupError where their rows are lost."""
    where = (given.cell, assignment, assignment, given.who)
    try:
        grade, comment = gradebook.find_grade(*where), gradebook.find_comment(*where)
    except MissingEntry:
        raise LookupError(_LOST) from None
    grade.manual_score = given.score
    grade.needs_manual_grade = given.score is None and grade.auto_score is None
    comment.manual_comment = given.comment.strip() or None
    gradebook.db.commit()

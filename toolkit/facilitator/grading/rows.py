"""The rows that a gradebook holds of a submission: one for each part of it, and no other."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from nbgrader.api import BaseCell, Comment, Grade, Student, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import case, distinct, func

_SAID = ("manual_score", "manual_comment", "extra_credit", "auto_score")  # of two rows, the one that says more counts


@dataclass(frozen=True)
class Page:
    """One notebook of an assignment: the cells with points (id by name), and those with a comment."""

    id: str
    graded: Mapping[str, str]
    commented: tuple[str, ...]


def whole(db: Any, pages: Sequence[Page], mine: Any) -> frozenset[str]:
    """Name everybody of whom all rows are there, and no other; `mine` chooses among the submissions."""
    submissions = [tuple(row) for row in db.query(SubmittedAssignment.student_id, SubmittedAssignment.id).filter(mine)]
    once = Counter(who for who, _ in submissions)
    notebooks = _notebooks(db, mine)
    grades, comments = _counted(db, Grade, mine), _counted(db, Comment, mine)
    graded, commented = sum(len(page.graded) for page in pages), sum(len(page.commented) for page in pages)
    wanted = (Counter(page.id for page in pages), (graded, graded), (commented, commented))
    return frozenset(
        who
        for who, id_ in submissions
        if once[who] == 1
        and (notebooks.get(id_, Counter()), grades.get(id_, (0, 0)), comments.get(id_, (0, 0))) == wanted
    )


def _notebooks(db: Any, mine: Any) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    asked = db.query(SubmittedNotebook.assignment_id, SubmittedNotebook.notebook_id)
    for id_, notebook in asked.join(
        SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id
    ).filter(mine):
        found.setdefault(id_, Counter())[notebook] += 1
    return found


def _counted(db: Any, kind: Any, mine: Any) -> dict[str, tuple[int, int]]:
    """Count the rows of each submission, and how many different cells of its notebooks they are about."""
    types = ("TaskCell", "GradeCell" if kind is Grade else "SolutionCell")
    of_it = (BaseCell.id == kind.cell_id) & (BaseCell.notebook_id == SubmittedNotebook.notebook_id)
    right = func.count(distinct(case((BaseCell.id.isnot(None), kind.cell_id))))
    asked = (
        db.query(SubmittedNotebook.assignment_id, func.count(kind.id), right)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(kind, kind.notebook_id == SubmittedNotebook.id)
        .outerjoin(BaseCell, of_it & BaseCell.type.in_(types))
        .filter(mine)
        .group_by(SubmittedNotebook.assignment_id)
    )
    return {id_: (rows, cells) for id_, rows, cells in asked}


def complete(db: Any, pages: Sequence[Page], assignment: str, who: str) -> str:
    """Make the rows of a submission that are missing, take away those too many; returns the id of the submission.

    What a person gave by hand stays, where the cell that it is about is still there. The caller commits.
    """
    if db.get(Student, who) is None:
        db.add(Student(id=who))
        db.flush()
    mine = (SubmittedAssignment.assignment_id == assignment) & (SubmittedAssignment.student_id == who)
    found = db.query(SubmittedAssignment).filter(mine).order_by(SubmittedAssignment.id).all()
    if not found:
        found = [SubmittedAssignment(id=uuid4().hex, assignment_id=assignment, student_id=who)]
        db.add(found[0])
        db.flush()
    notebooks = _sent(db, [one.id for one in found])
    for page in pages:
        _complete_page(db, page, found[0].id, [one for one in notebooks if one.notebook_id == page.id])
    known = {page.id for page in pages}
    _drop(db, [one for one in notebooks if one.notebook_id not in known])
    for twice in found[1:]:
        db.delete(twice)
    db.flush()
    return str(found[0].id)


def _sent(db: Any, submissions: Collection[str]) -> list[Any]:
    rows = db.query(SubmittedNotebook).filter(SubmittedNotebook.assignment_id.in_(submissions))
    return list(rows.order_by(SubmittedNotebook.id))


def _complete_page(db: Any, page: Page, submission: str, found: Sequence[Any]) -> None:
    """Bring together what is there of one notebook of a submission, and make what is missing."""
    own = found[0] if found else SubmittedNotebook(id=uuid4().hex, assignment_id=submission, notebook_id=page.id)
    db.add(own)
    db.flush()
    ids = [own.id, *(one.id for one in found[1:])]
    for kind, cells in ((Grade, page.graded.values()), (Comment, page.commented)):
        _complete_rows(db, kind, frozenset(cells), own.id, ids)
    _drop(db, found[1:])
    own.assignment_id = submission
    db.flush()


def _complete_rows(db: Any, kind: Any, cells: Collection[str], own: str, notebooks: Collection[str]) -> None:
    kept: dict[str, Any] = {}
    for row in sorted(db.query(kind).filter(kind.notebook_id.in_(notebooks)), key=_said, reverse=True):
        if row.cell_id in cells and row.cell_id not in kept:
            kept[row.cell_id] = row
        else:
            db.delete(row)
    db.flush()
    for row in kept.values():
        row.notebook_id = own
    db.add_all(kind(notebook_id=own, cell_id=cell) for cell in sorted(cells - kept.keys()))
    db.flush()


def _said(row: Any) -> tuple[bool, ...]:
    return tuple(getattr(row, name, None) is not None for name in _SAID)


def _drop(db: Any, notebooks: Sequence[Any]) -> None:
    """Take away rows of notebooks that are there twice, or of none that is known, and what hangs on them."""
    for kind in (Grade, Comment):
        db.query(kind).filter(kind.notebook_id.in_([one.id for one in notebooks])).delete()
    for one in notebooks:
        db.delete(one)
    db.flush()

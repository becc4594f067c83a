"""Write points into nbgrader's gradebook: its own tables, one transaction for each submission."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from nbgrader.api import BaseCell, Comment, Grade, Gradebook, Student, SubmittedAssignment, SubmittedNotebook
from sqlalchemy.exc import IntegrityError

Points = Mapping[str, float | None]


@dataclass(frozen=True)
class Page:
    """One notebook of an assignment: the cells with points (id by name), and those with a comment."""

    id: str
    graded: Mapping[str, str]
    commented: tuple[str, ...]


@dataclass(frozen=True)
class Book:
    """What the gradebook holds of one assignment, read once for the whole cohort."""

    gradebook: Gradebook
    assignment: str
    pages: tuple[Page, ...]
    maxima: Mapping[str, float]  # by cell
    students: frozenset[str]
    rows: Mapping[str, str]  # submission id by student
    done: Mapping[str, float]  # score by student, where every cell that can be graded by itself is

    @property
    def maximum(self) -> float:
        """The points that the whole assignment can bring."""
        return sum(self.maxima.values())


def open_book(gradebook: Gradebook, assignment: str, names: Iterable[str] | None = None) -> Book:
    """Read an assignment, for some people or for all. Raises nbgrader's MissingEntry if it was not released."""
    db, found = gradebook.db, gradebook.find_assignment(assignment)
    pages = tuple(_page(notebook) for notebook in found.notebooks)
    maxima = {one.name: one.max_score for each in found.notebooks for one in (*each.grade_cells, *each.task_cells)}
    mine = SubmittedAssignment.assignment_id == found.id
    if names is not None:
        mine &= SubmittedAssignment.student_id.in_(list(names))
    rows = db.query(SubmittedAssignment.student_id, SubmittedAssignment.id, SubmittedAssignment.score)
    kept = [tuple(row) for row in rows.filter(mine)]
    waiting = (
        db.query(SubmittedAssignment.student_id)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(BaseCell, BaseCell.id == Grade.cell_id)
        .filter(mine, BaseCell.type == "GradeCell", Grade.auto_score.is_(None))
    )
    unfinished = {who for (who,) in waiting}
    return Book(
        gradebook,
        found.id,
        pages,
        maxima,
        frozenset(who for (who,) in db.query(Student.id)),
        {who: row for who, row, _ in kept},
        {who: score for who, _, score in kept if who not in unfinished},
    )


def _page(notebook: Any) -> Page:
    graded = {cell.name: cell.id for cell in (*notebook.grade_cells, *notebook.task_cells)}
    return Page(notebook.id, graded, tuple(cell.id for cell in (*notebook.solution_cells, *notebook.task_cells)))


def save(book: Book, who: str, points: Points, when: datetime | None) -> float:
    """Write the points of one submission and return its score; what a person gave by hand stays.

    What the caller wrote in the same session is committed with them.
    """
    db = book.gradebook.db
    row = book.rows.get(who)
    if row is None:
        try:
            with db.begin_nested():
                score = _add(book, who, points, when)
            db.commit()
            return score
        except IntegrityError:  # somebody else, say the formgrader's button, has made the rows in the meantime
            mine = (SubmittedAssignment.assignment_id == book.assignment) & (SubmittedAssignment.student_id == who)
            row = db.query(SubmittedAssignment.id).filter(mine).scalar()
    score = _renew(book, row, points, when)
    db.commit()
    return score


def _add(book: Book, who: str, points: Points, when: datetime | None) -> float:
    """Make the rows that `Gradebook.add_submission` makes, without its dozen commits and its rereading."""
    row = uuid4().hex
    new: list[Any] = [] if who in book.students else [Student(id=who)]
    new.append(SubmittedAssignment(id=row, assignment_id=book.assignment, student_id=who, timestamp=when))
    for page in book.pages:
        id_ = uuid4().hex
        new.append(SubmittedNotebook(id=id_, assignment_id=row, notebook_id=page.id))
        for name, cell in page.graded.items():
            score = points.get(name)
            new.append(Grade(notebook_id=id_, cell_id=cell, auto_score=score, needs_manual_grade=score is None))
        new += [Comment(notebook_id=id_, cell_id=cell) for cell in page.commented]
    book.gradebook.db.add_all(new)
    book.gradebook.db.flush()
    return sum(filter(None, points.values()))


def _renew(book: Book, row: str, points: Points, when: datetime | None) -> float:
    db = book.gradebook.db
    if when:
        db.get(SubmittedAssignment, row).timestamp = when
    names = {cell: name for page in book.pages for name, cell in page.graded.items()}
    inside = SubmittedNotebook.id == Grade.notebook_id
    for grade in db.query(Grade).join(SubmittedNotebook, inside).filter(SubmittedNotebook.assignment_id == row):
        if names[grade.cell_id] in points:
            grade.auto_score = points[names[grade.cell_id]]
            grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None
    db.flush()
    return float(db.query(SubmittedAssignment.score).filter(SubmittedAssignment.id == row).scalar())

"""Write points into nbgrader's gradebook: its own tables, one transaction for each submission."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy.exc import IntegrityError

from toolkit.facilitator.grading.records import recorded
from toolkit.facilitator.grading.rows import Page, complete, whole

Points = Mapping[str, float | None]


@dataclass(frozen=True)
class Book:
    """What the gradebook holds of one assignment, read once for the whole cohort."""

    gradebook: Gradebook
    assignment: str
    pages: tuple[Page, ...]
    maxima: Mapping[str, float]  # by cell
    students: frozenset[str]
    rows: Mapping[str, str]  # submission id by student
    whole: frozenset[str]  # those of whom no row is missing
    done: Mapping[str, float]  # score by student, where none is and every cell that can be graded by itself is

    @property
    def maximum(self) -> float:
        """The points that the whole assignment can bring."""
        return sum(self.maxima.values())

    def complete(self, who: str) -> str:
        """Make the rows of somebody's submission that are missing, and commit; returns its id."""
        if who in self.whole:
            return self.rows[who]
        row = complete(self.gradebook.db, self.pages, self.assignment, who)
        self.gradebook.db.commit()
        return row


def open_book(gradebook: Gradebook, assignment: str, names: Iterable[str] | None = None) -> Book:
    """Read an assignment, for some people or for all. Raises nbgrader's MissingEntry if it was not released."""
    db = gradebook.db
    found = db.query(Assignment).filter(Assignment.name == assignment).first()
    if found is None:
        raise MissingEntry(f"No such assignment: {assignment}")
    pages = tuple(_page(notebook) for notebook in found.notebooks)
    maxima = {one.name: one.max_score for each in found.notebooks for one in (*each.grade_cells, *each.task_cells)}
    mine = SubmittedAssignment.assignment_id == found.id
    if names is not None:
        mine &= SubmittedAssignment.student_id.in_(list(names))
    kept = [tuple(row) for row in db.query(SubmittedAssignment.student_id, SubmittedAssignment.id).filter(mine)]
    students = frozenset(who for (who,) in db.query(Student.id))
    nothing_missing = whole(db, pages, mine) & students
    unfinished = {who for (who,) in _unfinished(db, mine)}
    scores = db.query(SubmittedAssignment.student_id, SubmittedAssignment.score).filter(mine)
    ready = (nothing_missing - unfinished) & recorded(gradebook, assignment, names)
    return Book(
        gradebook,
        found.id,
        pages,
        maxima,
        students,
        dict(kept),
        nothing_missing,
        {who: score for who, score in map(tuple, scores) if who in ready},
    )


def incomplete(gradebook: Any, assignment: str) -> set[str]:
    """Name those of whom something is missing in an assignment, or there twice: grading makes it right again."""
    book = open_book(gradebook, assignment)
    return book.rows.keys() - (book.whole & recorded(gradebook, assignment))


def _unfinished(db: Any, mine: Any) -> Any:
    return (
        db.query(SubmittedAssignment.student_id)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(BaseCell, BaseCell.id == Grade.cell_id)
        .filter(mine, BaseCell.type == "GradeCell", Grade.auto_score.is_(None))
    )


def _page(notebook: Any) -> Page:
    graded = {cell.name: cell.id for cell in (*notebook.grade_cells, *notebook.task_cells)}
    return Page(notebook.id, graded, tuple(cell.id for cell in (*notebook.solution_cells, *notebook.task_cells)))


def save(book: Book, who: str, points: Points, when: datetime | None) -> float:
    """Write the points of one submission and return its score; what a person gave by hand stays.

    Rows that are missing are made. What the caller wrote in the same session is committed with them.
    """
    db = book.gradebook.db
    try:
        with db.begin_nested():
            score = _renew(book, who, points, when) if who in book.rows else _add(book, who, points, when)
    except IntegrityError:  # somebody else, say the formgrader's button, has made rows in the meantime
        score = _renew(book, who, points, when)
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


def _renew(book: Book, who: str, points: Points, when: datetime | None) -> float:
    db = book.gradebook.db
    row = book.rows[who] if who in book.whole else complete(db, book.pages, book.assignment, who)
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

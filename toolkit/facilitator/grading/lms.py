"""Write the points as a table that a learning platform takes: one row for each code name, one column for each exercise.

The columns, as Moodle's grade import asks for them (Grades, Import, CSV file; docs.moodle.org, “Grade import”):

- `ID number` holds the code name: map it to *useridnumber*, after the code names were entered as ID numbers of the
  trainees' accounts. Who is who then stands in the platform, which asks for a password, and nowhere here.
- one column for each exercise, its id as heading: per cent of all points, 0 to 100, empty where nothing was handed in.
  Map it to a grade item with a maximum of 100, or to *New grade item*.
- `<exercise>: waits` names the parts that a person has still to judge; until then the points of these parts are
  missing from the per cent. Map it to *Ignore*.

Moodle takes nothing from a file in which it does not know everybody: leave out whoever has no account there.
"""

import csv
import os
import tempfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.api import Assignment, BaseCell, Grade, Student, SubmittedAssignment, SubmittedNotebook
from nbgrader.plugins import ExportPlugin

from toolkit.facilitator.collecting.report import defused
from toolkit.facilitator.erasing.rows import sqlite_file
from toolkit.facilitator.grading.course import open_course
from toolkit.facilitator.grading.gradebook import open_gradebook

WHO = "ID number"
Row = list[str]


@dataclass(frozen=True)
class _Standing:
    """Where one person stands in one exercise: per cent, and the parts that wait for a person."""

    percent: float | None
    waits: tuple[str, ...]


class LmsExport(ExportPlugin):  # type: ignore[misc]
    """The same table from nbgrader: `nbgrader export --exporter` with the name of this class, `--to grades.csv`."""

    def export(self, gradebook: Any) -> None:
        """Write the table to the place that `--to` names; `--student` and `--assignment` choose rows and columns."""
        path = Path(self.to or "grades.csv")
        write(path, table(gradebook, [str(one) for one in self.student], [str(one) for one in self.assignment]))
        self.log.info("The points stand in %s", path)


def export(folder: Path, path: Path) -> int:
    """Write the points of a course into a CSV file; returns how many people stand in it.

    Raises LookupError, in words for a facilitator, if the folder is not a course or has no gradebook yet.
    """
    course, _ = open_course(folder)
    file = sqlite_file(course.db_url)
    if file is not None and not file.exists():
        raise LookupError(f"There is no gradebook in {folder} yet: nothing was graded.")
    with open_gradebook(course) as gradebook:
        lines = table(gradebook)
    write(path, lines)
    return len(lines) - 1


def table(gradebook: Any, people: Collection[str] = (), exercises: Collection[str] = ()) -> list[Row]:
    """Make the table, its headings first; `people` and `exercises` choose rows and columns, empty means all."""
    names = [name for (name,) in gradebook.db.query(Assignment.name).order_by(Assignment.name)]
    shown = [name for name in names if not exercises or name in exercises]
    found = _standings(gradebook)
    head = [WHO, *shown, *(f"{name}: waits" for name in shown)]
    everybody = [who for (who,) in gradebook.db.query(Student.id).order_by(Student.id)]
    return [[harmless(cell) for cell in head]] + [
        _row(who, shown, found) for who in everybody if not people or who in people
    ]


def _row(who: str, exercises: Sequence[str], found: Mapping[tuple[str, str], _Standing]) -> Row:
    each = [found.get((who, name), _Standing(None, ())) for name in exercises]
    points = ["" if one.percent is None else f"{one.percent:.1f}".removesuffix(".0") for one in each]
    return [harmless(who), *points, *(harmless("; ".join(one.waits)) for one in each)]


def _standings(gradebook: Any) -> dict[tuple[str, str], _Standing]:
    """Read everybody's points and what waits, in three questions for the whole cohort."""
    maxima = {one.name: one.max_score for one in gradebook.db.query(Assignment)}
    waiting: dict[tuple[str, str], list[str]] = {}
    for who, name, part in _waiting(gradebook):
        waiting.setdefault((who, name), []).append(part)
    asked = (SubmittedAssignment.student_id, Assignment.name, SubmittedAssignment.score)
    query = gradebook.db.query(*asked, SubmittedAssignment.late_submission_penalty)
    found = {}
    for who, name, score, penalty in query.join(Assignment, Assignment.id == SubmittedAssignment.assignment_id):
        share = max(0.0, score - (penalty or 0.0)) / maxima[name] if maxima[name] else None
        percent = None if share is None else min(100.0, 100 * share)
        found[who, name] = _Standing(percent, tuple(waiting.get((who, name), ())))
    return found


def _waiting(gradebook: Any) -> Any:
    return (
        gradebook.db.query(SubmittedAssignment.student_id, Assignment.name, BaseCell.name)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(BaseCell, BaseCell.id == Grade.cell_id)
        .filter(Grade.needs_manual_grade, Grade.manual_score.is_(None))
        .order_by(BaseCell.name)
    )


def harmless(text: str) -> str:
    """Make a cell of one line that no spreadsheet takes for a formula.

    >>> harmless("=2+2"), harmless("amber-heron")
    ("'=2+2", 'amber-heron')
    """
    return defused(" ".join(text.split()))


def write(path: Path, lines: Sequence[Row]) -> None:
    """Write a table as CSV in UTF-8, marked as such for spreadsheets, in one step; only its owner may read it."""
    handle, half = tempfile.mkstemp(prefix=".grades-", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(lines)
        os.replace(half, path)
    except BaseException:
        Path(half).unlink(missing_ok=True)
        raise

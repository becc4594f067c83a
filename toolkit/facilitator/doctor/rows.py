"""What the doctor looks at within the gradebook: whether all rows about submissions are there, and whose it is."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from nbgrader.api import Assignment, SubmittedAssignment

from toolkit.facilitator.doctor.lines import MISSING, RISK, Line
from toolkit.facilitator.doctor.opening import Looked, looking
from toolkit.facilitator.doctor.work import sent_and_graded
from toolkit.facilitator.erasing.rows import sqlite_file
from toolkit.facilitator.grading.agreeing import agree, other_course
from toolkit.facilitator.grading.book import incomplete
from toolkit.facilitator.grading.course import open_course, released_notebook


def rows(folder: Path) -> Iterator[Line]:
    """Look whether the gradebook is this course's, and holds all rows of everybody who was graded."""
    here, _ = open_course(folder)
    file = sqlite_file(str(here.db_url))
    if file is not None and not file.is_file():
        return
    with looking(str(here.db_url)) as book:
        if other := other_course(book.db, str(here.course_id)):
            said = f"It holds exercises of another course (“{other}”), so nothing is released into it."
            do = "Look at TOOLKIT_GRADEBOOK, or at db_url and course_id of CourseDirectory in nbgrader_config.py."
            yield Line("Gradebook", RISK, said, do)
            return
        names = [name for (name,) in book.db.query(Assignment.name).order_by(Assignment.name)]
        lost = {name: count for name in names if (count := _missing(folder, book, name))}
    if lost:
        said = f"Rows are missing or doubled in the gradebook: {_told(lost)}."
        yield Line("Gradebook", MISSING, said, "Run: toolkit grade")


def _missing(folder: Path, book: Looked, name: str) -> int:
    """Count the submissions of which the gradebook lacks something; 0 where a release comes first."""
    here, _ = open_course(folder)
    try:
        if not agree(book.db, name, released_notebook(here, name)):
            return 0
    except (FileNotFoundError, LookupError):
        return 0
    submitted = book.db.query(SubmittedAssignment.student_id).join(Assignment).filter(Assignment.name == name)
    sent, graded = sent_and_graded(folder, name)
    lost = incomplete(book, name) | (graded - {who for (who,) in submitted})
    return len(lost & sent)  # of nobody else could grading make anything


def _told(lost: Mapping[str, int]) -> str:
    return ", ".join(f"of {count} submissions in “{name}”" for name, count in lost.items())

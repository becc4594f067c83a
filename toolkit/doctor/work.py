"""What the doctor looks at in the work on submissions: what has arrived, and what waits for a person."""

import csv
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from toolkit.doctor.lines import GOOD, MISSING, Line
from toolkit.doctor.opening import address, reading

_BY_HAND = """
select count(*) from grade join submitted_notebook on submitted_notebook.id = grade.notebook_id
join base_cell on base_cell.id = grade.cell_id where needs_manual_grade and manual_score is null
"""


def submissions(folder: Path) -> Iterator[Line]:
    """Count what has arrived, what is graded, what a person has to read, what was doubtful, what has no page yet."""
    url = address(folder)
    if url is None:
        return
    sent = _found(folder, "submitted")
    graded, paged = _found(folder, "autograded", ".ipynb"), _found(folder, "feedback", ".html")
    waiting = len(sent - graded)
    said = f"Handed in: {len(sent)}. Graded of these: {len(sent & graded)}."
    yield Line("Submissions", MISSING if waiting else GOOD, said, "Run: toolkit grade" if waiting else "")
    if doubtful := _doubtful(folder):
        said = f"Doubtful files in the last collection: {doubtful}."
        yield Line("Submissions", MISSING, said, "Look at the list of what arrived, top rows first.")
    if by_hand := _by_hand(url):
        said = f"Parts of answers that wait for a person to read them: {by_hand}."
        yield Line("Submissions", MISSING, said, "Run: toolkit facilitate, then open Nbgrader ▸ Formgrader.")
    elif graded - paged:
        yield Line(
            "Submissions",
            MISSING,
            f"Graded, but without a feedback page: {len(graded - paged)}.",
            "Run: toolkit feedback",
        )


def graded_on_disk(folder: Path, assignment: str) -> set[str]:
    """Name those who handed in an assignment, and of whom a graded notebook is there."""
    graded = _found(folder, "submitted") & _found(folder, "autograded", ".ipynb")
    return {who for who, name in graded if name == assignment}


def _found(folder: Path, place: str, ending: str = "") -> set[tuple[str, str]]:
    """List who has handed in what; with an ending, only where the finished file is there."""
    found = (path for path in (folder / place).glob("*/*") if path.is_dir() and not path.parent.name.startswith("."))
    rows = ((path, (path.parent.name, path.name)) for path in found if not path.name.startswith("."))
    return {row for path, row in rows if not ending or (path / f"{path.name}{ending}").is_file()}


def _doubtful(folder: Path) -> int:
    """Count what the newest list of arrivals in the folder calls doubtful."""
    lists = sorted(folder.glob("*.csv"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in lists:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            rows = list(csv.DictReader(file))
        if rows and "What happened" in rows[0]:
            return sum(row.get("What happened") == "please look" for row in rows)
    return 0


def _by_hand(url: str) -> int:
    try:
        with reading(url) as book:
            return int(book.execute(text(_BY_HAND)).scalar() or 0)
    except (SQLAlchemyError, ImportError, sqlite3.Error):
        return 0

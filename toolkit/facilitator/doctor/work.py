"""What the doctor looks at in the work on submissions: what has arrived, and what waits for a person."""

import csv
import io
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from toolkit.facilitator.collecting.hands import clashes
from toolkit.facilitator.doctor.lines import GOOD, MISSING, RISK, Line
from toolkit.facilitator.doctor.opening import address, reading
from toolkit.facilitator.grading.release import assignments
from toolkit.facilitator.plain_files import is_pointed_away, read

_LARGEST = 64 * 2**20  # bytes of a list of what arrived
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
    if odd := _odd(folder):
        said = (
            f"Where people’s own folders should be are {len(odd)} pointers to other places, or no folders at all, such "
        )
        said += f"as {odd[0]}. Nothing in them is graded."
        yield Line("Submissions", MISSING, said, "Put the folders themselves there, or take these away.")
    waiting = len(sent - graded)
    said = f"Handed in: {len(sent)}. Graded of these: {len(sent & graded)}."
    yield Line("Submissions", MISSING if waiting else GOOD, said, "Run: toolkit grade" if waiting else "")
    if doubtful := _doubtful(folder):
        said = f"Doubtful files in the last collection: {doubtful}."
        yield Line("Submissions", MISSING, said, "Look at the list of what arrived, top rows first.")
    if clashing := clashes(folder / "submitted"):
        said = f"Exercises that came from two computers under one code name: {len(clashing)}."
        yield Line("Submissions", RISK, said, "Ask the people, then choose: step 2 of the desk, or toolkit choose.")
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


def sent_and_graded(folder: Path, assignment: str) -> tuple[set[str], set[str]]:
    """Name those who handed in an assignment, and those of whom a graded notebook is there."""
    both = (_found(folder, "submitted"), _found(folder, "autograded", ".ipynb"))
    sent, graded = ({who for who, name in found if name == assignment} for found in both)
    return sent, graded


def _found(folder: Path, place: str, ending: str = "") -> set[tuple[str, str]]:
    """List who has handed in what; with an ending, only where the finished file is there."""
    found = (path for path in _hopefuls(folder, place) if path.is_dir() and not is_pointed_away(path, below=2))
    rows = ((path, (path.parent.name, path.name)) for path in found)
    return {row for path, row in rows if not ending or (path / f"{path.name}{ending}").is_file()}


def _odd(folder: Path) -> list[str]:
    """Name what stands in the place of somebody's submissions and is only a link, or no folder at all."""
    homes = [home for home in (folder / "submitted").glob("*") if home.is_symlink()]
    exercises = set(assignments(folder))
    found = [path for path in _hopefuls(folder, "submitted") if path.name in exercises]
    found = [path for path in found if not path.parent.is_symlink() and (path.is_symlink() or not path.is_dir())]
    return sorted(str(path.relative_to(folder)) for path in (*homes, *found))


def _hopefuls(folder: Path, place: str) -> Iterator[Path]:
    """List what stands where people's folders of an exercise stand, of which those that are hidden are none."""
    for home in (folder / place).glob("*"):
        if not home.name.startswith(".") and home.is_dir():
            with suppress(OSError):
                yield from [path for path in home.iterdir() if not path.name.startswith(".")]


def _doubtful(folder: Path) -> int:
    """Count what the newest list of arrivals in the folder calls doubtful."""
    lists = sorted(folder.glob("*.csv"), key=lambda path: path.lstat().st_mtime, reverse=True)
    for path in lists:
        try:
            text = read(path, _LARGEST).decode("utf-8-sig", "replace")
        except OSError:  # no list of ours
            continue
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        if rows and "What happened" in rows[0]:
            return sum(row.get("What happened") == "please look" for row in rows)
    return 0


def _by_hand(url: str) -> int:
    try:
        with reading(url) as book:
            return int(book.execute(text(_BY_HAND)).scalar() or 0)
    except (SQLAlchemyError, ImportError, sqlite3.Error):
        return 0

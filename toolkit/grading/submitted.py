"""Read what a trainee sent, as data: the answers, what else stands in the notebook, and what was wrong with it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from toolkit.answers import FILE, LARGEST, Answers, Refused, answers_in, read
from toolkit.words import printable

LARGEST_NOTEBOOK = 20 * 1024 * 1024  # bytes; ours has a few kilobytes, a pasted photograph some megabytes
CHANGED = "Some of our cells were changed, doubled or missing; they are back in their place."
_SHOWN_CELLS, _SHOWN_SIGNS = 20, 4_000


@dataclass(frozen=True)
class Submitted:
    """The answers of one submission, what else was written into the notebook, and sentences about both."""

    answers: Answers
    others: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def read_submission(folder: Path, assignment: str, released: Mapping[str, Any] | None = None) -> Submitted:
    """Read a submitted folder; never raises for anything that lies in it.

    `released` is the notebook that was handed out: what else the submitted one contains is kept for reading,
    and what is missing or changed in it is said.
    """
    notes: list[str] = []
    cells = _cells(folder / f"{assignment}.ipynb", notes)
    answers = _answers(folder / FILE, assignment, notes)
    if answers is None:
        answers = answers_in({"cells": cells}, assignment)
        if answers.values:
            notes.append("The answers were taken from the copy in the notebook.")
        elif not notes:
            notes.append("No answers were found in this submission.")
    if released and cells is not None and not _in_place(cells, released):
        notes.append(CHANGED)
    for other in sorted(folder.glob("*.ipynb")):
        if other.stem != assignment:
            notes.append(f"There is a second notebook, “{other.name}”, which nobody opened.")
    others = _others(cells, released) if released and cells else ()
    return Submitted(answers, tuple(map(printable, others)), tuple(map(printable, notes)))


def _answers(path: Path, assignment: str, notes: list[str]) -> Answers | None:
    try:
        if path.is_symlink() or path.is_fifo():
            raise Refused("The answers file is only a pointer to something else, so we did not open it.")
        with path.open("rb") as file:
            return read(file.read(LARGEST + 1), assignment)
    except FileNotFoundError:
        return None
    except Refused as refused:
        notes.append(str(refused))
        return None
    except OSError:
        notes.append("The answers file could not be opened.")
        return None


def _cells(path: Path, notes: list[str]) -> list[Any] | None:
    """Parse a notebook file as plain JSON, whatever its format, and take its cells (None: there are none to read)."""
    if not _is_file(path):
        if path.is_symlink() or path.exists():
            notes.append("The notebook itself is missing.")
        return None
    if path.stat().st_size > LARGEST_NOTEBOOK:
        notes.append("The notebook is too large to be opened.")
        return None
    try:
        notebook = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        notebook = None
    cells = notebook.get("cells") if isinstance(notebook, Mapping) else None
    if not isinstance(cells, list):
        notes.append("The notebook file is damaged and could not be read.")
        return None
    return cells


def _is_file(path: Path) -> bool:
    """Tell whether a path is a file itself: no link to another one, no pipe that keeps us waiting."""
    return path.is_file() and not path.is_symlink()


def _in_place(cells: list[Any], released: Mapping[str, Any]) -> bool:
    """Tell whether every cell of ours stands in a submitted notebook once, and as it was handed out."""
    sent = [_mine(cell) for cell in cells]
    ours = [mine for cell in released["cells"] if (mine := _mine(cell))]
    return [mine for mine in sent if mine] == ours


def _mine(cell: Any) -> tuple[str, str] | None:
    """Take of a cell what must not change: what nbgrader wrote into it, and its source."""
    about = cell.get("metadata") if isinstance(cell, Mapping) else None
    about = about.get("nbgrader") if isinstance(about, Mapping) else None
    if not isinstance(about, Mapping):
        return None
    try:
        return json.dumps([about, cell.get("cell_type")], sort_keys=True), _source(cell).strip()
    except (TypeError, ValueError):
        return "", ""


def _others(cells: list[Any], released: Mapping[str, Any]) -> tuple[str, ...]:
    ours = {_source(cell).strip() for cell in released["cells"]}
    foreign = [source[:_SHOWN_SIGNS] for source in map(_source, cells) if source.strip() and source.strip() not in ours]
    return tuple(foreign[:_SHOWN_CELLS])


def _source(cell: Any) -> str:
    raw = cell.get("source") if isinstance(cell, Mapping) else ""
    if isinstance(raw, list):
        raw = "".join(part for part in raw if isinstance(part, str))
    return raw if isinstance(raw, str) else ""


def timestamp(folder: Path) -> datetime | None:
    """Read when a submission was handed in, as nbgrader noted it; without a note there is none."""
    try:
        said = (folder / "timestamp.txt").read_text("utf-8").strip()[:40].removesuffix(" UTC")
        when = datetime.fromisoformat(said)
    except (OSError, ValueError):
        return None
    return when.astimezone(UTC).replace(tzinfo=None) if when.tzinfo else when


def when_handed_in(folder: Path) -> datetime | None:
    """Tell when a submission was handed in: as noted, else by the age of the answers."""
    try:
        age = (folder / FILE).stat().st_mtime
        return timestamp(folder) or datetime.fromtimestamp(int(age), UTC).replace(tzinfo=None)
    except (OSError, ValueError, OverflowError):
        return timestamp(folder)

"""Read what a trainee sent, as data: the answers, what else stands in the notebook, and what was wrong with it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.answers import FILE, LARGEST, Answers, Refused, copies_in, read

LARGEST_NOTEBOOK = 20 * 1024 * 1024  # bytes; ours has a few kilobytes, a pasted photograph some megabytes
_SHOWN_CELLS, _SHOWN_SIGNS = 20, 4_000


@dataclass(frozen=True)
class Submitted:
    """The answers of one submission, what else was written into the notebook, and sentences about both."""

    answers: Answers
    others: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def read_submission(folder: Path, assignment: str, ours: frozenset[str] = frozenset()) -> Submitted:
    """Read a submitted folder; never raises for anything that lies in it.

    `ours` holds the sources of the released cells: whatever else the notebook contains is kept for reading.
    """
    notes: list[str] = []
    notebook = _notebook(folder / f"{assignment}.ipynb", notes)
    answers = _answers(folder / FILE, assignment, notes)
    if answers is None:
        copies = copies_in(notebook, assignment)
        if copies:
            notes.append("The answers were taken from the copy in the notebook.")
        elif not notes:
            notes.append("No answers were found in this submission.")
        answers = Answers(assignment, copies)
    return Submitted(answers, _others(notebook, ours), tuple(notes))


def _answers(path: Path, assignment: str, notes: list[str]) -> Answers | None:
    try:
        if path.is_symlink():
            raise Refused("The answers file is only a pointer to another file, so we did not open it.")
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


def _notebook(path: Path, notes: list[str]) -> Any:
    """Parse a notebook file as plain JSON, whatever its format."""
    try:
        if path.is_symlink() or not path.is_file():
            notes.append("The notebook itself is missing.") if path.is_symlink() else None
            return {}
        if path.stat().st_size > LARGEST_NOTEBOOK:
            notes.append("The notebook is too large to be opened.")
            return {}
        return json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        notes.append("The notebook file is damaged and could not be read.")
        return {}


def _others(notebook: Any, ours: frozenset[str]) -> tuple[str, ...]:
    cells = notebook.get("cells") if isinstance(notebook, Mapping) else None
    sources = (_source(cell) for cell in (cells if isinstance(cells, list) else []))
    foreign = [source[:_SHOWN_SIGNS] for source in sources if source.strip() and source.strip() not in ours]
    return tuple(foreign[:_SHOWN_CELLS])


def _source(cell: Any) -> str:
    raw = cell.get("source") if isinstance(cell, Mapping) else ""
    if isinstance(raw, list):
        raw = "".join(part for part in raw if isinstance(part, str))
    return raw if isinstance(raw, str) else ""

"""Read what a trainee sent, as data: the answers, what else stands in the notebook, and what was wrong with it."""

import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from toolkit.answers import FILE, LARGEST, Answers, Refused, answers_in, read
from toolkit.facilitator import plain_files
from toolkit.facilitator.plain_files import Folder, NotPlain
from toolkit.posts.words import printable

LARGEST_NOTEBOOK = 20 * 1024 * 1024  # bytes; ours has a few kilobytes, a pasted photograph some megabytes
LARGEST_NOTE = 1024  # bytes of the two files that an exchange puts beside the others
STAMP, SECRET = "timestamp.txt", "submission_secret.txt"
NOTED = (STAMP, SECRET)
CHANGED = "Some of our cells were changed, doubled or missing; they are back in their place."
_NOTHING = "No answers were found in this submission."
_NO_FOLDERS = {
    plain_files.POINTER: "This person’s folder is only a pointer to another place, so nothing in it was graded. "
    "Put the folder itself there.",
    plain_files.NO_FOLDER: "What stands in the place of this person’s folder is no folder.",
}
_NAME = re.compile(r"\w[\w.@+-]*")  # what code names and accounts are made of
_NO_NAME = "This folder’s name is no code name, so it was not graded. Rename it to the code name, and grade again."
_SHOWN_CELLS, _SHOWN_SIGNS, _SHOWN_NAMES = 20, 4_000, 3


@dataclass(frozen=True)
class Submitted:
    """The answers of one submission, what else was written into the notebook, and sentences about both."""

    answers: Answers
    others: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def read_submission(folder: Path, assignment: str, released: Mapping[str, Any] | None = None) -> Submitted:
    """Read a submitted folder; never raises for anything that lies in it.

    `released` is the notebook that was handed out: what else the submitted one contains is kept for reading,
    and what is missing or changed in it is said. Raises NotPlain, in a sentence, if it is no folder that may be opened.
    """
    try:
        with opened(folder) as here:
            return _read(here, assignment, released)
    except FileNotFoundError:
        return Submitted(Answers(assignment), notes=(_NOTHING,))


@contextmanager
def opened(folder: Path) -> Iterator[Folder]:
    """Open a submitted folder: neither it nor the person's own around it may be a link to somebody else's.

    Raises NotPlain, in a sentence, if it may not be opened; FileNotFoundError if it is not there.
    """
    with ExitStack() as stack:
        try:
            here = stack.enter_context(plain_files.folder(folder, below=2))
        except FileNotFoundError:
            raise
        except NotPlain as problem:
            raise NotPlain(_NO_FOLDERS.get(str(problem), str(problem))) from None
        except OSError as problem:
            raise NotPlain(f"This folder could not be opened ({problem.strerror}).") from None
        yield here


def _read(here: Folder, assignment: str, released: Mapping[str, Any] | None) -> Submitted:
    notes: list[str] = []
    cells = _cells(here, f"{assignment}.ipynb", notes)
    answers = _answers(here, assignment, notes)
    if answers is None:
        answers = answers_in({"cells": cells}, assignment)
        if answers.values:
            notes.append("The answers were taken from the copy in the notebook.")
        elif not notes:
            notes.append(_NOTHING)
    if released and cells is not None and not _in_place(cells, released):
        notes.append(CHANGED)
    for name in NOTED:
        _content(here, name, LARGEST_NOTE, notes)
    notes += _second_notebooks(here, assignment)
    others = _others(cells, released) if released and cells else ()
    return Submitted(answers, tuple(map(printable, others)), tuple(map(printable, notes)))


def _second_notebooks(here: Folder, assignment: str) -> Iterator[str]:
    with suppress(OSError):
        others = [name for name in here.names() if name.endswith(".ipynb") and name != f"{assignment}.ipynb"]
        for name in others[:_SHOWN_NAMES]:
            yield f"There is a second notebook, “{name}”, which nobody opened."
        if more := len(others[_SHOWN_NAMES:]):
            yield f"There are {more} more of them."


def _content(here: Folder, name: str, most: int, notes: list[str]) -> bytes | None:
    """Read a file of a submission; one that is there and left alone becomes a note."""
    try:
        return here.read(name, most)
    except FileNotFoundError:
        return None
    except NotPlain as problem:
        notes.append(f"“{name}” was left alone. {problem}")
    except OSError as problem:
        notes.append(f"“{name}” could not be opened ({problem.strerror}).")
    return None


def _answers(here: Folder, assignment: str, notes: list[str]) -> Answers | None:
    content = _content(here, FILE, LARGEST, notes)
    try:
        return None if content is None else read(content, assignment)
    except Refused as refused:
        notes.append(str(refused))
        return None


def _cells(here: Folder, name: str, notes: list[str]) -> list[Any] | None:
    """Parse a notebook file as plain JSON, whatever its format, and take its cells (None: there are none to read)."""
    content = _content(here, name, LARGEST_NOTEBOOK, notes)
    if content is None:
        return None
    try:
        notebook = json.loads(content)
    except (ValueError, RecursionError):
        notebook = None
    cells = notebook.get("cells") if isinstance(notebook, Mapping) else None
    if not isinstance(cells, list):
        notes.append("The notebook file is damaged and could not be read.")
        return None
    return cells


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


def nobody(who: str) -> str:
    """Say why a folder's name is nobody's, "" if it may be a code name or an account.

    Nothing else gets into the gradebook: nbgrader's pages show names unescaped.
    """
    return "" if _NAME.fullmatch(who) else _NO_NAME


def noted(folder: Path) -> str:
    """Read what nbgrader noted when a submission was handed in. Raises OSError or ValueError if it cannot be read."""
    with opened(folder) as here:
        return here.read(STAMP, LARGEST_NOTE).decode("utf-8").strip()[:40]


def timestamp(folder: Path) -> datetime | None:
    """Read when a submission was handed in, as nbgrader noted it; without a note there is none."""
    try:
        when = datetime.fromisoformat(noted(folder).removesuffix(" UTC"))
    except (OSError, ValueError):
        return None
    return when.astimezone(UTC).replace(tzinfo=None) if when.tzinfo else when


def when_handed_in(folder: Path) -> datetime | None:
    """Tell when a submission was handed in: as noted, else by the age of the answers."""
    try:
        with opened(folder) as here, here.file(FILE) as file:
            age = os.fstat(file.fileno()).st_mtime
        return timestamp(folder) or datetime.fromtimestamp(int(age), UTC).replace(tzinfo=None)
    except (OSError, ValueError, OverflowError):
        return timestamp(folder)


def carry_over(folder: Path, target: Path) -> None:
    """Copy into the graded folder what nbgrader looks for there; what is no plain file stays where it is.

    Through an exchange, a feedback page finds its reader by the secret that came with the submission.
    """
    with opened(folder) as here:
        for name, most in ((FILE, LARGEST), *((name, LARGEST_NOTE) for name in NOTED)):
            with suppress(OSError):
                content = here.read(name, most)
                (target / name).unlink(missing_ok=True)
                (target / name).write_bytes(content)

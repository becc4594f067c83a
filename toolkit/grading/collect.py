"""Sort what arrived into `submitted/`: known by what stands in it, never by its file name; nothing is deleted."""

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.answers import FILE, LARGEST, Answers, Refused, copies_in, read
from toolkit.exercises import questions
from toolkit.grading.submitted import LARGEST_NOTEBOOK
from toolkit.handing_in import CODE_NAME


@dataclass(frozen=True)
class Arrived:
    """One line of the report on a file: taken, doubtful or refused, for whom, and why."""

    file: str
    state: str  # taken, same, doubtful or refused
    who: str = ""
    assignment: str = ""
    why: str = ""


def collect(source: Path, submitted: Path, released: Path) -> Iterator[Arrived]:
    """Take every answers file and notebook below a folder into `submitted/<code name>/<assignment>/`.

    The newest file of a person and assignment counts; an earlier one stays where it was and is kept under
    `submitted` as well. Running it twice changes nothing. Yields a line for every file, also for refused ones.
    """
    files = (path for path in sorted(source.rglob("*")) if path.is_file() and not path.is_symlink())
    for path in sorted(files, key=lambda path: (path.stat().st_mtime, str(path))):
        name = str(path.relative_to(source))
        if path.name.startswith(".") or ".ipynb_checkpoints" in path.parts:
            continue
        try:
            answers = _answers_in(path)
            yield _take(path, name, answers, source, submitted, released)
        except Refused as refused:
            yield Arrived(name, "refused", why=str(refused))
        except OSError as problem:
            yield Arrived(name, "refused", why=f"This file could not be opened ({problem.strerror}).")


def _answers_in(path: Path) -> Answers:
    """Find answers in a file of either kind; the file's name does not matter."""
    if path.stat().st_size > LARGEST_NOTEBOOK:
        raise Refused("This file is too large to be a notebook or answers of ours.")
    content = path.read_bytes()
    if b'"cells"' not in content:
        return read(content if len(content) <= LARGEST else content[: LARGEST + 1])
    notebook = _parsed(content)
    assignment = next(iter(_assignments(notebook)), None)
    if assignment is None:
        raise Refused("This notebook is not one of our exercises, or its form cells are gone.")
    return Answers(assignment, copies_in(notebook, assignment))


def _parsed(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        raise Refused("This notebook file is damaged and could not be read.") from None


def _assignments(notebook: Any) -> list[str]:
    """Name the assignments that a notebook's cells speak of."""
    named = []
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    for cell in cells if isinstance(cells, list) else []:
        source = cell.get("source", "") if isinstance(cell, dict) else ""
        text = "".join(map(str, source)) if isinstance(source, list) else str(source)
        if 'exercise("' in text:
            named.append(text.split('exercise("', 1)[1].split('"', 1)[0])
    return [name for name in dict.fromkeys(named) if _is_known(name)]


def _is_known(assignment: str) -> bool:
    try:
        return bool(questions(assignment))
    except (LookupError, ValueError, OSError):
        return False


def _take(path: Path, name: str, answers: Answers, source: Path, submitted: Path, released: Path) -> Arrived:
    if not CODE_NAME.fullmatch(answers.assignment) or not _is_known(answers.assignment):
        raise Refused(f"There is no exercise “{answers.assignment[:60]}” in this course.")
    who, state, why = _who(path, answers, source)
    if who is None:
        return Arrived(name, "doubtful", assignment=answers.assignment, why=why)
    target = submitted / who / answers.assignment
    text = Answers(answers.assignment, answers.values, who).as_text()
    current, age = target / FILE, path.stat().st_mtime
    is_older = current.exists() and age < current.stat().st_mtime
    if _holds(current, text) or (is_older and any(_holds(kept, text) for kept in target.glob("earlier/*.json"))):
        return Arrived(name, "same", who, answers.assignment)
    if not answers.values and current.exists():
        return Arrived(name, "doubtful", who, answers.assignment, "This file holds no answers; the earlier ones stay.")
    if is_older:
        _keep(_place_among_earlier(target), text, age)
        return Arrived(name, state, who, answers.assignment, "Kept as an earlier version; a newer one is there.")
    _put(target, text, answers.assignment, released, age)
    return Arrived(name, state, who, answers.assignment, why)


def _who(path: Path, answers: Answers, source: Path) -> tuple[str | None, str, str]:
    """Find the code name: in the answers, else in the names of the folders on the way."""
    if answers.who and CODE_NAME.fullmatch(answers.who):
        return answers.who, "taken", ""
    folders = [part for part in path.relative_to(source).parts[:-1] if part != answers.assignment]
    named = [part for part in folders if CODE_NAME.fullmatch(part)]
    if named:
        return named[-1], "taken", "The code name was read from the folder’s name."
    return (
        None,
        "doubtful",
        "No code name in it. Put the file into a folder named like the code name, and collect again.",
    )


def _holds(path: Path, text: str) -> bool:
    """Tell whether a file holds these very answers."""
    return path.is_file() and path.read_bytes() == text.encode()


def _place_among_earlier(target: Path) -> Path:
    earlier = target / "earlier"
    earlier.mkdir(parents=True, exist_ok=True)
    return earlier / f"answers-{len(list(earlier.iterdir())) + 1}.json"


def _keep(place: Path, text: str, age: float) -> None:
    """Write answers in one step, with the age of the file they came in: that decides which version is newer."""
    half = place.with_name(".answers-half")
    half.write_bytes(text.encode())
    os.utime(half, (age, age))
    half.replace(place)


def _put(target: Path, text: str, assignment: str, released: Path, age: float) -> None:
    target.mkdir(parents=True, exist_ok=True)
    current = target / FILE
    if current.exists():
        current.replace(_place_among_earlier(target))
    _keep(current, text, age)
    notebook = target / f"{assignment}.ipynb"
    if not notebook.exists():  # nbgrader looks for the notebook; the form in it is ours anyway
        shutil.copyfile(released / assignment / f"{assignment}.ipynb", notebook)

"""What the doctor looks at in the exercises: whether the key is sound, and whether what is there is released."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from nbgrader.api import Assignment, Notebook, SourceCell
from nbgrader.coursedir import CourseDirectory

from toolkit.facilitator.doctor.lines import GOOD, MISSING, UNKNOWN, Line
from toolkit.facilitator.doctor.opening import Looked, address, looking
from toolkit.facilitator.erasing.rows import sqlite_file
from toolkit.facilitator.grading.agreeing import agree, handed_out
from toolkit.facilitator.grading.course import open_course, released_notebook
from toolkit.facilitator.grading.release import assignments, keys_fault, strangers


def exercises(folder: Path) -> Iterator[Line]:
    """Look whether every exercise is released with the key that stands in solutions/, and whether the key is sound."""
    names = assignments(folder)
    for said in strangers(folder):
        yield Line("Exercises", UNKNOWN, said)
    if not names:
        if address(folder) is not None:
            do = "Get the whole course again: its solutions/ are missing."
            yield Line("Exercises", MISSING, "There is none in solutions/.", do)
        return
    faults = {name: found for name in names if (found := _faults(folder, name))}
    for name, found in faults.items():
        yield Line("Exercises", MISSING, " ".join(found), f"Correct solutions/{name}/{name}.ipynb.")
    try:
        wanting = _wanting(folder, [name for name in names if name not in faults])
    except Exception:  # the line on the gradebook says why
        yield Line("Exercises", UNKNOWN, "Without a gradebook nobody can tell which are released.")
        return
    for name, said in wanting.items():
        if said:
            yield Line("Exercises", MISSING, f"“{name}” {said}.", f"Run: toolkit release {name}")
    if fresh := [name for name, said in wanting.items() if not said]:
        yield Line("Exercises", GOOD, f"Released, with the key of solutions/: {', '.join(fresh)}.")


def _faults(folder: Path, name: str) -> list[str]:
    try:
        return keys_fault(folder, name)
    except LookupError as problem:
        return [str(problem)]


def _wanting(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """Say of each exercise what it lacks, "" if nothing. Raises where the gradebook cannot be read."""
    here, _ = open_course(folder)
    file = sqlite_file(str(here.db_url))
    if file is not None and not file.exists():
        return dict.fromkeys(names, "is not released yet")
    with looking(str(here.db_url)) as book:
        return {name: _lacks(folder, here, book, name) for name in names}


def _lacks(folder: Path, here: CourseDirectory, book: Looked, name: str) -> str:
    if not _is_released(book, name):
        return "is not released yet"
    try:
        released = released_notebook(here, name)
    except FileNotFoundError:
        return "is missing in exercises/"
    except LookupError:
        return "is damaged in exercises/"
    if not agree(book.db, name, released):
        return "is not whole: what the gradebook holds of it does not fit what trainees got"
    if _saved(book, name) != _written(folder, name):
        return "was changed since it was released"
    return "" if handed_out(book.db, name, released) else "stands in exercises/ as it was before the last release"


def _is_released(book: Looked, name: str) -> bool:
    notebooks = book.db.query(Notebook.id).join(Assignment, Assignment.id == Notebook.assignment_id)
    return notebooks.filter(Assignment.name == name, Notebook.name == name).first() is not None


def _written(folder: Path, name: str) -> dict[str, str]:
    """Read the instructor's cells as they stand in solutions/."""
    notebook = json.loads((folder / "solutions" / name / f"{name}.ipynb").read_bytes())
    about = ((cell["metadata"].get("nbgrader", {}).get("grade_id"), cell["source"]) for cell in notebook["cells"])
    return {id_: "".join(source) for id_, source in about if id_}


def _saved(book: Looked, name: str) -> dict[str, str]:
    """Read the instructor's cells of an exercise as they stand in the gradebook."""
    cells = book.db.query(SourceCell.name, SourceCell.source).join(Notebook, Notebook.id == SourceCell.notebook_id)
    mine = cells.join(Assignment, Assignment.id == Notebook.assignment_id).filter(Assignment.name == name)
    return dict(map(tuple, mine))

"""What the doctor looks at in a course: its configuration, its gradebook, and what is released."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from alembic.script import ScriptDirectory
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy import Connection, create_engine, inspect, make_url, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from toolkit.doctor.lines import GOOD, MISSING, RISK, UNKNOWN, Line
from toolkit.erasing.rows import sqlite_file
from toolkit.grading.course import open_course
from toolkit.grading.nbgrader_steps import GradeAnswers, Rebuild
from toolkit.grading.release import assignments, keys_fault

_WAIT = 5  # seconds for an answer of the gradebook
_KEYS = """
select assignment.name, source_cell.name, source_cell.source from source_cell
join notebook on notebook.id = source_cell.notebook_id join assignment on assignment.id = notebook.assignment_id
"""


def course(folder: Path) -> Iterator[Line]:
    """Look whether the folder is a course, and whether it is graded as ours are."""
    if not folder.is_dir():
        yield Line(
            "Course", MISSING, f"There is no folder {folder}.", "Go to the course’s folder, or name it with --course."
        )
        return
    try:
        here, config = open_course(folder)
    except LookupError:
        said = f"{folder.resolve()} is not a course: there is no nbgrader_config.py in it."
        do = "Go to the folder of the course (the one with solutions/ in it), or name it with --course."
        yield Line("Course", MISSING, said, do)
        return
    yield Line("Course", GOOD, f"{here.course_id or 'A course without a name'}, in {folder.resolve()}.")
    steps = [*config.Autograde.get("sanitize_preprocessors", ()), *config.Autograde.get("autograde_preprocessors", ())]
    if Rebuild not in steps or GradeAnswers not in steps:
        said = "nbgrader’s own grading is set: it would run what trainees send, on this computer."
        yield Line("Course", RISK, said, "Put the course’s own nbgrader_config.py back.")
    if config.HTMLExporter.get("sanitize_html") is not True:
        said = "Pages of trainees’ words are not cleaned: a script in an answer would run in your browser."
        yield Line("Course", RISK, said, "Put the course’s own nbgrader_config.py back.")


def gradebook(folder: Path) -> Iterator[Line]:
    """Look whether the gradebook can be reached, and whether it is of nbgrader's present kind."""
    url = address(folder)
    if url is None:
        return
    named = make_url(url).render_as_string(hide_password=True)
    file = sqlite_file(url)
    if file is not None and not file.is_file():
        yield Line(
            "Gradebook", MISSING, f"There is none yet ({file}); releasing an exercise makes it.", _release(folder)
        )
        return
    try:
        with reading(url) as book:
            yield from _about_schema(book, named)
    except (SQLAlchemyError, ImportError, sqlite3.Error) as problem:
        do = (
            "Look whether the file is whole and yours."
            if file
            else "Look whether the server runs, and name and password."
        )
        yield Line("Gradebook", MISSING, f"{named} does not answer ({type(problem).__name__}).", do)


def _about_schema(book: Connection, named: str) -> Iterator[Line]:
    tables = inspect(book).get_table_names()
    if "student" not in tables:
        yield Line("Gradebook", MISSING, f"{named} is empty.", "Run: toolkit release")
        return
    people = book.execute(text("select count(*) from student")).scalar()
    yield Line("Gradebook", GOOD, f"{named}, {people} code names.")
    there = (
        set(book.execute(text("select version_num from alembic_version")).scalars())
        if "alembic_version" in tables
        else set()
    )
    if there != set(ScriptDirectory(ALEMBIC_DIR).get_heads()):
        said = "It was made by another version of nbgrader."
        yield Line("Gradebook", MISSING, said, "Make a copy of the gradebook, then run: nbgrader db upgrade")


def exercises(folder: Path) -> Iterator[Line]:
    """Look whether every exercise is released with the key that stands in solutions/, and whether the key is sound."""
    names = assignments(folder)
    if not names:
        if address(folder) is not None:
            do = "Get the whole course again: its solutions/ are missing."
            yield Line("Exercises", MISSING, "There is none in solutions/.", do)
        return
    faults = {name: found for name in names if (found := keys_fault(folder, name))}
    for name, found in faults.items():
        yield Line("Exercises", MISSING, " ".join(found), f"Correct solutions/{name}/{name}.ipynb.")
    saved = _saved(folder)
    if saved is None:
        yield Line("Exercises", UNKNOWN, "Without a gradebook nobody can tell which are released.")
        return
    wanting = {name: said for name in names if name not in faults and (said := _wanting(folder, name, saved))}
    for name, said in wanting.items():
        yield Line("Exercises", MISSING, f"“{name}” {said}.", f"Run: toolkit release {name}")
    if fresh := [name for name in names if name not in faults and name not in wanting]:
        yield Line("Exercises", GOOD, f"Released, with the key of solutions/: {', '.join(fresh)}.")


def _wanting(folder: Path, name: str, saved: Mapping[str, Mapping[str, str]]) -> str:
    """Say what an exercise lacks, "" if nothing."""
    if name not in saved:
        return "is not released yet"
    if saved[name] != _written(folder, name):
        return "was changed since it was released"
    made = folder / "exercises" / name / f"{name}.ipynb"
    return "" if made.is_file() else "is missing in exercises/"


def _written(folder: Path, name: str) -> dict[str, str]:
    """Read the instructor's cells as they stand in solutions/."""
    notebook = json.loads((folder / "solutions" / name / f"{name}.ipynb").read_bytes())
    about = ((cell["metadata"].get("nbgrader", {}).get("grade_id"), cell["source"]) for cell in notebook["cells"])
    return {id_: "".join(source) for id_, source in about if id_}


def _saved(folder: Path) -> Mapping[str, Mapping[str, str]] | None:
    """Read the instructor's cells as they stand in the gradebook, by exercise."""
    url = address(folder)
    if url is None:
        return None
    found: dict[str, dict[str, str]] = {}
    try:
        with reading(url) as book:
            for name, cell, source in book.execute(text(_KEYS)):
                found.setdefault(name, {})[cell] = source
    except (SQLAlchemyError, ImportError, sqlite3.Error):
        file = sqlite_file(url)
        return {} if file is not None and not file.is_file() else None
    return found


def _release(folder: Path) -> str:
    names = assignments(folder)
    return f"Run: toolkit release {names[0]}" if len(names) == 1 else "Run: toolkit release"


def address(folder: Path) -> str | None:
    """Give the address of the course's gradebook; None where there is no course."""
    try:
        return str(open_course(folder)[0].db_url)
    except LookupError:
        return None


@contextmanager
def reading(url: str) -> Iterator[Connection]:
    """Open a gradebook for looking only: no file is made, no table, nothing is written."""
    file = sqlite_file(url)
    options: dict[str, Any] = {"poolclass": NullPool}
    if file is not None:
        address = f"file:{quote(str(file))}?mode=ro"
        options["creator"] = lambda: sqlite3.connect(address, uri=True, timeout=_WAIT)
    elif make_url(url).get_backend_name() == "postgresql":
        options["connect_args"] = {"connect_timeout": _WAIT}
    with create_engine("sqlite://" if file is not None else url, **options).connect() as connection:
        yield connection

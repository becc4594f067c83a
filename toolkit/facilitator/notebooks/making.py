"""Make all notebooks of a course from what is written: `toolkit notebooks`, and see where the two have parted."""

import ast
import json
import os
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from toolkit.course.path import course as course_of_weeks
from toolkit.facilitator import plain_files
from toolkit.facilitator.notebooks import assignment
from toolkit.facilitator.notebooks.pages import FIXED, notebook, page
from toolkit.posts import tables
from toolkit.sessions import room

MODEL = "model-answers.json"
_LARGEST = 4_000_000  # bytes of a file that somebody writes by hand
_PLAIN = {"display_name": "Python 3", "language": "python", "name": "python3"}


def made(course: Path) -> Iterator[tuple[Path, str]]:
    """Make every page of a course, with its place: workbooks, solutions and model answers.

    Raises ValueError, in words, for a file that cannot be read as what it should be.
    """
    for session in room.rooms():
        text = room.page(session)
        made_of = page(text, "toolkit import session", f'session("{session}")', FIXED)
        yield course / "workbooks" / f"{session}.ipynb", notebook(list(made_of))
        if written_in(course, session).is_file():
            yield from solved(course, session)
    for name, text in _written("toolkit.course"):
        text = text.replace("{sessions}", _sessions())
        made_of = page(text, "toolkit import journey", "journey()", FIXED)
        yield course / "workbooks" / f"{name}.ipynb", notebook(list(made_of))
    for name, text in _written("toolkit.facilitator"):
        made_of = page(text, "toolkit.facilitator import facilitator", "facilitator()", {})
        yield course / "workbooks" / f"{name}.ipynb", notebook(list(made_of), _PLAIN)


def solved(course: Path, session: str) -> Iterator[tuple[Path, str]]:
    """Make the instructor's notebook and the model answers of one assignment."""
    folder, written = course / "solutions" / session, room.exercise(session)
    solution = read(written_in(course, session))
    yield folder / f"{session}.ipynb", notebook(list(assignment.cells(session, written, solution)))
    answers = assignment.models(session, written, solution)
    yield folder / MODEL, json.dumps(answers, ensure_ascii=False, indent=1) + "\n"


def written_in(course: Path, session: str) -> Path:
    """Say where points and keys are written: beside the folder of the assignment, which nbgrader hands out whole."""
    return course / "solutions" / f"{session}.toml"


def read(path: Path) -> Mapping[str, Any]:
    """Read a TOML file that somebody wrote. Raises ValueError, in words, if it is none."""
    try:
        return tables.parsed(plain_files.read(path, _LARGEST).decode("utf-8"))
    except (OSError, ValueError) as problem:
        raise ValueError(f"{path.name} in {path.parent.name} could not be read: {problem}") from None


def _sessions() -> str:
    """List the sessions that are there, with their pages, as a table in Markdown."""
    weeks, there = course_of_weeks().weeks, room.rooms()
    rows = [
        f"| {week} | {one.title} | [open]({one.id}.ipynb) | [open](../exercises/{one.id}/{one.id}.ipynb) |"
        for week, sessions in weeks.items()
        for one in sessions
        if one.id in there
    ]
    more = [] if len(rows) == sum(map(len, weeks.values())) else ["", "More sessions are on their way."]
    return "\n".join(("| Week | Session | Workbook | Exercise |", "|---|---|---|---|", *rows, *more))


def _written(package: str) -> Iterator[tuple[str, str]]:
    pages: Traversable = files(package).joinpath("pages")
    for one in sorted(pages.iterdir(), key=lambda one: one.name):
        yield one.name.removesuffix(".md"), one.read_text("utf-8")


def make_notebooks(course: Path, sure: bool = False) -> list[Path]:
    """Write all pages that are not as they are written, if that is wanted; returns their places.

    What was changed in a notebook by hand is lost by it, so whoever calls this has to be sure.
    """
    stale = [(path, text) for path, text in made(course) if not alike(path, text)]
    for path, text in stale if sure else ():
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_name(f".{path.name}.half")
        half.write_text(text, "utf-8")
        os.replace(half, path)
    return [path.relative_to(course) for path, _ in stale]


def alike(path: Path, text: str) -> bool:
    """Tell whether a page is as it is written; whatever a person or Jupyter ran in it counts as a difference."""
    try:
        return plain_files.read(path, _LARGEST) == text.encode("utf-8")
    except OSError:
        return False


def parted(course: Path, session: str) -> list[str]:
    """Say, a sentence each, where the notebook or the model answers of an assignment are not what its TOML file says.

    A release reads the notebook. Somebody who changed only the other one should know.
    """
    folder = course / "solutions" / session
    if not written_in(course, session).is_file():
        return []
    try:
        (_, ours), (_, models) = solved(course, session)
        theirs = {path.name: plain_files.read(path, _LARGEST) for path in (folder / f"{session}.ipynb", folder / MODEL)}
        cells = [_cells(json.loads(text)) for text in (theirs[f"{session}.ipynb"], ours)]
        answers = [json.loads(text)["answers"] for text in (theirs[MODEL], models)]
    except (OSError, ValueError, LookupError, TypeError) as problem:
        return [f"{session}: {session}.toml could not be compared with the notebook ({problem}). The notebook counts."]
    said = [(f"{session}.ipynb", _differ(*cells)), (MODEL, _differ(*answers))]
    return [_PARTED.format(session=session, file=file, where=", ".join(where)) for file, where in said if where]


_PARTED = (
    "{session}: {file} and {session}.toml differ in {where}. What stands in {file} counts. If you meant "
    "{session}.toml, run: toolkit notebooks --sure (it makes all notebooks anew)."
)


def _differ(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    return [name for name in {**one, **other} if one.get(name) != other.get(name)]


def _cells(notebook: Mapping[str, Any]) -> dict[str, Any]:
    """Get what counts of each cell: its text, as Python reads it if it is code, and its points."""
    return {
        cell["id"]: (_read("".join(cell["source"])), cell["metadata"].get("nbgrader")) for cell in notebook["cells"]
    }


def _read(source: str) -> str:
    try:
        return ast.dump(ast.parse(source))
    except SyntaxError:  # a text
        return source

"""What a person judges in an exercise: the rubric's rows, the answers it is about, sentences to start from."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from toolkit.facilitator.grading.markdown import unmarked
from toolkit.posts import tables

_ROW = re.compile(r"^- \*\*(\d+(?:\.\d+)?)\*\* (.+)$", re.MULTILINE)
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_END = "=== END MARK SCHEME ==="
_ASKED = re.compile(r'\.ask\("([a-z0-9-]+)"\)')


@dataclass(frozen=True)
class Row:
    """One row of a rubric: the points it gives, when it applies, and sentences to start a comment from."""

    points: float
    words: str
    comments: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rubric:
    """One part that a person judges, the questions whose answers it is about, and its rows, the best first."""

    cell: str
    title: str
    maximum: float
    asked: tuple[str, ...]
    rows: tuple[Row, ...]


def rubrics(assignment: str, cells: Iterable[Mapping[str, Any]]) -> tuple[Rubric, ...]:
    """Read the rubrics out of an instructor's notebook.

    A rubric is about what was asked since the heading, or the rubric, before it.
    """
    found, asked = [], list[str]()
    for cell in cells:
        source, about = "".join(cell["source"]), cell["metadata"].get("nbgrader", {})
        if about.get("task"):
            found.append(_rubric(assignment, about, source, tuple(asked)))
        if about.get("task") or (cell["cell_type"] == "markdown" and source.startswith("## ")):
            asked = []
        asked += _ASKED.findall(source)
    return tuple(found)


def _rubric(assignment: str, about: Mapping[str, Any], source: str, asked: tuple[str, ...]) -> Rubric:
    said = comments(assignment, about["grade_id"])
    rows = tuple(Row(float(points), words, said.get(float(points), ())) for points, words in _ROW.findall(source))
    title = heading(source).removeprefix("For your facilitator: ")
    return Rubric(about["grade_id"], title, float(about["points"]), asked, rows)


def heading(source: str) -> str:
    """Get the words of a Markdown cell's first heading."""
    found = _HEADING.search(source)
    return found[1] if found else ""


@cache
def _bank() -> Mapping[str, Mapping[str, Mapping[str, list[str]]]]:
    return tables.of(__package__, "data/comments.toml")


def comments(assignment: str, cell: str) -> dict[float, tuple[str, ...]]:
    """Look up the sentences to start a comment from, by the points of the rubric's row."""
    return {float(points): tuple(said) for points, said in _bank().get(assignment, {}).get(cell, {}).items()}


def with_comments(assignment: str, source: str, cell: Mapping[str, Any]) -> str:
    """Add those sentences to the text of a rubric, for whoever reads it in the formgrader; trainees never see them."""
    about = cell["metadata"]["nbgrader"]
    bank = comments(assignment, about["grade_id"]) if about.get("task") else {}
    said = "\n".join(f"- **{points:g}** {unmarked(one)}" for points, all_ in bank.items() for one in all_)
    added = f"**To start a comment from**\n\n{said}\n\n{_END}"
    return source.replace(_END, added) if said else source

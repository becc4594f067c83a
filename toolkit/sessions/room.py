"""Find what belongs to a session: what its workbook says, its questions with their judges, its labs, its gate items."""

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from toolkit.course.gates import MEASURE, Gates
from toolkit.course.path import course
from toolkit.exercises.questions import Look, Question, asked
from toolkit.exercises.scoring import Marks
from toolkit.judges import KEYED, judge
from toolkit.labs import lab as _lab

_DATA = files("toolkit").joinpath("data")


@cache
def rooms() -> tuple[str, ...]:
    """Name the sessions that are there."""
    return tuple(sorted(one.name.removesuffix(".toml") for one in _DATA.joinpath("sessions").iterdir()))


@cache
def content(session: str) -> dict[str, Any]:
    """Read what a session's workbook says and asks. Raises LookupError if there is no such session."""
    entry = _DATA.joinpath(f"sessions/{session}.toml")
    if not entry.is_file():
        raise LookupError(f"There is no session {session!r}.")
    return tomllib.loads(entry.read_text("utf-8"))


@cache
def questions(assignment: str) -> Mapping[str, Question]:
    """Read the questions of an assignment, by form id. Raises LookupError if there is no such exercise."""
    entry = _DATA.joinpath(f"exercises/{assignment}.toml")
    # The name may come from a file that somebody sent: it names nothing outside our folder.
    if not assignment.replace("-", "").isalnum() or not entry.is_file():
        raise LookupError(f"There is no exercise {assignment!r}.")
    return asked(tomllib.loads(entry.read_text("utf-8"))["questions"], _look, KEYED)


def _look(_: str) -> Look:
    """Let a judge look who is loaded when an answer is there to be looked at."""

    def look(question: Question, answer: Any, key: Any = None) -> Marks:
        return judge(question, answer, key)

    return look


def lab(session: str, name: str) -> Callable[..., Any]:
    """Find a lab. Raises KeyError if the session has none of this name."""
    return _lab(session, name)


@cache
def gates() -> Gates:
    """Gather the questions of each week's gate, and of the measure."""
    folder = files("toolkit.course").joinpath("data/gates")
    banks = {}
    for name in (*course().weeks, MEASURE):
        entry = folder.joinpath(f"{name}.toml")
        if entry.is_file():
            banks[name] = tuple(tomllib.loads(entry.read_text("utf-8"))["item"])
    return Gates(banks)

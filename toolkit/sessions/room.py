"""Find a session's room, and what is in it: its words, its questions with their judges, its labs, its gate items.

The id of a session names its folder (`safety-first`, `safety_first`). A room is imported when its session is opened.
"""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from toolkit.course.gates import MEASURE, Gates
from toolkit.course.path import course
from toolkit.exercises.judges import Judge
from toolkit.exercises.questions import Look, Question, asked
from toolkit.exercises.scoring import Marks
from toolkit.review.findings import Check

WORKBOOK, EXERCISE, GATE = "workbook.toml", "exercise.toml", "gate.toml"
_NAMES = {WORKBOOK: "session", EXERCISE: "exercise", GATE: "gate"}
_ROOMS = files(__package__)


@cache
def rooms() -> tuple[str, ...]:
    """Name the sessions that are there, in their order on the path."""
    found = {one.name.replace("_", "-") for one in _ROOMS.iterdir() if one.joinpath(WORKBOOK).is_file()}
    return tuple(id_ for id_ in course().sessions if id_ in found)


def content(session: str) -> dict[str, Any]:
    """Read what a session's workbook says and asks. Raises LookupError if there is no such session."""
    return _read(session, WORKBOOK)


@cache
def questions(assignment: str) -> Mapping[str, Question]:
    """Read the questions of an assignment, by form id. Raises LookupError if there is no such exercise."""

    def look(name: str) -> Look:
        def by(question: Question, answer: Any, key: Any = None) -> Marks:
            return judges(assignment)[name](question, answer, key)

        return by

    return asked(_read(assignment, EXERCISE)["questions"], look)


def judges(session: str) -> Mapping[str, Callable[[Question, Any, Any], Marks]]:
    """Load those who look at a session's answers, by name; they are loaded when there is an answer to look at."""
    return dict(_part(session, "judge").JUDGES)


def checks(session: str) -> Mapping[str, tuple[Check[Any], ...]]:
    """Gather what is looked for in a session's answers, by the name of who looks; in labs there may be more."""
    if not any(_folder(session).joinpath(name).is_file() for name in ("judge.py", "judge/__init__.py")):
        return {}
    part = _part(session, "judge")
    judging = {name: judge.checks for name, judge in part.JUDGES.items() if isinstance(judge, Judge)}
    return {**judging, **getattr(part, "LAB_CHECKS", {})}


def labs(session: str) -> Mapping[str, Callable[..., Any]]:
    """Load a session's labs, by name."""
    return dict(_part(session, "labs").LABS)


def words(session: str) -> Sequence[Mapping[str, str]]:
    """Load the tables of words that a session's labs translate when they show them."""
    return tuple(getattr(_part(session, "labs"), "WORDS", ()))


@cache
def gates() -> Gates:
    """Put each week's gate together from the rooms of the week; and read the measure over the whole course."""
    banks = {}
    for week, sessions in course().weeks.items():
        there = [one.id for one in sessions if _folder(one.id).joinpath(GATE).is_file()]
        banks[week] = tuple(item for id_ in there for item in _read(id_, GATE)["item"])
    measure = files("toolkit.course").joinpath(f"data/{MEASURE}.toml")
    return Gates({**banks, MEASURE: tuple(tomllib.loads(measure.read_text("utf-8"))["item"])})


def _folder(session: str) -> Traversable:
    return _ROOMS.joinpath(session.replace("-", "_"))


@cache
def _read(session: str, name: str) -> dict[str, Any]:
    # A name may come from a file that somebody sent: it names nothing outside our folder.
    entry = _folder(session).joinpath(name)
    if not session.replace("-", "").isalnum() or not entry.is_file():
        raise LookupError(f"There is no {_NAMES[name]} {session!r}.")
    return tomllib.loads(entry.read_text("utf-8"))


def _part(session: str, role: str) -> Any:
    if session not in rooms():
        raise LookupError(f"There is no session {session!r}.")
    return import_module(f"{__package__}.{session.replace('-', '_')}.{role}")

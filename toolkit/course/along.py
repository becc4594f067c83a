"""What goes along with an exercise, if its author ticks the box: how far somebody is on the path, and nothing else.

It travels among the answers, under a name that no question has, so that every way of handing in carries it.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from toolkit.course.gates import MEASURE, Gates
from toolkit.course.path import course
from toolkit.course.progress import Attempt, Progress

KEY = "on-the-path"
MEASURES = {moment: f"measure-{moment}" for moment in ("before", "after", "later")}
"""The three moments at which the same ten things are asked, and the name under which each is kept (5.14)."""


@dataclass(frozen=True)
class Reached:
    """One thing reached: a gate or a measure, on which day, in how many tries, and for each item what was right.

    `answers` holds item, stated sureness (0 to 1) and right; which option was chosen stays with the trainee.
    """

    name: str
    day: date
    tries: int
    answers: tuple[tuple[str, float, bool], ...]

    @property
    def kept_as(self) -> str:
        """The name under which it is noted beside the exercises."""
        return self.name if self.name in MEASURES.values() else gate_name(self.name)


def gate_name(week: str) -> str:
    """Name the gate of a week, as no exercise is called."""
    return f"gate-{week}"


def reached(progress: Progress) -> tuple[Reached, ...]:
    """List what somebody has reached: the first attempt at each measure, and at each gate the one that opened it.

    A gate that is not open yet counts with the latest attempt.
    """
    by: dict[str, list[Attempt]] = {}
    for one in progress.attempts():
        by.setdefault(one.week, []).append(one)
    found = (_reached(name, by[name]) for name in _names(progress.gates) if name in by)
    return tuple(one for one in found if _is_ours(one, progress.gates))


def _reached(name: str, attempts: list[Attempt]) -> Reached:
    opened = [place for place, one in enumerate(attempts) if one.passed]
    place = 0 if name in MEASURES.values() else opened[0] if opened else len(attempts) - 1
    return Reached(name, attempts[place].day, place + 1, attempts[place].answers)


def _is_ours(one: Reached, gates: Gates) -> bool:
    """Tell whether it answers as many items of our bank as are asked, each once, and nobody is surer than certain."""
    name = MEASURE if one.name in MEASURES.values() else one.name
    known, given = {item["id"] for item in gates.bank(name)}, [item for item, *_ in one.answers]
    is_sure = all(0 <= sure <= 1 for _, sure, _ in one.answers)
    return is_sure and {*given} <= known and len(given) == len({*given}) == gates.at_once(name)


def as_value(found: tuple[Reached, ...]) -> list[dict[str, Any]]:
    """Write it as it goes into an answers file."""
    return [
        {"name": one.name, "day": one.day.isoformat(), "tries": one.tries, "answers": [*map(list, one.answers)]}
        for one in found
    ]


def sent_along(values: Mapping[str, Any], gates: Gates) -> tuple[Reached, ...]:
    """Read what came along with answers; what no page of ours writes is left out."""
    rows = values.get(KEY)
    found = {one.name: one for one in _read(rows if isinstance(rows, list) else [], gates)}
    return tuple(found[name] for name in _names(gates) if name in found)


def _names(gates: Gates) -> tuple[str, ...]:
    return (*(week for week in course().weeks if gates.has(week)), *MEASURES.values())


def _read(rows: list[Any], gates: Gates) -> Iterator[Reached]:
    for row in rows:
        with suppress(TypeError, ValueError, KeyError, OverflowError):
            answers = tuple((item, _sure(sure), right is True) for item, sure, right in row["answers"])
            one = Reached(row["name"], date.fromisoformat(row["day"]), max(1, int(row["tries"])), answers)
            if one.name in _names(gates) and _is_ours(one, gates):
                yield one


def _sure(said: Any) -> float:
    if not isinstance(said, int | float):
        raise TypeError(said)
    return float(said)

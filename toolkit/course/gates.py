"""The questions at a gate: parallel items, new variants at every attempt, a stated confidence for each."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from toolkit.course.path import PASSED, course

CASES = 8
"""How many cases a gate asks at a time; its bank may hold more."""
_FOLDER = files(__package__).joinpath("data/gates")


@dataclass(frozen=True)
class Option:
    """One answer to choose, whether it is right, and why."""

    text: str
    right: bool
    why: str


@dataclass(frozen=True)
class Asked:
    """One variant of an item, as it is asked: its options stand in an order of their own."""

    item: str
    variant: int
    session: str
    source: str
    question: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Given:
    """What somebody answered: the place of an option, and how sure they were (0 to 1)."""

    chosen: int
    sure: float


@dataclass(frozen=True)
class Outcome:
    """What came of an attempt: the share that was right, and the mean square of sureness against truth (Brier)."""

    share: float
    brier: float
    right: tuple[bool, ...]

    @property
    def passed(self) -> bool:
        """Whether the gate opens."""
        return self.share >= PASSED


@cache
def bank(name: str) -> tuple[Mapping[str, Any], ...]:
    """Read the items of a week's gate, or of `measure`. Raises LookupError if there are none yet."""
    entry = _FOLDER.joinpath(f"{name}.toml")
    if not entry.is_file():
        raise LookupError(f"There are no questions for “{name}” yet.")
    return tuple(tomllib.loads(entry.read_text("utf-8"))["item"])


def has_gate(week: str) -> bool:
    """Tell whether a week has questions at its end."""
    return _FOLDER.joinpath(f"{week}.toml").is_file()


def at_once(name: str) -> int:
    """Tell how many items of a bank are asked in one attempt: of a gate some, of the measure all."""
    return len(bank(name)) if name == "measure" else min(CASES, len(bank(name)))


def asked(name: str, attempt: int) -> tuple[Asked, ...]:
    """Choose the questions of an attempt (0 is the first): another variant of each item, and in turn all items.

    The order of items and options changes, too, and is the same whenever an attempt is opened again.
    """
    chance = Random(f"{name} {attempt}")
    every, count = bank(name), at_once(name)
    first = attempt * (len(every) - count)
    rows = [every[(first + n) % len(every)] for n in range(count)]
    chance.shuffle(rows)
    return tuple(_variant(row, attempt, chance) for row in rows)


def due(ids: Sequence[tuple[str, int]]) -> tuple[Asked, ...]:
    """Find items by id and attempt, for asking them again."""
    found = {row["id"]: row for week in course().weeks if has_gate(week) for row in bank(week)}
    return tuple(_variant(found[id_], turn, Random(f"{id_} {turn}")) for id_, turn in ids if id_ in found)


def _variant(row: Mapping[str, Any], turn: int, chance: Random) -> Asked:
    number = turn % len(row["variant"])
    variant = row["variant"][number]
    options = [Option(one["text"], one["right"], one["why"]) for one in variant["options"]]
    chance.shuffle(options)
    return Asked(row["id"], number, row.get("session", ""), row["source"], variant["question"], tuple(options))


def outcome(questions: Sequence[Asked], given: Sequence[Given]) -> Outcome:
    """Count an attempt.

    >>> q = Asked("a", 0, "s", "item 9", "?", (Option("yes", True, "."), Option("no", False, ".")))
    >>> outcome([q, q], [Given(0, 0.75), Given(1, 0.95)])
    Outcome(share=0.5, brier=0.4825, right=(True, False))
    """
    right = tuple(question.options[one.chosen].right for question, one in zip(questions, given, strict=True))
    squares = [(one.sure - is_right) ** 2 for one, is_right in zip(given, right, strict=True)]
    return Outcome(sum(right) / len(right), round(sum(squares) / len(squares), 4), right)


def calibration(given: Sequence[tuple[float, bool]]) -> dict[float, tuple[int, float]]:
    """Gather answers by stated sureness: how many, and which share was right.

    >>> calibration([(0.5, True), (0.5, False), (0.95, True)])
    {0.5: (2, 0.5), 0.95: (1, 1.0)}
    """
    by: dict[float, list[bool]] = {}
    for sure, is_right in given:
        by.setdefault(sure, []).append(is_right)
    return {sure: (len(marks), sum(marks) / len(marks)) for sure, marks in sorted(by.items())}

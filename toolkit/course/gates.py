"""The questions at a gate: parallel items, new variants at every attempt, a stated confidence for each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from toolkit.course.path import PASSED, course

CASES = 8
"""How many cases a gate asks at a time; its bank may hold more."""
MEASURE = "measure"
"""The name of the questions over the whole course."""


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


@dataclass(frozen=True)
class Gates:
    """What is asked at the end of each week, and under `measure` at three moments over the whole course."""

    banks: Mapping[str, Sequence[Mapping[str, Any]]]

    def bank(self, name: str) -> Sequence[Mapping[str, Any]]:
        """Get the items of a week's gate, or of `measure`. Raises LookupError if there are none yet."""
        if not self.has(name):
            raise LookupError(f"There are no questions for “{name}” yet.")
        return self.banks[name]

    def has(self, name: str) -> bool:
        """Tell whether a week has questions at its end."""
        return bool(self.banks.get(name))

    def of_weeks(self) -> Iterator[Mapping[str, Any]]:
        """List the items of all weeks, in order."""
        for week in course().weeks:
            yield from self.banks.get(week, ())

    def at_once(self, name: str) -> int:
        """Tell how many items of a bank are asked in one attempt: of a gate some, of the measure all."""
        return len(self.bank(name)) if name == MEASURE else min(CASES, len(self.bank(name)))

    def asked(self, name: str, attempt: int) -> tuple[Asked, ...]:
        """Choose the questions of an attempt (0 is the first): another variant of each item, and in turn all items.

        The order of items and options changes, too, and is the same whenever an attempt is opened again.
        """
        chance = Random(f"{name} {attempt}")
        every, count = self.bank(name), self.at_once(name)
        first = attempt * (len(every) - count)
        rows = [every[(first + n) % len(every)] for n in range(count)]
        chance.shuffle(rows)
        return tuple(_variant(row, attempt, chance) for row in rows)

    def due(self, ids: Sequence[tuple[str, int]]) -> tuple[Asked, ...]:
        """Find items by id and attempt, for asking them again."""
        found = {row["id"]: row for row in self.of_weeks()}
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

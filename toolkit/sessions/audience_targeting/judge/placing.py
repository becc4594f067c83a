"""Judge where people stand on the power-interest grid: the quadrant counts, not the number."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.exercises.judges import Judge
from toolkit.exercises.questions import Question
from toolkit.exercises.saying import filled
from toolkit.exercises.scoring import Mark
from toolkit.review import Review
from toolkit.world.profiles import quadrant, words


@dataclass(frozen=True)
class Placed:
    """Who was placed in which corner and whether that fits (None: without a key nobody says), of how many."""

    marks: tuple[Mark, ...]
    people: int
    setting: str = "open"

    @property
    def text(self) -> str:
        """Who stands where."""
        return "; ".join(mark.part for mark in self.marks)


def _read(question: Question, answer: Any, key: Mapping[str, Any] | None) -> Placed:
    given = filled(answer)
    return Placed(tuple(_marks(question, given, key or {})), len(question.options))


def _marks(question: Question, given: Mapping[str, str], key: Mapping[str, Any]) -> Iterator[Mark]:
    for who, name in question.options.items():
        if placed := _placed(given, who):
            stands, wanted = quadrant(*placed), key.get(who)
            fits = None if wanted is None else stands in ([wanted] if isinstance(wanted, str) else wanted)
            yield Mark(f"{name} → {words('quadrants')[stands]}", fits)


def _placed(given: Mapping[str, str], who: str) -> tuple[int, int] | None:
    power, interest = given.get(f"{who}.power", ""), given.get(f"{who}.interest", "")
    if not (power.isdecimal() and interest.isdecimal() and len(power + interest) <= 4):
        return None
    placed = int(power), int(interest)
    return placed if max(placed) <= 10 else None


def _worth(placed: Placed, _: Review) -> float:
    return sum(bool(mark.right) for mark in placed.marks) / max(1, placed.people)


grid = Judge(read=_read, checks=(), worth=_worth, parts=lambda placed: placed.marks)
"""Who looks at a grid; there is nothing to say of it but whether each person stands where we see them."""

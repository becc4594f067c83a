"""Look up what a platform allows and advises, with the source and the date of every number."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.posts import tables

if TYPE_CHECKING:
    from datetime import date

_FILE = Path(__file__).with_name("data") / "rules.toml"


@dataclass(frozen=True)
class Weights:
    """Say what a character costs: `light` inside the ranges, `default` elsewhere, in parts of `scale`."""

    default: int
    light: int
    scale: int
    light_ranges: tuple[tuple[int, int], ...]
    emoji_as_one: bool


@dataclass(frozen=True)
class Rule:
    """Hold one dated fact about a platform; one that is not `graded` is a hint and costs nobody a point."""

    platform: str
    name: str
    value: int
    unit: str
    source: str
    as_of: date
    review_by: date
    graded: bool = True
    note: str = ""
    weights: Weights | None = None


@cache
def rules() -> tuple[Rule, ...]:
    """Read all rules, in the order of the file."""
    table = tables.read(_FILE)
    return tuple(_rule(**row) for row in table["rule"])


def rule(platform: str, name: str) -> Rule:
    """Find one rule; LookupError when there is none.

    >>> rule("x", "text-limit").value, rule("x-2013", "text-limit").value
    (280, 140)
    """
    found = _index().get((platform, name))
    if found is None:
        raise LookupError(f"There is no rule “{name}” for “{platform}” in rules.toml.")
    return found


def limit(platform: str) -> int | None:
    """Give the longest text a platform takes, in its own unit, or None where no limit is known."""
    found = _index().get((platform, "text-limit"))
    return found.value if found else None


def advised_tags(platform: str) -> int | None:
    """Give the most hashtags that a platform allows or advises, or None where nothing is known for sure."""
    known = (_index().get((platform, name)) for name in ("tags-max", "tags-advised"))
    return next((found.value for found in known if found and found.graded), None)


@cache
def platforms() -> tuple[str, ...]:
    """Name the platforms that have rules, in the order of the file."""
    return tuple(dict.fromkeys(each.platform for each in rules()))


def stale(today: date) -> tuple[Rule, ...]:
    """List the rules that somebody should look at again because their review date has passed."""
    return tuple(each for each in rules() if each.review_by < today)


@cache
def _index() -> dict[tuple[str, str], Rule]:
    return {(each.platform, each.name): each for each in rules()}


def _rule(weights: dict[str, Any] | None = None, **row: Any) -> Rule:
    if weights is None:
        return Rule(**row)
    ranges = tuple((start, end) for start, end in weights.pop("light_ranges"))
    return Rule(**row, weights=Weights(**weights, light_ranges=ranges))

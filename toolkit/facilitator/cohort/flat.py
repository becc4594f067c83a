"""Lay records out as arrays, once, so that everything after counts without a loop over people."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:  # it brings nbgrader, which takes seconds to load
    from toolkit.facilitator.grading.records import Record

UNDATED = 0  # no date has this number


@dataclass(frozen=True)
class Block:
    """The submissions of one assignment that have the same items: a row for each of them, a column for each item.

    Points are NaN where a person has not judged yet.
    """

    assignment: str
    items: tuple[str, ...]
    points: Any
    maxima: Any


@dataclass(frozen=True)
class Flat:
    """All records: one row for each submission, the blocks of their points, and a row for each thing said.

    `submissions` has the columns who (a number), assignment, day (its ordinal), earned, possible (both of what is
    decided) and waits; `told` has who, check and verdict; `sure` has who, stated and right.
    """

    people: tuple[str, ...]
    submissions: pd.DataFrame
    blocks: tuple[Block, ...]
    told: pd.DataFrame
    sure: pd.DataFrame


def flat(records: "Iterable[Record]") -> Flat:
    """Lay out records; of several of one person and assignment the last one counts."""
    groups: dict[tuple[str, tuple[str, ...]], list[Record]] = {}
    for one in {(one.who, one.assignment): one for one in records}.values():
        groups.setdefault((one.assignment, tuple(one.items)), []).append(one)
    ordered = [one for group in groups.values() for one in group]
    numbers, people = pd.factorize(np.array([one.who for one in ordered], object))
    blocks = tuple(_block(assignment, items, group) for (assignment, items), group in groups.items())
    submissions = pd.DataFrame(
        {
            "who": numbers,
            "assignment": [one.assignment for one in ordered],
            "day": np.array([one.handed_in.toordinal() if one.handed_in else UNDATED for one in ordered], int),
            **_sums(blocks),
        }
    )
    return Flat(tuple(people), submissions, blocks, _told(ordered, numbers), _sure(ordered, numbers))


def _block(assignment: str, items: tuple[str, ...], group: "Sequence[Record]") -> Block:
    pairs = list(chain.from_iterable(chain.from_iterable(one.items.values() for one in group)))
    table = np.array(pairs, float).reshape(len(group), len(items), 2)  # None becomes NaN
    points, maxima = table[:, :, 0], table[:, :, 1]
    known = np.isfinite(points) & np.isfinite(maxima)
    return Block(assignment, items, np.where(known, points, np.nan), np.where(known, maxima, 0.0))


def _sums(blocks: Sequence[Block]) -> dict[str, Any]:
    none = np.array([], float)
    return {
        "earned": np.concatenate([none, *(np.nansum(block.points, axis=1) for block in blocks)]),
        "possible": np.concatenate([none, *(block.maxima.sum(axis=1) for block in blocks)]),
        "waits": np.concatenate([none, *(np.isnan(block.points).any(axis=1) for block in blocks)]).astype(bool),
    }


def _told(ordered: "Sequence[Record]", numbers: Any) -> pd.DataFrame:
    """Give a row for each submission and each thing that it was told, praise left out."""
    names = np.array(list(chain.from_iterable(one.findings for one in ordered)), object)
    times = np.array(list(chain.from_iterable(one.findings.values() for one in ordered)), float)
    codes, known = pd.factorize(names)
    split = [str(name).rpartition(":") for name in known]
    said = np.array([verdict != "good" for _, _, verdict in split], bool)[codes] & (times > 0)
    who = np.repeat(numbers, [len(one.findings) for one in ordered])[said]
    checks, verdicts = (pd.Categorical.from_codes(*_places([one[n] for one in split], codes[said])) for n in (0, 2))
    return pd.DataFrame({"who": who, "check": checks, "verdict": verdicts})


def _places(words: Sequence[str], codes: Any) -> tuple[Any, Any]:
    """Turn numbers of pairs into numbers of one half of them."""
    places, known = pd.factorize(np.array(words, object))
    return np.asarray(places, int)[codes], known


def _sure(ordered: "Sequence[Record]", numbers: Any) -> pd.DataFrame:
    pairs = np.array(list(chain.from_iterable(chain.from_iterable(one.sure.values()) for one in ordered)), float)
    stated, right = pairs.reshape(-1, 2).T
    who = np.repeat(numbers, [len(one.sure) for one in ordered])
    known = np.isfinite(stated) & np.isfinite(right)
    return pd.DataFrame({"who": who[known], "stated": stated[known], "right": right[known]})

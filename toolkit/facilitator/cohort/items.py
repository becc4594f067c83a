"""Which questions are hard, and which tell those who know from those who do not."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from toolkit.facilitator.cohort.flat import Block, Flat

FEW = 5  # a mean of fewer people would tell what one of them did
TOO_FEW = 10  # a correlation of fewer says nothing
HARD, EASY, BLURRED = 0.5, 0.95, 0.2  # below 0.2 a question tells little (rule of thumb, Ebel and Frisbie 1991)
_COLUMNS = ("people", "share", "discrimination", "reading")


def items(flat: Flat, order: Iterable[str] = ()) -> pd.DataFrame:
    """Tell of every question, by assignment and grade id, how many people it was decided for, and how it did.

    Assignments stand in the given order, all others after them.

    `share` is the mean share of its points, `discrimination` the correlation with the share of all other points of
    the same submission; both are NaN where too few people answered. `reading` says what the two mean.
    """
    columns: dict[tuple[str, str], list[Any]] = {}
    place = {assignment: n for n, assignment in enumerate(order)}
    for block in sorted(flat.blocks, key=lambda block: place.get(block.assignment, len(place))):
        for item, pairs in _pairs(block):
            columns.setdefault((block.assignment, item), []).append(pairs)
    rows = {key: _told(np.concatenate(pairs, axis=1)) for key, pairs in columns.items()}
    index = pd.MultiIndex.from_tuples(list(rows), names=["assignment", "item"])
    return pd.DataFrame(list(rows.values()), index=index, columns=list(_COLUMNS))


def _pairs(block: Block) -> Iterator[tuple[str, Any]]:
    """Give, for each item, its share and that of all others of the same submission, where it is decided."""
    known = ~np.isnan(block.points) & (block.maxima > 0)
    points, maxima = np.where(known, block.points, 0.0), np.where(known, block.maxima, 0.0)
    others, most = points.sum(axis=1, keepdims=True) - points, maxima.sum(axis=1, keepdims=True) - maxima
    with np.errstate(all="ignore"):
        shares, rest = points / maxima, np.where(most > 0, others / most, np.nan)
    for n, item in enumerate(block.items):
        yield item, np.stack([shares[known[:, n], n], rest[known[:, n], n]])


def _told(pairs: Any) -> tuple[int, float, float, str]:
    shares, rest = np.clip(pairs[0], 0, 1), pairs[1]
    people = len(shares)
    share = float(shares.mean()) if people >= FEW else np.nan
    found = correlation(shares, rest)
    return people, share, found, _reading(people, share, found)


def correlation(one: Any, other: Any) -> float:
    """Correlate two rows where both are known; NaN where there are too few, or all of one are alike."""
    known = np.isfinite(one) & np.isfinite(other)
    if known.sum() < TOO_FEW:
        return np.nan
    x, y = one[known] - one[known].mean(), other[known] - other[known].mean()
    spread = float(np.sqrt((x * x).sum() * (y * y).sum()))
    return float((x * y).sum()) / spread if spread > 1e-12 and np.isfinite(spread) else np.nan


def _reading(people: int, share: float, found: float) -> str:
    if people < FEW:
        return "few"
    if found < -2 / np.sqrt(people):  # more than chance makes of nothing
        return "turned"
    if share < HARD:
        return "hard"
    if share >= EASY:
        return "easy"
    return "blurred" if found < BLURRED else "good"


def turned_or_hard(table: pd.DataFrame) -> pd.DataFrame:
    """Give the questions to talk about: first those turned round, then the hardest."""
    return table[table["reading"].isin(("turned", "hard"))].sort_values(
        ["reading", "share"], ascending=[False, True], kind="stable"
    )

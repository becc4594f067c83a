"""Make rows of records, leave out those that are not as the product writes them, and turn rows into columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

from toolkit.own_posts import limits
from toolkit.own_posts.found import Columns, Unread
from toolkit.review.findings import Said

Row = TypeVar("Row", bound=NamedTuple)


def rows(found: Iterable[Any], make: Callable[[Any], Row | None]) -> tuple[list[Row], int]:
    """Make a row of each record; None is no row, and a record that is odd is only counted."""
    made: list[Row] = []
    odd = seen = 0
    for record in found:
        seen += 1
        try:
            row = make(record)
        except (TypeError, ValueError, AttributeError, LookupError, AssertionError):
            odd += 1
            continue
        if row is not None:
            made.append(row)
        if seen > limits.MOST_ROWS:
            raise Unread("There is more in this file than one person can write. Please choose a smaller one.")
    return made, odd


def columns(made: Sequence[NamedTuple]) -> Columns:
    """Turn rows into columns by the names of their fields."""
    return dict(zip(made[0]._fields, zip(*made, strict=True), strict=True)) if made else {"id": ()}


def odd_ones(odd: int) -> list[str]:
    """Say how many records were left out, if any."""
    told = Said("Entries that are damaged or of a kind that we do not know, and were left out: {n}.", n=odd)
    return [told] if odd else []

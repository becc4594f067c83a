"""What tables of all products share: numbers, dates and texts of their columns, and what to tell about them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from toolkit.own_posts import counts, moments
from toolkit.own_posts.people import link, names, unnamed
from toolkit.own_posts.tables import Texts
from toolkit.posts import parse
from toolkit.review.findings import Said
from toolkit.world.frames import METRICS

EXTRA = ("engagements", "unfollows", "posts_made")
"""Numbers that only X counts; they stand beside the columns of the frame."""


def numbers(columns: Texts, notes: list[str]) -> dict[str, Sequence[Any]]:
    """Read every column of numbers that is there."""
    read = {name: counts.column(columns[name]) for name in (*METRICS, *EXTRA) if name in columns}
    if unclear := sum(each.unclear for each in read.values()):
        notes.append(Said("Numbers that we could not read for sure: {n}. They are missing, not zero.", n=unclear))
    return {name: each.values for name, each in read.items()}


def dates(columns: Texts, month_first: bool, notes: list[str], hours: bool = True) -> tuple[int | None, ...]:
    """Read the column of dates, if there is one; without a time of day we take noon in UTC.

    `hours` says whether to tell the person that there are none.
    """
    if "created_utc" not in columns:
        return (None,) * len(next(iter(columns.values())))
    read = moments.column(columns["created_utc"], month_first)
    if read.unread:
        notes.append(
            Said("Dates that we could not read: {n}. Those posts stand at the end, without a time.", n=read.unread)
        )
    if read.swapped:
        notes.append(
            Said("Day and month could be the other way round in this table. Please compare one post with your page.")
        )
    if read.off:
        notes.append(Said("Weekdays that do not fit their dates: {n}. Was this table written by hand?", n=read.off))
    if read.timed:
        return read.seconds
    if hours:
        notes.append(
            Said("This table gives days without a time, so each post stands at 12:00 UTC: hours mean nothing here.")
        )
    return tuple([None if each is None else each + moments.NOON for each in read.seconds])


def text_columns(texts: Sequence[str], seen: Callable[[str], Sequence[str]], own: str = "") -> dict[str, list[Any]]:
    """Give texts without other people, with their tags (as `seen` finds them), links and number of mentions."""
    kept = [unnamed(text, own) for text in texts]
    links = [tuple([each for each in (link(found.text, own) for found in parse(text).links) if each]) for text in texts]
    return {
        "text": kept,
        "tags": [tuple(seen(text)) if "#" in text or "＃" in text else () for text in kept],
        "links": links,
        "mentions_count": [names(text) for text in texts],
    }


def ids(columns: Texts, notes: list[str]) -> tuple[list[str], list[bool]]:
    """Give an id for each row, from the column of ids or, where it is missing, from the row's place."""
    size = len(next(iter(columns.values()), []))
    made, lost = counts.ids(columns.get("id") or [""] * size)
    given = sum(gone and bool(text.strip()) for gone, text in zip(lost, columns.get("id", ()), strict=False))
    if given:
        notes.append(
            Said(
                "Ids that a spreadsheet has turned into rounded numbers: {n}. The posts are kept, but their exact "
                "time is lost. Export the table again and bring it without opening and saving it in a spreadsheet.",
                n=given,
            )
        )
    return made, lost

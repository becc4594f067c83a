"""Read the tables of X Analytics: one with a line for each post, one with a line for each day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from toolkit.own_posts import counts
from toolkit.own_posts.found import Archive, archive
from toolkit.own_posts.moments import DAY, NOON
from toolkit.own_posts.people import HIDDEN
from toolkit.own_posts.posts_table import dates, ids, numbers, text_columns
from toolkit.own_posts.tables import Texts
from toolkit.posts import parse, reply_to
from toolkit.review.findings import Said

PRODUCT = "X analytics"
_EPOCH = 1_288_834_974_657
"""Milliseconds since 1970 from which X counts in its ids (Twitter's Snowflake, 2010)."""
_OLDEST = 20_000_000_000
"""Ids below this (before November 2010) do not hold a time."""

_POST = re.compile(r"(?:https?://)?(?:www\.|mobile\.)?(?:x|twitter)\.com/(\w+)/status/(\d+)", re.IGNORECASE)


def posts(columns: Texts, notes: Sequence[str] = (), month_first: bool = True) -> Archive:
    """Read the table of posts; the time comes from the ids, because X gives only the day."""
    told = list(notes)
    own, columns = _own(columns), _with_ids(columns, told)
    made, lost = ids(columns, told)
    days = dates(columns, month_first, told, hours=False)
    words = text_columns(columns["text"], lambda text: [tag.text for tag in parse(text).hashtags], own)
    reposts = [text.startswith(f"RT {HIDDEN}") for text in words["text"]]
    nothing: dict[str, Any] = {"text": "", "tags": (), "links": ()}
    others = {
        name: [empty if gone else each for each, gone in zip(words[name], reposts, strict=True)]
        for name, empty in nothing.items()
    }
    made_columns: dict[str, Sequence[Any]] = {
        "id": made,
        "created_utc": _times(made, lost, days, told),
        **words,
        **others,
        "is_reply": [reply_to(text) is not None for text in columns["text"]],
        "is_repost": reposts,
        **numbers(columns, told),
    }
    return archive(PRODUCT, made_columns, told)


def days(columns: Texts, notes: Sequence[str] = (), month_first: bool = True) -> Archive:
    """Read the table of days; each row stands for a day, not for a post."""
    told = [
        Said(
            "This table counts days, not posts: each row is a day, without texts. For posts, export the content table."
        ),
        *notes,
    ]
    when = dates(columns, month_first, told)
    made = {"id": [f"day-{n}" for n in range(1, len(when) + 1)], "created_utc": when, **numbers(columns, told)}
    return archive(PRODUCT, made, told)


def _own(columns: Texts) -> str:
    found = (_POST.match(link) for link in columns.get("link", ()))
    return next((each[1].lower() for each in found if each), "")


def _with_ids(columns: Texts, told: list[str]) -> Texts:
    """Take ids from the links where a spreadsheet has damaged or somebody has removed the column of ids."""
    found = [_POST.match(link) for link in columns.get("link", ())]
    if not any(found):
        return columns
    texts = columns.get("id") or [""] * len(found)
    _, lost = counts.ids(texts)
    rows = list(zip(texts, lost, found, strict=True))
    if saved := sum(gone and bool(text) and link is not None for text, gone, link in rows):
        told.append(Said("Ids that a spreadsheet has damaged: {n}. We took them from the links to the posts.", n=saved))
    return {**columns, "id": [link[2] if link and gone else text for text, gone, link in rows]}


def _times(made: Sequence[str], lost: Sequence[bool], days: Sequence[int | None], told: list[str]) -> list[int | None]:
    """Read the time out of whole ids; where it is more than a day off the date, the date counts."""
    times: list[int | None] = []
    by_day = odd = 0
    for number, gone, day in zip(made, lost, days, strict=True):
        at = None if gone else _from_id(number)
        far = at is not None and day is not None and abs(at - day) > DAY + NOON
        odd += far
        by_day += day is not None and (far or at is None)
        times.append(day if far or at is None else at)
    if odd:
        told.append(Said("Ids that do not fit their dates: {n}. There the date counts.", n=odd))
    if by_day:
        told.append(Said("Posts that stand at 12:00 UTC of their day, because their time is not known: {n}.", n=by_day))
    return times


def _from_id(number: str) -> int | None:
    if not number.isdecimal() or len(number) > 19 or int(number) < _OLDEST:
        return None
    return ((int(number) >> 22) + _EPOCH) // 1000

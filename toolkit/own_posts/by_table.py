"""Find out whose table this is, by its headers or by what the person says about them, and have it read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from toolkit.own_posts import meta, tables, x_analytics, youtube
from toolkit.own_posts.found import Archive, Unmapped, Unread, shown

WANTED = {
    "text": "What the post says",
    "created_utc": "When it was published",
    "id": "The number (id) of the post",
    "link": "The address of the post",
    "impressions": "How often it was shown",
    "reach": "How many people saw it",
    "views": "How often it was watched",
    "likes": "Likes or reactions",
    "replies": "Replies or comments",
    "reposts": "Reposts",
    "shares": "How often it was shared",
    "saves": "How often it was saved",
    "clicks": "Clicks",
    "follows": "New followers",
}
"""Our columns in words for the person who names the columns of a table."""

_LONGEST_HEADER = 80
_ADDRESSES = {
    "Instagram": r"instagram\.com/",
    "Facebook": r"facebook\.com/",
    "YouTube Studio": r"youtube\.com/|youtu\.be/",
    "X analytics": r"\b(?:x|twitter)\.com/\w+/status/",
}
_FILES = {
    "Instagram": "instagram",
    "Facebook": "facebook",
    "YouTube Studio": "youtube",
    "X analytics": "^account_analytics",
}


def read(name: str, data: bytes, columns: Mapping[str, str] | None, left_alone: Sequence[str] = ()) -> Archive:
    """Read a table; Unmapped if its headers are not known and nobody has said which is which."""
    table = tables.table(data)
    found = _mapped(name, table, columns) if columns else tables.match(table.headers)
    if found is None:
        raise _unknown(name, table)
    if not table.rows:
        raise Unread("“{name}” has headers, but no line below them. Please export it again.", name=shown(name))
    texts, english = table.columns(found.places), found.lang == "en"
    if found.product == "x-days":
        return x_analytics.days(texts, table.notes, english)
    if found.product in ("x-posts", "X analytics"):
        return x_analytics.posts(texts, table.notes, english)
    if found.product in ("youtube", "YouTube Studio"):
        return youtube.read(texts, table.notes, left_alone, english)
    product = meta.product(texts) if found.product == "meta" else found.product
    return meta.read(texts, product, table.notes, english)


def _unknown(name: str, table: tables.Table) -> Unread:
    headers = [header for header in table.headers if header]
    if len(headers) < 2 or not table.rows or max(map(len, headers)) > _LONGEST_HEADER:
        return Unread(
            "We looked at “{name}” and found no archive of X, Mastodon, Bluesky, Facebook, Instagram, YouTube or "
            "Telegram in it. Please give us the file as you downloaded it.",
            name=shown(name),
        )
    return Unmapped(
        "“{name}” is a table, but its columns are named in a way we do not know yet. "
        "Please tell us which column is which.",
        columns=headers,
        wanted=WANTED,
        guess=_guess(headers),
        name=shown(name),
    )


def _guess(headers: Sequence[str]) -> dict[str, str | None]:
    """Find for each wanted column the header that looks like it: first the same word, then a part of one."""
    free = {tables.fold(header): header for header in reversed(headers)}
    known, guess = tables.everywhere(), dict.fromkeys(WANTED, None)
    for alike in (str.__eq__, _within):
        for column in WANTED:
            names = known.get(column, set())
            if guess[column] is None:
                folded = next((each for each in free if any(alike(each, name) for name in names)), None)
                guess[column] = free.pop(folded) if folded is not None else None
    return guess


def _within(header: str, name: str) -> bool:
    short, long = sorted((header, name), key=len)
    return len(short) > 3 and re.search(rf"(?<!\w){re.escape(short)}", long) is not None


def _mapped(name: str, table: tables.Table, columns: Mapping[str, str]) -> tables.Match:
    """Take the person's word for which column is which."""
    places = {tables.fold(header): place for place, header in reversed(list(enumerate(table.headers)))}
    missing = [header for header in columns.values() if tables.fold(header) not in places]
    if missing or "text" not in columns:
        raise Unmapped(
            "In “{name}” we need a column with what your posts say, and only columns that are in the table.",
            columns=[header for header in table.headers if header],
            wanted=WANTED,
            guess=_guess([header for header in table.headers if header]),
            name=shown(name),
        )
    named = {column: places[tables.fold(header)] for column, header in columns.items() if column in WANTED}
    return tables.Match(_product(name, table), named, "")


def _product(name: str, table: tables.Table) -> str:
    """Tell the product from the addresses in the table, else from the file's name."""
    text = "\n".join("\n".join(row) for row in table.rows[:200])
    for hints, where in ((_ADDRESSES, text), (_FILES, name)):
        for product, hint in hints.items():
            if re.search(hint, where, re.IGNORECASE):
                return product
    return "CSV"

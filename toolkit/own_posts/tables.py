"""Read tables (CSV), whatever program or language they were saved in, into columns of texts."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any

from toolkit.own_posts import limits
from toolkit.own_posts.found import Unread
from toolkit.own_posts.texts import decoded
from toolkit.posts import tables
from toolkit.review.findings import Said

_SEPARATORS = ",;\t"
_QUOTES = re.compile("[\"'’‘„“”«»]")
_REQUIRED = {
    "x-posts": ({"text"}, {"id", "link"}),
    "x-days": ({"created_utc"}, {"posts_made", "unfollows"}),
    "meta": ({"created_utc"}, {"text", "title"}, {"id", "link"}),
    "youtube": ({"id"}, {"text"}, {"created_utc", "views"}),
}
"""What a table must have to be taken for a product: one of each group."""

_SAVED = {
    "cp1252": "Western European",
    "cp1251": "Cyrillic",
    "cp1256": "Arabic",
}

Texts = Mapping[str, list[str]]


@dataclass(frozen=True)
class Table:
    """A table of texts: its headers, its rows (each as long as the headers), and what to tell about it."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()

    def columns(self, places: Mapping[str, int]) -> dict[str, list[str]]:
        """Give the columns at these places by our names."""
        turned = list(zip(*self.rows, strict=True)) or [()] * len(self.headers)
        return {name: list(turned[place]) for name, place in places.items()}


@dataclass(frozen=True)
class Match:
    """A product whose headers these are: where our columns stand, and the language of the headers."""

    product: str
    places: Mapping[str, int]
    lang: str


def table(data: bytes) -> Table:
    """Read a table; Unread if it is no table or too large."""
    if len(data) > limits.LARGEST_WHOLE:
        raise Unread("This table is larger than we can read. Please export a shorter stretch of time.")
    text, encoding = decoded(data)
    notes: list[str] = []
    if encoding in _SAVED:
        told = (
            "This file was saved in an old way ({kind} letters). If some letters look wrong, export it again as UTF-8."
        )
        notes.append(Said(told, kind=_SAVED[encoding]))
    named = re.match(r"sep=(.)\r?\n", text)
    text = text[named.end() :] if named else text
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=named[1] if named else _separator(text)))
    except (csv.Error, ValueError, TypeError):
        raise Unread(
            "A quotation mark in this table is opened and never closed, so we cannot tell where a post ends. "
            "Please export it again and do not change it in an editor."
        ) from None
    return _table([row for row in rows if any(map(str.strip, row))], notes)


def _table(rows: Sequence[Sequence[str]], notes: list[str]) -> Table:
    if not rows:
        raise Unread("There is nothing in this table. Please export it again.")
    headers = tuple(header.strip().lstrip("\ufeff") for header in rows[0])
    size = len(headers)
    even = (tuple(row) if len(row) == size else (*row[:size], *[""] * (size - len(row))) for row in rows[1:])
    once = tuple(dict.fromkeys(even))
    if twice := len(rows) - 1 - len(once):
        notes.append(Said("Rows that stand in the table twice: {n}. We kept one of each.", n=twice))
    return Table(headers, once, tuple(notes))


def _separator(text: str) -> str:
    """Choose the separator that cuts the first line into most columns; inside quotation marks nothing counts."""
    first = re.sub(r'"[^"]*"', "", text[:20_000].lstrip("\r\n")).split("\n", 1)[0]
    return max(_SEPARATORS, key=first.count)


def match(headers: Sequence[str]) -> Match | None:
    """Find the product whose headers these are, in any language; None if there is none."""
    named = [fold(header) for header in headers]
    found = [one for product in _REQUIRED if (one := _as(product, named))]
    return max(found, key=lambda one: len(one.places), default=None)


def _as(product: str, named: Sequence[str]) -> Match | None:
    places: dict[str, int] = {}
    langs: dict[str, int] = {}
    for lang, column, names in known(product):
        place = next((named.index(name) for name in names if name in named), None)
        if place is not None:
            langs[lang] = langs.get(lang, 0) + 1
            if column not in places and place not in places.values():
                places[column] = place
    whole = all(places.keys() & group for group in _REQUIRED[product])
    return Match(product, places, max(langs, key=lambda lang: langs[lang])) if whole else None


def fold(header: str) -> str:
    """Make headers comparable: case, spaces, quotation marks and invisible signs do not matter.

    >>> fold("  Post\u00a0ID ") == fold("post id")
    True
    """
    plain = unicodedata.normalize("NFKC", _QUOTES.sub("", header)).casefold()
    plain = plain.replace("ı", "i").replace("i\u0307", "i")  # Turkish has two letters i, and capitals of both
    return " ".join("".join(char for char in plain if unicodedata.category(char) != "Cf").split())


@cache
def known(product: str) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """List the headers we know of a product: language, our column, folded headers."""
    rows = (row for row in data()["headers"] if row["product"] == product)
    return tuple(
        (row["lang"], column, tuple(map(fold, names)))
        for row in rows
        for column, names in row.items()
        if isinstance(names, list)
    )


def everywhere() -> dict[str, set[str]]:
    """Give for each of our columns every header we know, of any product."""
    found: dict[str, set[str]] = {}
    for _, column, names in chain.from_iterable(map(known, _REQUIRED)):
        found.setdefault(column, set()).update(names)
    return found


@cache
def data() -> dict[str, Any]:
    """Read the headers we know."""
    return tables.of(__package__, "data/headers.toml")

"""What reading an archive ends in: posts in our table, or a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from toolkit.posts.words import printable
from toolkit.review.findings import Said

if TYPE_CHECKING:
    import pandas as pd

MOST_POSTS = 1_000_000  # tables and charts stay quick up to here, and nobody writes more by hand

PLATFORMS = {
    "X archive": "x",
    "X analytics": "x",
    "Mastodon": "mastodon",
    "Bluesky": "bluesky",
    "Facebook": "facebook",
    "Instagram": "instagram",
    "YouTube Studio": "youtube",
    "Telegram": "telegram",
    "CSV": "",
}
"""Every product we read, with the platform of its posts; "CSV" is a table whose columns somebody named by hand."""


@dataclass(frozen=True, eq=False)
class Archive:
    """Somebody's own posts, what was not opened on the way to them, and what the person should know."""

    posts: pd.DataFrame
    product: str
    left_alone: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class Unread(ValueError):
    """We could not read a file: one or two sentences say what we found and what to do; `said` can be translated."""

    def __init__(self, template: str, **fields: Any) -> None:
        self.said = Said(template, **fields)
        super().__init__(str(self.said))


class Unmapped(Unread):
    """A table whose headers we do not know; the person can tell us which is which.

    `columns` are the file's headers, `wanted` says what each of our columns means, `guess` names the
    header that looks most like it, or None.
    """

    def __init__(
        self,
        template: str,
        columns: Sequence[str] = (),
        wanted: Mapping[str, str] | None = None,
        guess: Mapping[str, str | None] | None = None,
        **fields: Any,
    ) -> None:
        super().__init__(template, **fields)
        self.columns, self.wanted, self.guess = tuple(columns), dict(wanted or {}), dict(guess or {})


Columns = Mapping[str, Sequence[Any]]


def archive(
    product: str,
    columns: Columns,
    notes: Iterable[str] = (),
    left_alone: Iterable[str] = (),
) -> Archive:
    """Put columns of equal length into the table; of rows with one id the last stays. Unread if there is no post."""
    if not columns["id"]:
        raise Unread("This is a {product} file, but there is no post in it. Please export it again.", product=product)
    from toolkit.world.frames import frame  # here, because whoever only sniffs should not wait for pandas

    said = list(notes)
    once = _once(columns)
    if twice := len(columns["id"]) - len(once["id"]):
        said.append(Said("Posts that stand in the file more than once: {n}. We kept one of each.", n=twice))
    size = len(once["id"])
    posts = frame({**_writable(once), "platform": [PLATFORMS[product]] * size})
    if size > MOST_POSTS:
        posts = posts.tail(MOST_POSTS).reset_index(drop=True)
        told = Said("There are {all:,} posts in this file; we kept the newest {kept:,}.", all=size, kept=MOST_POSTS)
        said.append(told)
    return Archive(posts, product, tuple(sorted(left_alone)), tuple(said))


def _once(columns: Columns) -> Columns:
    ids = columns["id"]
    if len(set(ids)) == len(ids):
        return columns
    kept = sorted({each: place for place, each in enumerate(ids)}.values())
    return {name: [values[place] for place in kept] for name, values in columns.items()}


def _writable(columns: Columns) -> Columns:
    """Replace half characters, which no file can hold; nearly always there are none."""
    strings: Iterable[str] = chain(columns.get("text", ()), columns["id"], columns.get("lang", ()))
    lists = chain.from_iterable(columns.get(name, ()) for name in ("tags", "links", "alt_texts"))
    try:
        "".join(chain(strings, chain.from_iterable(lists))).encode()
    except UnicodeEncodeError:
        return {name: [_mended(value) for value in values] for name, values in columns.items()}
    return columns


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    return tuple(map(_mended, value)) if isinstance(value, tuple) else value


def shown(name: str) -> str:
    """Shorten a file's name for a sentence, with nothing in it that steers a screen.

    >>> shown("archive\\x1b[2J.zip")
    'archive�[2J.zip'
    """
    name = printable(name.replace("\n", " "))
    return name if len(name) <= 60 else f"{name[:28]}…{name[-28:]}"

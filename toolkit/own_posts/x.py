"""Read the posts of an X archive: `tweets.js` and its older forms, with long posts from `note-tweet.js`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from toolkit.own_posts import limits
from toolkit.own_posts.boxes import Box
from toolkit.own_posts.found import Archive, archive
from toolkit.own_posts.javascript import Record
from toolkit.own_posts.javascript import rows as records
from toolkit.own_posts.rows import columns, rows
from toolkit.own_posts.texts import words
from toolkit.own_posts.x_notes import completed, said
from toolkit.own_posts.x_rows import post_of, row

PRODUCT = "X archive"
MEMBER = re.compile(r"(?:(?!assets/)[^/]+/)?(?:data/)?(tweets?|note-tweet|account)(?:-part\d+)?\.js")


def from_box(box: Box) -> Archive:
    """Read the ZIP from X; only posts, long posts and the own handle are opened."""
    members = box.matching(MEMBER)
    kinds = {kind: [name for name in members if members[name] == kind] for kind in ("account", "note-tweet")}
    posts = [name for name in members if members[name].startswith("tweet")]
    own = _handle(chain.from_iterable(records(box.chunks(name, limits.MIB), name) for name in kinds["account"]))
    notes = chain.from_iterable(records(box.chunks(name), name) for name in kinds["note-tweet"])
    if not posts:
        return _read(notes, (), own, box.left_alone(members), alone="note_tweet")
    found = chain.from_iterable(records(box.chunks(name), name) for name in posts)
    return _read(found, notes, own, box.left_alone(members))


def from_file(chunks: Iterable[bytes], name: str, kind: str) -> Archive:
    """Read a data file that somebody copied out of the ZIP."""
    return _read(records(chunks, name), (), "", alone=kind)


def _read(
    found: Iterable[Record], notes: Iterable[Record], own: str, left_alone: tuple[str, ...] = (), alone: str = ""
) -> Archive:
    made, odd = rows(found, lambda record: row(post_of(record), own))
    made, long = completed(made, rows(notes, lambda record: row(post_of(record), own))[0])
    ids = {row.id for row in made}
    kept = [row for row in made if row.newest == row.id or row.newest not in ids]
    told = said(kept, odd=odd, long=long, old=len(made) - len(kept), alone=alone, zipped=bool(left_alone))
    made_columns = {name: values for name, values in columns(kept).items() if name != "newest"}
    return archive(PRODUCT, made_columns, told, left_alone)


def _handle(accounts: Iterator[Record]) -> str:
    """Give the own handle in lower case, or an empty text; nothing else of the account is looked at."""
    account = next(accounts, {}).get("account")
    return words(account.get("username")).lower() if isinstance(account, dict) else ""

"""Read the data files of an X archive: a list of records behind an equals sign. They are never run as JavaScript."""

import codecs
import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from toolkit.own_posts import limits
from toolkit.own_posts.found import Unread

HEAD = re.compile(r"\s*(?:[\w.$]+\s*=)?\s*\[")
_FIRST, _NEXT, _END = re.compile(r"\s*\{"), re.compile(r"\s*,\s*\{"), re.compile(r"\s*\]")
_AFTER = re.compile(r"\s*;?\s*")

_STOPS = (
    "“{name}” stops in the middle or is damaged. Please download the archive again; "
    "if you opened the file in an editor, take the one from the ZIP."
)
_MORE = (
    "Behind the posts in “{name}” there is more, which X does not write. We did not read it: please take a fresh copy."
)
_OTHER = "“{name}” does not begin as X writes its data files. Please give us the ZIP from X as it is."

Record = dict[str, Any]


def rows(chunks: Iterable[bytes], name: str) -> Iterator[Record]:
    """Give the records of a data file one by one, so that a large file never stands in memory.

    Reading piece by piece is also several times faster than `json.loads` of the whole. Unread when the
    file is cut off, is not in UTF-8, or goes on behind its list.

    >>> list(rows([b'window.YTD.tweets.part0 = [ {"tweet": {}}', b', {} ];'], "tweets.js"))
    [{'tweet': {}}, {}]
    """
    letters, decode = _decoded(chunks, name), json.JSONDecoder().raw_decode
    text, at, gap = _behind_head(letters, name), 0, _FIRST
    for more in chain(letters, [""]):
        text, at = text[at:] + more, 0
        while start := gap.match(text, at):
            try:
                record, at = decode(text, start.end() - 1)
            except (ValueError, RecursionError):
                break  # it goes on in the next piece; if it never ends, we say so below
            gap = _NEXT
            yield record
        if end := _END.match(text, at):
            _check_after(text[end.end() :], letters, name)
            return
        if len(text) - at > limits.LONGEST_ROW:
            break
    raise Unread(_STOPS, name=name)


def _decoded(chunks: Iterable[bytes], name: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    try:
        for chunk in chunks:
            yield decoder.decode(chunk)
    except UnicodeDecodeError:
        raise Unread(_STOPS, name=name) from None


def _behind_head(letters: Iterator[str], name: str) -> str:
    text = next(letters, "")
    head = HEAD.match(text)
    if head is None:
        raise Unread(_OTHER, name=name)
    return text[head.end() :]


def _check_after(text: str, letters: Iterable[str], name: str) -> None:
    for piece in chain([text], letters):
        text = piece.strip() if piece is text else f"{text}{piece}".strip()
        if not _AFTER.fullmatch(text):
            raise Unread(_MORE, name=name)

"""What to look for: code names and samples of answers, found in text however it is written."""

import base64
import binascii
import html
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from toolkit.notebook.handing_in import CODE_NAME

_LONG, _FEW = 6, 200  # from so many characters on a name of another kind is found between letters, if there are few
_SHORTEST = 4  # characters; a shorter name stands in every other word
_HYPHEN = re.compile(r"(?<=[a-z])-(?=[a-z0-9])")
_LETTERS = re.compile(r"[a-z]*\Z")
_WORD = re.compile(r"[^\W_]+")
_ESCAPED = re.compile(r"\\+u([0-9a-f]{4})", re.IGNORECASE)
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_BASE64 = re.compile(rb"[A-Za-z0-9+/]{24,}={0,2}")


@dataclass(frozen=True)
class Wanted:
    """What is looked for, sorted so that thousands of names and texts cost no more than one."""

    names: frozenset[str]
    texts: frozenset[str]
    starts: Mapping[str, tuple[str, ...]]  # what follows the first word of a code name, hyphens included
    anchors: Mapping[str, tuple[str, ...]]  # texts, and names of another kind, by their longest word
    loose: tuple[str, ...] = ()  # long names of another kind, as long as they are few

    def found(self, text: str) -> set[str]:
        """Return the names and texts that stand in a text."""
        low = text.lower()
        hits = {*self._code_names(low), *(name for name in self.loose if name in low)}
        for word in self.anchors.keys() & set(_WORD.findall(low)):
            hits.update(one for one in self.anchors[word] if one in low)
        return hits

    def _code_names(self, low: str) -> Iterator[str]:
        """Find code names, also where other letters touch them, as in the pages of a database."""
        for match in _HYPHEN.finditer(low):
            before = _LETTERS.search(low[max(0, match.start() - 20) : match.start()])
            letters = before.group() if before else ""
            for n in range(len(letters) - 1):
                for rest in self.starts.get(letters[n:], ()):
                    if low.startswith(rest, match.start()):
                        yield letters[n:] + rest


def wanted(names: Iterable[str], texts: Iterable[str] = ()) -> Wanted:
    """Prepare a search. Names shorter than four characters are left out: they stand in every other word."""
    starts: dict[str, list[str]] = defaultdict(list)
    anchors: dict[str, list[str]] = defaultdict(list)
    known = frozenset(name.lower() for name in names if len(name) >= _SHORTEST)
    said = frozenset(text.lower() for text in texts)
    coded = {name for name in known if CODE_NAME.fullmatch(name)}
    for name in coded:
        first, _, rest = name.partition("-")
        starts[first].append(f"-{rest}")
    for one in (known - coded) | said:
        anchors[_anchor(one)].append(one)
    loose = [name for name in known - coded if len(name) >= _LONG][:_FEW]
    by_first, by_word = ({key: tuple(sorted(each[key])) for key in each} for each in (starts, anchors))
    return Wanted(known, said, by_first, by_word, tuple(loose))


def _anchor(text: str) -> str:
    """Choose the longest word of a text, if possible from within: letters that touch the text lengthen its ends."""
    words: list[str] = _WORD.findall(text) or [text]
    return max(words[1:-1] or words, key=len)


def look(data: bytes, what: Wanted, inside: bool = False) -> set[str]:
    """Return what stands in some bytes: as UTF-8 or UTF-16, and with signs written as JSON, pages and addresses do."""
    hits: set[str] = set()
    for text in _texts(data):
        hits |= what.found(text)
        plain = _unescaped(text)
        if plain != text:
            hits |= what.found(plain)
    if not inside:  # links that hold a whole file
        for match in _BASE64.finditer(data):
            hits |= look(_decoded(match.group()), what, inside=True)
    return hits


def _texts(data: bytes) -> Iterator[str]:
    yield data.decode("utf-8", "replace")
    if b"\0" in data:
        for start in (0, 1):
            yield data[start:].decode("utf-16-le", "replace")
            yield data[start:].decode("utf-16-be", "replace")


def _unescaped(text: str) -> str:
    if "\\u" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if "&#" in text:
        text = html.unescape(text)
    return unquote(text) if _PERCENT.search(text) else text


def _decoded(run: bytes) -> bytes:
    try:
        return base64.b64decode(run + b"=" * (-len(run.rstrip(b"=")) % 4))
    except (binascii.Error, ValueError):
        return b""

"""Look for what was erased: code names and samples of answers, in whatever form a file may still hold them."""

import base64
import binascii
import bz2
import gzip
import html
import io
import lzma
import os
import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from urllib.parse import unquote

from toolkit.erasing.bounds import Left, TooMuch, pass_hole
from toolkit.handing_in import CODE_NAME
from toolkit.plain_files import NotPlain, plain_file

_AT_ONCE, _OVERLAP = 8 * 2**20, 4096  # bytes of a file that are looked at together, and again with the next ones
_UNPACKED = 256 * 2**20  # bytes that are unpacked of one archive
_MOST = 2**29  # bytes of one file, with all that is packed in it: some minutes
_DEEPEST = 3  # archives within archives
_LONG, _FEW = 6, 200  # from so many characters on a name of another kind is found between letters, if there are few
_SHORTEST = 4  # characters; a shorter name stands in every other word
_HYPHEN = re.compile(r"(?<=[a-z])-(?=[a-z0-9])")
_LETTERS = re.compile(r"[a-z]*\Z")
_WORD = re.compile(r"[^\W_]+")
_ESCAPED = re.compile(r"\\+u([0-9a-f]{4})", re.IGNORECASE)
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_BASE64 = re.compile(rb"[A-Za-z0-9+/]{24,}={0,2}")
_PACKERS: tuple[tuple[bytes, Any], ...] = (
    (b"\x1f\x8b", gzip.open),
    (b"BZh", bz2.open),
    (b"\xfd7zXZ\x00", lzma.open),
)
BROKEN = (OSError, EOFError, ValueError, RuntimeError, zipfile.BadZipFile, zlib.error, lzma.LZMAError)
"""What reading a damaged or sealed file may raise."""
# What we cannot read: letters are drawn, or packed in ways that the standard library does not know.
_SEALED = {".pdf", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".7z", ".rar", ".mp3", ".mp4", ".ogg"}

_COURSE = {"toolkit", "tests", "benchmarks", "docs", "deploy", "build", ".hypothesis"}
LARGE = "It is larger, or unpacks to more, than we look through: please look yourself, or take it out of this folder."
SEALED = "What is drawn, recorded or sealed cannot be searched: please look yourself."


@dataclass(frozen=True)
class Trace:
    """A place where something still stands: how many code names and answers, or why nobody could look."""

    place: str
    names: int = 0
    texts: int = 0
    why: str = ""


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


def files(root: Path, skip: Collection[Path] = ()) -> Iterator[Path]:
    """List every file and link below a folder; never goes through a link, nor into an environment of packages."""
    for base, folders, names in os.walk(root):
        here = Path(base)
        folders[:] = sorted(one for one in folders if not _passed_over(here / one, skip))
        yield from (path for name in sorted(names) if (path := here / name) not in skip)
        yield from (here / one for one in folders if (here / one).is_symlink())


def _passed_over(path: Path, skip: Collection[Path]) -> bool:
    return path in skip or (path / "pyvenv.cfg").is_file()


def in_file(path: Path, what: Wanted) -> Iterator[set[str]]:
    """Yield what stands in a file, piece by piece, archives opened. Raises OSError and the like for what breaks.

    Nothing but plain files and links is looked into. Raises TooMuch for what would take hours, such as an archive that
    unpacks to a terabyte.
    """
    try:
        with plain_file(path) as file:
            yield from _in_stream(file, what, 0, Left(_MOST))
    except NotPlain:
        if path.is_symlink():
            yield look(os.fsencode(path.readlink()), what)
        elif path.is_file():
            raise


def _in_stream(file: IO[bytes], what: Wanted, depth: int, left: Left) -> Iterator[set[str]]:
    head = file.read(8)
    file.seek(0)
    yield from (look(piece, what) for piece in _pieces(file, left))
    if depth >= _DEEPEST:
        return
    for magic, unpacked in _PACKERS:
        if head.startswith(magic):
            file.seek(0)
            with unpacked(file) as inner:
                yield from _in_stream(io.BytesIO(_limited(inner)), what, depth + 1, left)
    if head.startswith(b"PK"):
        yield from _in_zip(file, what, depth, left)


def _in_zip(file: IO[bytes], what: Wanted, depth: int, left: Left) -> Iterator[set[str]]:
    with zipfile.ZipFile(file) as archive:
        for member in archive.infolist():
            yield what.found(f"{member.filename} {member.comment.decode('utf-8', 'replace')}")
            if not member.is_dir():
                with archive.open(member) as inner:
                    yield from _in_stream(io.BytesIO(_limited(inner)), what, depth + 1, left)


def _limited(file: IO[bytes]) -> bytes:
    data = file.read(_UNPACKED + 1)
    if len(data) > _UNPACKED:
        raise TooMuch
    return data


def _pieces(file: IO[bytes], left: Left) -> Iterator[bytes]:
    kept = b""
    while piece := file.read(_AT_ONCE):
        left.take(len(piece))
        if piece.count(0) < len(piece):  # a disk image, a file that was made before it was filled
            yield kept + piece
        kept = b"" if pass_hole(file) else (kept + piece)[-_OVERLAP:]


def search(root: Path, what: Wanted, skip: Collection[Path] = (), shown: Collection[str] = ()) -> Iterator[Trace]:
    """Look through every file below a folder; yields those that still hold something, and those nobody can read.

    `skip` are paths not to look at; `shown` are names that stand as examples in the course's own files.
    """
    for path in files(root, skip):
        place = path.relative_to(root)
        hits = what.found(str(place))
        try:
            for more in in_file(path, what):
                hits |= more
        except TooMuch:
            yield Trace(str(place), why=LARGE)
        except BROKEN as problem:
            yield Trace(str(place), why=f"It could not be looked through ({type(problem).__name__}).")
        ours = is_ours(place)
        if hits - set(shown) if ours else hits:
            yield Trace(str(place), len(hits & what.names), len(hits & what.texts))
        elif path.suffix.lower() in _SEALED and not ours:
            yield Trace(
                str(place), why="A picture, a PDF or an archive of another kind cannot be searched: look yourself."
            )


def is_ours(place: Path) -> bool:
    """Tell whether a path within the course is one of those that came with it, and in which examples stand."""
    top = place.parts[0] if place.parts else ""
    return top in _COURSE or top.endswith((".md", "_cache"))

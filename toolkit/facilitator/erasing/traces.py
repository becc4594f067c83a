"""Look for what was erased: code names and samples of answers, in whatever form a file may still hold them."""

import bz2
import gzip
import io
import lzma
import os
import zipfile
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from toolkit.facilitator.erasing.bounds import Left, TooMuch, pass_hole
from toolkit.facilitator.erasing.sought import Wanted, look
from toolkit.facilitator.plain_files import NotPlain, plain_file

_AT_ONCE, _OVERLAP = 8 * 2**20, 4096  # bytes of a file that are looked at together, and again with the next ones
_UNPACKED = 256 * 2**20  # bytes that are unpacked of one archive
_MOST = 2**29  # bytes of one file, with all that is packed in it: some minutes
_DEEPEST = 3  # archives within archives
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

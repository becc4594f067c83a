"""Read what strangers left in a folder: plain files only, through no link, waiting for nobody, no more than asked for.

What lies there may be a link to somebody else's work, a pipe that keeps whoever opens it waiting, a file that says it
is a terabyte; and whoever owns it may swap it while we look. So a file is opened by its name within a folder that is
open already, and looked at once more when it is open: then it is what it is.
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

POINTER = "This is only a pointer to another place, so we did not follow it."
NO_FILE = "This is no file that can be read."
NO_FOLDER = "This is no folder, so nobody looked for anything in it."
TOO_LARGE = "This file is too large, so it was not opened."
SOMEBODYS = "This file belongs to another account than the folder it lies in, so it was not opened."
CHANGED = "This was changed while we looked at it, so it was not opened. Please try again."

# Without this (Windows) the way to a file can be swapped; what was opened is still compared with what was looked at.
BY_HANDLE = {os.open, os.stat} <= os.supports_dir_fd and os.listdir in os.supports_fd
_READ = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NOCTTY", "O_NONBLOCK", "O_BINARY"))
_LIST = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)
_PASS = _LIST | getattr(os, "O_PATH", 0)  # where the system knows it, who may pass through a folder need not list it
_BECAME_LINK = (errno.ELOOP, errno.EMLINK, errno.ENOTDIR, errno.ENXIO)
_POINTERS = {getattr(stat, f"IO_REPARSE_TAG_{kind}", None) for kind in ("SYMLINK", "MOUNT_POINT")} - {None}


class NotPlain(OSError):
    """Something that we leave alone; it says why in a sentence for whoever looks after the folder."""

    def __init__(self, why: str) -> None:
        super().__init__(errno.EINVAL, why)

    def __str__(self) -> str:
        return str(self.strerror)


@dataclass(frozen=True)
class Folder:
    """An open folder. Whatever is opened in it lies in this folder and no other, wherever its path leads by now."""

    path: Path
    handle: int | None = field(default=None, repr=False)

    def names(self) -> list[str]:
        """List what lies here."""
        if self.handle is None:
            return _names(self.path)
        listing = os.open(os.curdir, _LIST, dir_fd=self.handle)
        try:
            return _names(listing)
        finally:
            os.close(listing)

    def owner(self) -> str:
        """Name the account that the folder belongs to; "" if this computer does not know it."""
        try:
            import pwd  # not on Windows

            about = os.fstat(self.handle) if self.handle is not None else self.path.stat()
            return pwd.getpwuid(about.st_uid).pw_name
        except (ImportError, KeyError, OSError):
            return ""

    def is_folder(self, name: str) -> bool:
        """Tell whether something here is a folder itself, and no link to one."""
        try:
            return _kind(self._look(name)) == "folder"
        except OSError:
            return False

    @contextmanager
    def inside(self, name: str) -> Iterator["Folder"]:
        """Open a folder here. Raises NotPlain for anything else, a link to a folder too; OSError where it cannot be."""
        before = self._look(name)
        if _kind(before) != "folder":
            raise NotPlain(POINTER if _kind(before) == "link" else NO_FOLDER)
        with _opened(self.path / name, self) as opened:
            if opened.handle is not None and not os.path.samestat(before, os.fstat(opened.handle)):
                raise NotPlain(CHANGED)
            yield opened

    @contextmanager
    def file(self, name: str) -> Iterator[BinaryIO]:
        """Open a plain file here. Raises NotPlain for anything else; OSError where it cannot be."""
        before = self._look(name)
        if _kind(before) != "file":
            raise NotPlain(POINTER if _kind(before) == "link" else NO_FILE)
        handle = _open(self._where(name), _READ, self.handle)
        try:
            self._check(name, before, os.fstat(handle))
        except NotPlain:
            os.close(handle)
            raise
        with os.fdopen(handle, "rb") as file:
            yield file

    def read(self, name: str, most: int) -> bytes:
        """Read a plain file here. Raises NotPlain for one that is larger than `most` bytes, without reading it."""
        with self.file(name) as file:
            content = start(file, most + 1) if os.fstat(file.fileno()).st_size <= most else None
        if content is None or len(content) > most:
            raise NotPlain(TOO_LARGE)
        return content

    def _where(self, name: str) -> str | Path:
        return self.path / name if self.handle is None else name

    def _look(self, name: str) -> os.stat_result:
        if name != Path(name).name or name in ("", os.pardir):
            raise NotPlain(NO_FILE)
        return os.stat(self._where(name), dir_fd=self.handle, follow_symlinks=False)

    def _check(self, name: str, before: os.stat_result, opened: os.stat_result) -> None:
        # Windows may number an open file otherwise than its path, but lets nobody put another in its place meanwhile.
        by_path = self.handle is None and _kind(self._look(name)) == "file"
        if _kind(opened) != "file" or not (by_path or os.path.samestat(before, opened)):
            raise NotPlain(CHANGED)
        # A second name for somebody else's file, which whoever gave it may not be allowed to read.
        if opened.st_nlink > 1 and self.handle is not None and opened.st_uid != os.fstat(self.handle).st_uid:
            raise NotPlain(SOMEBODYS)


def _kind(about: os.stat_result) -> str:
    if stat.S_ISLNK(about.st_mode) or getattr(about, "st_reparse_tag", 0) in _POINTERS:
        return "link"
    return "file" if stat.S_ISREG(about.st_mode) else "folder" if stat.S_ISDIR(about.st_mode) else "other"


def _names(place: Path | int) -> list[str]:
    with os.scandir(place) as listed:
        return sorted(entry.name for entry in listed)


def _open(where: str | Path, how: int, within: int | None) -> int:
    """Open something that was no link a moment ago. Raises NotPlain if it is one by now; OSError."""
    try:
        return os.open(where, how, dir_fd=within)
    except OSError as problem:
        if problem.errno in _BECAME_LINK:
            raise NotPlain(CHANGED) from None
        raise


@contextmanager
def _opened(path: Path, above: Folder | None = None) -> Iterator[Folder]:
    """Open a folder: within another one if it may be no link."""
    if not BY_HANDLE:
        _names(path)  # raises what opening it would
        yield Folder(path)
        return
    handle = os.open(path, _PASS) if above is None else _open(path.name, _PASS | os.O_NOFOLLOW, above.handle)
    try:
        yield Folder(path, handle)
    finally:
        os.close(handle)


@contextmanager
def folder(path: Path, below: int = 0) -> Iterator[Folder]:
    """Open a folder; it and the `below - 1` folders on the way to it may be no links, what is above them may.

    Raises NotPlain where one of them is; OSError where there is no such folder, or it cannot be opened.
    """
    if below:
        with folder(path.parent, below - 1) as above, above.inside(path.name) as opened:
            yield opened
    else:
        with _opened(path) as opened:
            yield opened


@contextmanager
def plain_file(path: Path) -> Iterator[BinaryIO]:
    """Open a plain file. Raises NotPlain for anything else; OSError where it cannot be."""
    with folder(path.parent) as here, here.file(path.name) as file:
        yield file


def read(path: Path, most: int) -> bytes:
    """Read a plain file. Raises NotPlain for anything else, or for one of more than `most` bytes; OSError."""
    with folder(path.parent) as here:
        return here.read(path.name, most)


def start(file: BinaryIO, most: int) -> bytes:
    """Read the first `most` bytes of an open file."""
    pieces, left = [], most
    while left and (piece := file.read(left)):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


def is_pointed_away(path: Path, below: int = 1) -> bool:
    """Tell whether a place, or one of the `below - 1` folders on the way to it, is a link to another place."""
    ways = (path, *path.parents)[:below]
    return any(os.path.lexists(way) and _kind(os.lstat(way)) == "link" for way in ways)

"""What lies in a folder, a ZIP or an exchange: every file with what stands in it, or with why nobody opened it."""

import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from io import UnsupportedOperation
from pathlib import Path
from typing import BinaryIO

from toolkit.answers import Refused
from toolkit.collecting import dates, senders
from toolkit.collecting.around import DEEPEST, NOBODYS, Around, Found
from toolkit.collecting.dates import NEVER, Moment
from toolkit.collecting.unpacking import in_content, in_zip
from toolkit.collecting.zips import POINTER, Spent, is_zip, whole

_NO_WAIT = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOFOLLOW", "O_NOCTTY", "O_BINARY"))


def arrivals(sources: Sequence[Path], leave: Path, now: float) -> Iterator[Found]:
    """Find every file in folders, ZIPs and single files; what lies in the folder `leave` is left out.

    Follows no link, opens nothing but plain files, waits for nobody. Raises LookupError if a source is not there.
    """
    for source in sources:
        try:
            source.stat()
        except (OSError, ValueError):
            raise LookupError(f"There is no folder or file {source}.") from None
    for source in sources:
        if source.is_dir():  # its own name tells no code name, but it may be one of the exchange's
            path = (source.name,) if len(sources) > 1 else ()
            around = replace(Around().inside(source.name, now), path=path, folders=())
            yield from _in_folder(source, around, leave.resolve(), now)
        else:
            yield from _in_file(source.resolve(), source.name, Around(), now)


def _in_folder(folder: Path, around: Around, leave: Path, now: float) -> Iterator[Found]:
    if len(around.path) > DEEPEST:
        yield replace(around.file("…"), refused="There are more folders in folders here than we look through.")
        return
    try:
        with os.scandir(folder) as listed:
            entries = sorted(listed, key=lambda entry: entry.name)
    except OSError as problem:
        yield replace(around.file("…"), refused=f"This folder could not be opened ({problem.strerror}).")
        return
    around = around.said(_timestamp(folder / "timestamp.txt", now))
    for entry in entries:
        path = folder / entry.name
        if NOBODYS.fullmatch(entry.name):
            continue
        if not _is_folder(entry):
            yield from _in_file(path, entry.name, around, now)
        elif path.resolve() != leave:
            owner = _owner(path) if senders.of_exchange([entry.name]) else ""
            yield from _in_folder(path, around.inside(entry.name, now, owner), leave, now)


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    with suppress(OSError):
        return entry.is_dir(follow_symlinks=False)
    return False


def _owner(path: Path) -> str:
    """Name the account that a folder belongs to; "" if nobody knows it."""
    with suppress(KeyError, OSError, NotImplementedError, UnsupportedOperation):
        return path.owner()
    return ""


def _timestamp(path: Path, now: float) -> Moment:
    try:
        with _opened(path) as (file, _):
            return dates.written(file.read(100).decode("utf-8", "replace"), now)
    except (Refused, OSError):
        return NEVER


def _in_file(path: Path, name: str, around: Around, now: float) -> Iterator[Found]:
    found = around.file(name)
    try:
        with _opened(path) as (file, about):
            moment = around.moment(name, dates.known(about.st_mtime, now), now)
            found = replace(found, moment=moment)
            if is_zip(file.read(4)):
                yield from in_zip(file, around.unpacking(name, moment), Spent(), now)
            else:
                file.seek(0)
                yield from in_content(replace(found, content=whole(file.read)), around, Spent(), now)
    except Refused as refused:
        yield replace(found, refused=str(refused))
    except OSError as problem:
        yield replace(found, refused=f"This file could not be opened ({problem.strerror or 'it gave no reason'}).")


@contextmanager
def _opened(path: Path) -> Iterator[tuple[BinaryIO, os.stat_result]]:
    """Open a plain file. Raises Refused for anything else: a pipe would keep us waiting."""
    if path.is_symlink():
        raise Refused(POINTER)
    if not stat.S_ISREG(path.lstat().st_mode):
        raise Refused("This is no file that can be read.")
    with os.fdopen(os.open(path, _NO_WAIT), "rb") as file:
        about = os.fstat(file.fileno())  # once more: it may have been swapped in between
        if not stat.S_ISREG(about.st_mode):
            raise Refused("This is no file that can be read.")
        yield file, about

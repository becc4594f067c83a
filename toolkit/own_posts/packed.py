"""Open a ZIP with care, whoever made it: nothing is written to disk, and every byte that is unpacked is counted.

What a reader of archives and a collector of answers say of a ZIP differs; what can be wrong with one does not.
"""

import re
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

_END, _LOCATOR = b"PK\5\6", b"PK\6\7"
_UNSAFE = re.compile(r"^[/\\~]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|[\0-\x1f]")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Trouble(Exception):
    """What is wrong with a ZIP or with one of its members; `kind` names it, for whoever has words for it.

    damaged, many (members), strange (no file, but a link or a device), locked, method (of packing), swollen, spent.
    """

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass(frozen=True)
class Bounds:
    """How much of a ZIP we are ready to look through; sizes in bytes."""

    listing: int  # the list of members at its end
    total: int  # all that is unpacked of it
    swelling: int  # times its packed size; what unpacks to more was built to harm
    swelling_from: int  # below this size swelling harms nobody


@dataclass
class Spent:
    """What was unpacked and listed so far, of one ZIP with the ZIPs in it."""

    size: int = 0
    members: int = 0


def safe(name: str) -> bool:
    """Tell whether a member's name stays inside the archive.

    >>> safe("data/tweets.js"), safe("../data/tweets.js"), safe("/data/tweets.js"), safe("C:\\\\tweets.js")
    (True, False, False, False)
    """
    return not _UNSAFE.search(name)


def kind_of(info: zipfile.ZipInfo) -> int:
    """Say what a member is on the disk that it was packed on: stat.S_IFREG, S_IFLNK ..., or 0 if nobody says."""
    return stat.S_IFMT(info.external_attr >> 16)


class Packed:
    """A ZIP that is open; raises Trouble if it is damaged or lists too much."""

    def __init__(self, stream: BinaryIO, bounds: Bounds, spent: Spent) -> None:
        self.bounds, self.spent = bounds, spent
        _check_listing(stream, bounds.listing)
        try:
            self._zip = zipfile.ZipFile(stream)
        except Exception:  # zipfile raises whatever it stumbles over: struct.error, NotImplementedError, AssertionError
            raise Trouble("damaged") from None

    @property
    def members(self) -> list[zipfile.ZipInfo]:
        """All members, folders included."""
        return self._zip.infolist()

    def reader(self, info: zipfile.ZipInfo) -> "Reader":
        """Open a member; what its header says about its size is not believed. Raises Trouble."""
        if info.flag_bits & 0x1:
            raise Trouble("locked")
        if info.compress_type not in _METHODS:
            raise Trouble("method")
        try:
            return Reader(self._zip.open(info).read, info.compress_size, self.bounds, self.spent)
        except Exception:
            raise Trouble("damaged") from None

    def chunks(self, info: zipfile.ZipInfo, size: int) -> Iterator[bytes]:
        """Unpack a member in pieces of a size. Raises Trouble."""
        reader = self.reader(info)
        while chunk := reader(size):
            yield chunk


@dataclass
class Reader:
    """Reads a member on and on, as a file is read, and counts. Raises Trouble."""

    read: Callable[[int], bytes]
    packed: int  # bytes
    bounds: Bounds
    spent: Spent
    size: int = 0

    def __call__(self, most: int) -> bytes:
        """Read so many bytes, or what is left."""
        try:
            chunk = self.read(most)
        except Exception:
            raise Trouble("damaged") from None
        self.size += len(chunk)
        self.spent.size += len(chunk)
        if self.size > max(self.bounds.swelling_from, self.bounds.swelling * max(self.packed, 1)):
            raise Trouble("swollen")
        if self.spent.size > self.bounds.total:
            raise Trouble("spent")
        return chunk


def _check_listing(stream: BinaryIO, most: int) -> None:
    """Look at the end of the ZIP how long its list of members is, before anything reads that list."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - 66_000))
    tail = stream.read(66_000)
    stream.seek(0)
    end = tail.rfind(_END)
    if end < 0 or len(tail) < end + 22:
        raise Trouble("damaged")
    listing = int.from_bytes(tail[end + 12 : end + 16], "little")
    if end >= 76 and tail[end - 20 : end - 16] == _LOCATOR:
        listing = int.from_bytes(tail[end - 36 : end - 28], "little")
    if listing != 0xFFFFFFFF and listing > most:
        raise Trouble("many")

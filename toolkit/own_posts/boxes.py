"""Open a ZIP with care: nothing is written to disk, only what a reader asks for is unpacked, and it is counted."""

import re
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from toolkit.own_posts import limits
from toolkit.own_posts.found import Unread

_END, _LOCATOR = b"PK\5\6", b"PK\6\7"
_UNSAFE = re.compile(r"^[/\\~]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|[\0-\x1f]")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

CUT_OFF = "This file is cut off or damaged. Please download it again and wait until the download is complete."
TOO_LARGE = "What is packed into “{name}” is larger than posts can be, so we stopped. Please export it again."
TOO_MANY = (
    "This archive lists more files than we look through. Please copy out the file with your posts, and give us that."
)


def safe(name: str) -> bool:
    """Tell whether a member's name stays inside the archive.

    >>> safe("data/tweets.js"), safe("../data/tweets.js"), safe("/data/tweets.js"), safe("C:\\\\tweets.js")
    (True, False, False, False)
    """
    return not _UNSAFE.search(name)


class Box:
    """The members of a ZIP; Unread if it is cut off or lists too much."""

    def __init__(self, stream: BinaryIO) -> None:
        _check_listing(stream)
        try:
            self._zip = zipfile.ZipFile(stream)
        except (zipfile.BadZipFile, OSError, ValueError, LookupError, NotImplementedError):
            raise Unread(CUT_OFF) from None
        listed = [info for info in self._zip.infolist() if not info.filename.endswith("/")]
        if len(listed) > limits.MOST_MEMBERS:
            raise Unread(TOO_MANY)
        self.names = tuple(info.filename for info in listed)
        self._members = {_plain(info): info for info in listed if safe(info.filename) and not _is_link(info)}
        self._spent = 0

    def matching(self, pattern: re.Pattern[str]) -> dict[str, str]:
        """Name the members whose whole name fits, each with the pattern's first group."""
        found = ((name, pattern.fullmatch(name)) for name in self._members)
        return {name: match[1] for name, match in found if match and not name.startswith("__MACOSX/")}

    def left_alone(self, opened: Iterable[str]) -> tuple[str, ...]:
        """Name everything that was not opened."""
        opened = {self._members[name].filename for name in opened}
        return tuple(sorted(set(self.names) - opened))

    def chunks(self, name: str, most: int = limits.LARGEST_PART) -> Iterator[bytes]:
        """Unpack a member piece by piece; what its header says about its size is not believed."""
        info = self._members[name]
        if info.flag_bits & 0x1:
            raise Unread("“{name}” is locked with a password. Please unlock it first.", name=name)
        if info.compress_type not in _METHODS:
            raise Unread(
                "“{name}” is packed in a way we do not know. Please unpack it and give us the file.", name=name
            )
        size = 0
        for chunk in self._unpacked(info):
            size += len(chunk)
            self._spent += len(chunk)
            swollen = size > limits.SWELLING_FROM and size > limits.MOST_SWELLING * max(info.compress_size, 1)
            if swollen or size > most or self._spent > limits.LARGEST_TOTAL:
                raise Unread(TOO_LARGE, name=name)
            yield chunk

    def whole(self, name: str, most: int = limits.LARGEST_WHOLE) -> bytes:
        """Unpack a member in one piece."""
        return b"".join(self.chunks(name, most))

    def _unpacked(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        try:
            with self._zip.open(info) as member:
                while chunk := member.read(limits.CHUNK):
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, LookupError):
            raise Unread(CUT_OFF) from None


def _plain(info: zipfile.ZipInfo) -> str:
    return info.filename.replace("\\", "/")


def _is_link(info: zipfile.ZipInfo) -> bool:
    kind = stat.S_IFMT(info.external_attr >> 16)
    return kind not in (0, stat.S_IFREG)


def _check_listing(stream: BinaryIO) -> None:
    """Look at the end of the ZIP how long its list of members is, before anything reads that list."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - 66_000))
    tail = stream.read()
    end = tail.rfind(_END)
    if end < 0 or len(tail) < end + 22:
        raise Unread(CUT_OFF)
    listing = int.from_bytes(tail[end + 12 : end + 16], "little")
    if end >= 76 and tail[end - 20 : end - 16] == _LOCATOR:
        listing = int.from_bytes(tail[end - 36 : end - 28], "little")
    if listing != 0xFFFFFFFF and listing > limits.LARGEST_LISTING:
        raise Unread(TOO_MANY)
    stream.seek(0)

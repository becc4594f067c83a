"""Walk through a .tar or .tar.gz without unpacking it: only what is asked for is kept, the rest flows past."""

import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from toolkit.own_posts import limits
from toolkit.own_posts.boxes import CUT_OFF, TOO_LARGE, TOO_MANY
from toolkit.own_posts.found import Unread
from toolkit.own_posts.packed import safe

NO_TAR = (
    "This packed file is damaged, or it is not an archive with posts. "
    "Please bring the archive as you downloaded it, a .tar.gz or a ZIP."
)
_BLOCK = 512
_LONGEST_NAME = 64 * 1024  # bytes of a header that only holds a name
_FILES, _NAMES = (b"0", b"\0", b"7"), (b"L", b"x")
_NO_MEMBERS = (b"5", b"g")  # folders, and words about the whole archive
_PAX_PATH = re.compile(rb"\d+ path=([^\n]*)\n")
_PAX_SIZE = re.compile(rb"\d+ size=(\d+)\n")


def is_tar(start: bytes) -> bool:
    """Tell whether bytes begin like a .tar.

    >>> is_tar(b"{}")
    False
    """
    return len(start) >= _BLOCK and _sum_fits(start[:_BLOCK])


def members(stream: BinaryIO, wanted: re.Pattern[str], packed: bool) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Give the wanted members whole and the names of the others; Unread if the file is cut off or swells."""
    kept: dict[str, bytes] = {}
    others: list[str] = []
    flow, renamed = _Flow(stream, packed), (b"", b"")
    while head := _head(flow, begun=bool(kept or others)):
        kind, size = head[156:157], _size(head)
        if kind in _NAMES:
            renamed = _names(flow.take(size, _LONGEST_NAME), kind, renamed)
            flow.skip(-size % _BLOCK)
            continue
        name, size = renamed[0].decode("utf-8", "replace") or _name(head), int(renamed[1] or size)
        renamed = (b"", b"")
        if kind in _FILES and safe(name) and wanted.fullmatch(name.removeprefix("./")):
            kept[name] = flow.take(size, limits.LARGEST_WHOLE)
        else:
            flow.skip(size)
            others += [] if kind in _NO_MEMBERS or name.endswith("/") else [name]
        flow.skip(-size % _BLOCK)
        if len(others) > limits.MOST_MEMBERS:
            raise Unread(TOO_MANY)
    return kept, tuple(sorted(others))


class _Flow:
    """Bytes that are read once, in order, and counted."""

    def __init__(self, stream: BinaryIO, packed: bool) -> None:
        self._pieces = _unpacked(stream) if packed else iter(lambda: stream.read(limits.CHUNK), b"")
        self._ready = b""
        self._passed = 0

    def take(self, size: int, most: int) -> bytes:
        if size > most:
            raise Unread(TOO_LARGE, name="archive")
        return b"".join(self._next(size))

    def skip(self, size: int) -> None:
        for _ in self._next(size):
            pass

    def _next(self, size: int) -> Iterator[bytes]:
        while size > 0:
            if not self._ready:
                self._ready = next(self._pieces, b"")
                self._passed += len(self._ready)
            if not self._ready or self._passed > limits.LONGEST_WAY:
                raise Unread(
                    CUT_OFF if not self._ready else TOO_LARGE, **({} if not self._ready else {"name": "archive"})
                )
            piece, self._ready = self._ready[:size], self._ready[size:]
            size -= len(piece)
            yield piece


def _unpacked(stream: BinaryIO) -> Iterator[bytes]:
    """Unpack gzip piece by piece, never more than a chunk at a time."""
    unpacker, taken, given = zlib.decompressobj(wbits=31), 0, 0
    while chunk := stream.read(limits.CHUNK):
        taken += len(chunk)
        while chunk:
            try:
                piece = unpacker.decompress(chunk, limits.CHUNK)
            except zlib.error:
                raise Unread(CUT_OFF) from None
            given += len(piece)
            if given > limits.SWELLING_FROM and given > limits.MOST_SWELLING * taken:
                raise Unread(TOO_LARGE, name="archive")
            if piece:
                yield piece
            chunk = unpacker.unconsumed_tail
            if unpacker.eof:
                chunk, unpacker = unpacker.unused_data.lstrip(b"\0"), zlib.decompressobj(wbits=31)


def _head(flow: _Flow, begun: bool) -> bytes:
    """Give the next header, or nothing at the end."""
    head = flow.take(_BLOCK, _BLOCK)
    if not head.strip(b"\0"):
        return b""
    if not _sum_fits(head):
        raise Unread(CUT_OFF if begun else NO_TAR)
    return head


def _sum_fits(head: bytes) -> bool:
    try:
        noted = int(head[148:156].strip(b"\0 ") or b"-1", 8)
    except ValueError:
        return False
    return noted == sum(head[:148]) + 8 * 32 + sum(head[156:])


def _size(head: bytes) -> int:
    field = head[124:136]
    if field[0] & 0x80:
        return int.from_bytes(field[1:], "big")
    try:
        return int(field.strip(b"\0 ") or b"0", 8)
    except ValueError:
        raise Unread(CUT_OFF) from None


def _name(head: bytes) -> str:
    name, front = head[:100].split(b"\0")[0], head[345:500].split(b"\0")[0]
    whole = front + b"/" + name if front and head[257:262] == b"ustar" else name
    return whole.decode("utf-8", "replace")


def _names(data: bytes, kind: bytes, before: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    if kind == b"L":
        return data.rstrip(b"\0"), before[1]
    path, size = _PAX_PATH.search(data), _PAX_SIZE.search(data)
    return (path[1] if path else before[0]), (size[1][:15] if size else before[1])

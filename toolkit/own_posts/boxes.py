"""The members of a ZIP with somebody's own archive: only what a reader asks for is unpacked."""

import re
import stat
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from toolkit.own_posts import limits
from toolkit.own_posts.found import Unread
from toolkit.own_posts.packed import Bounds, Packed, Spent, Trouble, kind_of, safe

CUT_OFF = "This file is cut off or damaged. Please download it again and wait until the download is complete."
TOO_LARGE = "What is packed into “{name}” is larger than posts can be, so we stopped. Please export it again."
TOO_MANY = (
    "This archive lists more files than we look through. Please copy out the file with your posts, and give us that."
)
_LOCKED = "“{name}” is locked with a password. Please unlock it first."
_METHOD = "“{name}” is packed in a way we do not know. Please unpack it and give us the file."


class Box:
    """The members of a ZIP; Unread if it is cut off or lists too much."""

    def __init__(self, stream: BinaryIO) -> None:
        bounds = Bounds(limits.LARGEST_LISTING, limits.LARGEST_TOTAL, limits.MOST_SWELLING, limits.SWELLING_FROM)
        try:
            self._zip = Packed(stream, bounds, Spent())
        except Trouble as trouble:
            raise Unread(TOO_MANY if trouble.kind == "many" else CUT_OFF) from None
        listed = [info for info in self._zip.members if not info.filename.endswith("/")]
        if len(listed) > limits.MOST_MEMBERS:
            raise Unread(TOO_MANY)
        self.names = tuple(info.filename for info in listed)
        files = [info for info in listed if safe(info.filename) and kind_of(info) in (0, stat.S_IFREG)]
        self._members = {info.filename.replace("\\", "/"): info for info in files}

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
        size = 0
        try:
            for chunk in self._zip.chunks(self._members[name], limits.CHUNK):
                size += len(chunk)
                if size > most:
                    raise Trouble("swollen")
                yield chunk
        except Trouble as trouble:
            raise _unread(trouble, name) from None

    def whole(self, name: str, most: int = limits.LARGEST_WHOLE) -> bytes:
        """Unpack a member in one piece."""
        return b"".join(self.chunks(name, most))


def _unread(trouble: Trouble, name: str) -> Unread:
    match trouble.kind:
        case "locked":
            return Unread(_LOCKED, name=name)
        case "method":
            return Unread(_METHOD, name=name)
        case "swollen" | "spent":
            return Unread(TOO_LARGE, name=name)
    return Unread(CUT_OFF)

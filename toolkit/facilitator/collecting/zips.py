"""The files in a ZIP that somebody sent, and why some of them are no work of ours."""

import re
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from toolkit.answers import Refused
from toolkit.facilitator.grading.submitted import LARGEST_NOTEBOOK
from toolkit.facilitator.plain_files import NO_FILE, POINTER
from toolkit.own_posts.limits import CHUNK
from toolkit.own_posts.packed import Bounds, Packed, Spent, Trouble, kind_of, safe

MIB = 1024 * 1024
MOST_MEMBERS = 20_000  # 5,000 people who send three or four files each
LARGEST_LISTING = 4 * MIB  # the list of members at the end of a ZIP; each takes about 150 bytes
LARGEST_INNER = 64 * MIB  # a ZIP in a ZIP is held in memory
LARGEST_TOTAL = 2048 * MIB  # all that is unpacked of one ZIP, with the ZIPs in it
MOST_SWELLING, SWELLING_FROM = 200, 4 * MIB  # JSON shrinks to a tenth; what shrinks to a 200th was built to harm

DAMAGED = "This ZIP is cut off or damaged. Please ask for it again."
TOO_LARGE = "This file is too large to be a notebook or answers of ours."
SWOLLEN = "It unpacks to far more than work of ours, so we stopped. Please ask for the file of “Save my work”."
SPENT = "This ZIP unpacks to more than we look through. Please unpack it, and collect the folder with the answers."
TOO_MANY = "This ZIP lists more files than we look through. Please unpack it, and collect the folder with the answers."
OFFICE = "This is a document of a word processor, a spreadsheet or an Outlook mail. Answers come as answers.json or as \
a notebook; save what is attached to a mail."

_OTHERS = (
    ((b"\x89PNG", b"\xff\xd8\xff", b"GIF8"), "This is a picture. Please ask for the file of “Save my work”."),
    ((b"%PDF",), "This is a PDF. Please ask for the file of “Save my work”."),
    ((b"\xd0\xcf\x11\xe0", b"{\\rtf"), OFFICE),
    (
        (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ"),
        "This is packed in a way we do not open. Please unpack it, and collect the folder.",
    ),
)


def is_zip(head: bytes) -> bool:
    """Tell by its first bytes whether a file is a ZIP, whatever it is called."""
    return head.startswith((b"PK\3\4", b"PK\5\6"))


def whole(read: Callable[[int], bytes]) -> bytes:
    """Read a file piece by piece. Raises Refused for one that is too large, or that cannot be work of ours."""
    chunks = [read(CHUNK)]
    for starts, why in _OTHERS:
        if chunks[0].startswith(starts):
            raise Refused(why)
    most = LARGEST_INNER if is_zip(chunks[0]) else LARGEST_NOTEBOOK
    size = len(chunks[0])
    while chunk := read(CHUNK):
        chunks.append(chunk)
        size += len(chunk)
        if size > most:
            raise Refused(TOO_LARGE)
    return b"".join(chunks)


@dataclass(frozen=True)
class Member:
    """One file in a ZIP; `tricky` says that its name was made to point elsewhere, so it tells nothing."""

    parts: tuple[str, ...]
    tricky: bool
    info: zipfile.ZipInfo = field(repr=False)


class Zip:
    """The files in a ZIP, in order of their names. Raises Refused if it is damaged, or no work of ours at all."""

    def __init__(self, stream: BinaryIO, spent: Spent) -> None:
        if spent.members > MOST_MEMBERS:
            raise Refused(TOO_MANY)
        try:
            bounds = Bounds(LARGEST_LISTING, LARGEST_TOTAL, MOST_SWELLING, SWELLING_FROM)
            self._zip = Packed(stream, bounds, spent)
        except Trouble as trouble:
            raise Refused(TOO_MANY if trouble.kind == "many" else DAMAGED) from None
        names = {info.filename for info in self._zip.members}
        if "[Content_Types].xml" in names or "mimetype" in names:
            raise Refused(OFFICE)
        spent.members += len(self._zip.members)
        if spent.members > MOST_MEMBERS:
            raise Refused(TOO_MANY)

    def __iter__(self) -> Iterator[Member]:
        """List the files; folders are none."""
        listed = [info for info in self._zip.members if info.file_size or not info.is_dir()]
        for info in sorted(listed, key=lambda info: info.orig_filename):
            parts = tuple(part for part in re.split(r"[/\\]", info.orig_filename) if part not in ("", "."))
            yield Member(parts or ("?",), not safe(info.orig_filename.replace("\\", "/")), info)

    def read(self, member: Member) -> bytes:
        """Unpack a file; what the ZIP says about its size is not believed. Raises Refused."""
        kind = kind_of(member.info)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise Refused(POINTER if kind == stat.S_IFLNK else NO_FILE)
        try:
            return whole(self._zip.reader(member.info))
        except Trouble as trouble:
            raise Refused(_TROUBLES[trouble.kind]) from None


_TROUBLES = {
    "damaged": "This file is damaged inside the ZIP. Please ask for it again.",
    "locked": "This is locked with a password. Please ask for it without one.",
    "method": "This is packed in a way we do not open. Please unpack it, and collect the folder.",
    "swollen": SWOLLEN,
    "spent": SPENT,
}

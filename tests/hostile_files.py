"""Files that are cut, bent or written in another alphabet; ZIPs that swell, loop or point elsewhere; names that trick."""

import io
import json
import os
import random
import stat
import struct
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from hostile import ANSWERS, ASSIGNMENT, Files, Given, packed

DATE = (2026, 2, 2, 12, 0, 0)
Entry = tuple["zipfile.ZipInfo | str", Any]


def zipped(members: Mapping[str, Any] | Sequence[Entry], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of contents by name; a ZipInfo may say more about one."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as box, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of two that are called alike
        for name, content in members.items() if isinstance(members, Mapping) else members:
            box.writestr(name if isinstance(name, zipfile.ZipInfo) else entry(name), packed(content), packing)
    return stream.getvalue()


def entry(name: str, **about: Any) -> zipfile.ZipInfo:
    """A member of a ZIP; its name may hold signs that Python would take out."""
    info = zipfile.ZipInfo("x", DATE)
    info.filename = name
    for field, value in about.items():
        setattr(info, field, value)
    return info


def mailed(files: Mapping[str, bytes]) -> bytes:
    """A mail as mail programs save it, with files attached to it."""
    message = EmailMessage()
    message["From"], message["Subject"] = "Sly <sly@example.org>", "=?utf-8?q?my_work?= <script>ran(1)</script>"
    message["Date"] = "Mon, 02 Feb 2026 12:00:00 +0000"
    message.set_content("Please find it attached.")
    for name, content in files.items():
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


# --- cut and bent ------------------------------------------------------------------------------------------------


def cut(content: bytes, part: int, of: int) -> bytes:
    """The first `part` of `of` parts."""
    return content[: len(content) * part // of]


def bent(content: bytes, seed: int) -> bytes:
    """The same bytes with some of them changed, lost, doubled or in another place, as a bad line leaves them."""
    chance, spoilt = random.Random(seed), bytearray(content)
    for _ in range(chance.randint(1, 12)):
        at, how = chance.randrange(len(spoilt)), chance.randrange(4)
        if how == 0:
            spoilt[at] ^= 1 << chance.randrange(8)
        elif how == 1:
            del spoilt[at : at + chance.randint(1, 40)]
        elif how == 2:
            spoilt[at:at] = spoilt[at : at + chance.randint(1, 400)]
        else:
            spoilt[at:at] = chance.randbytes(chance.randint(1, 20))
    return bytes(spoilt)


# --- written otherwise -------------------------------------------------------------------------------------------

ENCODINGS = (
    *("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "utf-7"),
    *("latin-1", "cp1251", "cp1252", "cp1256", "koi8-r", "mac-cyrillic", "iso8859-6", "cp437", "cp037", "gb18030"),
)
LETTERS = {"latin": "Pérez señaló", "cyrillic": "Оставил место", "arabic": "تركت المكان"}


def written(content: Any, encoding: str) -> bytes:
    """A file as an editor saves it in another encoding; letters that it does not have are lost."""
    return json.dumps(content, ensure_ascii=False).encode(encoding, "replace")


def _between(content: Any, odd: bytes) -> bytes:
    return json.dumps(content).encode().replace(b'"format"', odd + b'"format"', 1)


ODD_BYTES: Mapping[str, Callable[[Any], bytes]] = {
    "two-marks": lambda content: b"\xef\xbb\xbf\xef\xbb\xbf" + packed(content),
    "mark-inside": lambda content: _between(content, b"\xef\xbb\xbf"),
    "half-of-utf-16": lambda content: b"\xff\xfe" + packed(content),
    "wrong-mark": lambda content: b"\xfe\xff" + json.dumps(content).encode("utf-16-le"),
    "odd-length": lambda content: json.dumps(content).encode("utf-16")[:-1],
    "nulls": lambda content: _between(content, bytes(9)),
    "overlong": lambda content: packed(content).replace(b"/", b"\xc0\xaf"),
    "surrogates": lambda content: packed(content).replace(b"source", b"\xed\xa0\xbd\xed\xb8\x80"),
    "half-escapes": lambda content: packed(content).replace(b"source", b"\\ud83d \\udc00\\u0000"),
    "single-quotes": lambda content: packed(content).replace(b'"', b"'"),
    "comments": lambda content: b"// mine\n" + packed(content) + b"\n/* end */",
    "doubled": lambda content: packed(content) * 2,
    "double-keys": lambda content: packed(content)[:-1] + b', "answers": {}, "who": "../x", "format": 1}',
    "not-a-number": lambda content: packed(content).replace(b'"116"', b"NaN").replace(b'"75"', b"-Infinity"),
    "endless-number": lambda content: packed(content).replace(b'"116"', b"1e999").replace(b'"75"', b"9" * 9_000),
    "padded": lambda content: packed(content) + b" " * 300_000,
    "base64": lambda content: b"data:application/json;base64," + b"eyJm" * 30_000,
    "laughs": lambda _: b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ran"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>',
    "pasted-twenty": lambda content: b"Hello\n" + (b'{"format": ' * 30_000),
    "tags": lambda content: b"<p>" * 60_000 + packed(content) + b"</p" * 60_000,
    "quoted": lambda content: b"> " * 90_000 + packed(content),
}
BOMBS: Mapping[str, Callable[[], bytes]] = {
    "deep-objects": lambda: b'{"answers":' * 20_000 + b"1" + b"}" * 20_000,
    "deep-lists": lambda: b'{"format": 1, "answers": {"x": ' + b"[" * 200_000,
    "deep-notebook": lambda: b'{"cells": ' + b"[" * 2_000_000,
    "wide-notebook": lambda: b'{"cells": [' + b"{}," * 900_000 + b"{}]}",
    "long-text": lambda: b'{"format": 1, "answers": {"x": "' + b"x" * 3_000_000 + b'"}}',
    "long-key": lambda: b'{"format": 1, "answers": {"' + b"x" * 3_000_000 + b'": 1}}',
    "long-number": lambda: b'{"format": 1, "answers": {"x": ' + b"9" * 200_000 + b"}}",
    "many-keys": lambda: b'{"format": 1, "answers": {' + b",".join(b'"%d": 1' % n for n in range(20_000)) + b"}}",
    "quotes": lambda: b'{"format": 1, "answers": {"x": "' + b'\\"' * 10_000,
    "line-breaks": lambda: b"\n" * 2_000_000 + b"{",
    "mail-parts": lambda: b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n" + b"\n--x\n" * 90_000,
    "mail-head": lambda: b"X-A: b\n c\n" * 90_000 + b"MIME-Version: 1.0\n\n",
}


# --- ZIPs --------------------------------------------------------------------------------------------------------


def _nested(content: Any, levels: int) -> bytes:
    packed_ = zipped({ANSWERS: content})
    for number in range(levels):
        packed_ = zipped({f"{number}.zip": packed_})
    return packed_


def _overlapping(content: bytes, count: int = 60) -> bytes:
    """Many entries that all unpack the same piece of the file."""
    one = zipped({"a.json": content})
    listing = one.rfind(b"PK\1\2")
    head, entry_, tail = one[:listing], one[listing : one.rfind(b"PK\5\6")], bytearray(one[one.rfind(b"PK\5\6") :])
    tail[8:12] = struct.pack("<HH", count, count)
    tail[12:16] = struct.pack("<L", len(entry_) * count)
    return head + entry_ * count + bytes(tail)


def _said(box: bytes, where: int, value: bytes, head: bytes = b"PK\1\2") -> bytes:
    """Change what the list of a ZIP says about its last member."""
    at = box.rfind(head) + where
    return box[:at] + value + box[at + len(value) :]


def _mode(kind: int) -> dict[str, int]:
    return {"external_attr": (kind | 0o777) << 16, "create_system": 3}


def _pieces(good: Any, who: str) -> Iterator[Entry]:
    """Members that must not be read, beside one that must."""
    yield f"{who}/{ANSWERS}", good
    for name, kind in (("link", stat.S_IFLNK), ("pipe", stat.S_IFIFO), ("device", stat.S_IFCHR)):
        yield entry(f"{name}/{ANSWERS}", **_mode(kind)), b"/etc/passwd"


TRICKS = (
    *("../../{}.json", "/etc/{}.json", "C:\\Windows\\{}.json", "\\\\server\\share\\{}.json", "..\\..\\{}.json", "~/{}"),
    *("a\x1b[2J\r\n{}.json", "{}\0.exe", "a\u202egpj.{}.nosj", "CON/{}", "aux", "...", " ", "-rf", "{}:stream"),
    *("x" * 300 + "{}.json", "d/" * 900 + "{}.json", "submitted/amber-heron/../../gradebook.db", "<img src=x onerror=ran(1)>{}"),
    *("=HYPERLINK(\"https://example.org\")", "%2e%2e%2f{}", "{}\u2028\u2029.json", "*?|<>\":{}", "{{ {} }}{0.__class__}"),
)  # fmt: skip

Zips = Mapping[str, Callable[[Any, str], bytes]]
# By name: made of answers with the code name in them, and of the code name. In these the answers are found.
GOOD_IN_ZIPS: Zips = {
    "tricks": lambda good, who: zipped([(entry(name.replace("{}", str(n))), good) for n, name in enumerate(TRICKS)]),
    "pieces": lambda good, who: zipped(list(_pieces(good, who))),
    "ratio": lambda good, who: zipped({"a.json": b'{"format": 1,' + b" " * 19_000_000, "z.json": good}),
    "nested-bomb": lambda good, who: zipped({"a.zip": zipped({"a": bytes(30_000_000)}), "z.json": good}),
    "large": lambda good, who: zipped({"a.json": b"{" + random.Random(1).randbytes(21_000_000), "z.json": good}),
    "stored": lambda good, who: zipped({f"{who}/z.json": good}, zipfile.ZIP_STORED),
    "folders": lambda good, who: zipped({f"{n}/": b"" for n in range(500)} | {"z.json": good}),
    "same-names": lambda good, who: zipped([(entry("z.json"), good)] * 9),
    "count": lambda good, who: _said(zipped({"z.json": good}), 8, b"\xff\xff\xff\xff", b"PK\5\6"),
    "long-name": lambda good, who: _said(zipped({"z.json": good}), 28, b"\xff\xff"),
}  # fmt: skip
BAD_ZIPS: Zips = {
    "nested-three": lambda good, who: _nested(good, 3),
    "nested-fifty": lambda good, who: _nested(good, 50),
    "overlapping": lambda good, who: _overlapping(b"[" + b" " * 9_000_000),
    "many-members": lambda good, who: zipped([(entry(str(n)), b"") for n in range(21_000)], zipfile.ZIP_STORED),
    "locked": lambda good, who: _said(_said(zipped({"z": good}), 8, b"\1\0"), 6, b"\1\0", b"PK\3\4"),
    "bzip": lambda good, who: zipped({"z.json": good}, zipfile.ZIP_BZIP2),
    "lzma": lambda good, who: zipped({"z.json": good}, zipfile.ZIP_LZMA),
    "unknown-packing": lambda good, who: _said(zipped({"z.json": good}), 10, b"\x63\0"),
    "checksum": lambda good, who: _said(zipped({"z.json": good}), 16, b"\0\0\0\0"),
    "sizes": lambda good, who: _said(zipped({"z.json": good}), 20, b"\xff\xff\xff\x7f\1\0\0\0"),
    "no-size": lambda good, who: _said(zipped({"z.json": good}), 24, b"\0\0\0\0"),
    "offset": lambda good, who: _said(zipped({"z.json": good}), 42, b"\xff\xff\xff\x7f"),
    "list-size": lambda good, who: _said(zipped({"z.json": good}), 12, b"\xff\xff\xff\x7f", b"PK\5\6"),
    "office": lambda good, who: zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": good}),
    "head-only": lambda good, who: b"PK\3\4" + bytes(4_000),
    "gzip": lambda good, who: b"\x1f\x8b\x08" + packed(good),
    "rar": lambda good, who: b"Rar!\x1a\x07\x00" + packed(good),
    "before": lambda good, who: b"\xff\xd8\xff\xe0" + b"PK\5\6" * 9 + zipped({"z.json": good}),
    "names-in-bytes": lambda good, who: zipped({"Ã©.json": good}).replace("Ã©".encode(), b"\xff\xfe\xfd\xfc"),
    "comment": lambda good, who: zipped({"z.json": good})[:-2] + struct.pack("<H", 60_000) + b"PK\5\6" + b"x" * 59_996,
}  # fmt: skip


# --- names, links, code names ------------------------------------------------------------------------------------

CALLED = (
    *("a\x1b]0;ran\x07.json", "line\nbreak.json", "-rf.json", "--help", "%2e%2e%2fx.json", "a\u202egpj.json", "*.json"),
    *("~.json", "$(touch ran-name).json", "`touch ran-name`", "{{ran(1)}}.json", "{0.__class__}.json", "%s%n.json"),
    *("<img src=x onerror=ran(1)>.json", "'\"><script>ran(1)<", "=1+1.json", "CON.json", "a:b.json", "\u2028\u2029\u200b"),
    *("![x](https:example.org).json", "javascript:ran(1)", "مرفق 2.json", "Ответы.json", "ا" * 100, "\ufeff.json", " .json "),
)  # fmt: skip

CODE_NAMES: tuple[Any, ...] = (
    *("../x", "..", ".", "/etc", "~root", "$HOME", "C:\\x", "amber-heron/../x", "amber-heron/", "amber-heron\\x"),
    *("a\u202eb", "amber\u2010heron", "аmber-heron", "amber-heron\n", "amber-heron\0", " amber-heron", "AMBER-HERON"),
    *("CON", "nul", "x" * 300, "amber-" + "x" * 300, "amber heron", "anna.smith@example.org", "<script>ran(1)</script>"),
    *("amber-heron<img src=x onerror=ran(1)>", "=1+1", "'; DROP TABLE student;--", "{{ran(1)}}", "{0.__class__}", "%s"),
    *("tweet-rewriting", "", None, 7, True, ["amber-heron"], {"amber-heron": 1}, 1.5, "\ud83d", "أحمد-علي"),
)  # fmt: skip


def links(given: Given, place: Path) -> Mapping[str, Files]:
    """Folders with links in them to what is none of theirs; `place` is a file that nobody may read."""
    notebook = f"{given.model['assignment']}.ipynb"
    return {
        "answers-link": {ANSWERS: place, notebook: packed(given.notebook)},
        "notebook-link": {ANSWERS: packed(given.answers), notebook: place},
        "dangling": {ANSWERS: Path("/nowhere/at/all")},
        "loop": {"a": Path(), ANSWERS: Path(ANSWERS)},
        "upward": {"up": Path("../../.."), ANSWERS: packed(given.answers)},
        "root": {"all": Path("/"), ANSWERS: packed(given.answers)},
        "standard-input": {ANSWERS: Path("/dev/stdin"), "zero.json": Path("/dev/zero")},
    }


def can_name(folder: Path, name: str) -> bool:
    """Tell whether a file may be called so here: not every system lets everybody."""
    try:
        (folder / name).write_bytes(b"")
        (folder / name).unlink()
    except (OSError, ValueError):
        return False
    return os.sep not in name


# --- what stands in the place of a file or a folder ---------------------------------------------------------------

TERABYTE = 2**40


def sparse(place: Path, size: int = TERABYTE) -> None:
    """A file that is said to be a terabyte and takes no room."""
    with place.open("wb") as file:
        file.truncate(size)


def _node(kind: int, device: int = 0) -> Callable[[Path, Path], None]:
    return lambda place, other: os.mknod(place, kind | 0o666, device)


# By name: put it at a place; a link leads to the other.
IN_ITS_PLACE: Mapping[str, Callable[[Path, Path], None]] = {
    "link": lambda place, other: place.symlink_to(other),
    "dangling": lambda place, other: place.symlink_to("/nowhere/at/all"),
    "loop": lambda place, other: place.symlink_to(place.name),
    "pipe": lambda place, other: os.mkfifo(place),
    "socket": _node(stat.S_IFSOCK),
    "device": _node(stat.S_IFCHR, os.makedev(1, 5)),  # /dev/zero, which never ends
    "folder": lambda place, other: place.mkdir(),
    "sparse": lambda place, other: sparse(place),
}  # fmt: skip
FILES_OF_ONE = {
    "answers": ANSWERS,
    "notebook": f"{ASSIGNMENT}.ipynb",
    "time": "timestamp.txt",
    "secret": "submission_secret.txt",
}


def can_make(kind: str, folder: Path) -> bool:
    """Tell whether such a thing can be made here: a device by root only, much of it not on Windows."""
    try:
        IN_ITS_PLACE[kind](folder / "tried", folder)
    except (OSError, AttributeError, NotImplementedError):
        return False
    finally:
        if os.path.lexists(folder / "tried"):
            (folder / "tried").rmdir() if kind == "folder" else (folder / "tried").unlink()
    return True

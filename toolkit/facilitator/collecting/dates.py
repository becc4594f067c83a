"""When was something sent? The dates of files, of what lies in a ZIP, and what an exchange or an LMS wrote down."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from zipfile import ZipInfo

STEP = 2  # seconds; ZIPs and memory sticks know a date no better, and all dates must compare alike
_FIRST = int(datetime(2015, 1, 1, tzinfo=UTC).timestamp())  # nothing of ours is older
_STAMP = re.compile(r"\s*(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.\d+)?\s*(Z|UTC|[+-]\d\d:?\d\d)?")
_ATTEMPT = re.compile(r"_attempt_(\d{4}-\d\d-\d\d)-(\d\d)-(\d\d)-(\d\d)(?!\d)")
_UNIX, _NTFS = 0x5455, 0x000A  # extra fields of ZIPs that hold a date with its zone (APPNOTE.TXT 6.3.10, 4.5.5)


@dataclass(frozen=True)
class Moment:
    """A date in even seconds since 1970; 0 is one that nobody knows.

    `stated` means that an exchange or an LMS wrote it down when the work came in. Any other date is that of a file:
    mail programs and messengers set it to the day on which the file was saved.
    """

    seconds: int = 0
    stated: bool = False


NEVER = Moment()


def known(seconds: float, now: float, stated: bool = False) -> Moment:
    """Take a date for what it is worth: one before there was a course, or later than now, is none.

    A ZIP may state the hour of another zone, which lies ahead here: then the date of the ZIP itself counts.
    """
    return Moment(int(seconds) // STEP * STEP, stated) if _FIRST <= seconds <= now else NEVER


def written(text: str, now: float) -> Moment:
    """Read the date in an nbgrader timestamp, such as `2026-03-01 10:20:30.123456 UTC`; without a zone it is UTC.

    >>> written("2026-03-01 10:20:31.5 UTC", now=2e9)
    Moment(seconds=1772360430, stated=True)
    """
    match = _STAMP.match(text)
    if not match:
        return NEVER
    day, time, zone = match.groups()
    return _of_text(f"{day}T{time}{zone if zone and zone[0] in '+-' else '+00:00'}", now)


def in_name(name: str, now: float) -> Moment:
    """Read the date that an LMS wrote into a file's name, as in `ps1_x_attempt_2026-03-01-10-20-30_answers.json`."""
    match = _ATTEMPT.search(name)
    return _of_text("{}T{}:{}:{}+00:00".format(*match.groups()), now) if match else NEVER


def _of_text(text: str, now: float) -> Moment:
    try:
        return known(datetime.fromisoformat(text).timestamp(), now, stated=True)
    except (ValueError, OverflowError, OSError):
        return NEVER


def packed(info: ZipInfo, now: float) -> Moment:
    """Read the date of a member of a ZIP: with its zone if there is one, else as whoever unpacks it here would."""
    for kind, field in _fields(info.extra):
        if kind == _UNIX and len(field) >= 5 and field[0] & 1:
            return known(int.from_bytes(field[1:5], "little", signed=True), now)
        if kind == _NTFS and len(field) >= 16 and field[4:8] == b"\1\0\x18\0":
            return known(int.from_bytes(field[8:16], "little") / 10_000_000 - 11_644_473_600, now)
    try:
        return known(datetime(*info.date_time).timestamp(), now)
    except (ValueError, OverflowError, OSError):
        return NEVER


def _fields(extra: bytes) -> list[tuple[int, bytes]]:
    found, at = [], 0
    while at + 4 <= len(extra):
        kind, size = int.from_bytes(extra[at : at + 2], "little"), int.from_bytes(extra[at + 2 : at + 4], "little")
        found.append((kind, extra[at + 4 : at + 4 + size]))
        at += 4 + size
    return found


def stamp(moment: Moment) -> str:
    """Write a date as nbgrader writes it into timestamp.txt."""
    return f"{datetime.fromtimestamp(moment.seconds, UTC):%Y-%m-%d %H:%M:%S} UTC\n"

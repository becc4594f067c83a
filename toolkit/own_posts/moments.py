"""Read the dates that networks and spreadsheets write, in several orders and languages; all as seconds since 1970."""

from __future__ import annotations

import re
import unicodedata
from calendar import timegm
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from toolkit.posts import tables

DAY = 86_400
NOON = DAY // 2
_YEARS = range(1990, 2100)
_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?)?\s*(Z|UTC|[+-]\d\d:?\d\d)?", re.IGNORECASE
)
_NUMBERS = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{2,4})(?!\d)")
_TIME = re.compile(r"(?<!\d)(\d{1,2})[:.](\d\d)(?:[:.](\d\d))?\s*([AaPp]\.?\s?[Mm]\b\.?|ص|م)?(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")
_LONE = re.compile(r"(?<!\d)\d{1,4}(?!\d)")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_X = re.compile(r"\w{3} \w{3} \d\d \+0000 \d{4}")


@dataclass(frozen=True)
class Moments:
    """Seconds since 1970 in UTC for each date of a column (None: not readable), and what was noticed."""

    seconds: tuple[int | None, ...]
    unread: int = 0  # dates that stand there and could not be read
    swapped: bool = False  # day and month could be the other way round
    timed: bool = True  # at least one has a time of day
    off: int = 0  # weekdays that do not fit their date


def column(texts: Sequence[str], month_first: bool = True) -> Moments:
    """Read a column of dates; `month_first` counts only where the column itself does not tell.

    >>> column(["07/14/2026 18:05"]).seconds, column(["14.07.2026 18:05"]).seconds
    ((1784052300,), (1784052300,))
    """
    plain = {text: _plain(text) for text in set(texts)}
    order, swapped = _order(plain.values(), month_first)
    read = {text: _moment(each, order) for text, each in plain.items()}
    found = tuple([read[text] for text in texts])
    return Moments(
        seconds=found,
        unread=sum(second is None and bool(plain[text]) for second, text in zip(found, texts, strict=True)),
        swapped=swapped,
        timed=any(_TIME.search(each) for each in plain.values()),
        off=sum(not _weekday_fits(plain[text], second) for second, text in zip(found, texts, strict=True)),
    )


def iso(text: object) -> int | None:
    """Read one date as machines write it, with its zone; without one it is taken as UTC.

    >>> iso("2026-07-14T18:05:00.123Z"), iso("2026-07-14T20:05:00+02:00"), iso("yesterday")
    (1784052300, 1784052300, None)
    """
    found = _ISO.match(text) if isinstance(text, str) else None
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(piece or 0) for piece in found.groups()[:6])
    at = _at(year, month, day, (hour, minute, second))
    return None if at is None else at - _offset(found[7] or "")


def by_x(text: str) -> int:
    """Read a date as X writes it in archives; ValueError for any other.

    >>> by_x("Wed Oct 10 20:19:24 +0000 2018")
    1539202764
    """
    day = _x_day(text[:11] + text[20:])
    return day + int(text[11:13]) * 3600 + int(text[14:16]) * 60 + int(text[17:19])


@lru_cache(maxsize=10_000)
def _x_day(text: str) -> int:
    if not _X.fullmatch(text):
        raise ValueError
    month = months().get(text[4:7].lower(), 0)
    return timegm((int(text[-4:]), month, date(int(text[-4:]), month, int(text[8:10])).day, 0, 0, 0))


def _offset(zone: str) -> int:
    if not zone or zone[0] not in "+-":
        return 0
    size = int(zone[1:3]) * 3600 + int(zone[-2:]) * 60
    return -size if zone[0] == "-" else size


def _plain(text: str) -> str:
    """Use plain digits and plain spaces, and drop the marks that steer the direction of writing."""
    if text.isascii():
        return text.strip()
    folded = unicodedata.normalize("NFKC", text)
    kept = (char for char in folded if unicodedata.category(char) != "Cf")
    return "".join(str(unicodedata.decimal(char, char)) for char in kept).strip()


def _order(texts: Iterable[str], month_first: bool) -> tuple[str, bool]:
    """Tell from a whole column whether 03/04 is in March or in April; also whether nothing told."""
    parts = [found for found in map(_NUMBERS.match, texts) if found and len(found[1]) < 3]
    first, second = any(int(part[1]) > 12 for part in parts), any(int(part[3]) > 12 for part in parts)
    if first != second:
        return ("dmy" if first else "mdy"), False
    if parts and all(part[2] == "." for part in parts):
        return "dmy", False
    # Where both are over 12, two orders are mixed: only the dates that tell by themselves are read.
    return ("?" if first else "mdy" if month_first else "dmy"), bool(parts) and not first


def _moment(text: str, order: str) -> int | None:
    if _ISO.fullmatch(text):
        return iso(text)
    found = _TIME.search(text, 6)  # a date takes at least six signs; its dots are not those of a time
    time = _clock(found) if found else (0, 0, 0)
    if time is None:
        return None
    day = _numeric(text, order) or _worded(text[: found.start()] if found else text)
    return _at(*day, time) if day else None


def _clock(found: re.Match[str]) -> tuple[int, int, int] | None:
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    half = (found[4] or "").lower()[:1]
    if half:
        hour = hour % 12 + (12 if half in "pم" else 0)
    return (hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def _numeric(text: str, order: str) -> tuple[int, int, int] | None:
    found = _NUMBERS.match(text)
    if found is None:
        return None
    one, two, three = int(found[1]), int(found[3]), int(found[4])
    if len(found[1]) == 4:
        return one, two, three
    year = three if len(found[4]) == 4 else 2000 + three
    if order == "?" and max(one, two) <= 12:
        return None
    first_is_day = one > 12 if order == "?" else order == "dmy" or (found[2] == "." and two <= 12)
    return (year, two, one) if first_is_day else (year, one, two)


def _worded(text: str) -> tuple[int, int, int] | None:
    numbers = [int(each) for each in _LONE.findall(text)]
    # The last one: in French and Spanish a Tuesday begins like March.
    month = next((found for word in reversed(_WORD.findall(text)) if (found := _month(word))), 0)
    year = next((number for number in numbers if number in _YEARS), 0)
    day = next((number for number in numbers if 0 < number < 32), 0)
    return (year, month, day) if year and month and day else None


def _month(word: str) -> int:
    word = word.lower()
    return months().get(word) or months().get(word[:4]) or months().get(word[:3], 0)


@cache
def months() -> dict[str, int]:
    """Read how months are written, whole and cut, as lower-case words with their number."""
    table = tables.of(__package__, "data/months.toml")
    return {word: number for row in table.values() for number, words in enumerate(row, 1) for word in words.split()}


def _at(year: int, month: int, day: int, time: tuple[int, int, int]) -> int | None:
    if year not in _YEARS or time > (23, 59, 60):
        return None
    try:
        return timegm((*date(year, month, day).timetuple()[:3], *time))
    except ValueError:
        return None


def _weekday_fits(text: str, seconds: int | None) -> bool:
    """Check an English weekday against its date; anything else fits."""
    word = text[:3].lower()
    if seconds is None or word not in _WEEKDAYS:
        return True
    return (seconds // DAY + 3) % 7 == _WEEKDAYS.index(word)

"""Tags that say when: `#2206v1900` was "22 June, at 19:00" to everybody who knew, and to everybody who watched."""

import re
from dataclasses import dataclass
from datetime import date, time

from toolkit.posts.words import plain

_MOMENT = re.compile(r"#?(\d\d)(\d\d)[a-zа-я](\d\d)(\d\d)")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_NAME = "|".join(sorted({*_MONTHS, *(month[:3] for month in _MONTHS)}, key=len, reverse=True))
_DAY = re.compile(rf"#?(?:(\d\d?)({_NAME})|({_NAME})(\d\d?))")


@dataclass(frozen=True)
class Moment:
    """A day and, if the tag tells it, an hour."""

    month: int
    day: int
    hour: time | None = None


def moment(tag: str) -> Moment | None:
    """Read the day, and the hour if there is one, out of a tag; None if the tag tells neither.

    >>> moment("#2206v1900")
    Moment(month=6, day=22, hour=datetime.time(19, 0))
    >>> moment("#Aug14")
    Moment(month=8, day=14, hour=None)
    """
    folded = plain(tag)
    try:
        if found := _MOMENT.fullmatch(folded):
            day, month, hour, minute = map(int, found.groups())
            return Moment(date(2024, month, day).month, day, time(hour, minute))
        if found := _DAY.fullmatch(folded):
            named = found[2] or found[3]
            month = next(n for n, month in enumerate(_MONTHS, 1) if month.startswith(named))
            return Moment(month, date(2024, month, int(found[1] or found[4])).day)
    except ValueError:  # there is no 31 June, and no 25 o'clock
        return None
    return None


def tag_for(day: date, hour: time) -> str:
    """Write a day and an hour as such a tag.

    >>> tag_for(date(2011, 6, 22), time(19))
    '#2206v1900'
    """
    return f"#{day:%d%m}v{hour:%H%M}"

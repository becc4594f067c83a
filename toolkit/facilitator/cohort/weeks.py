"""The four weeks of a course, and what to look at when their dates are moved (item 62)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

from toolkit.course.path import course
from toolkit.posts import tables

_DAYS = 7
_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_USUAL = ("Saturday", "Sunday")


@dataclass(frozen=True)
class Week:
    """One week of the course, from its first day to its last, both included."""

    name: str
    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has; none or fewer if it ends before it begins."""
        return (self.last - self.first).days + 1

    @property
    def sessions(self) -> tuple[str, ...]:
        """The sessions that are trained in it."""
        return sessions().get(self.name, ())


@dataclass(frozen=True)
class Weeks:
    """The weeks of one course, in the order in which they are taught."""

    weeks: tuple[Week, ...]

    def __iter__(self) -> Iterator[Week]:
        return iter(self.weeks)

    @property
    def last(self) -> date:
        """The last day of the course."""
        return max(week.last for week in self)

    def on(self, day: date) -> Week | None:
        """Tell which week a day belongs to; None outside all of them."""
        return next((week for week in self if week.first <= day <= week.last), None)

    def moved(self, name: str, first: date, last: date | None = None) -> "Weeks":
        """Give one week other dates; it keeps its length if no last day is named.

        The others stay where they are: `checked` says what that does to them. Raises LookupError for another name.
        """
        if name not in {week.name for week in self}:
            raise LookupError(f"There is no week “{name[:40]}”. The weeks are {_listed(sessions())}.")
        days = {week.name: week.days for week in self}
        ends = last or first + timedelta(days[name] - 1)
        return Weeks(tuple(replace(week, first=first, last=ends) if week.name == name else week for week in self))


@cache
def sessions() -> Mapping[str, tuple[str, ...]]:
    """Name the sessions of each week."""
    return {week: tuple(one.id for one in listed) for week, listed in course().weeks.items()}


def weeks_from(starts: date) -> Weeks:
    """Lay out the weeks without a gap, seven days each, from the first day of the course.

    The dates of the course that ours follows (item 62):

    >>> [f"{week.name} {week.first:%d.%m.} to {week.last:%d.%m.%Y}" for week in weeks_from(date(2013, 9, 9))]
    ... # doctest: +NORMALIZE_WHITESPACE
    ['crawl 09.09. to 15.09.2013', 'walk 16.09. to 22.09.2013',
     'run 23.09. to 29.09.2013', 'fly 30.09. to 06.10.2013']
    >>> checked(weeks_from(date(2013, 9, 9)))
    ()
    """
    begins = [starts + timedelta(_DAYS * place) for place in range(len(sessions()))]
    return Weeks(
        tuple(Week(name, day, day + timedelta(_DAYS - 1)) for name, day in zip(sessions(), begins, strict=True))
    )


def checked(weeks: Weeks, today: date | None = None, countries: Iterable[str] = ()) -> tuple[str, ...]:
    """Say what is odd about the dates of a course, a sentence each; nothing of it forbids to use them.

    `today` lets us tell whether the start is past; `countries` (ISO codes; others are passed over) when
    somebody has a day off.
    """
    return (*_whole(weeks), *_lengths(weeks), *_seams(weeks), *_past(weeks, today), *_days_off(weeks, set(countries)))


def _whole(weeks: Weeks) -> Iterator[str]:
    if [week.name for week in weeks] != list(sessions()):
        yield f"A course has these weeks, each once and in this order: {_listed(sessions())}."


def _lengths(weeks: Weeks) -> Iterator[str]:
    for week in weeks:
        if week.days < 1:
            yield f"“{week.name}” ends on {_day(week.last)}, before it begins on {_day(week.first)}."
        elif week.days != _DAYS:
            yield (
                f"“{week.name}” has {_counted(week.days)}, from {_day(week.first)} to {_day(week.last)}. "
                "Its sessions are meant for seven days."
            )


def _seams(weeks: Weeks) -> Iterator[str]:
    for before, after in pairwise(weeks):
        gap = (after.first - before.last).days - 1
        if gap > 0:
            yield (
                f"{_counted(gap).capitalize()} between “{before.name}” and “{after.name}” (from "
                f"{_day(before.last + timedelta(1))}) belong to no week. For a holiday that is fine; tell everybody."
            )
        elif gap < 0:
            yield (
                f"“{after.name}” begins on {_day(after.first)}, before “{before.name}” is over ({_day(before.last)}). "
                "Nobody can have passed that week by then."
            )


def _past(weeks: Weeks, today: date | None) -> Iterator[str]:
    starts = min((week.first for week in weeks), default=None)
    if today and starts and starts < today:
        yield f"The course begins on {_day(starts)}, which is past. People would begin behind time."


def _days_off(weeks: Weeks, countries: set[str]) -> Iterator[str]:
    """Compare the days off of several countries, and look for weeks that begin on one."""
    off = {country: _weekends().get(country, _USUAL) for country in sorted(countries) if _is_code(country)}
    kinds = list(dict.fromkeys(off.values()))
    if len(kinds) > 1:
        groups = [f"{_listed(kind)} in {_listed(one for one in off if off[one] == kind)}" for kind in kinds]
        free = [name for name in _NAMES if not any(name in kind for kind in kinds)]
        yield (
            f"Days off differ: {'; '.join(groups)}. Put chats and last days for handing in "
            f"on {_listed(free, 'or')}, when everybody works."
        )
    for week in weeks:
        resting = [country for country in off if _NAMES[week.first.weekday()] in off[country]]
        if resting:
            yield f"“{week.name}” begins on {_day(week.first)}, a day off in {_listed(resting)}."


@cache
def _weekends() -> Mapping[str, tuple[str, ...]]:
    table = tables.of(__package__, "data/weekends.toml")
    return {country: tuple(row["days"]) for row in table["weekend"] for country in row["countries"]}


def _is_code(country: str) -> bool:
    return len(country) == 2 and country.isascii() and country.isupper()


def _listed(words: Iterable[str], last: str = "and") -> str:
    """Write words as a list in a sentence.

    >>> _listed(["EG", "JO", "SY"])
    'EG, JO and SY'
    """
    *others, end = words
    return f"{', '.join(others)} {last} {end}" if others else end


def _counted(days: int) -> str:
    return "one day" if days == 1 else f"{days} days"


def _day(day: date) -> str:
    return f"{_NAMES[day.weekday()]} {day.day} {day:%B %Y}"

"""The path through the course: weeks, sessions, the items each one trains, and which week is open."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from toolkit.posts import tables

ITEMS = 108
"""How many numbered items the five source texts hold."""
PASSED = 0.8
"""The share of a week's questions that opens the next week: a number of ours for the gate that item 69 describes."""


@dataclass(frozen=True)
class Session:
    """One session: its id (the exercise's, too), what it is called, and the items that it trains."""

    id: str
    title: str
    items: tuple[int, ...]
    week: str = ""


@dataclass(frozen=True)
class Course:
    """All sessions by id, and the weeks in order with their sessions."""

    sessions: Mapping[str, Session]
    weeks: Mapping[str, tuple[Session, ...]] = field(default_factory=dict)

    def before(self, week: str) -> tuple[str, ...]:
        """Name the weeks before one, in order."""
        names = list(self.weeks)
        return tuple(names[: names.index(week)])

    def earlier(self, session: str) -> tuple[Session, ...]:
        """List the sessions that come before one on the path."""
        path = [one for week in self.weeks.values() for one in week]
        places = [place for place, one in enumerate(path) if one.id == session]
        return tuple(path[: places[0]]) if places else ()


@cache
def course() -> Course:
    """Read the course."""
    raw = tables.of(__package__, "data/course.toml")
    week_of = {id_: week["name"] for week in raw["week"] for id_ in week["sessions"]}
    sessions = {
        id_: Session(id_, row["title"], tuple(row["items"]), week_of.get(id_, ""))
        for id_, row in raw["session"].items()
    }
    weeks = {week["name"]: tuple(sessions[id_] for id_ in week["sessions"]) for week in raw["week"]}
    return Course(sessions, weeks)


@dataclass(frozen=True)
class Standing:
    """How far somebody is: weeks passed by the gate, and weeks entered without it (with the reason given)."""

    passed: frozenset[str] = frozenset()
    entered: Mapping[str, str] = field(default_factory=dict)

    def is_open(self, week: str) -> bool:
        """Tell whether a week is open: every week before it is passed, or somebody went on all the same.

        >>> Standing(frozenset({"crawl"})).is_open("walk"), Standing().is_open("walk"), Standing().is_open("crawl")
        (True, False, True)
        """
        return week in self.entered or set(course().before(week)) <= self.passed

    def here(self) -> str:
        """Name the week where somebody is: the first that is not passed, or the last."""
        weeks = list(course().weeks)
        return next((week for week in weeks if week not in self.passed), weeks[-1])

"""Read what the feed is made from: feed.toml, flows.toml, people.csv and texts/<language>.toml."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from toolkit.posts import tables

FOLDER = Path(str(files(__package__).joinpath("neighbours")))
"""What the posts are made of."""
FEED = Path(str(files("toolkit.world").joinpath("data/feeds/neighbours")))
"""Where the course reads them."""


@dataclass(frozen=True)
class Country:
    """One invented country; clocks are hours ahead of UTC, with another offset from `summer` on."""

    id: str
    setting: str
    utc_offset: int
    summer: date | None = None

    def offset(self, day: date) -> int:
        """Give the hours ahead of UTC on this local day."""
        return self.utc_offset + (self.summer is not None and day >= self.summer)


@dataclass(frozen=True)
class Kind:
    """What a kind of account is like: its voice, words of its own, the middle and the spread of its followers.

    The spread is the standard deviation of the logarithm.
    """

    voice: str
    followers: int
    spread: float
    since: tuple[date, date]
    words: str = ""


@dataclass(frozen=True)
class Voice:
    """How somebody posts: when (24 weights for local hours), with how many tags (6 weights), and what beside text."""

    hours: tuple[float, ...]
    tags: tuple[float, ...]
    link: float
    media: float
    reply: float


@dataclass(frozen=True)
class Tag:
    """When, and by whom, a tag is used; both are open if nothing is said."""

    first: date = date.min
    last: date = date.max
    by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Person:
    """One account as people.csv has it."""

    handle: str
    name: str
    kind: str
    country: str
    language: str
    also: tuple[str, ...]
    about: tuple[str, ...]
    site: str
    followers: int | None
    since: date | None
    bio: str

    def speaks(self, language: str) -> bool:
        """Tell whether this account posts in a language."""
        return language == self.language or language in self.also

    def minds(self, section: str) -> bool:
        """Tell whether this account posts about something; most post about anything."""
        return not self.about or section in self.about


@dataclass(frozen=True, kw_only=True)
class Flow:
    """Posts about one thing in one language: who writes them, when, with which tags."""

    id: str
    lang: str
    section: str
    mix: Mapping[str, float] = field(default_factory=dict)
    own: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    countries: tuple[str, ...]
    posts: int
    voices: Mapping[str, float]
    tags: Mapping[str, float]
    topic: str = ""
    first: date
    last: date
    peaks: Mapping[date, float] = field(default_factory=dict)
    spam: bool = False
    stance: str = ""
    leaks: float = 0.0
    answers: str = ""
    reply: float | None = None
    only: tuple[str, ...] = ()


@dataclass(frozen=True)
class Spec:
    """Everything that the maker knows."""

    seed: int
    first: date
    last: date
    reposts: float
    countries: Mapping[str, Country]
    kinds: Mapping[str, Kind]
    voices: Mapping[str, Voice]
    people: tuple[Person, ...]
    tags: Mapping[str, Tag]
    phases: Mapping[str, tuple[tuple[str, datetime], ...]]
    flows: tuple[Flow, ...]
    reactions: Mapping[str, Any]
    campaigns: tuple[Mapping[str, Any], ...]
    truths: tuple[Mapping[str, Any], ...]
    texts: Mapping[str, Mapping[str, Any]]


@cache
def read_spec(folder: Path = FOLDER) -> Spec:
    """Read a feed's folder. Raises KeyError, TypeError or ValueError for files that do not fit the format."""
    raw = tables.read(folder / "feed.toml")
    flows = tables.read(folder / "flows.toml")["flows"]
    feed = raw["feed"]
    texts = {path.stem: tables.read(path) for path in sorted((folder / "texts").glob("*.toml"))}
    return Spec(
        seed=feed["seed"],
        first=feed["first"],
        last=feed["last"],
        reposts=feed["reposts"],
        countries={name: _country(name, row) for name, row in raw["countries"].items()},
        kinds={name: Kind(**{**row, "since": tuple(row["since"])}) for name, row in raw["kinds"].items()},
        voices={name: _voice(row) for name, row in raw["voices"].items()},
        people=_people(folder / "people.csv"),
        tags={name: Tag(**{**row, "by": tuple(row.get("by", ()))}) for name, row in raw["tags"].items()},
        phases={name: tuple((one["name"], one["until"]) for one in row) for name, row in raw["phases"].items()},
        flows=tuple(_flow(name, row, feed) for name, row in flows.items()),
        reactions=raw["reactions"],
        campaigns=tuple(raw["campaigns"]),
        truths=tuple(raw["truths"]),
        texts=texts,
    )


def _country(name: str, row: Mapping[str, Any]) -> Country:
    return Country(name, row["setting"], row["utc_offset"], row.get("summer"))


def _voice(row: Mapping[str, Any]) -> Voice:
    hours = tuple(weight for weight, count in row["hours"] for _ in range(count))
    if len(hours) != 24 or len(row["tags"]) != 6:
        raise ValueError("A voice needs weights for 24 hours and for 0 to 5 tags.")
    return Voice(hours, tuple(row["tags"]), row["link"], row["media"], row["reply"])


def _people(path: Path) -> tuple[Person, ...]:
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(_person(row) for row in csv.DictReader(lines))


def _person(row: Mapping[str, str]) -> Person:
    return Person(
        handle=row["handle"],
        name=row["name"],
        kind=row["kind"],
        country=row["country"],
        language=row["language"],
        also=tuple(row["also"].split()),
        about=tuple(row["about"].split()),
        site=row["site"],
        followers=int(row["followers"]) if row["followers"] else None,
        since=date.fromisoformat(row["since"]) if row["since"] else None,
        bio=row["bio"],
    )


def _flow(name: str, row: Mapping[str, Any], feed: Mapping[str, Any]) -> Flow:
    given = dict(row)
    given["countries"] = tuple(given["countries"])
    given["only"] = tuple(given.get("only", ()))
    given["peaks"] = {date.fromisoformat(day): weight for day, weight in given.get("peaks", {}).items()}
    given.setdefault("section", given.get("topic", ""))
    given.setdefault("first", feed["first"])
    given.setdefault("last", feed["last"])
    return Flow(id=name, **given)

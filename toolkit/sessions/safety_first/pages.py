"""Invented group pages, read from data: their parts, what follows from what, whom they concern, what they are for.

A page that is graded is read as a visitor reads it. What it tells of whom comes from its key.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from toolkit.posts import tables

CHOICES = ("leave", "blur", "remove")
DUTIES = ("must", "agreed", "ask", "never")
"""May somebody be found? They must be; they agreed; nobody asked them; never."""
_FOLDER = files(__package__).joinpath("data")

Token = tuple[str, str]
"""A part of a page by id, and what was chosen for it: to leave it, or to say less."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What a part of a page shows: its words, the facts in them by id, and which purposes it serves."""

    text: str
    gloss: str = ""  # the same in English
    reveals: frozenset[str] = frozenset()
    carries: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Part:
    """One numbered part of a page, as it stands and, where that is possible, saying less."""

    id: str
    number: int
    kind: str
    full: Shown
    less: Shown | None = None
    why: str = ""  # what we notice in it
    under: str = ""  # the part that it hangs on, and goes with

    @property
    def choices(self) -> tuple[str, ...]:
        """What can be done with it."""
        return CHOICES if self.less else ("leave", "remove")


@dataclass(frozen=True)
class Way:
    """Facts that are enough, together, to find a person or to know another fact; and why they are."""

    facts: frozenset[str]
    why: str


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody, or everybody in a list, who can be found: in which ways, and whether that may be."""

    id: str
    name: str
    ways: tuple[Way, ...]
    may: Mapping[str, str] = field(hash=False)  # one of DUTIES by setting


@dataclass(frozen=True, kw_only=True)
class Page:
    """An invented page: its parts in their order, what follows from what, whom it concerns, what it is for."""

    id: str
    name: str
    set: str  # lab, exercise or example
    country: str
    language: str
    setting: str
    about: str
    parts: Mapping[str, Part] = field(hash=False)
    follows: tuple[tuple[Way, str], ...]  # facts, and the fact that follows from them
    people: Mapping[str, Person] = field(hash=False)
    purposes: Mapping[str, str] = field(hash=False)

    def shown(self, token: Token) -> Shown:
        """Get what a part shows, as it was chosen."""
        part = self.parts[token[0]]
        return part.less if token[1] == "blur" and part.less else part.full


def pages(set_: str = "lab") -> Mapping[str, Page]:
    """Read the pages of a set, by id."""
    return {name: found for name in table("words")["pages"] if (found := page(name)).set == set_}


@cache
def table(name: str) -> dict[str, Any]:
    """Read a table of words about exposure. Raises LookupError if there is none of this name."""
    entry = _FOLDER.joinpath(f"{name}.toml")
    if not name.replace("-", "").isalnum() or not entry.is_file():
        raise LookupError(f"There is no {name!r}.")
    return tables.read(entry)


@cache
def page(name: str) -> Page:
    """Read a page. Raises LookupError if there is none of this name, ValueError if it does not hold together."""
    return _whole(read(name, table(name)))


def told_by(name: str, key: Mapping[str, Any]) -> Page:
    """Read a graded page with what its key tells: facts and purposes of its parts, what follows, whom it concerns."""
    raw, parts = table(name), key["parts"]
    told = {"parts": [_joined(row, parts.get(row["id"], {})) for row in raw["parts"]]}
    return _whole(read(name, {**raw, **key, **told}))


def _joined(row: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, Any]:
    less = {"less": {**row["less"], **told.get("less", {})}} if "less" in row else {}
    return {**row, **told, **less}


def _whole(found: Page) -> Page:
    if odd := list(_odd(found)):
        raise ValueError(f"{found.id}: {'; '.join(odd)}.")
    return found


def read(name: str, raw: Mapping[str, Any]) -> Page:
    """Make a page of what stands in its file."""
    parts = [_part(number, row) for number, row in enumerate(raw["parts"], 1)]
    people = [Person(**{**row, "ways": tuple(map(_way, row["ways"]))}) for row in raw.get("people", ())]
    return Page(
        id=name,
        **{key: raw[key] for key in ("name", "set", "country", "language", "setting", "about", "purposes")},
        parts={part.id: part for part in parts},
        follows=tuple((_way(row), row["gives"]) for row in raw.get("follows", ())),
        people={person.id: person for person in people},
    )


def _part(number: int, row: Mapping[str, Any]) -> Part:
    less = _shown(row["less"]) if "less" in row else None
    rest = {key: row[key] for key in ("id", "kind", "why", "under") if key in row}
    return Part(number=number, full=_shown(row), less=less, **rest)


def _shown(row: Mapping[str, Any]) -> Shown:
    facts, carries = frozenset(row.get("reveals", ())), frozenset(row.get("carries", ()))
    return Shown(text=row["text"], gloss=row.get("gloss", ""), reveals=facts, carries=carries)


def _way(row: Mapping[str, Any]) -> Way:
    return Way(frozenset(row["facts"]), row["why"])


def _odd(page: Page) -> Iterator[str]:
    shown = [one for part in page.parts.values() for one in (part.full, part.less) if one]
    told = {fact for one in shown for fact in one.reveals} | {gives for _, gives in page.follows}
    ways = [*(way for way, _ in page.follows), *(way for person in page.people.values() for way in person.ways)]
    used = {fact for way in ways for fact in way.facts}
    yield from (f"nothing tells or needs {fact}" for fact in sorted(told ^ used))
    yield from (f"no purpose {one}" for shows in shown for one in sorted(shows.carries - set(page.purposes)))
    yield from (f"{one.id} hangs on nothing" for one in page.parts.values() if one.under not in {"", *page.parts})
    yield from (f"{one.id}: {set(one.may.values())}" for one in page.people.values() if {*one.may.values()} - {*DUTIES})

"""What does the net say about me? A search, with operators, in a list of results that was invented."""

import re
from dataclasses import dataclass
from functools import cache

from toolkit.review.findings import Said
from toolkit.sessions.safety_first.pages import table
from toolkit.world.queries import Either, Every, Not, Part, Term, parse_query, words_of


@dataclass(frozen=True)
class Result:
    """One line of what a search engine shows: an invented address, a kind of file, a title and some words."""

    id: str
    about: str  # the person it is about, or "other"
    site: str
    type: str
    title: str
    text: str
    tells: str = ""
    ask: str = ""


@dataclass(frozen=True)
class Task:
    """Something to find: `finds` must be among at most `most` results."""

    id: str
    text: str
    hint: str
    finds: tuple[str, ...]
    most: int


@dataclass(frozen=True)
class Found:
    """What a search brought, and what we have to say about how it was typed."""

    results: tuple[Result, ...]
    notes: tuple[Said, ...] = ()


@cache
def results(person: str) -> tuple[Result, ...]:
    """List everything that the invented net holds of a person and of those who are taken for her."""
    initials = {"c", person[0]}
    rows = (Result(**row) for row in table("search")["results"])
    return tuple(row for row in rows if row.id.partition("-")[0] in initials)


@cache
def tasks() -> tuple[Task, ...]:
    """List what there is to find in the lab."""
    return tuple(Task(**{**row, "finds": tuple(row["finds"])}) for row in table("search")["tasks"])


def name_of(person: str) -> str:
    """Get a person's name."""
    return str(table("search")["people"][person]["name"])


_SITE = re.compile(r'(?<![\w"“])(-?)site:', re.IGNORECASE)
_TYPE = re.compile(r'(?<![\w"“])(-?)filetype:\.?', re.IGNORECASE)


def search(person: str, typed: str) -> Found:
    """Search as engines do: words, “phrases”, a minus, OR, site:, filetype:. An empty search finds nothing.

    The grammar is that of searching posts: the place in the net stands where posts have their account, the kind of
    file where they have their language.

    >>> [one.id for one in search("asta", '"Asta Merlen" filetype:xlsx').results]
    ['a-tenants']
    """
    query = parse_query(_TYPE.sub(r"\1lang:", _SITE.sub(r"\1from:", typed)))
    notes = tuple(_renamed(note) for note in query.notes)
    if query.part == Every(()):
        return Found((), notes)
    return Found(tuple(one for one in results(person) if _fits(query.part, one)), notes)


_NAMES = {"from": "site", "lang": "filetype"}


def _renamed(note: Said) -> Said:
    fields = {name: _NAMES.get(str(value), value) for name, value in note.fields.items()}
    return Said(note.template, **fields)


def _fits(part: Part, result: Result) -> bool:
    if isinstance(part, Not):
        return not _fits(part.part, result)
    if isinstance(part, Every):
        return all(_fits(one, result) for one in part.parts)
    if isinstance(part, Either):
        return any(_fits(one, result) for one in part.parts)
    return _has(part, result)


def _has(term: Term, result: Result) -> bool:
    if term.kind == "from":  # a place in the net, or the larger one that it belongs to
        return f".{result.site}".endswith(f".{term.sought[0].strip('/')}")
    if term.kind == "lang":
        return result.type == term.sought[0]
    if term.kind in ("since", "until"):
        return True  # the invented net knows no dates
    sought = term.sought
    words = words_of(f"{result.title} . {result.text} {result.site}")
    return any(words[at : at + len(sought)] == sought for at in range(len(words)))


def measured(person: str, found: tuple[Result, ...]) -> tuple[float, float]:
    """Measure what was found: the share of it that is about the person, and the share of all about her."""
    hers = sum(one.about == person for one in found)
    every = sum(one.about == person for one in results(person))
    return hers / max(1, len(found)), hers / every


def solved(task: Task, found: tuple[Result, ...]) -> bool:
    """Tell whether a search does what a task asks."""
    return len(found) <= task.most and set(task.finds) <= {one.id for one in found}

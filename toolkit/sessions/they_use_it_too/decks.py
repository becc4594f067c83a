"""The same network in other hands: dated events, and decks in which numbers are worked out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

from toolkit.labs.cards import Cards, made, table
from toolkit.sessions.they_use_it_too.computable import Quantity, share


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened: `day` to sort by, `when` as it is known, who acted, and what became possible by it."""

    id: str
    day: date
    when: str
    who: str  # people, authorities or network
    short: str
    what: str
    people: str  # what people could do from then on, or no longer
    others: str  # what others could do from then on
    source: str  # item, publication and date


@cache
def events() -> tuple[Event, ...]:
    """List the dated events in the order in which they stand on the page, which is not that of time."""
    return tuple(Event(**row) for row in read("events")["events"])


def in_order(ids: Sequence[str]) -> int:
    """Count the events of a list that stand right after one that really came before them."""
    days = {one.id: one.day for one in events()}
    known = [days[id_] for id_ in ids if id_ in days]
    return sum(one <= other for one, other in pairwise(known))


@cache
def deck(name: str) -> Cards:
    """Read a deck: moves, pairs, controls, messages or numbers. Raises LookupError for any other name."""
    raw = read(name)
    return made({**raw, "cards": [_worked_out(row) for row in raw["cards"]]})


def _worked_out(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Of a statement about numbers, whether it can be computed is not said, but worked out."""
    return {**row, "accepts": {"kind": (share(*quantities(row)).kind,)}} if "part" in row else row


def quantities(shown: Mapping[str, Any]) -> tuple[Quantity, Quantity]:
    """Get part and whole of a statement about numbers."""
    return Quantity(**shown["part"]), Quantity(**shown["whole"])


def read(name: str) -> dict[str, Any]:
    """Read one file of this session's data. Raises LookupError if there is none of this name."""
    return table(__file__, name)

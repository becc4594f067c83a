"""The same network in other hands: dated events, and decks of cards with the answers that we accept, and why."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from toolkit.sessions.they_use_it_too.computable import Quantity, share

_FOLDER = files(__package__).joinpath("data")


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


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One question about every card of a deck; `options` are empty where each card brings its own.

    Where `tells` is off, we do not say what we would have chosen: there is another try.
    """

    label: str
    tells: bool = True
    options: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, kw_only=True)
class Card:
    """One card: its words, and for each question what we accept, what harms, and why.

    What differs by setting is a table by setting; `why` may also be a table by option.
    """

    id: str
    text: str
    source: str
    accepts: Mapping[str, Any]
    why: Mapping[str, Any]
    harms: Mapping[str, Any] = field(default_factory=dict, hash=False)
    options: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)
    shown: Mapping[str, Any] = field(default_factory=dict, hash=False)  # what the face shows beside the words


@dataclass(frozen=True)
class Reply:
    """What we say to a chosen option: a verdict, why, and the options that we would have chosen."""

    verdict: str
    why: str
    ours: tuple[str, ...]


@dataclass(frozen=True)
class Deck:
    """Questions and cards that belong together."""

    asks: Mapping[str, Ask]
    cards: tuple[Card, ...]

    def options(self, card: Card, ask: str) -> Mapping[str, str]:
        """List what may be answered to a question about a card, words by id."""
        return card.options.get(ask) or self.asks[ask].options


def reply(card: Card, ask: str, chosen: str, setting: str) -> Reply:
    """Say of an answer whether it fits in this setting, and why."""
    accepted = _in(card.accepts[ask], setting)
    harmful = _in(card.harms.get(ask, ()), setting)
    verdict = "good" if chosen in accepted else "danger" if chosen in harmful else "advice"
    why = card.why[ask]
    if isinstance(why, Mapping):
        why = why.get(chosen) or why.get(setting, "")
    return Reply(verdict, why, tuple(accepted))


def _in(value: Any, setting: str) -> Sequence[str]:
    found: Sequence[str] = value.get(setting, ()) if isinstance(value, Mapping) else value
    return found


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
def deck(name: str) -> Deck:
    """Read a deck: moves, pairs, controls, messages or numbers. Raises LookupError for any other name."""
    raw = read(name)
    asks = {id_: Ask(**row) for id_, row in raw["asks"].items()}
    return Deck(asks, tuple(_card(row) for row in raw["cards"]))


def _card(row: Mapping[str, Any]) -> Card:
    fields = {name: row[name] for name in Card.__dataclass_fields__ if name in row}
    shown = {name: value for name, value in row.items() if name not in Card.__dataclass_fields__}
    if "part" in row:  # a statement about numbers: whether it can be computed is not said, but worked out
        fields["accepts"] = {"kind": (share(*quantities(shown)).kind,)}
    return Card(shown=shown, **fields)


def quantities(shown: Mapping[str, Any]) -> tuple[Quantity, Quantity]:
    """Get part and whole of a statement about numbers."""
    return Quantity(**shown["part"]), Quantity(**shown["whole"])


@cache
def read(name: str) -> dict[str, Any]:
    """Read one file of this session's data. Raises LookupError if there is none of this name."""
    entry = _FOLDER.joinpath(f"{name}.toml")
    if not entry.is_file():
        raise LookupError(f"There is no deck {name!r}.")
    return tomllib.loads(entry.read_text("utf-8"))

"""Decks of cards as data: what is asked of every card, what we accept in which setting, what harms, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from toolkit.posts import tables


@dataclass(frozen=True, kw_only=True)
class Asked:
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
    shown: Mapping[str, Any] = field(default_factory=dict, hash=False)  # what a face shows beside the words


@dataclass(frozen=True)
class Reply:
    """What we say to a chosen option: a verdict, why, and the options that we would have chosen."""

    verdict: str
    why: str
    ours: tuple[str, ...]


@dataclass(frozen=True)
class Cards:
    """Questions and cards that belong together."""

    asks: Mapping[str, Asked]
    cards: tuple[Card, ...]

    def options(self, card: Card, ask: str) -> Mapping[str, str]:
        """List what may be answered to a question about a card, words by id."""
        return card.options.get(ask) or self.asks[ask].options


def reply(card: Card, ask: str, chosen: str, setting: str) -> Reply:
    """Say of an answer whether it fits in this setting, and why.

    >>> door = Card(id="d", text="", source="", why={"do": {"a": "Open.", "hostile": "Shut."}},
    ...     accepts={"do": {"open": ["a"], "hostile": ["b"]}}, harms={"do": {"hostile": ["a"]}})
    >>> [reply(door, "do", one, setting).verdict for one in "ab" for setting in ("open", "hostile")]
    ['good', 'danger', 'advice', 'good']
    """
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
def cards(inside: str, name: str) -> Cards:
    """Read a deck of the room in which a file of code lies. Raises LookupError if it has none of this name."""
    return made(table(inside, name))


@cache
def table(inside: str, name: str) -> dict[str, Any]:
    """Read `data/<name>.toml` of a room. Raises LookupError if there is none of this name."""
    found = (folder / "data" / f"{name}.toml" for folder in Path(inside).parents)
    path = next((path for path in found if path.is_file()), None)
    if path is None:
        raise LookupError(f"There is no deck {name!r}.")
    return tables.read(path)


def made(raw: Mapping[str, Any]) -> Cards:
    """Make a deck of what stands in a file; what is no field of a card is for its face."""
    return Cards({id_: Asked(**row) for id_, row in raw["asks"].items()}, tuple(map(_card, raw["cards"])))


def _card(row: Mapping[str, Any]) -> Card:
    known = Card.__dataclass_fields__
    fields = {name: value for name, value in row.items() if name in known}
    return Card(shown={name: value for name, value in row.items() if name not in known}, **fields)

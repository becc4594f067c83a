"""Who can read this message? Ten ways to say something, what each shows to whom, and whether to use it in a setting."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from toolkit.sessions.safety_first.pages import table

USE = "use"
"""The one question whose answer depends on the setting."""


@dataclass(frozen=True, kw_only=True)
class Dated:
    """What a named service does, or what a word means: with its source, its day, and whether we read the source."""

    says: str
    source: str
    as_of: date
    checked: bool
    word: str = ""
    ask: str = "content"  # the question beside which it stands


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way to say something to somebody: by question, the answers that we accept, and why."""

    id: str
    name: str
    means: str
    accepts: Mapping[str, tuple[str, ...]] = field(hash=False)
    use: Mapping[str, tuple[str, ...]] = field(hash=False)  # by setting
    why: Mapping[str, Any] = field(hash=False)  # of `use` by setting
    dated: tuple[Dated, ...] = ()

    def accepted(self, ask: str, setting: str) -> tuple[str, ...]:
        """List the answers that we accept to a question in a setting."""
        return self.use[setting] if ask == USE else self.accepts[ask]

    def reason(self, ask: str, setting: str) -> str:
        """Say why."""
        return str(self.why[USE][setting] if ask == USE else self.why[ask])


@dataclass(frozen=True)
class Ask:
    """One question about every way, with its answers by id; `short` heads a column."""

    label: str
    short: str
    options: Mapping[str, str] = field(hash=False)


@cache
def asks() -> Mapping[str, Ask]:
    """Read the questions, by id."""
    return {id_: Ask(**row) for id_, row in table("readers")["asks"].items()}


@cache
def ways() -> Mapping[str, Way]:
    """Read the ways, by id."""
    return {row["id"]: _way(row) for row in table("readers")["ways"]}


@cache
def notes() -> tuple[Dated, ...]:
    """Read the words that belong to it."""
    return tuple(Dated(**row) for row in table("readers")["notes"])


def message(setting: str) -> tuple[str, str]:
    """Get the message to be sent in a setting, and what the company stands for there."""
    row = table("readers")["messages"][setting]
    return row["text"], row["company"]


def verdict(way: Way, ask: str, chosen: str, setting: str) -> str:
    """Say of an answer whether we see it so: good, advice, or danger where it would lead somebody into harm.

    >>> [verdict(ways()["sms"], "use", one, "hostile") for one in ("no", "careful", "yes")]
    ['good', 'advice', 'danger']
    >>> verdict(ways()["sealed"], "contact", "little", "open"), verdict(ways()["cloud"], "content", "ends", "hostile")
    ('good', 'danger')
    """
    if chosen in way.accepted(ask, setting):
        return "good"
    trusting = {USE: ("yes",), "content": ("ends",), "contact": ("little", "seen"), "seized": ("nothing",)}
    return "danger" if setting == "hostile" and chosen in trusting[ask] else "advice"


def _way(row: Mapping[str, Any]) -> Way:
    accepts = {ask: tuple(ids) for ask, ids in row["accepts"].items()}
    use = {setting: tuple(ids) for setting, ids in row["use"].items()}
    dated = tuple(Dated(**one) for one in row.get("dated", ()))
    rest = {name: row[name] for name in ("id", "name", "means", "why")}
    return Way(accepts=accepts, use=use, dated=dated, **rest)

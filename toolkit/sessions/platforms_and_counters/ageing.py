"""Tell how quickly a platform's rules age, from their dates alone, and how each can be checked."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from toolkit.posts.rules import Rule

PACES = ("fast", "slowly", "not-at-all")
WAYS = ("try", "help", "ask")
"""How to check a rule: count by trying, read the network's own help page, ask somebody who posts there."""
LONG = 5 * 365
"""Days over which two dated rows have to agree before we say that a rule ages slowly."""
SOON = timedelta(days=60)
_NEVER = date(2090, 1, 1)  # a review date behind this one means: history, nothing to review
_YEAR = re.compile(r"-\d{4}$")
_COUNTABLE = ("text-limit", "title-limit", "caption-limit", "link-length", "images-max")  # seen while writing
_COUNTED_BY_MACHINES = ("bytes", "image-size")  # nobody who posts there could tell


class Past(NamedTuple):
    """What a rule said at a date."""

    as_of: date
    value: int


@dataclass(frozen=True)
class Card:
    """A rule with what its dates tell on a given day; `days` is how long ago it was looked up."""

    rule: Rule
    pace: str  # one of PACES
    state: str  # history, fresh, soon or due
    days: int
    past: tuple[Past, ...]  # all dated rows of the same rule, the oldest first
    ways: tuple[str, ...]  # of WAYS; history needs none


def network(rule: Rule) -> str:
    """Name the network of a rule, whatever the year."""
    return _YEAR.sub("", rule.platform)


def state(rule: Rule, today: date) -> str:
    """Tell whether a rule is history, fresh, soon to be looked at again, or due."""
    if rule.review_by >= _NEVER:
        return "history"
    if rule.review_by < today:
        return "due"
    return "soon" if rule.review_by - today <= SOON else "fresh"


def past(rule: Rule, rules: Iterable[Rule]) -> tuple[Past, ...]:
    """List what the dated rows say of one rule, the oldest first."""
    same = [one for one in rules if (network(one), one.name) == (network(rule), rule.name)]
    return tuple(sorted(Past(one.as_of, one.value) for one in same))


def pace(rule: Rule, rules: Iterable[Rule]) -> str:
    """Tell how quickly a rule ages: fast, unless its dates show that it does not.

    History does not age. A rule ages slowly if its dated rows agree over five years or more. All others count as
    ageing fast: they have changed, or nobody has shown that they stay.
    """
    if rule.review_by >= _NEVER:
        return "not-at-all"
    rows = past(rule, rules)
    agree = len({row.value for row in rows}) == 1
    return "slowly" if agree and (rows[-1].as_of - rows[0].as_of).days >= LONG else "fast"


def ways(rule: Rule) -> tuple[str, ...]:
    """List how a rule can be checked; history needs no check."""
    if rule.review_by >= _NEVER:
        return ()
    countable = rule.name in _COUNTABLE
    seen_by_people = not any(word in rule.name for word in _COUNTED_BY_MACHINES)
    found = {"try": countable, "help": True, "ask": seen_by_people and (not countable or "each server" in rule.note)}
    return tuple(way for way in WAYS if found[way])


def card(rule: Rule, rules: Iterable[Rule], today: date) -> Card:
    """Put together what the dates of a rule tell on a day.

    >>> from toolkit.posts.rules import rule, rules
    >>> one = card(rule("x", "link-length"), rules(), date(2027, 6, 1))
    >>> one.pace, one.state, [row.value for row in one.past]
    ('slowly', 'due', [23, 23, 23])
    """
    every = tuple(rules)
    return Card(rule, pace(rule, every), state(rule, today), (today - rule.as_of).days, past(rule, every), ways(rule))


def cards(rules: Iterable[Rule], today: date) -> tuple[Card, ...]:
    """Make a card of every rule, in their order."""
    every = tuple(rules)
    return tuple(card(one, every, today) for one in every)

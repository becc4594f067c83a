"""The words of the course: a card for each word that a lawyer need not have met before (item 45)."""

import re
from dataclasses import dataclass
from functools import cache

from toolkit.posts import tables

GAP = "___"


@dataclass(frozen=True)
class Card:
    """One word: what it means, an example, a sentence in which it is missing, and where it comes from.

    `forms` are the ways in which our texts write it: the word itself, its plural, its verb.
    """

    id: str
    word: str
    forms: tuple[str, ...]
    means: str
    example: str
    gap: str
    source: str

    @property
    def shape(self) -> re.Pattern[str]:
        """The pattern that finds the word in a text, never inside another word."""
        return _shape(self.forms)


@cache
def _shape(forms: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(forms, key=len, reverse=True)
    return re.compile(rf"(?<![\w#@-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.IGNORECASE)


@cache
def cards() -> tuple[Card, ...]:
    """Read all cards, in the order in which somebody should meet them."""
    raw = tables.of(__package__, "data/glossary.toml")
    return tuple(Card(**{**row, "forms": tuple(row.get("forms", ())) or (row["word"],)}) for row in raw["card"])


def met_in(text: str) -> tuple[Card, ...]:
    """Find the cards whose words stand in a text, in the order of the text.

    >>> [card.id for card in met_in("Which hashtag goes into this post?")]
    ['hashtag', 'post']
    """
    found = [(match.start(), card) for card in cards() if (match := card.shape.search(text))]
    return tuple(card for _, card in sorted(found, key=lambda one: one[0]))

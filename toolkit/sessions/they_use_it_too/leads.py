"""What in a text leads to a person: what surely does, and what reads like a name."""

import re
from collections.abc import Iterable, Iterator

from toolkit.posts import parse
from toolkit.review import review
from toolkit.review.checks.never import CHECKS as NEVER
from toolkit.review.drafts import Draft
from toolkit.sessions.they_use_it_too.decks import read

_TWO_WORDS = re.compile(r"(?<![\w@#])([^\W\d_]{2,})(?=[ \u00a0]+([^\W\d_]{2,}))")


def traces(texts: Iterable[str]) -> tuple[str, ...]:
    """List telephone numbers, addresses, places and accounts, each once.

    >>> traces(["Call +44 7700 900123, or write to @some_body."])
    ('+44 7700 900123', '@some_body')
    """
    return tuple(dict.fromkeys(found for text in texts for found in _traces(text)))


def names(texts: Iterable[str]) -> tuple[str, ...]:
    """List what reads like a first and a last name; a single name, or one without capitals, only a person notices.

    >>> names(["Irena Dalvik tells the lawyer, on Library Square."])
    ('Irena Dalvik',)
    """
    return tuple(dict.fromkeys(found for text in texts for found in _pairs(text)))


def _traces(text: str) -> Iterator[str]:
    checks = [check for check in NEVER if check.name in ("phone", "e-mail", "coordinates")]
    yield from (finding.found for finding in review(Draft(text, setting="hostile"), checks).findings if finding.found)
    yield from (f"@{span.text}" for span in parse(text).mentions)


def _pairs(text: str) -> Iterator[str]:
    common = read("ways")["no_names"]
    for match in _TWO_WORDS.finditer(text):
        known = any(word.casefold() in common for word in match.groups())
        if not known and all(word[0].isupper() and not word.isupper() for word in match.groups()):
            yield " ".join(match.groups())

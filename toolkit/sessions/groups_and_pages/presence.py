"""How somebody shows itself on several networks: what is alike, and what leads from one to the other."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from toolkit.posts.words import plain

FIELDS = ("name", "handle", "picture", "about", "link", "language")
ALIKE = ("name", "handle", "picture", "link")
"""What stays the same on every network where somebody wants to be recognised (items 33, 47)."""
RUN = 5
"""Words in a row that make two descriptions recognisable as one hand's; a threshold of ours."""
_HOST = re.compile(r"https://([\w.-]+)(?:/|$)")


@dataclass(frozen=True, kw_only=True)
class Showing:
    """What a profile on one network shows."""

    network: str
    name: str = ""
    handle: str = ""
    picture: str = ""
    about: str = ""
    link: str = ""
    language: str = ""


@dataclass(frozen=True)
class Trail:
    """Two networks, and the fields by which whoever finds one finds the other."""

    one: str
    other: str
    by: tuple[str, ...]


def folded(showing: Showing, field: str) -> str:
    """Give a field as a reader compares it: without case, marks, spaces at the ends, or the sign of a handle."""
    value = plain(str(getattr(showing, field))).strip()
    # An underscore more makes another handle for the network, and the same one for whoever searches.
    return value.removeprefix("@").replace("_", "") if field == "handle" else value.rstrip("/")


def differing(showings: Sequence[Showing]) -> tuple[str, ...]:
    """Name the fields that ought to be alike and are not.

    >>> differing([Showing(network="x", name="Ferry Archive"), Showing(network="telegram", name="The Ferry")])
    ('name',)
    """
    return tuple(field for field in ALIKE if len({folded(one, field) for one in showings}) > 1)


def missing(showings: Sequence[Showing]) -> tuple[tuple[str, str], ...]:
    """List what is left empty, as pairs of network and field."""
    return tuple((one.network, field) for one in showings for field in FIELDS if not folded(one, field))


def unsafe_links(showings: Sequence[Showing]) -> tuple[str, ...]:
    """Name the networks whose link is none that a reader can check: it does not begin with https."""
    return tuple(one.network for one in showings if one.link.strip() and not _HOST.match(one.link.strip()))


def trails(showings: Sequence[Showing]) -> tuple[Trail, ...]:
    """List what leads from one network to another: what is equal in both, and a run of words in both descriptions.

    >>> [one.by for one in trails([Showing(network="x", handle="@Ferry"), Showing(network="mastodon", handle="ferry")])]
    [('handle',)]
    """
    found = [Trail(one.network, other.network, tuple(_shared(one, other))) for one, other in combinations(showings, 2)]
    return tuple(trail for trail in found if trail.by)


def _shared(one: Showing, other: Showing) -> Iterator[str]:
    for field in ALIKE:
        value = folded(one, field)
        if value and value == folded(other, field) and value != "none":
            yield field
    if runs(one.about) & runs(other.about):
        yield "about"


def runs(text: str) -> frozenset[tuple[str, ...]]:
    """Collect every run of RUN words of a text, folded."""
    said = re.findall(r"\w+", plain(text))
    return frozenset(tuple(said[n : n + RUN]) for n in range(len(said) - RUN + 1))

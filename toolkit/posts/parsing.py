"""See in a text what a platform sees: links, hashtags, mentions, and the length in its own unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from toolkit.posts.addresses import is_link
from toolkit.posts.lengths import count
from toolkit.posts.rules import rule
from toolkit.posts.tags import bluesky_hashtags, find_hashtags, find_mentions, mastodon_hashtags, reply_to
from toolkit.posts.urls import find_links

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.posts.urls import Place

__all__ = ["Post", "Span", "hashtags_on", "is_link", "length", "parse", "reply_to"]


class Span(NamedTuple):
    """A piece of a text; tags and mentions come without their sign, but `start` is where the sign stands."""

    text: str
    start: int
    end: int


class Post(NamedTuple):
    """A text and what X sees in it; places are counted in code points and do not overlap."""

    text: str
    links: tuple[Span, ...]
    hashtags: tuple[Span, ...]
    mentions: tuple[Span, ...]


def parse(text: str) -> Post:
    """Find links, hashtags and mentions by X's rules (twitter-text 3.1).

    >>> parse("Read https://example.org/report, @amber_heron! #HumanRights").links
    (Span(text='https://example.org/report', start=5, end=31),)
    """
    links = find_links(text) if "." in text else []
    tags = find_hashtags(text) if "#" in text or "＃" in text else []
    names = find_mentions(text) if "@" in text or "＠" in text else []
    if links and (tags or names) and _may_overlap(text, links):
        links, names, tags = _apart(links, names, tags)
    return Post(
        text,
        tuple([Span(text[start:end], start, end) for start, end in links]),
        _signed(text, tags),
        _signed(text, names),
    )


def _signed(text: str, places: Iterable[Place]) -> tuple[Span, ...]:
    return tuple([Span(text[start + 1 : end], start, end) for start, end in places])


def _may_overlap(text: str, links: list[Place]) -> bool:
    """Tell whether a tag or mention could touch a link: one inside it, or one right before it."""
    for start, end in links:
        if start and text[start - 1] != " ":
            return True
        link = text[start:end]
        if "#" in link or "@" in link or "＃" in link or "＠" in link:
            return True
    return False


def _apart(*kinds: list[Place]) -> list[list[Place]]:
    """Where two finds overlap, keep the one that starts first."""
    kept: list[list[Place]] = [[] for _ in kinds]
    edge = 0
    for (start, end), kind in sorted((place, kind) for kind, places in enumerate(kinds) for place in places):
        if start >= edge:
            kept[kind].append((start, end))
            edge = end
    return kept


def hashtags_on(text: str, platform: str) -> tuple[Span, ...]:
    """List what this platform makes a hashtag of; platforms without rules of their own follow X's.

    >>> [tag.text for tag in hashtags_on("#human-rights", "bluesky")]
    ['human-rights']
    """
    if platform == "mastodon":
        return _signed(text, mastodon_hashtags(text))
    if platform == "bluesky":
        return _signed(text, bluesky_hashtags(text, rule("bluesky", "tag-length").value))
    return parse(text).hashtags


def length(text: str | Post, platform: str = "x") -> int:
    """Count a text as the platform does, in the unit of its limit; LookupError for an unknown platform.

    X counts weighted characters, Mastodon and Bluesky grapheme clusters, Threads characters with
    emoji as UTF-8 bytes, Telegram UTF-16 units. The others are taken to count code points (general
    knowledge, not verified).

    >>> length("Hi http://test.co"), length("人権"), length("人権", "x-2013")
    (26, 4, 2)
    """
    return count(text.text if isinstance(text, Post) else text, platform)

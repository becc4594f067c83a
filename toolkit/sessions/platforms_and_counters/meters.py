"""See one message as a network sees it: its length there, its tags and mentions, its links, and where it is full."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from toolkit.posts import Span, hashtags_on, length, parse
from toolkit.posts.rules import limit, rule

_WRITTEN = re.compile(r"(?<![\w&/])[#＃](\S+)")
_END = ".,;:!?)”»،؛؟…\"'"
_MASTODON_NAME = re.compile(r"(?<![=/\w])@[a-zA-Z0-9_]+(?:[a-zA-Z0-9_.-]+[a-zA-Z0-9_]+)?(?:@[\w.-]+\w)?")
_BLUESKY_NAME = re.compile(r"(?<![^\s(])@[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)*\.[a-zA-Z]{2,}(?![\w-])")


@dataclass(frozen=True)
class Tag:
    """A tag as it was written, and what the network makes of it; `kept` is empty where it stays plain text."""

    written: str
    kept: str

    @property
    def whole(self) -> bool:
        """Tell whether it works as it was written."""
        return self.written == self.kept


@dataclass(frozen=True)
class Link:
    """A link, how many code points it has, and what it costs in the network's own unit."""

    text: str
    cost: int


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A message as one network sees it; `over` is what stands behind its limit, None in `mentions` is not known."""

    platform: str
    text: str
    used: int
    limit: int | None
    unit: str
    octets: int  # UTF-8 bytes
    tags: tuple[Tag, ...]
    mentions: tuple[str, ...] | None
    links: tuple[Link, ...]
    fits: str
    over: str
    setting: str = "open"  # a network counts alike in all

    @property
    def left(self) -> int | None:
        """Count what is left of the limit; below nothing, it is over."""
        return None if self.limit is None else self.limit - self.used


def seen(text: str, platform: str) -> Seen:
    """See a message as a network does; LookupError for a network without rules.

    >>> one = seen("Look: #human-rights", "x")
    >>> one.used, one.left, one.tags
    (19, 261, (Tag(written='human-rights', kept='human'),))
    """
    post = parse(text)
    used, most = length(post, platform), limit(platform)
    fits = text if most is None or used <= most else text[: full_at(text, platform, most, post.links)]
    return Seen(
        platform=platform,
        text=text,
        used=used,
        limit=most,
        unit=rule(platform, "text-limit").unit,
        octets=len(text.encode("utf-8", "surrogatepass")),
        tags=_tags(text, platform, post.links),
        mentions=_mentions(text, platform),
        links=tuple(Link(link.text, length(link.text, platform)) for link in post.links),
        fits=fits,
        over=text[len(fits) :],
    )


def full_at(text: str, platform: str, most: int, links: Iterable[Span] = ()) -> int:
    """Find the place where a network is full, in code points: never inside a link, an emoji or a letter."""
    places = _places(text, links)
    low, high = 0, len(places) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if length(text[: places[middle]], platform) <= most:
            low = middle
        else:
            high = middle - 1
    return places[low]


def _places(text: str, links: Iterable[Span]) -> list[int]:
    """List the places where a text may be cut, from its start to its end."""
    from wcwidth import iter_graphemes  # here, because a text that fits needs no tables

    ends = [0, *accumulate(map(len, iter_graphemes(text)))]
    inside = {place for link in links for place in range(link.start + 1, link.end)}
    return [place for place in ends if place not in inside]


def _tags(text: str, platform: str, links: Iterable[Span]) -> tuple[Tag, ...]:
    """Compare the tags that somebody wrote with those that the network makes of them."""
    kept = {tag.start: tag.text for tag in hashtags_on(text, platform)}
    inside = {place for link in links for place in range(link.start, link.end)}
    written = {match.start(): match[1].rstrip(_END) for match in _WRITTEN.finditer(text) if match.start() not in inside}
    places = sorted({*kept, *(place for place, tag in written.items() if tag)})
    return tuple(Tag(written.get(place) or kept[place], kept.get(place, "")) for place in places)


def _mentions(text: str, platform: str) -> tuple[str, ...] | None:
    if platform in ("x", "x-2013", "x-2017"):
        return tuple(f"@{name.text}" for name in parse(text).mentions)
    if platform == "mastodon":
        return tuple(_MASTODON_NAME.findall(text))
    if platform == "bluesky":
        return tuple(_BLUESKY_NAME.findall(text))
    return None

"""Count a text in the unit of each platform."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple
from unicodedata import is_normalized, normalize

from toolkit.posts.emoji import emoji
from toolkit.posts.rules import platforms, rule
from toolkit.posts.urls import Place, find_links

_PROTOCOL = re.compile("https?://", re.IGNORECASE)
_FULL_MENTION = re.compile(r"(?<![=/\w])(@[a-zA-Z0-9_](?:[a-zA-Z0-9_.-]*[a-zA-Z0-9_])?)@([\w.-]+)")

# What joins several code points to one emoji, and the cheap characters that an emoji may start with.
_SKIN_TONES, _FLAG_LETTERS = range(0x1F3FB, 0x1F400), range(0x1F1E6, 0x1F200)
_JOINED = frozenset((*"\ufe0f\u20e3\u200d\U000e007f", *map(chr, _SKIN_TONES), *map(chr, _FLAG_LETTERS)))
_LEADS = "0123456789#*\u00a9\u00ae"


class _Scale(NamedTuple):
    """What characters and links cost on one version of X; `dear` finds runs of those that are not light."""

    light: int
    default: int
    scale: int
    link: int
    dear: re.Pattern[str] | None
    beyond: re.Pattern[str]  # outside the first light range: one range alone is searched much faster
    emoji_as_one: bool


def count(text: str, platform: str) -> int:
    """Count a text as the platform does; LookupError for a platform without rules."""
    scale = _scale(platform)
    if scale is not None:
        return _weighted(text, scale)
    if platform == "mastodon":
        return _mastodon(text)
    if platform == "bluesky":
        return _graphemes(text)
    if platform == "threads":
        return _emoji_as_bytes(text)
    if platform == "telegram":
        return len(text) + sum(char > "\uffff" for char in text)
    return len(text)


@cache
def _scale(platform: str) -> _Scale | None:
    if platform not in platforms():
        raise LookupError(f"There are no rules for “{platform}” in rules.toml.")
    try:
        weights = rule(platform, "text-limit").weights
    except LookupError:
        return None
    if weights is None:
        return None
    ranges = [f"\\U{start:08x}-\\U{end:08x}" for start, end in weights.light_ranges]
    light = "".join(ranges)
    dear = re.compile(f"[^{light}]+(?:\u200d[^{light}]+)*") if light else None
    return _Scale(
        weights.light,
        weights.default,
        weights.scale,
        rule(platform, "link-length").value,
        dear,
        re.compile(f"[^{ranges[0]}]" if ranges else "."),
        weights.emoji_as_one,
    )


def _weighted(text: str, scale: _Scale) -> int:
    """Count as X does: canonical form, links at a flat rate, each emoji as one dear character."""
    if not is_normalized("NFC", text):
        text = normalize("NFC", text)
    pieces = _between(text, find_links(text)) if "." in text else [text]
    cost = sum([_cost(piece, scale) for piece in pieces])
    return (len(pieces) - 1) * scale.link + cost // scale.scale


def _cost(text: str, scale: _Scale) -> int:
    if scale.dear is None:
        return len(text) * scale.default
    cost = len(text) * scale.light
    beyond = scale.beyond.search(text)
    if beyond is None:
        return cost
    for run in scale.dear.finditer(text, beyond.start()):
        start, end = run.span()
        cost += (end - start - run[0].count("\u200d")) * (scale.default - scale.light)
        if scale.emoji_as_one and not _JOINED.isdisjoint(run[0]):
            lead = start > 0 and text[start - 1] in _LEADS
            cost -= _saved(text[start - lead : end], scale)
    return cost


def _saved(run: str, scale: _Scale) -> int:
    """Tell how much less a run costs because each emoji in it counts as one character."""
    saved = 0
    for match in emoji().finditer(run):
        light = sum([char in _LEADS or char == "\u200d" for char in match[0]])
        saved += light * scale.light + (len(match[0]) - light - 1) * scale.default
    return saved


def _between(text: str, places: list[Place]) -> list[str]:
    """Cut the places out of a text and return what stands before, between and after them."""
    pieces, at = [], 0
    for start, end in places:
        pieces.append(text[at:start])
        at = end
    pieces.append(text[at:])
    return pieces


def _mastodon(text: str) -> int:
    """Count grapheme clusters; links with protocol have a flat rate, mentions count without their server."""
    links = [place for place in find_links(text) if _PROTOCOL.match(text, *place)]
    pieces = _between(text, links)
    if "@" in text:
        pieces = [_FULL_MENTION.sub(_local_part, piece) for piece in pieces]
    return _graphemes(("x" * rule("mastodon", "link-length").value).join(pieces))


def _local_part(mention: re.Match[str]) -> str:
    host = mention[2].rstrip(".-")
    return mention[1] + mention[2][len(host) :] if host else mention[0]


def _graphemes(text: str) -> int:
    if text.isascii():
        return len(text) - text.count("\r\n")
    from wcwidth import iter_graphemes  # here, because plain English needs no tables

    return sum(1 for _ in iter_graphemes(text))


def _emoji_as_bytes(text: str) -> int:
    if text.isascii():
        return len(text)
    found = [match[0] for match in emoji().finditer(text)]
    return len(text) + sum(len(each.encode("utf-8", "surrogatepass")) - len(each) for each in found)

"""Say in one sentence what to change about a message on one network."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from toolkit.posts.rules import Rule, rule
from toolkit.review.findings import Check, Finding, Hit, Said
from toolkit.review.reviewing import RANK, examined
from toolkit.sessions.platforms_and_counters.meters import Link, Seen, Tag

_COUNTED = ("length", "tag-whole", "tag-digits", "tag-count")  # checks whose answer is another on every network


def change(one: Seen, findings: Iterable[Finding]) -> Finding:
    """Choose what to change first: danger, then what this network counts, then what holds everywhere."""
    own = examined(one, OWN).findings
    counted = [*_COUNTED, *(finding.check for finding in own)]
    ordered = sorted([*own, *findings], key=lambda finding: (RANK[finding.verdict], finding.check not in counted))
    first = next((finding for finding in ordered if finding.verdict != "good"), _fine(one))
    # The example of that check has two tags, and Threads takes one.
    return replace(first, better="") if (one.platform, first.check) == ("threads", "tag-count") else first


def _fine(one: Seen) -> Finding:
    said = Said("Nothing has to be changed here.")
    return Finding("fits", "good", "", said, Said("It fits, and its tags work."), _source(rule_of(one)))


def rule_of(one: Seen) -> Rule:
    """Find the rule for the length of a text on this network."""
    return rule(one.platform, "text-limit")


def _source(found: Rule) -> str:
    return f"{found.source}; looked up {found.as_of}"


def _bytes(one: Seen) -> Iterator[Hit]:
    most = rule("bluesky", "text-bytes").value
    if one.octets > most:
        yield Hit(fields={"octets": one.octets, "most": most})


def _links(one: Seen) -> Iterator[Hit]:
    most, links = rule("threads", "links-max").value, {link.text for link in one.links}
    if len(links) > most:
        yield Hit(fields={"n": len(links), "most": most})


def _not_clickable(one: Seen) -> Iterator[Hit]:
    if one.links:
        yield Hit()


def _working(one: Seen) -> int:
    return sum(tag.kept != "" for tag in one.tags)


def _tags_ignored(one: Seen) -> Iterator[Hit]:
    most = rule("youtube", "tags-max").value
    if _working(one) > most:
        yield Hit(fields={"n": _working(one), "most": most})


def _tags_shown(one: Seen) -> Iterator[Hit]:
    shown = rule("youtube", "tags-shown").value
    if not any(_tags_ignored(one)) and _working(one) > shown:
        yield Hit(fields={"shown": shown})


def _caption(one: Seen) -> Iterator[Hit]:
    most = rule("telegram", "caption-limit").value
    if one.limit is not None and most < one.used <= one.limit:
        yield Hit(fields={"most": most})


_LINK, _TAG = Link("https://example.org/1", 21), Tag("Doors", "Doors")
_TEXT = "34 clinics closed."
_SEEN = Seen(
    platform="x",
    text=_TEXT,
    used=len(_TEXT),
    limit=280,
    unit="",
    octets=len(_TEXT),
    tags=(),
    mentions=(),
    links=(),
    fits=_TEXT,
    over="",
)


def _seen(platform: str, **changed: Any) -> Seen:
    """Make the example of a check: a short message, but for what is changed about it."""
    return replace(_SEEN, platform=platform, **changed)


OWN: tuple[Check[Seen], ...] = (
    Check(
        name="bytes",
        advice="It is {octets} bytes long, and Bluesky takes {most}: make it shorter.",
        why="A byte is room in a computer: an Arabic letter takes two, an emoji four and more.",
        source=_source(rule("bluesky", "text-bytes")),
        applies=lambda one: one.platform == "bluesky",
        find=_bytes,
        flags=(_seen("bluesky", octets=5000),),
        leaves=(_seen("bluesky", octets=600), _seen("mastodon", octets=5000)),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="links",
        advice="It has {n} different links, and Threads takes {most}.",
        why="A post with more is not sent.",
        source=_source(rule("threads", "links-max")),
        applies=lambda one: one.platform == "threads",
        find=_links,
        flags=(_seen("threads", links=tuple(Link(f"https://example.org/{n}", 21) for n in range(9))),),
        leaves=(_seen("threads", links=(_LINK,) * 9),),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="not-clickable",
        advice="Nobody can press a link here. Say in words where the document is found.",
        why="On Instagram an address under a picture is only letters.",
        source=_source(rule("instagram", "clickable-links")),
        applies=lambda one: one.platform == "instagram",
        find=_not_clickable,
        flags=(_seen("instagram", links=(_LINK,)),),
        leaves=(_seen("instagram"), _seen("x", links=(_LINK,))),
    ),
    Check(
        name="tags-ignored",
        advice="It has {n} tags; with more than {most} YouTube ignores all of them.",
        why="Too many tags count as none.",
        source=_source(rule("youtube", "tags-max")),
        applies=lambda one: one.platform == "youtube",
        find=_tags_ignored,
        flags=(_seen("youtube", tags=(_TAG,) * 80),),
        leaves=(_seen("youtube", tags=(_TAG,) * 4),),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="tags-shown",
        advice="Only the first {shown} tags are shown above the title: put the best ones first.",
        why="The others help nobody who reads.",
        source=_source(rule("youtube", "tags-shown")),
        applies=lambda one: one.platform == "youtube",
        find=_tags_shown,
        flags=(_seen("youtube", tags=(_TAG,) * 4),),
        leaves=(
            _seen("youtube", tags=(_TAG, _TAG, Tag("doors-clinics", ""), _TAG)),
            _seen("youtube", tags=(_TAG,) * 80),
        ),
    ),
    Check(
        name="caption",
        advice="As a message it fits. Under a picture or film only {most} characters are allowed.",
        why="A caption is shorter than a message.",
        source=_source(rule("telegram", "caption-limit")),
        applies=lambda one: one.platform == "telegram",
        find=_caption,
        flags=(_seen("telegram", used=2000, limit=4096),),
        leaves=(_seen("telegram", used=200, limit=4096), _seen("telegram", used=5000, limit=4096)),
    ),
)
"""What no other check looks at, because only one network has such a rule."""

"""Say in one sentence what to change about a message on one network."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from toolkit.posts.rules import Rule, rule
from toolkit.review.findings import Finding, Said
from toolkit.sessions.platforms_and_counters.meters import Seen

_RANK = {"danger": 0, "required": 1, "advice": 2, "unknown": 3, "good": 4}
_COUNTED = ("length", "tag-whole", "tag-digits", "tag-count")  # checks whose answer is another on every network


def change(one: Seen, findings: Iterable[Finding]) -> Finding:
    """Choose what to change first: danger, then what this network counts, then what holds everywhere."""
    all_of_them = [*_own(one), *findings]
    own = [*_COUNTED, *(finding.check for finding in _own(one))]
    ordered = sorted(all_of_them, key=lambda finding: (_RANK[finding.verdict], finding.check not in own))
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


def _own(one: Seen) -> Iterator[Finding]:
    """Notice what no other check looks at, because only one network has such a rule."""
    finder = {"bluesky": _bytes, "threads": _links, "instagram": _not_clickable, "youtube": _tags_shown}
    if one.platform in finder:
        yield from finder[one.platform](one)
    elif one.platform == "telegram":
        yield from _caption(one)


def _bytes(one: Seen) -> Iterator[Finding]:
    most = rule("bluesky", "text-bytes")
    if one.octets > most.value:
        said = Said(
            "It is {octets} bytes long, and Bluesky takes {most}: make it shorter.", octets=one.octets, most=most.value
        )
        yield _finding(
            "bytes",
            "required",
            said,
            Said("A byte is room in a computer: an Arabic letter takes two, an emoji four and more."),
            most,
        )


def _links(one: Seen) -> Iterator[Finding]:
    most, links = rule("threads", "links-max"), {link.text for link in one.links}
    if len(links) > most.value:
        said = Said("It has {n} different links, and Threads takes {most}.", n=len(links), most=most.value)
        yield _finding("links", "required", said, Said("A post with more is not sent."), most)


def _not_clickable(one: Seen) -> Iterator[Finding]:
    if one.links:
        said = Said("Nobody can press a link here. Say in words where the document is found.")
        why = Said("On Instagram an address under a picture is only letters.")
        yield _finding("not-clickable", "advice", said, why, rule("instagram", "clickable-links"))


def _tags_shown(one: Seen) -> Iterator[Finding]:
    most, shown = rule("youtube", "tags-max"), rule("youtube", "tags-shown")
    working = sum(tag.kept != "" for tag in one.tags)
    if working > most.value:
        said = Said("It has {n} tags; with more than {most} YouTube ignores all of them.", n=working, most=most.value)
        yield _finding("tags-ignored", "required", said, Said("Too many tags count as none."), most)
    elif working > shown.value:
        said = Said(
            "Only the first {shown} tags are shown above the title: put the best ones first.", shown=shown.value
        )
        yield _finding("tags-shown", "advice", said, Said("The others help nobody who reads."), shown)


def _caption(one: Seen) -> Iterator[Finding]:
    most = rule("telegram", "caption-limit")
    if one.limit is not None and most.value < one.used <= one.limit:
        said = Said(
            "As a message it fits. Under a picture or film only {most} characters are allowed.", most=most.value
        )
        yield _finding("caption", "advice", said, Said("A caption is shorter than a message."), most)


def _finding(check: str, verdict: str, said: Said, why: Said, found: Rule) -> Finding:
    return Finding(check, verdict, "", said, why, _source(found))

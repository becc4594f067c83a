"""Judge what was chosen from a feed: a pair of tags, a tag that says when."""

from collections.abc import Iterator
from datetime import date, time
from typing import TYPE_CHECKING, Any

from toolkit.exercises.saying import filled, marked, says
from toolkit.exercises.scoring import Marks
from toolkit.exercises.searching import feed_of, search
from toolkit.posts import hashtags_on
from toolkit.review.choices import Choice
from toolkit.review.findings import Finding
from toolkit.review.moments import moment, tag_for
from toolkit.world.choosing import choice, looked_at, verdict

if TYPE_CHECKING:
    from toolkit.exercises.questions import Question

NETWORKS = {"x": "X", "mastodon": "Mastodon", "bluesky": "Bluesky"}
"""The networks whose rules for tags we know, by platform."""


def pair(question: "Question", answer: Any, _: Any) -> Marks:
    """Judge a broad and a specific tag for a topic (items 11, 12)."""
    feed, topic = feed_of(question)
    given, setting = filled(answer), question.about.get("setting", "open")
    roles: tuple[str, ...] = ("broad", "specific")
    chosen = {name: choice(feed, given[name], topic, setting) for name in roles if name in given}
    said = [finding for one in chosen.values() for finding in _grave(one)]
    said += [*_roles(chosen)]
    rights = sum(_fits(name, one) for name, one in chosen.items())
    return marked(said, rights / 2)


def _grave(chosen: Choice) -> list[Finding]:
    return [finding for finding in looked_at(chosen).findings if finding.verdict in ("danger", "required")]


def _fits(role: str, chosen: Choice) -> bool:
    right = chosen.is_broad if role == "broad" else chosen.is_specific
    return right and verdict(tuple(_grave(chosen))) == "good"


def _roles(chosen: dict[str, Choice]) -> Iterator[Finding]:
    why = "A broad tag lets many people see you; a specific one lets the right people find you."
    for role, one in chosen.items():
        share = round(100 * (one.relevance or 0))
        if _fits(role, one):
            template = {
                "broad": "{tag} is broad: {accounts} accounts use it, for many things.",
                "specific": "{tag} is specific: {share} % of its posts are about your topic.",
            }[role]
            yield says("good", template, why=why, source="item 12", tag=one.text, accounts=one.accounts, share=share)
        elif not _grave(one):
            template = {
                "broad": "{tag} is not a broad tag: {share} % of its posts are about your topic alone.",
                "specific": "{tag} is not a specific tag: only {share} % of its posts are about your topic.",
            }[role]
            yield says("required", template, why=why, source="item 12", tag=one.text, share=share)


_EXAMPLE = f"22 June, at 19:00 → {tag_for(date(2011, 6, 22), time(19))}"


def moment_tag(day: date, hour: time, written: str) -> list[Finding]:
    """Say of a tag that should tell a day and an hour whether it does, and on which networks it works."""
    found = moment(written)
    tag = f"#{written.lstrip('#＃')}"
    works = [name for platform, name in NETWORKS.items() if _whole(tag, platform)]
    source = "item 78; Bynet: A slippery weapon!, 18 December 2012"
    if not works:
        why = "A tag needs a letter: #2206v1900 has a “v” between day and hour; we read it as “at”."
        return [
            says(
                "required",
                "None of the networks we looked at makes a tag of {tag}.",
                why=why,
                source=source,
                better=_EXAMPLE,
                tag=tag,
            )
        ]
    if not found or (found.month, found.day, found.hour) != (day.month, day.day, hour):
        why = "Day and month first, two digits each, then “v” and the hour: #2206v1900 can be read as 22 June, 19:00."
        return [says("required", "{tag} does not say that day and hour.", why=why, source=source, tag=tag)]
    why = "Whoever knows the pattern reads it, and so does everybody who watches."
    return [
        says("good", "{tag} says the day and the hour, on {n} networks.", why=why, source=source, tag=tag, n=len(works))
    ]


def _whole(tag: str, platform: str) -> bool:
    return [span.text for span in hashtags_on(tag, platform)] == [tag[1:]]


def when(question: "Question", answer: Any, _: Any) -> Marks:
    """Judge a tag that should say a given day and hour (item 78)."""
    written = filled(answer).get("tag", "")
    if not written:
        return Marks(0.0)
    day, hour = date.fromisoformat(question.about["day"]), time.fromisoformat(question.about["hour"])
    said = moment_tag(day, hour, written)
    return marked(said, float(said[0].verdict == "good"))


JUDGES = {"search": search, "pair": pair, "when": when}

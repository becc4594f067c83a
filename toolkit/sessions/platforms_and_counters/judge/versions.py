"""Judge one message, written for each of several networks: it fits there and keeps the same facts (item 49)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from toolkit.exercises.judges import Judge
from toolkit.exercises.questions import Question
from toolkit.exercises.saying import filled
from toolkit.exercises.scoring import Mark
from toolkit.posts.rules import rule
from toolkit.review import Review
from toolkit.review.findings import Check, Hit
from toolkit.sessions.platforms_and_counters.judge.written import LINK, NAMES, POST, Version, Versions, brief, example

_EVERYWHERE = "Each network counts for itself: a text that fits one can be too long for the next."


def _read(question: Question, answer: Any, _: Any) -> Versions | None:
    given, about = filled(answer), question.about
    texts = {platform: given.get(platform, "") for platform in about["platforms"]}
    return Versions(texts, brief(about), about.get("setting", "open")) if any(texts.values()) else None


def _worth(versions: Versions, _: Review) -> float:
    return sum(one.looked.share for one in versions.each) / len(versions.each)


def _parts(versions: Versions) -> Iterator[Mark]:
    return (Mark(NAMES[one.draft.platform], one.looked.share == 1.0) for one in versions.each)


def _hit(one: Version) -> Hit:
    """Say something of one network, on a card of its own: its name, its numbers, and the source of its limit."""
    draft = one.draft
    numbers = {"used": draft.length, "limit": draft.limit, "over": draft.length - (draft.limit or 0)}
    source = f"beside items 8, 49; {rule(draft.platform, 'text-limit').source}"
    return Hit(source=source, apart=draft.platform, fields={"network": NAMES[draft.platform], **numbers})


def _nothing(versions: Versions) -> Iterator[Hit]:
    return (_hit(one) for one in versions.each if not one.draft.text)


def _too_long(versions: Versions) -> Iterator[Hit]:
    return (_hit(one) for one in versions.each if one.first and one.first.check == "length")


def _fitting(versions: Versions) -> Iterator[Hit]:
    return (_hit(one) for one in versions.each if one.draft.text and not one.first)


_NAMED = ("length", "facts-kept", "one-link", "tag-whole", "tag-count")
"""Checks of posts that have a sentence of their own here."""


def _mend(check: str = "") -> Callable[[Versions], Iterator[Hit]]:
    """Make a finder of networks on which one check of posts comes first, or any that has no sentence here."""

    def find(versions: Versions) -> Iterator[Hit]:
        for one in versions.each:
            first = one.first
            if first and (first.check == check if check else first.check not in _NAMED):
                # The example of that check has two tags, and Threads takes one.
                better = "" if (one.draft.platform, check) == ("threads", "tag-count") else first.better
                said = replace(_hit(one), verdict=first.verdict, why=str(first.why), source=first.source)
                yield replace(said, found=first.found, better=better)

    return find


_GOOD = example(x=POST, threads=POST)

CHECKS: tuple[Check[Versions], ...] = (
    Check(
        name="nothing-yet",
        advice="{network}: nothing yet.",
        why=_EVERYWHERE,
        source="",  # each network has a source of its own
        find=_nothing,
        flags=(example(x=POST, mastodon=""),),
        leaves=(_GOOD, example(x="34")),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="too-long",
        advice="{network}: {over} too many for {limit}. Cut the least useful words; keep the facts and the link.",
        why=_EVERYWHERE,
        source="",
        find=_too_long,
        flags=(example(x=POST + " And so on." * 30), example(bluesky=POST + " And so on." * 30)),
        leaves=(_GOOD, example(telegram=POST + " And so on." * 30)),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="fact-missing",
        advice="{network}: not there yet: {found}.",
        why="",  # the check of posts brings why, source and example
        source="",
        find=_mend("facts-kept"),
        flags=(example(x=f"Clinics closed. {LINK} #ClosedDoors"),),
        leaves=(_GOOD,),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="link-missing",
        advice="{network}: the address of the document is missing.",
        why="",
        source="",
        find=_mend("one-link"),
        flags=(example(mastodon="In one year 34 clinics closed. #ClosedDoors"),),
        leaves=(_GOOD,),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="tag-in-pieces",
        advice="{network} does not keep “{found}” whole: join the words.",
        why="",
        source="",
        find=_mend("tag-whole"),
        flags=(example(x=POST.replace("#ClosedDoors", "#closed-doors")),),
        leaves=(_GOOD,),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="too-many-tags",
        advice="{network}: too many tags: {found}",
        why="",
        source="",
        find=_mend("tag-count"),
        flags=(example(x=f"{POST} #Marenia #Health"), example(threads=f"{POST} #Marenia")),
        leaves=(_GOOD, example(x=f"{POST} #Marenia")),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="look-again",
        advice="{network}: look at “{found}” again.",
        why="",
        source="",
        find=_mend(),
        flags=(example(x=f"{POST} Call +44 7700 900123"), example("hostile", x=f"{POST} marta@example.org")),
        leaves=(_GOOD, example(x="Clinics closed. #closed-doors")),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="fits",
        advice="{network}: {used} of {limit}, and all facts are there.",
        why=_EVERYWHERE,
        source="",
        find=_fitting,
        flags=(_GOOD, example(x=POST, mastodon="")),
        leaves=(example(x="Clinics closed."), example(x="")),
        official="good",
        open="good",
        hostile="good",
    ),
)

fits = Judge(read=_read, checks=CHECKS, worth=_worth, parts=_parts)
"""Who looks at a message for several networks."""

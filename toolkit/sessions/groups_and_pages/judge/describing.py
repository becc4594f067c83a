"""Judge the description of a page: who, what, which office, where to check, and short enough to be pinned."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from toolkit.exercises.judges import Judge
from toolkit.exercises.questions import Question
from toolkit.exercises.saying import filled
from toolkit.exercises.scoring import Mark
from toolkit.posts import length
from toolkit.posts.rules import Rule, rule
from toolkit.posts.words import plain
from toolkit.posts.words import says as tells
from toolkit.review import Review
from toolkit.review.findings import Check, Hit
from toolkit.sessions.groups_and_pages.judge.private import private

_ABOUT = "our own advice, beside items 33, 47"
_TOO_LONG = 0.25
"""What it costs to be too long. Short alone is no description: the room it leaves counts as far as the facts do."""


@dataclass(frozen=True)
class Description:
    """What a page says of itself, and the facts that a stranger looks for: by their label, the words for them."""

    text: str
    facts: Mapping[str, tuple[str, ...]] = field(hash=False)
    setting: str = "official"
    network: str = "x"

    @property
    def kept(self) -> dict[str, bool]:
        """Whether each of the facts is there."""
        folded = plain(self.text)
        return {label: tells(folded, accept) for label, accept in self.facts.items()}

    @property
    def limit(self) -> Rule:
        """How long a post may be, on top of which it could stand."""
        return rule(self.network, "text-limit")

    @property
    def used(self) -> int:
        """How long it is, as the network counts."""
        return length(self.text, self.network)

    @property
    def fits(self) -> bool:
        """Whether it can stand on top as a post."""
        return self.used <= self.limit.value


def _read(question: Question, answer: Any, _: Any) -> Description | None:
    text, about = filled(answer).get("text", ""), question.about
    facts = {row["label"]: tuple(row["accept"]) for row in about["facts"]}
    return Description(text, facts, about["setting"], about["network"]) if text else None


def _worth(described: Description, _: Review) -> float:
    kept = described.kept
    return sum(kept.values()) / len(kept) - (0.0 if described.fits else _TOO_LONG)


def _parts(described: Description) -> Iterator[Mark]:
    yield from (Mark(label, there) for label, there in described.kept.items())
    yield Mark(f"{described.used} / {described.limit.value}", described.fits)


def _absent(described: Description) -> Iterator[Hit]:
    if absent := [label for label, there in described.kept.items() if not there]:
        yield Hit(fields={"facts": "; ".join(absent)})


def _measured(described: Description) -> Hit:
    """Give the numbers, with the rule of the network as their source."""
    limit, used = described.limit, described.used
    fields = {"used": used, "most": limit.value, "over": used - limit.value}
    return Hit(fields=fields, source=f"{limit.source}; as of {limit.as_of:%d.%m.%Y}")


def _example(text: str) -> Description:
    return Description(text, {"who": ("ferry archive",), "where to check": ("https://ferry.example.org",)})


_GOOD = _example("The Ferry Archive keeps what was written on the river. https://ferry.example.org")
_LONG = _example("The Ferry Archive keeps, keeps, keeps. " * 9)

CHECKS: tuple[Check[Description], ...] = (
    Check(
        name="private",
        advice="",  # what was found, its own check says
        why="",
        source="",
        find=lambda described: private(described.text, described.setting),
        flags=(_example("The Ferry Archive, +44 7700 900123"), _example("Write to marta@example.org")),
        leaves=(_GOOD, _LONG),
        official="danger",
        open="danger",
        hostile="danger",
    ),
    Check(
        name="facts-there",
        advice="Not there yet: {facts}.",
        why="A stranger decides here whether to believe you. Each of these can be checked.",
        source=_ABOUT,
        praise="All that a stranger needs is there.",
        praise_why="A stranger can see who speaks, and check it elsewhere.",
        find=_absent,
        flags=(_example("Welcome to our page!"), _LONG),
        leaves=(_GOOD,),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="too-long",
        advice="{over} over the {most} characters of a post on X: too long to be pinned.",
        why="Then one text serves as description and as the post that stands on top.",
        source="",  # the rule of the network brings its own, with its day
        find=lambda described: [] if described.fits else [_measured(described)],
        flags=(_LONG,),
        leaves=(_GOOD,),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="can-be-pinned",
        advice="{used} of {most} characters: it can be pinned as a post on X.",
        why="How long may a description be there? We have no dated source: look it up.",
        source="",
        find=lambda described: [_measured(described)] if described.fits else [],
        flags=(_GOOD, _example("Welcome to our page!")),
        leaves=(_LONG,),
        official="good",
        open="good",
        hostile="good",
    ),
)

about_us = Judge(read=_read, checks=CHECKS, worth=_worth, parts=_parts)
"""Who looks at the description of a page."""

"""Judge a pair of tags for a topic: a broad one to be seen by many, a specific one to be found by (items 11, 12)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from toolkit.exercises.judges import Judge
from toolkit.exercises.questions import Question
from toolkit.exercises.saying import filled
from toolkit.exercises.searching import feed_of
from toolkit.review import Review
from toolkit.review.checks.tag_choice import CHECKS as TAG_CHOICE
from toolkit.review.checks.tag_choice import GOOD
from toolkit.review.choices import Choice
from toolkit.review.drafts import SETTINGS
from toolkit.review.findings import Check, Hit
from toolkit.world.choosing import choice, looked_at

_GRAVE = ("danger", "required")


@dataclass(frozen=True)
class Pair:
    """A broad and a specific tag, each with what the feed tells of it, or None where none is chosen yet."""

    broad: Choice | None = None
    specific: Choice | None = None
    setting: str = "open"

    @property
    def tags(self) -> tuple[Choice, ...]:
        """The tags that are chosen, in the setting of the pair."""
        return tuple(replace(one, setting=self.setting) for one in (self.broad, self.specific) if one)

    @property
    def text(self) -> str:
        """The tags as they were written."""
        return " ".join(one.text for one in self.tags)


def _read(question: Question, answer: Any, _: Any) -> Pair | None:
    given, setting = filled(answer), question.about.get("setting", "open")
    roles = [name for name in ("broad", "specific") if name in given]
    if not roles:
        return None
    feed, topic = feed_of(question)
    return Pair(**{name: choice(feed, given[name], topic, setting) for name in roles}, setting=setting)


def _of_each(check: Check[Choice]) -> Check[Pair]:
    """Let a check of a tag look at both tags of a pair, where what it finds is grave."""
    grave = {name: said if (said := check.verdict_in(name)) in _GRAVE else None for name in SETTINGS}
    setting = next(name for name in reversed(SETTINGS) if grave[name])

    def find(pair: Pair) -> Iterator[Hit | str]:
        for one in pair.tags:
            yield from check.find(one) if check.applies(one) else ()

    return Check(
        name=check.name,
        advice=check.advice,
        advice_in=check.advice_in,
        why=check.why,
        source=check.source,
        better=check.better,
        find=find,
        flags=tuple(Pair(specific=one, setting=setting) for one in check.flags if isinstance(one, Choice)),
        leaves=tuple(Pair(specific=one, setting=setting) for one in check.leaves if isinstance(one, Choice)),
        official=grave["official"],
        open=grave["open"],
        hostile=grave["hostile"],
    )


def _usable(one: Choice | None, pair: Pair) -> bool:
    """Tell whether a tag is chosen and nothing grave speaks against it: else its role is no question yet."""
    return one is not None and looked_at(replace(one, setting=pair.setting)).verdict not in _GRAVE


def _numbers(one: Choice | None) -> Mapping[str, Any]:
    assert one
    return {"tag": one.text, "accounts": one.accounts, "share": round(100 * (one.relevance or 0))}


def _not_broad(pair: Pair) -> Iterator[Hit]:
    if pair.broad and not pair.broad.is_broad:
        yield Hit(fields=_numbers(pair.broad))


def _not_specific(pair: Pair) -> Iterator[Hit]:
    if pair.specific and not pair.specific.is_specific:
        yield Hit(fields=_numbers(pair.specific))


def _worth(_: Pair, looked: Review) -> float:
    """Each tag that fits its role is worth a half."""
    return sum(finding.verdict == "good" for finding in looked.findings) / 2


_BROAD = Choice(text="#Marenia", posts=900, accounts=80, quiet_days=1, relevance=0.2, elsewhere=0.15)

CHECKS: tuple[Check[Pair], ...] = (
    *(_of_each(check) for check in TAG_CHOICE if {check.verdict_in(name) for name in SETTINGS} & {*_GRAVE}),
    Check(
        name="pair-broad",
        advice="{tag} is not a broad tag: {share} % of its posts are about your topic alone.",
        why="A broad tag lets many people see you; a specific one lets the right people find you.",
        source="item 12",
        praise="{tag} is broad: {accounts} accounts use it, for many things.",
        praised=lambda pair: _numbers(pair.broad),
        applies=lambda pair: _usable(pair.broad, pair),
        find=_not_broad,
        flags=(Pair(broad=GOOD),),
        leaves=(Pair(broad=_BROAD), Pair(specific=GOOD), Pair(broad=Choice(text="#MyVeryOwnTag"))),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="pair-specific",
        advice="{tag} is not a specific tag: only {share} % of its posts are about your topic.",
        why="A broad tag lets many people see you; a specific one lets the right people find you.",
        source="item 12",
        praise="{tag} is specific: {share} % of its posts are about your topic.",
        praised=lambda pair: _numbers(pair.specific),
        applies=lambda pair: _usable(pair.specific, pair),
        find=_not_specific,
        flags=(Pair(specific=_BROAD),),
        leaves=(Pair(specific=GOOD), Pair(broad=_BROAD), Pair(specific=Choice(text="#MyVeryOwnTag"))),
        official="required",
        open="required",
        hostile="required",
    ),
)

pair = Judge(read=_read, checks=CHECKS, worth=_worth)
"""Who looks at a pair of tags."""

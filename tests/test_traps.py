"""Are the numbers true that documents give as reasons against a tag?"""

import re

import numpy as np
import pytest

from toolkit.world.feed import load
from toolkit.world.scenarios import documents, scenarios

FEED = load()
SMALL = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
NUMBER = re.compile(rf"\b(?:{'|'.join(SMALL[1:])}|\d+)\b")
CASES = [
    pytest.param(brief, tag, why, id=f"{scenario}-{brief.id}-{tag}")
    for scenario in scenarios()
    for brief in documents(scenario).values()
    for tag, why in brief.tagging.traps
]


def counted(tag: str, flags: object = True) -> int:
    return int((FEED.under(tag) & np.asarray(flags, bool)).sum())


def possible(tag: str, right: tuple[str, ...]) -> set[int]:
    """Every number that the feed can give for a tag, and for the right ones beside it."""
    known = {counted(tag), *(counted(tag, flags) for flags in FEED.known.values())}
    topics = FEED.posts["topic"]
    known |= {counted(tag, topics == topic) for topic in set(topics[FEED.under(tag)])}
    for name in (tag, *right):
        known |= {counted(name), int(FEED.posts["account"][FEED.under(name)].nunique())}
    last = FEED.posts["created_utc"][FEED.under(tag)]
    return known | {last.max().day, last.min().day}


DATES = re.compile(r"\b(?:since|on|was) (\d+) (?:March|April)\b")


@pytest.mark.parametrize(("brief", "tag", "why"), CASES)
def test_a_reason_tells_what_the_feed_tells(brief: object, tag: str, why: str) -> None:
    right = (*brief.tagging.event, *brief.tags, "حقوق_الإنسان", "МаўклівыШпацыр", "HRConf", "مؤتمر_الحقوق")  # type: ignore[attr-defined]
    said = {SMALL.index(found) if found in SMALL else int(found) for found in NUMBER.findall(DATES.sub("", why))}
    assert said - {1} <= possible(tag, right) | ({1} if "one" in why else set())
    assert FEED.under(tag).any()


def test_there_are_reasons_with_numbers() -> None:
    assert sum(bool(NUMBER.search(case.values[2])) for case in CASES) > 10  # type: ignore[call-overload]

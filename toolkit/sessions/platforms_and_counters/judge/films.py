"""Judge title, description and tags of a film on YouTube (item 65)."""

from collections.abc import Mapping
from typing import Any

from toolkit.exercises.judges import Judge, sheet
from toolkit.review import Review
from toolkit.review.findings import Finding
from toolkit.review.reviewing import examined
from toolkit.review.sheets import Sheet
from toolkit.sessions.platforms_and_counters.judge.film_tags import TAGS
from toolkit.sessions.platforms_and_counters.judge.film_words import DESCRIPTION, PROTECTED, TITLE

CHECKS = (*PROTECTED, *TITLE, *DESCRIPTION, *TAGS)


def film(about: Mapping[str, Any], given: Mapping[str, str]) -> tuple[list[Finding], int]:
    """Look at the words of a film; return what is to be said, and how many of title, description and tags are right."""
    looked = examined(Sheet(given, about=about), CHECKS)
    return list(looked.findings), _right(looked)


def _right(looked: Review) -> int:
    """Count what is praised: title, description and tags each are, where nothing is missing."""
    return sum(one.verdict == "good" for one in looked.findings)


def _worth(_: Sheet, looked: Review) -> float:
    return _right(looked) / 3


video = Judge(read=sheet, checks=CHECKS, worth=_worth)
"""Who looks at the words that go with a film."""

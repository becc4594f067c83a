"""Judge the plan for the day on which a platform is blocked (item 54): the plan, never anybody's safety."""

from collections.abc import Mapping
from typing import Any

from toolkit.exercises.judges import Judge
from toolkit.exercises.questions import Question
from toolkit.exercises.saying import filled
from toolkit.exercises.scoring import Marks
from toolkit.sessions.they_use_it_too.judge.reaching import CHECKS as REACHING
from toolkit.sessions.they_use_it_too.judge.telling import CHECKS as TELLING
from toolkit.sessions.they_use_it_too.plans import TEXTS, Plan

__all__ = ["JUDGES", "TEXTS", "blocked", "plan"]


def _read(question: Question, answer: Any, _: Any) -> Plan | None:
    given, about = filled(answer), question.about
    return Plan(given, about["groups"], about.get("setting", "open")) if given else None


def plan(given: Mapping[str, str], groups: Mapping[str, str], setting: str) -> Marks:
    """Say of a plan what holds and what is missing; `groups` names who must be reached, words by id."""
    return blocked.marks(Plan(given, groups, setting)) if given else Marks(0.0)


blocked = Judge(read=_read, checks=(*REACHING, *TELLING), worth=lambda made, _: made.share)
"""Who looks at a plan: two ways for everybody that do not fall together, one without internet, nobody named, tried."""

JUDGES = {"blocked": blocked}

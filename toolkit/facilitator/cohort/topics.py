"""What to talk about next time: the few things that concern most people, chosen from all that was counted."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from toolkit.facilitator.cohort.items import FEW, turned_or_hard
from toolkit.facilitator.cohort.naming import check_words, item_words, session_words
from toolkit.facilitator.cohort.standing import Standing
from toolkit.facilitator.cohort.words import percent
from toolkit.review.findings import Said

_WEIGHTS = {"danger": 2.0, "required": 1.0, "advice": 0.6}
_SURER = 0.1  # by so much surer than right is worth a talk
_LEFT = 0.75  # of those who did one session, fewer did the next


@dataclass(frozen=True)
class Topic:
    """One thing to talk about: the section that shows it, the sentence, and the share of people it concerns."""

    section: str
    said: str
    weight: float


def topics(now: Standing, most: int = 3) -> list[Topic]:
    """Choose what concerns most people, of as many kinds as there are."""
    kinds = (_findings(now), _questions(now), _sure(now), _gates(now), _lost(now))
    ranked = [sorted(kind, key=lambda topic: -topic.weight) for kind in kinds]
    first = sorted((kind[0] for kind in ranked if kind), key=lambda topic: -topic.weight)
    others = sorted((topic for kind in ranked for topic in kind[1:]), key=lambda topic: -topic.weight)
    return [*first, *others][:most]


def _findings(now: Standing) -> Iterator[Topic]:
    for check, row in now.findings.iterrows():
        _, advice, why = check_words(str(check))
        said = Said(
            "{people} of {all} people were told: {advice} {why}",
            people=row["people"],
            all=now.begun,
            advice=advice,
            why=why,
        )
        yield Topic("findings", said, sum(weight * row[verdict] for verdict, weight in _WEIGHTS.items()) / now.begun)


def _questions(now: Standing) -> Iterator[Topic]:
    hard = "“{question}” ({session}): {share} of the points on average. Work through one example of it together."
    turned = (
        "“{question}” ({session}): those who do well elsewhere do worse here. Ask what they read in it; then look at "
        "its key."
    )
    for (assignment, item), row in turned_or_hard(now.items).iterrows():
        fields = {"question": item_words(assignment, item), "session": session_words(assignment)}
        if row["reading"] == "turned":
            yield Topic("questions", Said(turned, **fields), 1.3 - row["share"])
        else:
            yield Topic("questions", Said(hard, **fields, share=percent(row["share"])), 1 - row["share"])


def _sure(now: Standing) -> Iterator[Topic]:
    right = now.confidence["right"].get(95)
    if right == right and now.overconfidence > _SURER:
        said = Said(
            "Those who were certain had {share} right. Let people say how sure they are before you show an answer, and "
            "ask what made them so sure.",
            share=percent(right),
        )
        yield Topic("confidence", said, 2 * now.overconfidence)


def _gates(now: Standing) -> Iterator[Topic]:
    for session, row in now.sessions[now.sessions["handed_in"] >= FEW].iterrows():
        if row["not_yet"]:
            said = Said(
                "“{session}”: {count} of {all} are not yet at 80 %. Do its lab together before they try again.",
                session=session_words(str(session)),
                count=row["not_yet"],
                all=row["handed_in"],
            )
            yield Topic("gates", said, row["not_yet"] / row["handed_in"])


def _lost(now: Standing) -> Iterator[Topic]:
    in_weeks = now.sessions[now.sessions["week"] != ""]["handed_in"]
    for (one, before), (other, after) in pairwise(in_weeks.items()):
        if before >= FEW and 0 < after < _LEFT * before:
            said = Said(
                "{before} handed in “{one}”, {after} “{other}”. Ask what keeps the others: time, the line, a worry?",
                before=before,
                one=session_words(str(one)),
                after=after,
                other=session_words(str(other)),
            )
            yield Topic("gates", said, 1 - after / before)

"""Judge a move on the spectrum of allies: one wedge, not an active opponent, one request."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from toolkit.exercises.judges import Judge
from toolkit.exercises.questions import Question
from toolkit.exercises.saying import filled
from toolkit.review import Review
from toolkit.review.findings import Check, Finding, Hit
from toolkit.review.reviewing import examined
from toolkit.world.profiles import WEDGES, moves

ASKED = 5
"""Words that a request needs to say what is wanted."""
_MORE_ASKS = re.compile(r"[;؛]|[?؟].*[?؟]", re.DOTALL)


@dataclass(frozen=True)
class Move:
    """From which wedge to which somebody is to be moved, where that is known, and with which request."""

    start: str | None
    goal: str | None
    text: str = ""  # the request
    setting: str = "open"

    @property
    def steps(self) -> int | None:
        """How many wedges that is towards us."""
        there = self.start in WEDGES and self.goal in WEDGES
        return moves(str(self.start), str(self.goal)) if there else None

    @property
    def is_clear(self) -> bool:
        """Tell whether the request is long enough to say what is wanted."""
        return len(self.text.split()) >= ASKED


def move(start: str | None, goal: str | None, ask: str) -> list[Finding]:
    """Say of a planned move on the spectrum of allies what is right about it and what is not yet."""
    return [*examined(Move(start, goal, ask), CHECKS).findings]


def _read(question: Question, answer: Any, _: Any) -> Move:
    given = filled(answer)
    return Move(question.about["stands"].get(given.get("who", "")), given.get("goal"), given.get("ask", ""))


def _worth(planned: Move, looked: Review) -> float:
    rights = sum(finding.verdict == "good" for finding in looked.findings)
    return rights / 3 if planned.start else 0.0


def _opponent(planned: Move) -> Iterator[Hit]:
    if planned.start == WEDGES[-1]:
        yield Hit()


def _ally(planned: Move) -> Iterator[Hit]:
    if planned.start == WEDGES[0]:
        yield Hit()


def _far(planned: Move) -> Iterator[Hit]:
    if planned.steps is not None and planned.steps > 1:
        yield Hit(fields={"steps": planned.steps})


def _away(planned: Move) -> Iterator[Hit]:
    if planned.steps is not None and planned.steps < 1:
        yield Hit()


def _unclear(planned: Move) -> Iterator[Hit]:
    if planned.text and not planned.is_clear:
        yield Hit(fields={"ask": planned.text})


def _several(planned: Move) -> Iterator[Hit]:
    if _MORE_ASKS.search(planned.text):
        yield Hit()


_ASK = "Would you sign the letter by Friday?"
_RIGHT = Move("neutral", "passive-ally", _ASK)

CHECKS: tuple[Check[Move], ...] = (
    Check(
        name="move-opponent",
        advice="They work against you. Begin with somebody nearer to the middle.",
        why="Active opponents rarely move; what they need is fewer people standing beside them.",
        source="spectrum of allies (Oppenheimer and Lakey; Training for Change, seen 2026)",
        find=_opponent,
        flags=(Move("active-opponent", None),),
        leaves=(_RIGHT, Move(None, None, _ASK)),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="move-ally",
        advice="They are with you already. Keep them, and move somebody else.",
        why="Allies who are only thanked grow tired; allies who share the work stay.",
        source="spectrum of allies (Oppenheimer and Lakey; Training for Change, seen 2026)",
        praise="They can be moved.",
        praise_why="Most of those who matter stand between the ends.",
        applies=lambda planned: planned.start in WEDGES[:-1],
        find=_ally,
        flags=(Move("active-ally", "active-ally"),),
        leaves=(_RIGHT, Move("active-opponent", None), Move(None, None, _ASK)),
    ),
    Check(
        name="move-far",
        advice="That is {steps} wedges at once. Plan the next one.",
        why="A campaign succeeds when groups move one wedge, not when one enemy becomes a friend.",
        source="spectrum of allies (Oppenheimer and Lakey; Training for Change, seen 2026)",
        find=_far,
        flags=(Move("neutral", "active-ally"), Move("passive-opponent", "active-ally")),
        leaves=(_RIGHT, Move("neutral", "neutral"), Move("neutral", None)),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="move-away",
        advice="That is no step towards you. Choose the next wedge on your side.",
        why="A campaign succeeds when groups move one wedge, not when one enemy becomes a friend.",
        source="spectrum of allies (Oppenheimer and Lakey; Training for Change, seen 2026)",
        praise="One wedge: that is a step somebody can take.",
        praise_why="Campaigns are won by many small moves.",
        applies=lambda planned: planned.steps is not None and planned.steps <= 1,
        find=_away,
        flags=(Move("neutral", "neutral"), Move("passive-ally", "active-opponent")),
        leaves=(_RIGHT, Move("passive-opponent", "active-ally")),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="move-request",
        advice="“{ask}” does not say yet what is wanted. Who should do what, by when?",
        why="Somebody who is asked for one clear thing can say yes.",
        source="our own advice, beside item 34",
        find=_unclear,
        flags=(Move(None, None, "Please help us"), Move(None, None, "Помогите")),
        leaves=(_RIGHT, Move("neutral", "passive-ally")),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="move-requests",
        advice="That is more than one request. Choose the one that comes first.",
        why="Somebody who is asked for one clear thing can say yes.",
        source="our own advice, beside item 34",
        praise="One request.",
        applies=lambda planned: planned.is_clear,
        find=_several,
        flags=(
            Move(None, None, "Would you sign? Would you come on Friday?"),
            Move(None, None, "وقّعوا الرسالة قبل يوم الجمعة؛ تعالوا إلى القاعة"),
        ),
        leaves=(_RIGHT, Move(None, None, "Help? Now?")),
    ),
)

wedge = Judge(read=_read, checks=CHECKS, worth=_worth)
"""Who looks at a move."""

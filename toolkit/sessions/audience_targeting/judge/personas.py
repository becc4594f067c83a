"""Judge a persona: every field filled, and nothing in it that does not go together (item 60)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.exercises.judges import Judge
from toolkit.exercises.questions import Question
from toolkit.exercises.saying import filled
from toolkit.review import Review
from toolkit.review.findings import Check, Finding, Hit
from toolkit.review.reviewing import examined
from toolkit.world.profiles import conflicts

_FIELDS = ("audience", "need", "channel", "barrier")


@dataclass(frozen=True)
class Persona:
    """What is chosen of a reader, by field; where we say what is still open, its fields in words; of how many."""

    given: Mapping[str, str]
    empty: tuple[str, ...] = ()
    asked: int = len(_FIELDS)
    setting: str = "open"

    @property
    def text(self) -> str:
        """What is chosen."""
        return " ".join(map(str, self.given.values()))

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing is missing to a reader whom one can write to."""
        return all(self.given.get(name) for name in _FIELDS)


def persona_findings(given: Mapping[str, str]) -> list[Finding]:
    """Say what in a persona does not go together; praise one that is whole."""
    return [*examined(Persona(given), CHECKS).findings]


def _read(question: Question, answer: Any, _: Any) -> Persona | None:
    wanted = {field.id: field for field in question.fields if field.kind == "choice"}
    given = {
        name: chosen for name, chosen in filled(answer).items() if name in wanted and chosen in wanted[name].options
    }
    empty = tuple(field.label for name, field in wanted.items() if name not in given)
    return Persona(given, empty, len(wanted)) if given else None


def _clashing(made: Persona) -> Iterator[Hit]:
    for one in conflicts(made.given):
        yield Hit(advice=one.why, better=one.better, apart=" ".join(one.fields))


def _open(made: Persona) -> Iterator[Hit]:
    if made.empty:
        yield Hit(fields={"empty": "; ".join(made.empty)})


def _worth(made: Persona, looked: Review) -> float:
    """A quarter less for each thing to mend."""
    mend = sum(finding.verdict == "required" for finding in looked.findings)
    return (made.asked - len(made.empty)) / made.asked - 0.25 * mend


_WHOLE = {"audience": "villages", "need": "rights", "channel": "meeting", "barrier": "phone"}

CHECKS: tuple[Check[Persona], ...] = (
    Check(
        name="persona-clash",
        advice="",  # each row of the table says its own
        why="What keeps readers away decides how you reach them.",
        source="our own advice, beside item 60",
        praise="This reader fits together.",
        praise_why="Now write for them, and for nobody else.",
        applies=lambda made: made.is_whole or bool(conflicts(made.given)),
        find=_clashing,
        flags=(Persona({"channel": "meeting", "barrier": "watched"}), Persona({**_WHOLE, "channel": "report"})),
        leaves=(Persona(_WHOLE), Persona({"channel": "meeting"})),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="persona-open",
        advice="Still open: {empty}.",
        why="A reader with a need, a way to reach them and something in the way is somebody you can write to.",
        source="our own advice, beside item 60",
        find=_open,
        flags=(Persona({"audience": "villages"}, ("Needs", "What is in the way")),),
        leaves=(Persona(_WHOLE), Persona({"audience": "villages"})),
        official="required",
        open="required",
        hostile="required",
    ),
)

persona = Judge(read=_read, checks=CHECKS, worth=_worth)
"""Who looks at a persona."""

"""Judge a search for what the net says about somebody: all of hers, and little of others (item 63)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.exercises.judges import Judge
from toolkit.exercises.questions import Question
from toolkit.exercises.saying import filled
from toolkit.review import Review
from toolkit.review.findings import Check, Hit, Said
from toolkit.sessions.safety_first.self_search import measured, search

_ENOUGH = 0.9  # of what is found is about her, and of what is about her is found


@dataclass(frozen=True, kw_only=True)
class SelfSearch:
    """A search as it was typed, how much it finds, and two shares: of that about her, and of all about her."""

    text: str
    number: int = 0
    precision: float = 0.0
    recall: float = 0.0
    notes: tuple[Said, ...] = ()  # on how it was read
    setting: str = "open"

    @property
    def fields(self) -> Mapping[str, int]:
        """The three numbers, as people read them."""
        shares = {"precision": round(100 * self.precision), "recall": round(100 * self.recall)}
        return {"number": self.number, **shares}


def _read(question: Question, answer: Any, _: Any) -> SelfSearch | None:
    typed, person = filled(answer).get("search", ""), question.about["person"]
    if not typed:
        return None
    found = search(person, typed)
    precision, recall = measured(person, found.results)
    return SelfSearch(text=typed, number=len(found.results), precision=precision, recall=recall, notes=found.notes)


def _worth(typed: SelfSearch, _: Review) -> float:
    return min(1.0, typed.precision / _ENOUGH) * min(1.0, typed.recall / _ENOUGH)


def _noted(typed: SelfSearch) -> Iterator[Hit]:
    for note in typed.notes:
        yield Hit(advice=note.template, fields=note.fields, apart=note.template)


def _loose(typed: SelfSearch) -> Iterator[Hit]:
    if typed.precision < _ENOUGH:
        yield Hit(fields=typed.fields)


def _narrow(typed: SelfSearch) -> Iterator[Hit]:
    if typed.recall < _ENOUGH:
        yield Hit(fields=typed.fields)


_GOOD = SelfSearch(text="“Ruta Selvik” -skating", number=10, precision=1.0, recall=0.95)
_BRACKET = Said("A closing bracket has no partner. We left it out.")

CHECKS: tuple[Check[SelfSearch], ...] = (
    Check(
        name="search-read",
        advice="",  # each note says its own
        why="A search does what it reads, not what was meant.",
        source="item 63",
        find=_noted,
        flags=(SelfSearch(text="Selvik)", number=20, notes=(_BRACKET,)),),
        leaves=(_GOOD,),
    ),
    Check(
        name="about-her",
        advice="{number} results; {precision} % of them are about her.",
        why="Others of the same name hide what is about her. Take them away by a word of theirs.",
        source="item 63",
        better="“Name Surname” -football",
        praise="{precision} % of the {number} results are about her.",
        praise_why="Others of the same name, and shops, are gone.",
        praised=lambda typed: typed.fields,
        find=_loose,
        flags=(SelfSearch(text="Selvik", number=40, precision=0.4, recall=1.0), SelfSearch(text="qwertz")),
        leaves=(_GOOD,),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="all-of-hers",
        advice="You found {recall} % of what the net holds of her. Take fewer words away.",
        why="What you do not find, others may.",
        source="item 63",
        praise="You found {recall} % of what the net holds of her.",
        praise_why="Now she knows what others can read.",
        praised=lambda typed: typed.fields,
        find=_narrow,
        flags=(SelfSearch(text="“Ruta Selvik” teacher", number=2, precision=1.0, recall=0.2),),
        leaves=(_GOOD, SelfSearch(text="Selvik", number=40, precision=0.4, recall=1.0)),
        official="required",
        open="required",
        hostile="required",
    ),
)

self_search = Judge(read=_read, checks=CHECKS, worth=_worth)
"""Who looks at a search for oneself."""

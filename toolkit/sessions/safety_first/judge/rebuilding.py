"""Judge a rebuilt page: who can still be found, who should be, and what is left of what the page is for (item 81)."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from toolkit.exercises.judges import Judge
from toolkit.exercises.questions import Question
from toolkit.exercises.saying import filled
from toolkit.review import Review
from toolkit.review.findings import Check, Finding, Hit, Said
from toolkit.review.reviewing import examined
from toolkit.sessions.safety_first.exposure import worth
from toolkit.sessions.safety_first.judge.people import PEOPLE, WRONG
from toolkit.sessions.safety_first.judge.standing import LIST, Standing, example
from toolkit.sessions.safety_first.pages import CHOICES, Page, page, told_by

_OURS = "our own advice, beside items 22, 81"
_CARDS = 5  # people with a card of their own; a seventh card would not be shown, and nobody here is a smaller matter
NEVER_SAFE = Said(
    "We find nobody any more with what we know. That does not make the page safe: we cannot see screenshots and "
    "copies, what friends publish, what files and the network itself keep, and what somebody knows already."
)


def look(page_: Page, changes: Mapping[str, Any], setting: str) -> list[Finding]:
    """Say of a page, as it stands after changes, who can be found, who should be, and what it is still good for."""
    return list(examined(Standing(page_, changes, setting), CHECKS).findings)


def _read(question: Question, answer: Any, key: Mapping[str, Any] | None) -> Standing | None:
    """Read a page with its key, which tells whom each part leads to; without it only the choices are counted."""
    name = question.about["page"]
    found = page(name) if key is None else told_by(name, key)
    changes = {id_: choice for id_, choice in filled(answer).items() if id_ in found.parts}
    setting = question.about.get("setting", found.setting)
    return Standing(found, changes, setting, told=key is not None, cards=_CARDS) if changes else None


def _worth(rebuilt: Standing, _: Review) -> float:
    right, useful = worth(rebuilt.page, rebuilt.changes, rebuilt.setting)
    return right * useful if rebuilt.told else 0.0


def _told(rebuilt: Standing) -> bool:
    return rebuilt.told


def _chosen(rebuilt: Standing) -> Iterator[Hit]:
    """Say of a page that is graded what was chosen, and nothing of what it does."""
    if not rebuilt.told:
        count = Counter(rebuilt.changes.values())
        every = {"n": len(rebuilt.changes), "every": len(rebuilt.page.parts)}
        yield Hit(fields={**every, **{choice: count[choice] for choice in CHOICES}})


def _also(rebuilt: Standing) -> Iterator[Hit]:
    """Say of many people in one line what would not fit on cards of their own."""
    if rest := rebuilt.together:
        said = {one.check.partition(" ")[2]: one for one in examined(replace(rebuilt, cards=None), WRONG).findings}
        lines = [said[person.id] for person in rest]
        worst = "danger" if any(one.verdict == "danger" for one in lines) else "required"
        yield Hit(verdict=worst, fields={"people": " ".join(one.advice for one in lines)})


def _gone(rebuilt: Standing) -> Iterator[Hit]:
    if gone := rebuilt.gone:
        yield Hit(fields={"missing": "; ".join(gone)})


def _nobody(rebuilt: Standing) -> Iterator[Hit]:
    if not rebuilt.wrong:
        yield Hit()


def _never_safe(rebuilt: Standing) -> Iterator[Hit]:
    if not rebuilt.wrong:
        yield Hit(advice=NEVER_SAFE)


CHECKS: tuple[Check[Standing], ...] = (
    Check(
        name="chosen",
        advice="{n} of {every} parts chosen: {leave} stay, {blur} say less, {remove} go. Your points tell who can be "
        "found.",
        why="Until then, read what is left with the eyes of somebody who looks for a name, a place or an hour.",
        source=_OURS,
        find=_chosen,
        flags=(example("never", gone=["part-1"], told=False),),
        leaves=(example("never", gone=["part-1"]),),
    ),
    *PEOPLE,
    Check(
        name="also",
        advice="Also: {people}",
        why="Each of them counts as much as those above.",
        source=LIST,
        find=_also,
        flags=(example("never", "ask", "must", gone=["part-3"], cards=2), example("ask", "ask", cards=1)),
        leaves=(example("never", "ask", cards=2), example("never", "never", "never", gone=["part-1"], cards=2)),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="gone",
        advice="Gone from the page: {missing}.",
        why="A page that says nothing protects everybody and moves nobody. Look for a part that can say less.",
        source=_OURS,
        praise="The page still does what it is for.",
        praise_why="A group needs a page that works; otherwise people build a careless one beside it.",
        applies=_told,
        find=_gone,
        flags=(example("never", gone=["say"]),),
        leaves=(example("never", gone=["part-1"]),),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="nobody",
        advice="Nobody stands here who should not.",
        why="What is right here may harm elsewhere: flip the setting.",
        source=_OURS,
        applies=_told,
        find=_nobody,
        flags=(example("never", setting="open", gone=["part-1"]), example("must", "agreed", setting="official")),
        leaves=(example("never", setting="open"), example("must", setting="official", gone=["part-1"])),
        official="good",
        open="good",
        hostile=None,
    ),
    Check(
        name="never-safe",
        advice="",  # longer than advice may be, since a promise is easily heard: NEVER_SAFE
        why="A list helps to look. It cannot promise.",
        source=_OURS,
        applies=_told,
        find=_never_safe,
        flags=(example("never", gone=["part-1"]), example("agreed")),
        leaves=(example("never"), example("ask", "agreed")),
        official=None,
        open=None,
    ),
)

rebuild = Judge(read=_read, checks=CHECKS, worth=_worth, despite_danger=True, late=_told)
"""Who looks at a rebuilt page: each person counts, also while there is danger left."""

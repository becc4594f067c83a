"""Judge the choices in a sign-up form, in the setting of the question (item 46)."""

from collections.abc import Iterator, Mapping
from typing import Any

from toolkit.exercises.judges import Judge
from toolkit.exercises.questions import Question
from toolkit.exercises.saying import filled
from toolkit.review import Review
from toolkit.review.findings import Check, Finding, Hit
from toolkit.review.reviewing import examined
from toolkit.review.sheets import Sheet
from toolkit.sessions.safety_first.sign_up import CREDIT, fits, form


def choices(setting: str, chosen: Mapping[str, str]) -> list[Finding]:
    """Say of each choice in a sign-up form how well it fits, and why."""
    return list(examined(Sheet(chosen, setting), CHECKS).findings)


def _read(question: Question, answer: Any, _: Any) -> Sheet | None:
    asked = [field.id for field in question.fields]
    chosen = {id_: value for id_, value in filled(answer).items() if id_ in asked}
    return Sheet(chosen, question.about["setting"], {"asked": len(asked)}) if chosen else None


def _worth(sheet: Sheet, _: Review) -> float:
    return sum(CREDIT[verdict] for verdict in fits(sheet.setting, sheet.given).values()) / int(sheet.about["asked"])


def _chosen(sheet: Sheet) -> Iterator[Hit]:
    for id_, verdict in fits(sheet.setting, sheet.given).items():
        asked = form()[id_]
        option = asked.options[sheet.given[id_]]
        fields = {"asked": asked.label, "chosen": option.text}
        yield Hit(verdict=verdict, fields=fields, why=option.why[sheet.setting], source=asked.source, apart=id_)


CHECKS: tuple[Check[Sheet], ...] = (
    Check(
        name="choice",
        advice="{asked} — {chosen}.",
        why="",  # each choice has its own, in each setting, and its source
        source="",
        find=_chosen,
        flags=(Sheet({"phone": "everyone"}, "hostile"), Sheet({"friends": "me", "name": "office"}, "official")),
        leaves=(Sheet({"phone": "my neighbour"}, "hostile"), Sheet({"moon": "everyone"})),
    ),
)

privacy = Judge(read=_read, checks=CHECKS, worth=_worth, despite_danger=True)
"""Who looks at a sign-up form: each choice counts, also beside one that is dangerous."""

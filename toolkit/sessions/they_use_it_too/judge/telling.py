"""Look at what everybody must know on that day: who tells whom, who decides, where the list lies, and no names."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from toolkit.review.findings import Check, Hit
from toolkit.sessions.they_use_it_too.plans import HOLDS, Plan

_OPEN = {
    "tells": "Who tells whom",
    "publish": "What is published where",
    "not-done": "What is not done",
    "list": "Where the list lies",
    "trial": "When it is tried out",
}


def _open(plan: Plan) -> Iterator[Hit]:
    """Name everything that is still empty, in one sentence."""
    if empty := [words for name, words in _OPEN.items() if name not in plan.given]:
        yield Hit(fields={"empty": "; ".join(empty)})


def _row(name: str) -> Callable[[Plan], Iterator[Hit]]:
    """Say of a chosen row of a table what stands there."""

    def find(plan: Plan) -> Iterator[Hit]:
        if row := plan.row(name):
            yield Hit(verdict=row["verdict"], why=row["why"], fields={"words": row["words"]})

    return find


def _no_deputy(plan: Plan) -> Iterator[Hit]:
    if not plan.is_deputised:
        yield Hit()


def _whole(plan: Plan) -> Iterator[Hit]:
    if plan.share == 1:
        yield Hit()


def _with(**given: str) -> Plan:
    return replace(HOLDS, given={**HOLDS.given, **{name.replace("_", "-"): said for name, said in given.items()}})


def _without(name: str) -> Plan:
    return replace(HOLDS, given={id_: said for id_, said in HOLDS.given.items() if id_ != name})


def _sentence(name: str, advice: str) -> Check[Plan]:
    """Look whether a sentence is there; what it is worth, a person judges, and we do not praise it."""
    return Check(
        name=f"plan-{name}",
        advice=advice,
        why="On that day everybody must know it without asking.",
        source="our own advice, beside item 54",
        find=lambda plan: [Hit()] if plan.is_short(name) else [],
        flags=(_with(**{name: "We will see."}),),
        leaves=(HOLDS, _without(name)),
        official="required",
        open="required",
        hostile="required",
    )


def _chosen(name: str, *rows: str) -> Check[Plan]:
    """Say of a field with options what its table says: the verdict, the words and the reason."""
    return Check(
        name=f"plan-{name}",
        advice="{words}.",
        why="",  # each row has its own
        source="our own advice, beside item 54",
        find=_row(name),
        flags=tuple(_with(**{name: one}) for one in rows),
        leaves=(_without(name), _with(**{name: "nowhere"})),
    )


CHECKS: tuple[Check[Plan], ...] = (
    _sentence("tells", "Say it in roles, in a whole sentence: who begins, who tells whom."),
    _sentence("publish", "Say what is published where, in a whole sentence."),
    _sentence("not-done", "Say in a sentence what nobody does on that day, and why."),
    _chosen("list", "platform", "two"),
    _chosen("trial", "soon", "once", "then"),
    Check(
        name="plan-deputy",
        advice="Who decides, and who if that one is away? Two different roles.",
        why="Belarus, June 2011: somebody who ran a page was visited, and arrested a day later (Bynet, "
        "18 December 2012).",
        source="item 82",
        better="The coordinator; the treasurer, if the coordinator cannot be reached by noon.",
        praise="One decides, and somebody can take over.",
        find=_no_deputy,
        flags=(_without("deputy"), _with(deputy="The coordinator")),
        leaves=(HOLDS,),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="plan-traces",
        advice="“{found}” leads to a person. Write the role instead.",
        why="A plan is copied, lost and found. With roles instead of names it gives nobody away.",
        source="our own advice, beside items 81, 82",
        find=lambda plan: plan.traces,
        flags=(_with(decides="+44 7700 900123"), _with(deputy="@some_body")),
        leaves=(HOLDS,),
        official="required",
        open="required",
        hostile="danger",
    ),
    Check(
        name="plan-names",
        advice="“{found}” reads like a name. Write the role instead; if it is a place, write it in small letters.",
        why="A plan is copied, lost and found. With roles instead of names it gives nobody away.",
        source="our own advice, beside items 81, 82",
        find=lambda plan: plan.names,
        flags=(_with(decides="Irena Dalvik"), _with(decides="Ирина Дальвик")),
        leaves=(HOLDS, _with(decides="Library Square")),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="plan-open",
        advice="Still open: {empty}.",
        why="On that day nobody can ask: what is open stays open.",
        source="our own advice, beside item 54",
        find=_open,
        flags=(_without("trial"), _without("tells")),
        leaves=(HOLDS,),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="plan-whole",
        advice="On paper nothing is missing. What it is worth, the trial tells; we did not look at your safety.",
        why="What is allowed and what is dangerous changes from place to place: ask people who know yours.",
        source="our own advice, beside item 54",
        find=_whole,
        flags=(HOLDS,),
        leaves=(_without("trial"), _with(trial="once"), _with(decides="Irena Dalvik")),
        official="good",
        open="good",
        hostile="good",
    ),
)

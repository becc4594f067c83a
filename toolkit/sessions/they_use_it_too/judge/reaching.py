"""Look at the two ways to each group: do they fall together, with the network, or with the internet?"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from toolkit.review.findings import Check, Hit
from toolkit.sessions.they_use_it_too.plans import HOLDS, Plan, Reach, ways


def _each(noticed: Callable[[Reach], bool]) -> Callable[[Plan], Iterator[Hit]]:
    """Notice something about each group; each has a card of its own."""
    return lambda plan: (Hit(fields={"group": one.words}, apart=one.group) for one in plan.reached if noticed(one))


def _fallen(plan: Plan) -> Iterator[Hit]:
    for one in plan.reached:
        for way in one.fallen[:1]:
            yield Hit(fields={"group": one.words, "way": ways()[way]["words"]}, apart=one.group)


def _mapped(plan: Plan) -> Iterator[Hit]:
    for one in plan.reached:
        for way in one.mapping[:1]:
            row = ways()[way]
            yield Hit(why=row["hostile"], fields={"group": one.words, "way": row["words"]}, apart=one.group)


def _together(plan: Plan) -> Iterator[Hit]:
    for one in plan.reached:
        if one.shared:
            yield Hit(fields={"group": one.words, "shared": ", ".join(one.shared)}, apart=one.group)


def _second_side(plan: Plan) -> Iterator[Hit]:
    for way in plan.ways:
        row = ways()[way]
        if "hostile" in row and not row.get("maps"):  # those are spoken of by group
            yield Hit(why=row["hostile"], fields={"way": row["words"]}, apart=way)


def _by(first: str, second: str, setting: str = "open") -> Plan:
    return replace(HOLDS, given={"team.first": first, "team.second": second}, setting=setting)


CHECKS: tuple[Check[Plan], ...] = (
    Check(
        name="ways-fallen",
        advice="{group}: “{way}” needs the network that is blocked.",
        why="What stands on the blocked network falls with it: a second account as much as a detour.",
        source="our own advice, beside item 54",
        find=_fallen,
        flags=(_by("second", "visit"), _by("visit", "detour")),
        leaves=(HOLDS,),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="ways-mapped",
        advice="{group}: “{way}” draws a map of your people.",
        why="",  # each way has its own
        source="our own advice, beside item 54",
        better="Somebody comes by, who knows only two or three doors; or a messenger with end-to-end encryption.",
        find=_mapped,
        flags=(_by("call", "visit", "hostile"),),
        leaves=(_by("sealed", "visit", "hostile"), _by("call", "visit")),
        official=None,
        open=None,
        hostile="required",
    ),
    Check(
        name="ways-offline",
        advice="{group}: no way without internet yet.",
        why="The internet itself can be cut, not only a network (item 87).",
        source="our own advice, beside item 54",
        better="A visit, a fixed hour and place, a notice where people pass; a call only where nobody is watching.",
        find=_each(lambda one: not one.is_offline),
        flags=(_by("site", "mail"), _by("site", "call", "hostile")),
        leaves=(HOLDS, _by("site", "call"), _by("", "")),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="ways-one",
        advice="{group}: one way. Choose a second.",
        why="One way is a hope, two are a plan.",
        source="our own advice, beside item 54",
        find=_each(lambda one: len(one.ways) < 2),
        flags=(_by("call", ""),),
        leaves=(HOLDS, _by("call", "call"), _by("", "")),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="ways-together",
        advice="{group}: both ways need this: {shared}.",
        why="Two ways that stand on the same thing are one way.",
        source="our own advice, beside item 54",
        find=_together,
        flags=(_by("sms", "call"), _by("call", "call"), _by("board", "meeting")),
        leaves=(HOLDS, _by("call", "")),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="ways-hold",
        advice="{group}: two ways that do not fall together.",
        why="When one falls, the other is still there.",
        source="our own advice, beside item 54",
        find=_each(lambda one: one.points == 3),
        flags=(HOLDS, _by("call", "site")),
        leaves=(_by("call", ""), _by("detour", "visit"), _by("site", "network"), _by("call", "site", "hostile")),
        official="good",
        open="good",
        hostile="good",
    ),
    Check(
        name="ways-second-side",
        advice="“{way}”: think twice.",
        why="",  # each way has its own
        source="our own advice, beside item 54",
        find=_second_side,
        flags=(_by("visit", "site", "hostile"),),
        leaves=(_by("second", "call", "hostile"), HOLDS),
        official=None,
        open=None,
    ),
)

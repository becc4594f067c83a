"""Checks of whom a page finds: those who may not be found, those who must be, and those who were asked or not."""

from collections.abc import Callable, Iterator

from toolkit.review.findings import Check, Hit
from toolkit.sessions.safety_first.judge.standing import LIST, Standing, either, example
from toolkit.sessions.safety_first.pages import Person

_NAMED = "item 33 beside items 81, 82"
_OURS = "our own advice, beside items 22, 81"


def _found(duty: str) -> Callable[[Standing], Iterator[Hit]]:
    """Make a finder of those of one duty; why it is enough to find them, the page tells."""

    def find(standing: Standing) -> Iterator[Hit]:
        for person, ways in standing.who_are_found(duty):
            fields = {"name": _up(person), "parts": either(standing.page, ways)}
            yield Hit(fields=fields, why="" if duty == "must" else ways[0].way.why, apart=person.id)

    return find


def _hidden(standing: Standing) -> Iterator[Hit]:
    for person in standing.who_are_hidden():
        yield Hit(fields={"name": _up(person)}, apart=person.id)


def _up(person: Person) -> str:
    return person.name[:1].upper() + person.name[1:]


WRONG: tuple[Check[Standing], ...] = (
    Check(
        name="found",
        advice="{name}: can be found ({parts}).",
        why="",  # the page tells
        source=LIST,
        find=_found("never"),
        flags=(example("never"), example("agreed", "never")),
        leaves=(example("never", gone=["part-1"]), example("ask", "agreed", "must")),
        official="danger",
        open="danger",
        hostile="danger",
    ),
    Check(
        name="found-unasked",
        advice="{name}: can be found ({parts}). Ask first, or say less.",
        why="",
        source=_OURS,
        find=_found("ask"),
        flags=(example("ask"),),
        leaves=(example("ask", gone=["part-1"]), example("never", "agreed", "must")),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="hidden",
        advice="{name}: must be named here.",
        why="People must know whom to ask and whom to hold to account. Where an office speaks, hiding is the fault.",
        source=_NAMED,
        find=_hidden,
        flags=(example("must", gone=["part-1"]),),
        leaves=(example("must"), example("never", "ask", "agreed", gone=["part-1", "part-2", "part-3"])),
        official="required",
        open="required",
        hostile="required",
    ),
)
"""Those that tell of somebody who stands there and should not, or does not stand there and should."""

PEOPLE: tuple[Check[Standing], ...] = (
    *WRONG,
    Check(
        name="found-agreed",
        advice="{name}: can be found, and has agreed ({parts}).",
        why="",
        source=_OURS,
        find=_found("agreed"),
        flags=(example("agreed"),),
        leaves=(example("agreed", gone=["part-1"]), example("never", "ask", "must")),
        official="good",
        open="good",
        hostile="good",
    ),
    Check(
        name="found-named",
        advice="{name}: named, as it should be ({parts}).",
        why="People know whom to ask and whom to hold to account.",
        source=_NAMED,
        find=_found("must"),
        flags=(example("must"),),
        leaves=(example("must", gone=["part-1"]), example("never", "ask", "agreed")),
        official="good",
        open="good",
        hostile="good",
    ),
)

"""Say what speaks for and against a form of gathering, for a group in a setting."""

from collections.abc import Iterator

from toolkit.review.findings import Check, Finding, Hit
from toolkit.review.reviewing import examined
from toolkit.sessions.groups_and_pages.gatherings import Form, Group
from toolkit.sessions.groups_and_pages.judge.considered import Considered, clash, example
from toolkit.sessions.groups_and_pages.judge.exposed import EXPOSED

_FORM = "our own advice, beside item 48"


def form_findings(group: Group, form: Form, setting: str) -> list[Finding]:
    """Say what speaks against a form for a group in a setting; praise one against which nothing does."""
    return list(examined(Considered(group, form, setting), CHECKS).findings)


def _can_do_it(one: Considered) -> Iterator[Hit]:
    if all(found.verdict == "advice" for found in one.clashes):
        yield Hit()


CHECKS: tuple[Check[Considered], ...] = (
    Check(
        name="lost",
        advice="Strangers need this group, and cannot find it here.",
        why="What no search finds is reached only by those who know somebody inside.",
        source=_FORM,
        find=clash("lost"),
        flags=(example("found", exists="members"),),
        leaves=(example("found", exists="anybody"), example(exists="members")),
    ),
    Check(
        name="mute",
        advice="Its people cannot write to each other here.",
        why="Here one side speaks. Those who have something to tell each other go elsewhere.",
        source=_FORM,
        find=clash("mute"),
        flags=(example("talk", talk=False),),
        leaves=(example("talk", talk=True), example(talk=False)),
    ),
    Check(
        name="deaf",
        advice="Somebody who asks cannot be answered here.",
        why="Whoever asks and gets no answer will ask in public why.",
        source="our own advice, beside item 35",
        find=clash("deaf"),
        flags=(example("answer", answers=False),),
        leaves=(example("answer", answers=True), example(answers=False)),
    ),
    Check(
        name="crowd",
        advice="One voice is wanted, and here everybody writes.",
        why="One short text a week is lost between a hundred answers; and each answer names somebody.",
        source=_FORM,
        find=clash("crowd"),
        flags=(example("told", talk=True), example("told", talk=True, setting="official")),
        leaves=(example("told", talk=False), example(talk=True)),
    ),
    Check(
        name="alone",
        advice="This hangs on one person.",
        why="It belongs to one person, and ends with that person’s account, telephone or liberty.",
        source="our own advice, beside item 82",
        better="Use a form that several can run.",
        find=clash("alone"),
        flags=(example(bears="person"), example(bears="person", id="profile")),
        leaves=(example(bears="people"), example(bears="office")),
    ),
    Check(
        name="office",
        advice="An office needs a page that names it.",
        why="An office changes its officers. Readers must see which office speaks, and who answers for it.",
        source=_FORM,
        better="A page that names the office; other forms may hang on it, with a link from the page.",
        find=clash("office"),
        flags=(example("office", bears="people", setting="official"), example("office", bears="name")),
        leaves=(example("office", bears="office", setting="official"), example(bears="people")),
    ),
    *EXPOSED,
    Check(
        name="can-do-it",
        advice="This form can do it.",
        why="It does what this group needs. What it shows on your network, and to whom: look it up before you begin.",
        source=_FORM,
        find=_can_do_it,
        flags=(example("found"), example("told", talk=True)),
        leaves=(example("found", exists="members"), example("plans", posts="anybody")),
        official="good",
        open="good",
        hostile="good",
    ),
)

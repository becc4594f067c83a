"""Judge who holds which key to a page or group: is it more than one person, and what if one is taken away?"""

from collections.abc import Iterator
from typing import Any

from toolkit.exercises.judges import Judge
from toolkit.exercises.questions import Question
from toolkit.exercises.saying import filled
from toolkit.review import Review
from toolkit.review.findings import Check, Finding, Hit
from toolkit.review.reviewing import examined
from toolkit.sessions.groups_and_pages.judge.planned import Planned, example, gap
from toolkit.sessions.groups_and_pages.role_cases import cases
from toolkit.sessions.groups_and_pages.roles import CONDITIONS, SOON, Plan, gaps, plan

ARRESTED = "item 82; Bynet: A slippery weapon!, 18 December 2012"
_BESIDE = "our own advice, beside item 82"
_OURS = "our own advice; working in groups and with pages: item 64"


def plan_findings(made: Plan, setting: str) -> list[Finding]:
    """Say what a plan leaves open, the gravest first; of one without a gap, what it does and does not promise."""
    return list(examined(Planned(made, setting), CHECKS).findings)


def share(made: Plan) -> float:
    """Tell which part of the conditions a plan meets; what is still empty meets none."""
    open_ = {one.condition for one in gaps(made)}
    if "filled" in open_:
        # While roles are empty nothing can be said of those who hold all keys, or of powers that rest on one person.
        open_ |= {"keys", "alone"}
    return (len(CONDITIONS) - len(open_)) / len(CONDITIONS) if made.holdings else 0.0


def _read(question: Question, answer: Any, _: Any) -> Planned | None:
    given, about = filled(answer), question.about
    return Planned(plan(cases()[about["case"]].people, given), about.get("setting", "open")) if given else None


def _worth(planned: Planned, _: Review) -> float:
    return share(planned.plan)


def _holds(planned: Planned) -> Iterator[Hit]:
    if not planned.gaps:
        yield Hit()


CHECKS: tuple[Check[Planned], ...] = (
    Check(
        name="empty",
        advice="Still without anybody: {named}.",
        why="What nobody has been given, somebody has all the same: whoever made the account.",
        source=_OURS,
        find=gap("empty"),
        flags=(example("editor.1", "editor.2"), example("phone.1")),
        leaves=(example(), example(phone_1="bo")),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="alone",
        advice="Rests on one person: {named}.",
        why="If they fall ill, leave, or are detained, this power is gone, or in other hands.",
        source=_BESIDE,
        better="Give it to a second person, in another city if you can.",
        find=gap("alone"),
        flags=(example("owner.2"), example(owner_2="ada.apart")),
        leaves=(example(), example("owner.1", "owner.2")),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="pocket",
        advice="The recovery number rings with {named}.",
        why="A number rings in one pocket only. Whoever holds that telephone, or can have messages read at the phone "
        "company, gets what is sent for a new password.",
        source=_BESIDE,
        better="Enter no number where the network allows it (look it up), and use two other second factors.",
        find=gap("pocket"),
        flags=(example(phone_1="cy"),),
        leaves=(example(), example("phone.1")),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="admins",
        advice="Fewer than two people can lead: name an owner and an administrator.",
        why="In June 2011 an administrator in Belarus was visited, and arrested a day later.",
        source=ARRESTED,
        find=gap("admins"),
        flags=(example("owner.2", "admin.2"),),
        leaves=(example(), example("owner.1", "admin.2")),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="deputy",
        advice="No deputy is named.",
        why="A deputy has agreed beforehand to step in, and knows what to do. In the hour itself it is too late "
        "to ask.",
        source=_OURS,
        find=gap("deputy"),
        flags=(example("deputy"), example(deputy="somebody else")),
        leaves=(example(),),
        open="required",
        hostile="required",
    ),
    Check(
        name="deputy-near",
        advice="In the same city: {named}. Choose a deputy elsewhere.",
        why="One evening is enough to visit two people in one city. A deputy elsewhere can still act.",
        source=_BESIDE,
        find=gap("deputy-near"),
        flags=(example(deputy="cy"),),
        leaves=(example(), example("deputy")),
        hostile="required",
    ),
    Check(
        name="deputy-powerless",
        advice="{named} is deputy, but neither owner nor administrator.",
        why="Somebody who only knows the plan can make calls. An owner or administrator can sign telephones out "
        "and take roles away.",
        source=_OURS,
        find=gap("deputy-powerless"),
        flags=(example(deputy="cy"),),
        leaves=(example(), example(deputy="cy", admin_2="cy.telephone")),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="exit-few",
        advice="Name two people for the exit: who hides or closes what?",
        why="To hide or close the page must not depend on the one who may be taken.",
        source=_OURS,
        find=gap("exit-few"),
        flags=(example("exit.2"), example(exit_2="ada")),
        leaves=(example(),),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="exit-near",
        advice="The exit lies in one city: {named}.",
        why="Both may be visited in one evening.",
        source=_BESIDE,
        find=gap("exit-near"),
        flags=(example(exit_2="cy"),),
        leaves=(example(), example("exit.2")),
        hostile="required",
    ),
    Check(
        name="exit-powerless",
        advice="{named} is to lead the exit, but has no power to do so.",
        why="Only an owner or administrator can hide a list, sign telephones out or close the page.",
        source=_OURS,
        find=gap("exit-powerless"),
        flags=(example(exit_1="cy"),),
        leaves=(example(), example(exit_1="cy", admin_1="cy.telephone")),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="exit-late",
        advice="Say within which time the exit begins: {hours} hours at most.",
        why="In 2011 a day lay between the visit and the arrest. “Within a day” is our own limit, not a published one.",
        source=ARRESTED,
        find=gap("exit-late", hours=SOON),
        flags=(example(hours="72"), example(hours="later"), example("hours")),
        leaves=(example(), example(hours=str(SOON))),
        open="required",
        hostile="required",
    ),
    Check(
        name="all-keys",
        advice="{named} holds all keys.",
        why="Who leads, and holds mailbox and second factor, is the whole page. So is whoever holds that person.",
        source=_BESIDE,
        better="Give the recovery mailbox or the second factor to two others.",
        find=gap("all-keys"),
        flags=(example(mail_1="ada.apart"),),
        leaves=(example(), example(second_1="ada.telephone")),
        official="required",
        open="required",
        hostile="danger",
    ),
    Check(
        name="one-telephone",
        advice="The telephone of {named} alone can set a new password.",
        why="Networks differ: with many the mailbox alone sets a new password. Plan as if it were enough.",
        source=_BESIDE,
        better="Keep one of the two apart: a key, a paper, another person.",
        find=gap("one-telephone"),
        flags=(example(mail_1="cy.telephone"), example(mail_2="bo.telephone")),
        leaves=(example(), example(mail_1="ada.telephone")),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="holds",
        advice="On paper the plan holds, whoever is taken away. That is no promise.",
        why="It says only that no single person ends it. Threats change, people move: look at it again every month.",
        source=_BESIDE,
        find=_holds,
        flags=(example(), example(setting="open")),
        leaves=(example("deputy"), example(phone_1="bo")),
        official="good",
        open="good",
        hostile="good",
    ),
)

roleplan = Judge(read=_read, checks=CHECKS, worth=_worth)
"""Who looks at a role sheet: what holds if one person is taken away, whoever it is (item 82)."""

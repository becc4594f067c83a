"""Judge who holds which key to a page or group: is it more than one person, and what if one is taken away?"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from toolkit.exercises.saying import filled, marked, saying, says
from toolkit.exercises.scoring import Marks
from toolkit.review.findings import Finding
from toolkit.sessions.groups_and_pages.role_cases import cases, words
from toolkit.sessions.groups_and_pages.roles import CONDITIONS, SOON, Gap, Plan, gaps, plan

if TYPE_CHECKING:
    from toolkit.exercises.questions import Question

ARRESTED = "item 82; Bynet: A slippery weapon!, 18 December 2012"
_BESIDE = "our own advice, beside item 82"
_OURS = "our own advice; working in groups and with pages: item 64"
# How much a gap matters in each setting, where it is not simply needed.
_WEIGHT = {
    "deputy": {"official": "advice"},
    "deputy-near": {"official": "advice", "open": "advice"},
    "exit-near": {"official": "advice", "open": "advice"},
    "exit-late": {"official": "advice"},
    "all-keys": {"hostile": "danger"},
}


def roleplan(question: "Question", answer: Any, _: Any) -> Marks:
    """Judge a role sheet: what holds if one person is taken away, whoever it is (item 82)."""
    given = filled(answer)
    if not given:
        return Marks(0.0)
    made = plan(cases()[question.about["case"]].people, given)
    return marked(plan_findings(made, question.about.get("setting", "open")), share(made))


def share(made: Plan) -> float:
    """Tell which part of the conditions a plan meets; what is still empty meets none."""
    open_ = {one.condition for one in gaps(made)}
    if "filled" in open_:
        # While roles are empty nothing can be said of those who hold all keys, or of powers that rest on one person.
        open_ |= {"keys", "alone"}
    return (len(CONDITIONS) - len(open_)) / len(CONDITIONS) if made.holdings else 0.0


def plan_findings(made: Plan, setting: str) -> list[Finding]:
    """Say what a plan leaves open, the gravest first; of one without a gap, what it does and does not promise."""
    found = gaps(made)
    if found:
        return list(marked(_said(made, found, setting), 0.0).findings)
    why = "It says only that no single person ends it. Threats change, people move: look at it again every month."
    return [
        says("good", "On paper the plan holds, whoever is taken away. That is no promise.", why=why, source=_BESIDE)
    ]


def _said(made: Plan, found: tuple[Gap, ...], setting: str) -> Iterator[Finding]:
    for gap in found:
        named = _names(made, gap)
        # Findings of one name are shown as one: with `found` a second person is named beside the first.
        yield replace(_SAYING[gap.kind](_weight(gap.kind, setting), named=named), found=named)


def _weight(kind: str, setting: str) -> str:
    return _WEIGHT.get(kind, {}).get(setting, "required")


def _names(made: Plan, gap: Gap) -> str:
    """Name people and powers in words."""
    powers = words("powers")
    return ", ".join(made.people[one].name if one in made.people else powers.get(one, one) for one in gap.about)


_SAYING: Mapping[str, Callable[..., Finding]] = {
    "empty": saying(
        "Still without anybody: {named}.",
        why="What nobody has been given, somebody has all the same: whoever made the account.",
        source=_OURS,
    ),
    "alone": saying(
        "Rests on one person: {named}.",
        why="If they fall ill, leave, or are detained, this power is gone, or in other hands.",
        source=_BESIDE,
        better="Give it to a second person, in another city if you can.",
    ),
    "pocket": saying(
        "The recovery number rings with {named}.",
        why="A number rings in one pocket only. Whoever holds that telephone, or can have messages read at the phone "
        "company, gets what is sent for a new password.",
        source=_BESIDE,
        better="Enter no number where the network allows it (look it up), and use two other second factors.",
    ),
    "admins": saying(
        "Fewer than two people can lead: name an owner and an administrator.",
        why="In June 2011 an administrator in Belarus was visited, and arrested a day later.",
        source=ARRESTED,
    ),
    "deputy": saying(
        "No deputy is named.",
        why="A deputy has agreed beforehand to step in, and knows what to do. In the hour itself it is too late "
        "to ask.",
        source=_OURS,
    ),
    "deputy-near": saying(
        "In the same city: {named}. Choose a deputy elsewhere.",
        why="One evening is enough to visit two people in one city. A deputy elsewhere can still act.",
        source=_BESIDE,
    ),
    "deputy-powerless": saying(
        "{named} is deputy, but neither owner nor administrator.",
        why="Somebody who only knows the plan can make calls. An owner or administrator can sign telephones out "
        "and take roles away.",
        source=_OURS,
    ),
    "exit-few": saying(
        "Name two people for the exit: who hides or closes what?",
        why="To hide or close the page must not depend on the one who may be taken.",
        source=_OURS,
    ),
    "exit-near": saying(
        "The exit lies in one city: {named}.",
        why="Both may be visited in one evening.",
        source=_BESIDE,
    ),
    "exit-powerless": saying(
        "{named} is to lead the exit, but has no power to do so.",
        why="Only an owner or administrator can hide a list, sign telephones out or close the page.",
        source=_OURS,
    ),
    "exit-late": saying(
        "Say within which time the exit begins: {hours} hours at most.",
        why="In 2011 a day lay between the visit and the arrest. “Within a day” is our own limit, not a published one.",
        source=ARRESTED,
        hours=SOON,
    ),
    "all-keys": saying(
        "{named} holds all keys.",
        why="Who leads, and holds mailbox and second factor, is the whole page. So is whoever holds that person.",
        source=_BESIDE,
        better="Give the recovery mailbox or the second factor to two others.",
    ),
    "one-telephone": saying(
        "The telephone of {named} alone can set a new password.",
        why="Networks differ: with many the mailbox alone sets a new password. Plan as if it were enough.",
        source=_BESIDE,
        better="Keep one of the two apart: a key, a paper, another person.",
    ),
}

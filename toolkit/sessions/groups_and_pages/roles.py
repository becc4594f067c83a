"""Who holds which power over a page or group, what is lost when one person is taken away, and what others can do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.sessions.groups_and_pages.role_cases import Person

SHARED = ("owner", "admin", "moderator", "editor", "mail", "second")
"""Powers that two people should hold; the recovery number is one more, and rings in one pocket only."""
POWERS = (*SHARED, "phone")
LEADING = ("owner", "admin")  # those who can take roles away, let in, hide and close
NOWHERE = "nowhere"  # no recovery number is entered
SOON = 24
"""Hours within which the first steps of an exit are taken: a threshold of ours, no published one."""
CONDITIONS = ("filled", "alone", "admins", "deputy", "exit", "keys")
"""What a plan is looked at for; each gap belongs to one of them."""


@dataclass(frozen=True)
class Holding:
    """A power in somebody's hands: on the telephone that they carry, or apart from it."""

    power: str
    who: str
    device: str  # telephone or apart


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Who holds what, who steps in, who leads the exit, and within how many hours (None: not said)."""

    people: Mapping[str, Person]
    holdings: tuple[Holding, ...] = ()
    no_number: bool = False  # decided: no recovery telephone number
    deputy: str = ""
    exit: tuple[str, ...] = ()
    hours: int | None = None

    def holders(self, *powers: str) -> tuple[str, ...]:
        """List who holds any of these powers, each once."""
        return tuple(dict.fromkeys(one.who for one in self.holdings if one.power in powers))

    def held(self, who: str, device: str = "") -> frozenset[str]:
        """Collect the powers that somebody holds, on one device or on any."""
        return frozenset(one.power for one in self.holdings if one.who == who and device in ("", one.device))


@dataclass(frozen=True)
class Gap:
    """One thing that a plan leaves open, and about whom or what: ids of people, or of powers."""

    kind: str
    about: tuple[str, ...] = ()

    @property
    def condition(self) -> str:
        """Name the condition that it breaks: one of CONDITIONS."""
        return _BREAKS.get(self.kind, self.kind)


_BREAKS = {
    "empty": "filled",
    "pocket": "alone",
    "deputy-near": "deputy",
    "deputy-powerless": "deputy",
    "exit-few": "exit",
    "exit-powerless": "exit",
    "exit-near": "exit",
    "exit-late": "exit",
    "all-keys": "keys",
    "one-telephone": "keys",
}


@dataclass(frozen=True, kw_only=True)
class Tonight:
    """What follows when one person is detained tonight, with the telephone they carry."""

    who: str
    now: tuple[str, ...]  # powers in other hands at once
    later: tuple[str, ...]  # powers that a search, or pressure, can bring by tomorrow
    left: Mapping[str, tuple[str, ...]]  # who still holds each power
    lost: tuple[str, ...]  # powers that nobody else holds
    takes_over: bool  # that telephone alone can shut all others out
    can_end: tuple[str, ...]  # others who can end the sessions and take the roles away
    near: tuple[str, ...]  # others with a power in the same city: perhaps visited tonight as well
    steps_in: str  # the deputy, if there is one left
    leads_exit: tuple[str, ...]  # of those named for the exit, who is left and able
    readable: tuple[str, ...]  # what can be read off


def plan(people: Mapping[str, Person], sheet: Mapping[str, Any]) -> Plan:
    """Read a filled-in sheet; what names nobody of these people counts as left open.

    Fields: "owner.1", "owner.2" and so on hold "person.device"; "phone.1" a person or NOWHERE; "deputy", "exit.1",
    "exit.2" a person; "hours" a number of hours.
    """
    pairs = [(power, str(sheet.get(f"{power}.{n}", "")).partition(".")) for power in SHARED for n in (1, 2)]
    held = [Holding(power, who, "apart" if device == "apart" else "telephone") for power, (who, _, device) in pairs]
    held.append(Holding("phone", str(sheet.get("phone.1", "")), "telephone"))
    leads = dict.fromkeys(str(sheet.get(f"exit.{n}", "")) for n in (1, 2))
    hours, deputy = str(sheet.get("hours", "")), str(sheet.get("deputy", ""))
    return Plan(
        people=people,
        holdings=tuple(one for one in dict.fromkeys(held) if one.who in people),
        no_number=sheet.get("phone.1") == NOWHERE,
        deputy=deputy if deputy in people else "",
        exit=tuple(who for who in leads if who in people),
        hours=int(hours) if hours.isdecimal() and len(hours) <= 4 else None,
    )


def detained(made: Plan, who: str) -> Tonight:
    """Work out what follows when somebody is detained tonight, with their telephone (item 82).

    >>> from toolkit.sessions.groups_and_pages.role_cases import cases
    >>> both = plan(cases()["lab"].people, {"owner.1": "aila.telephone", "owner.2": "doman.apart"})
    >>> detained(both, "aila").left["owner"], detained(both, "doman").takes_over
    (('doman',), False)
    """
    now, all_ = made.held(who, "telephone"), made.held(who)
    left = {power: tuple(one for one in made.holders(power) if one != who) for power in POWERS}
    leading = tuple(one for one in made.holders(*LEADING) if one != who)
    # On most networks an administrator cannot take away the role of an owner.
    above = tuple(one for one in made.holders("owner") if one != who) if "owner" in all_ else leading
    city = made.people[who].city if who in made.people else ""
    return Tonight(
        who=who,
        now=tuple(power for power in POWERS if power in now),
        later=tuple(power for power in POWERS if power in all_ - now),
        left=left,
        lost=tuple(power for power in POWERS if power in all_ and not left[power]),
        takes_over="owner" in now or resets(now),
        can_end=above,
        near=tuple(one for one in made.holders(*POWERS) if one != who and made.people[one].city == city),
        steps_in=made.deputy if made.deputy != who and made.deputy in leading else "",
        leads_exit=tuple(one for one in made.exit if one in leading),
        readable=tuple(_readable(now)),
    )


def resets(powers: frozenset[str]) -> bool:
    """Tell whether these powers together set a new password for the whole account.

    Networks differ: many send a new password to the mailbox alone, and ask for the second factor at sign-in only. So we
    plan as if the mailbox alone were enough.
    """
    return "mail" in powers


def _readable(now: frozenset[str]) -> Iterator[str]:
    yield "contacts"
    if now & {"owner", "admin", "moderator", "editor"}:
        yield "admins"
    if now & {"owner", "admin", "moderator"}:
        yield "members"
    if now & {"owner", "admin", "editor"}:
        yield "inbox"
    if "mail" in now:
        yield "mailbox"


def gaps(made: Plan) -> tuple[Gap, ...]:
    """List what a plan leaves open. None means that no single arrest ends it on paper; it never means safety."""
    return (*_shared(made), *_deputy(made), *_exit(made), *_keys(made))


def _shared(made: Plan) -> Iterator[Gap]:
    empty = [power for power in SHARED if not made.holders(power)]
    if not made.holders("phone") and not made.no_number:
        empty.append("phone")
    if empty:
        yield Gap("empty", tuple(empty))
    if alone := tuple(power for power in SHARED if len(made.holders(power)) == 1):
        yield Gap("alone", alone)
    if made.holders("phone"):
        yield Gap("pocket", made.holders("phone"))
    if len(made.holders(*LEADING)) < 2:
        yield Gap("admins")


def _deputy(made: Plan) -> Iterator[Gap]:
    """A deputy lives elsewhere than all others who lead, and holds a power to act with."""
    if not made.deputy:
        yield Gap("deputy")
        return
    near = [one for one in made.holders(*LEADING) if one != made.deputy and _same_city(made, one, made.deputy)]
    if near:
        yield Gap("deputy-near", (made.deputy, *near))
    if made.deputy not in made.holders(*LEADING):
        yield Gap("deputy-powerless", (made.deputy,))


def _same_city(made: Plan, *people: str) -> bool:
    return len({made.people[one].city for one in people}) == 1


def _exit(made: Plan) -> Iterator[Gap]:
    """Two people in two cities can hide or close it, soon, whoever is taken away."""
    if len(made.exit) < 2:
        yield Gap("exit-few")
    elif _same_city(made, *made.exit):
        yield Gap("exit-near", made.exit)
    if weak := tuple(one for one in made.exit if one not in made.holders(*LEADING)):
        yield Gap("exit-powerless", weak)
    if made.hours is None or made.hours > SOON:
        yield Gap("exit-late")


def _keys(made: Plan) -> Iterator[Gap]:
    """Nobody holds all keys, and no telephone sets a new password by itself."""
    for who in made.people:
        held, carried = made.held(who), made.held(who, "telephone")
        if held & set(LEADING) and {"mail", "second"} <= held:
            yield Gap("all-keys", (who,))
        elif resets(carried):
            yield Gap("one-telephone", (who,))

"""Who takes part: code names, and what the facilitator chose to note about them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from toolkit.facilitator.cohort.codes import code_names, fault, more_code_names
from toolkit.facilitator.cohort.weeks import Weeks, sessions, weeks_from

_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+-]{0,30}(?:/[A-Za-z0-9_+-]{1,30}){0,2}")
# Letters of any script with what stands between them; of the signs on a Latin keyboard only those of a country's name.
_COUNTRY = re.compile(r"(?:(?:[A-Za-z]|[^\x00-\x7f])(?:[A-Za-z .'()-]|[^\x00-\x7f]){0,39})?")
_LONGEST_COUNTRY, _LONGEST_REASON, _FIRST_YEAR = 40, 400, 2000


@dataclass(frozen=True)
class Member:
    """One person, known by a code name alone.

    `zone` (IANA, such as Africa/Cairo) and `country` (ISO code or a word) are only there if the facilitator entered
    them. `let_through` holds a week and a reason for every gate that was opened by hand.
    Raises ValueError, in words for a facilitator, for anything that may be a name or an address.
    """

    code: str
    zone: str = ""
    country: str = ""
    let_through: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        for said in _faults(self):
            raise ValueError(said)


@dataclass(frozen=True)
class Cohort:
    """A group that takes the course together; `seed` draws its code names, `moved` holds dates set by hand.

    Raises ValueError if a code name comes twice, or the year of the first day must be a slip.
    """

    starts: date
    members: tuple[Member, ...] = ()
    seed: int = 0
    moved: Weeks | None = None

    def __post_init__(self) -> None:
        if len(set(self.codes)) < len(self.members):
            raise ValueError("Two people have the same code name. Everybody needs one of their own.")
        if not _FIRST_YEAR <= self.starts.year < _FIRST_YEAR + 200:
            raise ValueError(f"Please look at the year of the first day again: it says {self.starts.year}.")

    @property
    def codes(self) -> tuple[str, ...]:
        """All code names."""
        return tuple(member.code for member in self.members)

    @property
    def weeks(self) -> Weeks:
        """The four weeks: as they were moved by hand, or from the first day on."""
        return self.moved or weeks_from(self.starts)

    @property
    def zones(self) -> tuple[str, ...]:
        """The time zones that were entered, one for each person who has one."""
        return tuple(member.zone for member in self.members if member.zone)

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries that were entered, one for each person who has one."""
        return tuple(member.country for member in self.members if member.country)

    def member(self, code: str) -> Member:
        """Find a person. Raises LookupError if nobody has this code name."""
        found = next((member for member in self.members if member.code == code), None)
        if found is None:
            raise LookupError(fault(code) or f"Nobody in this cohort has the code name “{code}”.")
        return found

    def with_member(self, changed: Member) -> "Cohort":
        """Put what is known about a person in the place of what was. Raises LookupError for an unknown code name."""
        self.member(changed.code)
        members = tuple(changed if member.code == changed.code else member for member in self.members)
        return replace(self, members=members)


def new_cohort(starts: date, count: int, seed: int = 0) -> Cohort:
    """Make a cohort of so many code names, about whom nothing is known."""
    return Cohort(starts, tuple(map(Member, code_names(count, seed))), seed)


def grown(cohort: Cohort, count: int) -> Cohort:
    """Add so many people to a cohort; the code names that were given out stay."""
    added = more_code_names(cohort.codes, count, cohort.seed)
    return replace(cohort, members=(*cohort.members, *map(Member, added)))


def let_through(cohort: Cohort, code: str, week: str, reason: str) -> Cohort:
    """Let somebody into a week although the gate before it is not passed, and note why.

    Raises LookupError for an unknown code name, ValueError for an unknown week or without a reason.
    """
    member = cohort.member(code)
    others = tuple(one for one in member.let_through if one[0] != week)
    return cohort.with_member(replace(member, let_through=(*others, (week, reason.strip()))))


def _faults(member: Member) -> Iterator[str]:
    """Say what is wrong with an entry, never repeating what may be a name."""
    if said := fault(member.code):
        yield said
    if member.zone and not _ZONE.fullmatch(member.zone):
        yield "A time zone is written as Africa/Cairo: continent, slash, city."
    if not _is_country(member.country):
        yield f"A country is two letters (EG) or its name, with at most {_LONGEST_COUNTRY} letters."
    for week, reason in member.let_through:
        if week not in sessions():
            yield f"There is no week of this name to be let into; the weeks are {', '.join(sessions())}."
        if not reason.strip() or len(reason) > _LONGEST_REASON or not reason.isprintable():
            yield f"Say in one line, with at most {_LONGEST_REASON} signs, why this person was let through."
        if "@" in reason:
            yield "Please write no address into the reason; it stays in the course’s folder."


def _is_country(said: str) -> bool:
    return bool(_COUNTRY.fullmatch(said)) and said.isprintable() and not any(sign.isdigit() for sign in said)

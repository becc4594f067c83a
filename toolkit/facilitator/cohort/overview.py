"""Begin a cohort, and say where it stands: what the commands and the facilitator's desk share."""

from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from toolkit.facilitator.cohort.cards import cards_html
from toolkit.facilitator.cohort.gradebook import standing_of
from toolkit.facilitator.cohort.page import page_html
from toolkit.facilitator.cohort.roster import Cohort, Member, NoCohort, grown, new_cohort, read_cohort, write_cohort
from toolkit.facilitator.cohort.weeks import sessions
from toolkit.facilitator.grading.course import open_course
from toolkit.facilitator.grading.gradebook import open_gradebook
from toolkit.privacy import write

CARDS, PAGE = "cards.html", "cohort.html"


def begin(folder: Path, count: int, starts: date, notes: str = "") -> Cohort:
    """Make the cohort of a course folder and its cards, or let one that is there grow; no code name changes.

    `notes` holds a line for each person of whom something is to be noted: code name, country, time zone.
    Raises ValueError or LookupError, in words for a facilitator.
    """
    try:
        cohort = _kept(read_cohort(folder), count, starts)
    except NoCohort:
        cohort = new_cohort(starts, count)
    cohort = _noted(cohort, notes)
    write_cohort(folder, cohort)
    write(folder / CARDS, cards_html(cohort).encode("utf-8", "replace"))
    return cohort


def move(folder: Path, week: str, first: date, last: date | None = None) -> Cohort:
    """Give one week of a cohort other dates (item 62); it keeps its length if no last day is named.

    Raises LookupError, in words for a facilitator, if there is no cohort yet or no such week.
    """
    before = read_cohort(folder)
    cohort = replace(before, moved=before.weeks.moved(week, first, last))
    write_cohort(folder, cohort)
    return cohort


def _kept(before: Cohort, count: int, starts: date) -> Cohort:
    """Let a cohort grow, and move its dates; people are not taken out of it here."""
    more = count - len(before.members)
    if more < 0:
        raise ValueError(f"This cohort has {len(before.members)} code names already. It can only grow.")
    cohort = grown(before, more) if more else before
    return replace(cohort, starts=starts, moved=cohort.moved if starts == before.starts else None)


def _noted(cohort: Cohort, notes: str) -> Cohort:
    for line in filter(str.strip, notes.splitlines()):
        code, country, zone = [*map(str.strip, line.split(",")), "", ""][:3]
        cohort = cohort.with_member(replace(cohort.member(code), country=country, zone=zone))
    return cohort


def cohort_page(folder: Path, names: bool = False) -> str:
    """Make the cohort page of a course: from the records in its gradebook, and what the facilitator noted."""
    members: tuple[Member, ...] = ()
    with suppress(NoCohort):  # nobody needs a list of the group to see how it does
        members = read_cohort(folder).members
    course, _ = open_course(folder)
    with open_gradebook(course) as gradebook:
        now = standing_of(
            gradebook,
            sessions(),
            members=[one.code for one in members],
            countries={one.code: one.country for one in members if one.country},
            zones={one.code: one.zone for one in members if one.zone},
        )
    return page_html(now, names=names)


def write_page(folder: Path, names: bool = False) -> Path:
    """Write the cohort page into the course, in the place of an earlier one."""
    return write(folder / PAGE, cohort_page(folder, names).encode("utf-8", "replace"))

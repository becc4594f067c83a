"""Begin a course: code names instead of names, cards to hand out, dates, a time to chat, exercises released."""

from collections.abc import Sequence
from datetime import date
from html import escape

import ipywidgets as w

from toolkit.faces.html import WEEK_WORDS, auto, table_html
from toolkit.faces.i18n import t
from toolkit.facilitator.bundling.bundle import NAME, bundle
from toolkit.facilitator.cohort.overview import CARDS, begin, move
from toolkit.facilitator.cohort.roster import Cohort, read_cohort
from toolkit.facilitator.cohort.slots import chat_slots
from toolkit.facilitator.cohort.weeks import checked, sessions
from toolkit.facilitator.desk.step import Step, area, field, number, said
from toolkit.facilitator.grading.release import assignments, release

_MOST = 5_000
_SLOTS = 5


class Begin(Step):
    """People, dates and a time to chat; then the exercises."""

    title = "1. Begin"
    purpose = (
        "Trainees are code names: you need no list of who is who, and nobody can take one from you. Leave the time "
        "zones empty if you do not need a common time to chat."
    )

    def build(self) -> Sequence[w.Widget]:
        """Make the fields and the two buttons."""
        before = self._before()
        self.people = field("How many people", str(len(before.members)) if before else "", "66")
        self.first = field("First day", str(before.starts) if before else "", "2027-01-11")
        self.zones = area("Time zones, one in a line, such as Africa/Tunis", "", 3)
        noted = [one for one in before.members if one.country or one.zone] if before else []
        self.notes = area(
            "Only if you need it: code name, country, time zone, one person in a line (amber-linden, TN, Africa/Tunis)",
            "\n".join(", ".join((one.code, one.country, one.zone)) for one in noted),
            3,
        )
        self.week = w.Dropdown(options=[(t(WEEK_WORDS[week]), week) for week in sessions()], description=t("Move"))
        self.week.add_class("hta-choose")
        self.begins = field("It begins on", "", "2027-01-25")
        self.ends = field("It ends on (empty: as long as before)")
        return [
            *(self.people, self.first, self.zones, self.notes),
            self.button("Make code names and cards", self.make, "primary"),
            *(self.week, self.begins, self.ends),
            self.button("Move this week", self.move),
            self.button("Release the exercises", self.release, "primary"),
            self.button("Make the ZIP for trainees", self.bundle),
        ]

    def _before(self) -> Cohort | None:
        try:
            return read_cohort(self.folder)
        except LookupError:
            return None

    def make(self) -> str:
        """Make the cohort, or let one that is there grow; nobody's code name changes."""
        cohort = begin(self.folder, number(self.people, _MOST), _day(self.first), self.notes.value)
        made = t("{count} code names are made.", count=len(cohort.members))
        return f"{auto(made)}{self.link(self.folder / CARDS, t('Open the cards to print'))}{self._dates(cohort)}"

    def move(self) -> str:
        """Give one week other dates; what that does to the others is said."""
        ends = _day(self.ends) if self.ends.value.strip() else None
        return self._dates(move(self.folder, self.week.value, _day(self.begins), ends))

    def _dates(self, cohort: Cohort) -> str:
        rows = [
            (
                escape(week.name),
                f"{week.first:%a %d %b %Y}",
                f"{week.last:%a %d %b %Y}",
                escape(", ".join(week.sessions)),
            )
            for week in cohort.weeks
        ]
        table = table_html(t("Your four weeks"), (t("Week"), t("First day"), t("Last day"), t("Sessions")), rows)
        odd = "".join(said(sentence) for sentence in checked(cohort.weeks, date.today()))
        return f"{table}{odd}{self._chat(cohort)}"

    def _chat(self, cohort: Cohort) -> str:
        zones = [line.strip() for line in self.zones.value.splitlines() if line.strip()] + list(cohort.zones)
        if not zones:
            return ""
        offer = chat_slots(zones, next(iter(cohort.weeks)))
        rows = "".join(f"<li>{escape(slot.told())}</li>" for slot in (offer.groups or offer.slots)[:_SLOTS])
        odd = "".join(said(sentence) for sentence in offer.said)
        return f'<div class="hta-prompt">{escape(t("Times to chat in the first week"))}</div><ul>{rows}</ul>{odd}'

    def bundle(self) -> str:
        """Make what trainees get: workbooks, exercises and how to start, without solutions."""
        made = bundle(self.folder, self.folder / f"{NAME}.zip")
        told = t("The ZIP has {size} KB and holds no key. Its first file says how to start.", size=made.size // 1024)
        missing = t("Not in it, because it is no page of the course: {files}", files=", ".join(made.left_out))
        return f"{auto(told)}{self.link(made.path, t('Open the ZIP'))}{said(missing) if made.left_out else ''}"

    def release(self) -> str:
        """Make every exercise and put its key into the gradebook; a corrected one replaces what was there."""
        names = assignments(self.folder)
        found = self.moving(((name, release(self.folder, name)) for name in names), len(names))
        faults = "".join(said("\n".join(sentences), "required") for _, sentences in found if sentences)
        done = sum(not sentences for _, sentences in found)
        return f"{auto(t('{done} of {count} exercises are released.', done=done, count=len(names)))}{faults}"


def _day(typed: w.Text) -> date:
    """Read a day out of a line. Raises ValueError in words for a facilitator."""
    try:
        return date.fromisoformat(typed.value.strip())
    except ValueError:
        said_ = t("Write “{field}” as year, month, day: 2027-01-11.", field=typed.description)
        raise ValueError(said_) from None

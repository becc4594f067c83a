"""Let somebody through a gate, and note why."""

from collections.abc import Sequence

import ipywidgets as w

from toolkit.course.path import course
from toolkit.faces.html import WEEK_WORDS, auto
from toolkit.faces.i18n import t
from toolkit.facilitator.cohort.roster import let_through, read_cohort, write_cohort
from toolkit.facilitator.desk.step import Step, field


class LetThrough(Step):
    """A code name, a week, a reason: it is noted with the cohort, and the trainee is told."""

    title = "Let somebody through"
    purpose = (
        "A week opens when the gate before it is passed (item 69). You may let somebody through: note it here, and "
        "tell the person to press “My facilitator let me through” on *Start here*."
    )

    def build(self) -> Sequence[w.Widget]:
        """Make the fields and the button."""
        weeks = [week for week in course().weeks if course().before(week)]
        self.code, self.reason = field("Code name of this person"), field("Your reason, in one line")
        self.week = w.Dropdown(options=[(t(WEEK_WORDS[week]), week) for week in weeks], description=t("Into the week"))
        self.week.add_class("hta-choose")
        return [self.code, self.week, self.reason, self.button("Note it", self.note)]

    def note(self) -> str:
        """Note it in the list of the cohort."""
        code = self.code.value.strip()
        write_cohort(self.folder, let_through(read_cohort(self.folder), code, self.week.value, self.reason.value))
        return auto(t("Noted: {code} may go into “{week}”.", code=code, week=t(WEEK_WORDS[self.week.value])))

"""Grade everything that was collected."""

from collections.abc import Sequence

import ipywidgets as w

from toolkit.faces.html import apart, auto, table_html
from toolkit.faces.i18n import t
from toolkit.facilitator.desk.step import Step
from toolkit.facilitator.grading.batch import Graded, grade_with, handed_in, helpers
from toolkit.facilitator.grading.course import open_course
from toolkit.facilitator.grading.release import assignments

_SHOWN = 50


class Grade(Step):
    """One button; what is graded already is left alone."""

    title = "3. Grade"
    purpose = (
        "Nothing that was sent is ever run. What you scored by hand stays. If this is interrupted, press it again: it "
        "goes on where it was."
    )

    def build(self) -> Sequence[w.Widget]:
        """Make the button."""
        self.again = w.Checkbox(description=t("Grade everything again, also what is graded"), indent=False)
        return [self.again, self.button("Grade", self.grade, "primary")]

    def grade(self) -> str:
        """Grade every exercise of which something is there."""
        course, _ = open_course(self.folder)
        names = {name: handed_in(course, name) for name in assignments(self.folder)}
        count = sum(map(len, names.values()))
        with helpers(count) as helping:
            lines = self.moving(
                (
                    (name, line)
                    for name in names
                    if names[name]
                    for line in grade_with(helping, self.folder, name, self.again.value)
                ),
                count,
            )
        return _report(lines)


def _report(lines: Sequence[tuple[str, Graded]]) -> str:
    missed = sum(line.points is None for _, line in lines)
    new = sum(line.new for _, line in lines) - missed
    said = t("{done} graded ({new} new), {missed} not graded.", done=len(lines) - missed, new=new, missed=missed)
    told = [(name, line) for name, line in lines if line.notes or line.points is None]
    rows = [(apart(line.who), apart(name), apart(" ".join(line.notes))) for name, line in told[:_SHOWN]]
    table = (
        table_html(t("To look at"), (t("Code name"), t("Exercise"), t("What there is to say")), rows) if rows else ""
    )
    return f'{auto(said)}<div class="hta-scroll" tabindex="0">{table}</div>' if rows else auto(said)

"""Read what a person must judge: the answer as the trainee saw it, the rubric, sentences to start a comment from."""

from collections.abc import Sequence
from html import escape
from typing import Any

import ipywidgets as w
from nbgrader.api import MissingEntry

from toolkit.exercises.answered import answer_html
from toolkit.exercises.asking import radio
from toolkit.faces.html import auto
from toolkit.faces.i18n import t
from toolkit.facilitator.desk.step import Step, area, shown
from toolkit.facilitator.grading.course import open_course, released_notebook
from toolkit.facilitator.grading.gradebook import open_gradebook
from toolkit.facilitator.grading.judging import Judged, judge, judged
from toolkit.facilitator.grading.key_steps import read_solution
from toolkit.facilitator.grading.release import assignments
from toolkit.facilitator.grading.rubrics import Rubric, rubrics
from toolkit.facilitator.grading.submitted import read_submission
from toolkit.sessions.room import questions

_LATER = "later"


class Read(Step):
    """One answer at a time, all of one question after the other: that is how judging stays fair."""

    title = "4. Read"
    purpose = (
        "Choose an exercise. You see one answer at a time; the formgrader shows the same and keeps the same scores."
    )

    def build(self) -> Sequence[w.Widget]:
        """Make the choice of exercise, and the place for an answer."""
        self.rows: list[Judged] = []
        self.place = 0
        self.exercise = w.Dropdown(options=assignments(self.folder), description=t("Exercise"))
        self.exercise.add_class("hta-choose")
        self.all = w.Checkbox(description=t("Also what is judged already"), indent=False)
        self.answer = w.HTML()
        self.points = radio({}, None, t("Your judgement"))
        self.bank = w.Dropdown(options=[], description=t("A sentence to start from"))
        self.bank.add_class("hta-choose")
        self.comment = area("Your comment, which goes out with the feedback")
        self.points.observe(self._offer, "value")
        self.bank.observe(self._take, "value")
        saving = self.button("Save, and the next one", self.save, "primary")
        self.form = w.VBox([self.answer, self.points, self.bank, self.comment, saving])
        self.form.layout.display = "none"
        return [self.exercise, self.all, self.button("Begin reading", self.begin, "primary"), self.form]

    def begin(self) -> str:
        """Look up what waits in the chosen exercise."""
        name = self.exercise.value
        if not name:
            raise LookupError(t("There is no exercise in this course yet."))
        self.rubrics = {one.cell: one for one in rubrics(name, read_solution(self.folder, name)["cells"])}
        try:
            with self._gradebook() as gradebook:
                found = judged(gradebook, name)
        except MissingEntry:
            raise LookupError(t("“{name}” is not released yet.", name=name)) from None
        by_cell = {cell: [row for row in found if row.cell == cell] for cell in self.rubrics}
        self.rows = [row for rows in by_cell.values() for row in rows if self.all.value or row.score is None]
        self.place = 0
        return self._next()

    def save(self) -> str:
        """Keep the judgement and show the next answer."""
        row = self.rows[self.place]
        if self.points.value is None:
            raise ValueError(t("Choose a row of the rubric first, or “Later”."))
        if self.points.value != _LATER:
            given = Judged(row.who, row.cell, float(self.points.value), self.comment.value)
            with self._gradebook() as gradebook:
                judge(gradebook, self.exercise.value, given)
        self.place += 1
        return self._next()

    def _gradebook(self) -> Any:
        self.course, _ = open_course(self.folder)
        return open_gradebook(self.course)

    def _next(self) -> str:
        left = len(self.rows) - self.place
        self.form.layout.display = "" if left else "none"
        if not left:
            return auto(t("Everything here is read. Make the feedback pages when you are ready."))
        row = self.rows[self.place]
        self._show(row, self.rubrics[row.cell])
        return auto(t("{count} to read in this exercise.", count=left))

    def _show(self, row: Judged, rubric: Rubric) -> None:
        name = self.exercise.value
        folder = self.course.format_path(self.course.submitted_directory, row.who, name)
        answers = read_submission(self.folder / folder, name, released_notebook(self.course, name)).answers.values
        asked = questions(name)
        answered = "".join(answer_html(asked[id_], answers.get(id_), answers) for id_ in rubric.asked if id_ in asked)
        head = f'<div class="hta-prompt">{escape(rubric.title)}</div>{auto(row.who, "hta-small")}'
        self.answer.value = shown(f"{head}{answered}")
        options = {f"{one.points:g}": f"{one.points:g} · {one.words.replace('*', '')}" for one in rubric.rows}
        self.points.options = [(words, id_) for id_, words in {**options, _LATER: t("Later")}.items()]
        self.points.value = None if row.score is None else f"{row.score:g}" if f"{row.score:g}" in options else None
        self.comment.value = row.comment

    def _offer(self, change: Any) -> None:
        """Offer sentences that go with the chosen row of the rubric."""
        rubric = self.rubrics[self.rows[self.place].cell] if self.place < len(self.rows) else None
        said_ = (
            [one for row in rubric.rows if f"{row.points:g}" == change["new"] for one in row.comments] if rubric else []
        )
        self.bank.options = [(t("Choose"), ""), *((one, one) for one in said_)]

    def _take(self, change: Any) -> None:
        """Put the chosen sentence into the comment, after what stands there."""
        if change["new"]:
            self.comment.value = f"{self.comment.value} {change['new']}".strip()

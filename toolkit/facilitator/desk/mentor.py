"""Questions to the mentor, one after the other."""

from collections.abc import Sequence
from html import escape

import ipywidgets as w

from toolkit.faces.html import auto
from toolkit.faces.i18n import t
from toolkit.facilitator.desk.step import Step, area, shown
from toolkit.facilitator.grading.mentoring import Asked, answer, queue


class Mentor(Step):
    """The queue: one question, one answer, the next."""

    title = "5. Questions to the mentor"
    purpose = "What trainees ask their mentor (item 68), after an exercise. Your answer goes out with their feedback."

    def build(self) -> Sequence[w.Widget]:
        """Make the place for a question and its answer."""
        self.waiting: list[Asked] = []
        self.question, self.answer = w.HTML(), area("Your answer")
        keeping = self.button("Keep this answer, and the next question", self.keep, "primary")
        self.form = w.VBox([self.question, self.answer, keeping])
        self.form.layout.display = "none"
        self.all = w.Checkbox(description=t("Also what is answered already"), indent=False)
        return [self.all, self.button("Show the questions", self.begin, "primary"), self.form]

    def begin(self) -> str:
        """Look the questions up."""
        self.waiting = [one for one in queue(self.folder) if self.all.value or not one.answer]
        return self._next()

    def keep(self) -> str:
        """Keep the answer and show the next question."""
        asked = self.waiting.pop(0)
        answer(self.folder, asked.who, asked.assignment, self.answer.value)
        return self._next()

    def _next(self) -> str:
        self.form.layout.display = "" if self.waiting else "none"
        if not self.waiting:
            return auto(t("No question is waiting."))
        asked = self.waiting[0]
        head = f'<div class="hta-small">{escape(asked.who)} · {escape(asked.assignment)}</div>'
        self.question.value = shown(f"{head}{auto(asked.question, 'hta-answer')}")
        self.answer.value = asked.answer
        return auto(t("{count} questions.", count=len(self.waiting)))

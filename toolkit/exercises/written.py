"""The forms in which somebody writes: a text with its review, a text for a person, a number."""

from collections.abc import Sequence
from typing import Any

import ipywidgets as w

from toolkit.exercises.asking import LONGEST, Form, Room, text_area
from toolkit.exercises.questions import chosen_document, said
from toolkit.exercises.scoring import number
from toolkit.faces.html import document_html, framed, live_html
from toolkit.faces.i18n import t
from toolkit.review import review
from toolkit.world.scenarios import document

_LONGEST_NUMBER = 40  # characters


class TextForm(Form):
    """A text with its review, renewed at every key press."""

    def build(self) -> Sequence[w.Widget]:
        """Make document, text area and review."""
        question = self.question
        self.source = w.HTML()
        self.chooser = w.Dropdown(
            options=[(document(name).title, name) for name in question.documents], description=t("Write about")
        )
        self.chooser.add_class("hta-choose")
        self.area = text_area("", t("Your text"))
        self.live = w.HTML()
        self.rooms = (Room(self.area),)
        self.area.observe(self._typed, "value")
        self.chooser.observe(self._chosen, "value")
        choosing = [self.chooser] if len(question.documents) > 1 else []
        return [*choosing, self.source, self.area, *self.rooms, self.live]

    def fill(self, answer: Any) -> None:
        """Put document and text into their fields."""
        self.chooser.value = chosen_document(self.question, answer) or None
        self.area.value = said(answer)
        self._look()
        self._show_source()

    def answer(self) -> Any:
        """Get the answer as it is saved: the text, with its document where there was a choice."""
        text = self.area.value[:LONGEST]
        return {"document": self.chooser.value, "text": text} if len(self.question.documents) > 1 else text

    def _look(self) -> None:
        draft = self.question.draft(self.answer(), self.others() if self.question.versions_of else {})
        self.live.value = live_html(draft, review(draft))

    def _show_source(self) -> None:
        if self.chooser.value:
            summary = f"<summary>{t('The document')}</summary>"
            body = document_html(document(self.chooser.value))
            later_version = self.question.id in self.question.versions_of[1:]  # the document stands above it
            state = "" if later_version else " open"
            self.source.value = framed(f"<details{state}>{summary}{body}</details>")

    def _typed(self, _: Any) -> None:
        if not self._filling:
            self._look()
            self.keep(self.answer())

    def _chosen(self, _: Any) -> None:
        if not self._filling:
            self._show_source()
            self._typed(_)


class ReflectionForm(Form):
    """A text that a person will read; nothing is checked while it is written."""

    def build(self) -> Sequence[w.Widget]:
        """Make the text area."""
        self.area = text_area("", t("Your answer"))
        self.rooms = (Room(self.area, ahead=True),)
        self.area.observe(lambda change: self.keep(change["new"][:LONGEST]), "value")
        return [self.area, *self.rooms]

    def fill(self, answer: Any) -> None:
        """Put the text into its field."""
        self.area.value = said(answer)


class NumberForm(Form):
    """A number, typed in any script."""

    def build(self) -> Sequence[w.Widget]:
        """Make the field."""
        label = t("Your number") + (f" ({self.question.unit})" if self.question.unit else "")
        self.field = w.Text(description=label, style={"description_width": "initial"})
        self.field.observe(lambda change: self.keep(change["new"][:_LONGEST_NUMBER]), "value")
        return [self.field]

    def fill(self, answer: Any) -> None:
        """Put in what was typed."""
        self.field.value = str(answer) if isinstance(answer, str | int | float) else ""

    def unread(self, answer: Any) -> str:
        """Say at once when something typed is no number for us: it would be worth nothing."""
        if str(answer).strip() in ("", "None") or number(self.field.value) is not None:
            return ""
        return t("We cannot read this as one number. Write only the number, such as 116.")

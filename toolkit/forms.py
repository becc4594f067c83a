"""The widgets that ask: thin shells that save every change at once and show what the pure core says."""

from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets as w
from IPython import get_ipython

from toolkit.answers import Store
from toolkit.asking import LONGEST, Form, choose, radio, saved, text_area
from toolkit.exercises import Question, chosen_document, said
from toolkit.faces import auto, document_html, framed, live_html
from toolkit.i18n import t
from toolkit.review import review
from toolkit.scenarios import document
from toolkit.sheets import CardsForm, SheetForm


class TextForm(Form):
    """A text with its review, renewed at every key press."""

    def build(self, answer: Any) -> Sequence[w.Widget]:
        """Make document, text area and review."""
        question = self.question
        self.source = w.HTML()
        self.chooser = w.Dropdown(
            options=[(document(name).title, name) for name in question.documents],
            value=chosen_document(question, answer) or None,
            description=t("Write about"),
        )
        self.chooser.add_class("hta-choose")
        self.area = text_area(said(answer), t("Your text"))
        self.live = w.HTML()
        self._look()
        self._show_source()
        self.area.observe(self._typed, "value")
        self.chooser.observe(self._chosen, "value")
        choosing = [self.chooser] if len(question.documents) > 1 else []
        return [*choosing, self.source, self.area, self.live]

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
        self._look()
        self.keep(self.answer())

    def _chosen(self, _: Any) -> None:
        self._show_source()
        self._typed(_)


class ReflectionForm(Form):
    """A text that a person will read; nothing is checked while it is written."""

    def build(self, answer: Any) -> Sequence[w.Widget]:
        """Make the text area."""
        self.area = text_area(said(answer), t("Your answer"))
        self.area.observe(lambda change: self.keep(change["new"][:LONGEST]), "value")
        return [self.area]


class ChoiceForm(Form):
    """One out of several."""

    def build(self, answer: Any) -> Sequence[w.Widget]:
        """Make the radio buttons."""
        options = self.question.options
        value = answer if isinstance(answer, str) and answer in options else None
        self.field = radio(options, value, t("Choose one"))
        self.field.observe(lambda change: self.keep(change["new"]), "value")
        return [self.field]


class ChoicesForm(Form):
    """Any number out of several."""

    def build(self, answer: Any) -> Sequence[w.Widget]:
        """Make a box to tick for every option."""
        ticked = answer if isinstance(answer, list) else []
        self.boxes = {
            id_: w.Checkbox(value=id_ in ticked, description=words, indent=False)
            for id_, words in self.question.options.items()
        }
        for box in self.boxes.values():
            box.observe(lambda _: self.keep([id_ for id_, box in self.boxes.items() if box.value]), "value")
        return list(self.boxes.values())


class OrderForm(Form):
    """Things to put in order, with a button up and a button down beside each."""

    def build(self, answer: Any) -> Sequence[w.Widget]:
        """Make a row for every place."""
        options = self.question.options
        kept = answer if isinstance(answer, list) and all(isinstance(item, str) for item in answer) else []
        self.order = kept if sorted(kept) == sorted(options) else list(options)
        self.labels = [w.HTML() for _ in options]
        # They show an arrow; their words, which say what moves where, are for those who listen.
        self.up = [w.Button().add_class("hta-up") for _ in options]
        self.down = [w.Button().add_class("hta-down") for _ in options]
        for place in range(len(options)):
            self.up[place].on_click(self._mover(place, -1, self.up))
            self.down[place].on_click(self._mover(place, +1, self.down))
        self.up[0].disabled = self.down[-1].disabled = True
        self._renew()
        rows = [w.HBox(row) for row in zip(self.labels, self.up, self.down, strict=True)]
        for row in rows:
            row.add_class("hta-order")
        return rows

    def _mover(self, place: int, step: int, buttons: list[w.Button]) -> Callable[[w.Button], None]:
        def move(_: w.Button) -> None:
            other = place + step
            self.order[place], self.order[other] = self.order[other], self.order[place]
            self._renew()
            self.keep(list(self.order))
            if not buttons[other].disabled:
                buttons[other].focus()  # the keyboard follows the thing that was moved

        return move

    def _renew(self) -> None:
        for place, id_ in enumerate(self.order):
            words = self.question.options[id_]
            self.labels[place].value = framed(auto(f"{place + 1}. {words}"))
            self.up[place].description = t("Move up: {words}", words=words)
            self.down[place].description = t("Move down: {words}", words=words)


class GroupsForm(Form):
    """Things to sort into groups, a list to choose from beside each."""

    def build(self, answer: Any) -> Sequence[w.Widget]:
        """Make a list for every thing."""
        kept = answer if isinstance(answer, dict) else {}
        groups = self.question.groups
        self.lists = {
            id_: choose(groups, kept[id_] if kept.get(id_) in list(groups) else "", words)
            for id_, words in self.question.options.items()
        }
        for one in self.lists.values():
            one.observe(lambda _: self.keep(self._sorted()), "value")
        return list(self.lists.values())

    def _sorted(self) -> dict[str, str]:
        return {id_: one.value for id_, one in self.lists.items() if one.value}


class NumberForm(Form):
    """A number, typed in any script."""

    def build(self, answer: Any) -> Sequence[w.Widget]:
        """Make the field."""
        label = t("Your number") + (f" ({self.question.unit})" if self.question.unit else "")
        typed = str(answer) if isinstance(answer, str | int | float) else ""
        self.field = w.Text(value=typed, description=label, style={"description_width": "initial"})
        self.field.observe(lambda change: self.keep(change["new"][:40]), "value")
        return [self.field]


class ConfidenceForm(Form):
    """How sure somebody is, asked before the answer is known to be right."""

    def build(self, answer: Any) -> Sequence[w.Widget]:
        """Make the radio buttons, in a row."""
        options = {id_: t(words) for id_, words in self.question.options.items()}
        value = answer if isinstance(answer, str) and answer in options else None
        self.field = radio(options, value, t("How sure are you?"))
        self.field.add_class("hta-row")
        self.field.observe(lambda change: self.keep(change["new"]), "value")
        return [self.field]


FORMS: dict[str, type[Form]] = {
    "text": TextForm,
    "reflection": ReflectionForm,
    "choice": ChoiceForm,
    "choices": ChoicesForm,
    "order": OrderForm,
    "groups": GroupsForm,
    "cards": CardsForm,
    "sheet": SheetForm,
    "number": NumberForm,
    "confidence": ConfidenceForm,
}


def show(question: Question, store: Store) -> Form:
    """Make the form of a question and leave its copy in the notebook."""
    form = FORMS[question.kind](question, store)
    if get_ipython() is not None:
        form.copy.show(saved(store).get(question.id))
    return form

"""The widgets that ask: thin shells that save every change at once and show what the pure core says."""

from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets as w
from IPython import get_ipython

from toolkit.answers import Store
from toolkit.exercises.asking import Form, button, choose, radio, saved
from toolkit.exercises.questions import Question
from toolkit.exercises.sheets import CardsForm, SheetForm
from toolkit.exercises.written import NumberForm, ReflectionForm, TextForm
from toolkit.faces.html import auto, framed
from toolkit.faces.i18n import t


class ChoiceForm(Form):
    """One out of several."""

    def build(self) -> Sequence[w.Widget]:
        """Make the radio buttons."""
        self.field = radio(self.in_order(self.question.options, self.question.in_steps), None, t("Choose one"))
        self.field.observe(lambda change: self.keep(change["new"]), "value")
        return [self.field]

    def fill(self, answer: Any) -> None:
        """Choose what was chosen."""
        self.field.value = answer if isinstance(answer, str) and answer in self.question.options else None


class ChoicesForm(Form):
    """Any number out of several."""

    def build(self) -> Sequence[w.Widget]:
        """Make a box to tick for every option."""
        shown = self.in_order(self.question.options)
        self.boxes = {id_: w.Checkbox(description=words, indent=False) for id_, words in shown.items()}
        for box in self.boxes.values():
            box.observe(lambda _: self.keep(self._ticked()), "value")
        return list(self.boxes.values())

    def fill(self, answer: Any) -> None:
        """Tick what was ticked."""
        ticked = answer if isinstance(answer, list) else []
        for id_, box in self.boxes.items():
            box.value = id_ in ticked

    def _ticked(self) -> list[str]:
        return [id_ for id_ in self.question.options if self.boxes[id_].value]


class OrderForm(Form):
    """Things to put in order, with a button up and a button down beside each."""

    def build(self) -> Sequence[w.Widget]:
        """Make a row for every place."""
        options = self.question.options
        self.order = list(self.in_order(options))
        self.labels = [w.HTML() for _ in options]
        # They show an arrow; their words, which say what moves where, are for those who listen.
        self.up = [w.Button().add_class("hta-up") for _ in options]
        self.down = [w.Button().add_class("hta-down") for _ in options]
        for place in range(len(options)):
            self.up[place].on_click(self._mover(place, -1, self.up))
            self.down[place].on_click(self._mover(place, +1, self.down))
        self.up[0].disabled = self.down[-1].disabled = True
        self.as_it_is = button("Leave it in this order", lambda _: self._ordered())
        rows = [w.HBox(row) for row in zip(self.labels, self.up, self.down, strict=True)]
        for row in rows:
            row.add_class("hta-order")
        return [*rows, self.as_it_is]

    def fill(self, answer: Any) -> None:
        """Put things into the order they were left in; until somebody orders them, they stand in any."""
        kept = answer if isinstance(answer, list) and all(isinstance(item, str) for item in answer) else []
        is_whole = sorted(kept) == sorted(self.question.options)
        self.order = list(kept) if is_whole else self.order
        self.as_it_is.layout.display = "none" if is_whole else ""
        self._renew()

    def _mover(self, place: int, step: int, buttons: list[w.Button]) -> Callable[[w.Button], None]:
        def move(_: w.Button) -> None:
            other = place + step
            self.order[place], self.order[other] = self.order[other], self.order[place]
            self._renew()
            self._ordered()
            if not buttons[other].disabled:
                buttons[other].focus()  # the keyboard follows the thing that was moved

        return move

    def _ordered(self) -> None:
        self.as_it_is.layout.display = "none"
        self.keep(list(self.order))

    def _renew(self) -> None:
        for place, id_ in enumerate(self.order):
            words = self.question.options[id_]
            self.labels[place].value = framed(auto(f"{place + 1}. {words}"))
            self.up[place].description = t("Move up: {words}", words=words)
            self.down[place].description = t("Move down: {words}", words=words)


class GroupsForm(Form):
    """Things to sort into groups, a list to choose from beside each."""

    def build(self) -> Sequence[w.Widget]:
        """Make a list for every thing."""
        question = self.question
        groups = self.in_order(question.groups, question.in_steps)
        things = question.options if question.in_place else self.in_order(question.options)
        self.lists = {id_: choose(groups, "", words) for id_, words in things.items()}
        for one in self.lists.values():
            one.observe(lambda _: self.keep(self._sorted()), "value")
        return list(self.lists.values())

    def fill(self, answer: Any) -> None:
        """Choose for each thing what was chosen."""
        kept = answer if isinstance(answer, dict) else {}
        for id_, one in self.lists.items():
            one.value = kept[id_] if kept.get(id_) in list(self.question.groups) else ""

    def _sorted(self) -> dict[str, str]:
        return {id_: self.lists[id_].value for id_ in self.question.options if self.lists[id_].value}


class ConfidenceForm(Form):
    """How sure somebody is, asked before the answer is known to be right."""

    def build(self) -> Sequence[w.Widget]:
        """Make the radio buttons, in a row."""
        options = {id_: t(words) for id_, words in self.question.options.items()}
        self.field = radio(options, None, t("How sure are you?"))
        self.field.add_class("hta-row")
        self.field.observe(lambda change: self.keep(change["new"]), "value")
        return [self.field]

    def fill(self, answer: Any) -> None:
        """Choose what was chosen."""
        self.field.value = answer if isinstance(answer, str) and answer in self.question.options else None


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

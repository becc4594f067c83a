"""The questions beside a card: one of some options, several of them, or words of one's own."""

from collections.abc import Callable, Mapping
from typing import Any

import ipywidgets as w

from toolkit.exercises.asking import Room, html, radio
from toolkit.faces.html import auto
from toolkit.faces.i18n import t


class Ask:
    """One question, with the widgets that take its answer."""

    def __init__(self, fields: list[w.Widget], around: list[w.Widget] | None = None) -> None:
        self.fields, self.widgets = fields, around or fields

    def watch(self, changed: Callable[[Any], None]) -> None:
        """Call when somebody answers."""
        for field in self.fields:
            field.observe(changed, "value")

    def show(self, answer: Any) -> None:
        """Put an answer of any shape into the fields; what does not fit there is no answer."""
        raise NotImplementedError

    @property
    def answer(self) -> Any:
        """What is answered, or nothing."""
        raise NotImplementedError


class One(Ask):
    """One of some options, words by id, which are translated here."""

    def __init__(self, label: str, options: Mapping[str, str], row: bool = False) -> None:
        self.field = radio({id_: t(words) for id_, words in options.items()}, None, label)
        if row:
            self.field.add_class("hta-row")
        super().__init__([self.field])

    def offer(self, options: Mapping[str, str]) -> None:
        """Offer other options, where each card brings its own."""
        self.field.options = [(t(words), id_) for id_, words in options.items()]

    def show(self, answer: Any) -> None:
        """Choose what was chosen."""
        self.field.value = answer if answer in [id_ for _, id_ in self.field.options] else None

    @property
    def answer(self) -> Any:
        """The id that is chosen."""
        return self.field.value


class Several(Ask):
    """As many of some options as fit, words by id, which are translated here; text may stand `above` and `below`."""

    def __init__(self, options: Mapping[str, str], above: str = "", below: str = "") -> None:
        self.boxes = {id_: w.Checkbox(value=False, description=t(said), indent=False) for id_, said in options.items()}
        head, foot = ([html(auto(said, "hta-help"))] if said else [] for said in (above, below))
        super().__init__([*self.boxes.values()], [*head, *self.boxes.values(), *foot])

    def show(self, answer: Any) -> None:
        """Tick what was ticked."""
        ticked = answer if isinstance(answer, list) else []
        for id_, box in self.boxes.items():
            box.value = id_ in ticked

    @property
    def answer(self) -> Any:
        """The ids that are ticked."""
        return [id_ for id_, box in self.boxes.items() if box.value]


class Words(Ask):
    """A line of one's own words, at most so many characters."""

    def __init__(self, label: str, most: int) -> None:
        self.most, self.field = most, w.Text(description=label)
        super().__init__([self.field], [self.field, Room(self.field, most)])

    def show(self, answer: Any) -> None:
        """Show what was written."""
        self.field.value = answer if isinstance(answer, str) else ""

    @property
    def answer(self) -> Any:
        """What is written."""
        return self.field.value.strip()[: self.most]

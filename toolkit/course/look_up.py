"""A field to look something up, and below it what is found, renewed at every key press."""

from html import escape

import ipywidgets as w

from toolkit.exercises.asking import html
from toolkit.faces.html import framed

_LONGEST = 100  # characters; nobody looks for more


class LookUp(w.VBox):  # type: ignore[misc]
    """What both lists share: whoever listens hears how much is found, and a table follows."""

    def __init__(self, label: str, such_as: str) -> None:
        self.field = w.Text(description=label, placeholder=such_as)
        self.field.style.description_width = "initial"
        self.list = w.HTML()
        self.field.observe(lambda _: self._look(), "value")
        super().__init__([html(""), self.field, self.list])
        self.add_class("hta-form")
        self._look()

    def look_up(self, typed: str) -> tuple[str, str]:
        """Say how much is found, and show it as HTML ("" for nothing)."""
        raise NotImplementedError

    def _look(self) -> None:
        said, table = self.look_up(self.field.value.strip()[:_LONGEST])
        self.list.value = framed(f'<div role="status" class="hta-small">{escape(said)}</div>{table}')

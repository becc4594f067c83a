"""Quick questions with an answer at once: remembering is what makes it stay (Dunlosky et al., 2013)."""

from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets as w

from toolkit.asking import html, radio
from toolkit.labs.faces import recalled_html


class Recall(w.VBox):  # type: ignore[misc]
    """A list of questions; choosing an option tells at once what is right about it, and why."""

    def __init__(self, rows: Sequence[Mapping[str, Any]]) -> None:
        self.fields: list[w.RadioButtons] = []
        self.answers: list[w.HTML] = []
        children = [html("")]
        for row in rows:
            children += self._question(row)
        super().__init__(children)
        self.add_class("hta-form")

    def _question(self, row: Mapping[str, Any]) -> list[w.Widget]:
        options = {str(place): option["text"] for place, option in enumerate(row["options"])}
        field, answer = radio(options, None, row["question"]), w.HTML()

        def chosen(change: Mapping[str, Any]) -> None:
            answer.value = recalled_html(row["options"][int(change["new"])], row["source"])

        field.observe(chosen, "value")
        self.fields.append(field)
        self.answers.append(answer)
        return [field, answer]

"""The list behind the numbers: type “75”, and read what item 75 says, where and when."""

from collections.abc import Sequence
from html import escape

import ipywidgets as w

from toolkit.asking import html
from toolkit.faces import framed, table_html
from toolkit.i18n import t
from toolkit.sources import Item, found


class Items(w.VBox):  # type: ignore[misc]
    """A field for a number or a word, and below it what the source texts say."""

    def __init__(self) -> None:
        self.field = w.Text(description=t("Number, or a word"), placeholder="75")
        self.field.style.description_width = "initial"
        self.list = w.HTML()
        self.field.observe(lambda _: self._look(), "value")
        super().__init__([html(""), self.field, self.list])
        self.add_class("hta-form")
        self._look()

    def _look(self) -> None:
        typed = self.field.value.strip()[:100]
        rows = found(typed) if typed else ()
        said = t("Type a number from 1 to 108, or a word.")
        if typed:
            said = t("{count} items", count=len(rows)) if rows else t("No item has this. There are 108 of them.")
        table = items_html(rows) if rows else ""
        self.list.value = framed(f'<div role="status" class="hta-small">{escape(said)}</div>{table}')


def items_html(rows: Sequence[Item]) -> str:
    """Show items in a table: number, what it says, and the text that says it."""
    cells = [(str(one.number), _says(one), _where(one)) for one in rows]
    return table_html(t("What the source texts say"), (t("Item"), t("What it says"), t("In")), cells)


def _says(one: Item) -> str:
    today = f'<div class="hta-small"><strong>{escape(t("Today:"))}</strong> {escape(one.today)}</div>'
    return f"{escape(one.says)}{today if one.today else ''}"


def _where(one: Item) -> str:
    told = ", ".join(filter(None, [one.source.where, one.source.date or t("no date")]))
    return f"<em>{escape(one.source.title)}</em> ({escape(told)})"

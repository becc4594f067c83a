"""The list behind the numbers: type “75”, and read what item 75 says, where and when."""

from collections.abc import Sequence
from html import escape

from toolkit.course.look_up import LookUp
from toolkit.course.sources import Item, found
from toolkit.faces.html import table_html
from toolkit.faces.i18n import t

_NONE = "No item has this. There are 108 of them."


class Items(LookUp):
    """A field for a number or a word, and below it what the source texts say."""

    def __init__(self) -> None:
        super().__init__(t("Number, or a word"), "75")

    def look_up(self, typed: str) -> tuple[str, str]:
        """Find items; a hundred rows would help nobody, so nothing typed finds none."""
        if not typed:
            return t("Type a number from 1 to 108, or a word."), ""
        rows = found(typed)
        return (t("{count} items", count=len(rows)), items_html(rows)) if rows else (t(_NONE), "")


def items_html(rows: Sequence[Item]) -> str:
    """Show items in a table: number, what it says, and the text that says it."""
    cells = [(str(one.number), _says(one), _where(one)) for one in rows]
    return table_html(t("What the source texts say"), (t("Item"), t("What it says"), t("In")), cells)


def _says(one: Item) -> str:
    return escape(one.says) + _beside(t("We add:"), one.ours) + _beside(t("Today:"), one.today)


def _beside(name: str, words: str) -> str:
    """What the source does not say stands below it, under a name of its own."""
    return f'<div class="hta-small"><strong>{escape(name)}</strong> {escape(words)}</div>' if words else ""


def _where(one: Item) -> str:
    told = ", ".join(filter(None, [one.source.where, one.source.date or t("no date")]))
    return f"<em>{escape(one.source.title)}</em> ({escape(told)})"

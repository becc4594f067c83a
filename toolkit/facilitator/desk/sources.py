"""The full sources behind what trainees' pages call “press”: for facilitators, who may name them or keep them back."""

from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

from toolkit.faces.html import auto, table_html
from toolkit.faces.i18n import t
from toolkit.posts import tables


@cache
def sources() -> tuple[dict[str, str], ...]:
    """Read the full sources: what a page shows instead, the source, and what it is about."""
    text = files(__package__).joinpath("sources.toml").read_text("utf-8")
    return tuple(tables.parsed(text)["source"])


def sources_html() -> str:
    """Show them as a table, folded."""
    cells = (tuple(escape(t(row[name])) for name in ("shown", "full", "about")) for row in sources())
    heads = (t("On a trainee’s page"), t("The source"), t("What it is about"))
    said = t(
        "Some of these names are listed or punished in a country where a trainee may live. They stand on no page of "
        "theirs; think before you name them, and send no links."
    )
    table = table_html(t("Full sources"), heads, cells)
    fold = f'<div class="hta-scroll" tabindex="0">{table}</div>'
    return f"<details><summary>{escape(t('Full sources'))}</summary>{auto(said, 'hta-help')}{fold}</details>"


def shown() -> Any:
    """Show them on the desk."""
    from toolkit.faces.html import Face

    return Face(sources_html())

"""The tables of the cohort page: the same frames as in its pictures, to read, to print, to hear."""

from collections.abc import Iterable, Sequence
from html import escape

import numpy as np
import pandas as pd

from toolkit.faces.html import apart, chip, table_html
from toolkit.faces.i18n import t
from toolkit.facilitator.cohort.described import Described
from toolkit.facilitator.cohort.items import TOO_FEW, turned_or_hard
from toolkit.facilitator.cohort.naming import check_words, item_words, session_words
from toolkit.facilitator.cohort.pictures import reading_verdicts
from toolkit.facilitator.cohort.words import (
    percent,
    reading_words,
    week_words,
)

_LONG = 16  # rows: a longer table is leafed through in its own box
_FIRST = 8  # questions to look at first
FINDINGS = 25


def boxed(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Put a table into a box that scrolls by itself, which a keyboard can reach."""
    rows = list(rows)
    kind = "cohort-box hta-scroll" if len(rows) > _LONG else "cohort-box"
    table = table_html(caption, heads, rows)
    return f'<div class="{kind}" role="region" tabindex="0" aria-label="{escape(caption)}">{table}</div>'


def told(described: Described, table: pd.DataFrame) -> str:
    """Write a frame as it is described."""
    columns = [(column.head, column.write) for column in described.columns if column.write]
    rows = [(apart(described.name(str(id_))), *(write(row) for _, write in columns)) for id_, row in table.iterrows()]
    return boxed(described.caption, (described.rows, *(head for head, _ in columns)), rows)


def days(table: pd.DataFrame) -> str:
    """Tell how many submissions had come until each day."""
    heads = (t("Until"), *(week_words(week) for week in table.columns))
    return boxed(
        t("Submissions until each day"), heads, [(escape(str(day)), *map(str, row)) for day, *row in table.itertuples()]
    )


def items_first(table: pd.DataFrame) -> str:
    """Tell of the questions that seem turned round, and of the hardest."""
    rows = [
        (_question(*key), percent(row["share"]), _reading(row["reading"]))
        for key, row in turned_or_hard(table).head(_FIRST).iterrows()
    ]
    heads = (t("Question"), t("Points given, on average"), t("In short"))
    return boxed(t("Questions to look at first"), heads, rows) if rows else ""


def _question(assignment: str, item: str) -> str:
    return f"{apart(session_words(assignment))}: {apart(item_words(assignment, item))}"


def _reading(reading: str) -> str:
    return chip(reading_verdicts().get(reading, "unknown"), reading_words()[reading][0])


def readings(table: pd.DataFrame) -> str:
    """Say what the short words mean that stand beside the questions."""
    used = set(table["reading"])
    rows = [
        f"<li>{_reading(reading)}{escape(said)}</li>"
        for reading, (_, said) in reading_words().items()
        if reading in used
    ]
    return f'<ul class="cohort-words">{"".join(rows)}</ul>'


def items(table: pd.DataFrame) -> str:
    """Tell of each question how many people it was decided for, how it went and how well it tells."""
    heads = (t("Question"), t("People"), t("Points given, on average"), t("How well it tells"), t("In short"))
    rows = [
        (
            _question(*key),
            str(row["people"]),
            percent(row["share"]),
            discrimination(row),
            _reading(row["reading"]),
        )
        for key, row in table.iterrows()
    ]
    return boxed(t("All questions"), heads, rows)


def discrimination(row: pd.Series) -> str:
    """Write how well a question tells; where it cannot be said, say why."""
    if pd.isna(row["discrimination"]):
        return escape(t("too few to say") if row["people"] < TOO_FEW else t("all alike"))
    return f"{row['discrimination']:.2f}"


def findings(table: pd.DataFrame) -> str:
    """Tell what was noticed with most people, and why it matters."""
    rows = []
    for check, row in shown_findings(table).iterrows():
        name, advice, why = check_words(str(check))
        by = "".join(
            f"<div>{chip(verdict)}{row[verdict]}</div>" for verdict in ("danger", "required", "advice") if row[verdict]
        )
        said = f'<span class="cohort-said" dir="auto">{escape(advice)}</span>' if advice != name else ""
        more = f'<span class="cohort-said hta-why" dir="auto">{escape(why)}</span>' if why else ""
        rows.append((f"<strong>{apart(name)}</strong>{said}{more}", str(row["people"]), by))
    return boxed(t("What was noticed"), (t("What, and why it matters"), t("People"), t("Of these")), rows)


def shown_findings(table: pd.DataFrame) -> pd.DataFrame:
    """Choose what most people were told, and all that was dangerous."""
    return table[(np.arange(len(table)) < FINDINGS) | (table["danger"] > 0)]


def confidence(table: pd.DataFrame) -> str:
    """Tell how much was right of what people were so sure of."""
    heads = (t("Stated"), t("Answers"), t("People"), t("Right"))
    rows = [
        (f"{stated} %", str(row["answers"].astype(int)), str(row["people"].astype(int)), percent(row["right"]))
        for stated, row in table.iterrows()
    ]
    return boxed(t("How sure, and how much was right"), heads, rows)

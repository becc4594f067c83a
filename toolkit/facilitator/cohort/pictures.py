"""The pictures of the cohort page, each drawn from the frame that its table shows."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from toolkit.faces.charts import COLOURS, INK, LINES, SIGNS, figure, plain
from toolkit.faces.i18n import t
from toolkit.facilitator.cohort.described import Described
from toolkit.facilitator.cohort.naming import check_words, clean, item_words, session_words
from toolkit.facilitator.cohort.words import (
    reading_words,
    verdict_words,
    week_words,
)

SHOWN = 12  # findings: more of them is a list, no picture
# Beside the colour of each bar its hatching, for those who do not tell colours apart and for grey print.
_HATCHED = {"good": "", "advice": "/", "required": "x", "danger": ".", "unknown": "-"}
_ROW, _AROUND = 26, 130  # heights in pixels
_MARGIN = {"l": 16, "r": 24, "t": 16, "b": 56}  # a legend makes room for itself
_LEGEND = {"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "xanchor": "left"}
_LETTERS = 26  # of a name beside a bar, in a line


def drawn(described: Described, table: pd.DataFrame, turned: bool = False, **layout: Any) -> go.Figure:
    """Draw a bar for each row of a frame, made of the columns that its description draws.

    Bars that lie beside each other begin below; `turned`, they are read from above.
    """
    names = [described.name(str(id_)) for id_ in table.index]
    rows = [row for _, row in table.iterrows()]
    bars = [
        _bars([column.draws(row) for row in rows], names, column.word, column.verdict)
        for column in described.drawn
        if column.draws
    ]
    return _lying(bars[::-1] if turned else bars, len(names), **layout)


def progress(described: Described, table: pd.DataFrame, people: int) -> go.Figure:
    """Draw what was passed, what waits and what is not yet over the gate.

    The axis is as long as the cohort is large: what is empty was not handed in.
    """
    axis = {"range": [0, 1.02 * max(people, 1)], "title": _title(t("People"))}
    return drawn(described, table, xaxis=axis)


def changes(described: Described, table: pd.DataFrame) -> go.Figure:
    """Draw the means of both measures side by side."""
    span = {"range": [0, 102], "dtick": 25, "ticksuffix": " %", "title": _title(t("Points given, on average"))}
    known = table[table["before"].notna()]
    beside = {"barmode": "group", "xaxis": span, "height": _AROUND + 2 * len(known) * _ROW}
    return drawn(described, known, turned=True, legend={**_LEGEND, "traceorder": "reversed"}, **beside)


def _title(words: str) -> dict[str, Any]:
    return {"text": plain(words), "standoff": 8, "font": {"size": 13}}


def _bars(values: Sequence[Any], names: Sequence[str], word: str, verdict: str) -> go.Bar:
    """Make the lying bars of one kind, from above to below."""
    return go.Bar(
        x=list(values)[::-1],
        y=_named(names)[::-1],
        name=plain(word),
        orientation="h",
        marker={
            "color": COLOURS[verdict],
            "pattern": {"shape": _HATCHED[verdict], "fgcolor": "#ffffff", "size": 7, "solidity": 0.25},
        },
        hovertemplate="%{y}: %{x}<extra>%{fullData.name}</extra>",
    )


def _named(names: Sequence[str]) -> list[str]:
    """Break names into lines, and keep those apart that read alike."""
    counted: dict[str, int] = {}
    lines = []
    for name in names:
        counted[name] = counted.get(name, 0) + 1
        lines.append(_broken(name) + "\u200b" * (counted[name] - 1))
    return lines


def _broken(name: str) -> str:
    lines = [""]
    for word in clean(name, 3 * _LETTERS).split(" "):
        if lines[-1] and len(lines[-1]) + len(word) >= _LETTERS:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(plain(line) for line in lines)


def _lying(bars: Sequence[go.Bar], rows: int, **layout: Any) -> go.Figure:
    whole = {
        "barmode": "stack",
        "height": _AROUND + rows * _ROW,
        "xaxis": {"rangemode": "tozero", "title": _title(t("People"))},
        # Names are names, also where they look like a number or a date.
        "yaxis": {"automargin": True, "type": "category"},
        "margin": _MARGIN,
        "legend": {**_LEGEND, "traceorder": "normal"},
        "showlegend": True,
    }
    return figure(bars, "", **{**whole, **layout})


def days(table: pd.DataFrame) -> go.Figure:
    """Draw how many submissions had come until each day, a line with its own sign for each week."""
    colours, signs = list(COLOURS.values()), list(SIGNS.values())
    lines = [
        go.Scatter(
            x=list(table.index),
            y=_begun(table[week].tolist()),
            name=plain(week_words(week)),
            mode="lines+markers",
            line={"dash": LINES[n % len(LINES)], "width": 2, "color": colours[n % len(colours)]},
            marker={"symbol": signs[n % len(signs)], "size": 7},
        )
        for n, week in enumerate(table.columns)
    ]
    axis = {"type": "date", "tickformat": "%Y-%m-%d", "nticks": 4, "tickangle": 0, "automargin": True}
    return figure(lines, "", xaxis=axis, yaxis={"rangemode": "tozero", "automargin": True}, margin=_MARGIN)


def _begun(counted: Sequence[int]) -> list[int | None]:
    """Leave out the days before the first submission: four lines on the ground hide each other."""
    return [number or None for number in counted]


def items(table: pd.DataFrame) -> go.Figure:
    """Draw each question by how well it went and how well it tells; a sign and a colour for each reading."""
    known = table[table["discrimination"].notna()]
    words, verdicts = reading_words(), reading_verdicts()
    dots = [
        go.Scatter(
            x=[round(100 * share) for share in rows["share"]],
            y=[round(found, 2) for found in rows["discrimination"]],
            mode="markers",
            name=plain(words[reading][0]),
            marker={"color": COLOURS[verdicts[reading]], "symbol": SIGNS[verdicts[reading]], "size": 9},
            hovertext=[_dot(*key) for key in rows.index],
            hovertemplate="%{hovertext}<br>%{x} % · %{y}<extra></extra>",
        )
        for reading, rows in known.groupby("reading", sort=False)
    ]
    return figure(
        dots,
        "",
        xaxis={"range": [-4, 104], "ticksuffix": " %", "title": _title(t("Points given, on average"))},
        yaxis={"range": [-1.05, 1.05], "title": _title(t("How well it tells"))},
        margin=_MARGIN | {"l": 56},
        showlegend=True,
    )


def reading_verdicts() -> dict[str, str]:
    """Give each reading of a question its colour and sign."""
    return {"good": "good", "easy": "good", "blurred": "advice", "hard": "required", "turned": "danger"}


def _dot(assignment: str, item: str) -> str:
    return f"{_broken(session_words(assignment))}:<br>{_broken(item_words(assignment, item))}"


def findings(table: pd.DataFrame) -> go.Figure:
    """Draw how many people were told something, by how grave it was."""
    shown = table.head(SHOWN)
    names = [check_words(check)[0] for check in shown.index]
    bars = [
        _bars(shown[verdict].tolist(), names, verdict_words()[verdict], verdict)
        for verdict in ("danger", "required", "advice")
        if shown[verdict].any()
    ]
    return _lying(bars, len(shown))


def confidence(table: pd.DataFrame) -> go.Figure:
    """Draw what was right by how sure people were, beside the line on which both are equal."""
    known = table[table["right"].notna()]
    equal = go.Scatter(
        x=[0, 100], y=[0, 100], mode="lines", name=plain(t("As sure as right")), line={"dash": "dot", "color": INK}
    )
    found = go.Scatter(
        x=list(known.index),
        y=[round(100 * right) for right in known["right"]],
        mode="lines+markers",
        name=plain(t("This cohort")),
        line={"color": COLOURS["advice"], "width": 2},
        marker={"symbol": SIGNS["advice"], "size": 11},
        hovertemplate="%{x} % → %{y} %<extra></extra>",
    )
    span = {"range": [-4, 104], "ticksuffix": " %", "dtick": 25}
    return figure(
        [equal, found],
        "",
        xaxis={**span, "title": _title(t("Stated"))},
        yaxis={**span, "title": _title(t("Right"))},
        margin=_MARGIN | {"l": 64},
    )

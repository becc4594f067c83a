"""Pictures of feeds and plans, as plotly figures from frames. Each stands beside a table that says the same."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

# The colours of the style sheet; a different sign for each, so that colour alone says nothing.
COLOURS = {"good": "#1a7f37", "advice": "#0a5fa5", "required": "#8a5300", "danger": "#b42318", "unknown": "#57606a"}
SIGNS = {"good": "circle", "advice": "diamond", "required": "square", "danger": "x", "unknown": "circle-open"}
LINES = ("solid", "dash", "dot", "dashdot")
INK = "#767676"  # reads on white and on black
_FONT = 'system-ui, "Noto Sans", "Noto Naskh Arabic", sans-serif'
_HEIGHT = 360


def figure(traces: Sequence[go.Scatter | go.Bar], title: str, **layout: Any) -> go.Figure:
    """Put traces on a page of any colour, without a tool bar; made in one piece, which is several times faster."""
    axis = {"gridcolor": "rgba(127,127,127,.25)", "zeroline": False}
    axes = {name: {**axis, **layout.pop(name, {})} for name in ("xaxis", "yaxis")}
    whole = {
        "template": None,
        "height": _HEIGHT,
        "margin": {"l": 64, "r": 16, "t": 44, "b": 56},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"color": INK, "size": 13, "family": _FONT},
        "title": {"text": plain(title), "font": {"size": 15}, "x": 0, "xref": "paper"},
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 1, "xanchor": "right"},
    }
    return go.Figure(list(traces), {**whole, **axes, **layout})


def plain(text: str) -> str:
    """Keep a text from being read as markup: plotly knows tags like <b> and <a>."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def volume_relevance(
    table: pd.DataFrame,
    verdicts: Mapping[str, str],
    words: Mapping[str, str],
    chosen: str,
    axes: tuple[str, str] = ("", ""),
    note: str = "",
) -> go.Figure:
    """Draw tags by how much they are used and how much of that is about the topic; the chosen one is named.

    A tag of which nobody knows how much is about the topic is left out. `table` comes from `Feed.tag_table`,
    `verdicts` tells the verdict of each of its rows, `words` names verdicts, `axes` names volume and relevance.
    """
    known = table[table["relevance"].notna()]
    standing = {name: known[np.array([verdicts[key] == name for key in known.index], bool)] for name in words}
    traces = [_dots(rows, name, words[name], chosen) for name, rows in standing.items()]
    noted = [{"text": plain(note), "showarrow": False, "xref": "paper", "yref": "paper", "x": 0.5, "y": 0.5}]
    return figure(
        traces,
        "",
        xaxis={"type": "log", "dtick": 1, "title": {"text": plain(axes[0])}},
        yaxis={"range": [-8, 112], "ticksuffix": " %", "title": {"text": plain(axes[1])}},
        annotations=noted if note else [],
    )


def _dots(rows: pd.DataFrame, verdict: str, word: str, chosen: str) -> go.Scatter:
    """Draw the tags of one verdict; the chosen one is larger and has its name beside it."""
    names = {key: plain(f"#{tag}") for key, tag in rows["tag"].items()}
    return go.Scatter(
        x=rows["posts"].tolist(),
        y=[round(100 * share) for share in rows["relevance"]],
        mode="markers+text",
        name=word,
        marker={
            "color": COLOURS[verdict],
            "symbol": SIGNS[verdict],
            "size": [16 if key == chosen else 9 for key in names],
            "line": {"width": [2 if key == chosen else 0 for key in names], "color": INK},
        },
        text=[name if key == chosen else "" for key, name in names.items()],
        textposition="top center",
        cliponaxis=False,
        hovertext=list(names.values()),
        hovertemplate="%{hovertext}<br>%{x} · %{y} %<extra></extra>",
    )


def trends(counted: pd.DataFrame, title: str) -> go.Figure:
    """Draw the posts of each day, a line for each column (as from `Feed.trend`)."""
    days = [str(day.date()) for day in counted.index]
    traces = [
        go.Scatter(
            x=days,
            y=counted[tag].tolist(),
            name=plain(f"#{tag}"),
            mode="lines",
            line={"dash": LINES[n % len(LINES)], "width": 2, "color": list(COLOURS.values())[n % len(COLOURS)]},
        )
        for n, tag in enumerate(counted.columns)
    ]
    return figure(traces, title, yaxis={"rangemode": "tozero"})


def together(shares: pd.Series, title: str) -> go.Figure:
    """Draw with which other tags a tag is used: a bar for each, as a share of its posts."""
    names = [plain(f"#{tag}") for tag in shares.index][::-1]
    bar = go.Bar(
        x=[round(100 * share) for share in shares][::-1],
        y=names,
        orientation="h",
        marker={"color": COLOURS["advice"]},
        hovertemplate="%{y}: %{x} %<extra></extra>",
    )
    return figure([bar], title, xaxis={"ticksuffix": " %", "range": [0, 100]}, yaxis={"automargin": True})


def power_interest(places: Sequence[tuple[str, int, int]], corners: Sequence[str], axes: tuple[str, str]) -> go.Figure:
    """Draw people on the power-interest grid: names with power and interest from 0 to 10.

    `corners` name the quadrants: top right, top left, bottom right, bottom left; `axes` name interest and power.
    """
    dots = go.Scatter(
        x=[interest for _, _, interest in places],
        y=[power for _, power, _ in places],
        mode="markers+text",
        text=[plain(name) for name, _, _ in places],
        textposition="top center",
        cliponaxis=False,
        marker={"color": COLOURS["advice"], "size": 11},
        hovertemplate="%{text}<extra></extra>",
    )
    spots = ((10, 10, "right", "top"), (0, 10, "left", "top"), (10, 0, "right", "bottom"), (0, 0, "left", "bottom"))
    notes = [
        {"x": x, "y": y, "xanchor": xa, "yanchor": ya, "text": plain(words), "showarrow": False, "opacity": 0.8}
        for (x, y, xa, ya), words in zip(spots, corners, strict=True)
    ]
    middle = {"type": "line", "line": {"color": INK, "width": 1, "dash": "dot"}}
    cross = [
        {**middle, "x0": 4.5, "x1": 4.5, "y0": -0.6, "y1": 10.6},
        {**middle, "x0": -0.6, "x1": 10.6, "y0": 4.5, "y1": 4.5},
    ]
    span = {"range": [-0.8, 11], "dtick": 5}
    return figure(
        [dots],
        "",
        height=440,
        showlegend=False,
        annotations=notes,
        shapes=cross,
        xaxis={**span, "title": {"text": axes[0]}},
        yaxis={**span, "title": {"text": axes[1]}},
    )


def spectrum(people: Mapping[str, Sequence[str]], title: str) -> go.Figure:
    """Draw the spectrum of allies as bars from with us to against us: how many stand in each wedge, and who."""
    bar = go.Bar(
        x=[plain(words) for words in people],
        y=[len(names) for names in people.values()],
        text=["<br>".join(plain(name) for name in names) for names in people.values()],
        textposition="inside",
        insidetextanchor="start",
        textangle=0,
        marker={"color": ["#1a7f37", "#2f6f4f", "#57606a", "#8a5300", "#b42318"][: len(people)]},
        textfont={"color": "#ffffff"},
        hovertemplate="%{x}: %{y}<extra></extra>",
    )
    return figure([bar], title, height=420, yaxis={"dtick": 1, "showticklabels": False})

"""What the cohort page tells of its frames, described once: the table writes every column, the picture draws some."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from toolkit.faces.i18n import t
from toolkit.facilitator.cohort.naming import session_words
from toolkit.facilitator.cohort.words import group_words, moment_words, percent, state_words, week_words

_STATES = {"passed": "good", "waiting": "unknown", "not_yet": "advice"}


@dataclass(frozen=True)
class Column:
    """One column: its head, and how a row is written in it as HTML; drawn, it has the colour of a verdict.

    What has no `write` is only drawn; `draws` gives the number that the bar is long, and `word` its name.
    """

    head: str
    write: Callable[[pd.Series], str] | None = None
    verdict: str = ""
    draws: Callable[[pd.Series], float] | None = None
    word: str = ""


@dataclass(frozen=True)
class Described:
    """A frame: its caption, what its rows are, how each is called, and its columns."""

    caption: str
    rows: str
    name: Callable[[str], str]
    columns: tuple[Column, ...]

    @property
    def drawn(self) -> tuple[Column, ...]:
        """The columns that are drawn."""
        return tuple(column for column in self.columns if column.draws)


def sessions(frame: pd.DataFrame) -> Described:
    """Describe what was handed in and passed of each session."""
    return Described(t("Sessions: submissions"), t("Session"), session_words, _progress(frame))


def weeks(frame: pd.DataFrame) -> Described:
    """Describe who has begun each week and who has passed it."""
    return Described(t("Weeks: people"), t("Week"), week_words, _progress(frame))


def _progress(frame: pd.DataFrame) -> tuple[Column, ...]:
    begun = [_count("begun", t("Have begun"))] if "begun" in frame else []
    gate = [_count("at_gate", t("Sent a gate along")), _count("through", t("Of these: through it"))]
    return (
        *begun,
        _count("handed_in", t("Handed in all of it") if begun else t("Handed in")),
        *(_count(state, word, _STATES[state]) for state, word in state_words().items()),
        _count("on_course", t("Of the waiting: at 80 % so far")),
        *(gate if "at_gate" in frame else []),
    )


def groups(caption: str) -> Described:
    """Describe how many people of each group have begun."""
    columns = (
        _count("people", t("People")),
        _count("begun", t("Have begun"), "good"),
        Column("", None, "unknown", lambda row: int(row["people"] - row["begun"]), t("Have not begun")),
        Column(t("Sessions handed in by each, on average"), lambda row: f"{row['sessions']:.1f}"),
    )
    return Described(caption, caption, group_words, columns)


def changes() -> Described:
    """Describe what those who did both measures had before and then."""
    columns = (
        _count("people", t("People who did both")),
        _share("before", t("Before"), "unknown"),
        _share("then", t("Then"), "good"),
        Column(t("Difference, in points of 100"), _gain),
    )
    return Described(t("Before and after"), t("Moment"), moment_words, columns)


def _count(name: str, head: str, verdict: str = "") -> Column:
    return Column(head, lambda row: str(int(row[name])), verdict, _drawn(verdict, lambda row: int(row[name])), head)


def _share(name: str, head: str, verdict: str) -> Column:
    return Column(head, lambda row: percent(row[name]), verdict, lambda row: round(100 * row[name]), head)


def _drawn(verdict: str, value: Callable[[pd.Series], Any]) -> Callable[[pd.Series], Any] | None:
    return value if verdict else None


def _gain(row: pd.Series) -> str:
    if pd.isna(row["gain"]):
        return escape(t("too few to say"))
    gain, low, high = (f"{100 * row[name]:+.0f}" for name in ("gain", "low", "high"))
    if pd.isna(row["low"]):
        return gain
    return escape(t("{gain} (95 % interval: {low} to {high})", gain=gain, low=low, high=high))

"""How far the cohort is: what was handed in and passed, by session, by week and over the calendar."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain

import numpy as np
import pandas as pd

from toolkit.course.path import PASSED
from toolkit.facilitator.cohort.flat import UNDATED, Flat

STATES = ("passed", "waiting", "not_yet")
_DAYS = 40  # as many as a table and a picture can bear
_TINY = 1e-9  # 0.8 of 0.7 and 0.1 must not fall to a rounding


def sessions(flat: Flat, weeks: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Count submissions by session, in the order of the course; what stands in no week comes last.

    Columns: week, handed_in (the sum of passed, waiting and not_yet) and on_course (those of the waiting who have
    enough of what is decided).
    """
    week = {session: week for week, listed in weeks.items() for session in listed}
    others = sorted(set(flat.submissions["assignment"]) - set(week))
    counted = _states(flat.submissions).groupby(flat.submissions["assignment"]).sum()
    counted = counted.reindex([*week, *others], fill_value=0).astype(int)
    counted.insert(0, "week", [week.get(session, "") for session in counted.index])
    return counted


def is_enough(rows: pd.DataFrame) -> pd.Series:
    """Tell of each row whether it has enough of what is decided."""
    return (rows["possible"] > 0) & (rows["earned"] >= (PASSED - _TINY) * rows["possible"])


def _states(rows: pd.DataFrame) -> pd.DataFrame:
    enough = is_enough(rows)
    states = {"passed": enough & ~rows["waits"], "waiting": rows["waits"], "not_yet": ~enough & ~rows["waits"]}
    return pd.DataFrame({"handed_in": True, **states, "on_course": enough & rows["waits"]}, index=rows.index)


def weeks_of(flat: Flat, weeks: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Count people by week: who has begun it, and, of those who handed in all of it, who has enough points."""
    lengths = {week: len(set(listed)) for week, listed in weeks.items()}
    named = {session: week for week, listed in weeks.items() for session in listed}
    rows = flat.submissions.assign(week=flat.submissions["assignment"].map(named)).dropna(subset="week")
    grouped = rows.groupby(["week", "who"])
    whole = grouped.agg(earned=("earned", "sum"), possible=("possible", "sum"), waits=("waits", "any"))
    states = _states(whole)
    in_week = whole.index.get_level_values("week")
    complete = (grouped.size().to_numpy() == in_week.map(lengths).to_numpy(float)).reshape(-1, 1)
    counted = (states & complete).groupby(in_week).sum()
    counted.insert(0, "begun", states.groupby(in_week).size())
    return counted.reindex(list(lengths), fill_value=0).astype(int)


def days(flat: Flat, weeks: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Sum up what was handed in until each day, a column for each week; of many days, as many as one can read."""
    named = {session: week for week, listed in weeks.items() for session in listed}
    rows = flat.submissions[flat.submissions["day"] != UNDATED]
    counted = pd.crosstab(rows["day"], rows["assignment"].map(named)).reindex(columns=list(weeks), fill_value=0)
    summed = counted.sort_index().cumsum().astype(int)
    shown = (
        summed.iloc[np.unique(np.linspace(0, len(summed) - 1, _DAYS).round().astype(int))] if len(summed) else summed
    )
    shown.index = pd.Index([date.fromordinal(day).isoformat() for day in shown.index], dtype=object, name="day")
    return shown


def undated(flat: Flat, weeks: Mapping[str, Sequence[str]]) -> int:
    """Count the submissions of the course that came without a date."""
    listed = flat.submissions["assignment"].isin(set(chain.from_iterable(weeks.values())))
    return int((listed & (flat.submissions["day"] == UNDATED)).sum())

"""Who came through the gates, as far as people sent it along."""

from collections.abc import Mapping, Sequence

import pandas as pd

from toolkit.course.along import gate_name
from toolkit.facilitator.cohort.flat import Flat
from toolkit.facilitator.cohort.progress import is_enough


def gates(walked: Flat, weeks: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Count people by week. Columns: at_gate (sent an attempt at its gate along) and through (it was enough)."""
    rows = walked.submissions
    week = rows["assignment"].astype(object).map({gate_name(week): week for week in weeks}).dropna()
    counted = pd.DataFrame(
        {"at_gate": week.value_counts(), "through": week[is_enough(rows.loc[week.index])].value_counts()}
    )
    return counted.reindex(list(weeks)).fillna(0).astype(int)

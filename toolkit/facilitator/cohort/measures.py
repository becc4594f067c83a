"""What the course changed: two parallel measures of the same people, before and after."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from toolkit.facilitator.cohort.flat import Flat
from toolkit.facilitator.cohort.items import FEW, TOO_FEW

MOMENTS = ("after", "later")  # each is compared with before
_COLUMNS = ("people", "before", "then", "gain", "low", "high")


def changes(flat: Flat, measure: Mapping[str, str]) -> pd.DataFrame:
    """Compare the shares of those who did both measures, a row for each moment.

    Columns: people, before and then (mean shares), gain (the mean difference), low and high (its 95 % interval).
    What too few people did is NaN.
    """
    rows = flat.submissions[flat.submissions["possible"] > 0]
    shares = (rows["earned"] / rows["possible"]).groupby([rows["assignment"], rows["who"]]).first()
    moments = [moment for moment in MOMENTS if moment in measure and "before" in measure]
    found = [_change(_of(shares, measure["before"]), _of(shares, measure[moment])) for moment in moments]
    return pd.DataFrame(found, index=pd.Index(moments, dtype=object, name="moment"), columns=list(_COLUMNS))


def _of(shares: pd.Series, assignment: str) -> Any:
    has = assignment in shares.index.get_level_values(0)
    return shares.loc[assignment] if has else pd.Series([], dtype=float)


def _change(before: Any, then: Any) -> tuple[int, float, float, float, float, float]:
    both = pd.concat([before, then], axis=1, join="inner").to_numpy(float)
    people = len(both)
    if people < FEW:
        return (people, *[np.nan] * 5)  # type: ignore[return-value]
    first, second = both.mean(axis=0)
    gain = both[:, 1] - both[:, 0]
    half = 1.96 * float(gain.std(ddof=1)) / np.sqrt(people) if people >= TOO_FEW else np.nan
    middle = float(gain.mean())
    return people, float(first), float(second), middle, middle - half, middle + half

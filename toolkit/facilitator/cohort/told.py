"""What people were told most often, and whether those who were sure were right."""

from itertools import pairwise

import numpy as np
import pandas as pd

from toolkit.facilitator.cohort.flat import Flat
from toolkit.facilitator.cohort.items import FEW

GRAVITY = ("advice", "required", "danger")
BINS = (25, 50, 75, 95)  # as sure as the forms let people say


def findings(flat: Flat) -> pd.DataFrame:
    """Count people by check: each once, under the gravest that the check told them; most people first.

    Columns: people, and how many of them were told danger, required, advice.
    """
    rows = flat.told[flat.told["verdict"].isin(GRAVITY)]
    rank = rows["verdict"].astype(object).map({verdict: n for n, verdict in enumerate(GRAVITY)}).astype(int)
    gravest = rank.groupby([rows["check"].astype(object), rows["who"]]).max()
    counted = pd.crosstab(gravest.index.get_level_values(0), gravest.to_numpy())
    counted = counted.reindex(columns=range(len(GRAVITY)), fill_value=0).astype(int)
    counted.columns, counted.index.name = pd.Index(GRAVITY), "check"
    counted.insert(0, "people", counted.sum(axis=1))
    return counted.sort_values(["people", *GRAVITY[::-1]], ascending=False, kind="stable")


def confidence(flat: Flat) -> pd.DataFrame:
    """Compare what people said of their answers with what was right, by how sure they were.

    Columns: answers, people, right (the mean share; NaN where too few people said it).
    """
    edges = [(low + high) / 200 for low, high in pairwise(BINS)]
    bins = np.array(BINS)[np.digitize(flat.sure["stated"], edges)]
    grouped = flat.sure.assign(right=flat.sure["right"].clip(0, 1)).groupby(bins)
    table = pd.DataFrame(
        {"answers": grouped.size(), "people": grouped["who"].nunique(), "right": grouped["right"].mean()}
    ).reindex(list(BINS))
    table[["answers", "people"]] = table[["answers", "people"]].fillna(0).astype(int)
    return table.assign(right=table["right"].where(table["people"] >= FEW))


def brier(flat: Flat) -> float:
    """Score how well people knew what they know: 0 is perfect, 0.25 is "fifty-fifty" throughout (Brier 1950)."""
    if flat.sure["who"].nunique() < FEW:
        return float("nan")
    return float(((flat.sure["stated"].clip(0, 1) - flat.sure["right"].clip(0, 1)) ** 2).mean())


def overconfidence(flat: Flat) -> float:
    """Give how much surer people were than right they were, on average: below 0 they knew more than they thought."""
    if flat.sure["who"].nunique() < FEW:
        return float("nan")
    return float((flat.sure["stated"].clip(0, 1) - flat.sure["right"].clip(0, 1)).mean())

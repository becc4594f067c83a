"""Countries and zones, so large that nobody can be read off."""

from collections import Counter
from collections.abc import Collection, Mapping

import pandas as pd

from toolkit.facilitator.cohort.flat import Flat
from toolkit.facilitator.cohort.items import FEW
from toolkit.facilitator.cohort.naming import clean

OTHERS = ""


def groups(flat: Flat, entered: Mapping[str, str], everybody: Collection[str]) -> pd.DataFrame:
    """Count people by what was entered of them, in the order of the alphabet; under `OTHERS` stand all small groups.

    Columns: people, begun (handed in something), sessions (handed in by each, on average). Nothing is counted if
    the groups would be too small.
    """
    label = _labels(entered, everybody)
    handed_in = flat.submissions["who"].value_counts().reindex(range(len(flat.people)), fill_value=0).to_numpy()
    sessions = dict(zip(flat.people, handed_in.tolist(), strict=True))
    each = pd.DataFrame({"group": label.values(), "sessions": [sessions.get(who, 0) for who in label]})
    grouped = each.assign(begun=each["sessions"] > 0).groupby(each["group"].astype(object))
    table = grouped.agg(people=("begun", "size"), begun=("begun", "sum"), sessions=("sessions", "mean"))
    return table[table["people"] >= FEW] if len(table) > 1 else table.iloc[:0]


def _labels(entered: Mapping[str, str], everybody: Collection[str]) -> dict[str, str]:
    """Name the group of each person; a group that is too small becomes part of the others."""
    written = {text: clean(text, 40) for text in set(entered.values())}
    spelt: dict[str, Counter[str]] = {}
    for text in map(written.__getitem__, entered.values()):
        spelt.setdefault(text.casefold(), Counter())[text] += 1
    # Spelt as most people have it; of equals, the first of the alphabet.
    usual = {key: min(many, key=lambda text: (-many[text], text)) for key, many in spelt.items()}
    label = {who: usual.get(written.get(entered.get(who, ""), "").casefold(), OTHERS) for who in everybody}
    merged = _merged(Counter(label.values()))
    return {who: OTHERS if name in merged else name for who, name in label.items()}


def _merged(sizes: Mapping[str, int]) -> set[str]:
    """Choose the groups that become the others: all small ones, and more until the others are many enough."""
    merged = {name for name, size in sizes.items() if size < FEW or name == OTHERS}
    rest = sorted(set(sizes) - merged, key=lambda name: (sizes[name], name))
    while rest and 0 < sum(sizes[name] for name in merged) < FEW:
        merged.add(rest.pop(0))
    return merged

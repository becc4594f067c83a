"""Where a cohort stands: everything the cohort page shows, as frames counted from the records. No person is ranked."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import pandas as pd

from toolkit.course.along import MEASURES, gate_name
from toolkit.facilitator.cohort.flat import Flat, flat
from toolkit.facilitator.cohort.gates import gates
from toolkit.facilitator.cohort.groups import groups
from toolkit.facilitator.cohort.items import items
from toolkit.facilitator.cohort.measures import changes
from toolkit.facilitator.cohort.progress import days, sessions, undated, weeks_of
from toolkit.facilitator.cohort.told import brier, confidence, findings, overconfidence

if TYPE_CHECKING:
    from toolkit.facilitator.grading.records import Record


@dataclass(frozen=True, kw_only=True)
class Standing:
    """The frames of the page; the columns of each are told by the function of its name.

    `people` counts the cohort, `begun` those who handed in anything. `waiting_for_you` are the code names whose
    texts a person has to read, in the order of the alphabet: the only names here. `countries`, `zones` and
    `changes` are None where nothing was entered.
    """

    people: int
    begun: int
    submissions: int
    sessions: pd.DataFrame
    weeks: pd.DataFrame
    days: pd.DataFrame
    undated: int
    items: pd.DataFrame
    findings: pd.DataFrame
    confidence: pd.DataFrame
    brier: float
    overconfidence: float
    countries: pd.DataFrame | None
    zones: pd.DataFrame | None
    changes: pd.DataFrame
    waiting: int
    waiting_for_you: tuple[str, ...]


def standing(
    records: "Iterable[Record]",
    weeks: Mapping[str, Sequence[str]],
    *,
    members: Collection[str] = (),
    countries: Mapping[str, str] | None = None,
    zones: Mapping[str, str] | None = None,
    measure: Mapping[str, str] = MEASURES,
) -> Standing:
    """Count records. `weeks` names the sessions of each week, in order; `members` all code names of the cohort.

    `countries` and `zones` map a code name to what was entered of it, `measure` the moments before, after and
    later to the names under which people sent along what they had right. Gates and measures are no submissions.
    """
    path, sent = _split(records, {*map(gate_name, weeks), *measure.values()})
    seen, walked = flat(sent), flat(path)
    everybody = {*members, *seen.people, *walked.people, *(countries or ()), *(zones or ())}
    waiting = seen.submissions["waits"]
    return Standing(
        people=len(everybody),
        begun=len(seen.people),
        submissions=len(seen.submissions),
        sessions=sessions(seen, weeks),
        weeks=weeks_of(seen, weeks).join(gates(walked, weeks)),
        days=days(seen, weeks),
        undated=undated(seen, weeks),
        items=items(seen, chain.from_iterable(weeks.values())),
        findings=findings(seen),
        confidence=confidence(seen),
        brier=brier(seen),
        overconfidence=overconfidence(seen),
        countries=groups(seen, countries, everybody) if countries else None,
        zones=groups(seen, zones, everybody) if zones else None,
        changes=changes(walked, measure),
        waiting=int(waiting.sum()),
        waiting_for_you=_names(seen),
    )


def _split(records: "Iterable[Record]", path: Collection[str]) -> "tuple[list[Record], list[Record]]":
    """Part what was sent along from what was handed in."""
    parts: tuple[list[Record], list[Record]] = ([], [])
    for one in records:
        parts[one.assignment not in path].append(one)
    return parts


def _names(seen: Flat) -> tuple[str, ...]:
    rows = seen.submissions
    return tuple(sorted(seen.people[number] for number in set(rows.loc[rows["waits"], "who"])))

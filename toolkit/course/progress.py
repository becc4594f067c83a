"""What a trainee's own computer remembers of the path: attempts at gates, what was recalled when, where one went on.

It is a file of answers like any other, `my-work/progress/answers.json` beside the workbooks: one entry for each thing,
so that two notebooks that are open at once do not write over each other.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from toolkit.answers import FILE, Answers, Refused, Store, read
from toolkit.course.gates import Gates, Given, Outcome
from toolkit.course.path import Standing, course
from toolkit.privacy import own_folder

NAME = "progress"
SPACES = (1, 3, 7)
"""Days after which an item comes back: an even rhythm is enough (Latimier, Peyre and Ramus, 2021)."""
_FORGETS = "Nothing can be kept in this folder, so the course forgets how far you are when you close it."
_OTHERS = "What was kept here is the path of “{who}”, not yours. We put it aside as “{name}” and began one for you."
_AT_ONCE = 3  # of earlier items at the beginning of a session


@dataclass(frozen=True)
class Attempt:
    """One attempt at a gate: on which day, which items with which answer and sureness, and what was right."""

    week: str
    number: int
    day: date
    share: float
    passed: bool
    answers: tuple[tuple[str, float, bool], ...]  # item, stated sureness, right


@dataclass(frozen=True)
class Progress:
    """The progress file in a folder of workbooks, and what is asked on the way."""

    folder: Path
    gates: Gates

    @property
    def store(self) -> Store:
        """Where it is kept."""
        return Store(self.folder / "my-work" / NAME, NAME)

    def values(self) -> tuple[Mapping[str, Any], str]:
        """Read everything, and a sentence if the file could not be taken; then it is set aside, and nothing is lost."""
        with suppress(OSError):
            own_folder(self.store.folder)
        try:
            answers, said = self.store.open()
        except OSError:
            return {}, _FORGETS
        mine = self.code_name()
        if answers.who and mine and answers.who != mine:
            kept = self.store.set_aside()
            return {}, _OTHERS.format(who=answers.who[:60], name=kept.name)
        return answers.values, said

    def code_name(self) -> str:
        """Look up the code name that somebody handed in under, if there is one."""
        for path in sorted(self.folder.parent.glob(f"exercises/*/{FILE}")):
            with suppress(OSError, Refused):
                if who := read(path.read_bytes()).who:
                    return who
        return ""

    def attempts(self, week: str = "") -> list[Attempt]:
        """List the attempts at a gate, or at all of them, in the order in which they were made."""
        return [one for one in _attempts(self.values()[0]) if week in ("", one.week)]

    def standing(self) -> Standing:
        """Tell which weeks are passed, and which were entered without that."""
        values, _ = self.values()
        entered = {
            week: said for week in course().weeks if isinstance(said := values.get(f"entered:{week}"), str) and said
        }
        return Standing(frozenset(one.week for one in _attempts(values) if one.passed), entered)

    def keep(self, week: str, number: int, items: list[str], given: list[Given], came: Outcome, day: date) -> None:
        """Keep an attempt. Raises OSError where nothing can be written."""
        rows = [[item, one.sure, right] for item, one, right in zip(items, given, came.right, strict=True)]
        entry = {"day": day.isoformat(), "share": came.share, "passed": came.passed, "answers": rows}
        self._put({f"gate:{week}:{number}": entry})

    def enter(self, week: str, reason: str) -> None:
        """Go on into a week although the one before is not passed."""
        self._put({f"entered:{week}": reason})

    def recalled(self, item: str, right: bool, day: date) -> None:
        """Note that an item was asked again; what was right comes back later each time, what was not after a day."""
        self.all_recalled({item: right}, day)

    def all_recalled(self, marks: Mapping[str, bool], day: date) -> None:
        """Note the same of several items at once."""
        values, _ = self.values()
        self._put({f"recall:{item}": _step(_seen(values, item, ""), right, day) for item, right in marks.items()})

    def due_again(self, ids: list[str], today: date) -> list[str]:
        """Choose of some items those that are due: the longest overdue first, then those that were never met."""
        values, _ = self.values()
        met = {id_: seen for id_ in ids if (seen := _seen(values, id_, ""))}
        late = sorted((_due(day, step), id_) for id_, (day, step) in met.items())
        return [*(id_ for when, id_ in late if when <= today), *(id_ for id_ in ids if id_ not in met)]

    def due(self, session: str, today: date) -> list[tuple[str, int]]:
        """List the items of earlier sessions that are due, the longest overdue first, each with its turn."""
        values, _ = self.values()
        earlier = {one.id for one in course().earlier(session)}
        rows = [row for row in self.gates.of_weeks() if row["session"] in earlier]
        met = [(row["id"], seen) for row in rows if (seen := _seen(values, row["id"], row["session"]))]
        late = sorted((_due(day, step), id_, step) for id_, (day, step) in met)
        return [(id_, step + 1) for when, id_, step in late if when <= today][:_AT_ONCE]

    def opened(self, session: str, day: date) -> None:
        """Note the first day on which a session was opened: from then on its items come back."""
        if f"opened:{session}" not in self.values()[0]:
            self._put({f"opened:{session}": day.isoformat()})

    def _put(self, entries: Mapping[str, Any]) -> None:
        """Put things beside all the others; the file is of whoever works here."""
        values, _ = self.values()
        self.store.write(Answers(NAME, values, self.code_name() or None).given(entries))


def _step(before: tuple[date, int] | None, right: bool, day: date) -> dict[str, Any]:
    """Count how often in a row an item was right."""
    return {"day": day.isoformat(), "step": before[1] + 1 if before and right else int(right)}


def _due(day: date, step: int) -> date:
    """Tell when something comes back that was right so often in a row."""
    return day + timedelta(SPACES[min(step, len(SPACES) - 1)])


def _seen(values: Mapping[str, Any], item: str, session: str) -> tuple[date, int] | None:
    """Tell when an item was met last, and how often in a row it was right since; None if it never was."""
    with suppress(TypeError, ValueError, KeyError):
        row = values[f"recall:{item}"]
        return date.fromisoformat(row["day"]), max(0, int(row["step"]))
    with suppress(TypeError, ValueError, KeyError):
        return date.fromisoformat(values[f"opened:{session}"]), 0
    return None


def _attempts(values: Mapping[str, Any]) -> list[Attempt]:
    found = [one for key, row in values.items() if key.startswith("gate:") and (one := _attempt(key, row))]
    return sorted(found, key=lambda one: (one.week, one.number))


def _attempt(key: str, row: Any) -> Attempt | None:
    """Read an attempt as it was kept; one that somebody changed by hand counts as none."""
    try:
        _, week, number = key.split(":")
        answers = tuple(_answers(row["answers"]))
        return Attempt(
            week, int(number), date.fromisoformat(row["day"]), float(row["share"]), row["passed"] is True, answers
        )
    except (TypeError, ValueError, KeyError):
        return None


def _answers(rows: Any) -> Iterator[tuple[str, float, bool]]:
    for item, sure, right in rows:
        if isinstance(item, str) and isinstance(sure, int | float):
            yield item, float(sure), right is True

"""What was seen while grading, one row for each submission, beside nbgrader's own tables: it feeds the cohort page."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

from nbgrader.api import Assignment, BaseCell, Grade, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import Column, DateTime, MetaData, String, Table, Text, delete, insert, inspect, select

from toolkit.answers import Answers
from toolkit.course.along import sent_along
from toolkit.exercises.questions import CONFIDENCE
from toolkit.exercises.scoring import Marks
from toolkit.facilitator.grading.cells import Ran
from toolkit.review.findings import Finding
from toolkit.sessions.room import gates, questions

_SURE = "-sure"  # `reply-sure` tells how sure somebody was of `reply`
RECORDS = Table(
    "toolkit_record",
    MetaData(),
    Column("who", String(128), primary_key=True),
    Column("assignment", String(128), primary_key=True),
    Column("handed_in", DateTime),
    Column("seen", Text, nullable=False),
)


@dataclass(frozen=True, kw_only=True)
class Record:
    """One graded submission: points by question, and what its texts were told.

    `items` maps a grade id to points and maximum; points are None where a person has not judged yet.
    `findings` counts "check:verdict" of the reviews. `sure` maps a grade id to the stated confidence and the
    share that was right, both 0 to 1.
    """

    who: str
    assignment: str
    handed_in: datetime | None = None
    items: Mapping[str, tuple[float | None, float]] = field(default_factory=dict)
    findings: Mapping[str, int] = field(default_factory=dict)
    sure: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    @property
    def share(self) -> float:
        """The share of all points that were given so far, 0 to 1."""
        whole = sum(maximum for _, maximum in self.items.values())
        return sum(points or 0.0 for points, _ in self.items.values()) / whole if whole else 0.0

    @property
    def waits(self) -> bool:
        """Whether a person still has to judge something."""
        return any(points is None for points, _ in self.items.values())


def record(who: str, answers: Answers, ran: Ran, handed_in: datetime | None) -> Record:
    """Note what was seen of one submission."""
    counted = Counter(f"{one.check}:{one.verdict}" for each in ran.marks.values() for one in _said(each))
    return Record(
        who=who,
        assignment=answers.assignment,
        handed_in=handed_in,
        items={id_: (ran.points.get(id_), maximum) for id_, maximum in ran.maxima.items()},
        findings=dict(sorted(counted.items())),
        sure=dict(_sure(answers, ran)),
    )


def _said(marks: Marks) -> tuple[Finding, ...]:
    return (*marks.findings, *marks.late)


def records_of(who: str, answers: Answers, ran: Ran, handed_in: datetime | None) -> Iterator[Record]:
    """Note what was seen of one submission, then the gates and measures that its author sent along with it.

    Nothing of the path is a score: it stands in no row of nbgrader's.
    """
    yield record(who, answers, ran, handed_in)
    for one in sent_along(answers.values, gates()):
        yield Record(
            who=who,
            assignment=one.kept_as,
            handed_in=datetime.combine(one.day, time()),
            items={item: (float(right), 1.0) for item, _, right in one.answers},
            sure={item: (sure, float(right)) for item, sure, right in one.answers},
        )


def _sure(answers: Answers, ran: Ran) -> Iterator[tuple[str, tuple[float, float]]]:
    for question in questions(answers.assignment).values():
        said, item = answers.values.get(question.id), f"points-{question.id.removesuffix(_SURE)}"
        if question.kind == "confidence" and isinstance(said, str) and said in CONFIDENCE and ran.maxima.get(item):
            yield item, (int(said) / 100, (ran.points.get(item) or 0.0) / ran.maxima[item])


def make_table(gradebook: Any) -> None:
    """Put the table into a gradebook that has none yet."""
    RECORDS.create(gradebook.engine, checkfirst=True)


def write(gradebook: Any, one: Record) -> None:
    """Put a record in the place of an earlier one of the same submission; the caller commits."""
    mine = (RECORDS.c.who == one.who) & (RECORDS.c.assignment == one.assignment)
    seen = json.dumps({"items": one.items, "findings": one.findings, "sure": one.sure}, ensure_ascii=False)
    gradebook.db.execute(delete(RECORDS).where(mine))
    row = {"who": one.who, "assignment": one.assignment, "handed_in": one.handed_in, "seen": seen}
    gradebook.db.execute(insert(RECORDS).values(row))


def records(gradebook: Any) -> list[Record]:
    """Read all records, with the points that people gave by hand since.

    Raises LookupError, in words for a facilitator, if one cannot be read.
    """
    if not inspect(gradebook.engine).has_table(RECORDS.name):
        return []
    judged, rows = _by_hand(gradebook), gradebook.db.execute(select(RECORDS)).all()
    return [
        _read(row, one, judged.get((row.who, row.assignment), {})) for row, one in zip(rows, _seen(rows), strict=True)
    ]


def recorded(gradebook: Any, assignment: str, names: Iterable[str] | None = None) -> set[str]:
    """Name everybody of whom there is a record of an assignment that can be read, among some people or all."""
    if not inspect(gradebook.engine).has_table(RECORDS.name):
        return set()
    mine = RECORDS.c.assignment == assignment
    rows = gradebook.db.execute(select(RECORDS).where(mine if names is None else mine & RECORDS.c.who.in_(list(names))))
    return {row.who for row in rows if _is_readable(row)}


def unreadable(gradebook: Any) -> LookupError | None:
    """Find a record that cannot be used, and say so in words for a facilitator."""
    rows = gradebook.db.execute(select(RECORDS)).all()
    return next((_unreadable(row) for row in rows if not _is_readable(row)), None)


def _is_readable(row: Any) -> bool:
    try:
        one = _read(row, json.loads(row.seen), {})
        sum(most + (given or 0.0) for given, most in one.items.values())
        sum(stated + right for stated, right in one.sure.values())
        return all(":" in name and count + 0 > 0 for name, count in one.findings.items())
    except (LookupError, ValueError, RecursionError, TypeError, AttributeError):
        return False


def _seen(rows: Sequence[Any]) -> list[Any]:
    """Parse what was seen, in one go: then equal names are one string in all records, which halves the time here."""
    try:
        found = json.loads(f"[{','.join([row.seen for row in rows])}]")
        if len(found) == len(rows):
            return list(found)
    except (ValueError, RecursionError, TypeError):
        pass
    for row in rows:
        if not _is_readable(row):
            raise _unreadable(row)
    return [json.loads(row.seen) for row in rows]


def _unreadable(row: Any) -> LookupError:
    return LookupError(f"What was noted of {row.who} in “{row.assignment}” cannot be read. Run: toolkit grade --force")


def _read(row: Any, seen: Any, judged: Mapping[str, float]) -> Record:
    try:
        items = {id_: (given, most) for id_, (given, most) in seen["items"].items()}
        items |= {id_: (given, items[id_][1]) for id_, given in judged.items() if id_ in items}
        return Record(
            who=row.who,
            assignment=row.assignment,
            handed_in=row.handed_in,
            items=items,
            findings=seen["findings"],
            sure={id_: (stated, right) for id_, (stated, right) in seen["sure"].items()},
        )
    except (LookupError, TypeError, ValueError, AttributeError):
        raise _unreadable(row) from None


def _by_hand(gradebook: Any) -> dict[tuple[str, str], dict[str, float]]:
    """Read the points given by hand; they are few, all others stand in the records."""
    rows = (
        gradebook.db.query(SubmittedAssignment.student_id, Assignment.name, BaseCell.name, Grade.score)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(BaseCell, BaseCell.id == Grade.cell_id)
        .filter(Grade.manual_score.isnot(None))
    )
    judged: dict[tuple[str, str], dict[str, float]] = {}
    for who, name, cell, score in rows:
        judged.setdefault((who, name), {})[cell] = score
    return judged

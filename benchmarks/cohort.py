"""The cohort page of 5,000 trainees and fourteen sessions: read out of the gradebook, counted, drawn, written."""

import gc
import json
import os
import random
import sqlite3
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain, islice
from pathlib import Path
from statistics import median
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Course,
    Grade,
    Gradebook,
    GradeCell,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import insert

from benchmarks.measuring import Promise, Result, calm, compared, either, spent
from toolkit.facilitator.cohort.gradebook import standing_of
from toolkit.facilitator.cohort.page import page_html
from toolkit.facilitator.cohort.standing import Standing
from toolkit.facilitator.grading.records import RECORDS, make_table
from toolkit.review.checks import ALL
from toolkit.sessions.room import questions

PEOPLE, MOST, ROUNDS = 5_000, 3.0, either(3, 2)
ITEMS, PACK = 15, 20_000
WEEKS: Mapping[str, Sequence[str]] = {
    "crawl": ("safety-first", "hashtag-choice"),
    "walk": ("groups-and-pages", "platforms-and-counters", "they-use-it-too"),
    "run": (
        *("tweet-rewriting", "links-timing-cadence", "audience-targeting"),
        *("engage-or-not", "live-tweeting", "evidence-and-video"),
    ),
    "fly": ("thread-to-blog", "likes-to-action", "campaign"),
}
SESSIONS = tuple(chain.from_iterable(WEEKS.values()))
COUNTRIES = ("Marenia", "Veltara", "Drusna", "البلد", "Страна", "ملک")
_CHECKS = [f"{check.name}:{verdict}" for check in ALL for verdict in ("good", "advice", "required")]
_START = datetime(2026, 9, 1, 8)


def measure() -> Result:
    """Read and write the page a few times over; beside its parts the same gradebook is read, and nothing counted."""
    people = int(os.environ.get("BENCH_PEOPLE", either(PEOPLE, 1_000)))
    judged = float(os.environ.get("BENCH_JUDGED", "0.1"))
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        book = Path(folder) / "gradebook.db"
        make_gradebook(book, people, judged)
        countries = {who: COUNTRIES[n % len(COUNTRIES)] for n, who in enumerate(names(people))}
        taken = [_once(book, countries) for _ in range(ROUNDS)]
    times = {name: [found.times[name] for found in taken] for name in taken[0].times}
    whole = [sum(both) for both in zip(times[COUNTED], times[WRITTEN], strict=True)]
    most = MOST * people / PEOPLE
    promise = Promise(f"median < {most:.3g} s", median(whole), below=most)
    lines = (
        replace(compared("cohort page: in all", whole, times[BARE], BARE), promise=promise),
        *(compared(f"cohort page: {name}", times[name], times[BARE], BARE, most) for name, most in MOST_OF.items()),
    )
    size = f"Cohort: {people:,} people, {len(SESSIONS)} sessions, {ITEMS} items each; {judged:.0%} of the texts judged."
    page = f"The page has {taken[0].letters / 1e6:.1f} million letters, most of them plotly's."
    sound = all(found.right for found in taken)
    return Result(lines, (size, page), sound=sound)


COUNTED, WRITTEN, BARE = "gradebook read and counted", "pictures and page", "the same rows, bare"
MOST_OF = {COUNTED: 4, WRITTEN: 1}  # times as long as reading the rows and their JSON, and doing nothing with it


@dataclass(frozen=True)
class _Round:
    times: Mapping[str, float]
    letters: int
    right: bool


def _once(book: Path, countries: Mapping[str, str]) -> _Round:
    """Open the gradebook anew and go all the way to the finished text; then read the same rows without us."""
    gc.collect()
    counted: list[Standing] = []
    page: list[str] = []

    def count() -> None:
        with Gradebook(f"sqlite:///{book}?timeout=60", "benchmark") as gradebook:
            counted.append(standing_of(gradebook, WEEKS, countries=countries))

    def read() -> list[Any]:
        with closing(sqlite3.connect(book)) as rows:
            return [json.loads(seen) for (seen,) in rows.execute(f"select {RECORDS.c.seen.name} from {RECORDS.name}")]

    times = {
        COUNTED: spent(count),
        WRITTEN: spent(lambda: page.append(page_html(counted[0]))),
        BARE: calm(read),
    }
    everything = bool((counted[0].sessions["handed_in"] == len(countries)).all())
    return _Round(times, len(page[0]), everything and counted[0].submissions == len(countries) * len(SESSIONS))


def names(people: int) -> list[str]:
    """Give invented code names."""
    return [f"heron-{number:05}" for number in range(people)]


def items(session: str) -> dict[str, float]:
    """Give the grade ids of a session and what each is worth: its own questions, as far as it has any yet."""
    try:
        own = [f"points-{id_}" for id_ in questions(session) if not id_.endswith("-sure")]
    except LookupError:
        own = []
    more = [*own[: ITEMS - 2], *(f"points-question-{n}" for n in range(ITEMS - 2 - len(own)))]
    return {id_: 2.0 + n % 4 for n, id_ in enumerate([*more, "judge-versions", "judge-reflection"])}


def make_gradebook(path: Path, people: int, judged: float) -> None:
    """Fill nbgrader's tables and ours as grading so many submissions does, some texts judged by hand."""
    chance = random.Random(2026)
    # nbgrader asks the command `alembic` for the version of a new gradebook.
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    with Gradebook(f"sqlite:///{path}", "benchmark") as gradebook:
        make_table(gradebook)
        db = gradebook.db
        if not db.get(Course, "benchmark"):
            db.execute(insert(Course), [{"id": "benchmark"}])
        db.execute(insert(Student), [{"id": who} for who in names(people)])
        for session in SESSIONS:
            _release(db, session)
            for table, rows in _submissions(session, people, judged, chance).items():
                for pack in _packs(rows):
                    db.execute(insert(_TABLES[table]), pack)
            db.commit()


_TABLES: Mapping[str, Any] = {
    "assignments": SubmittedAssignment.__table__,
    "notebooks": SubmittedNotebook.__table__,
    "grades": Grade.__table__,
    "records": RECORDS,
}


def _release(db: Any, session: str) -> None:
    db.execute(insert(Assignment.__table__), [{"id": session, "name": session, "course_id": "benchmark"}])
    db.execute(insert(Notebook.__table__), [{"id": session, "name": session, "assignment_id": session}])
    cells = [(f"{session[:12]}-{id_}"[:32], id_, most) for id_, most in items(session).items()]
    base = [{"id": key, "name": id_, "notebook_id": session, "type": "GradeCell"} for key, id_, _ in cells]
    db.execute(insert(BaseCell.__table__), base)
    graded = [{"id": key, "max_score": most, "cell_type": "code"} for key, _, most in cells]
    db.execute(insert(GradeCell.__table__), graded)


def _submissions(session: str, people: int, judged: float, chance: random.Random) -> dict[str, list[dict[str, Any]]]:
    made: dict[str, list[dict[str, Any]]] = {table: [] for table in _TABLES}
    maxima = items(session)
    for number, who in enumerate(names(people)):
        submission, by_hand = f"{chance.getrandbits(128):032x}", chance.random() < judged
        made["assignments"].append({"id": submission, "assignment_id": session, "student_id": who})
        made["notebooks"].append({"id": submission, "assignment_id": submission, "notebook_id": session})
        points = _points(maxima, number, chance)
        for id_, given in points.items():
            manual = maxima[id_] / 2 if given is None and by_hand else None
            row = {"notebook_id": submission, "cell_id": f"{session[:12]}-{id_}"[:32]}
            row |= {"auto_score": given, "manual_score": manual, "needs_manual_grade": given is None and not by_hand}
            made["grades"].append({"id": f"{chance.getrandbits(128):032x}", **row})
        when = _START + timedelta(days=2 * SESSIONS.index(session), minutes=chance.randrange(20_000))
        seen = json.dumps(_seen(points, maxima, chance), ensure_ascii=False)
        made["records"].append({"who": who, "assignment": session, "handed_in": when, "seen": seen})
    return made


def _points(maxima: Mapping[str, float], number: int, chance: random.Random) -> dict[str, float | None]:
    """Some people have most of it right, some half of it."""
    able = 0.5 + 0.5 * (number % 7) / 6
    return {
        id_: None if id_.startswith("judge") else round(most * min(1.0, able * (0.5 + chance.random())), 2)
        for id_, most in maxima.items()
    }


def _seen(points: Mapping[str, Any], maxima: Mapping[str, float], chance: random.Random) -> dict[str, Any]:
    given = {id_: (points[id_], most) for id_, most in maxima.items()}
    sure = next(id_ for id_ in maxima if id_.startswith("points"))
    return {
        "items": given,
        "findings": {name: chance.randrange(1, 4) for name in sorted(chance.sample(_CHECKS, 10))},
        "sure": {sure: (chance.choice((0.25, 0.5, 0.75, 0.95)), points[sure] / maxima[sure])},
    }


def _packs(rows: Sequence[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    waiting = iter(rows)
    while pack := list(islice(waiting, PACK)):
        yield pack

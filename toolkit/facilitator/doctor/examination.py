"""Look a course over: what is set, what is missing, what to do, and the one thing to do next. Changes nothing."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from toolkit.facilitator.doctor import course, exercises, machine, people, rows, work
from toolkit.facilitator.doctor.lines import GOOD, MISSING, NEXT, RISK, UNKNOWN, Line
from toolkit.facilitator.grading.course import CONFIG
from toolkit.faults import in_words
from toolkit.posts.words import printable

Look = Callable[[Path], Iterable[Line]]
# What the others need comes first: the first line that asks for something says what to do next.
LOOKS: tuple[tuple[str, Look], ...] = (
    ("Python", machine.python),
    ("Packages", machine.packages),
    ("Course", course.course),
    ("Settings", machine.settings),
    ("Who can read it", people.rights),
    ("Copies elsewhere", people.copies),
    ("git", people.in_git),
    ("Disk", machine.disk),
    ("Cohort", people.cohort),
    ("Gradebook", course.gradebook),
    ("Exercises", exercises.exercises),
    ("Gradebook", rows.rows),
    ("Submissions", work.submissions),
    ("Shared folder", people.exchange),
    ("Browser", machine.browser),
)
_ANYWHERE = {"Python", "Packages", "Course", "Settings", "Disk", "Browser"}  # what can be said where no course is
_MARKS = {GOOD: "✓", MISSING: "→", RISK: "!", UNKNOWN: "?", NEXT: "▶"}
_IDLE = "Nothing is missing. When files arrive, run: toolkit collect FOLDER"


def doctor(folder: Path, looks: Iterable[tuple[str, Look]] = LOOKS) -> tuple[Line, ...]:
    """Look everything over and say it, a line each; the last line is the one next thing to do. Never raises."""
    here = (folder / CONFIG).is_file()
    meant = [(subject, look) for subject, look in looks if here or subject in _ANYWHERE]
    lines = [line for subject, look in meant for line in _guarded(subject, look, folder)]
    return (*lines, next_thing(lines))


def _guarded(subject: str, look: Look, folder: Path) -> Iterator[Line]:
    try:
        yield from look(folder)
    except (Exception, SystemExit) as problem:
        yield Line(subject, UNKNOWN, f"This could not be looked at. {in_words(problem)}")


def next_thing(lines: Iterable[Line]) -> Line:
    """Choose the one thing to do: the first that is asked for, in the order in which things need each other."""
    asked = next((line for line in lines if line.do and line.state in (MISSING, RISK)), None)
    return Line("Next", NEXT, asked.do if asked else _IDLE)


def sentences(lines: Iterable[Line]) -> list[str]:
    """Write the lines for a terminal: a mark, the subject, what was found, what to do."""
    return [
        printable(f"{_MARKS[line.state]} {line.subject}: {' '.join([line.said, line.do]).strip()}") for line in lines
    ]

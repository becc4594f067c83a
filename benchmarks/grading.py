"""Grade one cohort twice, with our command and with stock nbgrader, and compare every score."""

import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from statistics import median

from benchmarks.measuring import QUICK, Line, Promise, Result, Times, either
from benchmarks.starting import Used, used
from benchmarks.submissions import ASSIGNMENT, make_submissions

ROOT = Path(__file__).parents[1]
CHUNKS = either(3, 2)
# Where things are in our course, and nothing else: every step of the grading is nbgrader's own.
STOCK = """
from pathlib import Path
c = get_config()
c.CourseDirectory.root = str(Path(__file__).parent)
c.CourseDirectory.course_id = "hashtag-to-action"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "model-answers.json"]
c.CourseDirectory.db_url = f"sqlite:///{Path(__file__).parent / 'gradebook.db'}?timeout=60"
"""
SCORES = """
select student.id, notebook_base.name, cell.name, grade.auto_score
from grade
join base_cell cell on cell.id = grade.cell_id
join submitted_notebook on submitted_notebook.id = grade.notebook_id
join notebook notebook_base on notebook_base.id = submitted_notebook.notebook_id
join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id
join student on student.id = submitted_assignment.student_id
"""
Scores = dict[tuple[str, str, str], float | None]


def measure() -> Result:
    """Time both commands in turn, ours on a fresh course each time, and compare the gradebooks."""
    count = int(os.environ.get("BENCH_SUBMISSIONS", "66"))
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        place = Path(temporary)
        ours, fast = course(place / "ours", count), list[Used]()

        def grade_ours() -> None:
            copy = shutil.copytree(ours, place / f"ours-{len(fast)}")
            fast.append(run(copy, "toolkit", "grade"))

        stock = course(place / "stock", 0, STOCK)
        theirs = stock_costs(stock, either(count, 8), grade_ours)
        mine, others = _scores(place / "ours-0"), _scores(stock)
    return _compared(count, fast, theirs, mine, others)


@dataclass(frozen=True)
class Costs:
    """What nbgrader's own command takes to start, and for each submission."""

    start: Used
    each: Used

    def of(self, count: int) -> Used:
        """Say what so many submissions take in one run."""
        return Used(
            self.start.seconds + count * self.each.seconds, self.start.worked + count * self.each.worked, memory=0
        )


def stock_costs(course: Path, count: int, meanwhile: Callable[[], object] = lambda: None) -> Costs:
    """Let nbgrader's own command grade a few submissions at a time, and do something of ours after each time.

    It takes minutes, in which the load of the machine changes: what is compared with it is measured all along.
    """
    taken = []
    for n in range(1, CHUNKS + 1):
        make_submissions(course, count * n // CHUNKS)
        taken.append(run(course, "nbgrader", "autograde", ASSIGNMENT))
        meanwhile()
    start = run(course, "nbgrader", "autograde", ASSIGNMENT)  # nothing is left to do
    seconds, worked = (sum(of(one) - of(start) for one in taken) / count for of in (_seconds, _worked))
    return Costs(start, Used(seconds, worked, memory=0))


_seconds, _worked = attrgetter("seconds"), attrgetter("worked")


def _compared(count: int, fast: list[Used], stock: Costs, mine: Scores, theirs: Scores) -> Result:
    keys = theirs.keys() if QUICK else mine.keys() | theirs.keys()
    differing = sorted(key for key in keys if mine.get(key, "none") != theirs.get(key, "none"))
    notes = [f"grading: {len(keys)} scores compared with nbgrader's own, {len(differing)} differ."]
    notes += [f"  {' '.join(key)}: {mine.get(key)} here, {theirs.get(key)} there" for key in differing[:10]]
    slow, name = stock.of(count), f"grading {count} submissions"
    lines = (
        faster(name, [one.seconds for one in fast], slow.seconds, "nbgrader autograde", 25),
        faster(f"{name}, processor time", [one.worked for one in fast], slow.worked, "nbgrader autograde", 15),
    )
    return Result(lines, tuple(notes), sound=bool(keys) and not differing)


def faster(name: str, ours: Times, beside: float, beside_name: str, least: float) -> Line:
    """Make a line that promises to be so many times faster."""
    gain = beside / median(ours)
    promise = Promise(f">= {least} times faster", gain, least=least)
    return Line(name=name, ours=ours, beside=[beside], beside_name=beside_name, ratio=gain, promise=promise)


def course(folder: Path, count: int, config: str | None = None) -> Path:
    """Make a course folder in which the exercise is released and submissions wait."""
    shutil.copytree(ROOT / "solutions" / ASSIGNMENT, folder / "solutions" / ASSIGNMENT, ignore=_not_ours)
    text = config or (ROOT / "nbgrader_config.py").read_text("utf-8")
    (folder / "nbgrader_config.py").write_text(text, "utf-8")
    run(folder, "nbgrader", "generate_assignment", ASSIGNMENT)
    make_submissions(folder, count)
    return folder


_not_ours = shutil.ignore_patterns(".ipynb_checkpoints", "answers*.json", "my-work")


def run(folder: Path, *command: str) -> Used:
    """Run a Python module as a command in a course folder, with an empty home; RuntimeError if it does not succeed."""
    home = folder.parent / "home"
    home.mkdir(exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "IPYTHON"))}
    path = os.pathsep.join([str(Path(sys.executable).parent), kept.get("PATH", "")])
    env = {**kept, "HOME": str(home), "PATH": path, "PYTHONPATH": str(ROOT)}
    return used([sys.executable, "-m", *command], folder, env)


def _scores(course: Path) -> Scores:
    """Read every score out of a gradebook, by student, notebook and cell."""
    with sqlite3.connect(course / "gradebook.db") as book:
        return {(who, notebook, cell): score for who, notebook, cell, score in book.execute(SCORES)}

"""Grade one cohort twice, with our command and with stock nbgrader, and compare every score."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.measuring import Line, Result, timed
from benchmarks.submissions import ASSIGNMENT, make_submissions

ROOT = Path(__file__).parents[1]
ROUNDS = 3
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
        ours, stock = course(place / "ours", count), course(place / "stock", count, STOCK)
        fast, slow = [], []
        for number in range(ROUNDS):
            copy = place / f"ours-{number}"
            shutil.copytree(ours, copy)
            fast.append(timed(lambda copy=copy: run(copy, "toolkit", "grade")))
            if number == ROUNDS // 2:  # minutes: once, with ours before and after it
                slow.append(timed(lambda: run(stock, "nbgrader", "autograde", ASSIGNMENT)))
        mine, theirs = _scores(copy), _scores(stock)
    return _compared(count, fast, slow, mine, theirs)


def _compared(count: int, fast: list[float], slow: list[float], mine: Scores, theirs: Scores) -> Result:
    keys = mine.keys() | theirs.keys()
    differing = sorted(key for key in keys if mine.get(key, "none") != theirs.get(key, "none"))
    gain = slow[0] / sorted(fast)[len(fast) // 2]
    line = Line(
        name=f"grading {count} submissions",
        ours=fast,
        beside=slow,
        beside_name="nbgrader autograde",
        ratio=gain,
        target=">= 25 times faster",
        met=gain >= 25,
    )
    notes = [f"grading: {len(mine)} scores compared with nbgrader's own, {len(differing)} differ."]
    notes += [f"  {' '.join(key)}: {mine.get(key)} here, {theirs.get(key)} there" for key in differing[:10]]
    return Result((line,), tuple(notes), sound=bool(mine) and not differing)


def course(folder: Path, count: int, config: str | None = None) -> Path:
    """Make a course folder in which the exercise is released and submissions wait."""
    shutil.copytree(ROOT / "solutions" / ASSIGNMENT, folder / "solutions" / ASSIGNMENT, ignore=_not_ours)
    text = config or (ROOT / "nbgrader_config.py").read_text("utf-8")
    (folder / "nbgrader_config.py").write_text(text, "utf-8")
    run(folder, "nbgrader", "generate_assignment", ASSIGNMENT)
    make_submissions(folder, count)
    return folder


_not_ours = shutil.ignore_patterns(".ipynb_checkpoints", "answers*.json", "my-work")


def run(folder: Path, *command: str) -> None:
    """Run a Python module as a command in a course folder, with an empty home.

    Raises RuntimeError, with the end of what it said, if it does not succeed.
    """
    home = folder.parent / "home"
    home.mkdir(exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "IPYTHON"))}
    path = os.pathsep.join([str(Path(sys.executable).parent), kept.get("PATH", "")])
    env = {**kept, "HOME": str(home), "PATH": path, "PYTHONPATH": str(ROOT)}
    line = [sys.executable, "-m", *command]
    done = subprocess.run(line, cwd=folder, env=env, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stdout[-500:]}{done.stderr[-1500:]}")


def _scores(course: Path) -> Scores:
    """Read every score out of a gradebook, by student, notebook and cell."""
    with sqlite3.connect(course / "gradebook.db") as book:
        return {(who, notebook, cell): score for who, notebook, cell, score in book.execute(SCORES)}

"""Grade cohorts of many sizes with our command: what each submission costs, and how much memory it takes."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.grading import STOCK, course, run
from benchmarks.measuring import Line, Result, timed
from benchmarks.submissions import ASSIGNMENT, make_submissions

ROOT = Path(__file__).parents[1]
FEW, SOME, MANY = 100, 1_000, int(os.environ.get("BENCH_MANY", "10000"))
_STOCK = 20  # submissions that stock nbgrader grades beside it: each costs the same, and more than a second


def measure() -> Result:
    """Grade each cohort with one process; what starting costs is taken off before sizes are compared."""
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        place = Path(temporary)
        idle, _ = _graded(course(place / "one", 1))
        few = [_graded(course(place / f"few-{n}", FEW)) for n in range(3)]
        some, _ = _graded(course(place / "some", SOME))
        many, memory = _graded(course(place / "many", MANY))
        stock = course(place / "stock", 1, STOCK)
        first = timed(lambda: run(stock, "nbgrader", "autograde", ASSIGNMENT))  # starting, and one submission
        make_submissions(stock, _STOCK)
        rest = timed(lambda: run(stock, "nbgrader", "autograde", ASSIGNMENT))  # starting, and all the others
        theirs = (rest - first) / (_STOCK - 2)
    each = sorted((seconds - idle) / FEW for seconds, _ in few)[1]
    flat = memory / max(size for _, size in few)
    return Result(
        (
            _line(f"one of {SOME:,}, starting included", some / SOME, theirs, "nbgrader's own", ">= 50 times faster"),
            _line(f"one of {MANY:,}", (many - idle) / MANY, each, f"one of {FEW}", "ratio < 1.2"),
            Line(
                name=f"memory, {MANY:,} submissions",
                ours=(),
                beside_name=f"{FEW} submissions",
                ratio=flat,
                target="ratio < 1.2",
                met=flat < 1.2,
            ),
        ),
        (f"many: {memory / 1024:.0f} MB at most with {MANY:,} submissions, in {many:.0f} s.",),
    )


def _line(name: str, ours: float, beside: float, beside_name: str, target: str) -> Line:
    """Compare what one submission costs, in seconds."""
    faster = target.endswith("faster")
    ratio = beside / ours if faster else ours / beside
    met = ratio >= 50 if faster else ratio < 1.2
    return Line(name=name, ours=[ours], beside=[beside], beside_name=beside_name, ratio=ratio, target=target, met=met)


def _graded(folder: Path) -> tuple[float, int]:
    """Grade a course with one process: the seconds it took, and the kilobytes that it had at most."""
    words = [sys.executable, "-m", "toolkit", "grade", "--workers", "1"]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    begun = time.perf_counter()
    process = subprocess.Popen(words, cwd=folder, env=env, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise RuntimeError(f"toolkit grade ended with {status}.")
    return time.perf_counter() - begun, used.ru_maxrss

"""Grade cohorts of many sizes with our command: what each submission costs, and how much memory it takes."""

import os
import shutil
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from statistics import median

from benchmarks.grading import STOCK, course, faster, run, stock_costs
from benchmarks.measuring import Line, Promise, Result, asked, either
from benchmarks.starting import Used
from benchmarks.submissions import make_submissions

FEW, SOME = either(100, 50), either(1_000, 300)
MANY = int(os.environ.get("BENCH_MANY", either(10_000, 500)))
STOCK_ONES = either(20, 8)  # submissions that stock nbgrader grades: each costs the same, and more than a second
MOST = 1.2


def measure() -> Result:
    """Grade each cohort with one process; what starting costs is taken off before sizes are compared."""
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        place = Path(temporary)
        released, names = course(place / "released", 0), count()

        def graded(people: int) -> Used:
            folder = shutil.copytree(released, place / str(next(names)))
            make_submissions(folder, people)
            taken = run(folder, "toolkit", "grade", "--workers", "1")
            shutil.rmtree(folder)
            return taken

        lines, notes = [], []
        if asked(f"one of {SOME:,}, starting included"):
            some: list[Used] = []
            stock = stock_costs(course(place / "stock", 0, STOCK), STOCK_ONES, lambda: some.append(graded(SOME)))
            times = [one.seconds / SOME for one in some]
            lines.append(faster(f"one of {SOME:,}, starting included", times, stock.each.seconds, "nbgrader's own", 50))
        if asked(f"one of {MANY:,}, processor time") or asked(f"memory, {MANY:,} submissions"):
            many, beside = _meanwhile(lambda: graded(MANY), lambda: (graded(1), graded(FEW)))
            lines += [_alike(many, beside), _flat(many, beside)]
            notes.append(f"many: {many.memory / 1e6:.0f} MB at most for {MANY:,} submissions, {many.seconds:.0f} s.")
    return Result(tuple(lines), tuple(notes))


Small = tuple[Used, Used]
"""What one submission took, and what a few took."""


def _meanwhile(many: Callable[[], Used], small: Callable[[], Small]) -> tuple[Used, list[Small]]:
    """Grade the large cohort, and small ones again and again until it is done: what slows one slows the others."""
    with ThreadPoolExecutor(1) as beside:
        running = beside.submit(many)
        taken = [small()]
        while not running.done():
            taken.append(small())
        return running.result(), taken


def _alike(many: Used, beside: list[Small]) -> Line:
    """Compare the time in which a processor works, without what starting takes."""
    start = median(one.worked for one, _ in beside)
    few = median((some.worked - one.worked) / (FEW - 1) for one, some in beside)
    each = (many.worked - start) / (MANY - 1)
    name, promise = f"one of {MANY:,}, processor time", Promise(f"ratio < {MOST}", each / few, below=MOST)
    return Line(name=name, ours=[each], beside=[few], beside_name=f"one of {FEW}", ratio=each / few, promise=promise)


def _flat(many: Used, beside: list[Small]) -> Line:
    """Compare the most memory, each measured in a process that a small one started."""
    times = many.memory / max(few.memory for _, few in beside)
    name, promise = f"memory, {MANY:,} submissions", Promise(f"ratio < {MOST}", times, below=MOST)
    return Line(name=name, beside_name=f"{FEW} submissions", ratio=times, promise=promise)

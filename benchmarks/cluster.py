"""Grade on a Dask cluster with a gradebook on PostgreSQL: what a second worker brings."""

import os
import sys
import tempfile
from pathlib import Path

from benchmarks.grading import course
from benchmarks.measuring import Line, Promise, Result, either, ratio, timed
from benchmarks.submissions import ASSIGNMENT

ROOT = Path(__file__).parents[1]
PEOPLE = int(os.environ.get("BENCH_CLUSTER", either(600, 200)))
ROUNDS = 3


def measure() -> Result:
    """Grade the same cohort with one worker and with two, in turn; both have loaded what they need."""
    sys.path.insert(0, str(ROOT / "tests"))
    from distributed import LocalCluster
    from postgres import postgresql

    with tempfile.TemporaryDirectory(prefix="bench-") as temporary, postgresql() as url:
        os.environ["TOOLKIT_GRADEBOOK"] = url
        os.environ["PYTHONPATH"] = str(ROOT)
        folder = course(Path(temporary) / "course", PEOPLE)
        os.chdir(folder)
        settings = {"threads_per_worker": 1, "dashboard_address": None, "host": "127.0.0.1"}
        with LocalCluster(n_workers=1, **settings) as one, LocalCluster(n_workers=2, **settings) as two:
            for cluster in (one, two):
                _grade(folder, cluster)
            taken = [(_timed(folder, one), _timed(folder, two)) for _ in range(ROUNDS)]
        os.chdir(ROOT)
    alone, shared = [first for first, _ in taken], [second for _, second in taken]
    gain = ratio(alone, shared)
    line = Line(
        name=f"{PEOPLE} submissions, two Dask workers, PostgreSQL",
        ours=shared,
        beside=alone,
        beside_name="one worker",
        ratio=gain,
        promise=Promise(">= 1.7 times faster", gain, least=1.7),
    )
    return Result((line,), (f"cluster: workers, scheduler, server and command share {os.cpu_count()} cores.",))


def _timed(folder: Path, cluster: object) -> float:
    return timed(lambda: _grade(folder, cluster))


def _grade(folder: Path, cluster: object) -> None:
    from distributed import Client

    from toolkit.facilitator.grading.batch import grade_with

    with Client(cluster) as client:
        lines = list(grade_with(client.get_executor(pure=False), folder, ASSIGNMENT, force=True))
    missed = [line for line in lines if line.points is None]
    if missed or len(lines) != PEOPLE:
        raise RuntimeError(f"{len(lines)} lines, {len(missed)} not graded: {missed[:3]}")

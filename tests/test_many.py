"""Can many processes, machines and interruptions share one cohort, with the same scores as one calm run?"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from courses import ASSIGNMENT, correct, gradebook_of, make_course, scores
from killing import begin
from nbgrader.api import Gradebook
from postgres import postgresql

from toolkit.exercises.scoring import number
from toolkit.facilitator.grading.batch import grade_with, helpers
from toolkit.facilitator.grading.records import records
from toolkit.facilitator.grading.release import release

pytestmark = pytest.mark.nbgrader
ROOT = Path(__file__).parents[1]
PEOPLE = 40
KILLS = int(os.environ.get("SOAK_KILLS", "3"))


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course that one process graded without any disturbance."""
    folder = make_course(tmp_path_factory.mktemp("calm"), PEOPLE)
    assert all(line.points is not None for line in grade_with(None, folder, ASSIGNMENT))
    return folder


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """The same course, ungraded."""
    return make_course(tmp_path / "course", PEOPLE)


def notebooks(folder: Path) -> dict[str, bytes]:
    """Read all graded notebooks, by person, and see that nothing half done lies about."""
    assert not list(folder.glob("autograded/*/.*"))
    return {path.parts[-3]: path.read_bytes() for path in folder.glob(f"autograded/*/{ASSIGNMENT}/*.ipynb")}


def same(one: Path, other: Path) -> None:
    """Two courses hold the same scores, the same graded notebooks, and a record of everybody."""
    assert scores(gradebook_of(one)) == scores(gradebook_of(other))
    assert notebooks(one) == notebooks(other)
    with Gradebook(gradebook_of(one)) as first, Gradebook(gradebook_of(other)) as second:
        seen = [{(row.who, str(row.items), str(row.findings)) for row in records(book)} for book in (first, second)]
    assert seen[0] == seen[1]
    assert len(seen[0]) == PEOPLE


def test_several_processes_write_into_one_sqlite_file(fresh: Path, calm: Path) -> None:
    with helpers(PEOPLE, workers=3) as helping:
        lines = list(grade_with(helping, fresh, ASSIGNMENT))
    assert sorted(line.who for line in lines) == [f"heron-{n:04}" for n in range(PEOPLE)]
    assert all(line.points is not None and line.new for line in lines), lines
    same(fresh, calm)


def test_two_commands_at_once_do_not_disturb_each_other(fresh: Path, calm: Path) -> None:
    begun = [begin(fresh, "grade", "--workers", "1") for _ in range(2)]
    said = [process.communicate(timeout=120)[0] for process in begun]
    assert [process.returncode for process in begun] == [0, 0], said
    same(fresh, calm)


def test_a_kill_at_any_moment_loses_nothing_and_doubles_nothing(fresh: Path, calm: Path) -> None:
    """`SOAK_KILLS` says how often; each time at another moment, with one process and with two. See test_kills."""
    chance = random.Random(2026)
    for count in range(KILLS):
        process = begin(fresh, "grade", "--force", "--workers", str(1 + count % 2))
        time.sleep(chance.uniform(0.8, 4))
        os.kill(process.pid, signal.SIGKILL)  # the one that was started; its helpers must end by themselves
        process.communicate(timeout=60)
    done = begin(fresh, "grade")
    said = done.communicate(timeout=120)[0]
    assert done.returncode == 0, said
    same(fresh, calm)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgresql() as url:
        yield url


def test_a_dask_cluster_grades_into_postgresql(
    fresh: Path, calm: Path, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Real scheduler and real workers, each a process of its own, as on many machines."""
    distributed = pytest.importorskip("distributed")
    monkeypatch.setenv("TOOLKIT_GRADEBOOK", server)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.chdir(fresh)  # workers make a folder of their own where they start
    assert release(fresh, ASSIGNMENT) == []
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        done = begin(fresh, "grade", "--scheduler", cluster.scheduler_address)
        said = done.communicate(timeout=120)[0]
    assert done.returncode == 0, said
    assert f"{PEOPLE} graded ({PEOPLE} new), 0 not graded." in said
    assert scores(server) == scores(gradebook_of(calm))
    assert notebooks(fresh).keys() == notebooks(calm).keys()
    again = begin(fresh, "grade")
    assert f"{PEOPLE} graded (0 new), 0 not graded." in again.communicate(timeout=120)[0]


def test_a_corrected_exercise_is_graded_against_the_new_key(fresh: Path) -> None:
    """The key of one number was wrong; stock nbgrader would ask for the submissions again."""
    list(grade_with(None, fresh, ASSIGNMENT))
    sent = {path: path.read_bytes() for path in (fresh / "submitted").rglob("*") if path.is_file()}
    before = scores(gradebook_of(fresh))
    with Gradebook(gradebook_of(fresh)) as gradebook:
        grade = gradebook.find_grade("judge-versions", ASSIGNMENT, ASSIGNMENT, "heron-0003")
        grade.manual_score = 2.5
        gradebook.db.commit()
    answered = {path.parts[-3]: json.loads(sent[path]) for path in sent if path.name == "answers.json"}
    correct(fresh, "points-room-left", "key=116", "key=[0, 117]")
    assert release(fresh, ASSIGNMENT) == []
    assert all(line.new for line in grade_with(None, fresh, ASSIGNMENT))
    after = scores(gradebook_of(fresh))
    assert after["heron-0003", "judge-versions"] == (None, 2.5)
    for who, content in answered.items():
        given = number(content["answers"].get("room-left"))
        assert after[who, "points-room-left"][0] == (2.0 if given is not None and 0 <= given <= 117 else 0.0)
    assert sum(after[key] != before[key] for key in after) > 2
    kept = {key: score for key, score in after.items() if key[1] not in ("points-room-left", "judge-versions")}
    assert kept == {key: before[key] for key in kept}
    assert sent == {path: path.read_bytes() for path in (fresh / "submitted").rglob("*") if path.is_file()}


def test_a_question_may_be_taken_out_or_put_in_after_people_handed_in(fresh: Path) -> None:
    list(grade_with(None, fresh, ASSIGNMENT))
    path = fresh / "solutions" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    whole = path.read_text("utf-8")
    notebook = json.loads(whole)
    notebook["cells"] = [
        cell
        for cell in notebook["cells"]
        if cell["metadata"].get("nbgrader", {}).get("grade_id") not in ("ask-reply", "points-reply", "judge-versions")
    ]
    path.write_text(json.dumps(notebook), "utf-8")
    assert release(fresh, ASSIGNMENT) == []
    lines = list(grade_with(None, fresh, ASSIGNMENT))
    assert {line.maximum for line in lines} == {45.0}
    assert not {cell for _, cell in scores(gradebook_of(fresh))} & {"points-reply", "judge-versions"}
    path.write_text(whole, "utf-8")
    assert release(fresh, ASSIGNMENT) == []
    lines = list(grade_with(None, fresh, ASSIGNMENT))
    assert {line.maximum for line in lines} == {50.0}
    held = scores(gradebook_of(fresh))
    assert sum(cell == "points-reply" and auto is not None for (_, cell), (auto, _) in held.items()) == PEOPLE
    assert sum(cell == "judge-versions" for _, cell in held) == PEOPLE


def test_an_exercise_with_a_faulty_key_is_not_released(tmp_path: Path) -> None:
    """By our command, and by nbgrader's own."""
    folder, right = make_course(tmp_path / "course"), "key=116"
    released = (folder / "exercises" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_bytes()
    faults = {"key=[0, 999]) or 2 or (": "an empty form", "key=117": "the model answer earns 0.0 of 2"}
    before = right
    for wrong, says in faults.items():
        correct(folder, "points-room-left", before, wrong)
        assert any(says in fault for fault in release(folder, ASSIGNMENT))
        before = wrong
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "generate_assignment", ASSIGNMENT, "--force"],
        cwd=folder,
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0
    assert says in done.stdout + done.stderr
    path = folder / "exercises" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    assert not path.exists() or path.read_bytes() == released

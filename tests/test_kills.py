"""A command that was killed at any moment, and run again: does it come to the same end as undisturbed?

In `make test` each is killed at steps of its work; with SOAK=1 also at SOAK_KILLS random moments (30, if not said).
"""

import json
import os
import random
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from courses import ASSIGNMENT, add_people, correct, gradebook_of, make_course, scores
from killing import kill_within, run, stepping
from nbgrader.api import Gradebook
from nbgrader.converters import GenerateAssignment
from postgres import postgresql
from standing import differences, rows, standing

from toolkit.facilitator.grading.batch import grade_with
from toolkit.facilitator.grading.course import open_course
from toolkit.facilitator.grading.feedback import feedback
from toolkit.facilitator.grading.release import make_exercises, release

pytestmark = pytest.mark.nbgrader
PEOPLE = 6
KILLS = int(os.environ.get("SOAK_KILLS", "30")) if os.environ.get("SOAK") else 0
GRADE = ("grade", "--workers", "1")


# --- in what course they begin ---------------------------------------------------------------------------------------


def released(folder: Path) -> None:
    """Released, and people have handed in."""
    make_course(folder, PEOPLE)


def graded(folder: Path) -> None:
    """Graded, and a person has judged something."""
    released(folder)
    assert all(line.points is not None for line in grade_with(None, folder, ASSIGNMENT))
    with Gradebook(gradebook_of(folder), "hashtag-to-action") as book:
        book.find_grade("judge-versions", ASSIGNMENT, ASSIGNMENT, "heron-0001").manual_score = 2.5
        book.db.commit()


def answered(folder: Path) -> None:
    """With its pages."""
    graded(folder)
    assert all(page.path for page in feedback(folder, ASSIGNMENT))


def unreleased(folder: Path) -> None:
    """As it was fetched; somebody has sent something already."""
    released(folder)
    shutil.rmtree(folder / "exercises")
    (folder / "gradebook.db").unlink()


def to_correct(folder: Path) -> None:
    """Graded; then a key was corrected and a question taken out, another put in, so that rows come and go."""
    released(folder)
    path = folder / "solutions" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    whole = path.read_text("utf-8")
    without(path, "points-hooks", "judge-reflection")
    assert release(folder, ASSIGNMENT) == []
    assert all(line.points is not None for line in grade_with(None, folder, ASSIGNMENT))
    path.write_text(whole, "utf-8")
    without(path, "points-slips")
    correct(folder, "points-room-left", "key=116", "key=[0, 117]")


def to_grade_anew(folder: Path) -> None:
    """The corrected exercise is released."""
    to_correct(folder)
    assert release(folder, ASSIGNMENT) == []


def without(path: Path, *ids: str) -> None:
    notebook = json.loads(path.read_text("utf-8"))
    kept = (cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("grade_id") not in ids)
    path.write_text(json.dumps(notebook | {"cells": list(kept)}), "utf-8")


def sent(folder: Path) -> None:
    """Several versions of everybody in the inbox, some of them in `submitted/` before."""
    make_course(folder)
    add_people(folder, 2)
    other = folder / "elsewhere"
    shutil.copytree(folder / "solutions", other / "solutions")
    shutil.copytree(folder / "exercises", other / "exercises")
    add_people(other, PEOPLE)
    for path in sorted((other / "submitted").glob("*/*/answers.json")):
        for version in range(3):
            place = folder / "inbox" / f"{version}" / path.parts[-3] / "answers.json"
            place.parent.mkdir(parents=True)
            place.write_text(path.read_text("utf-8").replace('"who": null', f'"who": "{path.parts[-3]}"'), "utf-8")
            os.utime(place, (1_790_000_000 + 7_200 * version,) * 2)
    shutil.rmtree(other)


@dataclass(frozen=True)
class Case:
    """A command, the course it begins in, the command that follows in the end, and at how many steps it is killed."""

    words: tuple[str, ...]
    scene: Callable[[Path], None]
    after: tuple[str, ...] = ()
    steps: int = 4
    codes: tuple[int, ...] = (0,)


CASES = {
    "release": Case(("release",), to_correct, GRADE, steps=20),
    "the first release": Case(("release",), unreleased, GRADE, steps=6),
    "grade": Case(GRADE, released, steps=6),
    "grade anew": Case(GRADE, to_grade_anew),
    "feedback": Case(("feedback",), graded),
    "collect": Case(("collect", "inbox"), sent, steps=6),
    "purge": Case(("purge", "--sure", str(PEOPLE)), answered, steps=6, codes=(0, 2)),  # 2: nobody was left to erase
}


@dataclass(frozen=True)
class Played:
    """A case that ran once undisturbed."""

    name: str
    case: Case
    folder: Path  # as it was before
    expected: dict[str, Any]
    steps: tuple[str, ...]


@pytest.fixture(scope="module", params=CASES)
def played(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Played:
    case = CASES[request.param]
    place = tmp_path_factory.mktemp("case")
    case.scene(place / "before")
    calm = Path(shutil.copytree(place / "before", place / "calm"))
    ended = stepping(calm, *case.words)
    assert ended.code == 0, ended.said
    finish(calm, case)
    return Played(request.param, case, place / "before", standing(calm), ended.steps)


@pytest.fixture(autouse=True)
def away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("TOOLKIT_GRADEBOOK", raising=False)


def finish(folder: Path, case: Case) -> None:
    if case.after:
        ended = stepping(folder, *case.after)
        assert ended.code == 0, ended.said


def test_killed_at_a_step_it_comes_to_the_same_end(played: Played, tmp_path: Path) -> None:
    count, wanted = len(played.steps), min(len(played.steps), played.case.steps)
    for at in sorted({number * count // wanted for number in range(wanted)}):
        course = Path(shutil.copytree(played.folder, tmp_path / f"{at}"))
        assert stepping(course, *played.case.words, kill_at=at).code < 0
        if played.name == "release":
            nobody_is_graded_by_half(course, played, tmp_path / f"{at}-between")
        again = stepping(course, *played.case.words)
        assert again.code in played.case.codes, (played.steps[at], again.said)
        finish(course, played.case)
        assert differences(standing(course), played.expected) == [], f"killed before {played.steps[at]}"
        shutil.rmtree(course)


def nobody_is_graded_by_half(course: Path, played: Played, place: Path) -> None:
    """Between the kill and the next release: all by the old key, all by the new one, or nobody, and that is said."""
    between = Path(shutil.copytree(course, place))
    before = scores(gradebook_of(between))
    ended = stepping(between, *GRADE)
    held = {key: score for key, score in scores(gradebook_of(between)).items() if score != (None, None)}
    if ended.code:
        assert f"Run: toolkit release {ASSIGNMENT}" in ended.said
        assert held.items() <= before.items()  # what was there, without the questions that are gone
    else:
        old, new = (by_points(state) for state in (standing(played.folder), played.expected))
        assert by_points(standing(between)) in (old, new)
    shutil.rmtree(between)


def by_points(state: dict[str, Any]) -> Any:
    return state["rows"]["grade"]


@pytest.mark.skipif(not KILLS, reason="Only with SOAK=1.")
def test_killed_at_any_moment_it_comes_to_the_same_end(played: Played, tmp_path: Path) -> None:
    """Real processes, killed with all that they started; now and then a second time before it may go on."""
    calm = Path(shutil.copytree(played.folder, tmp_path / "calm"))
    begun = time.monotonic()
    ended = run(calm, *played.case.words)
    took, seed, at_work = time.monotonic() - begun, random.randrange(10**9), 0
    assert ended.code == 0, ended.said
    chance = random.Random(seed)
    for number in range(KILLS):
        course = Path(shutil.copytree(played.folder, tmp_path / f"{number}"))
        for _ in range(1 + number % 3 // 2):
            at_work += kill_within(course, played.case.words, took, chance)
        again = run(course, *played.case.words)
        assert again.code in played.case.codes, (seed, number, again.said)
        if played.case.after:
            assert run(course, *played.case.after).code == 0
        assert differences(standing(course), played.expected) == [], (seed, number)
        shutil.rmtree(course)
    print(f"{played.name}: {KILLS} courses, {at_work} kills at work, {took:.1f} s undisturbed, seed {seed}")
    assert at_work > KILLS // 2


def test_what_somebody_answered_in_an_exercise_stays_when_it_is_made_anew(tmp_path: Path) -> None:
    course = make_course(tmp_path / "course")
    place = course / "exercises" / ASSIGNMENT
    for name in ("answers.json", "answers-kept-1.json", "old.png", ".ipynb_checkpoints/x.ipynb"):
        (place / name).parent.mkdir(exist_ok=True)
        (place / name).write_text("{}", "utf-8")
    assert release(course, ASSIGNMENT) == []
    left = {"answers.json", "answers-kept-1.json", f"{ASSIGNMENT}.ipynb"}
    assert {path.name for path in place.iterdir()} == left
    assert make_exercises(course) == []
    assert {path.name for path in place.iterdir()} == left
    assert [path.name for path in place.parent.iterdir()] == [ASSIGNMENT]


# --- the key as one --------------------------------------------------------------------------------------------------


@pytest.fixture(params=["sqlite", "postgresql"])
def book(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    if request.param == "sqlite":
        yield ""
        return
    with postgresql() as url:
        monkeypatch.setenv("TOOLKIT_GRADEBOOK", url)
        yield url


@pytest.mark.parametrize("stop_at", [0, 9])
@pytest.mark.parametrize("by", ["command", "nbgrader"])
def test_a_release_that_breaks_off_leaves_the_old_key_as_it_was(
    tmp_path: Path, book: str, by: str, stop_at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At one of the many times that nbgrader says `commit` meanwhile, by our command and by its own step."""
    way, course = {"command": release, "nbgrader": by_nbgrader}[by], tmp_path / "course"
    to_correct(course)
    url = book or gradebook_of(course)
    before = rows(url)
    count = iter(range(1_000))

    def breaking(self: Any, *given: Any, **more: Any) -> Any:
        if next(count) == stop_at:
            raise KeyboardInterrupt
        return update(self, *given, **more)

    update = Gradebook.update_or_create_source_cell
    with monkeypatch.context() as patch:
        patch.setattr(Gradebook, "update_or_create_source_cell", breaking)
        with pytest.raises(KeyboardInterrupt):
            way(course, ASSIGNMENT)
    assert rows(url) == before
    assert not way(course, ASSIGNMENT)
    assert rows(url) != before


def by_nbgrader(course: Path, assignment: str) -> None:
    """Release as `nbgrader generate_assignment --force` and the formgrader's button do."""
    here, config = open_course(course)
    here.assignment_id = assignment
    GenerateAssignment(coursedir=here, config=config, force=True).start()

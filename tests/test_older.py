"""Does a gradebook that was made before a question changed go on grading as it did?"""

import json
import shutil
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from test_notebooks import ASSIGNMENTS, model, notebook_of, points_cells
from test_notebooks import source as source_of

from toolkit.exercises.scoring import needs_key
from toolkit.facilitator.grading.older import is_older, renewed
from toolkit.notebook.exercise import exercise
from toolkit.sessions.room import questions

ROOT = Path(__file__).parents[1]
HEAD = "from toolkit import exercise\n\n### BEGIN HIDDEN TESTS\n"
# Cells as they stood in gradebooks once.
CALLS = {
    ("safety-first", "points-rebuild"): 'points("rebuild", 10)',
    ("hashtag-choice", "points-occasion"): 'points("occasion", 1, key="right")',
    ("audience-targeting", "points-quietly"): 'points("quietly", 1, key="quietly")',
}
BEFORE = {where: f'{HEAD}exercise("{where[0]}").{call}\n' for where, call in CALLS.items()}
ONCE = {"hashtag-choice": {"occasion": "right", "read-moment": "right"}, "audience-targeting": {"quietly": "quietly"}}


def cells_of(assignment: str) -> dict[str, str]:
    return {cell["id"]: source_of(cell) for cell, *_ in points_cells(assignment)}


@pytest.mark.parametrize(("assignment", "cell"), BEFORE)
def test_a_cell_that_cannot_mark_its_question_any_more_is_renewed(assignment: str, cell: str) -> None:
    before = {id_: {"source": text, "checksum": "x"} for id_, text in cells_of(assignment).items()}
    before[cell]["source"] = BEFORE[assignment, cell]
    now = renewed(before, assignment, notebook_of("solutions", assignment))
    assert {id_: one["source"] for id_, one in now.items()} == cells_of(assignment)
    assert {one["checksum"] for one in now.values()} == {"x"}


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_no_cell_of_today_is_too_old(assignment: str) -> None:
    assert not [id_ for id_, text in cells_of(assignment).items() if is_older(text, assignment)]


@pytest.mark.parametrize(
    "source",
    [
        "",
        "1 +",
        "points('room-left', 2)",
        "exercise('x').points(form, 2)",
        "exercise('x').points('nowhere', 2)",
        "exercise('x').points('room-left', 2, key=secret())",
        'exercise("tweet-rewriting").points("room-left", 2, key=117)',  # another key is the facilitator's business
    ],
)
def test_what_a_facilitator_wrote_stays(source: str) -> None:
    assert renewed({"a": {"source": source}}, "tweet-rewriting", Path("nowhere")) == {"a": {"source": source}}


def test_an_exercise_of_somebody_else_stays() -> None:
    assert not is_older("exercise('theirs').points('room-left', 2)", "theirs")


def test_without_a_solution_an_old_cell_stays_and_says_so(tmp_path: Path) -> None:
    source = BEFORE["safety-first", "points-rebuild"]
    assert renewed({"a": {"source": source}}, "safety-first", tmp_path / "x.ipynb") == {"a": {"source": source}}
    with pytest.raises(LookupError, match="cannot be marked without its key"):
        exercise("safety-first", tmp_path).points("rebuild", 10)


@pytest.mark.parametrize("assignment", ONCE)
def test_an_answer_under_an_earlier_id_counts(assignment: str, tmp_path: Path) -> None:
    """Whoever answered before the id was changed has not lost a point."""
    answers = {**model(assignment), **ONCE[assignment]}
    content = {"format": 1, "assignment": assignment, "who": None, "answers": answers}
    (tmp_path / "answers.json").write_text(json.dumps(content), "utf-8")
    for _, form, maximum, key in points_cells(assignment):
        assert exercise(assignment, tmp_path).points(form, maximum, key) == maximum
        assert form not in ONCE[assignment] or ONCE[assignment][form] not in questions(assignment)[form].options


@pytest.mark.nbgrader
@pytest.mark.parametrize(("assignment", "cell"), BEFORE)
def test_a_solution_of_another_version_is_not_released(assignment: str, cell: str) -> None:
    """Otherwise answers under today's ids would earn nothing, and nobody would be told."""
    from toolkit.facilitator.grading.key_steps import key_faults

    notebook = json.loads(notebook_of("solutions", assignment).read_text("utf-8"))
    for one in notebook["cells"]:
        if one["id"] == cell:
            one["source"] = BEFORE[assignment, cell].splitlines(keepends=True)
    (said,) = key_faults(notebook, assignment, ROOT / "solutions" / assignment)
    assert said.startswith(f"{assignment}: the key in “{cell}” is older than its question.")


def test_every_question_that_needs_a_key_says_so_when_there_is_none(tmp_path: Path) -> None:
    for assignment in ASSIGNMENTS:
        for _, form, maximum, _ in points_cells(assignment):
            if needs_key(questions(assignment)[form]):
                with pytest.raises(LookupError, match="cannot be marked"):
                    exercise(assignment, tmp_path).points(form, maximum)


# --- the whole way, with nbgrader


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Exercises released once; in the gradebook stand the cells of that time, in solutions/ those of today."""
    from toolkit.facilitator.grading.release import release

    folder = tmp_path_factory.mktemp("older") / "course"
    for assignment in {assignment for assignment, _ in BEFORE}:
        apart = shutil.ignore_patterns(".ipynb_checkpoints", "answers*.json")
        shutil.copytree(ROOT / "solutions" / assignment, folder / "solutions" / assignment, ignore=apart)
    shutil.copyfile(ROOT / "nbgrader_config.py", folder / "nbgrader_config.py")
    for path in folder.glob("solutions/*"):
        assert release(folder, path.name) == []
        answers: Mapping[str, Any] = {**model(path.name), **ONCE.get(path.name, {})}
        sent = folder / "submitted" / "amber-heron" / path.name
        sent.mkdir(parents=True)
        shutil.copyfile(folder / "exercises" / path.name / f"{path.name}.ipynb", sent / f"{path.name}.ipynb")
        content = {"format": 1, "assignment": path.name, "who": "amber-heron", "answers": answers}
        (sent / "answers.json").write_text(json.dumps(content), "utf-8")
    with sqlite3.connect(folder / "gradebook.db") as book:
        for (_, cell), source in BEFORE.items():
            assert book.execute("update source_cell set source = ? where name = ?", (source, cell)).rowcount == 1
    return folder


@pytest.mark.nbgrader
@pytest.mark.parametrize("route", ["ours", "by-nbgrader"])
def test_a_gradebook_of_that_time_gives_the_same_points(course: Path, tmp_path: Path, route: str) -> None:
    from test_nbgrader import begin, finish

    folder = Path(shutil.copytree(course, tmp_path / "course"))
    names = sorted(path.name for path in folder.glob("solutions/*"))
    commands = {"ours": [("toolkit", "grade")], "by-nbgrader": [("nbgrader", "autograde", name) for name in names]}
    for command in commands[route]:
        ran = finish(begin(folder, *command))
        assert ran.code == 0, ran.out[-2000:]
    with sqlite3.connect(folder / "gradebook.db") as book:
        rows = book.execute(
            "select base_cell.name, grade.auto_score, grade_cells.max_score from grade "
            "join base_cell on base_cell.id = grade.cell_id join grade_cells on grade_cells.id = base_cell.id"
        ).fetchall()
    assert len(rows) == sum(len(list(points_cells(name))) for name in names)
    assert not [row for row in rows if row[1] != row[2]]

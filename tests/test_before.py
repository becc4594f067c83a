"""Does what was made before each session got a room of its own still open, grade to the same points, and purge?

`cases/before-the-rooms.zip` is a course of 30 November 2026: what was released, its gradebook, twenty answers files and
what became of them, the pages of a trainee's ZIP, and the forms of that day with their options.
"""

import json
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from toolkit import exercise
from toolkit.answers import read
from toolkit.sessions.room import questions

ROOT = Path(__file__).parents[1]
BEFORE = Path(__file__).parent / "cases" / "before-the-rooms.zip"
Cells = Mapping[str, tuple[str, str]]


@cache
def inside(start: str) -> Mapping[str, bytes]:
    with zipfile.ZipFile(BEFORE) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name.startswith(start)}


def cells(notebook: bytes) -> Cells:
    """Name the cells of a notebook, in their order; give each one's kind and grade id."""
    found = json.loads(notebook)["cells"]
    return {one["id"]: (one["cell_type"], one["metadata"].get("nbgrader", {}).get("grade_id", "")) for one in found}


NOTEBOOKS = sorted(name for part in ("workbooks", "exercises", "solutions") for name in inside(part) if "ipynb" in name)
FORMS = json.loads(inside("forms.json")["forms.json"])
ARRIVED = inside("inbox/")
# What is judged otherwise since, and why.
JUDGED_ANEW = {
    # Where somebody is watching no link is looked for any more, so the other things count for more.
    ("glade-otter", "points-hostile"): (3.6, None),
}


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_cell_is_there_under_its_name_and_in_its_order(name: str) -> None:
    before, now = cells(inside(name)[name]), cells((ROOT / name).read_bytes())
    assert [id_ for id_ in now if id_ in before] == [*before]
    assert {id_: now[id_] for id_ in before} == before


@pytest.mark.parametrize("name", inside("bundle/"))
def test_a_page_that_was_handed_out_has_the_cells_of_the_course(name: str) -> None:
    assert cells(inside("bundle/")[name]) == cells(inside(name.removeprefix("bundle/"))[name.removeprefix("bundle/")])


@pytest.mark.parametrize("assignment", FORMS)
def test_every_form_takes_what_it_took(assignment: str) -> None:
    now = questions(assignment)
    for id_, form in FORMS[assignment].items():
        assert now[id_].kind == form["kind"]
        assert {*form["options"]} <= {*now[id_].options} and {*form["groups"]} <= {*now[id_].groups}
        fields = {one.id: {*one.options} for one in now[id_].fields}
        assert all({*options} <= fields[field] for field, options in form["fields"].items())


@pytest.mark.parametrize("name", ARRIVED)
def test_every_answers_file_is_read_as_it_was_written(name: str, tmp_path: Path) -> None:
    sent = json.loads(ARRIVED[name])
    answers = read(ARRIVED[name], sent["assignment"])
    assert (answers.who, answers.values) == (sent["who"], sent["answers"])
    (tmp_path / "answers.json").write_bytes(ARRIVED[name])
    assert exercise(sent["assignment"], tmp_path).answers() == sent["answers"]


def test_twenty_files_are_many_enough() -> None:
    assert len(ARRIVED) == 20 and len(FORMS) == 7


# ---- the facilitator's side


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Lay out the course as it was left that day, with the settings of today."""
    with zipfile.ZipFile(BEFORE) as archive:
        archive.extractall(tmp_path)
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    return tmp_path


def toolkit(course: Path, *words: str) -> str:
    command = [sys.executable, "-P", "-m", "toolkit", *words]
    ran = subprocess.run(command, cwd=course, capture_output=True, text=True, timeout=300, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def scores(course: Path) -> dict[tuple[str, str], Any]:
    """Read the points of every cell of every submission, past everything of ours and of nbgrader's."""
    with closing(sqlite3.connect(course / "gradebook.db")) as book:
        rows = book.execute(
            "select submitted_assignment.student_id, base_cell.name, grade.auto_score, grade.manual_score "
            "from grade join base_cell on base_cell.id = grade.cell_id "
            "join submitted_notebook on submitted_notebook.id = grade.notebook_id "
            "join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id"
        )
        return {(who, cell): (auto, manual) for who, cell, auto, manual in rows}


@pytest.mark.nbgrader
def test_a_gradebook_of_before_grades_to_the_same_points_and_can_be_purged(old: Path) -> None:
    before = scores(old)
    assert len({who for who, _ in before}) == 20 and len(before) > 200
    assert "0 taken, 20 same" in toolkit(old, "collect", "inbox")
    assert "20 graded" in toolkit(old, "grade", "--force")
    assert scores(old) == before | JUDGED_ANEW
    toolkit(old, "feedback")
    assert len([*(old / "feedback").glob("*/*/*.html")]) == 20
    toolkit(old, "release")
    toolkit(old, "purge", "--sure", "20")
    assert scores(old) == {}
    assert not [name for name in ("submitted", "autograded", "feedback", "inbox") if (old / name).exists()]

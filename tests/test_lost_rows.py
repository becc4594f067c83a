"""What a gradebook has lost: does grading make it again, or say what to run, and does the doctor see it?"""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pytest
from courses import ASSIGNMENT, correct, gradebook_of, make_course, scores
from nbgrader.api import Gradebook
from postgres import postgresql
from sqlalchemy import create_engine, text
from standing import differences, standing

from toolkit.facilitator.doctor.examination import doctor
from toolkit.facilitator.doctor.exercises import exercises
from toolkit.facilitator.doctor.rows import rows
from toolkit.facilitator.grading.batch import grade_with
from toolkit.facilitator.grading.release import make_exercises, release

pytestmark = pytest.mark.nbgrader
PEOPLE = 4
SOMEBODY = "heron-0001"
BY_HAND = ("judge-versions", 2.5, "Both of them are true to the report.")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graded course, in which a person has judged something."""
    folder = make_course(tmp_path_factory.mktemp("whole") / "course", PEOPLE)
    assert all(line.points is not None for line in grade_with(None, folder, ASSIGNMENT))
    judge(folder)
    list(grade_with(None, folder, ASSIGNMENT, force=True))  # so that nbgrader asks for a second look, here as there
    return folder


def judge(folder: Path) -> None:
    cell, points, comment = BY_HAND
    with Gradebook(gradebook_of(folder), "hashtag-to-action") as book:
        book.find_grade(cell, ASSIGNMENT, ASSIGNMENT, SOMEBODY).manual_score = points
        book.find_comment(cell, ASSIGNMENT, ASSIGNMENT, SOMEBODY).manual_comment = comment
        book.db.commit()


@pytest.fixture
def course(whole: Path, tmp_path: Path) -> Path:
    return Path(copytree(whole, tmp_path / "course"))


def run(folder: Path, *statements: str) -> None:
    """Change a gradebook behind everybody's back."""
    with sqlite3.connect(folder / "gradebook.db") as book:
        for statement in statements:
            assert book.execute(statement).rowcount != 0, statement
    book.close()


def without_constraints(folder: Path, table: str) -> None:
    """Let a table hold a row twice, as one of an early version may."""
    with sqlite3.connect(folder / "gradebook.db") as book:
        book.execute(f"create table loose as select * from {table}")
        book.execute(f"drop table {table}")
        book.execute(f"alter table loose rename to {table}")
    book.close()


_OF_SOMEBODY = f"""select sn.id from submitted_notebook sn join submitted_assignment sa on sa.id = sn.assignment_id
where sa.student_id = '{SOMEBODY}'"""
_REPLY = "select id from base_cell where name = 'points-reply' and type = 'GradeCell'"
_A_CELL = "select id from base_cell where name = '{}' and type = '{}'"

# What is lost, and whether what a person said of somebody can still be there.
LOST: dict[str, tuple[list[str], bool]] = {
    "a grade of everybody": (
        [f"delete from grade where cell_id in ({_REPLY})"],
        True,
    ),
    "a grade of somebody": ([f"delete from grade where auto_score = 6 and notebook_id in ({_OF_SOMEBODY})"], True),
    "all grades": (["delete from grade"], False),
    "all comments": (["delete from comment"], False),
    "a comment of somebody": (
        [f"delete from comment where manual_comment is null and notebook_id in ({_OF_SOMEBODY})"],
        True,
    ),
    "rows of a task": (
        [
            f"delete from {table} where cell_id in ({_A_CELL.format('judge-reflection', 'TaskCell')})"
            for table in ("grade", "comment")
        ],
        True,
    ),
    "the notebook of somebody": ([f"delete from submitted_notebook where id in ({_OF_SOMEBODY})"], False),
    "the notebook of somebody, with its rows": (
        [
            *(f"delete from {table} where notebook_id in ({_OF_SOMEBODY})" for table in ("grade", "comment")),
            f"delete from submitted_notebook where id in ({_OF_SOMEBODY})",
        ],
        False,
    ),
    "all notebooks": (["delete from submitted_notebook"], False),
    "the submission of somebody": ([f"delete from submitted_assignment where student_id = '{SOMEBODY}'"], False),
    "somebody": ([f"delete from student where id = '{SOMEBODY}'"], True),
    "everybody": (["delete from student"], True),
    "all rows about people": (
        [
            f"delete from {table}"
            for table in ("grade", "comment", "submitted_notebook", "submitted_assignment", "student", "toolkit_record")
        ],
        False,
    ),
    "the records": (["delete from toolkit_record"], True),
    "the table of records": (["drop table toolkit_record"], True),
    "a record": ([f"update toolkit_record set seen = '{{\"items\"' where who = '{SOMEBODY}'"], True),
    "the shape of a record": ([f"update toolkit_record set seen = '[]' where who = '{SOMEBODY}'"], True),
    "the points in a record": (
        [f"""update toolkit_record set seen = replace(seen, ', 6', ', "6"') where who = '{SOMEBODY}'"""],
        True,
    ),
    "half of a cell with points": (
        [f"delete from grade_cells where id in ({_REPLY})"],
        True,
    ),
    "half of a task": ([f"delete from task_cells where id in ({_A_CELL.format('judge-versions', 'TaskCell')})"], True),
    "half of all cells": (["delete from grade_cells", "delete from task_cells"], True),
    "a source with its key": (["delete from source_cell where name = 'points-reply'"], True),
    "all sources": (["delete from source_cell"], True),
    "all cells": (
        [f"delete from {table}" for table in ("base_cell", "grade_cells", "task_cells", "source_cell")],
        False,
    ),
    "a cell with its grades, as after a stop": (
        [
            f"delete from grade where cell_id in ({_REPLY})",
            f"delete from grade_cells where id in ({_REPLY})",
            "delete from base_cell where name = 'points-reply'",
        ],
        True,
    ),
}
_OTHERWISE: dict[str, list[str]] = {
    "what a cell is worth": ["update grade_cells set max_score = 1"],
    "a grade of no cell": ["insert into grade (id, cell_id, notebook_id, auto_score, needs_manual_grade) "
                           "select hex(randomblob(16)), 'gone', id, 99, 0 from submitted_notebook"],
    "a cell that is also a task": [
        "insert into base_cell (id, name, notebook_id, type) "
        "select 'also', name, notebook_id, 'TaskCell' from base_cell where name = 'points-reply'",
        "insert into task_cells (id, max_score, cell_type) values ('also', 5, 'code')",
    ],
    "a cell of no kind": [
        "insert into base_cell (id, name, notebook_id, type) "
        "select 'odd', 'odd', notebook_id, 'BaseCell' from base_cell limit 1",
    ],
}  # fmt: skip
_TWICE: dict[str, list[str]] = {
    "grade": [
        "insert into grade select hex(randomblob(16)), notebook_id, cell_id, auto_score, null, null, 1 from grade"
    ],
    "comment": [
        "insert into comment select hex(randomblob(16)), notebook_id, cell_id, auto_comment, null from comment"
    ],
    "submitted_notebook": [
        "insert into submitted_notebook select hex(randomblob(16)), assignment_id, notebook_id, flagged, "
        "late_submission_penalty from submitted_notebook"
    ],
    "submitted_assignment": [
        "insert into submitted_assignment select hex(randomblob(16)), assignment_id, student_id, timestamp, extension "
        "from submitted_assignment"
    ],
}


def by_hand_again(folder: Path, there: bool) -> None:
    """What a person gave is still there; or, where its own row was lost, it is given once more."""
    if there:
        assert scores(gradebook_of(folder))[SOMEBODY, BY_HAND[0]][1] == BY_HAND[1]
    else:
        judge(folder)
        list(grade_with(None, folder, ASSIGNMENT, force=True))


def seen(folder: Path) -> list[str]:
    """What the doctor advises, having looked at the gradebook only."""
    looks = [("Exercises", exercises), ("Gradebook", rows)]
    return [line.do for line in doctor(folder, looks)[:-1] if line.state in ("missing", "risk")]


@pytest.mark.parametrize("lost", LOST)
def test_what_is_lost_is_seen_and_made_again(whole: Path, course: Path, lost: str) -> None:
    statements, by_hand_stays = LOST[lost]
    run(course, *statements)
    assert set(seen(course)) & {"Run: toolkit grade", f"Run: toolkit release {ASSIGNMENT}"}
    lines = list(grade_with(None, course, ASSIGNMENT))
    assert {line.maximum for line in lines} == {50.0}, lines
    by_hand_again(course, by_hand_stays)
    assert attached(course, whole) == []
    assert seen(course) == []


@pytest.mark.parametrize("lost", ["all grades", "all rows about people", "all cells"])
def test_grading_all_anew_makes_it_again_too(whole: Path, course: Path, lost: str) -> None:
    run(course, *LOST[lost][0])
    assert all(line.points and line.maximum == 50 for line in grade_with(None, course, ASSIGNMENT, force=True))
    by_hand_again(course, there=False)
    assert attached(course, whole) == []


def attached(course: Path, whole: Path) -> list[str]:
    """Compare two courses; rows of which nobody knows any more whose they were may stay, they count nowhere."""
    return [said for said in differences(standing(course), standing(whole)) if not said.startswith("rows of")]


@pytest.mark.parametrize("odd", _OTHERWISE)
def test_what_fits_nothing_goes(whole: Path, course: Path, odd: str) -> None:
    run(course, *_OTHERWISE[odd])
    assert seen(course) != []
    if odd == "a grade of no cell":
        list(grade_with(None, course, ASSIGNMENT))
    else:
        with pytest.raises(LookupError, match=f"Run: toolkit release {ASSIGNMENT}"):
            list(grade_with(None, course, ASSIGNMENT))
        assert release(course, ASSIGNMENT) == []
        list(grade_with(None, course, ASSIGNMENT))
    assert differences(standing(course), standing(whole)) == []


@pytest.mark.parametrize("table", _TWICE)
def test_what_is_there_twice_is_there_once_and_the_one_with_a_hand_in_it_stays(
    whole: Path, course: Path, table: str
) -> None:
    without_constraints(course, table)
    run(course, *_TWICE[table])
    assert seen(course) == ["Run: toolkit grade"]
    list(grade_with(None, course, ASSIGNMENT))
    by_hand_again(course, there=True)
    assert differences(standing(course), standing(whole)) == []


@pytest.mark.parametrize(
    "lost", ["a grade of everybody", "the notebook of somebody", "half of all cells", "all sources"]
)
def test_nbgraders_own_command_makes_it_again_too(whole: Path, course: Path, lost: str) -> None:
    statements, by_hand_stays = LOST[lost]
    run(course, *statements)
    words = [sys.executable, "-m", "nbgrader", "autograde", ASSIGNMENT, "--force"]
    done = subprocess.run(words, cwd=course, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    if not by_hand_stays:
        judge(course)
    assert scores(gradebook_of(course)) == scores(gradebook_of(whole))


@pytest.mark.parametrize("tables", [("assignment",), ("notebook",), ("assignment", "notebook", "base_cell", "grade")])
def test_where_only_a_release_helps_that_is_said(course: Path, tables: tuple[str, ...]) -> None:
    """An assignment without notebook, a notebook without assignment, nothing at all."""
    run(course, *(f"delete from {table}" for table in tables))
    with pytest.raises(LookupError, match=f"Run: toolkit release {ASSIGNMENT}"):
        list(grade_with(None, course, ASSIGNMENT, force=True))
    assert f"Run: toolkit release {ASSIGNMENT}" in seen(course)
    assert release(course, ASSIGNMENT) == []
    lines = list(grade_with(None, course, ASSIGNMENT))
    assert {line.maximum for line in lines} == {50.0}
    assert sum(auto is not None for auto, _ in scores(gradebook_of(course)).values()) == 11 * PEOPLE


def test_a_key_that_was_changed_since_is_not_taken_in_unasked(course: Path) -> None:
    correct(course, "points-room-left", "key=116", "key=[0, 117]")
    run(course, *LOST["half of all cells"][0])
    with pytest.raises(LookupError, match=f"Run: toolkit release {ASSIGNMENT}"):
        list(grade_with(None, course, ASSIGNMENT))


def test_exercises_that_were_made_without_their_key_are_not_graded_by_half(course: Path) -> None:
    """`toolkit exercises` after a question was taken out: the gradebook still holds it."""
    path = course / "solutions" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    ids = [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in notebook["cells"]]
    del notebook["cells"][ids.index("points-reply")]
    path.write_text(json.dumps(notebook), "utf-8")
    assert make_exercises(course) == []
    with pytest.raises(LookupError, match=f"Run: toolkit release {ASSIGNMENT}"):
        list(grade_with(None, course, ASSIGNMENT))
    assert seen(course) == [f"Run: toolkit release {ASSIGNMENT}"]


def test_the_gradebook_of_another_course_is_not_filled(course: Path) -> None:
    run(course, "insert into course (id) values ('physics-101')", "update assignment set course_id = 'physics-101'")
    with pytest.raises(LookupError, match="belongs to another course"):
        release(course, ASSIGNMENT)
    assert any("course_id" in do for do in seen(course))


def test_exercises_without_a_gradebook_are_told_to_be_released(course: Path) -> None:
    (course / "gradebook.db").unlink()
    with pytest.raises(LookupError, match=f"Run: toolkit release {ASSIGNMENT}"):
        list(grade_with(None, course, ASSIGNMENT))


def test_rows_are_made_again_on_a_server_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with postgresql() as url:
        monkeypatch.setenv("TOOLKIT_GRADEBOOK", url)
        course = make_course(tmp_path / "course", PEOPLE)
        list(grade_with(None, course, ASSIGNMENT))
        before = standing(course, url)
        with create_engine(url).begin() as book:
            for table in ("grade", "comment", "submitted_notebook"):
                book.execute(text(f"delete from {table}"))
            book.execute(text("delete from source_cell where name = 'points-reply'"))
        assert seen(course) == [f"Run: toolkit release {ASSIGNMENT}"]
        list(grade_with(None, course, ASSIGNMENT))
        assert differences(standing(course, url), before) == []

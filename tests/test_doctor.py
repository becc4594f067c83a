"""Does the doctor see what is wrong with a course, say it in words, name the next thing to do, and touch nothing?"""

import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from courses import ASSIGNMENT, ROOT, add_people, correct, make_course

from toolkit.facilitator.doctor.examination import doctor, next_thing, sentences
from toolkit.facilitator.doctor.lines import GOOD, MISSING, NEXT, RISK, UNKNOWN, Line
from toolkit.facilitator.grading.batch import grade_with

pytestmark = pytest.mark.nbgrader


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_course(tmp_path_factory.mktemp("made") / "course")


@pytest.fixture
def course(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("TOOLKIT_GRADEBOOK", raising=False)
    return Path(shutil.copytree(made, tmp_path / "course"))


def said(folder: Path, subject: str, state: str) -> str:
    return " ".join(line.said for line in doctor(folder) if (line.subject, line.state) == (subject, state))


def test_a_released_course_wants_nothing_but_submissions(course: Path) -> None:
    lines = doctor(course)
    assert {line.state for line in lines[:-1]} == {GOOD}, sentences(lines)
    assert lines[-1] == Line("Next", NEXT, "Nothing is missing. When files arrive, run: toolkit collect FOLDER")
    assert f"Released, with the key of solutions/: {ASSIGNMENT}." in [line.said for line in lines]


def test_what_has_arrived_is_to_be_graded_then_read_then_answered(course: Path) -> None:
    add_people(course, 2)
    assert doctor(course)[-1].said == "Run: toolkit grade"
    assert "Handed in: 2. Graded of these: 0." in said(course, "Submissions", MISSING)
    assert all(line.points is not None for line in grade_with(None, course, ASSIGNMENT))
    assert "Formgrader" in doctor(course)[-1].said
    assert "wait for a person to read them: 4." in said(course, "Submissions", MISSING)
    with sqlite3.connect(course / "gradebook.db") as book:
        book.execute("update grade set manual_score = 1 where auto_score is null")
        book.execute("insert into grade (id, needs_manual_grade) values ('nobody’s', 1)")
    assert doctor(course)[-1].said == "Run: toolkit feedback"


def test_the_list_of_what_arrived_says_how_much_was_doubtful(course: Path) -> None:
    rows = (
        '"File","What happened","Code name","Exercise","Why"\r\n"a","please look","","",""\r\n"b","taken","","",""\r\n'
    )
    (course / "october.csv").write_text(rows, "utf-8-sig")
    assert said(course, "Submissions", MISSING) == "Doubtful files in the last collection: 1."


# --- what is wrong ---------------------------------------------------------------------------------------------------


def stock(course: Path) -> None:
    (course / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.root = '.'\n", "utf-8")


def without_solutions(course: Path) -> None:
    shutil.rmtree(course / "solutions")


def corrected(course: Path) -> None:
    correct(course, "points-room-left", "key=116", "key=116.0")


def faulty(course: Path) -> None:
    correct(course, "points-room-left", "key=116", "key=117")


def not_released(course: Path) -> None:
    unneeded = shutil.ignore_patterns(".ipynb_checkpoints", "answers*.json")
    shutil.copytree(ROOT / "solutions" / "hashtag-choice", course / "solutions" / "hashtag-choice", ignore=unneeded)


def without_exercise(course: Path) -> None:
    shutil.rmtree(course / "exercises")


def without_gradebook(course: Path) -> None:
    (course / "gradebook.db").unlink()


def spoiled(course: Path) -> None:
    (course / "gradebook.db").write_bytes(b"SQLite format 3\0" + b"x" * 9_000)


def empty(course: Path) -> None:
    (course / "gradebook.db").write_bytes(b"")


def older(course: Path) -> None:
    with sqlite3.connect(course / "gradebook.db") as book:
        book.execute("update alembic_version set version_num = '50a4d84c131a'")


def half_made(course: Path) -> None:
    with sqlite3.connect(course / "gradebook.db") as book:
        book.execute("drop table alembic_version")


def half_a_key(course: Path) -> None:
    with sqlite3.connect(course / "gradebook.db") as book:
        book.execute("delete from source_cell where name = 'points-reply'")


def of_yesterday(course: Path) -> None:
    path = course / "exercises" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    path.write_text(path.read_text("utf-8").replace("do you see who pays", "do you know who pays"), "utf-8")


def damaged(course: Path) -> None:
    (course / "exercises" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").write_text('{"cells": [', "utf-8")


def lost_rows(course: Path) -> None:
    add_people(course, 3)
    list(grade_with(None, course, ASSIGNMENT))
    with sqlite3.connect(course / "gradebook.db") as book:
        book.execute("delete from submitted_notebook where id in (select id from submitted_notebook limit 2)")


def another_course(course: Path) -> None:
    with sqlite3.connect(course / "gradebook.db") as book:
        book.execute("update assignment set course_id = 'physics-101'")


def odd_cohort(course: Path) -> None:
    (course / "cohort.json").write_text("[]", "utf-8")


def committed(course: Path) -> None:
    add_people(course, 1)
    for words in (["init", "-q"], ["add", "-f", "submitted", "gradebook.db"]):
        subprocess.run(["git", *words], cwd=course, check=True)


def old_packages(course: Path) -> None:
    project = (
        '[project]\nname = "hashtag-to-action"\nrequires-python = ">=3.99"\ndependencies = ["pandas>=99", "no-such"]\n'
    )
    (course / "pyproject.toml").write_text(project, "utf-8")


FAULTS: dict[Callable[[Path], None], tuple[str, str, str, str]] = {
    stock: ("Course", RISK, "it would run what trainees send", "nbgrader_config.py back"),
    without_solutions: ("Exercises", MISSING, "none in solutions/", "whole course"),
    corrected: ("Exercises", MISSING, "was changed since it was released", f"toolkit release {ASSIGNMENT}"),
    faulty: ("Exercises", MISSING, "earns 0.0 of 2 in “points-room-left”", f"Correct solutions/{ASSIGNMENT}"),
    not_released: ("Exercises", MISSING, "“hashtag-choice” is not released yet", "toolkit release hashtag-choice"),
    without_exercise: ("Exercises", MISSING, "is missing in exercises/", f"toolkit release {ASSIGNMENT}"),
    without_gradebook: ("Gradebook", MISSING, "There is none yet", f"toolkit release {ASSIGNMENT}"),
    spoiled: ("Gradebook", MISSING, "gradebook.db?timeout=60 cannot be used", "Put your newest copy of it back"),
    empty: ("Gradebook", MISSING, "is empty", "toolkit release"),
    older: ("Gradebook", MISSING, "cannot be used", "nbgrader db upgrade"),
    half_made: ("Gradebook", MISSING, "only half made", "toolkit release"),
    half_a_key: ("Exercises", MISSING, "does not fit what trainees got", f"toolkit release {ASSIGNMENT}"),
    of_yesterday: ("Exercises", MISSING, "as it was before the last release", f"toolkit release {ASSIGNMENT}"),
    damaged: ("Exercises", MISSING, "is damaged in exercises/", f"toolkit release {ASSIGNMENT}"),
    lost_rows: ("Gradebook", MISSING, f"of 2 submissions in “{ASSIGNMENT}”", "toolkit grade"),
    another_course: ("Gradebook", RISK, "another course (“physics-101”)", "course_id"),
    odd_cohort: ("Cohort", MISSING, "cohort.json is not the list of a cohort", "Put your copy of cohort.json back"),
    committed: ("git", RISK, "a push would publish them", "git rm -r --cached gradebook.db submitted"),
    old_packages: ("Packages", MISSING, "no-such is missing", "newer Python"),
}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_it_sees_what_is_wrong_and_says_what_to_do(course: Path, fault: Callable[[Path], None]) -> None:
    fault(course)
    subject, state, words, do = FAULTS[fault]
    assert words in said(course, subject, state), sentences(doctor(course))
    assert do in doctor(course)[-1].said


def test_a_folder_that_others_can_read_is_a_risk(course: Path) -> None:
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        open_ = Path(shutil.copytree(course, f"{place}/course"))
        open_.chmod(0o755)
        (open_ / "gradebook.db").chmod(0o644)
        assert "can read gradebook.db. A gradebook is a list" in said(open_, "Who can read it", RISK)
        (open_ / "gradebook.db").chmod(0o600)
        assert "can look into this folder" in said(open_, "Who can read it", RISK)
        assert doctor(open_)[-1].said == f"Run: chmod o-rwx '{open_}'"
        open_.chmod(0o750)
        assert said(open_, "Who can read it", GOOD)


@pytest.mark.parametrize("name", ["OneDrive - Office", "Dropbox (Personal)", "iCloud Drive", "Nextcloud"])
def test_a_synchronised_folder_is_a_risk(course: Path, name: str) -> None:
    moved = course.parent / name / "course"
    shutil.copytree(course, moved)
    assert "a company holds copies" in said(moved, "Copies elsewhere", RISK)


def test_a_folder_on_another_computer_is_seen(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.read_text
    table = f"dev / ext4 rw 0 0\nbox:/share {course.parent} nfs4 rw 0 0\n"
    monkeypatch.setattr(
        Path, "read_text", lambda path, *a, **k: table if str(path) == "/proc/mounts" else real(path, *a, **k)
    )
    assert "(nfs4)" in said(course, "Copies elsewhere", RISK)


def test_a_gradebook_on_a_server_is_named_without_its_password(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOOLKIT_GRADEBOOK", "postgresql+psycopg://grader:s3cret-word@127.0.0.1:1/course")
    every = "\n".join(sentences(doctor(course)))
    assert (
        "postgresql+psycopg://grader:***@127.0.0.1:1/course cannot be used. The server of the gradebook does" in every
    )
    assert "s3cret-word" not in every


# --- whatever the folder is ------------------------------------------------------------------------------------------


def test_where_no_course_is_it_says_so(tmp_path: Path) -> None:
    lines = doctor(tmp_path)
    assert {line.subject for line in lines} == {"Python", "Packages", "Course", "Settings", "Disk", "Browser", "Next"}
    assert "(the one with solutions/ in it)" in lines[-1].said


@pytest.mark.parametrize("name", ["nowhere", "file", "dangling"])
def test_where_no_folder_is_it_says_so(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "dangling").symlink_to("nowhere-at-all")
    assert "--course" in doctor(tmp_path / name)[-1].said


@pytest.mark.parametrize(
    "config", ["import sys; sys.exit(3)", "1 / 0", "c = (", "c = get_config()\nc.CourseDirectory.x = 1"]
)
def test_a_configuration_that_breaks_does_not_break_the_doctor(course: Path, config: str) -> None:
    (course / "nbgrader_config.py").write_text(config, "utf-8")
    lines = doctor(course)
    assert lines[-1].state == NEXT
    assert [line.subject for line in lines if line.subject == "Course"]


def test_a_look_that_breaks_is_a_line(tmp_path: Path) -> None:
    def breaking(_: Path) -> Iterator[Line]:
        yield Line("Disk", GOOD, "So far.")
        raise OSError("secret")

    lines = doctor(tmp_path, [("Disk", breaking)])
    assert [line.state for line in lines] == [GOOD, UNKNOWN, NEXT]
    assert "secret" not in lines[1].said


def test_the_first_that_is_asked_for_comes_next() -> None:
    lines = [Line("a", GOOD, "", "x"), Line("b", RISK, "", "first"), Line("c", MISSING, "", "second")]
    assert next_thing(lines).said == "first"


def test_names_of_files_do_not_steer_the_terminal(course: Path) -> None:
    odd = course / "submitted" / "a\x1b[2J" / ASSIGNMENT
    odd.mkdir(parents=True)
    assert not [line for line in sentences(doctor(course)) if "\x1b" in line or "\n" in line]


def test_it_changes_nothing(course: Path) -> None:
    def state() -> dict[str, tuple[float, int]]:
        return {str(path): (path.stat().st_mtime, path.stat().st_size) for path in course.rglob("*")}

    add_people(course, 1)
    with sqlite3.connect(course / "gradebook.db") as book:
        book.execute("pragma journal_mode=delete")
    before = state()
    doctor(course)
    without_gradebook(course)
    doctor(course)
    after = state()
    assert {path for path in before if before[path] != after.get(path)} == {str(course / "gradebook.db")}


def test_the_words_are_for_people(course: Path) -> None:
    spoiled(course)
    text = json.dumps(sentences(doctor(course))).lower()
    assert not [word for word in ("traceback", " error:", "failed", "invalid") if word in text]
    assert os.linesep not in text

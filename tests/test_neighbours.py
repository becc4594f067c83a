"""Does somebody else's assignment, or a second course, disturb nothing of ours?"""

import shutil
from pathlib import Path

import nbformat
import pytest
from courses import ASSIGNMENT, add_people, make_course

from toolkit.cli import main
from toolkit.facilitator.doctor.examination import doctor
from toolkit.facilitator.grading.course import open_course
from toolkit.facilitator.grading.release import assignments, strangers

pytestmark = pytest.mark.nbgrader
CODE = "### BEGIN SOLUTION\nx = 1\n### END SOLUTION"


def theirs(course: Path, name: str = "homework-1") -> Path:
    """Put an ordinary assignment with code to run into solutions/, and what somebody sent for it."""
    about = {"grade": False, "grade_id": "x", "locked": False, "schema_version": 3, "solution": True, "task": False}
    cell = nbformat.v4.new_code_cell(CODE, metadata={"nbgrader": about})
    notebook = nbformat.v4.new_notebook(cells=[cell])
    for folder in (course / "solutions" / name, course / "submitted" / "calm-ibis" / name):
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / f"{name}.ipynb")
    return course / "solutions" / name


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    course = make_course(tmp_path_factory.mktemp("made") / "course")
    theirs(course)
    add_people(course, 1)
    return course


@pytest.fixture
def course(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("TOOLKIT_GRADEBOOK", raising=False)
    return Path(shutil.copytree(made, tmp_path / "course"))


def run(course: Path, *words: str) -> int:
    return main(["--course", str(course), *words])


def test_it_is_none_of_ours_and_one_sentence_says_where_it_belongs(course: Path) -> None:
    assert assignments(course) == [ASSIGNMENT]
    (said,) = strangers(course)
    assert "homework-1" in said and "a course folder of its own" in said


@pytest.mark.parametrize("command", ["release", "grade", "exercises", "feedback"])
def test_every_command_does_its_work_as_if_it_were_not_there(
    command: str, course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(course, "grade")
    assert run(course, command) == 0
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err
    assert ("a course folder of its own" in said.out) == (command == "release")
    assert not (course / "exercises" / "homework-1").exists() and not list(course.glob("autograded/*/homework-1"))


def test_asked_for_by_name_it_is_refused_in_words(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(course, "release", "homework-1") == 2
    assert "a course folder of its own" in capsys.readouterr().err


def test_the_zip_for_trainees_holds_nothing_of_it(course: Path, tmp_path: Path) -> None:
    assert run(course, "bundle", str(tmp_path / "a.zip")) == 0
    assert b"homework-1" not in (tmp_path / "a.zip").read_bytes()


def test_the_doctor_says_it_and_finds_nothing_missing_for_it(course: Path) -> None:
    lines = [line for line in doctor(course) if "homework-1" in line.said]
    assert [line.state for line in lines] == ["unknown"]


def test_a_second_course_has_a_name_of_its_own(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOOLKIT_COURSE", "second-course")
    assert open_course(course)[0].course_id == "second-course"
    monkeypatch.delenv("TOOLKIT_COURSE")
    assert open_course(course)[0].course_id == "hashtag-to-action"


def test_two_courses_with_names_of_their_own_share_an_exchange(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one releases into a gradebook is told from the other's: neither takes the other's for its own."""
    monkeypatch.setenv("TOOLKIT_GRADEBOOK", f"sqlite:///{course / 'gradebook.db'}")
    monkeypatch.setenv("TOOLKIT_COURSE", "second-course")
    assert run(course, "release", ASSIGNMENT) == 2
    monkeypatch.setenv("TOOLKIT_GRADEBOOK", f"sqlite:///{course / 'second.db'}")
    assert run(course, "release", ASSIGNMENT) == 0

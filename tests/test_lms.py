"""Does the table of points say what the gradebook holds, in a shape that a learning platform takes?"""

import csv
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbgrader.api import Gradebook

from toolkit.facilitator.grading.lms import WHO, export, harmless, table

pytestmark = pytest.mark.nbgrader
FIRST, SECOND = "hashtag-choice", "tweet-rewriting"
CONFIG = """
from pathlib import Path
c = get_config()
c.CourseDirectory.root = str(Path(__file__).parent)
c.CourseDirectory.course_id = "hashtag-to-action"
c.CourseDirectory.db_url = f"sqlite:///{Path(__file__).parent / 'gradebook.db'}"
"""
# Code name: points in the two parts of the first exercise that are graded by themselves, and by a person.
POINTS = {"quiet-otter": (4.0, 2.0, 1.5), "amber-heron": (3.0, 0.0, None), "=cmd|' /c calc'!a1": (0.0, 0.0, None)}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("course")
    (folder / "nbgrader_config.py").write_text(CONFIG, "utf-8")
    with pytest.MonkeyPatch.context() as patched:  # nbgrader calls `alembic` by name
        patched.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
        fill(f"sqlite:///{folder / 'gradebook.db'}")
        yield folder


def fill(url: str) -> None:
    with Gradebook(url, "hashtag-to-action") as book:
        for name in (SECOND, FIRST):
            book.add_assignment(name)
            book.add_notebook(name, name)
            for part, most in (("points-a", 4), ("points-b", 2)):
                book.add_grade_cell(part, name, name, max_score=most, cell_type="code")
            book.add_task_cell("judge-reply", name, name, max_score=3, cell_type="markdown")
        book.add_student("late-comer")
        for who, (a, b, judged) in POINTS.items():
            book.add_student(who)
            for grade in book.add_submission(FIRST, who, timestamp=datetime(2026, 11, 2)).notebooks[0].grades:
                given = {"points-a": a, "points-b": b, "judge-reply": judged}[grade.name]
                is_judged = grade.name == "judge-reply"
                setattr(grade, "manual_score" if is_judged else "auto_score", given)
                grade.needs_manual_grade = is_judged  # also what was judged before it was graded once more
        book.db.commit()


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_one_row_for_each_code_name_and_one_column_for_each_exercise(course: Path, tmp_path: Path) -> None:
    assert export(course, tmp_path / "grades.csv") == 4
    assert read(tmp_path / "grades.csv") == [
        [WHO, FIRST, SECOND, f"{FIRST}: waits", f"{SECOND}: waits"],
        ["'=cmd|' /c calc'!a1", "0", "", "judge-reply", ""],
        ["amber-heron", "33.3", "", "judge-reply", ""],
        ["late-comer", "", "", "", ""],
        ["quiet-otter", "83.3", "", "", ""],
    ]


def test_the_file_is_marked_as_utf_8_and_only_its_owner_reads_it(course: Path, tmp_path: Path) -> None:
    export(course, tmp_path / "grades.csv")
    assert (tmp_path / "grades.csv").read_bytes().startswith(b"\xef\xbb\xbfID number,")
    assert (tmp_path / "grades.csv").stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == [tmp_path / "grades.csv"]


def test_nbgraders_own_command_gives_the_same_table(course: Path, tmp_path: Path) -> None:
    export(course, tmp_path / "ours.csv")
    command = [sys.executable, "-m", "nbgrader", "export", "--exporter", "toolkit.facilitator.grading.lms.LmsExport"]
    env = os.environ | {"HOME": str(tmp_path)}
    subprocess.run([*command, "--to", str(tmp_path / "all.csv")], cwd=course, env=env, check=True, capture_output=True)
    assert (tmp_path / "all.csv").read_bytes() == (tmp_path / "ours.csv").read_bytes()


def test_rows_and_columns_can_be_chosen(course: Path) -> None:
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "hashtag-to-action") as book:
        assert table(book, ["quiet-otter"], [FIRST]) == [[WHO, FIRST, f"{FIRST}: waits"], ["quiet-otter", "83.3", ""]]


def test_a_course_without_a_gradebook_is_said_and_none_is_made(tmp_path: Path) -> None:
    (tmp_path / "nbgrader_config.py").write_text(CONFIG, "utf-8")
    with pytest.raises(LookupError, match="nothing was graded"):
        export(tmp_path, tmp_path / "grades.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["nbgrader_config.py"]


@given(st.text())
def test_no_cell_begins_like_a_formula_or_breaks_the_line(text: str) -> None:
    cell = harmless(text)
    assert cell[:1] not in {*"=+-@＝＋－＠\t\r\n"}
    assert len(cell.splitlines()) <= 1

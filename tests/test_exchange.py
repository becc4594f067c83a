"""Does collecting from a shared folder take what lies there itself, from whom it belongs to?"""

import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from courses import ASSIGNMENT, make_course
from hostile_files import IN_ITS_PLACE, can_make
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import notebook_hash

from toolkit.facilitator.grading import exchange

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="nbgrader has no exchange on Windows")
STAMP = "2026-03-17 09:30:00.250000 UTC"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / f"amber-heron+tweet-rewriting+{STAMP}+x"
    made.mkdir()
    (made / "answers.json").write_text("{}")
    return made


def test_only_files_that_lie_in_a_folder_themselves_are_read(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "private").write_text("of the facilitator")
    (folder / "link").symlink_to(tmp_path / "private")
    (folder / "folder").mkdir()
    os.mkfifo(folder / "pipe")
    with (folder / "huge").open("wb") as huge:
        huge.truncate(exchange.LARGEST + 1)
    assert dict(exchange.files(folder)) == {"answers.json": b"{}"}


def test_a_link_in_the_place_of_a_folder_is_not_followed(folder: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(folder)
    assert not list(exchange.files(link))
    assert not list(exchange.files(tmp_path / "gone"))


def test_the_account_counts_not_the_name_on_the_folder(folder: Path) -> None:
    assert exchange.sender(folder) == folder.owner() != "amber-heron"


def test_where_no_account_is_known_only_a_code_name_is_believed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "account", lambda _: "")
    assert exchange.sender(folder) == "amber-heron"
    assert exchange.sender(folder.with_name(f"..+tweet-rewriting+{STAMP}")) == "somebody-unknown"


@pytest.mark.parametrize(
    ("name", "when"),
    [
        (f"a+b+{STAMP}+x", datetime(2026, 3, 17, 9, 30, 0, 250_000)),
        (f"a+b+{STAMP}", datetime(2026, 3, 17, 9, 30, 0, 250_000)),
        ("a+b+yesterday+x", datetime(1970, 1, 1)),
        ("a+b", datetime(1970, 1, 1)),
    ],
)
def test_a_folder_that_tells_no_date_is_never_the_latest(name: str, when: datetime) -> None:
    assert exchange.handed_in(Path(name)) == when


# --- feedback goes to whom it belongs --------------------------------------------------------------------------------

PEOPLE = {"amber-heron": "a1" * 64, "sly-stoat": "5e" * 64}


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course in which two people have pages, and the secrets with which they handed in."""
    for who, secret in PEOPLE.items():
        sent, page = (tmp_path / "course" / step / who / ASSIGNMENT for step in ("submitted", "feedback"))
        sent.mkdir(parents=True)
        page.mkdir(parents=True)
        (sent / "submission_secret.txt").write_text(secret)
        (page / f"{ASSIGNMENT}.html").write_text(f"page of {who}")
    return tmp_path / "course"


def given_out(course: Path, caplog: pytest.LogCaptureFixture) -> tuple[dict[str, str], str]:
    """Give the feedback out; tell what each finds with their secret, and what was said."""
    directory = CourseDirectory(root=str(course), course_id="x", assignment_id=ASSIGNMENT, student_id="*")
    giving = exchange.ReleaseFeedback(coursedir=directory)
    giving.log = logging.getLogger("giving")
    giving.init_src()
    giving.dest_path = str(course.parent / "given")
    Path(giving.dest_path).mkdir()
    giving.copy_files()
    pages = {path.name: path.read_text() for path in Path(giving.dest_path).iterdir()}
    names = {who: notebook_hash(secret=secret, notebook_id=ASSIGNMENT) for who, secret in PEOPLE.items()}
    assert set(pages) <= {f"{name}.html" for name in names.values()}
    return {who: pages[f"{name}.html"] for who, name in names.items() if f"{name}.html" in pages}, caplog.text


def test_each_finds_their_own_page(course: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert given_out(course, caplog)[0] == {who: f"page of {who}" for who in PEOPLE}


def _linked(step: str, below: str) -> Callable[[Path], None]:
    def lay(course: Path) -> None:
        mine, other = (course / step / who / below for who in ("sly-stoat", "amber-heron"))
        shutil.rmtree(mine) if mine.is_dir() else mine.unlink()
        mine.symlink_to(other)

    return lay


def _secret_is(kind: str) -> Callable[[Path], None]:
    def lay(course: Path) -> None:
        place = course / "submitted" / "sly-stoat" / ASSIGNMENT / "submission_secret.txt"
        if not can_make(kind, course):
            pytest.skip("This cannot be made here.")
        place.unlink()
        IN_ITS_PLACE[kind](place, course / "submitted" / "amber-heron" / ASSIGNMENT / "submission_secret.txt")

    return lay


def _secret_says(content: bytes) -> Callable[[Path], None]:
    return lambda course: _written(course / "submitted" / "sly-stoat" / ASSIGNMENT / "submission_secret.txt", content)


def _written(path: Path, content: bytes) -> None:
    path.write_bytes(content)


@pytest.mark.parametrize(
    "lay",
    [
        *(_linked(step, below) for step in ("submitted", "feedback") for below in ("", ASSIGNMENT)),
        _linked("feedback", f"{ASSIGNMENT}/{ASSIGNMENT}.html"),
        *map(_secret_is, IN_ITS_PLACE),
        *map(_secret_says, (b"", b"\xff\xfe", b"a1" * 600, b"../../x", b"a1" * 64 + b"\n", b"A1" * 64)),
    ],
)
def test_nobody_finds_another_persons_page_and_the_others_find_theirs(
    course: Path, caplog: pytest.LogCaptureFixture, lay: Callable[[Path], None]
) -> None:
    lay(course)
    found, said = given_out(course, caplog)
    assert found == {"amber-heron": "page of amber-heron"}
    assert "sly-stoat" in said


@pytest.mark.nbgrader
def test_nothing_is_collected_through_a_link(tmp_path: Path) -> None:
    course = make_course(tmp_path / "course")
    kept, root = tmp_path / "kept" / ASSIGNMENT, tmp_path / "exchange"
    kept.mkdir(parents=True)
    (kept / "answers.json").write_text("kept")
    env = {**os.environ, "TOOLKIT_EXCHANGE": str(root), "HOME": str(tmp_path)}

    def run(*words: str) -> str:
        command = [sys.executable, "-m", "nbgrader", *words, ASSIGNMENT]
        done = subprocess.run(command, cwd=course, env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stderr

    run("release_assignment")
    sent = root / "hashtag-to-action" / "inbound" / f"amber-heron+{ASSIGNMENT}+{STAMP}+x"
    sent.mkdir()
    (sent / "answers.json").write_text("{}")
    (course / "submitted").mkdir()
    mine = course / "submitted" / exchange.sender(sent)
    mine.symlink_to(kept.parent)
    assert "only a pointer" in run("collect", "--update")
    assert [path.name for path in kept.iterdir()] == ["answers.json"] and (kept / "answers.json").read_text() == "kept"
    mine.unlink()
    run("collect", "--update")
    assert (mine / ASSIGNMENT / "answers.json").read_text() == "{}"

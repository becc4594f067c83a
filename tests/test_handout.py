"""Does everybody on a server get what is in the ZIP for trainees, and nothing that was tried or noted beside it?"""

import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hub import DEPLOY, needed
from littered import litter, put, repository, told

from toolkit.cli import main
from toolkit.facilitator.bundling.bundle import handed_out
from toolkit.facilitator.bundling.server import Laid, lay_out

ROOT = Path(__file__).parents[1]
FIRST = "tweet-rewriting"
PARTS = {"exercises", "nbgrader_config.py", "solutions", "workbooks"}


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return repository(tmp_path / "repository")


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def workbooks() -> dict[str, bytes]:
    return {name: data for name, data in handed_out(ROOT).items() if name.startswith("workbooks/")}


def test_the_hand_out_is_what_the_zip_has_and_nothing_is_told_by_it(course: Path, tmp_path: Path) -> None:
    litter(course)
    laid = lay_out(course, tmp_path / "place")
    assert content(tmp_path / "place/handout") == workbooks()
    assert told(tmp_path / "place") == []
    assert laid == Laid(tuple(workbooks()), tuple(sorted(PARTS)), (), ("workbooks/Untitled.ipynb",))


def test_a_facilitator_gets_the_course_as_it_is_in_the_repository(course: Path, tmp_path: Path) -> None:
    litter(course)
    lay_out(course, tmp_path / "place")
    own = content(tmp_path / "place/course")
    assert own == {name: (ROOT / name).read_bytes() for name in own}
    listed = ("workbooks/*.ipynb", "exercises/*/*.ipynb", "solutions/*/*.ipynb", "solutions/*/model-answers.json")
    assert set(own) == {path.relative_to(ROOT).as_posix() for one in listed for path in ROOT.glob(one)} | {
        "nbgrader_config.py"
    }


@pytest.mark.skipif(os.name == "nt", reason="rights are Unix's")
@pytest.mark.parametrize("habit", [0o000, 0o022, 0o077])
def test_everybody_may_read_the_hand_out_and_nobody_the_rest(course: Path, tmp_path: Path, habit: int) -> None:
    before = os.umask(habit)
    try:
        lay_out(course, tmp_path / "place")
    finally:
        os.umask(before)
    for top, folders, files in (("handout", 0o755, 0o644), ("course", 0o700, 0o600)):
        below = [tmp_path / "place" / top, *(tmp_path / "place" / top).rglob("*")]
        assert {path.stat().st_mode & 0o777 for path in below if path.is_dir()} == {folders}
        assert {path.stat().st_mode & 0o777 for path in below if path.is_file()} == {files}


def test_what_an_earlier_set_up_handed_out_amiss_is_taken_out_and_said(course: Path, tmp_path: Path) -> None:
    place = tmp_path / "place"
    litter(course)
    shutil.copytree(course / "workbooks", place / "handout/workbooks")
    (place / "handout/solutions").symlink_to(course / "solutions")
    (place / "handout/workbooks/words.ipynb").unlink()
    (place / "handout/workbooks/words.ipynb").symlink_to(course / "gradebook.db")
    laid = lay_out(course, place)
    assert content(place / "handout") == workbooks() and told(place / "handout") == []
    assert not [path for path in (place / "handout").rglob("*") if path.is_symlink()]
    assert (course / "solutions").is_dir() and (course / "gradebook.db").is_file()
    assert laid.taken_out == (
        "solutions",
        "workbooks/.ipynb_checkpoints/facilitator-checkpoint.ipynb",
        "workbooks/.~start-here.ipynb",
        "workbooks/Untitled.ipynb",
        "workbooks/facilitator.ipynb",
        "workbooks/my-work/progress/answers.json",
        "workbooks/who is who.txt",
        "workbooks/words.ipynb",
    )
    assert lay_out(course, place).taken_out == ()


def test_what_a_facilitator_works_in_stays(course: Path, tmp_path: Path) -> None:
    place = tmp_path / "place"
    lay_out(course, place)
    mine = put(place / "course/workbooks/facilitator.ipynb", "worked in")
    shutil.rmtree(place / "course/exercises")
    assert lay_out(course, place).made == ("exercises",)
    assert mine.read_text("utf-8") == "worked in"
    assert (place / f"course/exercises/{FIRST}/{FIRST}.ipynb").is_file()


def test_with_a_key_in_a_workbook_nothing_is_laid_out(course: Path, tmp_path: Path) -> None:
    shutil.copy(course / f"solutions/{FIRST}/{FIRST}.ipynb", course / f"workbooks/{FIRST}.ipynb")
    with pytest.raises(LookupError, match="was not written, because a key"):
        lay_out(course, tmp_path / "place")
    assert not (tmp_path / "place").exists()


@pytest.mark.parametrize("name", ["workbooks/words.ipynb", f"exercises/{FIRST}/{FIRST}.ipynb", "nbgrader_config.py"])
def test_a_part_that_is_missing_or_broken_is_named_and_nothing_is_laid_out(
    course: Path, tmp_path: Path, name: str
) -> None:
    (course / name).unlink()
    (course / name).symlink_to(ROOT / name)
    with pytest.raises(LookupError, match=r"only a pointer|missing"):
        lay_out(course, tmp_path / "place")
    (course / name).unlink()
    if name.endswith(".ipynb"):
        put(course / name, "{")
        with pytest.raises(LookupError, match="no notebook that can be read"):
            lay_out(course, tmp_path / "place")
    assert not (tmp_path / "place").exists()


@pytest.mark.parametrize("name", ["handout", "course"])
def test_a_link_in_its_place_is_not_written_through(course: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "place").mkdir()
    (tmp_path / "place" / name).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(LookupError, match="only a pointer"):
        lay_out(course, tmp_path / "place")
    assert not list((tmp_path / "elsewhere").iterdir())


def test_the_command_says_what_it_did(course: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    litter(course)
    put(tmp_path / "place/handout/workbooks/my-work/answers.json", "x")
    assert main(["--course", str(course), "handout", str(tmp_path / "place")]) == 0
    said = capsys.readouterr().out
    assert f"{len(workbooks())} workbooks are handed out from" in said
    assert "workbooks/Untitled.ipynb is not handed out: it is no page of the course." in said
    assert "workbooks/my-work/answers.json lay in the hand-out" in said and "has a copy" in said
    assert main(["--course", str(tmp_path), "handout", str(tmp_path / "place")]) == 2
    assert "no solutions" in capsys.readouterr().err


def test_the_zip_leaves_out_what_is_no_page_and_says_so(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    litter(course)
    assert main(["--course", str(course), "bundle", str(course / "out.zip")]) == 0
    assert "workbooks/Untitled.ipynb is not in it: it is no page of the course." in capsys.readouterr().out


def test_an_image_for_a_cluster_takes_the_hand_out_too() -> None:
    """Whoever has a server there reads the image."""
    lines = (ROOT / "deploy/kubernetes/Dockerfile").read_text("utf-8").splitlines()
    copied = [word for line in lines if line.startswith("COPY") for word in line.split()[1:-1]]
    assert "build/server/handout" in copied
    assert not {"workbooks", "exercises", "solutions", "."} & set(copied)


# --- on this computer ------------------------------------------------------------------------------------------------


@pytest.fixture
def facilitator() -> Iterator[tuple[str, dict[str, str]]]:
    """A facilitator's account, and the settings under which it is one."""
    needed(hasattr(os, "geteuid") and os.geteuid() == 0, "A server can only be laid out by root.")
    end = secrets.token_hex(3)
    groups = {"TOOLKIT_HUB_TRAINEES": f"hta-trainees-{end}", "TOOLKIT_HUB_FACILITATORS": f"hta-leaders-{end}"}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = os.environ | groups | {"PATH": path}
    name = f"leading-{end}"
    add = ["bash", str(DEPLOY / "add-people.sh"), groups["TOOLKIT_HUB_FACILITATORS"]]
    subprocess.run(add, input=f"{name}\n", text=True, check=True, capture_output=True)
    yield name, env
    subprocess.run(["/usr/sbin/userdel", "--remove", name], check=False, capture_output=True)
    for group in groups.values():
        subprocess.run(["/usr/sbin/groupdel", group], check=False, capture_output=True)


@pytest.mark.nbgrader
def test_a_real_server_is_laid_out_and_put_right(
    course: Path, tmp_path: Path, facilitator: tuple[str, dict[str, str]]
) -> None:
    name, env = facilitator
    litter(course)
    place = tmp_path / "place"
    shutil.copytree(course / "workbooks", place / "handout/workbooks")  # as it was set up before

    def set_up(who: str) -> "subprocess.CompletedProcess[str]":
        command = ["bash", str(DEPLOY / "set-up.sh"), str(course), who, str(place)]
        return subprocess.run(command, env=env, capture_output=True, text=True, check=False, cwd=course)

    done = set_up(name)
    assert done.returncode == 0, done.stderr
    assert "workbooks/my-work/progress/answers.json lay in the hand-out" in done.stdout
    assert told(place) == [] and content(place / "handout") == workbooks()
    assert {path.owner() for path in (place / "course").rglob("*")} == {name}
    assert (place / "course").stat().st_mode & 0o777 == 0o700
    again = set_up(name)
    assert again.returncode == 0 and "lay in the hand-out" not in again.stdout
    other = set_up("root")
    assert other.returncode == 1 and "root is not in the group" in other.stderr

"""Can another account of this computer read what is written about people? On every route, from a fresh course on."""

import json
import os
import re
import shutil
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import requests
from browser import COURSE_FILES, LEFT_BEHIND, ROOT, Lab, jupyter
from courses import ASSIGNMENT
from websocket import create_connection

from toolkit import privacy
from toolkit.facilitator.cohort.roster import read_cohort
from toolkit.facilitator.desk.collecting import Collect
from toolkit.notebook.session import session
from toolkit.privacy import OF_PEOPLE, OPEN_TO_OTHERS, OWN_WORK, keep_private, own_folder

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
OTHERS = 0o077
WORDS = "We counted every mill, and nobody asked us."


def rights(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def seen_by_others(folder: Path) -> set[str]:
    """Name every path that others have a right to, and that is not on the list of what they may read."""
    paths = [path for path in (folder, *folder.rglob("*")) if not path.is_symlink()]
    return {str(path.relative_to(folder)) for path in paths if rights(path) & OTHERS and not listed(path, folder)}


def listed(path: Path, folder: Path) -> bool:
    """Tell whether a path is on the list: an exercise or a workbook only as long as nobody answers in it."""
    if path == folder:  # whoever works here decides who comes in at all; the doctor says what that means
        return True
    place = path.relative_to(folder)
    if not any(fnmatch(str(place), pattern) or fnmatch(str(place), f"{pattern}/*") for pattern in OPEN_TO_OTHERS):
        return False
    return place.parts[0] not in OWN_WORK or path.is_dir() or (path.suffix == ".ipynb" and not answered(path))


def answered(path: Path) -> bool:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    return ".ipynb_checkpoints" in path.parts or any(cell.get("outputs") for cell in cells)


# --- what closes -----------------------------------------------------------------------------------------------------


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """What somebody has in front of them who cloned the course, with the rights that git gives."""
    folder = tmp_path / "course"
    folder.mkdir()
    for name in COURSE_FILES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=LEFT_BEHIND)
        else:
            shutil.copy(source, folder / name)
    subprocess.run(["chmod", "-R", "u=rwX,go=rX", folder], check=True)
    return folder


def put(path: Path, content: str = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, "utf-8")
    return path


OLD = (
    *("submitted/amber-heron/x/answers.json", "autograded/amber-heron/x/x.ipynb", "feedback/amber-heron/x/x.html"),
    *("inbox/a.json", "gradebook.db", "gradebook.db-wal", "gradebook.db.2026-11-02", "old.db", "cohort.json"),
    *("cohort-kept-1.json", "cards.html", "cohort.html", "collected.csv", "grades.csv", "feedback.zip", "room.chat"),
    *("mentor-answers.json", ".jupyter/lab/workspaces/x", "reports/a.csv", ".purge.json", "nbgrader.log"),
)


def test_what_lay_there_before_is_closed_and_nothing_else(course: Path, tmp_path: Path) -> None:
    for name in OLD:
        put(course / name)
    link = put(tmp_path / "elsewhere" / "x")
    (course / "submitted" / "linked").symlink_to(link.parent)
    (course / "autograded" / "amber-heron" / "x").chmod(0o555)
    before = {path: rights(path) for path in (course / "solutions").rglob("*")}
    assert len(seen_by_others(course)) > len(OLD)
    keep_private(course)
    assert seen_by_others(course) == set()
    assert rights(course / "autograded" / "amber-heron" / "x") == 0o500
    assert rights(link) == 0o644 and rights(link.parent) == 0o755
    assert {path: rights(path) for path in (course / "solutions").rglob("*")} == before
    assert rights(put(course / "new" / "file")) == 0o600 and rights(course / "new") == 0o700


def test_a_folder_that_is_no_course_is_left_alone(tmp_path: Path) -> None:
    for name in OLD:
        put(tmp_path / name)
    before = {path: rights(path) for path in tmp_path.rglob("*")}
    keep_private(tmp_path)
    assert {path: rights(path) for path in tmp_path.rglob("*")} == before


def test_ones_own_work_is_closed_where_it_is_opened(course: Path) -> None:
    put(course / "exercises" / "x" / ".ipynb_checkpoints" / "x-checkpoint.ipynb")
    put(course / "workbooks" / "my-work" / "x" / "answers.json")
    keep_private(course, *OWN_WORK)
    open_ = [path for name in OWN_WORK for path in (course / name).rglob("*") if rights(path) & OTHERS]
    assert not open_


def test_what_belongs_to_somebody_else_stops_nobody(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(course / "cards.html")
    put(course / "cohort.html")
    real = Path.chmod

    def refusing(path: Path, mode: int) -> None:
        if path.name == "cards.html":
            raise PermissionError(1, "Operation not permitted")
        real(path, mode)

    monkeypatch.setattr(Path, "chmod", refusing)
    keep_private(course)
    assert rights(course / "cohort.html") == 0o600


def test_on_windows_nothing_is_changed(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(course / "cards.html")
    monkeypatch.setattr(privacy.os, "name", "nt")
    monkeypatch.setattr(privacy.os, "umask", lambda _: pytest.fail("There are no such rights."))
    keep_private(course)
    monkeypatch.undo()
    assert rights(course / "cards.html") == 0o644


def test_folders_for_drafts_are_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    session("tweet-rewriting")
    own_folder(tmp_path / "my-work" / "progress")
    assert {rights(path) for path in (tmp_path / "my-work").rglob("*")} | {rights(tmp_path / "my-work")} == {0o700}


def test_the_desk_in_a_kernel_of_any_jupyter_closes_what_it_writes(course: Path) -> None:
    put(course / "cards.html")
    desk = Collect(course)
    desk._chosen({"new": [{"name": "a.json", "content": b"{}"}]})
    desk.collecting.click()
    assert (course / "collected.csv").is_file()
    assert seen_by_others(course) == set()


def test_rights_are_given_away_in_one_place_only() -> None:
    """Whoever gives others a right to a file goes through `share`, so that the list stays whole."""
    found = {path.name for path in (ROOT / "toolkit").rglob("*.py") if giving(path)}
    assert found == {"privacy.py", "server.py"}, "The second lays out what everybody on a server gets: it is for all."
    sharing = re.compile(r"^from toolkit\.privacy import .*\bshare\b", re.MULTILINE)
    found = {path.name for path in (ROOT / "toolkit").rglob("*.py") if sharing.search(path.read_text("utf-8"))}
    assert found == {"bundle.py", "exchange.py"}


def giving(path: Path) -> bool:
    """Tell whether a module names rights, as 0o644, in which others have a part."""
    named = [int(found, 8) for found in re.findall(r"\b0o([0-7]{3})\b", path.read_text("utf-8"))]
    return any(number & OTHERS and number & 0o700 for number in named)


def test_every_pattern_and_every_exception_has_its_use() -> None:
    assert all(len(why) > 20 and why.endswith(".") for why in OPEN_TO_OTHERS.values())
    assert not set(OPEN_TO_OTHERS) & set(OF_PEOPLE)


# --- every route, for real -------------------------------------------------------------------------------------------


def run(course: Path, *words: str) -> None:
    """Run a command as somebody does whose computer gives everybody the right to read."""
    home = course.parent / "home"
    home.mkdir(exist_ok=True)
    env = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "IPYTHON"))}
    env |= {"HOME": str(home), "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    command = [sys.executable, "-m", *words]
    done = subprocess.run(command, cwd=course, env=env, umask=0o022, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), (words, done.stdout, done.stderr)
    assert "Traceback" not in done.stderr, (words, done.stderr)


NAMED = r".*/(?P<student_id>[a-z-]+)_(?P<file_id>[a-z-]+)"
COHORT, RELEASE, COLLECT = (
    ("toolkit", "cohort", "--people", "6"),
    ("toolkit", "release", ASSIGNMENT),
    ("toolkit", "collect", "inbox", "--report", "reports/new/list.csv"),
)
OURS = (
    RELEASE,
    COLLECT,
    ("toolkit", "grade", ASSIGNMENT),
    ("toolkit", "feedback", ASSIGNMENT),
    ("toolkit", "cohort"),
    ("toolkit", "export", "points.csv"),
    ("toolkit", "bundle"),
    ("toolkit", "doctor"),
    ("toolkit", "purge"),
)
THEIRS = (
    ("nbgrader", "generate_assignment", ASSIGNMENT, "--force"),
    ("nbgrader", "release_assignment", ASSIGNMENT, "--force"),
    ("nbgrader", "collect", ASSIGNMENT),
    ("nbgrader", "zip_collect", ASSIGNMENT, f"--FileNameCollectorPlugin.named_regexp={NAMED}"),
    ("nbgrader", "autograde", ASSIGNMENT, "--force"),
    ("nbgrader", "generate_feedback", ASSIGNMENT, "--force"),
    ("nbgrader", "release_feedback", ASSIGNMENT),
    ("nbgrader", "export"),
    ("nbgrader", "db", "student", "add", "calm-ibis"),
)


def arrive(course: Path, who: str) -> None:
    """Let work arrive: in the inbox, as a download, through the exchange; with the rights that others give."""
    model = json.loads((ROOT / "solutions" / ASSIGNMENT / "model-answers.json").read_text("utf-8"))
    put(course / "inbox" / "a.json", json.dumps(model | {"who": who}))
    notebook = (course / "exercises" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_text("utf-8")
    archive = course / "downloaded" / ASSIGNMENT / "archive"
    put(archive / f"quiet-otter_{ASSIGNMENT}.ipynb", notebook)
    sent = course / ".exchange" / "hashtag-to-action" / "inbound" / f"x+{ASSIGNMENT}+2026-03-17 09:30:00 UTC+x"
    put(sent / "answers.json", json.dumps(model))
    put(sent / f"{ASSIGNMENT}.ipynb", notebook)


@pytest.mark.nbgrader
def test_no_command_of_ours_or_nbgraders_leaves_anything_open(course: Path) -> None:
    run(course, *COHORT)
    arrive(course, read_cohort(course).codes[0])
    for words in (*OURS, *THEIRS):
        run(course, *words)
        assert seen_by_others(course) == set(), words
    made = {path.relative_to(course).parts[0] for path in course.rglob("*") if not rights(path) & OTHERS}
    assert made >= {
        *("submitted", "autograded", "feedback", "inbox", "gradebook.db", "cohort.json", "cards.html", "cohort.html"),
        *("points.csv", "grades.csv", "reports", "downloaded"),
    }
    # What others must read they can.
    handed = course / ".exchange" / "hashtag-to-action"
    assert rights(course / "hashtag-to-action.zip") == 0o644
    assert rights(handed / "outbound" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb") == 0o644
    assert {rights(path) for path in (handed / "feedback").iterdir()} == {0o644}
    for folder in (handed, handed / "outbound", handed / "outbound" / ASSIGNMENT):
        assert rights(folder) & 0o055 == 0o055


@pytest.mark.nbgrader
@pytest.mark.parametrize("words", [("toolkit", "cohort"), ("nbgrader", "autograde", ASSIGNMENT)], ids=" ".join)
def test_a_course_that_was_begun_before_is_closed_by_whatever_opens_it(course: Path, words: tuple[str, ...]) -> None:
    run(course, *RELEASE)
    notebook = (course / "exercises" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_text("utf-8")
    put(course / "submitted" / "amber-heron" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", notebook)
    for name in ("cohort.html", "points.csv", "cards.html"):
        put(course / name)
    for name in ("gradebook.db", "submitted", "autograded"):
        (course / name).mkdir(exist_ok=True) if name == "autograded" else (course / name).chmod(0o755)
    assert seen_by_others(course)
    run(course, *words)
    assert seen_by_others(course) == set()


@pytest.mark.nbgrader
def test_what_the_database_keeps_beside_itself_has_its_rights(course: Path) -> None:
    run(course, *RELEASE)
    with closing(sqlite3.connect(course / "gradebook.db")) as book:
        book.execute("pragma journal_mode=wal")
        book.execute("create table more (x)")
        assert {path.name for path in course.glob("gradebook.db-*")} == {"gradebook.db-wal", "gradebook.db-shm"}
        assert seen_by_others(course) == set()


def ask(lab: Lab, method: str, where: str, **content: Any) -> Any:
    header = {"Authorization": f"token {lab.token}"}
    answer = requests.request(method, f"{lab.base}/{where}", headers=header, json=content, timeout=120)
    assert answer.ok, (where, answer.status_code, answer.text[:500])
    return answer.json() if answer.content else None


def in_a_kernel(lab: Lab, source: str, folder: str = "workbooks") -> None:
    """Run a line in a kernel of the server, and wait until it has run."""
    done = lab.folder / folder / "done"
    kernel = ask(lab, "POST", "api/kernels", name="python3", path=folder)
    header = {"msg_id": "1", "username": "", "session": "1", "msg_type": "execute_request", "version": "5.3"}
    content = {"code": f"{source}\nopen({str(done)!r}, 'w').close()", "silent": False, "store_history": False}
    message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
    address = f"{lab.base.replace('http', 'ws')}/api/kernels/{kernel['id']}/channels?token={lab.token}"
    with closing(create_connection(address, timeout=120)) as socket:
        socket.send(json.dumps(message))
        end = time.monotonic() + 120
        while not done.exists():
            assert time.monotonic() < end, "The kernel did not run it."
            time.sleep(0.1)
    ask(lab, "DELETE", f"api/kernels/{kernel['id']}")
    assert rights(done) == 0o600
    done.unlink()


def save_with_answers(lab: Lab, name: str) -> None:
    """Save a notebook with answers in it as JupyterLab does, twice, with a checkpoint between."""
    model = ask(lab, "GET", f"api/contents/{name}?content=1")
    for cell in model["content"]["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [{"output_type": "display_data", "metadata": {}, "data": {"text/plain": WORDS}}]
    for _ in range(2):
        ask(lab, "PUT", f"api/contents/{name}", type="notebook", format="json", content=model["content"])
        ask(lab, "POST", f"api/contents/{name}/checkpoints")
    assert WORDS in (lab.folder / name).read_text("utf-8")
    assert rights(lab.folder / name) == 0o600


@pytest.mark.nbgrader
def test_nothing_that_a_facilitators_server_or_its_kernels_write_is_open(course: Path, tmp_path: Path) -> None:
    arrive(course, "amber-heron")
    for words in (RELEASE, COLLECT):
        run(course, *words)
    with jupyter("facilitate", course, tmp_path / "private") as lab:
        ask(lab, "PUT", "api/contents/workbooks/uploaded.json", type="file", format="text", content=WORDS)
        ask(lab, "POST", "api/contents/workbooks", type="directory")
        desk = "from toolkit.facilitator import facilitator; desk = facilitator()"
        in_a_kernel(lab, f"{desk}; desk.grade().grade(); desk.give_back().make(); desk.see()")
        in_a_kernel(lab, "from pathlib import Path; Path('mine.txt').write_text('x')")
        ask(lab, "POST", f"formgrader/api/submission/{ASSIGNMENT}/amber-heron/autograde")
        ask(lab, "POST", f"formgrader/api/assignment/{ASSIGNMENT}/generate_feedback")
        ask(lab, "GET", f"formgrader/api/submissions/{ASSIGNMENT}")
        # It came into the folder while that was open, with the rights that git gives.
        new = course / "exercises" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
        new.chmod(0o644)
        new.parent.chmod(0o755)
        save_with_answers(lab, f"exercises/{ASSIGNMENT}/{ASSIGNMENT}.ipynb")
        save_with_answers(lab, "workbooks/facilitator.ipynb")
        assert seen_by_others(course) == set()
    assert (course / "autograded" / "amber-heron" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").is_file()
    assert (course / "feedback.zip").is_file()
    assert seen_by_others(course) == set()


@pytest.mark.nbgrader
def test_nothing_that_a_trainee_writes_is_open(course: Path, tmp_path: Path) -> None:
    with jupyter("start", course, tmp_path / "private") as lab:
        store = "from toolkit.answers import Store; from pathlib import Path; s = Store(Path.cwd(), 'tweet-rewriting')"
        typed = "s.put('hooks', 'x'); s.set_aside(); s.put('hooks', 'y')"
        in_a_kernel(lab, f"{store}; {typed}", f"exercises/{ASSIGNMENT}")
        in_a_kernel(lab, "from toolkit import session; session('tweet-rewriting').reflect()")
        save_with_answers(lab, f"exercises/{ASSIGNMENT}/{ASSIGNMENT}.ipynb")
        save_with_answers(lab, f"workbooks/{ASSIGNMENT}.ipynb")
        ask(lab, "GET", "lab/api/workspaces/default")
        assert seen_by_others(course) == set()
    assert (course / "workbooks" / "my-work").is_dir() and (course / ".jupyter").is_dir()
    assert seen_by_others(course) == set()

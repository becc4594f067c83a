"""Whatever gives way under the work: is it a sentence with what to do, from every command and every button?"""

import json
import logging
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import ipywidgets as w
import pytest
from alembic.script import ScriptDirectory
from courses import ASSIGNMENT, ROOT, correct, gradebook_of, make_course
from nbgrader.dbutil import ALEMBIC_DIR
from postgres import postgresql
from sqlalchemy import create_engine, text
from standing import differences, files, rows, standing

from toolkit.answers import FILE, Store
from toolkit.cli import main
from toolkit.facilitator.cohort.overview import begin
from toolkit.facilitator.desk.desk import Desk
from toolkit.facilitator.desk.step import Step
from toolkit.facilitator.grading.batch import grade_with
from toolkit.facilitator.grading.course import open_course
from toolkit.facilitator.grading.feedback import feedback
from toolkit.facilitator.grading.gradebook import _versions, open_gradebook
from toolkit.facilitator.grading.release import release
from toolkit.faults import in_words

pytestmark = pytest.mark.nbgrader
PEOPLE = 3
NOBODY = 65534
Press = Callable[[Desk], tuple[Step, Callable[[], str]]]

COMMANDS = {
    "release": ["release"],
    "collect": ["collect", "inbox"],
    "grade": ["grade", "--force"],
    "feedback": ["feedback"],
    "cohort": ["cohort"],
    "begin": ["cohort", "--people", "5"],
    "export": ["export", "points.csv"],
    "doctor": ["doctor"],
    "bundle": ["bundle", "out.zip"],
    "purge": ["purge"],
}


def button(name: str, work: str) -> Press:
    def pressed(desk: Desk) -> tuple[Step, Callable[[], str]]:
        step = getattr(desk, name)()
        return step, getattr(step, work)

    return pressed


def letting(desk: Desk) -> tuple[Step, Callable[[], str]]:
    step = desk.let_through()
    step.code.value, step.reason.value = CODE, "Well prepared."
    return step, step.note


def grading(desk: Desk) -> tuple[Step, Callable[[], str]]:
    step = desk.grade()
    step.again.value = True
    return step, step.grade


def beginning(desk: Desk) -> tuple[Step, Callable[[], str]]:
    step = desk.begin()
    step.people.value, step.first.value = "5", "2027-01-11"
    return step, step.make


def answering(desk: Desk) -> tuple[Step, Callable[[], str]]:
    step = desk.mentor()
    step.all.value = True
    step.do(w.Button(), step.begin)
    step.answer.value = "Ask her first."
    return step, step.keep if step.waiting else step.begin


def choosing(desk: Desk) -> tuple[Step, Callable[[], str]]:
    step = desk.collect()

    def choose() -> str:
        step._chosen({"new": [{"name": "more.json", "content": memoryview(b"{}" * 5_000)}]})
        return str(step.result.value)

    return step, choose


BUTTONS: dict[str, Press] = {
    "look": button("look", "look"),
    "make code names": beginning,
    "release": button("begin", "release"),
    "bundle": button("begin", "bundle"),
    "choose files": choosing,
    "collect": button("collect", "collect"),
    "grade": grading,
    "read": button("read", "begin"),
    "mentor": answering,
    "give back": button("give_back", "make"),
    "see": button("see", "make"),
    "table": button("see", "table"),
    "let through": letting,
    "what to erase": button("erase", "look"),
}
CODE = "amber-linden"
NEEDS_NO_GRADEBOOK = {"collect", "begin", "bundle", "make code names", "choose files", "mentor", "let through"}
FORBIDDEN = ("Traceback", "Error", "[SQL", "sqlite3.", "psycopg.", "s3cret", 'File "', "errno", "Errno")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course in the middle of its life: a cohort, submissions, scores, pages, a question to the mentor."""
    folder = make_course(tmp_path_factory.mktemp("whole") / "course", PEOPLE)
    global CODE
    CODE = begin(folder, 5, date(2027, 1, 11)).members[0].code
    (folder / "inbox").mkdir()
    (folder / "workbooks").mkdir()
    path = folder / "submitted" / "heron-0000" / ASSIGNMENT / FILE
    sent = json.loads(path.read_text("utf-8"))
    sent["answers"]["to-my-mentor"] = "May I name her?"
    path.write_text(json.dumps(sent), "utf-8")
    (folder / "inbox" / "a.json").write_text(json.dumps(sent | {"who": CODE}), "utf-8")
    assert all(line.points is not None for line in grade_with(None, folder, ASSIGNMENT))
    assert all(page.path for page in feedback(folder, ASSIGNMENT))
    assert main(["--course", str(folder), "cohort"]) == 0
    assert main(["--course", str(folder), "export", str(folder / "points.csv")]) == 0
    return folder


@pytest.fixture
def fresh(whole: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Path]]:
    """Copies of that course, in a place into which everybody may go; the newest is where we are."""
    monkeypatch.delenv("TOOLKIT_GRADEBOOK", raising=False)
    monkeypatch.setattr(logging.root, "handlers", [])  # as in a process of its own: what is logged is seen
    with tempfile.TemporaryDirectory(prefix="course-") as place:
        Path(place).chmod(0o755)

        def copy() -> Path:
            folder = Path(shutil.copytree(whole, tempfile.mkdtemp(dir=place), dirs_exist_ok=True))
            monkeypatch.chdir(folder)
            return folder

        yield copy
        os.chdir(ROOT)


@pytest.fixture
def course(fresh: Callable[[], Path]) -> Path:
    return fresh()


# --- what may give way -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fault:
    """What is done to a course, what must be said of it, and whom it concerns (nobody else)."""

    do: Callable[[Path, pytest.MonkeyPatch], AbstractContextManager[None]]
    says: str
    spares: frozenset[str] = frozenset(NEEDS_NO_GRADEBOOK)


def fault(says: str, spares: set[str] = NEEDS_NO_GRADEBOOK) -> Callable[[Callable[..., None]], Fault]:
    """Make a fault of something that is done once and needs no undoing."""

    def made(do: Callable[..., None]) -> Fault:
        @contextmanager
        def doing(course: Path, patch: pytest.MonkeyPatch) -> Iterator[None]:
            do(course, patch)
            yield

        return Fault(doing, says, frozenset(spares))

    return made


def content(data: bytes) -> Callable[..., None]:
    return lambda course, _: (course / "gradebook.db").write_bytes(data) and None


def statements(*each: str, file: str = "gradebook.db", fresh: bool = False) -> Callable[..., None]:
    def do(course: Path, _: pytest.MonkeyPatch) -> None:
        if fresh:
            (course / file).unlink()
        with closing(sqlite3.connect(course / file)) as book:
            for one in each:
                book.execute(one)
            book.commit()

    return do


def address(url: str) -> Callable[..., None]:
    return lambda course, patch: patch.setenv("TOOLKIT_GRADEBOOK", url.format(course=course))


def cut(course: Path, _: pytest.MonkeyPatch) -> None:
    whole = (course / "gradebook.db").read_bytes()
    (course / "gradebook.db").write_bytes(whole[: len(whole) // 2])


def folder(course: Path, _: pytest.MonkeyPatch) -> None:
    (course / "gradebook.db").rename(course / "kept.bin")
    (course / "gradebook.db").mkdir()


def without_driver(course: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setitem(sys.modules, "psycopg", None)
    address("postgresql+psycopg://grader:s3cret@127.0.0.1:1/x")(course, patch)


def locked(how: str) -> Callable[..., AbstractContextManager[None]]:
    @contextmanager
    def do(course: Path, patch: pytest.MonkeyPatch) -> Iterator[None]:
        address("sqlite:///{course}/gradebook.db?timeout=0.1")(course, patch)
        patch.setattr("toolkit.facilitator.doctor.opening._WAIT", 0.1)
        with closing(sqlite3.connect(course / "gradebook.db")) as other:
            other.execute(f"begin {how}")
            yield

    return do


@contextmanager
def as_nobody(course: Path, right: int, around: int) -> Iterator[None]:
    """Be somebody with an account here who was given just so much; only root can become somebody else."""
    if os.geteuid() != 0:
        pytest.skip("Only root can give itself less rights than a file's owner has.")
    for path in (course, *course.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    book = course / "gradebook.db"
    os.chown(book, 0, 0)
    book.chmod(right)
    course.chmod(around)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def broken_config(course: Path, _: pytest.MonkeyPatch) -> None:
    with (course / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write("\nc.CourseDirectory.root = (\n")


LOOKS_AT_PEOPLE = NEEDS_NO_GRADEBOOK | {"purge", "what to erase"}
WITHOUT_RECORDS = {*COMMANDS, *BUTTONS} - {"cohort", "feedback", "see", "give back"}
FAULTS: dict[str, Fault] = {
    "random bytes": fault("damaged")(content(os.urandom(50_000))),
    "a text": fault("damaged")(content(b"Dear all,\n" * 2_000)),
    "only the beginning": fault("damaged")(cut),
    "only its first words": fault("damaged")(content(b"SQLite format 3\0" + b"x" * 9_000)),
    "a folder": fault("There is a folder where the gradebook should be")(folder),
    "another program's": fault("another program")(
        statements("create table users (id integer)", "create table alembic_version (version_num)", fresh=True)
    ),
    "another program's with students": fault("another program")(
        statements("create table student (id text, grade real)", "insert into student values ('Ann', 1)", fresh=True)
    ),
    "an older version": fault("nbgrader db upgrade", LOOKS_AT_PEOPLE)(
        statements("update alembic_version set version_num = '50a4d84c131a'")
    ),
    "a newer version": fault("newer version of nbgrader", LOOKS_AT_PEOPLE)(
        statements("update alembic_version set version_num = 'ffffffffffff'")
    ),
    "a column is missing": fault("nbgrader db upgrade", LOOKS_AT_PEOPLE | {"release", "look", "doctor"})(
        statements("alter table grade drop column manual_score")
    ),
    "read-only": Fault(
        lambda course, _: as_nobody(course, 0o444, 0o555),
        "not changed",
        frozenset({*COMMANDS, *BUTTONS} - {"grade"}),
    ),
    "no right to read": Fault(lambda course, _: as_nobody(course, 0o000, 0o755), "cannot be opened"),
    "no such folder": fault("The folder that the gradebook should be in", LOOKS_AT_PEOPLE | {"export", "table",
        "doctor", "look"})(address("sqlite:////nowhere/at-all/gradebook.db")),
    "no server": fault("does not answer")(address("postgresql+psycopg://grader:s3cret@127.0.0.1:1/course")),
    "no such host": fault("does not answer")(address("postgresql+psycopg://grader:s3cret@no.invalid/course")),
    "no driver": fault("is not installed")(without_driver),
    "no such kind": fault("address of the gradebook")(address("oracel://grader:s3cret@127.0.0.1/x")),
    "no address": fault("address of the gradebook")(address("gradebook.db")),
    "a port in letters": fault("address of the gradebook")(address("postgresql+psycopg://grader:s3cret@here:x/x")),
    "locked": Fault(locked("exclusive"), "open elsewhere"),
    "being written": Fault(
        locked("immediate"), "open elsewhere", frozenset({*COMMANDS, *BUTTONS} - {"grade"})
    ),
    "the configuration": fault("nbgrader_config.py cannot be used", {"collect", "begin", "bundle", "make code names",
        "choose files", "mentor", "let through"})(broken_config),
    "the cohort": fault("cohort.json", {*COMMANDS, *BUTTONS} - {"collect", "cohort", "begin", "see", "let through",
        "make code names", "doctor", "look"})(
        lambda course, _: (course / "cohort.json").write_bytes(b"\x00{[") and None
    ),
    "the records": fault("toolkit grade", WITHOUT_RECORDS)(
        statements("update toolkit_record set seen = substr(seen, 1, 20)")
    ),
    "other records": fault("toolkit grade", WITHOUT_RECORDS)(statements("update toolkit_record set seen = '[1]'")),
    "the mentor's answers": fault("mentor-answers.json", {*COMMANDS, *BUTTONS} - {"feedback", "give back", "mentor"})(
        lambda course, _: (course / "mentor-answers.json").write_bytes(b"{") and None
    ),
    "an exercise": fault("damaged", {*COMMANDS, *BUTTONS} - {"grade", "feedback", "give back",
        "doctor", "look", "bundle"})(
        lambda course, _: (course / "exercises" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").write_bytes(b"{") and None
    ),
    "a solution": fault("damaged", {*COMMANDS, *BUTTONS} - {"release", "doctor", "look", "bundle"})(
        lambda course, _: (course / "solutions" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").write_bytes(b"{") and None
    ),
}  # fmt: skip


def told(said: str) -> None:
    assert said.strip(), "Nothing was said."
    assert not [word for word in FORBIDDEN if word in said], said


MADE_ANEW = {"cohort.html", "points.csv", "cards.html", "out.zip", "cohort.json", "feedback.zip", "collected.csv"}
THOROUGH = {"random bytes", "no server", "the cohort"}  # here also whoever is spared is looked at


def concerned(name: str, everybody: Iterable[str]) -> list[str]:
    return [one for one in everybody if name in THOROUGH or one not in FAULTS[name].spares]


@pytest.mark.parametrize("name", FAULTS)
def test_every_command_says_it_in_words(
    fresh: Callable[[], Path], name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    one = FAULTS[name]
    for command in concerned(name, COMMANDS):
        course = fresh()
        with monkeypatch.context() as patch, one.do(course, patch):
            before = kept(course)
            code = main(COMMANDS[command])
            said = "".join(capsys.readouterr())
            told(said)
            if command in one.spares:
                assert code in (0, 1), (command, said)
            else:
                assert code != 0, (command, said)
                assert one.says in said, (command, said)
                assert kept(course).items() >= before.items()


def kept(course: Path) -> dict[str, bytes]:
    """Read what nobody may lose; what cannot be read here is compared elsewhere."""
    if os.geteuid() != 0 and (course / "gradebook.db").stat().st_uid == 0:
        return {}
    return {name: data for name, data in files(course).items() if name not in MADE_ANEW}


@pytest.mark.parametrize("name", FAULTS)
def test_every_button_says_it_in_words(
    fresh: Callable[[], Path], name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    one = FAULTS[name]
    for pressed in concerned(name, BUTTONS):
        course = fresh()
        with monkeypatch.context() as patch, one.do(course, patch):
            step, work = BUTTONS[pressed](Desk(course))
            step.do(w.Button(), work)
            told(step.result.value)
            if pressed not in one.spares:
                assert one.says in step.result.value, (pressed, step.result.value)
    assert "Traceback" not in "".join(capsys.readouterr())


@pytest.mark.parametrize("name", ["random bytes", "locked", "read-only", "another program's"])
def test_nothing_of_what_was_there_is_touched(course: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with FAULTS[name].do(course, monkeypatch):
        before = (course / "gradebook.db").read_bytes()
        for words in COMMANDS.values():
            main(words)
        assert (course / "gradebook.db").read_bytes() == before


def test_in_a_process_of_its_own_no_traceback_is_seen_either(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """nbgrader logs what a database says; the handlers of a test would swallow that."""
    correct(course, "points-room-left", "key=116", "key=[0, 117]")
    with FAULTS["being written"].do(course, monkeypatch):
        for words in (["release"], ["grade", "--force"], ["grade", "--force", "--workers", "2"]):
            done = subprocess.run([sys.executable, "-m", "toolkit", *words], cwd=course, capture_output=True, text=True)
            assert done.returncode == 2, done
            assert "open elsewhere" in done.stderr
            told(done.stdout + done.stderr)


def test_an_empty_file_is_filled_by_a_release(course: Path) -> None:
    (course / "gradebook.db").write_bytes(b"")
    assert main(["grade"]) == 2
    assert main(["release"]) == 0
    assert main(["grade"]) == 0


def test_a_gradebook_that_was_half_made_is_finished(course: Path) -> None:
    """nbgrader makes its tables one by one; without the last of them every later version would refuse it."""
    before = rows(gradebook_of(course))
    for table in ("alembic_version", "comment", "source_cell", "task_cells"):
        statements(f"drop table {table}")(course, None)
    assert main(["doctor"]) == 1
    assert main(["release"]) == 0
    assert main(["grade"]) == 0
    assert rows(gradebook_of(course)) == before


# --- a server --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgresql(password="s3cret") as url:
        yield url


@pytest.mark.usefixtures("course")
@pytest.mark.parametrize(
    ("old", "new", "says"),
    [(":s3cret@", ":s3cret-or-so@", "name and the password"), ("/postgres?", "/physics?", "no database of this name")],
)
def test_a_server_that_lets_nobody_in(
    server: str, old: str, new: str, says: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TOOLKIT_GRADEBOOK", server.replace(old, new))
    for command, words in COMMANDS.items():
        code = main(words)
        said = "".join(capsys.readouterr())
        told(said)
        assert command in NEEDS_NO_GRADEBOOK or (code and says in said), (command, said)


def test_a_server_that_dies_in_the_middle(
    course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(course / "autograded")
    with postgresql() as url:
        monkeypatch.setenv("TOOLKIT_GRADEBOOK", url)
        assert release(course, ASSIGNMENT) == []
        lines = grade_with(None, course, ASSIGNMENT)
        assert next(lines).points is not None
        for child in children_of(pid_of(url)):
            with suppress(ProcessLookupError):  # one ends when another does
                os.kill(child, signal.SIGKILL)
        with pytest.raises(LookupError, match="does not answer"):
            list(lines)
        for words in COMMANDS.values():
            main(words)
            told("".join(capsys.readouterr()))


def pid_of(url: str) -> int:
    """Name the server's first process; those who talk to us are its children."""
    return int((Path(url.split("host=")[1]) / "data" / "postmaster.pid").read_text("utf-8").split("\n")[0])


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8").split()]


@pytest.mark.usefixtures("course")
def test_a_server_on_which_somebody_holds_the_rows(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with postgresql() as url:
        monkeypatch.setenv("TOOLKIT_GRADEBOOK", f"{url}&options=-c%20lock_timeout%3D200ms")
        assert main(["release"]) == 0
        with create_engine(url).begin() as other:
            other.execute(text("lock table source_cell, grade, submitted_assignment"))
            for words in (["release"], ["grade", "--force"]):
                assert main(words) == 2
                said = "".join(capsys.readouterr())
                told(said)
                assert "open elsewhere" in said
        assert main(["grade", "--force"]) == 0


def test_nobody_waits_for_a_server_for_ever(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with postgresql() as url:
        monkeypatch.setenv("TOOLKIT_GRADEBOOK", url)
        with open_gradebook(open_course(course)[0]) as gradebook:
            assert gradebook.db.execute(text("show lock_timeout")).scalar() == "1min"
            assert gradebook.engine.url.query["connect_timeout"] == "10"


@pytest.mark.usefixtures("course")
def test_a_cluster_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    dask = pytest.importorskip("dask")
    with dask.config.set({"distributed.comm.timeouts.connect": "200ms"}):
        assert main(["grade", "--scheduler", "tcp://127.0.0.1:1"]) == 2
    said = capsys.readouterr().err
    told(said)
    assert "Nobody answers at tcp://127.0.0.1:1" in said


# --- a full disk -----------------------------------------------------------------------------------------------------


@contextmanager
def full(folder: Path) -> Iterator[None]:
    """Fill the disk that a folder is on; nothing more than a few bytes fit."""
    with (folder.parent / "ballast").open("wb", buffering=0) as file:
        for size in (1 << 16, 4096, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue
    try:
        yield
    finally:
        (folder.parent / "ballast").unlink(missing_ok=True)


@pytest.fixture
def small(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The course on a small disk of its own, full; root can mount one."""
    if os.geteuid() != 0:
        pytest.skip("Only root can mount a disk.")
    monkeypatch.delenv("TOOLKIT_GRADEBOOK", raising=False)
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(disk)], check=True)
    try:
        folder = Path(shutil.copytree(whole, disk / "course"))
        monkeypatch.setattr(logging.root, "handlers", [])
        monkeypatch.chdir(folder)
        with full(folder):
            yield folder
    finally:
        monkeypatch.chdir(tmp_path)
        subprocess.run(["umount", "-l", str(disk)], check=True)


@pytest.mark.parametrize("command", COMMANDS)
def test_on_a_full_disk_every_command_says_so_and_goes_on_when_there_is_room(
    small: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = standing(small)
    code = main(COMMANDS[command])
    said = "".join(capsys.readouterr())
    told(said)
    if command not in ("doctor", "purge"):  # these only look
        assert code != 0
        assert "room" in said, said
    assert differences(standing(small), before) == []
    assert not [path for path in small.rglob("*") if path.name.endswith(".half")]
    (small.parent / "ballast").write_bytes(b"")
    assert main(COMMANDS[command]) in (0, 1)
    assert "room left" not in "".join(capsys.readouterr())


@pytest.mark.parametrize("name", BUTTONS)
def test_on_a_full_disk_every_button_says_so(small: Path, name: str) -> None:
    before = standing(small)
    step, work = BUTTONS[name](Desk(small))
    step.do(w.Button(), work)
    told(step.result.value)
    if name not in ("look", "read", "what to erase"):
        assert "room" in step.result.value, step.result.value
    assert differences(standing(small), before) == []


def test_grading_that_ran_out_of_room_comes_to_the_same_end(whole: Path, small: Path) -> None:
    shutil.rmtree(small / "autograded")
    with full_again(small):
        os.truncate(small.parent / "ballast", (small.parent / "ballast").stat().st_size - 70_000)
        assert main(["grade", "--force"]) == 2
    assert main(["grade"]) == 0
    assert differences(standing(small), standing(whole)) == []


@pytest.mark.parametrize("gone", [(), ("feedback",), ("feedback", "autograded", "cards.html", "cohort.html", "inbox")])
def test_on_a_full_disk_a_cohort_can_be_erased(
    small: Path, gone: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(small.parent))
    for name in gone:
        shutil.rmtree(small / name) if (small / name).is_dir() else (small / name).unlink()
    with full_again(small):
        assert main(["purge"]) == 0
        people = capsys.readouterr().out.split(" people")[0]
        code = main(["purge", "--sure", people])
        said = "".join(capsys.readouterr())
        told(said)
        assert not (small / "submitted").exists()
        assert code == 0 or (len(gone) > 1 and "room" in said), said  # what was freed may be too little for a database
    assert code == 0 or main(["purge", "--sure", people]) == 0
    assert not list(small.glob(".*purge*"))


def full_again(folder: Path) -> AbstractContextManager[None]:
    (folder.parent / "ballast").rename(folder.parent / "first")
    return full(folder)


def test_a_trainees_answers_stay_whole_on_a_full_disk(small: Path) -> None:
    from toolkit import exercise

    place = small / "exercises" / ASSIGNMENT
    (small.parent / "ballast").write_bytes(b"")
    shutil.copy(small / "submitted" / "heron-0000" / ASSIGNMENT / FILE, place)
    before = (place / FILE).read_bytes()
    with full_again(small):
        os.chdir(place)
        form = exercise(ASSIGNMENT).ask("reply")
        form.keep("x" * 4_000)
        told(form.note.value)
        assert "could not be saved" in form.note.value
        assert (place / FILE).read_bytes() == before
        assert Store(place, ASSIGNMENT).load().values == json.loads(before)["answers"]


@pytest.mark.usefixtures("course")
def test_where_no_file_may_grow_it_is_said_too(capsys: pytest.CaptureFixture[str]) -> None:
    """What an account may use is limited, as on many servers; for those who cannot mount a disk, too."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, hard))
    try:
        codes = {command: main(words) for command, words in COMMANDS.items()}
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    told("".join(capsys.readouterr()))
    assert {command for command, code in codes.items() if code == 0} <= {
        "doctor",
        "purge",
        "export",
    }  # the table is short


def test_whoever_has_read_enough_is_told_no_more(course: Path) -> None:
    """`toolkit doctor | head -1`: the rest goes nowhere."""
    words = [sys.executable, "-m", "toolkit", "doctor"]
    both = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(words, cwd=course, env=os.environ | {"PYTHONUNBUFFERED": "1"}, text=True, **both) as doctor:
        assert doctor.stdout
        doctor.stdout.close()
        assert doctor.stderr
        assert doctor.stderr.read() == ""
    assert doctor.returncode == 1


def test_an_unforeseen_fault_is_a_line_without_what_people_wrote() -> None:
    for problem in (KeyError("amber-heron"), ZeroDivisionError("secret"), IndexError(), RuntimeError("secret")):
        try:
            raise problem
        except Exception as caught:
            assert type(problem).__name__ in in_words(caught)
            assert "secret" not in in_words(caught)
            assert "test_faults.py" in in_words(caught)


def test_the_versions_of_a_gradebook_are_those_that_alembic_knows() -> None:
    scripts = ScriptDirectory(ALEMBIC_DIR)
    assert _versions() == (set(scripts.get_heads()), {one.revision for one in scripts.walk_revisions()})

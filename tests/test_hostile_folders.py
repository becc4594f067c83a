"""Folders that were unpacked or sorted by hand: links, pipes, devices and terabytes where files and folders should be.

Every route goes through one course with all of them in it: none waits, none fills the memory or the disk, nothing is
read or written through a link, each gets a sentence, and the honest ones have what they have alone.
"""

import hashlib
import json
import os
import resource
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests
from browser import Lab, jupyter
from courses import make_course
from hostile import ASSIGNMENT, FULL, NOTEBOOK, Given, sent, write
from hostile_files import FILES_OF_ONE, IN_ITS_PLACE, can_make, sparse

pytestmark = [
    pytest.mark.nbgrader,
    pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has neither pipes nor links for everybody"),
]
HONEST = ("amber-heron", "quiet-otter")
SECRET = "of the facilitator alone"
WAIT = 240  # seconds; what waits for a pipe waits for ever
MEMORY, DISK = 8 * 2**30, 200 * 2**20  # bytes that one command may take
SCORES = """
select submitted_assignment.student_id, sum(coalesce(grade.auto_score, 0)) from grade
join submitted_notebook on submitted_notebook.id = grade.notebook_id
join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id
group by submitted_assignment.student_id
"""


@dataclass(frozen=True)
class Odd:
    """Something that lies wrongly in a course: what it earns (None: it is not graded), and what is said of it."""

    who: str
    lay: Callable[[Path, "Made"], None]
    points: float | None
    says: str = ""
    page: bool = True


@dataclass(frozen=True)
class Made:
    """What a hostile folder is made of: the files of a submission, and a folder that is none of the course's."""

    files: Mapping[str, "bytes | Path"]
    elsewhere: Path


POINTER, NO_FILE, LARGE = "only a pointer", "no file that can be read", "too large"
_SAYS = {"link": POINTER, "dangling": POINTER, "loop": POINTER, "sparse": LARGE}


def _hand_in(course: Path, who: str, made: Made) -> Path:
    folder = course / "submitted" / who / ASSIGNMENT
    folder.mkdir(parents=True)
    write(folder, dict(made.files))
    return folder


def _file_odd(kind: str, what: str) -> Odd:
    def lay(course: Path, made: Made) -> None:
        place = _hand_in(course, f"{kind}-{what}", made) / FILES_OF_ONE[what]
        place.unlink(missing_ok=True)
        IN_ITS_PLACE[kind](place, course / "submitted" / HONEST[0] / ASSIGNMENT / FILES_OF_ONE[what])

    return Odd(f"{kind}-{what}", lay, 0.0 if what == "answers" else FULL, _SAYS.get(kind, NO_FILE))


def _who_is_link(course: Path, _: Made) -> None:
    (course / "submitted" / "linked-lynx").symlink_to(HONEST[0])


def _who_is_link_away(course: Path, made: Made) -> None:
    away = made.elsewhere / "away"
    (away / ASSIGNMENT).mkdir(parents=True)
    write(away / ASSIGNMENT, dict(made.files))
    (course / "submitted" / "linked-away").symlink_to(away)


def _exercise_is(kind: str, who: str) -> Callable[[Path, Made], None]:
    def lay(course: Path, _: Made) -> None:
        (course / "submitted" / who).mkdir()
        other = Path("..") / HONEST[0] / ASSIGNMENT
        IN_ITS_PLACE[kind](course / "submitted" / who / ASSIGNMENT, other)

    return lay


def _in(step: str, who: str, link: str, to: str) -> Callable[[Path, Made], None]:
    """Hand in well, but where our own pages go there is a link to something that lies elsewhere."""

    def lay(course: Path, made: Made) -> None:
        _hand_in(course, who, made)
        kept = made.elsewhere / who
        (kept / ASSIGNMENT).mkdir(parents=True)
        (kept / ASSIGNMENT / "kept.txt").write_text(SECRET, "utf-8")
        (kept / f"{ASSIGNMENT}.html").write_text(SECRET, "utf-8")
        place = course / step / link.format(who=who)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(kept / to)

    return lay


def _thousands(course: Path, made: Made) -> None:
    folder = _hand_in(course, "many-moth", made)
    for number in range(3_000):
        (folder / f"{number}.{'ipynb' if number % 3 else 'txt'}").write_bytes(b"{}")


def _named(course: Path, made: Made) -> None:
    folder = _hand_in(course, "named-newt", made)
    for name in ("a\nb.ipynb", os.fsdecode(b"\xff\xfe.ipynb"), "[x].ipynb", "a\x1b[2J.ipynb", "\u202egpj.ipynb"):
        IN_ITS_PLACE["pipe"](folder / name, folder)


def _inside(course: Path, made: Made) -> None:
    """Links, pipes and devices of any name, deep in a submission that is fine."""
    folder = _hand_in(course, "deep-deer", made)
    (folder / "all").symlink_to("/")
    (folder / "up").symlink_to("../..")
    (folder / "photos [1]").mkdir()
    for kind in ("pipe", "sparse", "link", "loop"):
        IN_ITS_PLACE[kind](folder / "photos [1]" / f"{kind}.png", made.elsewhere / "private.txt")
    sparse(folder / "model-answers.json")
    (folder / "private.txt").symlink_to(made.elsewhere / "private.txt")


EX, PAGE = ASSIGNMENT, f"{ASSIGNMENT}.html"
PLACES = (
    Odd("linked-lynx", _who_is_link, None, POINTER),
    Odd("linked-away", _who_is_link_away, None, POINTER),
    Odd("linked-loon", _exercise_is("link", "linked-loon"), None, POINTER),
    Odd("looped-lark", _exercise_is("loop", "looped-lark"), None, POINTER),
    Odd("piped-pika", _exercise_is("pipe", "piped-pika"), None, "no folder"),
    Odd("large-lion", _exercise_is("sparse", "large-lion"), None, "no folder"),
    Odd("graded-goat", _in("autograded", "graded-goat", "{who}", ""), None, POINTER),
    Odd("graded-gull", _in("autograded", "graded-gull", f"{{who}}/{EX}", EX), None, POINTER),
    Odd("halved-hare", _in("autograded", "halved-hare", f"{{who}}/.{EX}.half", EX), FULL),
    Odd("paged-puma", _in("feedback", "paged-puma", "{who}", ""), FULL, page=False),
    Odd("paged-panda", _in("feedback", "paged-panda", f"{{who}}/{EX}", EX), FULL, page=False),
    Odd("paged-perch", _in("feedback", "paged-perch", f"{{who}}/{EX}/{PAGE}", PAGE), FULL),
    Odd("paged-pike", _in("feedback", "paged-pike", f"{{who}}/{EX}/.{PAGE}.half", PAGE), FULL),
    Odd("many-moth", _thousands, FULL, "which nobody opened"),
    Odd("named-newt", _named, FULL, "which nobody opened"),
    Odd("deep-deer", _inside, FULL),
)  # fmt: skip
FILES = tuple(_file_odd(kind, what) for kind in IN_ITS_PLACE for what in FILES_OF_ONE)


# --- one course, every route ---------------------------------------------------------------------------------------


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (DISK, DISK))


@dataclass(frozen=True)
class Ran:
    """A command that came to its end, or was stopped because it waited for ever."""

    code: int | None
    out: str

    def about(self, who: str) -> str:
        return "\n".join(line for line in self.out.splitlines() if who in line)


def run(course: Path, *words: str) -> Ran:
    """Run a command in a course, with an empty home and within bounds."""
    home = course.parent / f"home of {course.name}"
    home.mkdir(exist_ok=True)
    env = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "IPYTHON"))}
    env |= {"HOME": str(home), "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    try:
        done = subprocess.run(
            [sys.executable, "-m", *words],
            cwd=course,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=WAIT,
            preexec_fn=_limited,
            check=False,
        )
    except subprocess.TimeoutExpired as waited:
        return Ran(None, (waited.stdout or b"").decode("utf-8", "replace"))
    return Ran(done.returncode, done.stdout.decode("utf-8", "replace"))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("folders")


@pytest.fixture(scope="module")
def released(place: Path) -> Path:
    return make_course(place / "released")


@pytest.fixture(scope="module")
def given(released: Path) -> Given:
    notebook = json.loads((released / "exercises" / ASSIGNMENT / NOTEBOOK).read_text("utf-8"))
    model = json.loads((released / "solutions" / ASSIGNMENT / "model-answers.json").read_text("utf-8"))
    return Given(notebook, model, "", 0)


@pytest.fixture(scope="module")
def odd(place: Path) -> list[Odd]:
    """Those that can be made on this computer."""
    made = [kind for kind in IN_ITS_PLACE if can_make(kind, place)]
    return [one for one in (*FILES, *PLACES) if one not in FILES or one.who.rpartition("-")[0] in made]


def fill(course: Path, odd: list[Odd], given: Given, elsewhere: Path) -> Path:
    """Let the honest ones and all others hand in."""
    elsewhere.mkdir()
    (elsewhere / "private.txt").write_text(SECRET, "utf-8")
    more = {"timestamp.txt": b"2026-03-17 09:30:00.250000 UTC", "submission_secret.txt": b"5e" * 64}
    made = Made({**sent(given), **more}, elsewhere)
    for who in HONEST:
        _hand_in(course, who, made)
    for one in odd:
        one.lay(course, made)
    return course


def tree(folder: Path) -> dict[str, Any]:
    """Everything below a folder with what it is and holds; of what is large only how large."""
    return {str(path.relative_to(folder)): _about(path) for path in sorted(folder.rglob("*"))}


def _about(path: Path) -> Any:
    about = path.lstat()
    if stat.S_ISLNK(about.st_mode):
        return f"-> {path.readlink()}"
    plain = stat.S_ISREG(about.st_mode) and about.st_size < 10**8
    content = hashlib.sha256(path.read_bytes()).hexdigest() if plain else ""
    return about.st_mode & ~0o077, about.st_size if stat.S_ISREG(about.st_mode) else 0, content


def points(course: Path) -> dict[str, float]:
    with sqlite3.connect(course / "gradebook.db") as book:
        return dict(book.execute(SCORES))


@dataclass(frozen=True)
class Route:
    """A course after one route through it, with all that was said."""

    course: Path
    elsewhere: Path
    before: Mapping[str, Mapping[str, Any]]
    graded: Ran
    paged: Ran


def route(place: Path, released: Path, odd: list[Odd], given: Given, name: str, *commands: tuple[str, ...]) -> Route:
    course, elsewhere = Path(shutil.copytree(released, place / name)), place / f"elsewhere of {name}"
    fill(course, odd, given, elsewhere)
    before = {"submitted": tree(course / "submitted"), "elsewhere": tree(elsewhere)}
    graded, paged = (run(course, *words) for words in commands)
    return Route(course, elsewhere, before, graded, paged)


@pytest.fixture(scope="module")
def ours(place: Path, released: Path, odd: list[Odd], given: Given) -> Route:
    return route(place, released, odd, given, "ours", ("toolkit", "grade"), ("toolkit", "feedback"))


@pytest.fixture(scope="module")
def theirs(place: Path, released: Path, odd: list[Odd], given: Given) -> Route:
    words = (("nbgrader", step, ASSIGNMENT, "--force") for step in ("autograde", "generate_feedback"))
    return route(place, released, odd, given, "theirs", *words)


@pytest.fixture(params=["ours", "theirs"])
def either(request: pytest.FixtureRequest) -> Route:
    made: Route = request.getfixturevalue(request.param)
    return made


def test_no_route_waits_and_each_says_that_something_was_not_graded(either: Route) -> None:
    assert either.graded.code == 1, either.graded.out[-3000:]
    assert either.paged.code in (0, 1), either.paged.out[-3000:]
    assert "Traceback" not in either.graded.out + either.paged.out


def test_the_honest_ones_have_what_they_have_alone(either: Route) -> None:
    found = points(either.course)
    for who in HONEST:
        assert found[who] == FULL
        assert (either.course / "autograded" / who / ASSIGNMENT / NOTEBOOK).is_file()
        assert (either.course / "feedback" / who / ASSIGNMENT / f"{ASSIGNMENT}.html").is_file()


def test_each_earns_what_its_own_files_earn(either: Route, odd: list[Odd]) -> None:
    found = points(either.course)
    assert {one.who: found.get(one.who) for one in odd} == {one.who: one.points for one in odd}


def test_each_is_told_in_a_sentence_of_its_own(ours: Route, odd: list[Odd]) -> None:
    for one in odd:
        said = [line for line in ours.graded.out.splitlines() if f" {one.who} " in line]
        assert len(said) == 1, one.who
        assert one.says in said[0]
        assert ("not graded" in said[0]) == (one.points is None)


def test_nbgrader_tells_what_it_left_alone(theirs: Route, odd: list[Odd]) -> None:
    for one in odd:
        if one.points is None:
            told = theirs.graded.about(one.who)
            assert one.says in told or "No notebooks were matched" in told, one.who
        elif one.says:
            cells = (theirs.course / "autograded" / one.who / ASSIGNMENT / NOTEBOOK).read_text("utf-8")
            assert one.says in cells, one.who


def test_nothing_elsewhere_is_read_or_written(either: Route) -> None:
    assert tree(either.elsewhere) == either.before["elsewhere"]
    assert tree(either.course / "submitted") == either.before["submitted"]
    made = [path for name in ("autograded", "feedback") for path in (either.course / name).rglob("*")]
    files = [path for path in made if stat.S_ISREG(path.lstat().st_mode)]
    assert files
    assert max(path.stat().st_size for path in files) < 2**20
    assert not [path for path in files if SECRET.encode() in path.read_bytes()]
    assert not [path for path in made if stat.S_ISFIFO(path.lstat().st_mode)]


def test_a_page_is_made_where_it_is_ours_and_only_there(either: Route, odd: list[Odd]) -> None:
    for one in odd:
        page = either.course / "feedback" / one.who / ASSIGNMENT / f"{ASSIGNMENT}.html"
        ours = page.is_file() and not any(way.is_symlink() for way in (page, page.parent, page.parent.parent))
        assert ours == (one.page and one.points is not None), one.who
        if not one.page:
            assert POINTER in either.paged.about(one.who)


def test_a_second_run_changes_nothing(ours: Route) -> None:
    before = points(ours.course), tree(ours.course / "autograded")
    again = run(ours.course, "toolkit", "grade")
    assert "(0 new)" in again.out
    assert (points(ours.course), tree(ours.course / "autograded")) == before


def test_the_desk_the_doctor_and_the_cohorts_page_do_not_wait(ours: Route) -> None:
    cohort, doctor = run(ours.course, "toolkit", "cohort"), run(ours.course, "toolkit", "doctor")
    assert cohort.code == 0, cohort.out
    assert "Submissions:" in doctor.out
    assert "pointers to other places" in doctor.out


def test_the_formgrader_shows_and_grades_the_others(theirs: Route, tmp_path: Path) -> None:
    (theirs.course / "workbooks").mkdir()  # by this a course is known
    with jupyter("facilitate", theirs.course, tmp_path / "private") as lab:
        listed = {
            one["student"]: one["display_timestamp"] for one in _ask(lab, "GET", f"submissions/{ASSIGNMENT}").json()
        }
        assert set(HONEST) <= set(listed)
        assert _ask(lab, "POST", f"submission/{ASSIGNMENT}/{HONEST[0]}/autograde").json()["success"]
        for who in ("pipe-time", "sparse-answers", "device-secret"):
            assert _ask(lab, "POST", f"submission/{ASSIGNMENT}/{who}/autograde").json()["success"], who
        refused = _ask(lab, "POST", f"submission/{ASSIGNMENT}/linked-lynx/autograde").json()
        assert not refused["success"] and POINTER in refused["log"] + refused["error"]


def _ask(lab: Lab, method: str, path: str) -> requests.Response:
    answer = requests.request(
        method, f"{lab.base}/formgrader/api/{path}", headers={"Authorization": f"token {lab.token}"}, timeout=WAIT
    )
    assert answer.ok, (path, answer.status_code, answer.text[:500])
    return answer


@pytest.fixture
def purged(released: Path, odd: list[Odd], given: Given, tmp_path: Path) -> Iterator[Path]:
    course = Path(shutil.copytree(released, tmp_path / "course"))
    yield fill(course, odd, given, tmp_path / "elsewhere")


def test_a_purge_neither_waits_nor_fills_the_memory(purged: Path, tmp_path: Path) -> None:
    before = tree(tmp_path / "elsewhere")
    sparse(purged / "cohort-kept-1.json")
    sparse(purged / "comments.json")
    sparse(purged / "left.bin")
    told = run(purged, "toolkit", "purge")
    assert told.code == 0, told.out
    count = told.out.split("--sure ")[1].split()[0]
    done = run(purged, "toolkit", "purge", "--sure", count)
    assert done.code == 0, done.out
    assert not [name for name in ("submitted", "autograded", "feedback", "comments.json") if (purged / name).exists()]
    assert tree(tmp_path / "elsewhere") == before

"""Do nbgrader and our own commands grade alike, fairly, and whatever was sent, without running any of it?"""

import hashlib
import json
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hostile import (
    ANSWERS,
    ASSIGNMENT,
    FULL,
    NOTEBOOK,
    Case,
    Given,
    cases,
    code,
    markdown,
    packed,
    sent,
    with_copies,
    write,
)
from nbgrader.api import Gradebook

from toolkit.cli import main
from toolkit.facilitator.collecting.collect import Arrived, collect
from toolkit.facilitator.grading import single
from toolkit.facilitator.grading.submitted import read_submission
from toolkit.review import review
from toolkit.review.findings import Finding
from toolkit.sessions.room import questions

pytestmark = pytest.mark.nbgrader
ROOT = Path(__file__).parents[1]
# Where things are in our course, and nothing else: every step of the grading is nbgrader's own.
STOCK = """
from pathlib import Path
c = get_config()
c.CourseDirectory.root = str(Path(__file__).parent)
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "model-answers.json"]
c.CourseDirectory.db_url = f"sqlite:///{Path(__file__).parent / 'gradebook.db'}?timeout=60"
"""
SCORES = """
select submitted_assignment.student_id, cell.name, cell.type, grade.auto_score, grade.manual_score,
       grade.needs_manual_grade
from grade
join base_cell cell on cell.id = grade.cell_id
join submitted_notebook on submitted_notebook.id = grade.notebook_id
join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id
"""
HEARING = "Hearing THURSDAY 17 March https://rights-ministry.example.org/press/detention-hearing"
ARABIC = "أُغلقت 34 عيادة قروية في شمال مارينيا، و61,000 شخص بلا طبيب قريب. #حق_الصحة"
URDU = "۳۴ دیہی کلینک بند، کسی نے گاؤں والوں سے نہیں پوچھا۔ https://open-gate.example.org/reports/closed-doors"
RUSSIAN = (
    "87 из 214 избирательных участков недоступны на коляске. Не менее 36 человек вернулись домой. #ВыборыБезБарьеров"
)
WHAT_IT_COST = "أخفيت المكان والساعة لأن أحدًا يراقب، ولن يأتي الغرباء."


@dataclass(frozen=True)
class Score:
    """What the gradebook holds for one cell of one submission."""

    kind: str
    auto: float | None
    manual: float | None
    waits: bool


Scores = Mapping[str, Mapping[str, Score]]


@dataclass(frozen=True)
class Run:
    """One command that was run to its end."""

    code: int
    out: str


@dataclass(frozen=True)
class Route:
    """A course folder after one way of grading everything in it."""

    folder: Path
    run: Run
    scores: Scores
    before: Mapping[str, str] = field(default_factory=dict)

    def first_cell(self, who: str) -> str:
        path = self.folder / "autograded" / who / ASSIGNMENT / NOTEBOOK
        source = "".join(json.loads(path.read_text("utf-8"))["cells"][0]["source"])
        return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", source)  # as Markdown shows it

    def all_cells(self, who: str) -> str:
        cells = json.loads((self.folder / "autograded" / who / ASSIGNMENT / NOTEBOOK).read_text("utf-8"))["cells"]
        return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")

    def page(self, who: str) -> str:
        return (self.folder / "feedback" / who / ASSIGNMENT / f"{ASSIGNMENT}.html").read_text("utf-8")

    def line(self, who: str) -> str:
        return next((row for row in self.run.out.splitlines() if f" {who} " in row), "")


def begin(folder: Path, *words: str) -> "subprocess.Popen[str]":
    """Begin a command of nbgrader or of ours in a course folder, with an empty home."""
    home = folder.parent / "home"
    home.mkdir(exist_ok=True)
    env = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "IPYTHON"))}
    env |= {"HOME": str(home), "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    command = [sys.executable, "-m", *words]
    both = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    return subprocess.Popen(command, cwd=folder, env=env, text=True, errors="replace", **both)


def finish(process: "subprocess.Popen[str]", seconds: float = 240) -> Run:
    """Wait for a command; one that does not end is stopped, and its code is below nothing."""
    try:
        out, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        out, _ = process.communicate()
    return Run(process.returncode, out)


def run(folder: Path, *words: str) -> Run:
    return finish(begin(folder, *words))


def toolkit(folder: Path, *words: str) -> int:
    """Run one of our commands in this process, which saves seconds."""
    return main(["--course", str(folder), *words])


def scores(folder: Path) -> dict[str, dict[str, Score]]:
    found: dict[str, dict[str, Score]] = {}
    with sqlite3.connect(folder / "gradebook.db") as book:
        for who, cell, kind, auto, manual, waits in book.execute(SCORES):
            found.setdefault(who, {})[cell] = Score(kind, auto, manual, bool(waits))
    return found


def total(of_cells: Mapping[str, Score]) -> float:
    return sum(score.auto or 0.0 for score in of_cells.values())


def tree(folder: Path) -> dict[str, str]:
    """Name every file below a folder with what is in it, links as links."""
    return {str(path.relative_to(folder)): _content(path) for path in sorted(folder.rglob("*")) if not path.is_dir()}


def _content(path: Path) -> str:
    return f"-> {path.readlink()}" if path.is_symlink() else hashlib.sha256(path.read_bytes()).hexdigest()


def hand_in(course: Path, who: str, files: Mapping[str, bytes | Path]) -> Path:
    folder = course / "submitted" / who / ASSIGNMENT
    folder.mkdir(parents=True)
    write(folder, dict(files))
    return folder


def model() -> dict[str, Any]:
    return dict(json.loads((ROOT / "solutions" / ASSIGNMENT / "model-answers.json").read_text("utf-8")))


# --- one course, released once, graded on three routes -------------------------------------------------------------


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder below which everything here happens, so that whatever escapes is found."""
    return tmp_path_factory.mktemp("grading")


@pytest.fixture(scope="module")
def releases(place: Path) -> Mapping[str, Run]:
    """The exercise released in our course and in one with nothing of ours in its configuration."""
    begun = {}
    for name, config in (("released", (ROOT / "nbgrader_config.py").read_text("utf-8")), ("stock", STOCK)):
        shutil.copytree(
            ROOT / "solutions" / ASSIGNMENT,
            place / name / "solutions" / ASSIGNMENT,
            ignore=shutil.ignore_patterns(".ipynb_checkpoints", "answers*.json"),
        )
        (place / name / "nbgrader_config.py").write_text(config, "utf-8")
        begun[name] = begin(place / name, "nbgrader", "generate_assignment", ASSIGNMENT)
    return {name: finish(one) for name, one in begun.items()}


@pytest.fixture(scope="module")
def listener() -> Iterator[socket.socket]:
    """Somebody whom no submission may reach."""
    with socket.socket() as waiting:
        waiting.bind(("127.0.0.1", 0))
        waiting.listen()
        waiting.setblocking(False)
        yield waiting


@pytest.fixture(scope="module")
def given(place: Path, releases: Mapping[str, Run], listener: socket.socket) -> Given:
    assert releases["released"].code == 0, releases["released"].out[-2000:]
    notebook = json.loads((place / "released" / "exercises" / ASSIGNMENT / NOTEBOOK).read_text("utf-8"))
    marker = place / "ran-absolute"
    trap = f"open('ran-here', 'w').close(); open({str(marker)!r}, 'w').close()"
    return Given(notebook, model(), trap, listener.getsockname()[1])


def half_right(given: Given) -> dict[str, Any]:
    return given.replying(
        parts_order=["subhead", "headline", "lede", "pull-quote", "conclusion"],
        room_left="١١٦",
        hooks={"walk": "person", "count": "question"},
        slips=["weekday", "place"],
        then_140=HEARING,
        now_280={"document": "marenia/lawyers.ar", "text": ARABIC},
        version_1=URDU,
        version_2=RUSSIAN,
        version_3="",
        hostile="",
        what_it_cost=WHAT_IT_COST,
    )


def fair(given: Given) -> dict[str, Mapping[str, bytes | Path]]:
    """Submissions in which nothing is wrong but, here and there, an answer."""
    own = given.notebook
    own["cells"] += [code("1 + 1"), code("note = 'mine'"), markdown("My own *notes*.")]
    russian = given.replying(now_280={"document": "marenia/ballot.ru", "text": RUSSIAN}, room_left="116,0")
    urdu = given.replying(now_280={"document": "marenia/helpline.ur", "text": URDU}, hooks={}, reply="silence")
    plain = given.notebook
    plain["cells"] = [{**cell, "outputs": []} if cell["cell_type"] == "code" else cell for cell in plain["cells"]]
    return {
        "fair-model": sent(given),
        "fair-empty": {NOTEBOOK: packed(given.notebook)},
        "fair-half": sent(given, answers=half_right(given), notebook=own),
        "fair-copies": sent(given, notebook=with_copies(given), answers=russian),
        "fair-urdu": sent(given, answers=urdu, notebook=own),
        "fair-russian": sent(given, answers=russian, notebook=plain),
    }


BY_STOCK = ("fair-model", "fair-empty", "fair-half")  # kernels are slow
SOME = "[fm]a[ir]*"  # one pattern for all that is fair and for all that is markup
FAIR = (*BY_STOCK, "fair-copies", "fair-urdu", "fair-russian")


@pytest.fixture(scope="module")
def routes(place: Path, given: Given) -> Mapping[str, Route]:
    """Everything that was sent, good and bad, graded once by each route; the routes run side by side."""
    shutil.copytree(place / "released", place / "ours")
    for name, files in fair(given).items():
        hand_in(place / "ours", name, files)
        if name in BY_STOCK:
            hand_in(place / "stock", name, files)
    for case in cases():
        hand_in(place / "ours", case.name, case.files(given))
    shutil.copytree(place / "ours", place / "by-nbgrader", symlinks=True)
    before = tree(place / "ours" / "submitted")
    shutil.copytree(place / "released", place / "validated")
    commands = {
        "validated": begin(place / "validated", "nbgrader", "validate", f"exercises/{ASSIGNMENT}/{NOTEBOOK}"),
        "stock": begin(place / "stock", "nbgrader", "autograde", ASSIGNMENT),
        "by-nbgrader": begin(place / "by-nbgrader", "nbgrader", "autograde", ASSIGNMENT),
        "ours": begin(place / "ours", "toolkit", "grade", ASSIGNMENT),
    }
    ended = {name: finish(begun) for name, begun in commands.items()}
    return {name: Route(place / name, ended[name], scores(place / name), before) for name in ended}


@pytest.fixture(scope="module")
def feedback(routes: Mapping[str, Route]) -> Mapping[str, Run]:
    """The pages of both routes."""
    ours = begin(routes["ours"].folder, "toolkit", "feedback", ASSIGNMENT)
    words = ("nbgrader", "generate_feedback", ASSIGNMENT, "--student", SOME)
    theirs = begin(routes["by-nbgrader"].folder, *words)
    return {"ours": finish(ours), "by-nbgrader": finish(theirs)}


# --- the commands work, and the three routes agree -------------------------------------------------------------------


def test_the_exercise_is_released_and_holds_no_key(place: Path, releases: Mapping[str, Run]) -> None:
    for name, one in releases.items():
        assert one.code == 0, one.out[-2000:]
        text = (place / name / "exercises" / ASSIGNMENT / NOTEBOOK).read_text("utf-8")
        assert not [secret for secret in ("key=", "HIDDEN", "MARK SCHEME", "61,000", ".points(") if secret in text]
    ours, stock = (tree(place / name / "exercises") for name in ("released", "stock"))
    assert ours == stock
    assert list(ours) == [f"{ASSIGNMENT}/{NOTEBOOK}"]


def test_nbgrader_says_that_the_released_exercise_is_sound(routes: Mapping[str, Route]) -> None:
    done = routes["validated"].run
    assert done.code == 0
    assert "Success! Your notebook passes all the tests." in done.out


def test_the_commands_end_well(routes: Mapping[str, Route], feedback: Mapping[str, Run]) -> None:
    assert routes["stock"].run.code == 0, routes["stock"].run.out[-2000:]
    assert routes["ours"].run.code == 0, routes["ours"].run.out[-2000:]
    assert {name: one.code for name, one in feedback.items()} == {"ours": 0, "by-nbgrader": 0}


@pytest.mark.parametrize("who", BY_STOCK)
def test_stock_nbgrader_gives_the_same_points(routes: Mapping[str, Route], who: str) -> None:
    assert routes["stock"].scores[who] == routes["ours"].scores[who]


@pytest.mark.parametrize("who", FAIR)
def test_both_of_our_routes_give_the_same_points(routes: Mapping[str, Route], who: str) -> None:
    assert routes["by-nbgrader"].scores[who] == routes["ours"].scores[who]


def graded(routes: Mapping[str, Route]) -> list[Route]:
    return [routes[name] for name in ("stock", "by-nbgrader", "ours")]


def test_model_answers_earn_everything_and_empty_forms_nothing(routes: Mapping[str, Route]) -> None:
    for route in graded(routes):
        assert total(route.scores["fair-model"]) == FULL
        assert total(route.scores["fair-empty"]) == 0
        assert 5 < total(route.scores["fair-half"]) < 30


def test_a_person_judges_what_a_person_must_judge(routes: Mapping[str, Route]) -> None:
    for route in graded(routes):
        for who in BY_STOCK:
            waiting = {cell for cell, score in route.scores[who].items() if score.waits}
            assert waiting == {"judge-versions", "judge-reflection"}


# --- whatever was sent -----------------------------------------------------------------------------------------------

CASES = tuple(cases())
OURS = ("ours", "by-nbgrader")
Wanted = Callable[[Case], bool]


def anything(_: Case) -> bool:
    return True


def each(wanted: Wanted = anything, by_nbgrader: Wanted = anything) -> pytest.MarkDecorator:
    """Try a test on every case and route."""
    rows = []
    for route in OURS:
        for case in CASES:
            if not wanted(case) or (route == "by-nbgrader" and not (case.for_nbgrader and by_nbgrader(case))):
                continue
            rows.append(pytest.param(route, case, id=f"{route}-{case.name}"))
    return pytest.mark.parametrize(("route", "case"), rows)


@each()
def test_what_can_be_graded_is_graded(routes: Mapping[str, Route], route: str, case: Case) -> None:
    given_points = routes[route].scores[case.name]
    automatic = {cell: score.auto for cell, score in given_points.items() if score.kind == "GradeCell"}
    assert None not in automatic.values(), routes[route].line(case.name)
    if case.points is not None:
        assert total(given_points) == case.points
    assert case.at_least <= total(given_points) <= FULL
    assert {cell for cell, score in given_points.items() if score.waits} == {"judge-versions", "judge-reflection"}


@each(lambda case: case.for_nbgrader)
def test_the_case_earns_the_same_on_both_routes(routes: Mapping[str, Route], route: str, case: Case) -> None:
    assert routes[route].scores[case.name] == routes["ours"].scores[case.name]


@each(lambda case: bool(case.says))
def test_a_plain_sentence_says_what_was_wrong(routes: Mapping[str, Route], route: str, case: Case) -> None:
    assert case.says in routes[route].first_cell(case.name)
    if route == "ours":
        assert case.says in routes[route].line(case.name)


@each(lambda case: case.name in {"odd-values", "null-bytes", "long-text", "added-loop"})
def test_nothing_is_said_where_nothing_was_wrong(routes: Mapping[str, Route], route: str, case: Case) -> None:
    assert routes[route].first_cell(case.name).startswith("# Exercise")


@pytest.mark.parametrize("case", [case for case in CASES if not case.for_nbgrader], ids=lambda case: case.name)
def test_what_nbgrader_cannot_reach_is_reported(routes: Mapping[str, Route], case: Case) -> None:
    said = routes["by-nbgrader"].run
    assert [row for row in said.out.splitlines() if case.name in row and ("WARNING" in row or "ERROR" in row)]


def test_every_submission_has_one_line_in_our_report(routes: Mapping[str, Route]) -> None:
    rows = routes["ours"].run.out.splitlines()
    for who in (*FAIR, *(case.name for case in CASES)):
        assert len([row for row in rows if f"  {ASSIGNMENT}  {who} " in row]) == 1
    assert rows[-1] == f"{len(FAIR) + len(CASES)} graded ({len(FAIR) + len(CASES)} new), 0 not graded."


def test_the_report_holds_nothing_that_steers_a_terminal(routes: Mapping[str, Route]) -> None:
    steering = {sign for sign in routes["ours"].run.out if ord(sign) < 32 or 127 <= ord(sign) < 160} - {"\n"}
    assert not steering


def test_nothing_that_was_sent_ran(place: Path, routes: Mapping[str, Route], listener: socket.socket) -> None:
    assert not list(place.rglob("ran-*"))
    assert not list(ROOT.glob("ran-*"))
    with pytest.raises(BlockingIOError):
        listener.accept()
    assert all(route.run.code >= 0 for route in routes.values()), "no command had to be stopped"


@pytest.mark.parametrize("route", OURS)
def test_what_was_sent_lies_there_unchanged(routes: Mapping[str, Route], route: str) -> None:
    after = tree(routes[route].folder / "submitted")
    changed = {
        name for name in after.keys() | routes[route].before.keys() if after.get(name) != routes[route].before.get(name)
    }
    assert not changed


def test_code_that_came_along_is_kept_for_reading(routes: Mapping[str, Route]) -> None:
    for route in OURS:
        said = routes[route].all_cells("added-loop")
        assert "Kept for reading; it was not run." in said
        assert "while True: pass" in said


@pytest.mark.parametrize("route", ["ours", "by-nbgrader"])
def test_no_other_file_of_this_computer_comes_along(
    routes: Mapping[str, Route], feedback: Mapping[str, Run], route: str
) -> None:
    assert feedback
    secret = Path("/etc/passwd").read_bytes().splitlines()[0]
    made = [path for name in ("autograded", "feedback") for path in (routes[route].folder / name).rglob("*")]
    assert not [path for path in made if path.is_file() and secret in path.read_bytes()]


# --- what a trainee gets back ----------------------------------------------------------------------------------------


class Acting(HTMLParser):
    """Collect whatever in a page could act by itself or call another host."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.text: list[str] = []
        self.read = True
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "iframe", "object", "embed", "form", "base", "meta", "link", "svg", "style"):
            self.found.append(f"<{tag} {[pair for pair in attrs if pair[0] in ('src', 'href', 'http-equiv')]}>")
        self.read = tag not in ("script", "style")
        for name, value in attrs:
            address = "".join((value or "").split()).lower()
            calls = name in ("src", "srcset", "background", "poster", "data") and not address.startswith("data:")
            if name.startswith("on") or calls or address.startswith(("javascript:", "vbscript:")):
                self.found.append(f"{tag} {name}={value}")

    def handle_endtag(self, tag: str) -> None:
        self.read = self.read or tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if self.read:
            self.text.append(data)


@each(by_nbgrader=lambda case: fnmatchcase(case.name, SOME))
def test_no_page_holds_anything_of_theirs_that_acts(
    routes: Mapping[str, Route], feedback: Mapping[str, Run], route: str, case: Case
) -> None:
    assert feedback
    of_ours = Acting(routes[route].page("fair-empty")).found
    assert Acting(routes[route].page(case.name)).found == of_ours


def test_their_words_are_shown_as_words(routes: Mapping[str, Route], feedback: Mapping[str, Run]) -> None:
    assert feedback
    shown = "".join(Acting(routes["ours"].page("markup-answers")).text)
    assert "<script>document.title='ran'</script>" in shown
    # What else stood in a notebook is for whoever grades; nbgrader's own page shows it, ours does not.
    shown = "".join(Acting(routes["by-nbgrader"].page("markup-cells")).text)
    assert shown.count("<img src=x onerror=document.title='ran'>") >= 5


@pytest.mark.parametrize("route", OURS)
def test_a_page_holds_answer_findings_reasons_and_points(
    routes: Mapping[str, Route], feedback: Mapping[str, Run], route: str
) -> None:
    assert feedback
    page = "".join(Acting(routes[route].page("fair-half")).text)
    for words in (HEARING, ARABIC, URDU, RUSSIAN, WHAT_IT_COST):
        assert words in page
    for finding in grave(HEARING):
        for words in (finding.advice, finding.why, finding.source):
            assert words in page
    points = routes[route].scores["fair-half"]
    for cell in ("points-then-140", "points-parts-order", "points-slips"):
        assert f"{points[cell].auto:g} of " in page


def grave(text: str) -> list[Finding]:
    """List what a page must say of a text: the first thing that each check found, of the gravest six checks."""
    found = review(questions(ASSIGNMENT)["then-140"].draft(text, {})).findings
    firsts = {one.check: one for one in reversed(found) if one.verdict != "good"}
    assert len(firsts) >= 3
    return sorted(firsts.values(), key=found.index)[:6]


@pytest.mark.parametrize("route", OURS)
@pytest.mark.parametrize("who", ["fair-empty", "fair-half", "fair-model"])
def test_no_page_holds_key_mark_scheme_or_hidden_tests(
    routes: Mapping[str, Route], feedback: Mapping[str, Run], route: str, who: str
) -> None:
    assert feedback
    page = routes[route].page(who)
    secrets = ("key=", "HIDDEN TESTS", "MARK SCHEME", "No marks for language", "would stop the same reader", ".points(")
    assert not [secret for secret in secrets if secret in page]
    shown = "".join(Acting(page).text)
    if who == "fair-empty":  # the words of an option appear only where somebody chose it
        assert "they do not show that" not in shown
        assert "116" not in shown


# --- what arrives ----------------------------------------------------------------------------------------------------


@pytest.fixture
def fresh(place: Path, given: Given, tmp_path: Path) -> Path:
    """A course in which the exercise is released and nobody has handed in."""
    assert given.released
    return Path(shutil.copytree(place / "released", tmp_path / "course"))


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def put(path: Path, content: Any, hour: int = 0) -> Path:
    """Put a file there as of an hour of one day."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(packed(content))
    os.utime(path, (1_770_000_000 + 3600 * hour,) * 2)
    return path


def by(given: Given, who: str | None, **changed: Any) -> dict[str, Any]:
    return given.replying(**changed) | {"who": who}


def took(course: Path, inbox: Path) -> dict[str, Arrived]:
    """Collect, and make sure that the inbox stays as it was."""
    before = {path: (path.lstat().st_mtime_ns, path.is_file() and path.read_bytes()) for path in inbox.rglob("*")}
    lines = list(collect(inbox, course / "submitted", course / "exercises"))
    after = {path: (path.lstat().st_mtime_ns, path.is_file() and path.read_bytes()) for path in inbox.rglob("*")}
    assert after == before
    assert len({line.file for line in lines}) == len(lines)
    return {line.file: line for line in lines}


def answered(course: Path, who: str, name: str = ANSWERS) -> Any:
    return json.loads((course / "submitted" / who / ASSIGNMENT / name).read_text("utf-8"))["answers"]


def test_files_are_known_by_what_stands_in_them(fresh: Path, inbox: Path, given: Given) -> None:
    put(inbox / "answers (2).json", by(given, "amber-heron"))
    put(inbox / "mail" / "answers.json.txt", by(given, "quiet-otter", reply="silence"))
    put(inbox / "brisk-lynx" / "Untitled (3).ipynb", with_copies(given))
    put(inbox / "calm-ibis" / ASSIGNMENT / "work", by(given, None))
    put(inbox / "photo.jpg", bytes(range(256)))
    lines = took(fresh, inbox)
    assert {name: (line.state, line.who) for name, line in lines.items()} == {
        "answers (2).json": ("taken", "amber-heron"),
        "mail/answers.json.txt": ("taken", "quiet-otter"),
        "brisk-lynx/Untitled (3).ipynb": ("taken", "brisk-lynx"),
        f"calm-ibis/{ASSIGNMENT}/work": ("taken", "calm-ibis"),
        "photo.jpg": ("refused", ""),
    }
    assert lines["photo.jpg"].why
    assert answered(fresh, "quiet-otter")["reply"] == "silence"
    assert answered(fresh, "brisk-lynx") == given.model["answers"]
    assert toolkit(fresh, "grade") == 0
    assert {who: total(row) for who, row in scores(fresh).items()} == {
        "amber-heron": FULL,
        "quiet-otter": FULL - 2,
        "brisk-lynx": FULL,
        "calm-ibis": FULL,
    }


def test_the_newest_version_counts_and_the_earlier_one_is_kept(fresh: Path, inbox: Path, given: Given) -> None:
    put(inbox / "a" / "answers.json", by(given, "amber-heron", reply="source"), hour=2)
    put(inbox / "b" / "answers.json", by(given, "amber-heron", reply="new"), hour=1)
    took(fresh, inbox)
    assert answered(fresh, "amber-heron")["reply"] == "source"
    assert answered(fresh, "amber-heron", "earlier/answers-1.json")["reply"] == "new"


def test_collecting_twice_changes_nothing(fresh: Path, inbox: Path, given: Given) -> None:
    put(inbox / "a.json", by(given, "amber-heron"), hour=1)
    put(inbox / "b.json", by(given, "amber-heron", reply="new"), hour=2)
    put(inbox / "c.json", by(given, None))
    put(inbox / "d.json", b"{")
    took(fresh, inbox)
    once = tree(fresh / "submitted")
    again = took(fresh, inbox)
    assert [line.state for line in again.values()].count("taken") == 0
    assert again["a.json"].state == again["b.json"].state == "same"
    assert tree(fresh / "submitted") == once


def test_an_older_file_that_arrives_later_does_not_win(fresh: Path, inbox: Path, given: Given) -> None:
    put(inbox / "new.json", by(given, "amber-heron", reply="source"), hour=9)
    took(fresh, inbox)
    put(inbox / "found in the spam folder.json", by(given, "amber-heron", reply="new"), hour=1)
    took(fresh, inbox)
    assert answered(fresh, "amber-heron")["reply"] == "source"
    assert answered(fresh, "amber-heron", "earlier/answers-1.json")["reply"] == "new"


def test_going_back_to_an_earlier_answer_is_possible(fresh: Path, inbox: Path, given: Given) -> None:
    for hour, reply in ((1, "source"), (2, "new"), (3, "source")):
        put(inbox / f"{hour}.json", by(given, "amber-heron", reply=reply), hour)
        took(fresh, inbox)
    assert answered(fresh, "amber-heron")["reply"] == "source"


def test_an_empty_form_does_not_take_the_place_of_answers(fresh: Path, inbox: Path, given: Given) -> None:
    put(inbox / "a.json", by(given, "amber-heron"), hour=1)
    put(inbox / "b.json", by(given, "amber-heron") | {"answers": {}}, hour=2)
    assert took(fresh, inbox)["b.json"].state == "doubtful"
    assert answered(fresh, "amber-heron") == given.model["answers"]


def test_without_a_code_name_a_file_is_doubtful(fresh: Path, inbox: Path, given: Given) -> None:
    put(inbox / "answers.json", by(given, None))
    put(inbox / "Maria Smith" / "answers.json", by(given, ""))
    put(inbox / "x.ipynb", with_copies(given))
    for line in took(fresh, inbox).values():
        assert (line.state, line.who) == ("doubtful", "")
        assert "No code name in it." in line.why
    assert not (fresh / "submitted").exists()


WHO = ("../../etc", "..", "/etc", "amber-heron/../../x", "amber-heron\n", "amber-heron\x00", "Amber-Heron", "a" * 300)
WHERE = ("../../etc", "/etc", "..", "tweet-rewriting/../x", "tweet-rewriting\x00", "no-such-session", "\x1b[2J", "")
CALLED = (
    "\x1b]0;ran\x07.json",
    "line\nbreak.json",
    "-rf.json",
    "%2e%2e%2fx.json",
    "a\u202egpj.json",
    "*.json",
    "~.json",
)


@pytest.mark.parametrize("number", [b"1e999", b"-1e999"])
def test_a_number_without_bounds_stops_nobody(fresh: Path, inbox: Path, given: Given, number: bytes) -> None:
    put(inbox / "a.json", packed(by(given, "amber-heron")).replace(b'"116"', number))
    put(inbox / "calm-ibis" / "a.ipynb", with_copies(given, room_left=float("nan")))
    put(inbox / "z.json", by(given, "quiet-otter"), hour=1)
    assert took(fresh, inbox)["z.json"].state == "taken"


def test_hostile_names_stay_in_their_place(fresh: Path, inbox: Path, given: Given, tmp_path: Path) -> None:
    for number, who in enumerate(WHO):
        put(inbox / f"who-{number}.json", by(given, who))
    for number, where in enumerate(WHERE):
        put(inbox / f"where-{number}.json", by(given, "amber-heron") | {"assignment": where})
    for number, name in enumerate(CALLED):
        put(inbox / f"calm-ibis-{number}" / name, by(given, None, room_left=str(number)))
    before = tree(tmp_path)
    lines = took(fresh, inbox)
    assert {line.state for name, line in lines.items() if name.startswith("who-")} == {"doubtful"}
    assert {line.state for name, line in lines.items() if name.startswith("where-")} == {"refused"}
    assert all(line.why for line in lines.values())
    new = tree(tmp_path).keys() - before.keys()
    assert {Path(name).parts[:3] for name in new} == {
        ("course", "submitted", f"calm-ibis-{number}") for number in range(len(CALLED))
    }
    assert {Path(name).name for name in new} == {ANSWERS, NOTEBOOK}


def test_the_list_of_what_arrived_steers_no_terminal(
    fresh: Path, inbox: Path, given: Given, capsys: pytest.CaptureFixture[str]
) -> None:
    put(inbox / "calm-ibis" / CALLED[0], by(given, None))
    put(inbox / "where.json", by(given, "amber-heron") | {"assignment": "\x1b[2J"})
    assert toolkit(fresh, "collect", str(inbox)) == 0
    assert not {sign for sign in capsys.readouterr().out if ord(sign) < 32} - {"\n"}


def test_no_name_writes_a_line_of_its_own(
    fresh: Path, inbox: Path, given: Given, capsys: pytest.CaptureFixture[str]
) -> None:
    put(inbox / "calm-ibis" / "x\ntaken     y.json", by(given, None))
    assert toolkit(fresh, "collect", str(inbox)) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_a_name_that_is_not_utf_8_is_listed_as_well(
    fresh: Path, inbox: Path, given: Given, capsys: pytest.CaptureFixture[str]
) -> None:
    path = os.fsencode(inbox) + b"/r\xe9sum\xe9.json"
    Path(os.fsdecode(path)).write_bytes(packed(by(given, "amber-heron")))
    assert toolkit(fresh, "collect", str(inbox)) == 0
    assert "1 taken, 0 same, 0 doubtful, 0 refused" in capsys.readouterr().out


def test_a_damaged_file_that_is_already_there_is_kept_as_earlier(fresh: Path, inbox: Path, given: Given) -> None:
    put(fresh / "submitted" / "amber-heron" / ASSIGNMENT / ANSWERS, b"\xff\xfe")
    put(inbox / "a.json", by(given, "amber-heron"), hour=1)
    put(inbox / "b.json", by(given, "quiet-otter"))
    assert {line.state for line in took(fresh, inbox).values()} == {"taken"}
    assert (fresh / "submitted/amber-heron" / ASSIGNMENT / "earlier/answers-1.json").read_bytes() == b"\xff\xfe"


def test_the_list_says_how_many_of_what(
    fresh: Path, inbox: Path, given: Given, capsys: pytest.CaptureFixture[str]
) -> None:
    put(inbox / "a.json", by(given, "amber-heron"))
    put(inbox / "b.json", b"{")
    assert toolkit(fresh, "collect", str(inbox)) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "1 taken, 0 same, 0 doubtful, 1 refused"
    assert toolkit(fresh, "collect", str(inbox / "nowhere")) == 2
    assert capsys.readouterr().err.startswith("There is no folder")


# --- grading again ---------------------------------------------------------------------------------------------------


@pytest.fixture
def two(fresh: Path, given: Given) -> Path:
    """A course in which two people have handed in and been graded."""
    hand_in(fresh, "amber-heron", sent(given))
    hand_in(fresh, "quiet-otter", sent(given, answers=half_right(given)))
    assert toolkit(fresh, "grade") == 0
    return fresh


def replace_answers(course: Path, who: str, content: Any) -> None:
    (course / "submitted" / who / ASSIGNMENT / ANSWERS).write_bytes(packed(content))


def test_grading_twice_grades_nothing_anew(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = scores(two), tree(two / "autograded")
    capsys.readouterr()
    assert toolkit(two, "grade") == 0
    assert capsys.readouterr().out.splitlines()[-1] == "2 graded (0 new), 0 not graded."
    assert (scores(two), tree(two / "autograded")) == before


def test_what_a_person_gave_survives(two: Path) -> None:
    with Gradebook(f"sqlite:///{two}/gradebook.db") as gradebook:
        for cell in ("judge-reflection", "points-hostile"):
            grade = gradebook.find_grade(cell, ASSIGNMENT, ASSIGNMENT, "quiet-otter")
            grade.manual_score, grade.needs_manual_grade = 2.5, False
        comment = gradebook.find_comment("judge-reflection", ASSIGNMENT, ASSIGNMENT, "quiet-otter")
        comment.manual_comment = "Whom did you think of?"
        gradebook.db.commit()
    assert toolkit(two, "grade", "--force") == 0
    once = scores(two)
    assert once["quiet-otter"]["judge-reflection"] == Score("TaskCell", None, 2.5, False)
    assert (once["quiet-otter"]["points-hostile"].manual, once["quiet-otter"]["points-hostile"].auto) == (2.5, 0.0)
    # Rows of ours are rows to nbgrader, and the other way round.
    done = run(two, "nbgrader", "autograde", ASSIGNMENT, "--force")
    assert done.code == 0, done.out[-2000:]
    assert scores(two) == once
    assert toolkit(two, "grade", "--force") == 0
    assert scores(two) == once
    with Gradebook(f"sqlite:///{two}/gradebook.db") as gradebook:
        comment = gradebook.find_comment("judge-reflection", ASSIGNMENT, ASSIGNMENT, "quiet-otter")
        assert comment.comment == "Whom did you think of?"


def test_a_changed_answer_is_graded_again(two: Path, given: Given, capsys: pytest.CaptureFixture[str]) -> None:
    replace_answers(two, "quiet-otter", given.answers)
    capsys.readouterr()
    assert toolkit(two, "grade") == 0
    assert capsys.readouterr().out.splitlines()[-1] == "2 graded (1 new), 0 not graded."
    assert total(scores(two)["quiet-otter"]) == FULL


def test_a_stop_between_notebook_and_gradebook_is_made_good(
    two: Path, given: Given, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    replace_answers(two, "quiet-otter", given.answers)
    with monkeypatch.context() as patch:
        patch.setattr(single, "save", stopped)
        assert toolkit(two, "grade") == 130, "Stopped by the person at the keyboard."
    assert toolkit(two, "grade") == 0
    assert total(scores(two)["quiet-otter"]) == FULL


def test_killed_in_the_middle_and_begun_again_ends_alike(fresh: Path, given: Given, tmp_path: Path) -> None:
    for number in range(30):
        answers = half_right(given) if number % 3 else given.answers
        hand_in(fresh, f"heron-{number:02}", sent(given, answers=answers))
    other = shutil.copytree(fresh, tmp_path / "undisturbed")
    command = [sys.executable, "-u", "-m", "toolkit", "grade"]
    with subprocess.Popen(command, cwd=fresh, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout and process.stdout.readline()
        process.kill()
    assert len(scores(fresh)) < 30
    assert toolkit(fresh, "grade") == toolkit(other, "grade") == 0
    assert scores(fresh) == scores(other)
    assert len(scores(fresh)) == 30
    assert tree(fresh / "autograded") == tree(other / "autograded")


# --- one submission never stops the others ---------------------------------------------------------------------------


def test_half_a_character_in_a_name_stops_nobody(fresh: Path, given: Given, capsys: pytest.CaptureFixture[str]) -> None:
    hand_in(fresh, "amber-heron", sent(given, answers=given.answers | {"assignment": "a\ud800b"}))
    hand_in(fresh, "quiet-otter", sent(given))
    assert toolkit(fresh, "grade") == 0
    assert total(scores(fresh)["quiet-otter"]) == FULL
    assert "2 graded (2 new), 0 not graded." in capsys.readouterr().out


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
@pytest.mark.parametrize("name", [ANSWERS])
def test_a_named_pipe_keeps_nobody_waiting(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)
    reading = threading.Thread(target=read_submission, args=(tmp_path, ASSIGNMENT), daemon=True)
    reading.start()
    reading.join(2)
    waits = reading.is_alive()
    if waits:  # let go of it
        os.close(os.open(tmp_path / name, os.O_WRONLY | os.O_NONBLOCK))
        reading.join(5)
    assert not waits


def test_what_cannot_be_done_yet_is_said_in_a_sentence(
    fresh: Path, inbox: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert toolkit(fresh, "grade", "no-such-thing") == 2
    assert "is not released yet" in capsys.readouterr().err
    assert toolkit(inbox, "grade", ASSIGNMENT) == 2
    assert "lies among what was sent" in capsys.readouterr().err
    assert toolkit(tmp_path, "grade", ASSIGNMENT) == 2
    assert "is not a course" in capsys.readouterr().err


def test_feedback_before_grading_is_said_in_a_sentence(fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert toolkit(fresh, "feedback", ASSIGNMENT) == 2
    assert capsys.readouterr().err.strip()

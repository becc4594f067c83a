"""Hundreds of broken and hostile submissions among a few honest ones: does any run, stop, hide or change another?"""

import csv
import json
import os
import shutil
import socket
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from browser import Lab, elsewhere
from courses import ROOT, gradebook_of
from hostile import ANSWERS, ASSIGNMENT, Given, packed, write
from hostile_files import can_name
from hostile_many import EXERCISES, HONEST, SECRET, Sent, honest, lay, many, sample
from hostile_words import RAN, WORDS
from nbgrader.api import Gradebook
from playwright.sync_api import Browser, Page, expect
from test_feedback import Tags

from toolkit.facilitator.cohort.overview import begin, cohort_page
from toolkit.facilitator.collecting.around import NOBODYS
from toolkit.facilitator.collecting.collect import Arrived, collect, plain
from toolkit.facilitator.collecting.report import write_report
from toolkit.facilitator.desk.collecting import Collect
from toolkit.facilitator.desk.mentor import Mentor
from toolkit.facilitator.desk.reading import Read
from toolkit.facilitator.grading.batch import Graded, grade_with
from toolkit.facilitator.grading.feedback import Page as Made
from toolkit.facilitator.grading.feedback import feedback
from toolkit.facilitator.grading.lms import export
from toolkit.facilitator.grading.mentoring import Asked, queue
from toolkit.facilitator.grading.records import records
from toolkit.facilitator.grading.release import release

SOAK = bool(os.environ.get("SOAK"))  # all of them, which takes minutes
SAMPLE, SHOWN = 40, 8
TRAP = "ran-here"
nbgrader, browser = pytest.mark.nbgrader, pytest.mark.browser

# --- what nobody may do ------------------------------------------------------------------------------------------

DEEDS = (
    *("os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty", "subprocess.Popen", "pty.spawn"),
    *("socket.connect", "socket.getaddrinfo", "ctypes.dlopen", "ctypes.string_at", "pickle.find_class"),
)
_noticed: list[str] | None = None


def _notice(event: str, args: tuple[Any, ...]) -> None:
    """Note what Python itself tells of: text turned into code, a process, a call, a look where none belongs."""
    if _noticed is None:
        return
    is_theirs = event == "compile" and TRAP in repr(args[0])
    if event in DEEDS or is_theirs or (event == "open" and args[0] == str(SECRET)):
        _noticed.append(f"{event} {args!r:.300}")


@contextmanager
def watching() -> Iterator[list[str]]:
    """Notice what is done in this process meanwhile."""
    global _noticed
    _noticed = []
    try:
        yield _noticed
    finally:
        _noticed = None


# --- one course with them, one without ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Ended:
    """What came of everything in an inbox; `graded` and `made` by exercise and code name."""

    folder: Path
    lines: tuple[Arrived, ...]
    graded: Mapping[tuple[str, str], Graded]
    made: Mapping[tuple[str, str], Made]
    seconds: Mapping[str, float]

    @property
    def state(self) -> dict[str, Any]:
        """All that it left in the course's folder, to compare."""
        files = {str(path.relative_to(self.folder)): path for path in self.folder.rglob("*") if not path.is_dir()}
        return {
            name: (path.lstat().st_mtime_ns if "submitted" in name else 0, _content(path))
            for name, path in files.items()
            if path.name != "gradebook.db"
        } | {"gradebook": seen(self.folder)}


def _content(path: Path) -> Any:
    return path.readlink() if path.is_symlink() else path.read_bytes()


def seen(folder: Path) -> dict[tuple[str, str, str], Any]:
    """Read the gradebook: points by code name, exercise and cell, and what was recorded."""
    with Gradebook(gradebook_of(folder), "hashtag-to-action") as book:
        found: dict[tuple[str, str, str], Any] = {
            (row.student.id, name, grade.name): (grade.auto_score, grade.manual_score, grade.max_score)
            for name in EXERCISES
            for row in book.assignment_submissions(name)
            for notebook in row.notebooks
            for grade in notebook.grades
        }
        return found | {(one.who, one.assignment, ""): one for one in records(book)}


def work_through(folder: Path, inbox: Path) -> Ended:
    """Do all that a facilitator does, from what arrived to the pages that go out."""
    graded: dict[tuple[str, str], Graded] = {}
    made: dict[tuple[str, str], Made] = {}
    since, seconds = time.monotonic(), dict[str, float]()
    lines = tuple(collect(inbox, folder / "submitted", folder / "exercises"))
    seconds["collect"] = time.monotonic() - since
    for name in EXERCISES:
        graded |= {(name, line.who): line for line in grade_with(None, folder, name)}
    seconds["grade"] = time.monotonic() - since
    for name in EXERCISES:
        made |= {(name, page.who): page for page in feedback(folder, name)}
    seconds["feedback"] = time.monotonic() - since
    (folder / "cohort.html").write_text(cohort_page(folder, names=True), "utf-8")
    export(folder, folder / "points.csv")
    write_report(lines, folder / "collected.csv")
    seconds["all"] = time.monotonic() - since
    return Ended(folder, lines, graded, made, seconds)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder below which everything here happens, so that whatever escapes is found."""
    return tmp_path_factory.mktemp("hostile")


@pytest.fixture(scope="module")
def listener() -> Iterator[socket.socket]:
    """Somebody whom no submission may reach."""
    with socket.socket() as waiting:
        waiting.bind(("127.0.0.1", 0))
        waiting.listen()
        waiting.setblocking(False)
        yield waiting


@pytest.fixture(scope="module")
def released(place: Path) -> Path:
    """A course with all exercises released."""
    folder = place / "released"
    unneeded = shutil.ignore_patterns(".ipynb_checkpoints", "answers*.json", "my-work")
    shutil.copytree(ROOT / "solutions", folder / "solutions", ignore=unneeded)
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    for name in EXERCISES:
        assert release(folder, name) == []
    return folder


@pytest.fixture(scope="module")
def given(place: Path, released: Path, listener: socket.socket) -> Mapping[str, Given]:
    trap = f"open('{TRAP}', 'w').close(); open({str(place / 'ran-absolute')!r}, 'w').close()"
    return {name: _given(released, name, trap, listener.getsockname()[1]) for name in EXERCISES}


def _given(course: Path, name: str, trap: str, port: int) -> Given:
    notebook = json.loads((course / "exercises" / name / f"{name}.ipynb").read_text("utf-8"))
    model = json.loads((course / "solutions" / name / "model-answers.json").read_text("utf-8"))
    return Given(notebook, model, trap, port)


@pytest.fixture(scope="module")
def everything(place: Path) -> list[Sent]:
    (place / "names").mkdir()
    return many(place / "names")


@pytest.fixture(scope="module")
def sent(everything: list[Sent]) -> list[Sent]:
    """Those that are tried here."""
    return everything if SOAK else sample(everything, SAMPLE)


@pytest.fixture(scope="module")
def alone(place: Path, released: Path, given: Mapping[str, Given]) -> Ended:
    """The honest ones by themselves."""
    lay(place / "inbox-alone", honest(given))
    return work_through(Path(shutil.copytree(released, place / "alone")), place / "inbox-alone")


@pytest.fixture(scope="module")
def among(place: Path, released: Path, given: Mapping[str, Given], sent: list[Sent]) -> tuple[Ended, list[str]]:
    """The same ones with all others: in the inbox, and, as if somebody had sorted by hand, in `submitted` itself."""
    folder, inbox = Path(shutil.copytree(released, place / "among")), place / "inbox"
    lay(inbox, honest(given))
    for one in sent:
        lay(inbox, one.inbox(given[one.bad.exercise]))
        if not one.bad.as_it_is:
            raw = folder / "submitted" / one.by_hand / one.bad.exercise
            raw.mkdir(parents=True)
            write(raw, one.bad.files(given[one.bad.exercise], one.by_hand))
    sys.addaudithook(_notice)
    with watching() as noticed:
        return work_through(folder, inbox), noticed


@pytest.fixture(scope="module")
def ended(among: tuple[Ended, list[str]]) -> Ended:
    return among[0]


@nbgrader
def test_there_are_enough_of_them(everything: list[Sent], given: Mapping[str, Given]) -> None:
    assert len(everything) >= 200
    assert len({one.bad.name for one in everything}) == len(everything)
    again = sample(everything, SAMPLE)
    assert [one.bad.name for one in again] == [one.bad.name for one in sample(everything, SAMPLE)]
    assert len({one.bad.kind for one in again}) == len({one.bad.kind for one in everything})


@nbgrader
def test_the_honest_ones_have_what_they_have_alone(alone: Ended, ended: Ended) -> None:
    assert len(alone.graded) == len(alone.made) == 5 + len(EXERCISES)
    assert {who for _, who in alone.graded} == set(HONEST)
    before, after = seen(alone.folder), seen(ended.folder)
    assert {key: after[key] for key in before} == before
    for key, page in alone.made.items():
        assert page.path and ended.made[key].path
        assert ended.made[key].path.read_bytes() == page.path.read_bytes()
        name, who = key
        one, other = (each.folder / "autograded" / who / name / f"{name}.ipynb" for each in (alone, ended))
        assert one.read_bytes() == other.read_bytes()


@nbgrader
def test_nothing_that_was_sent_ran(place: Path, among: tuple[Ended, list[str]], listener: socket.socket) -> None:
    assert among[1] == []
    assert not [*place.rglob("ran-*"), *ROOT.glob("ran-*"), *Path.cwd().glob("ran-*")]
    with pytest.raises(BlockingIOError):
        listener.accept()


@nbgrader
def test_every_file_has_a_line(place: Path, ended: Ended, sent: list[Sent]) -> None:
    names = [line.file for line in ended.lines]
    assert len(set(names)) == len(names)
    inbox = place / "inbox"
    files = [path.relative_to(inbox) for path in inbox.rglob("*") if path.is_symlink() or not path.is_dir()]
    begun = [plain(str(path))[:70] for path in files if not any(map(NOBODYS.fullmatch, path.parts))]
    assert len(begun) >= len(sent)
    assert not [name for name in begun if not any(line.startswith(name) for line in names)]
    assert all(line.why for line in ended.lines if line.state in ("doubtful", "refused"))


@nbgrader
def test_the_list_says_what_became_of_each(ended: Ended, sent: list[Sent]) -> None:
    for one in sent:
        mine = [line for line in ended.lines if line.file.startswith((one.who, f"{one.number:03}"))]
        states = {line.state for line in mine}
        assert mine, one.bad.name
        if one.bad.state == "taken":
            assert [line.who for line in mine if line.state == "taken"][:1] == [one.who], one.bad.name
        elif one.bad.state:
            assert states == {one.bad.state}, (one.bad.name, mine)


@nbgrader
def test_every_one_that_was_taken_is_graded_and_answered(ended: Ended, sent: list[Sent]) -> None:
    taken = {(line.assignment, line.who) for line in ended.lines if line.state == "taken"}
    by_hand = {(one.bad.exercise, one.by_hand) for one in sent if not one.bad.as_it_is}
    assert set(ended.graded) == set(ended.made) == taken | by_hand
    assert not [line for line in ended.graded.values() if line.points is None]
    assert not [page for page in ended.made.values() if page.path is None]
    for (_, exercise, cell), points in seen(ended.folder).items():
        if cell.startswith("points-"):
            assert points[0] is not None and 0 <= points[0] <= points[2], (exercise, cell)


@nbgrader
def test_what_was_forged_earns_nothing_more(alone: Ended, ended: Ended, sent: list[Sent]) -> None:
    for one in sent:
        full = alone.graded[one.bad.exercise, "amber-heron"].points
        assert full
        for who in (one.who, one.by_hand):
            line = ended.graded.get((one.bad.exercise, who))
            if line and one.bad.share is not None:
                assert line.points == one.bad.share * full, one.bad.name


@nbgrader
def test_no_page_holds_anything_of_theirs_that_acts(ended: Ended) -> None:
    ours: set[str] = set()
    for (_, who), page in ended.made.items():
        assert page.path
        tags = Tags(page.path.read_text("utf-8"))
        if who in HONEST:
            ours |= {tag for tag, _ in tags.seen}
        assert not [name for _, about in tags.seen for name in about if name.startswith("on") or name == "src"]
        assert all((about["href"] or "").startswith("#") for tag, about in tags.seen if tag == "a")
    assert "script" not in ours
    for page in ended.made.values():
        assert page.path
        assert {tag for tag, _ in Tags(page.path.read_text("utf-8")).seen} <= ours
    cohort = (ended.folder / "cohort.html").read_text("utf-8")
    assert RAN not in cohort and "example.org" not in cohort


@nbgrader
def test_the_tables_compute_nothing(ended: Ended) -> None:
    for name in ("points.csv", "collected.csv"):
        with (ended.folder / name).open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert not [cell for cell in cells if cell.lstrip()[:1] in tuple("=+-@") or len(cell.splitlines()) > 1]
    with (ended.folder / "points.csv").open(encoding="utf-8-sig", newline="") as file:
        people = [row[0] for row in csv.reader(file)][1:]
    assert set(people) == {who for _, who in ended.graded}


@nbgrader
def test_once_more_changes_nothing(place: Path, ended: Ended) -> None:
    before = ended.state
    again = work_through(ended.folder, place / "inbox")
    assert not [line for line in again.lines if line.state == "taken"]
    assert len(again.lines) == len(ended.lines)
    assert not [line for line in again.graded.values() if line.new]
    after = again.state
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert changed == {"collected.csv"}  # it says "same" where it said "taken"


@nbgrader
def test_the_mentors_queue_holds_what_was_asked(ended: Ended, sent: list[Sent]) -> None:
    asked = {(one.assignment, one.who): one.question for one in queue(ended.folder)}
    assert asked.keys() <= ended.graded.keys()
    for one in sent:
        if one.bad.kind == "words":
            assert asked[one.bad.exercise, one.by_hand] == whole(WORDS[one.bad.name.split(":")[1]].strip())


def whole(words: str) -> str:
    """Join the two halves of a character where they stand side by side, as every reader of JSON does."""
    return words.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


# --- what lies in `submitted` because somebody sorted by hand -----------------------------------------------------


@pytest.fixture
def fresh(released: Path, tmp_path: Path) -> Path:
    """A course in which nobody has handed in; its folder is called as people call theirs."""
    return Path(shutil.copytree(released, tmp_path / "Spring [2027] {x} (2)"))


def by_hand(course: Path, who: str, given: Given, **beside: bytes) -> Path:
    folder = course / "submitted" / who / given.model["assignment"]
    folder.mkdir(parents=True)
    write(folder, {ANSWERS: packed(given.answers), **{f"{name}.txt": content for name, content in beside.items()}})
    return folder


MARKUP = "<img src=x onerror=ran(1)>"  # nbgrader's own pages write names as they are
ODD = (
    *(MARKUP, "=1+1", "{0.__class__}", "%s", "[a-z]*", "'; drop table grade;--", "-rf", " ", "Anna Smith"),
    *("a\x1b[2Jb", "line\nbreak", "a\u202eb", "a\u200bb", "\x85", os.fsdecode(b"r\xe9sum\xe9")),
)


@nbgrader
def test_what_a_folder_is_called_stops_nobody(fresh: Path, given: Mapping[str, Given]) -> None:
    odd = [name for name in ODD if can_name(fresh, name)]
    for name in ("amber-heron", "alice", "anna@example.org", *odd):
        by_hand(fresh, name, given[ASSIGNMENT])
    lines = {line.who: line for line in grade_with(None, fresh, ASSIGNMENT)}
    assert {who for who, line in lines.items() if line.points is None} == set(odd)
    assert len(lines) == 3 + len(odd)
    assert all("Rename it" in lines[name].notes[0] for name in odd)
    assert len([page for page in feedback(fresh, ASSIGNMENT) if page.path]) == 3
    assert "<img" not in cohort_page(fresh, names=True)
    assert export(fresh, fresh / "points.csv") == 3


@nbgrader
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_pipes_links_and_half_characters_keep_no_mentor_waiting(
    fresh: Path, given: Mapping[str, Given], tmp_path: Path
) -> None:
    tweet = given[ASSIGNMENT]
    (tmp_path / "other.json").write_bytes(packed(tweet.replying(to_my_mentor="whose?")))
    for who, spoil in (("linked-lynx", Path.symlink_to), ("piped-ibis", lambda path, _: os.mkfifo(path))):
        place = by_hand(fresh, who, tweet) / ANSWERS
        place.unlink()
        spoil(place, tmp_path / "other.json")
    half = by_hand(fresh, "half-heron", tweet) / ANSWERS
    half.write_bytes(packed(tweet.replying(to_my_mentor="\ud83d <b>?", what_it_cost="\udc00")))
    asking = threading.Thread(target=lambda: asked.extend(queue(fresh)), daemon=True)
    asked: list[Asked] = []
    asking.start()
    asking.join(10)
    assert [one.who for one in asked] == ["half-heron"]
    assert len([line for line in grade_with(None, fresh, ASSIGNMENT) if line.points is not None]) == 3
    mentor, reading = Mentor(fresh), Read(fresh)
    mentor.begin()
    reading.exercise.value = ASSIGNMENT
    reading.begin()
    for value in (mentor.question.value, reading.answer.value):
        assert value.encode()  # a browser takes nothing else


@nbgrader
@pytest.mark.parametrize(
    "name", ["क" * 130 + ".json", "a\0b", "\ud83d.json", "..", "a/../..", "C:\\x\\y.json", "." * 9, ""]
)
def test_whatever_a_chosen_file_is_called_it_is_kept(tmp_path: Path, name: str) -> None:
    desk = Collect(tmp_path)
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "y.json").symlink_to(tmp_path / "elsewhere")
    for content in (b"1", b"2"):
        desk._chosen({"new": [{"name": name, "content": content}]})
    kept = [path.read_bytes() for path in (tmp_path / "inbox").iterdir() if not path.is_symlink()]
    assert sorted(kept) == [b"1", b"2"]
    assert [path.name for path in tmp_path.iterdir()] == ["inbox"]


# --- in a browser ------------------------------------------------------------------------------------------------

# Whatever in a page could act by itself, or ask somebody for something, and is not ours.
ACTING = """() => [...document.querySelectorAll('*')].flatMap(node => [...node.attributes].filter(about => {
  const value = about.value.replace(/[\\s\\x00-\\x1f]/g, '').toLowerCase();
  const leads = ['href', 'src', 'srcset', 'action', 'formaction', 'data', 'background', 'poster', 'xlink:href'];
  return about.name.startsWith('on') && value.includes('ran') || about.name === 'srcdoc'
    || leads.includes(about.name) && /^(javascript:(?!void|;|$)|vbscript:|data:text)|example\\.org/.test(value)
    || about.name === 'style' && value.includes('example.org');
}).map(about => `${node.tagName} ${about.name}=${about.value}`))
.concat([...document.querySelectorAll('script, style, iframe, object, embed, base, form')]
  .filter(node => /ran\\(1\\)|example\\.org\\/seen/.test(node.outerHTML) && node.type !== 'application/json')
  .map(node => node.outerHTML.slice(0, 200)))"""


@pytest.fixture
def acted(chromium: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page that lets every script run which is in it, and what was done or asked for while it was open."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, bypass_csp=True)
    done: list[str] = []
    context.expose_function("ran", lambda *words: done.append(f"ran {words}"))
    context.on("request", lambda request: done.append(request.url) if away(request.url) else None)
    context.on("dialog", lambda dialog: (done.append(f"said {dialog.message}"), dialog.dismiss()))
    context.on("console", lambda line: done.append(f"wrote {line.text}") if line.text == "ran" else None)
    yield context.new_page(), done
    context.close()


def away(address: str) -> bool:
    return elsewhere(address) and not address.startswith("file:")


def show(acted: tuple[Page, list[str]], address: str) -> Page:
    """Open a page, and see that nothing of theirs acts in it."""
    page, _ = acted
    page.goto(address)
    still(acted)
    return page


def still(acted: tuple[Page, list[str]]) -> None:
    page, done = acted
    assert page.evaluate(ACTING) == []
    assert done == []
    assert page.title() != "ran"


@pytest.fixture(scope="module")
def shown(everything: list[Sent]) -> list[Sent]:
    """Those that are looked at in a browser: of words that mean harm more than of other kinds."""
    if SOAK:
        return everything
    worded = [one for one in everything if one.bad.kind == "words" and one.bad.exercise == ASSIGNMENT]
    others = [one for one in everything if one.bad.kind in ("format", "called", "who")]
    return [*sample(worded, SHOWN - 3), *sample(others, 3)]


@pytest.fixture(scope="module")
def desk(facilitator_lab: Lab, released: Path, given: Mapping[str, Given], shown: list[Sent]) -> Ended:
    """The course that the browser sees, with everything graded in it."""
    folder, inbox = facilitator_lab.folder, facilitator_lab.folder / "inbox"
    for name in ("exercises", "solutions"):
        shutil.copytree(released / name, folder / name, dirs_exist_ok=True)
    shutil.copy(released / "gradebook.db", folder)
    lay(inbox, honest(given))
    for one in shown:
        lay(inbox, one.inbox(given[one.bad.exercise]))
        if not one.bad.as_it_is and one.bad.state != "taken":
            by_hand_ = folder / "submitted" / one.by_hand / one.bad.exercise
            by_hand_.mkdir(parents=True)
            write(by_hand_, one.bad.files(given[one.bad.exercise], one.by_hand))
    by_hand(folder, MARKUP, given[ASSIGNMENT])
    ended = work_through(folder, inbox)
    begin(folder, 8, date(2027, 1, 11))
    return ended


@browser
@pytest.mark.parametrize("name", ["script", "title", "onerror", "svg", "closing", "frames", "style", "form", "fences"])
def test_whatever_acts_is_noticed(acted: tuple[Page, list[str]], name: str) -> None:
    """Counter-test: the words themselves, not escaped."""
    page, done = acted
    page.route("**/seen*", lambda route: route.abort())  # that it was asked for is enough
    page.set_content(f"<base href='http://127.0.0.1:9/'><p>{WORDS[name]}</p>")
    page.wait_for_timeout(100)
    assert done
    assert name == "title" or page.evaluate(ACTING)


@browser
def test_nothing_acts_on_a_page_that_goes_out(desk: Ended, acted: tuple[Page, list[str]]) -> None:
    made = [page.path for page in desk.made.values() if page.path and page.who not in HONEST]
    assert made
    for path in (*made, desk.folder / "cards.html", desk.folder / "cohort.html"):
        page = show(acted, f"file://{quote(str(path))}")
        assert page.locator("h1").count() == (path.name != "cards.html"), "Cards are cut out: they have no title."
    page.wait_for_function("document.querySelectorAll('.js-plotly-plot').length > 2")
    still(acted)


@browser
def test_nothing_acts_in_the_formgrader(desk: Ended, facilitator_lab: Lab, acted: tuple[Page, list[str]]) -> None:
    show(acted, facilitator_lab.url("formgrader"))
    with Gradebook(gradebook_of(desk.folder), "hashtag-to-action") as book:
        rows = [row for name in EXERCISES for row in book.assignment_submissions(name)]
        ids = [one.id for row in rows if row.student.id not in HONEST for one in row.notebooks]
    assert len(rows) == len([line for line in desk.graded.values() if line.points is not None])
    for place in ("manage_assignments", f"manage_submissions/{ASSIGNMENT}", "gradebook", "manage_students"):
        page = show(acted, f"{facilitator_lab.base}/formgrader/{place}")
        page.wait_for_load_state("networkidle")
        still(acted)
    for id_ in ids:
        page = show(acted, f"{facilitator_lab.base}/formgrader/submissions/{id_}/?index=0")
        assert page.locator(".nbgrader_cell").count()


@browser
def test_nothing_acts_at_the_desk(desk: Ended, facilitator_lab: Lab, acted: tuple[Page, list[str]]) -> None:
    page, _ = acted
    page.goto(facilitator_lab.url("lab/tree/workbooks/facilitator.ipynb"))
    expect(page.get_by_text("| Idle")).to_be_visible(timeout=90_000)
    page.get_by_role("button", name="▶ Start").click()
    expect(page.get_by_role("button", name="Erase for good")).to_be_visible(timeout=90_000)
    for button, says in (
        ("Look", "In order"),
        ("Collect", " 0 taken"),
        ("Grade", "graded (0 new)"),
        ("Begin reading", "to read in this exercise"),
        ("Show the questions", "questions."),
        ("Make the feedback pages", "are in the folder “feedback”"),
    ):
        page.get_by_role("button", name=button, exact=True).click()
        expect(page.get_by_text(says).first).to_be_visible(timeout=90_000)
        still(acted)

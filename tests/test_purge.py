"""Is a cohort gone after a purge, everywhere, whatever happened on the way, and is what is left found?"""

import base64
import bz2
import gzip
import hashlib
import html
import io
import json
import lzma
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from hostile_files import sparse
from hypothesis import given, settings
from hypothesis import strategies as st
from nbgrader.api import Gradebook
from postgres import postgresql
from sqlalchemy import create_engine

from toolkit.answers import Answers, copy_text
from toolkit.facilitator.erasing import purge as purging
from toolkit.facilitator.erasing import traces
from toolkit.facilitator.erasing.known import JOURNAL, samples
from toolkit.facilitator.erasing.places import Erasing
from toolkit.facilitator.erasing.purge import LIMITS, purge
from toolkit.facilitator.erasing.sought import look, wanted
from toolkit.facilitator.erasing.traces import search
from toolkit.facilitator.grading.records import Record, make_table, write

ROOT = Path(__file__).parents[1]
NAME = "tweet-rewriting"
PEOPLE = ("quiet-otter", "misty-lynx-7", "silver-crane", "jdoe42")
WORDS = {
    "quiet-otter": "We counted every shuttered bakery between the river and the old mill ourselves.",
    "misty-lynx-7": "سألنا كل عائلة في الوادي عن طريقها الطويل إلى الطبيب هذا الشتاء",
    "silver-crane": "Мы сами обошли каждый двор у старой мельницы и записали ответы соседей",
    "jdoe42": "ہم نے وادی کے ہر گھر سے پوچھا کہ سردی میں راستہ کتنا لمبا تھا",
}
CONFIG = """
from pathlib import Path
c = get_config()
here = Path(__file__).parent
c.CourseDirectory.root = str(here)
c.CourseDirectory.course_id = "hashtag-to-action"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
c.CourseDirectory.db_url = f"sqlite:///{here / 'gradebook.db'}?timeout=0.1"
c.Exchange.root = str(here / ".exchange")
"""


# --- what is left is found, in whatever form -------------------------------------------------------------------------

WHAT = wanted(PEOPLE, [one for text in WORDS.values() for one in samples(text)])


def zipped(*packed: tuple[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in packed:
            archive.writestr(name, data)
    return file.getvalue()


def in_database(text: str) -> bytes:
    with sqlite3.connect(":memory:") as book:
        book.execute("create table t (a, b, c)")
        book.execute("insert into t values ('0f3ab', ?, 'xyz')", [text])
        book.commit()
        return book.serialize()


FORMS: dict[str, Callable[[str], bytes]] = {
    "plain": lambda text: f"x{text}y".encode(),
    "upper case": lambda text: text.upper().encode(),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16, the other way round": lambda text: b"\0" + text.encode("utf-16-be"),
    "odd place": lambda text: b"a" + text.encode("utf-16-le"),
    "json": lambda text: json.dumps({"a": text}).encode(),
    "json in json": lambda text: json.dumps(json.dumps({"a": text})).encode(),
    "page": lambda text: "".join(f"&#{ord(sign)};" for sign in text).encode(),
    "address": lambda text: quote(text).encode(),
    "link that holds a file": lambda text: (
        b"<a href='data:application/json;base64," + base64.b64encode(Answers(NAME, {"x": text}).as_text().encode())
    ),
    "gz": lambda text: gzip.compress(text.encode()),
    "bz2": lambda text: bz2.compress(text.encode()),
    "xz": lambda text: lzma.compress(text.encode()),
    "zip": lambda text: zipped(("a.txt", text.encode())),
    "zip in zip in gz": lambda text: gzip.compress(zipped(("a.zip", zipped(("b.txt", text.encode()))))),
    "database": in_database,
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", [*PEOPLE, *WORDS.values()])
def test_what_is_left_is_found_in_whatever_form(tmp_path: Path, form: str, text: str) -> None:
    (tmp_path / "left").write_bytes(FORMS[form](text))
    (trace,) = search(tmp_path, WHAT)
    assert (trace.names, trace.texts > 0) == ((1, False) if text in PEOPLE else (0, True))


def test_what_lies_across_two_pieces_of_a_large_file_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(traces, "_AT_ONCE", 5_000)
    for n, text in enumerate([*PEOPLE, *WORDS.values()]):
        (tmp_path / "large").write_bytes(b" " * (5_000 - 3 - n) + text.encode() + b" " * 20_000)
        assert len(list(search(tmp_path, WHAT))) == 1


def test_names_of_files_folders_members_and_links_count_too(tmp_path: Path) -> None:
    (tmp_path / "quiet-otter").mkdir()
    (tmp_path / "quiet-otter" / "a").touch()
    (tmp_path / "feedback-of-silver-crane.html").touch()
    (tmp_path / "b.zip").write_bytes(zipped(("misty-lynx-7/x", b"")))
    (tmp_path / "link").symlink_to("/nowhere/jdoe42")
    assert [trace.place for trace in search(tmp_path, WHAT)] == [
        "b.zip",
        "feedback-of-silver-crane.html",
        "link",
        "quiet-otter/a",
    ]


def test_what_resembles_is_not_taken_for_a_trace(tmp_path: Path) -> None:
    near = "quiet otter, quiet-ottoman, misty-lynx, misty-lynx-8, jdoe4, We counted every shuttered door ourselves."
    (tmp_path / "near").write_text(near, "utf-8")
    assert list(search(tmp_path, WHAT)) == []


def test_nothing_outside_is_looked_at_and_nothing_waits(tmp_path: Path) -> None:
    outside, course = tmp_path / "outside", tmp_path / "course"
    outside.mkdir()
    (outside / "a").write_text("quiet-otter", "utf-8")
    course.mkdir()
    (course / "link").symlink_to(outside)
    os.mkfifo(course / "pipe")
    (course / "packages").mkdir()
    (course / "packages" / "pyvenv.cfg").touch()
    (course / "packages" / "a").write_text("quiet-otter", "utf-8")
    assert list(search(course, WHAT)) == []


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "cards.pdf").write_bytes(b"%PDF-")
    (tmp_path / "cut.zip").write_bytes(zipped(("a", b"quiet-otter" * 99))[:-40])
    (tmp_path / "cut.gz").write_bytes(gzip.compress(b"x" * 9_999)[:-9])
    assert {trace.place: trace.names for trace in search(tmp_path, WHAT)} == {"cards.pdf": 0, "cut.gz": 0, "cut.zip": 0}
    assert all(trace.why for trace in search(tmp_path, WHAT))


def test_a_file_that_is_said_to_be_a_terabyte_is_looked_through_where_anything_was_written(tmp_path: Path) -> None:
    large = tmp_path / "large"
    sparse(large)
    assert list(search(tmp_path, WHAT)) == []
    for at in (2**39, 2**40 - 50):
        sparse(large)
        with large.open("r+b") as file:
            file.seek(at)
            file.write(b"by quiet-otter.")
        assert [(trace.place, trace.names) for trace in search(tmp_path, WHAT)] == [("large", 1)]


@pytest.mark.parametrize("form", ["plain", "zip", "zips", "gzip"])
def test_what_is_more_than_we_look_through_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    monkeypatch.setattr(traces, "_AT_ONCE", 5_000)
    monkeypatch.setattr(traces, "_MOST", 45_000)
    much = bytes(10_000)
    made = {
        "plain": lambda: much * 5,
        "zip": lambda: zipped(*((f"{n}", much) for n in range(5))),
        "zips": lambda: zipped(*((f"{n}.zip", zipped(("a", much))) for n in range(5))),
        "gzip": lambda: gzip.compress(much * 5),
    }
    (tmp_path / "much").write_bytes(made[form]())
    (tmp_path / "then").write_bytes(b"quiet-otter")
    assert [(trace.place, trace.why, trace.names) for trace in search(tmp_path, WHAT)] == [
        ("much", traces.LARGE, 0),
        ("then", "", 1),
    ]


@given(before=st.text(max_size=30), after=st.text(max_size=30), who=st.sampled_from(PEOPLE[:3]))
@settings(deadline=None)
def test_a_code_name_is_found_between_any_signs(before: str, after: str, who: str) -> None:
    data = f"{before}{who}{after}".encode("utf-8", "replace")
    assert who in look(data, WHAT) or "%" in before + after or "\\" in before


@given(text=st.text(max_size=400))
def test_a_sample_stands_in_the_text_that_it_was_taken_from(text: str) -> None:
    for one in samples(text):
        assert one in text
        assert one.lower() in wanted([], [one]).found(text)


# --- a cohort is erased ----------------------------------------------------------------------------------------------


def put(path: Path, text: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


def submit(course: Path, who: str) -> None:
    answers = {"what-it-cost": WORDS[who], "room-left": "116", "version-1": f"{WORDS[who]} {who}"}
    folder = course / "submitted" / who / NAME
    put(folder / "answers.json", Answers(NAME, answers, who).as_text())
    put(folder / "earlier" / "answers-1.json", Answers(NAME, {"then-140": WORDS[who][::-1]}, who).as_text())
    data = {"application/vnd.hashtag-to-action.answer": copy_text(NAME, "reply", f"Twice: {WORDS[who]}")}
    cell = {"cell_type": "code", "source": "", "outputs": [{"output_type": "display_data", "data": data}]}
    put(folder / f"{NAME}.ipynb", json.dumps({"cells": [cell]}))
    (folder / "x").symlink_to(course.parent / "outside.txt")
    graded = course / "autograded" / who / NAME / f"{NAME}.ipynb"
    put(graded, json.dumps({"cells": [], "metadata": {"who": who}}))
    graded.chmod(0o444)
    graded.parent.chmod(0o555)
    put(course / "feedback" / who / NAME / f"{NAME}.html", f"<p>{html.escape(WORDS[who])}")
    put(
        course / ".exchange/hashtag-to-action/inbound" / f"{who}+{NAME}+2026-11-02 10:00:00 UTC+x" / "answers.json", who
    )
    put(course / ".exchange/hashtag-to-action/feedback" / f"{hashlib.md5(who.encode()).hexdigest()}.html", WORDS[who])


def fill_gradebook(url: str) -> None:
    with Gradebook(url, "hashtag-to-action") as book:
        book.add_assignment(NAME)
        book.add_notebook(NAME, NAME)
        book.add_grade_cell("points-reply", NAME, NAME, max_score=2, cell_type="code")
        book.add_solution_cell("judge", NAME, NAME)
        book.add_source_cell("points-reply", NAME, NAME, source="the key", cell_type="code")
        make_table(book)
        for who in PEOPLE:
            book.add_student(who)
            row = book.add_submission(NAME, who, timestamp=datetime(2026, 11, 2))
            row.notebooks[0].grades[0].auto_score = 1.0
            row.notebooks[0].comments[0].manual_comment = f"Dear {who}: {WORDS[who]} " * 30
            write(book, Record(who=who, assignment=NAME))
        book.db.commit()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course of four people, with everything that they leave."""
    course = tmp_path_factory.mktemp("place") / "course"
    put(course / "nbgrader_config.py", CONFIG)
    for folder in ("solutions", "exercises"):
        shutil.copytree(ROOT / folder / NAME, course / folder / NAME)
    for who in PEOPLE:
        submit(course, who)
    with pytest.MonkeyPatch.context() as patched:  # nbgrader calls `alembic` by name
        patched.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
        fill_gradebook(f"sqlite:///{course / 'gradebook.db'}")
    shutil.copy(course / "gradebook.db", course / "gradebook.db.2026-11-02-101010.000001")
    put(course / "cohort.json", json.dumps({"members": [{"code": who} for who in (*PEOPLE[:2], "never-seen")]}))
    put(course / "comments.json", json.dumps({"comments": [WORDS["jdoe42"]]}))
    put(course / "mentor-answers.json", json.dumps({"quiet-otter": "Yes."}))
    put(course / "cohort-kept-1.json", json.dumps({"members": [{"code": "silver-crane"}]}))
    put(course / "to-print.html", "<style>.hta{}</style>never-seen")
    put(course / "inbox/answers (2).json", WORDS["quiet-otter"])
    put(course / "room.chat", "quiet-otter: hello")
    put(course / "reports/collect.csv", "quiet-otter,taken\n")
    put(
        course / "list-of-october.csv",
        f'\ufeff"File","What happened","Code name","Exercise"\r\n"{WORDS["jdoe42"]}.json"',
    )
    put(course / "grades.csv", "assignment,duedate,timestamp,student_id\r\nx,,,quiet-otter\r\n")
    put(course / "zones.csv", "zone,offset\r\n")
    put(course / "nbgrader.log", "quiet-otter graded\n")
    put(course / "workbooks/start-here.ipynb", '{"cells": []}')
    put(course / "workbooks/.ipynb_checkpoints/facilitator-checkpoint.ipynb", "silver-crane")
    table = {"output_type": "display_data", "data": {"text/html": "<td>quiet-otter"}}
    cell = {"cell_type": "code", "source": "cohort()", "outputs": [table], "execution_count": 3}
    notebook = {"cells": [cell], "metadata": {"widgets": {"x": "silver-crane"}, "kernelspec": {"name": "python3"}}}
    put(course / "workbooks/facilitator.ipynb", json.dumps(notebook))
    put(course / ".jupyter/lab/workspaces/default.jupyterlab-workspace", '{"file": "submitted/quiet-otter/x"}')
    put(course / ".jupyter/lab/user-settings/theme.json", "{}")
    put(course / ".jupyter/data/file_id_manager.db", in_database("submitted/silver-crane"))
    put(course / ".jupyter/ipython/profile_default/history.sqlite", in_database("show('quiet-otter')"))
    return course


@pytest.fixture
def course(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("APPDATA", raising=False)
    put(tmp_path / "outside.txt", "quiet-otter is named here, too")
    return Path(shutil.copytree(filled, tmp_path / "course", symlinks=True))


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def still_there(folder: Path) -> list[str]:
    """Search without any of ours: the plain bytes of every file."""
    signs = [sign.encode() for who in (*PEOPLE, "never-seen") for sign in (who, WORDS.get(who, "never-seen")[:20])]
    return [name for name, data in content(folder).items() for sign in signs if sign in data or sign in name.encode()]


marked = pytest.mark.nbgrader


@marked
def test_everything_about_people_goes_and_the_course_stays(course: Path) -> None:
    done = purge(course, sure=5)
    assert done.clean, done.sentences
    assert still_there(course) == []
    assert done.people == 5
    assert done.rows == 4 * 6
    assert sorted(content(course)) == [
        ".jupyter/lab/user-settings/theme.json",
        f"exercises/{NAME}/{NAME}.ipynb",
        "gradebook.db",
        "nbgrader_config.py",
        f"solutions/{NAME}/model-answers.json",
        f"solutions/{NAME}/{NAME}.ipynb",
        "workbooks/facilitator.ipynb",
        "workbooks/start-here.ipynb",
        "zones.csv",
    ]
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        assert [one.name for one in book.assignments] == [NAME]
        assert book.find_source_cell("points-reply", NAME, NAME).source == "the key"
        assert book.students == []
    notebook = json.loads((course / "workbooks/facilitator.ipynb").read_text("utf-8"))
    assert notebook["cells"][0]["outputs"] == [] and notebook["cells"][0]["source"] == "cohort()"
    assert (course.parent / "outside.txt").read_text("utf-8").startswith("quiet-otter")


@marked
def test_the_report_names_nobody_and_says_what_no_program_can_promise(course: Path) -> None:
    said = " ".join(purge(course, sure=5).sentences)
    assert "5 people erased: 24 rows of the gradebook" in said
    assert "searched for 5 code names and " in said
    assert LIMITS in said
    assert not [who for who in (*PEOPLE, "never-seen") if who in said]


@marked
def test_the_next_cohort_works_in_the_same_course(course: Path) -> None:
    purge(course, sure=5)
    submit(course, "quiet-otter")
    assert purge(course, sure=1).clean
    assert purge(course, sure=0).clean
    assert still_there(course) == []


@marked
def test_a_rehearsal_changes_nothing_and_says_how_many(course: Path) -> None:
    before = content(course)
    tried = purge(course, dry=True)
    assert tried.people == 5
    assert {"submitted", "autograded", "feedback", "cohort.json"} <= set(tried.places)
    assert "5 people would be erased: submitted, " in tried.sentences[0]
    assert "4 in .exchange/hashtag-to-action/inbound" in tried.sentences[0]
    assert not [who for who in PEOPLE if who in tried.sentences[0]]
    assert not tried.clean
    assert content(course) == before


@marked
@pytest.mark.parametrize("sure", [None, 4, 66])
def test_another_number_erases_nothing(course: Path, sure: int | None) -> None:
    before = content(course)
    with pytest.raises(LookupError, match="5 people known"):
        purge(course, sure=sure)
    assert content(course) == before


@marked
def test_a_folder_that_is_no_course_is_left_alone(tmp_path: Path) -> None:
    put(tmp_path / "submitted/quiet-otter/x", "x")
    with pytest.raises(LookupError, match="is not a course"):
        purge(tmp_path, sure=1)
    assert still_there(tmp_path)


def steps(monkeypatch: pytest.MonkeyPatch, stop_at: int) -> None:
    """Let the power fail at the n-th step."""
    count = iter(range(1_000))

    def failing(real: Callable[..., object]) -> Callable[..., object]:
        def one(*given: object, **more: object) -> object:
            if next(count) == stop_at:
                raise KeyboardInterrupt
            return real(*given, **more)

        return one

    for name in ("erase_rows", "erase", "empty_outputs"):
        monkeypatch.setattr(Erasing, name, failing(getattr(Erasing, name)))
    monkeypatch.setattr(purging, "_look_again", failing(purging._look_again))


@marked
@pytest.mark.parametrize("stop_at", [0, 1, 4, 15, 25])
def test_stopped_at_any_step_it_goes_on_with_the_same_number(
    course: Path, stop_at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        steps(patched, stop_at)
        with pytest.raises(KeyboardInterrupt):
            purge(course, sure=5)
    assert (course / JOURNAL).stat().st_mode & 0o077 == 0
    again = purge(course, sure=5)
    assert again.clean, again.sentences
    assert still_there(course) == []


@marked
def test_killed_at_any_moment_it_goes_on(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    chance = random.Random(4)
    for n in range(4):
        course = Path(shutil.copytree(filled, tmp_path / f"{n}" / "course", symlinks=True))
        child = os.fork()
        if child == 0:
            purge(course, sure=5)
            os._exit(0)
        time.sleep(chance.uniform(0.01, 0.25))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        known = purge(course, dry=True).people
        assert known == (5 if (course / "cohort.json").exists() or (course / JOURNAL).exists() else 0)
        assert purge(course, sure=known).clean
        assert still_there(course) == []


@marked
def test_what_is_not_ours_stays_is_found_and_keeps_the_list(course: Path) -> None:
    put(course / "from-mail" / "a.zip", zipped(("answers (2).json", json.dumps(WORDS["jdoe42"]).encode())))
    first = purge(course, sure=5)
    assert not first.clean
    assert [(trace.place, trace.texts) for trace in first.left] == [("from-mail/a.zip", 1)]
    assert (course / JOURNAL).exists()
    assert any("run this once more" in said for said in first.sentences)
    shutil.rmtree(course / "from-mail")
    assert purge(course, sure=5).clean
    assert not (course / JOURNAL).exists()


@marked
def test_links_out_of_the_course_are_not_followed(course: Path) -> None:
    outside = course.parent / "elsewhere"
    shutil.copytree(course / "feedback", outside / "feedback")
    shutil.rmtree(course / "feedback")
    (course / "feedback").symlink_to(outside / "feedback")
    done = purge(course, sure=5)
    assert "only a pointer" in " ".join(trace.why for trace in done.left)
    assert still_there(outside)


@marked
def test_a_gradebook_that_is_open_elsewhere_is_said_and_done_the_next_time(course: Path) -> None:
    other = sqlite3.connect(course / "gradebook.db")
    other.execute("begin exclusive")
    done = purge(course, sure=5)
    other.close()
    assert "open elsewhere" in " ".join(trace.why for trace in done.left)
    assert purge(course, sure=5).clean
    assert still_there(course) == []


@marked
def test_pages_and_logs_of_the_database_hold_nothing(course: Path) -> None:
    """In the mode in which several people write, and after rows came and went for weeks."""
    with sqlite3.connect(course / "gradebook.db") as book:
        book.execute("pragma journal_mode=wal")
        book.execute("pragma secure_delete=off")
        book.execute("update comment set auto_comment = manual_comment || manual_comment")
        book.execute("delete from comment where id in (select id from comment limit 2)")
        book.execute("create table toolkit_note (who text, note text)")
        book.execute("insert into toolkit_note values ('quiet-otter', 'silver-crane asked')")
        book.execute("create table other_plugin (id text, who text references student(id))")
        book.execute("insert into other_plugin values ('1', 'quiet-otter')")
        book.commit()
        book.execute("analyze")
    book.close()
    assert purge(course, sure=5).clean
    assert still_there(course) == []


@marked
def test_a_gradebook_on_a_server_is_emptied_too(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its planner notes samples of the values in a column, and keeps them when the rows are gone."""
    with postgresql() as url:
        monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
        fill_gradebook(url)
        calm = create_engine(url, isolation_level="AUTOCOMMIT")
        with calm.connect() as connection:
            connection.exec_driver_sql("ANALYZE")
            connection.exec_driver_sql("CHECKPOINT")
        data = Path(parse_qs(urlsplit(url).query)["host"][0], "data", "base")
        assert still_there(data)
        config = (course / "nbgrader_config.py").read_text("utf-8")
        put(course / "nbgrader_config.py", f"{config}\nc.CourseDirectory.db_url = {url!r}\n")
        done = purge(course, sure=5)
        assert done.clean, done.sentences
        assert done.rows == 2 * 24  # those of the file that lies beside, as well
        with calm.connect() as connection:
            connection.exec_driver_sql("CHECKPOINT")
        assert still_there(data) == []
        with Gradebook(url, "hashtag-to-action") as book:
            assert [one.name for one in book.assignments] == [NAME]
            assert book.add_student("quiet-otter").submissions == []
    assert still_there(course) == []


@marked
def test_a_name_in_the_courses_own_texts_is_an_example_and_elsewhere_a_trace(course: Path) -> None:
    put(course / "submitted/amber-heron/a/x", "x")
    shutil.copytree(ROOT / "toolkit", course / "toolkit", ignore=shutil.ignore_patterns("__pycache__"))
    assert "amber-heron" in (course / "toolkit/notebook/handing_in.py").read_text("utf-8")
    put(course / "notes.txt", "amber-heron came late")
    done = purge(course, sure=6)
    assert [trace.place for trace in done.left] == ["notes.txt"]
    assert "stand there as examples" in done.looked


@marked
def test_model_answers_are_nobodys_own_words(course: Path) -> None:
    model = json.loads((ROOT / "solutions" / NAME / "model-answers.json").read_text("utf-8"))
    put(course / "submitted/quiet-otter" / NAME / "answers.json", json.dumps(model | {"who": "quiet-otter"}))
    done = purge(course, sure=5)
    assert done.clean, done.left
    assert (course / "solutions" / NAME / "model-answers.json").exists()


RELEASED, SOLUTION = f"exercises/{NAME}/{NAME}.ipynb", f"solutions/{NAME}/{NAME}.ipynb"
TRIED = "I tried the trainee's side myself and wrote about the blue door by the canal."


def try_it(course: Path, who: str | None) -> None:
    """Let the facilitator answer an exercise and write in a workbook, in the same folder."""
    answers = Answers(NAME, {"what-it-cost": TRIED, "room-left": 116}, who)
    exercise = course / "exercises" / NAME
    for name in ("answers.json", "answers-kept-1.json", ".answers-x7f3", "feedback/2027-01-12 10:11/page.html"):
        put(exercise / name, answers.as_text())
    for place in (f"{NAME}-{who}.answers.json", f"workbooks/my-work/{NAME}/answers.json", "solutions/a/answers.json"):
        put(course / place, answers.as_text())
    put(course / "workbooks/my-work/progress/answers.json", Answers("progress", {"entered:run": "yes"}).as_text())
    copied = {"application/vnd.hashtag-to-action.answer": copy_text(NAME, "what-it-cost", TRIED)}
    for page in (RELEASED, SOLUTION, f"workbooks/{NAME}.ipynb"):
        notebook = json.loads((ROOT / page).read_text("utf-8"))
        for cell in [one for one in notebook["cells"] if one["cell_type"] == "code"]:
            cell["outputs"] = [{"output_type": "display_data", "metadata": {}, "data": copied}]
            cell["execution_count"] = 3
        put(course / page, json.dumps(notebook, indent=1))


@marked
@pytest.mark.parametrize(("who", "people"), [(None, 5), ("amber-linden", 6), ("quiet-otter", 5)])
def test_what_a_facilitator_tried_in_the_same_folder_goes_too(course: Path, who: str | None, people: int) -> None:
    before = content(course)
    try_it(course, who)
    (course / ".exchange/hashtag-to-action/outbound").mkdir(parents=True)
    tried = purge(course, dry=True)
    assert {f"exercises/{NAME}/answers.json", "workbooks/my-work"} <= set(tried.places)
    done = purge(course, sure=people)
    assert done.clean, done.sentences
    assert not [name for name, data in content(course).items() if b"blue door" in data or b"amber-linden" in data]
    assert still_there(course) == []
    for page in (RELEASED, SOLUTION):
        assert content(course)[page] == before[page] == (ROOT / page).read_bytes()
    assert not (course / "workbooks/my-work").exists() and not (course / f"exercises/{NAME}/feedback").exists()


@marked
def test_what_was_tried_and_lies_elsewhere_is_found(course: Path) -> None:
    try_it(course, None)
    put(course / "notes/mine.txt", TRIED)
    done = purge(course, sure=5)
    assert [(trace.place, trace.texts > 0) for trace in done.left] == [("notes/mine.txt", True)]


def a_link(path: Path) -> None:
    put(path.parents[2] / "elsewhere.ipynb", "{}")
    path.unlink()
    path.symlink_to("../../elsewhere.ipynb")


@marked
@pytest.mark.parametrize("page", [f"exercises/{NAME}/{NAME}.ipynb", "workbooks/facilitator.ipynb"])
@pytest.mark.parametrize("spoil", [lambda path: put(path, '{"cells": ['), lambda path: put(path, "[1]"), a_link])
def test_a_notebook_that_cannot_be_cleared_is_said(course: Path, page: str, spoil: Callable[[Path], None]) -> None:
    spoil(course / page)
    done = purge(course, sure=5)
    assert not done.clean
    assert [trace.place for trace in done.left] == [page]
    assert any(page in said for said in done.sentences)


@marked
@pytest.mark.parametrize("name", ["workbooks/my-work", f"exercises/{NAME}/answers.json", "exercises"])
def test_a_link_in_place_of_what_was_tried_is_said(course: Path, name: str) -> None:
    outside = course.parent / "elsewhere"
    put(outside / "answers.json", TRIED)
    if name == "exercises":
        shutil.rmtree(course / name)
    (course / name).symlink_to(outside if name != f"exercises/{NAME}/answers.json" else outside / "answers.json")
    done = purge(course, sure=5)
    assert [trace.place for trace in done.left] == [name]
    assert (outside / "answers.json").read_text("utf-8") == TRIED


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


@marked
def test_what_git_keeps_is_said(course: Path) -> None:
    git(course, "init", "-q")
    put(course / ".gitignore", "autograded\n")
    git(course, "add", ".")
    git(course, "commit", "-q", "-m", "All")
    git(course, "rm", "-rq", "--cached", "feedback")
    git(course, "commit", "-q", "-m", "Fewer")
    done = purge(course, sure=5)
    assert not done.clean and not done.left
    assert "git still counts 20 files" in done.history[0]
    assert "5 code names and" in done.history[1]
    assert not (course / JOURNAL).exists()


@marked
def test_a_repository_without_the_cohort_is_clean(course: Path) -> None:
    git(course, "init", "-q")
    git(course, "add", "solutions", "nbgrader_config.py")
    git(course, "commit", "-q", "-m", "The course")
    assert purge(course, sure=5).clean


@marked
def test_jupyters_own_folder_in_the_home_is_looked_at_and_left_alone(course: Path, tmp_path: Path) -> None:
    put(tmp_path / "home/.jupyter/lab/workspaces/a.json", "submitted/quiet-otter/x")
    done = purge(course, sure=5)
    assert [Path(trace.place).name for trace in done.left] == ["workspaces"]
    assert still_there(tmp_path / "home")


@pytest.fixture(autouse=True)
def rights_back(tmp_path: Path) -> Iterator[None]:
    """Let pytest delete what the test made read-only."""
    yield
    for base, folders, _ in os.walk(tmp_path):
        for name in folders:
            if not Path(base, name).is_symlink():
                Path(base, name).chmod(0o700)

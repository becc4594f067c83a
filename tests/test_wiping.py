"""Is nothing that was typed left after a wipe, or named; does what was handed out, and what is somebody's own, stay?"""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from toolkit.answers import Answers, Store, copy_text
from toolkit.course.belongings import OTHER, things
from toolkit.course.progress import NAME, Progress
from toolkit.course.way import Wipe
from toolkit.course.wiping import others, wipe
from toolkit.sessions.room import gates

ROOT = Path(__file__).parents[1]
LATIN = "We wrote the number of the house on the back of the leaflet."
ARABIC = "كتبنا رقم البيت على ظهر المنشور"
SIGNS = '«Ünnamed» <b>&amp; "quoted" \\ back'
TYPED = (LATIN, ARABIC, SIGNS)
WHO = "amber-linden"
TEXT = Answers("hashtag-choice", dict(enumerate(TYPED)), WHO).as_text()
EXERCISE = "exercises/hashtag-choice/hashtag-choice.ipynb"
WORKBOOK = "workbooks/hashtag-choice.ipynb"
UUID = "1b4e28ba-2fa1-41d2-883f-0016d3cca427"


def put(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """What a trainee has before the first word."""
    for name in ("workbooks", "exercises", "solutions"):
        unneeded = shutil.ignore_patterns(".ipynb_checkpoints", "answers*.json", "my-work")
        shutil.copytree(ROOT / name, tmp_path / "course" / name, ignore=unneeded)
    return tmp_path / "course"


def run(path: Path, spoil: Callable[[dict[str, Any]], None] = lambda _: None, **how: Any) -> None:
    """Leave in a page what Jupyter leaves when it was run, answered and saved."""
    notebook = json.loads(path.read_bytes())
    for cell in [one for one in notebook["cells"] if one["cell_type"] == "code"]:
        copy = "".join(copy_text("hashtag-choice", cell["id"], text) for text in TYPED)
        shown = {"application/vnd.hashtag-to-action.answer": copy, "text/html": [f"<p>{LATIN}\n", f"{ARABIC}</p>"]}
        view = {"application/vnd.jupyter.widget-view+json": {"model_id": "c4"}, "text/plain": [f"Form({SIGNS!r})"]}
        cell["outputs"] = [
            {"output_type": "display_data", "metadata": {}, "data": shown},
            {"output_type": "execute_result", "execution_count": 7, "metadata": {}, "data": view},
        ]
        cell["execution_count"] = 7
    spoil(notebook)
    put(path, json.dumps(notebook, **({"indent": 1, "ensure_ascii": False} | how)) + "\n")


def still_there(course: Path) -> list[str]:
    """Search without any of ours: every file, byte by byte, and every name, for pieces of what was typed."""
    plain = [text[start : start + 12] for text in TYPED for start in (0, len(text) // 2)]
    written = [way(piece) for piece in (*plain, WHO) for way in WAYS]
    found = []
    for path in sorted(course.rglob("*")):
        data = os.fsencode(path.name)
        data += os.fsencode(path.readlink()) if path.is_symlink() else path.read_bytes() if path.is_file() else b""
        found += [str(path.relative_to(course))] if any(piece in data for piece in written) else []
    return found


WAYS: tuple[Callable[[str], bytes], ...] = (
    str.encode,
    lambda text: json.dumps(text)[1:-1].encode(),
    lambda text: json.dumps(json.dumps(text))[1:-1].encode(),
    lambda text: text.encode("utf-16-le"),
    lambda text: text.encode("utf-16-be"),
)


def database(text: str) -> bytes:
    with closing(sqlite3.connect(":memory:")) as book:
        book.execute("create table history (session, line, source)")
        book.executemany("insert into history values (1, ?, ?)", enumerate([text] * 50))
        book.commit()
        return book.serialize()


PAGE = json.dumps({"cells": [], "metadata": {"widgets": {"state": LATIN}}})
LEAVINGS: dict[str, str | bytes] = {
    "exercises/hashtag-choice/answers.json": TEXT,
    "exercises/hashtag-choice/answers-kept-1.json": TEXT,
    "exercises/hashtag-choice/answers-kept-12.json": TEXT,
    "exercises/hashtag-choice/answers (1).json": TEXT,
    "exercises/hashtag-choice/answers-Copy1.json": TEXT,
    "exercises/hashtag-choice/answers.json.bak": TEXT,
    "exercises/hashtag-choice/.answers-x7f3_q": TEXT[:99],
    "exercises/hashtag-choice/.hashtag-choice.ipynb.half": LATIN,
    "exercises/hashtag-choice/.~hashtag-choice.ipynb": LATIN,
    "exercises/hashtag-choice/.ipynb_checkpoints/hashtag-choice-checkpoint.ipynb": LATIN,
    "exercises/hashtag-choice/feedback/2027-01-12 10:11:12.131415 UTC/hashtag-choice.html": f"<p>{LATIN}",
    f"exercises/hashtag-choice/hashtag-choice-{WHO}.answers.json": TEXT,
    "exercises/answers.json": TEXT,
    "exercises/a-session-of-last-year/answers.json": TEXT,
    f"hashtag-choice-{WHO}.answers.json": TEXT,
    f"hashtag-choice-{WHO}.answers (2).json": TEXT,
    f"hashtag-choice-{WHO}.answers.json.part": TEXT[:99],
    "hashtag-choice.answers.json.crdownload": TEXT[:99],
    "answers.json": TEXT,
    ".ipynb_checkpoints/README-checkpoint.md": LATIN,
    f"workbooks/hashtag-choice-{WHO}.answers.json": TEXT,
    "workbooks/answers.json": TEXT,
    "workbooks/.ipynb_checkpoints/start-here-checkpoint.ipynb": LATIN,
    "workbooks/my-work/progress/answers.json": TEXT,
    "workbooks/my-work/hashtag-choice/answers-kept-1.json": TEXT,
    "workbooks/my-work/hashtag-choice/notes.txt": LATIN,
    "solutions/hashtag-choice/answers.json": TEXT,
    "solutions/hashtag-choice/.ipynb_checkpoints/hashtag-choice-checkpoint.ipynb": LATIN,
    ".jupyter/lab/workspaces/default-37a8.jupyterlab-workspace": LATIN,
    ".jupyter/lab/user-settings/@jupyterlab/docmanager-extension/plugin.jupyterlab-settings": LATIN,
    ".jupyter/ipython/profile_default/history.sqlite": database(LATIN),
    ".jupyter/ipython/profile_default/startup/mine.py": LATIN,
    ".jupyter/data/nbsignatures.db": database(ARABIC),
    ".jupyter/data/file_id_manager.db": database(f"{WHO}.ipynb"),
    f".jupyter/data/nbgrader_cache/hashtag-to-action/{WHO}+hashtag-choice+2027-01-12/answers.json": TEXT,
    ".jupyter/data/runtime/kernel-4f0c.json": json.dumps({"jupyter_session": f"/course/{WHO}.ipynb"}),
    ".jupyter/facilitator/ipython/profile_default/history.sqlite": database(LATIN),
    ".jupyter_ystore.db": database(LATIN),
}


@pytest.mark.parametrize("name", LEAVINGS)
def test_what_somebody_left_is_wiped_wherever_it_lies(course: Path, name: str) -> None:
    put(course / name, LEAVINGS[name])
    assert still_there(course)
    assert wipe(course / "workbooks") == (1, [])
    assert still_there(course) == []
    assert others(course / "workbooks") == (["exercises/a-session-of-last-year"] if "last-year" in name else [])
    assert wipe(course / "workbooks") == (0, [])


def in_widgets(notebook: dict[str, Any]) -> None:
    notebook["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {"x": {"value": LATIN}}}}


def in_times(notebook: dict[str, Any]) -> None:
    notebook["cells"][-1]["metadata"]["execution"] = {"iopub.execute_input": LATIN}


def in_attachments(notebook: dict[str, Any]) -> None:
    next(one for one in notebook["cells"] if one["cell_type"] == "markdown")["attachments"] = {"x.png": {LATIN: ARABIC}}


def in_cells(notebook: dict[str, Any]) -> None:
    for kind in ("code", "markdown", "raw"):
        added = {"cell_type": kind, "id": UUID, "metadata": {}, "source": [LATIN], "attachments": {"x": ARABIC}}
        notebook["cells"].insert(2, added | ({"outputs": [], "execution_count": None} if kind == "code" else {}))
    notebook["cells"].append({"cell_type": "raw", "id": "0a1b2c3d", "metadata": {}, "source": SIGNS})


WRITTEN = [
    *({"indent": indent, "ensure_ascii": ascii_} for indent in (None, 0, 1, 2, 4) for ascii_ in (True, False)),
    {"indent": "\t", "separators": (",", ":")},
    {"sort_keys": True},
]


@pytest.mark.parametrize("page", [EXERCISE, WORKBOOK, "workbooks/start-here.ipynb"])
@pytest.mark.parametrize("how", WRITTEN, ids=str)
def test_a_page_that_was_run_is_as_it_was_handed_out(course: Path, page: str, how: dict[str, Any]) -> None:
    before = (course / page).read_bytes()
    run(course / page, **how)
    assert wipe(course / "workbooks") == (1, [])
    assert json.loads((course / page).read_bytes()) == json.loads(before)
    assert how.get("sort_keys") or (course / page).read_bytes() == before


@pytest.mark.parametrize("spoil", [in_widgets, in_times, in_attachments, in_cells], ids=lambda one: one.__name__)
@pytest.mark.parametrize("page", [EXERCISE, WORKBOOK])
def test_nothing_stays_in_other_corners_of_a_page(course: Path, page: str, spoil: Callable[..., None]) -> None:
    before = json.loads((course / page).read_bytes())
    run(course / page, spoil)
    assert wipe(course / "workbooks") == (1, [])
    assert json.loads((course / page).read_bytes()) == before


def test_only_a_count_is_left_of_a_cell_that_said_nothing(course: Path) -> None:
    notebook = json.loads((course / EXERCISE).read_bytes())
    next(one for one in notebook["cells"] if one["cell_type"] == "code")["execution_count"] = 3
    put(course / EXERCISE, json.dumps(notebook))
    assert wipe(course / "workbooks") == (1, [])
    assert (course / EXERCISE).read_bytes() == (ROOT / EXERCISE).read_bytes()


def test_a_page_in_which_nothing_stands_stays_byte_for_byte(course: Path) -> None:
    odd = json.dumps(json.loads((course / WORKBOOK).read_bytes()), indent=7).replace("\n", "\r\n").encode()
    put(course / WORKBOOK, b"\xef\xbb\xbf" + odd)
    put(course / "workbooks/words.ar.ipynb", b'{"cells": [] }')
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in course.rglob("*.ipynb")}
    assert wipe(course / "workbooks") == (0, [])
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in course.rglob("*.ipynb")} == before


def test_the_same_page_in_another_language_is_ours_too(course: Path) -> None:
    shutil.copy(course / WORKBOOK, course / "workbooks/hashtag-choice.ar.ipynb")
    run(course / "workbooks/hashtag-choice.ar.ipynb", in_cells)
    assert (wipe(course / "workbooks"), others(course / "workbooks")) == ((1, []), [])
    assert still_there(course) == []


def test_cells_of_those_who_make_the_course_stay(course: Path) -> None:
    """Solutions and the desk are worked in, and a page that is being made has no cell yet that cannot be deleted."""
    for page in (
        "solutions/hashtag-choice/hashtag-choice.ipynb",
        "workbooks/facilitator.ipynb",
        "workbooks/words.ipynb",
    ):
        notebook = json.loads((course / page).read_bytes())
        for cell in notebook["cells"] if page.endswith("words.ipynb") else ():
            cell["metadata"].pop("deletable", None)
        notebook["cells"].append({"cell_type": "raw", "id": UUID, "metadata": {}, "source": ["A draft of mine"]})
        put(course / page, json.dumps(notebook))
        run(course / page)
    assert wipe(course / "workbooks") == (3, [])
    assert still_there(course) == []
    assert len([path for path in course.rglob("*.ipynb") if "A draft of mine" in path.read_text("utf-8")]) == 3


# --- what cannot be wiped is named -----------------------------------------------------------------------------------


def cut(path: Path) -> None:
    run(path)
    put(path, path.read_bytes()[:-50])


def of_bytes(path: Path) -> None:
    put(path, f'{{"cells": [], "x": "{LATIN}\xff"}}'.encode("latin-1"))


def deep(path: Path) -> None:
    put(path, "[" * 200_000 + json.dumps(LATIN))


def of_long_ago(path: Path) -> None:
    put(path, json.dumps({"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "code", "input": LATIN}]}]}))


def a_list(path: Path) -> None:
    put(path, json.dumps([{"cells": LATIN}]))


def odd_cells(path: Path) -> None:
    put(path, json.dumps({"cells": [LATIN]}))


def vast(path: Path) -> None:
    put(path, LATIN)
    os.truncate(path, 2**40)


def a_folder(path: Path) -> None:
    path.unlink()
    put(path / "x.txt", LATIN)


def a_link(path: Path) -> None:
    put(path.parents[2] / "elsewhere.txt", LATIN)
    path.unlink()
    path.symlink_to("../../elsewhere.txt")


def a_link_to_nothing(path: Path) -> None:
    path.unlink()
    path.symlink_to(f"/nowhere/{WHO}")


BROKEN = [cut, of_bytes, deep, of_long_ago, a_list, odd_cells, vast, a_folder, a_link, a_link_to_nothing]


@pytest.mark.parametrize("spoil", BROKEN, ids=lambda one: one.__name__)
def test_a_page_that_cannot_be_read_is_named_and_the_others_are_wiped(
    course: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(course / EXERCISE)
    run(course / WORKBOOK)
    put(course / "exercises/hashtag-choice/answers.json", TEXT)
    gone, left = wipe(course / "workbooks")
    assert (gone, left) == (2, [EXERCISE])
    assert (course / WORKBOOK).read_bytes() == (ROOT / WORKBOOK).read_bytes()
    if spoil is not vast:
        named = {*left, *others(course / "workbooks")}
        assert {name for name in still_there(course) if not any(name.startswith(one) for one in named)} == set()


@pytest.mark.parametrize("name", ["exercises/hashtag-choice/answers.json", "workbooks/my-work/x/answers.json"])
def test_a_link_in_place_of_a_file_is_named_and_not_followed(course: Path, tmp_path: Path, name: str) -> None:
    kept = put(tmp_path / "outside.json", TEXT)
    (course / name).parent.mkdir(parents=True, exist_ok=True)
    (course / name).symlink_to(kept)
    assert wipe(course / "workbooks") == (0, [name])
    assert kept.read_text("utf-8") == TEXT


@pytest.mark.parametrize("name", ["exercises", "exercises/hashtag-choice", "workbooks/my-work", ".jupyter"])
def test_a_link_in_place_of_a_folder_is_named_and_not_followed(course: Path, tmp_path: Path, name: str) -> None:
    outside = tmp_path / "outside"
    put(outside / "answers.json", TEXT)
    put(outside / "hashtag-choice.ipynb", "not ours")
    shutil.rmtree(course / name, ignore_errors=True)
    (course / name).symlink_to(outside)
    assert wipe(course / "workbooks") == (0, [name])
    assert sorted(path.name for path in outside.iterdir()) == ["answers.json", "hashtag-choice.ipynb"]


@pytest.mark.skipif(os.name == "nt", reason="pipes are Unix's")
def test_a_pipe_stops_nothing(course: Path) -> None:
    os.mkfifo(course / "exercises/hashtag-choice/answers.json")
    (course / EXERCISE).unlink()
    os.mkfifo(course / EXERCISE)
    assert wipe(course / "workbooks") == (1, [EXERCISE])


def test_a_file_with_a_second_name_is_named(course: Path, tmp_path: Path) -> None:
    os.link(put(tmp_path / "outside.json", TEXT), course / "exercises/hashtag-choice/answers.json")
    assert wipe(course / "workbooks") == (0, ["exercises/hashtag-choice/answers.json"])
    assert still_there(course) == []


@pytest.fixture
def theirs(course: Path) -> Iterator[Path]:
    """The same, where a person who is not root may go: pytest's own folders are root's alone."""
    with TemporaryDirectory(prefix="hta-wiping-") as folder:
        yield Path(shutil.move(course, folder))
        for path in Path(folder).rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o644)


AS_ANOTHER = """
import json, os, sqlite3, sys
from pathlib import Path
from toolkit.course.path import course
from toolkit.course.wiping import wipe
course()
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
print(json.dumps(wipe(Path(sys.argv[1]))))
"""


def wiped_by_somebody(course: Path) -> tuple[int, list[str]]:
    """Wipe as a person who is not root, for whom rights count; everything that is not locked is theirs."""
    if os.geteuid() == 0:
        for one in (course.parent, course, *course.rglob("*")):
            os.chown(one, 65534, 65534, follow_symlinks=False)
    command = [sys.executable, "-c", AS_ANOTHER, str(course / "workbooks")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return tuple(json.loads(done.stdout))  # type: ignore[return-value]


@pytest.mark.skipif(os.name == "nt", reason="rights are Unix's")
def test_what_is_for_reading_only_goes_all_the_same(theirs: Path) -> None:
    """Feedback and fetched files of nbgrader's are like that."""
    for name in LEAVINGS:
        put(theirs / name, LEAVINGS[name]).chmod(0o444)
    run(theirs / EXERCISE)
    for path in (theirs, *theirs.rglob("*")):
        if path.is_dir():
            path.chmod(0o555)
    assert wiped_by_somebody(theirs) == (len(LEAVINGS) + 1, [])
    assert still_there(theirs) == []
    assert (theirs / "exercises").stat().st_mode & 0o777 == 0o555


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="Only root can make what is not one's own.")
def test_what_belongs_to_somebody_else_is_named(theirs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(theirs / "exercises/hashtag-choice/answers.json", TEXT)
    put(theirs / "exercises/safety-first/answers.json", TEXT)
    run(theirs / WORKBOOK)
    locked = {"workbooks/my-work/locked": 0o700, "workbooks/my-work/only to list": 0o744}
    for name, rights in locked.items():
        put(theirs / name / "answers.json", TEXT)
        (theirs / name).chmod(rights)
    of_root = [theirs / name for name in ("exercises/hashtag-choice", "workbooks", *locked)]
    for folder in of_root[:2]:
        folder.chmod(0o755)
    real = os.chown
    monkeypatch.setattr(os, "chown", lambda path, *more, **how: path in of_root or real(path, *more, **how))
    gone, left = wiped_by_somebody(theirs)
    assert (gone, left) == (1, ["exercises/hashtag-choice/answers.json", WORKBOOK, *locked])
    assert set(still_there(theirs)) == {*left[:2], *(f"{name}/answers.json" for name in locked)}


# --- what Jupyter uses while it runs ---------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_a_database_that_is_in_use_is_emptied_and_can_be_used_on(course: Path, mode: str) -> None:
    """A signature that cannot be written keeps the server from saving any page."""
    path = course / ".jupyter/data/nbsignatures.db"
    path.parent.mkdir(parents=True)
    with closing(sqlite3.connect(path)) as running:
        running.execute(f"pragma journal_mode={mode}")
        running.execute("create table nbsignatures (id integer primary key autoincrement, signature text)")
        running.executemany("insert into nbsignatures (signature) values (?)", [(LATIN,)] * 500)
        running.commit()
        assert wipe(course / "workbooks") == (1, [])
        assert still_there(course) == []
        running.execute("insert into nbsignatures (signature) values ('again')")
        running.commit()
        assert running.execute("select count(*) from nbsignatures").fetchone() == (1,)
        assert wipe(course / "workbooks") == (1, [])


def test_a_database_that_is_locked_is_named(course: Path) -> None:
    path = put(course / ".jupyter/ipython/profile_default/history.sqlite", database(LATIN))
    with closing(sqlite3.connect(path)) as running:
        running.execute("begin exclusive")
        assert wipe(course / "workbooks") == (0, [".jupyter/ipython/profile_default/history.sqlite"])
    assert wipe(course / "workbooks") == (1, [])
    assert still_there(course) == []


def test_a_damaged_database_is_deleted(course: Path) -> None:
    data = bytearray(database(LATIN))
    data[100:120] = b"x" * 20
    path = put(course / ".jupyter/data/nbsignatures.db", bytes(data))
    assert wipe(course / "workbooks") == (1, [])
    assert not path.exists()


def test_how_the_course_looks_stays(course: Path) -> None:
    for role in ("", "facilitator/"):
        put(course / f".jupyter/{role}custom/custom.css", "x")
    assert wipe(course / "workbooks") == (0, [])
    assert len([*course.glob(".jupyter/**/custom.css")]) == 2


# --- what is not ours ------------------------------------------------------------------------------------------------

THEIRS = {
    "Untitled.ipynb": json.dumps({"cells": [{"cell_type": "code", "source": LATIN, "outputs": [LATIN]}]}),
    "notes.txt": LATIN,
    "photos/map.png": LATIN,
    "photos/more/answers.json": TEXT,
    "workbooks/Untitled1.ipynb": PAGE,
    "workbooks/my notes.md": LATIN,
    "exercises/Untitled.txt": LATIN,
    "exercises/hashtag-choice/draft.txt": LATIN,
    "exercises/my folder/a.txt": LATIN,
    "exercises/my folder/more/b.txt": LATIN,
    f"solutions/hashtag-choice/{WHO}.txt": "x",
    "hashtag-choice.html": LATIN,
    "cohort.json": WHO,
    f"submitted/{WHO}/hashtag-choice/answers.json": TEXT,
    f"inbox/hashtag-choice-{WHO}.answers.json": TEXT,
}


def test_what_did_not_come_with_the_course_is_named_and_stays_byte_for_byte(course: Path) -> None:
    for name, content in THEIRS.items():
        put(course / name, content)
    put(course / ".DS_Store", LATIN)
    named = others(course / "workbooks")
    assert named == sorted(
        {name if name.startswith(("work", "ex", "sol")) else name.split("/")[0] for name in [*THEIRS, ".DS_Store"]}
        - {"exercises/my folder/a.txt", "exercises/my folder/more/b.txt"}
        | {"exercises/my folder"}
    )
    assert wipe(course / "workbooks") == (0, [])
    assert {name: (course / name).read_text("utf-8") for name in THEIRS} == THEIRS
    assert others(course / "workbooks") == named
    assert [name for name in still_there(course) if not any(f"{name}/".startswith(f"{one}/") for one in named)] == []


def test_an_empty_folder_of_somebodys_own_is_named_for_its_name(course: Path) -> None:
    (course / "exercises/Untitled Folder").mkdir()
    assert others(course / "workbooks") == ["exercises/Untitled Folder"]


def test_a_copy_of_a_page_is_named_and_loses_its_copies_of_answers(course: Path) -> None:
    copy = course / "exercises/hashtag-choice/hashtag-choice-Copy1.ipynb"
    shutil.copy(course / EXERCISE, copy)
    run(copy)
    assert wipe(course / "workbooks") == (1, [])
    assert still_there(course) == []
    assert others(course / "workbooks") == ["exercises/hashtag-choice/hashtag-choice-Copy1.ipynb"]


def test_of_a_fresh_copy_nothing_is_named() -> None:
    """Nobody is told to look at what came with the course."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this is no repository")
    known = {thing.place for thing in things(ROOT)[0] if thing.kind != OTHER}
    came = {Path(name) for name in listed.stdout.split("\0") if name}
    opened = ("workbooks", "exercises", "solutions")
    assert {place if place.parts[0] in opened else Path(place.parts[0]) for place in came} <= known


def test_a_page_that_lies_elsewhere_reaches_no_further_than_its_folder(tmp_path: Path) -> None:
    around = put(tmp_path / "answers.json", TEXT)
    beside = put(tmp_path / "exercises/hashtag-choice/answers.json", TEXT)
    put(tmp_path / "downloads/my-work/progress/answers.json", TEXT)
    wipe(tmp_path / "downloads")
    assert around.exists() and beside.exists()


# --- what the person reads -------------------------------------------------------------------------------------------


def test_the_button_says_what_goes_before_and_what_stays_after(course: Path) -> None:
    Store(course / "exercises/hashtag-choice", "hashtag-choice").write(Answers("hashtag-choice", {"x": LATIN}))
    put(course / "workbooks/my diary & more.txt", LATIN)
    cut(course / EXERCISE)
    button = Wipe(course / "workbooks", lambda: None)
    button.button.click()
    before = button.said.value
    assert "Close every other page" in before and "my diary &amp; more.txt" in before
    assert EXERCISE not in before
    button.button.click()
    after = button.said.value
    assert "Files wiped: 1." in after
    assert "can write it again" in after
    assert "my diary &amp; more.txt" in after and EXERCISE in after


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no text are Linux's")
def test_a_name_that_is_no_text_is_shown_all_the_same(course: Path) -> None:
    put(course / os.fsdecode(b"caf\xe9\x1b[2J.txt"), LATIN)
    button = Wipe(course / "workbooks", lambda: None)
    button.button.click()
    assert "caf��[2J.txt" in button.said.value
    button.said.value.encode()


def test_what_an_open_page_writes_again_the_next_wipe_takes(course: Path) -> None:
    """As the button says: it can write again, and closing it and wiping once more helps."""
    store = Store(course / "exercises/hashtag-choice", "hashtag-choice")
    store.put("own-tag", LATIN)
    assert wipe(course / "workbooks") == (1, [])
    store.put("own-tag", ARABIC)
    run(course / EXERCISE)
    assert wipe(course / "workbooks") == (2, [])
    assert still_there(course) == []


def test_the_path_begins_again_after_a_wipe(course: Path) -> None:
    progress = Progress(course / "workbooks", gates())
    progress.enter("walk", "went on alone")
    assert (course / "workbooks/my-work" / NAME).exists()
    wipe(course / "workbooks")
    assert not progress.standing().entered

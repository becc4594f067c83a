"""Can anybody who knows a code name replace that person's answers? No: both are kept, until a facilitator chooses."""

import json
import os
import shutil
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from courses import make_course
from hostile import ASSIGNMENT

from toolkit.answers import FILE, Answers, Store
from toolkit.cli import main
from toolkit.facilitator.collecting.collect import Arrived, collect
from toolkit.facilitator.collecting.hands import Clash, choose, clashes
from toolkit.facilitator.desk.choosing import Choose
from toolkit.facilitator.desk.collecting import Collect
from toolkit.facilitator.doctor.work import submissions
from toolkit.notebook.handing_in import HandIn

ROOT = Path(__file__).parents[1]
MODEL = json.loads((ROOT / "solutions" / ASSIGNMENT / "model-answers.json").read_text("utf-8"))["answers"]
WHO, MINE, THEIRS = "amber-heron", "aa" * 8, "bb" * 8
HOUR = 3600


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "inbox").mkdir()
    return tmp_path / "inbox"


@pytest.fixture
def submitted(tmp_path: Path) -> Path:
    return tmp_path / "submitted"


@pytest.fixture
def took(inbox: Path, submitted: Path) -> Callable[[], list[Arrived]]:
    return lambda: list(collect(inbox, submitted, ROOT / "exercises", (WHO,)))


def answers(hand: str | None, values: dict[str, Any] | None = None, who: str = WHO) -> bytes:
    return Answers(ASSIGNMENT, MODEL if values is None else values, who, {}, hand).as_text().encode()


def put(path: Path, content: bytes, hours_ago: float = 1) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (time.time() - HOUR * hours_ago,) * 2)
    return path


def zip_ahead(path: Path, content: bytes, hours_ahead: float) -> Path:
    """A ZIP that states the hour of tomorrow."""
    info = zipfile.ZipInfo(FILE, time.localtime(time.time() + HOUR * hours_ahead)[:6])
    with zipfile.ZipFile(path, "w") as box:
        box.writestr(info, content)
    return path


def counting(submitted: Path) -> Any:
    return json.loads((submitted / WHO / ASSIGNMENT / FILE).read_text("utf-8"))


def kept(submitted: Path) -> list[bytes]:
    """Every version that is kept of this person."""
    return [path.read_bytes() for path in (submitted / WHO / ASSIGNMENT).rglob("*.json")]


BAD = {"reply": "blame"}


@pytest.mark.parametrize("hand", [THEIRS, None], ids=["another hand", "no hand"])
@pytest.mark.parametrize("together", [True, False], ids=["in one go", "a day later"])
@pytest.mark.parametrize("ahead", [25, 14, 0.5, -0.1], ids=["tomorrow", "another zone", "half an hour", "newest"])
def test_whoever_knows_a_code_name_replaces_nothing(took, inbox, submitted, hand, together, ahead) -> None:
    put(inbox / "true.json", answers(MINE), 2)
    if not together:
        took()
    zip_ahead(inbox / "false.zip", answers(hand, BAD), ahead)
    lines = took()
    assert counting(submitted)["answers"] == MODEL
    assert answers(hand, BAD) in kept(submitted)
    told = {line.file: line for line in lines}["false.zip/answers.json"]
    assert told.why, "The facilitator hears of it."
    if hand:
        assert (told.state, [one.who for one in clashes(submitted)]) == ("doubtful", [WHO])


def test_what_is_dated_later_than_now_is_never_the_newest(took, inbox, submitted) -> None:
    """Also of files without any hand, as they were before."""
    put(inbox / "true.json", answers(None), 2)
    put(inbox / "false.json", answers(None, BAD), -25)
    put(inbox / "soon.json", answers(None, BAD | {"slips": []}), -0.2)
    took()
    assert counting(submitted)["answers"] == MODEL
    assert len(kept(submitted)) == 3


def test_files_of_before_have_no_hand_and_never_wait(took, inbox, submitted) -> None:
    put(inbox / "old.json", answers(None, BAD), 3)
    put(inbox / "older.json", answers(None, {"reply": "source"}), 4)
    assert {line.state for line in took()} == {"taken"}
    put(inbox / "new.json", answers(MINE), 1)
    assert {line.state for line in took()} == {"same", "taken"}
    assert counting(submitted)["hand"] == MINE
    assert clashes(submitted) == []


def test_an_old_file_without_a_hand_that_would_replace_nothing_is_an_earlier_version(took, inbox, submitted) -> None:
    put(inbox / "new.json", answers(MINE), 1)
    put(inbox / "old.json", answers(None, BAD), 30)
    assert {line.state for line in took()} == {"taken"}
    assert clashes(submitted) == []


def test_the_same_hand_goes_on_as_ever(took, inbox, submitted) -> None:
    for hour, values in ((3, BAD), (2, {"reply": "source"}), (1, MODEL)):
        put(inbox / f"{hour}.json", answers(MINE, values), hour)
        took()
    assert counting(submitted)["answers"] == MODEL
    assert clashes(submitted) == []


def test_work_that_was_brought_to_another_computer_is_of_the_same_hand(took, inbox, submitted, tmp_path) -> None:
    stores = []
    for name in ("home", "office"):
        (tmp_path / name / "exercises" / ASSIGNMENT).mkdir(parents=True)
        stores.append(Store(tmp_path / name / "exercises" / ASSIGNMENT, ASSIGNMENT))
    home, office = stores
    home.put("reply", "source")
    home.write(Answers(**{**vars(home.load()), "who": WHO}))
    put(inbox / "1.json", home.path.read_bytes(), 3)
    HandIn(office)._take(home.load())
    office.put("reply", "blame")
    put(inbox / "2.json", office.path.read_bytes(), 1)
    assert [line.state for line in took()] == ["taken", "taken"]
    assert clashes(submitted) == []
    assert counting(submitted)["answers"]["reply"] == "blame"


def test_an_empty_form_of_another_hand_is_no_choice(took, inbox, submitted) -> None:
    put(inbox / "true.json", answers(MINE), 2)
    put(inbox / "empty.json", answers(THEIRS, {}), 1)
    took()
    assert clashes(submitted) == []
    assert counting(submitted)["answers"] == MODEL


def test_an_empty_form_that_came_first_holds_up_nobody(took, inbox, submitted) -> None:
    put(inbox / "empty.json", answers(THEIRS, {}), 5)
    took()
    put(inbox / "true.json", answers(MINE), 2)
    took()
    assert counting(submitted)["answers"] == MODEL


def clashing(inbox: Path, submitted: Path, took: Callable[[], list[Arrived]]) -> Clash:
    put(inbox / "true.json", answers(MINE), 3)
    took()
    put(inbox / "theirs-1.json", answers(THEIRS, {"slips": ["place"]}), 2)
    put(inbox / "theirs-2.json", answers(THEIRS, BAD | {"room-left": "7"}), 1)
    took()
    (found,) = clashes(submitted)
    return found


def test_both_are_told_with_their_dates_and_how_far_they_differ(took, inbox, submitted) -> None:
    found = clashing(inbox, submitted, took)
    assert (found.who, found.assignment) == (WHO, ASSIGNMENT)
    assert (found.counts.name, [one.name for one in found.waits]) == (MINE[:8], [THEIRS[:8]])
    (waits,) = found.waits
    assert waits.answered == 2 and waits.sent is not None and waits.differs >= len(MODEL) - 2


def test_collecting_again_says_the_same_and_adds_nothing(took, inbox, submitted) -> None:
    clashing(inbox, submitted, took)
    before = sorted(kept(submitted))
    assert {line.state for line in took()} == {"same"}
    assert sorted(kept(submitted)) == before


@pytest.mark.parametrize("chosen", [MINE, THEIRS])
def test_a_choice_holds_and_nothing_is_deleted(took, inbox, submitted, chosen: str) -> None:
    clashing(inbox, submitted, took)
    before = set(kept(submitted))
    choose(submitted, WHO, ASSIGNMENT, chosen[:8])
    assert counting(submitted)["hand"] == chosen
    assert set(kept(submitted)) == before
    assert clashes(submitted) == []
    took()
    assert clashes(submitted) == [], "What was decided is not asked again when the inbox is collected again."
    assert counting(submitted)["hand"] == chosen
    put(inbox / "later.json", answers(chosen, BAD | {"slips": ["quote"]}), 0.1)
    assert [line.state for line in took() if line.file == "later.json"] == ["taken"]
    loser = MINE if chosen == THEIRS else THEIRS
    put(inbox / "again.json", answers(loser, {"reply": "blame", "slips": ["place"]}), 0.05)
    took()
    assert [one.who for one in clashes(submitted)] == [WHO]


@pytest.mark.parametrize(
    "named",
    [
        (WHO, ASSIGNMENT, "ffffffff"),
        ("calm-ibis", ASSIGNMENT, MINE[:8]),
        (WHO, "no-such", MINE[:8]),
        (f"../{WHO}", ASSIGNMENT, MINE[:8]),
        (WHO, "../x", MINE[:8]),
        ("", "", ""),
    ],
)
def test_what_does_not_wait_cannot_be_chosen(took, inbox, submitted, named) -> None:
    clashing(inbox, submitted, took)
    before = sorted(kept(submitted))
    with pytest.raises(LookupError, match=r"[.]$"):
        choose(submitted, *named)
    assert sorted(kept(submitted)) == before


def test_a_folder_that_is_a_link_is_left_alone(took, inbox, submitted, tmp_path) -> None:
    clashing(inbox, submitted, took)
    shutil.move(submitted / WHO, tmp_path / "elsewhere")
    (submitted / WHO).symlink_to(tmp_path / "elsewhere")
    assert clashes(submitted) == []
    with pytest.raises(LookupError):
        choose(submitted, WHO, ASSIGNMENT, THEIRS[:8])


@pytest.mark.nbgrader
def test_what_is_graded_stays_until_somebody_chooses(tmp_path: Path, capsys) -> None:
    course = make_course(tmp_path / "course")
    inbox = course / "inbox"
    put(inbox / "true.json", answers(MINE), 3)
    run = lambda *words: (main(["--course", str(course), *words]), capsys.readouterr().out)  # noqa: E731
    run("collect", str(inbox))
    assert "44 of 50" in run("grade")[1] or "44" in run("grade")[1]
    before = run("grade")[1]
    zip_ahead(inbox / "false.zip", answers(THEIRS, BAD), 25)
    code, said = run("collect", str(inbox))
    assert "doubtful" in said
    assert run("grade")[1] == before
    assert any("two computers" in line.said for line in submissions(course))
    code, said = run("choose")
    assert code == 1 and WHO in said and THEIRS[:8] in said
    desk = Collect(course)
    assert desk.choosing.layout.display != "none"
    chooser = Choose(course)
    chooser.hands.value = THEIRS[:8]
    chooser.let.click()
    assert "Chosen" in chooser.result.value
    assert run("grade")[1] != before
    assert run("choose") == (0, "Nothing waits for a choice.\n")
    assert Choose(course).layout.display == "none"

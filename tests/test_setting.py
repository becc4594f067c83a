"""Is there one switch of the setting: in the same words everywhere, set once for all labs, and kept?"""

import ast
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.answers import Store
from toolkit.course.belongings import written
from toolkit.labs.setting import USUAL, Setting, _here
from toolkit.review.drafts import SETTINGS
from toolkit.sessions.room import labs, rooms

HOME = Path(__file__).parents[1] / "toolkit"


def work(folder: Path, session: str) -> Store:
    """Make a trainee's folder for one session."""
    own = folder / "workbooks" / "my-work" / session
    own.mkdir(parents=True, exist_ok=True)
    return Store(own, session)


def tomorrow() -> None:
    """Forget what this kernel knows, as another one does."""
    _here.cache_clear()


def test_it_is_built_in_one_place_and_its_words_are_written_in_none_other() -> None:
    built = [
        path.name
        for path in HOME.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Name | ast.Attribute) and getattr(node, "id", getattr(node, "attr", "")) == "SETTINGS"
        if "radio" in path.read_text("utf-8")
    ]
    assert set(built) == {"setting.py"}


def switches() -> list[tuple[str, str]]:
    return [(room, name) for room in rooms() for name in labs(room)]


@pytest.mark.parametrize(("room", "name"), switches())
def test_every_lab_that_has_a_setting_has_this_switch(room: str, name: str, tmp_path: Path) -> None:
    made = labs(room)[name](work(tmp_path, room))
    if hasattr(made, "setting"):
        assert isinstance(made.setting, Setting) and made.setting.value == USUAL


@pytest.mark.parametrize(("room", "name"), switches())
def test_every_lab_takes_every_setting(room: str, name: str, tmp_path: Path) -> None:
    made = labs(room)[name](work(tmp_path, room))
    for setting in SETTINGS if hasattr(made, "setting") else ():
        made.setting.choice.value = setting
        assert made.setting.value == setting


def test_set_once_it_is_set_in_the_next_lab_the_next_session_and_tomorrow(tmp_path: Path) -> None:
    here, next_lab = (Setting(work(tmp_path, "safety-first")) for _ in range(2))
    here.choice.value = "hostile"
    assert (next_lab.value, next_lab.choice.value) == ("hostile", "hostile")
    tomorrow()
    assert Setting(work(tmp_path, "tweet-rewriting")).value == "hostile"


def test_nobody_elses_setting_is_touched(tmp_path: Path) -> None:
    mine, yours = Setting(work(tmp_path / "a", "safety-first")), Setting(work(tmp_path / "b", "safety-first"))
    mine.value = "hostile"
    assert yours.value == USUAL


def test_where_nothing_can_be_kept_it_still_switches(tmp_path: Path) -> None:
    switch = Setting(Store(tmp_path, "anything"))
    switch.value = "official"
    assert switch.choice.value == "official" and not list(tmp_path.iterdir())
    (tmp_path / "my-work").write_text("a file where a folder should be", "utf-8")
    stuck = Setting(Store(tmp_path / "my-work" / "x", "x"))
    stuck.value = "hostile"
    assert stuck.choice.value == "hostile"


@pytest.mark.parametrize("kept", [None, 7, [], "purple", {"setting": "hostile"}, "", "Hostile"])
def test_whatever_was_kept_a_switch_stands_somewhere(kept: Any, tmp_path: Path) -> None:
    place = work(tmp_path, "setting")
    place.put("setting", kept)
    tomorrow()
    assert Setting(work(tmp_path, "safety-first")).value == USUAL


def test_it_is_wiped_with_everything_else(tmp_path: Path) -> None:
    Setting(work(tmp_path, "safety-first")).value = "hostile"
    kept = next((tmp_path / "workbooks" / "my-work" / "setting").iterdir())
    assert any(one == kept or one in kept.parents for one in written(tmp_path))


def test_below_it_stands_what_the_same_words_get_in_each_setting(tmp_path: Path) -> None:
    desk = labs("tweet-rewriting")["desk"](work(tmp_path, "tweet-rewriting"))
    desk.area.value = "Nurse Lena Marsh, 12 Mill Road, will be there at 19:00. Ring 0700 123 456."
    official, _, hostile = desk.setting.told.value.split("<li>")[1:]
    assert "✕" in hostile and "danger" in hostile
    assert official.count("✕") <= hostile.count("✕") and official != hostile
    desk.area.value = ""
    assert "danger" not in desk.setting.told.value


@given(st.dictionaries(st.sampled_from(SETTINGS), st.lists(st.sampled_from(("good", "advice", "required", "danger")))))
def test_it_counts_what_is_grave_and_says_so_where_nothing_is(found: dict[str, list[str]]) -> None:
    switch = Setting(Store(Path("nowhere"), "x"))
    switch.tell(lambda setting: found.get(setting, []))
    parts = switch.told.value.split("<li>")[1:]
    assert bool(parts) == any(found.values())
    for setting, part in zip(SETTINGS, parts, strict=False):
        counts = {verdict: found.get(setting, []).count(verdict) for verdict in ("danger", "required", "advice")}
        assert all((f"{n} {word}" in part) == bool(n) for n, word in zip(counts.values(), WORDS, strict=True))
        assert ("nothing to mend" in part) == (not any(counts.values()))


WORDS = ("danger", "needed", "to try")

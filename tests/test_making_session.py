"""Does the command that writes an empty session write one, and say in words where it cannot?"""

from pathlib import Path

import pytest

from toolkit.course.path import course
from toolkit.facilitator.notebooks import assignment, pages
from toolkit.labs.cards import made
from toolkit.making import session as making
from toolkit.making.session import files, main
from toolkit.posts import tables
from toolkit.sessions.room import rooms

NOT_YET = [one.id for week in course().weeks.values() for one in week if one.id not in rooms()]


@pytest.mark.parametrize("name", NOT_YET)
def test_every_session_that_is_to_come_can_be_begun(name: str, tmp_path: Path) -> None:
    written = dict(files(name, tmp_path))
    assert not any("{" in text and "}" in text and ("{id}" in text or "{item}" in text) for text in written.values())
    found = {path.name: text for path, text in written.items()}
    parsed = {key: tables.parsed(text) for key, text in found.items() if key.endswith(".toml")}
    exercise, solution = parsed["exercise.toml"], parsed[f"{name}.toml"]
    ids = [cell["id"] for cell in assignment.cells(name, exercise, solution)]
    assert len(ids) == len(set(ids)) and {"ask-sort", "points-sort", "judge-why", "hand-in"} <= {*ids}
    assert set(assignment.models(name, exercise, solution)["answers"]) >= {"sort", "sort-sure", "why"}
    assert len(made(parsed["first.toml"]).cards) == 2
    assert list(pages.page(found["workbook.md"], "toolkit import session", f'session("{name}")', {}))


@pytest.mark.parametrize("name", ["safety-first", "Safety", "../x", "nobody-knows", "", "a b"])
def test_where_there_can_be_none_it_is_said_and_nothing_written(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "write_text", lambda *_: pytest.fail("Something was written."))
    assert main([name]) == 1
    assert "session" in capsys.readouterr().out


def test_without_a_name_it_says_which_are_wanting(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 1
    said = capsys.readouterr().out
    assert all(name in said for name in NOT_YET) and "safety-first" not in said and "start-here" not in said


def test_nothing_that_is_there_is_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "ROOT", tmp_path)
    (tmp_path / "toolkit" / "sessions" / NOT_YET[0].replace("-", "_")).mkdir(parents=True)
    with pytest.raises(LookupError, match="already"):
        list(files(NOT_YET[0], tmp_path))

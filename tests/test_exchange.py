"""Does collecting from a shared folder take what lies there itself, from whom it belongs to?"""

import os
from datetime import datetime
from pathlib import Path

import pytest

from toolkit.grading import exchange

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="nbgrader has no exchange on Windows")
STAMP = "2026-03-17 09:30:00.250000 UTC"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / f"amber-heron+tweet-rewriting+{STAMP}+x"
    made.mkdir()
    (made / "answers.json").write_text("{}")
    return made


def test_only_files_that_lie_in_a_folder_themselves_are_read(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "private").write_text("of the facilitator")
    (folder / "link").symlink_to(tmp_path / "private")
    (folder / "folder").mkdir()
    os.mkfifo(folder / "pipe")
    with (folder / "huge").open("wb") as huge:
        huge.truncate(exchange.LARGEST + 1)
    assert dict(exchange.files(folder)) == {"answers.json": b"{}"}


def test_a_link_in_the_place_of_a_folder_is_not_followed(folder: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(folder)
    assert not list(exchange.files(link))
    assert not list(exchange.files(tmp_path / "gone"))


def test_the_account_counts_not_the_name_on_the_folder(folder: Path) -> None:
    assert exchange.sender(folder) == folder.owner() != "amber-heron"


def test_where_no_account_is_known_only_a_code_name_is_believed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "account", lambda _: "")
    assert exchange.sender(folder) == "amber-heron"
    assert exchange.sender(folder.with_name(f"..+tweet-rewriting+{STAMP}")) == "somebody-unknown"


@pytest.mark.parametrize(
    ("name", "when"),
    [
        (f"a+b+{STAMP}+x", datetime(2026, 3, 17, 9, 30, 0, 250_000)),
        (f"a+b+{STAMP}", datetime(2026, 3, 17, 9, 30, 0, 250_000)),
        ("a+b+yesterday+x", datetime(1970, 1, 1)),
        ("a+b", datetime(1970, 1, 1)),
    ],
)
def test_a_folder_that_tells_no_date_is_never_the_latest(name: str, when: datetime) -> None:
    assert exchange.handed_in(Path(name)) == when

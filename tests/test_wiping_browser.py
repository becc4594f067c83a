"""Is nothing left of what a trainee typed in a real browser, while pages are open, and does the course go on?"""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from browser import Lab, soon, start
from playwright.sync_api import Page, expect

from toolkit.course.wiping import others

pytestmark = pytest.mark.browser
Look = Callable[[str], Path]
NAME = "hashtag-choice"
EXERCISE, WORKBOOK = f"exercises/{NAME}/{NAME}.ipynb", f"workbooks/{NAME}.ipynb"
LATIN = "We wrote the number of the house on the back of the leaflet."
ARABIC = "كتبنا رقم البيت على ظهر المنشور"
TYPED = (LATIN, ARABIC, "amber-linden")


def still_there(folder: Path) -> list[str]:
    """Search every file byte by byte, however JSON writes letters, and every name."""
    signs = [sign for text in TYPED for sign in (text.encode(), json.dumps(text)[1:-1].encode())]
    found = [path for path in folder.rglob("*") if any(sign in name_and_content(path) for sign in signs)]
    return sorted(str(path.relative_to(folder)) for path in found)


def name_and_content(path: Path) -> bytes:
    return path.name.encode() + (path.read_bytes() if path.is_file() else b"")


def holds(path: Path, text: str) -> bool:
    return path.is_file() and text in path.read_text("utf-8")


def saved_with(page: Page, path: Path, text: str) -> None:
    """Save until the notebook holds what was typed: its copy there is renewed after a pause in typing."""

    def seen() -> bool:
        page.locator(".jp-Notebook h1").first.click()  # a key pressed in a field is the field's own
        page.keyboard.press("Control+s")
        page.wait_for_timeout(300)
        return holds(path, text)

    soon(page, seen, True)


def rows(folder: Path) -> int:
    with closing(sqlite3.connect(folder / ".jupyter/ipython/profile_default/history.sqlite")) as book:
        return int(book.execute("select count(*) from history").fetchone()[0])


def write(page: Page, lab: Lab) -> None:
    """Write in a lab and in an exercise, save, bring it back over other words, and wait until Jupyter has saved."""
    page.goto(lab.notebook(WORKBOOK))
    start(page)
    page.get_by_role("textbox").last.fill(LATIN)
    page.goto(lab.notebook(EXERCISE))
    start(page)
    answer = page.get_by_role("textbox", name="Your answer").first
    answer.fill(LATIN)
    soon(page, lambda: holds(lab.folder / f"exercises/{NAME}/answers.json", LATIN), True)
    page.get_by_role("textbox", name="Code name").fill("amber-linden")
    page.get_by_role("button", name="Save my work").click()
    with page.expect_download() as saved:
        page.get_by_role("link", name="Download").click()
    saved.value.save_as(lab.folder / saved.value.suggested_filename)
    answer.fill(ARABIC)
    soon(page, lambda: holds(lab.folder / f"exercises/{NAME}/answers.json", ARABIC), True)
    saved_with(page, lab.folder / EXERCISE, ARABIC)
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Bring saved work back").click()
    chooser.value.set_files(lab.folder / saved.value.suggested_filename)
    page.get_by_role("button", name="Press again to replace").click()
    expect(page.get_by_text("is kept as “answers-kept-1.json”")).to_be_visible()
    expect(answer).to_have_value(LATIN)
    saved_with(page, lab.folder / EXERCISE, LATIN)


def wipe(page: Page, lab: Lab) -> None:
    page.goto(lab.notebook("workbooks/start-here.ipynb"))
    start(page)
    page.get_by_role("button", name="Wipe everything I wrote here").click()
    expect(page.get_by_text("Close every other page of the course first")).to_be_visible()
    page.get_by_role("button", name="Press again to wipe everything").click()
    expect(page.get_by_text("Files wiped: ")).to_be_visible()


def test_nothing_is_left_and_an_open_page_does_as_the_button_says(lab: Lab, page: Page, look: Look) -> None:
    open_page = page.context.new_page()
    write(open_page, lab)
    fetched = lab.folder / f"exercises/{NAME}/feedback/2027-01-12 10:11:12.131415 UTC/{NAME}.html"
    fetched.parent.mkdir(parents=True)
    fetched.write_text(LATIN, "utf-8")
    (lab.folder / "workbooks/my diary.txt").write_text(LATIN, "utf-8")
    assert rows(lab.folder) > 0
    before = still_there(lab.folder)
    assert {f"exercises/{NAME}/{name}" for name in ("answers.json", "answers-kept-1.json", f"{NAME}.ipynb")} < {*before}
    page.bring_to_front()
    wipe(page, lab)
    named = page.get_by_text("workbooks/my diary.txt")
    expect(named).to_be_visible()
    named.scroll_into_view_if_needed()
    look("path-wiped-and-named")
    assert still_there(lab.folder) == others(lab.folder / "workbooks") == ["workbooks/my diary.txt"]
    assert rows(lab.folder) == 0

    open_page.bring_to_front()
    open_page.get_by_role("textbox", name="Your answer").first.fill("Something else")
    expect(open_page.get_by_text("has changed on disk")).to_be_visible(timeout=60_000)
    open_page.get_by_role("button", name="Revert").click()
    expect(open_page.get_by_role("textbox", name="Your answer")).to_have_count(0)
    assert still_there(lab.folder) == ["workbooks/my diary.txt"]

    start(open_page)  # Jupyter can still save: its signatures are emptied, not gone
    saved_with(open_page, lab.folder / EXERCISE, "Something else")
    assert rows(lab.folder) > 0
    open_page.close()
    wipe(page, lab)
    assert "Something else" not in (lab.folder / EXERCISE).read_text("utf-8")
    assert not list((lab.folder / "exercises").rglob("answers*"))

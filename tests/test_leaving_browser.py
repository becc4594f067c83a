"""Does a trainee leave any page in any way without being asked, and is “Saved” true; is a facilitator asked as ever?"""

import re
from collections.abc import Iterator

import pytest
from browser import Lab, start
from playwright.sync_api import Dialog, Page, expect

pytestmark = pytest.mark.browser
HERE, EXERCISE = "workbooks/start-here.ipynb", "exercises/tweet-rewriting/tweet-rewriting.ipynb"
DESK = "workbooks/facilitator.ipynb"


@pytest.fixture
def asked(page: Page) -> Iterator[list[str]]:
    """What the browser asks before it leaves a page; where nobody listens, Playwright answers by itself."""
    heard: list[str] = []

    def hear(dialog: Dialog) -> None:
        heard.append(dialog.type)
        dialog.accept()

    page.on("dialog", hear)
    yield heard


def close(page: Page) -> None:
    """Close a page as a person does: what it wants to ask first, it may."""
    with page.expect_event("close"):
        page.close(run_before_unload=True)


def begin(page: Page) -> None:
    """Start a page and touch it: a browser asks only on behalf of pages that were used."""
    start(page)
    page.locator(".jp-Notebook h1").first.click()


def test_a_trainee_is_never_asked_on_leaving(lab: Lab, page: Page, asked: list[str]) -> None:
    page.goto(lab.notebook(HERE))
    begin(page)
    page.locator(".hta-way").get_by_role("link").first.click()
    begin(page)
    page.reload()
    begin(page)
    while HERE not in page.url:  # Jupyter puts each page there three times; the button of a browser passes over two
        page.go_back()
    begin(page)
    page.goto(lab.notebook(EXERCISE))
    begin(page)
    close(page)
    assert asked == []


def test_no_key_and_no_menu_asks_whether_to_save(lab: Lab, page: Page) -> None:
    page.goto(lab.notebook(EXERCISE))
    begin(page)
    for keys in ("Alt+w", "Control+Shift+S", "Control+Shift+Q"):
        page.keyboard.press(keys)
    page.locator(".lm-MenuBar-item", has_text="File").click()
    items = page.locator(".lm-Menu .lm-Menu-itemLabel", has_text=re.compile(r"\w"))
    expect(items).to_have_text(["Open Recent", "Save Notebook", "Download", "Print…", "Shut Down"])
    expect(page.locator(".jp-Dialog")).to_have_count(0)


def save(page: Page) -> None:
    """Save a page at once, as Jupyter does by itself every twenty seconds."""
    page.locator(".jp-Notebook h1").first.click()  # a key pressed in a field is the field's own
    with page.expect_response(lambda response: response.request.method == "PUT" and "/api/contents/" in response.url):
        page.keyboard.press("Control+s")


def test_nobody_is_asked_which_of_two_tabs_is_the_true_one(lab: Lab, page: Page) -> None:
    other = page.context.new_page()
    for number, tab in enumerate((page, other)):
        tab.goto(lab.notebook(EXERCISE))
        begin(tab)
        tab.get_by_role("textbox", name="Your answer").nth(number).fill("Written here.")
    for tab in (page, other, page):
        tab.bring_to_front()
        save(tab)
        expect(tab.locator(".jp-Dialog")).to_have_count(0)


def test_saved_is_not_said_where_nothing_can_be_saved(lab: Lab, page: Page) -> None:
    """The kernel goes: it was stopped, or the computer slept, or whoever runs the server needed the room."""
    page.goto(lab.notebook(EXERCISE))
    begin(page)
    form = page.locator(".hta-form", has=page.get_by_role("textbox", name="Your answer")).last
    answer, said = form.get_by_role("textbox", name="Your answer"), form.get_by_text("✓ Saved")
    answer.fill("Kept.")
    expect(said).to_be_visible()
    for session in page.request.get(lab.url("api/sessions")).json():
        page.request.delete(lab.url(f"api/sessions/{session['id']}"))
    expect(said).to_be_hidden()
    answer.fill("Lost.")
    assert "Not saved" in form.evaluate("form => getComputedStyle(form, '::after').content")
    page.reload()
    begin(page)
    expect(answer).to_have_value("Kept.")
    assert form.evaluate("form => getComputedStyle(form, '::after').content") == "none"
    answer.fill("Kept again.")
    expect(said).to_be_visible()


def test_a_facilitator_who_changed_a_page_is_asked_as_ever(facilitator_lab: Lab, page: Page, asked: list[str]) -> None:
    page.goto(facilitator_lab.url(f"lab/tree/{DESK}"))
    cells = page.locator(".jp-Notebook-cell")
    expect(cells.first).to_be_focused()
    count = cells.count()
    page.keyboard.press("b")
    expect(cells).to_have_count(count + 1)
    page.reload()
    assert asked == ["beforeunload"]

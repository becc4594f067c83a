"""Do two pages on one question, in the notebook and as an app, keep what both chose, and does each show it?"""

import json

import pytest
from browser import Lab, start
from playwright.sync_api import Locator, Page, expect

from toolkit.sessions.room import questions

pytestmark = pytest.mark.browser
EXERCISE = "exercises/tweet-rewriting/tweet-rewriting.ipynb"
ONE, OTHER, *_ = questions("tweet-rewriting")["hooks"].options.values()


def chosen(page: Page, words: str) -> Locator:
    """What is chosen beside one opening line; the lines stand in an order of each page's own."""
    return page.get_by_label(words).locator("option:checked")


def test_two_pages_on_one_question_keep_what_both_chose_and_both_show_it(lab: Lab, page: Page) -> None:
    app = page.context.new_page()
    page.goto(lab.notebook(EXERCISE))
    start(page)
    expect(page.get_by_label(ONE)).to_be_visible()
    app.goto(lab.app(EXERCISE))
    expect(app.get_by_label(ONE)).to_be_visible(timeout=60_000)
    page.get_by_label(ONE).select_option(label="a number")
    expect(chosen(app, ONE)).to_have_text("a number")
    app.get_by_label(OTHER).select_option(label="a person")
    for here in (page, app):
        expect(chosen(here, ONE)).to_have_text("a number")
        expect(chosen(here, OTHER)).to_have_text("a person")
    saved = json.loads((lab.folder / "exercises/tweet-rewriting/answers.json").read_text("utf-8"))["answers"]["hooks"]
    assert sorted(saved.values()) == ["number", "person"]

"""Does one command give a trainee a calm page, a facilitator the tools, and other machines nothing?"""

from collections.abc import Callable
from pathlib import Path

import pytest
from browser import Lab
from playwright.sync_api import Page, expect

from toolkit.start import course_folder, environment

pytestmark = pytest.mark.browser
FIRST = "workbooks/start-here.ipynb"
Look = Callable[[str], Path]


def test_a_trainee_sees_the_page_and_one_button(lab: Lab, page: Page, look: Look) -> None:
    page.goto(lab.url(""))
    expect(page.locator(".jp-Notebook h1").first).to_be_visible()
    expect(page.get_by_role("button", name="Start")).to_be_visible()
    assert page.locator(".jp-NotebookPanel-toolbar .jp-Toolbar-item").count() < 7
    look("trainee-first-page")

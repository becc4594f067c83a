"""Can a trainee with a fresh browser walk the path: fail a gate, try again in other words, pass, see the next week?"""

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import Lab, start
from playwright.sync_api import Page, expect

from toolkit.course import course
from toolkit.gates import bank

pytestmark = pytest.mark.browser
Look = Callable[[str], Path]
HERE = "workbooks/start-here.ipynb"


def right_answers(week: str) -> dict[str, str]:
    """The right option of every question that a gate may ask."""
    return {
        variant["question"]: next(one["text"] for one in variant["options"] if one["right"])
        for row in bank(week)
        for variant in row["variant"]
    }


def answer_all(page: Page, week: str, amiss: int = 0) -> set[str]:
    """Answer a gate's questions, the first few of them amiss; returns the questions."""
    known, seen, asked = right_answers(week), set[str](), ""
    count = len(bank(week))
    for number in range(1, count + 1):
        expect(page.get_by_text(f"Question {number} of {count}")).to_be_visible()
        group = page.locator(".widget-radio").first
        if asked:
            expect(group.locator(".widget-label").first).not_to_have_text(asked)
        asked = group.locator(".widget-label").first.inner_text()
        seen.add(asked)
        options = group.locator(".widget-radio-box label")
        right = [text.strip() for text in options.all_inner_texts()].index(known[asked])
        options.nth((right + 1) % options.count() if number <= amiss else right).click()
        page.get_by_label("Fairly sure").check()
        page.get_by_role("button", name="Next", exact=True).click()
    return seen


def begin(page: Page, lab: Lab, week: str) -> None:
    page.goto(lab.notebook(f"workbooks/gate-{week}.ipynb"))
    start(page)


def test_a_trainee_goes_from_the_start_through_two_gates(lab: Lab, page: Page, look: Look) -> None:
    page.goto(lab.notebook(HERE))
    start(page)
    way = page.locator(".hta-way > li")
    expect(way).to_have_count(4)
    expect(way.nth(0)).to_contain_text("you are here")
    expect(way.nth(1)).to_contain_text("still closed")
    expect(way.nth(1).get_by_role("link")).to_have_count(0)
    look("path-begin")
    way.nth(0).get_by_role("link", name="The gate").click()
    expect(page).to_have_url(lab.url("doc/tree/workbooks/gate-crawl.ipynb").split("?")[0])
    start(page)
    page.get_by_role("button", name="Begin", exact=True).click()
    look("path-question")
    first = answer_all(page, "crawl", amiss=3)
    expect(page.get_by_text("5 of 8 are right. The gate opens at 7 of 8.")).to_be_visible()
    expect(page.get_by_text("How sure, and how right")).to_be_visible()
    look("path-not-yet")
    page.get_by_role("button", name="Try again with new questions").click()
    second = answer_all(page, "crawl")
    assert not first & second
    expect(page.get_by_text("8 of 8 are right. The gate is open.")).to_be_visible()
    look("path-passed")
    page.goto(lab.notebook(HERE))
    start(page)
    expect(way.nth(0)).to_contain_text("passed")
    expect(way.nth(1)).to_contain_text("you are here")
    expect(way.nth(2)).to_contain_text("still closed")
    begin(page, lab, "walk")
    page.get_by_role("button", name="Begin", exact=True).click()
    answer_all(page, "walk")
    page.goto(lab.notebook(HERE))
    start(page)
    expect(way.nth(2)).to_contain_text("you are here")
    for session in course().weeks["run"]:
        if session.is_there:
            expect(way.nth(2).get_by_role("link", name=session.title)).to_be_visible()
    look("path-two-weeks")


def test_axe_finds_nothing_serious_on_the_path(lab: Lab, page: Page) -> None:
    for notebook in (HERE, "workbooks/gate-crawl.ipynb"):
        page.goto(lab.notebook(notebook))
        start(page)
        found = Axe().run(page, context={"include": [[".hta-form"]]}).response["violations"]
        assert not [
            (row["id"], row["nodes"][0]["html"][:200]) for row in found if row["impact"] in ("serious", "critical")
        ]


def test_everything_is_wiped_with_one_button(lab: Lab, page: Page, look: Look) -> None:
    """Runs last, on the folder of the tests above."""
    page.goto(lab.notebook(HERE))
    start(page)
    page.get_by_role("button", name="Wipe everything I wrote here").click()
    page.get_by_role("button", name="Press again to wipe everything").click()
    expect(page.get_by_text("files are wiped")).to_be_visible()
    look("path-wiped")
    assert not (lab.folder / "workbooks" / "my-work").exists()

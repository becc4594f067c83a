"""Can a trainee with a fresh browser walk the path: fail a gate, try again in other words, pass, see the next week?"""

from collections.abc import Callable
from pathlib import Path

import pytest
from browser import Lab, start
from keyboard import sound
from playwright.sync_api import Page, expect

from toolkit.answers import read
from toolkit.course.along import sent_along
from toolkit.course.gates import CASES
from toolkit.course.glossary import GAP, cards
from toolkit.course.path import course
from toolkit.sessions.room import gates, rooms

pytestmark = pytest.mark.browser
Look = Callable[[str], Path]
HERE, WORDS = "workbooks/start-here.ipynb", "workbooks/words.ipynb"


def right_answers(week: str) -> dict[str, str]:
    """The right option of every question that a gate may ask."""
    return {
        variant["question"]: next(one["text"] for one in variant["options"] if one["right"])
        for row in gates().bank(week)
        for variant in row["variant"]
    }


def answer_all(page: Page, week: str, amiss: int = 0) -> set[str]:
    """Answer a gate's questions, the first few of them amiss; returns the questions."""
    known, seen, asked = right_answers(week), set[str](), ""
    count = CASES
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
    sound(page)
    way.nth(0).get_by_role("link", name="The gate").click()
    expect(page).to_have_url(lab.url("doc/tree/workbooks/gate-crawl.ipynb").split("?")[0])
    start(page)
    page.get_by_role("button", name="Begin", exact=True).click()
    look("path-question")
    sound(page)
    first = answer_all(page, "crawl", amiss=3)
    expect(page.get_by_text("5 of 8 are right. The gate opens at 7 of 8.")).to_be_visible()
    expect(page.get_by_text("How sure, and how right")).to_be_visible()
    look("path-not-yet")
    sound(page)
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
        if session.id in rooms():
            expect(way.nth(2).get_by_role("link", name=session.title)).to_be_visible()
    look("path-two-weeks")


def test_what_was_passed_goes_along_with_an_exercise_if_the_box_is_ticked(lab: Lab, page: Page, look: Look) -> None:
    """Stands on the two gates that were passed above."""
    page.goto(lab.notebook("exercises/hashtag-choice/hashtag-choice.ipynb"))
    start(page)
    box = page.get_by_role("checkbox", name="Also send how far I am on the path")
    expect(box).not_to_be_checked()
    expect(page.get_by_text("The gate of “Week 1: crawl”: 8 of 8 right, after 2 tries")).to_be_visible()
    box.press("Space")
    page.get_by_role("button", name="Save my work").press("Enter")
    with page.expect_download() as handed:
        page.get_by_role("link", name="Download").press("Enter")
    look("path-sent-along")
    answers = read(handed.value.path().read_bytes(), "hashtag-choice")
    assert [(one.name, one.tries) for one in sent_along(answers.values, gates())] == [("crawl", 2), ("walk", 1)]


def test_cards_and_gaps_are_worked_with_the_keyboard_alone(lab: Lab, page: Page, look: Look) -> None:
    page.goto(lab.notebook(WORDS))
    start(page)
    first, second, *_ = cards()
    turn, knew = (page.get_by_role("button", name=name) for name in ("Turn the card", "I knew it"))
    expect(page.locator(".hta-card")).to_have_text(first.word)
    turn.press("Enter")
    expect(page.locator(".hta-help", has_text=first.example)).to_be_visible()
    expect(knew).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("9 cards to go")).to_be_visible()
    expect(turn).to_be_focused()
    page.keyboard.press("Enter")
    expect(knew).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # not yet
    expect(page.get_by_text("9 cards to go")).to_be_visible()
    missing = page.get_by_role("combobox", name="The word missing in sentence 1")
    gap = page.locator(".hta-prompt", has_text="1. ").first.inner_text().removeprefix("1. ").replace("_____", GAP)
    missing.select_option(label=next(card.word for card in cards() if card.gap == gap))
    expect(page.get_by_text("✓ Good")).to_be_visible()
    page.get_by_role("textbox", name="Look up a word").fill("hashtags")
    expect(page.get_by_role("row", name="hashtag")).to_be_visible()
    expect(page.get_by_role("row", name="profile")).to_have_count(0)
    look("words")
    sound(page)
    page.reload()
    start(page)
    expect(page.locator(".hta-card")).not_to_have_text(first.word)  # it comes back in three days
    expect(page.locator(".hta-card")).not_to_have_text(second.word)  # and this one tomorrow


def test_everything_is_wiped_with_one_button(lab: Lab, page: Page, look: Look) -> None:
    """Runs last, on the folder of the tests above."""
    page.goto(lab.notebook(HERE))
    start(page)
    page.get_by_role("button", name="Wipe everything I wrote here").click()
    page.get_by_role("button", name="Press again to wipe everything").click()
    expect(page.get_by_text("Files wiped: ")).to_be_visible()
    look("path-wiped")
    assert not (lab.folder / "workbooks" / "my-work").exists()

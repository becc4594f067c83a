"""Does the workbook of every session work for everybody: all its labs, by keyboard, in any light, way and width?

These tests come last of those of a page: what a session's own tests did there is there, and is looked at, too.
"""

import json
from typing import Any, Literal

import pytest
from browser import WIDE, Lab, fits, soon
from keyboard import PHONE, TOO_WIDE, in_light, no_traceback, remembers, sound
from playwright.sync_api import Page, expect

from toolkit.sessions.room import content, rooms

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("workbook", rooms(), indirect=True, scope="session"),
]
VIEWS: tuple[tuple[str, Literal["dark", "light"]], ...] = (("rtl", "light"), ("ltr", "dark"))
ANSWER = "Meet us on Friday 24 April at 18:00, Brenna Square. أحدًا يراقب #human-rights"
# Somebody who gives every form some answer: the last of its options, all its boxes, the same words everywhere.
ANSWERED = """words => {
  const say = (field, name) => field.dispatchEvent(new Event(name, {bubbles: true}))
  for (const form of document.querySelectorAll(".hta-form")) {
    form.querySelectorAll(".widget-radio-box").forEach(box => [...box.querySelectorAll("input")].at(-1)?.click())
    form.querySelectorAll("input[type=checkbox]:not(:checked)").forEach(box => box.click())
    form.querySelectorAll("select").forEach(list => (list.selectedIndex = list.length - 1, say(list, "change")))
    form.querySelectorAll("textarea, input[type=text]").forEach(
      field => (field.value = words, say(field, "input"), say(field, "change")))
  }
}"""
SHOWN = """() => [...document.querySelectorAll(".jp-CodeCell")].map(cell => [...cell.querySelectorAll(
  ".jp-OutputArea-output :is(.hta, .hta-form)")].some(part => part.innerText.trim() && part.checkVisibility()))"""
FIELDS = "input, select, textarea, button, summary"
HAVE_FIELDS = f"""() => [...document.querySelectorAll(".jp-CodeCell")].flatMap(
  (cell, n) => cell.querySelector(".hta-form :is({FIELDS})") ? [n] : [])"""
WATCH_THE_FOCUS = f"""() => {{
  window.reached = new Set()
  const cells = [...document.querySelectorAll(".jp-CodeCell")]
  document.addEventListener("focusin", ({{target}}) =>
    target.matches("{FIELDS}") && window.reached.add(cells.findIndex(cell => cell.contains(target))))
}}"""


@pytest.fixture
def session(request: pytest.FixtureRequest) -> str:
    """The session whose workbook is open."""
    return str(request.node.callspec.params["workbook"])


def cells(lab: Lab, session: str) -> list[str]:
    """Read what the cells of a workbook ask for."""
    notebook: dict[str, Any] = json.loads((lab.folder / f"workbooks/{session}.ipynb").read_text("utf-8"))
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]


def test_one_click_brings_every_lab_and_the_first_question_is_answered(
    workbook: Page, session: str, common: Lab
) -> None:
    soon(workbook, lambda: workbook.evaluate(SHOWN), [True for _ in cells(common, session)])
    remembers(workbook, session)
    for post in content(session).get("worked", ()):
        expect(workbook.get_by_text(post["label"], exact=True).first).to_be_attached()
        expect(workbook.get_by_text(post["text"]).first).to_be_attached()
    no_traceback(workbook)


def test_the_tab_key_reaches_every_lab(workbook: Page, session: str) -> None:
    """From the title on, past all that stands before it: nothing holds somebody who has no mouse."""
    workbook.bring_to_front()
    workbook.locator(".jp-Notebook h1").first.click()
    workbook.evaluate(WATCH_THE_FOCUS)
    wanted, every = workbook.evaluate(HAVE_FIELDS), workbook.locator(f".jp-Notebook :is(a, {FIELDS})").count()
    assert len(wanted) > 3, session
    for _ in range(0, every, 10):
        for _ in range(10):
            workbook.keyboard.press("Tab")
        if workbook.evaluate("last => window.reached.has(last)", wanted[-1]):
            break
    reached = {*workbook.evaluate("[...window.reached]")}
    assert not {*wanted} - reached


def test_whatever_is_answered_is_sound_for_everybody(workbook: Page, session: str, common: Lab) -> None:
    workbook.evaluate(ANSWERED, ANSWER)
    kept = common.folder / f"workbooks/my-work/{session}/answers.json"
    # The last field is the last to be heard of: when its answer is kept, the kernel has taken all of them.
    soon(workbook, lambda: kept.is_file() and json.loads(kept.read_text("utf-8"))["answers"].get("reflect"), ANSWER)
    no_traceback(workbook)
    sound(workbook)


def test_in_any_light_way_and_width_nothing_has_to_be_pushed_sideways(workbook: Page) -> None:
    """And dark on dark is no more to be read than light on light."""
    workbook.bring_to_front()
    for way, light in VIEWS:
        in_light(workbook, light)
        workbook.evaluate("way => document.documentElement.dir = way", way)
        for size in (PHONE, WIDE):
            workbook.set_viewport_size(size)
            soon(workbook, lambda: workbook.evaluate(TOO_WIDE), [])
            fits(workbook, size["width"])
    sound(workbook)

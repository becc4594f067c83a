"""What the browser tests of sessions share: a notebook opened once, hands that only press keys, and long looks."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import SCREENSHOTS, Lab, elsewhere, fits, refusals, soon, start
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from toolkit.faces.html import SETTING_WORDS
from toolkit.sessions.room import content

OFFICIAL, OPEN, HOSTILE = (SETTING_WORDS[setting] for setting in ("official", "open", "hostile"))

# Every control of every form, as a person sees it.
STATE = """() => [...document.querySelectorAll(".hta-form :is(input, select, textarea, .noUi-handle, .hta-order)")].map(
  one => one.matches("[type=radio], [type=checkbox]") ? one.checked
    : one.matches(".noUi-handle") ? one.getAttribute("aria-valuetext")
    : one.matches(".hta-order") ? one.innerText : one.value)"""
LISTED = "list => (list.focus(), [list.selectedIndex, [...list.options].map(option => option.text)])"
TOO_WIDE = """() => [...document.querySelectorAll(".jp-OutputArea-output")]
  .filter(area => area.scrollWidth > area.clientWidth + 3).map(area => area.innerText.slice(0, 80))"""


@pytest.fixture(scope="module")
def window(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser that knows what it has loaded, as a trainee's does; red if it asks any other machine for anything."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    asked: list[str] = []
    refused = refusals(context)
    context.on("request", lambda request: asked.append(request.url))
    context.on("page", lambda opened: opened.on("websocket", lambda socket: asked.append(socket.url)))
    yield context
    context.close()
    assert not [url for url in asked if elsewhere(url)]
    assert not refused, "\n".join(refused)


@contextmanager
def visit(window: BrowserContext, lab: Lab, notebook: str) -> Iterator[Page]:
    """Open a notebook once for several tests, with the one click on Start."""
    page = window.new_page()
    page.goto(lab.notebook(notebook))
    begin(page)
    yield page
    page.close()


def begin(page: Page) -> None:
    """Press Start, and wait until the last form is there: a workbook ends with a question, an exercise with a file."""
    start(page)
    is_exercise = "/exercises/" in page.url
    last = ("button", "Save my work") if is_exercise else ("textbox", "Your answer")
    page.get_by_role(last[0], name=last[1]).last.wait_for()  # type: ignore[arg-type]


def again(page: Page, wait: int = 500) -> None:
    """Open the same notebook again, when the last key presses have reached the kernel: in so many milliseconds."""
    page.wait_for_timeout(wait)
    page.reload()
    begin(page)


# ---- what stands on the page


def form(page: Page, words: str) -> Locator:
    """Find a form or a lab by words that stand in it."""
    return page.locator(".hta-form", has_text=words)


def radios(page: Page | Locator, label: str) -> Locator:
    """Find radio buttons by the words above them."""
    return page.locator(".widget-radio", has_text=label)


def words_of(control: Locator) -> list[str]:
    """Read what there is to choose from; the widgets put a hard space for each space."""
    return [" ".join(said.split()) for said in control.all_inner_texts()]


# ---- the keyboard alone


def press_list(control: Locator, words: str) -> None:
    """Go through a list with the arrow keys, to the option that says just this, or to the first that holds it."""
    control.locator("option", has_text=words).first.wait_for(state="attached")
    at, options = control.evaluate(LISTED)
    said = [" ".join(one.split()) for one in options]
    wanted = said.index(words) if words in said else next(place for place, one in enumerate(said) if words in one)
    way = wanted - at
    for _ in range(abs(way)):
        control.page.keyboard.press("ArrowDown" if way > 0 else "ArrowUp")
    expect(control).to_have_js_property("selectedIndex", wanted)
    expect(control).to_be_focused()


def press_radio(group: Locator, words: str) -> None:
    """Go through radio buttons with the arrow keys."""
    wanted = words_of(group.locator("label:has(input)")).index(words)
    buttons = group.get_by_role("radio")
    buttons.first.press("Space")
    for _ in range(wanted):
        group.page.keyboard.press("ArrowDown")
    expect(buttons.nth(wanted)).to_be_checked()
    expect(buttons.nth(wanted)).to_be_focused()


def type_into(field: Locator, text: str) -> None:
    """Put a text into a field, at the place of what stands there."""
    field.focus()
    field.page.keyboard.press("Control+a")
    field.page.keyboard.insert_text(text)


def press_order(place: Locator, wanted: Sequence[str]) -> list[str]:
    """Put things in order with the buttons beside them, or say that it is right; gives the order that came of it."""
    rows = place.locator(".hta-order")
    expect(rows.first).to_be_visible()
    here = [row.locator(".widget-html").inner_text().strip().split(". ", 1)[1] for row in rows.all()]
    if (
        here[: len(wanted)] == [*wanted]
        and (right := place.get_by_role("button", name="Leave it in this order")).count()
    ):
        right.press("Enter")
    for goal, words in enumerate(wanted):
        while (now := here.index(words)) > goal:
            up = place.locator(".hta-order").nth(now).locator("button").first
            expect(up).to_have_accessible_name(f"Move up: {words}")  # for a moment two of them have it
            up.press("Enter")
            here[now - 1], here[now] = here[now], here[now - 1]
            expect(place.get_by_text(f"{now}. {words}")).to_be_visible()
    return here


# ---- what all workbooks have


def remembers(page: Page, name: str) -> None:
    """Answer the first question of a workbook as one should, and read why that is right."""
    asked = content(name)["recall"][0]
    right = next(option for option in asked["options"] if option["right"])
    press_radio(radios(page, asked["question"]), right["text"])
    says(form(page, asked["question"]).locator(".hta-finding", has_text=right["why"]), "✓ Good", "Yes.")


def says(place: Locator, *words: str) -> None:
    """Wait until a place says all of these."""
    for one in words:
        expect(place).to_contain_text(one)


def flip(lab: Locator, setting: str) -> None:
    press_radio(lab.locator(".widget-radio", has=lab.page.get_by_text(OPEN)), setting)


def press(lab: Locator, button: str) -> None:
    lab.get_by_role("button", name=button, exact=True).press("Enter")


def tick(lab: Locator, box: str) -> None:
    lab.get_by_role("checkbox", name=box).press("Space")
    expect(lab.get_by_role("checkbox", name=box)).to_be_checked()


# ---- long looks


def no_traceback(page: Page) -> None:
    expect(page.locator('.jp-RenderedText[data-mime-type$="stderr"]')).to_have_text([])
    expect(page.get_by_text("Traceback")).to_have_count(0)


def grave(page: Page) -> list[tuple[str, str]]:
    """List what axe finds serious in our forms."""
    found = Axe().run(page, context={"include": [[".hta-form"], [".hta"]]}).response["violations"]
    return [(row["id"], row["nodes"][0]["html"][:200]) for row in found if row["impact"] in ("serious", "critical")]


def sound(page: Page) -> None:
    """Wait until axe finds nothing serious: a page that is still being drawn has colours on their way."""
    page.bring_to_front()  # pages in the background are drawn late
    for _ in range(5):
        if not grave(page):
            return
        page.wait_for_timeout(500)
    assert grave(page) == []


def show(page: Page, name: str, scenes: tuple[str, ...]) -> None:
    """Take pictures of a page in light and dark, for people to look at."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.bring_to_front()
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        expect(page.locator("body")).to_have_attribute("data-jp-theme-light", "true" if scheme == "light" else "false")
        expect(page.locator("#jupyterlab-splash")).to_have_count(0)  # what it shows while it changes
        for place, words in enumerate(scenes):
            page.get_by_text(words).last.evaluate("part => part.scrollIntoView()")
            page.screenshot(path=SCREENSHOTS / f"{name}-{scheme}-{place}.png")
        fits(page, 1280)


def narrow(page: Page, name: str = "") -> None:
    """Make the page as small as a telephone, and wait until nothing has to be pushed sideways; take a picture of it."""
    page.bring_to_front()
    page.set_viewport_size({"width": 390, "height": 844})
    soon(page, lambda: page.evaluate(TOO_WIDE), [])
    if name:
        page.screenshot(path=SCREENSHOTS / f"{name}-390.png")

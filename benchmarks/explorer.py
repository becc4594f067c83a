"""From the choice of a tag in the explorer to its picture on the screen, on the course's own feed."""

from collections.abc import Iterator
from itertools import cycle

from playwright.sync_api import Locator, Page

from benchmarks.measuring import Line, Result, Times, p95
from benchmarks.pages import browsing, lab, press_start
from toolkit.labs.explorer import VIEWS

WORKBOOK, TAGS = "workbooks/hashtag-choice.ipynb", "Tags, the fullest first"
PRESSES, PAUSE = 40, 400  # milliseconds: somebody who looks at every picture for a moment
MOST = 0.150  # seconds
# Where each picture names the chosen tag; of several names, it is the first.
NAMED = {"volume": ".textpoint text", "time": ".legendtext", "together": ".gtitle"}
# A key counts until the picture names the tag that it chose. Two moments are noted, as in keypress.py: the page
# holds the new picture, and the task after the next animation frame begins, so that the frame has been handed over.
WATCH = r"""list => {
  const plain = text => text.replace(/[\u2066-\u2069]/g, ""), after = new MessageChannel();
  const picture = list.closest(".hta-form").querySelector(".hta-picture");
  let wanted = null, start = 0;
  const note = stage => window.delays[stage].push((performance.now() - start) / 1000);
  after.port1.onmessage = () => note("painted");
  list.addEventListener("keydown", event => {
    const next = list.selectedIndex + (event.key === "ArrowDown" ? 1 : -1);
    wanted = plain(list.options[next].text).split(/\s/)[0];
    start = performance.now();
  }, true);
  new MutationObserver(() => {
    const named = wanted && [...picture.querySelectorAll(window.named)].find(each => each.textContent);
    if (!named || !plain(named.textContent).split(/[\s,]+/).includes(wanted)) return;
    wanted = null;
    note("changed");
    requestAnimationFrame(() => after.port2.postMessage(0));
  }).observe(picture, { childList: true, subtree: true, characterData: true });
}"""
BEGIN = "named => { window.named = named; window.delays = { changed: [], painted: [] }; }"


def measure() -> Result:
    """Go down and up the list of tags, in each of the three views."""
    with lab() as running, browsing() as browser:
        page = browser.new_page()
        page.goto(running.notebook(WORKBOOK))
        press_start(page)
        tags = page.get_by_label(TAGS)
        tags.wait_for()
        page.wait_for_timeout(4000)  # until the last cells have run
        tags.evaluate(WATCH)
        last = tags.evaluate("list => list.options.length") - 1
        keys = cycle(["ArrowDown"] * last + ["ArrowUp"] * last)
        taken = {view: _delays(page, tags, view, keys) for view in VIEWS}
    return Result(tuple(line for view, delays in taken.items() for line in _lines(VIEWS[view], delays)))


def _delays(page: Page, tags: Locator, view: str, keys: Iterator[str]) -> dict[str, Times]:
    page.get_by_label(VIEWS[view]).click()
    page.evaluate(BEGIN, NAMED[view])
    page.wait_for_timeout(2000)
    tags.focus()
    for n, key in zip(range(PRESSES), keys, strict=False):
        page.keyboard.press(key)
        page.wait_for_timeout(PAUSE)
        page.wait_for_function("many => window.delays.painted.length > many", arg=n, polling=PAUSE, timeout=10_000)
    return page.evaluate("window.delays")  # type: ignore[no-any-return]


def _lines(view: str, delays: dict[str, Times]) -> tuple[Line, ...]:
    painted = delays["painted"]
    promise = {"target": f"95 % < {MOST * 1000:.0f} ms", "met": p95(painted) < MOST}
    return (
        Line(name=f"tag to picture painted: {view}", ours=painted, **promise),  # type: ignore[arg-type]
        Line(name=f"tag to picture in the page: {view}", ours=delays["changed"]),
    )

"""From the choice of a tag in the explorer to its picture on the screen, beside a bare list and a bare picture."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import cycle

from playwright.sync_api import BrowserContext, Locator, Page

from benchmarks.measuring import Line, Promise, Result, Times, compared, either, p95
from benchmarks.pages import BARE_LIST, browsing, lab, press_start
from toolkit.sessions.hashtag_choice.labs.explorer import VIEWS

WORKBOOK, TAGS = "workbooks/hashtag-choice.ipynb", "Tags, the fullest first"
PRESSES, AT_ONCE = either(40, 20), 5
PAUSE = 400  # milliseconds: somebody who looks at every picture for a moment
MOST, SLOWEST = 0.150, 3  # seconds, times the bare list
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
    """Go down and up both lists of tags, in turn, in each of the three views."""
    with lab() as running, browsing() as browser:
        ours, bare = _opened(browser, running.notebook(WORKBOOK)), _opened(browser, running.notebook(BARE_LIST))
        taken = {view: _in_view(ours, bare, view) for view in VIEWS}
    return Result(tuple(line for view, both in taken.items() for line in _lines(VIEWS[view], *both)))


@dataclass(frozen=True)
class _List:
    """A page, the list of tags in it, and the keys that lead through it."""

    page: Page
    tags: Locator
    keys: Iterator[str]


def _opened(browser: BrowserContext, url: str) -> _List:
    page = browser.new_page()
    page.goto(url)
    press_start(page)
    tags = page.get_by_label(TAGS)
    tags.wait_for()
    page.wait_for_timeout(4000)  # until the last cells have run
    tags.evaluate(WATCH)
    last = tags.evaluate("list => list.options.length") - 1
    return _List(page, tags, cycle(["ArrowDown"] * last + ["ArrowUp"] * last))


def _in_view(ours: _List, bare: _List, view: str) -> tuple[dict[str, Times], dict[str, Times]]:
    ours.page.get_by_label(VIEWS[view]).click()
    for one, named in ((ours, NAMED[view]), (bare, NAMED["volume"])):
        one.page.evaluate(BEGIN, named)
    ours.page.wait_for_timeout(2000)
    for start in range(0, PRESSES, AT_ONCE):
        for one in (ours, bare):
            _press(one, start)
    return ours.page.evaluate("window.delays"), bare.page.evaluate("window.delays")


def _press(one: _List, start: int) -> None:
    one.page.bring_to_front()
    one.tags.focus()
    for n in range(start, start + AT_ONCE):
        one.page.keyboard.press(next(one.keys))
        one.page.wait_for_timeout(PAUSE)
        one.page.wait_for_function("many => window.delays.painted.length > many", arg=n, polling=PAUSE, timeout=10_000)


def _lines(view: str, ours: dict[str, Times], bare: dict[str, Times]) -> tuple[Line, ...]:
    mine, other = ours["painted"], bare["painted"]
    clock = Promise(f"95 % < {MOST * 1000:.0f} ms", p95(mine), below=MOST)
    line = compared(f"tag to picture painted: {view}", mine, other, "bare list and picture", SLOWEST)
    return (
        line,
        replace(line, name=f"tag to picture painted, by the clock: {view}", promise=clock),
        Line(name=f"tag to picture in the page: {view}", ours=ours["changed"]),
    )

"""From the press of a key to the new advice on the screen, beside a bare ipywidgets text box."""

from dataclasses import replace

from playwright.sync_api import BrowserContext, Page

from benchmarks.measuring import QUICK, Line, Promise, Result, Times, compared, p95
from benchmarks.pages import BARE, WORKBOOK, browsing, lab, press_start

AT_ONCE, PAUSE = 5, 125  # keys in a row, and milliseconds between two: eight a second, a fast typist
MOST, SLOWEST = 0.030, 2  # seconds, times the bare text box
TEXT = "34 of 212 village clinics closed in a year; nobody asked the villages. The next doctor is 40 km away."
TEXT = TEXT[:50] if QUICK else TEXT
# A key counts until the text shown is as long as the one it made. Two moments are noted: the page holds the
# change (what follows is the browser's own), and the task after the next animation frame begins, so that the
# frame has been handed over; the wait for that frame is up to 17 ms of its own.
WATCH = """([area, shown]) => {
  const pressed = new Map(), after = new MessageChannel(), waiting = [];
  window.delays = { changed: [], painted: [] };
  after.port1.onmessage = () => {
    const now = performance.now();
    for (const start of waiting.splice(0)) window.delays.painted.push((now - start) / 1000);
  };
  area.addEventListener("keydown", () => pressed.set(area.value.length + 1, performance.now()), true);
  new MutationObserver(() => {
    const now = performance.now(), length = Number(shown.querySelector("strong").textContent);
    const seen = [...pressed].filter(([wanted]) => wanted <= length);
    for (const [wanted, start] of seen) {
      pressed.delete(wanted);
      window.delays.changed.push((now - start) / 1000);
    }
    requestAnimationFrame(() => {
      waiting.push(...seen.map(([, start]) => start));
      after.port2.postMessage(0);
    });
  }).observe(shown, { childList: true, subtree: true });
}"""


def measure() -> Result:
    """Type into both pages, a piece of the text at a time, in turn."""
    with lab() as running, browsing() as browser:
        ours = _ready(browser, running.notebook(WORKBOOK))
        bare = _ready(browser, running.notebook(BARE))
        for start in range(0, len(TEXT), AT_ONCE):
            for page in (ours, bare):
                page.bring_to_front()
                page.get_by_label("Your post").press_sequentially(TEXT[start : start + AT_ONCE], delay=PAUSE)
                seen = len(TEXT[: start + AT_ONCE])
                page.wait_for_function("many => window.delays.painted.length >= many", arg=seen, timeout=10_000)
        mine, theirs = ours.evaluate("window.delays"), bare.evaluate("window.delays")
    return Result(_lines(mine, theirs))


def _lines(mine: dict[str, list[float]], theirs: dict[str, list[float]]) -> tuple[Line, ...]:
    named = {"painted": "key to advice painted", "changed": "key to advice in the page"}
    return tuple(line for stage, words in named.items() for line in _both(words, mine[stage], theirs[stage]))


def _both(name: str, ours: Times, beside: Times) -> tuple[Line, Line]:
    """Promise two things, each of its own: on a slow machine the clock says nothing about us."""
    bare = Promise(f"95 % < {SLOWEST} x bare's", p95(ours) / p95(beside), below=SLOWEST)
    clock = Promise(f"95 % < {MOST * 1000:.0f} ms", p95(ours), below=MOST)
    line = compared(name, ours, beside, "bare text box")
    return replace(line, promise=bare), replace(line, name=f"{name}, by the clock", promise=clock)


def _ready(browser: BrowserContext, url: str) -> Page:
    """Open a notebook, start it, and watch its text box."""
    page = browser.new_page()
    page.goto(url)
    press_start(page)
    area = page.get_by_label("Your post")
    area.wait_for()
    page.wait_for_timeout(2000)  # until the last cells have run
    shown = page.locator(".widget-html-content:has(strong)").last
    if page.locator(".hta-desk").count():
        shown = page.locator(".hta-desk .widget-html-content:has(strong)")
    page.evaluate(WATCH, [area.element_handle(), shown.element_handle()])
    return page

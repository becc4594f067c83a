"""From the press of a key to the new advice on the screen, beside a bare ipywidgets text box."""

from playwright.sync_api import BrowserContext, Page

from benchmarks.measuring import Line, Result, Times, p95
from benchmarks.pages import BARE, WORKBOOK, browsing, lab, press_start

BLOCKS, PAUSE = 4, 125  # milliseconds between two keys: eight a second, a fast typist
TEXT = "34 of 212 village clinics closed in a year; nobody asked the villages. The next doctor is 40 km away."
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
        size = -(-len(TEXT) // BLOCKS)
        for start in range(0, len(TEXT), size):
            for page in (ours, bare):
                page.bring_to_front()
                page.get_by_label("Your post").press_sequentially(TEXT[start : start + size], delay=PAUSE)
                page.wait_for_timeout(500)
        mine, theirs = ours.evaluate("window.delays"), bare.evaluate("window.delays")
    counts = [len(times) for delays in (mine, theirs) for times in delays.values()]
    if min(counts) < len(TEXT):
        raise RuntimeError(f"Of {len(TEXT)} keys, only {counts} were seen to change something.")
    return Result(_lines(mine, theirs))


def _lines(mine: dict[str, list[float]], theirs: dict[str, list[float]]) -> tuple[Line, ...]:
    named = {"painted": "key to advice painted", "changed": "key to advice in the page"}
    return tuple(_line(words, mine[stage], theirs[stage]) for stage, words in named.items())


def _line(name: str, ours: Times, beside: Times) -> Line:
    found = p95(ours) / p95(beside)
    return Line(
        name=name,
        ours=ours,
        beside=beside,
        beside_name="bare text box",
        ratio=found,
        target="95 % < 30 ms, < 2 x bare's",
        met=p95(ours) < 0.030 and found < 2,
    )


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

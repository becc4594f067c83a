"""From opening a workbook to live widgets, beside a bare ipywidgets notebook."""

from playwright.sync_api import BrowserContext

from benchmarks.measuring import Line, Result, in_turn, ratio, timed
from benchmarks.pages import BARE, WORKBOOK, browsing, end_kernels, lab, press_start

ROUNDS = 7


def measure() -> Result:
    """Open both notebooks in turn, each with a new kernel; the browser has seen JupyterLab before."""
    with lab() as running, browsing() as browser:

        def opened(notebook: str, box: str) -> float:
            end_kernels(running)
            return _opened(browser, running.notebook(notebook), box)

        def ours() -> float:
            return opened(WORKBOOK, "Your post")

        def beside() -> float:
            return opened(BARE, "Your post")

        in_turn(1, ours, beside)  # the first visit also fills the browser's cache
        mine, theirs = in_turn(ROUNDS, ours, beside)
    found = ratio(mine, theirs)
    line = Line(
        name="opening to live widgets",
        ours=mine,
        beside=theirs,
        beside_name="bare notebook",
        ratio=found,
        target="<= 1.3 x bare",
        met=found <= 1.3,
    )
    return Result((line,))


def _opened(browser: BrowserContext, url: str, box: str) -> float:
    """Open a notebook in a new page and press Start; return the seconds until its text box is live."""
    page = browser.new_page()

    def work() -> None:
        page.goto(url, wait_until="commit")
        press_start(page)
        page.get_by_label(box).wait_for()

    try:
        return timed(work)
    finally:
        page.close()

"""From opening a workbook to live widgets, beside a bare ipywidgets notebook."""

from playwright.sync_api import BrowserContext

from benchmarks.measuring import Result, compared, either, in_turn, timed
from benchmarks.pages import BARE, WORKBOOK, browsing, end_kernels, lab, press_start

ROUNDS = either(7, 3)


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
    return Result((compared("opening to live widgets", mine, theirs, "bare notebook", most=1.3),))


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

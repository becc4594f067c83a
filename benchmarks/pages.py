"""What the benchmarks in the browser share: a course with a bare notebook in it, a server, a browser."""

import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from playwright.sync_api import BrowserContext, Page, sync_playwright

ROOT = Path(__file__).parents[1]
WORKBOOK, BARE, BARE_LIST = "workbooks/tweet-rewriting.ipynb", "workbooks/bare.ipynb", "workbooks/bare-list.ipynb"
# What ipywidgets costs by itself: a text box, and a line that says how long its text is.
_BOX = """\
import ipywidgets as w

area, shown = w.Textarea(description="Your post", rows=5), w.HTML("<strong>0</strong>")
area.observe(lambda change: setattr(shown, "value", f"<strong>{len(change['new'])}</strong>"), "value")
display(area, shown)"""
# What a list and a plotly picture cost by themselves: forty dots, of which the chosen one is named.
_LIST = """\
import json

import ipywidgets as w
import plotly.graph_objects as go

tags = w.Select(options=[f"#tag{n}" for n in range(40)], description="Tags, the fullest first", rows=12)
picture = w.Output().add_class("hta-picture")


def show(_=None):
    named = [one if one == tags.value else "" for one in tags.options]
    dots = go.Scatter(x=list(range(40)), y=list(range(40)), mode="markers+text", text=named)
    drawn = {"application/vnd.plotly.v1+json": json.loads(go.Figure(dots, {"height": 360}).to_json())}
    picture.outputs = ({"output_type": "display_data", "data": drawn, "metadata": {}},)


tags.observe(show, "value")
show()
display(w.VBox([tags, picture]).add_class("hta-form"))"""


@contextmanager
def lab() -> Iterator[Any]:
    """Run the trainee's JupyterLab on a fresh copy of the workbooks, with the bare notebooks beside ours."""
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        course = Path(temporary) / "course"
        shutil.copytree(ROOT / "workbooks", course / "workbooks", ignore=shutil.ignore_patterns(".*", "my-work"))
        for name, source in ((BARE, _BOX), (BARE_LIST, _LIST)):
            (course / name).write_text(json.dumps(_bare(source)), "utf-8")
        sys.path.insert(0, str(ROOT / "tests"))
        import browser as shown

        with shown.jupyter("start", course, Path(temporary) / "private") as running:
            yield running


def _bare(source: str) -> dict[str, Any]:
    cell = {"cell_type": "code", "execution_count": None, "id": "box", "outputs": [], "source": source}
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    about = {"kernelspec": kernel}
    return {"cells": [{**cell, "metadata": {}}], "metadata": about, "nbformat": 4, "nbformat_minor": 5}


@contextmanager
def browsing() -> Iterator[BrowserContext]:
    """Run headless Chromium; RuntimeError where there is none."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        raise RuntimeError("Chromium is not installed.")
    from browser import QUIET  # beside the tests; `lab` has put it on the path

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield running.new_context(viewport={"width": 1280, "height": 800})
        running.close()


def press_start(page: Page) -> None:
    """Press Start as soon as it shows: it comes out when the kernel is there."""
    button = page.get_by_role("button", name="Start")
    button.wait_for()  # looks at every frame; a click alone would look again only after half a second
    button.click()


def end_kernels(running: Any) -> None:
    """End every kernel of the server, as if nobody had opened a notebook yet."""
    for session in _asked(running, "api/sessions"):
        _asked(running, f"api/sessions/{session['id']}", "DELETE")


def _asked(running: Any, path: str, method: str = "GET") -> Any:
    request = Request(f"{running.base}/{path}", method=method, headers={"Authorization": f"token {running.token}"})
    with urlopen(request, timeout=30) as answer:
        return json.loads(answer.read() or "null")

"""Write every page of the course as pictures into build/screens: wide, on a phone, dark, right to left, at 200 %.

`make screens` runs it; names as arguments (`safety-first desk`) take these pages alone. Nothing is asserted here: the
pictures are for people to look at.
"""

import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from browser import COURSE_FILES, LEFT_BEHIND, QUIET, ROOT, jupyter
from playwright.sync_api import Browser, Error, Page, sync_playwright

from toolkit.cli import main as toolkit
from toolkit.sessions.room import rooms

SCREENS = ROOT / "build" / "screens"
BEFORE = Path(__file__).parent / "cases" / "before-the-rooms.zip"
WIDE, PHONE, HALF = 1280, 390, 640  # CSS pixels; what is 1280 wide is 640 wide at 200 %
TALLEST = 16_000  # CSS pixels; Chromium draws no picture that is much taller
MODES = {"wide": WIDE, "phone": PHONE, "dark": WIDE, "right-to-left": WIDE, "zoomed": HALF}
FURTHER = ("start-here", "words", "measure", "gate-crawl", "gate-walk", "gate-run")
LEFT = "() => Math.max(...[...document.querySelectorAll('*')].map(one => one.scrollHeight))"


def main(wanted: list[str]) -> int:
    """Take the pictures; returns 0 when every page could be opened."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        missed = [name for name, done in taken(chromium, Path(place), set(wanted)) if not done]
        chromium.close()
    print(f"The pictures are in {SCREENS}." if not missed else f"Not opened: {', '.join(missed)}")
    return int(bool(missed))


def taken(chromium: Browser, place: Path, wanted: set[str]) -> Iterator[tuple[str, bool]]:
    """Open page after page, and take its pictures; yields names, and whether it could be opened."""
    own = course(place / "trainee")
    with jupyter("start", own, place / "private-trainee") as lab:
        for name in (*FURTHER, *rooms()):
            if not wanted or name in wanted:
                yield name, notebook(chromium, lab.notebook(f"workbooks/{name}.ipynb"), name)
        for name in rooms():
            if not wanted or name in wanted:
                yield (
                    f"{name}-exercise",
                    notebook(chromium, lab.notebook(f"exercises/{name}/{name}.ipynb"), f"{name}-exercise"),
                )
                yield f"{name}-app", notebook(chromium, lab.app(f"workbooks/{name}.ipynb"), f"{name}-app")
    if not wanted or wanted & {"desk", "formgrader", "feedback", "cohort", "cards"}:
        yield from desk(chromium, place)


def desk(chromium: Browser, place: Path) -> Iterator[tuple[str, bool]]:
    """Take the facilitator's pages, with twenty people's work of one week in them."""
    theirs = course(place / "facilitator")
    with zipfile.ZipFile(BEFORE) as archive:
        archive.extractall(theirs, [name for name in archive.namelist() if name.startswith(("inbox/", "submitted/"))])
    for words in (["release"], ["cohort", "--people", "20"], ["grade"], ["feedback"], ["cohort"]):
        assert toolkit(["--course", str(theirs), *words]) == 0, words
    with jupyter("facilitate", theirs, place / "private-facilitator") as lab:
        yield "desk", notebook(chromium, lab.notebook("workbooks/facilitator.ipynb"), "desk")
        yield "formgrader", still(chromium, lab.url("formgrader"), "formgrader")
    pages = {"cohort": theirs / "cohort.html", "cards": theirs / "cards.html"}
    pages |= {"feedback": next(theirs.glob("feedback/*/*/*.html"))}
    for name, path in pages.items():
        yield name, still(chromium, path.as_uri(), name)


def course(folder: Path) -> Path:
    """Copy the course as it is handed out."""
    for name in COURSE_FILES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=LEFT_BEHIND)
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


def notebook(chromium: Browser, address: str, name: str) -> bool:
    """Open a notebook, start it as a person does, and take its pictures."""
    page = chromium.new_page(viewport={"width": WIDE, "height": 900})
    try:
        page.goto(address)
        if "/voila/" not in address:
            page.get_by_role("button", name="Start").first.click()
        page.locator(".jupyter-widgets:visible, .hta:visible").first.wait_for()
        with suppress(Error):
            page.wait_for_load_state("networkidle", timeout=15_000)
        pictures(page, name)
    except Error as problem:
        print(f"{name}: {problem.message.splitlines()[0]}", file=sys.stderr)
        return False
    finally:
        page.close()
    return True


def still(chromium: Browser, address: str, name: str) -> bool:
    """Open a page that needs no start, and take its pictures."""
    page = chromium.new_page(viewport={"width": WIDE, "height": 900})
    page.goto(address)
    with suppress(Error):
        page.wait_for_load_state("networkidle", timeout=15_000)
    pictures(page, name)
    page.close()
    return True


def pictures(page: Page, name: str) -> None:
    """Take one page in all modes, as tall as what is on it."""
    for mode, width in MODES.items():
        page.emulate_media(color_scheme="dark" if mode == "dark" else "light")
        page.evaluate("way => document.documentElement.dir = way", "rtl" if mode == "right-to-left" else "ltr")
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(500)  # a page takes its time to settle, and nothing says when it has
        tall = min(int(page.evaluate(LEFT)) + 100, TALLEST)
        page.set_viewport_size({"width": width, "height": tall})
        page.wait_for_timeout(500)
        page.screenshot(path=SCREENS / f"{name}-{mode}.png")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

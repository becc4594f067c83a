"""Fixtures that show the course in a real browser, and notice whoever asks another machine for anything."""

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Locator, Page, expect, sync_playwright

ROOT = Path(__file__).parents[1]
SCREENSHOTS = ROOT / "build" / "screenshots"
COURSE_FILES = ("workbooks", "exercises", "solutions", "nbgrader_config.py")
LEFT_BEHIND = shutil.ignore_patterns(".ipynb_checkpoints", "answers*.json", "my-work")
HERE = {"127.0.0.1", "localhost", "::1"}
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
# Python reads a module named `sitecustomize` at every start. This one notes each name looked up and each
# address called by the server and its kernels, whatever library does it.
WATCH = """
import os, sys
def note(event, args):
    if event == "socket.getaddrinfo":
        host = args[0]
    elif event == "socket.connect" and isinstance(args[1], tuple):
        host = args[1][0]
    else:
        return
    if host and host not in ("127.0.0.1", "localhost", "::1", "0.0.0.0", "::"):
        with open(os.environ["CALLS_LOG"], "a") as log:
            log.write(f"{event} {host}\\n")
sys.addaudithook(note)
"""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; without it the test is skipped here and red in CI."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("Chromium is not installed.")
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh copy of what somebody who cloned the course has in front of them."""
    folder = tmp_path_factory.mktemp("course")
    for name in COURSE_FILES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns(".ipynb_checkpoints", "answers.json"))
        elif source.exists():
            shutil.copy(source, folder / name)
    return folder


class Lab:
    """A running JupyterLab: its folder and the addresses of its pages."""

    def __init__(self, folder: Path, port: int, token: str, log: Path) -> None:
        self.folder, self.base, self.token, self.log = folder, f"http://127.0.0.1:{port}", token, log

    def url(self, path: str) -> str:
        """Return the address of a page, such as `doc/tree/workbooks/start-here.ipynb`."""
        return f"{self.base}/{path}?token={self.token}"

    def notebook(self, name: str) -> str:
        """Return where a trainee reads a notebook."""
        return self.url(f"doc/tree/{name}")

    def app(self, name: str) -> str:
        """Return where the same notebook is an app."""
        return self.url(f"voila/render/{name}")


@contextmanager
def jupyter(command: str, folder: Path, private: Path) -> Iterator[Lab]:
    """Run `toolkit start` or `facilitate` in a course folder, with an empty home; end all it started."""
    home, watch, calls = private / "home", private / "watch", private / "calls.log"
    for new in (home, watch):
        new.mkdir(parents=True)
    (watch / "sitecustomize.py").write_text(WATCH)
    port, token = free_port(), secrets.token_hex(8)
    env = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "IPYTHON"))}
    env |= {"HOME": str(home), "CALLS_LOG": str(calls), "PYTHONPATH": f"{watch}{os.pathsep}{ROOT}"}
    options = ["--no-browser", "--port", str(port), f"--IdentityProvider.token={token}"]
    with (private / "jupyter.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-P", "-m", "toolkit", command, *options],
            cwd=folder,
            env=env,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            lab = Lab(folder, port, token, Path(log.name))
            wait_for(lab.url("api/status"), server, lab.log)
            yield lab
        finally:
            end(server)
    assert not calls.exists(), f"The server asked other machines: {calls.read_text()}"
    assert not list(home.rglob("*")), "Something was written into the home folder."


def end(server: "subprocess.Popen[bytes]") -> None:
    """Ask a server to stop, which ends its kernels, and make it stop when it does not listen."""
    os.killpg(server.pid, signal.SIGTERM)
    try:
        server.wait(timeout=15)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def free_port() -> int:
    """Return a port that nobody listens on at this moment."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_for(url: str, server: "subprocess.Popen[bytes]", log: Path, seconds: float = 60) -> None:
    """Wait until a page answers; say what the server wrote when it does not."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        try:
            urlopen(url, timeout=5).close()
            return
        except (URLError, OSError):
            time.sleep(0.1)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text()}")


@pytest.fixture(scope="module")
def lab(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """What a trainee gets from `make start`."""
    with jupyter("start", course, tmp_path_factory.mktemp("trainee")) as running:
        yield running


@pytest.fixture(scope="module")
def facilitator_lab(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """What a facilitator gets from `make facilitate`."""
    with jupyter("facilitate", course, tmp_path_factory.mktemp("facilitator")) as running:
        yield running


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page of a browser that has been nowhere yet; red if it asks another machine for anything or breaks a rule."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    asked: list[str] = []
    refused = refusals(context)
    context.on("request", lambda request: asked.append(request.url))
    context.on("page", lambda opened: opened.on("websocket", lambda socket: asked.append(socket.url)))
    yield context.new_page()
    context.close()
    assert not [url for url in asked if elsewhere(url)]
    assert not refused, "\n".join(refused)


def refusals(context: BrowserContext) -> list[str]:
    """List, from now on, what pages of our servers wanted to do against the rules that they come with."""
    settings = json.loads((ROOT / "toolkit/serving/lab/everyone/jupyter_server_config.json").read_text("utf-8"))
    policy = settings["ServerApp"]["tornado_settings"]["headers"]["Content-Security-Policy"]
    rules = [*policy.split("; "), *policy.replace(" 'unsafe-eval'", "").split("; ")]
    found: list[str] = []
    context.on("console", lambda said: found.append(said.text) if any(rule in said.text for rule in rules) else None)
    return found


def elsewhere(url: str) -> bool:
    """Tell whether an address is on another machine."""
    parts = urlsplit(url)
    return parts.scheme not in {"data", "blob", "about", "file"} and parts.hostname not in HERE


@pytest.fixture
def look(page: Page) -> Callable[[str], Path]:
    """Save what the page shows, for people to look at: `look("tweet-rewriting-dark")`."""

    def save(name: str) -> Path:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        path = SCREENSHOTS / f"{name}.png"
        page.screenshot(path=path)
        return path

    return save


def seen(fixtures: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Say what the pages and servers of a test that failed had to say, so that nobody has to guess."""
    for name, one in fixtures.items():
        if isinstance(one, Page) and not one.is_closed():
            with suppress(Error):
                said = [*(message.text for message in one.console_messages()), *map(str, one.page_errors())]
                text = one.locator("body").inner_text(timeout=2000)
                yield f"{name} shows {one.url}", text[:3000] + "\n\nConsole:\n" + "\n".join(said)[-3000:]
        elif isinstance(one, Lab):
            yield f"{name}: the server's last words", one.log.read_text("utf-8", errors="replace")[-3000:]


def soon(page: Page, seen: Callable[[], Any], wanted: Any, seconds: int = 20) -> None:
    """Wait until something is as it should be: key presses are on their way to the kernel, forms to the page."""
    for _ in range(10 * seconds):
        if seen() == wanted:
            break
        page.wait_for_timeout(100)
    assert seen() == wanted


def fits(page: Page, width: int) -> None:
    """Wait until nothing has to be pushed sideways: a page takes its time to settle."""
    page.wait_for_function("width => document.documentElement.scrollWidth <= width", arg=width)


def come_to_life(page: Page, part: Locator) -> None:
    """Wait for a part of an app; where the page says that it did not come to life, load it again, as a person would."""
    again = page.get_by_role("button", name="Load it again")
    expect(part.or_(again).first).to_be_visible(timeout=60_000)
    if again.is_visible():
        again.click()
    part.wait_for(timeout=60_000)


def start(page: Page) -> None:
    """Press the trainee's one button and wait until the first form is there."""
    page.get_by_role("button", name="Start").click()
    page.locator(".jp-OutputArea .jupyter-widgets:visible").first.wait_for()

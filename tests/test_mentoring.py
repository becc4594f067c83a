"""The room for mentors: do two people read each other there, and can nobody do more than that?"""

import json
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest
import requests
from browser import ROOT, WATCH, Lab, elsewhere, end, free_port, wait_for
from hub import needed
from jupyter_core.paths import jupyter_config_path, jupyter_path
from jupyter_server.extension.config import ExtensionConfigManager
from jupyterlab_server.config import get_page_config
from playwright.sync_api import Browser, Locator, Page, expect

from toolkit.start import environment

pytestmark = pytest.mark.browser
MISSING = "The extra `mentoring` is not installed: pip install -e '.[mentoring]'"
ROOM = ROOT / "deploy" / "mentoring" / "room.py"
ARABIC = "كيف أبدأ؟ #حق_الدفاع"
EVIL = '<img src=x onerror="window.ran=1"><script>window.ran=1</script>'
PIXEL = "https://elsewhere.example.org/who-reads-this.png"
# What a participant can put into the shared document with tools of their own: marked as if it could be trusted.
BEFORE = {
    "messages": [
        {"type": "msg", "id": "1", "time": 1.0, "sender": "sly", "body": f"seen {EVIL} ![]({PIXEL})"},
        {
            "type": "msg",
            "id": "2",
            "time": 2.0,
            "sender": "sly",
            "body": "",
            "mime_model": {
                "data": {"text/html": f"<b>bold</b>{EVIL}<img src={PIXEL}>"},
                "metadata": {},
                "trusted": True,
            },
        },
    ],
    "users": {"sly": {"username": "sly", "name": "sly", "display_name": "sly"}},
    "attachments": {},
    "metadata": {},
}


@contextmanager
def room(folder: Path, private: Path) -> Iterator[Lab]:
    """Run the room as somebody would, with an empty home."""
    home, watch, calls = private / "home", private / "watch", private / "calls.log"
    for new in (home, watch):
        new.mkdir(parents=True)
    (watch / "sitecustomize.py").write_text(WATCH)
    port, token = free_port(), secrets.token_hex(8)
    env = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "IPYTHON"))}
    env |= {"HOME": str(home), "CALLS_LOG": str(calls), "PYTHONPATH": f"{watch}{os.pathsep}{ROOT}"}
    options = ["--no-browser", f"--ServerApp.port={port}", f"--IdentityProvider.token={token}"]
    with (private / "jupyter.log").open("w") as log:
        command = [sys.executable, str(ROOM), str(folder), *options]
        server = subprocess.Popen(command, env=env, stdout=log, stderr=log, start_new_session=True)
        try:
            lab = Lab(folder, port, token, Path(log.name))
            wait_for(lab.url("api/status"), server, lab.log)
            yield lab
        finally:
            end(server)
    assert not calls.exists(), f"The server asked other machines: {calls.read_text()}"
    assert not list(home.rglob("*")), "Something was written into the home folder."


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A room in which somebody has tried things before."""
    needed(find_spec("jupyterlab_chat"), MISSING)
    folder = tmp_path_factory.mktemp("room")
    (folder / "room.chat").write_text(json.dumps(BEFORE), "utf-8")
    with room(folder, tmp_path_factory.mktemp("mentoring")) as running:
        yield running


@contextmanager
def somebody(chromium: Browser, lab: Lab) -> Iterator[Page]:
    """Come in with a browser of one's own; red if it asks any other machine for anything."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    # What the page's own rules stop at the door was never sent.
    context.on("requestfailed", lambda request: asked.remove(request.url) if request.failure == "csp" else None)
    page = context.new_page()
    page.on("websocket", lambda socket: asked.append(socket.url))
    page.goto(lab.url("doc/tree/room.chat"))
    expect(writing(page)).to_be_visible()
    yield page
    context.close()
    assert not [url for url in asked if elsewhere(url)]


def writing(page: Page) -> Locator:
    return page.get_by_placeholder("Type a chat message")


def kept(lab: Lab) -> list[str]:
    """Read what was written so far where the room keeps it."""
    return [message["body"] for message in json.loads((lab.folder / "room.chat").read_text("utf-8"))["messages"]]


def test_two_people_read_each_other_in_arabic_too(chromium: Browser, lab: Lab) -> None:
    with somebody(chromium, lab) as amber, somebody(chromium, lab) as mentor:
        writing(amber).fill(ARABIC)
        writing(amber).press("Enter")
        read = mentor.get_by_text(ARABIC)
        expect(read).to_be_visible()
        expect(read).to_have_css("unicode-bidi", "plaintext")
        expect(read).to_have_css("text-align", "start")
        writing(mentor).fill("Begin with the hearing.")
        writing(mentor).press("Enter")
        expect(amber.get_by_text("Begin with the hearing.")).to_be_visible()
        expect(amber.get_by_text("bold", exact=True)).to_be_visible()
        for page in (amber, mentor):
            assert page.evaluate("window.ran") is None
    # It is written to the disk a moment later.
    until = time.monotonic() + 10
    while time.monotonic() < until and len(kept(lab)) < 4:
        time.sleep(0.2)
    assert kept(lab)[2:] == [ARABIC, "Begin with the hearing."]


def test_whoever_may_write_may_do_nothing_else(lab: Lab) -> None:
    key = {"Authorization": f"token {lab.token}"}
    assert requests.get(lab.url("api/contents"), headers=key, timeout=20).ok
    for method, path in (
        ("GET", "api/nbconvert"),
        ("POST", "api/kernels"),
        ("POST", "api/sessions"),
        ("POST", "api/contents"),
        ("PUT", "api/contents/mine.ipynb"),
        ("DELETE", "api/contents/room.chat"),
        ("PATCH", "api/contents/room.chat"),
        ("POST", "api/contents/room.chat/checkpoints"),
        ("POST", "api/shutdown"),
        ("PATCH", "api/config/notebook"),
    ):
        answer = requests.request(method, f"{lab.base}/{path}", headers=key, json={}, timeout=20)
        assert answer.status_code == 403, (method, path, answer.status_code)
    for path in ("api/terminals", "formgrader", "voila/render/room.chat", "lsp/status"):
        assert requests.get(f"{lab.base}/{path}", headers=key, timeout=20).status_code == 404, path


@pytest.mark.parametrize("role", ["trainee", "facilitator"])
def test_in_the_course_itself_nobody_writes_into_anothers_page(
    role: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the extra installed, notebooks stay what they were: each in its own server, saved as a file."""
    needed(find_spec("jupyterlab_chat"), MISSING)
    for name, value in environment(role, tmp_path, {}).items():
        monkeypatch.setenv(name, value)
    on = ExtensionConfigManager(read_config_path=jupyter_config_path()).get_jpserver_extensions()
    assert on["jupyterlab"]
    assert not {name for name in ("jupyter_server_ydoc", "jupyterlab_chat", "jupyter_server_fileid") if on[name]}
    off = set(get_page_config(jupyter_path("labextensions"))["disabledExtensions"])
    assert {"@jupyter/collaboration-extension", "@jupyter/docprovider-extension", "jupyterlab-chat-extension"} <= off
    # What it would put in the place of JupyterLab's own.
    replaced = {"@jupyterlab/notebook-extension:cell-executor", "@jupyterlab/filebrowser-extension:defaultFileBrowser"}
    assert not replaced & off

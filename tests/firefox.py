"""Debian's Firefox, spoken to in WebDriver BiDi, which it speaks by itself: no driver, no patched browser."""

import base64
import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from browser import SCREENSHOTS, elsewhere, end
from websocket import WebSocket, create_connection

WAIT = 60  # seconds until something is there: this machine may be busy
WIDE, NARROW = (1280, 800), (390, 844)
ASKED, CHOOSING = "browsingContext.userPromptOpened", "input.fileDialogOpened"
LOADED, CALLED = "browsingContext.downloadEnd", "network.beforeRequestSent"
# What nobody typed must not be asked of anybody: all but our own pages ends at a port where nobody listens.
SETTINGS = {
    "browser.aboutwelcome.enabled": False,
    "browser.download.alwaysOpenPanel": False,  # it would take the focus from the page
    "browser.download.folderList": 2,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.no_proxies_on": "127.0.0.1, localhost",
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "network.proxy.type": 1,
}
IN_REACH = """async one => {
  one.scrollIntoView({block: "center"})
  const before = one.getBoundingClientRect()
  await new Promise(requestAnimationFrame)
  const box = one.getBoundingClientRect()
  return box.y === before.y && one.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2))
}"""
NAMED = """(css, name) => [...document.querySelectorAll(css)].find(one =>
  !name || [one, ...(one.labels ?? [])].some(part => part.innerText.trim() === name))"""
Node = dict[str, Any]


class Refused(AssertionError):
    """Firefox could not do what it was told; a page that is just going or coming answers nothing."""


class Firefox:
    """One window of a running Firefox; it hears what the browser asks its person, and what pages ask of machines."""

    def __init__(self, address: str) -> None:
        self.socket: WebSocket = create_connection(f"{address}/session", suppress_origin=True, timeout=WAIT)
        self.number = 0
        self.heard: dict[str, list[dict[str, Any]]] = {event: [] for event in (ASKED, CHOOSING, LOADED, CALLED)}
        self.command("session.new", capabilities={})
        self.command("session.subscribe", events=list(self.heard))
        # A tab of our own: in the first one the address has the focus, and Jupyter's buttons wait until a page has it.
        self.tab = self.command("browsingContext.create", type="tab")["context"]
        self.resize(WIDE)

    def command(self, method: str, **parameters: Any) -> Any:
        """Say one thing and wait for its answer; what happens meanwhile is noted."""
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": parameters}))
        while (said := json.loads(self.socket.recv())).get("id") != self.number:
            self.heard[said["method"]].append(said["params"])
        if said["type"] != "success":
            raise Refused(f"{method}: {said['message']}")
        return said["result"]

    def event(self, name: str) -> dict[str, Any]:
        """Take the next event of a kind, or wait for it."""
        until(lambda: self.js("true") and self.heard[name], name)
        return self.heard[name].pop(0)

    def asked(self) -> list[str]:
        """Take what the browser asked its person since somebody last looked."""
        said, self.heard[ASKED] = self.heard[ASKED], []
        return [one["type"] for one in said]

    def called(self) -> list[str]:
        """List all that pages asked of any machine."""
        return [one["request"]["url"] for one in self.heard[CALLED]]

    # ---- going somewhere and looking

    def go(self, url: str) -> None:
        """Open an address, from wherever the window is."""
        self.command("browsingContext.navigate", context=self.tab, url=url, wait="interactive")

    def resize(self, size: tuple[int, int]) -> None:
        """Give the window another size."""
        viewport = {"width": size[0], "height": size[1]}
        self.command("browsingContext.setViewport", context=self.tab, viewport=viewport)

    def js(self, expression: str) -> Any:
        """Compute something in the page; strings, numbers, truths come back."""
        target = {"context": self.tab}
        done = self.command("script.evaluate", expression=expression, target=target, awaitPromise=True)
        return done["result"].get("value") if done["type"] == "success" else None

    def soon(self, expression: str) -> Any:
        """Wait until something in the page is so."""
        return until(lambda: self.js(expression), expression)

    def says(self, css: str, words: str) -> None:
        """Wait until something on the page says these words."""
        shown = f"[...document.querySelectorAll({json.dumps(css)})].map(one => one.innerText).join(' ')"
        self.soon(f"({shown}).includes({json.dumps(words)})")

    def find(self, css: str, name: str = "") -> Node:
        """Wait for something on the page, by how it is made and what its label or its own words say."""
        target, wanted = {"context": self.tab}, [{"type": "string", "value": one} for one in (css, name)]
        call = {"functionDeclaration": NAMED, "arguments": wanted, "target": target, "awaitPromise": False}

        def seen() -> Any:
            return self.command("script.callFunction", **call).get("result", {}).get("sharedId")

        return {"sharedId": until(seen, f"{css} {name}")}

    def look(self, name: str, at: Node | None = None) -> None:
        """Save what the window shows, as on a telephone and then wide, for people to look at."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        for size in (NARROW, WIDE):
            self.resize(size)
            if at:
                self.on(at, "one => one.scrollIntoView({block: 'center'})")
            picture = self.command("browsingContext.captureScreenshot", context=self.tab)["data"]
            (SCREENSHOTS / f"firefox-{name}-{size[0]}.png").write_bytes(base64.b64decode(picture))

    # ---- hands

    def click(self, node: Node) -> None:
        """Bring something into view and click on it, when it stands still and nothing lies over it any more."""
        until(lambda: self.on(node, IN_REACH), "it can be clicked")
        pointer = [
            {"type": "pointerMove", "x": 0, "y": 0, "origin": {"type": "element", "element": node}},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self._act({"type": "pointer", "id": "mouse", "actions": pointer})

    def type(self, node: Node, text: str) -> None:
        """Click on a field and press a key for every letter."""
        self.click(node)
        keys = [{"type": kind, "value": letter} for letter in text for kind in ("keyDown", "keyUp")]
        self._act({"type": "key", "id": "keyboard", "actions": keys})

    def on(self, node: Node, function: str) -> Any:
        """Compute something of one thing on the page."""
        target = {"context": self.tab}
        call = {"functionDeclaration": function, "arguments": [node], "target": target, "awaitPromise": True}
        return self.command("script.callFunction", **call)["result"].get("value")

    def _act(self, source: dict[str, Any]) -> None:
        self.command("input.performActions", context=self.tab, actions=[source])

    def choose(self, button: Node, file: Path) -> None:
        """Press a button that wants a file, and choose one."""
        self.click(button)
        field = {"sharedId": self.event(CHOOSING)["element"]["sharedId"]}
        self.command("input.setFiles", context=self.tab, element=field, files=[str(file)])

    def downloaded(self) -> Path:
        """Wait for a file that is loaded down."""
        return Path(self.event(LOADED)["filepath"])


def until(look: Callable[[], Any], words: str) -> Any:
    """Look again and again until there is something."""
    last = time.monotonic() + WAIT
    while time.monotonic() < last:
        with suppress(Refused):
            if found := look():
                return found
        time.sleep(0.1)
    pytest.fail(f"This did not come: {words}")


@contextmanager
def running(private: Path) -> Iterator[Firefox]:
    """Run Debian's Firefox with a home of its own; without it the test is skipped here and red in CI."""
    found = shutil.which("firefox-esr")
    if not found:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("Firefox (firefox-esr) is not installed.")
    profile, log = private / "profile", private / "firefox.log"
    profile.mkdir()
    settings = {**SETTINGS, "browser.download.dir": str(private)}
    lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in settings.items())
    (profile / "user.js").write_text("".join(lines), "utf-8")
    command = [found, "--headless", "--no-remote", "--remote-debugging-port", "0", "--profile", str(profile)]
    env = {"HOME": str(private), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    with log.open("w") as noted:
        process = subprocess.Popen(command, env=env, stdout=noted, stderr=noted, start_new_session=True)
        try:
            window = Firefox(address(process, log))
            yield window
            window.socket.close()
        finally:
            end(process)
    assert not [url for url in window.called() if not url.startswith("file:") and elsewhere(url)]


def address(process: "subprocess.Popen[bytes]", log: Path) -> str:
    """Wait until Firefox says where it listens."""

    def look() -> Any:
        assert process.poll() is None, f"Firefox did not start:\n{log.read_text()}"
        return re.search(r"WebDriver BiDi listening on (ws://\S+)", log.read_text("utf-8", "replace"))

    return str(until(look, "Firefox listens")[1])

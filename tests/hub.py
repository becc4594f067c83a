"""A real JupyterHub for the tests: people of this computer, a proxy, the exchange; all of it gone afterwards."""

import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from pwd import getpwnam
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any

import pytest
import requests
from browser import ROOT, WATCH, free_port
from littered import litter, repository

DEPLOY = ROOT / "deploy" / "jupyterhub"
WAIT = 45  # seconds until something has started


def needed(there: object, words: str) -> None:
    """Skip a test that cannot run on this computer; where everything must run, that is a fault."""
    if not there:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(words)


@dataclass
class Person:
    """Somebody with an account, a password and a browser."""

    name: str
    password: str
    address: str
    browser: requests.Session = field(default_factory=requests.Session)

    @property
    def home(self) -> Path:
        return Path(getpwnam(self.name).pw_dir)

    def come_in(self) -> None:
        """Log in as a browser does, and take a key for the requests that follow."""
        page = self.browser.get(f"{self.address}/hub/login", timeout=WAIT)
        form = {"username": self.name, "password": self.password, "_xsrf": self.browser.cookies.get("_xsrf")}
        page = self.browser.post(f"{self.address}/hub/login?next=/hub/home", data=form, timeout=WAIT)
        assert page.status_code == 200 and "/hub/home" in page.url, f"{self.name} could not log in: {page.status_code}"
        made = self.hub("POST", f"users/{self.name}/tokens", headers=self.same_site())
        self.browser.headers["Authorization"] = f"token {made.json()['token']}"

    def same_site(self) -> dict[str, str]:
        (own,) = [one.value for one in self.browser.cookies if one.name == "_xsrf" and one.path == "/hub/"]
        return {"X-XSRFToken": str(own)}

    def hub(self, method: str, path: str, **more: Any) -> requests.Response:
        """Ask the hub for something."""
        return self.browser.request(method, f"{self.address}/hub/api/{path}", timeout=WAIT, **more)

    def ask(self, method: str, path: str, who: str = "", **more: Any) -> requests.Response:
        """Ask a server for something, one's own unless another person is named."""
        return self.browser.request(method, f"{self.address}/user/{who or self.name}/{path}", timeout=WAIT, **more)

    def begin(self) -> None:
        """Have one's server started; it takes seconds."""
        assert self.hub("POST", f"users/{self.name}/server").status_code in (201, 202)

    def wait(self) -> None:
        """Wait until one's server answers."""
        end = time.monotonic() + WAIT
        while time.monotonic() < end:
            with suppress(requests.RequestException, ValueError):
                if self.ask("GET", "api/status").json().get("started"):
                    return
            time.sleep(0.2)
        pytest.fail(f"The server of {self.name} did not start.")

    def run(self, *command: str | Path, cwd: Path | None = None) -> "subprocess.CompletedProcess[str]":
        """Run a command as this person, as in a terminal."""
        about = getpwnam(self.name)
        return subprocess.run(
            command,
            cwd=cwd or about.pw_dir,
            env={"HOME": about.pw_dir, "PATH": os.defpath, "LANG": "C.UTF-8"},
            user=about.pw_uid,
            group=about.pw_gid,
            extra_groups=[],
            capture_output=True,
            text=True,
        )


@dataclass
class Hub:
    """A running hub: where it lies, its people, and the Python that they all may run."""

    place: Path
    python: Path
    facilitator: Person
    trainees: Sequence[Person]


def python_for_all(place: Path, calls: Path) -> Path:
    """Make a Python that everybody may run, with our packages in it: the one that runs the tests may lie in a home."""
    bases = (Path(sys.base_prefix) / "bin" / "python3", Path("/usr/bin/python3.11"), Path("/usr/bin/python3"))
    right = [base for base in bases if reachable(base.resolve()) and same_python(base)]
    needed(right, "Other people of this computer need a Python of the same version as this one; there is none.")
    subprocess.run([right[0], "-m", "venv", "--without-pip", place], check=True)
    inside = place / "lib" / f"python3.{sys.version_info.minor}" / "site-packages"
    shutil.copytree(ROOT / "toolkit", inside / "toolkit")
    found = [Path(path) for path in sys.path if path.endswith(("site-packages", "dist-packages"))]
    ours = [for_all(path, place / f"packages-{number}") for number, path in enumerate(found)]
    (inside / "watch_calls.py").write_text(WATCH.replace('os.environ["CALLS_LOG"]', repr(str(calls))))
    lines = ["import watch_calls", *(f"import site; site.addsitedir({str(path)!r})" for path in ours)]
    (inside / "ours.pth").write_text("\n".join(lines))
    for part in ("etc", "share"):
        (place / part).symlink_to(for_all(Path(sys.prefix) / part, place / f"our-{part}"))
    # nbgrader makes a gradebook with this one, by name.
    alembic = place / "bin" / "alembic"
    alembic.write_text(f"#!{place}/bin/python\nfrom alembic.config import main\nmain()\n")
    alembic.chmod(0o755)
    return place / "bin" / "python"


def for_all(folder: Path, copy: Path) -> Path:
    """Return a folder if everybody may read it, else a copy that everybody may."""
    if reachable(folder):
        return folder
    shutil.copytree(folder, copy, symlinks=True)
    subprocess.run(["chmod", "-R", "a+rX", copy], check=True)
    return copy


def reachable(path: Path) -> bool:
    """Tell whether everybody on this computer may go where a file lies, and open it."""
    return path.exists() and all(one.stat().st_mode & 0o001 for one in path.parents) and bool(path.stat().st_mode & 4)


def same_python(base: Path) -> bool:
    said = subprocess.run([base, "-c", "import sys; print(sys.version_info[:2])"], capture_output=True, text=True)
    return said.stdout.strip() == str(sys.version_info[:2])


def script(name: str, *words: str, said: str = "", env: dict[str, str] | None = None) -> str:
    """Run one of the scripts of deploy/jupyterhub, with lines for it to read."""
    command = ["bash", str(DEPLOY / name), *words]
    done = subprocess.run(command, input=said, env=os.environ | (env or {}), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def running_hub() -> Iterator[Hub]:
    """Run a hub with one facilitator and three trainees; afterwards neither they nor their files are there."""
    needed(hasattr(os, "geteuid") and os.geteuid() == 0, "Accounts for the people of a hub can only be made by root.")
    needed(shutil.which("configurable-http-proxy"), "The hub's proxy is missing: package node-configurable-http-proxy.")
    mark = secrets.token_hex(3)
    groups = {"TOOLKIT_HUB_TRAINEES": f"hta-trainees-{mark}", "TOOLKIT_HUB_FACILITATORS": f"hta-leaders-{mark}"}
    names = [f"{first}-{mark}" for first in ("leading", "amber", "quiet", "sly")]
    place, address = Path(mkdtemp(prefix="hta-hub-")), f"http://127.0.0.1:{free_port()}"
    place.chmod(0o755)
    with ExitStack() as clean:
        clean.callback(shutil.rmtree, place, ignore_errors=True)
        for group in groups.values():
            clean.callback(subprocess.run, ["/usr/sbin/groupdel", group], check=False, capture_output=True)
        clean.callback(script, "remove-people.sh", str(place), said="\n".join(names) + "\n", env=groups)
        cards = script("add-people.sh", groups["TOOLKIT_HUB_FACILITATORS"], said=names[0] + "\n")
        cards += script("add-people.sh", groups["TOOLKIT_HUB_TRAINEES"], said="\n".join(names[1:]) + "\n")
        with TemporaryDirectory(prefix="hta-repository-") as folder:
            course = litter(repository(Path(folder) / "repository"))
            path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
            script("set-up.sh", str(course), names[0], str(place), env=groups | {"PATH": path})
        calls = place / "calls.log"
        calls.touch()
        calls.chmod(0o666)
        python = python_for_all(place / "python", calls)
        shutil.copytree(DEPLOY.parent, place / "deploy")
        ports = {"TOOLKIT_HUB_PORT": str(free_port()), "TOOLKIT_HUB_PROXY_PORT": str(free_port())}
        subprocess.run(["chmod", "-R", "a+rX", place / "deploy", place / "python"], check=True)
        env = groups | ports | {"TOOLKIT_HUB": str(place), "TOOLKIT_HUB_ADDRESS": address}
        clean.enter_context(process(python, place, env, address))
        people = [Person(*line.split(), address) for line in cards.splitlines()]
        assert [one.name for one in people] == names
        yield Hub(place, python, people[0], people[1:])
        assert not calls.read_text(), f"A server asked other machines: {calls.read_text()}"


@contextmanager
def process(python: Path, place: Path, env: dict[str, str], address: str) -> Iterator[None]:
    """Run the hub with our configuration until the tests are done."""
    kept = {name: value for name, value in os.environ.items() if not re.match("JUPYTER|IPYTHON|PYTHON|TOOLKIT", name)}
    with (place / "hub" / "log").open("w") as log:
        hub = subprocess.Popen(
            [python, "-m", "jupyterhub", "-f", place / "deploy" / "jupyterhub" / "jupyterhub_config.py"],
            cwd=place / "hub",
            env=kept | env,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            end = time.monotonic() + WAIT
            while time.monotonic() < end and hub.poll() is None:
                with suppress(requests.RequestException):
                    if requests.get(f"{address}/hub/login", timeout=5).ok:
                        break
                time.sleep(0.1)
            else:
                pytest.fail(f"The hub did not start:\n{Path(log.name).read_text()}")
            yield
        finally:
            hub.terminate()
            with suppress(subprocess.TimeoutExpired):
                hub.wait(timeout=15)
            with suppress(ProcessLookupError):
                os.killpg(hub.pid, signal.SIGKILL)
            # A hub that stops by itself takes its proxy along, and this file; one that was stopped does not.
            with suppress(FileNotFoundError, ProcessLookupError):
                os.kill(int((place / "hub" / "proxy.pid").read_text().split()[0]), signal.SIGKILL)

"""Commands in processes of their own that need not load nbgrader first: each is forked from one that has loaded it.

To load it takes longer than most of what it is asked to do. `command("nbgrader")` gives the first words of a command
line that stands for `python -m nbgrader`: what follows them, the folder, the environment, the rights and limits, what
is read and written, the signals and how it ended are those of the process that is started with it.

Nothing of ours is loaded before, and no configuration. Not for whoever wants to see how a command starts, nor to kill
one in the middle: `killing` begins real ones.
"""

import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

LIMITS = (resource.RLIMIT_AS, resource.RLIMIT_FSIZE)
PRELOADED = (
    *("nbgrader.apps.nbgraderapp", "nbgrader.apps", "nbgrader.converters", "nbconvert.exporters"),
    *("ipykernel.kernelapp", "ipykernel.ipkernel", "ipykernel.zmqshell", "ipywidgets", "pandas"),
)
_BEGUN: list["subprocess.Popen[bytes]"] = []  # it ends when the one who begun it does


def command(module: str) -> list[str]:
    """Give the first words of a command line that stands for `python -m module`."""
    return [sys.executable, "-I", "-S", __file__, _place(), module]


@cache
def kernels() -> str:
    """Give a JUPYTER_PATH in which Python's kernel is the same one, forked."""
    place = Path(_place()).parent / "kernels" / "python3"
    place.mkdir(parents=True)
    line = [*command("ipykernel_launcher"), "-f", "{connection_file}"]
    (place / "kernel.json").write_text(json.dumps({"argv": line, "display_name": "Python 3", "language": "python"}))
    return str(place.parents[1])


def ask_nobody_for_the_version() -> None:
    """Let a new gradebook learn of which version it is at once: else it begins a process that loads all of nbgrader."""
    from alembic.script import ScriptDirectory
    from nbgrader import api, dbutil

    api.get_alembic_version = cache(ScriptDirectory(dbutil.ALEMBIC_DIR).get_current_head)


@cache
def _place() -> str:
    """Begin the process that loads everything; give the socket at which it waits."""
    place = str(Path(tempfile.mkdtemp(prefix="warm-")) / "at")
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(place)
        door.listen(64)
        env = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "IPYTHON"))}
        line = [sys.executable, __file__, place, str(door.fileno())]
        null = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        _BEGUN.append(subprocess.Popen(line, cwd="/", env=env, stdin=subprocess.PIPE, pass_fds=[door.fileno()], **null))
    return place


# --- the one who stands in for the command -------------------------------------------------------------------------


def _ask(place: str, module: str, words: list[str]) -> None:
    """Hand over all that this process was given, pass signals on, and end as the other one does."""
    with socket.socket(socket.AF_UNIX) as asking:
        asking.connect(place)
        given = {
            "module": module,
            "words": words,
            "folder": str(Path.cwd()),
            "env": dict(os.environ),
            "umask": os.umask(0),
            "limits": [resource.getrlimit(limit) for limit in LIMITS],
        }
        socket.send_fds(asking, [b"-"], [0, 1, 2])
        text = json.dumps(given).encode()
        asking.sendall(len(text).to_bytes(8, "big") + text)
        for one in (signal.SIGINT, signal.SIGTERM):
            signal.signal(one, lambda number, _: asking.sendall(bytes([number])))
        ended = int(asking.recv(16) or b"70")
    if ended < 0:
        signal.signal(-ended, signal.SIG_DFL) if -ended != signal.SIGKILL else None
        os.kill(os.getpid(), -ended)
    os._exit(ended)


# --- the one who has loaded everything -----------------------------------------------------------------------------


def _serve(place: str, door: socket.socket) -> None:
    """Fork a process for everybody who asks, until whoever began this one has ended."""
    import gc
    import importlib
    import select

    # Nothing here asks for what takes longest to load and a schema of notebooks has no use for; see toolkit/cli.py.
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    for name in PRELOADED:
        importlib.import_module(name)
    ask_nobody_for_the_version()
    gc.freeze()
    at_work = 0
    while True:
        ready, _, _ = select.select([sys.stdin, door], [], [], 0.5 if at_work else None)
        if sys.stdin in ready:
            shutil.rmtree(Path(place).parent)
            return
        if door in ready:
            asking, _ = door.accept()
            if os.fork() == 0:
                door.close()
                _keep(asking)
                return
            at_work += 1
            asking.close()
        while at_work and os.waitpid(-1, os.WNOHANG)[0]:
            at_work -= 1


def _keep(asking: socket.socket) -> None:
    """Begin what is asked for, pass on signals, and tell how it ended; whoever asked and is gone takes it along."""
    import select

    _, files, _, _ = socket.recv_fds(asking, 1, 3)
    size = int.from_bytes(_whole(asking, 8), "big")
    given = json.loads(_whole(asking, size))
    child = os.fork()
    if child == 0:
        asking.close()
        _become(given, files)
        return
    for file in files:
        os.close(file)
    over = os.pidfd_open(child)
    while over not in (ready := select.select([asking, over], [], [])[0]):
        number = asking.recv(1) if asking in ready else b""
        os.kill(child, number[0]) if number else os.killpg(child, signal.SIGKILL)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        asking.sendall(str(ended).encode())
    finally:
        os._exit(0)


def _whole(asking: socket.socket, size: int) -> bytes:
    found = b""
    while len(found) < size:
        found += asking.recv(size - len(found))
    return found


def _become(given: dict[str, object], files: list[int]) -> None:
    """Be as the one who asked: from here on it is `python -m module`."""
    import runpy

    os.setsid()
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    os.chdir(given["folder"])
    os.environ.clear()
    os.environ.update(given["env"])
    os.umask(given["umask"])
    for limit, held in zip(LIMITS, given["limits"], strict=True):
        resource.setrlimit(limit, tuple(held))
    safe = [] if os.environ.get("PYTHONSAFEPATH") else [given["folder"]]
    sys.path[:1] = [*safe, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    sys.stdout.reconfigure(write_through=bool(os.environ.get("PYTHONUNBUFFERED")))
    sys.argv[:] = [given["module"], *given["words"]]
    runpy.run_module(given["module"], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[2].isdigit():
        _serve(sys.argv[1], socket.socket(fileno=int(sys.argv[2])))
    else:
        _ask(sys.argv[1], sys.argv[2], sys.argv[3:])

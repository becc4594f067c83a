"""Start a command, kill it at a step of its work or at any moment, and let it run again."""

import io
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
_CHANGING = {"os.rename", "os.remove", "os.rmdir", "os.mkdir"}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


@dataclass(frozen=True)
class Ended:
    """How a command ended: its code (below zero: the signal that killed it), what it said, the steps it went."""

    code: int
    said: str
    steps: tuple[str, ...] = ()


def begin(folder: Path, *words: str) -> "subprocess.Popen[str]":
    """Begin one of our commands in a process of its own, as the leader of a group that can be killed as a whole."""
    line = [sys.executable, "-m", "toolkit", "--course", str(folder), *words]
    env = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    both = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    return subprocess.Popen(line, cwd=folder, env=env, text=True, start_new_session=True, **both)


def run(folder: Path, *words: str) -> Ended:
    """Let a command run to its end in a process of its own."""
    process = begin(folder, *words)
    said = process.communicate(timeout=300)[0]
    return Ended(process.returncode, said)


def kill(process: "subprocess.Popen[str]") -> bool:
    """Kill a command and all that it started; tells whether it was still at work."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=60)
    return process.returncode < 0


def kill_within(folder: Path, words: Sequence[str], seconds: float, chance: random.Random) -> bool:
    """Begin a command and kill it at any moment of the time that it takes undisturbed."""
    process = begin(folder, *words)
    time.sleep(chance.uniform(0, seconds))
    return kill(process)


def stepping(folder: Path, *words: str, kill_at: int | None = None) -> Ended:
    """Run a command in a copy of this process, which is quick, and count its steps; kill it before one of them.

    A step is what another program could see: a file made, moved or deleted in the course, rows committed.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _work(folder, words, kill_at, writing)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8", errors="replace") as told:
        lines = told.read().split("\n")
    _, status = os.waitpid(child, 0)
    steps = tuple(line[1:] for line in lines if line.startswith("\t"))
    said = "\n".join(line for line in lines if not line.startswith("\t"))
    return Ended(os.waitstatus_to_exitcode(status), said, steps)


def _work(folder: Path, words: Sequence[str], kill_at: int | None, writing: int) -> None:
    """Be the command, and die in the middle of it or at its end; never returns into the test."""
    from toolkit.cli import main

    code = 70
    try:
        os.setpgid(0, 0)
        os.chdir(folder)
        said = io.StringIO()
        count = iter(range(1_000_000))

        def step(name: str) -> None:
            if next(count) == kill_at:
                os.killpg(0, signal.SIGKILL)
            os.write(writing, f"\t{name}\n".encode())

        _watch(folder, step)
        with redirect_stdout(said), redirect_stderr(said):
            code = main(["--course", str(folder), *words])
        os.write(writing, said.getvalue().encode())
    finally:
        os._exit(code)


def _watch(folder: Path, step: Callable[[str], None]) -> None:
    def hook(event: str, given: tuple[Any, ...]) -> None:
        if event in _CHANGING or (event == "open" and isinstance(given[2], int) and given[2] & _WRITING):
            path = Path(os.fsdecode(given[0])) if isinstance(given[0], str | bytes | Path) else None
            if path and (not path.is_absolute() or path.is_relative_to(folder)):
                step(f"{event} {path.relative_to(folder) if path.is_absolute() else path}")

    class Watched(sqlite3.Connection):
        def commit(self) -> None:
            if self.in_transaction:
                step("before a commit")
                super().commit()
                step("after a commit")

    connect = sqlite3.dbapi2.connect
    sqlite3.dbapi2.connect = lambda *a, **k: connect(*a, **{"factory": Watched} | k)  # type: ignore[misc,assignment]
    sys.addaudithook(hook)

"""A real PostgreSQL for a test: Debian's server in a temporary directory, reached through a socket in it."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

_USER = "postgres"  # the server refuses to run as root; Debian's package makes this user


def _programs() -> Path | None:
    """Find the server's programs, the newest version first: Debian keeps them off the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    return found[0].parent if found else None


@contextmanager
def postgresql(password: str = "") -> Iterator[str]:
    """Run an empty server and give the address of a database; without one the test is skipped here and red in CI.

    With a password it lets nobody in who does not say it.
    """
    programs = _programs()
    if programs is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("PostgreSQL is not installed.")
    with TemporaryDirectory(prefix="pg-") as temporary:  # short: the path of a socket has 107 bytes
        place = Path(temporary)
        if os.geteuid() == 0:
            shutil.chown(place, _USER)
        (place / "password").write_text(password or "none", "utf-8")
        if os.geteuid() == 0:
            shutil.chown(place / "password", _USER)
        how = ("-A", "scram-sha-256" if password else "trust", f"--pwfile={place / 'password'}")
        _as_server(programs / "initdb", "-D", place / "data", *how, "-U", _USER, "-E", "UTF8", "--no-sync")
        options = f"-k {place} -c listen_addresses='' -c fsync=off"
        control = [programs / "pg_ctl", "-D", place / "data", "-w", "-l", place / "log"]
        _as_server(*control, "-o", options, "start")
        try:
            named = f"{_USER}:{password}" if password else _USER
            yield f"postgresql+psycopg://{named}@/postgres?host={place}"
        finally:
            _as_server(*control, "-m", "immediate", "stop")


def _as_server(*command: str | Path) -> None:
    """Run a program as the user whom the server runs as."""
    become = ["setpriv", f"--reuid={_USER}", f"--regid={_USER}", "--clear-groups"] if os.geteuid() == 0 else []
    words = [*become, *map(str, command)]
    done = subprocess.run(words, cwd="/", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert done.returncode == 0, done.stdout

"""Look into git: whether a cohort's files are in it, and whether its history still holds what was erased."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from toolkit.facilitator.erasing.sought import Wanted, look
from toolkit.facilitator.erasing.traces import files, in_file

_LARGEST = 64 * 2**20  # bytes of one version of a file that are looked at
_TOGETHER = 4 * 2**20  # bytes of small versions that are looked at in one go


def _command(folder: Path, *words: str) -> list[str]:
    """Write a command of git that runs nothing which a folder's own settings name."""
    calm = ("core.fsmonitor=false", "core.hooksPath=/dev/null", "core.pager=cat")
    return ["git", "-C", str(folder), *(part for one in calm for part in ("-c", one)), *words]


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}


def _lines(folder: Path, *words: str) -> list[str]:
    """Run git and return what it lists. Raises OSError where it cannot."""
    done = subprocess.run(_command(folder, *words), capture_output=True, env=_environment(), timeout=60, check=False)
    if done.returncode:
        raise OSError(done.stderr.decode("utf-8", "replace").strip().split("\n")[0])
    return [line for line in done.stdout.decode("utf-8", "replace").split("\0") if line]


def is_repository(folder: Path) -> bool:
    """Tell whether a folder lies in a git repository. Raises OSError if it does but git is missing or will not look."""
    marked = any((place / ".git").exists() for place in (folder, *folder.resolve().parents))
    if marked and not shutil.which("git"):
        raise OSError("git is not installed")
    return marked and bool(_lines(folder, "rev-parse", "--git-dir"))


def tracked(folder: Path, *patterns: str) -> list[str]:
    """List the files that git keeps now, of those that match a pattern such as `submitted/*`."""
    return _lines(folder, "ls-files", "-z", "--", *patterns)


def in_history(folder: Path, what: Wanted) -> tuple[set[str], int]:
    """Search everything that git ever kept here: versions, folders, messages, and what no branch shows any more.

    Returns what was found, and how many objects were too large to be looked at. Raises OSError where git will not.
    """
    words = ("cat-file", "--batch-all-objects", "--unordered", "--batch=%(objectsize)")
    command, calm = _command(folder, *words), _environment()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=calm) as git:
        assert git.stdout
        hits, passed_over = set[str](), 0
        for piece in _pieces(git.stdout):
            hits |= look(piece, what)
            passed_over += not piece
    if git.returncode:
        raise OSError("git could not read its own history")
    (place,) = _lines(folder, "rev-parse", "--absolute-git-dir")
    notes = Path(place.rstrip("\n"))
    for path in files(notes, {notes / "objects"}):
        hits.update(*in_file(path, what))
    return hits, passed_over


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield objects, small ones joined; an empty piece stands for one that is too large."""
    joined = b""
    while line := stream.readline():
        size = int(line)
        if size > _LARGEST:
            yield b""
            while size > 0:
                size -= len(stream.read(min(size, _TOGETHER))) or size
        else:
            joined += stream.read(size) + b"\n"
        stream.read(1)
        if len(joined) > _TOGETHER:
            yield joined
            joined = b""
    if joined:
        yield joined

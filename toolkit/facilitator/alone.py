"""Let one process at a time work in a folder."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    from fcntl import LOCK_EX, flock
except ImportError:  # Windows: whoever presses the button twice at once there has to wait by themselves
    flock = None  # type: ignore[assignment]


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Let nobody else work in this folder meanwhile: the button may be pressed twice."""
    if flock is None:
        yield
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network drives cannot
            flock(opened, LOCK_EX)
        yield
    finally:
        os.close(opened)

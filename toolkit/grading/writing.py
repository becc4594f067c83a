"""Write a file whole or not at all: where there is no room for it, what stood there before stays."""

import os
from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, content: bytes) -> Path:
    """Write a file beside its place, then put it there in one step; only its owner may read it. Raises OSError."""
    half = path.with_name(f".{path.name}.half")
    try:
        with suppress(FileNotFoundError):
            half.unlink()
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
        os.replace(half, path)
    except BaseException:
        with suppress(OSError):
            half.unlink()
        raise
    return path

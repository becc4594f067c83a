"""Tables that stand in TOML files, of the course or of somebody who made their own: here they are read."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any


def of(package: str | None, name: str) -> dict[str, Any]:
    """Read a file that lies in a package: `of(__package__, "data/months.toml")`."""
    return read(files(str(package)).joinpath(name))


def read(entry: Traversable | Path) -> dict[str, Any]:
    """Read a file. Raises OSError if there is none, ValueError (with its place in the file) if it is no table."""
    return parsed(entry.read_text("utf-8"))


def parsed(text: str) -> dict[str, Any]:
    """Read a text. Raises ValueError, with the place in it, if it is no table."""
    import tomllib  # here, because a notebook that asks for no table should not wait for it

    return tomllib.loads(text)

"""What the workbook of a session says and asks, for the labs in its room."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FILE = "workbook.toml"


@cache
def workbook(inside: str) -> dict[str, Any]:
    """Read the words of the room in which a file of code lies: `workbook(__file__)`."""
    found = next(folder / FILE for folder in Path(inside).parents if (folder / FILE).is_file())
    return tomllib.loads(found.read_text("utf-8"))

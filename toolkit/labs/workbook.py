"""What the workbook of a session says and asks, for the labs in its room."""

from functools import cache
from pathlib import Path
from typing import Any

from toolkit.posts import tables

FILE = "workbook.toml"


@cache
def workbook(inside: str) -> dict[str, Any]:
    """Read the words of the room in which a file of code lies: `workbook(__file__)`."""
    found = next(folder / FILE for folder in Path(inside).parents if (folder / FILE).is_file())
    return tables.read(found)

"""Take out of a notebook what its run, and its reader, left in it: a page as it was handed out."""

import re
from typing import Any

# What a notebook is read with; all else in its own metadata was noted by a program: states of widgets, for one.
_KEPT = ("kernelspec", "language_info")
_OF_A_RUN = {"outputs", "execution_count", "attachments"}
# Ids of cells that Jupyter makes. Those of the course can be read aloud.
_BY_JUPYTER = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{8}")


def blank(notebook: Any) -> dict[str, Any]:
    """Take out outputs, counts, attachments and what programs noted of a run; the cells stay.

    Raises ValueError for what is no notebook.
    """
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        raise ValueError("not a notebook")
    page = {**notebook, "cells": [_blank(cell) for cell in cells]}
    if "metadata" in page:
        page["metadata"] = {name: value for name, value in _metadata(notebook).items() if name in _KEPT}
    return page


def _metadata(part: dict[str, Any]) -> dict[str, Any]:
    found = part.get("metadata")
    return found if isinstance(found, dict) else {}


def _blank(cell: dict[str, Any]) -> dict[str, Any]:
    """Keep the order of what is kept, so that a cell that was never run stays as it is written."""
    empty: dict[str, Any] = {"outputs": [], "execution_count": None} if cell.get("cell_type") == "code" else {}
    kept = {name: empty.get(name, value) for name, value in cell.items() if name in empty or name not in _OF_A_RUN}
    if "metadata" in cell:
        kept["metadata"] = {name: value for name, value in _metadata(cell).items() if name != "execution"}
    return kept


def unwritten(notebook: Any) -> dict[str, Any]:
    """Do the same, and take out the cells that a reader added to a page whose own cells cannot be deleted.

    Raises ValueError for what is no notebook.
    """
    page = blank(notebook)
    if any(_metadata(cell).get("deletable") is False for cell in page["cells"]):
        page["cells"] = [cell for cell in page["cells"] if not _is_added(cell)]
    return page


def _is_added(cell: dict[str, Any]) -> bool:
    return "nbgrader" not in _metadata(cell) and bool(_BY_JUPYTER.fullmatch(str(cell.get("id"))))

"""A page as it is written: Markdown with a line before each cell, `+++ c03` or `+++ lab-desk: lab("desk")`."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

FIXED = {"deletable": False, "editable": False}
FOLDED = {"jupyter": {"source_hidden": True}}
_CELL = re.compile(r"^\+\+\+ (?P<id>[\w-]+)(?:: (?P<call>.+))?$", re.MULTILINE)
_PYTHON = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def notebook(cells: list[dict[str, Any]], kernel: Mapping[str, str] = _PYTHON) -> str:
    """Put cells into a notebook, written as Jupyter writes it."""
    made = {
        "cells": cells,
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def page(text: str, imported: str, subject: str, fixed: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Make the cells of a page: texts, and calls of a subject, `session("safety-first")`.

    Raises ValueError, in words, for a page that does not begin with a cell.
    """
    begins = list(_CELL.finditer(text))
    if not begins or text[: begins[0].start()].strip():
        raise ValueError("A page begins with the line of its first cell: +++ c00")
    for begin, end in zip(begins, [one.start() for one in begins[1:]] + [len(text)], strict=True):
        said = text[begin.end() : end].strip("\n")
        if called := begin["call"]:
            yield code(begin["id"], f"from {imported}\n\n{subject}.{called}", {**fixed, **FOLDED})
        else:
            yield markdown(begin["id"], said, fixed)


def markdown(id_: str, text: str, about: Mapping[str, Any]) -> dict[str, Any]:
    """Make a cell of text."""
    return {"cell_type": "markdown", "id": id_, "metadata": dict(about), "source": _lines(text)}


def code(id_: str, text: str, about: Mapping[str, Any]) -> dict[str, Any]:
    """Make a cell of code that has not run."""
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": id_,
        "metadata": dict(about),
        "outputs": [],
        "source": _lines(text),
    }


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)

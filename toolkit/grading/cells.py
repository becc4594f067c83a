"""Rebuild the instructor's notebook around a trainee's answers, and run it: one pure function of both."""

import ast
import re
from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from types import CodeType
from typing import Any

from toolkit.exercises import grading
from toolkit.grading.submitted import Submitted

Notebook = dict[str, Any]


def rebuild(released: Notebook, sources: Mapping[str, Mapping[str, Any]], submitted: Submitted) -> Notebook:
    """Put the instructor's cells back in place, whatever the submitted notebook did to its own.

    `sources` maps a grade id to its source and checksum in the gradebook. What else was written into the
    submitted notebook stands at the end, as text.
    """
    notebook = deepcopy(released)
    for cell in notebook["cells"]:
        known = sources.get(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))
        if known:
            cell["source"] = known["source"]
            cell["metadata"]["nbgrader"]["checksum"] = known["checksum"]
    notes = [f"**About this submission.** {unmarked(' '.join(submitted.notes))}"] if submitted.notes else []
    notebook["cells"][:0] = [_markdown("about-this-submission", text) for text in notes]
    if submitted.others:
        heading = "## Also in the submitted notebook\n\nKept for reading; it was not run."
        notebook["cells"].append(_markdown("also-submitted", heading))
        notebook["cells"] += [_markdown(f"also-{n}", fenced(text)) for n, text in enumerate(submitted.others)]
    return notebook


def unmarked(text: str) -> str:
    """Write a text in Markdown so that no sign of it is a mark: names of files and exercises may stand in it."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(text.split()))


def fenced(text: str) -> str:
    """Quote a text in Markdown so that nothing in it can be anything but text."""
    longest = max((len(run) for run in re.findall(r"`+|~+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}"


def _markdown(id_: str, source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": id_, "metadata": {}, "source": source}


def run(notebook: Notebook, submitted: Submitted) -> tuple[Notebook, dict[str, float | None]]:
    """Run the instructor's cells over the answers; return the notebook with outputs, and the points by grade id.

    A cell of ours that breaks gives None, which nbgrader shows as "needs a person".
    """
    points: dict[str, float | None] = {}
    namespace: dict[str, Any] = {"__name__": "__main__"}
    with grading(submitted.answers):
        for cell in notebook["cells"]:
            if cell["cell_type"] != "code":
                continue
            outputs, value = _run_cell(cell["source"], namespace)
            cell["outputs"], cell["execution_count"] = outputs, None
            about = cell["metadata"].get("nbgrader", {})
            if about.get("grade"):
                points[about["grade_id"]] = _bounded(value, about["points"])
    return notebook, points


def _bounded(value: Any, maximum: float) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and 0 <= value <= maximum else None


def _run_cell(source: str, namespace: dict[str, Any]) -> tuple[list[dict[str, Any]], Any]:
    """Run one cell of the instructor's as IPython would: the last expression is its result."""
    try:
        body, last = _compiled(source)
        exec(body, namespace)
        value = eval(last, namespace) if last else None
    except Exception as problem:
        said = f"{type(problem).__name__}: {problem}"
        return [
            {
                "output_type": "error",
                "ename": type(problem).__name__,
                "evalue": str(problem),
                "traceback": [said],
            }
        ], None
    if value is None:
        return [], None
    return [{"output_type": "execute_result", "execution_count": None, "metadata": {}, "data": _data(value)}], value


@cache
def _compiled(source: str) -> tuple[CodeType, CodeType | None]:
    tree = ast.parse(source)
    last = None
    if tree.body and isinstance(tree.body[-1], ast.Expr):
        last = compile(ast.Expression(tree.body.pop().value), "<cell>", "eval")  # type: ignore[attr-defined]
    return compile(tree, "<cell>", "exec"), last


def _data(value: Any) -> dict[str, str]:
    data = {"text/plain": repr(value)}
    if hasattr(value, "_repr_html_"):
        data["text/html"] = value._repr_html_()
    return data

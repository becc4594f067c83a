"""Rebuild the instructor's notebook around a trainee's answers, and run it: one pure function of both."""

import ast
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from types import CodeType
from typing import Any

from toolkit.exercises.scoring import Marks, Points
from toolkit.facilitator.grading.markdown import fenced, unmarked
from toolkit.facilitator.grading.rubrics import with_comments
from toolkit.facilitator.grading.submitted import Submitted
from toolkit.notebook.exercise import grading

Notebook = dict[str, Any]


@dataclass(frozen=True)
class Ran:
    """A notebook with outputs; by grade id the points, what they could be, and the marks that explain them."""

    notebook: Notebook
    points: Mapping[str, float | None]
    maxima: Mapping[str, float]
    marks: Mapping[str, Marks]


def rebuild(released: Notebook, sources: Mapping[str, Mapping[str, Any]], submitted: Submitted) -> Notebook:
    """Put the instructor's cells back in place, whatever the submitted notebook did to its own.

    `sources` maps a grade id to its source and checksum in the gradebook. What else was written into the
    submitted notebook stands at the end, as text.
    """
    notebook = deepcopy(released)
    for cell in notebook["cells"]:
        known = sources.get(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))
        if known:
            cell["source"] = with_comments(submitted.answers.assignment, known["source"], cell)
            cell["metadata"]["nbgrader"]["checksum"] = known["checksum"]
    notes = [f"**About this submission.** {unmarked(' '.join(submitted.notes))}"] if submitted.notes else []
    notebook["cells"][:0] = [_markdown("about-this-submission", text) for text in notes]
    if submitted.others:
        heading = "## Also in the submitted notebook\n\nKept for reading; it was not run."
        notebook["cells"].append(_markdown("also-submitted", heading))
        notebook["cells"] += [_markdown(f"also-{n}", fenced(text)) for n, text in enumerate(submitted.others)]
    return notebook


def _markdown(id_: str, source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": id_, "metadata": {}, "source": source}


def run(notebook: Notebook, submitted: Submitted) -> Ran:
    """Run the instructor's cells over the answers; what they show is written into the notebook.

    A cell of ours that breaks gives None points, which nbgrader shows as "needs a person". What only a person judges
    stands among the maxima alone.
    """
    points: dict[str, float | None] = {}
    maxima: dict[str, float] = {}
    marks: dict[str, Marks] = {}
    namespace: dict[str, Any] = {"__name__": "__main__"}
    with grading(submitted.answers):
        for cell in notebook["cells"]:
            value = _shown(cell, namespace) if cell["cell_type"] == "code" else None
            about = cell["metadata"].get("nbgrader", {})
            id_ = about.get("grade_id", "")
            if about.get("grade") or about.get("task"):
                maxima[id_] = about["points"]
            if about.get("grade"):
                points[id_] = _bounded(value, about["points"])
            if isinstance(value, Points):
                marks[id_] = value.marks
    return Ran(notebook, points, maxima, marks)


def _shown(cell: Notebook, namespace: dict[str, Any]) -> Any:
    """Run a code cell, put its outputs into it, and return its value."""
    cell["outputs"], value = _run_cell(cell["source"], namespace)
    cell["execution_count"] = None
    return value


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

"""Cells released before their question needed a key, or named an option as it is not called any more."""

import ast
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from toolkit.exercises.questions import Question
from toolkit.exercises.scoring import needs_key
from toolkit.sessions.room import questions

Sources = Mapping[str, Mapping[str, Any]]


def renewed(sources: Sources, assignment: str, solution: Path) -> dict[str, Mapping[str, Any]]:
    """Put today's solution in the place of cells that are too old to mark their question; all others stay."""
    old = [id_ for id_, cell in sources.items() if is_older(cell["source"], assignment)]
    today = _cells(solution) if old else {}
    return {**sources, **{id_: {**sources[id_], "source": today[id_]} for id_ in old if id_ in today}}


def is_older(source: str, assignment: str) -> bool:
    """Tell whether a cell gives points for a question that has changed since, so that its key does not fit."""
    try:
        asked = [(questions(assignment).get(form), key) for form, key in _calls(source)]
    except LookupError:  # an exercise of somebody else
        return False
    return any(one and (needs_key(one) if key is None else not _fits(one, key)) for one, key in asked)


def _calls(source: str) -> Iterator[tuple[str, Any]]:
    """List form and key of every call that gives points."""
    try:
        calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
        for call in calls:
            if isinstance(call.func, ast.Attribute) and call.func.attr == "points" and call.args:
                given = [ast.literal_eval(one.value) for one in call.keywords if one.arg == "key"]
                yield str(ast.literal_eval(call.args[0])), given[0] if given else None
    except (SyntaxError, ValueError):  # a cell that somebody wrote otherwise: it stays as it is
        return


def _fits(question: Question, key: Any) -> bool:
    named = key if isinstance(key, list) else [key]
    return question.kind != "choice" or not set(named).isdisjoint(question.options)


def _cells(solution: Path) -> dict[str, str]:
    try:
        cells = json.loads(solution.read_bytes())["cells"]
    except (OSError, ValueError):
        return {}
    about = ((cell["metadata"].get("nbgrader", {}).get("grade_id"), cell["source"]) for cell in cells)
    return {id_: "".join(source) for id_, source in about if id_}

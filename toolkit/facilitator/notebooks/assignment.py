"""An assignment as it is written: the questions in their room; points, keys and model answers in solutions/."""

from collections.abc import Iterator, Mapping
from typing import Any

from toolkit.facilitator.notebooks.literal import call
from toolkit.facilitator.notebooks.pages import FIXED, FOLDED, code, markdown

BEGIN, END = "=== BEGIN MARK SCHEME ===", "=== END MARK SCHEME ==="
_INTRO = """# Exercise: {title}

Press **▶ Start** in the bar above. Then answer in the forms below.

Every letter is saved as you type, in the file `answers.json` beside this page. Stop when you like; it will all be \
here when you come back. At the end, one button makes the file that you send to your facilitator.

{note}[The workbook of this session](../../workbooks/{session}.ipynb) · \
[All sessions](../../workbooks/start-here.ipynb).{beside}"""
_GIVES = "# Your facilitator’s copy of this cell gives the points, when you have handed in."
_HIDDEN = ("### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS")


def cells(session: str, written: Mapping[str, Any], solution: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Make the instructor's cells: every question with its points and key, and what only a person can judge."""
    about, parts = written["page"], 0
    note, beside = (f"{about[name]}" if name in about else "" for name in ("note", "beside"))
    intro = _INTRO.format(
        title=about["title"], session=session, note=f"{note}\n\n" if note else "", beside=f" {beside}" if beside else ""
    )
    yield markdown("c00", intro, FIXED)
    for row in written["questions"]:
        if "part" in row:
            parts += 1
            text = f"## {parts}. {row['part']}" + (f"\n\n{row['part_text']}" if "part_text" in row else "")
            yield markdown(row.get("part_id", f"part-{row['id']}"), text, FIXED)
        yield from _question(session, row, solution.get(row["id"], {}))
    yield markdown(about.get("end_id", "end"), f"## {parts + 1}. Hand in", FIXED)
    yield _asks("hand-in", f'exercise("{session}").hand_in()')


def _question(session: str, row: Mapping[str, Any], solved: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    id_ = row["id"]
    yield _asks(f"ask-{id_}", f'exercise("{session}").ask("{id_}")')
    if "points" in solved:
        yield _points(session, id_, solved)
    if "read" in row:
        name = row.get("read_id", f"judge-{id_}")
        text = f"{row['read']}\n\n{BEGIN}\n\n{solved['scheme']}\n\n{END}"
        yield markdown(name, text, {"nbgrader": _graded(name, task=True, points=solved["read_points"])})


def _asks(name: str, source: str) -> dict[str, Any]:
    return code(name, f"from toolkit import exercise\n\n{source}", {**FOLDED, "nbgrader": _graded(name)})


def _points(session: str, id_: str, solved: Mapping[str, Any]) -> dict[str, Any]:
    name, points = f"points-{id_}", solved["points"]
    key = {"key": solved["key"]} if "key" in solved else {}
    gives = call(f'exercise("{session}").points', (f'"{id_}"', f"{points:g}"), **key)
    source = "\n".join(("from toolkit import exercise", "", _GIVES, _HIDDEN[0], gives, _HIDDEN[1]))
    return code(name, source, {**FOLDED, "nbgrader": _graded(name, grade=True, points=points)})


def _graded(name: str, grade: bool = False, task: bool = False, points: float | None = None) -> dict[str, Any]:
    """Say to nbgrader what a cell is."""
    about = {"grade": grade, "grade_id": name, "locked": True, "schema_version": 3, "solution": False, "task": task}
    return about if points is None else dict(sorted({**about, "points": points}.items()))


def models(session: str, written: Mapping[str, Any], solution: Mapping[str, Any]) -> dict[str, Any]:
    """Make the model answers, as an answers file: the key itself, where a key says what to answer."""
    solved = {row["id"]: (row, solution.get(row["id"], {})) for row in written["questions"]}
    answers = {id_: model(row, about) for id_, (row, about) in solved.items() if {"key", "model"} & {*about}}
    return {"format": 1, "assignment": session, "who": None, "answers": answers}


def model(row: Mapping[str, Any], solved: Mapping[str, Any]) -> Any:
    """Give the model answer to a question; where a key accepts several answers, its first.

    >>> model({"kind": "groups"}, {"key": {"a": "left", "b": ["right", "left"]}})
    {'a': 'left', 'b': 'right'}
    """
    if "model" in solved:
        return solved["model"]
    key = solved["key"]
    match row["kind"]:
        case "choice":
            return _first(key)
        case "choices":
            return list(key["ticked"] if isinstance(key, Mapping) else key)
        case "order":
            return [item for step in key for item in ([step] if isinstance(step, str) else step)]
        case "groups":
            return {item: _first(groups) for item, groups in key.items()}
        case "cards":
            return {item: {"group": _first(groups)} for item, groups in key.items()}
        case "number":
            return str(_first(key))
    raise ValueError(f"“{row['id']}” needs a model answer of its own: write “model” beside its key.")


def _first(key: Any) -> Any:
    return key[0] if isinstance(key, list) else key

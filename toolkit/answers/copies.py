"""The copies of answers that travel in a notebook's outputs: left by forms, found again in any file."""

import json
from collections.abc import Iterator
from typing import Any

from toolkit.answers.file import DEEPEST, FORMAT, LARGEST, Answers, depth, hand_in, is_time, storable

MIME = "application/vnd.hashtag-to-action.answer"
"""The type of the copy that a form leaves in the notebook's outputs."""


def answers_in(notebook: Any, assignment: str) -> Answers:
    """Collect the copies of answers that forms left in a notebook's outputs: of each form the newest, or else the last.

    Takes the parsed JSON of any file, trusts nothing in it, and runs nothing. A form that was never answered is none.
    """
    values: dict[str, Any] = {}
    times: dict[str, float] = {}
    hand = None
    for copy in _copies(notebook):
        form, answer = copy.get("form"), copy.get("answer")
        if copy.get("assignment") != assignment or not isinstance(form, str) or answer is None:
            continue
        when = float(copy["time"]) if is_time(copy.get("time")) else 0.0
        if form not in values or when >= times.get(form, 0.0):
            values[form], times[form] = answer, when
        hand = hand_in(copy.get("hand")) or hand
    return Answers(assignment, values, None, {form: when for form, when in times.items() if when}, hand)


def copies_in(notebook: Any, assignment: str) -> dict[str, Any]:
    """Collect the answers alone that a notebook carries."""
    return dict(answers_in(notebook, assignment).values)


def _copies(notebook: Any) -> Iterator[dict[str, Any]]:
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    for cell in cells if isinstance(cells, list) else ():
        outputs = cell.get("outputs") if isinstance(cell, dict) else None
        for output in outputs if isinstance(outputs, list) else ():
            data = output.get("data") if isinstance(output, dict) else None
            copy = _copy(data.get(MIME)) if isinstance(data, dict) else None
            if copy:
                yield copy


def _copy(raw: Any) -> dict[str, Any] | None:
    """Read a copy; notebook files hold a text of several lines as a list."""
    try:
        text = "".join(raw) if isinstance(raw, list) else raw
        if not isinstance(text, str) or len(text) > LARGEST or depth(text) > DEEPEST:
            return None
        value = json.loads(text)
    except (TypeError, ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) and value.get("format") == FORMAT else None


def copy_text(assignment: str, form: str, answer: Any, about: Answers | None = None) -> str:
    """Write the copy of one answer that travels in the notebook's outputs, with its time and hand if they are known."""
    content = {"format": FORMAT, "assignment": assignment, "form": form, "answer": answer}
    if about and form in about.times:
        content["time"] = about.times[form]
    if about and about.hand:
        content["hand"] = about.hand
    return json.dumps(storable(content), ensure_ascii=False)

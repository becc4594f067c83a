"""Keep what a trainee answers: saved at every change, restored on reopening, found again in a notebook."""

import errno
import json
import math
import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FORMAT = 1
FILE = "answers.json"
LARGEST = 256 * 1024  # bytes; the largest exercise filled with long texts stays far below
DEEPEST = 12  # levels of lists and objects; a form needs two
MIME = "application/vnd.hashtag-to-action.answer"
"""The type of the copy that a form leaves in the notebook's outputs."""


class Refused(ValueError):
    """An answers file that we cannot take; the message says why, in words for the person who sent it."""


@dataclass(frozen=True)
class Answers:
    """Everything that one person answered in one assignment: plain JSON by form id."""

    assignment: str
    values: Mapping[str, Any] = field(default_factory=dict)
    who: str | None = None

    def as_text(self) -> str:
        """Write the answers as the text of an answers file."""
        content = {
            "format": FORMAT,
            "assignment": self.assignment,
            "who": self.who,
            "answers": dict(self.values),
        }
        return json.dumps(_storable(content), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _storable(value: Any) -> Any:
    """Replace what no file can hold: half a character by a question mark, endless numbers by nothing."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8") if not value.isascii() else value
    if isinstance(value, list | tuple):
        return [_storable(item) for item in value]
    if isinstance(value, dict):
        return {str(_storable(key)): _storable(item) for key, item in value.items()}
    return value


def read(content: bytes, assignment: str | None = None) -> Answers:
    """Read an answers file.

    Raises Refused, with a sentence for the person concerned, if it is too large, damaged, nested too
    deep, of another format or of another assignment.

    >>> read(b'{"format": 1, "assignment": "a", "who": null, "answers": {"x": "hello"}}').values
    {'x': 'hello'}
    """
    if len(content) > LARGEST:
        raise Refused(f"This file is too large for answers: {LARGEST // 1024} KB fit.")
    raw = _parsed(content)
    if not isinstance(raw, dict) or not isinstance(raw.get("answers"), dict):
        raise Refused("This file does not hold answers from our workbook.")
    if raw.get("format") != FORMAT:
        raise Refused("These answers come from another version of the course. Please ask for the newest copy.")
    found = raw.get("assignment")
    if not isinstance(found, str):
        raise Refused("This file does not say which exercise it belongs to.")
    if assignment is not None and found != assignment:
        raise Refused(f"These answers belong to another exercise (“{found[:60]}”), not to “{assignment}”.")
    who = raw.get("who")
    return Answers(found, raw["answers"], who if isinstance(who, str) else None)


def _parsed(content: bytes) -> Any:
    try:
        text = content.decode("utf-8-sig")
        if _depth(text) > DEEPEST:
            raise Refused("This file is nested deeper than any form of ours, so we did not open it.")
        return json.loads(text, parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise Refused("This file is not written in UTF-8, so its letters cannot be read.") from None
    except (json.JSONDecodeError, RecursionError, ValueError) as problem:
        if isinstance(problem, Refused):
            raise
        raise Refused("This file ends early or is damaged, so it cannot be read as answers.") from None


def _no_constant(name: str) -> None:
    raise ValueError(name)  # NaN and Infinity are not JSON


_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', re.DOTALL)


def _depth(text: str) -> int:
    """Measure how deep a JSON text is nested, without building it."""
    level = deepest = 0
    for match in _BRACKETS.finditer(text):
        sign = match.group()
        if sign in "[{":
            level += 1
            deepest = max(deepest, level)
        elif sign in "]}":
            level -= 1
    return deepest


@dataclass(frozen=True)
class Store:
    """The answers file of one assignment in one folder."""

    folder: Path
    assignment: str

    @property
    def path(self) -> Path:
        """Where the answers file is."""
        return self.folder / FILE

    def load(self) -> Answers:
        """Read the answers; none yet is an empty set. Raises Refused for a file we cannot take."""
        try:
            if self.path.stat().st_size > LARGEST:
                return read(b" " * (LARGEST + 1))
            return read(self.path.read_bytes(), self.assignment)
        except FileNotFoundError:
            return Answers(self.assignment)

    def open(self) -> tuple[Answers, str]:
        """Read the answers for work, and say in one sentence what had to be done to get them ("" if nothing).

        A file we cannot take is set aside under another name; what the notebook carries comes back.
        """
        try:
            if self.path.exists():
                return self.load(), ""
            said = ""
        except Refused as refused:
            kept = self.set_aside()
            said = f"{refused} We kept it as “{kept.name}” and began a new one."
        copies = self._in_notebook()
        if copies:
            answers = Answers(self.assignment, copies)
            self.write(answers)
            return answers, (said + " Your answers came back from the copy in the notebook.").strip()
        return Answers(self.assignment), said

    def put(self, form: str, value: Any) -> None:
        """Save one answer beside all the others, at once and whole (atomic replace)."""
        try:
            answers = self.load()
        except Refused:
            answers, _ = self.open()
        self.write(Answers(self.assignment, {**answers.values, form: value}, answers.who))

    def write(self, answers: Answers) -> None:
        """Replace the answers file in one step, so that a crash leaves the old or the new one, never half.

        Raises OSError where nothing can be written, or when the answers are larger than we would read again.
        """
        text = answers.as_text().encode("utf-8")
        if len(text) > LARGEST:
            raise OSError(errno.EFBIG, "more than an answers file may hold")
        handle, name = tempfile.mkstemp(prefix=".answers-", dir=self.folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(text)
            os.replace(name, self.path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def set_aside(self) -> Path:
        """Put the answers file under another name beside its place, and say where."""
        number = 1
        while (kept := self.folder / f"answers-kept-{number}.json").exists():
            number += 1
        self.path.replace(kept)
        return kept

    def _in_notebook(self) -> dict[str, Any]:
        path = self.folder / f"{self.assignment}.ipynb"
        try:
            return copies_in(json.loads(path.read_text("utf-8")), self.assignment)
        except (OSError, ValueError, RecursionError):
            return {}


def copies_in(notebook: Any, assignment: str) -> dict[str, Any]:
    """Collect the copies of answers that forms left in a notebook's outputs; the last one of a form counts.

    Takes the parsed JSON of any file, trusts nothing in it, and runs nothing.
    """
    found: dict[str, Any] = {}
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    for cell in cells if isinstance(cells, list) else ():
        outputs = cell.get("outputs") if isinstance(cell, dict) else None
        for output in outputs if isinstance(outputs, list) else ():
            data = output.get("data") if isinstance(output, dict) else None
            copy = _copy(data.get(MIME)) if isinstance(data, dict) else None
            if copy and copy.get("assignment") == assignment and isinstance(copy.get("form"), str):
                found[copy["form"]] = copy.get("answer")
    return found


def _copy(raw: Any) -> dict[str, Any] | None:
    """Read a copy; notebook files hold a text of several lines as a list."""
    try:
        text = "".join(raw) if isinstance(raw, list) else raw
        if not isinstance(text, str) or len(text) > LARGEST or _depth(text) > DEEPEST:
            return None
        value = json.loads(text)
    except (TypeError, ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) and value.get("format") == FORMAT else None


def copy_text(assignment: str, form: str, answer: Any) -> str:
    """Write the copy of one answer that travels in the notebook's outputs."""
    content = {"format": FORMAT, "assignment": assignment, "form": form, "answer": answer}
    return json.dumps(_storable(content), ensure_ascii=False)

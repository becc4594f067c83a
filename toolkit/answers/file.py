"""What a trainee answered, as a file holds it: plain JSON, read from anybody with care."""

import json
import math
import re
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

FORMAT = 1
LARGEST = 256 * 1024  # bytes; the largest exercise filled with long texts stays far below
DEEPEST = 12  # levels of lists and objects; a form needs two
_TICK = 0.001  # seconds by which what is answered now is newer than a time that lies ahead: clocks differ
_LATEST = 1e11  # seconds since 1970: more is a slip
_HAND = re.compile(r"[0-9a-f]{8,64}")


class Refused(ValueError):
    """An answers file that we cannot take; the message says why, in words for the person who sent it."""


@dataclass(frozen=True)
class Answers:
    """Everything that one person answered in one assignment: plain JSON by form id.

    `times` says of a form when it was answered, in seconds since 1970. `hand` is a random word that only the computer
    knows on which the answers were begun, so that nobody else can send theirs under the same code name unnoticed. Files
    of earlier years have neither. Both say how the answers came about, not what they are: they do not make two differ.
    """

    assignment: str
    values: Mapping[str, Any] = field(default_factory=dict)
    who: str | None = None
    times: Mapping[str, float] = field(default_factory=dict, compare=False)
    hand: str | None = field(default=None, compare=False)

    def as_text(self) -> str:
        """Write the answers as the text of an answers file."""
        content = {
            "format": FORMAT,
            "assignment": self.assignment,
            "who": self.who,
            **({"hand": self.hand} if self.hand else {}),
            **({"times": dict(self.times)} if self.times else {}),
            "answers": dict(self.values),
        }
        return json.dumps(storable(content), ensure_ascii=False, indent=1, allow_nan=False) + "\n"

    def given(self, values: Mapping[str, Any]) -> "Answers":
        """Add answers that are given now: they are newer than whatever is known of the same forms."""
        now = time.time()
        times = {form: round(max(now, self.times.get(form, 0.0) + _TICK), 3) for form in values}
        return replace(self, values={**self.values, **values}, times={**self.times, **times})


def newest(known: Iterable[Answers]) -> Answers:
    """Bring together what is known of one person's answers: of each form the newest; of equals, what comes first.

    >>> old, new = Answers("a", {"x": 1, "y": 1}, times={"x": 5.0}), Answers("a", {"x": 2, "y": 2}, times={"x": 7.0})
    >>> newest([old, new]).values
    {'x': 2, 'y': 1}
    """
    first, *others = known
    for other in others:
        newer = [
            form
            for form, value in other.values.items()
            if form not in first.values or other.times.get(form, 0.0) > first.times.get(form, 0.0)
        ]
        first = replace(
            first,
            values={**first.values, **{form: other.values[form] for form in newer}},
            times={**first.times, **{form: other.times[form] for form in newer if form in other.times}},
            who=first.who or other.who,
            hand=first.hand or other.hand,
        )
    return first


def storable(value: Any) -> Any:
    """Replace what no file can hold: half a character by a question mark, endless numbers by nothing."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8") if not value.isascii() else value
    if isinstance(value, list | tuple):
        return [storable(item) for item in value]
    if isinstance(value, dict):
        return {str(storable(key)): storable(item) for key, item in value.items()}
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
    who, times = raw.get("who"), _times(raw.get("times"), raw["answers"])
    return Answers(found, raw["answers"], who if isinstance(who, str) else None, times, hand_in(raw.get("hand")))


def _times(raw: Any, values: Mapping[str, Any]) -> dict[str, float]:
    """Take the times of answers that are there; anything else that stands in their place is none."""
    rows = raw.items() if isinstance(raw, dict) else ()
    return {form: float(when) for form, when in rows if form in values and is_time(when)}


def is_time(when: Any) -> bool:
    """Tell whether something can be the time of an answer."""
    return isinstance(when, int | float) and not isinstance(when, bool) and 0 < when < _LATEST


def hand_in(raw: Any) -> str | None:
    """Take a hand that somebody’s file states; anything else in its place is none."""
    return raw if isinstance(raw, str) and _HAND.fullmatch(raw) else None


def _parsed(content: bytes) -> Any:
    try:
        text = content.decode("utf-8-sig")
        if depth(text) > DEEPEST:
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


def depth(text: str) -> int:
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

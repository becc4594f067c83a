"""Mark answers: what share is right, and what to say of each part, without ever telling the key."""

import math
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.exercises.questions import Question
from toolkit.review import review
from toolkit.review.findings import Finding


@dataclass(frozen=True)
class Mark:
    """One part of an answer, in the trainee's own words, and whether it is right (None: a person judges)."""

    part: str
    right: bool | None
    why: str = ""


@dataclass(frozen=True)
class Marks:
    """The share of an answer that is right (0 to 1), part by part; for a text, the findings of its review.

    `late` are findings that can only be told with the key: they are shown with the points, and not before.
    """

    share: float
    parts: tuple[Mark, ...] = ()
    findings: tuple[Finding, ...] = ()
    late: tuple[Finding, ...] = ()


class Points(float):
    """Points between 0 and a maximum; in a notebook they bring the marks along that explain them."""

    marks: Marks
    maximum: float
    face: Callable[[float, float, Marks], str] | None

    @classmethod
    def of(cls, maximum: float, marks: Marks, face: Callable[[float, float, Marks], str] | None = None) -> "Points":
        """Turn marks into points, rounded to a hundredth and never outside 0 to `maximum`; `face` shows them."""
        share = marks.share if math.isfinite(marks.share) else 0.0
        points = cls(round(min(max(share, 0.0), 1.0) * maximum, 2))
        points.marks, points.maximum, points.face = marks, maximum, face
        return points

    def _repr_html_(self) -> str | None:
        return self.face(self, self.maximum, self.marks) if self.face else None


def mark(question: Question, answer: Any, answers: Mapping[str, Any], key: Any) -> Marks:
    """Mark one answer. What was not answered, or cannot be understood, is worth nothing and hurts nobody."""
    if question.kind == "text":
        looked = review(question.draft(answer, answers))
        return Marks(looked.share, findings=looked.findings)
    if question.look:
        marks: Marks = question.look(question, answer, key)
        return marks
    if answer is None or key is None:
        return Marks(0.0)
    return _KEYED[question.kind](question, answer, key)


def needs_key(question: Question) -> bool:
    """Tell whether nothing can be earned without a key."""
    return question.keyed if question.judge else question.kind in _KEYED


def _choice(question: Question, answer: Any, key: str | Sequence[str]) -> Marks:
    """Accept the right option; of several, any."""
    right = isinstance(answer, str) and answer in ([key] if isinstance(key, str) else key)
    shown = question.options.get(answer, "") if isinstance(answer, str) else ""
    return Marks(float(right), (Mark(shown, right),) if shown else ())


def _choices(question: Question, answer: Any, key: Sequence[str] | Mapping[str, Sequence[str]]) -> Marks:
    """Count each option that was rightly ticked; a wrong tick takes one back, so ticking all earns little.

    A key by name lists as `ticked` what is right, as `either` what experts dispute: that neither earns nor costs.
    """
    wanted, either = (key["ticked"], set(key["either"])) if isinstance(key, Mapping) else (key, set())
    ticked = {item for item in _listed(answer) if item in question.options}
    right = ticked & set(wanted)
    wrong = ticked - right - either
    marked = {id_: None if id_ in either else id_ in right for id_ in question.options if id_ in ticked}
    parts = tuple(Mark(question.options[id_], one) for id_, one in marked.items())
    return Marks(max(0.0, (len(right) - len(wrong)) / len(wanted)), parts)


def _order(question: Question, answer: Any, key: Sequence[str | Sequence[str]]) -> Marks:
    """Count the pairs that stand in the right order; what a key lists together may stand either way round."""
    order = [item for item in _listed(answer) if item in question.options]
    steps = [[step] if isinstance(step, str) else list(step) for step in key]
    if sorted(order) != sorted(item for step in steps for item in step):
        return Marks(0.0)
    place = {item: n for n, step in enumerate(steps) for item in step}
    there = [n for n, step in enumerate(steps) for _ in step]
    parts = tuple(Mark(question.options[item], place[item] == there[n]) for n, item in enumerate(order))
    pairs = [place[one] <= place[two] for n, one in enumerate(order) for two in order[n + 1 :]]
    # Chance alone puts half of the pairs right, so only what is above half counts.
    return Marks(max(0.0, 2 * sum(pairs) / len(pairs) - 1), parts)


def _groups(question: Question, answer: Any, key: Mapping[str, str | Sequence[str]]) -> Marks:
    given = answer if isinstance(answer, Mapping) else {}
    parts = []
    for item, words in question.options.items():
        group = given.get(item)
        if isinstance(group, str) and group in question.groups:
            accepted = [key[item]] if isinstance(key[item], str) else list(key[item])
            parts.append(Mark(f"{words} → {question.groups[group]}", group in accepted))
    return Marks(sum(bool(part.right) for part in parts) / len(question.options), tuple(parts))


def _number(_: Question, answer: Any, key: Any) -> Marks:
    value = number(answer)
    low, high = key if isinstance(key, list | tuple) else (key, key)
    if value is None:
        return Marks(0.0)
    right = low <= value <= high
    return Marks(float(right), (Mark(str(answer)[:40], right),))


REASON = 8
"""Words that make a reason; with one, a card counts as a person will read it (items 36, 37)."""
_FEWEST = 2 / 3  # of all cards count in any case


def reasoned(card: Any) -> bool:
    """Tell whether somebody gave a reason for seeing a card otherwise."""
    return isinstance(card, Mapping) and isinstance(why := card.get("why"), str) and len(why.split()) >= REASON


def _cards(question: Question, answer: Any, key: Mapping[str, str | Sequence[str]]) -> Marks:
    """Count sorted cards; one that was put elsewhere with a reason is left out, for a person to read."""
    given = answer if isinstance(answer, Mapping) else {}
    parts, right, left_out = [], 0, 0
    for item, words in question.options.items():
        group = given[item].get("group") if isinstance(given.get(item), Mapping) else None
        if not isinstance(group, str) or group not in question.groups:
            continue
        fits = group in ([key[item]] if isinstance(key[item], str) else key[item])
        judged = None if not fits and reasoned(given[item]) else fits
        parts.append(Mark(f"{words} → {question.groups[group]}", judged))
        right, left_out = right + fits, left_out + (judged is None)
    counted = max(len(question.options) - left_out, round(_FEWEST * len(question.options)))
    return Marks(right / counted, tuple(parts))


_KEYED: Mapping[str, Callable[[Question, Any, Any], Marks]] = {
    "choice": _choice,
    "choices": _choices,
    "order": _order,
    "groups": _groups,
    "cards": _cards,
    "number": _number,
}


def _listed(answer: Any) -> list[str]:
    return [item for item in answer if isinstance(item, str)] if isinstance(answer, list) else []


_THOUSANDS = re.compile(r"(?<=\d)[,٬\u00a0\u202f](?=\d{3}(?!\d))")
_UNIT = re.compile(r"(?<=\d)\s*[^\W\d_]\D*$")


def number(answer: Any) -> float | None:
    """Read a number as people type it: any script's digits, a comma or a point, a unit behind it.

    >>> number("۱۱۶ حرفًا"), number("0,5 %"), number("61,000"), number("about five")
    (116.0, 0.5, 61000.0, None)
    """
    if isinstance(answer, bool) or not isinstance(answer, str | int | float):
        return None
    typed = _THOUSANDS.sub("", str(answer)[:40].strip()).replace("٫", ".").replace(",", ".")
    typed = _UNIT.sub("", typed.rstrip("%٪ ")).strip()
    try:
        digits = "".join(str(unicodedata.digit(char)) if char.isdigit() else char for char in typed)
        value = float(digits)
    except ValueError:
        return None
    return value if math.isfinite(value) else None

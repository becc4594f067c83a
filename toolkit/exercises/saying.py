"""What judges share: reading a sheet of any shape, and saying what they found."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from toolkit.exercises.scoring import Marks
from toolkit.review.findings import Finding, Said

_RANK = {"danger": 0, "required": 1, "advice": 2, "unknown": 3, "good": 4}


def filled(answer: Any) -> dict[str, str]:
    """Get the fields of a sheet that hold something; whatever else was stored counts as nothing."""
    given = answer if isinstance(answer, Mapping) else {}
    texts = {str(name): str(value) for name, value in given.items() if isinstance(value, str | int) and value != ""}
    return {name: text.strip() for name, text in texts.items() if text.strip()}


def says(verdict: str, template: str, *, why: str, source: str, better: str = "", **fields: Any) -> Finding:
    """Make a finding about a sheet."""
    return Finding(template, verdict, "", Said(template, **fields), Said(why), source, None, better)


def saying(template: str, *, why: str, source: str, better: str = "", **known: Any) -> Callable[..., Finding]:
    """Make, for a table, what says one thing under any verdict; `known` are fields that are always the same."""
    return partial(_said, template, why, source, better, known)


def _said(
    template: str, why: str, source: str, better: str, known: Mapping[str, Any], verdict: str, **fields: Any
) -> Finding:
    return says(verdict, template, why=why, source=source, better=better, **known, **fields)


def marked(findings: Iterable[Finding], share: float, parts: Iterable[Any] = ()) -> Marks:
    """Put findings in the order of their weight; where there is danger, nothing is earned."""
    ordered = tuple(sorted(findings, key=lambda finding: _RANK[finding.verdict]))
    dangerous = any(finding.verdict == "danger" for finding in ordered)
    return Marks(0.0 if dangerous else max(0.0, min(1.0, share)), tuple(parts), ordered)

"""What judges share: reading a sheet of any shape, and putting in order what was found."""

from collections.abc import Iterable, Mapping
from typing import Any

from toolkit.exercises.scoring import Marks
from toolkit.review.findings import Finding
from toolkit.review.reviewing import RANK


def filled(answer: Any) -> dict[str, str]:
    """Get the fields of a sheet that hold something; whatever else was stored counts as nothing."""
    given = answer if isinstance(answer, Mapping) else {}
    texts = {str(name): str(value) for name, value in given.items() if isinstance(value, str | int) and value != ""}
    return {name: text.strip() for name, text in texts.items() if text.strip()}


def marked(findings: Iterable[Finding], share: float, parts: Iterable[Any] = ()) -> Marks:
    """Put findings in the order of their weight; where there is danger, nothing is earned."""
    ordered = tuple(sorted(findings, key=lambda finding: RANK[finding.verdict]))
    dangerous = any(finding.verdict == "danger" for finding in ordered)
    return Marks(0.0 if dangerous else max(0.0, min(1.0, share)), tuple(parts), ordered)

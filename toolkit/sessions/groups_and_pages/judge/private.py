"""Telephone numbers and addresses never belong into a description."""

from collections.abc import Iterator

from toolkit.review.checks.never import CHECKS as NEVER
from toolkit.review.drafts import Draft
from toolkit.review.findings import Hit, Said
from toolkit.review.reviewing import examined

_PRIVATE = tuple(check for check in NEVER if check.name in ("phone", "e-mail", "coordinates"))


def private(text: str, setting: str) -> Iterator[Hit]:
    """Find in a description what finds somebody at home, in the words of the checks that look for it in posts."""
    for one in examined(Draft(text, setting=setting), _PRIVATE).findings:
        if one.verdict == "danger" and isinstance(one.advice, Said):
            yield Hit(
                one.found,
                better=one.better,
                fields=one.advice.fields,
                verdict=one.verdict,
                advice=one.advice.template,
                why=one.why,
                source=one.source,
                apart=one.check,
            )

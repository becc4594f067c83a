"""Look at a draft with every check: the same review while typing, in the self-check and in the grade."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.review.checks import ALL
from toolkit.review.drafts import SETTINGS, Brief, Draft
from toolkit.review.findings import VERDICTS, Check, Finding, Hit, S, Said

__all__ = ["ALL", "SETTINGS", "VERDICTS", "Brief", "Check", "Draft", "Finding", "Review", "review"]

_EMPTY = Finding(
    check="empty",
    verdict="advice",
    found="",
    advice=Said("Nothing is written yet. Start with the one thing a stranger must know."),
    why=Said("The first words decide whether the rest is read."),
    source="our own advice, beside item 3",
)


@dataclass(frozen=True)
class Review:
    """All findings on one draft, the gravest first, and the share of the points it has earned (0 to 1)."""

    findings: tuple[Finding, ...]
    share: float

    def points(self, maximum: float) -> float:
        """Give the points this draft is worth: a float from 0 to `maximum`, rounded to a hundredth."""
        return round(maximum * self.share, 2)

    @property
    def verdict(self) -> str:
        """The gravest verdict among the findings, or good."""
        return self.findings[0].verdict if self.findings else "good"


def review(draft: S, checks: Sequence[Check[S]] = ALL) -> Review:  # type: ignore[assignment]
    """Look at a draft with every check.

    Never raises, whatever the text: a check that breaks is answered with the verdict unknown, which
    costs nothing. Something dangerous in the draft leaves no points, however well the rest is written.

    >>> review(Draft("We met, and nobody was left out. #OpenHearing")).verdict
    'good'
    """
    if not draft.text.strip():
        return Review((_EMPTY,), 0.0)
    return examined(draft, checks)


def examined(draft: S, checks: Sequence[Check[S]]) -> Review:
    """Look at anything with the checks that belong to it, also where nothing is written."""
    findings: list[Finding] = []
    earned = possible = cost = 0.0
    for check in checks:
        said, share = _look(check, draft)
        findings += said
        if share is None:
            continue
        possible += check.earns
        earned += check.earns * share
        if share < 1:
            cost += check.costs
    dangerous = any(finding.verdict == "danger" for finding in findings)
    base = earned / possible if possible else 1.0
    findings.sort(key=lambda finding: RANK[finding.verdict])
    return Review(tuple(findings), 0.0 if dangerous else max(0.0, base - cost))


RANK = {"danger": 0, "required": 1, "advice": 2, "unknown": 3, "good": 4}
"""In which order findings are told: the gravest first."""


def _look(check: Check[S], draft: S) -> tuple[list[Finding], float | None]:
    """Ask one check; return its findings and its share of right things (None: it does not count here)."""
    try:
        verdict = check.verdict_in(draft.setting)
        if verdict is None or not check.applies(draft):
            return [], None
        hits = [hit if isinstance(hit, Hit) else Hit(hit) for hit in check.find(draft)]
        if not hits:
            return _praise(check, draft), 1.0
        said = [_finding(check, verdict, hit, draft.setting) for hit in hits]
        if verdict != "required":
            return said, 1.0
        return said, max(0.0, 1 - len(hits) / max(check.of(draft), 1))
    except Exception:  # whatever broke in here is ours: it must never be the trainee's fault
        return [_unknown(check)], None


def _praise(check: Check[S], draft: S) -> list[Finding]:
    if not check.praise:
        return []
    why = Said(check.praise_why or check.why)
    return [Finding(check.name, "good", "", Said(check.praise, **check.praised(draft)), why, check.source)]


def _finding(check: Check[Any], verdict: str, hit: Hit, setting: str) -> Finding:
    template = hit.advice or check.advice_in.get(setting, check.advice)
    advice = Said(template, **{"found": hit.found, **hit.fields})
    name = f"{check.name} {hit.apart}" if hit.apart else check.name
    why, source = Said(hit.why or check.why), hit.source or check.source
    return Finding(name, hit.verdict or verdict, hit.found, advice, why, source, hit.span, hit.better or check.better)


def _unknown(check: Check[Any]) -> Finding:
    advice = Said("We could not look at this one. It costs you nothing.")
    return Finding(check.name, "unknown", "", advice, Said(check.why), check.source)

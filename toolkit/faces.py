"""The still face of everything: prompts, answers, advice and marks as HTML, with every typed text escaped.

Only tags that nbconvert's sanitiser lets through are used, so the same face serves live forms, nbgrader's
formgrader, feedback and print.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from toolkit.drafts import Brief, Draft
from toolkit.findings import Finding
from toolkit.i18n import t
from toolkit.review import Review, review
from toolkit.scoring import Marks

if TYPE_CHECKING:
    from toolkit.exercises import Question

# Colour alone says nothing to one reader in twelve: every verdict has a sign and a word as well.
VERDICT_WORDS = {
    "good": ("✓", "Good"),
    "advice": ("→", "Try"),
    "required": ("!", "Needed"),
    "danger": ("✕", "Danger"),
    "unknown": ("?", "Not checked"),
}
SETTING_WORDS = {
    "official": "Official: a ministry or office speaks",
    "open": "Open: an organisation in an open country",
    "hostile": "Hostile: somebody is watching",
}
PLATFORM_WORDS = {
    "x": "X today (280)",
    "x-2013": "Twitter in 2013 (140)",
    "mastodon": "Mastodon",
    "bluesky": "Bluesky",
    "threads": "Threads",
    "instagram": "Instagram",
    "facebook": "Facebook",
    "youtube": "YouTube description",
    "telegram": "Telegram",
}
PART_WORDS = {
    "headline": "headline",
    "subhead": "line below the headline",
    "lede": "opening",
    "body": "main text",
    "pull-quote": "quotation set apart",
    "conclusion": "ending",
}
_SHOWN = 6  # more advice than this at a time discourages


class Face:
    """A piece of HTML that a notebook shows as it is."""

    def __init__(self, html: str) -> None:
        self.html = html

    def __repr__(self) -> str:
        return "(shown above)"

    def _repr_html_(self) -> str:
        return framed(self.html)


@cache
def style() -> str:
    """Read the one style sheet."""
    return files("toolkit").joinpath("data/pages/base/style.css").read_text("utf-8")


def framed(html: str) -> str:
    """Put a face into the frame that the style sheet dresses."""
    return f'<div class="hta">{html}</div>'


def auto(text: str, kind: str = "") -> str:
    """Show a text in its own direction, whatever its script."""
    return f'<div class="hta-auto {kind}" dir="auto">{escape(text)}</div>'


def chip(verdict: str) -> str:
    """Show a verdict as colour, sign and word."""
    sign, word = VERDICT_WORDS[verdict]
    return f'<span class="hta-chip hta-{verdict}">{sign} {escape(t(word))}</span>'


def advice_html(findings: Iterable[Finding]) -> str:
    """Show findings: the gravest first with reason and example, the good ones in one line."""
    findings = list(findings)
    good = [finding for finding in findings if finding.verdict == "good"]
    # One card for a check, however often it speaks up: its reason is said once.
    by_check: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.verdict != "good":
            by_check.setdefault(finding.check, []).append(finding)
    grave = list(by_check.values())
    rows = "".join(map(_card, grave[:_SHOWN]))
    more = ""
    if len(grave) > _SHOWN:
        more = f'<div class="hta-small">{escape(t("and {count} smaller ones", count=len(grave) - _SHOWN))}</div>'
    praise = "".join(f'<span class="hta-auto">{chip("good")}{escape(t(finding.advice))}</span>' for finding in good)
    return f'<ul>{rows}</ul>{more}<div class="hta-praise">{praise}</div>'


def _card(findings: Sequence[Finding]) -> str:
    first = findings[0]
    why = f"{t('Why')}: {t(first.why)} ({first.source})"
    better = next((finding.better for finding in findings if finding.better), "")
    example = auto(f"{t('For example')}: {better}", "hta-better") if better else ""
    found = "; ".join(dict.fromkeys(finding.found for finding in findings[1:] if finding.found))
    others = auto(f"{t('Also')}: {found}") if found else ""
    return (
        f'<li class="hta-finding hta-{first.verdict}">{chip(first.verdict)}'
        f'<span class="hta-auto" dir="auto">{escape(t(first.advice))}</span>'
        f"{others}{example}{auto(why, 'hta-why')}</li>"
    )


def meter_html(draft: Draft, when: str = "") -> str:
    """Show how much of the platform's limit is used, as words and as a bar."""
    if draft.limit is None:
        return f'<div class="hta-meter">{draft.length}</div>'
    left = draft.limit - draft.length
    state = "required" if left < 0 else "good"
    said = t("{over} over", over=-left) if left < 0 else t("{left} left", left=left)
    dated = f'<span class="hta-when">{escape(when)}</span>' if when else ""
    full = min(100, round(100 * draft.length / draft.limit))
    return (
        f'<div class="hta-meter">{dated}<span><strong>{draft.length}</strong> / {draft.limit} · {escape(said)}</span>'
        f'<span class="hta-bar hta-{state}"><span style="width:{full}%"></span></span></div>'
    )


def labelled_meter(draft: Draft, when: str) -> str:
    """Show the meter of X in 2013 or of today, with the year in front."""
    dated = replace(draft, platform="x-2013") if when == "2013" else draft
    return meter_html(dated, t(when))


def facts_html(draft: Draft) -> str:
    """Show the list of facts, each with its tick once the draft keeps it."""
    kept = draft.kept
    facts = draft.brief.required(draft.setting) if draft.brief else ()
    rows = "".join(
        f'<li class="hta-auto" dir="auto"><span class="hta-tick {"hta-yes" if kept[fact.id] else ""}">'
        f"{'✓' if kept[fact.id] else '○'}</span>{escape(fact.label)}"
        f'<span class="hta-sr"> ({t("kept") if kept[fact.id] else t("not there yet")})</span></li>'
        for fact in facts
    )
    return f'<ul class="hta-facts">{rows}</ul>' if rows else ""


def document_html(brief: Brief) -> str:
    """Show a source document, part by part."""
    parts = "".join(
        f'<div class="hta-part hta-{escape(role)}">'
        f'<span class="hta-role">{escape(t(PART_WORDS.get(role, role)))}</span>'
        f"{auto(text)}</div>"
        for role, text in brief.parts
    )
    said = f"{brief.speaker} · {brief.published:%Y-%m-%d} · {t(brief.kind)}" if brief.published else brief.speaker
    return (
        f'<div class="hta-document" lang="{escape(brief.language)}">{auto(said, "hta-small")}{parts}'
        f"{auto(brief.link, 'hta-small')}</div>"
    )


def live_html(draft: Draft, looked: Review, then: bool = False) -> str:
    """Show everything that changes while somebody types: meter (and that of 2013), facts, advice."""
    count = sum(finding.verdict in ("required", "danger") for finding in looked.findings)
    summary = t("{count} things to mend", count=count) if count else t("Nothing has to be mended")
    then_and_now = labelled_meter(draft, "2013") + labelled_meter(draft, "today") if then else meter_html(draft)
    return framed(
        f'<span class="hta-sr" role="status">{escape(summary)}</span>'
        f"{then_and_now}{facts_html(draft)}{advice_html(looked.findings)}"
    )


def prompt_html(question: "Question") -> str:
    """Show what a form asks."""
    quote = auto(question.quote, "hta-quote") if question.quote else ""
    helping = auto(t(question.help), "hta-help") if question.help else ""
    return f"{auto(t(question.prompt), 'hta-prompt')}{quote}{helping}{_setting(question)}"


def _setting(question: "Question") -> str:
    """Show in which setting and for which network a text is written."""
    if question.kind != "text":
        return ""
    return auto(f"{t(SETTING_WORDS[question.setting])} · {t(PLATFORM_WORDS[question.platform])}", "hta-setting")


def answer_html(question: "Question", answer: Any, answers: Mapping[str, Any]) -> str:
    """Show a question with its answer, and for a text its findings: what formgrader, feedback and print show."""
    if question.kind == "text":
        draft = question.draft(answer, answers)
        shown = auto(draft.text, "hta-answer") if draft.text else _nothing()
        looked = advice_html(review(draft).findings) if draft.text else ""
        return f"{prompt_html(question)}{shown}{meter_html(draft)}{looked}"
    return f"{prompt_html(question)}{_plain_answer(question, answer)}"


def _nothing() -> str:
    return f'<div class="hta-answer hta-small">{escape(t("No answer."))}</div>'


def _plain_answer(question: "Question", answer: Any) -> str:
    lines = answer_lines(question, answer)
    return "".join(auto(line, "hta-answer") for line in lines) if lines else _nothing()


def answer_lines(question: "Question", answer: Any) -> list[str]:
    """Say an answer in words, a line for each part; an answer of the wrong shape says nothing."""
    options = question.options
    if question.kind in ("choice", "confidence"):
        return [options[answer]] if isinstance(answer, str) and answer in options else []
    if question.kind in ("choices", "order"):
        given = [item for item in answer if isinstance(item, str)] if isinstance(answer, list) else []
        return [options[item] for item in given if item in options]
    if question.kind == "groups":
        given_groups = answer if isinstance(answer, Mapping) else {}
        return [
            f"{words} → {question.groups[given_groups[item]]}"
            for item, words in options.items()
            if isinstance(given_groups.get(item), str) and given_groups[item] in question.groups
        ]
    return [f"{answer} {question.unit}".strip()] if isinstance(answer, str | int | float) and answer != "" else []


def points_html(points: float, maximum: float, marks: Marks) -> str:
    """Show points and what they were given for, in the trainee's own words and never with the key."""
    rows = "".join(
        f'<li class="hta-auto" dir="auto"><span class="hta-tick {"hta-yes" if part.right else ""}">'
        f"{'✓' if part.right else '○'}</span>{escape(part.part)}</li>"
        for part in marks.parts
    )
    said = t("{points} of {maximum} points", points=f"{points:g}", maximum=f"{maximum:g}")
    note = f'<div class="hta-small">{escape(t("✓ right · ○ look again"))}</div>' if rows else ""
    return framed(f'<div class="hta-points">{escape(said)}</div><ul class="hta-facts">{rows}</ul>{note}')

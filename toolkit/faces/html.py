"""The still face of drafts, documents and advice as HTML, with every typed text escaped.

Only tags that nbconvert's sanitiser lets through are used, so the same face serves live forms, nbgrader's
formgrader, feedback and print.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from html import escape
from importlib.resources import files

from toolkit.faces.i18n import t
from toolkit.review import Review
from toolkit.review.checks import facts as fact_checks
from toolkit.review.drafts import Brief, Draft
from toolkit.review.findings import Finding, Said

# Colour alone says nothing to one reader in twelve: every verdict has a sign and a word as well.
VERDICT_WORDS = {
    "good": ("✓", "Good"),
    "advice": ("→", "Try"),
    "required": ("!", "Needed"),
    "danger": ("✕", "Danger"),
    "unknown": ("?", "Not checked"),
}
WEEK_WORDS = {"crawl": "Week 1: crawl", "walk": "Week 2: walk", "run": "Week 3: run", "fly": "Week 4: fly"}
SETTING_WORDS = {
    "official": "Official: a ministry or office speaks",
    "open": "Open: an organisation in an open country",
    "hostile": "Hostile: somebody is watching",
}
PLATFORM_WORDS = {
    "x": "X today (280)",
    "x-2013": "Twitter until 2017 (140)",
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
    """Read the one style sheet; its folder is called `base` since nbconvert looks for it there."""
    return files(__package__).joinpath("base/style.css").read_text("utf-8")


def framed(html: str) -> str:
    """Put a face into the frame that the style sheet dresses."""
    return f'<div class="hta">{html}</div>'


def auto(text: str, kind: str = "") -> str:
    """Show a text in its own direction, whatever its script."""
    return f'<div class="hta-auto {kind}" dir="auto">{escape(text)}</div>'


def apart(typed: str) -> str:
    """Show what somebody typed inside a sentence of ours, without letting its direction turn the sentence round."""
    return f'<span dir="auto">{escape(typed)}</span>'


def sentence(said: str) -> str:
    """Say a sentence in the language of the page; what was typed and stands in it keeps its own direction."""
    if not isinstance(said, Said):
        return apart(t(said))
    fields = {name: apart(str(value)) for name, value in said.fields.items()}
    template = escape(t(said.template), quote=False)
    return template.format(**fields) if fields else template


def chip(verdict: str, word: str = "") -> str:
    """Show a verdict as colour, sign and word: its own, unless another is given."""
    sign, usual = VERDICT_WORDS[verdict]
    return f'<span class="hta-chip hta-{verdict}">{sign} {escape(word or t(usual))}</span>'


def table_html(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Show a table that can be read aloud; its first column names the rows. Cells are HTML, escaped by the caller."""
    head = "".join(f'<th scope="col">{escape(t(words))}</th>' for words in heads)
    body = "".join(
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in others)}</tr>'
        for first, *others in rows
    )
    return (
        f'<table class="hta-table"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


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
        count = len(grave) - _SHOWN
        said = t("and one smaller one") if count == 1 else t("and {count} smaller ones", count=count)
        more = f'<div class="hta-small">{escape(said)}</div>'
    praise = "".join(f'<span class="hta-auto">{chip("good")}{escape(t(finding.advice))}</span>' for finding in good)
    return f'<ul>{rows}</ul>{more}<div class="hta-praise">{praise}</div>'


def _card(findings: Sequence[Finding]) -> str:
    first = findings[0]
    why = f"{t('Why')}: {t(first.why)} ({first.source})"
    better = next((finding.better for finding in findings if finding.better), "")
    example = f'<div class="hta-better">{escape(t("For example"))}: {apart(better)}</div>' if better else ""
    found = "; ".join(
        apart(finding.found) for finding in {other.found: other for other in findings[1:] if other.found}.values()
    )
    others = f"<div>{escape(t('Also'))}: {found}</div>" if found else ""
    return (
        f'<li class="hta-finding hta-{first.verdict}">{chip(first.verdict)}'
        f"<span>{sentence(first.advice)}</span>"
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
    """Show the meter of X until November 2017 or of today, with the time in front."""
    dated = replace(draft, platform="x-2013") if when == "until 2017" else draft
    return meter_html(dated, t(when))


def facts_html(draft: Draft) -> str:
    """Show the list of facts, each with its tick once the draft keeps it."""
    kept = fact_checks.kept(draft)
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
    said = apart(brief.speaker)
    if brief.published:
        said = " · ".join((said, apart(f"{brief.published:%Y-%m-%d}"), apart(t(brief.kind))))
    return (
        f'<div class="hta-document" lang="{escape(brief.language)}"><div class="hta-small">{said}</div>{parts}'
        f"{auto(brief.link, 'hta-small')}</div>"
    )


def live_html(draft: Draft, looked: Review, then: bool = False) -> str:
    """Show everything that changes while somebody types: meter (and that of 140), facts, advice."""
    count = sum(finding.verdict in ("required", "danger") for finding in looked.findings)
    summary = t("Nothing has to be mended")
    if count:
        summary = t("One thing to mend") if count == 1 else t("{count} things to mend", count=count)
    then_and_now = labelled_meter(draft, "until 2017") + labelled_meter(draft, "today") if then else meter_html(draft)
    return framed(
        f'<span class="hta-sr" role="status">{escape(summary)}</span>'
        f"{then_and_now}{facts_html(draft)}{advice_html(looked.findings)}"
    )

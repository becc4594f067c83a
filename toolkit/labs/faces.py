"""The still faces that belong to labs: worked examples, answers to recall, versions side by side."""

from collections.abc import Mapping, Sequence
from html import escape
from itertools import combinations
from typing import Any

from toolkit.faces.html import advice_html, auto, chip, framed, meter_html
from toolkit.faces.i18n import t
from toolkit.labs.cards import Card, Cards, reply
from toolkit.review import review
from toolkit.review.checks.versions import MOST_ALIKE, hooks, likeness
from toolkit.review.drafts import Draft
from toolkit.world.scenarios import document

HOOK_WORDS = {
    "number": "number",
    "question": "question",
    "quotation": "quotation",
    "person": "person",
    "consequence": "consequence",
}


def worked_html(rows: Sequence[Mapping[str, str]]) -> str:
    """Show one post several times, from worse to better, each with its reason and what the review says."""
    shown = []
    for row in rows:
        draft = Draft(row["text"], row.get("platform", "x"), row.get("setting", "open"), document(row["document"]))
        shown.append(
            f'<div class="hta-prompt">{escape(t(row["label"]))}</div>{auto(draft.text, "hta-answer")}'
            f"{auto(t(row['why']), 'hta-help')}{meter_html(draft)}{advice_html(review(draft).findings)}"
        )
    return "".join(shown)


def recalled_html(option: Mapping[str, Any], source: str) -> str:
    """Answer a recall question: whether it is right, and in any case why."""
    verdict = "good" if option["right"] else "advice"
    said = t("Yes.") if option["right"] else t("Not quite.")
    why = f"{said} {t(option['why'])} ({source})"
    return framed(f'<div class="hta-finding hta-{verdict}">{chip(verdict)}<span>{escape(why)}</span></div>')


def card_html(card: Card, number: int, of: int) -> str:
    """Show one card: its place in the deck, and its words."""
    return auto(t("{n} of {all}", n=number, all=of), "hta-small") + auto(t(card.text), "hta-answer")


def said_html(deck: Cards, card: Card, ask: str, option: str, setting: str) -> str:
    """Say of an answer to a card whether it fits in this setting, and why."""
    found, words = reply(card, ask, option, setting), deck.options(card, ask)
    ours = t(" or ").join(f"“{t(words[one])}”" for one in found.ours)
    head = t("We say: {ours}.", ours=ours)
    if found.verdict == "good" or not deck.asks[ask].tells:
        head = t(words[option])
    word = {"good": "", "danger": t("This can harm")}.get(found.verdict, t("Look again"))
    why = auto(f"{t(found.why)} ({t(card.source)})", "hta-why")
    body = f"{chip(found.verdict, word)}{escape(head)}{why}"
    return f'<div class="hta-finding hta-{found.verdict}" role="status">{body}</div>'


def versions_html(drafts: Sequence[Draft]) -> str:
    """Show what hooks each version and how alike each pair is, then the advice for every written one."""
    written = [(place, draft) for place, draft in enumerate(drafts, 1) if draft.text.strip()]
    people = drafts[0].brief.people if drafts[0].brief else ()
    rows = "".join(
        f"<tr><td>{escape(t('Version {number}', number=place))}</td><td>{_hooks(draft.text, people)}</td>"
        f"<td>{draft.length} / {draft.limit}</td></tr>"
        for place, draft in written
    )
    pairs = "".join(_pair(one, other) for one, other in combinations(written, 2))
    advice = "".join(
        f'<div class="hta-prompt">{escape(t("Version {number}", number=place))}</div>'
        f"{advice_html(review(draft).findings)}"
        for place, draft in written
    )
    hint = auto(t("Write at least two versions to compare them."), "hta-help") if len(written) < 2 else ""
    return framed(f'{hint}<table class="hta-table">{rows}</table><ul class="hta-facts">{pairs}</ul>{advice}')


def _hooks(text: str, people: tuple[str, ...]) -> str:
    shown = hooks(text, people)
    return escape(", ".join(t(words) for name, words in HOOK_WORDS.items() if name in shown) or t("no hook yet"))


def _pair(one: tuple[int, Draft], other: tuple[int, Draft]) -> str:
    alike = likeness(one[1].text, other[1].text)
    verdict = "required" if alike >= MOST_ALIKE else "good"
    said = t("Versions {one} and {other}: {alike} % alike", one=one[0], other=other[0], alike=round(alike * 100))
    return f"<li>{chip(verdict)}{escape(said)}</li>"

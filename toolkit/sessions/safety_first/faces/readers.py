"""The still faces of the lab on messages: one way, what we say of an answer, and the table of all ways."""

from collections.abc import Mapping
from html import escape

from toolkit.faces.html import VERDICT_WORDS, auto, chip, table_html
from toolkit.faces.i18n import t
from toolkit.sessions.safety_first.readers import Dated, Way, asks, message, notes, verdict, ways


def sending_html(setting: str) -> str:
    """Show the message of a setting, and what the company stands for there."""
    text, company = message(setting)
    head = auto(t("The message to be sent here:"), "hta-small")
    return f"{head}{auto(t(text), 'hta-quote')}{auto(t(company), 'hta-help')}"


def way_html(way: Way, at: int, of: int) -> str:
    """Show one way: its place, its name, what it is."""
    place = auto(t("{n} of {all}", n=at + 1, all=of), "hta-small")
    return f"{place}{auto(t(way.name), 'hta-prompt')}{auto(t(way.means), 'hta-help')}"


def answered_html(way: Way, ask: str, chosen: str, setting: str) -> str:
    """Say whether we see an answer so, and why; what is known of named services stands beside it, dated."""
    found, options = verdict(way, ask, chosen, setting), asks()[ask].options
    ours = t(" or ").join(f"“{t(options[one])}”" for one in way.accepted(ask, setting))
    head = t(options[chosen]) if found == "good" else t("We say: {ours}.", ours=ours)
    word = {"good": "", "danger": t("This can harm")}.get(found, t("Look again"))
    why = auto(t(way.reason(ask, setting)), "hta-why")
    dated = "".join(dated_html(one) for one in way.dated if one.ask == ask)
    return f'<div class="hta-finding hta-{found}" role="status">{chip(found, word)}{escape(head)}{why}{dated}</div>'


def dated_html(one: Dated) -> str:
    """Show a dated fact, and say so if we could not read its source."""
    source = t("{source}; as of {day}", source=t(one.source), day=one.as_of.isoformat())
    unsure = "" if one.checked else f" · {t('not checked at the source')}"
    head = f"<b>{escape(t(one.word))}</b> " if one.word else ""
    said = f'<div dir="auto">{head}{escape(t(one.says))}</div>'
    return f'<div class="hta-why">{said}<div class="hta-small" dir="auto">{escape(source + unsure)}</div></div>'


def readers_html(given: Mapping[str, Mapping[str, str]], setting: str) -> str:
    """Show the table of all ways, as far as it is filled, with a sign for what we see otherwise."""
    heads = (t("The way"), *(t(ask.short) for ask in asks().values()))
    rows = [
        (escape(t(way.name)), *(_cell(way, ask, given[way.id].get(ask, ""), setting) for ask in asks()))
        for way in ways().values()
    ]
    every = len(ways()) * len(asks())
    filled = sum(map(len, given.values()))
    said = t("{n} of {all} answered", n=filled, all=every)
    table = table_html(t("Who can read this message?"), heads, rows)
    shown = f'<div class="hta-scroll hta-whole hta-named" tabindex="0">{table}</div>'
    return f'<div role="status">{auto(said, "hta-small")}</div>{shown}'


def _cell(way: Way, ask: str, chosen: str, setting: str) -> str:
    if not chosen:
        return "–"
    found = verdict(way, ask, chosen, setting)
    sign, _ = VERDICT_WORDS[found]
    return f'{sign} <span dir="auto">{escape(t(asks()[ask].options[chosen]))}</span>'


def notes_html() -> str:
    """Show the words that belong to it, folded."""
    rows = "".join(map(dated_html, notes()))
    return f"<details><summary>{escape(t('Six words that belong here'))}</summary>{rows}</details>"

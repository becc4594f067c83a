"""The still faces of the smaller labs of safety first: what is said of a choice, a statement, a result."""

from collections.abc import Mapping, Sequence
from html import escape

from toolkit.faces.html import SETTING_WORDS, apart, auto, chip, framed
from toolkit.faces.i18n import t
from toolkit.sessions.safety_first.pages import table
from toolkit.sessions.safety_first.risks import statements
from toolkit.sessions.safety_first.self_search import Result, Task
from toolkit.sessions.safety_first.sign_up import fits, form

_RISK = "Front Line Defenders, Workbook on Security, 2011, and its module 11; beside items 82, 83"


def asked_html(id_: str, chosen: str | None, setting: str) -> str:
    """Say what a choice in the sign-up form means in a setting."""
    asked = form()[id_]
    if not chosen or chosen not in asked.options:
        return ""
    option = asked.options[chosen]
    why = f"{t(option.why[setting])} ({asked.source})"
    verdict = option.fits[setting]
    return framed(f'<div class="hta-finding hta-{verdict}" role="status">{chip(verdict)}{apart(why)}</div>')


def tally_html(setting: str, chosen: Mapping[str, str]) -> str:
    """Say how many choices fit the setting."""
    right = sum(verdict == "good" for verdict in fits(setting, chosen).values())
    said = t(
        "{setting}. {n} of {all} chosen, {right} of them fit.",
        setting=t(SETTING_WORDS[setting]),
        n=len(chosen),
        all=len(form()),
        right=right,
    )
    return framed(f'<div class="hta-prompt" role="status">{escape(said)}</div>')


def sorted_html(id_: str, factor: str, way: str) -> str:
    """Say of a sorted statement what we would call it, which way the risk moves, and why."""
    one, words = statements()[id_], table("risk")
    if not way:
        return ""
    is_alike = way in one.way and (factor in one.factor if one.factor else not factor)
    verdict, word = ("good", t("As we see it")) if is_alike else ("advice", t("We see it otherwise"))
    factors = t(" or ").join(t(words["factors"][name]) for name in one.factor) or t("None of the three")
    ways = t(" or ").join(t(words["ways"][name]) for name in one.way)
    why = auto(f"{t(one.why)} ({_RISK})", "hta-why")
    said = f"{chip(verdict, word)}{escape(factors)}. {escape(ways)}.{why}"
    return framed(f'<div class="hta-finding hta-{verdict}" role="status">{said}</div>')


_MOVED = {
    "up": ("required", "↑ The risk grows."),
    "down": ("good", "↓ The risk gets smaller. It is not gone."),
    "same": ("advice", "→ Nothing that we know of has changed. Ask again next month."),
    "unclear": (
        "advice",
        "↕ They pull in two directions. Nobody can say what comes of it, and no number can. Work on "
        "the threat first; a capacity takes time to grow.",
    ),
}


def moved_html(way: str) -> str:
    """Say which way the risk moves."""
    verdict, said = _MOVED[way]
    return framed(
        f'<div class="hta-finding hta-{verdict}" role="status">{escape(t(said))}{auto(f"({_RISK})", "hta-why")}</div>'
    )


def tasks_html(wanted: Sequence[Task], done: Sequence[str]) -> str:
    """List what there is to find, with a tick for each that was found, and how to type it."""
    rows = "".join(
        f'<li><span class="hta-tick {"hta-yes" if one.id in done else ""}">{"✓" if one.id in done else "○"}</span>'
        f'{escape(t(one.text))}<span class="hta-sr"> ({t("found") if one.id in done else t("not yet")})</span>'
        f"<details><summary>{escape(t('How?'))}</summary>{auto(t(one.hint), 'hta-help')}</details></li>"
        for one in wanted
    )
    return framed(f'<ul class="hta-facts">{rows}</ul>')


def result_html(result: Result, person: str) -> str:
    """Show a result as a search engine does, and below it what it tells of the person."""
    place = f"{result.site} · {result.type}"
    shown = f'<div class="hta-prompt">{apart(result.title)}</div>{auto(place, "hta-small")}{auto(result.text)}'
    if result.about != person:
        return f'<div class="hta-post">{shown}{auto(t("Somebody else, or no person."), "hta-help")}</div>'
    tells = f"<strong>{escape(t('It tells:'))}</strong> {apart(t(result.tells))}"
    can = f"<strong>{escape(t('What can be done:'))}</strong> {apart(t(result.ask))}"
    said = f'<div class="hta-finding hta-advice"><div>{tells}</div><div>{can}</div></div>'
    return f'<div class="hta-post">{shown}{said}</div>'

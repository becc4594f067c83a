"""The still faces of this session: one message on several networks, a task with reasons, a rule with its dates."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from html import escape
from typing import Any
from unicodedata import bidirectional

from toolkit.faces.html import PLATFORM_WORDS, apart, auto, chip, framed, meter_html, sentence, table_html
from toolkit.faces.i18n import t
from toolkit.review.drafts import Draft
from toolkit.review.findings import Finding
from toolkit.sessions.platforms_and_counters.ageing import Card, network
from toolkit.sessions.platforms_and_counters.meters import Link, Seen, Tag
from toolkit.sessions.platforms_and_counters.tasks import Answer, Task

# Cards stand beside each other where there is room, and below each other on a telephone.
_BESIDE = 'style="display:grid;grid-template-columns:repeat(auto-fill,minmax(min(272px,100%),1fr));gap:9.6px"'
_NETWORKS = {**PLATFORM_WORDS, "instagram-2025": "Instagram", "x-2017": "Twitter in 2017 (the first 280)"}
_IN_RULES = {
    **_NETWORKS,
    "x": "X",
    "x-2013": "Twitter until November 2017",
    "youtube": "YouTube",
    "instagram-2025": "Instagram before December 2025",
}
_TAIL, _MORE = 48, 200  # characters that are shown before and behind the limit
STATES = {
    "history": ("good", "history"),
    "fresh": ("good", "looked up"),
    "soon": ("advice", "look again soon"),
    "due": ("required", "look again"),
}


def network_words(platform: str) -> str:
    """Name a network as people do."""
    return t(_NETWORKS[platform]) if platform in _NETWORKS else platform.replace("-", " ").capitalize()


def rule_words(platform: str) -> str:
    """Name a network in a list of rules, where the number stands beside it."""
    return t(_IN_RULES[platform]) if platform in _IN_RULES else network_words(platform)


def _line(label: str, inner: str) -> str:
    return f'<div class="hta-small"><strong>{escape(t(label))}:</strong> {inner}</div>'


def side_by_side_html(shown: Sequence[tuple[Seen, Finding]], words: Mapping[str, Any]) -> str:
    """Show one message on several networks: a table to compare, then a card for each."""
    full = sum(one.over == "" for one, _ in shown)
    said = t("It fits on {full} of the {all} cards.", full=full, all=len(shown))
    rows = [(escape(network_words(one.platform)), *_counted(one), _verdict(one, found)) for one, found in shown]
    heads = ("Network", "Used", "Left", "Tags that work", "To change")
    table = table_html(t("The same message, counted by each network"), heads, rows)
    cards = "".join(_network_card(one, found, words) for one, found in shown)
    status = f'<div class="hta-prompt" role="status">{escape(said)}</div>'
    if any(one.platform == "x-2013" for one, _ in shown):
        status += auto(
            t("Only X goes back, to the years before November 2017: every other network counts as today."), "hta-help"
        )
    compared = f'<div class="hta-scroll" tabindex="0" style="max-height:none">{table}</div>'
    return f'<div class="hta" style="max-width:none">{status}{compared}<div {_BESIDE}>{cards}</div></div>'


def _counted(one: Seen) -> tuple[str, str, str]:
    works = sum(tag.whole for tag in one.tags)
    left = "–" if one.left is None else f"{one.left:,}" if one.left >= 0 else t("{over} over", over=f"{-one.left:,}")
    return f"{one.used:,}", left, t("{n} of {all}", n=works, all=len(one.tags))


def _verdict(one: Seen, found: Finding) -> str:
    if one.over:
        return chip("required", t("too long"))
    return chip(found.verdict)


def _network_card(one: Seen, found: Finding, words: Mapping[str, Any]) -> str:
    about = words["networks"].get(one.platform, {})
    unit = auto(t(words["units"].get(one.unit, one.unit)), "hta-small")
    lines = [_line("Tags", _tags(one)), _line("Accounts (@)", _mentions(one)), _line("Links", _links(one, about))]
    rule = auto(" ".join(t(about[name]) for name in ("tags",) if about.get(name)), "hta-small")
    source = auto(about.get("source", ""), "hta-why")
    better = f'<div class="hta-better">{escape(t("For example"))}: {apart(found.better)}</div>' if found.better else ""
    said = f"{chip(found.verdict)}{sentence(found.advice)}{better}"
    advice = f'<div class="hta-finding hta-{found.verdict}">{said}</div>'
    return (
        f'<div class="hta-post"><div class="hta-prompt">{escape(network_words(one.platform))}</div>'
        f"{meter_html(Draft(one.text, one.platform))}{unit}{''.join(lines)}{rule}{_cut(one)}{advice}{source}</div>"
    )


def _tags(one: Seen) -> str:
    if not one.tags:
        return escape(t("none"))
    note = (
        "" if one.mentions is not None else f" {escape(t('(read as X reads them: its own rules were not looked up)'))}"
    )
    return " · ".join(_tag(tag) for tag in one.tags) + note


def _tag(tag: Tag) -> str:
    written = apart(f"#{tag.written}")
    if tag.whole:
        return f"✓ {written}"
    if tag.kept:
        return f"! {written} → {apart('#' + tag.kept)} ({escape(t('cut'))})"
    return f"✕ {written} ({escape(t('no tag here'))})"


def _mentions(one: Seen) -> str:
    if one.mentions is None:
        return escape(t("not looked up for this network"))
    return " · ".join(apart(name) for name in one.mentions) or escape(t("none that it knows"))


def _links(one: Seen, about: Mapping[str, str]) -> str:
    if not one.links:
        return escape(t("none"))
    said = " · ".join(_link(link) for link in one.links)
    return f"{said} {escape(t(about.get('link', '')))}"


def _link(link: Link) -> str:
    return escape(t("it counts {cost}; written out it has {n}.", cost=link.cost, n=len(link.text)))


def _cut(one: Seen) -> str:
    """Show the end of what fits and, struck out, what no longer does; both run as the whole message runs."""
    if not one.over:
        return ""
    fits = f"…{one.fits[-_TAIL:]}" if len(one.fits) > _TAIL else one.fits
    more = f"{one.over[:_MORE]}…" if len(one.over) > _MORE else one.over
    runs = _direction(one.text)
    return (
        f'<div class="hta-small"><strong>{escape(t("Full here:"))}</strong></div><div class="hta-answer hta-small">'
        f'<div dir="{runs}">{escape(fits)}</div><div dir="{runs}"><span class="hta-sr">'
        f"{escape(t('too long from here:'))}</span><s>{escape(more)}</s></div></div>"
    )


def _direction(text: str) -> str:
    """Tell how a message runs, by its first letter: its end alone may begin with an address."""
    strong = next((kind for char in text if (kind := bidirectional(char)) in ("L", "R", "AL")), "L")
    return "ltr" if strong == "L" else "rtl"


def task_html(task: Task, answers: Sequence[Answer], ways: Mapping[str, str], open_ways: int) -> str:
    """Say of every chosen way whether it fits this task, and why."""
    rows = "".join(
        f'<li class="hta-finding hta-{one.verdict}">{chip(one.verdict, _FITS[one.verdict])}'
        f"<span><strong>{escape(t(ways[one.way]))}.</strong> {escape(t(one.why))}</span></li>"
        for one in answers
    )
    source = auto(f"({task.source})", "hta-why") if answers else ""
    right = answers and all(one.verdict == "good" for one in answers)
    more = ""
    if right and open_ways:
        more = auto(t("{n} more would fit; nobody has to be everywhere.", n=open_ways), "hta-small")
    return f'<div role="status"><ul>{rows}</ul></div>{more}{source}'


_FITS = {"good": "It fits", "required": "Not for this", "danger": "Danger"}


def matrix_html(ways: Mapping[str, str], keep: Mapping[str, str]) -> str:
    """Show what to keep in mind of each network or form."""
    rows = [(escape(t(said)), escape(t(keep[way]))) for way, said in ways.items()]
    heads = ("Network or form", "Keep in mind")
    return framed(table_html(t("What distinguishes them (item 49)"), heads, rows))


def rule_html(card: Card, words: Mapping[str, Any]) -> str:
    """Show a rule as a card: value, source, the day it was looked up, the day to look again."""
    rule = card.rule
    verdict, said = STATES[card.state]
    name = f"{rule_words(rule.platform)}: {t(words['rules'].get(rule.name, rule.name))}"
    days = t("{days} days ago", days=f"{card.days:,}") if card.days >= 0 else t("later than the day chosen")
    again = t("never: it tells what was") if card.state == "history" else str(rule.review_by)
    rows = [
        (t("Value"), escape(f"{rule.value:,} {t(words['values'].get(rule.unit, rule.unit))}")),
        (t("Source"), escape(rule.source)),
        (t("Looked up"), escape(f"{rule.as_of} ({days})")),
        (t("Look again by"), escape(again)),
        *([(t("Note"), escape(t(rule.note)))] if rule.note else []),
    ]
    head = f'<div class="hta-prompt">{escape(name)} {chip(verdict, t(said))}</div>'
    return f'<div class="hta-post">{head}{table_html(t("The rule"), ("What", "It says"), rows)}</div>'


def aged_html(card: Card, pace: str | None, ways: Sequence[str], words: Mapping[str, Any]) -> str:
    """Say how the chosen pile and ways of checking fit the dates of a rule."""
    said = []
    if pace is not None:
        right = pace == card.pace
        verdict = chip("good" if right else "required", t("Yes") if right else t("Look again"))
        ages = t("This rule {ages}.", ages=t(words["paces"][card.pace]))
        said.append(f"{verdict}{escape(ages)} {escape(t(words['paces_why'][card.pace]))}")
        said[-1] += _history(card)
    for way in ways:
        right = way in card.ways
        why = t(words["checks_why"][way]) if right else t(_NOT_BY[way if card.ways else "history"])
        said.append(f"{chip('good' if right else 'advice', t('Works') if right else t('Not this way'))}{escape(why)}")
    return "".join(f'<div class="hta-finding">{one}</div>' for one in said)


_NOT_BY = {
    "try": "No counter beside the field shows this one.",
    "ask": "A counter and the help page are surer here than what somebody remembers.",
    "help": "The help page does not say it.",
    "history": "It tells what was: there is nothing to check.",
}


def _history(card: Card) -> str:
    if len(card.past) < 2:
        return ""
    rows = " → ".join(f"{row.value:,} ({row.as_of.year})" for row in card.past)
    return f'<div class="hta-small">{escape(t("What it said, by year:"))} {escape(rows)}</div>'


def due_html(cards: Iterable[Card], today: date, words: Mapping[str, Any]) -> str:
    """List all rules with the state that the day gives them, those to look at again first."""
    order = {"due": 0, "soon": 1, "fresh": 2, "history": 3}
    ordered = sorted(cards, key=lambda card: (order[card.state], card.rule.review_by, network(card.rule)))
    rows = [
        (
            escape(f"{rule_words(card.rule.platform)}: {t(words['rules'].get(card.rule.name, card.rule.name))}"),
            escape(f"{card.rule.value:,}"),
            f'<span style="white-space:nowrap">{card.rule.as_of}</span>',
            chip(STATES[card.state][0], t(STATES[card.state][1])),
        )
        for card in ordered
    ]
    due = sum(card.state == "due" for card in ordered)
    said = t("On {day}, {due} of {all} rules are past the day to look again.", day=today, due=due, all=len(rows))
    table = table_html(t("All rules of this course"), ("Rule", "Value", "Looked up", "Now"), rows)
    return framed(
        f'<div class="hta-prompt" role="status">{escape(said)}</div><div class="hta-scroll" tabindex="0">{table}</div>'
    )

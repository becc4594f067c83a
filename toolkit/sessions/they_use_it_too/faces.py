"""The still faces of this session: cards and what we say of them, events as a table and a picture, shares."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING

from toolkit.faces.html import apart, auto, chip, table_html
from toolkit.faces.i18n import t
from toolkit.labs.cards import Card
from toolkit.labs.faces import card_html as plain_card
from toolkit.sessions.they_use_it_too.computable import Computed, Quantity, share
from toolkit.sessions.they_use_it_too.decks import Event, quantities, read
from toolkit.world.people_faces import post_html

if TYPE_CHECKING:
    import plotly.graph_objects as go

WHO = {"people": "People", "authorities": "Authorities", "network": "The network"}
MISSING = {
    "part": "how many did it (the part)",
    "whole": "of how many (the whole)",
    "people": "the same people on both sides",
    "time": "the same time on both sides",
}


def card_html(card: Card, number: int, of: int) -> str:
    """Show one card: its place in the deck, its words, and the posts or traces that belong to it."""
    head = auto(t("{n} of {all}", n=number, all=of), "hta-small")
    if "posts" in card.shown:
        return head + auto(t(card.text), "hta-prompt") + _posts(card)
    if "traces" in card.shown:
        rows = [(escape(t(what)), escape(t(said))) for what, said in card.shown["traces"]]
        table = table_html(t("Its traces"), ("Trace", "What is known"), rows)
        return head + auto(t(read("messages")["event"]), "hta-help") + post_html(t(card.text)) + table
    return plain_card(card, number, of)


def _posts(card: Card) -> str:
    language = card.shown.get("language", "")
    shown = ""
    for post, which in zip(card.shown["posts"], (t("First post"), t("Second post")), strict=True):
        gloss = auto(t("In English: {gloss}", gloss=post["gloss"]), "hta-small") if "gloss" in post else ""
        shown += post_html(post["text"], "", f"{which} · {t(post['when'])}", language) + gloss
    return shown


def also_html(card: Card) -> str:
    """Show what belongs to a card once it is answered: the limit of every answer, or part and whole of a share."""
    if "limit" in card.shown:
        return auto(t("And even the best answer has a limit: {limit}", limit=t(card.shown["limit"])), "hta-quote")
    return quantities_html(*quantities(card.shown)) if "part" in card.shown else ""


def percent(value: float) -> str:
    """Write a share as people say it: whole percents, and one digit more where it is small.

    >>> percent(0.35), percent(0.0149), percent(0.0)
    ('35 %', '1.5 %', '0 %')
    """
    hundredths = 100 * value
    digits = 1 if 0 < hundredths < 10 and round(hundredths, 1) % 1 else 0
    return f"{hundredths:.{digits}f} %"


def quantities_html(part: Quantity, whole: Quantity) -> str:
    """Show part and whole side by side, and below what can be said of their share."""
    rows = [(escape(t(word)), *map(apart, _row(one))) for word, one in (("The part", part), ("The whole", whole))]
    table = table_html(t("What is given"), ("Side", "What", "How many", "Which people", "When"), rows)
    return f'<div class="hta-scroll" tabindex="0">{table}</div>{computed_html(share(part, whole))}'


def _row(one: Quantity) -> tuple[str, ...]:
    return (
        t(one.what),
        f"{one.value:,.0f}" if one.value is not None else t("no number given"),
        t(one.people),
        t(one.time),
    )


def computed_html(found: Computed) -> str:
    """Say a share, as a point or with its bounds; or what is missing for one."""
    if found.share is None or found.low is None or found.high is None:
        words = t("Missing: {missing}.", missing="; ".join(t(MISSING[one]) for one in found.missing))
        verdict = "required" if found.kind == "missing" else "danger"
        word = t("Not yet") if found.kind == "missing" else t("Not like this")
        return f'<div class="hta-finding hta-{verdict}" role="status">{chip(verdict, word)}{escape(words)}</div>'
    words = t("It is {share}.", share=percent(found.share))
    if found.low != found.high:
        words = t(
            "It is {share} of those who were asked. For all others like them, everything from {low} to {high} fits.",
            share=percent(found.share),
            low=percent(found.low),
            high=percent(found.high),
        )
    return f'<div class="hta-finding hta-good" role="status">{chip("good", t("Can be computed"))}{escape(words)}</div>'


def order_html(right: int, of: int) -> str:
    """Say how many events stand right after one that came before them."""
    said = t("Row by row: {right} of {of} times the next one really came later.", right=right, of=of)
    return f'<div role="status" class="hta-prompt">{escape(said)}</div>'


def events_html(events: Sequence[Event], later: Sequence[Mapping[str, str]]) -> str:
    """Show events in the order of time: what happened, and what became possible for whom."""
    rows = [
        (
            f"{place}. {escape(t(one.when))}",
            _told(f"{t(WHO[one.who])}: {t(one.what)}", one.source),
            f"{escape(t('For people: {words}', words=t(one.people)))}<br>"
            f"{escape(t('For others: {words}', words=t(one.others)))}",
        )
        for place, one in enumerate(sorted(events, key=lambda one: one.day), 1)
    ]
    heads = ("When", "What happened", "From then on")
    table = table_html(t("Belarus, 2011, as the sources tell it"), heads, rows)
    after = [(escape(t(row["when"])), _told(t(row["what"]), row["source"])) for row in later]
    return f"{table}{table_html(t('And later, elsewhere'), ('When', 'What happened'), after)}"


def _told(words: str, source: str) -> str:
    return f'{escape(words)} <span class="hta-small">({escape(t(source))})</span>'


def events_figure(events: Sequence[Event]) -> "go.Figure":
    """Draw events by their day, a line for each of those who act. Days that are not known stand in mid-month."""
    import plotly.graph_objects as go

    from toolkit.faces import charts

    rows = sorted(events, key=lambda one: one.day)
    numbers = {one.id: str(place) for place, one in enumerate(rows, 1)}
    lanes, looks = list(WHO), ("good", "danger", "required")
    traces = [
        go.Scatter(
            x=[str(one.day) for one in rows if one.who == who],
            y=[t(WHO[who])] * sum(one.who == who for one in rows),
            mode="markers+text",
            text=[numbers[one.id] for one in rows if one.who == who],
            # The visit and the arrest are a day apart: their numbers stand on both sides of the line.
            textposition=["bottom center" if one.id == "arrest" else "top center" for one in rows if one.who == who],
            name=charts.plain(t(WHO[who])),
            marker={"color": charts.COLOURS[look], "symbol": charts.SIGNS[look], "size": 13},
            hovertext=[charts.plain(t(one.short)) for one in rows if one.who == who],
            hovertemplate="%{hovertext}<br>%{x}<extra></extra>",
        )
        for who, look in zip(lanes, looks, strict=True)
    ]
    span = {"range": ["2011-04-01", "2011-07-20"], "tickformat": "%d %b"}
    title = t("Who acted when in 2011")
    return charts.figure(traces, title, showlegend=False, xaxis=span, yaxis={"automargin": True})

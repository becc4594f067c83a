"""The still faces of plans about people: what we say of a card, who stands where, what a list covers."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from toolkit.exercises.scoring import REASON
from toolkit.faces.html import apart, auto, chip, table_html
from toolkit.faces.i18n import t
from toolkit.world.people_faces import LANGUAGES
from toolkit.world.profiles import COUNTRIES, Profile, quadrant, words

_SORTING, _REACHING = "items 38 to 42", "items 34, 36, 38 to 41"


def card_html(person: Profile, chosen: str | None, reach: str | None, why: str) -> str:
    """Say of a sorted card how we see it and why; somebody who gives a reason may see it otherwise."""
    said = ""
    if chosen:
        names = t(" or ").join(t(words("classes")[one]) for one in person.classes)
        said += _seen(chosen in person.classes, names, person.class_why, why, _SORTING)
    if reach:
        setting = COUNTRIES[person.country]
        names = t(" or ").join(t(words("modes")[mode]) for mode in person.reach[setting])
        said += _seen(reach in person.reach[setting], names, person.reach_why[setting], why, _REACHING)
    return said


def _seen(same: bool, ours: str, because: str, why: str, source: str) -> str:
    reasoned = len(why.split()) >= REASON
    verdict, word = (
        ("good", "") if same else ("advice", t("You decide")) if reasoned else ("advice", t("We see it otherwise"))
    )
    head = ours if same else t("We say: {ours}.", ours=ours)
    noted = ""
    if not same:
        noted = t("Your reason stands beside ours: there are no hard rules for this (item 37).")
        noted = noted if reasoned else t("You may be right. Give a reason of eight words, and you decide.")
    return (
        f'<div class="hta-finding hta-{verdict}">{chip(verdict, word)}{apart(head)}'
        f"{auto(f'{because} ({source})', 'hta-why')}{auto(noted, 'hta-small') if noted else ''}</div>"
    )


def tally_html(people: Sequence[Profile], kept: Mapping[str, Any]) -> str:
    """Say how many cards are sorted, how many as we do, and how many otherwise with a reason."""
    cards = [(one, kept[one.handle]) for one in people if isinstance(kept.get(one.handle), Mapping)]
    sorted_ = [(one, card) for one, card in cards if card.get("class")]
    same = sum(card["class"] in one.classes for one, card in sorted_)
    said = t("{n} of {all} cards sorted, {same} as we do.", n=len(sorted_), all=len(people), same=same)
    return f'<div role="status" class="hta-small">{escape(said)}</div>'


def placed_html(placed: Sequence[tuple[Profile, tuple[int, int]]], chosen: str) -> tuple[str, str]:
    """Say where the chosen person stands and where we would put them; and show everybody placed as a table."""
    rows, said = [], ""
    corners, means = words("quadrants"), words("quadrants_mean")
    for person, (power, interest) in placed:
        stands, ours = quadrant(power, interest), quadrant(person.power, person.interest)
        rows.append((apart(person.name), str(power), str(interest), escape(t(corners[stands]))))
        if person.handle == chosen:
            verdict, word = ("good", "") if stands == ours else ("advice", t("We see it otherwise"))
            head = f"{t(corners[stands])}. {t(means[stands])}"
            because = t(
                "We say {power} for power and {interest} for interest: {why}",
                power=person.power,
                interest=person.interest,
                why=person.grid_why,
            )
            said = _card(verdict, word, head, auto(because, "hta-why"))
    heads = (t("Who"), t("Power"), t("Interest"), t("What to do"))
    table = table_html(t("Where you placed people"), heads, rows) if rows else ""
    return f'<div class="hta">{said}</div>', f'<div class="hta">{table}</div>'


def stance_html(person: Profile, stands: str | None) -> str:
    """Say where we see somebody on the spectrum, once it was chosen, and what we would ask."""
    if not stands:
        return ""
    verdict, word = ("good", "") if stands == person.stance else ("advice", t("We see it otherwise"))
    head = t("We say: {wedge}.", wedge=t(words("wedges")[person.stance]))
    ask = auto(t("We would ask: {ask}", ask=person.ask), "hta-better") if person.ask else ""
    return _card(verdict, word, head, auto(person.grid_why, "hta-why") + ask)


def _card(verdict: str, word: str, head: str, body: str) -> str:
    return f'<div class="hta-finding hta-{verdict}">{chip(verdict, word)}{escape(head)}{body}</div>'


def wedges_html(people: Mapping[str, Sequence[str]]) -> str:
    """Show who stands in which wedge as a table."""
    rows = [
        (escape(t(wedge)), str(len(names)), ", ".join(apart(name) for name in names)) for wedge, names in people.items()
    ]
    return table_html(t("Your spectrum as a table"), (t("Wedge"), t("How many"), t("Who")), rows)


def account_words(handle: str, row: Any) -> str:
    """Say who an account is, in one line."""
    kind = words("kinds").get(row["kind"], row["kind"].replace("-", " "))
    country = t(str(row["country"]).capitalize())
    return f"{row['name']} (@{handle}) · {t(kind)} · {country} · {t(LANGUAGES[row['language']])}"

"""The still faces of the labs on exposure: a mock page part by part, and what is said of each part."""

from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

from toolkit.faces.html import apart, auto, chip, framed, sentence
from toolkit.faces.i18n import t
from toolkit.review.findings import Finding
from toolkit.sessions.safety_first.exposure import Path, involved, kept, rescued, role, seen, standing
from toolkit.sessions.safety_first.judge import LIST, NEVER_SAFE, either, look
from toolkit.sessions.safety_first.pages import Page, Part, Person, table

_SOURCE = "beside items 75, 81"


@cache
def page_style() -> str:
    """Read how a mock page looks."""
    return files("toolkit.sessions.safety_first").joinpath("data/page.css").read_text("utf-8")


def head_html(page: Page) -> str:
    """Show the name of a page, what it is, and in which country."""
    letter = f'<span aria-hidden="true">{escape(page.name[:1])}</span>'
    name = f'<div class="hta-mock-name" lang="{page.language}">{letter}{apart(page.name)}</div>'
    country = t("A page in {country}, an invented country.", country=t(page.country.capitalize()))
    return framed(f"{name}{auto(t(page.about), 'hta-help')}{auto(country, 'hta-small')}")


def part_html(page: Page, part: Part, choice: str = "leave", offer: bool = False) -> str:
    """Show a part of a page as it stands now; `offer` shows what saying less would leave of it."""
    kind = t(table("words")["kinds"][part.kind])
    head = f'<div class="hta-mock-head"><span class="hta-mock-number">{part.number}</span>{escape(kind)}</div>'
    if choice in ("remove", "with"):
        said = t("Taken out.") if choice == "remove" else t("It went together with the part above.")
        return framed(f'<div class="hta-mock hta-mock-gone">{head}{escape(said)}</div>')
    look_ = {"cover": " hta-mock-cover", "comment": " hta-mock-comment"}.get(part.kind, "")
    shown = page.shown((part.id, choice))
    less = ""
    if offer and part.less and choice == "leave":
        said = f'<div lang="{page.language}">{auto(part.less.text)}</div>'
        said += auto(part.less.gloss) if part.less.gloss else ""
        less = f'<div class="hta-mock-less">{escape(t("Saying less would leave:"))}{said}</div>'
    gloss = auto(t("In English: {words}", words=shown.gloss), "hta-help") if shown.gloss else ""
    return framed(
        f'<div class="hta-mock{look_}">{head}<div lang="{page.language}">{auto(shown.text)}</div>{gloss}{less}</div>'
    )


DUTY_WORDS = {
    "must": ("good", "must be named here"),
    "agreed": ("good", "has agreed: fine here"),
    "ask": ("required", "was not asked"),
    "never": ("danger", "must not be found"),
}


def marked_html(page: Page, part: Part, chosen: str | None, setting: str) -> str:
    """Answer a mark: whether we see it alike, what we noticed, and with which other parts it finds whom."""
    if not chosen:
        return ""
    ours = role(page.id, part.id)
    verdict, word = ("good", t("As we see it")) if chosen == ours else ("advice", t("We see it otherwise"))
    said = t(table("words")["roles"][ours])
    shortest: dict[str, Path] = {}
    for path in involved(page.id)[part.id]:
        shortest.setdefault(path.person.id, path)
    ways = "".join(f"<li>{_way_html(page, part, path, setting)}</li>" for path in shortest.values())
    why = auto(f"{t(part.why)} ({_SOURCE})", "hta-why")
    return framed(
        f'<div class="hta-finding hta-{verdict}" role="status">{chip(verdict, word)}<strong>{escape(said)}.</strong>'
        f"{why}<ul>{ways}</ul></div>"
    )


def _way_html(page: Page, part: Part, path: Path, setting: str) -> str:
    others = [token for token in sorted(path.parts, key=lambda one: page.parts[one[0]].number) if token[0] != part.id]
    beside = " + ".join(_named(page, *token) for token in others)
    by = t("With {parts}", parts=beside) if beside else t("Alone")
    verdict, word = DUTY_WORDS[path.person.may.get(setting, "never")]
    name = f"<strong>{apart(t(path.person.name))}</strong>"
    return f"{apart(by)} → {name} {chip(verdict, t(word))} {apart(t(path.way.why))}"


def _named(page: Page, id_: str, choice: str) -> str:
    part = page.parts[id_]
    kind = t(table("words")["kinds"][part.kind])
    said = t(" (also when it says less)") if choice == "blur" else ""
    return f"{part.number} ({kind}){said}"


def marks_html(page: Page, marks: Mapping[str, str]) -> str:
    """Say how many parts of a page are marked, and how many as we do."""
    same = sum(role(page.id, id_) == chosen for id_, chosen in marks.items() if id_ in page.parts)
    said = t("{n} of {all} parts marked, {same} as we see them.", n=len(marks), all=len(page.parts), same=same)
    return framed(f'<div class="hta-prompt" role="status">{escape(said)}</div>')


def stands_html(page: Page, changes: Mapping[str, Any], setting: str) -> str:
    """Show who can be found from a page as it stands, how, and what is left of what it is for."""
    found = seen(page, changes)
    findings = list(look(page, changes, setting))
    about = [one for one in findings if one.check.startswith(("found", "hidden"))]
    order = {"danger": 0, "required": 1, "good": 2}
    rows = "".join(map(_person_html, sorted(about, key=lambda one: order[one.verdict])))
    legend = t("The numbers are parts of the page; a + joins what finds somebody together. ({source})", source=LIST)
    nobody = f'<li class="hta-finding hta-advice">{chip("advice", t("Look again"))}{escape(t(NEVER_SAFE))}</li>'
    said = t("Can be found from this page: {n} of {all}", n=len(found), all=len(page.people))
    return framed(
        f'<div class="hta-prompt" role="status">{escape(said)}</div><ul>{rows}{"" if found else nobody}</ul>'
        f"{auto(legend, 'hta-small') if found else ''}"
        f'<div class="hta-prompt">{escape(t("What the page is still good for"))}</div>{purposes_html(page, changes)}'
    )


def _person_html(finding: Finding) -> str:
    why = auto(t(finding.why), "hta-why")
    return f'<li class="hta-finding hta-{finding.verdict}">{chip(finding.verdict)}{sentence(finding.advice)}{why}</li>'


def purposes_html(page: Page, changes: Mapping[str, Any]) -> str:
    """Show what a page is for, each purpose with a tick while a part still serves it."""
    rows = "".join(
        f'<li><span class="hta-tick {"hta-yes" if is_left else ""}">{"✓" if is_left else "○"}</span>'
        f"{escape(t(page.purposes[id_]))}"
        f'<span class="hta-sr"> ({t("still there") if is_left else t("gone")})</span></li>'
        for id_, is_left in kept(page, changes).items()
    )
    return f'<ul class="hta-facts">{rows}</ul>'


def effect_html(page: Page, changes: Mapping[str, Any], part: Part) -> str:
    """Say what the change of one part does as the others are now: whom it protects, or why it does not."""
    if changes.get(part.id, "leave") == "leave":
        return ""
    saved, found = rescued(page, changes, part.id), seen(page, changes)
    still = {path.person.id: path.person for path in involved(page.id)[part.id] if path.person.id in found}
    lines = [_line("good", t("This protects {names}.", names=_names(saved)))] if saved else []
    for person in still.values():
        ways = found[person.id]
        fields = {"name": t(person.name), "parts": either(page, ways), "why": t(ways[0].way.why)}
        told = t("Still found: {name} ({parts}). {why}", **fields)
        lines.append(_line("advice", told))
    lines += _idle(page, part) if not lines else []
    return framed("".join([*lines, *_lost(page, changes, part)]))


def _idle(page: Page, part: Part) -> list[str]:
    if role(page.id, part.id) == "nobody":
        return [_line("advice", t("Nobody was found by this part."))]
    return [_line("advice", t("As the other parts are now, this changes nothing: nobody is found by it any more."))]


def _lost(page: Page, changes: Mapping[str, Any], part: Part) -> list[str]:
    now, before = kept(page, changes), kept(page, {**changes, part.id: "leave"})
    lost = "; ".join(t(page.purposes[id_]) for id_ in now if before[id_] and not now[id_])
    return [_line("required", t("With it goes: {lost}.", lost=lost))] if lost else []


_CHIPS = {"advice": "Note", "required": "Look"}


def _line(verdict: str, said: str) -> str:
    return f'<div role="status">{chip(verdict, t(_CHIPS[verdict]) if verdict in _CHIPS else "")}{apart(said)}</div>'


def _names(people: Sequence[Person]) -> str:
    return ", ".join(t(person.name) for person in people)


def version_html(page: Page, label: str, why: str, changes: Mapping[str, Any], setting: str) -> str:
    """Show one version of a page: its label, what stands on it, why, and who can be found from it."""
    tokens = standing(page, changes)
    shown = "".join(
        part_html(page, part, choice)
        for part in page.parts.values()
        for choice in ("leave", "blur")
        if (part.id, choice) in tokens
    )
    head = f'<div class="hta-prompt">{escape(t(label))}</div>{auto(t(why), "hta-help")}'
    return f"<div>{head}{shown}{stands_html(page, changes, setting)}</div>"

"""Say what is to be said of profiles on several networks, and judge the description of a page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from toolkit.exercises.saying import filled, marked, says
from toolkit.exercises.scoring import Mark, Marks
from toolkit.posts import length
from toolkit.posts.rules import rule
from toolkit.posts.words import plain
from toolkit.posts.words import says as tells
from toolkit.review import review
from toolkit.review.checks.never import CHECKS as NEVER
from toolkit.review.drafts import Draft
from toolkit.review.findings import Finding
from toolkit.sessions.groups_and_pages.presence import Showing, Trail, differing, missing, trails, unsafe_links

if TYPE_CHECKING:
    from toolkit.exercises.questions import Question

_ABOUT = "our own advice, beside items 33, 47"
_PRIVATE = tuple(check for check in NEVER if check.name in ("phone", "e-mail", "coordinates"))


FIELD_WORDS = {
    "name": "name",
    "handle": "handle (the name after the @)",
    "picture": "picture",
    "about": "description",
    "link": "link",
    "language": "language",
}


def presence_findings(showings: Sequence[Showing], setting: str) -> list[Finding]:
    """Say of profiles on several networks what is alike, what is open, and what leads from one to the other."""
    said = [*_private(showings, setting), *_open(showings)]
    if setting == "hostile":
        said += [*_trails(trails(showings)), *_shown_by_the_network(showings)]
    else:
        said += _alike(differing(showings), setting)
    return list(marked(said, 0.0).findings)


def _shown_by_the_network(showings: Sequence[Showing]) -> Iterator[Finding]:
    """What the network shows of an account by itself, whatever name stands on it."""
    if any(one.network == "x" for one in showings):
        why = (
            "Since November 2025 “About this account” shows the country it is used from, when it was made, how often "
            "its name changed, and a sign if a detour (VPN) was noticed. Some can show a region instead of the country."
        )
        better = "Open “About this account” on yours from another account, and see what it tells."
        source = "press, November 2025, not checked at the source; beside items 33, 81"
        yield says("advice", "X shows more than the name you chose.", why=why, source=source, better=better)


def _private(showings: Sequence[Showing], setting: str) -> Iterator[Finding]:
    """Telephone numbers and addresses never belong into a description."""
    for one in showings:
        yield from (
            found for found in review(Draft(one.about, setting=setting), _PRIVATE).findings if found.verdict == "danger"
        )


def _open(showings: Sequence[Showing]) -> Iterator[Finding]:
    if empty := missing(showings):
        fields = "; ".join(f"{network}: {FIELD_WORDS[field]}" for network, field in empty)
        why = "Half a profile looks like a false one."
        yield says("required", "Still empty: {fields}.", why=why, source=_ABOUT, fields=fields)
    if odd := unsafe_links(showings):
        why = "A reader checks who you are through your own site."
        networks = ", ".join(odd)
        yield says(
            "required", "The link does not begin with https: {networks}.", why=why, source=_ABOUT, networks=networks
        )


def _alike(differ: Sequence[str], setting: str) -> Iterator[Finding]:
    source = _ABOUT
    if not differ:
        why = "A false account in your name stands out. Let your own site name all of them: there a reader can check."
        yield says("good", "Name, handle, picture and link are the same everywhere.", why=why, source=source)
        return
    why = "Whoever sees two names or pictures must ask which of them is the true one."
    fields = ", ".join(FIELD_WORDS[field] for field in differ)
    yield says(
        "required" if setting == "official" else "advice",
        "Not the same everywhere: {fields}.",
        why=why,
        source=source,
        better="A name in two scripts is one name: write both, side by side, everywhere.",
        fields=fields,
    )


def _trails(found: Sequence[Trail]) -> Iterator[Finding]:
    source = "our own advice: items 33, 47 against 81, 82"
    for one in found:
        why = "Whoever finds one finds the other. A known organisation may want that; a person who runs it may not."
        fields = ", ".join(FIELD_WORDS[field] for field in one.by)
        template, between = "What leads from {one} to {other}: {fields}.", {"one": one.one, "other": one.other}
        said = says("required", template, why=why, source=source, fields=fields, **between)
        # Findings of one name are shown as one: each pair has a card of its own.
        yield replace(said, check=f"trail {one.one} {one.other}")
    if not found:
        why = "Habits lead too: the hour you post, a favourite phrase, the first readers. So this is no promise."
        yield says("good", "Nothing here leads from one to the other.", why=why, source=source)


def about_us(question: "Question", answer: Any, _: Any) -> Marks:
    """Judge the description of a page: who, what, which office, where to check, and short enough to be pinned."""
    text = filled(answer).get("text", "")
    if not text:
        return Marks(0.0)
    about = question.about
    private = [*_private([Showing(network="", about=text)], about["setting"])]
    kept = {row["label"]: _holds(text, row["accept"]) for row in about["facts"]}
    limit = rule(about["network"], "text-limit")
    used = length(text, about["network"])
    parts = [
        *(Mark(label, there) for label, there in kept.items()),
        Mark(f"{used} / {limit.value}", used <= limit.value),
    ]
    said = [*private, *_facts(kept), *_fits(used, limit.value, f"{limit.source}; as of {limit.as_of:%d.%m.%Y}")]
    # Short alone is no description: the room it leaves counts as far as the facts do.
    right = sum(kept.values())
    return marked(said, right / len(kept) - (0.0 if used <= limit.value else 0.25), parts)


def _holds(text: str, accepted: Sequence[str]) -> bool:
    return tells(plain(text), accepted)


def _facts(kept: Mapping[str, bool]) -> Iterator[Finding]:
    absent = [label for label, there in kept.items() if not there]
    if absent:
        why = "A stranger decides here whether to believe you. Each of these can be checked."
        facts = "; ".join(absent)
        yield says("required", "Not there yet: {facts}.", why=why, source=_ABOUT, facts=facts)
    else:
        why = "A stranger can see who speaks, and check it elsewhere."
        yield says("good", "All that a stranger needs is there.", why=why, source=_ABOUT)


def _fits(used: int, most: int, source: str) -> Iterator[Finding]:
    if used > most:
        why = "Then one text serves as description and as the post that stands on top."
        yield says(
            "required",
            "{over} over the {most} characters of a post on X: too long to be pinned.",
            why=why,
            source=source,
            over=used - most,
            most=most,
        )
    else:
        template = "{used} of {most} characters: it can be pinned as a post on X."
        why = "How long may a description be there? We have no dated source: look it up."
        yield says("good", template, why=why, source=source, used=used, most=most)

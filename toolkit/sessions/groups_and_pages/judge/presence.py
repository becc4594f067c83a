"""Say what is to be said of profiles on several networks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.review.findings import Check, Finding, Hit
from toolkit.review.reviewing import examined
from toolkit.sessions.groups_and_pages.judge.private import private
from toolkit.sessions.groups_and_pages.presence import Showing, differing, missing, trails, unsafe_links

_ABOUT = "our own advice, beside items 33, 47"

FIELD_WORDS = {
    "name": "name",
    "handle": "handle (the name after the @)",
    "picture": "picture",
    "about": "description",
    "link": "link",
    "language": "language",
}


@dataclass(frozen=True)
class Presence:
    """What somebody shows on several networks, in a setting."""

    showings: tuple[Showing, ...]
    setting: str = "open"

    @property
    def text(self) -> str:
        """All names and descriptions."""
        return " ".join(f"{one.name} {one.about}" for one in self.showings)


def presence_findings(showings: Sequence[Showing], setting: str) -> list[Finding]:
    """Say of profiles on several networks what is alike, what is open, and what leads from one to the other."""
    return list(examined(Presence(tuple(showings), setting), CHECKS).findings)


def _private(shown: Presence) -> Iterator[Hit]:
    for one in shown.showings:
        yield from private(one.about, shown.setting)


def _empty(shown: Presence) -> Iterator[Hit]:
    if empty := missing(shown.showings):
        yield Hit(fields={"fields": "; ".join(f"{network}: {FIELD_WORDS[field]}" for network, field in empty)})


def _unsafe(shown: Presence) -> Iterator[Hit]:
    if odd := unsafe_links(shown.showings):
        yield Hit(fields={"networks": ", ".join(odd)})


def _differing(shown: Presence) -> Iterator[Hit]:
    if differ := differing(shown.showings):
        yield Hit(fields={"fields": ", ".join(FIELD_WORDS[field] for field in differ)})


def _trails(shown: Presence) -> Iterator[Hit]:
    for trail in trails(shown.showings):
        fields = ", ".join(FIELD_WORDS[field] for field in trail.by)
        between = {"one": trail.one, "other": trail.other, "fields": fields}
        yield Hit(fields=between, apart=f"{trail.one} {trail.other}")  # each pair has a card of its own


def _on_x(shown: Presence) -> Iterator[Hit]:
    if any(one.network == "x" for one in shown.showings):
        yield Hit()


def _profile(network: str, **changed: str) -> Showing:
    usual = {"name": "Ferry Archive", "handle": "@ferry", "picture": "a ferry", "about": "We keep what was written."}
    return Showing(network=network, **{**usual, "link": "https://ferry.example.org/", "language": "en", **changed})


def _two(setting: str = "open", **changed: Any) -> Presence:
    """Make the example of a check: two profiles that are alike, but for what is changed on the second."""
    return Presence((_profile("x"), _profile("telegram", **changed)), setting)


_OTHER = {"name": "Doors", "handle": "doors", "picture": "a door", "link": "https://doors.example.org/"}
_APART = _two("hostile", **_OTHER, about="Written in another room.")

CHECKS: tuple[Check[Presence], ...] = (
    Check(
        name="private",
        advice="",  # what was found in a description, its own check says
        why="",
        source="",
        find=_private,
        flags=(_two(about="Call +44 7700 900123"), _two(about="Write to marta@example.org")),
        leaves=(_two(), _two(link="")),
        official="danger",
        open="danger",
        hostile="danger",
    ),
    Check(
        name="still-empty",
        advice="Still empty: {fields}.",
        why="Half a profile looks like a false one.",
        source=_ABOUT,
        find=_empty,
        flags=(_two(link=""), _two("hostile", language=" ")),
        leaves=(_two(),),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="link-without-https",
        advice="The link does not begin with https: {networks}.",
        why="A reader checks who you are through your own site.",
        source=_ABOUT,
        find=_unsafe,
        flags=(_two(link="http://ferry.example.org"), _two(link="ferry.example.org")),
        leaves=(_two(), _two(link="")),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="alike",
        advice="Not the same everywhere: {fields}.",
        why="Whoever sees two names or pictures must ask which of them is the true one.",
        source=_ABOUT,
        better="A name in two scripts is one name: write both, side by side, everywhere.",
        praise="Name, handle, picture and link are the same everywhere.",
        praise_why="A false account in your name stands out. Let your own site name all of them: there a reader can "
        "check.",
        find=_differing,
        flags=(_two(name="The Ferry"), _two("official", picture="a door")),
        leaves=(_two(), _two(handle="Ferry_"), _two(about="Another description", language="ar")),
        official="required",
        hostile=None,
    ),
    Check(
        name="trail",
        advice="What leads from {one} to {other}: {fields}.",
        why="Whoever finds one finds the other. A known organisation may want that; a person who runs it may not.",
        source="our own advice: items 33, 47 against 81, 82",
        praise="Nothing here leads from one to the other.",
        praise_why="Habits lead too: the hour you post, a favourite phrase, the first readers. So this is no promise.",
        find=_trails,
        flags=(_two("hostile"), _two("hostile", **_OTHER)),
        leaves=(_APART,),
        official=None,
        open=None,
        hostile="required",
    ),
    Check(
        name="x-shows-more",
        advice="X shows more than the name you chose.",
        why="Since November 2025 “About this account” shows the country it is used from, when it was made, how often "
        "its name changed, and a sign if a detour (VPN) was noticed. Some can show a region instead of the country.",
        source="press, November 2025, not checked at the source; beside items 33, 81",
        better="Open “About this account” on yours from another account, and see what it tells.",
        find=_on_x,
        flags=(_APART,),
        leaves=(Presence((_profile("telegram"), _profile("mastodon")), "hostile"),),
        official=None,
        open=None,
    ),
)

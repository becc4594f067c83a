"""Give readers one link, to the very page, from the people the brief names."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from toolkit.posts import Span
from toolkit.review.drafts import Brief, Draft
from toolkit.review.findings import Check, Hit, has_brief

_BRIEF = Brief(id="b", title="", text="", link="https://gate.example.org/reports/doors")


def _place(link: Span) -> tuple[int, int]:
    return link.start, link.end


def _address(link: str) -> str:
    """Reduce a link to host and path, so that a slash or a capital makes no difference."""
    parts = urlsplit(link if "://" in link else f"https://{link}")
    return parts.netloc.lower().removeprefix("www.") + parts.path.rstrip("/")


def _none(draft: Draft) -> Iterator[Hit]:
    if not draft.post.links and draft.brief and draft.brief.link:
        yield Hit("", better=draft.brief.link)


def _leads_there(draft: Draft) -> bool:
    """Tell whether one of the links is the document's."""
    home = _address(draft.brief.link) if draft.brief else ""
    return any(_address(link.text) == home for link in draft.post.links)


def _several(draft: Draft) -> Iterator[Hit]:
    for link in draft.post.links[1:]:
        yield Hit(link.text, _place(link))


def _unsafe(draft: Draft) -> Iterator[Hit]:
    for link in draft.post.links:
        if not link.text.lower().startswith("https://"):
            bare = link.text.split("://", 1)[-1]
            yield Hit(link.text, _place(link), f"https://{bare}")


def _front_door(draft: Draft) -> Iterator[Hit]:
    for link in draft.post.links:
        if "/" not in _address(link.text):
            yield Hit(link.text, _place(link), draft.brief.link if draft.brief else "")


def _elsewhere(draft: Draft) -> Iterator[Hit]:
    if draft.brief is None or not draft.brief.link:
        return
    home = _address(draft.brief.link)
    for link in draft.post.links:
        address = _address(link.text)
        if address != home and "/" in address:
            yield Hit(link.text, _place(link), draft.brief.link)


CHECKS = (
    Check(
        name="one-link",
        advice="There is no link yet. Give the address of the document, so that readers can go on.",
        praise="Readers can go on to the document.",
        why="A post by itself can’t influence much; it should lead people to the substance.",
        source="item 7. On X, link posts of unpaid accounts drew almost nothing in 2025 (Buffer, 18.8 million posts): "
        "let the words carry the message on their own, too",
        find=_none,
        flags=(Draft("Clinics closed", brief=_BRIEF),),
        leaves=(Draft("Clinics closed https://gate.example.org/reports/doors", brief=_BRIEF),),
        # a link to somewhere else is the business of the checks below: here it is neither missing nor praised
        applies=lambda draft: has_brief(draft) and (not draft.post.links or _leads_there(draft)),
        official="required",
        open="required",
        hostile=None,  # to pass on an address can itself be punished: with or without one, advisers differ
        earns=1.0,
    ),
    Check(
        name="one-link-only",
        advice="“{found}” is a second link. Keep the one that matters; two links share the attention.",
        why="One post, one thing to do.",
        source="our own advice, beside item 7",
        better="Put the second link into a second post, with its own wording.",
        find=_several,
        flags=("https://a.example.org/x and https://b.example.org/y",),
        leaves=("https://a.example.org/x", "no link"),
    ),
    Check(
        name="https",
        advice="“{found}” does not start with https. Write the whole address; then nobody on the way reads along.",
        why="Without https others on the line see which page is read, and can change it.",
        source="our own advice, beside item 63",
        find=_unsafe,
        flags=("see http://gate.example.org/r", "see example.org/r"),
        leaves=("see https://gate.example.org/r",),
        official="required",
        open="required",
        hostile="danger",
        costs=0.1,
    ),
    Check(
        name="deep-link",
        advice="“{found}” is the front door. Link to the document itself.",
        why="Few people search a site for the page you meant.",
        source="item 7",
        better="Not https://example.org but https://example.org/reports/the-one-you-mean",
        find=_front_door,
        flags=("https://gate.example.org", "https://gate.example.org/"),
        leaves=("https://gate.example.org/reports/doors",),
        official="required",
        open="required",
        costs=0.1,
    ),
    Check(
        name="brief-link",
        advice="“{found}” is not the document this post is about. Use the address from the brief.",
        why="A link that leads elsewhere costs you the reader’s trust, and perhaps theirs in you.",
        source="item 7",
        find=_elsewhere,
        flags=(Draft("see https://news.example.org/other", brief=_BRIEF),),
        leaves=(
            Draft("see https://gate.example.org/reports/doors/", brief=_BRIEF),
            "https://a.example.org/b",
        ),
        official="required",
        open="required",
        hostile="required",
        costs=0.2,
    ),
)

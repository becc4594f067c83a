"""Read a Mastodon archive: the outbox, with posts as HTML. What was not public stays out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any, NamedTuple

from toolkit.own_posts.found import Archive, archive
from toolkit.own_posts.moments import iso
from toolkit.own_posts.people import HIDDEN, is_person, link, names, unnamed
from toolkit.own_posts.rows import columns, odd_ones, rows
from toolkit.own_posts.texts import json_value, records, words
from toolkit.review.findings import Said

PRODUCT = "Mastodon"
MEMBER = re.compile(r"(?:[^/]+/)?(outbox)\.json")
_PUBLIC = {"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"}
_PARAGRAPHS = {"p", "div", "ul", "ol", "pre", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"}


class Row(NamedTuple):
    """One post or boost as it goes into the table."""

    id: str
    created_utc: int | None
    text: str = ""
    lang: str = "und"
    tags: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    mentions_count: int = 0
    is_reply: bool = False
    is_repost: bool = False
    has_media: bool = False
    alt_texts: tuple[str, ...] = ()


def read(outbox: bytes, left_alone: tuple[str, ...] = ()) -> Archive:
    """Read `outbox.json`."""
    items = records(json_value(outbox).get("orderedItems"))
    public = [item for item in items if item.get("type") in ("Create", "Announce") and _is_public(item)]
    made, odd = rows(public, _row)
    told: list[str] = [
        Said("Mastodon does not say how often posts were liked, boosted or seen: these numbers are missing, not zero.")
    ]
    if boosts := sum(row.is_repost for row in made):
        told.append(Said("Boosts of others: {n}. We kept when that was, not what they said.", n=boosts))
    if private := sum(item.get("type") == "Create" and not _is_public(item) for item in items):
        told.append(
            Said("Posts that were not public (direct, or for followers only), which we left out: {n}.", n=private)
        )
    told += odd_ones(odd)
    told.append(Said("Names, mentions and links to pages of others were taken out."))
    return archive(PRODUCT, columns(made), told, left_alone)


def _is_public(item: Mapping[str, Any]) -> bool:
    note = item.get("object")
    seen_by = note if isinstance(note, dict) and ("to" in note or "cc" in note) else item
    if item.get("type") == "Announce":
        seen_by = item
    return any(_PUBLIC & set(_listed(each.get(way))) for each in (seen_by,) for way in ("to", "cc"))


def _listed(value: Any) -> list[str]:
    listed = value if isinstance(value, list) else [value]
    return [each for each in listed if isinstance(each, str)]


def _row(item: Mapping[str, Any]) -> Row | None:
    if item.get("type") == "Announce":
        return Row(_number(item), iso(item.get("published")), is_repost=True)
    note = item.get("object")
    if not isinstance(note, dict) or note.get("type") not in ("Note", "Question", "Article"):
        return None
    own = words(note.get("attributedTo") or item.get("actor"))
    page = read_page(words(note.get("content")), own)
    warning = unnamed(words(note.get("summary"))).strip()
    pictures, people = records(note.get("attachment")), [tag for tag in records(note.get("tag")) if _is(tag, "Mention")]
    return Row(
        id=_number(note),
        created_utc=iso(note.get("published") or item.get("published")),
        text=f"{warning}\n\n{page.text}" if warning else page.text,
        lang=_language(note.get("contentMap")),
        tags=page.tags or _listed_tags(note),
        links=page.links,
        mentions_count=len({words(each.get("href")) for each in people} - {own}) if people else names(page.text),
        is_reply=bool(note.get("inReplyTo")),
        has_media=bool(pictures),
        alt_texts=tuple([unnamed(words(each.get("name"))) for each in pictures if words(each.get("name"))]),
    )


def _listed_tags(note: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple([words(tag.get("name")).lstrip("#") for tag in records(note.get("tag")) if _is(tag, "Hashtag")])


def _is(tag: Mapping[str, Any], kind: str) -> bool:
    return tag.get("type") == kind


def _number(item: Mapping[str, Any]) -> str:
    """Take the number out of an address such as …/statuses/110/activity; the address itself names the server."""
    numbers = re.findall(r"[0-9]{4,}", words(item.get("id")))
    return numbers[-1] if numbers else words(item.get("id")).rstrip("/").rpartition("/")[2]


def _language(versions: Any) -> str:
    return str(next(iter(versions), "und")) if isinstance(versions, dict) else "und"


def _is_mine(href: str, own: str) -> bool:
    pages = (own, own.replace("/users/", "/@"))
    return href.startswith(tuple(f"{page}/" for page in pages)) or href in pages


class _Page(HTMLParser):
    """Turn a post's HTML into its text; keeps tags as written, and links to what is not a person."""

    def __init__(self, own: str) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.tags: list[str] = []
        self.links: list[str] = []
        self._own = own
        self._kind = ""  # of the link we are in
        self._words: list[str] = []  # of the link we are in
        self._spans: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where links and the hidden pieces of shortened links begin."""
        found = {name: value or "" for name, value in attrs}
        classes = found.get("class", "").split()
        if tag == "br":
            self.handle_data("\n")
        elif tag == "span":
            self._spans.append("hidden" if "invisible" in classes else "cut" if "ellipsis" in classes else "")
        elif tag == "a":
            self._begin(found.get("href", ""), classes)
        elif tag == "li":
            self.pieces.append("\n• ")

    def _begin(self, href: str, classes: list[str]) -> None:
        self._words, mine = [], bool(self._own) and _is_mine(href, self._own)
        if "hashtag" in classes:
            self._kind = "tag"
        else:
            self._kind = "person" if "mention" in classes or (is_person(href) and not mine) else "link"
        if self._kind != "tag" and "mention" not in classes and (address := href if mine else link(href)):
            self.links.append(address)

    def handle_endtag(self, tag: str) -> None:
        """Write what a link says, and the space between paragraphs."""
        if tag in _PARAGRAPHS:
            self.pieces.append("\n\n")
        elif tag == "span" and self._spans:
            if self._spans.pop() == "cut":
                self.handle_data("…")
        elif tag == "a" and self._kind:
            said, kind, self._kind = "".join(self._words), self._kind, ""
            if kind == "tag":
                self.tags.append(said.lstrip("#＃"))
            self.pieces.append(HIDDEN if kind == "person" else said if kind == "tag" else unnamed(said))

    def handle_data(self, data: str) -> None:
        """Keep what is to be seen."""
        if "hidden" in self._spans:
            return
        (self._words if self._kind else self.pieces).append(data)


class Words(NamedTuple):
    """What a post's HTML says."""

    text: str
    tags: tuple[str, ...]
    links: tuple[str, ...]


def read_page(html: str, own: str = "") -> Words:
    """Give the text, the tags as they were written and the links of a post's HTML.

    >>> read_page('<p>Hello<br>you <a class="mention hashtag">#<span>HumanRights</span></a></p>').tags
    ('HumanRights',)
    """
    page = _Page(own)
    page.feed(html)
    page.close()
    text = "".join(page.pieces) + "".join(page._words if page._kind else [])
    return Words(unnamed(re.sub(r"\n{3,}", "\n\n", text).strip()), tuple(filter(None, page.tags)), tuple(page.links))

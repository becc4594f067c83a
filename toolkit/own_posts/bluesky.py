"""Read one's own posts from Bluesky: the repository as a CAR file, or a JSON list of its records."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from toolkit.own_posts.found import Archive, Unread, archive
from toolkit.own_posts.moments import iso
from toolkit.own_posts.people import HIDDEN, is_person, link, names, unnamed
from toolkit.own_posts.repository import CUT_OFF, Repository
from toolkit.own_posts.rows import columns, odd_ones, rows
from toolkit.own_posts.texts import records, words
from toolkit.posts import hashtags_on
from toolkit.review.findings import Said

PRODUCT = "Bluesky"
MEMBER = re.compile(r"(?:[^/]+/)?[^/]+\.(car)", re.IGNORECASE)
POST, REPOST = "app.bsky.feed.post", "app.bsky.feed.repost"
_FACET = "app.bsky.richtext.facet#"
_KEY = re.compile("[234567abcdefghij][234567a-z]{12}")
_KEY_LETTERS = "234567abcdefghijklmnopqrstuvwxyz"


class Row(NamedTuple):
    """One post or repost as it goes into the table."""

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


Record = tuple[str, str, Any]
"""A record with its collection and its key."""


def from_repository(data: bytes, left_alone: tuple[str, ...] = ()) -> Archive:
    """Read a CAR file; likes, follows, blocks and everything else but posts and reposts are not decoded."""
    repository = Repository(data)
    made, odd = rows(sorted(repository.records((POST, REPOST)), key=lambda record: record[1]), _row)
    if not made and repository.damaged:
        raise Unread(CUT_OFF)
    told = _said(made, odd)
    if repository.damaged:
        told.append(Said("Damaged pieces of this file: {n}. The posts in them are missing.", n=repository.damaged))
    return archive(PRODUCT, columns(made), told, left_alone)


def from_list(value: Any) -> Archive:
    """Read a list of records, as they are or as the network's interface wraps them."""
    found = list(_unwrapped(value))
    owners = Counter(owner for owner, *_ in found if owner)
    own = owners.most_common(1)[0][0] if owners else ""
    made, odd = rows((record for owner, *record in found if owner in (own, "")), _row)
    told = _said(made, odd)
    if others := sum(owners.values()) - owners[own]:
        told.append(Said("Posts by others in this file, which we left out: {n}.", n=others))
    return archive(PRODUCT, columns(made), told)


def is_list(value: Any) -> bool:
    """Tell whether this is a list of Bluesky records."""
    return any(True for _ in _unwrapped(value))


def _unwrapped(value: Any) -> Iterator[tuple[str, str, str, Any]]:
    """Give owner, collection, key and record of each entry; owner and key may be unknown."""
    entries = value.get("records") if isinstance(value, dict) else value
    for each in records(entries):
        record = each.get("value", each.get("record", each))
        kind = record.get("$type") if isinstance(record, dict) else None
        if kind in (POST, REPOST):
            found = re.match(r"at://([^/]+)/[^/]+/([^/]+)$", words(each.get("uri")))
            owner, key = (found[1], found[2]) if found else ("", words(each.get("rkey")))
            yield owner, kind, key, record


def _row(record: Record) -> Row:
    kind, key, value = record
    at = iso(value.get("createdAt"))
    at = _from_key(key) if at is None else at
    number = key or sha256(f"{at} {words(value.get('text'))}".encode("utf-8", "replace")).hexdigest()[:13]
    if kind == REPOST:
        return Row(number, at, is_repost=True)
    text, facets = words(value.get("text")), list(_facets(value))
    shown = unnamed(_without_people(text, facets))
    pictures = list(_pictures(value.get("embed")))
    marked = [words(what.get("tag")) for _, _, what in facets if what.get("$type") == f"{_FACET}tag"]
    hidden = [tag for tag in value.get("tags") or () if isinstance(tag, str)]
    return Row(
        id=number,
        created_utc=at,
        text=shown,
        lang=next((lang for lang in value.get("langs") or () if isinstance(lang, str)), "und"),
        tags=(*(marked or [tag.text for tag in hashtags_on(shown, "bluesky")]), *hidden),
        links=_links(value, facets),
        mentions_count=names(_without_people(text, facets)),
        is_reply=bool(value.get("reply")),
        has_media=bool(pictures),
        alt_texts=tuple([unnamed(alt) for alt in pictures if alt]),
    )


def _from_key(key: str) -> int | None:
    """Read the time out of a record's key, which counts microseconds."""
    if not _KEY.fullmatch(key):
        return None
    number = 0
    for letter in key:
        number = number * 32 + _KEY_LETTERS.index(letter)
    return (number >> 10) // 1_000_000


def _facets(value: Mapping[str, Any]) -> Iterator[tuple[int, int, dict[str, Any]]]:
    """Give the marked places of a text, counted in bytes of UTF-8, with what they are."""
    for facet in records(value.get("facets")):
        place = facet.get("index")
        start, end = (place.get("byteStart"), place.get("byteEnd")) if isinstance(place, dict) else (None, None)
        if isinstance(start, int) and isinstance(end, int) and 0 <= start < end:
            for feature in records(facet.get("features")):
                yield start, end, feature


def _without_people(text: str, facets: list[tuple[int, int, dict[str, Any]]]) -> str:
    """Hide the places that are marked as mentions, from the last to the first."""
    data = text.encode("utf-8", "replace")
    people = {(start, end) for start, end, what in facets if _names_somebody(what)}
    for start, end in sorted(people, reverse=True):
        if end <= len(data):
            data = data[:start] + HIDDEN.encode() + data[end:]
    return data.decode("utf-8", "ignore")


def _names_somebody(what: Mapping[str, Any]) -> bool:
    return what.get("$type") == f"{_FACET}mention" or is_person(words(what.get("uri")))


def _links(value: Mapping[str, Any], facets: list[tuple[int, int, dict[str, Any]]]) -> tuple[str, ...]:
    found = [words(what.get("uri")) for _, _, what in facets if what.get("$type") == f"{_FACET}link"]
    embed = value.get("embed")
    media = embed.get("media") if isinstance(embed, dict) else None
    for each in (embed, media):
        card = each.get("external") if isinstance(each, dict) else None
        if isinstance(card, dict):
            found.append(words(card.get("uri")))
    return tuple(dict.fromkeys(filter(None, map(link, found))))


def _pictures(embed: Any) -> Iterator[str]:
    """Give for each picture or film its alt text, which may be empty."""
    if not isinstance(embed, dict):
        return
    for image in records(embed.get("images")):
        yield words(image.get("alt"))
    if "video" in embed:
        yield words(embed.get("alt"))
    yield from _pictures(embed.get("media"))


def _said(made: list[Row], odd: int) -> list[str]:
    told: list[str] = [
        Said("Bluesky's file does not say how often posts were liked or reposted: these numbers are missing, not zero.")
    ]
    if reposts := sum(row.is_repost for row in made):
        told.append(Said("Reposts of others: {n}. We kept when that was, not what they said.", n=reposts))
    told.append(Said("Names, mentions and links to pages of others were taken out."))
    return told + odd_ones(odd)

"""Read the history of one's own Telegram channel (`result.json` of Telegram Desktop)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from toolkit.own_posts.found import Archive, Unread, archive
from toolkit.own_posts.moments import iso
from toolkit.own_posts.people import HIDDEN, is_person, link, names, unnamed
from toolkit.own_posts.rows import columns, odd_ones, rows
from toolkit.own_posts.texts import json_value, records, words
from toolkit.posts import parse
from toolkit.review.findings import Said

PRODUCT = "Telegram"
MEMBER = re.compile(r"(?:[^/]+/)?(result)\.json")
_KINDS = ("public_channel", "private_channel")
_PEOPLE = {"mention": HIDDEN, "mention_name": HIDDEN, "email": "…", "phone": "…", "bank_card": "…"}
_PICTURES = ("photo", "file", "media_type")

_WHOLE = (
    "This is an export of your whole Telegram account, with the messages of other people; we did not read it. "
    "In Telegram Desktop open your own channel, choose “Export chat history” and the format JSON, and give us that."
)
_CHAT = (
    "This is a chat or a group on Telegram, where other people write, so we did not read it. "
    "Please export the history of your own channel."
)


class Row(NamedTuple):
    """One post of a channel as it goes into the table."""

    id: str
    created_utc: int | None
    text: str
    tags: tuple[str, ...]
    links: tuple[str, ...]
    mentions_count: int
    is_reply: bool
    is_repost: bool
    has_media: bool
    likes: int | None


def read(data: bytes, start: str, left_alone: tuple[str, ...] = ()) -> Archive:
    """Read a channel; `start` is the beginning of the file, which tells whether it is one before anything is read."""
    head = start.partition('"messages"')[0]
    kind = re.search(r'"type"\s*:\s*"(\w+)"', head)
    if kind is None or '"chats"' in head or '"personal_information"' in head:
        raise Unread(_WHOLE)
    if kind[1] not in _KINDS:
        raise Unread(_CHAT)
    channel = json_value(data)
    messages = records(channel.get("messages"))
    own = [each for each in messages if _is_own(each, channel)]
    made, odd = rows(own, _row)
    return archive(PRODUCT, columns(made), [*_said(messages, len(own), made), *odd_ones(odd)], left_alone)


def _is_own(message: Mapping[str, Any], channel: Mapping[str, Any]) -> bool:
    sender = message.get("from_id")
    return message.get("type") == "message" and sender in (None, f"channel{channel.get('id')}")


def _row(message: Mapping[str, Any]) -> Row:
    at, forwarded = _moment(message), "forwarded_from" in message or "forwarded_from_id" in message
    number = str(message.get("id"))
    if forwarded:
        return Row(number, at, "", (), (), 0, False, True, False, None)
    pieces = _pieces(message)
    whole = "".join(_shown(piece) for piece in pieces)
    text = unnamed(whole)
    addresses = (
        [_address(piece) for piece in pieces] if _has_kinds(pieces) else [each.text for each in parse(whole).links]
    )
    return Row(
        id=number,
        created_utc=at,
        text=text,
        tags=_tags(pieces, text),
        links=tuple([each for each in map(link, addresses) if each]),
        mentions_count=names(whole),
        is_reply="reply_to_message_id" in message,
        is_repost=False,
        has_media=any(name in message for name in _PICTURES),
        likes=_reactions(message.get("reactions")),
    )


def _moment(message: Mapping[str, Any]) -> int | None:
    seconds = message.get("date_unixtime")
    if isinstance(seconds, str | int) and str(seconds).isdecimal() and len(str(seconds)) < 12:
        return int(seconds)
    return iso(message.get("date"))


def _pieces(message: Mapping[str, Any]) -> list[dict[str, Any]]:
    """List the pieces of a text with their kinds; older exports have a text, or a list of texts and pieces."""
    pieces = message.get("text_entities")
    if not isinstance(pieces, list):
        text = message.get("text")
        pieces = text if isinstance(text, list) else [text]
    plain = [{"type": "plain", "text": piece} if isinstance(piece, str) else piece for piece in pieces]
    return records(plain)


def _shown(piece: Mapping[str, Any]) -> str:
    if is_person(words(piece.get("href"))):  # the words of such a link are mostly a name
        return HIDDEN
    return _PEOPLE.get(words(piece.get("type"))) or words(piece.get("text"))


def _address(piece: Mapping[str, Any]) -> str:
    kind, text = piece.get("type"), words(piece.get("text"))
    if kind == "text_link":
        return words(piece.get("href"))
    return (text if "://" in text else f"https://{text}") if kind == "link" else ""


def _has_kinds(pieces: list[dict[str, Any]]) -> bool:
    return any(piece.get("type") != "plain" for piece in pieces)


def _tags(pieces: list[dict[str, Any]], text: str) -> tuple[str, ...]:
    if not _has_kinds(pieces):
        return tuple([tag.text for tag in parse(text).hashtags])
    return tuple([words(piece.get("text")).lstrip("#") for piece in pieces if piece.get("type") == "hashtag"])


def _reactions(given: Any) -> int | None:
    """Add up the reactions; who gave them is not looked at. Without any, the number is missing."""
    found = [each.get("count") for each in records(given)]
    return sum(each for each in found if isinstance(each, int)) if found else None


def _said(messages: list[dict[str, Any]], own: int, made: list[Row]) -> list[str]:
    told: list[str] = [
        Said(
            "Telegram's export does not say how often posts were seen; where there are no reactions, likes are missing."
        )
    ]
    if reposts := sum(row.is_repost for row in made):
        told.append(Said("Forwarded posts of others: {n}. We kept when that was, not what they said.", n=reposts))
    foreign = sum(each.get("type") == "message" for each in messages) - own
    if foreign:
        told.append(Said("Messages by others, which we left out: {n}.", n=foreign))
    if messages and not any("date_unixtime" in each for each in messages):
        told.append(Said("This older export gives the time of your own computer; we took it as UTC."))
    told.append(
        Said("We took it that this channel is yours. Names, mentions and links to pages of others were taken out.")
    )
    return told

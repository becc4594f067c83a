"""Turn one post of an X archive into a row of our table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from toolkit.own_posts.javascript import Record
from toolkit.own_posts.moments import by_x, iso
from toolkit.own_posts.people import HIDDEN, link, names, unnamed
from toolkit.own_posts.texts import words
from toolkit.posts import parse

_REPOST = re.compile(r"RT [@＠](\w+):?\s*")
_QUOTE = re.compile(r"\bRT:? ?[@＠]\w.*|[\"“”][@＠]\w+:? .*?(?:[\"“”]|$)", re.DOTALL)
_LANGUAGES = {"in": "id", "iw": "he", "zxx": "und", "art": "und"}
_NOTHING: Record = {}


class Row(NamedTuple):
    """One post as it goes into the table, with the id of its newest version."""

    id: str
    created_utc: int | None
    text: str
    lang: str
    tags: tuple[str, ...]
    links: tuple[str, ...]
    mentions_count: int
    is_reply: bool
    is_repost: bool
    has_media: bool
    alt_texts: tuple[str, ...]
    likes: int | None
    reposts: int | None
    newest: str


def post_of(record: Record) -> Record:
    """Take the post out of its wrapper; the oldest archives have none, and long posts another."""
    if "tweet" in record:
        return record["tweet"]  # type: ignore[no-any-return]
    return _as_post(record) if "noteTweet" in record else record


def row(post: Record, own: str = "") -> Row:
    """Turn a post of the archive into a row; ValueError, TypeError or LookupError if it is none.

    What a repost says and counts belongs to somebody else: only that and when it happened is kept.
    """
    number, text = str(post.get("id_str") or post["id"]), post.get("full_text") or post.get("text") or ""
    if not number.isdecimal():
        raise ValueError
    at, newest = _moment(post["created_at"]), _newest(post, number)
    repost = _REPOST.match(text)
    if repost and repost[1].lower() != own:
        return Row(number, at, "", "und", (), (), 0, False, True, False, (), None, None, newest)
    text = text[repost.end() :] if repost else text
    entities = post.get("entities") or _NOTHING
    media = (post.get("extended_entities") or entities).get("media") or entities.get("media") or ()
    text, tags, links = words_and_links(text, entities, media, own)
    return Row(
        id=number,
        created_utc=at,
        text=text,
        lang=_language(post.get("lang")),
        tags=tags,
        links=links,
        mentions_count=_mentions(text, entities, own),
        is_reply=bool(post.get("in_reply_to_status_id_str") or post.get("in_reply_to_screen_name")),
        is_repost=repost is not None,
        has_media=bool(media),
        alt_texts=tuple([unnamed(words(each["ext_alt_text"])) for each in media if each.get("ext_alt_text")]),
        likes=_count(post.get("favorite_count")),
        reposts=_count(post.get("retweet_count")),
        newest=newest,
    )


def words_and_links(
    text: str, entities: Mapping[str, Any], media: Iterable[Record], own: str
) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Give the own words with links written out, the tags and the links.

    Places in the text are not used: they count the text with `&amp;` in it, which is not what people see.
    """
    if "&" in text:
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    text, links = _written_out(text, entities.get("urls"), media, own)
    whole = text
    if "@" in text or "/" in text or "＠" in text:
        text = unnamed(_QUOTE.sub(f"RT {HIDDEN}", text) if _may_quote(text) else text, own)
    text, tags = text.strip(), entities.get("hashtags")
    cut = whole is not text and "RT " + HIDDEN in text
    if cut:
        links = tuple([each for each in links if each in text])
    if cut or tags is None:
        return text, tuple([tag.text for tag in parse(text).hashtags]), links
    return text, tuple([tag["text"] for tag in tags if isinstance(tag["text"], str)]) if tags else (), links


def _written_out(text: str, urls: Any, media: Iterable[Record], own: str) -> tuple[str, tuple[str, ...]]:
    """Put the real addresses in the place of shortened ones; links to one's own pictures go."""
    links = []
    if urls is None:
        links = [link(each.text, own) for each in parse(text).links]
    for each in urls or ():
        whole = link(each.get("expanded_url") or each["url"], own)
        links.append(whole)
        text = text.replace(each["url"], whole)
    for each in media:
        if short := each.get("url"):
            text = text.replace(short, "")
    return text, tuple([each for each in links if each])


def _may_quote(text: str) -> bool:
    return "RT" in text or '"@' in text or "“@" in text or "”@" in text


def _moment(said: str) -> int | None:
    try:
        return by_x(said)
    except ValueError:
        return iso(said)


def _newest(post: Record, number: str) -> str:
    """Name the newest version of an edited post: each version is in the archive."""
    info = post.get("edit_info")
    if not info:
        return number
    first = info.get("initial") or (info.get("edit") or _NOTHING).get("editControlInitial") or _NOTHING
    versions = first.get("editTweetIds")
    return str(versions[-1]) if versions else number


def _mentions(text: str, entities: Mapping[str, Any], own: str) -> int:
    people = entities.get("user_mentions")
    if people is None:
        return names(text)
    return len({each["screen_name"].lower() for each in people} - {own}) if people else 0


def _language(code: Any) -> str:
    if not isinstance(code, str) or code[:1] == "q":
        return "und"  # X's own codes: only a picture, only a link, too short to tell
    return _LANGUAGES.get(code, code) or "und"


def _count(said: Any) -> int | None:
    number = int(said) if isinstance(said, str | int) and str(said).isdecimal() and len(str(said)) < 16 else None
    return number if number is None or number >= 0 else None


def _as_post(record: Record) -> Record:
    """Give a long post the shape of a post; its numbers stand in `tweets.js` only."""
    note = record.get("noteTweet") or _NOTHING
    core = note.get("core") or _NOTHING
    urls = [{"url": each["shortUrl"], "expanded_url": each["expandedUrl"]} for each in core.get("urls") or ()]
    return {
        "id_str": note.get("noteTweetId"),
        "created_at": note.get("createdAt"),
        "full_text": core.get("text"),
        "entities": {"urls": urls},
    }

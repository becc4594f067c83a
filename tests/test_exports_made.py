"""Archives as each network writes them, made by hand for the tests; everybody in them is invented."""

import gzip
import io
import json
import struct
import tarfile
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

Names = Mapping[str, str | bytes]

# Other people: none of this may come out of any reader.
STRANGER, NAME, WORDS = "amber_heron", "Amber Heron", "words that only a stranger wrote"


def zipped(members: Names, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return file.getvalue()


def tarred(members: Names, mode: str = "w:gz", form: int = tarfile.PAX_FORMAT) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode, format=form) as made:  # type: ignore[call-overload]
        for name, content in members.items():
            data = content.encode() if isinstance(content, str) else content
            info = tarfile.TarInfo(name)
            info.size = len(data)
            made.addfile(info, io.BytesIO(data))
    return file.getvalue()


# X ---------------------------------------------------------------------------------------------------------------


def tweet(number: int = 1, text: str = "Clinics are closing. #HealthForAll", **more: Any) -> dict[str, Any]:
    """A post as `tweets.js` has it: numbers as texts, and places counted in the text with &amp; in it."""
    tags = [
        {"text": word[1:].rstrip(".,!"), "indices": [str(text.find(word)), str(text.find(word) + len(word))]}
        for word in text.split()
        if word.startswith("#")
    ]
    return {
        "edit_info": {"initial": {"editTweetIds": [str(number)], "editsRemaining": "5", "isEditEligible": True}},
        "retweeted": False,
        "source": '<a href="https://client.example.org" rel="nofollow">Client</a>',
        "entities": {"hashtags": tags, "symbols": [], "user_mentions": [], "urls": []},
        "display_text_range": ["0", str(len(text))],
        "favorite_count": "3",
        "id_str": str(number),
        "truncated": False,
        "retweet_count": "2",
        "id": str(number),
        "created_at": "Wed Oct 10 20:19:24 +0000 2018",
        "favorited": False,
        "full_text": text,
        "lang": "en",
        **more,
    }


def entities(**lists: Any) -> dict[str, Any]:
    return {"entities": {"hashtags": [], "symbols": [], "user_mentions": [], "urls": [], **lists}}


def mention(name: str = STRANGER) -> dict[str, Any]:
    return {"name": NAME, "screen_name": name, "indices": ["0", "12"], "id_str": "77", "id": "77"}


def url(short: str, long: str) -> dict[str, Any]:
    return {"url": short, "expanded_url": long, "display_url": long.partition("://")[2], "indices": ["0", "23"]}


def javascript(*posts: Mapping[str, Any], kind: str = "tweets", part: int = 0, wrapper: str = "tweet") -> str:
    listed = [{wrapper: post} for post in posts] if wrapper else list(posts)
    return f"window.YTD.{kind}.part{part} = {json.dumps(listed, indent=2, ensure_ascii=False)}"


def note(text: str, second: str = "2018-10-10T20:19:24.000Z", number: int = 900, **core: Any) -> dict[str, Any]:
    inner = {"styletags": [], "urls": [], "text": text, "mentions": [], "cashtags": [], "hashtags": [], **core}
    return {"noteTweetId": str(number), "updatedAt": second, "createdAt": second, "lifecycle": {}, "core": inner}


def account(name: str = "quiet_fox") -> str:
    owner = {"email": "me@example.org", "username": name, "accountId": "5", "accountDisplayName": "Quiet Fox"}
    return javascript(owner, kind="account", wrapper="account")


def x_zip(*posts: Mapping[str, Any], **members: str | bytes) -> bytes:
    names = {name.replace("__", "/").replace("_js", ".js"): content for name, content in members.items()}
    return zipped({"Your archive.html": "<html>", "data/tweets.js": javascript(*posts), **names})


# Mastodon --------------------------------------------------------------------------------------------------------

SERVER = "https://mastodon.example.org"
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"


def toot(number: int = 110_001, content: str = "<p>Clinics are closing.</p>", **more: Any) -> dict[str, Any]:
    inside = {
        "id": f"{SERVER}/users/quiet_fox/statuses/{number}",
        "type": "Note",
        "summary": None,
        "inReplyTo": None,
        "published": "2026-07-14T18:05:00Z",
        "attributedTo": f"{SERVER}/users/quiet_fox",
        "to": [PUBLIC],
        "cc": [f"{SERVER}/users/quiet_fox/followers"],
        "sensitive": False,
        "content": content,
        "contentMap": {"en": content},
        "attachment": [],
        "tag": [],
        **more,
    }
    outer = {name: inside[name] for name in ("published", "to", "cc")}
    return {
        "id": f"{inside['id']}/activity",
        "type": "Create",
        "actor": inside["attributedTo"],
        **outer,
        "object": inside,
    }


def boost(number: int = 110_500) -> dict[str, Any]:
    return {
        "id": f"{SERVER}/users/quiet_fox/statuses/{number}/activity",
        "type": "Announce",
        "actor": f"{SERVER}/users/quiet_fox",
        "published": "2026-07-15T06:00:00Z",
        "to": [PUBLIC],
        "cc": [f"{SERVER}/users/{STRANGER}", f"{SERVER}/users/quiet_fox/followers"],
        "object": f"{SERVER}/users/{STRANGER}/statuses/1",
    }


def outbox(*items: Mapping[str, Any]) -> str:
    return json.dumps({"@context": [], "id": "outbox.json", "type": "OrderedCollection", "orderedItems": list(items)})


# Bluesky ---------------------------------------------------------------------------------------------------------


class Cid(bytes):
    """The name of a block, in a value that is to be encoded."""


def cbor(value: Any) -> bytes:
    if value is None or isinstance(value, bool):
        return {None: b"\xf6", True: b"\xf5", False: b"\xf4"}[value]
    if isinstance(value, int):
        return _head(0, value) if value >= 0 else _head(1, -1 - value)
    if isinstance(value, float):
        return b"\xfb" + struct.pack(">d", value)
    if isinstance(value, Cid):
        return _head(6, 42) + cbor(b"\0" + bytes(value))
    if isinstance(value, bytes):
        return _head(2, len(value)) + value
    if isinstance(value, str):
        return _head(3, len(value.encode())) + value.encode()
    if isinstance(value, list):
        return _head(4, len(value)) + b"".join(map(cbor, value))
    pairs = sorted(value.items(), key=lambda pair: (len(pair[0]), pair[0]))
    return _head(5, len(pairs)) + b"".join(cbor(key) + cbor(each) for key, each in pairs)


def _head(major: int, size: int) -> bytes:
    for code, length in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if size < 24:
            return bytes([major << 5 | size])
        if size < 1 << (8 * length):
            return bytes([major << 5 | code]) + size.to_bytes(length, "big")
    raise ValueError


def _varint(size: int) -> bytes:
    made = b""
    while size > 127:
        made, size = made + bytes([size & 127 | 128]), size >> 7
    return made + bytes([size])


def cid(block: bytes) -> Cid:
    return Cid(b"\x01\x71\x12\x20" + sha256(block).digest())


def car(found: Mapping[str, Mapping[str, Any]]) -> bytes:
    """A repository with these records by name ("collection/key"), in a search tree of two levels."""
    blocks = {}

    def put(value: Any) -> Cid:
        block = cbor(value)
        blocks[cid(block)] = block
        return cid(block)

    names = sorted(found)
    half = len(names) // 2
    left = put({"l": None, "e": _entries([(name, put(dict(found[name]))) for name in names[:half]])})
    rest = _entries([(name, put(dict(found[name]))) for name in names[half:]])
    top = put({"l": left, "e": rest})
    commit = put({"did": "did:plc:me", "version": 3, "data": top, "rev": "3l", "prev": None, "sig": b"s"})
    head = cbor({"roots": [commit], "version": 1})
    parts = [_varint(len(head)) + head]
    parts += [_varint(len(name) + len(block)) + bytes(name) + block for name, block in blocks.items()]
    return b"".join(parts)


def _entries(pairs: list[tuple[str, Cid]]) -> list[dict[str, Any]]:
    made, before = [], b""
    for name, value in pairs:
        key = name.encode()
        shared = next(
            (n for n, (a, b) in enumerate(zip(before, key, strict=False)) if a != b), min(len(before), len(key))
        )
        made.append({"p": shared, "k": key[shared:], "v": value, "t": None})
        before = key
    return made


def skeet(text: str = "Clinics are closing.", **more: Any) -> dict[str, Any]:
    return {
        "$type": "app.bsky.feed.post",
        "text": text,
        "createdAt": "2026-07-14T18:05:00.000Z",
        "langs": ["en"],
        **more,
    }


def facet(text: str, piece: str, kind: str, **more: Any) -> dict[str, Any]:
    """A marked place; Bluesky counts it in bytes of UTF-8."""
    start = len(text[: text.index(piece)].encode())
    place = {"byteStart": start, "byteEnd": start + len(piece.encode())}
    return {"index": place, "features": [{"$type": f"app.bsky.richtext.facet#{kind}", **more}]}


# Telegram --------------------------------------------------------------------------------------------------------


def message(number: int = 1, *pieces: Any, **more: Any) -> dict[str, Any]:
    listed = [{"type": "plain", "text": piece} if isinstance(piece, str) else piece for piece in pieces]
    when = datetime(2026, 7, 14, 18, 5, tzinfo=UTC)
    return {
        "id": number,
        "type": "message",
        "date": "2026-07-14T20:05:00",
        "date_unixtime": str(int(when.timestamp())),
        "from": "Clinic Watch",
        "from_id": "channel1500",
        "text": [piece if isinstance(piece, str) else dict(piece) for piece in pieces],
        "text_entities": listed,
        **more,
    }


def channel(*messages: Mapping[str, Any], **more: Any) -> str:
    return json.dumps(
        {"name": "Clinic Watch", "type": "public_channel", "id": 1500, **more, "messages": list(messages)},
        ensure_ascii=False,
        indent=1,
    )


# Tables ----------------------------------------------------------------------------------------------------------

X_POSTS = (
    "Post id,Date,Post text,Post Link,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Replies,Reposts,"
    "Profile visits,Detail Expands,URL Clicks,Hashtag Clicks,Permalink Clicks"
)
X_DAYS = (
    "Date,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Unfollows,Replies,Reposts,Profile visits,"
    "Create Post,Video views,Media views"
)
INSTAGRAM = (
    "Post ID,Account ID,Account username,Account name,Description,Duration (sec),Publish time,Permalink,Post type,"
    "Data comment,Date,Views,Reach,Likes,Shares,Follows,Comments,Saves"
)
FACEBOOK = (
    "Post ID,Page ID,Page name,Title,Description,Duration (sec),Publish time,Permalink,Post type,Date,Reach,Reactions,"
    "Comments,Shares,Total clicks"
)
YOUTUBE = (
    "Content,Video title,Video publish time,Duration,Views,Watch time (hours),Subscribers,Impressions,"
    "Impressions click-through rate (%),Likes,Comments added,Shares,Unique viewers"
)


def snowflake(year: int, month: int, day: int, hour: int = 12, minute: int = 0) -> str:
    seconds = datetime(year, month, day, hour, minute, tzinfo=UTC).timestamp()
    return str((int(seconds * 1000) - 1_288_834_974_657) << 22 | 4097)


def x_row(
    number: str, day: str = '"Tue, Jul 14, 2026"', text: str = '"Read this #HealthForAll"', link: str = ""
) -> str:
    return f"{number},{day},{text},{link},1500,12,40,3,2,1,4,5,6,7,8,9,10"


def instagram_row(number: str = "18011", text: str = '"Clinics, closing #HealthForAll"', **more: str) -> str:
    cells = {
        "time": "07/14/2026 18:05",
        "kind": "IG image",
        "date": "Lifetime",
        "views": '"1,234"',
        "likes": "5",
        **more,
    }
    return (
        f"{number},1784,quiet.fox,Quiet Fox,{text},0,{cells['time']},https://www.instagram.com/p/abc{number}/,"
        f"{cells['kind']},,{cells['date']},{cells['views']},900,{cells['likes']},,1,2,4"
    )


def youtube_row(number: str, title: str, day: str = '"Jul 14, 2026"', views: str = "950") -> str:
    return f"{number},{title},{day},60,{views},1.5,,4000,2.5,31,2,,800"


def lines(*texts: str) -> bytes:
    return ("\r\n".join(texts) + "\r\n").encode()


def gzipped(data: bytes) -> bytes:
    return gzip.compress(data)

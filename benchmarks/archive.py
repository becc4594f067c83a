"""Reading an X archive of 100,000 posts, beside `json.loads` of the same bytes."""

import gc
import json
import random
import tempfile
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from time import gmtime, strftime
from typing import Any

from benchmarks.measuring import Line, Result, Work, calm, compared, either, in_turn, spent
from toolkit.own_posts import read

POSTS, ROUNDS, MOST = either(100_000, 10_000), 3, 3
WORDS = ("clinic", "court", "march", "people", "решение", "закон", "права", "соседи", "انسانی", "حقوق", "پانی", "عدالت")
WORDS += ("water", "teachers", "vote", "report", "today", "nobody", "listens", "because", "every", "night", "again")
METHODS = {"stored": zipfile.ZIP_STORED, "deflated": zipfile.ZIP_DEFLATED}


def measure() -> Result:
    """Time the whole way from the ZIP to the table; the posts are like real ones, about 1.5 kB of JSON each."""
    content = b"window.YTD.tweets.part0 = " + json.dumps(list(_posts()), indent=2, ensure_ascii=False).encode()
    lines, found = [], set()
    with tempfile.TemporaryDirectory() as folder:
        for name, method in METHODS.items():
            path = Path(folder) / f"{name}.zip"
            _write(path, content, method)
            found.add(len(read(path.name, path).posts))
            lines.append(_line(f"X archive ({name})", partial(_read, path), partial(_loads, content), "json.loads"))
            if method == zipfile.ZIP_DEFLATED:
                still = partial(calm, partial(_parsed, content))
                lines.append(
                    _line(f"X archive ({name})", partial(_read, path), still, "json.loads, no gc", promised=False)
                )
    size = f"The archive has {POSTS:,} posts, {len(content) / POSTS / 1000:.1f} kB of JSON each."
    return Result(tuple(lines), (size,), sound=found == {POSTS})


def _line(name: str, ours: Work, beside: Work, beside_name: str, promised: bool = True) -> Line:
    mine, other = in_turn(ROUNDS, ours, beside)
    return compared(name, mine, other, beside_name, MOST if promised else None)


def _read(path: Path) -> float:
    gc.collect()
    return spent(lambda: read(path.name, path))


def _loads(content: bytes) -> float:
    gc.collect()
    return spent(partial(_parsed, content))


def _parsed(content: bytes) -> object:
    return json.loads(content[content.index(b"[") :])


def _write(path: Path, content: bytes, method: int) -> None:
    with zipfile.ZipFile(path, "w", method) as box:
        box.writestr("data/account.js", 'window.YTD.account.part0 = [ {"account": {"username": "quiet_fox"}} ]')
        box.writestr("data/direct-messages.js", "window.YTD.direct_messages.part0 = []")
        box.writestr("data/tweets.js", content)


def _posts() -> Iterator[dict[str, Any]]:
    """Write posts of all kinds: with tags, links, pictures, as replies and as reposts."""
    chance = random.Random(2026)
    for n in range(POSTS):
        number = str((1_500_000_000_000 + n * 2_500_000 - 1_288_834_974_657) << 22)
        text, lists = " ".join(chance.choices(WORDS, k=18)), _lists(n)
        reply = n % 4 == 0
        text = f"{'RT @amber_heron: ' if n % 10 == 1 else '@amber_heron ' if reply else ''}{text}"
        text += " ".join(
            ["", *(f"#{tag['text']}" for tag in lists["hashtags"]), *(url["url"] for url in lists["urls"])]
        )
        yield {"tweet": _post(number, text, lists, n) | (_reply(number) if reply else {})}


def _lists(n: int) -> dict[str, list[dict[str, Any]]]:
    short = f"https://t.co/{n:010x}"
    place = {"indices": ["12", "25"]}
    person = {"name": "Amber Heron", "screen_name": "amber_heron", "id_str": "123456789", "id": "123456789", **place}
    link = {
        "url": short,
        "expanded_url": f"https://example.org/report/{n}",
        "display_url": "example.org/report",
        **place,
    }
    return {
        "hashtags": [{"text": "HealthForAll", **place}] if n % 3 == 0 else [],
        "symbols": [],
        "user_mentions": [person] if n % 4 == 0 or n % 10 == 1 else [],
        "urls": [link] if n % 2 else [],
    }


def _post(number: str, text: str, lists: dict[str, Any], n: int) -> dict[str, Any]:
    media = {"media": [_picture(number)]} if n % 5 == 0 else {}
    return {
        "edit_info": {"initial": {"editTweetIds": [number], "editsRemaining": "5", "isEditEligible": True}},
        "retweeted": False,
        "source": '<a href="https://client.example.org" rel="nofollow">Client</a>',
        "entities": lists | media,
        "display_text_range": ["0", str(len(text))],
        "favorite_count": str(n % 37),
        "id_str": number,
        "truncated": False,
        "retweet_count": str(n % 11),
        "id": number,
        "possibly_sensitive": False,
        "created_at": strftime("%a %b %d %H:%M:%S +0000 %Y", gmtime(1_500_000_000 + n * 2500)),
        "favorited": False,
        "full_text": f"{text} https://t.co/picture" if media else text,
        "lang": "en",
    } | ({"extended_entities": media} if media else {})


def _picture(number: str) -> dict[str, Any]:
    sizes = {name: {"w": "1200", "h": "800", "resize": "fit"} for name in ("medium", "thumb", "small", "large")}
    return {
        "expanded_url": f"https://x.com/quiet_fox/status/{number}/photo/1",
        "indices": ["200", "223"],
        "url": "https://t.co/picture",
        "media_url_https": "https://pictures.example.org/media/abc.jpg",
        "id_str": number,
        "sizes": sizes,
        "type": "photo",
    }


def _reply(number: str) -> dict[str, Any]:
    other = str(int(number) - 1)
    return {
        "in_reply_to_status_id_str": other,
        "in_reply_to_status_id": other,
        "in_reply_to_user_id": "123456789",
        "in_reply_to_screen_name": "amber_heron",
    }

"""Turn the feed into the bytes of its files."""

import csv
import gzip
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from toolkit.making.corpus.campaigns import FIELDS, campaigns
from toolkit.making.corpus.people import accounts
from toolkit.making.corpus.reactions import METRICS
from toolkit.making.corpus.records import Post
from toolkit.making.corpus.spec import Spec
from toolkit.making.corpus.stream import stream_of

ACCOUNT_FIELDS = ("handle", "name", "kind", "country", "language", "followers", "since", "bio")
FLAGS = ("is_reply", "is_repost", "has_media")
TRUTHS = ("topic", "spam", "stance", "exposes")
POST_FIELDS = ("id", "created_utc", "account", "lang", "text", *FLAGS, *METRICS, *TRUTHS)


def written(spec: Spec) -> dict[str, bytes]:
    """Make the uncompressed bytes of every file by its name; posts.csv is shipped compressed."""
    return {
        "posts.csv": _table(POST_FIELDS, post_rows(stream_of(spec))),
        "accounts.csv": _table(ACCOUNT_FIELDS, _account_rows(spec)),
        "campaigns.csv": _table(FIELDS, campaigns(spec)),
    }


def compressed(content: bytes) -> bytes:
    """Compress without a name and a time, so that nothing but the content counts."""
    return gzip.compress(content, compresslevel=9, mtime=0)


def post_rows(posts: Sequence[Post]) -> Iterable[dict[str, Any]]:
    """Give each post its row; ids follow the time. What is missing is None, which a CSV writes as nothing."""
    for number, post in enumerate(posts, start=1):
        yield {
            "id": f"p{number:05d}",
            "created_utc": f"{post.created.isoformat(timespec='seconds')}Z",
            "account": post.by.person.handle,
            "lang": post.lang,
            "text": post.text,
            **{name: int(getattr(post, name)) for name in FLAGS},
            **{name: post.counts.get(name) for name in METRICS},
            "topic": post.topic,
            "spam": int(post.spam),
            "stance": post.stance,
            "exposes": post.exposes,
        }


def _account_rows(spec: Spec) -> Iterable[dict[str, Any]]:
    for one in accounts(spec):
        person = {name: getattr(one.person, name) for name in ACCOUNT_FIELDS if name not in ("followers", "since")}
        yield {**person, "followers": one.followers, "since": one.since.isoformat()}


def _table(fields: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    page = io.StringIO(newline="")
    writer = csv.DictWriter(page, fields, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return page.getvalue().encode("utf-8")

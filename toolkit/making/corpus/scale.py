"""Give the stream as columns for `toolkit.world.frames.frame`, as large as somebody wants it."""

from datetime import datetime
from typing import Any

from toolkit.making.corpus.draws import stream
from toolkit.making.corpus.files import FLAGS, TRUTHS, post_rows
from toolkit.making.corpus.reactions import METRICS
from toolkit.making.corpus.spec import Spec
from toolkit.making.corpus.stream import stream_of
from toolkit.posts import parse

Columns = dict[str, list[Any]]

_EPOCH = datetime(1970, 1, 1)
_COPIES = 250  # accounts that stand behind each account of the small feed
_TAIL = 60_000  # tags in the long tail: a few are common, most are rare
_TAIL_SHARE = 0.4


def make_posts(spec: Spec, size: int | None = None) -> Columns:
    """Make the posts as columns, oldest first; `created_utc` is in seconds since 1970.

    With a size the shipped posts come again and again, by other accounts and at other minutes, 40 % of them with one
    more tag from a long tail: good for measuring, with the planted shares, but not for reading.
    """
    base = _columns(spec)
    return base if size is None else _recycled(spec, base, size)


def _columns(spec: Spec) -> Columns:
    posts = stream_of(spec)
    rows = list(post_rows(posts))
    seen = [parse(post.text) for post in posts]
    return {
        **{name: [row[name] for row in rows] for name in ("id", "account", "lang", "text", *METRICS)},
        **{name: [bool(row[name]) for row in rows] for name in FLAGS},
        **{name: [bool(row[name]) if name == "spam" else row[name] for row in rows] for name in TRUTHS},
        "created_utc": [int((post.created - _EPOCH).total_seconds()) for post in posts],
        "tags": [tuple([tag.text for tag in one.hashtags]) for one in seen],
        "links": [tuple([link.text for link in one.links]) for one in seen],
        "mentions_count": [len(one.mentions) for one in seen],
        "platform": ["x"] * len(posts),
    }


def _recycled(spec: Spec, base: Columns, size: int) -> Columns:
    """Spread copies over the same weeks; they stay in the order of time, as each post's copies stand together."""
    rng = stream(spec.seed, "scale")
    count = len(base["id"])
    order = [number * count // size for number in range(size)]
    made = {name: [values[place] for place in order] for name, values in base.items()}
    made["id"] = [f"s{number:08d}" for number in range(size)]
    times = base["created_utc"]
    made["created_utc"] = [_between(times, number * count / size) for number in range(size)]
    made["account"] = [_copy(handle, int(rng.random() * _COPIES)) for handle in made["account"]]
    for number in range(size):
        if rng.random() < _TAIL_SHARE:
            tag = f"tail{int(_TAIL ** rng.random())}"
            made["text"][number] += f" #{tag}"
            made["tags"][number] += (tag,)
    return made


def _copy(handle: str, number: int) -> str:
    """Name one of the accounts behind an account; number 0 is the account itself."""
    return handle if number == 0 else f"{handle.removesuffix('_example')}_{number}_example"


def _between(times: list[int], place: float) -> int:
    """Read the time at a place between two posts."""
    low = int(place)
    high = min(low + 1, len(times) - 1)
    return times[low] + int((times[high] - times[low]) * (place - low))

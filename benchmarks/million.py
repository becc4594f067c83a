"""As many posts as wanted, and the tag table and the searches over them hand-written in polars, as well as we can.

`python -m benchmarks.million FILE` says, as JSON, how much memory a pickled frame takes and how much more counting
and searching take at their peak.
"""

import gc
import json
import sys
from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
import polars as pl

from toolkit.making.corpus import make_posts, read_spec
from toolkit.posts.words import _LETTERS, _RARE
from toolkit.world.feed import Feed, load
from toolkit.world.frames import frame

TOPIC, SHARES = "clinics", ("relevance", "spam", "against", "watched")
SEARCHES = {
    "a frequent word": "marenia",
    "a rare word": "slowness",
    "a phrase": '"nobody asked"',
    "OR and minus": "(clinic OR doctor) -offers",
    "from and since": "from:milvet_151_example since:2026-04-01",
    "a tag": "#LorvikHearing",
    "an Arabic word": "حقوق",
}
_BEFORE = " (?:[وف]?[بلک]?(?:ال)?|[وف]?لل)"  # what Arabic writes on to a word


def posts(size: int) -> pd.DataFrame:
    """Take posts of the course's feed again and again, in random order, no two sharing their letters in memory."""
    made = make_posts(read_spec(), size)
    order = Random(2026).sample(range(size), size)
    times = {name: made[name] for name in ("id", "created_utc")}
    shuffled = {name: [values[place] for place in order] for name, values in made.items()} | times
    shuffled["text"] = [_own(text) for text in shuffled["text"]]
    return unread(frame(shuffled))


def unread(frame: pd.DataFrame) -> pd.DataFrame:
    """Copy the tags, as if they had just been read: Python remembers how it looked a text up before."""
    return frame.assign(tags=pd.Series([tuple([_own(tag) for tag in tags]) for tags in frame["tags"]], dtype=object))


def _own(text: str) -> str:
    return f"{text} "[:-1]


class ByHand:
    """The same counting and searching in polars, each as the fastest of several ways that give the same numbers."""

    def __init__(self, posts: pd.DataFrame, accounts: pd.DataFrame) -> None:
        kinds = {"account": pl.Categorical, "lang": pl.Categorical, "tags": pl.List(pl.String)}
        columns = {name: posts[name].tolist() for name in ("account", "lang", "tags", "text", "topic", "stance")}
        made = {name: pl.Series(values, dtype=kinds.get(name, pl.String)) for name, values in columns.items()}
        times = posts["created_utc"].dt.tz_localize(None).astype("datetime64[us]").to_numpy()
        self.posts = pl.DataFrame({**made, "created": times, "spam": posts["spam"].to_numpy()})
        self.most = max(map(len, columns["tags"]))
        self.state = accounts.index[accounts["kind"] == "state"].tolist()

    @cached_property
    def words(self) -> pl.DataFrame:
        """The texts, folded, with one space around each word."""
        folded = pl.lit(" ") + _folded(pl.col("text")).str.replace_all(r"[^\w]+", " ") + " "
        return self.posts.lazy().select("account", "created", text=folded).collect(engine="streaming")

    @cached_property
    def rows(self) -> pl.DataFrame:
        """One row for each tag in each post, with what is counted of it."""
        every = self.posts.lazy().with_row_index("post").explode("tags").drop_nulls("tags")
        rows = every.select(
            *("post", "created", "account", "lang", "spam"),
            tag="tags",
            relevance=pl.col("topic") == TOPIC,
            against=pl.col("stance").is_in(["mocking", "threat"]),
            watched=pl.col("account").is_in(self.state),
        )
        names = rows.select(pl.col("tag").unique()).with_columns(key=_folded(pl.col("tag")).cast(pl.Categorical))
        return rows.join(names, on="tag", maintain_order="left").collect(engine="streaming")

    def table(self) -> pl.DataFrame:
        """Count what `Feed.tag_table` counts, with how often the named spelling and the other tags were used."""
        rows = self.rows.lazy()
        counted = rows.group_by("key").agg(
            posts=pl.len(),
            first=pl.col("created").min(),
            last=pl.col("created").max(),
            accounts=pl.col("account").n_unique(),
            languages=pl.col("lang").n_unique(),
            **{name: pl.col(name).mean() for name in SHARES},
        )
        spelled = rows.group_by("key", "tag").agg(used=pl.len()).sort("used", descending=True)
        named = spelled.group_by("key", maintain_order=True).first()
        fullest = self.pairs().sort("n", descending=True).group_by("key", maintain_order=True)
        table = counted.join(named, on="key").join(fullest.agg(pl.col("other", "n").head(3)), on="key", how="left")
        return table.sort("posts", "tag", descending=[True, False]).collect(engine="streaming")

    def pairs(self) -> pl.LazyFrame:
        """Count how often two tags stand in one post; rows beside each other do it faster than a join with itself."""
        rows = self.rows.lazy()
        near = (
            rows.select("key", other=pl.col("key").shift(-n), same=pl.col("post") == pl.col("post").shift(-n))
            for n in range(1, self.most)
        )
        once = pl.concat([one.filter("same") for one in near]).group_by("key", "other").agg(n=pl.len())
        both = pl.concat([once, once.select(key="other", other="key", n="n")])
        return both.group_by("key", "other").agg(pl.col("n").sum())

    @cached_property
    def searches(self) -> Mapping[str, pl.Expr]:
        """The searches; the tag has its own way."""
        text, day = pl.col("text").str, datetime(2026, 4, 1)
        said = {word: text.contains(f" {word}", literal=True) for word in ("clinic", "doctor", "offers")}
        return {
            "a frequent word": text.contains(" marenia", literal=True),
            "a rare word": text.contains(" slowness", literal=True),
            "a phrase": text.contains(" nobody asked", literal=True),
            "OR and minus": (said["clinic"] | said["doctor"]) & ~said["offers"],
            "from and since": (pl.col("account") == "milvet_151_example") & (pl.col("created") >= day),
            "an Arabic word": text.contains(f"{_BEFORE}حقوق"),
        }

    def search(self, name: str) -> pl.Series:
        """Tell of each post whether a search finds it."""
        if name != "a tag":
            return self.words.lazy().select(self.searches[name]).collect(engine="streaming").to_series()
        under = self.rows.lazy().filter(pl.col("key") == "lorvikhearing").select("post").unique().collect()
        return pl.repeat(False, len(self.posts), eager=True).scatter(under["post"], True)


def _folded(column: pl.Expr) -> pl.Expr:
    same = {**dict(_LETTERS), **_RARE}
    return column.str.normalize("NFKC").str.to_lowercase().str.replace_many(same)


def memory(path: Path) -> dict[str, float]:
    """Measure in bytes: the frame as pandas says, the process with the frame in it, and its peak. Linux only."""
    load()
    gc.collect()
    before = _resident("VmRSS")
    posts = pd.read_pickle(path)
    gc.collect()
    held = _resident("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")  # the peak from here on
    feed = Feed(posts, load().accounts)
    feed.tag_table(feed.about(TOPIC))
    for said in SEARCHES.values():
        feed.search(said)
    said = {"frame": int(posts.memory_usage(deep=True).sum()), "held": held - before}
    return said | {"peak": _resident("VmHWM") - before}


def _resident(name: str) -> int:
    lines: Any = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(lines[name].split()[0]) * 1024


if __name__ == "__main__":
    sys.stdout.write(json.dumps(memory(Path(sys.argv[1]))))

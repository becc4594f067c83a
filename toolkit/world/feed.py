"""A stream of posts: search it, count its tags, see when they were used and with which others."""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import as_file, files
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from toolkit.posts import parse
from toolkit.posts.words import plain
from toolkit.world.frames import METRICS, frame
from toolkit.world.queries import Either, Every, Not, Part, Query, Term, parse_query
from toolkit.world.tag_rows import TagRows
from toolkit.world.word_stream import WordStream

Flags = NDArray[np.bool_]
COTAGS = 3  # named beside each tag
_COUNTS = dict.fromkeys(METRICS, "Int64")
_FOLDER = files(__package__).joinpath("data/feeds")


@dataclass(frozen=True)
class Found:
    """What a search found: which posts, and how we read the search."""

    posts: Flags
    query: Query

    def __len__(self) -> int:
        return int(self.posts.sum())


@dataclass(frozen=True, eq=False)
class Feed:
    """A frame of posts in the order of their time (see `frames.COLUMNS`), and the accounts if they are known.

    A frame with the columns `topic`, `spam` and `stance` knows what each post is about; of other posts nobody
    can say how much is spam, and a tag's relevance is measured against a search.
    """

    posts: pd.DataFrame
    accounts: pd.DataFrame = field(default_factory=lambda: pd.DataFrame({"kind": []}))

    def search(self, text: str) -> Found:
        """Find posts. Never raises; what could not be read in the search is told in `Found.query.notes`."""
        query = parse_query(text)
        return Found(self._find(query.part), query)

    def about(self, topic: str) -> Flags:
        """Tell of each post whether it is about a topic, as the feed's makers know it."""
        return np.asarray(self.column("topic") == topic, bool)

    def tag_table(self, topic: Flags | None = None, within: Flags | None = None) -> pd.DataFrame:
        """Count all tags of the posts, or of those `within`: a row for each, indexed by the folded tag, fullest first.

        Columns: tag (its most used spelling), posts, first and last (time), accounts, languages, with_tags (a tuple
        of the most frequent others), and shares between 0 and 1: relevance (of posts on the topic), spam, against
        (mocking or threatening), watched (by state accounts). Shares that nobody can know are missing.
        """
        rows = self.tags if within is None else self.tags.within(within)
        times = self.posts["created_utc"].array
        first, last = rows.within(np.asarray(self.posts["created_utc"].notna())).ends()
        table = pd.DataFrame(
            {
                "tag": rows.names,
                "posts": rows.volume,
                "first": times.take(first, allow_fill=True),
                "last": times.take(last, allow_fill=True),
                "accounts": rows.kinds(self._codes("account")),
                "languages": rows.kinds(self._codes("lang")),
                "relevance": rows.share(np.full(len(times), np.nan) if topic is None else topic),
                **{name: rows.share(known) for name, known in self.known.items()},
                "with_tags": self._with_tags(rows),
            },
            index=rows.keys,
        )
        return table[rows.volume > 0].sort_values(["posts", "tag"], ascending=[False, True], kind="stable")

    def trend(self, tags: list[str], every: str = "D") -> pd.DataFrame:
        """Count the posts under each tag: a row for each day (or other pandas frequency), a column for each tag."""
        whole, places = self._periods(every)
        counted = {tag: np.bincount(places[self.under(tag) & (places >= 0)], minlength=len(whole)) for tag in tags}
        return pd.DataFrame(counted, columns=tags, index=whole.start_time)

    def overlap(self, tags: list[str]) -> pd.DataFrame:
        """Give the share of each tag's posts (row) that carry another one (column) as well."""
        under = {tag: self.under(tag) for tag in tags}
        shares = [[_share(under[one] & under[other], under[one]) for other in tags] for one in tags]
        return pd.DataFrame(shares, index=tags, columns=tags)

    def beside(self, tag: str) -> pd.Series:
        """Give the share of a tag's posts that carry each other tag, the most frequent first."""
        rows = self.tags.within(self.under(tag))
        shares = pd.Series(rows.volume / max(1, int(rows.volume.max(initial=0))), rows.names)
        return shares[(rows.volume > 0) & (rows.keys != key_of(tag))].sort_values(ascending=False, kind="stable")

    def under(self, tag: str) -> Flags:
        """Tell of each post whether it stands under a tag, in any spelling."""
        found = np.zeros(len(self.posts), bool)
        place = self.tags.place.get(key_of(tag))
        if place is not None:
            found[self.tags.posts[self.tags.tags == place]] = True
        return found

    def spellings(self, tag: str) -> pd.Series:
        """Count how often each spelling of a tag occurs, most used first."""
        place = self.tags.place.get(key_of(tag), -1)
        used = self.tags.spellings
        return used[used.index.get_level_values(0) == place].droplevel(0)

    @cached_property
    def tags(self) -> TagRows:
        """The tags of all posts, laid out for counting."""
        return TagRows.of(self.posts["tags"].to_numpy())

    @cached_property
    def accounts_of_tags(self) -> NDArray[Any]:
        """How many accounts use each tag, in the order of `tags.names`."""
        return self.tags.kinds(self._codes("account"))

    @cached_property
    def _words(self) -> WordStream:
        return WordStream.of(self.posts["text"].tolist())

    def _periods(self, every: str) -> tuple[pd.PeriodIndex, NDArray[Any]]:
        """Lay out all days or weeks of the feed, and say for each post in which one it stands (-1: nobody knows)."""
        if every not in self._laid_out:
            times = self.posts["created_utc"].dt.tz_localize(None).dt.to_period(every)
            known = times.dropna()
            ends = (known.min(), known.max()) if len(known) else None
            whole = pd.period_range(*ends, freq=every) if ends else pd.PeriodIndex([], freq=every)
            self._laid_out[every] = (whole, whole.get_indexer(pd.PeriodIndex(times)))
        return self._laid_out[every]

    @cached_property
    def _laid_out(self) -> dict[str, tuple[pd.PeriodIndex, NDArray[Any]]]:
        return {}

    @cached_property
    def known(self) -> dict[str, NDArray[Any]]:
        """What is known of each post beyond its words: spam, against somebody, from the state; NaN if nobody knows."""
        stance = self.column("stance")
        watching = self.accounts.index[self.accounts["kind"] == "state"]
        known = {"spam": "spam" in self.posts, "against": "stance" in self.posts, "watched": len(self.accounts) > 0}
        made = {
            "spam": self.column("spam").astype(bool),
            "against": np.isin(stance, ["mocking", "threat"]),
            "watched": self.posts["account"].isin(watching).to_numpy(),
        }
        return {name: made[name] if known[name] else np.full(len(self.posts), np.nan) for name in made}

    def _with_tags(self, rows: TagRows) -> pd.Series:
        pairs = rows.together().groupby("tag").head(COTAGS)
        beside: defaultdict[int, list[str]] = defaultdict(list)
        for tag, other in zip(pairs["tag"].tolist(), pairs["other"].tolist(), strict=True):
            beside[tag].append(rows.names[other])
        return pd.Series([tuple(beside[tag]) for tag in range(len(rows.keys))], rows.keys, dtype=object)

    def _codes(self, name: str) -> NDArray[Any]:
        return np.asarray(self.posts[name].astype("category").cat.codes, np.int64)

    def column(self, name: str) -> NDArray[Any]:
        """Get a column, or one without values if the feed has none of this name."""
        return np.asarray(self.posts[name]) if name in self.posts else np.zeros(len(self.posts), object)

    def _find(self, part: Part) -> Flags:
        if isinstance(part, Not):
            return ~self._find(part.part)
        if isinstance(part, Every | Either):
            found = np.full(len(self.posts), isinstance(part, Every))
            for one in part.parts:
                (np.logical_and if isinstance(part, Every) else np.logical_or)(found, self._find(one), out=found)
            return found
        return self._finders[part.kind](part)

    @cached_property
    def _finders(self) -> dict[str, Callable[[Term], Flags]]:
        times = self.posts["created_utc"].dt.tz_localize(None).to_numpy()
        return {
            "words": lambda term: self._words.find(term.sought),
            "mention": self._mentioned,
            "tag": lambda term: self.under(term.said),
            "from": lambda term: self._is("account", term.sought[0]),
            "lang": lambda term: self._is("lang", term.sought[0]),
            "since": lambda term: np.asarray(times >= np.datetime64(term.day)),
            "until": lambda term: np.asarray(times < np.datetime64(term.day) + np.timedelta64(1, "D")),
        }

    def _mentioned(self, term: Term) -> Flags:
        found = self._words.find(term.sought)
        name = re.compile(rf"(?<!\w)@{re.escape(term.sought[0])}(?!\w)")
        for place in np.flatnonzero(found):
            found[place] = name.search(plain(self.posts["text"].iat[place])) is not None
        return found

    def _is(self, name: str, folded: str) -> Flags:
        codes, places = self._named[name]
        return np.isin(codes, places.get(folded, ()))

    @cached_property
    def _named(self) -> dict[str, tuple[NDArray[Any], dict[str, list[int]]]]:
        """For accounts and languages: where each post's value stands among all, and these places by folded name."""
        made = {}
        for name in ("account", "lang"):
            column = self.posts[name].astype("category").cat
            places: defaultdict[str, list[int]] = defaultdict(list)
            for place, value in enumerate(column.categories):
                places[plain(str(value))].append(place)
            made[name] = (np.asarray(column.codes), dict(places))
        return made


def key_of(tag: str) -> str:
    """Fold a tag as it was typed, with # or without."""
    return plain(tag.strip().lstrip("#＃"))


def _share(some: Flags, of: Flags) -> float:
    return float(some.sum() / of.sum()) if of.any() else float("nan")


@cache
def load(name: str = "neighbours") -> Feed:
    """Read one of the course's own feeds: invented posts of invented people, with the truth about each."""
    folder = _FOLDER.joinpath(name)
    with as_file(folder.joinpath("posts.csv.gz")) as path:
        empty = {name: [""] for name in METRICS}
        raw = pd.read_csv(path, dtype={"id": str, **_COUNTS}, keep_default_na=False, na_values=empty)
    with as_file(folder.joinpath("accounts.csv")) as path:
        accounts = pd.read_csv(path, keep_default_na=False).set_index("handle")
    columns: dict[str, Any] = {name: raw[name].tolist() for name in raw}
    seen = [parse(text) for text in columns["text"]]
    columns["tags"] = [tuple(span.text for span in post.hashtags) for post in seen]
    columns["links"] = [tuple(span.text for span in post.links) for post in seen]
    columns["mentions_count"] = [len(post.mentions) for post in seen]
    columns["created_utc"] = (
        pd.to_datetime(raw["created_utc"], utc=True).astype("datetime64[s, UTC]").astype("int64").tolist()
    )
    return Feed(frame({"platform": ["x"] * len(raw), **columns}), accounts)

"""The tags of many posts as rows of numbers, and what is counted of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np
import pandas as pd

from toolkit.posts.words import plain


@dataclass(frozen=True)
class TagRows:
    """One row for each tag in each post: `tags` are places in `names`, `posts` places in the frame.

    Spellings that differ in capitals only are one tag, named by its most used spelling.
    """

    names: np.ndarray
    keys: np.ndarray  # the same tags, folded
    tags: np.ndarray
    posts: np.ndarray
    spellings: pd.Series  # how often each spelling occurs, by (place of the tag, spelling)

    @classmethod
    def of(cls, column: Sequence[tuple[str, ...]]) -> "TagRows":
        """Lay out a column of tag tuples; a tag that stands twice in a post counts once."""
        lengths = np.fromiter(map(len, column), np.int32, len(column))
        flat = np.empty(int(lengths.sum()), object)
        flat[:] = list(chain.from_iterable(column))
        written, spelled = pd.factorize(flat)
        folded, keys = pd.factorize(np.array([plain(tag) for tag in spelled], object))
        posts = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
        used = pd.Series(np.bincount(written, minlength=len(spelled)), index=[folded, spelled], dtype=int)
        used = used.sort_values(ascending=False, kind="stable")
        names = np.empty(len(keys), object)
        for (tag, spelling), _ in reversed(list(used.items())):
            names[tag] = spelling
        tags = folded[written].astype(np.int64) if len(spelled) else written.astype(np.int64)
        once = distinct(posts.astype(np.int64) * max(len(keys), 1) + tags)
        return cls(names, keys, once % max(len(keys), 1), once // max(len(keys), 1), used)

    @cached_property
    def volume(self) -> np.ndarray:
        """How many posts carry each tag."""
        return np.bincount(self.tags, minlength=len(self.names))

    @cached_property
    def place(self) -> dict[str, int]:
        """Where each folded tag stands."""
        return {key: n for n, key in enumerate(self.keys)}

    def within(self, chosen: np.ndarray) -> "TagRows":
        """Keep the rows of some posts only."""
        kept = chosen[self.posts]
        return TagRows(self.names, self.keys, self.tags[kept], self.posts[kept], self.spellings)

    def share(self, is_so: np.ndarray) -> np.ndarray:
        """Give for each tag the share of its posts of which something is so."""
        counted = np.bincount(self.tags, weights=is_so[self.posts], minlength=len(self.names))
        with np.errstate(invalid="ignore"):
            return np.asarray(counted / self.volume)

    def kinds(self, codes: np.ndarray) -> np.ndarray:
        """Count for each tag how many different values its posts have (accounts, languages)."""
        many = int(codes.max(initial=0)) + 1
        pairs = distinct(self.tags * many + codes[self.posts])
        return np.bincount(pairs // many, minlength=len(self.names))

    def ends(self) -> tuple[np.ndarray, np.ndarray]:
        """Give for each tag its first and its last post; posts stand in the order of their time."""
        first, last = np.full(len(self.names), -1), np.full(len(self.names), -1)
        last[self.tags] = self.posts
        first[self.tags[::-1]] = self.posts[::-1]
        return first, last

    def together(self) -> pd.DataFrame:
        """Count how often two tags stand in one post: columns tag, other, posts; most frequent first."""
        some, others = [], []
        for step in range(1, int(np.bincount(self.posts).max(initial=0))):
            near = np.flatnonzero(self.posts[:-step] == self.posts[step:])
            some += [self.tags[near], self.tags[near + step]]
            others += [self.tags[near + step], self.tags[near]]
        if not some:
            return pd.DataFrame({"tag": [], "other": [], "posts": []}, dtype=np.int64)
        pairs = np.concatenate(some) * len(self.names) + np.concatenate(others)
        pairs, posts = counted(pairs)
        made = pd.DataFrame({"tag": pairs // len(self.names), "other": pairs % len(self.names), "posts": posts})
        return made.sort_values("posts", ascending=False, kind="stable", ignore_index=True)


def counted(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Sort values and count each; sorting in place is several times faster than a table of hashes here."""
    ordered = np.sort(values)
    starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]])) if len(ordered) else ordered
    return ordered[starts], np.diff(np.append(starts, len(ordered)))


def distinct(values: np.ndarray) -> np.ndarray:
    """Sort values and keep each once."""
    return counted(values)[0]

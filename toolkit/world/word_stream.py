"""All words of many texts as one row of numbers, so that a million posts are searched while somebody types."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count, product

import numpy as np
from numpy.typing import NDArray

from toolkit.world.queries import BETWEEN, words_of_all

Numbers = NDArray[np.int32]
Flags = NDArray[np.bool_]

_AT_A_TIME = 20_000  # texts: the words of all of them at once would take more memory than the texts
_ARABIC = "\u0600", "\u06ff"
# What Arabic writes on to a word: and, then; in, for, like; the (see words.py).
_WRITTEN_ON = (
    *("".join(parts) for parts in product(("", "و", "ف"), ("", "ب", "ل", "ک"), ("", "ال"))),
    *("لل", "ولل", "فلل"),
)


@dataclass(frozen=True)
class WordStream:
    """The words of texts in their order: places in a sorted vocabulary, and whose they are."""

    vocabulary: Sequence[str]
    words: Numbers
    rows: Numbers
    texts: int

    @classmethod
    def of(cls, texts: Sequence[str]) -> "WordStream":
        """Cut texts into words, once. Texts come in no order; the words of each stay together, in theirs."""
        seen: defaultdict[str, int] = defaultdict(count().__next__)
        between = seen[BETWEEN]
        words, rows = [np.empty(0, np.int32)], [np.empty(0, np.int32)]
        for places, some in _some_at_a_time(texts):
            cut = words_of_all(some)
            numbers = np.fromiter(map(seen.__getitem__, cut), np.int32, len(cut))
            ends = numbers == between
            words.append(numbers[~ends])
            rows.append(places[np.cumsum(ends)[~ends]])
        vocabulary = sorted(seen)
        order: Numbers = np.empty(len(vocabulary), np.int32)
        order[[seen[word] for word in vocabulary]] = np.arange(len(vocabulary), dtype=np.int32)
        return cls(vocabulary, order[np.concatenate(words)], np.concatenate(rows), len(texts))

    def find(self, sought: Sequence[str]) -> Flags:
        """Tell for every text whether the words stand in it side by side; the last one may go on.

        A word may carry what Arabic writes on to it.
        """
        found: Flags = np.zeros(self.texts, bool)
        last = len(self.words) - len(sought) + 1
        if not sought or last < 1:
            return found
        at = self._is(sought[0], self.words[:last], whole=len(sought) > 1)
        for n, word in enumerate(sought[1:], 1):
            at &= self._is(word, self.words[n : n + last], whole=n < len(sought) - 1)
            at &= self.rows[n : n + last] == self.rows[:last]
        found[self.rows[:last][at]] = True
        return found

    def _is(self, word: str, words: Numbers, whole: bool) -> Flags:
        """Tell where a word stands in a part of the stream."""
        ranges = [r for r in (self._range(prefix + word, whole) for prefix in _written_on(word)) if r[0] < r[1]]
        if len(ranges) == 1:  # one piece of the vocabulary: two comparisons, nothing to look up
            ((low, high),) = ranges
            return (words >= low) & (words < high)
        wanted: Flags = np.zeros(len(self.vocabulary), bool)
        for low, high in ranges:
            wanted[low:high] = True
        return wanted[words]

    def _range(self, start: str, whole: bool) -> tuple[int, int]:
        """Say from where to where in the vocabulary a word stands, or all words that begin with it."""
        end = start if whole else start + "\U0010ffff"
        return bisect_left(self.vocabulary, start), bisect_right(self.vocabulary, end)


def _some_at_a_time(texts: Sequence[str]) -> Iterator[tuple[Numbers, Sequence[str]]]:
    """Give texts, and where they stand: English by itself, since it is folded three times as fast."""
    for start in range(0, len(texts), _AT_A_TIME):
        some = texts[start : start + _AT_A_TIME]
        plain = np.fromiter(map(str.isascii, some), bool, len(some))
        for chosen in (plain, ~plain):
            places = np.flatnonzero(chosen).astype(np.int32)
            if len(places):
                yield places + np.int32(start), [some[place] for place in places.tolist()]


@cache
def _written_on(word: str) -> tuple[str, ...]:
    first, last = _ARABIC
    return _WRITTEN_ON if first <= word[:1] <= last else ("",)

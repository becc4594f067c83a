"""All words of many texts as one row of numbers, so that a million posts are searched while somebody types."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, count, product

import numpy as np
from numpy.typing import NDArray

from toolkit.world.queries import words_of

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
        """Cut texts into words, once."""
        seen: defaultdict[str, int] = defaultdict(count().__next__)
        words, lengths = [np.empty(0, np.int32)], [np.empty(0, np.int32)]
        for start in range(0, len(texts), _AT_A_TIME):
            cut = [words_of(text) for text in texts[start : start + _AT_A_TIME]]
            lengths.append(np.fromiter(map(len, cut), np.int32, len(cut)))
            words.append(np.fromiter(map(seen.__getitem__, chain.from_iterable(cut)), np.int32, lengths[-1].sum()))
        vocabulary = sorted(seen)
        places: Numbers = np.empty(len(vocabulary), np.int32)
        places[[seen[word] for word in vocabulary]] = np.arange(len(vocabulary), dtype=np.int32)
        rows = np.repeat(np.arange(len(texts), dtype=np.int32), np.concatenate(lengths))
        return cls(vocabulary, places[np.concatenate(words)], rows, len(texts))

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


@cache
def _written_on(word: str) -> tuple[str, ...]:
    first, last = _ARABIC
    return _WRITTEN_ON if first <= word[:1] <= last else ("",)

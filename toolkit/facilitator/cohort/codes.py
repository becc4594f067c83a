"""Code names: two words that can be said and spelled in English, Arabic and Russian, and are nobody's name."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from random import Random

from toolkit.posts import tables

# A third part is a number: whoever needs more names than there are pairs of words may add one.
_SHAPE = re.compile(r"([a-z]+)-([a-z]+)(-[0-9]{1,6})?")
_SUCH_AS = "A code name is two of our words with a hyphen, such as amber-heron."


@dataclass(frozen=True)
class Spoken:
    """A code name as it is typed, and as somebody reads it aloud who knows only the Arabic or the Cyrillic script."""

    latin: str
    arabic: str
    cyrillic: str


@cache
def _words() -> Mapping[str, Mapping[str, tuple[str, str]]]:
    """Read the words of each list, with their Arabic and Cyrillic transcription."""
    table = tables.of(__package__, "data/code-names.toml")
    return {
        name: {word: (arabic, cyrillic) for word, (arabic, cyrillic) in rows.items()} for name, rows in table.items()
    }


def code_names(count: int, seed: int = 0) -> tuple[str, ...]:
    """Draw distinct code names; no two share a word as long as there are words left.

    The same seed gives the same names, and a larger count begins with those of a smaller one. Raises ValueError for
    a count below one, LookupError for more than there are.

    >>> code_names(2, seed=3) == code_names(3, seed=3)[:2]
    True
    """
    return more_code_names((), count, seed)


def more_code_names(existing: Iterable[str], count: int, seed: int = 0) -> tuple[str, ...]:
    """Draw further code names for a cohort that grows: those given already stay, their words come last.

    Raises ValueError for a count below one, LookupError for more than are left.
    """
    taken = set(existing)
    pairs = [pair for pair in _in_order(seed) if "-".join(pair) not in taken]
    if count < 1:
        raise ValueError("Say how many people there are: one or more.")
    if count > len(pairs):
        left = f"{len(pairs):,} code names are left" if taken else f"There are {len(pairs):,} code names"
        raise LookupError(
            f"{left}, and you asked for {count:,}. Please make two courses of it, each in its own folder."
        )
    return tuple(_spread(pairs, Counter(word for code in taken for word in code.split("-")), count))


def _in_order(seed: int) -> list[tuple[str, str]]:
    """Give every pair of words once, in rounds: within a round every word comes at most once."""
    first, second = list(_words()["first"]), list(_words()["second"])
    drawn = Random(seed)
    drawn.shuffle(first)
    drawn.shuffle(second)
    long, short = max(len(first), len(second)), min(len(first), len(second))
    rounds = [(turn, place) for turn in range(long) for place in range(short)]
    if len(first) < len(second):
        return [(first[place], second[(place + turn) % long]) for turn, place in rounds]
    return [(first[(place + turn) % long], second[place]) for turn, place in rounds]


def _spread(pairs: list[tuple[str, str]], used: Counter[str], count: int) -> list[str]:
    """Take pairs whose words came least often: first only new words, then those used once, and so on."""
    made: list[str] = []
    often = 0
    while len(made) < count:
        often, left = often + 1, []
        for pair in pairs:
            if len(made) < count and max(used[pair[0]], used[pair[1]]) < often:
                made.append("-".join(pair))
                used.update(pair)
            else:
                left.append(pair)
        pairs = left
    return made


def spoken(code: str) -> Spoken:
    """Write a code name in three scripts. Raises LookupError if it is not made of our words."""
    first, second, number = _parts(code) or ("", "", "")
    if not first:
        raise LookupError(f"We cannot write this code name in other scripts. {_SUCH_AS}")
    (arabic, cyrillic), (arabic_2, cyrillic_2) = _said(first), _said(second)
    return Spoken(code, f"{arabic}-{arabic_2}{number}", f"{cyrillic}-{cyrillic_2}{number}")


def _said(word: str) -> tuple[str, str]:
    return next(rows[word] for rows in _words().values() if word in rows)


def _parts(code: str) -> tuple[str, str, str] | None:
    shaped, words = _SHAPE.fullmatch(code), _words()
    if not shaped:
        return None
    first, second, number = shaped.groups()
    if first in {**words["first"], **words["examples"]} and second in {**words["second"], **words["examples"]}:
        return first, second, number or ""
    return None


def fault(code: str) -> str:
    """Say why something must not stand in place of a code name; "" if it may.

    What may be somebody's name or address is not repeated: the sentence may end up in a report.

    >>> fault("amber-koala")
    ''
    >>> fault("anna@example.org").split(".")[0]
    'This looks like an e-mail address'
    """
    if _parts(code):
        return ""
    looks = "an e-mail address" if "@" in code else "a name, because its words are not ours"
    return f"This looks like {looks}. {_SUCH_AS} Please keep names and addresses out of the course."

"""Compare words the way a reader does: whatever the script, the digits or the typing habits."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

_DIGITS = {base + n: str(n) for base in (0x660, 0x6F0, 0x966) for n in range(10)}
_DROPPED = dict.fromkeys([0x640, *range(0x64B, 0x660), 0x670, *range(0x200B, 0x2010), *range(0x202A, 0x202F)])
# Urdu and Persian keyboards write their own kaf, ye and heh; readers see the same letter.
_SAME = {
    0x643: "ک",
    0x64A: "ی",
    0x649: "ی",
    0x6C1: "ه",
    0x6C3: "ه",
    0x6D5: "ه",
    0x2019: "'",
    0x2018: "'",
    0x623: "ا",
    0x625: "ا",
    0x622: "ا",
    0x671: "ا",
}
_LETTERS = tuple((chr(code), same) for code, same in _SAME.items())
_RARE = {chr(code): sign or "" for code, sign in {**_DIGITS, **_DROPPED}.items()}
_IS_RARE = re.compile(f"[{''.join(_RARE)}]")
# ASCII digits, with the separators that people put into large numbers (61,000 or 61 000 or ٦١٬٠٠٠).
_NUMBER = re.compile(r"\d+(?:[.,:\u066B\u066C\u00a0\u202f]\d+|(?<=\d) \d{3}(?!\d))*")
_GROUPS = re.compile(r"[,\u066C\u00a0\u202f ](?=\d{3}(?!\d))")


def plain(text: str) -> str:
    """Fold a text for comparison: NFKC, lower case, plain digits, no vowel marks or invisible signs.

    >>> plain("ﭘﺎﮐﺴﺘﺎﻥ ۱۴") == plain("پاکستان 14")
    True
    """
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKC", text).casefold()
    # One letter after the other in the whole text is twice as fast as a table for each letter of it.
    for letter, same in _LETTERS:
        folded = folded.replace(letter, same)
    return _IS_RARE.sub(lambda match: _RARE[match.group()], folded)


def numbers(folded: str) -> list[str]:
    """List the numbers of a folded text, without thousands separators.

    >>> numbers("34 clinics, 61,000 people, at 10:00")
    ['34', '61000', '10:00']
    """
    return [_GROUPS.sub("", found) for found in _NUMBER.findall(folded)]


# The start of a word, after what Arabic writes on to it: and, then, in, for, like, the, and their pairs.
_START = r"(?:(?<![^\W\d_])|(?<=\b[وفبلک])|(?<=\bال)|(?<=\bلل)|(?<=\b[وفبلک]ال)|(?<=\b[وف]لل)|(?<=\b[وف][بلک]))"


_EDGES = {False: re.compile(_START), True: re.compile(r"(?<![\d.,])")}
_DIGITS_GO_ON = re.compile(r"\d|[.,:]\d")


@cache
def phrase(entry: str) -> tuple[str, ...]:
    """Fold an accepted phrase into its pieces; pieces joined by " + " must all occur, in any order."""
    return tuple(plain(piece.strip()) for piece in entry.split(" + "))


def _stands(folded: str, piece: str) -> bool:
    """Tell whether a piece stands in a text from the start of a word.

    An attached Arabic و, ف, ب, ل, ک or ال is allowed before it, and it may go on, so that a stem catches
    its inflections; a number stands whole. Looking for the letters first is what makes this fast.
    """
    start, end = _EDGES[piece[:1].isdigit()], _DIGITS_GO_ON if piece[-1:].isdigit() else None
    at = folded.find(piece)
    while at >= 0:
        begins = piece.startswith("n'") or start.match(folded, at)
        if begins and not (end and end.match(folded, at + len(piece))):
            return True
        at = folded.find(piece, at + 1)
    return False


def says(folded: str, entries: Iterable[str]) -> bool:
    """Tell whether a folded text contains any of the accepted phrases.

    >>> says(plain("They closed 34 of 212 clinics"), ["34 + clinic"])
    True
    >>> says(plain("They closed 340 clinics"), ["34 + clinic"])
    False
    """
    for pieces in _phrases(tuple(entries)):
        for piece in pieces:
            if not _stands(folded, piece):
                break
        else:
            return True
    return False


@cache
def _phrases(entries: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(phrase(entry) for entry in entries)


def printable(text: str) -> str:
    """Make a text safe to print and to store: no half characters, nothing that steers a terminal.

    >>> printable("a\\x1b[2Jb\\ud800")
    'a�[2Jb�'
    """
    return _UNPRINTABLE.sub("�", text)


_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def names_in(folded: str, name: str) -> bool:
    """Tell whether a name stands in a folded text as a word of its own, with Arabic's prefixes or without."""
    (known,) = phrase(name)
    return known in folded and _whole(known).search(folded) is not None


@cache
def _whole(word: str) -> re.Pattern[str]:
    return re.compile(_START + re.escape(word) + r"(?![^\W\d_])")


_INSIDE = re.compile(r"(?<=[^\W\d_A-ZА-ЯЁ])(?=[A-ZА-ЯЁ])|[_\u200b]+")


def apart(text: str) -> str:
    """Put spaces where the words of a tag or handle meet.

    >>> apart("#SanaMerik @sana_merik")
    '#Sana Merik @sana merik'
    """
    return _INSIDE.sub(" ", text)


def where(text: str, names: Iterable[str]) -> list[tuple[int, int]]:
    """Find names in a text as it was typed and return their places, in code points."""
    found = []
    for name in names:
        found += [match.span() for match in _spelled(name).finditer(text)]
    return sorted(found)


@lru_cache(maxsize=512)
def _spelled(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)

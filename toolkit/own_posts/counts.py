"""Read numbers as networks and spreadsheets write them, in any digits; what is unclear is missing, never 0."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_GROUPED = re.compile(r"[0-9]{1,3}(?:([.,'’٬،_ ])[0-9]{3})(?:\1[0-9]{3})*|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}")
_WHOLE = re.compile(r"([0-9]+)(?:[.,٫]0+)?")
_SHORT = re.compile(r"([0-9]{1,3})(?:[.,٫]([0-9]))?\s?([KkMm])")
_SIZES = {"k": 1000, "m": 1_000_000}
_SIGNS = {"−": "-", "‐": "-", "–": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " "}
_LONGEST = 15  # digits; more is an id that slipped into a column of numbers

_FLOAT = re.compile(r"[0-9](?:[.,][0-9]+)?[eE]\+?[0-9]{2}|[0-9]{12,}[.,]0+")
_EXACT = 15  # digits that a spreadsheet keeps of a number; behind them it writes zeros


@dataclass(frozen=True)
class Counts:
    """The numbers of a column (None: missing), and how many stand there that we could not read for sure."""

    values: tuple[int | None, ...]
    unclear: int = 0


def column(texts: Sequence[str]) -> Counts:
    """Read a column of numbers.

    >>> column(["1,234", "1.234", "1 234", "١٬٢٣٤", "1.2K", "", "12.5"])
    Counts(values=(1234, 1234, 1234, 1234, 1200, None, None), unclear=1)
    """
    read = {text: count(text) for text in set(texts)}
    unclear = {text for text, number in read.items() if number is None and any(map(str.isdigit, text))}
    return Counts(tuple([read[text] for text in texts]), sum(text in unclear for text in texts))


def count(text: str) -> int | None:
    """Read one whole number; None for what is none, or may be two different ones.

    >>> count("12"), count("1.234K"), count("--")
    (12, None, None)
    """
    text = text.strip()
    if not (text.isascii() and text.isdecimal()):
        text = _plain(text)
    sign, text = (-1, text[1:]) if text.startswith("-") else (1, text)
    if _GROUPED.fullmatch(text):
        digits = re.sub(r"\D", "", text)
    elif found := _WHOLE.fullmatch(text):
        digits = found[1]
    elif found := _SHORT.fullmatch(text):
        digits = str((int(found[1]) * 10 + int(found[2] or 0)) * _SIZES[found[3].lower()] // 10)
    else:
        return None
    return sign * int(digits) if len(digits) <= _LONGEST else None


def _plain(text: str) -> str:
    kept = (_SIGNS.get(char, char) for char in text if unicodedata.category(char) != "Cf")
    return "".join(str(unicodedata.decimal(char, char)) for char in kept).strip()


def ids(texts: Sequence[str]) -> tuple[list[str], list[bool]]:
    """Give an id for every row, and tell which ids a spreadsheet has damaged or nobody has given.

    A spreadsheet takes ids for numbers: it writes 1.94535E+18, or zeros behind the fifteenth digit.

    >>> ids(["1945351234567890123", "1.94535E+18", "", "17"])
    (['1945351234567890123', 'row-2', 'row-3', '17'], [False, True, True, False])
    """
    plain = [text.strip().strip("'’\"=").strip() for text in texts]
    long = [text for text in plain if len(text) > _EXACT and text.isdecimal()]
    rounded = [text for text in long if not text[_EXACT:].strip("0")]
    round_ones = set(rounded) if 2 * len(rounded) > len(long) else set()
    lost = [not text or text in round_ones or bool(_FLOAT.fullmatch(text)) for text in plain]
    made = [f"row-{n}" if gone else text for n, (text, gone) in enumerate(zip(plain, lost, strict=True), 1)]
    return made, lost

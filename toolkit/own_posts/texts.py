"""Turn the bytes of a text file into letters, and JSON into values, whatever program has saved it."""

import json
from itertools import pairwise
from typing import Any

from toolkit.own_posts.found import Unread

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_HIGH = range(0x80, 0x100)


def decoded(data: bytes) -> tuple[str, str]:
    """Give the text and the name of its encoding: UTF-8, UTF-16, or the likeliest of three Windows code pages.

    >>> decoded("Привет, соседи".encode("cp1251"))
    ('Привет, соседи', 'cp1251')
    """
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None) or _unmarked_utf16(data)
    if encoding:
        return data.decode(encoding, "replace").lstrip("\ufeff"), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as stop:
        if stop.end >= len(data) - 3 and stop.reason.startswith("unexpected end"):
            return data[: stop.start].decode("utf-8"), "utf-8"
    encoding = _code_page(data)
    return data.decode(encoding, "replace"), encoding


def _unmarked_utf16(data: bytes) -> str | None:
    start = data[:200]
    if start[1::2].count(0) > len(start) // 3:
        return "utf-16-le"
    return "utf-16-be" if start[0::2].count(0) > len(start) // 3 else None


def _code_page(data: bytes) -> str:
    """Choose by the letters: Western ones stand alone among ASCII, Cyrillic and Arabic ones side by side.

    Most Russian letters lie from 0xE0 on, a third of them above 0xF0, where Arabic has hardly any.
    """
    sample = data[:200_000]
    high = [byte for byte in sample if byte in _HIGH]
    beside = sum(first > 0x7F and second > 0x7F for first, second in pairwise(sample))
    if beside < len(high) / 2:
        return "cp1252"
    return "cp1251" if sum(byte >= 0xF0 for byte in high) > len(high) / 8 else "cp1256"


def json_value(data: bytes | str) -> Any:
    """Read JSON; Unread when it stops in the middle or is nested too deep."""
    text = data if isinstance(data, str) else decoded(data)[0]
    try:
        return json.loads(text.lstrip("\ufeff"))
    except RecursionError:
        raise Unread(
            "This file is nested deeper than any export of a network, so we did not read it. Please export it again."
        ) from None
    except ValueError:
        raise Unread(
            "This file stops in the middle or is damaged. Please download it again and wait until it is complete."
        ) from None


def records(value: Any) -> list[dict[str, Any]]:
    """Keep what is a record in what should be a list of records.

    >>> records([{"id": 1}, None, "?"]), records(None)
    ([{'id': 1}], [])
    """
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def words(value: Any) -> str:
    """Give a text, or an empty one for what is none.

    >>> words("so"), words(None)
    ('so', '')
    """
    return value if isinstance(value, str) else ""

"""Decode DAG-CBOR, the format of Bluesky's records: a strict and small part of CBOR. Only reading, never more."""

import struct
from typing import Any

DEEPEST = 32  # lists and maps in each other; a post needs about eight
_LONG = {24: 1, 25: 2, 26: 4, 27: 8}
_SIMPLE = {20: False, 21: True, 22: None}
_CID_TAG = 42


class Undecodable(ValueError):
    """These bytes are not DAG-CBOR."""


def decode(data: bytes) -> Any:
    """Decode one value that fills all the bytes; links to other blocks become their CID as bytes.

    >>> decode(bytes.fromhex("a16474657874626869"))
    {'text': 'hi'}
    """
    value, end = _value(data, 0, 0)
    if end != len(data):
        raise Undecodable
    return value


def first(data: bytes) -> tuple[Any, int]:
    """Decode the value at the beginning; give it and where it ends."""
    return _value(data, 0, 0)


def _value(data: bytes, at: int, depth: int) -> tuple[Any, int]:
    if at >= len(data) or depth > DEEPEST:
        raise Undecodable
    major, minor = data[at] >> 5, data[at] & 31
    if major == 7:
        return _simple(data, at + 1, minor)
    size, at = _size(data, at + 1, minor)
    if major < 2:
        return (size if major == 0 else -1 - size), at
    if major < 4:
        return _string(data, at, size, major == 3)
    if major == 6:
        return _link(data, at, size, depth)
    if size > len(data) - at:  # every item takes a byte at least
        raise Undecodable
    return _list(data, at, size, depth + 1) if major == 4 else _map(data, at, size, depth + 1)


def _size(data: bytes, at: int, minor: int) -> tuple[int, int]:
    if minor < 24:
        return minor, at
    length = _LONG.get(minor)
    if length is None or at + length > len(data):  # lists without an end are not allowed
        raise Undecodable
    return int.from_bytes(data[at : at + length], "big"), at + length


def _simple(data: bytes, at: int, minor: int) -> tuple[Any, int]:
    if minor in _SIMPLE:
        return _SIMPLE[minor], at
    if minor != 27 or at + 8 > len(data):
        raise Undecodable
    return struct.unpack_from(">d", data, at)[0], at + 8


def _string(data: bytes, at: int, size: int, is_text: bool) -> tuple[str | bytes, int]:
    end = at + size
    if end > len(data):
        raise Undecodable
    try:
        return (data[at:end].decode() if is_text else data[at:end]), end
    except UnicodeDecodeError:
        raise Undecodable from None


def _link(data: bytes, at: int, tag: int, depth: int) -> tuple[bytes, int]:
    value, end = _value(data, at, depth + 1)
    if tag != _CID_TAG or not isinstance(value, bytes) or value[:1] != b"\0":
        raise Undecodable
    return value[1:], end


def _list(data: bytes, at: int, size: int, depth: int) -> tuple[list[Any], int]:
    items = []
    for _ in range(size):
        item, at = _value(data, at, depth)
        items.append(item)
    return items, at


def _map(data: bytes, at: int, size: int, depth: int) -> tuple[dict[str, Any], int]:
    found: dict[str, Any] = {}
    for _ in range(size):
        key, at = _value(data, at, depth)
        if not isinstance(key, str) or key in found:
            raise Undecodable
        found[key], at = _value(data, at, depth)
    return found, at

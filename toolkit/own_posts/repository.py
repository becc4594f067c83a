"""Read a Bluesky repository (CAR file): blocks of bytes, held together by a search tree of record names."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from toolkit.own_posts.cbor import Undecodable, decode, first
from toolkit.own_posts.found import Unread

_CID = b"\x01\x71\x12\x20"  # version 1, DAG-CBOR, SHA-256, 32 bytes
_CID_LENGTH = len(_CID) + 32
_LONGEST_NUMBER = 9  # bytes

CUT_OFF = (
    "This Bluesky file is cut off or damaged. Please download it again (Settings, Account, Export my data) "
    "and wait until it is complete."
)


class Repository:
    """The blocks of a repository by their name, and where the search tree begins; Unread if they are damaged."""

    def __init__(self, data: bytes) -> None:
        try:
            at, self._root = _root(data)
            self._blocks = dict(_blocks(data, at))
        except (Undecodable, IndexError):
            raise Unread(CUT_OFF) from None
        self._data = data
        self.damaged = 0

    def records(self, collections: tuple[str, ...]) -> Iterator[tuple[str, str, Any]]:
        """Give collection, key and value of the records in these collections; no other record is decoded."""
        for name, cid in self._names():
            collection, _, key = name.partition("/")
            if collection in collections:
                value = self._block(cid)
                if value is not None:
                    yield collection, key, value

    def _block(self, cid: bytes) -> Any:
        """Decode a block whose bytes fit its name; None, and counted, if they do not."""
        start, end = self._blocks.get(cid, (0, 0))
        block = self._data[start:end]
        if end and cid == _CID + sha256(block).digest():
            try:
                return decode(block)
            except (Undecodable, RecursionError):
                pass
        self.damaged += 1
        return None

    def _names(self) -> Iterator[tuple[str, bytes]]:
        """Walk the tree; every node is visited once, so that a circle ends."""
        commit = self._block(self._root)
        waiting = [commit.get("data")] if isinstance(commit, dict) else []
        seen: set[bytes] = set()
        while waiting:
            cid = waiting.pop()
            if not isinstance(cid, bytes) or cid in seen:
                continue
            seen.add(cid)
            node = self._block(cid)
            if isinstance(node, dict):
                waiting += [node.get("l"), *(each.get("t") for each in _entries(node))]
                yield from _keys(node)


def _entries(node: Mapping[str, Any]) -> list[dict[str, Any]]:
    entries = node.get("e")
    return [each for each in entries if isinstance(each, dict)] if isinstance(entries, list) else []


def _keys(node: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    """Put the names together: each takes `p` bytes from the one before and adds `k`."""
    before = b""
    for each in _entries(node):
        shared, rest, cid = each.get("p"), each.get("k"), each.get("v")
        if not isinstance(shared, int) or not isinstance(rest, bytes) or not isinstance(cid, bytes) or shared < 0:
            return
        before = before[:shared] + rest
        yield before.decode("ascii", "replace"), cid


def _root(data: bytes) -> tuple[int, bytes]:
    size, at = _number(data, 0)
    head, _ = first(data[at : at + size])
    roots = head.get("roots") if isinstance(head, dict) else None
    if not roots or head.get("version") != 1 or not isinstance(roots[0], bytes):
        raise Undecodable
    return at + size, roots[0]


def _blocks(data: bytes, at: int) -> Iterator[tuple[bytes, tuple[int, int]]]:
    while at < len(data):
        size, at = _number(data, at)
        if at + size > len(data) or size < _CID_LENGTH:
            raise Undecodable
        if data[at : at + len(_CID)] == _CID:  # pictures and the like have other names
            yield data[at : at + _CID_LENGTH], (at + _CID_LENGTH, at + size)
        at += size


def _number(data: bytes, at: int) -> tuple[int, int]:
    """Read a number of which each byte holds seven bits, the lowest first."""
    number = 0
    for place in range(_LONGEST_NUMBER):
        number |= (data[at + place] & 127) << (7 * place)
        if data[at + place] < 128:
            return number, at + place + 1
    raise Undecodable

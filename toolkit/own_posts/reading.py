"""Find the reader that a file needs, and let it read: the one place that knows all products."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from toolkit.own_posts import bluesky, by_table, limits, mastodon, sniffing, tars, telegram, x, youtube
from toolkit.own_posts.boxes import Box
from toolkit.own_posts.found import Archive, Unread, shown
from toolkit.own_posts.texts import decoded, json_value

_START = 64 * 1024
_TABLE = re.compile(r"[^/]+\.(csv)", re.IGNORECASE)


def read(name: str, file: bytes | Path, columns: Mapping[str, str] | None) -> Archive:
    """Read a file; whatever is in it, only Unread is raised."""
    try:
        if isinstance(file, Path):
            with file.open("rb") as stream:
                return _read(name, stream, columns)
        return _read(name, io.BytesIO(file), columns)
    except Unread:
        raise
    except OSError:
        raise Unread(
            "We could not open “{name}”. Is it a file, and is it still where it was?", name=shown(name)
        ) from None
    except MemoryError:
        raise Unread("“{name}” is too large for the memory of this computer.", name=shown(name)) from None
    except Exception:
        # A file can be wrong in more ways than anybody thinks of. Without `from None` a traceback could show
        # pieces of somebody's messages.
        raise Unread(
            "“{name}” is not as its network writes it, and we could not make sense of it. Please export it again.",
            name=shown(name),
        ) from None


def _read(name: str, stream: BinaryIO, columns: Mapping[str, str] | None) -> Archive:
    start = stream.read(_START)
    kind = "tar" if tars.is_tar(start) else sniffing.kind(name, start)
    stream.seek(0)
    if kind == "zip":
        return _box(name, Box(stream), columns)
    if kind in ("gzip", "tar"):
        return _tar(name, stream, kind == "gzip")
    if kind == "javascript":
        return x.from_file(_chunks(stream), shown(name), sniffing.x_kind(name, start))
    data = stream.read(limits.LARGEST_WHOLE + 1)
    if len(data) > limits.LARGEST_WHOLE:
        raise Unread(
            "“{name}” is larger than we can read at once. Please export a shorter stretch of time.", name=shown(name)
        )
    if kind == "car":
        return bluesky.from_repository(data)
    return _json(name, data) if kind == "json" else by_table.read(name, data, columns)


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    return iter(lambda: stream.read(limits.CHUNK), b"")


def _box(name: str, box: Box, columns: Mapping[str, str] | None) -> Archive:
    """Open in a ZIP what one product calls its posts, and nothing else."""
    if any(kind.startswith(("tweet", "note")) for kind in box.matching(x.MEMBER).values()):
        return x.from_box(box)
    for member in box.matching(mastodon.MEMBER):
        return mastodon.read(box.whole(member), box.left_alone([member]))
    for member in box.matching(telegram.MEMBER):
        data = box.whole(member)
        return telegram.read(data, _start(data), box.left_alone([member]))
    for member in box.matching(bluesky.MEMBER):
        return bluesky.from_repository(box.whole(member), box.left_alone([member]))
    table = youtube.member(box) or (box.names[0] if len(box.names) == 1 and box.matching(_TABLE) else None)
    if table is None:
        raise sniffing.no_box(name, box.names)
    return by_table.read(name, box.whole(table), columns, box.left_alone([table]))


def _tar(name: str, stream: BinaryIO, packed: bool) -> Archive:
    kept, others = tars.members(stream, mastodon.MEMBER, packed)
    for data in kept.values():
        return mastodon.read(data, others)
    raise sniffing.no_box(name, others)


def _start(data: bytes) -> str:
    return decoded(data[:_START])[0]


def _json(name: str, data: bytes) -> Archive:
    start = _start(data)
    if start.lstrip().startswith("{") and '"orderedItems"' not in start and _may_be_telegram(start):
        return telegram.read(data, start)
    value = json_value(data)
    if isinstance(value, dict) and "orderedItems" in value:
        return mastodon.read(data)
    if bluesky.is_list(value):
        return bluesky.from_list(value)
    if isinstance(value, list) and any(
        isinstance(each, dict) and ("tweet" in each or "full_text" in each) for each in value
    ):
        return x.from_file([json.dumps(value).encode()], shown(name), "tweets")
    raise sniffing.no_json(name, start)


def _may_be_telegram(start: str) -> bool:
    return '"messages"' in start or '"personal_information"' in start or '"chats"' in start

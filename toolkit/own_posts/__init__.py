"""Read somebody's own archive of a network into the table of posts; other people stay out of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from toolkit.own_posts.found import Archive, Unmapped, Unread

__all__ = ["Archive", "Unmapped", "Unread", "read"]


def read(name: str, file: bytes | Path, columns: Mapping[str, str] | None = None) -> Archive:
    """Read an archive, whatever its product: its content tells, not its name.

    `columns` says for a table with unknown headers which of ours is which of the file's. Nothing is written
    to disk, and no member of an archive is opened but those with posts. Unread, with a sentence for the
    person, is all that is ever raised; Unmapped where `columns` would help.
    """
    from toolkit.own_posts import reading  # here, because most sessions read no archive

    return reading.read(name, file, columns)

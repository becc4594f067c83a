"""Bounds for a search: how much of a file is looked through, and what of it nobody ever wrote."""

import errno
import os
from dataclasses import dataclass
from typing import IO


class TooMuch(ValueError):
    """More than we look through."""


@dataclass
class Left:
    """How many bytes of a file, with all that is packed in it, may still be looked through."""

    bytes: int

    def take(self, count: int) -> None:
        """Count some bytes as looked through. Raises TooMuch when there were too many."""
        self.bytes -= count
        if self.bytes < 0:
            raise TooMuch


def pass_hole(file: IO[bytes]) -> bool:
    """Go on to where something was written: a terabyte in which nothing ever was is passed in one step."""
    try:
        handle, at = file.fileno(), file.tell()
        before = os.lseek(handle, 0, os.SEEK_CUR)
        try:
            on = os.lseek(handle, at, os.SEEK_DATA)
        except OSError as problem:
            if problem.errno != errno.ENXIO:  # behind the last that was written
                raise
            on = os.lseek(handle, 0, os.SEEK_END)
        os.lseek(handle, before, os.SEEK_SET)
        file.seek(on)
    except (OSError, AttributeError):  # no file, or a system that does not tell
        return False
    return on > at

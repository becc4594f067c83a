"""A file as it arrived, and what it inherits from where it lies: names, dates, the ZIP around it."""

import re
from dataclasses import dataclass, replace

from toolkit.facilitator.collecting import dates, senders
from toolkit.facilitator.collecting.dates import NEVER, Moment

DEEPEST = 60  # folders in folders: more is a loop
# What computers and the exchange put beside people's files, and what packages bring along.
NOBODYS = re.compile(
    r"\.DS_Store|\._.*|__MACOSX|Thumbs\.db|desktop\.ini|\.ipynb_checkpoints|__pycache__|\.git|\.venv|node_modules"
    r"|timestamp\.txt|submission_secret\.txt|\.answers-.*"
)


@dataclass(frozen=True)
class Found:
    """One file as it arrived; nothing that is said in it or around it has been believed yet.

    `path` holds the names on the way to it, ZIPs included, its own last; `folders` are those of them that may tell
    whose it is; `packed` says that it lay in a ZIP. `refused` is a sentence if it was not opened.
    """

    path: tuple[str, ...]
    folders: tuple[str, ...] = ()
    packed: bool = False
    moment: Moment = NEVER
    content: bytes = b""
    refused: str = ""


@dataclass(frozen=True)
class Around:
    """What a file inherits from where it lies: names, a date that was written down, and when the ZIP was sent."""

    path: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    stated: Moment = NEVER
    sent: Moment = NEVER
    packed: bool = False

    def inside(self, name: str, now: float, owner: str = "") -> "Around":
        """Go into a folder; `owner` is the account it belongs to, if that is known."""
        around = self.said(dates.written(senders.stamp_in(name), now))
        folders = (*self.folders, senders.account_in(name, owner))
        return replace(around, path=(*self.path, name), folders=folders)

    def said(self, moment: Moment) -> "Around":
        """Note a date that was written down for everything here."""
        return replace(self, stated=moment) if moment.stated else self

    def unpacking(self, name: str, moment: Moment) -> "Around":
        """Go into a ZIP that lies here. Its name tells nothing: whoever sends one often calls it by their own."""
        return replace(self.said(moment), path=(*self.path, name), sent=moment, packed=True)

    def moment(self, name: str, own: Moment, now: float) -> Moment:
        """Date a file: what was written down counts before the file's own date, that before its ZIP's."""
        said = dates.in_name(name, now)
        return next((one for one in (said, self.stated) if one.stated), own if own.seconds else self.sent)

    def file(self, name: str) -> Found:
        """Begin to describe a file that lies here."""
        return Found((*self.path, name), self.folders, self.packed, self.stated)

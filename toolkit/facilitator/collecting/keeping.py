"""Keep versions of answers under `submitted/`: the newest counts, the others stay beside it, a crash splits nothing."""

import os
import re
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from toolkit.answers import FILE, LARGEST, Answers, Refused, read
from toolkit.facilitator.alone import alone
from toolkit.facilitator.collecting import dates
from toolkit.facilitator.collecting.dates import NEVER, Moment
from toolkit.facilitator.plain_files import plain_file
from toolkit.notebook.handing_in import answered

EARLIER, OTHERS, STAMP, HALF = "earlier", "other-hand", "timestamp.txt", ".answers-half"
_SITTING = 600  # seconds in which somebody saves all attachments, in any order
_KEPT = re.compile(r"answers-(\d+)\.json")


@dataclass(frozen=True)
class Version:
    """Answers of one person in one exercise as they are kept: the text of the file, and when it was sent."""

    text: bytes
    moment: Moment
    answered: int = 0
    hand: str | None = None  # of the computer on which they were begun; files of before have none

    @classmethod
    def of(cls, answers: Answers, moment: Moment) -> "Version":
        """Make a version of answers that were found; their code name stands in them."""
        return cls(answers.as_text().encode(), moment, sum(map(answered, answers.values.values())), answers.hand)

    @property
    def rank(self) -> tuple[Any, ...]:
        """Order versions by age, the same whichever arrives first.

        An empty form never counts before answers. Dates of files within one sitting say when somebody saved them, not
        which is newer: there the fuller version counts as the newer one, and a date that an exchange wrote down before
        both.
        """
        stated, sitting = self.moment.stated, self.moment.seconds // _SITTING
        full = 0 if stated else self.answered
        return (self.answered > 0, sitting, stated, full, self.moment.seconds, self.answered, self.text)


def keep(target: Path, version: Version, notebook: Path, now: float) -> str:
    """Put a version into a person's folder of an exercise; says "taken", "same", "earlier", "empty" or "another".

    "another" is one that came from another hand under the same code name: it is kept beside, and what counts stays
    until a facilitator chooses (see `hands`).

    `notebook` is the exercise as it was handed out: nbgrader looks for it, and the form in it is ours. Every step
    leaves a state from which the same call comes to the same end. Raises OSError if nothing can be written, Refused
    if the folder is a link to another place.
    """
    for folder in (target.parent, target, target / EARLIER, target / OTHERS):
        if folder.is_symlink():
            raise Refused("The folder of this person in “submitted” is only a pointer, so nothing was written there.")
    target.mkdir(parents=True, exist_ok=True)
    with alone(target):
        for place in (target, target / EARLIER, target / OTHERS):
            (place / HALF).unlink(missing_ok=True)
        return _kept(target, version, notebook, now)


def _kept(target: Path, version: Version, notebook: Path, now: float) -> str:
    path = target / FILE
    current = current_version(path, target / STAMP, now)
    if current and current.text == version.text:
        _freshen(path, current, version)
        _complete(target, notebook)
        return "same"
    if current and not version.answered and current.rank > (False,):
        return "same" if is_kept(target, version.text) else "empty"
    if isinstance(current, Version) and _is_another_hand(current, version):
        return "another" if add(target, OTHERS, version.text, version.moment.seconds) else "same"
    if current and version.rank < current.rank:
        return "earlier" if add(target, EARLIER, version.text, version.moment.seconds) else "same"
    _complete(target, notebook)
    count(target, version)
    return "taken"


def _is_another_hand(current: Version, version: Version) -> bool:
    """Tell whether somebody else may have sent a version: whoever knows a code name can write it on a file.

    One without a hand may be a file of before; as long as it would replace nothing, that does no harm.
    """
    if not current.hand or not current.answered:
        return False
    return version.hand != current.hand if version.hand else version.rank > current.rank


@dataclass(frozen=True)
class _Damaged:
    """What stands where answers should be, and are not: every version is better."""

    text: None = None
    rank: tuple[Any, ...] = ()


def current_version(path: Path, stamp: Path, now: float) -> Version | _Damaged | None:
    """Read the version that counts so far; its date is that of the file, which was set when it was written."""
    if not os.path.lexists(path):
        return None
    if path.is_symlink() or not path.is_file():
        return _Damaged()
    try:
        with path.open("rb") as file:
            text, about = file.read(LARGEST + 1), os.fstat(file.fileno())
        version = Version.of(read(text), dates.known(about.st_mtime, now))
    except Refused:
        return _Damaged()
    # A date beside it that does not fit was written for another version, before a crash.
    fits = _stated(stamp, now).seconds == version.moment.seconds
    return replace(version, text=text, moment=replace(version.moment, stated=fits))


def _stated(stamp: Path, now: float) -> Moment:
    try:
        with plain_file(stamp) as file:
            return dates.written(file.read(100).decode("utf-8", "replace"), now)
    except OSError:
        return NEVER


def _freshen(path: Path, current: Version, version: Version) -> None:
    """Note that the same answers were sent once more, later; a date that an exchange wrote down stays."""
    if version.rank > current.rank and version.moment.stated >= current.moment.stated:
        if version.moment.stated:
            _state(path.with_name(STAMP), version.moment)
        os.utime(path, (version.moment.seconds,) * 2)


def count(target: Path, version: Version) -> None:
    """Let a version count from now on; the one that counted is kept among the earlier ones."""
    path = target / FILE
    current = current_version(path, target / STAMP, float("inf"))
    if current:
        _set_aside(path, current)
    _state(target / STAMP, version.moment)
    _write(path, version.text, version.moment.seconds)


def _state(stamp: Path, moment: Moment) -> None:
    """Write down when the version that counts was handed in, as nbgrader does; take away what was said of another."""
    if moment.stated:
        _write(stamp, dates.stamp(moment).encode(), moment.seconds)
    else:
        stamp.unlink(missing_ok=True)


def _complete(target: Path, notebook: Path) -> None:
    """Put the exercise beside the answers; if a power cut leaves it empty, the next run does so again."""
    path = target / notebook.name
    if not (path.exists() and path.stat().st_size) and notebook.is_file():
        _write(path, notebook.read_bytes(), int(notebook.stat().st_mtime), sure=False)


def _set_aside(path: Path, current: Version | _Damaged) -> None:
    """Keep the version that counted so far among the earlier ones; what is no answers moves there as it is."""
    if isinstance(current, Version):
        add(path.parent, EARLIER, current.text, current.moment.seconds)
    else:
        place = next_place(path.parent / EARLIER)
        path.replace(place)
        _sync(place.parent)


def add(target: Path, folder: str, text: bytes, seconds: int) -> bool:
    """Keep a version in a folder beside the one that counts; False if it is kept beside it already."""
    if is_kept(target, text):
        return False
    place = next_place(target / folder)
    _write(place, text, seconds)
    _sync(place.parent)
    return True


def is_kept(target: Path, text: bytes) -> bool:
    """Tell whether a version is kept beside the one that counts."""
    places = (path for folder in (EARLIER, OTHERS) for path in (target / folder).glob("*.json"))
    return any(_holds(path, text) for path in places)


def _holds(path: Path, text: bytes) -> bool:
    about = path.lstat()
    return about.st_size == len(text) and not path.is_symlink() and path.is_file() and path.read_bytes() == text


def next_place(folder: Path) -> Path:
    """Find a free name for a version in a folder, which is made if need be."""
    folder.mkdir(exist_ok=True)
    taken = [int(match[1]) for path in folder.iterdir() if (match := _KEPT.fullmatch(path.name))]
    return folder / f"answers-{max(taken, default=0) + 1}.json"


def _write(place: Path, content: bytes, seconds: int, sure: bool = True) -> None:
    """Write a file in one step, with the date of what is in it: a crash leaves the old one or the new one whole.

    `sure` waits until it is on the disk, so that this holds after a power cut as well.
    """
    half = place.with_name(HALF)
    try:
        with half.open("xb") as file:
            file.write(content)
            if sure:
                file.flush()
                os.fsync(file.fileno())
        os.utime(half, (seconds, seconds))
        os.replace(half, place)
    except OSError:
        with suppress(OSError):
            half.unlink()
        raise


def _sync(folder: Path) -> None:
    """Make sure that a name in a folder survives a power cut, where the system lets us."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)

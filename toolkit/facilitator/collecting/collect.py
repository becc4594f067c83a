"""Sort what arrived into `submitted/`: known by what stands in it, never by its file name; nothing is deleted."""

import errno
import re
import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.answers import Refused
from toolkit.facilitator.collecting.around import Found
from toolkit.facilitator.collecting.arrivals import arrivals
from toolkit.facilitator.collecting.contents import contents
from toolkit.facilitator.collecting.keeping import keep
from toolkit.facilitator.collecting.sent import Sent, together, whose

_LONGEST = 160  # signs of a name in the report
_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]")
_PASTED = "It stood in the text of a mail or page; look whether all answers are there."
_UNDATED = "Its date is missing or lies in the future, so every other version counts before it."
_UNRELEASED = "The exercise is not made here yet (toolkit exercises), so its notebook is missing beside the answers."
_EARLIER = "Kept as an earlier version; a newer or fuller one is there."
_ANOTHER = (
    "Other answers are here under this code name, and these come from another computer. Both are kept; what counts "
    "stays until you choose (step 2 of the desk, or: toolkit choose). Ask the person which are theirs."
)
_EMPTY = "This file holds no answers; the earlier ones stay."
_UNREAD = "This file could not be read ({problem}). It is untouched."
_UNWRITTEN = {
    errno.ENOSPC: "there is no room left on this disk",
    errno.EDQUOT: "there is no room left for you on this disk",
    errno.EACCES: "we may not write there",
    errno.EPERM: "we may not write there",
    errno.EROFS: "this disk cannot be written on",
}


@dataclass(frozen=True)
class Arrived:
    """One line of the report on a file: taken, the same as before, doubtful or refused, for whom, and why."""

    file: str
    state: str  # taken, same, doubtful or refused
    who: str = ""
    assignment: str = ""
    why: str = ""
    unwritten: bool = False  # nothing is wrong with it, but with the place where it should go


def collect(
    source: Path | Sequence[Path], submitted: Path, released: Path, cohort: Collection[str] = ()
) -> Iterator[Arrived]:
    """Take every answers file and notebook that arrived into `submitted/<code name>/<assignment>/`.

    `source` is a folder, a ZIP, a single file, or several of them. The newest version of a person and assignment
    counts; the others are kept in `earlier` beside it. Running it twice changes nothing. Yields a line for every
    file, also for refused ones; what computers put beside people's files gets none. `cohort` holds the code names
    that were given out; without it every code name is taken. Raises LookupError if a source is not there.
    """
    now, names = time.time(), _Names()
    sent: list[Sent] = []
    for found in arrivals([source] if isinstance(source, Path) else source, submitted, now):
        name = names.new(found.path)
        try:
            sent += (whose(one, found.folders, cohort) for one in _read(found, name))
        except Refused as refused:
            yield Arrived(name, "refused", why=plain(str(refused)))
        except Exception as problem:  # one file must never stop the others
            yield Arrived(name, "refused", why=_UNREAD.format(problem=type(problem).__name__))
    # Oldest first, so that a second run meets every version in the order of the first; empty forms find answers there.
    # What has no date, or one that lies ahead, comes last: it must not count because nobody knows when it was.
    for one in sorted(together(sent), key=_turn):
        yield _take(one, submitted, released, now)


def _turn(one: Sent) -> tuple[object, ...]:
    return not one.version.answered, not one.moment.seconds, one.version.rank, one.file


def code_names(course: Path) -> tuple[str, ...]:
    """List the code names that were given out in a course folder; none if no cohort was made there.

    Raises LookupError, in words for a facilitator, if the list cannot be read.
    """
    from toolkit.facilitator.cohort.roster import NoCohort, read_cohort

    try:
        return read_cohort(course).codes
    except NoCohort:
        return ()


def plain(text: str) -> str:
    """Take out of a text whatever steers a screen, turns its direction or cannot be seen.

    >>> plain("answers\\x1b[2J.json")
    'answers�[2J.json'
    """
    return _UNSHOWN.sub("�", text)


class _Names:
    """Names of files for the report: no longer than a line, and each of them once."""

    def __init__(self) -> None:
        self._seen = Counter[str]()

    def new(self, path: Iterable[str]) -> str:
        name = plain("/".join(path))
        name = name if len(name) <= _LONGEST else f"{name[: _LONGEST // 2]}…{name[-_LONGEST // 2 :]}"
        self._seen[name] += 1
        return name if self._seen[name] == 1 else self.new((f"{name} ({self._seen[name]})",))


def _read(found: Found, name: str) -> list[Sent]:
    if found.refused:
        raise Refused(found.refused)
    read = contents(found.content)
    names = [name, *(f"{name} [{number}]" for number in range(2, len(read) + 1))]
    return [
        Sent(name, found.path, found.packed, content, found.moment) for name, content in zip(names, read, strict=True)
    ]


def _take(one: Sent, submitted: Path, released: Path, now: float) -> Arrived:
    if one.beside or not one.who:
        return Arrived(one.file, "same" if one.beside else "doubtful", one.who, one.assignment, one.why)
    notebook = released / one.assignment / f"{one.assignment}.ipynb"
    unwritten = False
    try:
        state, why = _OUTCOMES[keep(submitted / one.who / one.assignment, one.version, notebook, now)]
    except Refused as refused:
        state, why = "refused", str(refused)
    except OSError as problem:
        reason = _UNWRITTEN.get(problem.errno or 0, problem.strerror or "nobody knows why")
        state, why = "refused", f"It could not be written down: {reason}. Collect again when that is changed."
        unwritten = True
    said = [why] if why or state == "same" else _notes(one, notebook)
    return Arrived(one.file, state, one.who, one.assignment, " ".join(said), unwritten)


_OUTCOMES = {
    "taken": ("taken", ""),
    "same": ("same", ""),
    "earlier": ("taken", _EARLIER),
    "empty": ("doubtful", _EMPTY),
    "another": ("doubtful", _ANOTHER),
}


def _notes(one: Sent, notebook: Path) -> list[str]:
    """Say what a facilitator should know about a version that was taken."""
    noted = [
        (bool(one.why), one.why),
        (one.content.kind == "text", _PASTED),
        (not one.moment.seconds, _UNDATED),
        (not notebook.is_file(), _UNRELEASED),
    ]
    return [note for holds, note in noted if holds]

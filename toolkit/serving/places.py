"""Which files of a course a server may open: as an app only the course's own pages, and never what somebody sent."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

# Where files lie that somebody sent, or that are made of them: wherever in the course a folder has such a name ...
SENT = ("inbox", "submitted", "autograded")
# ... or only at its top. Elsewhere these words mean other things: a trainee's own feedback lies beside the exercise.
SENT_AT_TOP = ("feedback", "doubtful", "reports")
# Pages that we make for the facilitator's desk. No sender's file is written under these names.
DESK_PAGES = ("cohort.html", "cards.html")


def closed(root: Path, path: Path) -> bool:
    """Tell whether a path leads to what was sent, or to something hidden, by whatever name or link it gets there."""
    try:
        home, real = root.resolve(), path.resolve()
    except (OSError, RuntimeError, ValueError):  # links that lead in a circle, names that are none
        return True
    parts = _parts(home, real)
    if _is_sent(parts) or any(part.startswith(".") for part in parts):
        return True
    # The same folder under a name that only this disk takes for the same: case, short names of Windows.
    shut = {seen for name in (*SENT, *SENT_AT_TOP) for seen in _identity(home / name)}
    within = [one for one in (real, *real.parents) if home in one.parents]
    return any(seen in shut for one in within for seen in _identity(one))


def _is_sent(parts: list[str]) -> bool:
    return bool({*parts} & {*SENT} or {*parts[:1]} & {*SENT_AT_TOP})


def _parts(home: Path, real: Path) -> list[str]:
    """List the folders on the way from the course to a path, written as a disk may read them."""
    try:
        way = Path(os.path.relpath(real, home))
    except ValueError:  # on another drive
        way = real
    return [_plain(part) for part in way.parts if part not in ("..", ".")]


def _plain(name: str) -> str:
    """Write a name in small letters, without what Windows drops at its end."""
    return name.split(":")[0].rstrip(". ").casefold() or name


def _identity(path: Path) -> Iterator[tuple[int, int]]:
    """Say which file it is, on which disk, if it is there."""
    with suppress(OSError):
        seen = path.stat()
        yield seen.st_dev, seen.st_ino


def is_page(root: Path, asked: str) -> bool:
    """Tell whether this is one of the course's own notebooks, as it lies there: a workbook, or an exercise.

    Only the one plain spelling of its place counts, and no link: whatever else leads there might lead elsewhere, too.
    """
    match asked.split("/"):
        case ["workbooks", name] if name.endswith(".ipynb"):
            pass
        case ["exercises", folder, name] if name == f"{folder}.ipynb":
            pass
        case _:
            return False
    try:
        place = root.resolve().joinpath(*asked.split("/"))
        return place.resolve() == place and place.is_file() and not closed(root, place)
    except (OSError, RuntimeError, ValueError):
        return False


def among_sent(folder: Path) -> bool:
    """Tell whether a folder lies among what was sent to a course: what looks like a course there is none."""
    here = folder.resolve()
    return any((one / "workbooks").is_dir() and _is_sent(_parts(one, here)) for one in here.parents)

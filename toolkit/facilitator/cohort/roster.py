"""Keep a cohort in the course folder, as one small file that holds code names and no names."""

import json
import os
import tempfile
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from toolkit.facilitator.cohort.members import Cohort, Member, grown, let_through, new_cohort
from toolkit.facilitator.cohort.weeks import Week, Weeks
from toolkit.facilitator.plain_files import plain_file, start
from toolkit.faults import in_words

__all__ = [
    "FILE",
    "Cohort",
    "Member",
    "NoCohort",
    "Unusable",
    "cohort_files",
    "grown",
    "let_through",
    "new_cohort",
    "read_cohort",
    "write_cohort",
]

FILE = "cohort.json"
FORMAT = 1
LARGEST = 8 * 1024 * 1024  # bytes; 6,400 people with zone, country and reasons fill a quarter of it
_KEPT = "cohort-kept-{}.json"


class Unusable(LookupError):
    """A cohort file that we cannot take; the sentence says why, for the facilitator. The file stays as it is."""


class NoCohort(Unusable):
    """There is no cohort file yet."""


def read_cohort(folder: Path) -> Cohort:
    """Read the cohort of a course folder.

    Raises NoCohort if there is none yet, Unusable for a file that is damaged, foreign or of another version.
    """
    path = folder / FILE
    try:
        with plain_file(path) as file:
            content = start(file, LARGEST + 1)
    except FileNotFoundError:
        raise NoCohort(f"There is no cohort here yet. Making one writes {FILE} into the course’s folder.") from None
    except OSError as problem:
        raise Unusable(f"{FILE} could not be opened ({problem.strerror}).") from None
    return _cohort(_parsed(content))


def _parsed(content: bytes) -> dict[str, Any]:
    if len(content) > LARGEST:
        raise Unusable(f"{FILE} is too large to be the list of a cohort.")
    try:
        raw = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise Unusable(f"{FILE} ends early or is damaged. Put your copy of it back, if you have one.") from None
    if not isinstance(raw, dict) or "format" not in raw or not isinstance(raw.get("members"), list):
        raise Unusable(f"{FILE} is not the list of a cohort; another program may have written it.")
    if type(raw["format"]) is not int or raw["format"] != FORMAT:
        raise Unusable(f"{FILE} was written by another version of the course. Please open it with that version.")
    return raw


def _cohort(raw: dict[str, Any]) -> Cohort:
    try:
        starts, seed = date.fromisoformat(raw["starts"]), int(raw.get("seed", 0))
        moved = _weeks(raw["weeks"]) if raw.get("weeks") else None
    except (KeyError, TypeError, ValueError, OverflowError):
        raise Unusable(f"The dates in {FILE} cannot be read.") from None
    members = tuple(_member(place, row) for place, row in enumerate(raw["members"], 1))
    try:
        return Cohort(starts, members, seed, moved)
    except ValueError as said:
        raise Unusable(f"{FILE}: {said}") from None


def _weeks(rows: Any) -> Weeks:
    dated = ((str(name), date.fromisoformat(first), date.fromisoformat(last)) for name, first, last in rows)
    return Weeks(tuple(Week(*row) for row in dated))


def _member(place: int, row: Any) -> Member:
    try:
        through = tuple((_text(week), _text(reason)) for week, reason in row.get("let_through", []))
        return Member(_text(row["code"]), _text(row.get("zone", "")), _text(row.get("country", "")), through)
    except (KeyError, TypeError, AttributeError):
        raise Unusable(f"{FILE}, person {place}: this entry cannot be read.") from None
    except ValueError as said:
        raise Unusable(f"{FILE}, person {place}: {said}") from None


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _as_text(cohort: Cohort) -> str:
    content: dict[str, Any] = {"format": FORMAT, "starts": cohort.starts.isoformat(), "seed": cohort.seed}
    if cohort.moved:
        content["weeks"] = [[week.name, week.first.isoformat(), week.last.isoformat()] for week in cohort.moved]
    content["members"] = [{name: value for name, value in vars(one).items() if value} for one in cohort.members]
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def write_cohort(folder: Path, cohort: Cohort) -> Path | None:
    """Keep a cohort, whole or not at all; returns where what stood there before is kept, if it is no earlier state.

    A file that cannot be read, or that names a wholly different group, is set aside and not overwritten.
    Raises Unusable where nothing can be written.
    """
    path = folder / FILE
    try:
        handle, half = tempfile.mkstemp(prefix=".cohort-", dir=folder)
    except OSError as problem:
        raise Unusable(f"Nothing can be written into the course’s folder. {in_words(problem)}") from None
    kept = None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_as_text(cohort).encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        if not _is_earlier(folder, cohort):
            kept = path.rename(_free_place(folder))
        os.replace(half, path)
    except BaseException as problem:
        Path(half).unlink(missing_ok=True)
        if kept:
            kept.rename(path)
        if isinstance(problem, OSError):
            raise Unusable(f"{FILE} could not be written. {in_words(problem)}") from None
        raise
    return kept


def _is_earlier(folder: Path, cohort: Cohort) -> bool:
    """Tell whether the file may be replaced: there is none, it is empty of people, or it is of the same group."""
    try:
        before = read_cohort(folder)
    except NoCohort:
        return True
    except Unusable:
        return False
    return not before.members or bool(set(before.codes) & set(cohort.codes))


def _free_place(folder: Path) -> Path:
    number = 1
    while os.path.lexists(folder / _KEPT.format(number)):
        number += 1
    return folder / _KEPT.format(number)


def cohort_files(folder: Path) -> tuple[Path, ...]:
    """List every file in which a cohort of this folder stands, so that all of it can be erased."""
    patterns = (FILE, _KEPT.format("*"), ".cohort-*")
    found: set[Path] = set()
    with suppress(OSError):
        found.update(path for pattern in patterns for path in folder.glob(pattern))
    return tuple(sorted(found))

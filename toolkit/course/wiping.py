"""Wipe what a trainee wrote from a course folder: answers, drafts, attempts, and the copies in notebooks."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from shutil import copymode
from stat import S_IMODE, S_IWUSR, S_IXUSR
from tempfile import mkstemp
from typing import Any

from toolkit.answers import MIME
from toolkit.course.belongings import OTHER, PAGE, WRITTEN, Thing, course_around, is_for_trainees, things
from toolkit.course.blank import blank, unwritten

_LARGEST = 64 * 2**20  # bytes of a notebook; ours have some hundred kilobytes with all their outputs
_PATIENCE = 2_000  # milliseconds for a program that writes into the same database
_DATABASE, _LOGS = b"SQLite format 3\0", ("-wal", "-shm", "-journal")


def wipe(workbooks: Path) -> tuple[int, list[str]]:
    """Wipe everything that was written; returns how many files, and the names of those in which it may still stand.

    Answers, saved work, feedback, drafts, attempts and what Jupyter remembers go; pages become as they were handed
    out. What did not come with the course stays: `others` names it.
    """
    found, shut = things(course_around(workbooks))
    gone, left = 0, [str(place) for place in shut]
    for thing in found:
        try:
            gone += (thing.kind == PAGE or not thing.is_folder) and _wiped(thing)
        except FileNotFoundError:
            continue
        except OSError:
            left.append(str(thing.place))
    for thing in reversed(found):
        if thing.kind == WRITTEN and thing.is_folder:
            with suppress(OSError), _allowed(thing.path.parent):  # what would not go out of it is named
                thing.path.rmdir()
    return gone, sorted(left)


def others(workbooks: Path) -> list[str]:
    """Name what did not come with the course and is no answer: files and folders that somebody put there."""
    strange = [thing for thing in things(course_around(workbooks))[0] if thing.kind == OTHER]
    places = {thing.place for thing in strange}
    top = sorted(thing.place for thing in strange if not places & set(thing.place.parents))
    return [str(place) for place in top]


def _wiped(thing: Thing) -> bool:
    """Wipe one thing, and tell whether anything stood in it. Raises OSError where something stays."""
    if thing.kind == OTHER:
        return not thing.is_link and _copies_taken_out(thing.path)
    if thing.is_pointer:
        raise OSError("only a pointer to another place")
    if thing.kind == PAGE:
        return made_blank(thing.path, unwritten if is_for_trainees(thing) else blank)
    return thing.kind == WRITTEN and _removed(thing.path)


def made_blank(path: Path, as_new: Callable[[Any], dict[str, Any]] = blank) -> bool:
    """Take out of a notebook what stands in it; one in which nothing does stays byte for byte as it is.

    Returns whether it was changed. Raises OSError for one that cannot be read or written.
    """
    notebook = _notebook(path)
    try:
        page = as_new(notebook)
        changed: bool = page != notebook
        data = json.dumps(page, ensure_ascii=False, indent=1).encode() + b"\n"
    except (ValueError, RecursionError):
        raise OSError("not a notebook") from None
    if changed:
        _replace(path, data)
    return changed


def _notebook(path: Path) -> Any:
    if not path.is_file() or path.stat().st_size > _LARGEST:
        raise OSError("not a notebook of ours")
    try:
        return json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        raise OSError("not a notebook") from None


def _copies_taken_out(path: Path) -> bool:
    """Take the copies of answers out of somebody's own notebook, which may have been a page of ours."""
    with suppress(OSError, RecursionError):
        if path.suffix == ".ipynb" and MIME in json.dumps(_notebook(path)):
            return made_blank(path)
    return False


def _replace(path: Path, data: bytes) -> None:
    """Write a file anew in one step, so that a crash leaves the old or the new one, never half."""
    with _allowed(path.parent):
        handle, half = mkstemp(prefix=f".{path.name}.", suffix=".half", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            with suppress(OSError):
                copymode(path, half)
            os.replace(half, path)
        except BaseException:
            Path(half).unlink(missing_ok=True)
            raise


def _removed(path: Path) -> bool:
    """Delete a file, or empty it where a program that runs needs it to be there."""
    if path.name.endswith(_LOGS) and path.with_name(path.name.rpartition("-")[0]).exists():
        return False  # of a database, which is emptied
    if _is_database(path) and (had_rows := _emptied(path)) is not None:
        return had_rows
    names = path.stat().st_nlink
    with _allowed(path.parent):
        path.unlink()
    if names > 1:
        raise OSError("the same file stands elsewhere under another name")
    return True


def _is_database(path: Path) -> bool:
    with suppress(PermissionError):
        if path.is_file():
            with path.open("rb") as file:
                return file.read(len(_DATABASE)) == _DATABASE
    return False


def _emptied(path: Path) -> bool | None:
    """Delete every row of a database of Jupyter's, and rewrite its pages; None for one that is damaged.

    Deleted, it would be missed: a server that runs would then save no page any more. Raises OSError while it is in use.
    """
    import sqlite3  # a browser without a server has none, and keeps nothing in one

    try:
        with _allowed(path.parent), _allowed(path), closing(sqlite3.connect(path, isolation_level=None)) as book:
            book.execute(f"PRAGMA busy_timeout={_PATIENCE}")
            book.execute("PRAGMA secure_delete=ON")
            names = [name for (name,) in book.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            count = sum(book.execute(f'DELETE FROM "{name}"').rowcount for name in names)
            for step in ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM"):
                book.execute(step)
    except sqlite3.OperationalError as problem:
        raise OSError(str(problem)) from None
    except sqlite3.DatabaseError:
        return None
    return count > 0


@contextmanager
def _allowed(place: Path) -> Iterator[None]:
    """Let us write where all is for reading only, as some of nbgrader's folders are; the rights come back."""
    mode = S_IMODE(place.stat().st_mode)
    with suppress(OSError):
        place.chmod(mode | S_IWUSR | S_IXUSR)
    try:
        yield
    finally:
        with suppress(OSError):
            place.chmod(mode)

"""What the work stands on gives way (a full disk, a gradebook that does not answer): say it, and what to do."""

import errno
import os
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from toolkit.faces.i18n import t

_FULL = (
    "There is no room left on this disk, so this could not be finished. Make room, then do this once more: it goes on "
    "where it was."
)
_LOCKED = (
    "The gradebook is open elsewhere and was not let go of in time: perhaps by a second window of the course, by the "
    "formgrader, or while a copy is made. Close that, then do this once more."
)
_DAMAGED = (
    "The gradebook cannot be read: it is damaged, or it is the file of another program. Put your newest copy of it "
    "back. Without a copy: move it to another folder, then run toolkit release and toolkit grade; only what you "
    "scored by hand is missing then."
)
_DISK = (
    "The disk that the gradebook is on could not be read or written: it is full, was taken out, or is failing. Look at "
    "it, then do this once more."
)
_CLOSED = "The gradebook cannot be opened: perhaps it belongs to somebody else. Look who may read it and its folder."
_READ_ONLY = (
    "The gradebook may be read but not changed. Give yourself the right to write it, and the folder that it is in, "
    "then do this once more."
)
_OTHER_VERSION = (
    "The gradebook was made by another version of nbgrader. Make a copy of it, then run: nbgrader db upgrade"
)
_MEANWHILE = "Somebody else changed the gradebook in the same moment. Nothing is lost; do this once more."
_NO_SERVER = (
    "The server of the gradebook does not answer. Look whether it runs, and whether this computer reaches it; then do "
    "this once more. What it has kept is safe."
)
_REFUSED = "The server of the gradebook does not let us in. Look at the name and the password in its address."
_NO_DATABASE = "The server of the gradebook has no database of this name. Look at its address, or make the database."
_NO_DRIVER = (
    "The gradebook is on a server, and the program that talks to it is not installed. Run: python -P -m pip install -c "
    "requirements.txt -e '.[postgresql]'"
)
NO_ADDRESS = (
    "The address of the gradebook cannot be understood. Look at TOOLKIT_GRADEBOOK, or at CourseDirectory.db_url in "
    "nbgrader_config.py."
)
_NO_PACKAGE = "A part of the program is not installed ({name}). Run: make start"
_NO_RIGHT = "“{file}” could not be opened or written: we have no right to. Look who may read and write it."
_FILE = "“{file}” could not be read or written: {why}."
_UNKNOWN = (
    "This could not be done ({what}, {where}). What was there before is untouched. Do it once more; if it comes again, "
    "show this line to whoever helps you with the course."
)

WORDS = (
    *(_FULL, _LOCKED, _DAMAGED, _DISK, _CLOSED, _READ_ONLY, _OTHER_VERSION, _MEANWHILE, _NO_SERVER, _REFUSED),
    *(_NO_DATABASE, _NO_DRIVER, NO_ADDRESS, _NO_PACKAGE, _NO_RIGHT, _FILE, _UNKNOWN),
)
"""All sentences, for those who translate."""
# By the names that SQLite and PostgreSQL give them: the words around them change from version to version.
_SQLITE = {
    "SQLITE_FULL": _FULL,
    "SQLITE_BUSY": _LOCKED,
    "SQLITE_LOCKED": _LOCKED,
    "SQLITE_NOTADB": _DAMAGED,
    "SQLITE_CORRUPT": _DAMAGED,
    "SQLITE_IOERR": _DISK,
    "SQLITE_CANTOPEN": _CLOSED,
    "SQLITE_PERM": _CLOSED,
    "SQLITE_AUTH": _CLOSED,
    "SQLITE_READONLY": _READ_ONLY,
}
_POSTGRESQL = {
    "28": _REFUSED,  # classes of codes first, single ones after them
    "08": _NO_SERVER,
    "57": _NO_SERVER,
    "53": _NO_SERVER,
    "40": _MEANWHILE,
    "23": _MEANWHILE,
    "53100": _FULL,
    "55P03": _LOCKED,
    "57014": _LOCKED,
    "3D000": _NO_DATABASE,
    "42501": _READ_ONLY,
    "25006": _READ_ONLY,
    "42P01": _OTHER_VERSION,
    "42703": _OTHER_VERSION,
}
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_DRIVERS = ("psycopg", "psycopg2", "MySQLdb", "pymysql")


def no_room(problem: BaseException) -> bool:
    """Tell whether a file could not be written because the disk is full."""
    return isinstance(problem, OSError) and problem.errno in _NO_ROOM


class Stopped(LookupError):
    """What the work stands on gave way, so nothing else can be done now either; the message says what to do."""


def in_words(problem: BaseException) -> str:
    """Say in a sentence or two what went wrong and what to do about it. Never tells a password or a person's words."""
    if _is_said(problem):
        return str(problem.args[0])
    return _around(problem) or _of_one_file(problem) or _unknown(problem)


def ground(problem: BaseException) -> str:
    """Say what gave way under the work, and would under the next piece of it as well; "" if it was not that."""
    words = _around(problem)
    return "" if words == t(_MEANWHILE) else words


def _around(problem: BaseException) -> str:
    for one in _causes(problem):
        if isinstance(one, Stopped):
            return str(one)
        if words := _of_gradebook(one) or _of_disk(one) or _of_packages(one):
            return words
    return ""


def _is_said(problem: BaseException) -> bool:
    """Tell whether one of ours was raised with a sentence: a mere KeyError or a library's ValueError was not."""
    if not isinstance(problem, LookupError | ValueError) or not problem.args:
        return False
    return type(problem).__module__.startswith("toolkit") or (
        type(problem) in (LookupError, ValueError) and _is_ours(_frames(problem)[-1:])
    )


def _frames(problem: BaseException) -> list[traceback.FrameSummary]:
    return list(traceback.extract_tb(problem.__traceback__))


def _is_ours(frames: list[traceback.FrameSummary]) -> bool:
    return all(f"{os.sep}toolkit{os.sep}" in one.filename for one in frames)


def _causes(problem: BaseException) -> Iterator[BaseException]:
    """Go from a fault to what brought it about: nbgrader says only that something was not entered."""
    seen = set[int]()
    one: BaseException | None = problem
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)


def _of_gradebook(problem: BaseException) -> str:
    """Read what SQLAlchemy raises, without loading it: those who only learn have no gradebook."""
    names = {kind.__name__ for kind in type(problem).__mro__ if kind.__module__.startswith("sqlalchemy")}
    raised = getattr(problem, "orig", None)
    if code := getattr(raised, "sqlite_errorname", None):
        return _of_sqlite(str(code), str(raised))
    if code := getattr(raised, "sqlstate", None):
        return t(_POSTGRESQL.get(code) or _POSTGRESQL.get(code[:2], ""))
    if names & {"IntegrityError", "StaleDataError", "ObjectDeletedError"}:
        return t(_MEANWHILE)
    if names & {"OperationalError", "InterfaceError"} and raised is not None:
        return _of_connection(str(raised))
    return t(NO_ADDRESS) if "ArgumentError" in names else ""


def _of_sqlite(code: str, words: str) -> str:
    """SQLite appends to a code what it was about: SQLITE_BUSY_SNAPSHOT is one of SQLITE_BUSY."""
    known = next((said for name, said in _SQLITE.items() if code == name or code.startswith(f"{name}_")), "")
    if code == "SQLITE_ERROR" and words.startswith(("no such table", "no such column")):
        known = _OTHER_VERSION
    return t(_MEANWHILE if code.startswith("SQLITE_CONSTRAINT") else known)


def _of_connection(words: str) -> str:
    """Before a server has let anybody in, only its words tell why."""
    if "password" in words or "authentication" in words or "no pg_hba.conf entry" in words:
        return t(_REFUSED)
    return t(_NO_DATABASE if "database" in words and "does not exist" in words else _NO_SERVER)


def _of_disk(problem: BaseException) -> str:
    return t(_FULL) if no_room(problem) else ""


def _of_packages(problem: BaseException) -> str:
    if not isinstance(problem, ImportError) or str(problem.name or "toolkit").startswith("toolkit"):
        return ""
    name = str(problem.name).split(".")[0]
    return t(_NO_DRIVER) if name in _DRIVERS else t(_NO_PACKAGE, name=name)


def _of_one_file(problem: BaseException) -> str:
    if not isinstance(problem, OSError) or not problem.filename:
        return ""
    file = Path(os.fsdecode(problem.filename)).name if not isinstance(problem.filename, int) else "?"
    if problem.errno in _FORBIDDEN:
        return t(_NO_RIGHT, file=file)
    return t(_FILE, file=file, why=problem.strerror or type(problem).__name__)


def _unknown(problem: BaseException) -> str:
    """Name what nobody foresaw, in a line: what kind it is and where it came up, but nothing that people wrote."""
    raised: Any = getattr(problem, "orig", None) or problem
    frames = _frames(problem)
    ours = [one for one in frames if _is_ours([one])] or frames
    where = f"{Path(ours[-1].filename).name} {ours[-1].lineno}" if ours else "?"
    return t(_UNKNOWN, what=type(raised).__name__, where=where)

"""Open nbgrader's gradebook, or say what stands in its place and what to do about it."""

import logging
import re
from functools import cache
from pathlib import Path
from typing import Any

from nbgrader.api import Base, Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy import Connection, create_engine, event, inspect, make_url, text
from sqlalchemy.pool import NullPool

from toolkit.faults import Stopped, ground

_ANSWERS, _LETS_GO = "10", "60s"
FOLDER = "There is a folder where the gradebook should be ({place}). Move it away, then do this once more."
_NO_FOLDER = (
    "The folder that the gradebook should be in ({place}) is not there. Make it, or look at TOOLKIT_GRADEBOOK and at "
    "CourseDirectory.db_url in nbgrader_config.py."
)
NOT_USABLE = {
    "foreign": (
        "{place} is a database of another program and no gradebook; nothing was changed in it. Look at "
        "TOOLKIT_GRADEBOOK, or at CourseDirectory.db_url in nbgrader_config.py."
    ),
    "older": (
        "The gradebook {place} was made by an older version of nbgrader; nothing was changed in it. Make a copy of it, "
        "then run: nbgrader db upgrade"
    ),
    "newer": (
        "The gradebook {place} was made by a newer version of nbgrader; nothing was changed in it. Run: python -P -m "
        "pip install --upgrade nbgrader"
    ),
}
_STAMP = "alembic_version"
_REVISION = re.compile(r"^revision\s*=\s*['\"](\w+)", re.MULTILINE)
_AFTER = re.compile(r"^down_revision\s*=\s*['\"](\w+)", re.MULTILINE)


def open_gradebook(course: CourseDirectory) -> Gradebook:
    """Open a course's gradebook, and make it if there is none.

    Raises Stopped, in words for a facilitator and with nothing changed, where what is there cannot be used as one.
    """
    # nbgrader logs every fault of a database with its traceback; we say it in words.
    logging.getLogger("tornado.application").addHandler(logging.NullHandler())
    try:
        url = _patient(str(course.db_url))
        _look(url)
        gradebook = Gradebook(url, course.course_id)
        _let_go_in_time(gradebook)
        return gradebook
    except Exception as problem:
        if words := ground(problem):
            raise Stopped(words) from None
        raise


def _patient(url: str) -> str:
    """Wait a while for a server to answer, not for ever, unless its address says otherwise."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "postgresql" or "connect_timeout" in parsed.query:
        return url
    return parsed.update_query_dict({"connect_timeout": _ANSWERS}).render_as_string(hide_password=False)


def _let_go_in_time(gradebook: Gradebook) -> None:
    """Wait for a server's rows that somebody else holds as long as for a file, unless its address says otherwise."""
    engine = gradebook.engine
    if engine.dialect.name == "postgresql" and "lock_timeout" not in str(engine.url.query):

        def wait(connection: Any, _: Any) -> None:
            connection.cursor().execute(f"set lock_timeout = '{_LETS_GO}'")
            connection.commit()

        event.listen(engine, "connect", wait)
        gradebook.db.remove()
        engine.dispose()


def _look(url: str) -> None:
    """See that what stands at an address is a gradebook of the present kind, or nothing yet. Raises Stopped."""
    parsed = make_url(url)
    place = parsed.render_as_string(hide_password=True)
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        place = Path(parsed.database).name
        if Path(parsed.database).is_dir():
            raise Stopped(FOLDER.format(place=place))
        if not Path(parsed.database).exists():
            if not Path(parsed.database).absolute().parent.is_dir():
                raise Stopped(_NO_FOLDER.format(place=Path(parsed.database).parent))
            return
    with create_engine(url, poolclass=NullPool).begin() as connection:
        kind = kind_of(connection)
        if kind == "half":
            _finish(connection)
    if kind in NOT_USABLE:
        raise Stopped(NOT_USABLE[kind].format(place=place))


def kind_of(book: Connection) -> str:
    """Tell what a database is: a gradebook ("good"), none yet ("empty"), "half" made, "older", "newer" or "foreign"."""
    looked = inspect(book)
    there = set(looked.get_table_names())
    if not there:
        return "empty"
    stamps = set(book.execute(text(f"select version_num from {_STAMP}")).scalars()) if _STAMP in there else set()
    is_nbgraders = "submitted_assignment" in there
    if stamps and is_nbgraders:
        newest, known = _versions()
        return "good" if stamps == newest else "older" if stamps <= known else "newer"
    if not stamps and _is_half(looked, there - {_STAMP}):
        return "half"
    return "older" if is_nbgraders else "foreign"


def _is_half(looked: Any, there: set[str]) -> bool:
    """Tell whether these are tables of the present kind and no others: nbgrader makes them one by one, then signs."""
    ours = {name: set(table.columns.keys()) for name, table in Base.metadata.tables.items()}
    named = {name for name in there if not name.startswith("toolkit_")}
    alike = (ours[name] == {column["name"] for column in looked.get_columns(name)} for name in named & ours.keys())
    return named <= ours.keys() and all(alike)


@cache
def _versions() -> tuple[set[str], set[str]]:
    """Give the newest version of nbgrader's tables, and all that there ever were.

    Read from the files themselves: alembic, which looks after them, takes a quarter of a second to load.
    """
    texts = [path.read_text("utf-8") for path in Path(ALEMBIC_DIR, "versions").glob("*.py")]
    known = {match[1] for one in texts for match in _REVISION.finditer(one)}
    older = {match[1] for one in texts for match in _AFTER.finditer(one)}
    return known - older, known


def _finish(book: Connection) -> None:
    """Finish what nbgrader was stopped at when it made a gradebook: it would never say of which version it is."""
    Base.metadata.create_all(book)
    book.execute(text(f"create table if not exists {_STAMP} (version_num varchar(32) not null)"))
    for newest in _versions()[0]:
        book.execute(text(f"insert into {_STAMP} (version_num) values (:newest)"), {"newest": newest})

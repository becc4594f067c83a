"""Open a gradebook for looking only: no file is made, no table, nothing is written."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, create_engine, make_url
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from toolkit.facilitator.erasing.rows import sqlite_file
from toolkit.facilitator.grading.course import open_course

_WAIT = 5  # seconds for an answer of the gradebook


def address(folder: Path) -> str | None:
    """Give the address of the course's gradebook; None where there is no course."""
    try:
        return str(open_course(folder)[0].db_url)
    except LookupError:
        return None


@contextmanager
def reading(url: str) -> Iterator[Connection]:
    """Open a gradebook for looking only: no file is made, no table, nothing is written."""
    file = sqlite_file(url)
    options: dict[str, Any] = {"poolclass": NullPool}
    if file is not None:
        address = f"file:{quote(str(file))}?mode=ro"
        options["creator"] = lambda: sqlite3.connect(address, uri=True, timeout=_WAIT)
    elif make_url(url).get_backend_name() == "postgresql":
        options["connect_args"] = {"connect_timeout": _WAIT}
    with create_engine("sqlite://" if file is not None else url, **options).connect() as connection:
        yield connection


@dataclass(frozen=True)
class Looked:
    """What stands for nbgrader's gradebook where it may only be read."""

    db: Session
    engine: Connection


@contextmanager
def looking(url: str) -> Iterator[Looked]:
    """Open a gradebook for looking only, to ask it what is asked of nbgrader's own."""
    with reading(url) as connection, Session(connection) as session:
        yield Looked(session, connection)

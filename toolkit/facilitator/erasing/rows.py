"""Take people out of a gradebook: every row that speaks of them, and the pages on which it stood."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import Connection, Engine, MetaData, String, Table, create_engine, delete, make_url, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from toolkit.facilitator.grading.gradebook import FOLDER, NOT_USABLE, kind_of
from toolkit.faults import Stopped

# What PostgreSQL's planner noted of the values in each column.
_NOTED = "SELECT most_common_vals::text, histogram_bounds::text FROM pg_stats WHERE schemaname = current_schema()"
_SQLITE_HEAD = b"SQLite format 3\x00"


def sqlite_file(url: str) -> Path | None:
    """Return the file of a gradebook that is one; None for a gradebook on a server."""
    parsed = make_url(url)
    return Path(parsed.database or "") if parsed.get_backend_name() == "sqlite" else None


def gradebooks(folder: Path, url: str) -> list[str]:
    """List the gradebooks of a course: the one that is set, and files of that kind that lie beside."""
    set_file = sqlite_file(url)
    waits = make_url(url).query.get("timeout", "60") if set_file else "60"
    found = [path for path in sorted(folder.glob("*.db")) if path != set_file and _is_sqlite(path)]
    beside = [address for path in found if not _is_foreign(address := f"sqlite:///{path}?timeout={waits}")]
    first = [url] if set_file is None or set_file.exists() else []
    return [*first, *beside]


def _is_foreign(url: str) -> bool:
    """Tell whether a file that lies beside is another program's: nothing in it is ours to erase."""
    try:
        with _engine(url).connect() as connection:
            return kind_of(connection) == "foreign"
    except SQLAlchemyError:
        return False


def _is_sqlite(path: Path) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(16) == _SQLITE_HEAD


def people_in(url: str) -> set[str]:
    """Name everybody whom a gradebook knows. Raises SQLAlchemyError or Stopped where it cannot be read."""
    engine = _own(url)
    found: set[str] = set()
    with engine.connect() as connection:
        for table in _of_people(_tables(engine)):
            for column in table.columns:
                if (table.name, column.name) == ("student", "id") or column.name in ("student_id", "who"):
                    found |= {str(one) for (one,) in connection.execute(select(column).distinct()) if one}
    return found


def words_in(url: str, of_people: bool = False) -> Iterator[str]:
    """Yield the texts that stand in a gradebook, or only those in rows about people. Raises as `people_in` does."""
    engine = _own(url)
    metadata = _tables(engine)
    with engine.connect() as connection:
        for table in _of_people(metadata) if of_people else metadata.sorted_tables:
            texts = [column for column in table.columns if isinstance(column.type, String)]
            if texts:
                yield from (text for row in connection.execute(select(*texts)) for text in row if text)
        if engine.dialect.name == "postgresql" and not of_people:
            yield from (text for row in connection.exec_driver_sql(_NOTED) for text in row if text)


def erase(url: str) -> int:
    """Delete every row about people and rewrite the pages; returns how many rows there were. Raises as `people_in`."""
    engine = _own(url)
    tables = _of_people(_tables(engine))
    is_file = engine.dialect.name == "sqlite"
    with engine.begin() as connection:
        if is_file:
            connection.exec_driver_sql("PRAGMA secure_delete=ON")
        counts = [connection.execute(delete(table)).rowcount for table in tables]
        if is_file:
            _forget_samples(connection)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if is_file:
            _rewrite_file(connection)
        elif engine.dialect.name == "postgresql":
            _rewrite_tables(connection, tables)
    engine.dispose()
    return sum(counts)


def _engine(url: str) -> Engine:
    return create_engine(url, poolclass=NullPool)


def _own(url: str) -> Engine:
    """Open a gradebook; what is another program's is not looked into, and not touched. Raises Stopped then."""
    file, engine = sqlite_file(url), _engine(url)
    if file is not None and file.is_dir():
        raise Stopped(FOLDER.format(place=file.name))
    with engine.connect() as connection:
        if kind_of(connection) == "foreign":
            raise Stopped(NOT_USABLE["foreign"].format(place=engine.url.render_as_string(hide_password=True)))
    return engine


def _tables(engine: Engine) -> MetaData:
    metadata = MetaData()
    metadata.reflect(engine)
    return metadata


def _of_people(metadata: MetaData) -> list[Table]:
    """Choose the tables about people, those first that refer to others: students, what points at them, and our own."""
    chosen = {table for table in metadata.tables.values() if table.name == "student" or _is_ours(table)}
    while more := {table for table in metadata.tables.values() if table not in chosen and _points_at(table, chosen)}:
        chosen |= more
    return [table for table in reversed(metadata.sorted_tables) if table in chosen]


def _is_ours(table: Table) -> bool:
    return table.name.startswith("toolkit_") and "who" in table.columns


def _points_at(table: Table, chosen: set[Table]) -> bool:
    return any(key.column.table in chosen for key in table.foreign_keys)


def _forget_samples(connection: Connection) -> None:
    """Drop the samples of values that some builds of SQLite keep for their planner."""
    names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'sqlite~_stat%' ESCAPE '~'"
    for (name,) in connection.exec_driver_sql(names).all():
        connection.exec_driver_sql(f"DELETE FROM {name}")


def _rewrite_file(connection: Connection) -> None:
    shorten = "PRAGMA wal_checkpoint(TRUNCATE)"
    for step in ("PRAGMA secure_delete=ON", shorten, "VACUUM", shorten):
        connection.exec_driver_sql(step)


def _rewrite_tables(connection: Connection, tables: Sequence[Table]) -> None:
    """Let PostgreSQL write the tables anew, and forget what its planner noted of their values.

    It keeps such notes of a table that was emptied (tried on version 15: DELETE, TRUNCATE and VACUUM FULL ANALYZE
    leave them); giving a column the type that it has drops them.
    """
    dialect = connection.dialect
    quote = dialect.identifier_preparer
    for table in tables:
        name = quote.format_table(table)
        same = (f"ALTER COLUMN {quote.format_column(one)} TYPE {one.type.compile(dialect)}" for one in table.columns)
        connection.exec_driver_sql(f"ALTER TABLE {name} {', '.join(same)}")
        connection.exec_driver_sql(f"VACUUM FULL {name}")
    connection.exec_driver_sql("VACUUM FULL pg_statistic")

"""All that stands in a course, without what chance or the clock put into it: rows by the names in them, files."""

from collections import Counter
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, inspect, text
from sqlalchemy.pool import NullPool

Row = tuple[Any, ...]
_SUBMITTED = """
join submitted_notebook sn on sn.id = {0}.notebook_id join submitted_assignment sa on sa.id = sn.assignment_id
join assignment a on a.id = sa.assignment_id join base_cell c on c.id = {0}.cell_id
"""
_ROWS = {
    "assignment": "select name, duedate, course_id from assignment",
    "notebook": "select a.name, n.name, n.kernelspec from notebook n left join assignment a on a.id = n.assignment_id",
    "base_cell": """select n.name, c.name, c.type, g.max_score, g.cell_type, t.max_score, t.cell_type, s.id is not null
        from base_cell c join notebook n on n.id = c.notebook_id left join grade_cells g on g.id = c.id
        left join task_cells t on t.id = c.id left join solution_cells s on s.id = c.id""",
    "source_cell": """select n.name, c.name, c.cell_type, c.locked, c.source, c.checksum
        from source_cell c left join notebook n on n.id = c.notebook_id""",
    "student": "select id from student",
    "submitted_assignment": """select a.name, sa.student_id, sa.timestamp from submitted_assignment sa
        left join assignment a on a.id = sa.assignment_id""",
    "submitted_notebook": """select a.name, sa.student_id, n.name from submitted_notebook sn
        join submitted_assignment sa on sa.id = sn.assignment_id join notebook n on n.id = sn.notebook_id
        join assignment a on a.id = sa.assignment_id""",
    "grade": f"""select a.name, sa.student_id, c.name, c.type, g.auto_score, g.manual_score, g.extra_credit,
        g.needs_manual_grade from grade g {_SUBMITTED.format("g")}""",
    "comment": f"""select a.name, sa.student_id, c.name, c.type, m.auto_comment, m.manual_comment
        from comment m {_SUBMITTED.format("m")}""",
    "toolkit_record": "select who, assignment, handed_in, seen from toolkit_record",
    "alembic_version": "select version_num from alembic_version",
}


def rows(url: str) -> dict[str, Counter[Row]]:
    """Read a gradebook by names, table by table; rows that belong to nothing are counted, too."""
    with create_engine(url, poolclass=NullPool).connect() as book:
        there = [name for name in inspect(book).get_table_names() if name in _ROWS]
        found = {name: Counter(tuple(row) for row in book.execute(text(_ROWS[name]))) for name in there}
        counts = {name: book.execute(text(f"select count(*) from {name}")).scalar() for name in there}
    return found | {f"rows of {name}": Counter({(count,): 1}) for name, count in counts.items()}


def files(folder: Path) -> dict[str, bytes]:
    """Read every file of a course but its gradebook."""
    paths = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("gradebook.db"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(paths)}


def standing(folder: Path, url: str = "") -> dict[str, Any]:
    """Read all that a course holds: for comparing the end of two ways."""
    book = folder / "gradebook.db"
    return {"files": files(folder), "rows": rows(url or f"sqlite:///{book}") if url or book.exists() else {}}


def differences(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """Say where two courses differ, in few words."""
    told = [f"file {name}" for name in one["files"].keys() ^ other["files"].keys()]
    told += [name for name in one["files"] if name in other["files"] and one["files"][name] != other["files"][name]]
    for table in one["rows"].keys() | other["rows"].keys():
        first, second = one["rows"].get(table, Counter()), other["rows"].get(table, Counter())
        told += [f"{table} {row[:4]}" for row in list((first - second) + (second - first))[:5]]
    return told

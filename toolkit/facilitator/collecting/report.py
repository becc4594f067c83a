"""The list of what arrived, as a table that a spreadsheet opens and a facilitator keeps."""

import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path

from toolkit.facilitator.collecting.collect import Arrived, plain
from toolkit.privacy import write

HEADINGS = ("File", "What happened", "Code name", "Exercise", "Why")
_WORDS = {"doubtful": "please look", "refused": "not taken", "taken": "taken", "same": "was there already"}
_ORDER = list(_WORDS)
# A spreadsheet computes what begins so, also after a sign at which some of them part the cells.
_FORMULA = re.compile(r"(^|[;,|])(\s*)(?=[=+\-@＝＋－＠])")


def report_rows(lines: Iterable[Arrived], with_files: bool = True) -> list[tuple[str, ...]]:
    """Make the rows of a table, a heading first, what needs a look at the top.

    Without the names of files no name of a person stands in it: those may be in what people call their files.
    """
    ordered = sorted(lines, key=lambda line: (_ORDER.index(line.state), line.who, line.assignment, line.file))
    rows = [(line.file, _WORDS[line.state], line.who, line.assignment, line.why) for line in ordered]
    return [row if with_files else row[1:] for row in (HEADINGS, *rows)]


def write_report(lines: Iterable[Arrived], path: Path, with_files: bool = True) -> None:
    """Write the table as CSV, in UTF-8 with the mark by which spreadsheets know it; in one step.

    Raises OSError if it cannot be written.
    """
    text = io.StringIO()
    rows = report_rows(lines, with_files)
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([[defused(cell) for cell in row] for row in rows])
    path.parent.mkdir(parents=True, exist_ok=True)
    write(path, text.getvalue().encode("utf-8-sig"))


def defused(cell: str) -> str:
    """Mark a cell as text for a spreadsheet that would take it for a formula.

    >>> defused("=1+1"), defused("answers.json"), defused("a;@x")
    ("'=1+1", 'answers.json', "a;'@x")
    """
    return _FORMULA.sub(r"\1\2'", plain(cell))

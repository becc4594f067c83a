"""Find a course directory as nbgrader does, from its own configuration file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError
from traitlets.config import Config, PyFileConfigLoader

from toolkit.faces.i18n import t
from toolkit.facilitator.grading.older import renewed
from toolkit.faults import NO_ADDRESS

CONFIG = "nbgrader_config.py"
_BROKEN = "{config} cannot be used{where}. Put the course’s own {config} back, or correct it."


def open_course(folder: Path) -> tuple[CourseDirectory, Config]:
    """Open the course in a folder; returns its directory and the whole configuration.

    Raises LookupError, in words for a facilitator, if the folder has no nbgrader_config.py or one that is broken.
    """
    if not (folder / CONFIG).is_file():
        raise LookupError(f"{folder} is not a course: there is no {CONFIG} in it.")
    try:
        config = PyFileConfigLoader(CONFIG, path=str(folder.resolve())).load_config()
        course = CourseDirectory(config=config)
        url = str(course.db_url)
    except (Exception, SystemExit) as problem:  # it is a program: anything may come out of it
        raise LookupError(_BROKEN.format(config=CONFIG, where=_where(problem))) from None
    try:
        make_url(url)
    except (ArgumentError, ValueError):
        raise LookupError(t(NO_ADDRESS)) from None
    return course, config


def _where(problem: BaseException) -> str:
    """Name the line of the configuration at which it broke, if that is known."""
    line = getattr(problem, "lineno", None)
    trace = problem.__traceback__
    while trace and line is None:
        if trace.tb_frame.f_code.co_filename.endswith(CONFIG):
            line = trace.tb_lineno
        trace = trace.tb_next
    return f": look at its line {line}" if line else ""


def gradebook_sources(gradebook: Any, assignment: str, course: CourseDirectory) -> dict[str, Mapping[str, Any]]:
    """Read the instructor's cells, with their hidden parts, from the gradebook.

    What was released before a question changed is taken from today's solution.
    """
    cells = gradebook.find_notebook(assignment, assignment).source_cells
    saved = {cell.name: {"source": cell.source, "checksum": cell.checksum} for cell in cells}
    solution = Path(course.format_path(course.source_directory, ".", assignment)) / f"{assignment}.ipynb"
    return renewed(saved, assignment, solution)


def released_notebook(course: CourseDirectory, assignment: str) -> dict[str, Any]:
    """Read the released notebook of an assignment.

    Raises FileNotFoundError if it is not there, LookupError, in words for a facilitator, if it cannot be read.
    """
    path = Path(course.format_path(course.release_directory, ".", assignment)) / f"{assignment}.ipynb"
    return read_notebook(path, f"Run: toolkit release {assignment}")


def read_notebook(path: Path, do: str) -> dict[str, Any]:
    """Read a notebook of ours; `do` says what to do about one that cannot be read. Raises LookupError then."""
    try:
        return dict(nbformat.read(path, as_version=4))
    except (OSError, ImportError) as problem:
        if isinstance(problem, FileNotFoundError):
            raise
        raise LookupError(f"{path.name} cannot be read. {do}") from None
    except Exception:  # nbformat raises whatever it stumbles over
        raise LookupError(f"{path.name} is damaged: it cannot be read as a notebook. {do}") from None

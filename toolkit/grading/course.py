"""Find a course directory as nbgrader does, from its own configuration file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config, PyFileConfigLoader

from toolkit.grading.older import renewed

CONFIG = "nbgrader_config.py"


def open_course(folder: Path) -> tuple[CourseDirectory, Config]:
    """Open the course in a folder; returns its directory and the whole configuration.

    Raises LookupError if the folder has no nbgrader_config.py.
    """
    if not (folder / CONFIG).is_file():
        raise LookupError(f"{folder} is not a course: there is no {CONFIG} in it.")
    config = PyFileConfigLoader(CONFIG, path=str(folder.resolve())).load_config()
    return CourseDirectory(config=config), config


def gradebook_sources(gradebook: Any, assignment: str, course: CourseDirectory) -> dict[str, Mapping[str, Any]]:
    """Read the instructor's cells, with their hidden parts, from the gradebook.

    What was released before a question changed is taken from today's solution.
    """
    cells = gradebook.find_notebook(assignment, assignment).source_cells
    saved = {cell.name: {"source": cell.source, "checksum": cell.checksum} for cell in cells}
    solution = Path(course.format_path(course.source_directory, ".", assignment)) / f"{assignment}.ipynb"
    return renewed(saved, assignment, solution)


def released_notebook(course: CourseDirectory, assignment: str) -> dict[str, Any]:
    """Read the released notebook of an assignment."""
    path = Path(course.format_path(course.release_directory, ".", assignment)) / f"{assignment}.ipynb"
    return dict(nbformat.read(path, as_version=4))

"""Find a course directory as nbgrader does, from its own configuration file."""

from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config, PyFileConfigLoader

CONFIG = "nbgrader_config.py"


def open_course(folder: Path) -> tuple[CourseDirectory, Config]:
    """Open the course in a folder; returns its directory and the whole configuration.

    Raises LookupError if the folder has no nbgrader_config.py.
    """
    if not (folder / CONFIG).is_file():
        raise LookupError(f"{folder} is not a course: there is no {CONFIG} in it.")
    config = PyFileConfigLoader(CONFIG, path=str(folder.resolve())).load_config()
    return CourseDirectory(config=config), config

"""Make an exercise by nbgrader's own steps, beside its place; then put it there."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import BaseConverter, NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import SaveCells
from traitlets.config import Config

from toolkit.facilitator.alone import alone
from toolkit.facilitator.grading.key_steps import KEY, SaveKey

Keys = Mapping[str, NotebookNode]
"""The instructor's notebooks of an assignment as they stand in the gradebook, by name."""
_WORKSHOP = ".being-made"
_SOMEBODYS = ("answers*.json", ".answers-*")  # what was answered in an exercise is not ours to take away


class Making(GenerateAssignment):  # type: ignore[misc]
    """Make an exercise without a gradebook and keep its key; what goes wrong is raised, not logged."""

    def convert_notebooks(self) -> None:
        """Convert the notebooks of one assignment."""
        self.keys: dict[str, NotebookNode] = {}
        for notebooks in self.assignments.values():
            self.notebooks = sorted(notebooks)
            BaseConverter.init_assignment(self, self.coursedir.assignment_id, ".")
            for notebook in self.notebooks:
                self.convert_single_notebook(notebook)
            self.set_permissions(self.coursedir.assignment_id, ".")

    def write_single_notebook(self, output: str, resources: dict[str, Any]) -> None:
        """Write the exercise, and keep the key that was held on the way to it."""
        super().write_single_notebook(output, resources)
        if KEY in resources:
            self.keys[resources["unique_key"]] = resources[KEY]


def make(course: CourseDirectory, config: Config, assignment: str, place: Path) -> Keys:
    """Make an exercise in a folder of its name in `place`. Raises LookupError, in words, if nbgrader refuses to."""
    config.SaveKey.held = True
    course.assignment_id, course.release_directory = assignment, str(place.resolve())
    making = Making(coursedir=course, config=config, no_database=True, force=True)
    # Where nbgrader's own settings stand, its step would save row by row, and before there is an exercise.
    making.preprocessors = [SaveKey if issubclass(one, SaveCells) else one for one in making.preprocessors]
    try:
        making.start()
    except NbGraderException as problem:
        raise LookupError(f"“{assignment}” could not be released: {problem}") from None
    return making.keys


@contextmanager
def workshop(target: Path) -> Iterator[Path]:
    """Give an empty folder in which something can be made for `target`; nobody else has it meanwhile."""
    target.mkdir(parents=True, exist_ok=True)
    place = target / _WORKSHOP
    with alone(target):
        try:
            shutil.rmtree(place, ignore_errors=True)  # what a stop left
            place.mkdir()
            yield place
        finally:
            shutil.rmtree(place, ignore_errors=True)


def put_in_place(made: Path, target: Path) -> None:
    """Move what was made to where it belongs, file by file, and take away what is no part of it any more.

    What somebody answered there stays.
    """
    target.mkdir(parents=True, exist_ok=True)
    files = {path.relative_to(made) for path in made.rglob("*") if path.is_file()}
    for file in sorted(files):
        (target / file).parent.mkdir(parents=True, exist_ok=True)
        os.replace(made / file, target / file)
    for path in sorted(target.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            with suppress(OSError):
                path.rmdir()  # only if it is empty
        elif path.relative_to(target) not in files and not any(fnmatch(path.name, kind) for kind in _SOMEBODYS):
            path.unlink()

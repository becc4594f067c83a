"""Our steps in nbgrader's own pipelines, so that its command, its formgrader and our command behave alike."""

import json
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat.notebooknode import NotebookNode
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor

from toolkit.facilitator.grading.cells import rebuild, run
from toolkit.facilitator.grading.course import released_notebook
from toolkit.facilitator.grading.gradebook import open_gradebook
from toolkit.facilitator.grading.nbgrader_files import check
from toolkit.facilitator.grading.records import records_of, write
from toolkit.facilitator.grading.single import LARGEST, mark_graded, open_desk
from toolkit.facilitator.grading.submitted import read_submission, when_handed_in

Step = tuple[NotebookNode, dict[str, Any]]


class ForgivingExporter(NotebookExporter):  # type: ignore[misc]
    """Read a notebook file that may be damaged; what cannot be read counts as an empty notebook."""

    def from_filename(self, filename: str, resources: Any = None, **kw: Any) -> Any:
        """Convert a notebook file, or an empty notebook in its place."""
        try:
            check(Path(filename), LARGEST)
        except OSError as problem:
            return self._empty(filename, problem, resources, **kw)
        try:
            return super().from_filename(filename, resources=resources, **kw)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError, nbformat.ValidationError) as problem:
            return self._empty(filename, problem, resources, **kw)

    def _empty(self, filename: str, problem: Exception, resources: Any, **kw: Any) -> Any:
        said = "This notebook could not be read (%s); its answers are taken from beside it: %s"
        self.log.warning(said, type(problem).__name__, filename)
        return self.from_notebook_node(nbformat.v4.new_notebook(), resources=resources, **kw)


class Rebuild(NbGraderPreprocessor):  # type: ignore[misc]
    """Replace a submitted notebook by the instructor's own, with what else was sent as text at its end."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> Step:  # noqa: ARG002 (nbconvert's signature)
        """Rebuild one notebook; what was submitted is read from its file, as data."""
        about = resources["nbgrader"]
        assignment = about["assignment"]
        course = CourseDirectory(parent=self)
        folder = Path(course.format_path(course.submitted_directory, about["student"], assignment))
        released = released_notebook(course, assignment)
        submitted = read_submission(folder, assignment, released)
        with open_gradebook(course) as gradebook:
            desk = open_desk(course, gradebook, assignment, [about["student"]])
            desk.book.complete(about["student"])
        return nbformat.from_dict(rebuild(released, desk.sources, submitted)), resources


class GradeAnswers(NbGraderPreprocessor):  # type: ignore[misc]
    """Run the instructor's cells over the submitted answers, in this process."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> Step:
        """Fill in the outputs that nbgrader reads the points from."""
        about = resources["nbgrader"]
        course = CourseDirectory(parent=self)
        folder = Path(course.format_path(course.submitted_directory, about["student"], about["assignment"]))
        submitted = read_submission(folder, about["assignment"], released_notebook(course, about["assignment"]))
        ran = run(json.loads(json.dumps(nb)), submitted)
        with open_gradebook(course) as gradebook:
            desk = open_desk(course, gradebook, about["assignment"], [about["student"]])
            mark_graded(desk, ran.notebook, submitted)
            for one in records_of(about["student"], submitted.answers, ran, when_handed_in(folder)):
                write(gradebook, one)
            gradebook.db.commit()
        return nbformat.from_dict(ran.notebook), resources


class HideKeys(NbGraderPreprocessor):  # type: ignore[misc]
    """Take the source of every code cell out of a feedback page: the keys stand in it."""

    def preprocess_cell(self, cell: NotebookNode, resources: dict[str, Any], _: int) -> Step:
        """Empty one cell, keeping its output."""
        if cell.cell_type == "code":
            cell.source = ""
        return cell, resources

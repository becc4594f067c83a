"""Let nbgrader, too, read plain files only and write into people's own folders only: it has no setting for either.

By itself it opens whatever is called timestamp.txt, copies whatever lies beside a notebook, and goes through links.
"""

from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader import converters
from nbgrader.apps import api, autogradeapp, generatefeedbackapp
from nbgrader.converters.base import BaseConverter, NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.plugins import FileNameCollectorPlugin
from nbgrader.utils import parse_utc

from toolkit.facilitator import plain_files
from toolkit.facilitator.grading.single import LARGEST, own_place
from toolkit.facilitator.grading.submitted import LARGEST_NOTEBOOK, carry_over, nobody, noted, opened
from toolkit.facilitator.plain_files import NotPlain
from toolkit.posts.words import printable
from toolkit.privacy import keep_private

_NO_NOTEBOOK = "There is no notebook of this exercise in the folder. The command `toolkit grade` needs none."


class OwnFiles(BaseConverter):  # type: ignore[misc]
    """What nbgrader does around its conversion of each submission."""

    def init_notebooks(self) -> None:
        """List the submissions; those that lead elsewhere are named and left out, and the others go on."""
        keep_private(Path(self.coursedir.root))
        super().init_notebooks()
        self._refused = 0
        for place, found in list(self.assignments.items()):
            folder = Path(place)
            # Of what else is called a notebook there nbgrader would only write the names into its log.
            self.assignments[place] = [one for one in found if Path(one).stem == folder.name]
            if why := self._why_not(folder) or (_NO_NOTEBOOK if not self.assignments[place] else ""):
                del self.assignments[place]
                self._refused += 1
                self.log.error("%s: %s", printable(folder.parent.name), printable(why))

    def _why_not(self, folder: Path) -> str:
        try:
            with opened(folder):
                own_place(Path(self._format_dest(folder.name, folder.parent.name)))
        except OSError as problem:
            return str(problem)
        return nobody(folder.parent.name)

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Copy the few files that nbgrader looks for beside a notebook."""
        target = Path(self._format_dest(assignment_id, student_id))
        target.mkdir(parents=True, exist_ok=True)
        carry_over(Path(self._format_source(assignment_id, student_id)), target)

    def convert_notebooks(self) -> None:
        """Convert the others; then say, as nbgrader does of what it could not convert, that something was left out."""
        super().convert_notebooks()
        if self._refused:
            raise NbGraderException(f"{self._refused} submissions were left out; the log says which, and why.")


class OwnAutograde(converters.Autograde, OwnFiles):  # type: ignore[misc]
    """What `nbgrader autograde` and the formgrader's button do in this course."""


class OwnFeedback(converters.GenerateFeedback, OwnFiles):  # type: ignore[misc]
    """What `nbgrader generate_feedback` and the formgrader's button do in this course."""

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """Make a page of a graded notebook. Raises NotPlain for what is none."""
        check(Path(notebook_filename), LARGEST)
        super().convert_single_notebook(notebook_filename)


class OwnCollector(FileNameCollectorPlugin):  # type: ignore[misc]
    """What `nbgrader zip_collect` asks about each file that was unpacked."""

    def collect(self, submitted_file: str) -> dict[str, str] | None:
        """Tell whose it is; None for what is no plain file, is nobody's, or would be written elsewhere."""
        found: dict[str, str] | None = super().collect(submitted_file)
        if found is None:
            return None
        try:
            check(Path(submitted_file), LARGEST_NOTEBOOK)
            who, course = found.get("student_id", ""), self.parent.coursedir
            own_place(Path(course.format_path(course.submitted_directory, who, course.assignment_id)))
            if why := nobody(who):
                raise NotPlain(why)
        except OSError as problem:
            self.log.warning("%s: %s", printable(submitted_file), printable(str(problem)))
            return None
        return found


def check(path: Path, most: int) -> None:
    """Make sure that a path is a plain file of no more than so many bytes. Raises NotPlain, or OSError."""
    with plain_files.plain_file(path) as file:
        if file.seek(0, 2) > most:
            raise NotPlain(plain_files.TOO_LARGE)


def _noted(folder: Path) -> datetime | None:
    try:
        when: datetime = parse_utc(noted(folder))
    except (OSError, ValueError, OverflowError, TypeError, AttributeError):
        return None
    return when


def _noted_in(_: Any, folder: str) -> datetime | None:
    return _noted(Path(folder))


def _noted_of(grader: Any, assignment: str, who: str) -> datetime | None:
    course = grader.coursedir
    return _noted(Path(course.format_path(course.submitted_directory, who, assignment)))


def take_their_places() -> None:
    """Put these in the place of nbgrader's own; nbgrader_config.py does so, which every way into nbgrader reads."""
    converters.Autograde = autogradeapp.Autograde = api.Autograde = OwnAutograde
    converters.GenerateFeedback = generatefeedbackapp.GenerateFeedback = api.GenerateFeedback = OwnFeedback
    CourseDirectory.get_existing_timestamp = _noted_in
    api.NbGraderAPI.get_submitted_timestamp = _noted_of

"""Make what trainees get: exercises without keys, and only such as their model answers solve."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from toolkit.facilitator.grading.agreeing import agree, alike, contradicts, other_course
from toolkit.facilitator.grading.course import open_course, read_notebook
from toolkit.facilitator.grading.gradebook import open_gradebook
from toolkit.facilitator.grading.key_steps import SaveKey, all_or_nothing, key_faults, read_solution
from toolkit.facilitator.grading.making import Keys, make, put_in_place, workshop
from toolkit.sessions.room import rooms

_OTHER_COURSE = (
    "The gradebook belongs to another course (“{other}”; this one is “{own}”), so “{name}” was not released into it. "
    "Look at TOOLKIT_GRADEBOOK, or at db_url and course_id of CourseDirectory in nbgrader_config.py."
)
_OTHER_NOTEBOOKS = (
    "“{name}” has other notebooks than when people handed it in ({gone} is gone). Put it back into solutions/{name}."
)
_STRANGER = (
    "“{name}” in solutions/ is not from this course, and is left alone. Keep it in a course folder of its own: this "
    "one never runs what is sent."
)
_NOT_WHOLE = (
    "What the gradebook holds of “{name}” does not fit the exercise that trainees got: a release was stopped, or "
    "something is lost. Nobody was graded by half of it. Run: toolkit release {name}"
)


def assignments(folder: Path) -> list[str]:
    """Name the assignments of the course that have a solution."""
    return [name for name in _solved(folder) if name in rooms()]


def strangers(folder: Path) -> list[str]:
    """Say of each assignment in solutions/ that is not from this course, a sentence each, where it would be at home."""
    return [_STRANGER.format(name=name) for name in _solved(folder) if name not in rooms()]


def _solved(folder: Path) -> list[str]:
    return sorted(
        path.parent.name for path in (folder / "solutions").glob("*/*.ipynb") if path.stem == path.parent.name
    )


def make_exercises(folder: Path, target: Path | None = None) -> list[str]:
    """Generate all exercises from their solutions, as `nbgrader generate_assignment` does but without a gradebook.

    Returns what is wrong with them, a sentence each; an exercise with a fault is not written.
    """
    faults = []
    for assignment in assignments(folder):
        found = keys_fault(folder, assignment)
        faults += found
        if not found:
            course, config = open_course(folder)
            _make(course, config, assignment, target or folder / "exercises")
    return faults


def release(folder: Path, assignment: str) -> list[str]:
    """Make an exercise and put its key into the gradebook, in the place of an earlier one.

    Submissions that are there stay as they are and are graded against the new key next time. Stopped at any moment,
    it leaves the old key or the new one, and comes to its end when it is run again. Returns what is wrong with the
    exercise, a sentence each; one with a fault is not released. Raises LookupError if there is none.
    """
    if assignment not in assignments(folder):
        if (folder / "solutions" / assignment).is_dir() and assignment not in rooms():
            raise LookupError(_STRANGER.format(name=assignment))
        raise LookupError(f"There is no exercise “{assignment}” in {folder / 'solutions'}.")
    faults = keys_fault(folder, assignment)
    if not faults:
        course, config = open_course(folder)
        released = Path(course.format_path(course.release_directory, ".", assignment)).parent
        _make(course, config, assignment, released, saved=True)
    return faults


def keys_fault(folder: Path, assignment: str) -> list[str]:
    """Say what keeps an exercise from being released: model answers must earn all points, an empty form none."""
    return key_faults(read_solution(folder, assignment), assignment, folder / "solutions" / assignment)


def _make(course: CourseDirectory, config: Config, assignment: str, target: Path, saved: bool = False) -> None:
    """Make an exercise beside its place, save its key if that is wanted, and only then put it there.

    In this order nothing is lost where there is no room, and a key that is saved is whole. Between the last two steps
    the exercise is still the old one: whoever grades then is told so, see `make_whole`.
    """
    with workshop(target) as place:
        keys = make(course, config, assignment, place)
        if saved:
            with open_gradebook(course) as gradebook:
                _save(gradebook, assignment, keys)
        put_in_place(place / assignment, target / assignment)


def _save(gradebook: Gradebook, assignment: str, keys: Keys) -> None:
    """Put the instructor's cells into the gradebook, all of them or none."""
    with all_or_nothing(gradebook):
        if other := other_course(gradebook.db, gradebook.course_id):
            raise LookupError(_OTHER_COURSE.format(other=other, own=gradebook.course_id, name=assignment))
        there = gradebook.update_or_create_assignment(assignment)
        for notebook in [one for one in there.notebooks if one.name not in keys]:
            if notebook.submissions:
                raise LookupError(_OTHER_NOTEBOOKS.format(name=assignment, gone=f"{notebook.name}.ipynb"))
            gradebook.remove_notebook(notebook.name, assignment)
        for name, key in keys.items():
            SaveKey().save(gradebook, assignment, name, key)


def make_whole(course: CourseDirectory, gradebook: Gradebook, assignment: str, released: Mapping[str, Any]) -> None:
    """See that the gradebook holds every cell of a released exercise; make those again that it has lost.

    Raises LookupError, in words for a facilitator, where only a release can say what holds.
    """
    if agree(gradebook.db, assignment, released):
        return
    folder = Path(course.root)
    refused = LookupError(_NOT_WHOLE.format(name=assignment))
    if assignment not in assignments(folder) or keys_fault(folder, assignment):
        raise refused
    with TemporaryDirectory() as place:
        own, config = open_course(folder)
        keys = make(own, config, assignment, Path(place))
        made = read_notebook(Path(place) / assignment / f"{assignment}.ipynb", "")
    # Only what was released before may come back: a key that was changed since waits for its release.
    if not alike(made, released) or contradicts(gradebook.db, assignment, keys[assignment]):
        raise refused
    _save(gradebook, assignment, keys)

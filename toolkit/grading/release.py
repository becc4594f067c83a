"""Make what trainees get: exercises without keys, and only such as their model answers solve."""

from pathlib import Path

from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException

from toolkit.grading.course import open_course
from toolkit.grading.key_steps import key_faults, read_solution


def assignments(folder: Path) -> list[str]:
    """Name the assignments that have a solution."""
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
            _generate(folder, assignment, target or folder / "exercises")
    return faults


def release(folder: Path, assignment: str) -> list[str]:
    """Make an exercise and put its key into the gradebook, in the place of an earlier one.

    Submissions that are there stay as they are and are graded against the new key next time. Returns what is wrong
    with the exercise, a sentence each; one with a fault is not released. Raises LookupError if there is none.
    """
    if assignment not in assignments(folder):
        raise LookupError(f"There is no exercise “{assignment}” in {folder / 'solutions'}.")
    faults = keys_fault(folder, assignment)
    if not faults:
        _generate(folder, assignment)
    return faults


def keys_fault(folder: Path, assignment: str) -> list[str]:
    """Say what keeps an exercise from being released: model answers must earn all points, an empty form none."""
    return key_faults(read_solution(folder, assignment), assignment, folder / "solutions" / assignment)


def _generate(folder: Path, assignment: str, target: Path | None = None) -> None:
    """Run nbgrader's own steps; with `target`, without a gradebook."""
    course, config = open_course(folder)
    if target:
        config.SaveKey.enabled = False
        course.release_directory = str(target)
    course.assignment_id = assignment
    try:
        GenerateAssignment(coursedir=course, config=config, no_database=bool(target), force=True).start()
    except NbGraderException as problem:
        raise LookupError(f"“{assignment}” could not be released: {problem}") from None

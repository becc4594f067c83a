"""Make what trainees get: exercises without keys, and only such as their model answers solve."""

from pathlib import Path

import nbformat
from nbgrader.converters import GenerateAssignment

from toolkit.answers import Answers, read
from toolkit.grading.cells import run
from toolkit.grading.course import open_course
from toolkit.grading.submitted import Submitted


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


def keys_fault(folder: Path, assignment: str) -> list[str]:
    """Say what keeps an exercise from being released: model answers must earn all points, an empty form none."""
    source = folder / "solutions" / assignment
    notebook = dict(nbformat.read(source / f"{assignment}.ipynb", as_version=4))
    model = read((source / "model-answers.json").read_bytes(), assignment)
    _, full = run(nbformat.from_dict(notebook), Submitted(model))
    _, none = run(nbformat.from_dict(notebook), Submitted(Answers(assignment)))
    maxima = _maxima(notebook)
    return [
        f"{assignment}: the model answer earns {full[id_]} of {maximum:g} in “{id_}”."
        for id_, maximum in maxima.items()
        if full[id_] != maximum
    ] + [f"{assignment}: an empty form earns {none[id_]} in “{id_}”." for id_ in maxima if none[id_] != 0]


def _maxima(notebook: dict[str, object]) -> dict[str, float]:
    about = [cell["metadata"].get("nbgrader", {}) for cell in notebook["cells"]]  # type: ignore[attr-defined]
    return {row["grade_id"]: row["points"] for row in about if row.get("grade")}


def _generate(folder: Path, assignment: str, target: Path) -> None:
    course, config = open_course(folder)
    config.SaveCells.enabled = False
    course.release_directory = str(target)
    course.assignment_id = assignment
    GenerateAssignment(coursedir=course, config=config, no_database=True, force=True).start()

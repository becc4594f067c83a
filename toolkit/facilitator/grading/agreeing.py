"""Do the gradebook and the notebook that trainees got speak of the same cells?"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import nbformat
from nbgrader.api import Assignment, BaseCell, GradeCell, Notebook, SolutionCell, SourceCell, TaskCell
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme

Cell = tuple[str, str, float | None]  # kind, id, points
_NOBODYS = {"", "default_course"}  # what nbgrader calls a course that was given no name


def agree(db: Any, assignment: str, released: Mapping[str, Any]) -> bool:
    """Tell whether a gradebook holds every cell of a released notebook once, worth the same, and no other."""
    return Counter(cells_saved(db, assignment)) == Counter(cells_released(released))


def cells_released(notebook: Mapping[str, Any]) -> Iterator[Cell]:
    """List what nbgrader keeps of a notebook's cells: those with points, with an answer, with a task, and sources."""
    for about in (cell["metadata"]["nbgrader"] for cell in _ours(notebook)):
        kinds = [kind for kind in ("grade", "solution", "task") if about.get(kind)]
        for kind in kinds:
            yield kind, about["grade_id"], None if kind == "solution" else float(about.get("points") or 0)
        if kinds or about.get("locked"):
            yield "source", about["grade_id"], None


def cells_saved(db: Any, assignment: str) -> Iterator[Cell]:
    """List the cells that a gradebook holds of an assignment's notebook; a cell with half of its rows is none."""
    for kind, table in (("grade", GradeCell), ("task", TaskCell)):
        yield from ((kind, name, float(most)) for name, most in _of(db, assignment, table, table.name, table.max_score))
    yield from (("solution", name, None) for (name,) in _of(db, assignment, SolutionCell, SolutionCell.name))
    yield from (("source", name, None) for (name,) in _of(db, assignment, SourceCell, SourceCell.name))
    whole = ("GradeCell", "TaskCell", "SolutionCell")
    odd = _of(db, assignment, BaseCell, BaseCell.name).filter(BaseCell.type.not_in(whole) | BaseCell.type.is_(None))
    yield from (("odd", name, None) for (name,) in odd)


def _of(db: Any, assignment: str, table: Any, *columns: Any) -> Any:
    """Ask for cells of the notebook that is called like its assignment."""
    joined = db.query(*columns).select_from(table).join(Notebook, Notebook.id == table.notebook_id)
    named = (Assignment.name == assignment, Notebook.name == assignment)
    return joined.join(Assignment, Assignment.id == Notebook.assignment_id).filter(*named)


def handed_out(db: Any, assignment: str, released: Mapping[str, Any]) -> bool:
    """Tell whether the cells of a released notebook read as those in the gradebook do without their hidden parts."""
    hidden = (ClearHiddenTests(), ClearMarkScheme())
    given = {cell["metadata"]["nbgrader"]["grade_id"]: cell for cell in _ours(released)}
    for name, source in _of(db, assignment, SourceCell, SourceCell.name, SourceCell.source):
        if name in given:
            cell = nbformat.from_dict({**given[name], "source": source})
            for step in hidden:
                cell, _ = step.preprocess_cell(cell, {}, 0)
            if cell.source != given[name]["source"]:
                return False
    return True


def other_course(db: Any, own: str) -> str:
    """Name another course whose exercises stand in a gradebook, "" if there is none."""
    found = {course or "" for (course,) in db.query(Assignment.course_id).distinct()} - _NOBODYS - {own}
    return min(found, default="") if own not in _NOBODYS else ""


def contradicts(db: Any, assignment: str, key: Mapping[str, Any]) -> bool:
    """Tell whether a gradebook says of a cell, as far as it has it, something else than an instructor's notebook."""
    given = set(cells_released(key))
    if any(one not in given for one in cells_saved(db, assignment)):
        return True
    sources = {cell["metadata"]["nbgrader"]["grade_id"]: cell["source"] for cell in _ours(key)}
    told = _of(db, assignment, SourceCell, SourceCell.name, SourceCell.source)
    return any(sources.get(name) != source for name, source in told)


def alike(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Tell whether two released notebooks hold the same cells of nbgrader's, whatever was shown in them since."""
    return list(map(_told, _ours(one))) == list(map(_told, _ours(other)))


def _ours(notebook: Mapping[str, Any]) -> list[Any]:
    return [cell for cell in notebook["cells"] if cell.get("metadata", {}).get("nbgrader", {}).get("grade_id")]


def _told(cell: Mapping[str, Any]) -> tuple[Any, ...]:
    about = {name: value for name, value in cell["metadata"]["nbgrader"].items() if name != "checksum"}
    return cell["cell_type"], cell["source"], sorted(about.items())

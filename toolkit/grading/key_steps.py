"""Our steps in making an exercise: no faulty key goes out, and a corrected one replaces what was released before."""

import json
from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode
from nbgrader.api import BaseCell, Comment, Grade, MissingEntry
from nbgrader.preprocessors import NbGraderPreprocessor, SaveCells

from toolkit import plain_files
from toolkit.answers import LARGEST, Answers, Refused, read
from toolkit.grading.cells import Ran, run
from toolkit.grading.older import is_older
from toolkit.grading.submitted import Submitted

MODEL = "model-answers.json"


class FaultyKey(ValueError):
    """An exercise that must not be released; the message says why, a sentence in a line."""


def key_faults(notebook: dict[str, Any], assignment: str, folder: Path) -> list[str]:
    """Say what keeps an exercise from being released: model answers must earn all points, an empty form none."""
    about = ((cell["metadata"].get("nbgrader", {}).get("grade_id"), cell["source"]) for cell in notebook["cells"])
    if old := [id_ for id_, source in about if id_ and is_older("".join(source), assignment)]:
        do = "Take solutions/ from the version of the course that you run."
        return [f"{assignment}: the key in “{id_}” is older than its question. {do}" for id_ in old]
    try:
        model = read(plain_files.read(folder / MODEL, LARGEST), assignment)
    except (OSError, Refused) as problem:
        return [f"{assignment}: its model answers could not be read ({problem})."]
    full, none = _ran(notebook, model), _ran(notebook, Answers(assignment))
    return [
        f"{assignment}: the model answer earns {points} of {full.maxima[id_]:g} in “{id_}”."
        for id_, points in full.points.items()
        if points != full.maxima[id_]
    ] + [
        f"{assignment}: an empty form earns {points} in “{id_}”." for id_, points in none.points.items() if points != 0
    ]


def _ran(notebook: dict[str, Any], answers: Answers) -> Ran:
    return run(json.loads(json.dumps(notebook)), Submitted(answers))


class CheckKey(NbGraderPreprocessor):  # type: ignore[misc]
    """Let no exercise through whose model answers do not earn all points, or whose empty form earns some."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Look at one notebook of the instructor's. Raises FaultyKey."""
        folder, assignment = Path(resources["metadata"]["path"]), resources["nbgrader"]["assignment"]
        if faults := key_faults(nb, assignment, folder):
            raise FaultyKey("\n".join(faults))
        return nb, resources


class SaveKey(SaveCells):  # type: ignore[misc]
    """Save the instructor's cells, also when there are submissions and some cells are new or gone."""

    def _create_notebook(self, nb: NotebookNode) -> None:
        try:
            notebook = self.gradebook.find_notebook(self.notebook_id, self.assignment_id)
        except MissingEntry:
            notebook = None
        if notebook is not None and notebook.submissions:
            self._change_cells(notebook)
        super()._create_notebook(nb)

    def _change_cells(self, notebook: Any) -> None:
        """Take away the cells that are gone and make rows for the new ones: nbgrader refuses to do either."""
        saved = {
            "grade_cell": (notebook.grade_cells, self.new_grade_cells, self.gradebook.add_grade_cell),
            "solution_cell": (notebook.solution_cells, self.new_solution_cells, self.gradebook.add_solution_cell),
            "task_cell": (notebook.task_cells, self.new_task_cells, self.gradebook.add_task_cell),
            "source_cell": (notebook.source_cells, self.new_source_cells, self.gradebook.add_source_cell),
        }
        for kind, (cells, wanted, add) in saved.items():
            known = {cell.name: cell for cell in cells}
            for name in known.keys() - wanted.keys():
                self._remove(known[name])
            for name in sorted(wanted.keys() - known.keys()):
                cell = add(name, self.notebook_id, self.assignment_id, **wanted[name])
                self._make_rows(kind, cell, notebook)
        self.gradebook.db.commit()
        self.gradebook.db.expire_all()

    def _remove(self, cell: Any) -> None:
        db = self.gradebook.db
        if isinstance(cell, BaseCell):
            for rows in (Grade, Comment):
                db.query(rows).filter(rows.cell_id == cell.id).delete()
        db.delete(cell)

    def _make_rows(self, kind: str, cell: Any, notebook: Any) -> None:
        """Give every submission that is there the empty rows that nbgrader makes for a new one."""
        for submission in notebook.submissions:
            if kind in ("grade_cell", "task_cell"):
                self.gradebook.db.add(Grade(cell_id=cell.id, notebook_id=submission.id, needs_manual_grade=True))
            if kind in ("solution_cell", "task_cell"):
                self.gradebook.db.add(Comment(cell_id=cell.id, notebook_id=submission.id))


def read_solution(folder: Path, assignment: str) -> dict[str, Any]:
    """Read the instructor's notebook of an assignment."""
    return dict(nbformat.read(folder / "solutions" / assignment / f"{assignment}.ipynb", as_version=4))

"""Our steps in making an exercise: no faulty key goes out, and a corrected one replaces what was released before."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode
from nbgrader.api import BaseCell, Comment, Grade, GradeCell, MissingEntry, SolutionCell, TaskCell
from nbgrader.preprocessors import NbGraderPreprocessor, SaveCells
from sqlalchemy import insert, select
from sqlalchemy.orm import scoped_session, sessionmaker
from traitlets import Bool

from toolkit.answers import LARGEST, Answers, Refused, read
from toolkit.facilitator import plain_files
from toolkit.facilitator.grading.cells import Ran, run
from toolkit.facilitator.grading.course import read_notebook
from toolkit.facilitator.grading.older import is_older
from toolkit.facilitator.grading.submitted import Submitted

_NO_POINTS = {"max_score": 0.0, "cell_type": "code"}  # of a cell that is taken away in the same go
MODEL = "model-answers.json"
KEY = "hashtag_to_action_key"  # resources of a notebook on its way: it, as it stands before the hidden parts go


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


@contextmanager
def all_or_nothing(gradebook: Any) -> Iterator[None]:
    """Let all that nbgrader commits meanwhile count together at the end, or not at all if anything goes wrong.

    Its methods commit after every row; within this, a session that joins a transaction of ours only seems to.
    """
    before = gradebook.db
    before.remove()  # a session that has read may keep others, ours included, from writing
    with gradebook.engine.begin() as connection:
        joined = sessionmaker(bind=connection, join_transaction_mode="rollback_only")
        gradebook.db = scoped_session(joined)
        try:
            yield
            gradebook.db.flush()
        finally:
            gradebook.db.remove()
            gradebook.db = before


class SaveKey(SaveCells):  # type: ignore[misc]
    """Save the instructor's cells in one go, also when there are submissions and some cells are new or gone."""

    held = Bool(False, help="Only keep the notebook as it is at this step; whoever asked for it saves it.").tag(
        config=True
    )

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Save the cells of one notebook, or hold it."""
        if self.held:
            resources[KEY] = deepcopy(nb)
            return nb, resources
        saved: tuple[NotebookNode, dict[str, Any]] = super().preprocess(nb, resources)
        return saved

    def save(self, gradebook: Any, assignment: str, notebook: str, nb: NotebookNode) -> None:
        """Save a notebook that was held, in a gradebook that is open."""
        self.gradebook, self.assignment_id, self.notebook_id = gradebook, assignment, notebook
        for kind in ("grade", "solution", "task", "source"):
            setattr(self, f"new_{kind}_cells", {})
        for index, cell in enumerate(nb.cells):
            self.preprocess_cell(cell, {}, index)
        self._save(nb)

    def _create_notebook(self, nb: NotebookNode) -> None:
        with all_or_nothing(self.gradebook):
            self._save(nb)

    def _save(self, nb: NotebookNode) -> None:
        try:
            notebook = self.gradebook.find_notebook(self.notebook_id, self.assignment_id)
        except MissingEntry:
            notebook = None
        if notebook is not None:
            self._mend_halves(notebook.id)
            if notebook.submissions:
                self._change_cells(notebook)
        super()._create_notebook(nb)

    def _mend_halves(self, notebook: str) -> None:
        """Give a cell that stands in one of its two tables only the other row back; with it the scores by hand stay."""
        db = self.gradebook.db
        kinds = {GradeCell: self.new_grade_cells, SolutionCell: self.new_solution_cells, TaskCell: self.new_task_cells}
        for kind, wanted in kinds.items():
            own = kind.__table__
            mine = (BaseCell.notebook_id == notebook) & (BaseCell.type == kind.__name__)
            for id_, name in db.query(BaseCell.id, BaseCell.name).filter(mine, BaseCell.id.not_in(select(own.c.id))):
                values = {column: value for column, value in wanted.get(name, {}).items() if column in own.c}
                db.execute(insert(own).values({**_NO_POINTS, **values, "id": id_} if len(own.c) > 1 else {"id": id_}))
        known = [kind.__name__ for kind in kinds]
        mine = BaseCell.notebook_id == notebook
        for odd in db.query(BaseCell).filter(mine, BaseCell.type.not_in(known) | BaseCell.type.is_(None)):
            self._remove(odd)
        db.flush()
        db.expire_all()

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
            for cell in cells:
                if cell.name not in wanted or cell is not known[cell.name]:  # gone, or there twice
                    self._remove(cell)
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
    """Read the instructor's notebook of an assignment. Raises LookupError, in words, for one that cannot be read."""
    path = folder / "solutions" / assignment / f"{assignment}.ipynb"
    return read_notebook(path, f"Put solutions/{assignment}/{path.name} back, or correct it.")

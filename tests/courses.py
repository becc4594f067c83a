"""Small courses with submissions in them, for tests that grade."""

import json
import shutil
import sys
from pathlib import Path

from nbgrader.api import Gradebook

ROOT = Path(__file__).parents[1]
ASSIGNMENT = "tweet-rewriting"


def make_course(folder: Path, people: int = 0) -> Path:
    """Make a course with one released exercise and varied submissions of `heron-0000`, `heron-0001` ..."""
    from toolkit.facilitator.grading.release import release

    unneeded = shutil.ignore_patterns(".ipynb_checkpoints", "answers*.json", "my-work")
    shutil.copytree(ROOT / "solutions" / ASSIGNMENT, folder / "solutions" / ASSIGNMENT, ignore=unneeded)
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    assert release(folder, ASSIGNMENT) == []
    add_people(folder, people)
    return folder


def add_people(folder: Path, people: int) -> None:
    """Let people hand in: model answers with slips."""
    sys.path.insert(0, str(ROOT))
    from benchmarks.submissions import make_submissions

    make_submissions(folder, people)


def scores(url: str) -> dict[tuple[str, str], tuple[float | None, float | None]]:
    """Read what the gradebook holds: automatic and manual score by person and cell."""
    with Gradebook(url, "hashtag-to-action") as gradebook:
        return {
            (row.student.id, grade.name): (grade.auto_score, grade.manual_score)
            for row in gradebook.assignment_submissions(ASSIGNMENT)
            for notebook in row.notebooks
            for grade in notebook.grades
        }


def gradebook_of(folder: Path) -> str:
    """Give the address of a course's own gradebook."""
    return f"sqlite:///{folder / 'gradebook.db'}?timeout=60"


def correct(folder: Path, cell: str, old: str, new: str) -> None:
    """Correct a cell of the instructor's notebook."""
    path = folder / "solutions" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    for one in notebook["cells"]:
        if one["metadata"].get("nbgrader", {}).get("grade_id") == cell:
            source = "".join(one["source"])
            assert old in source
            one["source"] = source.replace(old, new)
    path.write_text(json.dumps(notebook), "utf-8")

"""Grade a cohort: the same steps as `nbgrader autograde`, in one process and a few gradebook sessions."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory

from toolkit.answers import FILE
from toolkit.grading.book import Book, open_book, save
from toolkit.grading.cells import Notebook, rebuild, run
from toolkit.grading.nbgrader_steps import gradebook_sources, released_notebook
from toolkit.grading.submitted import Submitted, read_submission

_MARK = "hashtag_to_action"  # notebook metadata: what was graded against which key


@dataclass(frozen=True)
class Graded:
    """One line of the report: who, how many points of how many, and what there is to say."""

    who: str
    points: float | None
    maximum: float
    notes: tuple[str, ...] = ()
    new: bool = True


def grade(course: CourseDirectory, assignment: str, force: bool = False) -> Iterator[Graded]:
    """Grade every submission of an assignment, one after the other; yields a line for each.

    What is graded already, against the same key, is left alone unless `force`. A submission that cannot be
    graded is a line with `points` None; it stops none of the others. Raises LookupError, in words for a
    facilitator, if the assignment was not released.
    """
    with Gradebook(course.db_url, course.course_id) as gradebook:
        try:
            sources = gradebook_sources(gradebook, assignment)
            released = released_notebook(course, assignment)
        except (MissingEntry, FileNotFoundError):
            raise LookupError(
                f"“{assignment}” is not released yet. Run: nbgrader generate_assignment {assignment}"
            ) from None
        table = _Table(open_book(gradebook, assignment), assignment, released, sources)
        for folder in _folders(course, assignment):
            yield _guarded(course, table, folder, force)


def _folders(course: CourseDirectory, assignment: str) -> list[Path]:
    root = Path(course.format_path(course.submitted_directory, "*", assignment))
    return sorted(path for path in Path(root.parts[0]).glob(str(Path(*root.parts[1:]))) if path.is_dir())


@dataclass(frozen=True)
class _Table:
    book: Book
    assignment: str
    released: Notebook
    sources: dict[str, dict[str, Any]]

    @cached_property
    def key(self) -> str:
        """The state of the key, so that a corrected exercise is graded again; the same for the whole cohort."""
        return json.dumps(self.sources, sort_keys=True)


def _guarded(course: CourseDirectory, table: _Table, folder: Path, force: bool) -> Graded:
    who = folder.parent.name
    try:
        return _grade_one(course, table, folder, force)
    except Exception as problem:  # one submission must never stop the others
        table.book.gradebook.db.rollback()
        said = f"This submission could not be graded ({type(problem).__name__}: {problem}). It is untouched."
        return Graded(who, None, 0.0, (said,))


def _grade_one(course: CourseDirectory, table: _Table, folder: Path, force: bool) -> Graded:
    who = folder.parent.name
    submitted = read_submission(folder, table.assignment, table.released)
    mark = _digest(table, submitted)
    target = Path(course.format_path(course.autograded_directory, who, table.assignment))
    if not force and who in table.book.done and _is_graded(target / f"{table.assignment}.ipynb", mark):
        return Graded(who, table.book.done[who], table.book.maximum, submitted.notes, new=False)
    notebook, points = run(rebuild(table.released, table.sources, submitted), submitted)
    notebook["metadata"][_MARK] = mark
    # First the points, then the notebook that says they are there: a stop in between is made good by the next run.
    score = save(table.book, who, points, _timestamp(folder))
    _write(target, folder, table.assignment, notebook)
    return Graded(who, score, table.book.maximum, submitted.notes)


def _digest(table: _Table, submitted: Submitted) -> str:
    said = [table.key, submitted.answers.as_text(), *submitted.others]
    return sha256("\0".join(said).encode("utf-8", "replace")).hexdigest()


def _is_graded(path: Path, mark: str) -> bool:
    try:
        return bool(json.loads(path.read_text("utf-8"))["metadata"].get(_MARK) == mark)
    except (OSError, ValueError, KeyError):
        return False


def _write(target: Path, folder: Path, assignment: str, notebook: Notebook) -> None:
    """Write the graded folder beside its place, then swap it in whole."""
    half = target.with_name(f".{target.name}.half")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(parents=True)
    # Without indent: only then does Python's fast encoder do it, in a tenth of the time.
    text = json.dumps(notebook, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
    (half / f"{assignment}.ipynb").write_bytes(text + b"\n")
    for name in (FILE, "timestamp.txt"):
        if (folder / name).is_file() and not (folder / name).is_symlink():
            shutil.copyfile(folder / name, half / name)
    shutil.rmtree(target, ignore_errors=True)
    half.replace(target)


def _timestamp(folder: Path) -> datetime | None:
    try:
        said = (folder / "timestamp.txt").read_text("utf-8").strip()[:40].removesuffix(" UTC")
        when = datetime.fromisoformat(said)
    except (OSError, ValueError):
        return None
    return when.astimezone(UTC).replace(tzinfo=None) if when.tzinfo else when

"""Grade one submission: its points into the gradebook, then the graded notebook in one step."""

import json
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.exc import SQLAlchemyError

from toolkit.facilitator.grading.book import Book, open_book, save
from toolkit.facilitator.grading.cells import Notebook, rebuild, run
from toolkit.facilitator.grading.course import gradebook_sources, released_notebook
from toolkit.facilitator.grading.records import make_table, records_of, write
from toolkit.facilitator.grading.release import make_whole
from toolkit.facilitator.grading.submitted import (
    LARGEST_NOTEBOOK,
    Submitted,
    carry_over,
    read_submission,
    timestamp,
    when_handed_in,
)
from toolkit.facilitator.plain_files import NotPlain, is_pointed_away, read
from toolkit.faults import Stopped, ground, in_words

_MARK = "hashtag_to_action"  # notebook metadata: what was graded against which key
LARGEST = 4 * LARGEST_NOTEBOOK  # bytes of a graded notebook; what else was sent stands in it, cut short
_AWAY = (
    "This person’s folder in “{step}” is only a pointer to another place, so nothing was written there. Take the "
    "pointer away, and do this again."
)


@dataclass(frozen=True)
class Graded:
    """One line of the report: who, how many points of how many, and what there is to say."""

    who: str
    points: float | None
    maximum: float
    notes: tuple[str, ...] = ()
    new: bool = True


@dataclass(frozen=True)
class Desk:
    """All that is needed to grade submissions of one assignment, read once for many of them."""

    course: CourseDirectory
    book: Book
    assignment: str
    released: Notebook
    sources: Mapping[str, Mapping[str, Any]]

    @cached_property
    def key(self) -> str:
        """The state of the key, so that a corrected exercise is graded again."""
        said = json.dumps([self.sources, self.book.maxima], sort_keys=True)
        return sha256(said.encode("utf-8", "replace")).hexdigest()

    def folder(self, who: str) -> Path:
        """Name the folder of somebody's submission."""
        return Path(self.course.format_path(self.course.submitted_directory, who, self.assignment))

    def graded(self, who: str) -> Path:
        """Name the folder of somebody's graded notebook."""
        return Path(self.course.format_path(self.course.autograded_directory, who, self.assignment))


def open_desk(
    course: CourseDirectory, gradebook: Gradebook, assignment: str, names: Iterable[str] | None = None
) -> Desk:
    """Open an assignment for grading, for some people or for all.

    Raises LookupError, in words for a facilitator, if it was not released.
    """
    try:
        released = released_notebook(course, assignment)
        gradebook.find_notebook(assignment, assignment)
        make_whole(course, gradebook, assignment, released)
        sources = gradebook_sources(gradebook, assignment, course)
    except (MissingEntry, FileNotFoundError):
        raise LookupError(f"“{assignment}” is not released yet. Run: toolkit release {assignment}") from None
    make_table(gradebook)
    return Desk(course, open_book(gradebook, assignment, names), assignment, released, sources)


def grade_one(desk: Desk, who: str, force: bool = False) -> Graded:
    """Grade one submission; whatever is wrong with it becomes a line, and disturbs no other.

    Raises Stopped where the next one could not be graded either: no room on the disk, no gradebook.
    """
    try:
        return _grade(desk, who, force)
    except NotPlain as problem:
        return Graded(who, None, 0.0, (str(problem),))
    except Exception as problem:
        with suppress(SQLAlchemyError):
            desk.book.gradebook.db.rollback()
        if words := ground(problem):
            raise Stopped(words) from None
        return Graded(who, None, 0.0, (f"This submission could not be graded. {in_words(problem)}",))


def _grade(desk: Desk, who: str, force: bool) -> Graded:
    folder, book = desk.folder(who), desk.book
    own_place(desk.graded(who))
    submitted = read_submission(folder, desk.assignment, desk.released)
    if not force and who in book.done and is_up_to_date(desk, who, submitted):
        return Graded(who, book.done[who], book.maximum, submitted.notes, new=False)
    ran = run(rebuild(desk.released, desk.sources, submitted), submitted)
    mark_graded(desk, ran.notebook, submitted)
    # First the points, then the notebook that says they are there: a stop in between is made good by the next run.
    for one in records_of(who, submitted.answers, ran, when_handed_in(folder)):
        write(book.gradebook, one)
    # nbgrader compares this time with its own note of it, to tell whether something newer has come.
    score = save(book, who, ran.points, timestamp(folder))
    _write(desk.graded(who), folder, desk.assignment, ran.notebook)
    return Graded(who, score, book.maximum, submitted.notes)


def mark_graded(desk: Desk, notebook: Notebook, submitted: Submitted) -> None:
    """Note in a graded notebook what was graded, against which key."""
    notebook["metadata"][_MARK] = _digest(desk, submitted)


def _digest(desk: Desk, submitted: Submitted) -> str:
    said = [desk.key, submitted.answers.as_text(), *submitted.others]
    return sha256("\0".join(said).encode("utf-8", "replace")).hexdigest()


def is_up_to_date(desk: Desk, who: str, submitted: Submitted) -> bool:
    """Tell whether what somebody sent is what was graded, against the key of today."""
    try:
        text = read(desk.graded(who) / f"{desk.assignment}.ipynb", LARGEST)
        return bool(json.loads(text)["metadata"].get(_MARK) == _digest(desk, submitted))
    except (OSError, ValueError, KeyError):
        return False


def _write(target: Path, folder: Path, assignment: str, notebook: Notebook) -> None:
    """Write the graded folder beside its place, then swap it in whole."""
    half = target.with_name(f".{target.name}.half")
    try:
        _fill(half, folder, assignment, notebook)
        _clear(target)
        half.replace(target)
    finally:
        _clear(half)


def _fill(half: Path, folder: Path, assignment: str, notebook: Notebook) -> None:
    _clear(half)
    half.mkdir(parents=True)
    # Without indent: only then does Python's fast encoder do it, in a tenth of the time.
    text = json.dumps(notebook, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
    (half / f"{assignment}.ipynb").write_bytes(text + b"\n")
    carry_over(folder, half)


def _clear(place: Path) -> None:
    """Take away what stands in a place of ours; of a link the link itself, never what it leads to."""
    if place.is_symlink() or place.is_file():
        place.unlink()
    else:
        shutil.rmtree(place, ignore_errors=True)


def own_place(place: Path) -> None:
    """Make sure that what is written to a person's folder of ours stays there. Raises NotPlain, in a sentence."""
    if is_pointed_away(place, below=2):
        raise NotPlain(_AWAY.format(step=place.parents[1].name))

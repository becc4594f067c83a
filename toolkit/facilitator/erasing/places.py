"""Where in a course, and beside it, people leave files; and how these are deleted."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from nbgrader.exchange.default.exchange import Exchange
from sqlalchemy.exc import SQLAlchemyError

from toolkit.course.belongings import pages, written
from toolkit.course.wiping import made_blank
from toolkit.facilitator.cohort.roster import cohort_files
from toolkit.facilitator.erasing import rows
from toolkit.facilitator.erasing.known import JOURNAL
from toolkit.facilitator.erasing.traces import Trace, files
from toolkit.faults import Stopped, in_words

# What we and nbgrader make about people, beside the three folders that its configuration names.
OURS = (
    *("inbox", "comments.json", "mentor-answers.json", "cards", "reports", "doubtful", "*.chat", ".jupyter_ystore.db"),
    *(
        "cards.html",
        "cohort.html",
        "collected.csv",
        "points.csv",
        "feedback.zip",
        "gradebook.db.*",
        "*.log",
        ".nbgrader.log",
    ),
    *(f"{JOURNAL}.half", f".{JOURNAL}.half", ".grades-*", ".*.csv.half", ".*.html.half"),
)
# Tables and pages that a facilitator may have called anything: known by their headings, and by our looks.
_HEADINGS = ({"code name", "exercise"}, {"id number"}, {"student_id", "assignment"})
_LOOKS = b".hta"
_KEPT_OF_JUPYTER = ("custom", "lab/user-settings")  # how it looks; no file or person is named there
_POINTER = "This is only a pointer to another place. We did not follow it: look there."
_UNREAD = "What this notebook shows could not be taken out: it cannot be read, or not written. Look at it yourself."


@dataclass(frozen=True)
class Erasing:
    """A course that is being emptied: what went, and what would not."""

    folder: Path  # resolved
    course: Any
    config: Any
    gone: list[str] = field(default_factory=list)
    left: list[Trace] = field(default_factory=list)

    @cached_property
    def homes(self) -> list[Path]:
        """The folders in which each person has one."""
        named = (self.course.submitted_directory, self.course.autograded_directory, self.course.feedback_directory)
        return [self.folder / name for name in named]

    @cached_property
    def exchange(self) -> Path:
        """The course's part of the folder through which nbgrader hands over."""
        return Path(str(Exchange(config=self.config).root), str(self.course.course_id))

    @cached_property
    def books(self) -> list[str]:
        """The addresses of all gradebooks."""
        return rows.gradebooks(self.folder, self.course.db_url)

    def name(self, path: Path) -> str:
        """Name a place as seen from the course."""
        return str(path.relative_to(self.folder)) if path.is_relative_to(self.folder) else str(path)

    def places(self) -> list[Path]:
        """List the files and folders about people that are there."""
        return [path for path in dict.fromkeys(self._places()) if path.is_symlink() or path.exists()]

    def _places(self) -> Iterator[Path]:
        yield from self.homes
        yield from cohort_files(self.folder)
        yield from (path for path in sorted(self.folder.glob("*.*")) if _made_by_us(path))
        for pattern in OURS:
            yield from sorted(self.folder.glob(pattern))
        for part in ("inbound", "feedback"):
            yield from sorted((self.exchange / part).glob("*"))
        yield from _of_jupyter(self.folder / ".jupyter")
        yield from _orphans(self.folder)
        yield from written(self.folder)
        others = files(self.folder, {*self.homes, self.folder / ".git"})
        yield from sorted({path.parent for path in others if path.parent.name == ".ipynb_checkpoints"})

    def erase_rows(self) -> int:
        """Empty the gradebooks; returns how many rows there were about people."""
        count = 0
        for url in self.books:
            try:
                count += rows.erase(url)
            except (SQLAlchemyError, ImportError, Stopped) as problem:
                self.left.append(Trace(self.book(url), why=f"The gradebook could not be emptied. {in_words(problem)}"))
        return count

    def book(self, url: str) -> str:
        """Name a gradebook without its password."""
        file = rows.sqlite_file(url)
        return self.name(file) if file else "The gradebook on its server"

    def erase(self, path: Path) -> None:
        """Delete a file or a folder. A link in its place is not followed: what it points at may not be ours."""
        try:
            top = self.folder if path.is_relative_to(self.folder) else self.exchange.resolve()
            if path.is_symlink() or not path.parent.resolve().is_relative_to(top):
                self.left.append(Trace(self.name(path), why=_POINTER))
                return
            remove(path)
            self.gone.append(self.name(path))
        except OSError as problem:
            self.left.append(Trace(self.name(path), why=f"This could not be deleted ({problem.strerror})."))

    def empty_outputs(self) -> None:
        """Clear the course's notebooks: names and answers stand in their tables, pictures and copies of forms."""
        for path in pages(self.folder):
            try:
                if path.is_symlink():
                    self.left.append(Trace(self.name(path), why=_POINTER))
                else:
                    made_blank(path)
            except OSError:
                self.left.append(Trace(self.name(path), why=_UNREAD))


def _made_by_us(path: Path) -> bool:
    """Tell whether a file is a table of ours or nbgrader's about people, or a page such as the cohort's."""
    if path.suffix.lower() not in (".csv", ".html") or path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        start = file.read(64 * 1024)
    if path.suffix.lower() == ".html":
        return _LOOKS in start
    first = start.decode("utf-8-sig", "replace").lower().split("\n")[0]
    headings = {heading.strip().strip('"') for heading in first.split(",")}
    return any(known <= headings for known in _HEADINGS)


def _of_jupyter(state: Path) -> Iterator[Path]:
    """List what Jupyter noted of files and people; settings that somebody chose stay."""
    if state.is_symlink():
        yield state
        return
    kept = {state / name for name in _KEPT_OF_JUPYTER}
    opened = {path.parent for path in kept} - {state}
    for path in sorted(state.glob("*")):
        if path in opened and not path.is_symlink():
            yield from (inner for inner in sorted(path.glob("*")) if inner not in kept)
        elif path not in kept:
            yield path


def _orphans(folder: Path) -> Iterator[Path]:
    """List what a database left beside a file that is gone; beside one that is there, it is needed."""
    for ending in ("-wal", "-shm", "-journal"):
        for path in sorted(folder.glob(f"*.db{ending}")):
            if not path.with_name(path.name.removesuffix(ending)).exists():
                yield path


def remove(path: Path) -> None:
    """Delete a file, or a folder with everything in it; links in it are deleted, not followed. Raises OSError."""
    if not path.is_dir():
        path.unlink()
        return
    path.chmod(0o700)
    for base, folders, names in os.walk(path):  # nbgrader takes the right to write away
        for name in (*folders, *(names if os.name == "nt" else ())):
            one = Path(base, name)
            if not one.is_symlink():
                one.chmod(0o700)
    shutil.rmtree(path)

"""Keep answers in a folder: saved at every change, restored on reopening, never lost because a file was swapped."""

import errno
import json
import os
import secrets
import tempfile
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from toolkit.answers.copies import answers_in
from toolkit.answers.file import LARGEST, Answers, Refused, newest, read, storable
from toolkit.answers.merging import merged

FILE = "answers.json"
NEW = object()
"""In place of what a page showed before: nothing is to be brought together."""


@dataclass
class Seen:
    """What the pages of this kernel have last seen in an answers file, and read of the notebook beside it."""

    answers: Answers | None = None
    notebook: tuple[Any, Answers] | None = None  # how the file looked, what stood in it
    hand: str = field(default_factory=lambda: secrets.token_hex(8))  # of answers that are begun here


@cache
def _seen(path: Path) -> Seen:
    """Find what this kernel knows of an answers file; each form opens the file by itself, and all share this."""
    del path
    return Seen()


@dataclass(frozen=True)
class Store:
    """The answers file of one assignment in one folder."""

    folder: Path
    assignment: str

    @property
    def path(self) -> Path:
        """Where the answers file is."""
        return self.folder / FILE

    @property
    def seen(self) -> Seen:
        """What is known of the file here, should it vanish or be swapped for an older one while pages are open."""
        return _seen(self.path.absolute())

    def load(self) -> Answers:
        """Read the answers; none yet is an empty set. Raises Refused for a file we cannot take."""
        try:
            if self.path.stat().st_size > LARGEST:
                return read(b" " * (LARGEST + 1))
            return read(self.path.read_bytes(), self.assignment)
        except FileNotFoundError:
            return Answers(self.assignment)

    def open(self) -> tuple[Answers, str]:
        """Read the answers for work, and say in one sentence what had to be done to get them ("" if nothing).

        A file we cannot take is set aside under another name. What the notebook carries and the file lacks, or holds
        in an older state, comes back; so does what pages of this kernel have seen, unless everything was wiped.
        """
        said = ""
        try:
            found = self.load()
        except Refused as refused:
            said = f"{refused} We kept it as “{self.set_aside().name}” and began a new one."
            found = Answers(self.assignment)
        copies = self._in_notebook()
        there = bool(found.values or copies.values or said)
        whole = newest([found, copies, *([self.seen.answers] if self.seen.answers and there else [])])
        if whole == found:
            self.seen.answers = whole
            return whole, said
        self.write(whole)
        if newest([found, copies]) != found:
            said = (said + " Your answers came back from the copy in the notebook.").strip()
        return whole, said

    def put(self, form: str, value: Any, base: Any = NEW) -> Any:
        """Save one answer beside all the others, at once and whole (atomic replace); returns what is kept.

        `base` is what the page showed before it was changed there. What another page has changed since stays, field by
        field; without it the answer is kept as it is.
        """
        try:
            found = self.load()
            missing = not found.values
        except Refused:
            missing = True
        if missing or self.seen.answers is None:
            found, _ = self.open()
        else:
            found = newest([found, self.seen.answers])
        value = storable(value)
        kept = value if base is NEW else merged(base, value, found.values.get(form))
        self.write(found.given({form: kept}))
        return kept

    def write(self, answers: Answers) -> None:
        """Replace the answers file in one step, so that a crash leaves the old or the new one, never half.

        Raises OSError where nothing can be written, or when the answers are larger than we would read again.
        """
        answers = replace(answers, hand=answers.hand or self.seen.hand)
        text = answers.as_text().encode("utf-8")
        if len(text) > LARGEST:
            raise OSError(errno.EFBIG, "more than an answers file may hold")
        handle, name = tempfile.mkstemp(prefix=".answers-", dir=self.folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(text)
            os.replace(name, self.path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        self.seen.answers = read(text)

    def set_aside(self) -> Path:
        """Put the answers file under another name beside its place, and say where."""
        number = 1
        while (kept := self.folder / f"answers-kept-{number}.json").exists():
            number += 1
        self.path.replace(kept)
        return kept

    def _in_notebook(self) -> Answers:
        """Read what the notebook carries; it is parsed again only when it was saved again."""
        path = self.folder / f"{self.assignment}.ipynb"
        try:
            about = path.stat()
            looks = about.st_mtime_ns, about.st_size, about.st_ino
            if self.seen.notebook is None or self.seen.notebook[0] != looks:
                self.seen.notebook = looks, answers_in(json.loads(path.read_text("utf-8")), self.assignment)
            return self.seen.notebook[1]
        except (OSError, ValueError, RecursionError):
            return Answers(self.assignment)

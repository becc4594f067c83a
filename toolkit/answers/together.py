"""Let the pages that show one answers file hear of each other: what another page changed is shown here, too."""

import asyncio
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from toolkit.answers.file import Refused
from toolkit.answers.store import Store

_LOOK = 1.0  # seconds between two looks at the file; a look costs some microseconds


class Shows(Protocol):
    """A form that shows the answer to one question."""

    question: Any

    def another(self, answer: Any, news: str) -> None:
        """Show an answer that was not given here, and say where it comes from if that is known."""


class Together:
    """The forms of this kernel that show answers of one file."""

    def __init__(self, store: Store) -> None:
        self.store, self.forms = store, list[Shows]()
        self._looks: tuple[int, int, int] | None = None
        self._due: asyncio.TimerHandle | None = None

    def join(self, form: Shows) -> None:
        """Let a form hear of changes from now on."""
        self.forms.append(form)
        if self._due is None:
            self._look_again()

    def look(self, news: str = "") -> None:
        """Tell every form what stands in the file, if that has changed since the last look, and why if it is known."""
        looks = self._how_it_looks()
        if looks is None or looks == self._looks:
            return
        self._looks = looks
        with suppress(
            OSError, Refused
        ):  # nothing can be read now: what is shown stays, and is saved with the next change
            values = self.store.load().values
            for form in self.forms:
                if form.question.id in values:
                    form.another(values[form.question.id], news)

    def _how_it_looks(self) -> tuple[int, int, int] | None:
        with suppress(OSError):
            about = self.store.path.stat()
            return about.st_mtime_ns, about.st_size, about.st_ino
        return None

    def _look_again(self) -> None:
        with suppress(RuntimeError):  # without a loop nobody types either
            self._due = asyncio.get_running_loop().call_later(_LOOK, self._look_again)
            self.look()


def together(store: Store) -> Together:
    """Find those who show the answers of a file in this kernel."""
    return _of(store.path.absolute(), store.assignment)


@cache
def _of(path: Path, assignment: str) -> Together:
    return Together(Store(path.parent, assignment))

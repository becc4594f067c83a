"""What every form of the desk is made of: a button that works, a bar that moves, sentences that say how it went."""

import os
from collections.abc import Callable, Iterable, Sequence
from html import escape
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

import ipywidgets as w

from toolkit.exercises.asking import button, html
from toolkit.faces.html import auto, framed
from toolkit.faces.i18n import t
from toolkit.faults import in_words
from toolkit.posts.words import printable
from toolkit.privacy import keep_private

T = TypeVar("T")
_WIDE = {"description_width": "initial"}


class Step(w.VBox):  # type: ignore[misc]
    """One step in running a course: what it is for, its fields and buttons, and what came of it."""

    title = ""
    purpose = ""

    def __init__(self, folder: Path) -> None:
        keep_private(folder)  # also in a kernel that was started without our settings
        self.folder = folder
        self.bar = w.IntProgress(min=0, max=1, description=t("Progress"), style=_WIDE)
        self.bar.layout.display = "none"
        self.result = w.HTML()
        head = html(f'<div class="hta-prompt">{escape(t(self.title))}</div>{auto(t(self.purpose), "hta-help")}')
        super().__init__([head, *self.build(), self.bar, self.result])
        self.add_class("hta-form").add_class("hta-wide")

    def build(self) -> Sequence[w.Widget]:
        """Make the fields and buttons."""
        raise NotImplementedError

    def button(self, words: str, work: Callable[[], str], style: str = "") -> w.Button:
        """Make a button; what its work returns is shown below it as HTML."""
        made = button(words, lambda _: self.do(made, work), style)
        return made

    def do(self, button: w.Button, work: Callable[[], str]) -> None:
        """Work while the button rests; whatever goes wrong becomes a sentence."""
        button.disabled = True
        try:
            self.guarded(work)
        finally:
            self.bar.layout.display = "none"
            button.disabled = False

    def guarded(self, work: Callable[[], str]) -> None:
        """Do something and show what came of it, or the sentence that says why it could not be done."""
        try:
            self.show(work())
        except Exception as problem:  # a facilitator never sees a traceback
            self.show(said(in_words(problem), "required"))

    def show(self, inner: str) -> None:
        """Show what came of a step."""
        self.result.value = shown(f'<div role="status">{inner}</div>')

    def moving(self, rows: Iterable[T], count: int) -> list[T]:
        """Go through rows while the bar moves."""
        self.bar.max, self.bar.value, self.bar.layout.display = max(count, 1), 0, ""
        done = []
        for row in rows:
            done.append(row)
            self.bar.value = len(done)
        return done

    def link(self, path: Path, words: str) -> str:
        """Link to a file in the course folder, through this computer's own Jupyter."""
        return link(self.folder, path, words)


def shown(inner: str) -> str:
    """Frame what somebody else wrote or named: half a character in it would keep the whole page from the browser."""
    return framed(printable(inner))


def link(folder: Path, path: Path, words: str) -> str:
    """Make a link that opens a file of the course in a new tab."""
    begins = os.environ.get("JUPYTERHUB_SERVICE_PREFIX", "/")  # on a hub, everybody's server has a place of its own
    place = quote(f"{begins}files/{path.relative_to(folder).as_posix()}")
    return f'<a href="{place}" target="_blank" rel="noopener">{escape(words)}</a>'


def said(sentence: str, verdict: str = "advice") -> str:
    """Show a sentence, or several in lines, set apart."""
    lines = "".join(auto(line) for line in sentence.splitlines())
    return f'<div class="hta-finding hta-{verdict}">{lines}</div>'


def field(words: str, value: str = "", placeholder: str = "") -> w.Text:
    """Make a line to write in."""
    return w.Text(value=value, description=t(words), placeholder=placeholder, style=_WIDE)


def area(words: str, value: str = "", rows: int = 4) -> w.Textarea:
    """Make a text to write in."""
    return w.Textarea(value=value, description=t(words), rows=rows, style=_WIDE)


def number(field_: w.Text, most: int) -> int:
    """Read a whole number out of a line. Raises ValueError in words for a facilitator."""
    from toolkit.exercises.scoring import number as read

    value = read(field_.value)
    if value is None or value != int(value) or not 1 <= value <= most:
        raise ValueError(t("“{field}” needs a whole number from 1 to {most}.", field=field_.description, most=most))
    return int(value)

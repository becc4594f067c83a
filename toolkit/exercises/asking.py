"""What all forms share: a question, a line that says it is saved, and a copy that travels in the notebook."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

import ipywidgets as w
from IPython.display import DisplayHandle, display

from toolkit.answers import MIME, Answers, Refused, Store, copy_text
from toolkit.answers.together import together
from toolkit.exercises.answered import answer_html, prompt_html
from toolkit.exercises.ordering import own_order
from toolkit.exercises.questions import Question
from toolkit.faces.html import auto, framed, style
from toolkit.faces.i18n import t

LONGEST = 5_000  # code points of one text: eight of them, in any script, still fit into an answers file
_BESIDE = 24  # characters of a choice that fit beside its label
_NEAR = 10  # the last tenth of a field is counted down
_PAUSE = 0.8  # seconds without typing before the copy in the notebook is renewed


class Form(w.VBox):  # type: ignore[misc]
    """A question, the fields that take its answer, and a line that says it is saved."""

    def __init__(self, question: Question, store: Store) -> None:
        self.question, self.store = question, store
        answers, news = self._opened()
        self.person = answers.who or answers.hand or store.seen.hand
        self.shown = answers.values.get(question.id)  # what is saved, and all pages show
        self.rooms: tuple[Room, ...] = ()
        self.note = w.HTML(framed(auto(news, "hta-small")) if news else "")
        self.copy = Copy(question, store)
        fields = self.build()
        self._filling = False
        self._fill(self.shown)
        super().__init__([html(prompt_html(question)), *fields, self.note])
        self.add_class("hta-form")
        together(store).join(self)

    def build(self) -> Sequence[w.Widget]:
        """Make the fields, still empty."""
        raise NotImplementedError

    def fill(self, answer: Any) -> None:
        """Put an answer of any shape into the fields."""
        raise NotImplementedError

    def unread(self, answer: Any) -> str:
        """Say what of an answer cannot be understood, while it can still be mended; "" if nothing."""
        del answer
        return ""

    def in_order(self, options: Mapping[str, str], scale: bool = False) -> dict[str, str]:
        """Order what can be chosen, for the person who answers."""
        return own_order(options, self.person, f"{self.store.assignment}/{self.question.id}", scale=scale)

    def keep(self, answer: Any) -> None:
        """Save an answer; if that cannot be done, say so and go on."""
        if self._filling:
            return
        try:
            kept = self.store.put(self.question.id, answer, self.shown)
        except OSError:
            words = t("This could not be saved here. Keep the page open and copy your text to a safe place.")
            self.note.value = framed(auto(words, "hta-finding hta-required"))
            self.copy.renew(answer)
            return
        self.shown = kept
        if kept != answer:  # another page has changed another part of it
            self._fill(kept)
        self.note.value = framed(self._said(kept))
        self.copy.renew(kept)

    def another(self, answer: Any, news: str) -> None:
        """Show an answer that was not given here, unless it is the one that stands here, and say where it is from."""
        news = news or t("You changed this on another page; here is the newer answer.")
        if answer == self.shown:
            return
        self.shown = answer
        self._fill(answer)
        self.note.value = framed(auto(news, "hta-small"))
        self.copy.renew(answer)

    def others(self) -> Mapping[str, Any]:
        """Get what is saved of all forms."""
        return saved(self.store)

    def _fill(self, answer: Any) -> None:
        self._filling = True
        try:
            self.fill(answer)
        finally:
            self._filling = False

    def _said(self, answer: Any) -> str:
        if any(room.over for room in self.rooms):
            return auto(t("Saved without its end, which does not fit."), "hta-finding hta-required")
        if unread := self.unread(answer):
            return auto(unread, "hta-finding hta-advice")
        return f'<div class="hta-small">✓ {t("Saved")}</div>'

    def _opened(self) -> tuple[Answers, str]:
        try:
            return self.store.open()
        except OSError:
            return Answers(self.store.assignment), t("We cannot write in this folder, so answers will not be saved.")


class Room(w.HTML):  # type: ignore[misc]
    """A line under a field: how much fits into it, how little is left near its end, what would not be saved.

    `ahead` says it from the beginning; where a network has a limit of its own, that would only confuse.
    """

    def __init__(self, field: w.Text | w.Textarea, most: int = LONGEST, ahead: bool = False) -> None:
        self.field, self.most, self.ahead = field, most, ahead
        super().__init__()
        self.field.observe(self._look, "value")
        self._look()

    @property
    def over(self) -> int:
        """How many characters do not fit."""
        return max(0, len(self.field.value) - self.most)

    def _look(self, _: Any = None) -> None:
        left = self.most - len(self.field.value)
        if left < 0:
            said = t("Too long by {over} characters: the end is not saved. {most} fit.", over=-left, most=self.most)
            self.value = framed(auto(said, "hta-finding hta-required"))
        elif left <= self.most // _NEAR:
            self.value = framed(auto(t("Characters left: {left}", left=left), "hta-small"))
        elif self.ahead:
            self.value = framed(auto(t("Up to {most} characters fit here.", most=self.most), "hta-small"))
        else:
            self.value = ""


def opened(store: Store) -> Answers:
    """Read the answers; a file that turned bad in the meantime counts as nothing until it is next written."""
    try:
        return store.load()
    except (OSError, Refused):
        return Answers(store.assignment)


def saved(store: Store) -> Mapping[str, Any]:
    """Read what is saved, by form id."""
    return opened(store).values


class Copy:
    """The answer's copy in the notebook's outputs: a printed face, and the plain answer for recovery."""

    def __init__(self, question: Question, store: Store) -> None:
        self.question, self.store = question, store
        self.handle: DisplayHandle | None = None
        self._due: asyncio.TimerHandle | None = None

    def bundle(self, answer: Any) -> dict[str, str]:
        """Make the copy of one answer."""
        kept = opened(self.store)
        printed = f'<div class="hta hta-printed">{answer_html(self.question, answer, kept.values)}</div>'
        return {"text/html": printed, MIME: copy_text(self.store.assignment, self.question.id, answer, kept)}

    def show(self, answer: Any) -> None:
        """Leave the first copy in the notebook."""
        self.handle = display(self.bundle(answer), raw=True, display_id=True)

    def renew(self, answer: Any) -> None:
        """Renew the copy after a pause in typing, so that no key press waits for it."""
        if self.handle is None:
            return
        if self._due:
            self._due.cancel()
        try:
            self._due = asyncio.get_running_loop().call_later(_PAUSE, self._update, answer)
        except RuntimeError:
            self._update(answer)

    def _update(self, answer: Any) -> None:
        with suppress(Exception):  # the answer itself is saved; a copy that fails must not disturb anybody
            self.handle.update(self.bundle(answer), raw=True)  # type: ignore[union-attr]


def html(inner: str) -> w.HTML:
    """Make a widget of a face, with the style sheet in it: a page may show this one first."""
    return w.HTML(f"<style>{style()}</style>{framed(inner)}")


def text_area(value: str, label: str) -> w.Textarea:
    """Make a text area that sends every key press."""
    return w.Textarea(value=value, description=label, rows=5, style={"description_width": "initial"})


def choose(options: Mapping[str, str], value: str, label: str) -> w.Dropdown:
    """Make a list to choose from, words by id; where the choices are long it gets a line of its own."""
    pairs = [(t("— choose —"), ""), *((words, id_) for id_, words in options.items())]
    made = w.Dropdown(options=pairs, value=value, description=label, style={"description_width": "initial"})
    return made.add_class("hta-choose") if any(len(words) > _BESIDE for words in options.values()) else made


def button(words: str, work: Callable[[Any], Any], style: str = "", **fields: Any) -> w.Button:
    """Make a button as wide as its words, which are translated here."""
    made = w.Button(description=t(words, **fields), button_style=style)
    made.layout.width = "max-content"
    made.on_click(work)
    return made


def radio(options: Any, value: str | None, label: str) -> w.RadioButtons:
    """Make radio buttons from words by id."""
    pairs = [(words, id_) for id_, words in options.items()]
    field = w.RadioButtons(options=pairs, value=value, description=label, style={"description_width": "initial"})
    field.layout.width = "100%"
    return field

"""The questions of an exercise, and the one object through which a notebook asks and grades them."""

import os
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from toolkit.answers import Answers, Refused, Store
from toolkit.drafts import Brief, Draft
from toolkit.profiles import profiles, words
from toolkit.scenarios import document
from toolkit.scoring import Marks, Points, mark, needs_key

KINDS = ("text", "choice", "choices", "order", "groups", "cards", "sheet", "number", "confidence", "reflection")
CONFIDENCE = {"25": "A guess", "50": "Fifty-fifty", "75": "Fairly sure", "95": "Certain"}
_FOLDER = files("toolkit").joinpath("data/exercises")


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of a sheet: a line or a text to write, one of several options, or a number from 0 to `most`."""

    id: str
    label: str
    kind: str = "line"  # line, text, choice or scale
    options: Mapping[str, str] = field(default_factory=dict)
    most: int = 10
    in_steps: bool = False  # the options are steps, such as hours: they stay in sequence, whoever looks


@dataclass(frozen=True, kw_only=True)
class Question:
    """One form of an exercise; `options` and `groups` map an id to the words a trainee sees."""

    id: str
    kind: str
    prompt: str
    help: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    documents: tuple[str, ...] = ()
    platform: str = "x"
    setting: str = "open"
    versions_of: tuple[str, ...] = ()  # the other forms that hold versions of the same post
    in_steps: bool = False  # the options of a choice, or the groups, are steps: they stay in sequence, whoever looks
    in_place: bool = False  # the things to sort are numbered, or follow each other: they stay where they are
    enough: int | None = None  # how many of the document's facts will do
    unit: str = ""
    quote: str = ""
    fields: tuple[Field, ...] = ()  # of a sheet
    judge: str = ""  # who looks at the answer, while it is given and when it is graded: see `judges`
    about: Mapping[str, Any] = field(default_factory=dict)  # what the judge has to know
    optional: bool = False  # left empty, nothing is missing

    def draft(self, answer: Any, others: Mapping[str, Any]) -> Draft:
        """Make the draft that an answer to a text question stands for."""
        text, name = said(answer), chosen_document(self, answer)
        beside = tuple(said(others.get(form)) for form in self.versions_of if form != self.id)
        brief = _brief(name, self.enough) if name else None
        return Draft(text, self.platform, self.setting, brief, beside)


@cache
def _brief(name: str, enough: int | None) -> Brief:
    """Find a document once for all drafts, so that what is known of it is worked out once."""
    return document(name) if enough is None else replace(document(name), enough=enough)


def said(answer: Any) -> str:
    """Get the text out of a text answer, whatever was stored."""
    text = answer.get("text") if isinstance(answer, Mapping) else answer
    return text if isinstance(text, str) else ""


def chosen_document(question: Question, answer: Any) -> str:
    """Name the document an answer was written from: the chosen one, or the question's first."""
    chosen = answer.get("document") if isinstance(answer, Mapping) else None
    if chosen in question.documents:
        return str(chosen)
    return question.documents[0] if question.documents else ""


@cache
def questions(assignment: str) -> Mapping[str, Question]:
    """Read the questions of an assignment, by form id. Raises LookupError if there is no such exercise."""
    entry = _FOLDER.joinpath(f"{assignment}.toml")
    # The name may come from a file that somebody sent: it names nothing outside our folder.
    if not assignment.replace("-", "").isalnum() or not entry.is_file():
        raise LookupError(f"There is no exercise {assignment!r}.")
    rows = tomllib.loads(entry.read_text("utf-8"))["questions"]
    return {row["id"]: _question(row) for row in rows}


def _question(row: dict[str, Any]) -> Question:
    if row["kind"] not in KINDS:
        raise ValueError(f"{row['id']}: there is no form of the kind {row['kind']!r}.")
    if row["kind"] == "confidence":
        row["options"] = CONFIDENCE
    if "people" in row:  # the invented people of the feed, by handle
        row["options"] = {one.handle: one.name for one in profiles(row.pop("people"))}
    for name in ("documents", "versions_of"):
        row[name] = tuple(row.get(name, ()))
    row["fields"] = tuple(_field(one) for one in row.get("fields", ()))
    return Question(**row)


def _field(row: dict[str, Any]) -> Field:
    if "options_from" in row:  # a table of words about targeting
        row["options"] = words(row.pop("options_from"))
    return Field(**row)


_given: ContextVar[Answers | None] = ContextVar("given answers", default=None)


@contextmanager
def grading(answers: Answers) -> Iterator[None]:
    """Let every exercise opened inside show and grade these answers, whatever lies in the folder."""
    token = _given.set(answers)
    try:
        yield
    finally:
        _given.reset(token)


def is_grading() -> bool:
    """Tell whether nbgrader, or our own grader, is running the notebook rather than a trainee."""
    return _given.get() is not None or bool(os.environ.get("NBGRADER_EXECUTION"))


@dataclass(frozen=True)
class Exercise:
    """An assignment in a folder: asks its questions, and gives points for the answers."""

    assignment: str
    store: Store

    def ask(self, form: str) -> Any:
        """Show a question: a form to work in, or its static face when the notebook is being graded."""
        question = questions(self.assignment)[form]
        if is_grading():
            from toolkit.answered import answer_html
            from toolkit.faces import Face

            answers = self.answers()
            return Face(answer_html(question, answers.get(form), answers))
        from toolkit.forms import show

        return show(question, self.store)

    def points(self, form: str, maximum: float, key: Any = None) -> Points:
        """Give the points for an answer: a float between 0 and `maximum`.

        `key` stands in the hidden part of the instructor's notebook. Raises LookupError if it is missing and the
        question needs one: then a person has to look, and nobody loses points without a word.
        """
        if key is None and needs_key(questions(self.assignment)[form]):
            raise LookupError(f"“{form}” cannot be marked without its key. Release the exercise again, then grade.")
        return Points.of(maximum, self.marks(form, key))

    def marks(self, form: str, key: Any = None) -> Marks:
        """Mark an answer: the share that is right, and what is to be said of each part."""
        answers = self.answers()
        return mark(questions(self.assignment)[form], answers.get(form), answers, key)

    def hand_in(self) -> Any:
        """Show the button that hands over all answers as one small file."""
        if is_grading():
            return None
        from toolkit.handing_in import HandIn

        return HandIn(self.store)

    def answers(self) -> Mapping[str, Any]:
        """Read the answers that are to be shown or graded; unreadable ones count as none."""
        given = _given.get()
        if given is not None:
            return given.values
        try:
            return self.store.load().values
        except (Refused, OSError):
            return {}


def exercise(assignment: str, folder: str | Path | None = None) -> Exercise:
    """Open an exercise in a folder (the notebook's own, if none is named)."""
    return Exercise(assignment, Store(Path(folder) if folder else Path.cwd(), assignment))

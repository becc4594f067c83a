"""The questions of an exercise as data: what is asked, what can be answered, and who looks at the answer."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from toolkit.review.drafts import Brief, Draft
from toolkit.world.profiles import profiles, words
from toolkit.world.scenarios import document

KINDS = ("text", "choice", "choices", "order", "groups", "cards", "sheet", "number", "confidence", "reflection")
CONFIDENCE = {"25": "A guess", "50": "Fifty-fifty", "75": "Fairly sure", "95": "Certain"}
ON_THE_PAGE = ("part", "part_text", "part_id", "read", "read_id")
"""What stands around a question on the page of its exercise: the heading above it, what a person reads for below."""
Look = Callable[["Question", Any, Any], Any]
"""Who looks at an answer: takes a question, an answer of any shape and a key or None, gives marks, raises nothing."""
Looks = Callable[[str], Look]
"""What finds a judge by its name."""


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
    judge: str = ""  # the name of who looks at the answer, while it is given and when it is graded
    look: Look | None = field(default=None, repr=False, compare=False)  # that judge
    keyed: bool = False  # the judge marks against a key: without it, nothing of what is right is said
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


def asked(rows: Iterable[Mapping[str, Any]], looks: Looks) -> dict[str, Question]:
    """Make questions of the rows of a file, by form id."""
    return {row["id"]: _question(dict(row), looks) for row in rows}


def _question(row: dict[str, Any], looks: Looks) -> Question:
    if row["kind"] not in KINDS:
        raise ValueError(f"{row['id']}: there is no form of the kind {row['kind']!r}.")
    if row["kind"] == "confidence":
        row["options"] = CONFIDENCE
    if "people" in row:  # the invented people of the feed, by handle
        row["options"] = {one.handle: one.name for one in profiles(row.pop("people"))}
    for name in ("documents", "versions_of"):
        row[name] = tuple(row.get(name, ()))
    for name in ON_THE_PAGE:
        row.pop(name, None)
    row["fields"] = tuple(_field(one) for one in row.get("fields", ()))
    if "judge" in row:
        row["look"] = looks(row["judge"])
    return Question(**row)


def _field(row: dict[str, Any]) -> Field:
    if "options_from" in row:  # a table of words about targeting
        row["options"] = words(row.pop("options_from"))
    return Field(**row)

"""The shape of a check and of what it finds, and three small finders that most checks are made of."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from toolkit.review.drafts import Draft

VERDICTS = ("good", "advice", "required", "danger", "unknown")


class Said(str):
    """A sentence for a person that remembers its template and fields, so that a face can translate it."""

    template: str
    fields: Mapping[str, Any]

    def __new__(cls, template: str, **fields: Any) -> "Said":
        """Fill the template's named fields."""
        sentence = super().__new__(cls, template.format(**fields) if fields else template)
        sentence.template, sentence.fields = template, fields
        return sentence


@dataclass(frozen=True)
class Hit:
    """One thing a finder noticed: the wording, its place in code points, and a better wording if we know one.

    `fields` fill the check's sentence. What stands in data rather than in the check, a row's verdict, sentence, reason
    or source, takes the place of the check's own. `apart` keeps a hit on a card of its own, beside others of its check.
    """

    found: str = ""
    span: tuple[int, int] | None = None
    better: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    verdict: str = ""
    advice: str = ""
    why: str = ""
    source: str = ""
    apart: str = ""


Find = Callable[[Draft], Iterable["Hit | str"]]


class Subject(Protocol):
    """What checks look at: a draft, a tag that somebody might choose; it has words and a setting."""

    @property
    def text(self) -> str:
        """What was written."""

    @property
    def setting(self) -> str:
        """Who speaks, and who watches."""


S = TypeVar("S", bound=Subject, contravariant=True)


@dataclass(frozen=True)
class Finding:
    """What one check says about one draft, in words for the person who wrote it."""

    check: str
    verdict: str
    found: str
    advice: str
    why: str
    source: str
    span: tuple[int, int] | None = None
    better: str = ""


@dataclass(frozen=True, kw_only=True)
class Check(Generic[S]):
    """One thing we look for in a draft, or in another subject.

    `official`, `open` and `hostile` say how much it matters there (None: not looked for); where the
    advice differs, `advice_in` has its own sentence. `earns` is the weight of having it right, `costs`
    the share of the points that having it wrong takes away; `of` says how many things there were to get
    right. `flags` and `leaves` are the check's own examples, tried by the tests.
    """

    name: str
    advice: str  # {found} is the wording we noticed
    why: str
    source: str  # the item of the curriculum, or the publication, with its date
    find: Callable[[S], Iterable[Hit | str]]
    flags: tuple[str | S, ...]
    leaves: tuple[str | S, ...]
    praise: str = ""
    praise_why: str = ""  # where what is right has another reason than what is wrong
    praised: Callable[[S], Mapping[str, Any]] = lambda _: {}  # the fields of the praise
    better: str = ""  # an example, where the finder has none of its own
    official: str | None = "advice"
    open: str | None = "advice"
    hostile: str | None = "advice"
    advice_in: Mapping[str, str] = field(default_factory=dict)
    earns: float = 0.0
    costs: float = 0.0
    of: Callable[[S], int] = lambda _: 1
    applies: Callable[[S], bool] = lambda _: True

    def verdict_in(self, setting: str) -> str | None:
        """Say how much this check matters in a setting."""
        return {"official": self.official, "open": self.open, "hostile": self.hostile}.get(setting, self.open)


def has_brief(draft: Draft) -> bool:
    """Tell whether the draft is written from a source document."""
    return draft.brief is not None


def pattern(expression: str, *, unless: Iterable[str] = (), flags: int = 0) -> Find:
    """Notice every match of a pattern in the whole text, except the listed ones. Case counts, unless a flag says not.

    Raises TypeError for one text in the place of a list: it would be read as a list of letters.
    """
    if isinstance(unless, str):
        raise TypeError(f"`unless` is a list of matches to spare: unless=({unless!r},)")
    compiled, spared = re.compile(expression, flags), frozenset(unless)
    return lambda draft: [
        Hit(match.group(), match.span()) for match in compiled.finditer(draft.text) if match.group() not in spared
    ]


def words(*listed: str) -> Find:
    """Notice whole words or phrases from a list, in any case."""
    return pattern(rf"(?<!\w)(?:{'|'.join(map(re.escape, listed))})(?!\w)", flags=re.IGNORECASE)


def missing(expression: str, named: str) -> Find:
    """Notice that nothing in the text matches a pattern."""
    compiled = re.compile(expression)
    return lambda draft: [] if compiled.search(draft.text) else [named]

"""What a trainee writes and what it is written from: drafts, briefs and facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from toolkit.posts import Post, length, parse
from toolkit.posts.rules import limit
from toolkit.posts.words import apart, numbers, plain, says

SETTINGS = ("official", "open", "hostile")
"""Who is speaking, and who is watching: a ministry, an NGO in an open country, a defender in a closed one."""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One thing a reader must still find in the post; `accept` lists phrases that count as saying it."""

    id: str
    label: str
    accept: tuple[str, ...]
    kind: str = "other"  # name, number, date, place, negation or other
    about: tuple[str, ...] = ()  # for a negation: the words that show the sentence is there at all
    risky: bool = False  # left out where being found is dangerous


@dataclass(frozen=True, kw_only=True)
class Gathering:
    """Where and when people will meet: told to all in one setting, to nobody in another."""

    place: tuple[str, ...] = ()
    time: tuple[str, ...] = ()
    day: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Protected:
    """A person whose name must not go out, and why."""

    names: tuple[str, ...]
    why: str


@dataclass(frozen=True, kw_only=True)
class Tagging:
    """What is known of the tags around an event: which one its people use, which are broad, which mislead and why."""

    event: tuple[str, ...] = ()
    broad: tuple[str, ...] = ()
    traps: tuple[tuple[str, str], ...] = ()  # (tag, why)


@dataclass(frozen=True, kw_only=True)
class Brief:
    """A source document and what may and must be made of it."""

    id: str
    title: str
    text: str
    language: str = "en"
    kind: str = "press release"
    speaker: str = ""
    published: date | None = None
    link: str = ""
    tags: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()  # (role, text): headline, subhead, lede, ...
    facts: tuple[Fact, ...] = ()
    enough: int | None = None  # how many facts will do, where a post is one of several versions
    protected: tuple[Protected, ...] = ()
    gathering: Gathering = Gathering()
    tagging: Tagging = Tagging()

    @cached_property
    def folded(self) -> str:
        """The document's text, folded for comparison."""
        return plain(self.text)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Every number that the document names, or that stands in an accepted way of saying its facts."""
        meeting = self.gathering
        also = (
            *(entry for fact in self.facts for entry in fact.accept),
            *meeting.place,
            *meeting.time,
            *meeting.day,
        )
        return frozenset(numbers(self.folded)).union(*(numbers(plain(entry)) for entry in also))

    @cached_property
    def digits(self) -> str:
        """All digits of the document in a row: a telephone number in it is a public one."""
        return "".join(char for char in self.folded if char.isdigit())

    @cached_property
    def folded_parts(self) -> tuple[str, ...]:
        """The document's parts, folded for comparison."""
        return tuple(plain(text) for _, text in self.parts)

    @cached_property
    def folded_names(self) -> Mapping[str, str]:
        """Every part of a person's name, by its folded form."""
        return {plain(part): part for name in self.people for part in name.split()}

    def required(self, setting: str) -> tuple[Fact, ...]:
        """List the facts that a post must keep in this setting."""
        return tuple(fact for fact in self.facts if not (fact.risky and setting == "hostile"))


@dataclass(frozen=True)
class Draft:
    """One text on its way out: where to, in which setting, from which brief, beside which other versions."""

    text: str
    platform: str = "x"
    setting: str = "open"
    brief: Brief | None = None
    others: tuple[str, ...] = ()

    @cached_property
    def post(self) -> Post:
        """What a platform sees in the text."""
        return parse(self.text)

    @cached_property
    def length(self) -> int:
        """The length in the platform's own unit."""
        return length(self.post, self.platform)

    @cached_property
    def limit(self) -> int | None:
        """The platform's limit in the same unit, or None where none is known."""
        return limit(self.platform)

    @cached_property
    def words(self) -> str:
        """The text without its links, tags and mentions."""
        return without_marks(self.post)

    @cached_property
    def folded(self) -> str:
        """The whole text, folded for comparison."""
        return plain(self.text)

    @cached_property
    def spaced(self) -> str:
        """The text folded, with the words of tags and handles apart: "#SanaMerik" reads as "sana merik"."""
        spread = apart(self.text)
        return self.folded if spread == self.text else plain(spread)

    @cached_property
    def folded_words(self) -> str:
        """The text without links, tags and mentions, folded for comparison."""
        return plain(self.words)

    @cached_property
    def kept(self) -> Mapping[str, bool]:
        """Whether the draft keeps each of the required facts, by the fact's id."""
        if self.brief is None:
            return {}
        return {fact.id: says(self.folded, fact.accept) for fact in self.brief.required(self.setting)}


def without_marks(post: Post) -> str:
    """Take links, tags and mentions out of a post and keep what people wrote around them."""
    text, pieces, at = post.text, [], 0
    for span in sorted((*post.links, *post.hashtags, *post.mentions), key=lambda span: span.start):
        pieces.append(text[at : span.start])
        at = span.end
    pieces.append(text[at:])
    return " ".join(pieces)

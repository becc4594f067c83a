"""Judge a search for posts: what it finds, and what it should have found; more than one session asks for one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.exercises.judges import Judge
from toolkit.exercises.questions import Question
from toolkit.exercises.saying import filled
from toolkit.review import Review
from toolkit.review.findings import Check, Hit, Said
from toolkit.world.feed import Feed, Flags, load


@dataclass(frozen=True, kw_only=True)
class Searched:
    """A search as it was typed, what it finds, and what would be enough: shares between 0 and 1."""

    text: str
    setting: str = "open"
    number: int = 0  # of posts found
    precision: float = 0.0  # the share of them that is on the topic
    recall: float = 0.0  # the share of the topic that is found
    exact: float = 0.5  # enough of the one
    wide: float = 0.5  # and of the other
    notes: tuple[Said, ...] = ()  # on how it was read

    @property
    def fields(self) -> Mapping[str, int]:
        """The three numbers, as people read them."""
        shares = {"precision": round(100 * self.precision), "recall": round(100 * self.recall)}
        return {"number": self.number, **shares}


def feed_of(question: Question) -> tuple[Feed, Flags]:
    """Load the feed that a question is about, and find which of its posts are about the topic."""
    feed = load(question.about.get("feed", "neighbours"))
    return feed, feed.about(question.about["topic"])


def found_by(feed: Feed, text: str, topic: Flags) -> tuple[int, float, float]:
    """Measure a search: how many posts it finds, the share of them on the topic, the share of the topic it finds."""
    return _measured(feed.search(text).posts, topic)


def _measured(posts: Flags, topic: Flags) -> tuple[int, float, float]:
    hits = int((posts & topic).sum())
    return int(posts.sum()), hits / max(1, int(posts.sum())), hits / max(1, int(topic.sum()))


def _read(question: Question, answer: Any, _: Any) -> Searched | None:
    text = filled(answer).get("search", "")
    if not text:
        return None
    feed, topic = feed_of(question)
    found = feed.search(text)
    number, precision, recall = _measured(found.posts, topic)
    return Searched(
        text=text,
        number=number,
        precision=precision,
        recall=recall,
        exact=question.about["precision"],
        wide=question.about["recall"],
        notes=found.query.notes,
    )


def _noted(search: Searched) -> Iterator[Hit]:
    for note in search.notes:
        yield Hit(advice=note.template, fields=note.fields, apart=note.template)


def _nothing(search: Searched) -> Iterator[Hit]:
    if not search.number:
        yield Hit()


def _loose(search: Searched) -> Iterator[Hit]:
    if search.precision < search.exact:
        yield Hit(fields=search.fields)


def _narrow(search: Searched) -> Iterator[Hit]:
    if search.recall < search.wide:
        yield Hit(fields=search.fields)


def _worth(search: Searched, _: Review) -> float:
    """Enough of the topic, and little else (item 30)."""
    return min(1.0, search.precision / search.exact) * min(1.0, search.recall / search.wide)


_GOOD = Searched(text="clinic OR #OurClinic", number=120, precision=0.9, recall=0.7)
_BRACKET = Said("A closing bracket has no partner. We left it out.")

CHECKS: tuple[Check[Searched], ...] = (
    Check(
        name="search-read",
        advice="",  # each note says its own
        why="A search does what it reads, not what was meant.",
        source="item 30",
        find=_noted,
        flags=(Searched(text="clinic)", number=100, notes=(_BRACKET,)),),
        leaves=(_GOOD,),
    ),
    Check(
        name="search-nothing",
        advice="Nothing was found.",
        why="People may write of it in other words, or in another language.",
        source="item 30",
        better="Take a word away, or put OR between two.",
        find=_nothing,
        flags=(Searched(text="qwertz"),),
        leaves=(_GOOD,),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="search-exact",
        advice="You found {number} posts; {precision} % of them are about it. Make the search narrower.",
        why="What you did not look for hides what you did.",
        source="item 30",
        better="Take a second word into it, put words into quotation marks, or take one away with a minus.",
        praise="{precision} % of the {number} posts found are about it.",
        praise_why="You read what you looked for, and little else.",
        praised=lambda search: search.fields,
        applies=lambda search: search.number > 0,
        find=_loose,
        flags=(Searched(text="-qwertz", number=9_000, precision=0.1, recall=1.0),),
        leaves=(_GOOD, Searched(text="qwertz")),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="search-wide",
        advice="You found {recall} % of all posts about it. Others use other words: make it wider.",
        why="People write of one thing under several tags, in several languages.",
        source="item 30",
        better="Put OR between two words, or between two tags.",
        praise="You found {recall} % of all posts about it.",
        praise_why="Those who write about it in other words were found as well.",
        praised=lambda search: search.fields,
        applies=lambda search: search.number > 0,
        find=_narrow,
        flags=(Searched(text="#NorthClinics", number=20, precision=1.0, recall=0.1),),
        leaves=(_GOOD, Searched(text="qwertz")),
        official="required",
        open="required",
        hostile="required",
    ),
)

search = Judge(read=_read, checks=CHECKS, worth=_worth)
"""Who looks at a search."""

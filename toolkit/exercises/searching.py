"""Judge a search for posts: what it finds, and what it should have found; more than one session asks for one."""

from typing import Any

from toolkit.exercises.questions import Question
from toolkit.exercises.saying import filled, marked, says
from toolkit.exercises.scoring import Marks
from toolkit.review.findings import Finding
from toolkit.world.feed import Feed, Flags, load


def feed_of(question: Question) -> tuple[Feed, Flags]:
    """Load the feed that a question is about, and find which of its posts are about the topic."""
    feed = load(question.about.get("feed", "neighbours"))
    return feed, feed.about(question.about["topic"])


def found_by(feed: Feed, text: str, topic: Flags) -> tuple[int, float, float]:
    """Measure a search: how many posts it finds, the share of them on the topic, the share of the topic it finds."""
    posts = feed.search(text).posts
    hits = int((posts & topic).sum())
    return int(posts.sum()), hits / max(1, int(posts.sum())), hits / max(1, int(topic.sum()))


def search(question: Question, answer: Any, _: Any) -> Marks:
    """Judge a search by what it finds: enough of the topic, and little else (item 30)."""
    feed, topic = feed_of(question)
    text = filled(answer).get("search", "")
    if not text:
        return Marks(0.0)
    number, precision, recall = found_by(feed, text, topic)
    if not number:
        why = "People may write of it in other words, or in another language."
        better = "Take a word away, or put OR between two."
        nothing = says("required", "Nothing was found.", why=why, source="item 30", better=better)
        return marked([*_notes_of(feed, text), nothing], 0.0)
    fields = {"number": number, "precision": round(100 * precision), "recall": round(100 * recall)}
    enough = {"precision": question.about["precision"], "recall": question.about["recall"]}
    notes = _notes_of(feed, text)
    said = [_exact(precision, enough["precision"], fields), _wide(recall, enough["recall"], fields)]
    share = min(1.0, precision / enough["precision"]) * min(1.0, recall / enough["recall"])
    return marked([*notes, *said], share)


_READS = "A search does what it reads, not what was meant."


def _notes_of(feed: Feed, text: str) -> list[Finding]:
    notes = feed.search(text).query.notes
    return [says("advice", note.template, why=_READS, source="item 30", **note.fields) for note in notes]


def _exact(precision: float, wanted: float, fields: dict[str, Any]) -> Finding:
    if precision >= wanted:
        why = "You read what you looked for, and little else."
        return says(
            "good", "{precision} % of the {number} posts found are about it.", why=why, source="item 30", **fields
        )
    return says(
        "required",
        "You found {number} posts; {precision} % of them are about it. Make the search narrower.",
        why="What you did not look for hides what you did.",
        source="item 30",
        better="Take a second word into it, put words into quotation marks, or take one away with a minus.",
        **fields,
    )


def _wide(recall: float, wanted: float, fields: dict[str, Any]) -> Finding:
    if recall >= wanted:
        why = "Those who write about it in other words were found as well."
        return says("good", "You found {recall} % of all posts about it.", why=why, source="item 30", **fields)
    return says(
        "required",
        "You found {recall} % of all posts about it. Others use other words: make it wider.",
        why="People write of one thing under several tags, in several languages.",
        source="item 30",
        better="Put OR between two words, or between two tags.",
        **fields,
    )

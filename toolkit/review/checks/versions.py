"""Say it in your own words, and in two or three ways, so that different people are drawn in."""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache, lru_cache

from toolkit.posts import parse
from toolkit.posts.words import plain, says
from toolkit.review.drafts import Brief, Draft, without_marks
from toolkit.review.findings import Check, Hit, has_brief

_KINDS = {name: f"a {name}" for name in ("person", "question", "number", "quotation", "consequence")}
MOST_ALIKE = 0.6  # item 4: above this, two versions read as the same post
_LONG = "The ministry informs that the session of the committee was held in the usual way."
_QUOTED = re.compile(r"[“”«\"„‟](?=\S)[^“”«»\"]{8,}[”“»\"]")
_FAMILY = (
    "mother", "father", "she", "he", "her", "his", "nurse", "teacher", "neighbour", "daughter", "son",
    "мать", "мама", "отец", "она", "учитель", "медсестра", "сосед", "дочь", "сын",
    "أم", "أب", "هي", "هو", "والدة", "معلم", "ممرضة", "ابنة", "زوجة", "شقيق",
    "ماں", "والدہ", "باپ", "بیٹی", "بیٹا", "استاد", "نرس", "پڑوسی", "خاتون",
)  # fmt: skip
_RESULT = (
    "so that", "because", "means", "therefore", "that is why", "now they", "without", "no longer", "until", "if ",
    "поэтому", "значит", "теперь", "из-за", "чтобы", "без ", "если",
    "لذلك", "لأن", "بسبب", "يعني", "دون", "كي ", "إذا", "لن ",
    "اس لیے", "کیونکہ", "تاکہ", "یعنی", "بغیر", "اگر", "اب ",
)  # fmt: skip


@lru_cache(maxsize=64)  # while one version is typed, the others stay as they are
def hooks(text: str, people: tuple[str, ...] = ()) -> frozenset[str]:
    """Name the kinds of hook that a text shows on its surface.

    >>> sorted(hooks("Who asked the 61,000?"))
    ['number', 'question']
    """
    words, folded = _words(text)
    shown = {
        "number": any(char.isdigit() for char in folded),
        "question": "?" in words or "؟" in words,
        "quotation": _QUOTED.search(words) is not None,
        "person": says(folded, people) or says(folded, _FAMILY),
        "consequence": says(folded, _RESULT),
    }
    return frozenset(name for name, is_shown in shown.items() if is_shown)


@lru_cache(maxsize=64)  # two checks and the table of versions ask for the same pair
def likeness(one: str, other: str) -> float:
    """Measure how alike two versions are, from 0 to 1, links, tags and mentions left aside.

    The larger of the share of common words and difflib's ratio over the sequence of words.
    """
    first, second = _tokens(one), _tokens(other)
    if not first or not second:
        return float(first == second)
    counted, other_counted = Counter(first), Counter(second)
    shared = len(counted.keys() & other_counted.keys()) / len(counted.keys() | other_counted.keys())
    most = 2 * (counted & other_counted).total() / (len(first) + len(second))
    if max(shared, most) <= shared or most < MOST_ALIKE:  # the order of words could not change the answer
        return shared
    return max(shared, SequenceMatcher(None, first, second, autojunk=False).ratio())


@lru_cache(maxsize=64)
def _words(text: str) -> tuple[str, str]:
    """Get the words of a text without its marks, as written and folded."""
    words = without_marks(parse(text))
    return words, plain(words)


@lru_cache(maxsize=64)
def _tokens(text: str) -> list[str]:
    return re.findall(r"\w+", _words(text)[1])


def _written(draft: Draft) -> list[str]:
    return [other for other in draft.others if other.strip()]


def _alike(draft: Draft) -> str:
    """Get the first of the other versions that reads as the same post."""
    return next((other for other in _written(draft) if likeness(draft.text, other) >= MOST_ALIKE), "")


def _too_alike(draft: Draft) -> Iterator[Hit]:
    if other := _alike(draft):
        yield Hit(_start(other), fields={"alike": round(likeness(draft.text, other) * 100)})


def _start(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"


def _same_hook(draft: Draft) -> Iterator[Hit]:
    """Notice when the versions cannot each be told by a hook of their own."""
    people = draft.brief.people if draft.brief else ()
    shown = [hooks(text, people) for text in (draft.text, *_written(draft))]
    if not _tellable(tuple(shown)):
        free = [kind for kind in _KINDS if all(kind not in kinds for kinds in shown)]
        yield Hit(", ".join(sorted(shown[0])) or "—", better=", ".join(map(_KINDS.__getitem__, free)))


@cache
def _tellable(shown: tuple[frozenset[str], ...], used: frozenset[str] = frozenset()) -> bool:
    """Tell whether every version can be given a hook that no other version is given."""
    if not shown:
        return True
    return any(_tellable(shown[1:], used | {hook}) for hook in shown[0] - used)


def _whole_document(draft: Draft) -> Iterator[Hit]:
    """Notice a sentence copied whole; short posts may of course quote."""
    if draft.brief is None:
        return
    for (_, part), folded in zip(draft.brief.parts, draft.brief.folded_parts, strict=True):
        if len(folded) > 60 and folded in draft.folded:
            yield Hit(part[:40] + "…")
            return


CHECKS = (
    Check(
        name="copied",
        advice="“{found}” is copied whole. Say it as you would to a neighbour, or set it in quotation marks.",
        better="“It has been decided by the office that …” → “The office decided …”",
        why="Documents are written for files; a post is read by somebody who is standing on a bus.",
        source="our own advice, beside items 4, 5",
        find=_whole_document,
        flags=(Draft(_LONG, brief=Brief(id="b", title="", text="", parts=(("body", _LONG),))),),
        leaves=(Draft("34 clinics closed", brief=Brief(id="b", title="", text="", parts=(("body", _LONG),))),),
        applies=has_brief,
    ),
    Check(
        name="reworded",
        advice="{alike} % alike with “{found}”. Begin somewhere else: with a person, a question, the result.",
        praise="This version says it in its own way.",
        why="Different wordings draw different people, and networks treat near-copies as spam.",
        source="item 4; X authenticity rules, 2026 (read second-hand)",
        better="“The office was closed.” → “Who decided that nobody needs this office?”",
        find=_too_alike,
        flags=(Draft("34 clinics closed in the north", others=("34 clinics closed in the north!",)),),
        leaves=(Draft("34 clinics closed", others=("Who asked the people of the north?", "")),),
        applies=lambda draft: bool(_written(draft)),
        official="required",
        open="required",
        hostile="required",
        earns=2.0,
        costs=0.1,
    ),
    Check(
        name="hook",
        advice="Another version hooks its reader in the same way ({found}). Take a kind of hook that is still free.",
        praise="A hook of its own.",
        why="A number, a question, a quotation, a person, a consequence: each stops a different reader.",
        source="item 5; the five kinds are ours",
        better="A person: “She had come every day. Now she waits.”",
        find=_same_hook,
        flags=(Draft("34 clinics closed", others=("34 doors are shut",)),),
        leaves=(Draft("34 clinics closed", others=("Who asked the villages?",)),),
        applies=lambda draft: bool(_written(draft)) and not _alike(draft),  # a copy has no hook of its own
        official="required",
        open="required",
        hostile="required",
        earns=1.0,
    ),
)

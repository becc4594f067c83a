"""Be readable and be fair: abbreviations, shouting, words that close doors."""

import re
from collections.abc import Iterable, Iterator

from toolkit.posts.words import plain
from toolkit.review.drafts import Draft
from toolkit.review.findings import Check, Hit, words

_CAPITALS = re.compile(r"\b[^\W\d_a-zа-яё]{3,6}\b")
_LOUD = re.compile(r"\b[^\W\d_a-zа-яё]{4,}\b")
_BANGS = re.compile(r"[!！؟?]{2,}")
_NAMES_PEOPLE_CALL = (
    "liar", "liars", "idiot", "idiots", "thugs", "criminals", "traitor", "traitors", "shame on",
    "лжец", "лжецы", "идиоты", "предатели", "позор",
    "كذاب", "كاذبون", "خونة", "عار", "جھوٹے", "جھوٹا", "غدار", "شرم کرو",
)  # fmt: skip
_KNOWN = frozenset({"UN", "EU", "NGO", "USA", "ООН", "США", "СМИ"})


_CALLED = words(*_NAMES_PEOPLE_CALL)
_FOLDED = tuple(map(plain, _NAMES_PEOPLE_CALL))


def _called_names(draft: Draft) -> Iterable[Hit | str]:
    """Look for the letters first, which is much faster than for words."""
    return _CALLED(draft) if any(map(draft.folded.__contains__, _FOLDED)) else ()


def _unexplained(draft: Draft) -> Iterator[Hit]:
    known = _KNOWN | set(draft.brief.known) if draft.brief else _KNOWN
    text = draft.words
    if text == text.lower() or len(_loud(text)) > 2:
        return
    for match in _CAPITALS.finditer(text):
        short = match.group()
        if short.isupper() and short not in known and f"({short})" not in text:
            yield Hit(short)


def _loud(text: str) -> list[str]:
    return [word for word in _LOUD.findall(text) if word.isupper()] if text != text.lower() else []


def _shouting(draft: Draft) -> Iterator[Hit]:
    loud = _loud(draft.words)
    if len(loud) > 2:
        yield Hit(" ".join(loud[:3]), better="“THEY CLOSED IT” → “They closed it”")
    for match in _BANGS.finditer(draft.text):
        yield Hit(match.group(), match.span(), match.group()[0])
        return


CHECKS = (
    Check(
        name="abbreviation",
        advice="“{found}” may be new to your readers. Write it out once, or use a plain word.",
        why="Abbreviations save space for those who know them and shut out all the others.",
        source="item 19; since 280 characters plain language is the better saving",
        better="“HRD” → “a defender of human rights”",
        find=_unexplained,
        flags=("The ICCPR protects this.",),
        leaves=("The UN was told.", "The International Covenant (ICCPR) protects this."),
    ),
    Check(
        name="shouting",
        advice="“{found}” reads like shouting. Let the fact be loud and the words be calm.",
        why="Capitals and rows of !! make a true thing look like a rumour.",
        source="our own advice, beside item 34",
        find=_shouting,
        flags=("THEY CLOSED EVERY CLINIC", "Closed!!"),
        leaves=("They closed 34 clinics!", "The UNHCR said so"),
        official="required",
        costs=0.1,
    ),
    Check(
        name="names-people-call",
        advice="“{found}” judges a person. Say what was done, with date and number; readers will judge.",
        why="An insult ends the conversation that the post should begin, and can be sued.",
        source="own short list of 2026, not yet read by native speakers; beside items 34, 35",
        better="“The liars closed it” → “The office closed it on 3 May and gave no reason”",
        find=_called_names,
        flags=("The liars closed 34 clinics", "Позор министерству"),
        leaves=("The authority closed 34 clinics",),
        official="required",
        costs=0.1,
    ),
)

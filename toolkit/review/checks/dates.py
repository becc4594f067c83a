"""Let numbers, names and dates agree: with the document, and the weekday with the date."""

import re
from collections.abc import Iterator
from datetime import date
from difflib import SequenceMatcher
from functools import cache, lru_cache

from toolkit.posts import tables
from toolkit.posts.words import numbers, plain
from toolkit.review.drafts import Brief, Draft
from toolkit.review.findings import Check, Hit, has_brief

_BRIEF = Brief(
    id="b", title="", text="34 of 212 clinics closed.", published=date(2026, 3, 9), people=("Irena Dalvik", "Dalvik")
)
_NAME = re.compile(r"(?<!\w)[A-ZÀ-ÞА-ЯЁ][\w’'-]{3,}")


@cache
def _calendar() -> tuple[dict[str, int], dict[str, int], re.Pattern[str]]:
    """Read the names of days and months, and a pattern that finds a day, then a date within a few words."""
    rows = tables.of(__package__, "calendar.toml").values()
    days, months = _numbered(row["days"] for row in rows), _numbered(row["months"] for row in rows)
    day, month = "|".join(days), "|".join(months)
    dated = (
        rf"(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<m1>{month})|(?P<m2>{month})\s+(?P<d2>\d{{1,2}}))(?!\w)"
    )
    year = r"(?:,?\s+(?P<year>20\d\d))?"
    between = r"[,،\s]{1,3}(?:the |в |на |يوم )?"
    return days, months, re.compile(rf"(?<!\w)(?P<day>{day}){between}{dated}{year}")


def _numbered(rows: Iterator[list[str]]) -> dict[str, int]:
    """Map every spelling, as a pattern, to its place in the week or year."""
    return {
        plain(spelling).replace("*", r"\w{0,4}"): place
        for row in rows
        for place, spellings in enumerate(row)
        for spelling in spellings.split("|")
    }


@cache
def _beginnings() -> frozenset[str]:
    """Give the first four letters of all weekdays, and those that are shorter."""
    return frozenset(day[:4] for day in _calendar()[0])


_ANY_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"(?<!\w)\w{2,4}")


def _dated(folded: str, written: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Find weekdays with a date. Comparing a few letters first is much cheaper than trying the whole pattern."""
    beginnings = _beginnings()
    for word in _WORD.finditer(folded):
        if word.group() in beginnings and (match := written.match(folded, word.start())):
            yield match


@cache  # the names are few: seven days and twelve months, in a handful of spellings
def _place(name: str, of: str) -> int:
    """Say which day of the week (from 0) or month of the year (from 0) a name stands for."""
    days, months, _ = _calendar()
    names = days if of == "week" else months
    return next(place for spelling, place in names.items() if re.fullmatch(spelling, name))


def _wrong_weekday(draft: Draft) -> Iterator[Hit]:
    if not _ANY_DIGIT.search(draft.folded_words):
        return
    days, _, written = _calendar()
    for match in _dated(draft.folded_words, written):
        year = match["year"] or (draft.brief.published.year if draft.brief and draft.brief.published else None)
        if year is None:
            continue
        month = _place(match["m1"] or match["m2"], "year") + 1
        try:
            real = date(int(year), month, int(match["d1"] or match["d2"])).weekday()
        except ValueError:
            yield Hit(match.group())
            continue
        if real != _place(match["day"], "week"):
            name = next(spelling for spelling, place in days.items() if place == real).capitalize()
            yield Hit(match.group(), better=name if match["day"].isascii() else "")


def _misspelt(draft: Draft) -> Iterator[Hit]:
    """Notice a word that is nearly, but not quite, a name from the document."""
    people = draft.brief.folded_names if draft.brief else {}
    if not people:
        return
    for match in _NAME.finditer(draft.words):
        word = match.group()
        if (folded := plain(word)) in people:
            continue
        for known, name in people.items():
            if folded[0] == known[0] and abs(len(folded) - len(known)) <= 2 and _near(folded, known):
                yield Hit(word, better=name)


@lru_cache(maxsize=4096)  # the same words stand there at every key press
def _near(word: str, known: str) -> bool:
    if word.startswith(known):  # an inflected form or a possessive
        return False
    return SequenceMatcher(None, word, known).ratio() >= 0.75


def _other_numbers(draft: Draft) -> Iterator[Hit]:
    if draft.brief is None:
        return
    allowed = draft.brief.numbers
    for number in numbers(draft.folded_words):
        if number not in allowed and number.rstrip(".,:") not in allowed:
            yield Hit(number, better=_nearest(number, draft.brief.text))


@lru_cache(maxsize=512)
def _nearest(number: str, text: str) -> str:
    """Find the one number of the document that somebody may have meant: digits swapped, one off, or a nought lost."""
    written = {found: typed for typed in _TYPED.findall(text) for found in numbers(plain(typed))}
    meant = [typed for known, typed in written.items() if _slip(number, known)]
    return meant[0] if len(meant) == 1 else ""


_TYPED = re.compile(r"\d+(?:[.,:٬٫\u00a0\u202f]\d+)*")


def _slip(one: str, other: str) -> bool:
    if len(one) != len(other):
        return len(one) > 2 and one.rstrip("0") == other.rstrip("0")
    off = sum(a != b for a, b in zip(one, other, strict=True))
    return sorted(one) == sorted(other) or (len(one) > 2 and off == 1)


CHECKS = (
    Check(
        name="numbers-match",
        advice="“{found}” is not in the document. Look the number up again.",
        why="One wrong digit, and the answer to your post is about the digit.",
        source="item 20",
        find=_other_numbers,
        flags=(Draft("43 clinics closed", brief=_BRIEF),),
        leaves=(Draft("34 of 212 clinics closed #2026x", brief=_BRIEF), "43 clinics"),
        applies=has_brief,
        official="required",
        open="required",
        hostile="required",
        costs=0.25,
    ),
    Check(
        name="weekday",
        advice="“{found}” does not exist: the weekday and the date disagree. Check both in the document.",
        why="Half of your readers will come on the wrong day, and the others will doubt the rest.",
        source="item 20",
        find=_wrong_weekday,
        flags=(
            "Hearing on Monday, 17 March 2026",
            Draft("в среду, 17 марта", brief=_BRIEF),
            "منگل ۱۸ مارچ 2026",
        ),
        leaves=(
            "Hearing on Tuesday, 17 March 2026",
            Draft("во вторник 17 марта", brief=_BRIEF),
            "Monday at 10",
        ),
        official="required",
        open="required",
        hostile="required",
        costs=0.2,
    ),
    Check(
        name="names",
        advice="“{found}” is spelt differently in the document. Copy names, never type them from memory.",
        why="People find their own misspelt names first, and journalists repeat them.",
        source="item 20",
        find=_misspelt,
        flags=(Draft("Minister Delvik said", brief=_BRIEF),),
        leaves=(Draft("Minister Dalvik said. Delivery is late.", brief=_BRIEF), "Minister Delvik said"),
        official="required",
        open="required",
        hostile="required",
        costs=0.1,
    ),
)

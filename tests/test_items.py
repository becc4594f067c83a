"""Can whoever reads “item 75” find out what that is, and does the course cite only items that exist?"""

import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from toolkit.course import ITEMS

ROOT = Path(__file__).parent.parent
RAW = tomllib.loads((ROOT / "toolkit" / "data" / "items.toml").read_text("utf-8"))
TEXTS, ROWS = RAW["text"], RAW["item"]
BY_NUMBER = {row["number"]: row for row in ROWS}
SAID = [row[key] for row in ROWS for key in ("says", "today") if key in row]
READ = (
    "workbooks/*.ipynb",
    "exercises/*/*.ipynb",
    "solutions/*/*",
    "*.md",
    "docs/*.md",
    "toolkit/**/*.py",
    "toolkit/data/**/*.toml",
)

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
NUMBER = rf"\d+(?!\d| (?:{MONTHS}))"  # “(items 47, 48, 24 January 2015)” ends with a day, not with an item
BETWEEN = r"(?:, and |, | and | or | to | against |-|–)"
CITED = re.compile(rf"\bitems? ({NUMBER}(?:{BETWEEN}{NUMBER})*)", re.IGNORECASE)
RANGE = re.compile(r"(\d+)(?: to |-|–)(\d+)")

# Every word with a capital inside a sentence: places, bodies and networks, never a person.
NAMES = """
American Arab Beirut Belarus Bluesky Buffer Day East Egypt English European Facebook Google Human Independence Interior
Iraq Jordan Karaganda Lebanon London Mastodon Meduza Middle Minsk Ministry Morocco NGOs New Pakistan Palestine Polish
Rights Session Spring Sudan Syria Tunisia Twitter UN UNESCO Union West X Yemen York YouTube
"""


def cited(text: str) -> Iterator[int]:
    """Find the numbers of the items that a text cites; of a range, all of them."""
    for found in CITED.finditer(text):
        for first, last in RANGE.findall(found[1]):
            yield from range(int(first), int(last) + 1)
        yield from map(int, re.findall(r"\d+", found[1]))


def cited_in_the_course() -> Iterator[tuple[str, int]]:
    for pattern in READ:
        for path in filter(Path.is_file, sorted(ROOT.glob(pattern))):
            for number in set(cited(path.read_text("utf-8"))):
                yield str(path.relative_to(ROOT)), number


def those(is_so: Callable[[dict[str, Any]], object]) -> list[int]:
    return [row["number"] for row in ROWS if is_so(row)]


def test_every_item_stands_there_once_and_in_order():
    assert [row["number"] for row in ROWS] == list(range(1, ITEMS + 1))
    assert those(lambda row: list(row) != [key for key in ("number", "text", "says", "today") if key in row]) == []


def test_every_text_is_used_in_one_piece_and_in_its_place():
    order = list(dict.fromkeys(row["text"] for row in ROWS))
    assert order == [text["id"] for text in TEXTS]
    assert len(order) == 5
    assert [row["text"] for row in ROWS] == sorted((row["text"] for row in ROWS), key=order.index)


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text["id"])
def test_a_text_says_what_it_is(text: dict[str, str]):
    assert list(text) == ["id", "title", "where", "date", "about"]
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", text["id"])
    assert text["title"]
    assert text["where"]
    assert re.fullmatch(r"(\d{4}(-\d{2}(-\d{2})?)?)?", text["date"])
    assert text["date"] or "no date" in text["about"], "who knows no date says so"
    assert len(text["about"]) <= 240
    assert text["about"].endswith(".")
    assert ". " not in text["about"]


def test_what_an_item_says_is_one_short_sentence():
    assert [said for said in SAID if not 20 <= len(said) <= 160] == []
    assert [said for said in SAID if not said.endswith(".") or re.search(r"[.?!]”? [A-Z“]", said)] == []
    assert [said for said in SAID if not re.match(r"[A-Z“]", said)] == []
    assert len({row["says"] for row in ROWS}) == ITEMS


def test_nothing_leads_to_a_live_place_and_nobody_is_named():
    everything = [*SAID, *(value for text in TEXTS for value in text.values())]
    assert [said for said in everything if re.search(r"http|www\.|\w\.(com|net|org|by)\b", said)] == []
    assert [said for said in everything if re.search(r"@(?!\w*_example\b)", said)] == []
    found = {word for said in SAID for word in re.findall(r"(?<=[^.] )“?([A-Z]\w*)", said)}
    assert found - set(NAMES.split()) - set(MONTHS.split("|")) == set(), "is that the name of a person?"


def test_a_quotation_is_short():
    quoted = [words for said in SAID for words in re.findall("“([^”]*)”", said)]
    assert [words for words in quoted if len(words.split()) > 8] == []
    assert [said for said in SAID if said.count("“") != said.count("”") or '"' in said or "'" in said] == []


def test_words_that_our_lawyer_does_not_know_are_not_needed():
    jargon = re.compile(r"\b(retweet|op-?ed|lede|subhead|DM|RT|offline|hashtagged|VKontakte|VK)\w*", re.IGNORECASE)
    assert [said for said in SAID if jargon.search(said)] == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("item 12", {12}),
        ("Items 78, 81. In English", {78, 81}),
        ("(items 9, 12, 13)", {9, 12, 13}),
        ("items 3, 4 and 7; Bynet, 18 December 2012", {3, 4, 7}),
        ("items 34, 36, 38 to 41", {34, 36, 38, 39, 40, 41}),
        ("items 14, 16 against 77, 81", {14, 16, 77, 81}),
        ("item 33 beside items 81, 82", {33, 81, 82}),
        ("(items 47, 48, 24 January 2015)", {47, 48}),
        ("item 18; docs, 2026", {18}),
        ("four items, and 12 cards", set()),
    ],
)
def test_a_citation_is_read_as_a_reader_reads_it(text: str, numbers: set[int]):
    assert set(cited(text)) == numbers


def test_the_course_cites_only_items_that_exist():
    found = list(cited_in_the_course())
    assert len(found) > 300, "are the files still where this test looks?"
    assert [place for place in found if place[1] not in BY_NUMBER] == []

"""Can whoever reads “item 75” find out what that is, word for word where it matters, and is every cited item there?"""

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from toolkit.course.path import ITEMS

ROOT = Path(__file__).parent.parent
RAW = tomllib.loads((ROOT / "toolkit/course/data/items.toml").read_text("utf-8"))
TEXTS, ROWS = RAW["text"], RAW["item"]
BY_NUMBER = {row["number"]: row for row in ROWS}
KEYS = ("number", "text", "says", "ours", "today")
SAID = [row[key] for row in ROWS for key in KEYS[2:] if key in row]
PASSAGES = tomllib.loads((ROOT / "tests" / "cases" / "passages.toml").read_text("utf-8"))
IN_SAYS = {int(number): passages for number, passages in PASSAGES["says"].items()}
IN_WORKBOOKS = {int(number): passages for number, passages in PASSAGES["workbooks"].items()}
READ = (
    "workbooks/*.ipynb",
    "exercises/*/*.ipynb",
    "solutions/*/*",
    "*.md",
    "docs/*.md",
    "toolkit/**/*.py",
    "toolkit/**/*.toml",
)

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
NUMBER = rf"\d+(?!\d| (?:{MONTHS}))"  # “(items 47, 48, 24 January 2015)” ends with a day, not with an item
BETWEEN = r"(?:, and |, | and | or | to | against |-|–)"
CITED = re.compile(rf"\bitems? ({NUMBER}(?:{BETWEEN}{NUMBER})*)", re.IGNORECASE)
RANGE = re.compile(r"(\d+)(?: to |-|–)(\d+)")

# Every word with a capital inside a sentence: places, bodies and networks, never a person.
NAMES = """
American Arab Beirut Belarus Bluesky Buffer Day East Egypt English European Facebook Google Human Independence Interior
Iraq Jordan Karaganda Kazakhstan Lebanon London Mastodon Middle Minsk Ministry Morocco NGOs New Pakistan Palestine
Polish Rights Session Spring Sudan Syria Tunisia Twitter UN UNESCO Union Western X Yemen York YouTube
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


QUOTED = re.compile(r"“([^”]+)”[^“”(|.]*\(([^()]*\bitems? [^()]*)\)")
EXPLAINS_ITSELF = ("glossary.toml", "items.toml")  # there “call out” is what is explained


def plain(text: str) -> str:
    """The letters alone: without quotation marks around them, capitals, or two kinds of apostrophe."""
    return " ".join(re.sub("[“”]", "", text).replace("’", "'").replace("‘", "'").casefold().split())


def stands(words: str, passages: Iterable[str]) -> bool:
    """Do the words stand in one of the passages, but for the comma that belongs to our own sentence?"""
    return any(plain(words).rstrip(".,") in plain(passage) for passage in passages)


def lines_of_workbooks() -> Iterator[str]:
    for path in sorted((ROOT / "workbooks").glob("*.ipynb")):
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            if cell["cell_type"] == "markdown":
                yield from "".join(cell["source"]).splitlines()


def strings_of_data() -> Iterator[str]:
    for path in sorted((ROOT / "toolkit").rglob("*.toml")):
        if path.name not in EXPLAINS_ITSELF:
            yield from strings(tomllib.loads(path.read_text("utf-8")))


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from strings(one)


def test_every_item_stands_there_once_and_in_order():
    assert [row["number"] for row in ROWS] == list(range(1, ITEMS + 1))
    assert those(lambda row: list(row) != [key for key in KEYS if key in row]) == []


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


def test_what_an_item_says_is_one_sentence_and_no_longer_than_its_concessions_need():
    assert [said for said in SAID if not 20 <= len(said) <= 340] == []
    assert those(lambda row: max(len(row.get("ours", "")), len(row.get("today", ""))) > 220) == []
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


@pytest.mark.parametrize("number", IN_SAYS)
def test_an_item_says_what_its_source_says_word_for_word(number: int):
    said = plain(BY_NUMBER[number]["says"])
    assert [passage for passage in IN_SAYS[number] if plain(passage) not in said] == []


def test_nothing_stands_in_quotation_marks_that_was_not_compared_with_its_source():
    quoted = [(row["number"], words) for row in ROWS for words in re.findall("“([^”]*)”", row["says"])]
    assert len(quoted) > 60, "are the quotation marks still the ones that this test looks for?"
    assert [one for one in quoted if not stands(one[1], IN_SAYS.get(one[0], ()))] == []


def test_a_workbook_quotes_an_item_as_the_source_has_it():
    """“You can call out a person in public” (item 34): the words before a number are those of that item's source."""
    found = [(words, set(cited(where))) for line in lines_of_workbooks() for words, where in QUOTED.findall(line)]
    known = {number: [*IN_SAYS.get(number, ()), *IN_WORKBOOKS.get(number, ())] for number in BY_NUMBER}
    assert len(found) > 15, "are the quotations still where this test looks?"
    assert [one for one in found if not any(stands(one[0], known[number]) for number in one[1])] == []


def test_what_we_add_stands_beside_what_the_source_says():
    gloss = re.compile(
        r"\b(that is,|which means|in other words|can be read|does not say|no \w+ is given)", re.IGNORECASE
    )
    assert those(lambda row: gloss.search(row["says"])) == []


def test_our_own_words_never_call_anybody_out():
    """Item 34 means: address in public; most readers hear: denounce. So the words stand only in what it says."""
    ours = re.compile(r"\bcall(s|ed|ing)?( \w+)? out\b(?! a person in public)", re.IGNORECASE)
    texts = [*strings_of_data(), *lines_of_workbooks()]
    assert len(texts) > 5000, "are the texts still where this test looks?"
    assert [text for text in texts if ours.search(text)] == []


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

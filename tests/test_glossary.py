"""Is every unusual word explained once, in everyday words, and does every card stand for a word that we use?"""

import ast
import json
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from toolkit.course.glossary import GAP, Card, cards, met_in
from toolkit.course.path import ITEMS

ROOT = Path(__file__).parent.parent
CARDS = cards()
FORMS = [form for card in CARDS for form in card.forms]
READ_BY_TRAINEES = ("sessions/*/*.toml", "sessions/*/data/*.toml")
SAID_BY_CODE = ("labs/*.py", "course/*.py", "review/checks/*.py", "sessions/**/*.py")
NOT_READ = ("facilitator.ipynb", "words.ipynb")  # one is not for trainees, the other is made of the cards themselves
KEYS = ["id", "word", "forms", "means", "example", "gap", "source"]
NAMES = ("X", "Mastodon", "Twitter")  # what a meaning may begin with in spite of its capital


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from strings(one)


def notebook_texts() -> Iterator[str]:
    for path in sorted((ROOT / "workbooks").glob("*.ipynb")):
        if path.name not in NOT_READ:
            cells = json.loads(path.read_text("utf-8"))["cells"]
            yield from ("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")


def data_texts() -> Iterator[str]:
    for places in READ_BY_TRAINEES:
        for path in sorted((ROOT / "toolkit").glob(places)):
            yield from strings(tomllib.loads(path.read_text("utf-8")))


def code_texts() -> Iterator[str]:
    for places in SAID_BY_CODE:
        for path in sorted((ROOT / "toolkit").glob(places)):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
                    yield node.value


@cache
def course_text() -> str:
    return "\n".join((*notebook_texts(), *data_texts(), *code_texts()))


def filled(card: Card) -> str:
    return card.gap.replace(GAP, card.word)


def those(is_so: Callable[[Card], object]) -> list[str]:
    return [card.id for card in CARDS if is_so(card)]


def doubled(names: Iterator[str]) -> list[str]:
    return [name for name, times in Counter(names).items() if times > 1]


def test_there_are_as_many_cards_as_somebody_can_learn_and_each_is_its_own():
    assert 50 <= len(CARDS) <= 120
    assert doubled(card.id for card in CARDS) == []
    assert doubled(card.word.lower() for card in CARDS) == []
    assert those(lambda card: not re.fullmatch(r"[a-z]+(-[a-z]+)*", card.id)) == []


def test_every_word_is_among_its_forms_and_no_two_cards_share_a_form():
    assert those(lambda card: card.word not in card.forms) == []
    assert doubled(form.lower() for card in CARDS for form in card.forms) == []


def test_the_file_writes_its_keys_in_one_order():
    rows = tomllib.loads((ROOT / "toolkit/course/data/glossary.toml").read_text("utf-8"))["card"]
    assert [row["id"] for row in rows if list(row) != KEYS] == []


def test_every_card_names_the_item_that_it_comes_from():
    assert {card.source for card in CARDS} <= {f"item {number}" for number in range(1, ITEMS + 1)}


def test_a_meaning_is_short_begins_small_and_is_no_sentence():
    assert those(lambda card: not 10 <= len(card.means) <= 130) == []
    assert those(lambda card: card.means.endswith(".")) == []
    assert those(lambda card: not card.means[0].islower() and card.means.split()[0] not in NAMES) == []


def test_a_meaning_uses_everyday_words_or_words_of_earlier_cards():
    found = [
        f"{card.id}: {other.word}"
        for place, card in enumerate(CARDS)
        for other in CARDS[place:]
        if other.shape.search(card.means)
    ]
    assert found == []


def test_the_example_is_short_and_has_the_word_in_it():
    assert those(lambda card: not card.shape.search(card.example)) == []
    assert those(lambda card: len(card.example) > 140 or GAP in card.example) == []
    assert those(lambda card: not card.example.endswith((".", "?", "”"))) == []


def test_there_is_one_gap_and_the_sentence_does_not_give_the_word_away():
    assert those(lambda card: len(card.gap) > 140 or re.findall("_{2,}", card.gap) != [GAP]) == []
    assert those(lambda card: card.shape.search(card.gap.replace(GAP, " "))) == []
    assert those(lambda card: filled(card) == card.example) == []


def test_the_word_fits_into_the_gap_and_the_little_word_before_it_does_not_betray_a_slip_of_ours():
    assert those(lambda card: not card.shape.search(filled(card))) == []
    before = {card: re.search(rf"\b(an?) {GAP}", card.gap) for card in CARDS}
    assert those(lambda card: before[card] and (before[card][1] == "an") != (card.word[0] in "aeio")) == []


def test_somebody_meets_every_word():
    text = course_text()
    assert those(lambda card: not card.shape.search(text)) == [], "nobody meets these any more: their cards can go"


def test_names_are_invented():
    said = " ".join(f"{card.means} {card.example} {card.gap}" for card in CARDS)
    assert {handle for handle in re.findall(r"@(\w+)", said) if not handle.endswith("_example")} == set()
    assert "://" not in said


@given(st.text())
def test_any_text_can_be_looked_through(text: str):
    found = met_in(text)
    assert len(found) == len(set(found))


@given(st.lists(st.sampled_from(FORMS) | st.text(max_size=4), max_size=8))
def test_a_card_is_found_once_however_often_its_word_stands(words: list[str]):
    found = met_in(" ".join(words))
    assert {card for card in CARDS if set(card.forms) & set(words)} <= set(found)
    assert len(found) == len(set(found))


@given(st.sampled_from(CARDS), st.sampled_from((str.upper, str.lower, str.title)), st.sampled_from("xé9_-"))
def test_a_word_is_found_in_any_case_but_not_within_another(card: Card, how: Callable[[str], str], more: str):
    assert card in met_in(f"“{how(card.word)}”, said Rima.")
    assert not card.shape.match(how(card.word) + more)
    assert not card.shape.search(more + how(card.word))

"""Do cards go round one at a time, keep what was answered, and say what it is worth where somebody watches?"""

from pathlib import Path
from typing import Any

import pytest

from toolkit.answers import Store
from toolkit.labs.decks import Deck, deck
from toolkit.sessions.room import labs, rooms

DECKS = [
    (room, name)
    for room in rooms()
    for name, made in labs(room).items()
    if isinstance(made, type) and issubclass(made, Deck)
]
DOOR = """
[asks.opens]
label = "Do you open?"
options.yes = "Yes"
options.no = "No"

[[cards]]
id = "neighbour"
text = "Somebody rings; you know the voice."
source = "invented"
accepts.opens = ["yes"]
why.opens = "It is your neighbour."

[[cards]]
id = "officer"
text = "Somebody rings; nobody speaks."
source = "invented"
accepts.opens = { official = ["yes"], open = ["yes", "no"], hostile = ["no"] }
harms.opens = { hostile = ["yes"] }
why.opens = { yes = "You see who it is.", no = "You ask first, through the door." }
"""


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A room with one deck and nothing else."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "door.toml").write_text(DOOR, "utf-8")
    return tmp_path


def opened(room: Path) -> Any:
    return deck(str(room / "labs.py"), "door")(Store(room, "any-session"))


def test_a_file_of_cards_is_a_lab(room: Path) -> None:
    made = opened(room)
    assert "1 of 2" in made.card.value and "you know the voice" in made.card.value
    made.asks["opens"].field.value = "yes"
    assert "hta-good" in made.said["opens"].value and "It is your neighbour." in made.said["opens"].value
    assert "1 of 2 answered, 1 as we would." in made.tally.value


def test_the_setting_turns_the_same_answer_from_right_to_dangerous(room: Path) -> None:
    made = opened(room)
    made.after.click()
    made.asks["opens"].field.value = "yes"
    assert "hta-good" in made.said["opens"].value
    assert made.setting.told.value.count("✕ 1 danger") == 1
    made.setting.value = "hostile"
    assert "hta-danger" in made.said["opens"].value and "1 of 2 answered, 0 as we would." in made.tally.value


def test_what_was_answered_is_there_again_and_cards_go_round(room: Path) -> None:
    made = opened(room)
    made.before.click()
    assert "2 of 2" in made.card.value
    made.asks["opens"].field.value = "no"
    made.after.click()
    assert made.answers() == {}
    again = opened(room)
    again.after.click()
    assert again.answers() == {"opens": "no"}


@pytest.mark.parametrize("kept", [None, 7, [], "x", {"officer": 3}, {"officer": {"opens": ["yes"]}}, {"officer": None}])
def test_whatever_was_kept_the_deck_opens(kept: Any, room: Path) -> None:
    Store(room, "any-session").put("door", kept)
    made = opened(room)
    made.after.click()
    assert made.answers() == {} and "hta-finding" not in made.said["opens"].value


def test_a_deck_that_is_not_there_is_named(room: Path) -> None:
    with pytest.raises(LookupError, match="window"):
        deck(str(room / "labs.py"), "window")(Store(room, "any-session"))


def test_a_page_that_turns_cards_keeps_nothing(room: Path) -> None:
    made = opened(room)
    made.after.click()
    made.before.click()
    assert not Store(room, "any-session").path.exists()


def test_the_labs_with_cards_stand_on_it() -> None:
    """One each of safety, audiences; two of networks; five of other hands."""
    assert len(DECKS) >= 9


@pytest.mark.parametrize(("name", "lab"), DECKS)
def test_every_deck_goes_round_once_and_says_something_of_every_card(name: str, lab: str, tmp_path: Path) -> None:
    made = labs(name)[lab](Store(tmp_path, name))
    first, seen = made.card.value, set()
    for _ in made.deck():
        seen.add(made.card.value)
        made.after.click()
    assert made.card.value == first and len(seen) == len(made.deck())

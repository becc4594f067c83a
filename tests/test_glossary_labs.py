"""Do the cards come back when they should, do the gaps answer, and does each session fold out the words it uses?"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import escape
from pathlib import Path
from typing import Any

import pytest

from toolkit.answers import Store
from toolkit.course import cards as pages
from toolkit.course.cards import AT_ONCE, Cards
from toolkit.course.glossary import cards, met_in
from toolkit.course.progress import Progress
from toolkit.course.sources import found, items
from toolkit.making.items import PAGE
from toolkit.notebook.journey import Journey
from toolkit.notebook.session import Session
from toolkit.sessions.room import gates, labs, rooms

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 2)
# Words of a lab that stand there in their everyday sense.
EVERYDAY = {
    "safety-first": {"gate"},
    "tweet-rewriting": {"gate"},
}


class Calendar(date):
    """A day that a test can turn."""

    now = TODAY

    @classmethod
    def today(cls) -> "Calendar":
        return cls.fromordinal(cls.now.toordinal())


@pytest.fixture
def day(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Calendar]]:
    monkeypatch.setattr(pages, "date", Calendar)
    yield Calendar
    Calendar.now = TODAY


def words(dealt: Cards) -> list[str]:
    return [card.word for card in dealt.left]


def play(dealt: Cards, unknown: set[str]) -> None:
    """Go through the cards; what was unknown is known when it comes a second time."""
    missed = set[str]()
    while dealt.left:
        word = dealt.left[0].word
        dealt.turn.click()
        known = word not in unknown or word in missed
        missed.add(word)
        (dealt.knew if known else dealt.not_yet).click()


def test_what_was_not_known_comes_tomorrow_and_what_was_known_after_three_days(
    tmp_path: Path, day: type[Calendar]
) -> None:
    progress = Progress(tmp_path, gates())
    first = Cards(progress)
    dealt = words(first)
    assert dealt == [card.word for card in cards()[:AT_ONCE]]
    play(first, unknown=set(dealt[:2]))
    assert f"{AT_ONCE - 2} of {AT_ONCE} you knew." in said(first)
    day.now = TODAY + timedelta(1)
    assert words(Cards(progress))[:2] == sorted_by_id(dealt[:2])
    assert not set(dealt[2:]) & set(words(Cards(progress)))
    day.now = TODAY + timedelta(3)
    assert words(Cards(progress)) == [*sorted_by_id(dealt[:2]), *sorted_by_id(dealt[2:])]


def sorted_by_id(chosen: list[str]) -> list[str]:
    return [card.word for card in sorted(cards(), key=lambda card: card.id) if card.word in chosen]


def said(one: Any) -> str:
    """Everything that a form shows at this moment."""
    return " ".join(texts(one))


def texts(one: Any) -> Iterator[str]:
    for child in getattr(one, "children", ()):
        yield from texts(child)
    for name in ("value", "description", "placeholder"):
        shown = getattr(one, name, None)
        if isinstance(shown, str):
            yield re.sub(r"<style>.*?</style>|<[^>]*>", " ", shown, flags=re.DOTALL)
    for option in getattr(one, "options", None) or ():
        yield str(option[0] if isinstance(option, tuple) else option)


def test_a_card_that_is_missed_comes_again_until_it_is_known(tmp_path: Path) -> None:
    dealt = Cards(Progress(tmp_path, gates()))
    first = dealt.left[0]
    dealt.turn.click()
    assert first.means in said(dealt)
    assert first.example in said(dealt)
    dealt.not_yet.click()
    assert dealt.left[-1] == first
    play(dealt, unknown=set())
    assert f"{AT_ONCE - 1} of {AT_ONCE} you knew." in said(dealt)


def test_when_all_are_met_nothing_is_due_and_all_can_be_had_again(tmp_path: Path) -> None:
    dealt = Cards(Progress(tmp_path, gates()))
    dealt.deal(cards())
    play(dealt, unknown=set())
    dealt.begin()
    assert "No card is due today" in said(dealt)
    again = next(one for one in dealt.place.children[-1].children if "again" in one.description)
    again.click()
    assert len(dealt.left) == len(cards())


def test_the_cards_turn_where_nothing_can_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Store, "write", full)
    dealt = Cards(Progress(tmp_path, gates()))
    play(dealt, unknown={dealt.left[0].word})
    assert "you knew" in said(dealt)


def full(*_: Any) -> None:
    raise OSError(28, "No space left on device")


def test_a_gap_says_at_once_whether_the_word_fits_and_what_the_other_word_means(tmp_path: Path) -> None:
    form = Journey(tmp_path).gaps()
    first, second, *_ = form.asked
    form.lists[0].value = second.word
    assert "Look again" in form.said[0].value
    assert second.means in form.said[0].value.replace("&#x27;", "'")
    form.lists[0].value = first.word
    assert "✓" in form.said[0].value
    form.lists[0].value = ""
    assert form.said[0].value == ""


def test_the_rounds_ask_for_every_word_before_one_comes_again(tmp_path: Path) -> None:
    form, seen = Journey(tmp_path).gaps(), list[str]()
    for _ in range(len(cards()) // len(form.asked)):
        seen += [card.id for card in form.asked]
        assert all(card.word in [word for _, word in form.lists[0].options] for card in form.asked)
        form.more()
    assert len(set(seen)) == len(seen)


def test_a_word_is_found_by_any_of_its_forms_and_typed_signs_stay_signs(tmp_path: Path) -> None:
    form = Journey(tmp_path).words()
    assert all(card.word in said(form) for card in cards())
    form.field.value = "hashtags"
    assert "hashtag" in said(form)
    assert f"{len(cards())} words" not in said(form)
    form.field.value = "<img src=x onerror=alert(1)>"
    assert "<img" not in form.list.value
    assert "No card has this word." in said(form)


@pytest.mark.parametrize("name", rooms())
def test_a_session_folds_out_every_word_that_it_uses(name: str, tmp_path: Path) -> None:
    """In its notebook, its labs as they open, and its exercise."""
    workbook = Session(name, Store(ROOT / "workbooks" / "my-work" / name, name))
    folded = workbook.words()._repr_html_()
    shown = " ".join(said(labs(name)[one](Store(tmp_path / one, name))) for one in labs(name))
    missing = [card.id for card in met_in(shown) if f'<th scope="row">{card.word}</th>' not in folded]
    assert set(missing) <= EVERYDAY.get(name, set()), f"Name them in `words` of the workbook.toml of {name}."


def test_what_we_add_to_an_item_is_shown_as_ours(tmp_path: Path) -> None:
    """“We add” and “Today” stand below what the source says, each under its own name."""
    form = Journey(tmp_path).items()
    for item in items().values():
        form.field.value = str(item.number)
        says, *beside = re.findall(r"<td>(.*?)</td>", form.list.value, re.DOTALL)[0].split('<div class="hta-small">')
        assert says == escape(item.says)
        named = [("We add:", item.ours), ("Today:", item.today)]
        assert beside == [f"<strong>{name}</strong> {escape(words)}</div>" for name, words in named if words]
    page = PAGE.read_text("utf-8")
    assert all(f" *We add: {item.ours}*" in page for item in items().values() if item.ours)


def test_a_number_finds_its_item_and_a_word_finds_those_that_say_it(tmp_path: Path) -> None:
    form = Journey(tmp_path).items()
    assert "<table" not in form.list.value  # a hundred rows help nobody
    form.field.value = "items 75 and 81"
    assert "2 items" in said(form)
    assert all(escape(item.says) in form.list.value for item in (items()[75], items()[81]))
    assert items()[75].source.title in said(form)
    form.field.value = "Arrest"
    assert all("arrest" in one.says.lower() for one in found("Arrest"))
    assert f"{len(found('Arrest'))} items" in said(form)
    form.field.value = "999"
    assert "No item has this." in said(form)
    form.field.value = "<img src=x>"
    assert "<img" not in form.list.value

"""The words of the course (item 45): cards that come back until they stay, sentences with a gap, and the whole list."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from html import escape
from random import Random
from typing import Any

import ipywidgets as w

from toolkit.course.glossary import GAP, Card, cards, met_in
from toolkit.course.look_up import LookUp
from toolkit.course.progress import Progress
from toolkit.exercises.asking import button, choose, html
from toolkit.faces.html import auto, chip, framed, table_html
from toolkit.faces.i18n import t

AT_ONCE, GAPS, MORE_WORDS = 10, 5, 3
_KNOWN_AS = "word-{id}"  # among what was recalled of the path
_DONE = "{known} of {count} you knew. They come back after 3 days, then after a week; the others tomorrow."
_NOTHING = "No card is due today, and you have met them all. Come back tomorrow, or go through all of them again."


class Cards(w.VBox):  # type: ignore[misc]
    """Ten cards at a time: say what the word means, turn the card, and tell yourself the truth."""

    def __init__(self, progress: Progress) -> None:
        self.progress, self.place = progress, w.VBox()
        super().__init__([html(""), self.place])
        self.add_class("hta-form")
        self.begin()

    def begin(self, _: Any = None) -> None:
        """Take what is due, the longest overdue first, then words that were never met."""
        kept_as = {_KNOWN_AS.format(id=card.id): card for card in cards()}
        self.deal([kept_as[name] for name in self.progress.due_again([*kept_as], date.today())[:AT_ONCE]])

    def deal(self, hand: Sequence[Card]) -> None:
        """Lay these cards out, one after the other."""
        self.left, self.count, self.known, self.missed = list(hand), len(hand), 0, set[str]()
        self._front() if hand else self._end(t(_NOTHING))

    def _front(self, _: Any = None) -> None:
        card = self.left[0]
        place = t("{left} cards to go", left=len(self.left)) if len(self.left) > 1 else t("The last card")
        self.turn = button("Turn the card", self._back, "primary")
        asked = auto(t("What does it mean? Say it in your own words, best aloud."), "hta-help")
        face = f'{auto(place, "hta-small")}<div class="hta-card">{escape(card.word)}</div>{asked}'
        self._show(html(face), self.turn, focus=self.turn)

    def _back(self, _: Any) -> None:
        card = self.left[0]
        self.knew, self.not_yet = button("I knew it", self._yes), button("Not yet", self._no)
        said = f'<div class="hta-card">{escape(card.word)}</div><div role="status">{card_html(card)}</div>'
        self._show(html(said), w.HBox([self.knew, self.not_yet]), focus=self.knew)

    def _yes(self, _: Any) -> None:
        card = self.left.pop(0)
        if card.id not in self.missed:  # known only after it was shown is not known yet
            self.known += 1
            self._note(card, True)
        self._go_on()

    def _no(self, _: Any) -> None:
        card = self.left.pop(0)
        self.missed.add(card.id)
        self._note(card, False)
        self.left.append(card)
        self._go_on()

    def _note(self, card: Card, right: bool) -> None:
        with suppress(OSError):  # where nothing can be kept, the cards still turn
            self.progress.recalled(_KNOWN_AS.format(id=card.id), right, date.today())

    def _go_on(self) -> None:
        self._front() if self.left else self._end(t(_DONE, known=self.known, count=self.count))

    def _end(self, said: str) -> None:
        again = button("Go through all of them again", lambda _: self.deal(cards()))
        more = button("More cards", self.begin, "primary")
        self._show(html(f'<div role="status">{auto(said, "hta-prompt")}</div>'), w.HBox([more, again]))

    def _show(self, *widgets: w.Widget, focus: w.Button | None = None) -> None:
        began = bool(self.place.children)
        self.place.children = widgets
        if focus and began:  # the keyboard follows the card; the page itself is not pulled down to it
            focus.focus()


class Gaps(w.VBox):  # type: ignore[misc]
    """Sentences in which a word is missing; each choice is answered at once."""

    def __init__(self) -> None:
        self.round, self.place = -1, w.VBox()
        super().__init__([html(""), self.place])
        self.add_class("hta-form")
        self.more()

    def more(self, _: Any = None) -> None:
        """Ask the next few words; after the last the first come again."""
        self.round += 1
        order = list(cards())
        Random("gaps").shuffle(order)
        places = [(self.round * GAPS + n) % len(order) for n in range(GAPS + MORE_WORDS)]
        hand = [order[place] for place in places]
        self.asked, words = hand[:GAPS], sorted((card.word for card in hand), key=str.lower)
        self.lists, self.said = list[w.Dropdown](), list[w.HTML]()
        rows: list[w.Widget] = []
        for number, card in enumerate(self.asked, 1):
            rows += [html(auto(f"{number}. {card.gap.replace(GAP, '_____')}", "hta-prompt")), *self._row(number, words)]
        self.place.children = [*rows, button("Five more sentences", self.more)]

    def _row(self, number: int, words: Sequence[str]) -> list[w.Widget]:
        name = t("The word missing in sentence {number}", number=number)
        field, said = choose({word: word for word in words}, "", name), w.HTML()
        card = self.asked[number - 1]
        field.observe(lambda change: self._answer(card, change, said), "value")
        self.lists.append(field)
        self.said.append(said)
        return [field, said]

    def _answer(self, card: Card, change: Mapping[str, Any], said: w.HTML) -> None:
        if not change["new"]:
            said.value = ""
        elif change["new"] == card.word:
            said.value = framed(f'<div role="status">{chip("good")} {escape(t("Yes."))} {_meaning(card)}</div>')
        else:
            chosen = next(one for one in cards() if one.word == change["new"])
            why = f"{escape(t('Another word is meant.'))} {_meaning(chosen)}"
            said.value = framed(f'<div role="status">{chip("advice", t("Look again"))} {why}</div>')


class Words(LookUp):
    """All words in the order of the alphabet, and a field to look one up."""

    def __init__(self) -> None:
        super().__init__(t("Look up a word"), "repost")

    def look_up(self, typed: str) -> tuple[str, str]:
        """Find the cards of a text or of a part of a word; nothing typed finds all."""
        met, lower = met_in(typed), typed.lower()
        found = [card for card in cards() if card in met or any(lower in form.lower() for form in card.forms)]
        count = t("{count} words", count=len(found)) if found else t("No card has this word. Ask your facilitator.")
        rows = [(escape(one.word), f"{escape(one.means)}.{_example(one)}") for one in by_alphabet(found)]
        return count, table_html(t("The words of the course"), (t("Word"), t("What it means")), rows) if rows else ""


def by_alphabet(found: Sequence[Card]) -> list[Card]:
    """Put cards into the order of the alphabet."""
    return sorted(found, key=lambda card: card.word.lower())


def card_html(card: Card) -> str:
    """Show what a word means, with its example."""
    return f"{auto(f'{card.means}.')}{auto(card.example, 'hta-help')}"


def words_html(found: Sequence[Card]) -> str:
    """Fold away the words of a page, each with what it means, for whoever needs them."""
    rows = [(escape(card.word), f"{escape(card.means)}.") for card in found]
    head = t("Words you will meet here ({count})", count=len(found))
    table = table_html(t("Words of this session"), (t("Word"), t("What it means")), rows)
    practise = f'<a href="words.ipynb">{escape(t("Practise them with cards"))}</a>'
    return f'<details class="hta-words"><summary>{escape(head)}</summary>{table}{practise}</details>'


def _meaning(card: Card) -> str:
    return f"<strong>{escape(card.word)}</strong>: {escape(card.means)}."


def _example(card: Card) -> str:
    return f'<div class="hta-small">{escape(card.example)}</div>'

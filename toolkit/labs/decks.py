"""Cards, one at a time, each with its questions: what is answered is said at once, in the setting that is chosen."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any, ClassVar

import ipywidgets as w

from toolkit.answers import Store
from toolkit.faces.html import framed
from toolkit.faces.i18n import t
from toolkit.labs.asks import Ask, One
from toolkit.labs.cards import Card, Cards, cards, reply
from toolkit.labs.faces import card_html, said_html
from toolkit.labs.kept import Kept, turning
from toolkit.labs.setting import Setting


class Deck(Kept):
    """A deck of any cards: a room says what they are, what is asked, and what is said of an answer."""

    in_settings: ClassVar[bool] = True  # whether the same answer may fit in one setting and harm in another

    def build(self) -> list[w.Widget]:
        """Make one card with its questions, and the buttons to the one before and after."""
        self.at, self._turning = 0, False
        self.setting = Setting(self.store)
        self.asks = self.asked()
        self.tally, self.card, self.also = w.HTML(), w.HTML(), w.HTML()
        self.said = {name: w.HTML() for name in self.asks}
        self.before, self.after = turning(self.turn)
        above, below = self.above(), self.below()
        self.setting.observe(lambda _: self.show(), "value")
        for ask in self.asks.values():
            ask.watch(self._answered)
        self.show()
        asked = [one for name, ask in self.asks.items() for one in (*ask.widgets, self.said[name])]
        switch = [self.setting] if self.in_settings else []
        buttons = w.HBox([self.before, self.after])
        return [*switch, *above, self.tally, self.card, *asked, self.also, buttons, *below]

    # ---- what a room says

    def deck(self) -> Sequence[Any]:
        """List the cards."""
        raise NotImplementedError

    def key(self, card: Any) -> str:
        """Name a card in what is kept."""
        return str(card.id)

    def asked(self) -> Mapping[str, Ask]:
        """Make the questions that stand beside every card, by name."""
        raise NotImplementedError

    def offer(self, card: Any) -> None:
        """Change what can be answered, where a card brings its own."""

    def face(self, card: Any) -> str:
        """Show a card."""
        raise NotImplementedError

    def says(self, card: Any, given: Mapping[str, Any]) -> Mapping[str, str]:
        """Say of each answer to a card what we think of it, as HTML by the name of the question."""
        raise NotImplementedError

    def says_also(self, card: Any, given: Mapping[str, Any]) -> str:
        """Say what belongs to a card once it is answered."""
        del card, given
        return ""

    def verdicts(self, card: Any, given: Mapping[str, Any], setting: str) -> Iterable[str]:
        """Name what the answers to a card get in a setting."""
        del card, given, setting
        return ()

    def counted(self) -> str:
        """Say how far somebody has come: how many answers are given, and how many of them as we would."""
        deck, setting = self.deck(), self.setting.value
        given = [verdict for card in deck for verdict in self.verdicts(card, self.given(card), setting)]
        same, every = given.count("good"), len(deck) * len(self.asks)
        said = t("{n} of {all} answered, {same} as we would.", n=len(given), all=every, same=same)
        return f'<div role="status" class="hta-small">{escape(said)}</div>'

    def above(self) -> list[w.Widget]:
        """Make what stands above the cards."""
        return []

    def below(self) -> list[w.Widget]:
        """Make what stands below them."""
        return []

    # ---- what is kept

    def given(self, card: Any) -> dict[str, Any]:
        """Get what was answered to a card."""
        kept = self.kept.get(self.key(card))
        return dict(kept) if isinstance(kept, Mapping) else {}

    def give(self, card: Any, given: Mapping[str, Any]) -> None:
        """Keep what is answered to a card."""
        self.kept[self.key(card)] = dict(given)

    # ---- how it goes

    def turn(self, step: int) -> None:
        """Go to another card."""
        self.at = (self.at + step) % len(self.deck())
        self.show()

    def show(self) -> None:
        """Show the card that is on top, with what was answered to it."""
        card = self.deck()[self.at]
        self._turning = True
        self.offer(card)
        given = self.given(card)
        for name, ask in self.asks.items():
            ask.show(given.get(name))
        self._turning = False
        self.card.value = framed(self.face(card))
        self.look()

    def place(self) -> tuple[int, int]:
        """Say where in the deck we are: card number so much, of so many."""
        return self.at + 1, len(self.deck())

    def answers(self) -> dict[str, Any]:
        """Get what is answered to the card on top."""
        return {name: ask.answer for name, ask in self.asks.items() if ask.answer}

    def look(self) -> None:
        """Say what we think of the answers, here and in each setting."""
        card, given = self.deck()[self.at], self.answers()
        said = self.says(card, given)
        for name, place in self.said.items():
            place.value = framed(said[name]) if said.get(name) else ""
        also = self.says_also(card, given)
        self.also.value = framed(also) if also else ""
        self.tally.value = framed(self.counted())
        self.setting.tell(lambda setting: self.verdicts(card, given, setting))

    def _answered(self, _: Any) -> None:
        if self._turning:
            return
        self.give(self.deck()[self.at], self.answers())
        self.look()
        self.keep()


class DeckOfData(Deck):
    """A deck that stands in a file of its room: `data/<name>.toml`, with its questions, cards and answers."""

    inside: ClassVar[str]
    data: Cards

    def __init__(self, store: Store) -> None:
        self.data = self.read()
        super().__init__(store)

    def read(self) -> Cards:
        """Read the file."""
        return cards(self.inside, self.name)

    def deck(self) -> Sequence[Card]:
        """List the cards."""
        return self.data.cards

    def asked(self) -> Mapping[str, Ask]:
        """Make the questions of the file."""
        first = self.data.cards[0]
        return {name: One(t(ask.label), self.data.options(first, name)) for name, ask in self.data.asks.items()}

    def offer(self, card: Card) -> None:
        """Offer the options of the card."""
        for name, ask in self.asks.items():
            if isinstance(ask, One):
                ask.offer(self.data.options(card, name))

    def given(self, card: Card) -> dict[str, Any]:
        """Get what was answered to a card, as far as it can still be chosen."""
        kept = super().given(card)
        return {name: kept[name] for name in self.data.asks if kept.get(name) in list(self.data.options(card, name))}

    def face(self, card: Card) -> str:
        """Show the words of a card, and its place in the deck."""
        return card_html(card, *self.place())

    def says(self, card: Card, given: Mapping[str, Any]) -> Mapping[str, str]:
        """Say whether each answer fits in this setting, and why."""
        return {name: said_html(self.data, card, name, one, self.setting.value) for name, one in given.items()}

    def verdicts(self, card: Card, given: Mapping[str, Any], setting: str) -> Iterable[str]:
        """Name what each answer gets in a setting."""
        return [reply(card, name, one, setting).verdict for name, one in given.items()]


def deck(inside: str, called: str, in_settings: bool = True) -> type[DeckOfData]:
    """Make a lab of a file of cards: `deck(__file__, "moves")` in the labs.py of a room that has data/moves.toml."""
    about = {"inside": inside, "name": called, "in_settings": in_settings, "__doc__": DeckOfData.__doc__}
    return type("DeckOfData", (DeckOfData,), about)

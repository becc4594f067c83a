"""The lab on messages: ten ways to say something, a table of who sees what, filled way by way and per setting."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import ipywidgets as w

from toolkit.exercises.asking import html
from toolkit.faces.html import framed
from toolkit.faces.i18n import t
from toolkit.labs.asks import Ask, One
from toolkit.labs.decks import Deck
from toolkit.sessions.safety_first.faces.readers import answered_html, notes_html, readers_html, sending_html, way_html
from toolkit.sessions.safety_first.readers import USE, Way, asks, verdict, ways


class Readers(Deck):
    """One way at a time with four questions; below, the table of all of them, as far as it is filled."""

    name = "readers"

    def deck(self) -> Sequence[Way]:
        """List the ways."""
        return tuple(ways().values())

    def asked(self) -> Mapping[str, Ask]:
        """Make the questions, the same for every way."""
        return {id_: One(t(ask.label), ask.options) for id_, ask in asks().items()}

    def above(self) -> list[w.Widget]:
        """Show the message that is to be sent."""
        self.sending = w.HTML()
        return [self.sending]

    def below(self) -> list[w.Widget]:
        """Show the table, and what belongs to it."""
        self.table = w.HTML()
        return [self.table, html(notes_html())]

    def face(self, card: Way) -> str:
        """Show a way."""
        number, every = self.place()
        return way_html(card, number - 1, every)

    def given(self, card: Way) -> dict[str, Any]:
        """Get what is answered about a way; what is said of its use is kept for each setting."""
        return self._in(card, self.setting.value)

    def give(self, card: Way, given: Mapping[str, Any]) -> None:
        """Keep what is answered, and what was answered in other settings."""
        keys = {self._key(ask, self.setting.value): one for ask, one in given.items()}
        super().give(card, {**super().given(card), **keys})

    def says(self, card: Way, given: Mapping[str, Any]) -> Mapping[str, str]:
        """Say of each answer whether we see it so, and why."""
        return {ask: answered_html(card, ask, one, self.setting.value) for ask, one in given.items()}

    def verdicts(self, card: Way, given: Mapping[str, Any], setting: str) -> Iterable[str]:
        """Name what the answers get in a setting; whether to use a way is answered there anew."""
        there = {**{ask: one for ask, one in given.items() if ask != USE}, **self._in(card, setting)}
        return [verdict(card, ask, one, setting) for ask, one in there.items()]

    def look(self) -> None:
        """Say what we think, and fill the table."""
        setting = self.setting.value
        self.sending.value = framed(sending_html(setting))
        super().look()
        self.table.value = framed(readers_html({one.id: self.given(one) for one in self.deck()}, setting))

    def _in(self, card: Way, setting: str) -> dict[str, Any]:
        kept = super().given(card)
        found = {ask: kept.get(self._key(ask, setting)) for ask in asks()}
        return {ask: one for ask, one in found.items() if isinstance(one, str) and one in asks()[ask].options}

    def _key(self, ask: str, setting: str) -> str:
        return f"{ask} {setting}" if ask == USE else ask

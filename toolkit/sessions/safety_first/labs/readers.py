"""The lab on messages: ten ways to say something, a table of who sees what, filled way by way and per setting."""

from collections.abc import Mapping
from typing import Any

import ipywidgets as w

from toolkit.exercises.asking import html, radio, setting_switch
from toolkit.faces.html import framed
from toolkit.faces.i18n import t
from toolkit.labs.kept import Kept, turning
from toolkit.sessions.safety_first.faces.readers import answered_html, notes_html, readers_html, sending_html, way_html
from toolkit.sessions.safety_first.readers import USE, asks, ways


class Readers(Kept):
    """One way at a time with four questions; below, the table of all of them, as far as it is filled."""

    name = "readers"

    def build(self) -> list[w.Widget]:
        """Make the switch, one way with its questions, and the table."""
        self.at, self.showing = 0, False
        self.setting = setting_switch(self.kept.get("setting"), "hostile")
        self.sending, self.card, self.table = w.HTML(), w.HTML(), w.HTML()
        options = {id_: {one: t(words) for one, words in ask.options.items()} for id_, ask in asks().items()}
        self.fields = {id_: radio(options[id_], None, t(ask.label)) for id_, ask in asks().items()}
        self.said = {id_: w.HTML() for id_ in asks()}
        self.before, self.after = turning(self._go)
        for one in (self.setting, *self.fields.values()):
            one.observe(self._changed, "value")
        self._show()
        asked = [one for id_, field in self.fields.items() for one in (field, self.said[id_])]
        turn = w.HBox([self.before, self.after])
        return [self.setting, self.sending, self.card, *asked, turn, self.table, html(notes_html())]

    def chosen(self, way: str) -> dict[str, str]:
        """Get what is answered about a way; what is said of its use is kept for each setting."""
        kept = self.kept.get(way)
        given = kept if isinstance(kept, Mapping) else {}
        found = {ask: given.get(self._key(ask)) for ask in asks()}
        return {ask: one for ask, one in found.items() if isinstance(one, str) and one in asks()[ask].options}

    def _key(self, ask: str) -> str:
        return f"{ask} {self.setting.value}" if ask == USE else ask

    def _go(self, step: int) -> None:
        self.at = (self.at + step) % len(ways())
        self._show()

    def _show(self) -> None:
        way = list(ways().values())[self.at]
        given = self.chosen(way.id)
        self.showing = True
        for ask, field in self.fields.items():
            field.value = given.get(ask)
        self.showing = False
        self.card.value = framed(way_html(way, self.at, len(ways())))
        self._look()

    def _changed(self, change: Any) -> None:
        if self.showing:
            return
        if change["owner"] is self.setting:
            self.kept["setting"] = self.setting.value
            self._show()
        else:
            way = list(ways())[self.at]
            before = self.kept.get(way)
            given = {self._key(ask): field.value for ask, field in self.fields.items() if field.value}
            self.kept[way] = {**(before if isinstance(before, Mapping) else {}), **given}
            self._look()
        self.keep()

    def _look(self) -> None:
        way, setting = list(ways().values())[self.at], self.setting.value
        given = self.chosen(way.id)
        self.sending.value = framed(sending_html(setting))
        for ask, said in self.said.items():
            said.value = framed(answered_html(way, ask, given[ask], setting)) if ask in given else ""
        self.table.value = framed(readers_html({id_: self.chosen(id_) for id_ in ways()}, setting))

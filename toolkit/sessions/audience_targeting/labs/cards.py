"""The first lab of audience targeting: twenty-four cards to sort, with a way to each and room for another view."""

from collections.abc import Mapping
from typing import Any

import ipywidgets as w

from toolkit.exercises.asking import Room, radio
from toolkit.faces.html import SETTING_WORDS, auto, framed
from toolkit.faces.i18n import t
from toolkit.labs.kept import Kept, turning
from toolkit.sessions.audience_targeting.faces import card_html, tally_html
from toolkit.world.people_faces import profile_html
from toolkit.world.profiles import COUNTRIES, words

_WHY = 500  # characters


class Cards(Kept):
    """Twenty-four people, one at a time: who is it, how do you reach them, and do you see it otherwise?"""

    name = "cards"

    def build(self) -> list[w.Widget]:
        """Make one card, with buttons to the one before and after."""
        self.at = 0
        self.card, self.said, self.tally = w.HTML(), w.HTML(), w.HTML()
        self.sort = radio(words("classes"), None, t("This is a …"))
        self.reach = radio(words("modes"), None, t("How do you reach them?"))
        self.why = w.Text(description=t("You see it otherwise? Say why, in eight words or more"))
        self.sort.add_class("hta-row")
        self.reach.add_class("hta-row")
        self.before, self.after = turning(self._go)
        for one in (self.sort, self.reach, self.why):
            one.observe(self._changed, "value")
        self._show()
        why = [self.why, Room(self.why, _WHY)]
        return [self.tally, self.card, self.sort, self.reach, self.said, *why, w.HBox([self.before, self.after])]

    def _go(self, step: int) -> None:
        self.at = (self.at + step) % len(self.people)
        self._show()

    def _show(self) -> None:
        person = self.people[self.at]
        kept = self.kept.get(person.handle)
        kept = kept if isinstance(kept, Mapping) else {}
        self.showing = True
        for field, name, ids in ((self.sort, "class", "classes"), (self.reach, "reach", "modes")):
            field.value = kept.get(name) if kept.get(name) in words(ids) else None
        self.why.value = kept["why"] if isinstance(kept.get("why"), str) else ""
        self.showing = False
        setting = t(SETTING_WORDS[COUNTRIES[person.country]])
        place = t("{n} of {all}", n=self.at + 1, all=len(self.people))
        head = auto(f"{place} · {t(person.country.capitalize())} · {setting}", "hta-setting")
        self.card.value = framed(f"{head}{profile_html(person)}")
        self._look()

    def _changed(self, _: Any) -> None:
        if self.showing:
            return
        card = {"class": self.sort.value, "reach": self.reach.value, "why": self.why.value.strip()[:_WHY]}
        self.kept[self.people[self.at].handle] = {name: value for name, value in card.items() if value}
        self._look()
        self.keep()

    def _look(self) -> None:
        person = self.people[self.at]
        self.said.value = framed(card_html(person, self.sort.value, self.reach.value, self.why.value))
        self.tally.value = framed(tally_html(self.people, self.kept))

"""The first lab of audience targeting: twenty-four cards to sort, with a way to each and room for another view."""

from collections.abc import Mapping, Sequence
from typing import Any

from toolkit.faces.html import SETTING_WORDS, auto
from toolkit.faces.i18n import t
from toolkit.labs.asks import Ask, One, Words
from toolkit.labs.decks import Deck
from toolkit.sessions.audience_targeting.faces import card_html, tally_html
from toolkit.world.people_faces import profile_html
from toolkit.world.profiles import COUNTRIES, Profile, words

_WHY = 500  # characters


class People(Deck):
    """Twenty-four people, one at a time: who is it, how do you reach them, and do you see it otherwise?"""

    name, in_settings = "cards", False  # everybody lives in a setting of their own

    def deck(self) -> Sequence[Profile]:
        """List everybody."""
        return self.people

    def key(self, card: Profile) -> str:
        """Name somebody by handle."""
        return card.handle

    def asked(self) -> Mapping[str, Ask]:
        """Ask who it is, how to reach them, and for another view."""
        return {
            "class": One(t("This is a …"), words("classes"), row=True),
            "reach": One(t("How do you reach them?"), words("modes"), row=True),
            "why": Words(t("You see it otherwise? Say why, in eight words or more"), _WHY),
        }

    def face(self, card: Profile) -> str:
        """Show somebody's profile, with their country and its setting."""
        number, every = self.place()
        place, setting = t("{n} of {all}", n=number, all=every), t(SETTING_WORDS[COUNTRIES[card.country]])
        return auto(f"{place} · {t(card.country.capitalize())} · {setting}", "hta-setting") + profile_html(card)

    def says(self, card: Profile, given: Mapping[str, Any]) -> Mapping[str, str]:
        """Say how we see somebody, below the two choices."""
        return {"reach": card_html(card, given.get("class"), given.get("reach"), given.get("why", ""))}

    def counted(self) -> str:
        """Say how many cards are sorted."""
        return tally_html(self.people, self.kept)

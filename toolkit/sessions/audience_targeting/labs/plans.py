"""Plans about people: the power-interest grid, the spectrum of allies, a persona, a follow list."""

from typing import Any

import ipywidgets as w

from toolkit.exercises.asking import Room, radio, text_area
from toolkit.faces import charts
from toolkit.faces.html import advice_html, framed
from toolkit.faces.i18n import t
from toolkit.labs.kept import Kept, beside
from toolkit.labs.pictures import Picture
from toolkit.labs.setting import Setting
from toolkit.sessions.audience_targeting.faces import account_words, placed_html, stance_html, wedges_html
from toolkit.sessions.audience_targeting.judge import FOLLOWED, follow_list, move, persona_findings
from toolkit.world.feed import load
from toolkit.world.people_faces import profile_html
from toolkit.world.profiles import WEDGES, words

_ASK = 500  # characters


class Grid(Kept):
    """Place people by power and interest, and see in which corner they stand."""

    name = "grid"

    def build(self) -> list[w.Widget]:
        """Put two numbers beside a picture and its table."""
        self.who = self.person(t("Whom do you place?"))
        self.card, self.said, self.table, self.picture = w.HTML(), w.HTML(), w.HTML(), Picture()
        self.power = _numbers(t("Power over the decision"))
        self.interest = _numbers(t("Interest in it"))
        self.who.observe(self._chosen, "value")
        for one in (self.power, self.interest):
            one.observe(self._placed, "value")
        self._chosen()
        return [beside([self.who, self.card, self.power, self.interest, self.said], [self.picture, self.table])]

    def _place(self, handle: str) -> tuple[int, int] | None:
        kept = self.kept.get(handle)
        fits = isinstance(kept, list) and len(kept) == 2 and all(n in range(11) for n in kept)
        return (kept[0], kept[1]) if fits and isinstance(kept, list) else None

    def _chosen(self, _: Any = None) -> None:
        self.showing = True
        power, interest = self._place(self.who.value) or (5, 5)
        self.power.value, self.interest.value = power, interest
        self.showing = False
        self.card.value = framed(profile_html(self.found(self.who.value)))
        self._look()

    def _placed(self, _: Any) -> None:
        if not self.showing:
            self.kept[self.who.value] = [self.power.value, self.interest.value]
            self._look()
            self.keep()

    def _look(self) -> None:
        placed = [(one, place) for one in self.people if (place := self._place(one.handle))]
        corners = words("quadrants")
        named = [corners[id_] for id_ in ("manage-closely", "keep-satisfied", "keep-informed", "monitor")]
        figure = charts.power_interest(
            [(one.name, *place) for one, place in placed], named, (t("interest"), t("power"))
        )
        self.picture.show(figure, t("People by power and interest; the table says the same."))
        self.picture.layout.display = "" if placed else "none"
        self.said.value, self.table.value = placed_html(placed, self.who.value)


def _numbers(words: str) -> w.Dropdown:
    # A list, since the sliders of ipywidgets have no name that can be read aloud.
    return w.Dropdown(options=[(str(n), n) for n in range(11)], value=5, description=words)


class Spectrum(Kept):
    """Put people on the spectrum of allies, and plan one move by one wedge."""

    name = "spectrum"

    def build(self) -> list[w.Widget]:
        """Make the questions, the picture and its table."""
        self.who = self.person(t("Whom do you want to move?"))
        self.stands = radio(words("wedges"), None, t("Where do they stand today?"))
        self.goal = radio(words("wedges"), None, t("Where could they stand in three months?"))
        self.ask = text_area("", t("What exactly do you ask of them?"))
        self.card, self.said, self.table, self.picture = w.HTML(), w.HTML(), w.HTML(), Picture()
        for one in (self.stands, self.goal):
            one.add_class("hta-row")
        self.who.observe(self._chosen, "value")
        for one in (self.stands, self.goal, self.ask):
            one.observe(self._changed, "value")
        self._chosen()
        return [
            beside(
                [self.who, self.card, self.stands, self.goal, self.ask, Room(self.ask, _ASK), self.said],
                [self.picture, self.table],
            )
        ]

    def _plan(self, handle: str) -> dict[str, str]:
        kept = self.kept.get(handle)
        return {name: said for name, said in kept.items() if isinstance(said, str)} if isinstance(kept, dict) else {}

    def _chosen(self, _: Any = None) -> None:
        plan = self._plan(self.who.value)
        self.showing = True
        for field, name in ((self.stands, "stands"), (self.goal, "goal")):
            field.value = plan.get(name) if plan.get(name) in WEDGES else None
        self.ask.value = plan.get("ask", "")
        self.showing = False
        self.card.value = framed(profile_html(self.found(self.who.value)))
        self._look()

    def _changed(self, _: Any) -> None:
        if self.showing:
            return
        plan = {"stands": self.stands.value, "goal": self.goal.value, "ask": self.ask.value.strip()[:_ASK]}
        self.kept[self.who.value] = {name: said for name, said in plan.items() if said}
        self._look()
        self.keep()

    def _look(self) -> None:
        person = self.found(self.who.value)
        findings = list(move(self.stands.value, self.goal.value, self.ask.value.strip()))
        placed: dict[str, list[str]] = {id_: [] for id_ in WEDGES}
        for one in self.people:
            stands = self._plan(one.handle).get("stands")
            if stands in placed:
                placed[stands].append(one.name)
        by_words = {said: placed[id_] for id_, said in words("wedges").items()}
        self.picture.show(charts.spectrum(by_words, t("Your spectrum")), t("Your spectrum; the table says the same."))
        self.said.value = framed(advice_html(findings) + stance_html(person, self.stands.value))
        self.picture.layout.display = "" if any(placed.values()) else "none"
        self.table.value = framed(wedges_html(by_words) if any(placed.values()) else "")


class Persona(Kept):
    """A reader made of four choices, and what in them does not go together."""

    name = "persona"

    def build(self) -> list[w.Widget]:
        """Make a list for each choice."""
        asked = {
            "audience": t("Who"),
            "need": t("Needs"),
            "channel": t("We reach them by"),
            "barrier": t("What is in the way"),
        }
        self.fields = {}
        for id_, label in asked.items():
            options = [(t("— choose —"), ""), *((t(said), key) for key, said in words(f"persona.{id_}").items())]
            chosen = self.kept.get(id_) if self.kept.get(id_) in words(f"persona.{id_}") else ""
            self.fields[id_] = w.Dropdown(options=options, value=chosen, description=label)
            self.fields[id_].observe(self._changed, "value")
        self.said = w.HTML()
        self._look()
        return [*self.fields.values(), self.said]

    def _changed(self, _: Any) -> None:
        self.kept = {id_: field.value for id_, field in self.fields.items() if field.value}
        self._look()
        self.keep()

    def _look(self) -> None:
        self.said.value = framed(advice_html(persona_findings(self.kept)))


class FollowList(Kept):
    """Whom to follow, so that all six kinds are on the list; and who can read the list."""

    name = "follow"

    def build(self) -> list[w.Widget]:
        """Make a list to tick, a setting, and whether it is done openly."""
        accounts = load().accounts
        known = self.kept.get("chosen")
        self.setting = Setting(self.store)
        how = {"openly": t("Follow them: everybody can see it"), "quietly": t("Read them without following")}
        self.how = radio(how, "openly", t("How?"))
        self.find = w.Text(description=t("Find accounts: a kind, a country, a word"))
        self.boxes = {
            handle: w.Checkbox(
                value=isinstance(known, list) and handle in known, description=account_words(handle, row), indent=False
            )
            for handle, row in accounts[~accounts["kind"].isin(["bot", "business", "citizen", "troll"])].iterrows()
        }
        self.said, self.count = w.HTML(), w.HTML()
        listed = w.VBox([*self.boxes.values()])
        listed.add_class("hta-list")
        self.setting.observe(lambda _: self._look(), "value")
        for one in (self.how, *self.boxes.values()):
            one.observe(self._changed, "value")
        self.find.observe(self._filter, "value")
        self._look()
        return [self.setting, self.how, self.said, self.find, listed]

    def chosen(self) -> list[str]:
        """List the handles that are ticked."""
        return [handle for handle, box in self.boxes.items() if box.value]

    def _filter(self, _: Any) -> None:
        sought = self.find.value.strip().casefold()
        for box in self.boxes.values():
            box.layout.display = "" if sought in box.description.casefold() or box.value else "none"

    def _changed(self, _: Any) -> None:
        self.kept = {"chosen": self.chosen()}
        self._look()
        self.keep()

    def _look(self) -> None:
        chosen = self.chosen()
        openly = self.how.value == "openly"
        marks = follow_list(chosen, self.setting.value, openly)
        self.setting.tell(lambda name: [one.verdict for one in follow_list(chosen, name, openly).findings])
        count = t("{n} of {wanted} chosen.", n=len(chosen), wanted=FOLLOWED)
        self.said.value = framed(f'<div class="hta-prompt" role="status">{count}</div>{advice_html(marks.findings)}')

"""Choose between two hands: answers that came from two computers under one code name."""

from collections.abc import Sequence
from typing import Any

import ipywidgets as w

from toolkit.exercises.asking import radio
from toolkit.faces.html import auto
from toolkit.faces.i18n import t
from toolkit.facilitator.collecting.hands import Clash, Hand, choose, clashes
from toolkit.facilitator.desk.step import Step


class Choose(Step):
    """Everything that waits for a choice, one exercise after the other; away when nothing does."""

    title = "Two computers, one code name"
    purpose = (
        "Someone worked on two computers, or somebody else used their code name. Both versions are kept, and the one "
        "that came first counts until you choose. Ask the person when they sent theirs, and how much was in it."
    )

    def build(self) -> Sequence[w.Widget]:
        """Make a list of what waits, and what there is to choose between."""
        self.which = w.Dropdown(description=t("Whose, in which exercise"))
        self.which.add_class("hta-choose")
        self.place = w.VBox()
        self.let = self.button("Let these answers count", self.let_count, "primary")
        self.which.observe(self._look, "value")
        return [self.which, self.place, self.let]

    def __init__(self, folder: Any) -> None:
        super().__init__(folder)
        self.renew()

    def renew(self) -> None:
        """Look again at what waits."""
        found = {(one.who, one.assignment): one for one in clashes(self.folder / "submitted")}
        self.which.options = [(f"{who} · {assignment}", one) for (who, assignment), one in found.items()]
        self.which.index = 0 if found else None
        self.layout.display = "" if found or self.result.value else "none"
        for one in (self.which, self.place, self.let):
            one.layout.display = "" if found else "none"
        self._look()

    def _look(self, _: Any = None) -> None:
        one: Clash | None = self.which.value
        if one:
            options = {one.counts.name: t("They count now: {hand}", hand=_told(one.counts))}
            options |= {hand.name: t("They wait: {hand}", hand=_told(hand)) for hand in one.waits}
            self.hands = radio(options, one.counts.name, t("Which answers are to count?"))
            self.place.children = [self.hands]

    def let_count(self) -> str:
        """Let what was chosen count; the others are kept among the earlier versions."""
        one: Clash = self.which.value
        choose(self.folder / "submitted", one.who, one.assignment, self.hands.value)
        said = auto(t("Chosen for {who} in {exercise}. Now grade again.", who=one.who, exercise=one.assignment))
        self.show(said)
        self.renew()
        return said


def _told(hand: Hand) -> str:
    when = f"{hand.sent:%Y-%m-%d %H:%M} UTC" if hand.sent else t("no date")
    if hand.differs:
        return t(
            "{answered} answered, {differs} unlike those that count; {when}; hand {name}",
            answered=hand.answered,
            differs=hand.differs,
            when=when,
            name=hand.name,
        )
    return t("{answered} answered; {when}; hand {name}", answered=hand.answered, when=when, name=hand.name)

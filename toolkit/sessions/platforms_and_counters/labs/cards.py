"""The labs with cards: tasks and the networks that fit them, rules and how quickly they age."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import ipywidgets as w

from toolkit.faces.html import auto
from toolkit.faces.i18n import t
from toolkit.labs.asks import Ask, One, Several
from toolkit.labs.decks import Deck
from toolkit.labs.workbook import workbook
from toolkit.posts.rules import rules
from toolkit.sessions.platforms_and_counters.ageing import PACES, WAYS, Card, cards, network
from toolkit.sessions.platforms_and_counters.faces import (
    aged_html,
    due_html,
    matrix_html,
    rule_html,
    rule_words,
    task_html,
)
from toolkit.sessions.platforms_and_counters.tasks import Task, looked, missing, solved, tasks

_CAREFUL = (
    "Where somebody is watching: open no account only to count. Count here, in the first lab, "
    "and ask somebody who posts there and is safe."
)


class Tasks(Deck):
    """Twelve tasks, one at a time: which networks or forms fit, and what the setting changes."""

    name = "task_to_platform"

    def build(self) -> list[w.Widget]:
        """Read the tasks and the words for them."""
        self.words = workbook(__file__)
        self.tasks = tasks(self.words["tasks"])
        return super().build()

    def deck(self) -> Sequence[Task]:
        """List the tasks."""
        return self.tasks

    def asked(self) -> Mapping[str, Ask]:
        """Make a box for every network or form."""
        return {"ways": Several(self.words["ways"])}

    def below(self) -> list[w.Widget]:
        """Show which network is good at what."""
        return [w.HTML(matrix_html(self.words["ways"], self.words["keep"]))]

    def chosen(self, card: Task) -> list[str]:
        """List what was chosen for a task."""
        kept = self.kept.get("chosen")
        ways = kept.get(card.id) if isinstance(kept, Mapping) else None
        return [way for way in ways if way in self.words["ways"]] if isinstance(ways, list) else []

    def given(self, card: Task) -> dict[str, Any]:
        """Get what was chosen for a task."""
        return {"ways": chosen} if (chosen := self.chosen(card)) else {}

    def give(self, card: Task, given: Mapping[str, Any]) -> None:
        """Keep what is chosen, beside what was chosen for the others."""
        every = {one.id: self.chosen(one) for one in self.tasks} | {card.id: given.get("ways", [])}
        self.kept = {"chosen": {id_: ways for id_, ways in every.items() if ways}}

    def face(self, card: Task) -> str:
        """Show a task."""
        number, every = self.place()
        place = t("Task {n} of {all}", n=number, all=every)
        ask = auto(t("Where does it belong? Tick what fits; several may be right."), "hta-help")
        return f"{auto(place, 'hta-small')}{auto(t(card.text), 'hta-prompt')}{ask}"

    def says(self, card: Task, given: Mapping[str, Any]) -> Mapping[str, str]:
        """Answer every network that was chosen, and say how many are missing."""
        chosen, setting = given.get("ways", []), self.setting.value
        answers = looked(card, chosen, setting, self.words["not_for"])
        return {"ways": task_html(card, answers, self.words["ways"], missing(card, chosen, setting))}

    def verdicts(self, card: Task, given: Mapping[str, Any], setting: str) -> Iterable[str]:
        """Name what each chosen network gets in a setting."""
        return [one.verdict for one in looked(card, given.get("ways", []), setting, self.words["not_for"])]

    def counted(self) -> str:
        """Say how many tasks are answered, and how many of them fit."""
        right = sum(solved(one, self.chosen(one), self.setting.value) for one in self.tasks)
        done = sum(bool(self.chosen(one)) for one in self.tasks)
        said = t("Tasks answered: {done}. Of these {right} fit this setting.", right=right, done=done)
        return auto(said if done else t("Nothing is chosen yet."), "hta-small")


class Ageing(Deck):
    """Every rule of the course with its dates: how quickly does it age, and how is it checked?"""

    name, in_settings = "what_ages", False

    def above(self) -> list[w.Widget]:
        """Choose a day, and the network whose rules are shown."""
        self.words = workbook(__file__)
        named = {network(rule): rule_words(network(rule)) for rule in rules()}
        options = [(t("All networks"), ""), *((said, id_) for id_, said in named.items())]
        self.day = w.DatePicker(value=date.today(), description=t("As if today were"))
        self.which = w.Dropdown(options=options, value="", description=t("Rules of"))
        self.table = w.HTML()
        self._counted_days()
        self.which.observe(self._other, "value")
        self.day.observe(self._another_day, "value")
        return [self.day, self.which]

    def below(self) -> list[w.Widget]:
        """Show what has to be looked up again by that day."""
        return [self.table]

    def asked(self) -> Mapping[str, Ask]:
        """Ask for a pile, and for the ways to check a rule."""
        words = workbook(__file__)
        return {
            "pace": One(t("This rule …"), {id_: words["paces"][id_] for id_ in PACES}, row=True),
            "ways": Several(
                {id_: words["checks"][id_] for id_ in WAYS},
                t("How do you check it? Tick every way that works."),
                t(_CAREFUL),
            ),
        }

    def deck(self) -> Sequence[Card]:
        """List the rules of the chosen network."""
        return [one for one in self.all if self.which.value in ("", network(one.rule))]

    def key(self, card: Card) -> str:
        """Name a rule."""
        return f"{card.rule.platform} {card.rule.name}"

    def face(self, card: Card) -> str:
        """Show a rule."""
        number, every = self.place()
        return f"{auto(t('Rule {n} of {all}', n=number, all=every), 'hta-small')}{rule_html(card, self.words)}"

    def says(self, card: Card, given: Mapping[str, Any]) -> Mapping[str, str]:
        """Say on which pile we would put it, and how it can be checked."""
        return {"ways": aged_html(card, given.get("pace"), given.get("ways", []), self.words)}

    def counted(self) -> str:
        """Say nothing: nobody has to go through all of them."""
        return ""

    def _counted_days(self) -> None:
        today = self.day.value or date.today()
        self.all = cards(rules(), today)
        self.table.value = due_html(self.all, today, self.words)

    def _another_day(self, _: Any) -> None:
        self._counted_days()
        self.show()

    def _other(self, _: Any) -> None:
        self.at = 0
        self.show()

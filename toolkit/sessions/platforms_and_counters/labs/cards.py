"""The labs with cards: tasks and the networks that fit them, rules and how quickly they age."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import ipywidgets as w

from toolkit.exercises.asking import html, radio, setting_switch
from toolkit.faces.html import auto, framed
from toolkit.faces.i18n import t
from toolkit.labs.kept import Kept, turning
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
from toolkit.sessions.platforms_and_counters.tasks import looked, missing, solved, tasks


class Tasks(Kept):
    """Twelve tasks, one at a time: which networks or forms fit, and what the setting changes."""

    name = "task_to_platform"

    def build(self) -> list[w.Widget]:
        """Make one card with a box for every network or form."""
        self.words, self.at = workbook(__file__), 0
        self.tasks = tasks(self.words["tasks"])
        self.setting = setting_switch(self.kept.get("setting"), "open")
        self.card, self.said, self.tally = w.HTML(), w.HTML(), w.HTML()
        self.boxes = {
            way: w.Checkbox(value=False, description=t(said), indent=False) for way, said in self.words["ways"].items()
        }
        self.before, self.after = turning(self._go)
        self.setting.observe(self._changed, "value")
        for box in self.boxes.values():
            box.observe(self._changed, "value")
        self._show()
        matrix = w.HTML(matrix_html(self.words["ways"], self.words["keep"]))
        buttons = w.HBox([self.before, self.after])
        return [self.setting, self.tally, self.card, *self.boxes.values(), self.said, buttons, matrix]

    def chosen(self, id_: str) -> list[str]:
        """List what was chosen for a task."""
        kept = self.kept.get("chosen")
        ways = kept.get(id_) if isinstance(kept, Mapping) else None
        return [way for way in ways if way in self.words["ways"]] if isinstance(ways, list) else []

    def _go(self, step: int) -> None:
        self.at = (self.at + step) % len(self.tasks)
        self._show()

    def _show(self) -> None:
        task = self.tasks[self.at]
        chosen, self.showing = self.chosen(task.id), True
        for way, box in self.boxes.items():
            box.value = way in chosen
        self.showing = False
        self._look()

    def _changed(self, _: Any) -> None:
        if self.showing:
            return
        every = {task.id: self.chosen(task.id) for task in self.tasks}
        every[self.tasks[self.at].id] = [way for way, box in self.boxes.items() if box.value]
        self.kept = {"setting": self.setting.value, "chosen": {id_: ways for id_, ways in every.items() if ways}}
        self._look()
        self.keep()

    def _look(self) -> None:
        task, setting = self.tasks[self.at], self.setting.value
        chosen = self.chosen(task.id)
        place = t("Task {n} of {all}", n=self.at + 1, all=len(self.tasks))
        ask = auto(t("Where does it belong? Tick what fits; several may be right."), "hta-help")
        self.card.value = framed(f"{auto(place, 'hta-small')}{auto(t(task.text), 'hta-prompt')}{ask}")
        answers = looked(task, chosen, setting, self.words["not_for"])
        self.said.value = framed(task_html(task, answers, self.words["ways"], missing(task, chosen, setting)))
        right = sum(solved(one, self.chosen(one.id), setting) for one in self.tasks)
        done = sum(bool(self.chosen(one.id)) for one in self.tasks)
        said = t("Tasks answered: {done}. Of these {right} fit this setting.", right=right, done=done)
        self.tally.value = framed(auto(said if done else t("Nothing is chosen yet."), "hta-small"))


_CAREFUL = (
    "Where somebody is watching: open no account only to count. Count here, in the first lab, "
    "and ask somebody who posts there and is safe."
)


class Ageing(Kept):
    """Every rule of the course with its dates: how quickly does it age, and how is it checked?"""

    name = "what_ages"

    def build(self) -> list[w.Widget]:
        """Make one card, a pile for it, and the ways to check it."""
        self.words, self.at = workbook(__file__), 0
        self._choosing()
        self._answering()
        self.card, self.said, self.table = w.HTML(), w.HTML(), w.HTML()
        self._day()
        how = html(auto(t("How do you check it? Tick every way that works."), "hta-help"))
        careful = html(auto(t(_CAREFUL), "hta-help"))
        asked = [self.pile, how, *self.ways.values(), careful]
        return [self.day, self.which, self.card, *asked, self.said, w.HBox([self.before, self.after]), self.table]

    def _choosing(self) -> None:
        named = {network(rule): rule_words(network(rule)) for rule in rules()}
        options = [(t("All networks"), ""), *((said, id_) for id_, said in named.items())]
        self.day = w.DatePicker(value=date.today(), description=t("As if today were"))
        self.which = w.Dropdown(options=options, value="", description=t("Rules of"))
        self.before, self.after = turning(self._go)
        self.which.observe(self._other, "value")
        self.day.observe(self._day, "value")

    def _answering(self) -> None:
        self.pile = radio({id_: t(self.words["paces"][id_]) for id_ in PACES}, None, t("This rule …"))
        self.pile.add_class("hta-row")
        words = self.words["checks"]
        self.ways = {id_: w.Checkbox(value=False, description=t(words[id_]), indent=False) for id_ in WAYS}
        for one in (self.pile, *self.ways.values()):
            one.observe(self._changed, "value")

    def shown(self) -> list[Card]:
        """List the cards of the chosen network."""
        return [one for one in self.all if self.which.value in ("", network(one.rule))]

    def _day(self, _: Any = None) -> None:
        self.all = cards(rules(), self.day.value or date.today())
        self.table.value = due_html(self.all, self.day.value or date.today(), self.words)
        self._show()

    def _other(self, _: Any) -> None:
        self.at = 0
        self._show()

    def _go(self, step: int) -> None:
        self.at = (self.at + step) % len(self.shown())
        self._show()

    def _key(self) -> str:
        rule = self.shown()[self.at].rule
        return f"{rule.platform} {rule.name}"

    def _show(self) -> None:
        kept = self.kept.get(self._key())
        kept = kept if isinstance(kept, Mapping) else {}
        ways: Any = kept.get("ways")
        ways = ways if isinstance(ways, list) else []
        self.showing = True
        self.pile.value = kept.get("pace") if kept.get("pace") in PACES else None
        for id_, box in self.ways.items():
            box.value = id_ in ways
        self.showing = False
        self._look()

    def _changed(self, _: Any) -> None:
        if not self.showing:
            self.kept[self._key()] = {
                "pace": self.pile.value,
                "ways": [id_ for id_, box in self.ways.items() if box.value],
            }
            self._look()
            self.keep()

    def _look(self) -> None:
        shown = self.shown()
        card = shown[self.at]
        place = t("Rule {n} of {all}", n=self.at + 1, all=len(shown))
        self.card.value = framed(f"{auto(place, 'hta-small')}{rule_html(card, self.words)}")
        chosen = [id_ for id_, box in self.ways.items() if box.value]
        self.said.value = framed(aged_html(card, self.pile.value, chosen, self.words))

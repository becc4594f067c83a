"""The smaller labs of safety first: a sign-up form, statements of risk, a search for oneself."""

from collections.abc import Mapping
from typing import Any

import ipywidgets as w

from toolkit.exercises.asking import html
from toolkit.faces.html import apart, auto, chip, framed, sentence
from toolkit.faces.i18n import t
from toolkit.labs.kept import Kept
from toolkit.labs.setting import Setting
from toolkit.sessions.safety_first.faces.answers import (
    asked_html,
    moved_html,
    result_html,
    sorted_html,
    tally_html,
    tasks_html,
)
from toolkit.sessions.safety_first.faces.audit import page_style
from toolkit.sessions.safety_first.pages import table
from toolkit.sessions.safety_first.risks import moves, statements
from toolkit.sessions.safety_first.self_search import Found, search, solved, tasks
from toolkit.sessions.safety_first.sign_up import fits, form

_PERSON = "asta"


def _listed(options: Mapping[str, str], value: object, label: str) -> w.Dropdown:
    pairs = [(t("— choose —"), ""), *((t(words), id_) for id_, words in options.items())]
    chosen = value if isinstance(value, str) and value in options else ""
    made = w.Dropdown(options=pairs, value=chosen, description=label)
    made.add_class("hta-choose")
    return made


class Privacy(Kept):
    """A false sign-up form: choose, and see what each choice means where you are."""

    name = "privacy"

    def build(self) -> list[w.Widget]:
        """Make a list for everything that the form asks, and a place for its reason."""
        self.setting, self.tally = Setting(self.store), w.HTML()
        self.fields: dict[str, w.Dropdown] = {}
        self.said: dict[str, w.HTML] = {}
        rows: list[w.Widget] = []
        for id_, asked in form().items():
            options = {name: option.text for name, option in asked.options.items()}
            self.fields[id_], self.said[id_] = _listed(options, self.kept.get(id_), t(asked.label)), w.HTML()
            self.fields[id_].observe(self._changed, "value")
            rows += [self.fields[id_], self.said[id_]]
        self.setting.observe(lambda _: self._look(), "value")
        self._look()
        note = t("Lantern is an invented network. Nothing is typed here, nothing is sent, no account is made.")
        person = t("Name: Asta Example · Telephone: 0700 000 001 · Password: ••••••••")
        head = html(f"{auto(t('Join Lantern'), 'hta-prompt')}{auto(person, 'hta-answer')}{auto(note, 'hta-help')}")
        return [self.setting, head, self.tally, *rows]

    def chosen(self) -> dict[str, str]:
        """Get what is chosen so far."""
        return {id_: field.value for id_, field in self.fields.items() if field.value}

    def _changed(self, _: Any) -> None:
        self.kept = self.chosen()
        self._look()
        self.keep()

    def _look(self) -> None:
        setting, chosen = self.setting.value, self.chosen()
        self.tally.value = tally_html(setting, chosen)
        self.setting.tell(lambda name: fits(name, chosen).values())
        for id_, said in self.said.items():
            said.value = asked_html(id_, chosen.get(id_), setting)


class Risk(Kept):
    """Sort statements into threats, vulnerabilities and capacities, and say which way the risk moves."""

    name = "risk"

    def build(self) -> list[w.Widget]:
        """Make two lists for every statement, and three to turn freely."""
        self.fields: dict[str, tuple[w.Dropdown, w.Dropdown]] = {}
        self.said: dict[str, w.HTML] = {}
        rows: list[w.Widget] = []
        for number, (id_, one) in enumerate(statements().items(), 1):
            rows += self._statement(id_, number, one.text)
        self.turned = [_turn(t(words)) for words in ("Threats", "Vulnerabilities", "Capacities")]
        self.moved = w.HTML()
        for field in self.turned:
            field.observe(self._turn, "value")
        self._turn(None)
        again = t("And when several things change at once? Choose in all three lists.")
        styled = html(f"<style>{page_style()}</style>")
        return [styled, *rows, html(auto(again, "hta-prompt")), *self.turned, self.moved]

    def _statement(self, id_: str, number: int, text: str) -> list[w.Widget]:
        kept = self.kept.get(id_)
        given = kept if isinstance(kept, list) and len(kept) == 2 else ["", ""]
        words = table("risk")
        both = (
            _listed(words["factors"], given[0], t("{number}. What is it?", number=number)),
            _listed(words["ways"], given[1], t("{number}. And the risk?", number=number)),
        )
        self.fields[id_], self.said[id_] = both, w.HTML(sorted_html(id_, *(field.value for field in both)))
        for field in both:
            field.observe(lambda _: self._changed(id_), "value")
        pair = w.HBox(both)
        pair.add_class("hta-mock-pair")
        return [html(auto(f"{number}. {t(text)}", "hta-prompt")), pair, self.said[id_]]

    def _changed(self, id_: str) -> None:
        values = [field.value for field in self.fields[id_]]
        self.kept[id_] = values
        self.said[id_].value = sorted_html(id_, *values)
        self.keep()

    def _turn(self, _: Any) -> None:
        self.moved.value = moved_html(moves(*(field.value for field in self.turned)))


def _turn(label: str) -> w.Dropdown:
    ways = ((t("stay as they are"), 0), (t("grow"), 1), (t("get smaller"), -1))
    return w.Dropdown(options=ways, value=0, description=label)


class Search(Kept):
    """Search an invented net for one person, with the signs that search engines understand."""

    name = "search"

    def build(self) -> list[w.Widget]:
        """Make the field, what there is to find, and the results."""
        typed = self.kept.get("typed")
        self.field = w.Text(value=typed if isinstance(typed, str) else "", description=t("Search the invented net"))
        self.field.placeholder = "Asta Merlen"
        self.tasks, self.results = w.HTML(), w.HTML()
        self.field.observe(self._typed, "value")
        self._look()
        return [self.tasks, self.field, self.results]

    def done(self) -> list[str]:
        """List the tasks that were solved at some time."""
        kept = self.kept.get("done")
        return [id_ for id_ in kept if isinstance(id_, str)] if isinstance(kept, list) else []

    def _typed(self, _: Any) -> None:
        self.kept["typed"] = self.field.value[:500]
        self._look()
        self.keep()

    def _look(self) -> None:
        found = search(_PERSON, self.field.value[:500])
        new = [one.id for one in tasks() if solved(one, found.results) and one.id not in self.done()]
        self.kept["done"] = [*self.done(), *new]
        self.tasks.value = tasks_html(tasks(), self.done())
        self.results.value = framed(_found_html(found, bool(self.field.value.strip())))


def _found_html(found: Found, searched: bool) -> str:
    if not searched:
        return ""
    notes = "".join(
        f'<div class="hta-finding hta-advice">{chip("advice")}{sentence(note)}</div>' for note in found.notes
    )
    hers = sum(one.about == _PERSON for one in found.results)
    said = t("{n} results, {hers} of them about her.", n=len(found.results), hers=hers)
    listed = "".join(result_html(one, _PERSON) for one in found.results)
    return f'<div class="hta-prompt" role="status">{apart(said)}</div>{notes}{listed}'

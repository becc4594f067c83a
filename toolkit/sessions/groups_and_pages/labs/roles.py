"""The lab about roles: fill in who holds which key, then take one person away; and three plans as an example."""

from collections.abc import Mapping
from html import escape
from typing import Any

import ipywidgets as w

from toolkit.answers import Store
from toolkit.exercises.asking import html
from toolkit.faces.html import advice_html, auto, chip, framed, table_html
from toolkit.faces.i18n import t
from toolkit.labs.kept import Kept, beside
from toolkit.labs.setting import Setting
from toolkit.labs.workbook import workbook
from toolkit.sessions.groups_and_pages.judge.roles import plan_findings
from toolkit.sessions.groups_and_pages.role_cases import Case, cases, words
from toolkit.sessions.groups_and_pages.roles import NOWHERE, POWERS, SHARED, Plan, Tonight, detained, plan

EVENT_WORDS = {
    "official": "{name} leaves the office tomorrow, and the telephone goes along.",
    "open": "{name}’s telephone is stolen tonight, unlocked.",
    "hostile": "{name} is detained tonight, with the telephone, unlocked.",
}


_CHIPS = {"danger": "Danger", "required": "Look", "advice": "Note", "good": "Still there"}


def people_html(case: Case) -> str:
    """Show the people of a group and where they live."""
    rows = [(escape(one.name), escape(t(one.city))) for one in case.people.values()]
    return table_html(t(case.name), (t("Who"), t("Lives in")), rows)


def names(made: Plan, who: tuple[str, ...]) -> str:
    """Name people, or nobody."""
    return ", ".join(made.people[one].name for one in who) or t("nobody")


def tonight_html(made: Plan, who: str, setting: str) -> str:
    """Show what one person's absence changes: what is taken over, what others can do, what can be read off."""
    found = detained(made, who)
    event = t(EVENT_WORDS[setting], name=made.people[who].name)
    lines = "".join(_line(verdict, said) for verdict, said in _lines(made, found))
    note = t(
        "A picture of your sheet, no forecast and no promise. Nobody is to blame for what they say under pressure: "
        "plan as if all that a person holds were known by tomorrow."
    )
    return (
        f'<div class="hta-prompt" role="status">{escape(event)}</div><ul>{lines}</ul>'
        f"{_powers_html(made, found)}{auto(note, 'hta-small')}"
    )


def _line(verdict: str, said: str) -> str:
    return f'<li class="hta-finding hta-{verdict}">{chip(verdict, t(_CHIPS[verdict]))}<span>{escape(said)}</span></li>'


def _lines(made: Plan, found: Tonight) -> list[tuple[str, str]]:
    label = words("powers")
    taken = ", ".join(t(label[one]) for one in found.now)
    later = ", ".join(t(label[one]) for one in found.later)
    lost = ", ".join(t(label[one]) for one in found.lost)
    read = "; ".join(t(words("readable")[one]) for one in found.readable)
    said = []
    if found.takes_over:
        said.append(("danger", t("That telephone alone can shut everybody else out. Who acts first decides.")))
    if taken:
        said.append(("required", t("In other hands at once: {powers}.", powers=taken)))
    else:
        said.append(("good", t("None of the powers is on that telephone.")))
    if later:
        said.append(("advice", t("Not on the telephone, but perhaps by tomorrow: {powers}.", powers=later)))
    if lost:
        said.append(("danger", t("Nobody else holds: {powers}.", powers=lost)))
    said += _others(made, found)
    said.append(("advice", t("Others can read: {read}.", read=read)))
    return said


def _others(made: Plan, found: Tonight) -> list[tuple[str, str]]:
    """Say what the others can still do, and who of them may be visited as well."""
    can = names(made, found.can_end)
    said = [
        (
            "good" if found.can_end else "danger",
            t("Can sign that telephone out and take the roles away: {can}.", can=can),
        )
    ]
    if found.steps_in:
        said.append(("good", t("Steps in: {name}, the deputy.", name=made.people[found.steps_in].name)))
    elif found.who == made.deputy:
        said.append(("advice", t("The deputy is the one who is gone; whoever leads goes on.")))
    else:
        said.append(("required", t("No deputy who could act.")))
    exit_ = names(made, found.leads_exit)
    said.append(("good" if found.leads_exit else "required", t("Can hide or close it: {exit}.", exit=exit_)))
    if found.near:
        near = names(made, found.near)
        said.append(("advice", t("In the same city, and perhaps visited as well: {near}.", near=near)))
    return said


def _powers_html(made: Plan, found: Tonight) -> str:
    rows = []
    for power in POWERS:
        before = names(made, made.holders(power))
        if power == "phone" and made.no_number:
            before = t("no number entered")
        rows.append((escape(t(words("powers")[power])), escape(before), escape(names(made, found.left[power]))))
    heads = (t("Power"), t("Today"), t("Still with, afterwards"))
    return table_html(t("Who holds what, before and afterwards"), heads, rows)


class Roles(Kept):
    """Share out the keys of an invented group, then take one person away and see what is left."""

    name = "roles"

    def build(self) -> list[w.Widget]:
        """Make the sheet beside what is said of it."""
        self.case = cases()["lab"]
        if not self.kept:
            self.kept = dict(self.case.found)
        self.setting = Setting(self.store)
        self.fields = {id_: self._field(id_, label, options) for id_, label, options in self._asked()}
        self.again = w.Button(description=t("Back to the plan as we found it"))
        self.again.layout.width, self.again.layout.align_self = "auto", "flex-start"
        people = [(one.name, id_) for id_, one in self.case.people.items()]
        self.who = w.Dropdown(options=people, description=t("Take one person away"))
        self.said, self.after = w.HTML(), w.HTML()
        for one in (self.setting, self.who):
            one.observe(self._look, "value")
        self.again.on_click(self._found)
        self._look()
        side = [html(people_html(self.case)), *self.fields.values(), self.again]
        return [self.setting, beside(side, [self.said, self.who, self.after])]

    def _asked(self) -> list[tuple[str, str, Mapping[str, str]]]:
        """List every field: its id, its words, and what can be chosen."""
        people = {id_: one.name for id_, one in self.case.people.items()}
        devices = words("devices")
        hands = {
            f"{who}.{device}": f"{name}, {t(said)}" for who, name in people.items() for device, said in devices.items()
        }
        numbers = {NOWHERE: t("nowhere: no number is entered"), **people}
        asked: list[tuple[str, str, Mapping[str, str]]] = [
            (f"{power}.{n}", self._label(power, n), hands) for power in SHARED for n in (1, 2)
        ]
        return [
            *asked,
            ("phone.1", self._label("phone", 1), numbers),
            ("deputy", t("Deputy: has agreed to step in"), people),
            ("exit.1", t("Exit: who hides or closes it?"), people),
            ("exit.2", t("Exit: and if that one is gone?"), people),
            (
                "hours",
                t("Exit: within which time does it begin?"),
                {id_: t(said) for id_, said in words("hours").items()},
            ),
        ]

    def _label(self, power: str, n: int) -> str:
        if power == "phone":
            return t("{power} ({opens}): where?", power=t(words("powers")[power]), opens=t(words("opens")[power]))
        if n == 2:
            return t("{power}, second person", power=t(words("powers")[power]))
        return t("{power}: {opens}", power=t(words("powers")[power]), opens=t(words("opens")[power]))

    def _field(self, id_: str, label: str, options: Mapping[str, str]) -> w.Dropdown:
        value = self.kept.get(id_)
        pairs = [(t("— choose —"), ""), *((said, key) for key, said in options.items())]
        field = w.Dropdown(options=pairs, value=value if value in list(options) else "", description=label)
        field.add_class("hta-choose")
        field.observe(self._changed, "value")
        return field

    def _changed(self, _: Any) -> None:
        self.kept = {id_: field.value for id_, field in self.fields.items() if field.value}
        self._look()
        self.keep()

    def _found(self, _: Any) -> None:
        for id_, field in self.fields.items():
            field.value = self.case.found.get(id_, "")

    def _look(self, _: Any = None) -> None:
        made, setting = plan(self.case.people, self.kept), self.setting.value
        self.said.value = framed(advice_html(plan_findings(made, setting)))
        self.setting.tell(lambda name: [one.verdict for one in plan_findings(made, name)])
        self.after.value = framed(tonight_html(made, self.who.value, setting))


class Plans(w.VBox):  # type: ignore[misc]
    """Three plans for one group: bad, better, best, each with its reason and with what one arrest would change."""

    def __init__(self, _: Store) -> None:
        rows = workbook(__file__)["plans"]
        case = cases()["lab"]
        super().__init__([html(people_html(case)), *(w.HTML(framed(_plan_html(case, row))) for row in rows)])
        self.add_class("hta-form")


def _plan_html(case: Case, row: Mapping[str, Any]) -> str:
    made = plan(case.people, row["sheet"])
    found = tonight_html(made, row["without"], "hostile")
    return (
        f'<div class="hta-prompt">{escape(t(row["label"]))}</div>{auto(t(row["why"]), "hta-help")}'
        f"{advice_html(plan_findings(made, 'hostile'))}<details><summary>"
        f"{escape(t('Take {name} away', name=made.people[row['without']].name))}</summary>{found}</details>"
    )

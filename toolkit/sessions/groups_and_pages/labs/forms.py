"""The labs about forms and profiles: choose a form for a group, and show one organisation on three networks."""

from typing import Any

import ipywidgets as w

from toolkit.exercises.asking import Room, radio
from toolkit.faces.html import advice_html, auto, framed
from toolkit.faces.i18n import t
from toolkit.labs.kept import Kept, beside
from toolkit.labs.setting import Setting
from toolkit.labs.workbook import workbook
from toolkit.sessions.groups_and_pages.faces import (
    chosen_html,
    evidence_html,
    group_html,
    matrix_html,
    settings_html,
    showings_html,
)
from toolkit.sessions.groups_and_pages.gatherings import fitting, forms, groups
from toolkit.sessions.groups_and_pages.judge.forms import form_findings
from toolkit.sessions.groups_and_pages.judge.presence import FIELD_WORDS, presence_findings
from toolkit.sessions.groups_and_pages.presence import FIELDS, Showing
from toolkit.world.people_faces import LANGUAGES

_LONG = 2_000  # code points of a description


class Forms(Kept):
    """Choose a form for each of six groups, and see who sees what of it, in each setting."""

    name = "forms"

    def build(self) -> list[w.Widget]:
        """Make the choices beside what they show."""
        self.group = w.Dropdown(
            options=[(t(one.name), id_) for id_, one in groups().items()], description=t("Which group?")
        )
        self.setting = Setting(self.store)
        self.form = radio({id_: t(one.name) for id_, one in forms().items()}, None, t("Which form do you give it?"))
        self.group.add_class("hta-choose")
        self.form.add_class("hta-row")
        self.card, self.said, self.seen, self.tally = w.HTML(), w.HTML(), w.HTML(), w.HTML()
        self.group.observe(self._chosen, "value")
        self.setting.observe(self._look, "value")
        self.form.observe(self._formed, "value")
        self._show()
        side = [self.group, self.card, self.setting, self.form, self.said]
        return [beside(side, [self.seen, self.tally])]

    def _chosen(self, _: Any) -> None:
        """Turn to another group in its own setting."""
        self.showing = True
        self.setting.value = groups()[self.group.value].setting
        self._show()

    def _show(self) -> None:
        """Show a group with the form that was chosen for it."""
        self.showing = True
        kept = self.kept.get(self.group.value)
        self.form.value = kept if kept in list(forms()) else None
        self.showing = False
        self._look()

    def _formed(self, _: Any) -> None:
        if not self.showing:
            self.kept[self.group.value] = self.form.value
            self._look()
            self.keep()

    def _look(self, _: Any = None) -> None:
        if self.showing:
            return
        group, setting, form = groups()[self.group.value], self.setting.value, forms().get(self.form.value)
        self.card.value = framed(group_html(group))
        self.tally.value = framed(chosen_html(self.kept, forms()))
        if form is None:
            self.said.value = framed(auto(t("Choose a form to see who sees what of it."), "hta-help"))
            self.seen.value = ""
            self.setting.tell(lambda _: ())
            return
        self.setting.tell(lambda name: [one.verdict for one in form_findings(group, form, name)])
        none = t("None of the eight does all of it here. What can this group do without, or do off the network?")
        hint = "" if fitting(group, setting) else auto(none, "hta-help")
        self.said.value = framed(
            f"{auto(t(form.means), 'hta-help')}{advice_html(form_findings(group, form, setting))}{hint}"
        )
        self.seen.value = framed(f"{matrix_html(form, setting)}{settings_html(group, form)}{evidence_html(form)}")


class Profiles(Kept):
    """One organisation on three networks: what is alike, and what leads from one to the other."""

    name = "profile"

    def build(self) -> list[w.Widget]:
        """Make six fields for each of three networks, and what is said of them."""
        told = workbook(__file__)["presence"]
        self.networks: tuple[str, ...] = tuple(told["networks"])
        self.choices = {"picture": told["pictures"], "language": LANGUAGES}
        self.setting = Setting(self.store)
        self.fields: dict[tuple[str, str], Any] = {}
        columns = [self._column(network, told["start"][n]) for n, network in enumerate(self.networks)]
        self.said, self.table = w.HTML(), w.HTML()
        self.setting.observe(self._look, "value")
        self._look()
        row = w.HBox(columns)
        row.add_class("hta-lab")
        return [self.setting, row, self.said, self.table]

    def _column(self, network: str, start: dict[str, str]) -> w.VBox:
        kept = self.kept.get(network)
        values = kept if isinstance(kept, dict) else start
        for field in FIELDS:
            one = self._field(network, field, values.get(field))
            one.observe(self._changed, "value")
            self.fields[network, field] = one
        fields = {field: self.fields[network, field] for field in FIELDS}
        rooms = {field: [] if field in self.choices else [Room(one, _LONG)] for field, one in fields.items()}
        column = w.VBox([one for field in FIELDS for one in (fields[field], *rooms[field])])
        # Three of them beside each other on a wide page, below each other on a narrow one.
        column.layout.flex, column.layout.min_width = "1 1 260px", "min(260px, 100%)"
        return column

    def _field(self, network: str, field: str, value: Any) -> w.Widget:
        label = t("{network}: {field}", network=network, field=t(FIELD_WORDS[field]))
        said = value if isinstance(value, str) else ""
        if field in self.choices:
            options = [(t("— choose —"), ""), *((t(words), id_) for id_, words in self.choices[field].items())]
            chosen = said if said in self.choices[field] else ""
            return w.Dropdown(options=options, value=chosen, description=label).add_class("hta-choose")
        if field == "about":
            return w.Textarea(value=said, description=label, rows=4)
        return w.Text(value=said, description=label)

    def showings(self) -> list[Showing]:
        """Read what the three profiles show."""
        return [
            Showing(network=network, **{field: self.fields[network, field].value[:_LONG] for field in FIELDS})
            for network in self.networks
        ]

    def _changed(self, _: Any) -> None:
        self.kept = {
            network: {field: self.fields[network, field].value[:_LONG] for field in FIELDS} for network in self.networks
        }
        self._look()
        self.keep()

    def _look(self, _: Any = None) -> None:
        showings = self.showings()
        self.said.value = framed(advice_html(presence_findings(showings, self.setting.value)))
        self.setting.tell(lambda name: [one.verdict for one in presence_findings(showings, name)])
        self.table.value = framed(showings_html(showings, self.choices))

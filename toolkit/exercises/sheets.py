"""Forms of several fields: sheets that a judge looks at while they are filled in, and cards to sort."""

from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets as w

from toolkit.exercises.answered import judged_html
from toolkit.exercises.asking import LONGEST, Form, Room, choose, html, radio, text_area
from toolkit.exercises.questions import Field
from toolkit.faces.html import framed
from toolkit.faces.i18n import t
from toolkit.world.people_faces import profile_html
from toolkit.world.profiles import profile

_LINE = 500  # code points; a search, a tag, a name
_MOST = {"line": _LINE, "text": LONGEST}


class SheetForm(Form):
    """Several fields, and what the judge says of them at every change."""

    def build(self) -> Sequence[w.Widget]:
        """Make the fields."""
        self.inputs = {field.id: self._input(field) for field in self.question.fields}
        self.live = w.HTML()
        for one in self.inputs.values():
            one.observe(self._changed, "value")
        written = [field for field in self.question.fields if field.kind in _MOST]
        rooms = {field.id: Room(self.inputs[field.id], _MOST[field.kind]) for field in written}
        self.rooms = tuple(rooms.values())
        rows = [[one, *([rooms[id_]] if id_ in rooms else [])] for id_, one in self.inputs.items()]
        return [*(one for row in rows for one in row), self.live]

    def fill(self, answer: Any) -> None:
        """Put what is saved into the fields."""
        kept = answer if isinstance(answer, Mapping) else {}
        for field in self.question.fields:
            self.inputs[field.id].value = _value(field, kept.get(field.id))
        self._look()

    def values(self) -> dict[str, Any]:
        """Get the fields that hold something."""
        fields = {field.id: _MOST.get(field.kind, LONGEST) for field in self.question.fields}
        values = {id_: one.value for id_, one in self.inputs.items()}
        cut = {id_: value[: fields[id_]] if isinstance(value, str) else value for id_, value in values.items()}
        return {id_: value for id_, value in cut.items() if value not in (None, "")}

    def _input(self, field: Field) -> w.Widget:
        wide = {"description_width": "initial"}
        if field.kind == "choice":
            return choose(self.in_order(field.options, field.in_steps), "", field.label)
        if field.kind == "scale":
            places = [("–", ""), *((str(n), n) for n in range(field.most + 1))]
            return w.Dropdown(options=places, value="", description=field.label, style=wide)
        if field.kind == "text":
            return text_area("", field.label)
        return w.Text(description=field.label, style=wide)

    def _look(self) -> None:
        self.live.value = framed(judged_html(self.question, self.values()))

    def _changed(self, _: Any) -> None:
        if not self._filling:
            self._look()
            self.keep(self.values())


def _value(field: Field, value: Any) -> Any:
    """Take of a saved value what fits into a field."""
    said = value if isinstance(value, str) else ""
    if field.kind == "choice":
        return said if said in field.options else ""
    if field.kind == "scale":
        return value if isinstance(value, int) and 0 <= value <= field.most else ""
    return said


class CardsForm(Form):
    """People to sort into groups, with room for a reason where somebody sees a card otherwise."""

    def build(self) -> Sequence[w.Widget]:
        """Make a card for everybody."""
        self.groups: dict[str, w.RadioButtons] = {}
        self.reasons: dict[str, w.Text] = {}
        rows: list[w.Widget] = []
        for handle, name in self.in_order(self.question.options).items():
            rows += [html(profile_html(profile(handle))), *self._fields(handle, name)]
        return rows

    def fill(self, answer: Any) -> None:
        """Put everybody into the group they were put into, with the reason."""
        kept = answer if isinstance(answer, Mapping) else {}
        for handle, field in self.groups.items():
            card = kept[handle] if isinstance(kept.get(handle), Mapping) else {}
            group, why = card.get("group"), card.get("why")
            field.value = group if isinstance(group, str) and group in self.question.groups else None
            said = why if isinstance(why, str) else ""
            if card and self.reasons[handle].value.strip() != said:  # a space at the end is just being typed
                self.reasons[handle].value = said

    def unread(self, answer: Any) -> str:
        """Say which reasons wait for a group: alone they are no answer."""
        waiting = [handle for handle, field in self.reasons.items() if field.value.strip() and handle not in answer]
        if not waiting:
            return ""
        names = ", ".join(self.question.options[handle] for handle in waiting)
        return t("Choose a group for {names}, too; until then the reason you wrote is not saved.", names=names)

    def _fields(self, handle: str, name: str) -> Sequence[w.Widget]:
        field = radio(self.in_order(self.question.groups), None, t("{name} is a …", name=name))
        reason = w.Text(
            description=t("If one could see {name} otherwise, say why in eight words or more", name=name),
            style={"description_width": "initial"},
        )
        field.add_class("hta-row")
        field.observe(self._changed, "value")
        reason.observe(self._changed, "value")
        self.groups[handle], self.reasons[handle] = field, reason
        room = Room(reason, _LINE)
        self.rooms += (room,)
        return [field, reason, room]

    def _changed(self, _: Any) -> None:
        cards = {handle: self._card(handle) for handle in self.question.options}
        self.keep({handle: card for handle, card in cards.items() if "group" in card})

    def _card(self, handle: str) -> dict[str, str]:
        card = {"group": self.groups[handle].value, "why": self.reasons[handle].value.strip()[:_LINE]}
        return {name: said for name, said in card.items() if said}

"""Forms of several fields: sheets that a judge looks at while they are filled in, and cards to sort."""

from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets as w

from toolkit.answered import judged_html
from toolkit.asking import LONGEST, Form, choose, html, radio, text_area
from toolkit.exercises import Field
from toolkit.faces import framed
from toolkit.i18n import t
from toolkit.people_faces import profile_html
from toolkit.profiles import profile

_LINE = 500  # code points; a search, a tag, a name


class SheetForm(Form):
    """Several fields, and what the judge says of them at every change."""

    def build(self, answer: Any) -> Sequence[w.Widget]:
        """Make the fields with what is saved in them."""
        kept = answer if isinstance(answer, Mapping) else {}
        self.inputs = {field.id: _input(field, kept.get(field.id)) for field in self.question.fields}
        self.live = w.HTML()
        for one in self.inputs.values():
            one.observe(self._changed, "value")
        self._look()
        return [*self.inputs.values(), self.live]

    def values(self) -> dict[str, Any]:
        """Get the fields that hold something."""
        values = {id_: one.value for id_, one in self.inputs.items()}
        cut = {id_: value[:LONGEST] if isinstance(value, str) else value for id_, value in values.items()}
        return {id_: value for id_, value in cut.items() if value not in (None, "")}

    def _look(self) -> None:
        self.live.value = framed(judged_html(self.question, self.values()))

    def _changed(self, _: Any) -> None:
        self._look()
        self.keep(self.values())


def _input(field: Field, value: Any) -> w.Widget:
    said = value if isinstance(value, str) else ""
    wide = {"description_width": "initial"}
    if field.kind == "choice":
        return choose(field.options, said if said in field.options else "", field.label)
    if field.kind == "scale":
        places = [("–", ""), *((str(n), n) for n in range(field.most + 1))]
        number = value if isinstance(value, int) and 0 <= value <= field.most else ""
        return w.Dropdown(options=places, value=number, description=field.label, style=wide)
    if field.kind == "text":
        return text_area(said, field.label)
    return w.Text(value=said[:_LINE], description=field.label, style=wide)


class CardsForm(Form):
    """People to sort into groups, with room for a reason where somebody sees a card otherwise."""

    def build(self, answer: Any) -> Sequence[w.Widget]:
        """Make a card for everybody."""
        kept = answer if isinstance(answer, Mapping) else {}
        self.groups: dict[str, w.RadioButtons] = {}
        self.reasons: dict[str, w.Text] = {}
        rows: list[w.Widget] = []
        for handle in self.question.options:
            card = kept[handle] if isinstance(kept.get(handle), Mapping) else {}
            rows += [html(profile_html(profile(handle))), *self._fields(handle, card)]
        return rows

    def _fields(self, handle: str, card: Mapping[str, Any]) -> Sequence[w.Widget]:
        group, why = card.get("group"), card.get("why")
        chosen = group if isinstance(group, str) and group in self.question.groups else None
        name = self.question.options[handle]
        field = radio(self.question.groups, chosen, t("{name} is a …", name=name))
        reason = w.Text(
            value=why if isinstance(why, str) else "",
            description=t("If one could see {name} otherwise, say why in eight words or more", name=name),
            style={"description_width": "initial"},
        )
        field.add_class("hta-row")
        field.observe(self._changed, "value")
        reason.observe(self._changed, "value")
        self.groups[handle], self.reasons[handle] = field, reason
        return [field, reason]

    def _changed(self, _: Any) -> None:
        sorted_ = {handle: field.value for handle, field in self.groups.items() if field.value}
        reasons = {handle: self.reasons[handle].value.strip()[:_LINE] for handle in sorted_}
        self.keep(
            {
                handle: {"group": group, **({"why": reasons[handle]} if reasons[handle] else {})}
                for handle, group in sorted_.items()
            }
        )

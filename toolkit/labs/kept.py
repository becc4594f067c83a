"""What the labs about people share: everybody to choose from, and a state that is kept beside the workbook."""

from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from typing import Any

import ipywidgets as w

from toolkit.answers import Refused, Store
from toolkit.exercises.asking import html
from toolkit.faces.i18n import t
from toolkit.world.profiles import Profile, profiles


class Kept(w.VBox):  # type: ignore[misc]
    """A lab whose state is kept beside the workbook, under its name."""

    name = ""

    def __init__(self, store: Store) -> None:
        self.store, self.people = store, profiles("lab")
        self.kept = self._read()
        self._saved = deepcopy(self.kept)  # what another page may have changed since is not written over
        super().__init__([html(""), *self.build()])
        self.add_class("hta-form").add_class("hta-wide")

    def build(self) -> list[w.Widget]:
        """Make the widgets."""
        raise NotImplementedError

    def keep(self) -> None:
        """Write down what is kept; where that is not possible the lab still works."""
        with suppress(OSError):
            self.kept = self.store.put(self.name, self.kept, self._saved)
            self._saved = deepcopy(self.kept)

    def person(self, label: str) -> w.Dropdown:
        """Make a list of everybody to choose from."""
        options = [(f"{one.name} · {t(one.country.capitalize())}", one.handle) for one in self.people]
        made = w.Dropdown(options=options, description=label)
        made.add_class("hta-choose")
        return made

    def found(self, handle: str) -> Profile:
        """Find somebody by handle."""
        return next(one for one in self.people if one.handle == handle)

    def _read(self) -> dict[str, Any]:
        with suppress(OSError, Refused):
            value = self.store.open()[0].values.get(self.name)
            return value if isinstance(value, dict) else {}
        return {}


def turning(go: Callable[[int], None]) -> tuple[w.Button, w.Button]:
    """Make the two buttons that go through cards: to the one before, and to the next."""
    before, after = w.Button(description=t("← Before")), w.Button(description=t("Next →"))
    before.on_click(lambda _: go(-1))
    after.on_click(lambda _: go(1))
    return before, after


def beside(side: list[w.Widget], desk: list[w.Widget]) -> w.HBox:
    """Put what is chosen beside what it shows; on a narrow page they stand below each other."""
    boxes = w.VBox(side), w.VBox(desk)
    boxes[0].add_class("hta-side")
    boxes[1].add_class("hta-desk")
    both = w.HBox(boxes)
    both.add_class("hta-lab")
    return both

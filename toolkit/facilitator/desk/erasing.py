"""Erase a cohort when the course is over, and see that it is gone."""

from collections.abc import Sequence

import ipywidgets as w

from toolkit.faces.html import auto
from toolkit.facilitator.desk.step import Step, field, number, said
from toolkit.facilitator.erasing.purge import purge


class Erase(Step):
    """First look what there is, then say how many people it is, then erase."""

    title = "8. Erase"
    purpose = (
        "When the course is over: erase submissions, scores, comments, feedback and code names, and look whether "
        "anything is left. The exercises and their keys stay."
    )

    def build(self) -> Sequence[w.Widget]:
        """Make the line and the two buttons."""
        self.people = field("To erase, write how many people there are")
        return [
            self.button("What is there to erase?", self.look),
            self.people,
            self.button("Erase for good", self.erase, "danger"),
        ]

    def look(self) -> str:
        """Say what would be erased."""
        return auto("\n".join(purge(self.folder, dry=True).sentences))

    def erase(self) -> str:
        """Erase everybody, if their number is right."""
        done = purge(self.folder, sure=number(self.people, 100_000))
        return said("\n".join(done.sentences), "good" if done.clean else "required")

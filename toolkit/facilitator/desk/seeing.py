"""Where the cohort stands, as one page to look at or to send on."""

from collections.abc import Sequence

import ipywidgets as w

from toolkit.faces.html import auto
from toolkit.faces.i18n import t
from toolkit.facilitator.cohort.overview import PAGE, write_page
from toolkit.facilitator.desk.step import Step
from toolkit.facilitator.grading.lms import export

TABLE = "points.csv"


class See(Step):
    """Pictures with their tables; no ranking, and no names unless you want your own list of who waits for you."""

    title = "7. See"
    purpose = "Where people are, which questions are hard, what most of them were told, how sure they were."

    def build(self) -> Sequence[w.Widget]:
        """Make the two buttons."""
        self.names = w.Checkbox(
            description=t("List the code names that wait for me (not for a page that I send on)"), indent=False
        )
        return [
            self.names,
            self.button("Make the cohort page", self.make, "primary"),
            self.button("Make a table of points for a learning platform", self.table),
        ]

    def make(self) -> str:
        """Make the page."""
        write_page(self.folder, self.names.value)
        said = t("The page is one file, “{name}”. It works without a network.", name=PAGE)
        return f"{auto(said)}{self.link(self.folder / PAGE, t('Open the cohort page'))}"

    def table(self) -> str:
        """Make the table."""
        count = export(self.folder, self.folder / TABLE)
        said = t("{count} code names are in “{name}”.", count=count, name=TABLE)
        return f"{auto(said)}{self.link(self.folder / TABLE, t('Open the table'))}"

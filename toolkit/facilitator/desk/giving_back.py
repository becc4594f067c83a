"""Make the feedback pages, and one archive of them."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import ipywidgets as w

from toolkit.faces.html import auto
from toolkit.faces.i18n import t
from toolkit.facilitator.desk.step import Step, said
from toolkit.facilitator.grading.batch import handed_in
from toolkit.facilitator.grading.course import open_course
from toolkit.facilitator.grading.feedback import Page, feedback
from toolkit.facilitator.grading.release import assignments
from toolkit.privacy import write

ARCHIVE = "feedback.zip"


class GiveBack(Step):
    """A page for everybody: the answers, what was seen and why, your comments, the mentor's answer; never a key."""

    title = "6. Give back"
    purpose = "One page for each trainee and exercise. Send everybody their own; the ZIP holds them all, by code name."

    def build(self) -> Sequence[w.Widget]:
        """Make the button."""
        return [self.button("Make the feedback pages", self.make, "primary")]

    def make(self) -> str:
        """Make all pages."""
        course, _ = open_course(self.folder)
        names = {name: len(handed_in(course, name)) for name in assignments(self.folder)}
        pages = (page for name in names if names[name] for page in feedback(self.folder, name))
        made = self.moving(pages, sum(names.values()))
        missed = [page for page in made if page.path is None]
        odd = said("\n".join(f"{page.who}: {page.why}" for page in missed)) if missed else ""
        if len(missed) == len(made):
            return f"{auto(t('No page was made. Collect and grade first.'))}{odd}"
        _pack(self.folder / ARCHIVE, self.folder / "feedback", made)
        told = t("{count} pages are in the folder “feedback”.", count=len(made) - len(missed))
        return f"{auto(told)}{self.link(self.folder / ARCHIVE, t('All of them in one ZIP'))}{odd}"


def _pack(target: Path, root: Path, pages: Sequence[Page]) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for page in pages:
            if page.path:
                archive.write(page.path, page.path.relative_to(root))
    write(target, packed.getvalue())

"""Take what trainees sent: files chosen in the browser, or a folder on this computer."""

import os
from collections import Counter
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as w

from toolkit.faces.html import apart, auto, table_html
from toolkit.faces.i18n import t
from toolkit.facilitator.collecting.collect import Arrived, code_names, collect
from toolkit.facilitator.collecting.report import write_report
from toolkit.facilitator.desk.choosing import Choose
from toolkit.facilitator.desk.step import Step, field
from toolkit.posts.words import printable
from toolkit.privacy import write

INBOX, REPORT = "inbox", "collected.csv"
_SHOWN = 50
_LONGEST = 200  # bytes of a name: most disks take 255
_WORDS = {"taken": "taken", "same": "here already", "doubtful": "doubtful", "refused": "refused"}


class Collect(Step):
    """Files in, a report out."""

    title = "2. Collect"
    purpose = (
        "Choose the files that arrived, however they are named: answers files, notebooks, ZIP archives. Or put them "
        "into the folder “inbox” of the course. Nothing is deleted; the newest of several versions counts."
    )

    def build(self) -> Sequence[w.Widget]:
        """Make the upload, the folder's line and the button."""
        self.upload = w.FileUpload(multiple=True, description=t("Choose files"))
        self.upload.layout.width = "max-content"
        self.upload.observe(self._chosen, "value")
        self.place = field("Folder or file to collect from", INBOX)
        self.collecting = self.button("Collect", self.collect, "primary")
        self.choosing = Choose(self.folder)
        return [self.upload, self.place, self.collecting, self.choosing]

    def _chosen(self, change: Any) -> None:
        """Put chosen files into the inbox; two of the same name both stay."""
        if change["new"]:
            self.guarded(lambda: self._keep(change["new"]))

    def _keep(self, files: Sequence[Any]) -> str:
        inbox = self.folder / INBOX
        inbox.mkdir(exist_ok=True)
        for file in files:
            write(_free(inbox, file["name"]), bytes(file["content"]))
        self.upload.value = ()
        return auto(t("{count} files are in the inbox. Now press Collect.", count=len(files)))

    def collect(self) -> str:
        """Sort everything, write the report, show what needs a look."""
        source = self.folder / (self.place.value.strip() or INBOX)
        if not source.exists():
            raise LookupError(t("There is no “{place}” in the course’s folder.", place=self.place.value))
        cohort = code_names(self.folder)
        lines = list(collect(source, self.folder / "submitted", self.folder / "exercises", cohort))
        self.choosing.renew()
        write_report(lines, self.folder / REPORT)
        count = Counter(line.state for line in lines)
        summed = ", ".join(f"{count[state]} {t(word)}" for state, word in _WORDS.items())
        report = self.link(self.folder / REPORT, t("The whole report as a table"))
        return f"{auto(summed)}{_table(lines)}{report}"


def _free(inbox: Path, name: str) -> Path:
    """Find a free place for a file; of the name that a browser sent only the last part is used."""
    last = printable(Path(name.replace("\\", "/")).name).encode()[-_LONGEST:]
    plain = last.decode("utf-8", "ignore").lstrip(".") or "file"
    path, number = inbox / plain, 1
    while os.path.lexists(path):
        number += 1
        path = inbox / f"{number}-{plain}"
    return path


def _table(lines: Sequence[Arrived]) -> str:
    """Show what was doubtful or refused, and what was said of what was taken."""
    told = [line for line in lines if line.why]
    rows = [
        (apart(line.file), escape(t(_WORDS[line.state])), apart(line.who), apart(line.assignment), apart(line.why))
        for line in sorted(told, key=lambda line: list(_WORDS).index(line.state), reverse=True)[:_SHOWN]
    ]
    heads = (t("File"), t("What became of it"), t("Code name"), t("Exercise"), t("Why"))
    return f'<div class="hta-scroll" tabindex="0">{table_html(t("To look at"), heads, rows)}</div>' if rows else ""

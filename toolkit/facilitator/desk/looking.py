"""How things stand in a course, in sentences."""

import re
from collections.abc import Sequence
from html import escape

import ipywidgets as w

from toolkit.faces.html import auto, chip
from toolkit.faces.i18n import t
from toolkit.facilitator.desk.step import Step
from toolkit.facilitator.doctor.examination import doctor
from toolkit.facilitator.doctor.lines import Line

_COMMAND = re.compile(r"[Rr]un: toolkit ([a-z]+)[^.]*\.?")
_BUTTONS = {
    "release": "Release the exercises",
    "collect": "Collect",
    "grade": "Grade",
    "feedback": "Make the feedback pages",
    "facilitate": "Begin reading",
}
_VERDICTS = {"good": "good", "missing": "required", "risk": "danger", "unknown": "unknown", "next": "advice"}
_WORDS = {"good": "In order", "missing": "Missing", "risk": "Risk", "unknown": "Not looked at", "next": "Next"}


class Look(Step):
    """What is set, what is missing, and the one thing to do next."""

    title = "How things stand"
    purpose = "Press this whenever you do not know what comes next."

    def build(self) -> Sequence[w.Widget]:
        """Make the two buttons."""
        closing = self.button("Close this folder to other people on this computer", self.close)
        return [self.button("Look", self.look, "primary"), closing]

    def close(self) -> str:
        """Let nobody else who has an account here into the course's folder."""
        self.folder.chmod(self.folder.stat().st_mode & ~0o007)
        return self.look()

    def look(self) -> str:
        """Look at everything."""
        lines = doctor(self.folder)
        todo = [line for line in lines if line.state != "good"]
        fine = [line for line in lines if line.state == "good"]
        summary = f"<summary>{escape(t('In order'))}: {len(fine)}</summary>"
        return f"{''.join(map(_line, todo))}<details>{summary}{''.join(map(_line, fine))}</details>"


def _here(said: str) -> str:
    """Name a button of this page in the place of the command that does the same."""
    if "chmod" in said:
        return t("Press “{button}” above.", button=t("Close this folder to other people on this computer"))
    found = _COMMAND.search(said)
    if not found or found[1] not in _BUTTONS:
        return said
    return _COMMAND.sub(t("Press “{button}” below.", button=t(_BUTTONS[found[1]])), said)


def _line(line: Line) -> str:
    verdict = _VERDICTS[line.state]
    return (
        f'<div class="hta-finding hta-{verdict}">{chip(verdict, t(_WORDS[line.state]))}'
        f"<strong>{escape(line.subject)}</strong>{auto(_here(line.said))}{auto(_here(line.do), 'hta-why')}</div>"
    )

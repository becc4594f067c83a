"""All steps of running a course, each as one form."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Desk:
    """A course folder, and the forms with which a facilitator works in it."""

    folder: Path

    def look(self) -> Any:
        """Show how things stand, and the one thing to do next."""
        from toolkit.facilitator.desk.looking import Look

        return Look(self.folder)

    def begin(self) -> Any:
        """Make a cohort: code names, cards, dates, a time to chat; and release the exercises."""
        from toolkit.facilitator.desk.beginning import Begin

        return Begin(self.folder)

    def collect(self) -> Any:
        """Take what trainees sent."""
        from toolkit.facilitator.desk.collecting import Collect

        return Collect(self.folder)

    def grade(self) -> Any:
        """Grade what is there."""
        from toolkit.facilitator.desk.grading import Grade

        return Grade(self.folder)

    def read(self) -> Any:
        """Read what a person must judge, one answer after the other."""
        from toolkit.facilitator.desk.reading import Read

        return Read(self.folder)

    def mentor(self) -> Any:
        """Answer the questions to the mentor."""
        from toolkit.facilitator.desk.mentor import Mentor

        return Mentor(self.folder)

    def give_back(self) -> Any:
        """Make the feedback pages."""
        from toolkit.facilitator.desk.giving_back import GiveBack

        return GiveBack(self.folder)

    def see(self) -> Any:
        """Show where the cohort stands, as a page to send on."""
        from toolkit.facilitator.desk.seeing import See

        return See(self.folder)

    def let_through(self) -> Any:
        """Let somebody into a week whose gate is not passed, and note why."""
        from toolkit.facilitator.desk.letting import LetThrough

        return LetThrough(self.folder)

    def sources(self) -> Any:
        """Show the full sources behind what trainees' pages call “press”."""
        from toolkit.facilitator.desk.sources import shown

        return shown()

    def erase(self) -> Any:
        """Erase the cohort when the course is over."""
        from toolkit.facilitator.desk.erasing import Erase

        return Erase(self.folder)

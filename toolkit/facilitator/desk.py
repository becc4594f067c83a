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
        from toolkit.facilitator.looking import Look

        return Look(self.folder)

    def begin(self) -> Any:
        """Make a cohort: code names, cards, dates, a time to chat; and release the exercises."""
        from toolkit.facilitator.beginning import Begin

        return Begin(self.folder)

    def collect(self) -> Any:
        """Take what trainees sent."""
        from toolkit.facilitator.collecting import Collect

        return Collect(self.folder)

    def grade(self) -> Any:
        """Grade what is there."""
        from toolkit.facilitator.grading import Grade

        return Grade(self.folder)

    def read(self) -> Any:
        """Read what a person must judge, one answer after the other."""
        from toolkit.facilitator.reading import Read

        return Read(self.folder)

    def mentor(self) -> Any:
        """Answer the questions to the mentor."""
        from toolkit.facilitator.mentor import Mentor

        return Mentor(self.folder)

    def give_back(self) -> Any:
        """Make the feedback pages."""
        from toolkit.facilitator.giving_back import GiveBack

        return GiveBack(self.folder)

    def see(self) -> Any:
        """Show where the cohort stands, as a page to send on."""
        from toolkit.facilitator.seeing import See

        return See(self.folder)

    def let_through(self) -> Any:
        """Let somebody into a week whose gate is not passed, and note why."""
        from toolkit.facilitator.letting import LetThrough

        return LetThrough(self.folder)

    def sources(self) -> Any:
        """Show the full sources behind what trainees' pages call “press”."""
        from toolkit.facilitator.sources import shown

        return shown()

    def erase(self) -> Any:
        """Erase the cohort when the course is over."""
        from toolkit.facilitator.erasing import Erase

        return Erase(self.folder)

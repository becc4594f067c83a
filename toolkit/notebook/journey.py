"""A trainee's journey through the course, as the notebooks show it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.course.progress import Progress
from toolkit.sessions.room import gates, rooms


@dataclass(frozen=True)
class Journey:
    """The journey that is kept in a folder of workbooks."""

    folder: Path

    def _progress(self) -> Progress:
        return Progress(self.folder, gates())

    def way(self) -> Any:
        """Show the four weeks, and where I am."""
        from toolkit.course.way import Way

        return Way(self._progress(), rooms())

    def gate(self, week: str) -> Any:
        """Ask the questions at the end of a week; whoever passes finds the next one open."""
        from toolkit.course.gate import Gate

        return Gate(self._progress(), week)

    def measure(self, moment: str) -> Any:
        """Ask ten questions over the whole course, at one of three moments: before, after, later (5.14)."""
        from toolkit.course.gate import Gate

        return Gate(self._progress(), moment)

    def cards(self) -> Any:
        """Turn cards with the words of the course; what was not known comes back tomorrow (item 45)."""
        from toolkit.course.cards import Cards

        return Cards(self._progress())

    def gaps(self) -> Any:
        """Ask which word is missing."""
        from toolkit.course.cards import Gaps

        return Gaps()

    def words(self) -> Any:
        """Show all words of the course, to look one up."""
        from toolkit.course.cards import Words

        return Words()

    def items(self) -> Any:
        """Look up what stands behind “item 75”."""
        from toolkit.course.item_search import Items

        return Items()

    def wipe(self) -> Any:
        """Offer to wipe everything that was written."""
        from toolkit.course.way import Wipe

        return Wipe(self.folder, lambda: None)


def journey() -> Journey:
    """Open the journey that is kept beside the notebook."""
    return Journey(Path.cwd())

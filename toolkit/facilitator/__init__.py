"""The facilitator's notebook: buttons, progress bars and pages over the functions that the commands run, too."""

from pathlib import Path

from toolkit.facilitator.desk.desk import Desk
from toolkit.start import course_folder


def facilitator(folder: str | Path | None = None) -> Desk:
    """Open the desk of a course folder (the one above the notebook, if none is named)."""
    return Desk(Path(folder) if folder else course_folder(Path.cwd()))

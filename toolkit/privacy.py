"""Keep what is written about people to whoever works here: no other account of this computer may read it.

Files are made 0600, folders 0700, by whichever program runs; what lay there before is closed when a course is opened.
Windows has no such rights: there a folder in one's own home is closed to others anyway.
"""

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import Any

OPEN_TO_OTHERS = {
    "hashtag-to-action.zip": "The ZIP for trainees: neither an answer nor a key stands in it.",
    ".exchange": "What nbgrader hands over between accounts: exercises for everybody; what was handed in and "
    "feedback only for whoever knows its long random name.",
    "solutions": "It came with the course.",
    "exercises": "Exercises as they are made; with answers in them they are closed.",
    "workbooks": "They came with the course; with answers in them they are closed.",
    "nbgrader_config.py": "It came with the course.",
    ".jupyter/*/README": "A page of IPython's own, which it copies with the rights of the package.",
}
"""What other accounts may read in a course folder, and why; nothing else that we or nbgrader make there."""

OF_PEOPLE = (
    *("submitted", "autograded", "feedback", "inbox", "downloaded", "reports", "doubtful", "cards", ".jupyter"),
    *("gradebook.db*", "*.db", "*.db-*", "cohort*.json", ".cohort-*", "mentor-answers.json", "comments.json", "*.chat"),
    *("*.csv", "*.html", "feedback.zip", "*.log", ".nbgrader.log", ".jupyter_ystore.db", ".purge.json*", ".*.half"),
    ".ipynb_checkpoints",
)
"""Where in a course folder people stand."""
OWN_WORK = ("workbooks", "exercises")
"""Where in a course folder somebody answers, and Jupyter keeps copies of it."""
_OTHERS = 0o077
_SHARED = 0o644
_FOLDER, _FILE = 0o700, 0o600
_KNOWN_BY = ("nbgrader_config.py", "workbooks")


def keep_private(folder: Path | None = None, *more: str) -> None:
    """Let nobody else read what this program writes from now on, nor what is there about people in a course folder.

    `more` are patterns of what else in the folder is to be closed. A folder that is no course is left alone.
    """
    if os.name == "nt":
        return
    os.umask(_OTHERS)
    if folder and any((folder / name).exists() for name in _KNOWN_BY):
        for pattern in (*OF_PEOPLE, *more):
            for path in folder.glob(pattern):
                close(path)


def close(path: Path) -> None:
    """Take the rights of others from a file, or from a folder with all that is in it. Links are left alone.

    A folder that is closed already is not gone through: nobody gets at what is in it.
    """
    with suppress(OSError):  # what belongs to somebody else we cannot close
        mode = path.lstat().st_mode
        if not mode & _OTHERS or stat.S_ISLNK(mode):
            return
        path.chmod(stat.S_IMODE(mode) & ~_OTHERS)
        for inner in path.iterdir() if stat.S_ISDIR(mode) else ():
            close(inner)


def own_folder(folder: Path) -> None:
    """Make a folder, and those on the way to it, for one pair of eyes. Raises OSError where it cannot be made."""
    if not folder.is_dir():
        if folder.parent != folder:
            own_folder(folder.parent)
        folder.mkdir(mode=_FOLDER, exist_ok=True)


def write(path: Path, content: bytes) -> Path:
    """Write a file for one pair of eyes, whole or not at all; a link in its place is replaced, not written through.

    Raises OSError; then what stood there before stands there still, and no half beside it.
    """
    half = path.with_name(f".{path.name}.half")
    try:
        half.unlink(missing_ok=True)
        half.touch(mode=_FILE, exist_ok=False)
        half.write_bytes(content)
        os.replace(half, path)
    except BaseException:
        with suppress(OSError):
            half.unlink()
        raise
    return path


def share(path: Path) -> None:
    """Let everybody on this computer read a file; what may be shared stands above."""
    path.chmod(_SHARED)


def before_saving(path: str, contents_manager: Any, **_: Any) -> None:
    """Close a file before Jupyter writes into it: it keeps the rights that the file had, and copies them."""
    if os.name != "nt" and ".." not in path.split("/"):
        close(Path(contents_manager.root_dir, *path.split("/")).resolve())

"""Begin to erase on a disk that is full: the list of what to look for needs a little room."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from toolkit.facilitator.cohort.roster import cohort_files
from toolkit.facilitator.erasing.known import JOURNAL, Known, write_down
from toolkit.facilitator.erasing.places import Erasing, remove
from toolkit.faults import no_room


def keep_list(erasing: Erasing, people: Known) -> None:
    """Write down whom and what to erase; where there is no room, what tells nothing about that goes first.

    Is there still none, it is done without the list: whoever is left then is found where they stand.
    """
    for _ in _room(erasing):
        try:
            write_down(erasing.folder, people)
            return
        except OSError as problem:
            if not no_room(problem):
                raise


def _room(erasing: Erasing) -> Iterator[None]:
    """Free a little more room each time; names of folders stay, and of what people wrote one copy."""
    yield
    telling = {*erasing.homes, *cohort_files(erasing.folder), erasing.folder / JOURNAL}
    for path in erasing.places():
        if path not in telling and not path.is_relative_to(erasing.exchange / "inbound"):
            erasing.erase(path)
            yield
    submitted, autograded, feedback = erasing.homes
    for path in (*_files(feedback), *_files(autograded), *_notebooks(submitted)):
        with suppress(OSError):
            remove(path)
            yield


def _files(home: Path) -> list[Path]:
    """List the files of everybody below a home, no link followed."""
    if home.is_symlink():
        return []
    found = (path for path in home.glob("*/*/*") if path.is_file() and not path.is_symlink())
    return sorted(path for path in found if not any(one.is_symlink() for one in (path.parent, path.parents[1])))


def _notebooks(submitted: Path) -> list[Path]:
    """List the notebooks beside which the answers themselves lie."""
    return [path for path in _files(submitted) if path.suffix == ".ipynb" and (path.parent / "answers.json").is_file()]

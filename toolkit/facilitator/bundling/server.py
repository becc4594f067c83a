"""Lay out a course on a server: the hand-out that everybody may read, and the facilitator's own copy."""

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from toolkit.course.belongings import pages
from toolkit.facilitator.bundling.bundle import Content, handed_out, left_out, page, plain
from toolkit.facilitator.grading.release import assignments

HANDOUT, OWN = "handout", "course"
_FOR_ALL, _FOR_ONE = (0o755, 0o644), (0o700, 0o600)  # rights of folders, and of files


@dataclass(frozen=True)
class Laid:
    """What is handed out, what a facilitator got, what was taken out of the hand-out, and what never was in it."""

    handed_out: tuple[str, ...]
    made: tuple[str, ...] = ()
    taken_out: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def lay_out(folder: Path, place: Path) -> Laid:
    """Make the hand-out in `place` hold the workbooks that the ZIP for trainees has, as if never run, and nothing else.

    A facilitator gets what they need, in the same state, where a part of it is not there yet; exercises reach trainees
    from there, through the exchange. Raises LookupError as `bundle` does, before anything is written.
    """
    workbooks = {name: data for name, data in handed_out(folder).items() if name.startswith("workbooks/")}
    own = _own(folder)
    for target in (place, place / HANDOUT, place / OWN):
        if target.is_symlink():
            raise LookupError(f"{target} is only a pointer to another place, so nothing was written.")
    try:
        _write(place / HANDOUT, {}, *_FOR_ALL)
        taken_out = tuple(sorted(_taken_out(place / HANDOUT, workbooks)))
        _write(place / HANDOUT, workbooks, *_FOR_ALL)
        made = tuple(_made(place, own))
    except OSError as problem:
        raise LookupError(f"{place} could not be written ({problem.strerror}). Run this again then.") from None
    return Laid(tuple(workbooks), made, taken_out, left_out(folder))


def _own(folder: Path) -> Content:
    """Gather what a facilitator needs; what somebody tried or noted in the course is not in it."""
    found = {path.relative_to(folder).as_posix(): path for path in pages(folder)}
    for name in assignments(folder):
        for inside in (f"exercises/{name}/{name}.ipynb", f"solutions/{name}/{name}.ipynb"):
            found[inside] = folder / inside
    content = {name: page(path) for name, path in found.items()}
    models = sorted((folder / "solutions").glob("*/model-answers.json"))
    for path in (*models, folder / "nbgrader_config.py"):
        content[path.relative_to(folder).as_posix()] = plain(path)
    return content


def _made(place: Path, own: Content) -> list[str]:
    """Make the parts that are missing, each in one step; what a facilitator works in stays as it is."""
    parts = sorted({PurePosixPath(name).parts[0] for name in own})
    missing = [part for part in parts if not os.path.lexists(place / OWN / part)]
    needed = {name: data for name, data in own.items() if PurePosixPath(name).parts[0] in missing}
    # Not within the copy: it belongs to somebody who is not root, and could lead us astray.
    with tempfile.TemporaryDirectory(prefix=".half-", dir=place) as half:
        _write(Path(half), needed, *_FOR_ONE)
        (place / OWN).mkdir(mode=_FOR_ONE[0], exist_ok=True)
        for part in missing:
            (Path(half) / part).rename(place / OWN / part)
    return missing


def _taken_out(target: Path, content: Content) -> Iterator[str]:
    """Delete whatever lies in a folder and is not to be there; yields the names of files and links."""
    folders = {above for name in content for above in PurePosixPath(name).parents}
    for path in sorted(target.rglob("*"), reverse=True):  # what is in a folder before the folder
        place = PurePosixPath(path.relative_to(target).as_posix())
        is_folder = path.is_dir() and not path.is_symlink()
        if is_folder and place not in folders:
            path.rmdir()
        elif not is_folder and (str(place) not in content or path.is_symlink()):
            path.unlink()
            yield str(place)


def _write(target: Path, content: Content, of_folder: int, of_file: int) -> None:
    """Write files, each in one step, with the rights that they are to have whatever the shell's habits are."""
    target.mkdir(parents=True, exist_ok=True)
    target.chmod(of_folder)
    for name, data in content.items():
        folder = target
        for part in PurePosixPath(name).parts[:-1]:
            folder /= part
            folder.mkdir(exist_ok=True)
            folder.chmod(of_folder)
        handle, half = tempfile.mkstemp(prefix=".half-", dir=folder)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(half).chmod(of_file)
        os.replace(half, target / name)

"""What the doctor looks at on the computer: Python, packages, Jupyter's settings, room on the disk."""

import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from toolkit.facilitator.doctor.lines import GOOD, MISSING, RISK, Line
from toolkit.posts import tables

_NAME = "hashtag-to-action"
_OLDEST = ">=3.11"
_ROOM, _TIGHT = 2 * 2**30, 2**29  # bytes: 1,000 people in 14 sessions take some 1.5 GB
_INSTALL = "Run: make start (or: python -P -m pip install -c requirements.txt -e .)"


def python(folder: Path) -> Iterator[Line]:
    """Compare this Python with what the project asks for."""
    wanted = _project(folder).get("requires-python", _OLDEST)
    here = ".".join(map(str, sys.version_info[:3]))
    if SpecifierSet(wanted).contains(here):
        yield Line("Python", GOOD, f"{here}, in {sys.prefix}.")
    else:
        said = f"This is {here}; the course needs {wanted}."
        yield Line("Python", MISSING, said, "Install a newer Python, then run: make start")


def packages(folder: Path) -> Iterator[Line]:
    """Compare what is installed with what the project asks for."""
    wanted = [Requirement(one) for one in _project(folder).get("dependencies", ()) or requires(_NAME) or ()]
    needed = [one for one in wanted if one.marker is None or one.marker.evaluate({"extra": ""})]
    odd = list(filter(None, map(_odd, needed)))
    if odd:
        yield Line("Packages", MISSING, f"Not as the course asks: {', '.join(odd)}.", _INSTALL)
    else:
        yield Line("Packages", GOOD, f"All {len(needed)} that the course asks for are there.")


def _odd(wanted: Requirement) -> str:
    try:
        here = version(wanted.name)
    except PackageNotFoundError:
        return f"{wanted.name} is missing"
    return "" if wanted.specifier.contains(here, prereleases=True) else f"{wanted.name} {here} ({wanted.specifier})"


def _project(folder: Path) -> dict[str, Any]:
    """Read what the project asks for from its pyproject.toml: the course's, else the one beside the package."""
    for place in (folder, Path(__file__).parents[3]):
        path = place / "pyproject.toml"
        found = tables.read(path).get("project", {}) if path.is_file() else {}
        if found.get("name") == _NAME:
            return dict(found)
    return {}


def settings(folder: Path) -> Iterator[Line]:
    """Look whether JupyterLab, our settings for it, and nbgrader's tools in it are found."""
    from jupyter_core.paths import jupyter_config_path

    ours = Path(__file__).parents[1] / "lab" / "jupyter_server_config.json"
    if not ours.is_file():
        yield Line(
            "Settings", MISSING, "This copy of the course is for trainees: the facilitator’s part is missing.", _INSTALL
        )
    places = [Path(place) for place in jupyter_config_path()]
    if any(list(place.glob("jupyter_server_config.d/nbgrader*.json")) for place in places):
        yield Line(
            "Settings",
            GOOD,
            f"JupyterLab {version('jupyterlab')} has nbgrader’s tools (nbgrader {version('nbgrader')}).",
        )
    else:
        said = "JupyterLab does not know nbgrader’s tools, so there is no Formgrader in it."
        yield Line("Settings", MISSING, said, "Run: jupyter server extension enable --sys-prefix --py nbgrader")
    others = [
        str(place)
        for place in places
        if (place / "nbgrader_config.py").is_file() and place.resolve() != folder.resolve()
    ]
    if others:
        said = f"There is another nbgrader_config.py in {', '.join(others)}. It may change how this course is graded."
        yield Line("Settings", RISK, said, "Move the nbgrader_config.py that is not the course’s own out of the way.")


def disk(folder: Path) -> Iterator[Line]:
    """Look whether there is room for submissions."""
    there = next(place for place in (folder, *folder.resolve().parents) if place.exists())
    free = shutil.disk_usage(there).free
    said = f"{free / 2**30:.1f} GB are free."
    if free >= _ROOM:
        yield Line("Disk", GOOD, said)
    else:
        more = "A few hundred submissions fit." if free >= _TIGHT else "That is not enough to grade a cohort."
        yield Line("Disk", MISSING, f"{said} {more}", "Make room on this disk, 2 GB or more.")


def browser(_: Path) -> Iterator[Line]:
    """Say what needs no looking at."""
    yield Line("Browser", GOOD, "The one that you have will do. Only the course’s own tests need Chromium.")

"""Tell what lies in a course folder: what came with it, what somebody wrote, and what is neither."""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from toolkit.course.path import course

WRITTEN, PAGE, CAME, OTHER = "written", "page", "came", "other"
_WORKBOOKS, _EXERCISES, _SOLUTIONS, _STATE = "workbooks", "exercises", "solutions", ".jupyter"
_OPEN = (_WORKBOOKS, _EXERCISES, _SOLUTIONS, _STATE)  # where somebody may have written
# Answers and work that was saved, also as browsers and Jupyter name a second one; halves that a crash left behind.
_SAVED = ("answers*.json*", "*.answers*.json*", ".answers-*", ".ipynb_checkpoints", ".jupyter_ystore.db*")
_HALVES = (".~*", ".*.half")
# What came with the course, as a ZIP or as a repository, and what setting it up and its tests make.
_CAME = (
    *(*_OPEN, "toolkit", "tests", "docs", "deploy", "benchmarks", "build", "environment.yml", "nbgrader_config.py"),
    *("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "LICENSE-texts", "how-to-start.html", "Makefile"),
    *("start", "start-linux.sh", "start-mac.command", "start-windows.bat", "pyproject.toml", "requirements.txt"),
    *(".git", ".gitignore", ".github", ".ci", ".pre-commit-config.yaml"),
    *(".venv", "*.egg-info", ".*_cache", "__pycache__", ".hypothesis"),
)
_PAGES = ("start-here", "words", "measure", "facilitator")


@dataclass(frozen=True)
class Thing:
    """A file, a folder or a link in a course, and of which kind it is."""

    path: Path
    place: Path  # as seen from the course
    kind: str

    @property
    def is_link(self) -> bool:
        """Whether it only points to another place."""
        return self.path.is_symlink()

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder of its own."""
        return self.path.is_dir() and not self.is_link

    @property
    def is_pointer(self) -> bool:
        """Whether it points to another place, at which something that was written here may stand."""
        ours = self.kind in (WRITTEN, PAGE) or (self.kind == CAME and self.place.parts[0] in _OPEN)
        return ours and self.is_link


def things(root: Path) -> tuple[list[Thing], list[Path]]:
    """Look through a course, folders before what lies in them; and list the folders into which nobody could look.

    Only the course's own folders are opened, and no link is followed.
    """
    found, shut = list[Thing](), list[Path]()
    waiting = [Thing(root, Path(), CAME)]
    while waiting:
        folder = waiting.pop()
        try:
            inside = [_within(folder, path) for path in sorted(folder.path.iterdir())]
            waiting += [one for one in inside if one.is_folder and (one.kind == WRITTEN or one.place.parts[0] in _OPEN)]
        except OSError:
            shut.append(folder.place)
        else:
            found += inside
    return found, shut


def _within(folder: Thing, path: Path) -> Thing:
    place = folder.place / path.name
    inherits = folder.kind == WRITTEN and place.parts[0] != _STATE
    return Thing(path, place, WRITTEN if inherits else _kind(place))


def written(root: Path) -> list[Path]:
    """List what somebody wrote in a course, whole folders where all of it is, and links that may lead to more.

    What Jupyter keeps for itself is not among them.
    """
    found = [one for one in things(root)[0] if one.place.parts[0] != _STATE]
    chosen = [one for one in found if one.kind == WRITTEN or one.is_pointer]
    places = {one.place for one in chosen}
    return [one.path for one in chosen if one.kind != PAGE and not places & set(one.place.parents)]


def pages(root: Path) -> list[Path]:
    """List the pages of a course: its notebooks, or whatever lies in their place."""
    return [one.path for one in things(root)[0] if one.kind == PAGE]


def course_around(workbooks: Path) -> Path:
    """Find the course around a folder of workbooks; a page that lies elsewhere reaches no further than its folder."""
    return workbooks.parent if workbooks.name == _WORKBOOKS else workbooks


def is_for_trainees(page: Thing) -> bool:
    """Tell whether a page is handed out, and only read there: nobody but a trainee adds cells to it."""
    return page.place.parts[0] in (_WORKBOOKS, _EXERCISES) and page.place.stem != "facilitator"


def _kind(place: Path) -> str:
    top, *deeper = place.parts
    if top == _STATE and deeper:  # how it looks is copied there when the course is opened
        return CAME if deeper[0] == "custom" or deeper[:2] == ["facilitator", "custom"] else WRITTEN
    if _like(place.name, _SAVED) or (deeper and _like(place.name, _HALVES)):
        return WRITTEN
    if not deeper:
        return CAME if _like(top, _CAME) else OTHER
    return _of_workbooks(deeper) if top == _WORKBOOKS else _of_exercises(top, deeper)


def _of_workbooks(deeper: list[str]) -> str:
    if deeper[0] == "my-work":
        return WRITTEN
    known = {*_PAGES, *course().sessions, *(f"gate-{week}" for week in course().weeks)}
    return PAGE if len(deeper) == 1 and _is_page(deeper[0], known) else OTHER


def _of_exercises(top: str, deeper: list[str]) -> str:
    session, *inside = deeper
    if top == _SOLUTIONS and not inside and session.removesuffix(".toml") in ("keyless", *course().sessions):
        return CAME
    if session not in course().sessions:
        return OTHER
    if not inside or (top, inside) == (_SOLUTIONS, ["model-answers.json"]):
        return CAME
    if (top, inside) == (_EXERCISES, ["feedback"]):  # what nbgrader fetches
        return WRITTEN
    return PAGE if len(inside) == 1 and _is_page(inside[0], {session}) else OTHER


def _is_page(name: str, known: set[str]) -> bool:
    """Tell whether a file is one of the known pages, or the same page in another language: `words.ar.ipynb`."""
    stem, *endings = name.split(".")
    return stem in known and endings[-1:] == ["ipynb"] and len(endings) <= 2


def _like(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)

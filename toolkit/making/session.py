"""Write an empty session that passes all tests: `python -P -m toolkit.making.session engage-or-not`.

It holds one lab (a deck of two cards), an exercise of two questions, and an item for the gate: to be written over.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from toolkit.course.path import course
from toolkit.course.sources import items
from toolkit.posts import tables

HOME = Path(__file__).parents[1]
ROOT = HOME.parent
_COURSE = "toolkit/course/data/course.toml"
_PATTERN = Path(__file__).with_name("room")


def files(session: str, root: Path = ROOT) -> Iterator[tuple[Path, str]]:
    """Give every file of a new session with its place. Raises LookupError, in words, where there can be none."""
    listed = tables.of("toolkit.course", "data/course.toml")["session"]
    if not re.fullmatch(r"[a-z]+(-[a-z]+)*", session):
        raise LookupError(f"“{session}” is no name for a session: small letters and hyphens, such as engage-or-not.")
    if session not in course().sessions:
        raise LookupError(f"First give the session “{session}” a week, a title and items in {_COURSE}.")
    folder = session.replace("-", "_")
    room = root / "toolkit" / "sessions" / folder
    if room.exists():
        raise LookupError(f"There is a session “{session}” already: {room}.")
    item = next(iter(listed[session]["items"]))
    words = {"id": session, "folder": folder, "title": listed[session]["title"], "item": item}
    words["name"] = words["title"].split(":")[0].lower()
    yield room / "__init__.py", f'"""The session “{words["name"]}”."""\n'
    for place, name in _places(room, root, session, folder):
        yield place, _PATTERN.joinpath(name).read_text("utf-8").format(**words)


def _places(room: Path, root: Path, session: str, folder: str) -> Iterator[tuple[Path, str]]:
    for name in ("workbook.md", "workbook.toml", "exercise.toml", "gate.toml", "data/first.toml"):
        yield room / name, f"{name}.txt"
    yield room / "labs.py", "labs.py.txt"
    yield root / "solutions" / f"{session}.toml", "solution.toml.txt"
    yield root / "tests" / f"test_{folder}.py", "test.py.txt"


def main(words: Sequence[str]) -> int:
    """Write the files of the named session; returns 0 if that was done."""
    if len(words) != 1:
        listed = [one.id for week in course().weeks.values() for one in week]
        missing = [one for one in listed if not (HOME / "sessions" / one.replace("-", "_")).is_dir()]
        print(f"Say which session: python -P -m toolkit.making.session NAME. Not yet there: {', '.join(missing)}.")
        return 1
    try:
        made = list(files(words[0]))
    except LookupError as problem:
        print(problem.args[0])
        return 1
    for path, text in made:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        print(path.relative_to(ROOT))
    for number in tables.of("toolkit.course", "data/course.toml")["session"][words[0]]["items"]:
        print(f"Item {number}: {items()[number].says}")
    print("Now write over what stands in them, and run: make notebooks messages items test-fast")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

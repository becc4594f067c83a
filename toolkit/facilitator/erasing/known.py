"""Who is known to a course, and samples of what they wrote: what a purge has to erase, and then looks for."""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from toolkit.answers import LARGEST, Refused, copies_in, read
from toolkit.course.belongings import pages, written
from toolkit.facilitator import plain_files
from toolkit.facilitator.cohort.roster import cohort_files
from toolkit.facilitator.erasing.rows import people_in, words_in
from toolkit.facilitator.grading.submitted import LARGEST_NOTEBOOK
from toolkit.faults import Stopped, in_words
from toolkit.notebook.handing_in import CODE_NAME
from toolkit.privacy import write

JOURNAL = ".purge.json"
_LONGEST, _WORDS = 60, 4  # characters of a sample; words that it needs to be somebody's own
_LARGEST = 64 * 2**20  # bytes of a list of names and samples: far more than the most people fill
_OF_ONE, _OF_ALL = 2, 20_000  # samples of one file, and of all
# Runs of words with nothing between them that files write in several ways: quotes, marks of HTML, line breaks.
_RUN = re.compile(r"[^\s\"'&<>\\%+/\x00-\x1f]+(?: [^\s\"'&<>\\%+/\x00-\x1f]+)+")


@dataclass(frozen=True)
class Known:
    """Everybody known to a course, and samples of their words; `troubles` says where nobody could look."""

    names: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()
    troubles: tuple[str, ...] = ()

    def __or__(self, other: "Known") -> "Known":
        return Known(self.names | other.names, self.texts | other.texts, self.troubles + other.troubles)


def known(folder: Path, homes: Iterable[Path], inbound: Path, books: Iterable[str]) -> Known:
    """Gather everybody from the folders of submissions, the exchange, the gradebooks, the cohort and a stopped purge.

    `homes` are folders with one folder for each person.
    """
    names = {path.name for home in homes for path in _folders(home)}
    names |= {path.name.split("+")[0] for path in _folders(inbound) if "+" in path.name}
    texts = [text for home in homes for path in _folders(home) for text in _samples_below(path)]
    for path in cohort_files(folder):
        members = _members(_json(path))
        names |= {str(one.get("code")) for one in members if one.get("code")}
        texts += [sample for one in members for said in _strings(one) for sample in samples(said)]
    found = Known(frozenset(names), frozenset(_spread(texts))) | _tried(folder)
    for url in books:
        found |= _in_book(url)
    return found | stopped(folder)


def _tried(folder: Path) -> Known:
    """Gather what somebody answered who tried the trainee's side in this folder, under a code name or none."""
    tops = [path for path in written(folder) if not path.is_symlink()]
    paths = [path for top in tops for path in (top, *sorted(top.rglob("*")))]
    names = frozenset(filter(CODE_NAME.fullmatch, map(_who, paths)))
    return Known(names, frozenset(_spread(_samples_in([*paths, *pages(folder)]))))


def _who(path: Path) -> str:
    with suppress(OSError, Refused):
        if ".json" in path.name and path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                return read(file.read(LARGEST + 1)).who or ""
    return ""


def _members(cohort: Any) -> list[dict[str, Any]]:
    """Read who stands in a cohort's file, whatever else is wrong with it."""
    members = cohort.get("members") if isinstance(cohort, dict) else None
    return [one for one in members if isinstance(one, dict)] if isinstance(members, list) else []


def stopped(folder: Path) -> Known:
    """Read what an earlier purge wrote down before it was stopped."""
    kept = _json(folder / JOURNAL)
    if not isinstance(kept, dict):
        return Known()
    return Known(frozenset(_strings(kept.get("names"))), frozenset(_strings(kept.get("texts"))))


def write_down(folder: Path, what: Known) -> None:
    """Keep what is to be erased until nothing of it is found any more, so that a stopped purge can go on."""
    text = json.dumps({"names": sorted(what.names), "texts": sorted(what.texts)})
    write(folder / JOURNAL, text.encode("utf-8", "replace"))


def _in_book(url: str) -> Known:
    try:
        texts = [sample for text in words_in(url, of_people=True) for sample in samples(text)]
        return Known(frozenset(people_in(url)), frozenset(_spread(texts)))
    except (SQLAlchemyError, ImportError, Stopped) as problem:
        return Known(troubles=(in_words(problem),))


def _folders(home: Path) -> list[Path]:
    if home.is_symlink() or not home.is_dir():
        return []
    return [path for path in home.iterdir() if path.is_dir() and not path.is_symlink() and path.name[0] != "."]


def _samples_below(folder: Path) -> Iterator[str]:
    """Yield samples of every answers file and notebook below a folder, whatever they are called."""
    yield from _samples_in(sorted(folder.rglob("*")))


def _samples_in(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        if path.suffix in (".json", ".ipynb"):
            values = " \n ".join(_strings(_answers(path)))
            yield from samples(values)


def _answers(path: Path) -> Any:
    try:
        if path.suffix == ".json":
            return dict(read(plain_files.read(path, LARGEST)).values)
        return copies_in(json.loads(plain_files.read(path, LARGEST_NOTEBOOK)), path.stem)
    except (OSError, ValueError, RecursionError, Refused):
        return None


def samples(text: str) -> list[str]:
    """Choose a few runs of words that somebody else would hardly write, and that every file writes alike."""
    runs = sorted({_cut(run) for run in _RUN.findall(text)}, key=lambda run: (-len(run), run))
    return [run for run in runs if len(run.split()) >= _WORDS and len(run) >= _LONGEST // 3][:_OF_ONE]


def _cut(run: str) -> str:
    return run if len(run) <= _LONGEST else run[:_LONGEST].rpartition(" ")[0]


def _spread(texts: Iterable[str]) -> list[str]:
    """Keep as many samples as a search can carry, from everywhere in the list."""
    every = sorted(set(texts))
    return every[:: max(1, -(-len(every) // _OF_ALL))]


def _json(path: Path) -> Any:
    try:
        return json.loads(plain_files.read(path, _LARGEST))
    except (OSError, ValueError, RecursionError):
        return None


def _strings(value: Any) -> Iterator[str]:
    """Yield every text within parsed JSON, names of fields included."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            waiting += [*one.keys(), *one.values()]
        elif isinstance(one, list):
            waiting += one

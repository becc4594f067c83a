"""Erase a cohort everywhere in a course, then look whether anything of it is left."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from toolkit.facilitator.erasing import rows
from toolkit.facilitator.erasing.history import in_history, is_repository, tracked
from toolkit.facilitator.erasing.known import JOURNAL, Known, known
from toolkit.facilitator.erasing.places import Erasing
from toolkit.facilitator.erasing.room import keep_list
from toolkit.facilitator.erasing.sought import Wanted, wanted
from toolkit.facilitator.erasing.traces import BROKEN, SEALED, Trace, files, in_file, search
from toolkit.facilitator.grading.course import open_course
from toolkit.faults import Stopped, in_words

LIMITS = (
    "What no program can promise: copies elsewhere are not touched. Look at backups and snapshots, synchronised "
    "folders, your mail and downloads, the folder that you collected from, trainees’ own computers; a database server "
    "keeps a log of changes for a while. A disk, above all one without moving parts, may hold deleted pages, and what "
    "was swapped out of memory, until it writes over them: only a disk that was encrypted from the start is safe from "
    "that. If JupyterLab is open, close it and run this once more."
)
_AGAIN = (
    "Something is left, see above. Take it away and run this once more. Until then the list of what to look for stays "
    f"in {JOURNAL}; all code names stand in it."
)
_IN_GIT = (
    "git keeps {found} of what was erased in its history, and so does every copy of this repository. Deleting files "
    "does not change that: begin a new repository without the history, or ask somebody who knows `git filter-repo`."
)
_TRACKED = (
    "git still counts {count} files of this cohort as its own, such as “{first}”: take them out, and never push them."
)


@dataclass(frozen=True)
class Purged:
    """What was erased, or with `dry` would be, and what was found afterwards. No code name is told but in paths."""

    people: int
    rows: int = 0
    places: tuple[str, ...] = ()
    left: tuple[Trace, ...] = ()  # what is still there, or could not be erased or looked at
    history: tuple[str, ...] = ()  # what git keeps, in sentences
    looked: str = ""
    dry: bool = False

    @property
    def clean(self) -> bool:
        """Tell whether all was erased and nothing was found any more."""
        return not (self.dry or self.left or self.history)

    @property
    def sentences(self) -> tuple[str, ...]:
        """Say it all, a sentence each."""
        if self.dry:
            places = ", ".join(_grouped(self.places)) or "no file"
            told = f"{_people(self.people)} would be erased: {places}, and all rows about people in the gradebook."
            return (told, *(f"{trace.place}: {trace.why}" for trace in self.left))
        told = (
            f"{_people(self.people)} erased: {self.rows} rows of the gradebook, {len(self.places)} places on the disk."
        )
        left = [f"{trace.place}: {trace.why or _still(trace)}" for trace in self.left]
        end = ["Nothing of them was found any more."] if self.clean else [_AGAIN] if left else []
        return (told, self.looked, *left, *self.history, *end, LIMITS)


def purge(folder: Path, dry: bool = False, *, sure: int | None = None) -> Purged:
    """Erase everybody known to a course: rows, submissions, feedback, lists, reports; then search for them.

    `sure` is the number of people, said by whoever asks, so that a wrong folder is left alone. Stopped in the
    middle, it goes on when it is run again, with the same number. Raises LookupError, with nothing erased, if the
    folder is not a course or the number is another.
    """
    erasing = Erasing(folder.resolve(), *open_course(folder))
    people = known(erasing.folder, erasing.homes, erasing.exchange / "inbound", erasing.books)
    if dry:
        places = tuple(map(erasing.name, erasing.places()))
        return Purged(len(people.names), places=places, left=_troubles(people), dry=True)
    if sure != len(people.names):
        said = "Say how many you mean to erase." if sure is None else f"You said {sure}, so nothing was erased."
        raise LookupError(f"{_people(len(people.names))} known in {erasing.folder}. {said}")
    keep_list(erasing, people)
    for path in erasing.places():
        erasing.erase(path)
    count = erasing.erase_rows()  # when there is room again: a database needs some even for what it forgets
    erasing.empty_outputs()
    looked, history = _look_again(erasing, people)
    left = tuple(erasing.left)
    if not left:  # what git keeps does not go away by another run: no reason to keep a list of names
        (erasing.folder / JOURNAL).unlink(missing_ok=True)
    return Purged(len(people.names), count, tuple(erasing.gone), left, tuple(history), looked)


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"


def _troubles(people: Known) -> tuple[Trace, ...]:
    return tuple(Trace("A gradebook", why=said) for said in people.troubles)


def _grouped(places: Iterable[str]) -> Iterator[str]:
    """Name what lies at the top of the course, and of deeper folders only how much of each."""
    deeper = Counter(str(Path(place).parent) for place in places if len(Path(place).parts) > 1)
    yield from (place for place in places if len(Path(place).parts) == 1)
    yield from (f"{count} in {folder}" for folder, count in deeper.items())


def _still(trace: Trace) -> str:
    return (
        f"here still stand {trace.names} code names and {trace.texts} pieces of answers. It is not ours, so it stays."
    )


def _package() -> Path:
    return Path(__file__).parents[2]


def _look_again(erasing: Erasing, people: Known) -> tuple[str, list[str]]:
    """Search everywhere; adds what is found to `left`, and returns what was looked for, and sentences about git."""
    every = wanted(people.names, people.texts)
    own = _of_the_course(erasing.folder, every)
    what = wanted(every.names, every.texts - own)
    shown = what.names & own
    passed_over = {erasing.folder / JOURNAL, erasing.folder / ".git"}
    erasing.left.extend(_troubles(people))
    seen = list(search(erasing.folder, what, passed_over, shown))
    erasing.left.extend(trace for trace in seen if trace.why != SEALED)
    erasing.left.extend(_in_books(erasing, what))
    erasing.left.extend(_elsewhere(what))
    count = sum(1 for _ in files(erasing.folder, passed_over))
    looked = f"{count} files were searched for {len(what.names)} code names and {len(what.texts)} pieces of answers."
    if sealed := [trace.place for trace in seen if trace.why == SEALED]:
        looked += f" {SEALED} ({', '.join(sealed)})"
    if short := len(people.names) - len(what.names):
        looked += f" {short} names are too short to be told from other words; they were not looked for."
    if shown:
        looked += " In the course’s own texts, names that stand there as examples were passed over."
    return looked, _in_git(erasing.folder, what, shown)


def _of_the_course(folder: Path, what: Wanted) -> set[str]:
    """Find what the course itself says: no sign that somebody’s answer is left."""
    places = [_package(), *(folder / name for name in ("tests", "benchmarks", "docs", "deploy"))]
    every = [path for place in places for path in files(place)]
    every += [*folder.glob("*.md"), *folder.glob("solutions/*/*.ipynb"), *folder.glob("solutions/*/model-answers.json")]
    hits: set[str] = set()
    for path in every:
        with suppress(*BROKEN):
            hits.update(*in_file(path, what))
    return hits


def _in_books(erasing: Erasing, what: Wanted) -> Iterator[Trace]:
    for url in erasing.books:
        try:
            hits = {hit for text in rows.words_in(url) for hit in what.found(text)}
        except (SQLAlchemyError, ImportError, Stopped) as problem:
            yield Trace(erasing.book(url), why=f"It could not be looked through. {in_words(problem)}")
            continue
        if hits:
            yield Trace(erasing.book(url), len(hits & what.names), len(hits & what.texts))


def _elsewhere(what: Wanted) -> Iterator[Trace]:
    """Look into what Jupyter keeps in the home folder when it was not started by us: we delete nothing there."""
    with suppress(RuntimeError):
        home = Path.home()
        bases = [home / ".jupyter", home / ".local/share/jupyter", home / "Library/Jupyter", home / ".ipython"]
        bases += [Path(os.environ["APPDATA"], "jupyter")] if "APPDATA" in os.environ else []
        for base in bases:
            for pattern in ("lab/workspaces", "nbgrader_cache", "*.db", "*.sqlite", "profile_*/*.sqlite"):
                for path in sorted(base.glob(pattern)):
                    yield from _at(path, what)


def _at(path: Path, what: Wanted) -> Iterator[Trace]:
    hits: set[str] = set()
    for file in files(path) if path.is_dir() else [path]:
        with suppress(*BROKEN):
            hits |= what.found(file.name).union(*in_file(file, what))
    if hits:
        yield Trace(str(path), len(hits & what.names), len(hits & what.texts))


def _in_git(folder: Path, what: Wanted, shown: frozenset[str]) -> list[str]:
    try:
        if not is_repository(folder):
            return []
        theirs = tracked(
            folder, "submitted/*", "autograded/*", "feedback/*", "gradebook.db*", "cohort.json", "reports/*"
        )
        hits, large = in_history(folder, what)
    except BROKEN as problem:
        return [f"Whether git keeps anything of them could not be looked at ({problem})."]
    said = [_TRACKED.format(count=len(theirs), first=theirs[0])] if theirs else []
    if found := hits - shown:
        names, texts = len(found & what.names), len(found & what.texts)
        said.append(_IN_GIT.format(found=f"{names} code names and {texts} pieces of answers"))
    if large:
        said.append(f"{large} versions of files in git were too large to be searched.")
    return said

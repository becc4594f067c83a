"""Can every line of the benchmarks be missed? `python -m benchmarks.mutants [core feed many ...]`.

mutants.toml holds a small wrong change for each line, as data. Each is made in a copy of the course, never here; then
the benchmark is run there and without the change, both quickly. Every promise that the change breaks must be missed
with it and kept without it, and what was found must be so many times worse.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import chain
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parents[1]
DATA = Path(__file__).with_name("mutants.toml")
COURSE = ("toolkit", "benchmarks", "tests", "workbooks", "exercises", "solutions", "nbgrader_config.py")
TRIES, LONGEST = 3, 1800  # runs with and without a change, and seconds for each
_UNNEEDED = shutil.ignore_patterns("__pycache__", ".*", "my-work", "answers*.json")


@dataclass(frozen=True)
class Mutant:
    """A wrong change of one file, and the lines of a benchmark (as patterns of their names) that it must show in."""

    name: str
    bench: str
    lines: tuple[str, ...]
    file: str
    before: str
    after: str
    worse: float = 1.3  # so many times, at least
    unsound: bool = False  # whether the benchmark says that what must be equal is not

    def in_place(self, course: Path) -> None:
        """Make the change in a copy of the course; LookupError, with what to do, if it fits no longer."""
        path = course / self.file
        text = path.read_text("utf-8") if path.is_file() else ""
        if text.count(self.before) != 1:
            raise LookupError(
                f"“{self.name}” fits no longer: its `before` stands {text.count(self.before)} times in {self.file}, "
                f"and must stand there once. Read what the code does there now, write the same mistake into "
                f"benchmarks/{DATA.name} anew, and run: make bench-mutants GROUP={self.bench}"
            )
        path.write_text(text.replace(self.before, self.after), "utf-8")


def mutants(data: Path = DATA) -> tuple[Mutant, ...]:
    """Read all wrong changes."""
    listed = tomllib.loads(data.read_text("utf-8"))["mutant"]
    return tuple(Mutant(**{**one, "lines": tuple(one.get("lines", ()))}) for one in listed)


@dataclass(frozen=True)
class Shown:
    """What became of one line under a wrong change."""

    line: str
    noticed: bool
    how: str


def shown(name: str, without: Sequence[Mapping[str, Any]], changed: Sequence[Mapping[str, Any]], worse: float) -> Shown:
    """Judge one line by what it was in runs without a change and with it.

    >>> kept, missed = ({"beside": n, "met": n < 2, "more is better": False} for n in (1.1, 2.2))
    >>> shown("reading", [kept], [missed], 1.3)
    Shown(line='reading', noticed=True, how='kept, then missed: 2 times worse')
    """
    times = _times_worse(without, changed)
    kept, missed = _mostly(without), not _mostly(changed)
    how = {
        (True, True): "kept, then missed",
        (True, False): "kept with the change, too",
        (False, True): "missed today in any case",
        (False, False): "missed without the change and kept with it",
    }[kept, missed]
    return Shown(name, missed and times >= worse, f"{how}: {times:.2g} times worse")


def _mostly(runs: Sequence[Mapping[str, Any]]) -> bool:
    return sum(one["met"] for one in runs) * 2 > len(runs)


def _times_worse(without: Sequence[Mapping[str, Any]], changed: Sequence[Mapping[str, Any]]) -> float:
    before, after = (median(one["beside"] for one in runs) for runs in (without, changed))
    if changed[0]["more is better"]:
        before, after = after, before
    return after / before if before else float("inf")


def run(course: Path, bench: str, only: Sequence[str] = ("*",)) -> dict[str, Any]:
    """Run one benchmark quickly in a copy of the course; RuntimeError if it breaks down."""
    said, log = course / "lines.json", course / "log.txt"
    said.unlink(missing_ok=True)
    env = os.environ | {"PYTHONPATH": str(course), "BENCH_QUICK": "1", "BENCH_ONLY": "|".join(only)}
    command = [sys.executable, "-m", "benchmarks", "--json", str(said), bench]
    with log.open("w") as file:
        _ended(subprocess.Popen(command, cwd=course, env=env, stdout=file, stderr=file, start_new_session=True))
    if not said.is_file():
        raise RuntimeError(f"{bench} said nothing: {log.read_text()[-2000:]}")
    found: dict[str, Any] = json.loads(said.read_text("utf-8"))
    if not found["measured"]:
        raise RuntimeError(" ".join(found["notes"]))
    if not Path(found["package"]).is_relative_to(course):
        raise RuntimeError(f"Another toolkit was measured: {found['package']}")
    return found


def _ended(running: "subprocess.Popen[bytes]") -> None:
    """Wait for a benchmark; stop it, and all that it started, if it does not end or nobody waits any more."""
    try:
        running.wait(LONGEST)
    except BaseException as problem:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        if isinstance(problem, subprocess.TimeoutExpired):
            raise RuntimeError(f"It had not ended after {LONGEST} s.") from None
        raise


def copied(place: Path, change: Mutant | None = None) -> Path:
    """Copy what the benchmarks need of the course, and make a change in it."""
    for name in COURSE:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, place / name, **_options(source))
    if change:
        change.in_place(place)
    return place


def _options(source: Path) -> dict[str, Any]:
    return {"ignore": _UNNEEDED} if source.is_dir() else {}


def group(bench: str, changes: Sequence[Mutant], place: Path, whole: bool = True) -> Iterator[tuple[str, Shown]]:
    """Try wrong changes that concern one benchmark; give what became of each line, and of lines without one.

    Unless `whole`, these are not all changes, and nothing is said of lines without one.
    """
    plain = copied(_new(place / "plain"))
    without = run(plain, bench, ("*",) if whole else [pattern for change in changes for pattern in change.lines])
    for change in changes:
        for one in _tried(change, bench, plain, without, copied(_new(place / change.name.replace("/", "-")), change)):
            yield change.name, one
    for name in _promised(without):
        if not any(fnmatchcase(name, pattern) for change in changes for pattern in change.lines):
            yield "", Shown(name, False, f"no change in benchmarks/{DATA.name} breaks it: add one")


def _new(place: Path) -> Path:
    place.mkdir(parents=True)
    return place


def _tried(change: Mutant, bench: str, plain: Path, without: dict[str, Any], course: Path) -> list[Shown]:
    """Run with the change until all of its lines have shown it; where they do not, run both again."""
    before, after = [without], list[dict[str, Any]]()
    seen: list[Shown] = []
    for _ in range(TRIES):
        if after:
            before.append(run(plain, bench, change.lines))
        try:
            after.append(run(course, bench, change.lines))
        except RuntimeError as problem:
            return [Shown(" ".join(change.lines), False, f"broke down: {problem}")]
        seen = _seen(change, before, after)
        if all(one.noticed for one in seen):
            break
    return seen


def _seen(change: Mutant, before: Sequence[dict[str, Any]], after: Sequence[dict[str, Any]]) -> list[Shown]:
    if change.unsound:
        noticed = all(run["sound"] for run in before) and not any(run["sound"] for run in after)
        return [Shown("what must be equal", noticed, "differs" if noticed else "is equal with the change, too")]
    runs = [[_promised(run) for run in every] for every in (before, after)]
    names = [name for name in runs[1][0] if all(name in run for every in runs for run in every)]
    named = {pattern: [name for name in names if fnmatchcase(name, pattern)] for pattern in change.lines}
    return [
        *(Shown(pattern, False, "there is no such line") for pattern, found in named.items() if not found),
        *(
            shown(name, *([run[name] for run in every] for every in runs), change.worse)
            for name in dict.fromkeys(chain.from_iterable(named.values()))
        ),
    ]


def _promised(run: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    return {line["name"]: line for line in run["lines"] if line["target"]}


def main(words: Sequence[str]) -> int:
    """Try the wrong changes of the named benchmarks, or all, group by group; 1 if one was not noticed."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks.mutants", description="Can every line be missed?")
    asked.add_argument("groups", nargs="*", help="the benchmarks whose lines are tried; all, if none is named")
    asked.add_argument("--change", default="*", help="only wrong changes whose name fits this pattern")
    given, listed = asked.parse_args(words), mutants()
    known = dict.fromkeys(one.bench for one in listed)
    if unknown := set(given.groups) - set(known):
        print(f"There is no group {', '.join(sorted(unknown))}. There are: {', '.join(known)}.")
        return 1
    with tempfile.TemporaryDirectory(prefix="mutants-") as temporary:
        stale = list(_stale(listed, Path(temporary) / "whole"))
        if stale:
            print("\n".join(stale))
            return 1
        chosen = [one for one in listed if fnmatchcase(one.name, given.change)]
        whole, place = len(chosen) == len(listed), Path(temporary)
        kept = [_printed(bench, chosen, place / bench, whole) for bench in given.groups or known]
    print("Every change was noticed." if all(kept) else "Not every change was noticed: see NO above.")
    return 0 if all(kept) else 1


def _stale(listed: Sequence[Mutant], place: Path) -> Iterator[str]:
    """Say of each change that fits no longer what to do; all of them before minutes are spent."""
    copied(_new(place))
    for change in listed:
        path = place / change.file
        kept = path.read_bytes() if path.is_file() else None
        try:
            change.in_place(place)
        except LookupError as problem:
            yield problem.args[0]
        if kept is not None:
            path.write_bytes(kept)


def _printed(bench: str, listed: Sequence[Mutant], place: Path, whole: bool) -> bool:
    """Try one group, print what became of each line as it comes, and tell whether all was noticed."""
    begun, noticed, last = time.monotonic(), True, ""
    print(f"{bench}", flush=True)
    try:
        for change, one in group(bench, [one for one in listed if one.bench == bench], place, whole):
            if change != last:
                print(f"  {change or 'no change'}")
            print(f"    {'noticed' if one.noticed else 'NO     '}  {one.line}: {one.how}", flush=True)
            noticed, last = noticed and one.noticed, change
    except RuntimeError as problem:
        print(f"  NO: {bench} could not be measured: {problem}")
        noticed = False
    print(f"  {bench} took {time.monotonic() - begun:.0f} s.\n", flush=True)
    shutil.rmtree(place, ignore_errors=True)
    return noticed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Measure what we promise: `python -m benchmarks [core feed archive keypress explorer ...]`.

Prints a table and never asserts a time: the exit status is 1 only if something could not be measured,
or if two graders that must agree did not. `python -m benchmarks.mutants` looks whether a line can be missed at all.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from benchmarks.measuring import Result, table

NAMES = (
    "core",
    "growth",
    "networks",
    "feed",
    "archive",
    "imports",
    "keypress",
    "explorer",
    "opening",
    "grading",
    "many",
    "cluster",
    "cohort",
)


def main(words: Sequence[str]) -> int:
    """Run the named benchmarks, or all; return the exit status."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure what we promise.")
    asked.add_argument("names", nargs="*", help=f"which of {', '.join(NAMES)}; all, if none is named")
    asked.add_argument("--json", type=Path, help="also write the lines into this file, for whoever compares them")
    given = asked.parse_args(words)
    unknown = set(given.names) - set(NAMES)
    if unknown:
        print(f"There is no benchmark {', '.join(sorted(unknown))}. There are: {', '.join(NAMES)}.")
        return 1
    results = {name: _measured(name) for name in given.names or NAMES}
    print("\n" + table([line for result in results.values() for line in result.lines]))
    for note in (note for result in results.values() for note in result.notes):
        print(note)
    if given.json:
        given.json.write_text(json.dumps(_plain(results)), "utf-8")
    return 0 if all(result.sound for result in results.values()) else 1


def _plain(results: dict[str, Result]) -> dict[str, object]:
    """Give all that was found as plain values, with whose package was measured."""
    lines = [line.plain() for result in results.values() for line in result.lines]
    sound = all(result.sound for result in results.values())
    measured = all(result.measured for result in results.values())
    notes = [note for result in results.values() for note in result.notes]
    package = import_module("toolkit").__file__
    return {"lines": lines, "sound": sound, "measured": measured, "notes": notes, "package": package}


def _measured(name: str) -> Result:
    print(f"Measuring {name} …", file=sys.stderr, flush=True)
    here = Path.cwd()
    try:
        return import_module(f"benchmarks.{name}").measure()  # type: ignore[no-any-return]
    except (Exception, SystemExit) as problem:
        said = f"{name} could not be measured: {type(problem).__name__}: {problem}"
        return Result((), (said,), sound=False, measured=False)
    finally:
        os.chdir(here)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

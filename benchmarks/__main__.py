"""Measure what we promise: `python -m benchmarks [core feed archive keypress explorer ...]`.

Prints a table and never asserts a time: the exit status is 1 only if something could not be measured,
or if two graders that must agree did not.
"""

import sys
from collections.abc import Sequence
from importlib import import_module

from benchmarks.measuring import Result, table

NAMES = (
    "core",
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


def main(names: Sequence[str]) -> int:
    """Run the named benchmarks, or all; return the exit status."""
    unknown = set(names) - set(NAMES)
    if unknown:
        print(f"There is no benchmark {', '.join(sorted(unknown))}. There are: {', '.join(NAMES)}.")
        return 1
    results = [_measured(name) for name in names or NAMES]
    print("\n" + table([line for result in results for line in result.lines]))
    for note in (note for result in results for note in result.notes):
        print(note)
    return 0 if all(result.sound for result in results) else 1


def _measured(name: str) -> Result:
    print(f"Measuring {name} …", file=sys.stderr, flush=True)
    try:
        return import_module(f"benchmarks.{name}").measure()  # type: ignore[no-any-return]
    except (Exception, SystemExit) as problem:
        said = f"{name} could not be measured: {type(problem).__name__}: {problem}"
        return Result((), (said,), sound=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""What every benchmark is made of: times taken in turn, and the line of the table they end in."""

import gc
import math
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from statistics import median, quantiles
from typing import Any

Times = Sequence[float]
"""Durations in seconds."""
Work = Callable[[], float]
"""Does something and gives the time it took, in seconds."""
QUICK = bool(os.environ.get("BENCH_QUICK"))
"""Whether to measure less of everything, and the time of processors where only one of ours is at work.

That is enough to tell a wrong change, also on a busy machine, and too little to publish.
"""
ONLY = os.environ.get("BENCH_ONLY", "*").split("|")
"""Patterns of the names of lines: other lines need not be measured."""


@dataclass(frozen=True)
class Promise:
    """What was promised of a line, and the number that was found: it stays below one limit or above another."""

    words: str
    found: float
    below: float = math.inf
    least: float = -math.inf

    @property
    def met(self) -> bool:
        """Tell whether it was kept; what is no number keeps nothing."""
        return self.least <= self.found < self.below


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the table: our times, those of the compared thing, and what was promised."""

    name: str
    ours: Times = ()
    beside: Times = ()
    beside_name: str = ""
    ratio: float | None = None
    promise: Promise | None = None

    def cells(self) -> tuple[str, ...]:
        """Give the line as texts, in the order of the table's columns."""
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        target, met = ("for information", "")
        if self.promise:
            target, met = self.promise.words, "yes" if self.promise.met else "NO"
        times = (*_shown(self.ours), self.beside_name, *_shown(self.beside))
        return (self.name, *times, ratio, target, met)

    def plain(self) -> dict[str, Any]:
        """Give the line as plain values, for whoever compares it with that of another run."""
        if self.promise is None:
            return {"name": self.name, "target": ""}
        more = self.promise.least > -math.inf
        said = {"target": self.promise.words, "found": self.promise.found, "met": self.promise.met}
        beside = self.promise.found if self.ratio is None else self.ratio  # what the load of the machine changes least
        return {"name": self.name, **said, "beside": beside, "more is better": more}


HEAD = ("what", "median", "95 %", "beside it", "median", "95 %", "ratio", "target", "met")


@dataclass(frozen=True)
class Result:
    """The lines of one benchmark, sentences about them, and whether what must be equal was equal.

    What broke down before its end was not measured, and is not sound either.
    """

    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()
    sound: bool = True
    measured: bool = True


def either(whole: int, quick: int) -> int:
    """Choose how much of something is measured."""
    return quick if QUICK else whole


def asked(name: str) -> bool:
    """Tell whether somebody wants to see the line of this name."""
    return any(fnmatchcase(name, pattern) for pattern in ONLY)


def p95(times: Times) -> float:
    """Give the 95th percentile; of few times, the largest."""
    return quantiles(times, n=20, method="inclusive")[-1] if len(times) >= 20 else max(times)


def ratio(ours: Times, beside: Times) -> float:
    """Say how many times as long ours took: the middle of the ratios of what was timed in turn.

    Each pair was timed under the same load; the medians of each side alone may come from different minutes.
    """
    return median(mine / other for mine, other in zip(ours, beside, strict=True))


def compared(name: str, ours: Times, beside: Times, beside_name: str, most: float | None = None) -> Line:
    """Make a line of what was timed in turn; with `most`, the promise is to stay below so many times as long."""
    found = ratio(ours, beside)
    promise = None if most is None else Promise(f"ratio < {most}", found, below=most)
    return Line(name=name, ours=ours, beside=beside, beside_name=beside_name, ratio=found, promise=promise)


def timed(work: Callable[[], object]) -> float:
    """Measure how long one piece of work takes, in seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def worked(work: Callable[[], object]) -> float:
    """Measure how long a processor works at something, in seconds: other processes do not count, nor does waiting."""
    start = time.process_time()
    work()
    return time.process_time() - start


spent = worked if QUICK else timed
"""Measure how long one piece of work takes in this process."""


def calm(work: Callable[[], object]) -> float:
    """Measure something without garbage collection, which takes most of the time of reading many small things."""
    gc.collect()
    gc.disable()
    try:
        return spent(work)
    finally:
        gc.enable()


def in_turn(rounds: int, ours: Work, beside: Work) -> tuple[list[float], list[float]]:
    """Ask for a time of ours, one of the other, ours, the other ...: what slows the machine slows both."""
    pairs = [(ours(), beside()) for _ in range(rounds)]
    return [mine for mine, _ in pairs], [other for _, other in pairs]


def table(lines: Sequence[Line]) -> str:
    """Set lines under the head, in columns."""
    rows = [HEAD, *(line.cells() for line in lines)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    padded = ([cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in rows)
    return "\n".join("  ".join(cells).rstrip() for cells in padded)


def _shown(times: Times) -> tuple[str, str]:
    return (_time(median(times)), _time(p95(times)) if len(times) > 1 else "") if times else ("", "")


def _time(seconds: float) -> str:
    for size, unit in ((1, "s"), (1e-3, "ms")):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds / 1e-6:.3g} µs"

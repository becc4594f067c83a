"""What every benchmark is made of: times taken in turn, and the line of the table they end in."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

Times = Sequence[float]
"""Durations in seconds."""
Work = Callable[[], float]
"""Does something and gives the time it took, in seconds."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the table: our times, those of the compared thing, and what was promised."""

    name: str
    ours: Times
    beside: Times = ()
    beside_name: str = ""
    ratio: float | None = None
    target: str = "for information"
    met: bool | None = None

    def cells(self) -> tuple[str, ...]:
        """Give the line as texts, in the order of the table's columns."""
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        met = {None: "", True: "yes", False: "NO"}[self.met]
        times = (*_shown(self.ours), self.beside_name, *_shown(self.beside))
        return (self.name, *times, ratio, self.target, met)


HEAD = ("what", "median", "95 %", "beside it", "median", "95 %", "ratio", "target", "met")


@dataclass(frozen=True)
class Result:
    """The lines of one benchmark, sentences about them, and whether what must be equal was equal."""

    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()
    sound: bool = True


def p95(times: Times) -> float:
    """Give the 95th percentile; of few times, the largest."""
    return quantiles(times, n=20, method="inclusive")[-1] if len(times) >= 20 else max(times)


def ratio(ours: Times, beside: Times) -> float:
    """Divide our median by that of the compared thing."""
    return median(ours) / median(beside)


def timed(work: Callable[[], object]) -> float:
    """Measure how long one piece of work takes, in seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


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

"""What `import toolkit` costs in a fresh process, beside `import ipywidgets`."""

import sys
from pathlib import Path

from benchmarks.measuring import QUICK, Line, Result, compared, either, in_turn
from benchmarks.starting import used

ROOT = Path(__file__).parents[1]
ROUNDS = either(15, 3)


def measure() -> Result:
    """Start processes in turn; the whole of the process is timed, since that is what a person waits for."""
    promised = _line("import toolkit", "import ipywidgets", most=1.2)
    return Result((promised, _line("from toolkit import session", "import ipywidgets")))


def _line(ours: str, beside: str, most: float | None = None) -> Line:
    in_turn(1, lambda: _started(ours), lambda: _started(beside))  # the first run writes and reads byte code
    mine, theirs = in_turn(ROUNDS, lambda: _started(ours), lambda: _started(beside))
    return compared(ours, mine, theirs, beside, most)


def _started(statement: str) -> float:
    taken = used([sys.executable, "-c", statement], ROOT)
    return taken.worked if QUICK else taken.seconds

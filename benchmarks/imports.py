"""What `import toolkit` costs in a fresh process, beside `import ipywidgets`."""

import subprocess
import sys
from pathlib import Path

from benchmarks.measuring import Line, Result, in_turn, ratio, timed

ROOT = Path(__file__).parents[1]
ROUNDS = 15


def measure() -> Result:
    """Start processes in turn; the whole of the process is timed, since that is what a person waits for."""
    promised = _line("import toolkit", "import ipywidgets", target="<= 1.2 x ipywidgets", most=1.2)
    return Result((promised, _line("from toolkit import session", "import ipywidgets")))


def _line(ours: str, beside: str, target: str = "for information", most: float | None = None) -> Line:
    in_turn(1, lambda: _started(ours), lambda: _started(beside))  # the first run writes and reads byte code
    mine, theirs = in_turn(ROUNDS, lambda: _started(ours), lambda: _started(beside))
    found = ratio(mine, theirs)
    met = None if most is None else found <= most
    return Line(name=ours, ours=mine, beside=theirs, beside_name=beside, ratio=found, target=target, met=met)


def _started(statement: str) -> float:
    command = [sys.executable, "-c", statement]
    return timed(lambda: subprocess.run(command, cwd=ROOT, check=True))

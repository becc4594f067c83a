"""Start a command from a small process, and say how long it took, and how much memory it had at most.

The high-water mark of a new process begins with that of the process that started it: Linux carries it over, whether
the child was forked, vforked or spawned, and also when the memory was given back long ago. So whoever holds a million
posts must not start what is measured. This module, run as a script, is the small process between the two.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Used:
    """What a command took, with the processes it waited for: seconds, those in which a processor worked, and bytes.

    The bytes are the most that one of these processes had at once.
    """

    seconds: float
    worked: float
    memory: int


def used(words: Sequence[str | Path], folder: Path, env: Mapping[str, str] | None = None) -> Used:
    """Run a command, whose words nobody reads; RuntimeError, with the end of what it complained of, if it fails."""
    line = [sys.executable, "-S", "-E", __file__, *map(str, words)]
    done = subprocess.run(line, cwd=folder, env=env, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(map(str, words))} ended with {done.returncode}: {done.stderr[-1500:]}")
    return Used(**json.loads(done.stdout))


def _watched(words: Sequence[str]) -> int:
    begun = time.perf_counter()
    process = os.posix_spawn(words[0], words, os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, 1, 0)])
    _, status, taken = os.wait4(process, 0)
    seconds = time.perf_counter() - begun
    worked, memory = taken.ru_utime + taken.ru_stime, taken.ru_maxrss * 1024
    sys.stdout.write(json.dumps({"seconds": seconds, "worked": worked, "memory": memory}))
    return os.waitstatus_to_exitcode(status) & 255


if __name__ == "__main__":
    sys.exit(_watched(sys.argv[1:]))

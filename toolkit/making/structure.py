"""Measure the house: which folder stands on which, whether an arrow runs up, how many places a session lives in.

`python -P -m toolkit.making.structure` prints the table. The one list of folders is `ORDER`: every file is guarded
because of where it lies, and what is imported late, for types only, or named in a string counts like any import.
"""

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

HOME = Path(__file__).parents[1]
ROOT = HOME.parent
ORDER: tuple[tuple[str, ...], ...] = (
    ("privacy", "answers"),
    ("posts",),
    ("review",),
    ("faces",),
    ("world",),
    ("own_posts",),
    ("exercises",),
    ("labs",),
    ("course",),
    ("sessions",),
    ("notebook",),
    ("__init__", "faults", "serving"),
    ("start",),
    ("facilitator", "making"),
    ("cli",),
    ("__main__",),
)
"""What stands in the package, from the ground up. A place imports what lies below it, never what stands beside it."""
WINGS = ("facilitator", "making")
"""What trainees do not get."""
_NAMED = re.compile(r"toolkit(?:\.\w+)+")
Arrow = tuple[str, str]


@cache
def modules() -> Mapping[str, Path]:
    """List the modules of the package, by name."""
    named = {path: ".".join(path.relative_to(ROOT).with_suffix("").parts) for path in sorted(HOME.rglob("*.py"))}
    return {name.removesuffix(".__init__"): path for path, name in named.items()}


@cache
def tree(path: Path) -> ast.Module:
    """Read a file of code."""
    return ast.parse(path.read_text("utf-8"))


@cache
def imported(path: Path) -> frozenset[str]:
    """Name everything that a file imports anywhere, also inside functions; what is for types only counts too."""
    return frozenset(_imported(path))


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "Imports are absolute."
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@cache
def arrows() -> frozenset[Arrow]:
    """List which module of ours stands on which: by an import, or by a name in a string."""
    found = ((name, one) for name, path in modules().items() for one in _ours(path))
    return frozenset((one, other) for one, other in found if one != other)


def _ours(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield from _module(f"{node.module}.{alias.name}")
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield from _module(alias.name)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and _NAMED.fullmatch(node.value):
            yield from _module(node.value)


def _module(name: str) -> Iterator[str]:
    """Find the module that a name means: itself, or the one in which it is defined."""
    while name and name not in modules():
        name = name.rpartition(".")[0]
    if name:
        yield name


def place(module: str) -> str:
    """Tell in which entry of the package a module stands."""
    return [*module.split("."), "__init__"][1]


@cache
def level(entry: str) -> int:
    """Tell how high an entry stands. Raises LookupError for one that has no place in the house."""
    for height, beside in enumerate(ORDER):
        if entry in beside:
            return height
    raise LookupError(f"toolkit/{entry} has no place in the order of the house.")


def entries() -> list[str]:
    """List what stands in the package."""
    return sorted({path.name for path in HOME.iterdir() if path.name != "__pycache__"})


def upward() -> list[Arrow]:
    """List the arrows that run up, or to what stands beside."""
    across = [(one, other) for one, other in sorted(arrows()) if place(one) != place(other)]
    return [(one, other) for one, other in across if level(place(one)) <= level(place(other))]


def circles() -> list[list[str]]:
    """List files that import each other in a ring."""
    return [ring for ring in _rings(_graph(arrows())) if len(ring) > 1]


def floors() -> int:
    """Count the floors: an entry of the package stands above all that it imports."""
    graph = _graph((place(one), place(other)) for one, other in arrows())
    height: dict[str, int] = {}
    for ring in _rings(graph):  # what is stood on comes first
        below = [height[other] for one in ring for other in graph[one] if other not in ring]
        height |= dict.fromkeys(ring, 1 + max(below, default=0))
    return max(height.values())


def _graph(pairs: Iterator[Arrow] | frozenset[Arrow]) -> dict[str, set[str]]:
    graph: dict[str, set[str]] = {}
    for one, other in pairs:
        graph.setdefault(other, set())
        if one != other:
            graph.setdefault(one, set()).add(other)
    return graph


def _rings(graph: Mapping[str, set[str]]) -> list[list[str]]:
    """Part a graph into rings, a single one for what is in none, what is stood on first (Kosaraju)."""
    order, seen = list[str](), set[str]()
    for start in sorted(graph):
        order += _reached(graph, start, seen)
    back = _graph(frozenset((other, one) for one, others in graph.items() for other in others))
    seen, found = set(), []
    for start in reversed(order):
        if ring := _reached(back, start, seen):
            found.append(ring)
    return found[::-1]


def _reached(graph: Mapping[str, set[str]], start: str, seen: set[str]) -> list[str]:
    """List what is reached from a start and was not seen yet, each after all that it leads to."""
    if start in seen:
        return []
    seen.add(start)
    waiting, done = [(start, iter(sorted(graph.get(start, ()))))], []
    while waiting:
        one, others = waiting[-1]
        other = next((name for name in others if name not in seen), None)
        if other is None:
            done.append(one)
            waiting.pop()
        else:
            seen.add(other)
            waiting.append((other, iter(sorted(graph.get(other, ())))))
    return done


def between_rooms() -> list[Arrow]:
    """List imports from one session's room into another's, or of the hall into which they open."""
    inside = [(one, other) for one, other in sorted(arrows()) if place(one) == place(other) == "sessions"]
    return [(one, other) for one, other in inside if _room(one) not in ("room", _room(other))]


def _room(module: str) -> str:
    return module.split(".")[2] if module.count(".") > 1 else ""


def homes(session: str) -> list[str]:
    """List the folders with files of a session; what is made of these, notebooks and model answers, is left out."""
    named = {session, session.replace("-", "_")}
    found = set[str]()
    for pattern in ("toolkit/**/*", "solutions/*.toml", "tests/**/*"):
        for path in sorted(ROOT.glob(pattern)):
            if not {*path.parts} & {"__pycache__", ".ipynb_checkpoints"} and path.is_file():
                parts = path.relative_to(ROOT).parts
                names = [part.split(".")[0].removeprefix("test_") for part in parts]
                at = next((place for place, name in enumerate(names) if _is_of(name, named)), None)
                if at is not None:
                    found.add("/".join(parts[: at + (at < len(parts) - 1)]) or ".")
    return sorted(found)


def _is_of(name: str, named: set[str]) -> bool:
    return any(name == one or name.startswith((f"{one}_", f"{one}-")) for one in named)


def table() -> list[tuple[str, int, int]]:
    """Give each measure: what it counts, how much it is, and how much it may be."""
    sessions = sorted(path.name for path in (ROOT / "solutions").iterdir() if path.is_dir())
    return [
        ("entries of the package", len(entries()), 22),
        ("floors", floors(), 12),
        ("arrows that run up", len(upward()), 0),
        ("circles", len(circles()), 0),
        ("imports from room to room", len(between_rooms()), 0),
        ("folders one session lives in, at most", max(len(homes(one)) for one in sessions), 3),
    ]


def main() -> int:
    """Print the measures; returns 0 when each is kept."""
    for words, count, most in table():
        print(f"{words:40} {count:4}   at most {most}")
    return int(any(count > most for _, count, most in table()))


if __name__ == "__main__":
    sys.exit(main())

"""Do the arrows between the parts go one way, and does each part stay small and light?"""

import ast
import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
HOME = ROOT / "toolkit"
MODULES = sorted(HOME.rglob("*.py"))
NAMES = {path: ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in MODULES}
# Commands, and what only facilitators, translators and contributors run.
OUTER = (
    "toolkit.facilitator",
    "toolkit.making",
    "toolkit.cli",
    "toolkit.start",
    "toolkit.prompt",
    "toolkit.serving",
    "toolkit.__main__",
)
TRAINEE = [path for path in MODULES if not NAMES[path].startswith(OUTER)]
CORE = [
    "posts",
    "rules",
    "words",
    "drafts",
    "findings",
    "checks",
    "review",
    "scenarios",
    "answers",
    "scoring",
    "questions",
    "moments",
    "queries",
    "choices",
    "profiles",
    "exposure",
    "safety_first",
    "gatherings",
    "role_cases",
    "roles",
    "presence",
    "computable",
    "they_use_it_too",
    "course",
    "along",
    "glossary",
    "sources",
    "gates",
    "progress",
    "blank",
    "belongings",
    "wiping",
    "ageing",
    "platforms_and_counters",
    "privacy",
]
# What works on frames of posts: pandas and numpy, no widget, no picture.
FRAMES = ["frames", "feed", "choosing", "judges", "room", "exercises", "exports"]
FACES = [
    "faces",
    "answered",
    "people_faces",
    "i18n",
    "sessions",
    "journeys",
    "forms",
    "sheets",
    "handing_in",
    "charts",
    "labs",
]
HEAVY = {
    "ipywidgets",
    "IPython",
    "plotly",
    "pandas",
    "numpy",
    "nbgrader",
    "nbconvert",
    "nbformat",
    "voila",
    "jupyterlab",
}
# What a browser without a server does not have, and what could carry somebody's words away.
AWAY = {
    *("threading", "_thread", "subprocess", "socket", "socketserver", "multiprocessing", "concurrent", "signal", "pty"),
    *("http", "ftplib", "smtplib", "ssl", "ctypes", "webbrowser", "requests", "httpx", "aiohttp", "urllib3", "tornado"),
}
LENT = {"ipywidgets", "IPython", "wcwidth", "pandas", "numpy", "plotly"}
WRITING = {
    "write_text",
    "write_bytes",
    "mkdir",
    "mkstemp",
    "unlink",
    "rmtree",
    "copyfile",
    "rename",
    "touch",
    "symlink_to",
}

LOADED = """
import importlib, json, sys
before, seen = set(sys.modules), {}
for name in json.loads(sys.argv[1]):
    importlib.import_module(name)
    seen[name] = sorted(set(sys.modules) - before)
    before |= set(sys.modules)
print(json.dumps(seen))
"""


def loaded_by(*names: str) -> dict[str, list[str]]:
    """Import modules one after the other in a fresh Python; give what each of them loaded first."""
    run = subprocess.run(
        [sys.executable, "-c", LOADED, json.dumps(names)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    seen: dict[str, list[str]] = json.loads(run.stdout)
    return seen


def among(modules: Iterable[Path], look: Callable[[Path], Any]) -> dict[str, Any]:
    """Look at modules, all in one go; give what was found in each that something was found in."""
    return {NAMES[path]: found for path in modules if (found := look(path))}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def imported(path: Path) -> frozenset[str]:
    """Name every module that a file imports anywhere, also inside functions; what is for types only counts too."""
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
def called(path: Path) -> tuple[set[str], set[str]]:
    """Name the methods, and the plain functions, that a file calls."""
    calls = [node.func for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    methods = {call.attr for call in calls if isinstance(call, ast.Attribute)}
    return methods, {call.id for call in calls if isinstance(call, ast.Name)}


def of(part: str) -> list[Path]:
    return [path for path in MODULES if NAMES[path] == f"toolkit.{part}" or NAMES[path].startswith(f"toolkit.{part}.")]


@pytest.mark.parametrize("part", [*CORE, *FRAMES, *FACES])
def test_every_named_part_is_there(part: str) -> None:
    assert of(part)


def test_core_loads_no_widget_no_chart_and_no_grader() -> None:
    seen = loaded_by(*(NAMES[path] for part in CORE for path in of(part)))
    heavy = {name: [one for one in new if one.split(".")[0] in HEAVY] for name, new in seen.items()}
    assert {name: new for name, new in heavy.items() if new} == {}


def test_frames_load_no_widget_no_picture_and_no_grader() -> None:
    seen = loaded_by(*(NAMES[path] for part in FRAMES for path in of(part)))
    heavy = {
        name: [one for one in new if one.split(".")[0] in HEAVY - {"pandas", "numpy"}] for name, new in seen.items()
    }
    assert {name: new for name, new in heavy.items() if new} == {}


@pytest.mark.parametrize("part", FRAMES)
def test_frames_import_only_frames_and_core(part: str) -> None:
    """What is loaded late, inside a function, is a door to the shell: only the one that opens it may have one."""
    doors = {"exercises": {"forms", "handing_in", "answered", "faces"}}.get(part, set())
    for path in of(part):
        ours = {name.split(".")[1] for name in imported(path) if name.startswith("toolkit.")} - doors
        inner = {name for name in ours if name.startswith("_")}
        assert ours - inner <= {*CORE, *FRAMES}, path


def test_faces_load_no_widget() -> None:
    """The grader shows them a thousand times, without any page."""
    seen = loaded_by("toolkit.faces", "toolkit.labs.faces", "toolkit.sessions")
    loaded = {one.split(".")[0] for name in ("toolkit.faces", "toolkit.sessions") for one in seen[name]}
    assert not loaded & HEAVY


def test_forms_load_no_grader_and_no_charts() -> None:
    seen = loaded_by("toolkit.forms", "toolkit.handing_in", "toolkit.labs")
    loaded = {one.split(".")[0] for new in seen.values() for one in new}
    assert not loaded & {"plotly", "pandas", "nbgrader", "nbconvert", "jupyterlab", "voila"}


def test_import_toolkit_loads_next_to_nothing() -> None:
    (new,) = loaded_by("toolkit").values()
    assert [name for name in new if name.startswith("toolkit")] == ["toolkit"]
    assert not {name.split(".")[0] for name in new} & HEAVY


def test_what_a_notebook_imports_is_found_and_nothing_else() -> None:
    import toolkit

    assert all(callable(getattr(toolkit, name)) for name in toolkit.__all__)
    with pytest.raises(AttributeError, match="toolkit has no 'nonsense'"):
        _ = toolkit.nonsense


@pytest.mark.parametrize("part", CORE)
def test_core_imports_only_core(part: str) -> None:
    for path in of(part):
        ours = {name.split(".")[1] for name in imported(path) if name.startswith("toolkit.")}
        inner = {name for name in ours if name.startswith("_")}
        assert ours - inner <= {*CORE}, path


def test_trainees_side_never_looks_at_the_graders() -> None:
    assert among(TRAINEE, lambda path: [name for name in imported(path) if name.startswith(OUTER)]) == {}


def test_trainees_side_starts_nothing_and_calls_nobody() -> None:
    starting = {"system", "popen", "fork", "execv", "execvp", "spawnv", "create_subprocess_exec", "to_thread"}
    assert among(TRAINEE, lambda path: {name.split(".")[0] for name in imported(path)} & AWAY) == {}
    assert among(TRAINEE, lambda path: imported(path) & {"urllib.request"}) == {}
    assert among(TRAINEE, lambda path: called(path)[0] & starting) == {}


def test_trainees_side_needs_only_portable_packages() -> None:
    near = {*sys.stdlib_module_names, "toolkit", *LENT}
    assert among(TRAINEE, lambda path: {name.split(".")[0] for name in imported(path)} - near) == {}


def test_only_answers_and_sessions_write() -> None:
    writers = ("toolkit.answers.store", "toolkit.sessions", "toolkit.progress", "toolkit.wiping", "toolkit.privacy")
    others = [path for path in TRAINEE if NAMES[path] not in writers]
    assert among(others, lambda path: called(path)[0] & WRITING) == {}
    assert among(others, lambda path: called(path)[1] & {"open"}) == {}


def test_no_code_is_made_of_text_and_nothing_is_printed() -> None:
    assert among(TRAINEE, lambda path: called(path)[1] & {"exec", "eval", "compile", "__import__", "print"}) == {}


def test_no_module_is_longer_than_250_lines() -> None:
    assert among(MODULES, lambda path: len(path.read_text("utf-8").splitlines()) > 250) == {}


def long_functions(path: Path) -> dict[str, int]:
    functions = [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    lines = {node.name: node.end_lineno - node.lineno + 1 for node in functions if node.end_lineno}
    return {name: count for name, count in lines.items() if count > 40}


def test_no_function_is_longer_than_40_lines() -> None:
    assert among(MODULES, long_functions) == {}


def test_every_module_says_what_it_is_for() -> None:
    said = {path: (ast.get_docstring(tree(path)) or "nothing").splitlines()[0] for path in MODULES}
    assert among(MODULES, lambda path: not said[path].endswith((".", "?"))) == {}


def test_scans_see_what_they_are_meant_to_see(tmp_path: Path) -> None:
    """Counter-test: the walk finds imports inside functions, and those written in one line."""
    odd = tmp_path / "odd.py"
    odd.write_text("def f():\n    import socket, urllib.request\n    from concurrent import futures\n", "utf-8")
    assert imported(odd) == {"socket", "urllib.request", "concurrent", "concurrent.futures"}
    assert not among([*TRAINEE], lambda path: imported(path) & {"toolkit.cli"})
    assert among([HOME / "__main__.py"], lambda path: imported(path) & {"toolkit.cli"})
    assert {NAMES[path] for path in MODULES} - {NAMES[path] for path in TRAINEE} >= {"toolkit.cli", "toolkit.start"}
    assert "ipywidgets" in loaded_by("toolkit.forms")["toolkit.forms"]

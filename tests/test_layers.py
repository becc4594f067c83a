"""Do the arrows between the parts go one way, and does each part stay small and light?"""

import ast
import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from toolkit.making import structure
from toolkit.making.structure import HOME, WINGS, imported, modules, place, tree

ROOT = Path(__file__).parents[1]
MODULES = [*modules().values()]
NAMES = {path: name for name, path in modules().items()}
SERVERS = ("serving", "start", "cli", "__main__")
"""What runs on a computer with a server: it stands in the trainee's ZIP, and no notebook needs it."""
TRAINEE = [path for path in MODULES if place(NAMES[path]) not in (*WINGS, *SERVERS)]
PURE = ("answers", "posts", "review", "privacy")
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
LIGHT = {
    # Frames of posts, and faces that a grader shows a thousand times: without widgets; charts are loaded when drawn.
    **dict.fromkeys(("world", "own_posts"), HEAVY - {"pandas", "numpy"}),
    **dict.fromkeys(PURE, HEAVY),
    "faces": HEAVY - {"plotly", "pandas", "numpy"},
}
# What a browser without a server does not have, and what could carry somebody's words away.
AWAY = {
    *("threading", "_thread", "subprocess", "socket", "socketserver", "multiprocessing", "concurrent", "signal", "pty"),
    *("http", "ftplib", "smtplib", "ssl", "ctypes", "webbrowser", "requests", "httpx", "aiohttp", "urllib3", "tornado"),
}
LENT = {"ipywidgets", "traitlets", "IPython", "wcwidth", "pandas", "numpy", "plotly"}
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
def called(path: Path) -> tuple[set[str], set[str]]:
    """Name the methods, and the plain functions, that a file calls."""
    calls = [node.func for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    methods = {call.attr for call in calls if isinstance(call, ast.Attribute)}
    return methods, {call.id for call in calls if isinstance(call, ast.Name)}


# ---- the house


@pytest.mark.parametrize(("words", "count", "most"), structure.table(), ids=lambda one: str(one))
def test_the_house_keeps_its_measures(words: str, count: int, most: int) -> None:
    assert count <= most, (words, structure.upward(), structure.circles(), structure.between_rooms())


def test_every_entry_has_its_place_and_every_place_its_entry() -> None:
    named = {Path(name).stem for name in structure.entries()}
    assert named == {entry for beside in structure.ORDER for entry in beside}


def test_nobody_below_a_wing_names_it() -> None:
    wing = [(one, other) for one, other in structure.arrows() if place(other) in WINGS and place(one) not in WINGS]
    assert {place(one) for one, _ in wing} == {"cli"}


def test_counter_test_the_measures_see_what_they_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A late import, one for types, a name in a string: each is an arrow, and a ring of them a circle."""
    home = tmp_path / "toolkit"
    for name, text in {
        "__init__": '"""."""\nHOME = {"exercise": "toolkit.notebook.cell"}\n',
        "posts/__init__": '"""."""\ndef f():\n    from toolkit.labs import desk\n',
        "labs/__init__": '"""."""\n',
        "labs/desk": "if TYPE_CHECKING:\n    from toolkit.posts import f\n",
        "notebook/__init__": "",
        "notebook/cell": "from toolkit import labs\n",
        "sessions/__init__": "",
        "sessions/room": 'NAME = "toolkit.sessions.a.labs"\n',
        "sessions/a/__init__": "",
        "sessions/a/labs": "import toolkit.sessions.b\n",
        "sessions/b/__init__": "def f():\n    import toolkit.sessions.room\n",
    }.items():
        path = home / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    monkeypatch.setattr(structure, "HOME", home)
    monkeypatch.setattr(structure, "ROOT", tmp_path)
    monkeypatch.setattr(structure, "modules", structure.modules.__wrapped__)
    monkeypatch.setattr(structure, "arrows", structure.arrows.__wrapped__)
    assert structure.upward() == [("toolkit.posts", "toolkit.labs.desk")]
    rooms = ["toolkit.sessions.room", "toolkit.sessions.a.labs", "toolkit.sessions.b"]
    assert [sorted(ring) for ring in structure.circles()] == [
        sorted(ring) for ring in (["toolkit.labs.desk", "toolkit.posts"], rooms)
    ] or [sorted(ring) for ring in structure.circles()] == [
        sorted(ring) for ring in (rooms, ["toolkit.labs.desk", "toolkit.posts"])
    ]
    assert structure.between_rooms() == [
        ("toolkit.sessions.a.labs", "toolkit.sessions.b"),
        ("toolkit.sessions.b", "toolkit.sessions.room"),
    ]
    assert structure.floors() == 3  # posts and labs in a ring, the notebook, the face of the package


@pytest.mark.parametrize("entry", LIGHT)
def test_what_is_light_loads_nothing_heavy(entry: str) -> None:
    seen = loaded_by(*(NAMES[path] for path in MODULES if place(NAMES[path]) == entry and path.stem != "charts"))
    heavy = {name: [one for one in new if one.split(".")[0] in LIGHT[entry]] for name, new in seen.items()}
    assert {name: new for name, new in heavy.items() if new} == {}


def test_models_and_judges_of_a_room_load_no_widget_and_no_picture() -> None:
    rooms = [path for path in MODULES if place(NAMES[path]) == "sessions"]
    pure = [path for path in rooms if path.stem not in ("labs", "faces") and path.parent.name != "labs"]
    seen = loaded_by(*(NAMES[path] for path in pure))
    heavy = {one.split(".")[0] for new in seen.values() for one in new} & (HEAVY - {"pandas", "numpy"})
    assert not heavy


def test_forms_load_no_grader_and_no_charts() -> None:
    seen = loaded_by("toolkit.exercises.forms", "toolkit.notebook.handing_in", "toolkit.sessions.room")
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


def test_trainees_side_starts_nothing_and_calls_nobody() -> None:
    starting = {"system", "popen", "fork", "execv", "execvp", "spawnv", "create_subprocess_exec", "to_thread"}
    assert among(TRAINEE, lambda path: {name.split(".")[0] for name in imported(path)} & AWAY) == {}
    assert among(TRAINEE, lambda path: imported(path) & {"urllib.request"}) == {}
    assert among(TRAINEE, lambda path: called(path)[0] & starting) == {}


def test_trainees_side_needs_only_portable_packages() -> None:
    near = {*sys.stdlib_module_names, "toolkit", *LENT}
    assert among(TRAINEE, lambda path: {name.split(".")[0] for name in imported(path)} - near) == {}


def test_only_answers_and_sessions_write() -> None:
    writers = (
        "toolkit.answers.store",
        "toolkit.notebook.session",
        "toolkit.course.progress",
        "toolkit.course.wiping",
        "toolkit.privacy",
    )
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
    assert "ipywidgets" in loaded_by("toolkit.exercises.forms")["toolkit.exercises.forms"]

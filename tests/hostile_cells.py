"""Notebooks that mean harm: cells that would do something if anybody ran them, forged points, odd formats."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from hostile import ANSWERS, Files, Given, code, markdown, packed

from toolkit.answers import MIME, copy_text

Notebook = dict[str, Any]
# Each stands after the trap, so that whoever runs it is found out before it can do what it says. {port} is somebody
# whom nobody may call.
DEEDS = {
    "read": "print(open('/etc/passwd').read(), open('../../../gradebook.db', 'rb').read())",
    "environment": "import os; print(dict(os.environ))",
    "socket": "import socket; socket.create_connection(('127.0.0.1', {port}), 1)",
    "address": "from urllib.request import urlopen; urlopen('http://127.0.0.1:{port}/')",
    "fork": "import os\nwhile True: os.fork()",
    "process": "import subprocess; subprocess.run(['touch', 'ran-process'])",
    "exit": "import os; os._exit(0)",
    "leave": "import sys; sys.exit(0)",
    "kill": "import os, signal; os.kill(os.getppid(), signal.SIGKILL)",
    "loop": "while True: pass",
    "sleep": "import time; time.sleep(10**9)",
    "memory": "x = 'x' * 10**12",
    "recursion": "def f(): return f()\nf()",
    "crash": "import ctypes; ctypes.string_at(0)",
    "thread": "import threading; threading.Thread(target=lambda: open('ran-thread', 'w')).start()",
    "later": "import atexit; atexit.register(lambda: open('ran-later', 'w'))",
    "gradebook": "import sqlite3; sqlite3.connect('../../../gradebook.db').execute('update grade set manual_score = 99')",
    "equal": "class Same(float):\n    def __eq__(self, other): return True\n    __hash__ = float.__hash__\nPoints = Same",
    "marker": "import toolkit.exercises.scoring as s; s.Points.of = lambda *_: 99.0",
    "exercise": "import toolkit.notebook.exercise as e; e.exercise = lambda *_: type('X', (), {{'points': lambda *_: 99.0}})()",
    "transformer": "get_ipython().input_transformers_cleanup.append(lambda lines: ['99.0'])",
    "magic": "%load_ext evil\n%run evil.py\n%%writefile ../../../nbgrader_config.py",
    "shell": "!touch ran-shell\n%%bash\ntouch ran-bash",
    "display": "from IPython.display import Javascript; Javascript('ran(1)')",
    "input": "input('Your password: ')",
    "syntax": "def (:\x00",
    "pickle": "import pickle; pickle.loads(b\"cos\\nsystem\\n(S'touch ran-pickle'\\ntR.\")",
    "config": "c = get_config(); c.Exporter.preprocessors = ['evil.Evil']",
    "frames": "import sys; sys._getframe(5).f_globals.update(points=99)",
    "hook": "import sys; sys.meta_path.insert(0, None); sys.modules['toolkit'] = None",
}


def with_copies(given: Given, **changed: Any) -> Notebook:
    """A notebook of any exercise whose outputs hold the copies that our forms leave there, some of them changed."""
    notebook = given.notebook
    for form, answer in given.replying(**changed)["answers"].items():
        data = {MIME: copy_text(given.model["assignment"], form, answer), "text/plain": "Form"}
        cell = next(cell for cell in notebook["cells"] if f'.ask("{form}")' in "".join(cell["source"]))
        cell["outputs"] = [{"output_type": "display_data", "metadata": {}, "data": data}]
    return notebook


def both(given: Given, notebook: Any, answers: Any = None) -> Files:
    """The two files of any exercise."""
    return {
        f"{given.model['assignment']}.ipynb": packed(notebook),
        ANSWERS: packed(given.answers if answers is None else answers),
    }


def doing(given: Given, deed: str, where: str) -> Files:
    """A notebook with a deed in cells of its own, or in the place of every cell of ours."""
    source = f"{given.trap}\n{DEEDS[deed].format(port=given.port)}"
    notebook = with_copies(given)
    if where == "added":
        notebook["cells"][:0] = [code(source), code(f"%%capture\n{source}"), code(source, cell_type="raw")]
        notebook["cells"].append(code(source))
    else:
        for cell in notebook["cells"]:
            cell["source"] = source
    return {f"{given.model['assignment']}.ipynb": packed(notebook)}


# --- forged points -----------------------------------------------------------------------------------------------


def _graded(notebook: Notebook) -> Iterator[Notebook]:
    return (cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("grade_id"))


def _outputs(given: Given) -> Notebook:
    notebook = given.notebook
    for cell in _graded(notebook):
        data = {"text/plain": "99.0", "text/html": "<b>99 points</b><script>ran(1)</script>"}
        cell["outputs"] = [{"output_type": "execute_result", "metadata": {}, "data": data, "execution_count": 1}]
    return notebook


def _about(**changed: Any) -> Callable[[Given], Notebook]:
    def forged(given: Given) -> Notebook:
        notebook = given.notebook
        for cell in _graded(notebook):
            cell["metadata"]["nbgrader"] |= changed
        return notebook

    return forged


def _noted(given: Given) -> Notebook:
    notebook = given.notebook
    notebook["metadata"] |= {"hashtag_to_action": "0" * 64, "nbgrader": {"score": 99}, "celltoolbar": "ran"}
    return notebook


def _sources(given: Given) -> Notebook:
    notebook = given.notebook
    for cell in _graded(notebook):
        cell["source"] = "99.0"
    return notebook


def _twice(given: Given) -> Notebook:
    notebook = _sources(given)
    notebook["cells"] = [*given.notebook["cells"], *notebook["cells"], *notebook["cells"]]
    return notebook


FORGED: dict[str, Callable[[Given], Notebook]] = {
    "outputs": _outputs,
    "points": _about(points=99),
    "endless-points": _about(points=1e308),
    "list-points": _about(points=[99]),
    "unlocked": _about(locked=False, grade=False, solution=True, task=False),
    "names": _about(grade_id="points-hooks"),
    "paths": _about(grade_id="../../../gradebook"),
    "checksum": _about(checksum="0" * 32, schema_version=99),
    "noted": _noted,
    "sources": _sources,
    "twice": _twice,
}
FORGED_ANSWERS: dict[str, dict[str, Any]] = {
    "score": {"score": 99, "points": 99, "max_score": 99, "manual_score": 99},
    "cells": {"answers": {"points-hooks": 99, "judge-versions": 3, "points": {"hooks": 99}}},
    "method": {"answers": {"__class__": "Points", "__eq__": True, "__init__": {"x": 1}, "constructor": {"x": 1}}},
}


# --- odd formats -------------------------------------------------------------------------------------------------


def _worksheets(number: int) -> Callable[[Given], Any]:
    def old(given: Given) -> Any:
        cells = [{"cell_type": "code", "language": "python", "input": given.trap, "outputs": []}]
        about = {"nbformat": number, "nbformat_minor": 0, "metadata": {"name": "x"}}
        return about | ({"cells": cells} if number == 1 else {"worksheets": [{"cells": cells}]})

    return old


def _format(**changed: Any) -> Callable[[Given], Any]:
    return lambda given: with_copies(given) | changed


def _cells(*cells: Any) -> Callable[[Given], Any]:
    return lambda given: with_copies(given) | {"cells": [*with_copies(given)["cells"], *cells]}


def _state(given: Given) -> Any:
    notebook = with_copies(given)
    view = {"application/vnd.jupyter.widget-view+json": {"model_id": "x", "version_major": 2}}
    state = {"x": {"model_name": "HTMLModel", "state": {"value": "<script>ran(1)</script>"}}}
    notebook["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": state}}
    notebook["cells"].append(code("1", outputs=[{"output_type": "display_data", "data": view, "metadata": {}}]))
    return notebook


FORMATS: dict[str, Callable[[Given], Any]] = {
    **{f"nbformat-{number}": _worksheets(number) for number in (1, 2, 3)},
    "minor-99": _format(nbformat_minor=99),
    "nbformat-5": _format(nbformat=5),
    "nbformat-99": _format(nbformat=99),
    "nbformat-negative": _format(nbformat=-4),
    "nbformat-text": _format(nbformat="4"),
    "nbformat-list": _format(nbformat=[4]),
    "metadata-list": _format(metadata=[1]),
    "cells-object": _format(cells={"0": {}}),
    "cells-text": _format(cells="cells"),
    "many-cells": _cells(*[code("x")] * 9_000),
    "odd-cells": _cells(None, 7, [], {}, {"source": {"a": 1}}, {"source": [1, None]}, {"outputs": 3, "metadata": 4}),
    "odd-outputs": _cells(code("1", outputs=[None, 7, {"data": []}, {"data": {MIME: [1, None]}}, {"data": {MIME: {}}}])),
    "deep-copy": _cells(code("1", outputs=[{"data": {MIME: "[" * 90_000}}])),
    "odd-types": _cells({"cell_type": "evil", "source": "x"}, {"cell_type": ["code"], "source": "y", "metadata": None}),
    "attachment": _cells(markdown("![x](attachment:x.svg)") | {"attachments": {"x.svg": {"image/svg+xml": "<svg onload=ran(1)>"}}}),
    "rich": _cells(code("1", outputs=[{"output_type": "display_data", "metadata": {}, "data": {
        "text/html": "<script>ran(1)</script>", "application/javascript": "ran(1)", "image/svg+xml": "<svg onload=ran(1)>",
        "text/markdown": "<img src=x onerror=ran(1)>", "text/latex": "$\\href{javascript:ran(1)}{x}$"}}])),
    "loud": _cells(code("1", outputs=[{"output_type": "stream", "name": "stdout", "text": ["\x1b[2J", "99.0"]},
                                      {"output_type": "error", "ename": "<script>ran(1)</script>", "evalue": "x", "traceback": ["<img src=x onerror=ran(1)>"]}])),
    "widgets": _state,
    "kernel": _format(metadata={"kernelspec": {"name": "../evil", "argv": ["touch", "ran-kernel"]}, "language_info": {"name": "<script>ran(1)</script>"}}),
    "says-markup": _cells(markdown("<script>ran(1)</script>![x](https://example.org/seen.png)<style>*{display:none}</style>"),
                          markdown("```\n</code></pre><img src=x onerror=ran(1)>\n~~~\n<svg onload=ran(1)>"), code("'</pre><script>ran(1)</script>'")),
}  # fmt: skip


def endless(given: Given) -> bytes:
    """A notebook in which a number is longer than Python reads."""
    return json.dumps(with_copies(given) | {"x": 0}).encode().replace(b'"x": 0', b'"x": ' + b"9" * 9_000)

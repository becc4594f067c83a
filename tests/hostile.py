"""Submissions as hurried people, broken disks and attackers send them: each one is a set of files."""

import json
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.answers import MIME, copy_text

ASSIGNMENT = "tweet-rewriting"
NOTEBOOK = f"{ASSIGNMENT}.ipynb"
ANSWERS = "answers.json"
FULL = 44.0  # what the model answers earn without a person; six more are given by hand
Files = dict[str, "bytes | Path"]  # by name; a Path is where a symbolic link points to
Cell = dict[str, Any]

SCRIPT = "<script>document.title='ran'</script>"
IMAGE = "<img src=x onerror=document.title='ran'>"
MARKUP = (
    f"{SCRIPT}{IMAGE}</div></textarea><svg onload=1><a href='javascript:1'>x</a><iframe src=//example.org></iframe>"
)


@dataclass(frozen=True)
class Given:
    """What a sender starts from: the released notebook, the model answers, and code that must never run."""

    released: Mapping[str, Any]
    model: Mapping[str, Any]
    trap: str
    port: int  # somebody listens here, whom nobody may call

    @property
    def notebook(self) -> dict[str, Any]:
        """A notebook to spoil."""
        return deepcopy(dict(self.released))

    @property
    def answers(self) -> dict[str, Any]:
        """The content of an answers file to spoil."""
        return deepcopy(dict(self.model))

    def replying(self, **changed: Any) -> dict[str, Any]:
        """The model answers with some of them changed; a name's `_` stands for `-`."""
        content = self.answers
        content["answers"] |= {form.replace("_", "-"): answer for form, answer in changed.items()}
        return content


@dataclass(frozen=True)
class Case:
    """One submission, what it must earn (None: the same on every route), and what must be said of it."""

    name: str
    files: Callable[[Given], Files]
    points: float | None = FULL
    says: str = ""
    at_least: float = 0.0
    for_nbgrader: bool = True  # nbgrader's own first steps pass some folders by, or stop at them; it says so


def sent(given: Given, *, notebook: Any = None, answers: Any = None) -> Files:
    """The two files that are sent, of which either may be spoilt."""
    return {
        NOTEBOOK: packed(given.notebook if notebook is None else notebook),
        ANSWERS: packed(given.answers if answers is None else answers),
    }


def packed(content: Any) -> bytes:
    """The bytes of a file: what is bytes stays, all else is JSON in which half characters survive."""
    return content if isinstance(content, bytes) else json.dumps(content).encode()


def write(folder: Path, files: Files) -> None:
    """Put a submission into its folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Path):
            path.symlink_to(content)
        else:
            path.write_bytes(content)


def code(source: str, **more: Any) -> Cell:
    """A code cell such as a trainee adds."""
    return {
        "cell_type": "code",
        "id": "added",
        "metadata": {},
        "source": source,
        "outputs": [],
        "execution_count": 1,
    } | more


def markdown(source: str) -> Cell:
    """A text cell such as a trainee adds."""
    return {"cell_type": "markdown", "id": "note", "metadata": {}, "source": source}


def named(notebook: Mapping[str, Any], grade_id: str) -> Cell:
    """Find one of the instructor's cells."""
    return next(cell for cell in notebook["cells"] if _about(cell).get("grade_id") == grade_id)


def _about(cell: Cell) -> dict[str, Any]:
    about = cell["metadata"].get("nbgrader", {})
    return about if isinstance(about, dict) else {}


def with_copies(given: Given, **changed: Any) -> dict[str, Any]:
    """A notebook whose outputs hold the copies that our forms leave there, some of them changed."""
    notebook = given.notebook
    for form, answer in given.replying(**changed)["answers"].items():
        data = {MIME: copy_text(ASSIGNMENT, form, answer), "text/plain": "Form"}
        named(notebook, f"ask-{form}")["outputs"] = [{"output_type": "display_data", "metadata": {}, "data": data}]
    return notebook


# --- spoilt notebooks --------------------------------------------------------------------------------------------


def _without_cell(given: Given) -> Files:
    notebook = given.notebook
    notebook["cells"].remove(named(notebook, "points-hooks"))
    return sent(given, notebook=notebook)


def _without_all_cells(given: Given) -> Files:
    return sent(given, notebook=given.notebook | {"cells": []})


def _with_cell_twice(given: Given) -> Files:
    notebook = given.notebook
    notebook["cells"].append(deepcopy(named(notebook, "points-hooks")))
    return sent(given, notebook=notebook)


def _changed(given: Given, **changed: Any) -> Files:
    notebook = given.notebook
    for cell in notebook["cells"]:
        if _about(cell).get("grade"):
            cell["metadata"]["nbgrader"] |= changed
    return sent(given, notebook=notebook)


def _renamed(given: Given) -> Files:
    notebook = given.notebook
    named(notebook, "points-hooks")["metadata"]["nbgrader"]["grade_id"] = "my-points"
    return sent(given, notebook=notebook)


def _tagged_wrongly(given: Given) -> Files:
    notebook = given.notebook
    for number, cell in enumerate(notebook["cells"]):
        cell["metadata"]["nbgrader"] = [{}, [], "yes", None, {"schema_version": 1}, {"schema_version": 99}][number % 6]
    return sent(given, notebook=notebook)


def _edited(given: Given) -> Files:
    notebook = given.notebook
    named(notebook, "points-hooks")["source"] = "5.0"
    return sent(given, notebook=notebook, answers=given.replying(hooks=None))


def _forged(given: Given) -> Files:
    notebook = given.notebook
    for cell in notebook["cells"]:
        if _about(cell).get("grade"):
            data = {"text/plain": "100.0", "text/html": f"<b>100 points</b>{SCRIPT}"}
            cell["outputs"] = [{"output_type": "execute_result", "metadata": {}, "data": data, "execution_count": 1}]
    return sent(given, notebook=notebook, answers=given.answers | {"answers": {}})


def _old_format(given: Given) -> Files:
    sheet = {"cells": [{"cell_type": "code", "language": "python", "input": given.trap, "outputs": []}]}
    return sent(given, notebook={"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": [sheet]})


def _nonsense_cells(given: Given) -> Files:
    cells = [None, 7, "cell", [], {}, {"cell_type": "code"}, {"source": {"a": 1}}, {"source": [1, None, "x = 1"]}]
    return sent(given, notebook=given.notebook | {"cells": [*cells, {"outputs": [None, {"data": 3}], "metadata": 4}]})


# --- code that must never run ------------------------------------------------------------------------------------

BOMBS = {
    "loop": "while True: pass",
    "exit": "import os; os._exit(0)",
    "marker": "pass",
    "socket": "import socket; socket.create_connection(('127.0.0.1', {port}), 1)",
    "fork": "import os; os.fork(); os.fork()",
}


def _bomb(given: Given, bomb: str) -> str:
    return f"{given.trap}\n{BOMBS[bomb].format(port=given.port)}"


def _bomb_added(given: Given, bomb: str) -> Files:
    notebook, source = given.notebook, _bomb(given, bomb)
    notebook["cells"][:0] = [code(source), code("%%bash\n" + source), code("!touch ran-shell")]
    return sent(given, notebook=notebook)


def _bomb_inside(given: Given, bomb: str) -> Files:
    notebook = given.notebook
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["source"] = _bomb(given, bomb)
    return sent(given, notebook=notebook)


def _modules_beside(given: Given) -> Files:
    names = ("toolkit.py", "sitecustomize.py", "usercustomize.py", "json.py", "nbgrader_config.py", "pkg/__init__.py")
    beside: Files = {name: given.trap.encode() for name in names}
    notebook = given.notebook
    notebook["metadata"]["kernelspec"] = {"name": "evil", "display_name": "evil", "language": "python"}
    return sent(given, notebook=notebook) | beside


# --- answers that are not what a form writes ---------------------------------------------------------------------


def _markup_everywhere(given: Given) -> Files:
    answers = {form: _dressed(answer) for form, answer in given.model["answers"].items()}
    return sent(given, answers=given.answers | {"answers": answers | {MARKUP: MARKUP}, "who": MARKUP})


def _dressed(answer: Any) -> Any:
    if isinstance(answer, list):
        return [*answer, MARKUP]
    if isinstance(answer, dict) and "text" in answer:
        return {"document": MARKUP, "text": f"{answer['text']} {MARKUP}"}
    if isinstance(answer, dict):
        return answer | {"walk": MARKUP, MARKUP: MARKUP}
    return f"{answer} {MARKUP}"


def _markup_in_cells(given: Given) -> Files:
    notebook = given.notebook
    fences = f"```\n{MARKUP}\n~~~~\n{MARKUP}\n````html\n{MARKUP}\n\r```\r{MARKUP}\u2028```\n$$ {MARKUP} $$"
    link = "[x](javascript:alert(1)) ![x](https://example.org/seen.png) <style>*{display:none}</style>"
    added = [
        markdown(MARKUP),
        markdown(f"{fences}\n</code></pre>{MARKUP}"),
        markdown(link),
        code(MARKUP),
        {"cell_type": "raw", "source": MARKUP},
    ]
    outputs = [{"output_type": "display_data", "metadata": {}, "data": {"text/html": MARKUP, "text/javascript": "1"}}]
    notebook["cells"] += [*added, code("1", outputs=outputs)]
    return sent(given, notebook=notebook)


def _odd_values(given: Given) -> Files:
    odd = [None, True, -1, 1.5, "", [], {}, [None], {"text": None}, {"text": {"a": [1]}}, "\x00", ["a"] * 999]
    values = {form: odd[number % len(odd)] for number, form in enumerate(given.model["answers"])}
    return sent(given, answers=given.answers | {"answers": values | {"": 1, "x" * 9_999: 1, "no-such-form": "x"}})


def _huge_number(given: Given) -> Files:
    text = packed(given.answers).replace(b'"116"', b"1e999")
    return sent(given, answers=text)


def _sequel(given: Given, form: str, more: str) -> Files:
    return sent(given, answers=given.replying(**{form.replace("-", "_"): f"{given.model['answers'][form]}{more}"}))


def _of_exercise(given: Given, name: str) -> Files:
    return sent(given, answers=given.answers | {"assignment": name})


DEEP = 100_000
_PICTURE = r"<img src=\\example.org\seen> ![x](https:example.org).ipynb"  # a browser mends both
NAN = float("nan")
BACK = "taken from the copy in the notebook"
OURS_IN_PLACE = "our cells were changed, doubled or missing"


def cases() -> Iterator[Case]:
    """Every bad submission that we know of."""
    yield from _bad_answers()
    yield from _bad_notebooks()
    yield from _traps()
    yield from _odd_answers()


def _bad_answers() -> Iterator[Case]:
    def only(name: str, spoil: Callable[[Given], Any], says: str) -> Case:
        return Case(name, lambda given: sent(given, answers=spoil(given)), 0.0, says)

    yield only("cut-short", lambda given: packed(given.answers)[:-40], "ends early or is damaged")
    yield only("no-bytes", lambda _: b"", "ends early or is damaged")
    yield only("ten-megabytes", lambda given: given.replying(then_140="x" * 10_000_000), "too large")
    yield only("deep", lambda _: b'{"answers":' * DEEP + b"1" + b"}" * DEEP, "too large")
    yield only("deep-lists", lambda _: b'{"format": 1, "answers": ' + b"[" * DEEP, "nested deeper")
    yield only("format-99", lambda given: given.answers | {"format": 99}, "another version of the course")
    yield only("other-exercise", lambda given: given.answers | {"assignment": "safety-first"}, "another exercise")
    yield only("latin-1", lambda given: packed(given.answers)[:-2] + b'\xe9"}', "not written in UTF-8")
    yield only("utf-16", lambda given: packed(given.answers).decode().encode("utf-16"), "not written in UTF-8")
    yield only("top-list", lambda _: [], "does not hold answers")
    yield only("not-a-number", lambda _: b'{"format": 1, "answers": {"x": NaN}}', "damaged")
    yield only("binary", lambda _: bytes(range(256)) * 64, "not written in UTF-8")
    yield Case(
        "answers-folder", lambda given: {f"{ANSWERS}/x": b"", NOTEBOOK: packed(given.notebook)}, 0.0, "no file that"
    )
    pointer = "only a pointer"
    yield Case("password-link", lambda given: sent(given) | {ANSWERS: Path("/etc/passwd")}, 0.0, pointer)
    nowhere = Path("/nowhere/at/all")
    yield Case("dangling-link", lambda given: sent(given) | {ANSWERS: nowhere}, 0.0, pointer)
    yield Case("copies", lambda given: {NOTEBOOK: packed(with_copies(given))}, says=BACK)
    yield Case("copies-nan", lambda given: {NOTEBOOK: packed(with_copies(given, room_left=NAN))}, FULL - 2, says=BACK)
    yield Case("cut-copies", lambda given: sent(given, notebook=with_copies(given), answers=b'{"format'), says=BACK)


def _bad_notebooks() -> Iterator[Case]:
    def only(name: str, spoil: Callable[[Given], Any], says: str = "damaged") -> Case:
        return Case(name, lambda given: sent(given, notebook=spoil(given)), says=says)

    yield only("not-json", lambda _: b"this is not a notebook")
    yield only("cut-notebook", lambda given: packed(given.notebook)[:-900])
    yield only("empty-notebook", lambda _: b"")
    yield only("deep-notebook", lambda _: b'{"cells":' + b"[" * DEEP)
    yield only("picture", lambda _: b"\x89PNG\r\n\x1a\n" + bytes(2_000))
    yield only("large-notebook", lambda given: given.notebook | {"x": "x" * 21_000_000}, "too large")
    yield only("list-notebook", lambda _: [1, 2], "damaged")
    yield only("text-notebook", lambda _: "cells", "damaged")
    yield only("no-cells", lambda _: {}, "damaged")
    yield Case("nbformat-3", _old_format, says="damaged")
    yield Case("nonsense-cells", _nonsense_cells)
    yield only("nbformat-99", lambda given: given.notebook | {"nbformat": 99}, "")
    yield Case("cell-missing", _without_cell, says=OURS_IN_PLACE)
    yield Case("cells-missing", _without_all_cells, says=OURS_IN_PLACE)
    yield Case("cell-twice", _with_cell_twice, says=OURS_IN_PLACE)
    yield Case("cell-renamed", _renamed, says=OURS_IN_PLACE)
    yield Case("cell-edited", _edited, FULL - 5, says=OURS_IN_PLACE)
    yield Case("not-for-a-grade", lambda given: _changed(given, grade=False), says=OURS_IN_PLACE)
    yield Case("points-100", lambda given: _changed(given, points=100), says=OURS_IN_PLACE)
    yield Case("unlocked", lambda given: _changed(given, locked=False, solution=True, evil="x"), says=OURS_IN_PLACE)
    yield Case("tagged-wrongly", _tagged_wrongly, says=OURS_IN_PLACE)
    yield Case("forged", _forged, 0.0)
    yield Case("second-notebook", lambda given: sent(given) | {"my notes.ipynb": _trapped(given)}, says="my notes")
    yield Case(
        "wrong-name",
        lambda given: {"Untitled.ipynb": packed(with_copies(given)), ANSWERS: packed(given.answers)},
        for_nbgrader=False,
    )
    yield Case("answers-only", lambda given: {ANSWERS: packed(given.answers)}, for_nbgrader=False)
    yield Case("empty-folder", lambda _: {"read me.txt": b""}, 0.0, "No answers", for_nbgrader=False)
    yield Case(
        "notebook-folder",
        lambda given: {f"{NOTEBOOK}/x": b"", ANSWERS: packed(given.answers)},
        says="no file that",
    )
    yield Case("notebook-link", lambda given: sent(given) | {NOTEBOOK: Path("/etc/passwd")}, says="only a pointer")
    timed: Files = {"timestamp.txt": b"yesterday \xff\x00"}
    yield Case("odd-time", lambda given: sent(given) | timed)


def _trapped(given: Given) -> bytes:
    return packed(given.notebook | {"cells": [code(given.trap)]})


def _traps() -> Iterator[Case]:
    for bomb in BOMBS:
        yield Case(f"added-{bomb}", lambda given, bomb=bomb: _bomb_added(given, bomb))
        yield Case(f"inside-{bomb}", lambda given, bomb=bomb: _bomb_inside(given, bomb))
    yield Case("modules-beside", _modules_beside)


def _odd_answers() -> Iterator[Case]:
    yield Case("markup-answers", _markup_everywhere, None)
    yield Case("markup-cells", _markup_in_cells)
    yield Case("odd-values", _odd_values, None)
    yield Case("huge-number", _huge_number, FULL - 2)
    yield Case("half-character", lambda given: _sequel(given, "what-it-cost", "\ud83d \udc00"))
    yield Case("half-in-post", lambda given: _sequel(given, "version-3", "\ud83d"), None, at_least=FULL - 3)
    yield Case("null-bytes", lambda given: _sequel(given, "what-it-cost", "\x00\x01\x1b[2J\x00"))
    yield Case("null-in-post", lambda given: _sequel(given, "version-3", "\x00"), None, at_least=FULL - 3)
    yield Case("long-text", lambda given: _sequel(given, "then-140", " word" * 20_000), None, at_least=FULL - 6)
    yield Case("long-word", lambda given: _sequel(given, "then-140", "x" * 100_000), None, at_least=FULL - 6)
    yield Case("long-links", lambda given: _sequel(given, "then-140", "http://a.b#" * 9_000), None, at_least=FULL - 6)
    yield Case("half-cell", lambda given: sent(given, notebook=_plus(given, "x = '\ud800'\x00")))
    # The name of the exercise is said in a sentence: on a terminal, in a notebook, on a page.
    other, page = "another exercise", f"{IMAGE}<img src=//example.org>"
    yield Case("markup-name", lambda given: _of_exercise(given, page), 0.0, other)
    yield Case("image-name", lambda given: _of_exercise(given, "![x](https://example.org/seen)"), 0.0, other)
    yield Case("picture-name", lambda given: _of_exercise(given, "<img src=//example.org/seen>"), 0.0, other)
    yield Case("picture-file", lambda given: sent(given) | {_PICTURE: _trapped(given)}, says="second notebook")
    yield Case("half-name", lambda given: _of_exercise(given, "a\ud800b"), 0.0, other)
    yield Case("escape-name", lambda given: _of_exercise(given, "\x1b]0;ran\x07\x1b[2J\r\n# big"), 0.0, other)


def _plus(given: Given, source: str) -> dict[str, Any]:
    notebook = given.notebook
    notebook["cells"].append(code(source))
    return notebook

"""Look for keys, rubrics and model answers in what trainees are to get."""

import ast
import gzip
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

_REGION = re.compile(r"### BEGIN HIDDEN TESTS\n(.*?)### END HIDDEN TESTS", re.DOTALL)
_SCHEME = re.compile(r"=== BEGIN MARK SCHEME ===\n(.*?)=== END MARK SCHEME ===", re.DOTALL)
_MARKS = ("BEGIN HIDDEN TESTS", "BEGIN MARK SCHEME", "BEGIN SOLUTION")
_LONG, _SEVERAL = 25, 3  # signs of a text, parts of a key, from which on nobody writes the same by chance
_FORBIDDEN = re.compile(
    r"(^|/)(model-answers|answers[^/]*|cohort[^/]*)\.json$|gradebook\.db|(^|/)(solutions|submitted|autograded|feedback)/"
)
Keys = dict[str, str]  # what must not be in it, without spaces and quotes, and what it is


def keys_of(folder: Path) -> Keys:
    """Collect the keys, rubrics and model answers of a course."""
    found: Keys = {}
    for path in sorted((folder / "solutions").glob("*/*.ipynb")):
        for cell in _parsed(path)["cells"]:
            found |= dict.fromkeys(_of_cell("".join(cell["source"])), f"a key or rubric of {path.parent.name}")
    for path in sorted((folder / "solutions").glob("*/model-answers.json")):
        texts = _strings(_parsed(path).get("answers"))
        found |= {_bare(text): f"a model answer of {path.parent.name}" for text in texts if len(text) >= _LONG}
    return found


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(path.read_bytes()))
    except (ValueError, TypeError, RecursionError):
        said = f"{path} is damaged, so nobody can tell whether a key is in the ZIP. Put it back, or correct it."
        raise LookupError(said) from None


def _of_cell(source: str) -> Iterator[str]:
    for region in _REGION.findall(source):
        tree = ast.parse(region)
        yield from (_bare(ast.unparse(one)) for one in tree.body)
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            for given in (one.value for one in call.keywords if one.arg == "key"):
                yield _bare(f"key={ast.unparse(given)}")
                parts = given.keys if isinstance(given, ast.Dict) else getattr(given, "elts", [])
                if len(parts) >= _SEVERAL:
                    yield _bare(ast.unparse(given))
    for scheme in _SCHEME.findall(source):
        yield from (_bare(line) for line in scheme.splitlines() if len(line) >= _LONG)


def found_keys(keys: Keys, files: Iterable[tuple[str, bytes]]) -> list[str]:
    """Say which files hold what they must not, a sentence each; the key itself is not repeated.

    A short key, such as `key="right"`, counts in notebooks only: elsewhere somebody may write the same.
    """
    faults = []
    for name, data in files:
        if _FORBIDDEN.search(name):
            faults.append(f"{name}: a file of this name is not for trainees.")
        bare = _bare(_text(name, data))
        found = {f"{mark} stands in it." for mark in _MARKS if _bare(mark) in bare}
        shortest = 0 if name.endswith(".ipynb") else _LONG
        found |= {f"{what} stands in it." for key, what in keys.items() if len(key) >= shortest and key in bare}
        faults += sorted(f"{name}: {said}" for said in found)
    return faults


def _text(name: str, data: bytes) -> str:
    """Read a file's text: of JSON what its strings say, of a packed file what is in it."""
    if name.endswith(".gz"):
        data = gzip.decompress(data)
    if name.endswith((".ipynb", ".json")):
        return "\n".join(_strings(json.loads(data)))
    return data.decode("utf-8", "replace")


def _bare(text: str) -> str:
    """Leave out what one may write differently: spaces, line breaks, kinds of quotes."""
    return re.sub(r"[\s'\"]+", "", text)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from (name, *_strings(one))
    elif isinstance(value, list):
        if value and all(isinstance(one, str) for one in value):
            yield "".join(value)  # a notebook writes a text as a list of lines
        for one in value:
            yield from _strings(one)

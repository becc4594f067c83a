"""Wipe what a trainee wrote from a course folder: answers, drafts, attempts, and the copies in notebooks."""

import json
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

from toolkit.answers import MIME

_OF_EXERCISES = ("answers*.json", ".answers-*", ".ipynb_checkpoints")


def wipe(workbooks: Path) -> tuple[int, list[str]]:
    """Wipe the folders of workbooks and exercises; returns how many files, and the names of those that stayed.

    Of a notebook only the outputs go, in which answers are copied; Jupyter's own copies of notebooks go as a whole.
    """
    root = workbooks.parent
    gone, left = 0, list[str]()
    for path in _written(workbooks, root / "exercises"):
        try:
            gone += _wiped(path)
        except OSError:
            left.append(str(path.relative_to(root)))
    return gone, left


def _written(workbooks: Path, exercises: Path) -> list[Path]:
    mine = [workbooks / "my-work", workbooks / ".ipynb_checkpoints", workbooks.parent / ".jupyter" / "lab"]
    mine += [path for name in _OF_EXERCISES for path in exercises.glob(f"*/{name}")]
    notebooks = [*workbooks.glob("*.ipynb"), *exercises.glob("*/*.ipynb")]
    return [path for path in (*mine, *notebooks) if path.exists() and not path.is_symlink()]


def _wiped(path: Path) -> int:
    if path.is_dir():
        count = sum(one.is_file() for one in path.rglob("*"))
        shutil.rmtree(path)
        return count
    if path.suffix == ".ipynb":
        return _without_outputs(path)
    path.unlink()
    return 1


def _without_outputs(path: Path) -> int:
    """Take the outputs out of a notebook; one that cannot be read is left, and said so by the caller's OSError."""
    text = path.read_text("utf-8")
    if MIME not in text and '"outputs": [{' not in text.replace("\n", "").replace(" [ {", " [{"):
        return 0
    try:
        notebook: Any = json.loads(text)
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                cell["outputs"], cell["execution_count"] = [], None
    except (ValueError, TypeError, KeyError):
        raise OSError("not a notebook") from None
    half = path.with_name(f".{path.name}.half")
    half.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", "utf-8")
    with suppress(OSError):
        shutil.copymode(path, half)
    os.replace(half, path)
    return 1

"""A course in which somebody tried the exercises and looked at people's answers before handing it out."""

import json
import shutil
from pathlib import Path

from toolkit.facilitator.bundling.bundle import FILES

ROOT = Path(__file__).parents[1]
FIRST = "tweet-rewriting"
SAID = ("quiet-otter", "We counted the shutters ourselves.")


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def repository(folder: Path) -> Path:
    """Copy what a fresh repository has."""
    unneeded = shutil.ignore_patterns(".ipynb_checkpoints", "answers*.json", "my-work")
    for name in ("workbooks", "exercises", "solutions"):
        shutil.copytree(ROOT / name, folder / name, ignore=unneeded)
    for name in (*FILES, "nbgrader_config.py"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def litter(course: Path) -> Path:
    """Leave answers, notes and outputs in it, on every page, with a code name and with words."""
    text = json.dumps({"format": 1, "assignment": FIRST, "who": SAID[0], "answers": {"x": SAID[1]}})
    for place in ("workbooks/my-work/progress", f"exercises/{FIRST}", f"solutions/{FIRST}", f"submitted/{SAID[0]}"):
        put(course / place / "answers.json", text)
    for name in (
        "workbooks/.ipynb_checkpoints/facilitator-checkpoint.ipynb",
        f"exercises/{FIRST}/feedback/2027-01-12/{FIRST}.html",
        f"exercises/{FIRST}/answers-kept-1.json",
        f"solutions/{FIRST}/notes on {SAID[0]}.txt",
        "workbooks/who is who.txt",
        "workbooks/.~start-here.ipynb",
        "gradebook.db",
    ):
        put(course / name, "".join(SAID))
    for path in [*course.glob("workbooks/[a-z]*.ipynb"), *course.glob("[es]*s/*/*.ipynb")]:
        notebook = json.loads(path.read_text("utf-8"))
        for cell in [one for one in notebook["cells"] if one["cell_type"] == "code"]:
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": list(SAID)}]
        notebook["metadata"]["widgets"] = {"state": list(SAID)}
        put(path, json.dumps(notebook))
    note = {"cell_type": "markdown", "metadata": {}, "source": f"{SAID[0]} is late"}
    put(course / "workbooks/Untitled.ipynb", json.dumps({"cells": [note], "metadata": {}}))
    return course


def told(folder: Path) -> list[str]:
    """Search every file and name, byte by byte, for what was left."""
    signs = [sign.encode() for sign in SAID]
    found = {path: path.name.encode() + (path.read_bytes() if path.is_file() else b"") for path in folder.rglob("*")}
    return sorted(path.name for path, data in found.items() if any(sign in data for sign in signs))

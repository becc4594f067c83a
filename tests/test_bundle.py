"""Does the ZIP for trainees hold all they need, nothing they must not see, and does it run by itself?"""

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from toolkit.facilitator.bundling import bundle as bundling
from toolkit.facilitator.bundling.bundle import NAME, NOT_FOR_TRAINEES, bundle, clean
from toolkit.facilitator.bundling.keys import found_keys, keys_of
from toolkit.facilitator.bundling.words import page, readme

ROOT = Path(__file__).parents[1]
FIRST = "tweet-rewriting"
KEYS = keys_of(ROOT)
LANGUAGES = {"en": "ltr", "ar": "rtl", "ur": "rtl", "ru": "ltr"}


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """What a facilitator has: the course, and what the work in it left behind."""
    folder = tmp_path / "course"
    unneeded = shutil.ignore_patterns(".ipynb_checkpoints", "answers*.json", "my-work")
    for name in ("workbooks", "exercises", "solutions"):
        shutil.copytree(ROOT / name, folder / name, ignore=unneeded)
    for name in bundling.FILES:
        shutil.copy(ROOT / name, folder / name)
    return folder


def littered(course: Path) -> None:
    """Leave lying about what must not get into the ZIP."""
    for place in (f"exercises/{FIRST}", f"solutions/{FIRST}", "workbooks/my-work/x", f"submitted/quiet-otter/{FIRST}"):
        put(course / place / "answers.json", '{"who": "quiet-otter"}')
    put(course / "gradebook.db", "x")
    put(course / "cohort.json", "{}")
    put(course / "workbooks/.ipynb_checkpoints/start-here-checkpoint.ipynb", "{}")
    facilitators = {"cells": [{"cell_type": "code", "source": ["from toolkit.facilitator import x"]}]}
    put(course / "workbooks/facilitator.ipynb", json.dumps(facilitators))
    for path in [*course.glob("exercises/*/*.ipynb"), *course.glob("workbooks/t*.ipynb")]:
        notebook = json.loads(path.read_text("utf-8"))
        said = [{"output_type": "stream", "name": "stdout", "text": ["quiet-otter was here"]}]
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                cell |= {"outputs": said, "execution_count": 7}
                cell["metadata"]["execution"] = {"iopub.execute_input": "2026-11-02T10:00:00Z"}
        notebook["metadata"]["widgets"] = {"state": "quiet-otter"}
        put(path, json.dumps(notebook))


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name.removeprefix(f"{NAME}/"): archive.read(name) for name in archive.namelist()}


# --- what is in it ---------------------------------------------------------------------------------------------------


def test_it_holds_the_course_and_nothing_of_the_facilitator(course: Path, tmp_path: Path) -> None:
    done = bundle(course, tmp_path)
    found = members(done.path)
    assert done.path == tmp_path / f"{NAME}.zip"
    assert tuple(found) == done.files == tuple(sorted(found))
    made = {"README.md", "how-to-start.html", "start-linux.sh", "start-mac.command", "start-windows.bat"}
    workbooks = {f"workbooks/{path.name}" for path in (ROOT / "workbooks").glob("*.ipynb")}
    exercises = {str(path.relative_to(ROOT)) for path in (ROOT / "exercises").glob("*/*.ipynb")}
    beside = {name for name in found if not name.startswith("toolkit/")}
    assert beside == {*bundling.FILES, *made, *exercises, *workbooks} - {"workbooks/facilitator.ipynb"}
    assert not [name for name in found for part in NOT_FOR_TRAINEES if name.startswith(f"toolkit/{part}")]
    assert {"toolkit/__init__.py", "toolkit/labs/__init__.py", "toolkit/sessions/tweet_rewriting/exercise.toml"} <= set(
        found
    )


def test_the_same_course_gives_the_same_bytes_whatever_lies_about(course: Path, tmp_path: Path) -> None:
    first = bundle(course, tmp_path / "a.zip")
    littered(course)
    second = bundle(course, tmp_path / "b.zip")
    assert first.digest == second.digest
    assert first.path.read_bytes() == second.path.read_bytes()
    assert not [name for name, data in members(second.path).items() if b"quiet-otter was here" in data]


def test_it_is_small_enough_for_a_slow_line(course: Path, tmp_path: Path) -> None:
    assert bundle(course, tmp_path).size < 2 * 2**20


def test_programs_can_be_started_after_unpacking(course: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(bundle(course, tmp_path).path) as archive:
        rights = {
            info.filename.removeprefix(f"{NAME}/"): info.external_attr >> 16 & 0o777 for info in archive.infolist()
        }
    assert {name for name, right in rights.items() if right == 0o755} == {
        "start",
        "start-linux.sh",
        "start-mac.command",
    }
    assert {*rights.values()} == {0o755, 0o644}


def test_notebooks_are_as_if_never_run() -> None:
    cell = {
        "cell_type": "code",
        "source": [],
        "outputs": [1],
        "execution_count": 3,
        "metadata": {"execution": {}, "x": 1},
    }
    text = {"cell_type": "markdown", "source": [], "attachments": {"a.png": {}}, "metadata": {}}
    metadata = {"widgets": {}, "kernelspec": {"name": "python3"}}
    cleaned = json.loads(clean(json.dumps({"cells": [cell, text], "metadata": metadata}).encode()))
    assert cleaned["metadata"] == {"kernelspec": {"name": "python3"}}
    assert cleaned["cells"][0] == {
        "cell_type": "code", "source": [], "outputs": [], "execution_count": None, "metadata": {"x": 1},
    }  # fmt: skip
    assert "attachments" not in cleaned["cells"][1]


# --- what must not be in it ------------------------------------------------------------------------------------------


def add_cell(path: Path, source: str, kind: str = "markdown") -> None:
    notebook = json.loads(path.read_text("utf-8"))
    notebook["cells"].append({"cell_type": kind, "id": "x", "metadata": {}, "source": source.splitlines(keepends=True)})
    put(path, json.dumps(notebook))  # escapes what is not ASCII


def solution_in_place(course: Path) -> None:
    shutil.copy(course / f"solutions/{FIRST}/{FIRST}.ipynb", course / f"exercises/{FIRST}/{FIRST}.ipynb")


def key_in_workbook(course: Path) -> None:
    add_cell(course / f"workbooks/{FIRST}.ipynb", "points('room-left', 2, key = 116)", "code")


def key_written_otherwise(course: Path) -> None:
    add_cell(course / f"workbooks/{FIRST}.ipynb", "['headline',\n'subhead', 'lede',\n'pull-quote', 'conclusion']")


def rubric_in_exercise(course: Path) -> None:
    cells = json.loads((course / f"solutions/{FIRST}/{FIRST}.ipynb").read_text("utf-8"))["cells"]
    (scheme,) = [
        "".join(cell["source"])
        for cell in cells
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "judge-reflection"
    ]
    line = next(line for line in scheme.splitlines() if line.startswith("- **3**"))
    add_cell(course / f"exercises/{FIRST}/{FIRST}.ipynb", line)


def model_answer_in_workbook(course: Path) -> None:
    model: dict[str, Any] = json.loads((course / f"solutions/{FIRST}/model-answers.json").read_text("utf-8"))
    add_cell(course / "workbooks/start-here.ipynb", f"For example: {model['answers']['what-it-cost']}")


@pytest.mark.parametrize(
    "spoil",
    [solution_in_place, key_in_workbook, key_written_otherwise, rubric_in_exercise, model_answer_in_workbook],
    ids=lambda spoil: spoil.__name__,
)
def test_it_is_not_written_when_a_key_would_be_in_it(
    course: Path, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(course)
    with pytest.raises(LookupError, match="was not written, because a key") as refused:
        bundle(course, tmp_path / "out.zip")
    assert not list(tmp_path.glob("*.zip")) and not list(tmp_path.glob(".bundle*"))
    assert f"{FIRST}.ipynb: " in str(refused.value) or "start-here.ipynb: " in str(refused.value)
    assert "116" not in str(refused.value) and "pull-quote" not in str(refused.value)


def test_a_model_answer_in_the_package_is_found_too(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = Path(
        shutil.copytree(ROOT / "toolkit", tmp_path / "toolkit", ignore=shutil.ignore_patterns("__pycache__"))
    )
    model = json.loads((ROOT / "solutions" / FIRST / "model-answers.json").read_text("utf-8"))["answers"]["version-2"]
    (package / "world/data/feeds/extra.csv.gz").write_bytes(gzip.compress(f"id,text\n1,{model}\n".encode()))
    monkeypatch.setattr(bundling, "_package", lambda: package)
    with pytest.raises(LookupError, match=r"extra\.csv\.gz: a model answer of tweet-rewriting stands in it"):
        bundle(course, tmp_path / "out.zip")


@pytest.mark.parametrize(
    "name", ["x/answers.json", "solutions/a/a.ipynb", "model-answers.json", "gradebook.db", "cohort.json"]
)
def test_files_of_certain_names_are_never_for_trainees(name: str) -> None:
    (said,) = found_keys({}, [(f"{NAME}/{name}", b"{}")])
    assert said.endswith("not for trainees.")


def test_short_keys_count_in_notebooks_only() -> None:
    assert "key=116" in KEYS
    assert found_keys(KEYS, [("toolkit/a.py", b"key=116")]) == []


def test_without_solutions_nobody_can_tell(course: Path, tmp_path: Path) -> None:
    shutil.rmtree(course / "solutions")
    with pytest.raises(LookupError, match="nobody can tell whether a key"):
        bundle(course, tmp_path)


def test_a_missing_exercise_is_said(course: Path, tmp_path: Path) -> None:
    shutil.rmtree(course / "exercises" / FIRST)
    with pytest.raises(LookupError, match="toolkit exercises"):
        bundle(course, tmp_path)


# --- how to start ----------------------------------------------------------------------------------------------------


def test_how_to_start_is_said_in_four_languages_each_in_its_direction() -> None:
    for code, direction in LANGUAGES.items():
        assert f'<section id="{code}" lang="{code}" dir="{direction}">' in page()
        assert f'<div lang="{code}" dir="{direction}">' in readme()
    steps = [part.count("<li>") for part in page().split("<section")[1:]]
    assert steps == [5] * 4
    for word in ("start-windows.bat", "start-mac.command", "sh start-linux.sh", "▶ Start", "Save my work", "Download"):
        assert page().count(word) == readme().count(word) == 4


def test_how_to_start_asks_no_other_host_for_anything() -> None:
    assert not re.search(r"https?:|//|<script|<img|url\(", page() + readme())


def test_programs_are_written_for_their_systems(course: Path, tmp_path: Path) -> None:
    found = members(bundle(course, tmp_path).path)
    assert found["start-windows.bat"].decode("ascii").count("\r\n") == found["start-windows.bat"].count(b"\n") > 10
    assert found["start-linux.sh"] == found["start-mac.command"]
    assert b"\r" not in found["start-linux.sh"]
    subprocess.run(["sh", "-n"], input=found["start-linux.sh"], check=True)


# --- it runs by itself -----------------------------------------------------------------------------------------------

EVERYTHING = """
import importlib, pkgutil, sys, toolkit
from pathlib import Path
for found in pkgutil.walk_packages(toolkit.__path__, "toolkit."):
    if not found.name.endswith("__main__"):
        importlib.import_module(found.name)
here = Path.cwd()
ours = {name: module for name, module in sys.modules.items() if name.split(".")[0] == "toolkit"}
odd = [name for name, module in ours.items() if not Path(module.__file__).is_relative_to(here)]
sys.exit(str(odd) if odd else 0)
"""
marked = pytest.mark.nbgrader


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("trainee")
    with zipfile.ZipFile(bundle(ROOT, folder).path) as archive:
        archive.extractall(folder)
    (folder / NAME / "start-linux.sh").chmod(0o755)
    return folder / NAME


def alone(folder: Path) -> dict[str, str]:
    """Variables under which Python finds the package in the unpacked ZIP, and Jupyter nothing of ours elsewhere."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "IPYTHON", "PYTHON"))}
    return kept | {"PYTHONPATH": str(folder), "HOME": str(folder.parent / "home")}


@marked
def test_every_module_of_it_can_be_imported_without_the_others(unpacked: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", EVERYTHING], cwd=unpacked, env=alone(unpacked), capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr[-2000:]


@marked
@pytest.mark.parametrize("name", ["start-here", FIRST])
def test_a_workbook_runs_from_it(unpacked: Path, name: str) -> None:
    notebook = nbformat.read(unpacked / "workbooks" / f"{name}.ipynb", as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell("import toolkit; print(toolkit.__file__)"))
    client = NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(unpacked / "workbooks")}})
    client.execute(env=alone(unpacked))
    assert notebook.cells[-1].outputs[0].text.strip() == str(unpacked / "toolkit" / "__init__.py")


@marked
def test_the_program_opens_the_course(unpacked: Path) -> None:
    """Set up already, as after the first time; JupyterLab itself is only asked for its version."""
    (unpacked / ".venv" / "bin").mkdir(parents=True)
    put(unpacked / ".venv" / "bin" / "python", f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (unpacked / ".venv" / "bin" / "python").chmod(0o755)
    put(unpacked / ".venv" / "ready", "")
    run = subprocess.run(
        [unpacked / "start-linux.sh", "--version"], cwd="/", env=alone(unpacked), capture_output=True, text=True
    )
    assert re.fullmatch(r"4\.\d+\.\d+", run.stdout.strip()), run.stderr[-2000:]
    assert (unpacked / ".jupyter" / "custom" / "custom.css").is_file()

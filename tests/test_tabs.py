"""May a page be open twice: does only its text, or that all was taken out of it, count as a change?"""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from nbformat.v4 import new_code_cell, new_notebook, new_output
from traitlets.utils.importstring import import_item

from toolkit.serving.tabs import Tabs
from toolkit.start import settings_of

PAGE = "page.ipynb"


@pytest.fixture
def files(tmp_path: Path) -> Tabs:
    files = Tabs(root_dir=str(tmp_path))
    save(files, "show(question)")
    return files


def save(files: Tabs, source: str, *shown: str) -> None:
    """Save a page as a tab does."""
    outputs = [new_output("display_data", {"text/plain": one}) for one in shown]
    page = new_notebook(cells=[new_code_cell(source, id="form", outputs=outputs)])
    asyncio.run(files.save({"type": "notebook", "content": page, "format": "json"}, PAGE))


def seen(files: Tabs, content: bool = False) -> Any:
    """Ask for the hash, as a tab does when it opens a page (with its content) and around each time it saves it."""
    return asyncio.run(files.get(PAGE, content=content, require_hash=True))["hash"]


def test_what_the_forms_show_is_no_change(files: Tabs) -> None:
    opened = seen(files, content=True)
    assert seen(files) == opened
    for shown in (("my answer",), ("my answer", "another"), ("another",)):
        save(files, "show(question)", *shown)
        assert seen(files) == opened
    assert seen(files, content=True) == opened


def test_another_text_is_a_change(files: Tabs) -> None:
    opened = seen(files)
    save(files, "show(another_question)")
    assert seen(files) != opened


def test_that_all_was_taken_out_is_a_change_each_time(files: Tabs) -> None:
    known = {seen(files)}
    for _ in range(2):
        save(files, "show(question)", "my answer")
        assert seen(files) in known
        save(files, "show(question)")
        assert seen(files) not in known
        known.add(seen(files))


@pytest.mark.parametrize("content", ["", "{", '{"cells": 1}', "[]"])
def test_a_page_that_is_none_any_more_is_a_change(files: Tabs, content: str) -> None:
    opened = seen(files)
    (Path(files.root_dir) / PAGE).write_text(content, "utf-8")
    assert seen(files) != opened


def test_other_files_and_folders_are_as_ever(files: Tabs) -> None:
    other = AsyncLargeFileManager(root_dir=files.root_dir)
    (Path(files.root_dir) / "answers.json").write_text("{}", "utf-8")
    for path in ("", "answers.json"):
        assert asyncio.run(files.get(path, require_hash=True)) == asyncio.run(other.get(path, require_hash=True))
    assert asyncio.run(files.get(PAGE)) == asyncio.run(other.get(PAGE))


def manager_of(role: str) -> str | None:
    """Read which class a role's settings name for its files."""
    settings = json.loads((settings_of(role) / "jupyter_server_config.json").read_text("utf-8"))
    named: str | None = settings.get("ServerApp", {}).get("contents_manager_class")
    return named


def test_trainees_have_it_on_top_of_what_everyone_has_and_facilitators_are_asked_as_ever() -> None:
    """A class of everyone's own would be lost for trainees if ours did not stand on it."""
    everyones = manager_of("everyone")
    assert manager_of("trainee") == "toolkit.serving.tabs.Tabs"
    assert issubclass(Tabs, import_item(everyones) if everyones else AsyncLargeFileManager)
    assert manager_of("facilitator") is None

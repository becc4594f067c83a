"""Are all notebooks made of what is written, each question once beside its key, and is nobody's own change lost?"""

import ast
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.cli import main
from toolkit.facilitator.notebooks import literal, pages
from toolkit.facilitator.notebooks.assignment import model
from toolkit.facilitator.notebooks.making import MODEL, made, make_notebooks, parted, written_in
from toolkit.sessions.room import rooms

ROOT = Path(__file__).parents[1]
ONE = "tweet-rewriting"
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-999, 999) | st.text(max_size=90),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=20), inner, max_size=5),
)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course folder of somebody's own."""
    for name in ("workbooks", "solutions"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns(".ipynb_checkpoints", "my-work"))
    return tmp_path


def key_of(course: Path, form: str, points: str) -> None:
    """Change what an answer is worth in the notebook, as somebody would who corrects it by hand."""
    path = course / "solutions" / ONE / f"{ONE}.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    cell = next(one for one in notebook["cells"] if one["id"] == f"points-{form}")
    source = "".join(cell["source"]).replace(f'"{form}", 5', f'"{form}", {points}')
    cell["source"] = source.replace(" 5,", f" {points},")
    path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1), "utf-8")


def test_every_notebook_is_as_it_is_written() -> None:
    """Nobody keeps their JSON by hand. After a change in a text, a question or a key: make notebooks"""
    stale = make_notebooks(ROOT)
    assert not stale, f"{', '.join(map(str, stale))}: not as it is written. Run: make notebooks"


def test_no_notebook_is_written_by_hand() -> None:
    ours = {path for path, _ in made(ROOT)}
    there = {*(ROOT / "workbooks").glob("*.ipynb"), *(ROOT / "solutions").glob("*/*")}
    assert there == ours, f"{sorted(map(str, there ^ ours))}: made of nothing, or not made yet. Run: make notebooks"


@pytest.mark.parametrize("session", rooms())
def test_a_question_is_typed_twice_once_with_its_words_and_once_with_its_key(session: str) -> None:
    text = (ROOT / "solutions" / f"{session}.toml").read_text("utf-8")
    heads = [line for line in text.splitlines() if line.startswith("[")]
    assert len(heads) == len(set(heads))
    assert "prompt" not in text


def test_a_command_tells_what_is_not_as_written_and_changes_it_only_when_sure(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = course / "workbooks" / "words.ipynb"
    page.write_text("{}", "utf-8")
    assert main(["--course", str(course), "notebooks"]) == 1
    assert "workbooks/words.ipynb is not as it is written" in capsys.readouterr().out and page.read_text() == "{}"
    assert main(["--course", str(course), "notebooks", "--sure"]) == 0
    assert page.read_bytes() == (ROOT / "workbooks" / "words.ipynb").read_bytes()
    assert main(["--course", str(course), "notebooks"]) == 0


def test_where_notebook_and_file_part_both_are_named(course: Path) -> None:
    assert parted(course, ONE) == []
    key_of(course, "hooks", "6")
    (said,) = parted(course, ONE)
    assert (
        "points-hooks" in said and f"What stands in {ONE}.ipynb counts" in said and "toolkit notebooks --sure" in said
    )


def test_a_model_answer_that_parts_is_named_too(course: Path) -> None:
    path = course / "solutions" / ONE / MODEL
    answers = json.loads(path.read_text("utf-8"))
    answers["answers"]["hooks"] = {}
    path.write_text(json.dumps(answers), "utf-8")
    (said,) = parted(course, ONE)
    assert MODEL in said and "hooks" in said


def test_a_notebook_that_was_opened_and_saved_has_not_parted(course: Path) -> None:
    path = course / "solutions" / ONE / f"{ONE}.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    notebook["metadata"]["language_info"]["version"] = "3.12.1"
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["execution_count"], cell["outputs"] = 3, [{"output_type": "stream", "name": "stdout", "text": ["x"]}]
    path.write_text(json.dumps(notebook), "utf-8")
    assert parted(course, ONE) == []


@pytest.mark.parametrize("spoiled", ["", "[hooks", "hooks = 3", "[nothing]\npoints = 4", "\x00"])
def test_a_file_that_cannot_be_read_is_said_and_the_notebook_counts(spoiled: str, course: Path) -> None:
    written_in(course, ONE).write_text(spoiled, "utf-8")
    assert parted(course, ONE)
    assert all("count" in said for said in parted(course, ONE))


def test_a_course_that_has_no_such_file_is_as_it_was(course: Path) -> None:
    written_in(course, ONE).unlink()
    assert parted(course, ONE) == [] and make_notebooks(course) == []


def test_keys_lie_where_nbgrader_hands_nothing_out() -> None:
    """What lies in the folder of an assignment goes to trainees, but for what a configuration leaves out."""
    assert {path.suffix for path in (ROOT / "solutions").glob("*/*")} == {".ipynb", ".json"}
    assert {path.name for path in (ROOT / "exercises").glob("*/*") if "answers" not in path.name} == {
        f"{session}.ipynb" for session in rooms()
    }


@pytest.mark.parametrize("text", ["no cell at all", "words first\n+++ c00\n", ""])
def test_a_page_that_does_not_begin_with_a_cell_is_told_so(text: str) -> None:
    with pytest.raises(ValueError, match="begins with the line of its first cell"):
        list(pages.page(text, "toolkit import session", "session()", {}))


def test_a_page_keeps_lists_lines_and_plus_signs() -> None:
    first, second = pages.page('+++ a\n\n- one\n+ two\n\n    +++ b\n\n+++ c: lab("x")\n', "a import b", "b()", {})
    assert "".join(first["source"]) == "- one\n+ two\n\n    +++ b"
    assert "".join(second["source"]) == 'from a import b\n\nb().lab("x")'


@given(VALUES)
def test_a_value_is_written_as_python_reads_it(value: Any) -> None:
    assert ast.literal_eval(literal.literal(value)) == value


@given(st.dictionaries(st.text(max_size=20), VALUES, max_size=6))
def test_a_call_is_one_line_or_one_argument_in_a_line(key: dict[str, Any]) -> None:
    said = literal.call('exercise("x").points', ('"form"', "4"), key=key)
    called = ast.parse(said).body[0].value  # type: ignore[attr-defined]
    assert ast.literal_eval(called.keywords[0].value) == key
    assert "\n" in said or len(said) <= literal.WIDTH


def test_a_question_without_a_key_to_answer_by_needs_a_model() -> None:
    with pytest.raises(ValueError, match="model"):
        model({"id": "plan", "kind": "sheet"}, {"key": {}})

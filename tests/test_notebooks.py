"""Are the notebooks clean, fresh, of one piece with the package, and do the trainee's hold no key?"""

import ast
import json
import re
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

from toolkit.answers import MIME, read
from toolkit.exercises.scoring import needs_key
from toolkit.notebook.exercise import exercise
from toolkit.sessions.room import content, questions, rooms

ROOT = Path(__file__).parents[1]
ROOMS = ROOT / "toolkit" / "sessions"
DESK = ROOT / "workbooks" / "facilitator.ipynb"
# What belongs to the course as a whole.
JOURNEY = [
    *sorted((ROOT / "workbooks").glob("gate-*.ipynb")),
    *(ROOT / "workbooks" / f"{one}.ipynb" for one in ("measure", "start-here", "words")),
]
STEPS = "way|gate|measure|wipe|cards|gaps|words|items"
WORKBOOKS = sorted((ROOT / "workbooks").glob("*.ipynb"))
SOLUTIONS = sorted((ROOT / "solutions").glob("*/*.ipynb"))
EXERCISES = sorted((ROOT / "exercises").glob("*/*.ipynb"))
ASSIGNMENTS = [path.stem for path in SOLUTIONS]


def named(paths: list[Path]) -> Any:
    return pytest.mark.parametrize("path", paths, ids=[str(path.relative_to(ROOT)) for path in paths])


every_notebook = named([*WORKBOOKS, *SOLUTIONS, *EXERCISES])
every_assignment = pytest.mark.parametrize("assignment", ASSIGNMENTS)


def cells(path: Path, kind: str = "") -> list[dict[str, Any]]:
    notebook = json.loads(path.read_text("utf-8"))
    return [cell for cell in notebook["cells"] if kind in ("", cell["cell_type"])]


def source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def notebook_of(side: str, assignment: str) -> Path:
    return ROOT / side / assignment / f"{assignment}.ipynb"


def about(cell: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = cell["metadata"].get("nbgrader", {})
    return found


def test_there_are_notebooks() -> None:
    assert WORKBOOKS and SOLUTIONS and EXERCISES
    assert ROOT / "workbooks" / "start-here.ipynb" in WORKBOOKS


@every_notebook
def test_notebook_is_well_formed(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert notebook.metadata.kernelspec.name == "python3"
    assert path.read_text("utf-8").endswith("}\n")


@every_notebook
def test_no_outputs_and_no_counts(path: Path) -> None:
    for cell in cells(path, "code"):
        assert cell["outputs"] == []
        assert cell["execution_count"] is None


@every_notebook
def test_ids_are_readable_and_unique(path: Path) -> None:
    ids = [cell["id"] for cell in cells(path)]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", id_) for id_ in ids)
    assert all(re.search(r"[a-z]{3}", cell["id"]) for cell in cells(path, "code")), "An id says what the cell does."


@every_notebook
def test_a_code_cell_is_one_import_and_one_call(path: Path) -> None:
    """In an exercise the call that gives the points is taken away, and only the import is left."""
    for cell in cells(path, "code"):
        text = source(cell)
        code = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
        assert len(code) <= (160 if about(cell).get("grade") else 8), "A key may be a whole table."
        first, *others = ast.parse(text).body
        assert isinstance(first, ast.ImportFrom)
        assert first.module == ("toolkit.facilitator" if path == DESK else "toolkit")
        taken = path in EXERCISES and about(cell).get("grade")
        assert len(others) == (0 if taken else 1)
        assert all(isinstance(one, ast.Expr) and isinstance(one.value, ast.Call) for one in others)


@every_notebook
def test_code_is_folded_away(path: Path) -> None:
    assert all(cell["metadata"]["jupyter"]["source_hidden"] is True for cell in cells(path, "code"))


@named([path for path in [*WORKBOOKS, *EXERCISES] if path != DESK])
def test_nobody_writes_into_a_trainees_page_but_in_its_forms(path: Path) -> None:
    """What is typed into a cell is in no answers file, and *Wipe everything* could not tell it from what is ours."""
    kept = {(cell["metadata"].get("editable"), cell["metadata"].get("deletable")) for cell in cells(path)}
    assert kept == {(False, False)}


@every_notebook
def test_trainees_meet_no_programmers_words(path: Path) -> None:
    words = re.compile(
        r"\b(python|kernel|traceback|exception|notimplemented\w*|assert|json|import|cell)\b", re.IGNORECASE
    )
    for cell in cells(path, "markdown"):
        assert not words.search(re.sub(r"`[^`]*`", "", source(cell))), cell["id"]


@every_notebook
def test_links_lead_somewhere(path: Path) -> None:
    for cell in cells(path, "markdown"):
        for target in re.findall(r"\]\(([^)#]+)\)", source(cell)):
            assert "://" not in target, "A workbook sends nobody to another machine."
            assert (path.parent / target).is_file(), target


def test_the_desk_shows_every_step_once() -> None:
    from toolkit.facilitator.desk.desk import Desk

    called = [source(cell).splitlines()[-1] for cell in cells(DESK, "code")]
    steps = [name for name in vars(Desk) if not name.startswith("_") and callable(getattr(Desk, name))]
    assert called == [f"facilitator().{name}()" for name in steps]


@named(JOURNEY)
def test_what_a_notebook_of_the_journey_shows_is_there(path: Path) -> None:
    """Every call names a step of the journey; a gate is its notebook's own, a measure one of three moments."""
    from toolkit.sessions.room import gates

    for cell in cells(path, "code"):
        call = re.fullmatch(rf'journey\(\)\.({STEPS})\((?:"(\w+)")?\)', source(cell).splitlines()[-1])
        assert call
        step, name = call.groups()
        if step == "gate":
            assert path.stem == f"gate-{name}" and gates().bank(name)
        assert name in ("before", "after", "later") if step == "measure" else step == "gate" or name is None


@named([path for path in WORKBOOKS if path != DESK and path not in JOURNEY])
def test_what_a_workbook_shows_is_there(path: Path) -> None:
    """Every call names a session with content, and one of the things that a session can show."""
    from toolkit.notebook.session import Session
    from toolkit.sessions.room import labs

    for cell in cells(path, "code"):
        call = re.fullmatch(r'session\("([a-z-]+)"\)\.(\w+)\((?:"(\w+)")?\)', source(cell).splitlines()[-1])
        assert call
        name, shown, lab = call.groups()
        assert name == path.stem
        assert content(name)
        assert callable(getattr(Session, shown))
        assert (lab in labs(name)) if shown == "lab" else lab is None


def test_every_session_has_a_workbook_that_start_here_opens() -> None:
    start = "".join(source(cell) for cell in cells(ROOT / "workbooks" / "start-here.ipynb"))
    for session in rooms():
        assert (ROOT / "workbooks" / f"{session}.ipynb").is_file()
        assert f"({session}.ipynb)" in start
    for assignment in ASSIGNMENTS:
        assert f"(../exercises/{assignment}/{assignment}.ipynb)" in start


def test_no_orphans_on_either_side() -> None:
    """Solution, exercise and questions belong together; each notebook is named like its folder."""
    assert [path.stem for path in EXERCISES] == ASSIGNMENTS, "Run `make exercises`."
    assert sorted(rooms()) == ASSIGNMENTS
    assert all(path.stem == path.parent.name for path in [*SOLUTIONS, *EXERCISES])
    assert {path.parent.name for path in (ROOT / "solutions").glob("*/model-answers.json")} == set(ASSIGNMENTS)
    for side in ("solutions", "exercises"):
        folders = {path.name for path in (ROOT / side).iterdir() if path.is_dir() and path.name[0] not in "._"}
        assert folders == set(ASSIGNMENTS)


@every_assignment
def test_every_question_is_asked_once(assignment: str) -> None:
    asked = re.findall(r'\.ask\("([^"]+)"\)', "".join(map(source, cells(notebook_of("solutions", assignment), "code"))))
    assert sorted(asked) == sorted(questions(assignment))


def points_cells(assignment: str) -> Iterator[tuple[dict[str, Any], str, float, Any]]:
    """Every cell of a solution that gives points, with its form, its maximum and its key."""
    for cell in cells(notebook_of("solutions", assignment), "code"):
        call = ast.parse(source(cell)).body[-1].value  # type: ignore[attr-defined]
        assert (call.func.attr == "points") == bool(about(cell).get("grade"))
        if call.func.attr == "points":
            form, maximum = map(ast.literal_eval, call.args)
            key = next((ast.literal_eval(named.value) for named in call.keywords if named.arg == "key"), None)
            yield cell, form, maximum, key


@every_assignment
def test_points_in_the_code_are_those_that_nbgrader_knows(assignment: str) -> None:
    """A cell that gives more than its maximum would stop nbgrader for that submission."""
    given = list(points_cells(assignment))
    assert given
    for cell, form, maximum, _ in given:
        assert about(cell)["points"] == maximum
        assert about(cell)["grade_id"] == cell["id"] == f"points-{form}"


def disputed(kind: str, key: Any) -> list[str]:
    """List what of a key has more than one answer."""
    if kind in ("groups", "cards"):
        return [id_ for id_, one in key.items() if not isinstance(one, str)]
    if kind == "choices":
        return list(key["either"]) if isinstance(key, dict) else []
    return [one for one in key if not isinstance(one, str)] if kind == "order" else []


SAYS_SO = re.compile(r"differ|disagree|more than one|could be seen otherwise|both count|neither earns")


@every_assignment
def test_where_a_key_has_two_answers_the_page_says_so_before(assignment: str) -> None:
    """Nobody should look for the one right answer where people who know the matter see two."""
    for _, form, _, key in points_cells(assignment):
        question = questions(assignment)[form]
        assert not (key and disputed(question.kind, key)) or SAYS_SO.search(question.help), form


@every_assignment
def test_a_key_fits_its_question(assignment: str) -> None:
    for _, form, _, key in points_cells(assignment):
        question = questions(assignment)[form]
        assert (key is not None) == needs_key(question)
        if question.kind in ("choices", "order") and key:
            steps = [*key["ticked"], *key["either"]] if isinstance(key, dict) else key
            named = [id_ for step in steps for id_ in ([step] if isinstance(step, str) else step)]
            assert set(named) <= set(question.options) and len(set(named)) == len(named)
        if question.kind == "order":
            assert set(named) == set(question.options) and named != list(question.options)
        if question.kind in ("groups", "cards"):
            assert set(key) == set(question.options)
            assert all(
                group in question.groups
                for groups in key.values()
                for group in ([groups] if isinstance(groups, str) else groups)
            )
        if question.kind == "choice":
            first, *others = [key] if isinstance(key, str) else key  # an id of before, or what is defensible as well
            assert first in question.options and len({first, *others}) == 1 + len(others) < len(question.options)
        if question.kind == "choices" and key:
            assert len(named) * 2 <= len(question.options) + 2, "Ticking every box must not be worth much."


@every_assignment
def test_every_question_is_worth_something_or_read_by_a_person(assignment: str) -> None:
    worth = {form for _, form, _, _ in points_cells(assignment)}
    assert {question.kind for id_, question in questions(assignment).items() if id_ not in worth} <= {
        "confidence",
        "reflection",
    }
    tasks = [cell for cell in cells(notebook_of("solutions", assignment)) if about(cell).get("task")]
    assert len(tasks) >= 2
    assert all("### BEGIN MARK SCHEME" in source(cell) or "=== BEGIN MARK SCHEME ===" in source(cell) for cell in tasks)


@named(EXERCISES)
def test_an_exercise_holds_no_key_no_hidden_test_and_no_mark_scheme(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"HIDDEN|MARK SCHEME|key=|\.points\(|model", text)


@every_assignment
def test_counter_test_a_solution_holds_them_all(assignment: str) -> None:
    """Otherwise the search above would look for words that stand nowhere."""
    text = notebook_of("solutions", assignment).read_text("utf-8")
    assert all(word in text for word in ("BEGIN HIDDEN TESTS", "MARK SCHEME", "key=", ".points("))


def texts_of(value: Any) -> Iterator[str]:
    """Every text of some length in a model answer."""
    if isinstance(value, str) and len(value) > 30:
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts_of(inner)


def model(assignment: str) -> dict[str, Any]:
    content_ = (ROOT / "solutions" / assignment / "model-answers.json").read_bytes()
    return dict(read(content_, assignment).values)


MODELS = [
    pytest.param(text, id=f"{assignment}-{form}")
    for assignment in ASSIGNMENTS
    for form, answer in model(assignment).items()
    for text in texts_of(answer)
]


@pytest.mark.parametrize("text", MODELS)
def test_model_answer_stands_in_no_exercise(text: str) -> None:
    assert MODELS
    for path in EXERCISES:
        assert text not in "".join(map(source, cells(path)))


def told() -> str:
    """All words that a trainee is given before the exercise."""
    ours = [*ROOMS.glob("*/workbook.toml"), *ROOMS.glob("*/exercise.toml")]
    return "".join(path.read_text("utf-8") for path in [*ours, *WORKBOOKS])


@pytest.mark.parametrize("text", MODELS)
def test_model_answer_cannot_be_copied_out_of_a_workbook(text: str) -> None:
    assert text not in told()


def test_questions_hold_no_key() -> None:
    """Options of `groups` are told with their ids, so the ids must not be named like the groups."""
    for path in ROOMS.glob("*/exercise.toml"):
        for row in tomllib.loads(path.read_text("utf-8"))["questions"]:
            assert not {"key", "answer", "right", "correct"} & row.keys()
            assert not set(row.get("options", ())) & set(row.get("groups", ()))


@every_assignment
def test_every_question_has_a_model_answer(assignment: str) -> None:
    needed = {id_ for id_, question in questions(assignment).items() if not question.optional}
    assert set(model(assignment)) == needed


@every_assignment
def test_model_answers_are_worth_everything_and_an_empty_form_nothing(assignment: str, tmp_path: Path) -> None:
    shutil.copyfile(ROOT / "solutions" / assignment / "model-answers.json", tmp_path / "answers.json")
    (tmp_path / "empty").mkdir()
    full, empty = exercise(assignment, tmp_path), exercise(assignment, tmp_path / "empty")
    for _, form, maximum, key in points_cells(assignment):
        assert full.points(form, maximum, key) == maximum, form
        assert empty.points(form, maximum, key) == 0, form


# From here on nbgrader, which takes seconds to import, or a kernel, which takes seconds to start.


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course of our own: configuration and solutions, nothing else."""
    shutil.copyfile(ROOT / "nbgrader_config.py", tmp_path / "nbgrader_config.py")
    shutil.copytree(ROOT / "solutions", tmp_path / "solutions")
    return tmp_path


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


@pytest.mark.nbgrader
def test_exercises_are_fresh(tmp_path: Path) -> None:
    from toolkit.facilitator.grading.release import make_exercises

    assert make_exercises(ROOT, tmp_path) == []
    made = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    ours = {path.relative_to(ROOT / "exercises"): path.read_bytes() for path in EXERCISES}
    assert made == ours, "Run `make exercises`."


@pytest.mark.nbgrader
@every_assignment
def test_keys_are_without_fault(assignment: str) -> None:
    from toolkit.facilitator.grading.release import keys_fault

    assert keys_fault(ROOT, assignment) == []


@pytest.mark.nbgrader
def test_a_spoiled_model_answer_is_noticed_and_nothing_is_released(course: Path) -> None:
    from toolkit.facilitator.grading.release import keys_fault, make_exercises

    spoil(course / "solutions" / "tweet-rewriting" / "model-answers.json", '"116"', '"117"')
    said = ["tweet-rewriting: the model answer earns 0.0 of 2 in “points-room-left”."]
    assert keys_fault(course, "tweet-rewriting") == said
    assert make_exercises(course) == said
    assert not list(course.glob("exercises/tweet-rewriting/*.ipynb"))


@pytest.mark.nbgrader
def test_points_for_nothing_are_noticed(course: Path) -> None:
    from toolkit.facilitator.grading.release import keys_fault

    notebook = course / "solutions" / "tweet-rewriting" / "tweet-rewriting.ipynb"
    spoil(notebook, r"""exercise(\"tweet-rewriting\").points(\"room-left\", 2, key=116)""", "2.0")
    assert keys_fault(course, "tweet-rewriting") == ["tweet-rewriting: an empty form earns 2.0 in “points-room-left”."]


@pytest.mark.nbgrader
def test_what_is_released_is_the_notebook_alone(course: Path) -> None:
    from toolkit.facilitator.grading.release import make_exercises

    assert make_exercises(course) == []
    made = sorted(
        str(path.relative_to(course / "exercises")) for path in course.glob("exercises/**/*") if path.is_file()
    )
    assert made == [f"{assignment}/{assignment}.ipynb" for assignment in ASSIGNMENTS]
    assert not list(course.glob("*.db")), "No gradebook is needed."


@pytest.mark.nbgrader
@named([*WORKBOOKS, *EXERCISES])
def test_notebook_runs_as_a_trainee_runs_it(path: Path, tmp_path: Path) -> None:
    """Every cell shows a widget or a face, says nothing on the side, and leaves nothing but the answers behind."""
    from nbclient import NotebookClient

    shutil.copyfile(path, tmp_path / path.name)
    notebook = nbformat.read(tmp_path / path.name, as_version=4)
    NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    for cell in notebook.cells:
        kinds = {output.output_type for output in cell.get("outputs", [])}
        assert kinds <= {"display_data", "execute_result"}, cell.id
        assert kinds or cell.cell_type != "code" or about(cell).get("grade"), cell.id
    assert {entry.name for entry in tmp_path.iterdir()} <= {path.name, "my-work", "answers.json"}
    if path in EXERCISES:
        shown = [data for cell in notebook.cells for data in [output.data for output in cell.get("outputs", [])]]
        assert sum(MIME in data for data in shown) == len(questions(path.stem))

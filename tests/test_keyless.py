"""How much can be earned with nothing but what a trainee has on the disk, and is it no more than we say?

`tests/cheat.py` works out answers in the unpacked bundle; here they are graded with the keys. What may be earned so is
named in `solutions/keyless.toml`. To see the table: pytest tests/test_keyless.py -k table -s
"""

import json
import random
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from math import ceil
from pathlib import Path
from statistics import mean
from typing import Any

import pytest
from test_bundle import alone
from test_notebooks import ASSIGNMENTS, SOLUTIONS, about, cells, model, points_cells

from toolkit.exercises.questions import Question
from toolkit.exercises.scoring import mark, needs_key
from toolkit.facilitator.bundling.bundle import NAME, bundle
from toolkit.sessions.room import questions

ROOT = Path(__file__).parents[1]
CHEAT = ROOT / "tests" / "cheat.py"
NAMED = tomllib.loads((ROOT / "solutions" / "keyless.toml").read_text("utf-8"))["question"]
KINDS = ("writing", "sheet", "look-up")
GUESSES = 400
NEAR = 0.25  # points by which what is named may differ from what is earned: guesses are drawn, not counted
marked = pytest.mark.nbgrader  # to pack the bundle nbgrader is loaded, which takes seconds; so does a cheat
Form = tuple[str, str]  # an exercise and its question
Cheated = Mapping[str, Mapping[str, Mapping[str, Any]]]


def graded() -> dict[Form, tuple[Question, float, Any]]:
    """Every question that gives points by itself, with its maximum and its key."""
    return {
        (assignment, form): (questions(assignment)[form], maximum, key)
        for assignment in ASSIGNMENTS
        for _, form, maximum, key in points_cells(assignment)
    }


GRADED = graded()
ALLOWED = {(row["exercise"], row["form"]): row for row in NAMED}


# ---- what guessing earns


def guess(question: Question, draw: random.Random, known: Mapping[str, Any] | None = None) -> Any:
    """Choose blindly; what is known already stays."""
    options, groups = list(question.options), list(question.groups)
    if question.kind == "groups":
        return {id_: draw.choice(groups) for id_ in options} | dict(known or {})
    if question.kind == "cards":
        return {id_: {"group": draw.choice(groups)} for id_ in options} | dict(known or {})
    if question.kind == "choices":
        return [id_ for id_ in options if draw.random() < 0.5]
    if question.kind == "order":
        return draw.sample(options, len(options))
    if question.kind == "choice":
        return draw.choice(options)
    scales = {field.id: draw.randint(0, field.most) for field in question.fields if field.kind == "scale"}
    return {**scales, **{field.id: draw.choice(list(field.options)) for field in question.fields if field.options}}


def shares(question: Question, key: Any, known: Mapping[str, Any] | None = None) -> float:
    """The share that blind choices earn on average, beside what is known."""
    draw = random.Random(question.id)
    return mean(mark(question, guess(question, draw, known), {}, key).share for _ in range(GUESSES))


@cache
def guessed(form: Form) -> float:
    question, maximum, key = GRADED[form]
    return maximum * shares(question, key)


def earned(form: Form, answer: Any) -> float:
    """The points of an answer; what it leaves open in a sorting is guessed."""
    question, maximum, key = GRADED[form]
    if question.kind in ("groups", "cards"):
        return maximum * shares(question, key, answer)
    return maximum * mark(question, answer, {}, key).share


# ---- the cheat


@dataclass(frozen=True)
class Row:
    """One question: what it is worth, what a guess and a cheat earn, and how the cheat does it."""

    form: Form
    maximum: float
    guessed: float
    earned: float
    leak: str

    @property
    def gain(self) -> float:
        return self.earned - self.guessed

    def __str__(self) -> str:
        named = f"{self.form[0]:24} {self.form[1]:16}"
        return f"{named} {self.maximum:4g} {self.guessed:7.2f} {self.earned:7.2f} {self.gain:+7.2f}  {self.leak}"


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a trainee has."""
    folder = tmp_path_factory.mktemp("trainee")
    with zipfile.ZipFile(bundle(ROOT, folder).path) as archive:
        archive.extractall(folder)
    return folder / NAME


def cheat(folder: Path) -> Cheated:
    """Let the cheat work in a process of its own, which can open no file of the repository."""
    run = subprocess.run(
        [sys.executable, str(CHEAT), str(ROOT)], cwd=folder, env=alone(folder), capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr[-3000:]
    found: Cheated = json.loads(run.stdout)
    return found


@pytest.fixture(scope="module")
def rows(unpacked: Path) -> dict[Form, Row]:
    return dict(_rows(cheat(unpacked)))


def _rows(cheated: Cheated) -> Iterator[tuple[Form, Row]]:
    for form, (_, maximum, _) in GRADED.items():
        best = {leak: earned(form, answer) for leak, answer in cheated[form[0]].get(form[1], {}).items()}
        leak = max(best, key=best.__getitem__, default="")
        yield form, Row(form, maximum, guessed(form), best[leak] if leak else guessed(form), leak)


@marked
def test_the_table(rows: Mapping[Form, Row]) -> None:
    whole = sum(row.maximum for row in rows.values())
    print(f"\n{'exercise':24} {'question':16} {'most':>4} {'guessed':>7} {'cheated':>7} {'more':>7}  by")
    print(*(row for row in rows.values() if row.leak), sep="\n")
    for kind in KINDS:
        listed = [form for form, row in ALLOWED.items() if row["kind"] == kind]
        named, most = (
            sum(one) for one in zip(*((ALLOWED[form]["points"], GRADED[form][1]) for form in listed), strict=True)
        )
        print(f"{kind}: {named:.1f} of {whole:g} points named, in {len(listed)} questions worth {most:g}")
    assert all(form in rows for form in GRADED)


@marked
def test_no_question_tells_more_than_is_named(rows: Mapping[Form, Row]) -> None:
    more = {
        form: str(row)
        for form, row in rows.items()
        if row.gain > NEAR + (ALLOWED[form]["points"] if form in ALLOWED else 0)
    }
    assert more == {}


@marked
def test_what_is_named_is_so(rows: Mapping[Form, Row]) -> None:
    """A leak that was closed is not named any more."""
    assert len(ALLOWED) == len(NAMED) and ALLOWED.keys() <= GRADED.keys()
    assert {row["kind"] for row in NAMED} == set(KINDS) and all(row["reason"].endswith(".") for row in NAMED)
    stale = {
        form: str(rows[form])
        for form, row in ALLOWED.items()
        if row["kind"] != "writing" and abs(rows[form].gain - row["points"]) > NEAR
    }
    assert stale == {}


def test_free_writing_is_graded_by_what_is_said_while_one_writes() -> None:
    """Named are all questions in which somebody writes and no key is asked for, and they are worth what is named."""
    for form, row in ALLOWED.items():
        question, maximum, _ = GRADED[form]
        if row["kind"] == "writing":
            assert question.kind == "text" or any(not field.options for field in question.fields)
            answers = model(form[0])
            assert mark(question, answers[form[1]], answers, None).share == 1.0
            assert row["points"] == maximum
    assert {form for form, (question, *_) in GRADED.items() if not needs_key(question)} <= ALLOWED.keys()


def test_beside_free_writing_a_tenth_of_the_course_at_most() -> None:
    judged = sum(about(cell)["points"] for path in SOLUTIONS for cell in cells(path) if about(cell).get("task"))
    whole = judged + sum(maximum for _, maximum, _ in GRADED.values())
    assert sum(row["points"] for row in NAMED if row["kind"] != "writing") <= whole / 10


# ---- answering by place


def by_place(question: Question) -> dict[str, Any]:
    """Answers that look at nothing but where an option stands in the file, or how long it is."""
    options, groups = list(question.options), list(question.groups)
    n, k = len(options), len(groups)
    if question.kind in ("groups", "cards"):
        turns = {
            "in turn": [i % k for i in range(n)],
            "in turn, backwards": [(-1 - i) % k for i in range(n)],
            "in runs": [i * k // n for i in range(n)],
            "in runs, backwards": [k - 1 - i * k // n for i in range(n)],
            **{f"all into group {j + 1}": [j] * n for j in range(k)},
        }
        sorted_ = {name: {options[i]: groups[j] for i, j in enumerate(where)} for name, where in turns.items()}
        if question.kind == "groups":
            return sorted_
        return {name: {id_: {"group": one} for id_, one in where.items()} for name, where in sorted_.items()}
    if question.kind == "choices":
        some = {f"the first {m}": options[:m] for m in (1, 2, 3, 4)} | {
            f"the last {m}": options[-m:] for m in (2, 3, 4)
        }
        half = {"the first half": options[: ceil(n / 2)], "the last half": options[-ceil(n / 2) :]}
        return {**some, **half, "every other": options[::2], "the others": options[1::2], "all": options}
    if question.kind == "order":
        return {"as it stands": options, "backwards": options[::-1], "turned": [*options[1:], options[0]]}
    if question.kind == "choice":
        sizes = {
            "the longest": max(options, key=_length(question)),
            "the shortest": min(options, key=_length(question)),
        }
        marked = [id_ for id_ in options if ";" in question.options[id_]]
        return {f"number {i + 1}": id_ for i, id_ in enumerate(options)} | sizes | {"a semicolon": (marked or [""])[0]}
    if question.fields and all(field.options for field in question.fields):
        places = {f"number {i + 1}": i for i in range(3)} | {"the last": -1}
        return {
            name: {field.id: _at(list(field.options), i) for field in question.fields} for name, i in places.items()
        }
    return {}


def _length(question: Question) -> Any:
    return lambda id_: len(question.options[id_])


def _at(options: list[str], place: int) -> str:
    return options[min(place, len(options) - 1)]


@cache
def placed() -> dict[Form, dict[str, float]]:
    return {
        form: {name: maximum * mark(question, answer, {}, key).share for name, answer in by_place(question).items()}
        for form, (question, maximum, key) in GRADED.items()
    }


@pytest.mark.parametrize("form", [pytest.param(form, id="-".join(form)) for form in GRADED])
def test_no_place_in_the_file_solves_a_question_of_several_parts(form: Form) -> None:
    question, maximum, _ = GRADED[form]
    if question.kind != "choice":
        most = max(2 / 3, guessed(form) / maximum + 1 / 5) * maximum if by_place(question) else 0
        telling = {name: points for name, points in placed()[form].items() if points > most + 0.01}
        assert not telling, (
            f"{'/'.join(form)}: whoever only looks at where the options stand earns {telling} of {maximum:g} points "
            "(in runs: 1 1 2 3, in turn: 1 2 3 1, by the order of the groups). Put the options, or the groups, into "
            "another order in exercise.toml."
        )


def test_no_rule_of_place_earns_much_more_than_guessing() -> None:
    """Over all questions of a kind together: the same rule for each."""
    more: Counter[tuple[str, str]] = Counter()
    worth: Counter[tuple[str, str]] = Counter()
    used: Counter[tuple[str, str]] = Counter()
    for form, each in placed().items():
        question, maximum, _ = GRADED[form]
        for name, points in each.items():
            more[question.kind, name] += points - guessed(form)  # type: ignore[assignment]
            worth[question.kind, name] += maximum  # type: ignore[assignment]
            used[question.kind, name] += 1
    assert {rule: gain for rule, gain in more.items() if used[rule] >= 3 and gain > max(1.5, worth[rule] / 10)} == {}


def test_the_right_one_of_four_stands_everywhere_alike() -> None:
    places: Counter[int] = Counter()
    for question, _, key in GRADED.values():
        if question.kind == "choice" and len(question.options) == 4:
            places[list(question.options).index(key if isinstance(key, str) else key[0])] += 1
    assert max(places.values()) - min(places[n] for n in range(4)) <= 1


# ---- what is left behind


@marked
def test_a_checksum_is_that_of_the_cell_as_it_was_handed_out(unpacked: Path) -> None:
    """nbgrader counts it twice: with the hidden part for the gradebook, and again without."""
    import nbformat
    from nbgrader.utils import compute_checksum

    for assignment in ASSIGNMENTS:
        for cell in nbformat.read(unpacked / "exercises" / assignment / f"{assignment}.ipynb", as_version=4).cells:
            if checksum := cell.metadata.get("nbgrader", {}).get("checksum"):
                assert checksum == compute_checksum(cell), cell.id
            assert set(cell.metadata) <= {"nbgrader", "jupyter", "deletable", "editable"}


# ---- the cheat is one


@marked
def test_the_cheat_opens_nothing_of_the_repository(unpacked: Path) -> None:
    """Otherwise it would find nothing in the bundle, and all of it beside."""
    key = ROOT / "solutions" / "keyless.toml"
    code = f"import sys; sys.argv[1:] = [{str(ROOT)!r}]; sys.path.append({str(CHEAT.parent)!r}); import cheat; "
    run = subprocess.run(
        [sys.executable, "-c", f"{code}open({str(key)!r})"],
        cwd=unpacked,
        env=alone(unpacked),
        capture_output=True,
        text=True,
    )
    assert f"PermissionError: A trainee does not have {key}" in run.stderr


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1, (path, old)
    path.write_text(text.replace(old, new), "utf-8")


@marked
def test_counter_test_what_is_planted_is_found(unpacked: Path, tmp_path: Path) -> None:
    """A key of every sort is put where trainees could find it: each is found, and is worth what the question is."""
    from nbformat import from_dict
    from nbgrader.utils import compute_checksum

    folder = Path(shutil.copytree(unpacked, tmp_path / NAME, ignore=shutil.ignore_patterns("__pycache__")))
    sessions = folder / "toolkit" / "sessions"
    audit = GRADED["safety-first", "audit"][2]
    for part, roles in audit.items():
        role = roles if isinstance(roles, str) else roles[0]
        replaced(
            sessions / "safety_first" / "data" / "thread.toml",
            f'\nid = "{part}"\n',
            f'\nid = "{part}"\nrole = "{role}"\n',
        )
    needs = (ROOT / "tests" / "cases" / "groups.toml").read_text("utf-8")
    groups = sessions / "groups_and_pages" / "data" / "groups.toml"
    groups.write_text(f"{groups.read_text('utf-8')}\n{needs}", "utf-8")
    replaced(sessions / "hashtag_choice" / "exercise.toml", "on-the-day = ", "right = ")
    notebook = folder / "exercises" / "safety-first" / "safety-first.ipynb"
    content = json.loads(notebook.read_text("utf-8"))
    cells = {cell["id"]: cell for cell in content["cells"]}
    hidden = '### BEGIN HIDDEN TESTS\nexercise("safety-first").points("admin", 1, key="two")\n### END HIDDEN TESTS'
    whole = {**cells["points-admin"], "source": f"{''.join(cells['points-admin']['source']).rstrip()}\n{hidden}"}
    cells["points-admin"]["metadata"]["nbgrader"]["checksum"] = compute_checksum(from_dict(whole))
    risk = f'exercise("safety-first").points("risk", 3, key={GRADED["safety-first", "risk"][2]!r})'
    cells["points-risk"]["source"] = ["from toolkit import exercise\n", risk]
    notebook.write_text(json.dumps(content), "utf-8")
    found = cheat(folder)
    wanted = {
        ("safety-first", "audit"): "a record of that id",
        ("groups-and-pages", "match"): "which form fits",
        ("hashtag-choice", "occasion"): "an id that tells",
        ("safety-first", "admin"): "a checksum",
        ("safety-first", "risk"): "a key that was left",
    }
    for form, leak in wanted.items():
        answer = found[form[0]][form[1]][leak]
        assert answer == "right" or earned(form, answer) == GRADED[form][1], form

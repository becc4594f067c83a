"""Does the whole loop with nbgrader hold for every other session as it does for `tweet-rewriting`?"""

import json
import re
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hostile import ANSWERS, MARKUP, SCRIPT, packed, write
from judging import judge
from nbgrader.api import Gradebook
from test_nbgrader import ASSIGNMENT as FIRST
from test_nbgrader import HEARING, ROOT, SCORES, STOCK, Acting, Run, Score, begin, finish, total, tree
from test_notebooks import points_cells

from toolkit.answers import Answers
from toolkit.exercises.questions import Question
from toolkit.facilitator.grading.cells import run as run_cells
from toolkit.facilitator.grading.release import assignments
from toolkit.facilitator.grading.submitted import Submitted
from toolkit.review import review
from toolkit.review.findings import Finding
from toolkit.sessions.room import questions
from toolkit.world.profiles import words as quadrants

pytestmark = pytest.mark.nbgrader
OTHERS = [name for name in assignments(ROOT) if name != FIRST]
REASON = "She may well stop a draft, and nobody else may."
# Where a form writes words: what else may stand there in a file that somebody wrote by hand.
ODD: dict[str, Any] = {
    "number": 7,
    "list": [["a"], {"b": 1}],
    "dict": {"text": ["a"], "group": {"b": 1}},
    "nothing": None,
    "yes": True,
    "below-nothing": -1,
    "fraction": 1.5,
    "huge": 10**40,
    "endless": float("inf"),
    "empty-text": "",
    "blank": " \t\n",
    "null-byte": "\x00",
    "half-character": "\ud800",
    "hash": "#",
    "open-quote": '"',
    "open-brackets": "( " * 3_000,
    "operators": "OR -from: since:9999-99-99 until:x ((",
    "other-digits": "٩",
    "right-to-left": "\u202e",
    "no-list": [],
    "no-dict": {},
    "list-of-nothing": [None],
    "list-of-lists": [[]],
    "list-of-dicts": [{}],
    "document": {"document": [], "text": 7},
    "long-list": ["a"] * 999,
}


# --- what is sent ----------------------------------------------------------------------------------------------------


@cache
def solution(assignment: str) -> dict[str, Any]:
    return dict(nbformat.read(ROOT / "solutions" / assignment / f"{assignment}.ipynb", as_version=4))


def model(assignment: str) -> dict[str, Any]:
    return dict(json.loads((ROOT / "solutions" / assignment / "model-answers.json").read_text("utf-8"))["answers"])


@cache
def maxima(assignment: str) -> dict[str, float]:
    return {f"points-{form}": maximum for _, form, maximum, _ in points_cells(assignment)}


@cache
def keys(assignment: str) -> dict[str, Any]:
    return {form: key for _, form, _, key in points_cells(assignment) if key is not None}


@cache
def tasks(assignment: str) -> dict[str, str]:
    """The cells that only a person can judge, with their source."""
    cells = ((cell["metadata"].get("nbgrader", {}), cell["source"]) for cell in solution(assignment)["cells"])
    return {about["grade_id"]: source for about, source in cells if about.get("task")}


def every_other(assignment: str) -> dict[str, Any]:
    return dict(list(model(assignment).items())[::2])


def instead(answer: Any, odd: Any) -> Any:
    """An answer of the right build in which something else stands wherever words or numbers are expected."""
    if isinstance(answer, dict):
        return {name: instead(part, odd) for name, part in answer.items()}
    return [odd] * len(answer) if isinstance(answer, list) else odd


def oddly(assignment: str) -> dict[str, Any]:
    """Answers with numbers, lists and dicts where words are expected, by turns."""
    odd = cycle(ODD[name] for name in ("number", "list", "dict"))
    return {form: instead(answer, next(odd)) for form, answer in model(assignment).items()}


def dressed(question: Question, key: Any, answer: Any) -> Any:
    """An answer with active markup in every text of it; every third card is put elsewhere, with a reason."""
    if question.kind == "cards":
        elsewhere = all_wrong(question, key, answer)
        cards = {who: (elsewhere if n % 3 == 0 else answer)[who]["group"] for n, who in enumerate(answer)}
        why = f"{REASON} {MARKUP}"
        return {who: {"group": group, "why": why} for who, group in cards.items()} | {
            MARKUP: {"group": MARKUP, "why": why}
        }
    if isinstance(answer, list):
        return [*answer, MARKUP]
    if isinstance(answer, dict):
        texts = {name: f"{part} {MARKUP}" for name, part in answer.items() if isinstance(part, str)}
        return answer | (texts if question.kind in ("sheet", "text") else {}) | {MARKUP: MARKUP}
    return f"{answer} {MARKUP}"


def all_wrong(question: Question, key: Any, answer: Any) -> Any:
    """An answer in which nothing is right, as far as there is a key to be wrong about."""
    if question.kind in ("groups", "cards"):
        groups = {item: _other_group(question, key[item]) for item in question.options}
        return groups if question.kind == "groups" else {item: {"group": group} for item, group in groups.items()}
    if question.kind == "sheet":
        return {field.id: _other_value(field, answer[field.id]) for field in question.fields}
    return {
        "text": lambda: HEARING,
        "reflection": lambda: "",
        "confidence": lambda: "95",
        "number": lambda: "-1",
        "order": lambda: every(key)[::-1],
        "choice": lambda: next(
            option for option in question.options if option not in ([key] if type(key) is str else key)
        ),
        "choices": lambda: [option for option in question.options if option not in (every(key) if key else answer)],
    }[question.kind]()


def _other_group(question: Question, accepted: Any) -> str:
    return next(group for group in question.groups if group not in ([accepted] if type(accepted) is str else accepted))


def _other_value(field: Any, value: Any) -> Any:
    if field.kind == "scale":
        return field.most - value
    return list(field.options)[-1] if field.kind == "choice" else '#1 "'


def sent_by(assignment: str) -> dict[str, dict[str, Any]]:
    """The answers of everybody who hands in, by code name."""
    right, asked, key = model(assignment), questions(assignment), keys(assignment)
    return {
        "model": right,
        "empty": {},
        "half": every_other(assignment),
        "wrong": {form: all_wrong(asked[form], key.get(form), answer) for form, answer in right.items()},
        "markup": {form: dressed(asked[form], key.get(form), answer) for form, answer in right.items()}
        | {MARKUP: MARKUP},
        "odd": oddly(assignment),
    }


WHO = ("model", "empty", "half", "wrong", "markup", "odd")
IN_WORDS = ("model", "half", "wrong", "markup")


# --- one course, released once, graded on three routes -------------------------------------------------------------


@dataclass(frozen=True)
class Route:
    """A course folder after one way of grading everything in it."""

    folder: Path
    runs: tuple[Run, ...]

    def scores(self, assignment: str) -> dict[str, dict[str, Score]]:
        found: dict[str, dict[str, Score]] = {}
        named = "join assignment on assignment.id = submitted_assignment.assignment_id where assignment.name = ?"
        with sqlite3.connect(self.folder / "gradebook.db") as book:
            for who, cell, kind, auto, manual, waits in book.execute(f"{SCORES} {named}", (assignment,)):
                found.setdefault(who, {})[cell] = Score(kind, auto, manual, bool(waits))
        return found

    def outputs(self, assignment: str, who: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """What the formgrader shows below each cell."""
        path = self.folder / "autograded" / who / assignment / f"{assignment}.ipynb"
        for cell in nbformat.read(path, as_version=4).cells:
            for output in cell.get("outputs", ()):
                yield cell.id, output

    def page(self, assignment: str, who: str) -> str:
        return (self.folder / "feedback" / who / assignment / f"{assignment}.html").read_text("utf-8")

    def shown(self, assignment: str, who: str) -> str:
        return flat("".join(Acting(self.page(assignment, who)).text))


def flat(text: str) -> str:
    return " ".join(text.split())


EVERY = "--assignment=*"  # nbgrader takes seconds to start: once for all
ROUTES = ("stock", "by-nbgrader", "ours")
OURS = ("ours", "by-nbgrader")


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Route:
    """The exercises released in a course with nothing of ours in its configuration."""
    folder = tmp_path_factory.mktemp("sessions") / "stock"
    for assignment in OTHERS:
        apart = shutil.ignore_patterns(".ipynb_checkpoints", "answers*.json")
        shutil.copytree(ROOT / "solutions" / assignment, folder / "solutions" / assignment, ignore=apart)
    (folder / "nbgrader_config.py").write_text(STOCK, "utf-8")
    return Route(folder, (finish(begin(folder, "nbgrader", "generate_assignment", EVERY)),))


@pytest.fixture(scope="module")
def routes(released: Route) -> Mapping[str, Route]:
    """Everything that was sent, graded once by each route; the routes run side by side."""
    assert released.runs[0].code == 0, released.runs[0].out[-2000:]
    folders = {name: released.folder.with_name(name) for name in ROUTES}
    for assignment in OTHERS:
        _hand_in(folders["stock"], assignment)
    with Gradebook(f"sqlite:///{folders['stock']}/gradebook.db") as book:
        for who in WHO:  # two nbgraders at a time would both add them
            book.add_student(who)
    for name in OURS:
        shutil.copytree(folders["stock"], folders[name])
        shutil.copyfile(ROOT / "nbgrader_config.py", folders[name] / "nbgrader_config.py")
    begun = {
        "stock": [begin(folders["stock"], "nbgrader", "autograde", assignment) for assignment in OTHERS],
        "by-nbgrader": [begin(folders["by-nbgrader"], "nbgrader", "autograde", EVERY)],
        "ours": [begin(folders["ours"], "toolkit", "grade")],
    }
    return {name: Route(folders[name], tuple(map(finish, some))) for name, some in begun.items()}


def _hand_in(course: Path, assignment: str) -> None:
    notebook = f"{assignment}.ipynb"
    released = (course / "exercises" / assignment / notebook).read_bytes()
    for who, answers in sent_by(assignment).items():
        content = {"format": 1, "assignment": assignment, "who": who, "answers": answers}
        folder = course / "submitted" / who / assignment
        folder.mkdir(parents=True)
        write(folder, {notebook: released, ANSWERS: packed(content)})


@pytest.fixture(scope="module")
def feedback(routes: Mapping[str, Route]) -> Mapping[str, Run]:
    """The pages of both of our routes."""
    ours = begin(routes["ours"].folder, "toolkit", "feedback")
    theirs = begin(routes["by-nbgrader"].folder, "nbgrader", "generate_feedback", EVERY)
    return {"ours": finish(ours), "by-nbgrader": finish(theirs)}


every_session = pytest.mark.parametrize("assignment", OTHERS)
every_sender = pytest.mark.parametrize("who", WHO)
every_route = pytest.mark.parametrize("route", ROUTES)
both_of_ours = pytest.mark.parametrize("route", OURS)


# --- the commands work, and the three routes agree -------------------------------------------------------------------


def test_there_are_other_sessions() -> None:
    assert {"hashtag-choice", "audience-targeting"} <= set(OTHERS)


def test_what_nbgrader_releases_is_what_stands_in_exercises(released: Route) -> None:
    assert released.runs[0].code == 0, released.runs[0].out[-2000:]
    names = [f"{assignment}/{assignment}.ipynb" for assignment in OTHERS]
    wanted = {name: content for name, content in tree(ROOT / "exercises").items() if name in names}
    assert len(wanted) == len(names)
    assert tree(released.folder / "exercises") == wanted, "Run `make exercises`."


def test_the_commands_end_well(routes: Mapping[str, Route], feedback: Mapping[str, Run]) -> None:
    for one in (*(one for route in routes.values() for one in route.runs), *feedback.values()):
        assert one.code == 0, one.out[-2000:]


@every_session
def test_every_submission_has_one_line_in_our_report(routes: Mapping[str, Route], assignment: str) -> None:
    rows = routes["ours"].runs[0].out.splitlines()
    for who in WHO:
        assert len([row for row in rows if f"  {assignment}  {who} " in row]) == 1
    assert rows[-1] == f"{len(WHO) * len(OTHERS)} graded ({len(WHO) * len(OTHERS)} new), 0 not graded."


@every_sender
@every_session
@pytest.mark.parametrize("route", ["stock", "by-nbgrader"])
def test_every_cell_earns_the_same_on_all_routes(
    routes: Mapping[str, Route], route: str, assignment: str, who: str
) -> None:
    assert routes[route].scores(assignment)[who] == routes["ours"].scores(assignment)[who]


@every_session
@every_route
def test_model_answers_earn_everything_and_empty_forms_nothing(
    routes: Mapping[str, Route], route: str, assignment: str
) -> None:
    scores = routes[route].scores(assignment)
    assert automatic(scores["model"]) == maxima(assignment)
    assert automatic(scores["empty"]) == dict.fromkeys(maxima(assignment), 0.0)
    half = {f"points-{form}" for form in every_other(assignment)} & maxima(assignment).keys()
    assert {cell for cell, points in automatic(scores["half"]).items() if points} == half
    assert total(scores["half"]) == sum(maxima(assignment)[cell] for cell in half)


def automatic(scores: Mapping[str, Score]) -> dict[str, float | None]:
    return {cell: score.auto for cell, score in scores.items() if score.kind == "GradeCell"}


@every_session
@every_route
def test_what_is_wrong_earns_nothing_where_there_is_a_key(
    routes: Mapping[str, Route], route: str, assignment: str
) -> None:
    earned = automatic(routes[route].scores(assignment)["wrong"])
    assert {form: earned[f"points-{form}"] for form in keys(assignment)} == dict.fromkeys(keys(assignment), 0.0)


@every_session
@every_route
def test_a_card_that_is_seen_otherwise_with_a_reason_costs_nothing(
    routes: Mapping[str, Route], route: str, assignment: str
) -> None:
    earned = automatic(routes[route].scores(assignment)["markup"])
    cards = {f"points-{question.id}" for question in questions(assignment).values() if question.kind == "cards"}
    assert {cell: earned[cell] for cell in cards} == {cell: maxima(assignment)[cell] for cell in cards}


@every_sender
@every_session
@every_route
def test_a_person_judges_what_a_person_must_judge_and_nothing_else(
    routes: Mapping[str, Route], route: str, assignment: str, who: str
) -> None:
    scores = routes[route].scores(assignment)[who]
    assert scores.keys() == maxima(assignment).keys() | tasks(assignment).keys()
    assert {cell for cell, score in scores.items() if score.waits} == tasks(assignment).keys()
    assert {scores[cell].auto for cell in tasks(assignment)} <= {None, 0.0}
    for cell, points in automatic(scores).items():
        assert points is not None and 0 <= points <= maxima(assignment)[cell], cell


# --- whatever shape an answer has ------------------------------------------------------------------------------------

Build = Callable[[Any, Any], Any]
BUILDS: dict[str, Build] = {
    "whole": lambda _, odd: odd,
    "parts": lambda answer, odd: dict.fromkeys(answer, odd) if isinstance(answer, dict) else [odd],
    "inside": instead,
}


def broken(outputs: Iterator[tuple[str, Mapping[str, Any]]]) -> list[str]:
    return [f"{cell}: {one['ename']}: {one['evalue']}" for cell, one in outputs if one["output_type"] == "error"]


@pytest.mark.parametrize("odd", ODD.values(), ids=list(ODD))
@pytest.mark.parametrize("build", BUILDS.values(), ids=list(BUILDS))
@every_session
def test_no_cell_of_ours_breaks_whatever_shape_an_answer_has(assignment: str, build: Build, odd: Any) -> None:
    answers = {form: build(answer, odd) for form, answer in model(assignment).items()}
    ran = run_cells(nbformat.from_dict(solution(assignment)), Submitted(Answers(assignment, answers)))
    assert broken((cell["id"], one) for cell in ran.notebook["cells"] for one in cell.get("outputs", ())) == []
    assert None not in ran.points.values()


@every_sender
@every_session
@every_route
def test_no_cell_of_ours_breaks_on_any_route(
    routes: Mapping[str, Route], route: str, assignment: str, who: str
) -> None:
    assert broken(routes[route].outputs(assignment, who)) == []


# --- what a facilitator sees, and what a trainee gets back -----------------------------------------------------------


@every_sender
@every_session
@every_route
def test_nothing_below_a_cell_acts(routes: Mapping[str, Route], route: str, assignment: str, who: str) -> None:
    outputs = [output for _, output in routes[route].outputs(assignment, who)]
    assert outputs
    for output in outputs:
        html = output.get("data", {}).get("text/html", "")
        assert Acting(html).found == []
        assert output.get("data", {}).keys() <= {"text/plain", "text/html"}


@every_sender
@every_session
@both_of_ours
def test_no_page_holds_anything_of_theirs_that_acts(
    routes: Mapping[str, Route], feedback: Mapping[str, Run], route: str, assignment: str, who: str
) -> None:
    assert feedback
    assert len(Acting(MARKUP).found) > 5, "What was sent would act, if it could."
    of_ours = Acting(routes[route].page(assignment, "empty")).found
    assert Acting(routes[route].page(assignment, who)).found == of_ours


@both_of_ours
def test_what_only_the_key_can_tell_is_told_with_the_points(
    routes: Mapping[str, Route], feedback: Mapping[str, Run], route: str
) -> None:
    """While a page is rebuilt nobody says whom it leads to; whoever handed in reads it, with its why."""
    assert feedback
    wrong, right = (routes[route].shown("safety-first", who) for who in ("wrong", "model"))
    assert "Gone from the page: What the group stands for;" in wrong and "moves nobody" in wrong
    assert "The page still does what it is for." in right and "We find nobody any more with what we know." in right
    assert "16 of 16 parts chosen: 4 stay, 7 say less, 5 go." in right


@every_session
@both_of_ours
def test_their_markup_is_shown_as_words(
    routes: Mapping[str, Route], feedback: Mapping[str, Run], route: str, assignment: str
) -> None:
    assert feedback
    sent = sent_by(assignment)["markup"]
    texts = sum(_texts(questions(assignment)[form], answer) for form, answer in sent.items() if form != MARKUP)
    assert routes[route].shown(assignment, "markup").count(SCRIPT) >= texts > 5


def _texts(question: Question, answer: Any) -> int:
    """Count what somebody wrote themselves in an answer: that is shown again, and nothing else."""
    if question.kind == "cards":
        return sum(who in question.options for who in answer)
    if question.kind == "sheet":
        return sum(isinstance(answer.get(field.id), str) for field in question.fields)
    return int(question.kind in ("text", "reflection"))


@pytest.mark.parametrize("who", IN_WORDS)
@every_session
@both_of_ours
def test_a_page_holds_every_answer_in_words(
    routes: Mapping[str, Route], feedback: Mapping[str, Run], route: str, assignment: str, who: str
) -> None:
    assert feedback
    page, asked = routes[route].shown(assignment, who), questions(assignment)
    sent = sent_by(assignment)[who].items()
    words = {form: list(in_words(asked[form], answer)) for form, answer in sent if form in asked}
    assert all(words[form] for form, answer in sent if answer and form in words and who != "markup")
    assert {form: [one for one in said if flat(one) not in page] for form, said in words.items()} == {
        form: [] for form in words
    }


def in_words(question: Question, answer: Any) -> Iterator[str]:
    """Say an answer as a reader would: the words of what was chosen, and what was written."""
    if question.kind == "text":
        yield answer["text"] if isinstance(answer, dict) else answer
    elif question.kind in ("reflection", "number"):
        yield answer
    elif question.kind in ("choice", "confidence", "choices", "order"):
        chosen = answer if isinstance(answer, list) else [answer]
        yield from (question.options[one] for one in chosen if one in question.options)
    else:
        yield from _in_lines(question, answer)


def _in_lines(question: Question, answer: Mapping[str, Any]) -> Iterator[str]:
    for field in question.fields:
        yield f"{field.label}: {field.options.get(answer[field.id], answer[field.id])}"
    for item, name in question.options.items() if not question.fields else ():
        card = answer[item]
        group, why = (card["group"], card.get("why", "")) if isinstance(card, dict) else (card, "")
        yield f"{name} → {question.groups[group]}" + (f": “{why}”" if why else "")


@pytest.mark.parametrize("who", IN_WORDS)
@every_session
@both_of_ours
def test_a_page_holds_what_was_found_and_why(
    routes: Mapping[str, Route], feedback: Mapping[str, Run], route: str, assignment: str, who: str
) -> None:
    assert feedback
    page, said = routes[route].shown(assignment, who), {one: to_be_said(assignment, one) for one in IN_WORDS}
    assert sum(map(len, said.values())) > 3  # in some sessions whoever answers half has written no words at all
    assert [words for words in said[who] if flat(words) not in page] == []


def to_be_said(assignment: str, who: str) -> list[str]:
    sent = sent_by(assignment)[who]
    return [words for form in sent if form != MARKUP for words in must_say(questions(assignment)[form], sent)]


def must_say(question: Question, sent: Mapping[str, Any]) -> list[str]:
    """List what a page must say of a text or a sheet: all praise, and the gravest six things with their reasons."""
    found: tuple[Finding, ...] = ()
    if question.kind == "text":
        found = review(question.draft(sent[question.id], sent)).findings
    elif question.judge:
        found = judge(question, sent[question.id]).findings
    firsts = {one.check: one for one in reversed(found) if one.verdict != "good"}
    grave = sorted(firsts.values(), key=found.index)[:6]
    praise = [one.advice for one in found if one.verdict == "good"]
    return praise + [words for one in grave for words in (one.advice, one.why, one.source)]


@pytest.mark.parametrize("who", ["model", "half", "wrong"])
@every_session
@both_of_ours
def test_a_page_says_the_points_of_every_cell(
    routes: Mapping[str, Route], feedback: Mapping[str, Run], route: str, assignment: str, who: str
) -> None:
    assert feedback
    earned = automatic(routes[route].scores(assignment)[who])
    wanted = Counter(f"{points:g} of {maxima(assignment)[cell]:g} points" for cell, points in earned.items())
    if route == "ours":  # our page begins with the sum, of which a person has some still to give
        judged = 3 * len(tasks(assignment))
        wanted[f"{sum(earned.values()):g} of {sum(maxima(assignment).values()) + judged:g} points"] += 1
    words = " ".join(Acting(routes[route].page(assignment, who)).text)
    shown = Counter(re.findall(r"[\d.]+ of [\d.]+ points", words))
    assert shown == wanted


@every_sender
@every_session
@both_of_ours
def test_no_page_holds_code_mark_scheme_or_hidden_tests(
    routes: Mapping[str, Route], feedback: Mapping[str, Run], route: str, assignment: str, who: str
) -> None:
    assert feedback
    page, shown = routes[route].page(assignment, who), routes[route].shown(assignment, who)
    assert not [
        secret for secret in ("key=", "HIDDEN TESTS", "MARK SCHEME", ".points(", "import exercise") if secret in page
    ]
    schemes = [line for source in tasks(assignment).values() for line in scheme(source)]
    assert len(schemes) > 5
    assert not [line for line in schemes if line in shown]


def scheme(source: str) -> list[str]:
    """List the plain words of a mark scheme, line by line."""
    inside = source.split("=== BEGIN MARK SCHEME ===")[1].split("=== END MARK SCHEME ===")[0]
    runs = (re.split(r"[*_`]+", line) for line in inside.splitlines() if line.strip())
    return [flat(max(run, key=len)) for run in runs]


@pytest.mark.parametrize("who", ["empty", "wrong"])
@every_session
@both_of_ours
def test_nobody_reads_the_key_off_a_page(
    routes: Mapping[str, Route], feedback: Mapping[str, Run], route: str, assignment: str, who: str
) -> None:
    """What is right is never shown to somebody who did not say it."""
    assert feedback
    page, asked = routes[route].shown(assignment, who), questions(assignment)
    right = {form: list(key_in_words(asked[form], key)) for form, key in keys(assignment).items()}
    right |= {form: list(written(answer)) for form, answer in model(assignment).items() if asked[form].kind == "sheet"}
    told = {form: [words for words in said if words in page] for form, said in right.items()}
    assert {form: said for form, said in told.items() if said} == {}


def every(key: Any) -> list[str]:
    """List what a key names: steps that may stand either way round, and what neither earns nor costs, too."""
    named = [*key["ticked"], *key["either"]] if isinstance(key, dict) else key
    return [one for step in named for one in ([step] if isinstance(step, str) else step)]


def key_in_words(question: Question, key: Any) -> Iterator[str]:
    """Say a key as a page would, if it told it."""
    if question.kind == "order":
        yield "".join(question.options[one] for one in every(key))
    elif question.kind == "choices":
        yield from (question.options[one] for one in (key["ticked"] if isinstance(key, dict) else key))
    elif question.judge == "rebuild":
        yield from (part["why"] for part in key["parts"].values())
    elif isinstance(key, dict):
        groups = question.groups or quadrants("quadrants")
        for item, accepted in key.items():
            for group in [accepted] if isinstance(accepted, str) else accepted:
                yield f"{question.options[item]} → {groups[group]}"
    else:
        right = key if isinstance(key, list) else [key]
        yield from (question.options[one] for one in right if one in question.options)


def written(answer: Mapping[str, Any]) -> Iterator[str]:
    """What only somebody who knows the answer would write into a sheet."""
    yield from (part for part in answer.values() if isinstance(part, str) and len(part) > 3 and not part.isalpha())

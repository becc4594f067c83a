"""What a trainee sends along of the path: only with the box ticked, only what the lines say, and never as points."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from courses import ASSIGNMENT, gradebook_of, make_course
from hypothesis import given
from hypothesis import strategies as st
from nbgrader.api import Gradebook

from toolkit.answers import Answers, Store, read
from toolkit.course.along import KEY, as_value, reached, sent_along
from toolkit.course.gate import Gate
from toolkit.course.gates import Given, outcome
from toolkit.course.progress import Progress
from toolkit.facilitator.cohort.gradebook import standing_of
from toolkit.facilitator.cohort.overview import cohort_page
from toolkit.facilitator.cohort.weeks import sessions
from toolkit.facilitator.grading.batch import grade_with
from toolkit.facilitator.grading.cells import Ran
from toolkit.facilitator.grading.records import records, records_of
from toolkit.notebook.handing_in import HandIn
from toolkit.sessions.room import gates

DAY = date(2026, 11, 3)


def attempt(progress: Progress, name: str, number: int, right: int, asks: str = "") -> None:
    """Take a gate, with so many answers right."""
    questions = gates().asked(asks or name, number)
    given = [
        Given(next(n for n, option in enumerate(one.options) if option.right == (place < right)), 0.75)
        for place, one in enumerate(questions)
    ]
    progress.keep(name, number, [one.item for one in questions], given, outcome(questions, given), DAY)


@pytest.fixture
def progress(tmp_path: Path) -> Progress:
    """Somebody who failed the first gate twice, passed it, tried once more, and answered the ten questions before."""
    walked = Progress(tmp_path / "workbooks", gates())
    for number, right in enumerate((3, 5, 8, 4)):
        attempt(walked, "crawl", number, right)
    attempt(walked, "measure-before", 0, 4, asks="measure")
    return walked


def form(tmp_path: Path) -> HandIn:
    folder = tmp_path / "exercises" / "hashtag-choice"
    folder.mkdir(parents=True, exist_ok=True)
    store = Store(folder, "hashtag-choice")
    store.put("what-is-a-tag", "a word")
    return HandIn(store)


def test_the_attempt_that_opened_the_gate_goes_along_and_which_answers_were_chosen_does_not(progress: Progress) -> None:
    gate, measure = reached(progress)
    assert (gate.name, gate.tries, gate.day, sum(right for *_, right in gate.answers)) == ("crawl", 3, DAY, 8)
    assert (measure.name, sum(right for *_, right in measure.answers)) == ("measure-before", 4)
    written = json.dumps(as_value((gate, measure)))
    assert set(json.loads(written)[0]) == {"name", "day", "tries", "answers"}
    texts = {option.text for one in gates().asked("crawl", 2) for option in one.options}
    assert not [text for text in texts if text in written]


def test_nothing_goes_along_unless_the_box_is_ticked(progress: Progress, tmp_path: Path) -> None:
    hand = form(tmp_path)
    assert "Week 1: crawl" in hand.along.lines.value
    assert "4 of 10 right" in hand.along.lines.value
    hand.button.click()
    assert KEY not in hand.store.load().values
    hand.along.box.value = True
    hand.button.click()
    kept = hand.store.load()
    assert kept.values["what-is-a-tag"] == "a word"
    assert sent_along(kept.values, gates()) == reached(progress)
    assert form(tmp_path).along.box.value  # once ticked, it stays so until somebody takes the tick away
    hand.along.box.value = False
    hand.button.click()
    assert KEY not in hand.store.load().values


def test_who_has_walked_no_step_sees_no_box(tmp_path: Path) -> None:
    hand = form(tmp_path)
    assert hand.along.layout.display == "none"
    hand.along.box.value = True
    hand.button.click()
    assert KEY not in hand.store.load().values


def test_what_came_along_stands_beside_the_exercise_and_is_no_point_of_it(progress: Progress) -> None:
    values = {"what-is-a-tag": "a word", KEY: as_value(reached(progress))}
    answers = read(Answers("hashtag-choice", values, "amber-heron").as_text().encode())
    ran = Ran({}, {"points-what-is-a-tag": 1.0}, {"points-what-is-a-tag": 2.0}, {})
    exercise, gate, measure = records_of("amber-heron", answers, ran, None)
    assert exercise.items == {"points-what-is-a-tag": (1.0, 2.0)}
    assert (gate.assignment, gate.share) == ("gate-crawl", 1.0)
    assert (measure.assignment, measure.share) == ("measure-before", 0.4)
    assert {stated for stated, _ in measure.sure.values()} == {0.75}


DAMAGED: list[Any] = [
    None,
    "crawl",
    [None, 3, "x", [], {}],
    [{"name": "crawl"}],
    [{"name": "campaign", "day": "2026-11-03", "tries": 1, "answers": []}],
    [{"name": ["crawl"], "day": "2026-11-03", "tries": 1, "answers": []}],
]


@pytest.mark.parametrize("said", DAMAGED, ids=repr)
def test_what_no_page_of_ours_writes_is_left_out(said: Any) -> None:
    assert sent_along({KEY: said}, gates()) == ()


@pytest.mark.parametrize(
    "change",
    [
        {"day": "yesterday"},
        {"tries": "many"},
        {"tries": float("inf")},
        {"name": "walk"},
        {"name": "../crawl"},
        {"answers": [["a-new-item", 0.5, True]]},
        {"answers": []},
    ],
    ids=repr,
)
def test_one_changed_thing_is_enough_to_leave_a_line_out(progress: Progress, change: dict[str, Any]) -> None:
    gate, measure = as_value(reached(progress))
    assert [one.name for one in sent_along({KEY: [{**gate, **change}, measure]}, gates())] == ["measure-before"]


def test_nobody_is_surer_than_certain(progress: Progress) -> None:
    gate, _ = as_value(reached(progress))
    for sure in (7.0, -1, "0.5", float("nan"), None):
        answers = [[gate["answers"][0][0], sure, True], *gate["answers"][1:]]
        assert sent_along({KEY: [{**gate, "answers": answers}]}, gates()) == ()


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just("crawl"),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["name", "day", "tries", "answers"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(ANY)
def test_anything_may_stand_in_a_file(said: Any) -> None:
    assert sent_along({KEY: said}, gates()) == ()


@pytest.mark.parametrize("name", ["before", "crawl"])
def test_a_measure_counts_the_first_time_and_a_gate_every_time(tmp_path: Path, name: str) -> None:
    progress = Progress(tmp_path / "workbooks", gates())
    gate = Gate(progress, name)
    gate.begin.click()
    for wanted in (False, True):
        while len(gate.given) < len(gate.questions):
            question = gate.questions[len(gate.given)]
            place = next(n for n, option in enumerate(question.options) if option.right == wanted)
            gate.choice.value, gate.sure.value = str(place), "75"
            gate._next()
        gate._begin()
    (found,) = reached(progress)
    assert sum(right for *_, right in found.answers) == (0 if name == "before" else 8)


@pytest.mark.nbgrader
def test_the_cohort_page_counts_what_was_sent_along(progress: Progress, tmp_path: Path) -> None:
    folder = make_course(tmp_path / "course", 2)
    path = folder / "submitted" / "heron-0000" / ASSIGNMENT / "answers.json"
    before = read(path.read_bytes())
    path.write_text(Answers(ASSIGNMENT, {**before.values, KEY: as_value(reached(progress))}).as_text(), "utf-8")
    assert len(list(grade_with(None, folder, ASSIGNMENT))) == 2
    with Gradebook(gradebook_of(folder), "hashtag-to-action") as gradebook:
        seen = {one.assignment for one in records(gradebook) if one.who == "heron-0000"}
        assert seen == {"gate-crawl", "measure-before", ASSIGNMENT}
        now = standing_of(gradebook, sessions())
    assert now.weeks.loc["crawl", ["at_gate", "through"]].tolist() == [1, 1]
    assert now.submissions == 2
    assert "Sent a gate along" in cohort_page(folder)

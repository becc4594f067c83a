"""Does the path lead through every item, open with its gates, bring back what is due, and forget on request?"""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from toolkit.answers import Answers, Store
from toolkit.course.gate import Gate, ended_html
from toolkit.course.gates import CASES, Given, calibration, outcome
from toolkit.course.path import ITEMS, PASSED, Standing, course
from toolkit.course.progress import NAME, SPACES, Progress
from toolkit.course.recall import begun
from toolkit.course.way import Way, Wipe, way_html
from toolkit.course.wiping import wipe
from toolkit.making.items import PAGE, page
from toolkit.sessions.room import gates, rooms

WEEKS = [week for week in course().weeks if gates().has(week)]
DAY = date(2027, 1, 11)


@pytest.fixture
def progress(tmp_path: Path) -> Progress:
    (tmp_path / "workbooks").mkdir()
    (tmp_path / "exercises" / "hashtag-choice").mkdir(parents=True)
    return Progress(tmp_path / "workbooks", gates())


def right_of(questions: tuple) -> list[int]:
    return [next(place for place, one in enumerate(each.options) if one.right) for each in questions]


def go_through(progress: Progress, week: str, wrong: int = 0) -> None:
    """Answer a gate's questions as a trainee, the first few of them amiss."""
    gate = Gate(progress, week)
    gate.begin.click()
    for number, right in enumerate(right_of(gate.questions)):
        amiss = (right + 1) % len(gate.questions[number].options)
        gate.choice.value = str(amiss if number < wrong else right)
        gate.sure.value = "75"
        gate.place.children[3].click()


def test_every_item_is_trained_somewhere() -> None:
    trained = {item for session in course().sessions.values() for item in session.items}
    assert trained == set(range(1, ITEMS + 1))


def test_the_table_of_items_is_fresh() -> None:
    assert PAGE.read_text("utf-8") == page(), "Run `python -m toolkit.making.items`."


def test_every_session_of_a_week_is_described_and_none_twice() -> None:
    path = [one.id for week in course().weeks.values() for one in week]
    assert len(path) == len(set(path)) == 14
    assert set(path) <= set(course().sessions)
    assert all(one.title and one.items for one in course().sessions.values())


def test_a_week_opens_when_the_one_before_is_passed(progress: Progress) -> None:
    assert [progress.standing().is_open(week) for week in course().weeks] == [True, False, False, False]
    go_through(progress, "crawl", wrong=2)
    assert not progress.standing().is_open("walk"), "Six of eight are not four out of five."
    assert progress.attempts("crawl")[0].share == 0.75 < PASSED
    go_through(progress, "crawl", wrong=1)
    assert progress.standing().is_open("walk")
    assert not progress.standing().is_open("run")
    assert progress.standing().here() == "walk"
    assert [(one.number, one.passed) for one in progress.attempts("crawl")] == [(0, False), (1, True)]


@pytest.mark.parametrize("week", WEEKS)
def test_a_new_attempt_asks_eight_cases_in_other_words_and_all_items_come_in_turn(week: str) -> None:
    first, second, third = (gates().asked(week, attempt) for attempt in range(3))
    items = [{one.item for one in each} for each in (first, second, third)]
    assert [len(each) for each in items] == [CASES] * 3
    assert items[0] | items[1] == {row["id"] for row in gates().bank(week)}
    words = [{one.question for one in each} for each in (first, second, third)]
    assert not words[0] & words[1] and not words[1] & words[2] and not words[0] & words[2]
    assert gates().asked(week, 0) == first, "Opened again, an attempt is the same."


@pytest.mark.parametrize("week", WEEKS)
def test_items_and_options_stand_in_another_order_at_every_attempt(week: str) -> None:
    """Who remembers only places has nothing of it."""
    attempts = [gates().asked(week, attempt) for attempt in range(4)]
    assert len({tuple(one.item for one in each) for each in attempts}) == 4
    assert len({tuple(right_of(sorted(each, key=lambda one: one.item))) for each in attempts}) == 4
    rows = {row["id"]: row for row in gates().bank(week)}
    written = [[one["right"] for one in rows[each.item]["variant"][each.variant]["options"]] for each in attempts[0]]
    assert [[one.right for one in each.options] for each in attempts[0]] != written


def test_nobody_is_locked_out(progress: Progress) -> None:
    way = Way(progress, rooms())
    assert "still closed" in way.map.value
    anyway, let = way.more.children[0].children[1].children
    assert "all the same" in anyway.description and "My facilitator let me through" in let.description
    anyway.click()
    assert progress.standing().is_open("walk") and not progress.standing().is_open("run")
    way.more.children[0].children[1].children[1].click()
    assert progress.standing().entered == {"walk": "went on alone", "run": "let through by a facilitator"}


def test_closed_sessions_are_no_links_and_the_place_is_marked() -> None:
    shown = way_html(Standing(), gates(), rooms())
    assert 'href="hashtag-choice.ipynb"' in shown and 'href="tweet-rewriting.ipynb"' not in shown
    assert shown.count('aria-current="step"') == 1
    assert 'href="tweet-rewriting.ipynb"' in way_html(Standing(frozenset({"crawl", "walk"})), gates(), rooms())


def test_earlier_items_come_back_after_one_three_and_seven_days(progress: Progress) -> None:
    progress.opened("hashtag-choice", DAY)
    assert progress.due("hashtag-choice", DAY + timedelta(9)) == [], "Its own items are asked by its own recall."
    mine = {row["id"] for row in gates().bank("crawl") if row["session"] == "hashtag-choice"}
    later = course().weeks["walk"][0].id
    assert progress.due(later, DAY) == []
    now = progress.due(later, DAY + timedelta(1))
    assert 0 < len(now) <= 3 and {item for item, _ in now} <= mine and {turn for _, turn in now} == {1}
    item, day = now[0][0], DAY + timedelta(1)
    for step, space in enumerate(SPACES[1:], 1):
        progress.recalled(item, True, day)
        assert item not in dict(progress.due(later, day + timedelta(space - 1)))
        day += timedelta(space)
        put_off(progress, mine - {item}, day)
        assert progress.due(later, day) == [(item, step + 1)]
    progress.recalled(item, False, day)
    assert progress.due(later, day) == []
    assert progress.due(later, day + timedelta(1)) == [(item, 1)], "What was wrong comes back the next day."
    assert gates().due([(item, 0)])[0].question != gates().due([(item, 1)])[0].question


def put_off(progress: Progress, items: set[str], day: date) -> None:
    """Have items right on a day, so that none of them is due on it."""
    progress.all_recalled(dict.fromkeys(items, True), day)


def test_the_first_opening_of_a_session_counts(progress: Progress) -> None:
    """Else the items of a session that is opened every day would never come back."""
    for day in range(4):
        progress.opened("hashtag-choice", DAY + timedelta(day))
    assert progress.due(course().weeks["walk"][0].id, DAY + timedelta(1))


def test_the_longest_overdue_come_first_and_no_more_than_three(progress: Progress) -> None:
    mine = [row["id"] for row in gates().bank("crawl") if row["session"] == "hashtag-choice"]
    later = course().weeks["walk"][0].id
    for number, item in enumerate(mine):
        progress.recalled(item, False, DAY - timedelta(number))
    assert [item for item, _ in progress.due(later, DAY + timedelta(9))] == mine[::-1][:3]


def test_a_session_begins_with_what_is_due_and_says_when_its_week_is_closed(progress: Progress) -> None:
    progress.opened("hashtag-choice", date.today() - timedelta(2))
    shown = begun("tweet-rewriting", [], progress)
    said = "".join(getattr(child, "value", "") for child in shown.children)
    assert "opens with the gate" in said and "From earlier sessions" in said
    again = shown.children[2]
    again.fields[0].value = "0"
    kept = Store(progress.store.folder, NAME).load().values
    assert any(key.startswith("recall:") for key in kept)
    assert "opened:tweet-rewriting" in kept


def test_what_came_of_an_attempt_tells_every_why_and_how_sure() -> None:
    questions = gates().asked("crawl", 0)
    given = [Given(place, 0.95) for place in right_of(questions)]
    given[0] = Given((given[0].chosen + 1) % len(questions[0].options), 0.95)
    came = outcome(questions, given)
    shown = ended_html("crawl", questions, given, came)
    assert "7 of 8 are right. The gate is open." in shown
    assert shown.count("hta-finding hta-") >= 8
    assert "How sure, and how right" in shown
    assert calibration([(one.sure, right) for one, right in zip(given, came.right, strict=True)]) == {0.95: (8, 7 / 8)}


def test_two_notebooks_at_once_keep_what_each_of_them_noted(progress: Progress) -> None:
    other = Progress(progress.folder, gates())
    progress.opened("hashtag-choice", DAY)
    other.enter("walk", "went on alone")
    progress.recalled("x", True, DAY)
    go_through(other, "crawl")
    values = progress.values()[0]
    assert {"opened:hashtag-choice", "entered:walk", "recall:x", "gate:crawl:0"} <= set(values)


@pytest.mark.parametrize(
    "content", [b"{", b"\xff\xfe", b'{"format": 9, "assignment": "progress", "answers": {}}', b"[]", b'{"answers": 1}']
)
def test_a_progress_file_that_cannot_be_taken_is_kept_and_the_course_opens(progress: Progress, content: bytes) -> None:
    progress.store.folder.mkdir(parents=True)
    progress.store.path.write_bytes(content)
    way = Way(progress, rooms())
    assert "We kept it as" in way.map.value
    assert [path.read_bytes() for path in progress.store.folder.glob("answers-kept-*.json")] == [content]
    go_through(progress, "crawl")
    assert progress.standing().is_open("walk")


def test_a_progress_file_of_somebody_else_is_put_aside(progress: Progress) -> None:
    progress.enter("walk", "went on alone")
    Store(progress.store.folder, NAME).write(Answers(NAME, {"entered:run": "x"}, "amber-linden"))
    mine = progress.folder.parent / "exercises" / "hashtag-choice" / "answers.json"
    mine.write_text(Answers("hashtag-choice", {}, "calm-ibis").as_text(), "utf-8")
    values, said = progress.values()
    assert values == {} and "amber-linden" in said
    assert "entered:run" in next(progress.store.folder.glob("answers-kept-*.json")).read_text("utf-8")


@pytest.mark.parametrize(
    "row", [None, 1, "x", [], {}, {"day": "x"}, {"day": "2027-01-11", "step": "x"}, {"answers": 1}]
)
def test_odd_entries_count_as_none(progress: Progress, row: object) -> None:
    keys = ["gate:crawl:0", "gate:crawl:x", "gate", "recall:a", "opened:hashtag-choice", "entered:walk"]
    progress.store.folder.mkdir(parents=True)
    Store(progress.store.folder, NAME).write(Answers(NAME, dict.fromkeys(keys, row)))
    assert progress.attempts() == []
    assert progress.due("tweet-rewriting", DAY + timedelta(30)) == []
    Way(progress, rooms())


def test_attempts_stand_in_the_order_in_which_they_were_made(progress: Progress) -> None:
    progress.store.folder.mkdir(parents=True)
    entry = {"day": "2027-01-11", "share": 0.5, "passed": False, "answers": []}
    keys = [f"gate:{week}:{number}" for week, number in (("walk", 0), ("crawl", 10), ("crawl", 2))]
    Store(progress.store.folder, NAME).write(Answers(NAME, dict.fromkeys(keys, entry)))
    assert [(one.week, one.number) for one in progress.attempts()] == [("crawl", 2), ("crawl", 10), ("walk", 0)]
    assert [one.number for one in progress.attempts("walk")] == [0]


@pytest.mark.parametrize(("said", "opens"), [(True, True), (False, False), ("no", False), (1, False)])
def test_only_a_gate_that_was_passed_opens_the_next_week(progress: Progress, said: object, opens: bool) -> None:
    progress.store.folder.mkdir(parents=True)
    entry = {"day": "2027-01-11", "share": 1.0, "passed": said, "answers": []}
    Store(progress.store.folder, NAME).write(Answers(NAME, {"gate:crawl:0": entry}))
    assert progress.standing().is_open("walk") is opens


def test_one_button_pressed_twice_wipes_everything(progress: Progress) -> None:
    go_through(progress, "crawl")
    exercise = progress.folder.parent / "exercises" / "hashtag-choice"
    (exercise / "answers.json").write_text("{}", "utf-8")
    (exercise / "answers-kept-1.json").write_text("{}", "utf-8")
    output = {"output_type": "stream", "name": "stdout", "text": "my words"}
    cell = {"cell_type": "code", "id": "ask", "metadata": {}, "source": "1", "execution_count": 3, "outputs": [output]}
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (exercise / "hashtag-choice.ipynb").write_text(json.dumps(notebook), "utf-8")
    button = Wipe(progress.folder, lambda: None)
    button.button.click()
    assert (exercise / "answers.json").exists()
    button.button.click()
    left = [path for path in progress.folder.parent.rglob("*") if path.is_file()]
    assert [path.name for path in left] == ["hashtag-choice.ipynb"]
    assert "my words" not in left[0].read_text("utf-8")
    assert json.loads(left[0].read_text("utf-8"))["cells"][0]["source"] == "1"
    assert wipe(progress.folder) == (0, [])

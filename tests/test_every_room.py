"""Does every room hold all that a session needs, and is it put together right?"""

import pytest

from toolkit.course.path import course
from toolkit.exercises.scoring import needs_key
from toolkit.sessions.room import content, gates, judges, labs, questions, rooms


@pytest.fixture(params=rooms())
def session(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_rooms_stand_in_the_order_of_the_path() -> None:
    path = [one.id for week in course().weeks.values() for one in week]
    assert set(rooms()) <= {*path}
    assert all(session in course().sessions for session in rooms())


def test_a_workbook_says_what_its_notebook_shows(session: str) -> None:
    assert content(session)["recall"] and content(session)["reflection"]


def test_every_judge_that_a_question_names_is_in_the_room_and_looks(session: str) -> None:
    named = {id_: one for id_, one in questions(session).items() if one.judge}
    assert all(one.judge in judges(session) for one in named.values())
    for id_, one in named.items():
        assert one.look is not None and one.look(one, None, None).share == 0.0, id_
    assert not [id_ for id_, one in questions(session).items() if one.keyed and not (one.judge and needs_key(one))]


def test_no_judge_is_there_for_nothing(session: str) -> None:
    named = {one.judge for one in questions(session).values() if one.judge}
    assert {*judges(session)} == named if named else True


def test_a_room_has_labs_and_each_is_somebody(session: str) -> None:
    assert labs(session) and all(isinstance(one, type) for one in labs(session).values())


def test_the_gate_of_a_week_is_put_together_from_its_rooms_in_their_order() -> None:
    for week, sessions in course().weeks.items():
        order = [one.id for one in sessions]
        of = [order.index(item["session"]) for item in gates().banks[week]]
        assert of == sorted(of)
        assert {item["session"] for item in gates().banks[week]} == {*order} & {*rooms()}


@pytest.mark.parametrize("name", ["nowhere", "../answers", "safety_first", "", "room"])
def test_what_is_no_session_is_said_to_be_none(name: str) -> None:
    for look in (content, questions, labs, judges):
        with pytest.raises(LookupError, match="There is no"):
            look(name)

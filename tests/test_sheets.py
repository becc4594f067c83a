"""Do sheets and cards keep what is filled in, say at once what a judge says, and never say the key?"""

from pathlib import Path

import pytest

from toolkit.answers import Store
from toolkit.exercises.answered import answer_html, answer_lines, points_html
from toolkit.exercises.forms import show
from toolkit.exercises.questions import Question
from toolkit.exercises.scoring import mark
from toolkit.sessions.room import questions

TAGS, PEOPLE = questions("hashtag-choice"), questions("audience-targeting")
SHEETS = {question.id: question for asked in (TAGS, PEOPLE) for question in asked.values() if question.kind == "sheet"}
every_sheet = pytest.mark.parametrize("question", SHEETS.values(), ids=SHEETS.keys())
KEY = dict.fromkeys(PEOPLE["cards"].options, "policy")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path, "hashtag-choice")


def fill(question: Question, form: object) -> dict[str, object]:
    """Put the first thing that is possible into every field."""
    given: dict[str, object] = {}
    for field in question.fields:
        given[field.id] = {"choice": next(iter(field.options), ""), "scale": 7}.get(field.kind, "#Marenia")
        form.inputs[field.id].value = given[field.id]  # type: ignore[attr-defined]
    return given


@every_sheet
def test_a_sheet_saves_every_field_and_brings_it_back(question: Question, store: Store) -> None:
    given = fill(question, show(question, store))
    assert store.load().values[question.id] == given
    again = show(question, store)
    assert {id_: one.value for id_, one in again.inputs.items()} == given  # type: ignore[attr-defined]


@every_sheet
def test_an_untouched_sheet_is_no_answer(question: Question, store: Store) -> None:
    form = show(question, store)
    assert form.values() == {}  # type: ignore[attr-defined]
    assert store.load().values == {}


@every_sheet
@pytest.mark.parametrize("answer", [None, "x", 7, [], {"who": ["x"]}, {"search": None}, {"speaker.power": "many"}])
def test_a_sheet_opens_on_whatever_was_stored(question: Question, answer: object, store: Store) -> None:
    store.put(question.id, answer)
    assert show(question, store).values() is not None  # type: ignore[attr-defined]
    assert isinstance(answer_html(question, answer, {}), str)


def test_a_search_tells_at_once_what_it_finds(store: Store) -> None:
    form = show(TAGS["search"], store)
    form.inputs["search"].value = "clinic"  # type: ignore[attr-defined]
    assert "posts found are about it" in form.live.value  # type: ignore[attr-defined]
    form.inputs["search"].value = '"nobody asked'  # type: ignore[attr-defined]
    assert "has no partner" in form.live.value  # type: ignore[attr-defined]


def test_what_is_typed_into_a_sheet_is_shown_as_words(store: Store) -> None:
    form = show(TAGS["pair"], store)
    form.inputs["broad"].value = "<img src=x onerror=alert(1)>"  # type: ignore[attr-defined]
    assert "<img" not in form.live.value  # type: ignore[attr-defined]
    assert "<img" not in answer_html(TAGS["pair"], {"broad": "<img src=x>"}, {})


def test_a_grid_says_nothing_of_its_key_while_it_is_filled_in() -> None:
    page = answer_html(PEOPLE["grid"], {"speaker.power": 9, "speaker.interest": 1}, {})
    assert "Keep them satisfied" not in page


def test_cards_are_kept_with_their_reasons(store: Store) -> None:
    form = show(PEOPLE["cards"], store)
    form.groups["joabt_example"].value = "policy"  # type: ignore[attr-defined]
    form.reasons["joabt_example"].value = "He may stop a draft for thirty days, so he decides."  # type: ignore[attr-defined]
    kept = store.load().values["cards"]
    assert kept["joabt_example"]["group"] == "policy" and "thirty days" in kept["joabt_example"]["why"]
    again = show(PEOPLE["cards"], store)
    assert again.groups["joabt_example"].value == "policy"  # type: ignore[attr-defined]
    assert "thirty days" in again.reasons["joabt_example"].value  # type: ignore[attr-defined]


def test_a_reason_without_a_card_is_not_lost_and_not_an_answer(store: Store) -> None:
    form = show(PEOPLE["cards"], store)
    form.reasons["joabt_example"].value = "first the reason, then the class"  # type: ignore[attr-defined]
    assert store.load().values["cards"] == {}
    form.groups["joabt_example"].value = "policy"  # type: ignore[attr-defined]
    assert store.load().values["cards"]["joabt_example"]["why"] == "first the reason, then the class"


REASON = "I know three people in this office and they sign."


def cards(**otherwise: str) -> dict[str, dict[str, str]]:
    answer = {handle: {"group": "policy"} for handle in KEY}
    return answer | {f"{who}_example": {"group": "journalist", "why": why} for who, why in otherwise.items()}


def test_a_card_seen_otherwise_with_a_reason_is_left_to_a_person() -> None:
    marks = mark(PEOPLE["cards"], cards(joabt=REASON), {}, KEY)
    assert marks.share == 1.0
    assert [part.right for part in marks.parts].count(None) == 1
    assert "a person reads your reason" in points_html(6, 6, marks)


def test_a_card_seen_otherwise_without_a_reason_counts_as_it_stands() -> None:
    assert mark(PEOPLE["cards"], cards(joabt="because"), {}, KEY).share == pytest.approx(11 / 12)


def test_reasons_for_every_card_earn_nothing_by_themselves() -> None:
    answer = {handle: {"group": "journalist", "why": REASON} for handle in KEY}
    assert mark(PEOPLE["cards"], answer, {}, KEY).share == 0.0


def test_at_least_two_thirds_of_the_cards_count() -> None:
    handles = [handle.removesuffix("_example") for handle in KEY]
    assert mark(PEOPLE["cards"], cards(**dict.fromkeys(handles[:6], REASON)), {}, KEY).share == pytest.approx(6 / 8)


@pytest.mark.parametrize("answer", [None, [], "x", {"joabt_example": "policy"}, {"joabt_example": {"group": 7}}])
def test_cards_of_another_shape_are_worth_nothing(answer: object) -> None:
    assert mark(PEOPLE["cards"], answer, {}, KEY).share == 0.0
    assert answer_lines(PEOPLE["cards"], answer) == []

"""Can every exercise be answered by keyboard alone, kept, found again and handed over; can it be read by everybody?"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import ROOT, Lab, soon
from keyboard import (
    STATE,
    again,
    form,
    narrow,
    no_traceback,
    press_list,
    press_order,
    press_radio,
    radios,
    sound,
    type_into,
    visit,
    words_of,
)
from playwright.sync_api import BrowserContext, Locator, Page, expect

from toolkit.answers import read
from toolkit.exercises.questions import KINDS, Question
from toolkit.sessions.room import questions

pytestmark = pytest.mark.browser
EXERCISES = (
    *("hashtag-choice", "audience-targeting"),
    *("safety-first", "groups-and-pages", "platforms-and-counters", "they-use-it-too"),
)


WHOLE = ("audience-targeting", "they-use-it-too")
"""Exercises that are answered from end to end: between them they have a form of every kind."""


def fill(asked: Question, place: Locator, answer: Any) -> None:
    """Answer one question through its form, as somebody without a mouse does."""
    _FILL[asked.kind](asked, place, answer)


def fill_words(asked: Question, place: Locator, answer: Any) -> None:
    if isinstance(answer, dict):
        listed = place.get_by_role("combobox", name="Write about")
        press_list(listed, words_of(listed.locator("option"))[asked.documents.index(answer["document"])])
        answer = answer["text"]
    type_into(place.get_by_role("textbox"), answer)


def fill_radio(asked: Question, place: Locator, answer: str) -> None:
    press_radio(place, asked.options[answer])


def fill_boxes(asked: Question, place: Locator, answer: list[str]) -> None:
    for one in answer:
        place.get_by_role("checkbox", name=asked.options[one]).press("Space")


def fill_order(asked: Question, place: Locator, answer: list[str]) -> None:
    press_order(place, [asked.options[one] for one in answer])


def fill_groups(asked: Question, place: Locator, answer: dict[str, str]) -> None:
    for one, group in answer.items():
        press_list(place.get_by_role("combobox", name=asked.options[one], exact=True), asked.groups[group])


def fill_cards(asked: Question, place: Locator, answer: dict[str, dict[str, str]]) -> None:
    for handle, card in answer.items():
        name = asked.options[handle]
        press_radio(radios(place, f"{name} is a …"), asked.groups[card["group"]])
        if "why" in card:
            type_into(place.get_by_role("textbox", name=f"If one could see {name} otherwise"), card["why"])


def fill_sheet(asked: Question, place: Locator, answer: dict[str, Any]) -> None:
    for field in asked.fields:
        if field.id not in answer:
            continue
        value = answer[field.id]
        if field.kind == "scale":
            press_list(place.get_by_role("combobox", name=field.label), str(value))
        elif field.kind == "choice":
            press_list(place.get_by_role("combobox", name=field.label), field.options[value])
        else:
            type_into(place.get_by_role("textbox", name=field.label), value)


_FILL: dict[str, Callable[[Question, Locator, Any], None]] = {
    "text": fill_words,
    "reflection": fill_words,
    "number": fill_words,
    "choice": fill_radio,
    "confidence": fill_radio,
    "choices": fill_boxes,
    "order": fill_order,
    "groups": fill_groups,
    "cards": fill_cards,
    "sheet": fill_sheet,
}


def model(name: str) -> dict[str, Any]:
    """Read the model answers of an exercise."""
    found: dict[str, Any] = json.loads((ROOT / "solutions" / name / "model-answers.json").read_text("utf-8"))["answers"]
    return found


def hand_in(page: Page, who: str, into: Path) -> Path:
    """Press the one button, and take the file."""
    type_into(page.get_by_role("textbox", name="Code name"), who)
    page.get_by_role("button", name="Save my work").press("Enter")
    with page.expect_download() as handed:
        page.get_by_role("link", name="Download").press("Enter")
    handed.value.save_as(into / handed.value.suggested_filename)
    return into / handed.value.suggested_filename


@pytest.fixture(scope="module", params=EXERCISES)
def exercise(request: pytest.FixtureRequest, window: BrowserContext, lab: Lab) -> Iterator[tuple[str, Page]]:
    with visit(window, lab, f"exercises/{request.param}/{request.param}.ipynb") as page:
        yield request.param, page


def test_a_form_of_every_kind_is_answered() -> None:
    assert {question.kind for name in WHOLE for question in questions(name).values()} == set(KINDS) == set(_FILL)


def test_every_question_has_its_form(exercise: tuple[str, Page]) -> None:
    name, page = exercise
    for question in questions(name).values():
        fields = form(page, question.prompt).locator("input, select, textarea, button")
        assert fields.count() >= max(len(question.options) if question.kind != "sheet" else 0, len(question.fields), 1)
    no_traceback(page)


@pytest.mark.parametrize("exercise", WHOLE, indirect=True, scope="module")
def test_every_form_takes_its_model_answer_keeps_it_and_hands_it_over(
    exercise: tuple[str, Page], lab: Lab, tmp_path: Path
) -> None:
    name, page = exercise
    wanted, asked = model(name), [question for question in questions(name).values() if not question.optional]
    for question in asked:
        fill(question, form(page, question.prompt), wanted[question.id])
    kept = lab.folder / "exercises" / name / "answers.json"
    soon(page, lambda: read(kept.read_bytes(), name).values, wanted)
    no_traceback(page)
    before = page.evaluate(STATE)
    again(page, wait=0)
    soon(page, lambda: page.evaluate(STATE), before)
    file = hand_in(page, "amber-heron", tmp_path)
    assert file.name == f"{name}-amber-heron.answers.json"
    assert (read(file.read_bytes(), name).who, read(file.read_bytes(), name).values) == ("amber-heron", wanted)
    counted = sum(question.kind != "confidence" for question in asked)
    expect(page.get_by_text(f"{counted} of {counted} questions are answered.")).to_be_visible()


def test_axe_finds_nothing_serious_in_an_exercise(exercise: tuple[str, Page]) -> None:
    _, page = exercise
    sound(page)


def test_nothing_in_an_exercise_is_wider_than_a_telephone(exercise: tuple[str, Page]) -> None:
    name, page = exercise
    narrow(page, f"exercise-{name}")

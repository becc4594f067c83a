"""Does every form save at once, come back as it was left, and never stand in anybody's way?"""

import asyncio
import base64
import json
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from toolkit.answers import FILE, LARGEST, MIME, Answers, Store, copies_in, read
from toolkit.answers import store as store_module
from toolkit.course.recall import Recall
from toolkit.exercises import asking
from toolkit.exercises.asking import LONGEST
from toolkit.exercises.forms import FORMS, OrderForm, TextForm, show
from toolkit.exercises.questions import CONFIDENCE, KINDS, Question
from toolkit.faces.html import Face
from toolkit.labs.desks import Desk
from toolkit.notebook import handing_in
from toolkit.notebook.exercise import exercise, grading
from toolkit.notebook.handing_in import CODE_NAME, HandIn, answered
from toolkit.notebook.session import session
from toolkit.sessions.room import content, questions
from toolkit.sessions.tweet_rewriting.labs import Versions

ASKED = questions("tweet-rewriting")
CLINICS = "34 village clinics closed. https://open-gate.example.org/reports/closed-doors #ClosedDoors"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path, "tweet-rewriting")


@pytest.fixture
def read_only(monkeypatch) -> None:
    """A folder in which no file can be made; taking rights away would not stop an administrator."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(store_module.tempfile, "mkstemp", refuse)
    monkeypatch.setattr(store_module.os, "replace", refuse)


def saved(store: Store, form: str) -> Any:
    return store.load().values.get(form)


def note_of(form: Any) -> str:
    return re.sub(r"<[^>]+>", "", form.note.value)


def fill(form: Any) -> tuple[Any, Any]:
    """Answer a form as a person would; returns what has to be saved, and a look at what the form shows."""
    kind = form.question.kind
    if kind == "text":
        form.area.value = CLINICS
        several = len(form.question.documents) > 1
        return ({"document": form.question.documents[0], "text": CLINICS} if several else CLINICS), form.area.value
    if kind == "reflection":
        form.area.value = "I left out the square."
        return "I left out the square.", form.area.value
    if kind == "choices":
        for id_ in ("weekday", "quote"):
            form.boxes[id_].value = True
        return ["weekday", "quote"], [box.value for box in form.boxes.values()]
    if kind == "order":
        form.down[0].click()
        return form.order, [label.value for label in form.labels]
    if kind == "groups":
        form.lists["walk"].value = "person"
        return {"walk": "person"}, form.lists["walk"].value
    value = {"number": "۱۱۶", "choice": "source", "confidence": "75"}[kind]
    form.field.value = value
    return value, form.field.value


every_question = pytest.mark.parametrize("question", ASKED.values(), ids=ASKED.keys())


def test_every_kind_of_question_has_a_form_and_is_asked() -> None:
    others = [*questions("hashtag-choice").values(), *questions("audience-targeting").values()]
    assert set(FORMS) == set(KINDS) == {question.kind for question in [*ASKED.values(), *others]}


@every_question
def test_every_change_is_saved_at_once(question: Question, store: Store) -> None:
    form = show(question, store)
    assert not store.path.exists(), "Looking at a form saves nothing."
    expected, _ = fill(form)
    assert saved(store, question.id) == expected
    assert "Saved" in note_of(form)


@every_question
def test_answer_is_there_again_after_reopening(question: Question, store: Store) -> None:
    form = show(question, store)
    expected, seen = fill(form)
    again = show(question, Store(store.folder, store.assignment))
    assert saved(store, question.id) == expected
    again_seen = {
        "text": lambda: again.area.value,
        "reflection": lambda: again.area.value,
        "choices": lambda: [box.value for box in again.boxes.values()],
        "order": lambda: [label.value for label in again.labels],
        "groups": lambda: again.lists["walk"].value,
    }.get(question.kind, lambda: again.field.value)()
    assert again_seen == seen


@every_question
def test_every_field_has_a_label(question: Question, store: Store) -> None:
    """A screen reader says the label; an arrow alone would say nothing of what moves."""
    form = show(question, store)
    fields = [
        *getattr(form, "boxes", {}).values(),
        *getattr(form, "lists", {}).values(),
        *(getattr(form, name) for name in ("area", "field", "chooser") if hasattr(form, name)),
    ]
    assert all(field.description for field in fields)
    assert all(button.description for button in [*getattr(form, "up", []), *getattr(form, "down", [])])
    assert fields or form.up


def test_an_answer_that_is_taken_back_is_saved_as_well(store: Store) -> None:
    form = show(ASKED["slips"], store)
    form.boxes["place"].value = True
    form.boxes["place"].value = False
    assert saved(store, "slips") == []
    groups = show(ASKED["hooks"], store)
    groups.lists["walk"].value = "person"
    groups.lists["walk"].value = None
    assert saved(store, "hooks") == {}


def test_forms_side_by_side_keep_each_others_answers(store: Store) -> None:
    shown = [show(question, store) for question in ASKED.values()]
    for form in shown:
        fill(form)
    assert set(store.load().values) == set(ASKED)


def test_review_is_shown_live(store: Store) -> None:
    form = show(ASKED["then-140"], store)
    assert "0</strong> / 140" in form.live.value
    form.area.value = "THEY CLOSED EVERY CLINIC"
    assert "reads like shouting" in form.live.value
    assert "24</strong> / 140" in form.live.value
    form.area.value = "We met"
    assert "shouting" not in form.live.value


def test_setting_of_the_question_is_the_one_that_is_reviewed(store: Store) -> None:
    dangerous = "Friday 24 April, 18:00, Brenna Square"
    hostile, version = show(ASKED["hostile"], store), show(ASKED["version-1"], store)
    hostile.area.value = version.area.value = dangerous
    assert "hta-danger" in hostile.live.value
    assert "hta-danger" not in version.live.value


def test_versions_are_compared_with_what_stands_in_the_other_forms(store: Store) -> None:
    one, other = show(ASKED["version-1"], store), show(ASKED["version-2"], store)
    one.area.value = "34 clinics closed in the north of the country"
    other.area.value = "34 clinics closed in the north of the country!"
    assert "% alike" in other.live.value
    other.area.value = "Who asked the villages?"
    assert "% alike" not in other.live.value


def test_choosing_another_document_changes_review_and_answer(store: Store) -> None:
    form = show(ASKED["now-280"], store)
    form.area.value = "٢٣ يوما"
    form.chooser.value = "marenia/lawyers.ar"
    assert saved(store, "now-280") == {"document": "marenia/lawyers.ar", "text": "٢٣ يوما"}
    assert "six detained journalists" in form.live.value
    assert 'lang="ar"' in form.source.value
    assert show(ASKED["now-280"], store).chooser.value == "marenia/lawyers.ar"


def test_document_is_open_above_the_first_version_only(store: Store) -> None:
    opened = ["<details open>" in show(ASKED[f"version-{number}"], store).source.value for number in (1, 2, 3)]
    assert opened == [True, False, False]


@pytest.mark.parametrize("form_id", ["then-140", "now-280", "version-1", "what-it-cost"])
def test_a_text_of_a_hundred_thousand_characters_is_cut_and_saved(store: Store, form_id: str) -> None:
    form = show(ASKED[form_id], store)
    form.area.value = "слово " * 16_667
    kept = saved(store, form_id)
    text = kept["text"] if isinstance(kept, dict) else kept
    assert text == ("слово " * 16_667)[:LONGEST]
    assert show(ASKED[form_id], store).area.value == text


@pytest.mark.parametrize("letter", ["س", "👍", "\0"], ids=["arabic", "emoji", "null"])
def test_all_texts_of_an_exercise_fit_into_the_file_at_their_longest(letter: str) -> None:
    texts = {id_: letter * LONGEST for id_, question in ASKED.items() if question.kind in ("text", "reflection")}
    assert len(Answers("tweet-rewriting", texts).as_text().encode()) <= LARGEST


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "<script>alert(1)</script>", "\u202e", "👩‍👩‍👧‍👦" * 50])
def test_odd_signs_are_saved_and_shown_as_words(store: Store, text: str) -> None:
    form = show(ASKED["then-140"], store)
    form.area.value = text
    assert saved(store, "then-140") == text.replace("\ud800", "?")
    assert "<script>" not in form.live.value


def test_a_number_is_kept_as_typed_and_short(store: Store) -> None:
    form = show(ASKED["room-left"], store)
    form.field.value = "١١٦"
    assert saved(store, "room-left") == "١١٦"
    form.field.value = "1" * 100_000
    assert saved(store, "room-left") == "1" * 40


def test_buttons_move_a_thing_up_and_down(store: Store) -> None:
    form = show(ASKED["parts-order"], store)
    assert isinstance(form, OrderForm)
    first, second, *others = form.order
    form.down[0].click()
    assert form.order == [second, first, *others] == saved(store, "parts-order")
    form.up[1].click()
    assert form.order == [first, second, *others] == saved(store, "parts-order")
    for place in range(len(form.order) - 1):
        form.down[place].click()
    assert form.order == [second, *others, first]
    assert ASKED["parts-order"].options[first].split(":")[0] in form.labels[-1].value


def test_first_cannot_go_up_and_last_cannot_go_down(store: Store) -> None:
    form = show(ASKED["parts-order"], store)
    assert [button.disabled for button in form.up] == [True, False, False, False, False]
    assert [button.disabled for button in form.down] == [False, False, False, False, True]


def test_button_names_the_thing_that_it_moves(store: Store) -> None:
    form = show(ASKED["parts-order"], store)
    form.down[0].click()
    assert all(ASKED["parts-order"].options[id_] in form.up[place].description for place, id_ in enumerate(form.order))


def test_keyboard_follows_the_thing_that_was_moved(store: Store, monkeypatch) -> None:
    form = show(ASKED["parts-order"], store)
    followed = []
    monkeypatch.setattr(type(form.up[0]), "focus", lambda button: followed.append(button))
    form.down[0].click()
    form.up[1].click()
    assert followed == [form.down[1]], "At the end of its way a button has no use, and none is followed."


def test_confidence_has_words_for_its_numbers(store: Store) -> None:
    form = show(ASKED["reply-sure"], store)
    assert [id_ for _, id_ in form.field.options] == list(CONFIDENCE)


@pytest.mark.usefixtures("read_only")
@every_question
def test_a_read_only_folder_is_said_in_words_and_stops_nobody(question: Question, store: Store) -> None:
    form = show(question, store)
    _, seen = fill(form)
    assert seen
    assert "could not be saved" in note_of(form)
    assert "Keep the page open" in note_of(form)


def test_a_folder_that_went_away_is_said_in_words(store: Store) -> None:
    gone = Store(store.folder / "gone", "tweet-rewriting")
    form = show(ASKED["then-140"], gone)
    form.area.value = "We met"
    assert "could not be saved" in note_of(form)
    assert "We met" not in note_of(form)


def test_saving_works_again_as_soon_as_it_can(store: Store) -> None:
    later = Store(store.folder / "later", "tweet-rewriting")
    form = show(ASKED["then-140"], later)
    form.area.value = "One"
    later.folder.mkdir()
    form.area.value = "Two"
    assert saved(later, "then-140") == "Two"
    assert "Saved" in note_of(form)


@pytest.mark.parametrize("form_id", ["then-140", "slips", "room-left"])
def test_a_bad_file_is_set_aside_and_the_form_says_so(store: Store, form_id: str) -> None:
    store.path.write_bytes(b"bad")
    form = show(ASKED[form_id], store)
    assert "answers-kept-1.json" in note_of(form)
    fill(form)
    assert saved(store, form_id)


@pytest.mark.parametrize("form_id", ["then-140", "slips", "version-1"])
def test_a_file_that_turns_bad_while_somebody_writes_costs_nothing(store: Store, form_id: str) -> None:
    form = show(ASKED[form_id], store)
    store.path.write_bytes(b"bad")
    expected, _ = fill(form)
    assert saved(store, form_id) == expected
    assert (store.folder / "answers-kept-1.json").read_bytes() == b"bad"


@pytest.mark.usefixtures("read_only")
@pytest.mark.parametrize("form_id", ["then-140", "version-1"])
def test_a_bad_file_in_a_read_only_folder_stops_nobody(store: Store, form_id: str) -> None:
    store.path.write_bytes(b"bad")
    form = show(ASKED[form_id], store)
    assert "will not be saved" in note_of(form)
    assert store.path.read_bytes() == b"bad"


IDS = st.sampled_from(["walk", "person", "weekday", "headline", "source", "75", "text", "document", "zzz", ""])
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | IDS | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(IDS, inner, max_size=4),
    max_leaves=6,
)


ONE_OF_EACH = {question.kind: id_ for id_, question in ASKED.items()}


@pytest.mark.parametrize(
    "form_id",
    ONE_OF_EACH.values(),
)
@settings(deadline=None, max_examples=40)
@given(answer=ANY_JSON)
@example(answer={"walk": ["person"], "document": ["marenia/clinics.en"], "text": ["x"]})
@example(answer=[["weekday"], {"headline": 1}])
def test_a_form_opens_on_any_answer_that_may_lie_there(form_id: str, answer: object) -> None:
    """Files are brought back from elsewhere, and some are written by hand."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder), "tweet-rewriting")
        store.put(form_id, answer)
        opened = store.path.exists() and show(ASKED[form_id], store)
        assert opened


class Handle:
    """Stands in for the place in the notebook where a copy is left."""

    def __init__(self, broken: bool = False) -> None:
        self.left: list[dict[str, str]] = []
        self.broken = broken

    def update(self, bundle: dict[str, str], raw: bool) -> None:
        assert raw
        if self.broken:
            raise RuntimeError("The notebook is gone.")
        self.left.append(bundle)


def as_notebook(bundle: dict[str, str]) -> dict[str, Any]:
    return {"cells": [{"outputs": [{"output_type": "display_data", "data": bundle}]}]}


@every_question
def test_copy_in_the_notebook_holds_the_answer_and_its_face(question: Question, store: Store) -> None:
    form = show(question, store)
    form.copy.handle = handle = Handle()
    expected, _ = fill(form)
    assert copies_in(as_notebook(handle.left[-1]), "tweet-rewriting") == {question.id: expected}
    assert set(handle.left[-1]) == {"text/html", MIME}
    assert "hta-printed" in handle.left[-1]["text/html"]


def test_a_copy_that_cannot_be_left_disturbs_nobody(store: Store) -> None:
    form = show(ASKED["then-140"], store)
    form.copy.handle = Handle(broken=True)
    form.area.value = "We met"
    assert saved(store, "then-140") == "We met"


def test_copy_waits_for_a_pause_in_typing(store: Store, monkeypatch) -> None:
    """Every letter is saved at once, but the copy is renewed only when the fingers rest."""
    monkeypatch.setattr(asking, "_PAUSE", 0.05)
    handle = Handle()

    async def typing() -> None:
        form = show(ASKED["then-140"], store)
        form.copy.handle = handle
        for text in ("W", "We", "We met"):
            form.area.value = text
            assert saved(store, "then-140") == text
        assert handle.left == []
        await asyncio.sleep(0.3)

    asyncio.run(typing())
    (left,) = handle.left
    assert json.loads(left[MIME])["answer"] == "We met"


def test_a_notebook_without_its_file_brings_the_answers_back_into_the_forms(store: Store) -> None:
    form = show(ASKED["then-140"], store)
    form.copy.handle = handle = Handle()
    form.area.value = "We met"
    store.path.unlink()
    (store.folder / "tweet-rewriting.ipynb").write_text(json.dumps(as_notebook(handle.left[-1])), "utf-8")
    again = show(ASKED["then-140"], store)
    assert again.area.value == "We met"
    assert "came back from the copy" in note_of(again)


def words_of(hand: HandIn) -> str:
    return re.sub(r"<[^>]+>", "", hand.result.value)


def handed_over(hand: HandIn) -> tuple[str, Answers]:
    """The name and the content of the file that the link holds."""
    ((name, content_),) = re.findall(
        r'download="([^"]+)" href="data:application/json;base64,([A-Za-z0-9+/=]+)"', hand.result.value
    )
    return name, read(base64.b64decode(content_, validate=True), "tweet-rewriting")


def test_handing_in_makes_one_small_file_that_we_can_read(store: Store) -> None:
    expected, _ = fill(show(ASKED["now-280"], store))
    hand = HandIn(store)
    hand.who.value = " Amber-Heron "
    hand.button.click()
    name, answers_ = handed_over(hand)
    assert name == "tweet-rewriting-amber-heron.answers.json"
    assert answers_ == Answers("tweet-rewriting", {"now-280": expected}, "amber-heron")
    assert store.load() == answers_
    assert "1 of 12 questions are answered." in words_of(hand)


def test_whoever_learns_alone_needs_no_code_name(store: Store) -> None:
    hand = HandIn(store)
    hand.button.click()
    name, answers_ = handed_over(hand)
    assert (name, answers_.who) == ("tweet-rewriting.answers.json", None)
    assert "0 of 12 questions" in words_of(hand)


def test_code_name_is_remembered(store: Store) -> None:
    hand = HandIn(store)
    hand.who.value = "amber-heron"
    hand.button.click()
    assert HandIn(store).who.value == "amber-heron"


NO_CODE_NAMES = [
    *("marta@example.org", "marta", "+44 7700 900123", "a-b", "../heron", "a-b-c-d-e-f"),
    *("амбер-херон", "amber-heron/..", '"><script>', "amber-", "x" * 100_000),
]


@pytest.mark.parametrize("who", NO_CODE_NAMES, ids=lambda who: ascii(who[:20]))
def test_no_real_name_and_no_address_is_taken(store: Store, who: str) -> None:
    hand = HandIn(store)
    hand.who.value = who
    hand.button.click()
    assert "href" not in hand.result.value
    assert "amber-heron" in words_of(hand) and "no e-mail" in words_of(hand)
    assert not store.path.exists(), "Nothing is written under a name."


@pytest.mark.parametrize("who", ["Amber Heron", "amber_heron", "Marta Solen"])
def test_two_words_get_their_hyphen_and_a_second_look(store: Store, who: str) -> None:
    """They may be a code name, or a real one: nothing is written before whoever typed them has looked again."""
    hand = HandIn(store)
    hand.who.value = who
    hand.button.click()
    written = "-".join(re.split("[ _]", who.lower()))
    assert hand.who.value == written
    assert "href" not in hand.result.value and f"“{written}”" in words_of(hand) and "press" in words_of(hand)
    assert not store.path.exists()
    hand.button.click()
    assert handed_over(hand)[1].who == written


def test_saving_is_the_button_that_stands_out(store: Store) -> None:
    hand = HandIn(store)
    assert [button.button_style for button in (hand.button, hand.upload, hand.replace)] == ["primary", "", ""]


def test_handing_in_says_which_questions_are_open(store: Store) -> None:
    store.put("reply", "source")
    store.put("now-280", {"document": "marenia/clinics.en", "text": "  "})
    hand = HandIn(store)
    hand.button.click()
    assert "1 of 12 questions are answered." in words_of(hand)
    open_ = words_of(hand).partition("Not answered yet:")[2]
    assert "“Today: tell the story in 280…”" in open_
    assert "“Version 2:”" in open_
    assert "A journalist answers" not in open_
    for form in set(ASKED) - {"reply-sure"}:
        store.put(form, "something")
    hand.button.click()
    assert "12 of 12" in words_of(hand) and "Not answered yet" not in words_of(hand)


@pytest.mark.parametrize("value", [None, "", " \n", [], {}, {"document": "marenia/clinics.en", "text": ""}])
def test_nothing_is_no_answer(value: object) -> None:
    assert not answered(value)


def test_a_link_is_renewed_when_an_answer_changes(store: Store, monkeypatch) -> None:
    """Otherwise somebody would hand over what stood there an hour ago."""
    monkeypatch.setattr(handing_in, "_LOOK_AGAIN", 0.02)
    store.put("reply", "silence")

    async def writing() -> None:
        hand = HandIn(store)
        hand.who.value = "amber-heron"
        hand.button.click()
        before = hand.result.value
        await asyncio.sleep(0.1)
        assert hand.result.value == before, "Nothing changed, so nothing moves on the page."
        store.put("reply", "source")
        await asyncio.sleep(0.1)
        assert handed_over(hand)[1] == Answers("tweet-rewriting", {"reply": "source"}, "amber-heron")
        store.path.write_bytes(b"bad")
        await asyncio.sleep(0.1)
        assert handed_over(hand)[1].values == {"reply": "source"}

    asyncio.run(writing())


def test_a_link_goes_away_with_the_code_name_it_was_made_for(store: Store) -> None:
    hand = HandIn(store)
    hand.who.value = "amber-heron"
    hand.button.click()
    hand.who.value = "red-fox"
    assert "href" not in hand.result.value


@pytest.mark.parametrize("who", ["amber-heron", "red-fox-7", "quiet-river-stone"])
def test_code_names_that_facilitators_give(who: str) -> None:
    assert CODE_NAME.fullmatch(who)


def bring(hand: HandIn, content_: bytes) -> None:
    hand.upload.value = (
        {
            "name": "x.json",
            "type": "application/json",
            "size": len(content_),
            "content": memoryview(content_),
            "last_modified": datetime(2026, 11, 1, tzinfo=UTC),
        },
    )


def test_a_file_comes_back_beside_what_is_there(store: Store) -> None:
    store.put("room-left", "116")
    store.put("hooks", {})
    hand = HandIn(store)
    brought = {"reply": "source", "room-left": "116", "hooks": {"walk": "person"}}
    bring(hand, Answers("tweet-rewriting", brought, "amber-heron").as_text().encode())
    assert store.load() == Answers("tweet-rewriting", brought, "amber-heron")
    assert "Your answers are back" in words_of(hand)
    assert hand.who.value == "amber-heron"
    assert show(ASKED["reply"], store).field.value == "source"
    assert [path.name for path in store.folder.iterdir()] == [FILE], "Nothing was replaced, so nothing is kept beside."


def test_newer_answers_are_replaced_only_by_a_second_press_and_kept_beside(store: Store) -> None:
    store.put("room-left", "116")
    store.put("reply", "silence")
    before = store.path.read_bytes()
    hand = HandIn(store)
    assert hand.replace.layout.display == "none"
    bring(hand, Answers("tweet-rewriting", {"reply": "source", "slips": ["tag"]}).as_text().encode())
    assert store.path.read_bytes() == before
    assert "Nothing is changed yet" in words_of(hand) and "A journalist answers your post" in words_of(hand)
    assert hand.replace.layout.display == "" and "Press again to replace 1" in hand.replace.description
    hand.replace.click()
    assert store.load().values == {"room-left": "116", "reply": "source", "slips": ["tag"]}
    assert (store.folder / "answers-kept-1.json").read_bytes() == before
    assert "answers-kept-1.json" in words_of(hand) and "Your answers are back" in words_of(hand)
    assert hand.replace.layout.display == "none"
    hand.replace.click()
    assert not (store.folder / "answers-kept-2.json").exists(), "A third press has nothing left to do."


def test_saving_instead_of_the_second_press_keeps_the_newer_answers(store: Store) -> None:
    store.put("reply", "silence")
    hand = HandIn(store)
    bring(hand, Answers("tweet-rewriting", {"reply": "source"}).as_text().encode())
    hand.button.click()
    hand.replace.click()
    assert store.load().values == {"reply": "silence"}
    assert handed_over(hand)[1].values == {"reply": "silence"}


def test_code_name_of_this_computer_stays(store: Store) -> None:
    store.write(Answers("tweet-rewriting", {}, "amber-heron"))
    bring(HandIn(store), Answers("tweet-rewriting", {"reply": "source"}, "red-fox").as_text().encode())
    assert store.load().who == "amber-heron"


def test_answers_that_cannot_be_replaced_stay_where_they_are(store: Store, monkeypatch) -> None:
    store.put("reply", "silence")
    hand = HandIn(store)
    bring(hand, Answers("tweet-rewriting", {"reply": "source"}).as_text().encode())

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store_module.tempfile, "mkstemp", refuse)
    hand.replace.click()
    assert store.load().values == {"reply": "silence"}
    assert "could not be put back" in words_of(hand)


@pytest.mark.parametrize(
    ("content_", "said"),
    [
        (b"bad", "ends early or is damaged"),
        (Answers("safety-first").as_text().encode(), "belong to another exercise"),
        (b"\xff\xfe", "letters cannot be read"),
        (b" " * (LARGEST + 1), "too large"),
        (b"[]", "does not hold answers"),
        (b'{"cells": []}', "does not hold answers"),
    ],
    ids=["damaged", "another", "encoding", "large", "list", "notebook"],
)
def test_a_foreign_file_is_refused_in_words_and_changes_nothing(store: Store, content_: bytes, said: str) -> None:
    store.put("reply", "source")
    before = store.path.read_bytes()
    hand = HandIn(store)
    bring(hand, content_)
    assert said in words_of(hand)
    assert store.path.read_bytes() == before
    assert [path.name for path in store.folder.iterdir()] == [FILE]


@pytest.mark.usefixtures("read_only")
def test_handing_in_works_from_a_read_only_folder(store: Store) -> None:
    """The link holds everything, so nothing has to be written."""
    hand = HandIn(store)
    hand.who.value = "amber-heron"
    hand.button.click()
    assert handed_over(hand)[1].who == "amber-heron"
    bring(hand, Answers("tweet-rewriting", {"reply": "source"}).as_text().encode())
    assert "could not be put back" in words_of(hand)


def test_while_grading_an_exercise_shows_faces_and_no_forms(store: Store) -> None:
    ours = exercise("tweet-rewriting", store.folder)
    with grading(Answers("tweet-rewriting", {"reply": "source"})):
        shown = ours.ask("reply")
        assert isinstance(shown, Face)
        assert "authority’s own figures" in shown.html
        assert ours.hand_in() is None
        assert ours.points("reply", 2, key="source") == 2.0
    assert isinstance(ours.ask("then-140"), TextForm)
    assert isinstance(ours.hand_in(), HandIn)
    assert ours.points("reply", 2, key="source") == 0.0


def test_nbgraders_own_runs_are_known_by_their_variable(store: Store, monkeypatch) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert isinstance(exercise("tweet-rewriting", store.folder).ask("reply"), Face)


def test_unreadable_answers_are_worth_nothing_and_raise_nothing(store: Store) -> None:
    store.path.write_bytes(b"bad")
    assert exercise("tweet-rewriting", store.folder).points("reply", 2, key="source") == 0.0
    assert store.path.read_bytes() == b"bad"


def test_lab_flips_its_verdicts_with_the_setting(store: Store) -> None:
    desk = Desk(store)
    desk.area.value = "34 village clinics closed. Friday 24 April, 18:00, Brenna Square"
    seen = {}
    for setting in ("official", "open", "hostile"):
        desk.setting.value = setting
        seen[setting] = "hta-danger" in desk.live.value
    assert seen == {"official": False, "open": False, "hostile": True}


def test_lab_keeps_its_drafts(store: Store) -> None:
    desk = Desk(store)
    desk.area.value = "Of the clinics"
    desk.chooser.value = "ballot.ru"
    assert desk.area.value == ""
    desk.area.value, desk.platform.value, desk.setting.value = "We met", "mastodon", "hostile"
    again = Desk(store)
    kept = (again.area.value, again.platform.value, again.setting.value, again.chooser.value)
    assert kept == ("We met", "mastodon", "hostile", "ballot.ru")
    assert "87" in again.source.value
    again.chooser.value = "clinics.en"
    assert again.area.value == "Of the clinics"


def test_lab_shows_then_and_now_on_x_only(store: Store) -> None:
    desk = Desk(store)
    desk.area.value = "a" * 200
    assert "200</strong> / 140" in desk.live.value and "200</strong> / 280" in desk.live.value
    desk.platform.value = "mastodon"
    assert "200</strong> / 500" in desk.live.value and "/ 140" not in desk.live.value


@pytest.mark.usefixtures("read_only")
def test_lab_works_where_nothing_can_be_kept(store: Store) -> None:
    desk = Desk(store)
    desk.area.value = "THEY CLOSED EVERY CLINIC"
    assert "shouting" in desk.live.value


def test_versions_side_by_side(store: Store) -> None:
    bench = Versions(store)
    assert "Write at least two versions" in bench.live.value
    bench.areas[0].value = "34 clinics closed in the north"
    bench.areas[1].value = "34 clinics closed in the north!"
    assert "Versions 1 and 2: 100 % alike" in bench.live.value
    bench.areas[1].value = "Who asked the villages?"
    assert "question" in bench.live.value
    assert [area.value for area in Versions(store).areas] == [
        "34 clinics closed in the north",
        "Who asked the villages?",
        "",
    ]


def test_recall_answers_at_once_and_says_why() -> None:
    rows = content("tweet-rewriting")["recall"]
    recall = Recall(rows)
    for row, field, answer in zip(rows, recall.fields, recall.answers, strict=True):
        assert answer.value == ""
        for place, option in enumerate(row["options"]):
            field.value = str(place)
            assert ("Yes." if option["right"] else "Not quite.") in answer.value
            assert row["source"] in answer.value
        assert sum(option["right"] for option in row["options"]) == 1


def test_session_keeps_its_drafts_beside_the_workbook(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    ours = session("tweet-rewriting")
    assert ours.store.folder == tmp_path / "my-work" / "tweet-rewriting"
    ours.lab("desk").area.value = "We met"
    ours.reflect().area.value = "I will count."
    ours.lab("versions").areas[0].value = "One"
    assert set(ours.store.load().values) == {"desk", "versions", "reflect"}
    assert isinstance(ours.worked_example(), Face)
    assert len(ours.recall().children[-1].fields) == 3
    with pytest.raises(LookupError, match="no session 'nowhere'"):
        session("nowhere")


def test_an_unknown_exercise_is_named() -> None:
    with pytest.raises(LookupError, match="no exercise 'nowhere'"):
        questions("nowhere")

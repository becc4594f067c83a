"""Is everything that was typed kept, and is “Saved” true, whatever happens to files and pages meanwhile?"""

import json
import os
import re
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.answers import FILE, LARGEST, Answers, Store, copies_in, copy_text, read
from toolkit.answers import store as store_module
from toolkit.answers import together as together_module
from toolkit.answers.copies import MIME, answers_in
from toolkit.answers.merging import merged
from toolkit.answers.together import together
from toolkit.course.wiping import wipe
from toolkit.exercises.asking import LONGEST
from toolkit.exercises.forms import show
from toolkit.exercises.ordering import own_order
from toolkit.exercises.questions import Question
from toolkit.labs.desks import Desk
from toolkit.notebook.handing_in import HandIn
from toolkit.sessions.audience_targeting.labs.cards import People
from toolkit.sessions.room import questions

WALK = "tweet-rewriting"
ASKED = questions(WALK)
THIRTEEN = [f"form-{n}" for n in range(13)]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    folder = tmp_path / "exercises" / WALK
    folder.mkdir(parents=True)
    return Store(folder, WALK)


def new_kernel() -> None:
    """Forget what this process knows of any file, as a kernel that was started anew."""
    store_module._seen.cache_clear()
    together_module._of.cache_clear()


def words_of(widget: Any) -> str:
    return re.sub(r"<[^>]+>", "", widget.value)


def save_notebook(store: Store, answers: Answers | None = None) -> None:
    """Save the notebook as Jupyter does, with the copies that its forms have left in it."""
    kept = answers or store.load()
    outputs = [
        {"output_type": "display_data", "data": {MIME: copy_text(WALK, form, value, kept)}}
        for form, value in kept.values.items()
    ]
    notebook = {"cells": [{"cell_type": "code", "source": "", "outputs": outputs}], "nbformat": 4}
    (store.folder / f"{WALK}.ipynb").write_text(json.dumps(notebook), "utf-8")


def answer_thirteen(store: Store) -> None:
    for form in THIRTEEN:
        store.put(form, f"about {form}")


# A file that goes away, or comes back in an older state


@pytest.mark.parametrize("restarted", [False, True], ids=["the same kernel", "a new kernel"])
def test_a_file_deleted_while_pages_are_open_costs_nothing(store: Store, restarted: bool) -> None:
    answer_thirteen(store)
    save_notebook(store)
    store.path.unlink()
    if restarted:
        new_kernel()
    store.put("form-0", "one key press")
    kept = store.load().values
    assert kept == {form: f"about {form}" for form in THIRTEEN} | {"form-0": "one key press"}


@pytest.mark.parametrize("dated", [False, True], ids=["a file of before, without times", "a file with times"])
@pytest.mark.parametrize("restarted", [False, True], ids=["the same kernel", "a new kernel"])
def test_an_older_copy_of_the_file_costs_nothing_newer(store: Store, dated: bool, restarted: bool) -> None:
    store.put("form-0", "first thoughts")
    old = store.load() if dated else Answers(WALK, store.load().values)
    answer_thirteen(store)
    save_notebook(store)
    store.path.write_text(old.as_text(), "utf-8")
    if restarted:
        new_kernel()
    if dated or not restarted:
        expected = {form: f"about {form}" for form in THIRTEEN}
    else:  # nobody knows which is newer: the file is the answers file, and counts
        expected = {form: f"about {form}" for form in THIRTEEN} | {"form-0": "about form-0"}
    assert store.open()[0].values == expected
    store.put("form-12", "one key press")
    assert store.load().values == expected | {"form-12": "one key press"}


def test_what_is_newer_in_the_notebook_comes_back_and_what_is_older_does_not(store: Store) -> None:
    store.put("a", "old")
    store.put("b", "old")
    older = store.load()
    store.put("a", "new")
    save_notebook(store)
    store.path.write_text(older.given({"b": "newest"}).as_text(), "utf-8")
    new_kernel()
    answers, said = store.open()
    assert answers.values == {"a": "new", "b": "newest"}
    assert said == "Your answers came back from the copy in the notebook."
    assert store.open()[1] == "", "It is said once."


def test_what_was_taken_back_stays_so(store: Store) -> None:
    store.put("a", "risky words")
    save_notebook(store)
    store.put("a", "")
    new_kernel()
    assert store.open()[0].values == {"a": ""}


def test_a_time_that_lies_ahead_is_no_reason_to_lose_what_is_typed_now(store: Store) -> None:
    """The clock of another computer may be wrong by years."""
    ahead = time.time() + 5e8
    store.path.write_text(Answers(WALK, {"a": "ahead"}, times={"a": ahead}).as_text(), "utf-8")
    new_kernel()
    store.open()
    store.put("a", "now")
    save_notebook(store, Answers(WALK, {"a": "ahead"}, times={"a": ahead}))
    new_kernel()
    assert store.open()[0].values == {"a": "now"}


def test_after_wiping_nothing_comes_back_from_pages_that_are_still_open(store: Store) -> None:
    workbooks = store.folder.parents[1] / "workbooks"
    workbooks.mkdir()
    answer_thirteen(store)
    save_notebook(store)
    store.open()
    wipe(workbooks)
    assert not store.path.exists()
    assert store.open()[0].values == {}
    store.put("form-0", "a new beginning")
    assert store.load().values == {"form-0": "a new beginning"}


def test_a_notebook_with_very_many_copies_is_read_once() -> None:
    """Each costs the same: a hostile notebook must not keep the grader for hours."""
    cell = {"cell_type": "code", "outputs": [{"data": {MIME: copy_text(WALK, f"f{n}", n)}} for n in range(20_000)]}
    assert len(copies_in({"cells": [cell]}, WALK)) == 20_000


@pytest.mark.parametrize("times", [None, 3, "now", ["a"], {"a": "now"}, {"a": -1}, {"a": 1e300}, {"b": 5}, {"a": True}])
def test_times_that_are_none_are_passed_over(times: object) -> None:
    raw = {"format": 1, "assignment": WALK, "who": None, "answers": {"a": 1}, "times": times}
    assert read(json.dumps(raw).encode()).times == {}


@pytest.mark.parametrize("hand", [None, 3, "", "xyz", "AB" * 8, "a" * 65, ["abababab"], "abababab\n", "../../ababab"])
def test_a_hand_that_is_none_is_passed_over(hand: object) -> None:
    raw = {"format": 1, "assignment": WALK, "who": None, "answers": {}, "hand": hand}
    assert read(json.dumps(raw).encode()).hand is None


# Two pages on one question


def pair(store: Store, form: str) -> tuple[Any, Any]:
    return show(ASKED[form], store), show(ASKED[form], store)


def hear(store: Store) -> None:
    together(store).look()


def test_two_pages_on_one_question_keep_what_both_chose_and_both_show_it(store: Store) -> None:
    here, there = pair(store, "hooks")
    first, second, *_ = ASKED["hooks"].options
    here.lists[first].value = "number"
    there.lists[second].value = "person"
    hear(store)
    assert store.load().values["hooks"] == {first: "number", second: "person"}
    for page in (here, there):
        assert (page.lists[first].value, page.lists[second].value) == ("number", "person")


def test_of_the_same_field_the_newer_counts_on_both_pages(store: Store) -> None:
    here, there = pair(store, "hooks")
    first = next(iter(ASKED["hooks"].options))
    here.lists[first].value = "number"
    there.lists[first].value = "person"
    hear(store)
    assert store.load().values["hooks"] == {first: "person"}
    assert here.lists[first].value == there.lists[first].value == "person"


def test_ticks_on_two_pages_are_added_and_taken_away(store: Store) -> None:
    here, there = pair(store, "slips")
    one, two, three, *_ = ASKED["slips"].options
    here.boxes[one].value = True
    there.boxes[two].value = True
    hear(store)
    here.boxes[one].value = False
    there.boxes[three].value = True
    hear(store)
    assert sorted(store.load().values["slips"]) == sorted([two, three])
    assert [box.value for box in here.boxes.values()] == [box.value for box in there.boxes.values()]


@pytest.mark.parametrize("form", ["parts-order", "reply", "reply-sure", "then-140", "version-1", "room-left"])
def test_every_kind_of_answer_is_shown_on_the_other_page(store: Store, form: str) -> None:
    here, there = pair(store, form)
    if form == "parts-order":
        here.down[0].click()
    elif form in ("then-140", "version-1"):
        here.area.value = "34 clinics"
    else:
        here.field.value = "116" if form == "room-left" else list(ASKED[form].options)[1]
    hear(store)
    seen = [
        (page.order if form == "parts-order" else getattr(page, "area", getattr(page, "field", None)).value)
        for page in (here, there)
    ]
    assert seen[0] == seen[1]
    assert "another page" in words_of(there.note)


def test_sheets_and_cards_are_kept_field_by_field(tmp_path: Path) -> None:
    store, asked = Store(tmp_path, "audience-targeting"), questions("audience-targeting")
    here, there = show(asked["move"], store), show(asked["move"], store)
    here.inputs["ask"].value = "Speak at the hearing."
    there.inputs["goal"].value = next(iter(asked["move"].fields[1].options))
    hear(store)
    assert set(store.load().values["move"]) == {"ask", "goal"}
    assert here.values() == there.values()
    one, two, *_ = asked["cards"].options
    left, right = show(asked["cards"], store), show(asked["cards"], store)
    left.groups[one].value = "policy"
    right.reasons[two].value = "she has the last word on the money"
    right.groups[two].value = "decision"
    hear(store)
    assert {who: card["group"] for who, card in store.load().values["cards"].items()} == {
        one: "policy",
        two: "decision",
    }
    assert left.reasons[two].value == "she has the last word on the money"


def test_a_file_that_goes_away_empties_no_field(store: Store) -> None:
    form = show(ASKED["then-140"], store)
    form.area.value = "34 clinics"
    store.path.unlink()
    hear(store)
    assert form.area.value == "34 clinics"


def test_what_another_page_gave_is_not_saved_once_more(store: Store) -> None:
    here, there = pair(store, "then-140")
    here.area.value = "34 clinics"
    before = store.path.stat().st_mtime_ns
    hear(store)
    assert there.area.value == "34 clinics"
    assert store.path.stat().st_mtime_ns == before


def test_labs_on_two_pages_keep_each_others_cards(tmp_path: Path) -> None:
    store = Store(tmp_path, "audience-targeting")
    here, there = People(store), People(store)
    here.asks["class"].field.value = "journalist"
    there.after.click()
    there.asks["class"].field.value = "policy"
    assert len(store.load().values["cards"]) == 2


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from(["", "a", "b"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("xyz"), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=300, deadline=None)
@given(VALUES, VALUES, VALUES)
def test_bringing_together_takes_nothing_from_the_air_and_respects_who_changed_nothing(base, mine, theirs) -> None:
    assert merged(base, mine, base) == mine
    assert merged(base, base, theirs) == theirs
    assert merged(base, mine, mine) == mine
    json.dumps(merged(base, mine, theirs))


@settings(max_examples=200, deadline=None)
@given(*[st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 3)) for _ in range(3)])
def test_of_every_field_one_of_both_pages_counts(base, mine, theirs) -> None:
    for name, value in merged(base, mine, theirs).items():
        assert value in (mine.get(name), theirs.get(name))
        if mine.get(name) != base.get(name):
            assert value == mine.get(name)


# Texts that do not fit


@pytest.mark.parametrize("form", ["then-140", "version-1", "what-it-cost"])
@pytest.mark.parametrize("letter", ["s", "س", "👍"])
def test_a_text_that_does_not_fit_is_not_called_saved(store: Store, form: str, letter: str) -> None:
    page = show(ASKED[form], store)
    page.area.value = letter * (LONGEST + 120)
    kept = store.load().values[form]
    assert (kept["text"] if isinstance(kept, dict) else kept) == letter * LONGEST
    assert "✓" not in page.note.value
    assert "120" in words_of(page.rooms[0]) and "not saved" in words_of(page.rooms[0])
    page.area.value = letter * LONGEST
    assert "✓" in page.note.value
    assert "0" in words_of(page.rooms[0])


def test_the_last_tenth_is_counted_down(store: Store) -> None:
    page = show(ASKED["then-140"], store)
    said = []
    for length in (10, LONGEST - 501, LONGEST - 500, LONGEST - 1, LONGEST, LONGEST + 1):
        page.area.value = "x" * length
        said.append(words_of(page.rooms[0]))
    assert said[:2] == ["", ""]
    assert said[2:5] == ["Characters left: 500", "Characters left: 1", "Characters left: 0"]
    assert "Too long by 1 " in said[5]


def test_where_much_is_written_it_is_said_before_how_much_fits(store: Store) -> None:
    assert f"{LONGEST}" in words_of(show(ASKED["what-it-cost"], store).rooms[0])


def test_a_line_of_a_sheet_that_does_not_fit_is_not_called_saved(tmp_path: Path) -> None:
    store, asked = Store(tmp_path, "hashtag-choice"), questions("hashtag-choice")
    page = show(asked["search"], store)
    page.inputs["search"].value = "x" * 620
    assert store.load().values["search"]["search"] == "x" * 500
    assert "✓" not in page.note.value
    assert any("120" in words_of(room) for room in page.rooms)
    again = show(asked["search"], store)
    assert again.inputs["search"].value == "x" * 500


def test_a_reason_without_a_group_is_not_called_saved(tmp_path: Path) -> None:
    asked = questions("audience-targeting")["cards"]
    page = show(asked, Store(tmp_path, "audience-targeting"))
    who, name = next(iter(asked.options.items()))
    page.reasons[who].value = "she has the last word on the money"
    assert "✓" not in page.note.value and name in page.note.value
    page.groups[who].value = "decision"
    assert "✓" in page.note.value


def test_a_draft_in_a_lab_says_what_does_not_fit(tmp_path: Path) -> None:
    desk = Desk(Store(tmp_path, WALK))
    desk.area.value = "x" * (LONGEST + 7)
    shown: list[Any] = [desk]
    for one in shown:
        shown += getattr(one, "children", ())
    assert any("Too long by 7 " in words_of(one) for one in shown if isinstance(getattr(one, "value", None), str))


# Numbers


@pytest.mark.parametrize("typed", ["about 116", "140-24=116", "116 or 117", "hundred", "1/2", "١١٦ أو ١١٧", "12 34"])
def test_what_is_no_number_for_us_is_said_at_once(store: Store, typed: str) -> None:
    page = show(ASKED["room-left"], store)
    page.field.value = typed
    assert store.load().values["room-left"] == typed
    assert "✓" not in page.note.value
    assert "number" in words_of(page.note)


@pytest.mark.parametrize("typed", ["116", " 116 ", "١١٦", "116 characters", "61,000", "0,5 %", ""])
def test_what_we_read_as_a_number_is_saved(store: Store, typed: str) -> None:
    page = show(ASKED["room-left"], store)
    page.field.value = "7"
    page.field.value = typed
    assert "✓" in page.note.value


# A hand of one's own


def test_a_hand_is_made_once_and_goes_wherever_the_answers_go(store: Store, tmp_path: Path) -> None:
    form = show(ASKED["then-140"], store)
    form.area.value = "34 clinics"
    hand = store.load().hand
    assert hand and re.fullmatch(r"[0-9a-f]{16}", hand)
    store.put("other", 1)
    assert store.load().hand == hand
    copy = form.copy.bundle("34 clinics")[MIME]
    notebook = {"cells": [{"outputs": [{"data": {MIME: copy}}]}]}
    assert answers_in(notebook, WALK).hand == hand
    save_notebook(store)
    store.path.unlink()
    new_kernel()
    assert store.open()[0].hand == hand
    page = HandIn(store)
    page.who.value = "amber-heron"
    page.button.click()
    assert page._linked is not None and page._linked.hand == hand
    elsewhere = Store(tmp_path, WALK)
    HandIn(elsewhere)._take(page._linked)
    assert elsewhere.load().hand == hand


def test_two_computers_have_two_hands(tmp_path: Path) -> None:
    hands = set()
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
        new_kernel()
        store = Store(tmp_path / name, WALK)
        store.put("a", 1)
        hands.add(store.load().hand)
    assert len(hands) == 2


def test_work_of_somebody_else_that_is_brought_here_does_not_take_over_the_hand(store: Store) -> None:
    store.write(Answers(WALK, {"a": 1}, "amber-heron"))
    mine = store.load().hand
    HandIn(store)._put_back(Answers(WALK, {"b": 2}, "calm-ibis", hand="ab" * 8))
    assert store.load().hand == mine


def test_what_is_brought_back_counts_although_it_is_older(store: Store) -> None:
    store.put("a", "old")
    brought = store.load()
    store.put("a", "newer")
    save_notebook(store)
    HandIn(store)._put_back(brought, aside=True)
    new_kernel()
    assert store.open()[0].values == {"a": "old"}


def test_a_file_of_before_is_read_as_ever(store: Store) -> None:
    text = '{"format": 1, "assignment": "tweet-rewriting", "who": "amber-heron", "answers": {"a": 1}}'
    store.path.write_text(text, "utf-8")
    answers = store.load()
    assert (answers.values, answers.who, answers.times, answers.hand) == ({"a": 1}, "amber-heron", {}, None)
    assert json.loads(answers.as_text()) == json.loads(text)


def test_all_texts_at_their_longest_fit_with_times_and_hand(store: Store) -> None:
    texts = {id_: "👍" * LONGEST for id_, question in ASKED.items() if question.kind in ("text", "reflection")}
    for form, text in texts.items():
        store.put(form, text)
    assert store.path.stat().st_size <= LARGEST


# An order of one's own


def order_for(question: Question, who: str, folder: Path) -> list[str]:
    folder.mkdir()
    store = Store(folder, WALK)
    store.write(Answers(WALK, {}, who))
    form = show(question, store)
    return form.order if question.kind == "order" else [words for words, _ in form.field.options]


@pytest.mark.parametrize("form", ["reply", "parts-order"])
def test_options_stand_in_an_order_of_the_persons_own(tmp_path: Path, form: str) -> None:
    names = [f"amber-{n}x" for n in range(12)]
    orders = [tuple(order_for(ASKED[form], who, tmp_path / who)) for who in names]
    assert len(set(orders)) > 3
    assert len({order[0] for order in orders}) > 1
    assert len({frozenset(order) for order in orders}) == 1
    again = tuple(order_for(ASKED[form], names[0], tmp_path / "again"))
    assert again == orders[0], "Whoever comes back finds it as it was."


@pytest.mark.parametrize(
    ("assignment", "form"), [("safety-first", "risk"), ("safety-first", "privacy"), ("tweet-rewriting", "slips")]
)
def test_lists_to_choose_from_are_in_no_common_order_either(tmp_path: Path, assignment: str, form: str) -> None:
    question = questions(assignment)[form]
    seen = set()
    for n in range(8):
        (tmp_path / f"{n}").mkdir()
        store = Store(tmp_path / f"{n}", assignment)
        store.write(Answers(assignment, {}, f"amber-{n}x"))
        page = show(question, store)
        if form == "risk":
            seen.add((*page.lists, *(id_ for _, id_ in next(iter(page.lists.values())).options)))
        elif form == "slips":
            seen.add(tuple(page.boxes))
        else:
            seen.add(tuple(id_ for _, id_ in page.inputs["name"].options))
    assert len(seen) > 2


def test_steps_stay_in_sequence_and_sureness_as_it_is(tmp_path: Path) -> None:
    hours = next(field for field in questions("groups-and-pages")["roles"].fields if field.id == "hours")
    assert hours.in_steps
    steps = list(hours.options)
    for n in range(6):
        assert list(own_order(hours.options, f"amber-{n}", "here", scale=True)) in (steps, steps[::-1])
        (tmp_path / f"{n}").mkdir()
        store = Store(tmp_path / f"{n}", WALK)
        store.write(Answers(WALK, {}, f"amber-{n}x"))
        assert [id_ for _, id_ in show(ASKED["reply-sure"], store).field.options] == list(ASKED["reply-sure"].options)


def test_things_in_order_that_nobody_moved_are_no_answer_until_somebody_says_so(store: Store) -> None:
    page = show(ASKED["parts-order"], store)
    assert "parts-order" not in store.load().values
    assert page.as_it_is.layout.display != "none"
    page.as_it_is.click()
    assert store.load().values["parts-order"] == page.order
    assert page.as_it_is.layout.display == "none"


def test_answers_say_the_same_whoever_saw_which_order(tmp_path: Path) -> None:
    """What is graded are ids: ticks are kept in the order of the question."""
    for who in ("amber-heron", "calm-ibis", "dark-otter"):
        (tmp_path / who).mkdir()
        store = Store(tmp_path / who, WALK)
        store.write(Answers(WALK, {}, who))
        page = show(ASKED["slips"], store)
        for box in page.boxes.values():
            box.value = True
        assert store.load().values["slips"] == list(ASKED["slips"].options)


def test_files_are_for_their_owner_alone(store: Store) -> None:
    store.put("a", 1)
    if os.name == "posix":
        assert (store.folder / FILE).stat().st_mode & 0o077 == 0

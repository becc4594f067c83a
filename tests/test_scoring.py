"""Is every answer marked fairly, whatever it is made of, and does no mark tell the key?"""

import json
import math
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.exercises.answered import answer_html, points_html
from toolkit.exercises.questions import KINDS, Question
from toolkit.exercises.scoring import Mark, Marks, Points, mark, number

OPTIONS = {"a": "the heron", "b": "the reed", "c": "the lake", "d": "the boat"}
GROUPS = {"one": "water", "two": "land"}
QUESTIONS = {kind: Question(id="q", kind=kind, prompt="What?", options=OPTIONS, groups=GROUPS) for kind in KINDS}
KEYS = {
    "choice": "b",
    "choices": ["a", "c", "d"],
    "order": ["d", "b", "a", "c"],
    "groups": {"a": "two", "b": ["one", "two"], "c": "one", "d": "one"},
    "number": [116, 117],
}
RIGHT = {
    "choice": "b",
    "choices": ["d", "a", "c"],
    "order": ["d", "b", "a", "c"],
    "groups": {"a": "two", "b": "two", "c": "one", "d": "one"},
    "number": "116",
}
HALF = {
    "choices": (["a", "c"], 2 / 3),
    "order": (["b", "d", "a", "c"], 2 / 3),
    "groups": ({"a": "two", "b": "one"}, 0.5),
}
WRONG = {
    "choice": "a",
    "choices": ["b"],
    "order": ["c", "a", "b", "d"],
    "groups": {"a": "one", "c": "two", "d": "two"},
    "number": "118",
}
NAMES = st.sampled_from([*OPTIONS, *GROUPS, "q", "", "nan", "inf", "1e999", "٣", "²", "\ud800", "text", "document"])
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | NAMES | st.text(max_size=9)
ANY_JSON = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=9,
)
every_keyed = pytest.mark.parametrize("kind", KEYS)


def share(kind: str, answer: object) -> float:
    return mark(QUESTIONS[kind], answer, {}, KEYS[kind]).share


class Texts(HTMLParser):
    """Collects what a reader sees on a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.feed(page)

    def handle_data(self, data: str) -> None:
        self.seen.append(data)


@every_keyed
def test_what_is_right_earns_everything(kind: str) -> None:
    marks = mark(QUESTIONS[kind], RIGHT[kind], {}, KEYS[kind])
    assert marks.share == 1.0
    assert marks.parts and all(part.right for part in marks.parts)


@every_keyed
def test_what_is_wrong_earns_nothing(kind: str) -> None:
    marks = mark(QUESTIONS[kind], WRONG[kind], {}, KEYS[kind])
    assert marks.share == 0.0
    assert marks.parts and not all(part.right for part in marks.parts)


@pytest.mark.parametrize("kind", HALF)
def test_what_is_half_right_earns_its_part(kind: str) -> None:
    answer, worth = HALF[kind]
    assert share(kind, answer) == pytest.approx(worth)


@every_keyed
@pytest.mark.parametrize(
    "answer", [None, "", [], {}, 0, True, [None], {"a": None}, [["a"]], {"a": ["two"]}, "zzz"], ids=repr
)
def test_what_is_empty_or_of_another_shape_earns_nothing_and_hurts_nobody(kind: str, answer: object) -> None:
    assert share(kind, answer) == 0.0


@every_keyed
def test_without_a_key_nothing_is_earned(kind: str) -> None:
    assert mark(QUESTIONS[kind], RIGHT[kind], {}, None) == Marks(0.0)


@pytest.mark.parametrize("kind", KINDS)
@settings(deadline=None, max_examples=80)
@given(answer=ANY_JSON, others=st.dictionaries(NAMES, ANY_JSON, max_size=3))
def test_any_answer_can_be_marked_and_shown(kind: str, answer: object, others: dict[str, object]) -> None:
    question = QUESTIONS[kind]
    marks = mark(question, answer, others, KEYS.get(kind)) if kind in KEYS or kind == "text" else Marks(0.0)
    assert 0 <= marks.share <= 1
    assert 0 <= Points.of(5, marks) <= 5
    assert isinstance(answer_html(question, answer, others), str)
    assert isinstance(Points.of(5, marks, points_html)._repr_html_(), str)


@settings(deadline=None, max_examples=60)
@given(kind=st.sampled_from(["text", "reflection", "confidence"]), answer=ANY_JSON, key=ANY_JSON)
def test_a_question_without_right_and_wrong_can_be_marked_too(kind: str, answer: object, key: object) -> None:
    if kind == "text":
        assert 0 <= mark(QUESTIONS[kind], answer, {}, key).share <= 1


def test_ticking_every_box_earns_nothing_where_half_of_them_are_wrong() -> None:
    question = QUESTIONS["choices"]
    assert mark(question, list(OPTIONS), {}, ["a", "c"]).share == 0.0
    assert mark(question, list(OPTIONS), {}, ["a"]).share == 0.0


def test_ticking_a_box_twice_counts_once() -> None:
    assert share("choices", ["a", "a", "a"]) == pytest.approx(1 / 3)


@given(st.lists(st.sampled_from([*OPTIONS, "zzz"]), max_size=6))
def test_a_wrong_tick_takes_back_a_right_one(ticked: list[str]) -> None:
    chosen = set(ticked) & set(OPTIONS)
    right = chosen & set(KEYS["choices"])
    assert share("choices", ticked) == pytest.approx(max(0, len(right) - len(chosen - right)) / 3)


@given(st.permutations(list(OPTIONS)))
def test_an_order_and_its_reverse_never_earn_both(order: list[str]) -> None:
    """Half of all pairs are right by chance, so a wild guess is worth nothing on the average of both ways."""
    assert min(share("order", order), share("order", order[::-1])) == 0.0


@pytest.mark.parametrize("answer", [["d", "b", "a"], ["d", "b", "a", "c", "c"], ["d", "b", "a", "a"], ["zzz"]])
def test_an_order_that_misses_or_repeats_a_thing_earns_nothing(answer: list[str]) -> None:
    assert share("order", answer) == 0.0


def test_unknown_things_in_an_order_are_passed_over() -> None:
    assert share("order", ["d", "zzz", "b", "a", "c"]) == 1.0


def test_a_thing_may_belong_to_several_groups() -> None:
    assert [share("groups", {"b": group}) for group in GROUPS] == [0.25, 0.25]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("116", 116.0),
        (" 116 ", 116.0),
        ("۱۱۶", 116.0),
        ("١١٦", 116.0),
        ("११६", 116.0),
        ("1١۱", 111.0),
        ("-5", -5.0),
        ("0,5", 0.5),
        ("0.5", 0.5),
        ("٠٫٥", 0.5),
        ("50 %", 50.0),
        ("٥٠٪", 50.0),
        (116, 116.0),
        (0.5, 0.5),
        ("0", 0.0),
    ],
)
def test_a_number_is_read_as_people_type_it(typed: object, read: float) -> None:
    assert number(typed) == read


NO_NUMBERS = ["", " ", "about five", "nan", "inf", "-Infinity", "1e999", "1.2.3", "--1", "½", "十", "116 117"]


@pytest.mark.parametrize("typed", [*NO_NUMBERS, True, False, None, [], {}, [1], math.nan, math.inf], ids=repr)
def test_what_is_no_number_is_none(typed: object) -> None:
    assert number(typed) is None


@pytest.mark.parametrize("typed", ["116 characters", "116 символов", "١١٦ حرفا", "116 km"])
def test_a_unit_behind_a_number_does_no_harm(typed: str) -> None:
    assert number(typed) == 116.0


@given(st.integers(0, 10**9), st.sampled_from("0٠۰०০๐０"))
def test_a_number_is_the_same_in_any_script(value: int, zero: str) -> None:
    assert number("".join(chr(ord(zero) + int(digit)) for digit in str(value))) == value


@given(st.text(max_size=50) | st.floats() | st.integers())
def test_reading_a_number_never_raises_and_gives_a_finite_one(typed: object) -> None:
    value = number(typed)
    assert value is None or math.isfinite(value)


@pytest.mark.parametrize(("typed", "right"), [("116", 1), ("117", 1), ("116,5", 1), ("115.99", 0), ("118", 0)])
def test_a_number_between_two_is_right_with_both_ends(typed: str, right: int) -> None:
    assert share("number", typed) == right


def test_a_number_that_must_be_exact() -> None:
    assert [mark(QUESTIONS["number"], typed, {}, 116).share for typed in ("116", "116.0", "117")] == [1, 1, 0]


@given(st.floats(), st.integers(0, 100))
def test_points_stay_between_nothing_and_the_maximum(part: float, maximum: int) -> None:
    points = Points.of(maximum, Marks(part))
    assert 0 <= points <= maximum
    assert float(points) == round(float(points), 2)


@given(st.floats(0, 1), st.integers(1, 20))
def test_points_look_like_a_plain_number(part: float, maximum: int) -> None:
    """A grader reads the last value of the cell as text; anything but a number would give full marks."""
    points = Points.of(maximum, Marks(part))
    assert repr(points) == repr(float(points))
    assert float(repr(points)) == points
    assert json.dumps(points) == repr(float(points))
    assert isinstance(points, float)


def test_points_bring_along_what_explains_them() -> None:
    marks = Marks(0.5, (Mark("the heron", True), Mark("the reed", False)))
    points = Points.of(4, marks, points_html)
    assert (points, points.maximum, points.marks) == (2.0, 4, marks)
    seen = Texts(points._repr_html_()).seen
    assert "2 of 4 points" in seen
    assert seen[seen.index("the heron") - 1] == "✓"
    assert seen[seen.index("the reed") - 1] == "○"


CHOSEN = {
    "choice": ("a", ["the heron"]),
    "choices": (["b"], ["the reed"]),
    "groups": ({"a": "one"}, ["the heron → water"]),
    "number": ("118", ["118"]),
}


@pytest.mark.parametrize("kind", CHOSEN)
def test_points_show_nothing_that_the_trainee_did_not_choose(kind: str) -> None:
    answer, shown = CHOSEN[kind]
    page = Points.of(4, mark(QUESTIONS[kind], answer, {}, KEYS[kind]), points_html)._repr_html_()
    known = [*OPTIONS.values(), *GROUPS.values(), "116", "117", json.dumps(KEYS[kind])]
    told = [words for words in known if words in page]
    assert all(any(words in one for one in shown) for words in told)
    assert all(words in page for words in shown)


@every_keyed
def test_points_of_an_empty_answer_show_nothing_at_all(kind: str) -> None:
    page = Points.of(4, mark(QUESTIONS[kind], None, {}, KEYS[kind]), points_html)._repr_html_()
    assert not any(words in page for words in [*OPTIONS.values(), *GROUPS.values(), "116", "117"])


@every_keyed
def test_face_of_an_answer_knows_no_key(kind: str) -> None:
    """The face is made from question and answer alone, so a right and a wrong key give the same page."""
    page = answer_html(QUESTIONS[kind], WRONG[kind], {})
    assert "✓" not in page and "○" not in page


def test_a_text_is_marked_by_its_review() -> None:
    from toolkit.review import review

    question = QUESTIONS["text"]
    looked = review(question.draft("THEY CLOSED EVERY CLINIC", {}))
    assert mark(question, "THEY CLOSED EVERY CLINIC", {}, None) == Marks(looked.share, findings=looked.findings)
    assert mark(question, "", {}, None).share == 0.0

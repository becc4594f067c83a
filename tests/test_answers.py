"""Is what somebody answered ever lost, and is every odd file refused in plain words?"""

import json
import os
import re
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.answers import DEEPEST, FILE, LARGEST, MIME, Answers, Refused, Store, copies_in, copy_text, read
from toolkit.answers import store as module

JARGON = re.compile(
    r"\b(json|error|exception|traceback|invalid|fail(ed|ure)?|decode\w*|parse\w*|byte|null|none|dict|list|object|utf)\b",
    re.IGNORECASE,
)
NAMED = re.compile(r"UTF-8", re.IGNORECASE)  # the one technical word a person can look for in a menu
ANY_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)
SURROGATES = st.text(st.characters(codec=None, exclude_categories=()), max_size=30)


def file_of(**changed: object) -> bytes:
    content = {"format": 1, "assignment": "walk", "who": None, "answers": {"a": "hello"}, **changed}
    return json.dumps(content).encode()


def nested(depth: int) -> bytes:
    return file_of(answers={"a": "X"}).replace(b'"X"', b"[" * depth + b"]" * depth)


WHOLE = file_of()
BAD = {
    "empty": b"",
    "truncated": WHOLE[:-9],
    "truncated in a letter": file_of(answers={"a": "X"}).replace(b"X", "س".encode()[:1]),
    "huge": file_of(answers={"a": "x" * LARGEST}),
    "deeply nested": nested(DEEPEST),
    "a hundred thousand levels": b"[" * 100_000 + b"]" * 100_000,
    "a hundred thousand open levels": b'{"a":' * 40_000,
    "another format": file_of(format=2),
    "a format in words": file_of(format="1"),
    "no format": b'{"assignment": "walk", "answers": {}}',
    "another assignment": file_of(assignment="run"),
    "no assignment": b'{"format": 1, "answers": {}}',
    "an assignment that is a list": file_of(assignment=["walk"]),
    "another encoding": json.dumps({"answers": {"a": "привет"}}, ensure_ascii=False).encode("utf-16"),
    "latin letters of another encoding": '{"a": "é"}'.encode("latin-1"),
    "a number that is none": WHOLE.replace(b'"hello"', b"NaN"),
    "an endless number": WHOLE.replace(b'"hello"', b"-Infinity"),
    "a number of many digits": WHOLE.replace(b'"hello"', b"9" * 100_000),
    "a list at the top": b"[1, 2]",
    "a word at the top": b'"answers"',
    "nothing at the top": b"null",
    "answers that are a list": file_of(answers=["a"]),
    "answers that are a text": file_of(answers="a"),
    "no answers": b'{"format": 1, "assignment": "walk"}',
    "a notebook": b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}',
    "a picture": b"\x89PNG\r\n\x1a\n\x00\x00",
    "a page": b"<!doctype html><title>Log in</title>",
    "two files in one": WHOLE + WHOLE,
}
every_bad_file = pytest.mark.parametrize("content", BAD.values(), ids=BAD.keys())


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path, "walk")


def notebook_with(*copies: str | list[str], name: str = "walk", mime: str = MIME) -> str:
    outputs = [{"output_type": "display_data", "data": {mime: copy, "text/html": "…"}} for copy in copies]
    assert name
    return json.dumps({"cells": [{"cell_type": "code", "source": "…", "outputs": outputs}], "nbformat": 4})


def files_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_answers_come_back_as_they_were() -> None:
    given_ = Answers("walk", {"a": "سلام", "b": ["x", "y"], "c": {"d": 1.5}, "e": None}, "amber-heron")
    assert read(given_.as_text().encode("utf-8"), "walk") == given_


def test_file_is_readable_by_people(store: Store) -> None:
    store.put("a", "привет")
    assert "привет" in store.path.read_text("utf-8")
    written = json.loads(store.path.read_text("utf-8"))
    assert list(written) == ["format", "assignment", "who", "hand", "times", "answers"]
    assert {name: written[name] for name in ("format", "assignment", "who", "answers")} == {
        "format": 1,
        "assignment": "walk",
        "who": None,
        "answers": {"a": "привет"},
    }


def test_a_mark_at_the_start_that_some_editors_leave_does_no_harm() -> None:
    assert read(b"\xef\xbb\xbf" + WHOLE, "walk").values == {"a": "hello"}


def test_whose_answers_they_are_is_a_word_or_nothing() -> None:
    assert [read(file_of(who=who)).who for who in ("amber-heron", None, 3, {"name": "x"})] == [
        "amber-heron",
        None,
        None,
        None,
    ]


def test_no_file_yet_is_an_empty_set(store: Store) -> None:
    assert store.load() == Answers("walk")
    assert store.open() == (Answers("walk"), "")
    assert files_in(store.folder) == set()


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(st.text(min_size=1, max_size=9), ANY_JSON, max_size=3))
def test_any_answer_survives_saving_and_opening(values: dict[str, object]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder), "walk")
        for form, value in values.items():
            store.put(form, value)
        assert store.load().values == values
        assert store.open()[1] == ""


@settings(deadline=None, max_examples=60)
@given(SURROGATES)
def test_half_characters_become_a_replacement_sign_and_all_others_stay(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder), "walk")
        store.put(text, {"text": text, "list": [text]})
        seen = "".join("?" if "\ud800" <= char <= "\udfff" else char for char in text)
        assert store.load().values == {seen: {"text": seen, "list": [seen]}}


def test_a_text_of_a_hundred_thousand_characters_is_kept(store: Store) -> None:
    store.put("a", "x" * 100_000)
    assert store.load().values == {"a": "x" * 100_000}


def test_an_answer_too_large_for_the_file_does_not_cost_the_others(store: Store) -> None:
    store.put("small", "kept")
    with suppress(OSError, Refused):
        store.put("large", "x" * LARGEST)
    assert store.load().values["small"] == "kept"


def test_a_tuple_is_kept_as_a_list(store: Store) -> None:
    store.put("a", ("x", ("y",)))
    assert store.load().values == {"a": ["x", ["y"]]}


def test_each_form_has_its_own_answer_and_the_last_one_counts(store: Store) -> None:
    for form, value in (("a", 1), ("b", 2), ("a", 3)):
        store.put(form, value)
    assert store.load().values == {"a": 3, "b": 2}


def test_saving_an_answer_keeps_the_code_name(store: Store) -> None:
    store.write(Answers("walk", {}, "amber-heron"))
    store.put("a", 1)
    assert store.load() == Answers("walk", {"a": 1}, "amber-heron")


def test_two_windows_keep_each_others_answers(tmp_path: Path) -> None:
    one, other = Store(tmp_path, "walk"), Store(tmp_path, "walk")
    for number in range(10):
        (one if number % 2 else other).put(f"form-{number}", number)
    assert one.load().values == other.load().values == {f"form-{number}": number for number in range(10)}


@pytest.mark.parametrize("broken", ["replace", "write", "encode"])
def test_a_crash_while_saving_leaves_the_old_file_whole_and_nothing_behind(store: Store, monkeypatch, broken) -> None:
    store.put("a", "old")
    before = store.path.read_bytes()

    def crash(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    if broken == "replace":
        monkeypatch.setattr(module.os, "replace", crash)
    elif broken == "write":
        monkeypatch.setattr(module.os, "fdopen", crash)
    else:
        monkeypatch.setattr(Answers, "as_text", crash)
    with pytest.raises(KeyboardInterrupt):
        store.put("a", "new")
    assert store.path.read_bytes() == before
    assert files_in(store.folder) == {FILE}


def test_a_full_disk_leaves_the_old_file_whole_and_nothing_behind(store: Store, monkeypatch) -> None:
    store.put("a", "old")
    whole = os.fdopen

    def full(*given_: object, **named: object):
        file = whole(*given_, **named)
        file.write(b"{")  # half of it arrives
        monkeypatch.setattr(file, "write", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        return file

    monkeypatch.setattr(module.os, "fdopen", full)
    with pytest.raises((OSError, AttributeError)):
        store.put("a", "new")
    assert store.load().values == {"a": "old"}
    assert files_in(store.folder) == {FILE}


def test_file_is_never_half_written_under_its_own_name(store: Store, monkeypatch) -> None:
    """What is swapped in is complete at the moment of the swap."""
    seen = []
    swap = os.replace

    def look(source: str, target: Path) -> None:
        seen.append(read(Path(source).read_bytes(), "walk").values)
        swap(source, target)

    monkeypatch.setattr(module.os, "replace", look)
    store.put("a", "x" * 50_000)
    assert seen == [{"a": "x" * 50_000}]


@every_bad_file
def test_a_bad_file_is_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises(Refused) as refused:
        read(content, "walk")
    sentence = str(refused.value)
    assert sentence[0].isupper() and sentence.endswith(".")
    assert not JARGON.search(NAMED.sub("", sentence))
    assert "[" not in sentence
    assert len(sentence) < 160
    assert "\n" not in sentence


@every_bad_file
def test_a_bad_file_is_kept_beside_and_never_overwritten(store: Store, content: bytes) -> None:
    store.path.write_bytes(content)
    answers, said = store.open()
    assert answers == Answers("walk")
    assert "answers-kept-1.json" in said
    store.put("a", "new")
    assert (store.folder / "answers-kept-1.json").read_bytes() == content
    assert store.load().values == {"a": "new"}


@every_bad_file
def test_saving_beside_a_bad_file_keeps_it_too(store: Store, content: bytes) -> None:
    """A file that turned bad while the forms were open."""
    store.path.write_bytes(content)
    store.put("a", "new")
    assert store.load().values == {"a": "new"}
    assert (store.folder / "answers-kept-1.json").read_bytes() == content


def test_every_kept_file_has_a_name_of_its_own(store: Store) -> None:
    for number in range(1, 4):
        store.path.write_bytes(b"bad %d" % number)
        assert f"answers-kept-{number}.json" in store.open()[1]
    kept = [(store.folder / f"answers-kept-{number}.json").read_bytes() for number in range(1, 4)]
    assert kept == [b"bad 1", b"bad 2", b"bad 3"]


def test_reading_for_a_look_changes_nothing(store: Store) -> None:
    store.path.write_bytes(b"bad")
    with pytest.raises(Refused):
        store.load()
    assert store.path.read_bytes() == b"bad"
    assert files_in(store.folder) == {FILE}


def test_a_huge_file_is_not_read_into_memory(store: Store, monkeypatch) -> None:
    store.path.write_bytes(b" " * (LARGEST + 1))
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("It was read."))
    with pytest.raises(Refused, match="too large"):
        store.load()


@given(st.binary(max_size=200) | ANY_JSON.map(lambda value: json.dumps(value).encode()))
def test_reading_any_file_raises_nothing_but_a_refusal(content: bytes) -> None:
    try:
        assert isinstance(read(content), Answers)
    except Refused as refused:
        assert str(refused).endswith(".")


@given(st.sampled_from(["format", "assignment", "who", "answers"]), ANY_JSON)
def test_a_file_of_ours_with_one_odd_part_is_read_or_refused(part: str, value: object) -> None:
    try:
        got = read(file_of(**{part: value}), "walk")
        assert got.assignment == "walk" and isinstance(got.values, dict)
    except Refused as refused:
        assert str(refused).endswith(".")


@pytest.mark.parametrize("text", ["[[[[[[[[[[[[[[[[", "{" * 30, '"]}' * 20, '\\"[[[', "\\", '\\\\"[', "”[“{", ']}"[{'])
def test_brackets_in_a_text_are_not_depth(text: str) -> None:
    content = {"a": [text], text: 1}
    assert read(file_of(answers=content)).values == content


def test_depth_is_measured_up_to_the_last_level() -> None:
    """The file itself is one level, its answers another."""
    assert read(nested(DEEPEST - 2)).assignment == "walk"
    with pytest.raises(Refused, match="nested deeper"):
        read(nested(DEEPEST - 1))


def test_the_copy_in_the_notebook_comes_back_when_the_file_is_gone(store: Store) -> None:
    copies = copy_text("walk", "a", "سلام"), copy_text("walk", "b", [1]).splitlines(keepends=True)
    (store.folder / "walk.ipynb").write_text(notebook_with(*copies), "utf-8")
    answers, said = store.open()
    assert answers.values == {"a": "سلام", "b": [1]}
    assert said == "Your answers came back from the copy in the notebook."
    assert store.load() == answers, "What came back is a file again."
    assert store.open() == (answers, ""), "It is said once."


def test_the_copy_in_the_notebook_comes_back_when_the_file_is_bad(store: Store) -> None:
    (store.folder / "walk.ipynb").write_text(notebook_with(copy_text("walk", "a", 1)), "utf-8")
    store.path.write_bytes(b"bad")
    answers, said = store.open()
    assert answers.values == {"a": 1}
    assert "answers-kept-1.json" in said and "came back" in said


def test_saving_beside_a_bad_file_brings_the_copies_of_the_other_forms_back(store: Store) -> None:
    (store.folder / "walk.ipynb").write_text(notebook_with(copy_text("walk", "a", 1)), "utf-8")
    store.path.write_bytes(b"bad")
    store.put("b", 2)
    assert store.load().values == {"a": 1, "b": 2}


def test_the_file_wins_where_both_are_there(store: Store) -> None:
    (store.folder / "walk.ipynb").write_text(notebook_with(copy_text("walk", "a", "old")), "utf-8")
    store.write(Answers("walk", {"a": "new"}))
    assert store.open() == (Answers("walk", {"a": "new"}), "")


def test_the_last_copy_of_a_form_counts() -> None:
    notebook = json.loads(notebook_with(copy_text("walk", "a", 1), copy_text("walk", "a", 2)))
    assert copies_in(notebook, "walk") == {"a": 2}


@pytest.mark.parametrize(
    "copy",
    [
        "not a copy",
        copy_text("run", "a", 1),
        copy_text("walk", "a", 1).replace('"format": 1', '"format": 7'),
        copy_text("walk", "a", 1).replace('"a"', '["a"]'),
        copy_text("walk", "a", "x" * LARGEST),
        "[" * 100_000,
        "null",
        "[1]",
        "",
    ],
    ids=["words", "another", "format", "form", "huge", "deep", "null", "list", "empty"],
)
def test_a_copy_that_is_none_of_ours_is_passed_over(copy: str) -> None:
    notebook = json.loads(notebook_with(copy, copy_text("walk", "b", 2)))
    assert copies_in(notebook, "walk") == {"b": 2}


def test_only_outputs_of_our_own_kind_are_looked_at() -> None:
    assert copies_in(json.loads(notebook_with(copy_text("walk", "a", 1), mime="application/json")), "walk") == {}


@given(ANY_JSON)
def test_any_notebook_can_be_searched(value: object) -> None:
    for notebook in (
        value,
        {"cells": value},
        {"cells": [value]},
        {"cells": [{"outputs": value}]},
        {"cells": [{"outputs": [value, {"data": value}, {"data": {MIME: value}}]}]},
    ):
        assert copies_in(notebook, "walk") == {}


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "null", '{"cells": 3}', "\0"])
def test_a_damaged_notebook_beside_it_is_as_good_as_none(store: Store, text: str) -> None:
    (store.folder / "walk.ipynb").write_text(text, "utf-8")
    assert store.open() == (Answers("walk"), "")


def test_a_notebook_in_another_encoding_is_as_good_as_none(store: Store) -> None:
    (store.folder / "walk.ipynb").write_bytes(b"\xff\xfe{}")
    assert store.open() == (Answers("walk"), "")


def test_a_form_that_was_given_back_empty_stays_empty(store: Store) -> None:
    """A copy must not bring back what somebody has deleted on purpose."""
    (store.folder / "walk.ipynb").write_text(notebook_with(copy_text("walk", "a", "risky words")), "utf-8")
    store.write(Answers("walk", {"a": ""}))
    assert store.open()[0].values == {"a": ""}


def test_a_folder_in_the_place_of_the_file_is_left_alone(store: Store) -> None:
    store.path.mkdir()
    with pytest.raises(OSError):
        store.put("a", 1)
    assert store.path.is_dir()
    assert files_in(store.folder) == {FILE}

"""Are words and numbers compared as a reader would, in English, Russian, Arabic and Urdu?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.posts.words import numbers, phrase, plain, says, where

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=40)
FOUR_SCRIPTS = st.one_of(
    st.characters(max_codepoint=0x7F),
    st.characters(min_codepoint=0x400, max_codepoint=0x45F),
    st.characters(min_codepoint=0x600, max_codepoint=0x6FF),
    st.characters(min_codepoint=0xFE80, max_codepoint=0xFEFC),
)
ARABIC_PREFIXES = [
    "و",
    "ف",
    "ب",
    "ل",
    "ك",
    "ال",
    "لل",
    "وال",
    "فال",
    "بال",
    "كال",
    "ولل",
    "فلل",
    "وب",
    "ول",
    "فب",
]


def said(text: str, *entries: str) -> bool:
    return says(plain(text), entries)


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("Ministry", "MINISTRY"),
        ("МИНИСТЕРСТВО", "министерство"),
        ("Straße", "STRASSE"),
        ("ﭘﺎﮐﺴﺘﺎﻥ", "پاکستان"),
        ("كتاب", "کتاب"),
        ("علي", "علی"),
        ("على", "علی"),
        ("مُحَامٍ", "محام"),
        ("محـــامٍ", "محام"),
        ("أعلنوا", "اعلنوا"),
        ("إعلان", "اعلان"),
        ("آذار", "اذار"),
        ("خواتینِ", "خواتین"),
        ("کمیٹیۃ", "کمیٹیۃ"),
        ("گاہ", "گاه"),
        ("می‌خواهم", "میخواهم"),
        ("\u200fسلام\u200e", "سلام"),
        ("don’t", "don't"),
        ("don‘t", "don't"),
        ("٠١٢٣٤٥٦٧٨٩", "0123456789"),
        ("۰۱۲۳۴۵۶۷۸۹", "0123456789"),
        ("०१२३४५६७८९", "0123456789"),
        ("１４０", "140"),
        ("ｆｕｌｌ", "full"),
    ],
)
def test_readers_see_the_same(typed: str, same: str) -> None:
    assert plain(typed) == plain(same)


@pytest.mark.parametrize(("one", "other"), [("ب", "ت"), ("حامي", "محامي"), ("34", "43"), ("не", "ни"), ("e", "é")])
def test_readers_see_the_difference(one: str, other: str) -> None:
    assert plain(one) != plain(other)


@given(st.text(FOUR_SCRIPTS, max_size=40))
def test_folding_twice_changes_no_more_than_once(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@given(ANY_TEXT, st.lists(ANY_TEXT, max_size=3))
def test_no_text_is_too_odd(text: str, entries: list[str]) -> None:
    folded = plain(text)
    assert says(folded, entries) in (True, False)
    assert all(number[0].isdigit() for number in numbers(folded))
    assert all(0 <= start < end <= len(text) for start, end in where(text, [entry for entry in entries if entry]))


@given(st.text("0123456789", min_size=1, max_size=12))
def test_digits_of_every_script_are_one_number(digits: str) -> None:
    scripts = ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९")
    for script in scripts:
        typed = "".join(script[int(digit)] for digit in digits)
        assert numbers(plain(typed)) == [digits]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("34 of 212 clinics", ["34", "212"]),
        ("61,000 people", ["61000"]),
        ("61 000 человек", ["61000"]),
        ("61\u00a0000 человек", ["61000"]),
        ("61\u202f000 человек", ["61000"]),
        ("٦١٬٠٠٠ شخص", ["61000"]),
        ("۶۱٬۰۰۰ افراد", ["61000"]),
        ("1,200,000 people", ["1200000"]),
        ("1 200 000 people", ["1200000"]),
        ("at 10:00", ["10:00"]),
        ("٥:٠٠ مساءً", ["5:00"]),
        ("17.3. and 18/4", ["17.3", "18", "4"]),
        ("0.5 or 0,5 percent", ["0.5", "0,5"]),
        ("17 2026", ["17", "2026"]),
        ("34 212", ["34212"]),
        ("34, 212", ["34", "212"]),
        ("48.", ["48"]),
        ("no number", []),
        ("v2 and 8-го", ["2", "8"]),
    ],
)
def test_numbers_of_a_text(text: str, found: list[str]) -> None:
    assert numbers(plain(text)) == found


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("They closed 34 of 212 clinics", "34 + clinic"),
        ("34 CLINICS", "clinics + 34"),
        ("(34)", "34"),
        ("34.", "34"),
        ("34, they said", "34"),
        ("-34-", "34"),
        ("Closed:34", "34"),
        ("٣٤ عيادة", "34"),
        ("۳۴ کلینک", "34"),
        ("8 октября", "8 окт"),
        ("Минздрав закрыл клиники", "клиник"),
        ("They didn’t ask", "n't + ask"),
        ("They didn't ask", "n’t + ask"),
        ("HEARING on detention", "hearing + detention"),
        ("40km away", "40km"),
        ("61,000", "61,000"),
        ("61\u00a0000", "61 000"),
    ],
)
def test_says(text: str, entry: str) -> None:
    assert said(text, entry)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("340 clinics", "34"),
        ("134 clinics", "34"),
        ("34.5 clinics", "34"),
        ("34,000 clinics", "34"),
        ("1,034 clinics", "34"),
        ("3.34 clinics", "34"),
        ("٣٤٠ عيادة", "34"),
        ("28 октября", "8 окт"),
        ("18.10", "8.10"),
        ("110 + reopen", "10"),
        ("34 people", "34 + clinic"),
        ("unclinical", "clinic"),
        ("поликлиника", "клиник"),
        ("task", "ask"),
        ("10:30", "10"),
        ("", "34"),
    ],
)
def test_does_not_say(text: str, entry: str) -> None:
    assert not said(text, entry)


@pytest.mark.parametrize("prefix", ARABIC_PREFIXES)
def test_what_arabic_writes_on_to_a_word_does_not_hide_it(prefix: str) -> None:
    assert said(f"قالت {prefix}محامي اليوم", "محام")
    assert said(f"{prefix}محكمة", "محكمة")


@pytest.mark.parametrize("prefix", ["س", "م", "ت", "نا", "الم"])
def test_other_letters_before_an_arabic_word_make_another_word(prefix: str) -> None:
    assert not said(f"قالت {prefix}دار اليوم", "دار")


def test_a_number_after_an_arabic_prefix_is_found() -> None:
    assert said("الصحفيين ال٦", "صحفيين ال6")


@pytest.mark.parametrize(
    ("text", "entry"),
    [("صحافيين الستة", "صحافيين الستة"), ("محاميهم", "محام"), ("کال ریکارڈ نہیں", "ریکارڈ نہ")],
)
def test_a_stem_catches_its_inflections(text: str, entry: str) -> None:
    assert said(text, entry)


def test_says_is_content_with_one_of_several() -> None:
    assert said("nobody was asked", "unasked", "nobody + ask")
    assert not said("nobody was there", "unasked", "nobody + ask")
    assert not said("anything")


def test_a_phrase_is_cut_at_the_plus_and_folded() -> None:
    assert phrase("N’t + ASK") == ("n't", "ask")
    assert phrase("C++ 34") == ("c++ 34",)


@pytest.mark.parametrize("sign", "()[]{}*+?.^$|\\-")
def test_an_entry_is_words_and_not_a_pattern(sign: str) -> None:
    """Signs that mean something to a pattern are only signs in a phrase and in a name."""
    entry = f"a{sign}b"
    assert said(f"x {entry} y", entry)
    assert not said("ab a ba acb aab b", entry)
    assert where(f"x {entry} y", [entry]) == [(2, 5)]


def test_where_finds_whole_names_in_any_case() -> None:
    text = "Sana Merik, sana merik and Merikson"
    assert [text[start:end] for start, end in where(text, ["Sana Merik"])] == ["Sana Merik", "sana merik"]
    assert where(text, ["Merik"]) == [(5, 10), (17, 22)]


def test_where_gives_places_in_the_text_as_it_was_typed() -> None:
    """Emoji and joined signs before the name do not shift its place."""
    text = "👩‍👩‍👧‍👦 ﭘﺎ Илма Рендик здесь"
    ((start, end),) = where(text, ["Илма Рендик"])
    assert text[start:end] == "Илма Рендик"


def test_where_lists_places_in_order_for_all_names() -> None:
    assert where("b a b", ["a", "b"]) == [(0, 1), (2, 3), (4, 5)]
    assert where("nobody here", ["Merik"]) == []

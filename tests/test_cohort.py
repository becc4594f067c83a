"""Code names, the list of a cohort, its weeks, a time to talk over time zones, and cards to print."""

import json
import os
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from babel import Locale
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.answers import Answers, Store
from toolkit.cli import main
from toolkit.facilitator.cohort import codes, slots
from toolkit.facilitator.cohort.cards import LANGUAGES, cards_html
from toolkit.facilitator.cohort.codes import code_names, fault, more_code_names, spoken
from toolkit.facilitator.cohort.overview import begin
from toolkit.facilitator.cohort.roster import (
    FILE,
    Cohort,
    Member,
    NoCohort,
    Unusable,
    cohort_files,
    grown,
    let_through,
    new_cohort,
    read_cohort,
    write_cohort,
)
from toolkit.facilitator.cohort.slots import Offer, Slot, chat_slots
from toolkit.facilitator.cohort.weeks import Week, Weeks, checked, sessions, weeks_from
from toolkit.facilitator.desk.beginning import Begin
from toolkit.notebook.handing_in import CODE_NAME, HandIn, link_html
from toolkit.posts.words import plain

WORDS = codes._words()
MONDAY = date(2027, 1, 11)
FIRST, SECOND, EXAMPLES = WORDS["first"], WORDS["second"], WORDS["examples"]
GIVEN = {**FIRST, **SECOND}
START = date(2026, 9, 7)
MIXED = Cohort(
    START,
    (
        Member("amber-koala", "Africa/Cairo", "EG", (("walk", "was ill in the first week"),)),
        Member("mint-otter", "Asia/Karachi", "پاکستان"),
        Member("cobalt-bison-2"),
    ),
    seed=7,
    moved=weeks_from(START).moved("fly", date(2026, 10, 5)),
)

# --- code names ------------------------------------------------------------------------------------------------------


def heard(word: str) -> str:
    """Reduce a word to what is left of it on a bad line, for ears that do not tell d from t, or e from i."""
    for written, sound in (("sh", "s"), ("ch", "s"), ("ck", "k"), ("oo", "u"), ("ou", "u"), ("ea", "ia")):
        word = word.replace(written, sound)
    return re.sub(r"(.)\1", r"\1", word.translate(str.maketrans("ceiyogdz", "kiiiukts")))


def apart(one: str, other: str) -> int:
    """Count the letters that have to change, come or go to make one word of another."""
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        left = [i]
        for j, against in enumerate(other, 1):
            left.append(min(row[j] + 1, left[-1] + 1, row[j - 1] + (letter != against)))
        row = left
    return row[-1]


def test_there_are_6400_code_names_and_no_word_stands_in_two_lists() -> None:
    assert len(FIRST) >= 80 and len(SECOND) >= 80
    assert len({*FIRST, *SECOND, *EXAMPLES}) == len(FIRST) + len(SECOND) + len(EXAMPLES)


def test_no_two_words_sound_alike() -> None:
    alike = [(one, other) for one, other in combinations(GIVEN, 2) if apart(heard(one), heard(other)) < 2]
    assert alike == []


@pytest.mark.parametrize("script", [0, 1], ids=["Arabic", "Cyrillic"])
def test_no_two_words_look_alike_in_another_script(script: int) -> None:
    written = [plain(said[script]) for said in GIVEN.values()]
    assert [pair for pair in combinations(written, 2) if apart(*pair) < 2] == []


@pytest.mark.parametrize("word", GIVEN)
def test_a_word_is_spelled_as_it_is_said(word: str) -> None:
    arabic, cyrillic = GIVEN[word]
    assert 4 <= len(word) <= 10
    assert not re.search(r"[pvwxq]|th|ph|gh|ng$|c[eiy]|[bcdfghjklmnpqrstvz]{4}", word)
    assert re.fullmatch(r"[ء-غف-ي]+", arabic)
    assert re.fullmatch(r"[а-яё]+", cyrillic)
    assert abs(len(cyrillic) - len(word)) <= 3


@pytest.mark.parametrize(
    "rude",
    ["نيك", "كس", "زب", "طيز", "خر", "شرم", "كلب", "حمار", "قحب", "لوط", "عرص", "بورن", "لند", "رند", "ابليس"],
)
def test_nobody_reads_something_rude_in_arabic_script(rude: str) -> None:
    assert not [arabic for arabic, _ in GIVEN.values() if rude in plain(arabic)]


@pytest.mark.parametrize("rude", ["ху[йе]", "пизд", "еба", "бля", "муд", "сук", "жоп", "хер", "ссал", "сись", "геи?й"])
def test_nobody_reads_something_rude_in_cyrillic(rude: str) -> None:
    assert not [cyrillic for _, cyrillic in GIVEN.values() if re.search(rude, cyrillic)]


def test_the_examples_of_our_texts_are_never_given_out() -> None:
    assert not {"amber-heron", "quiet-otter"} & set(code_names(len(FIRST) * len(SECOND)))
    assert fault("amber-heron") == fault("quiet-otter") == ""


def test_all_code_names_are_distinct_and_can_be_handed_in() -> None:
    every = code_names(6_400, seed=1)
    assert len(set(every)) == 6_400
    assert all(CODE_NAME.fullmatch(code) and not fault(code) for code in every)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 400), st.integers(0, 2**32))
def test_words_are_shared_only_when_all_are_used(count: int, seed: int) -> None:
    made = [code.split("-") for code in code_names(count, seed)]
    for side in (0, 1):
        words = [parts[side] for parts in made]
        uses = [words.count(word) for word in set(words)]
        assert max(uses) == -(-count // 80)
        assert count < 80 or min(uses) >= count // 80


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 300), st.integers(1, 300), st.integers(0, 99))
def test_a_cohort_that_grows_has_the_names_of_one_that_began_larger(count: int, more: int, seed: int) -> None:
    before = code_names(count, seed)
    assert before + more_code_names(before, more, seed) == code_names(count + more, seed)


@settings(max_examples=40, deadline=None)
@given(st.sets(st.sampled_from(sorted(code_names(6_400))), max_size=60), st.integers(1, 30), st.integers(0, 99))
def test_names_from_elsewhere_stay_and_their_words_come_last(existing: set[str], count: int, seed: int) -> None:
    more = more_code_names(existing, count, seed)
    assert len(set(more)) == count and not set(more) & existing
    for side in (0, 1):
        taken = {code.split("-")[side] for code in existing}
        fresh = 80 - len(taken)
        mine = [code.split("-")[side] for code in more]
        others = 80 - len({code.split("-")[1 - side] for code in existing})
        assert len(set(mine) - taken) >= min(count, fresh, others)


def test_another_seed_gives_other_names() -> None:
    assert len({code_names(12, seed) for seed in range(20)}) == 20


@pytest.mark.parametrize("count", [0, -1])
def test_nobody_is_no_cohort(count: int) -> None:
    with pytest.raises(ValueError, match="Say how many people"):
        code_names(count)


def test_too_many_people_are_told_how_many_there_may_be() -> None:
    with pytest.raises(LookupError, match=r"There are 6,400 code names, and you asked for 6,401"):
        code_names(6_401)
    with pytest.raises(LookupError, match=r"400 code names are left, and you asked for 401"):
        more_code_names(code_names(6_000), 401, seed=5)
    assert len(more_code_names(code_names(6_000), 400, seed=5)) == 400


def test_a_code_name_is_spoken_in_three_scripts() -> None:
    said = spoken("amber-koala")
    assert (said.latin, said.arabic, said.cyrillic) == ("amber-koala", "أمبر-كوالا", "амбер-коала")
    assert spoken("amber-koala-2").cyrillic == "амбер-коала-2"
    with pytest.raises(LookupError, match="cannot write this code name"):
        spoken("anna-smith")


NO_CODES = [
    *("Anna Petrova", "anna-petrova", "amber-petrova", "anna-koala", "koala-amber", "amber", "", "amber-koala-mint"),
    *("anna@example.org", "Amber-Koala", "amber_koala", "amber-koala ", "амбер-коала", "أمبر-كوالا", "amber-koala\n"),
]


@pytest.mark.parametrize("code", NO_CODES, ids=ascii)
def test_what_may_be_a_name_is_refused_and_not_repeated(code: str) -> None:
    with pytest.raises(ValueError, match="This looks like") as refused:
        Member(code)
    assert "amber-heron" in str(refused.value)
    assert not re.search("anna|petrova", str(refused.value), re.IGNORECASE)


@given(st.one_of(st.text(max_size=30), st.from_regex(r"[a-z]{2,8}-[a-z0-9]{1,8}(-[0-9]{1,3})?", fullmatch=True)))
def test_what_is_taken_as_a_code_name_can_be_handed_in(text: str) -> None:
    assert fault(text) or CODE_NAME.fullmatch(text)


# --- the list --------------------------------------------------------------------------------------------------------


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_cohort_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    assert write_cohort(tmp_path, MIXED) is None
    assert read_cohort(tmp_path) == MIXED
    assert names(tmp_path) == [FILE]
    assert MIXED.zones == ("Africa/Cairo", "Asia/Karachi") and MIXED.countries == ("EG", "پاکستان")


@given(
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    st.integers(1, 90),
    st.integers(0, 2**40),
    st.lists(st.sampled_from(["", "EG", "Côte d'Ivoire", "پاکستان", "हिन्दी", "Беларусь"]), max_size=9),
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_cohort_comes_back(tmp_path: Path, starts: date, count: int, seed: int, countries: list[str]) -> None:
    cohort = new_cohort(starts, count, seed)
    for code, country in zip(cohort.codes, countries, strict=False):
        cohort = cohort.with_member(Member(code, country=country))
    for path in cohort_files(tmp_path):
        path.unlink()
    write_cohort(tmp_path, cohort)
    assert read_cohort(tmp_path) == cohort


def test_no_cohort_yet_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoCohort, match="no cohort here yet"):
        read_cohort(tmp_path)


def spoilt(**changed: Any) -> bytes:
    content = {"format": 1, "starts": "2026-09-07", "seed": 1, "members": [{"code": "amber-koala"}]}
    return json.dumps(content | changed).encode()


BROKEN = [
    (b"", "ends early or is damaged"),
    (spoilt()[:-9], "ends early or is damaged"),
    (b"\xff\xfe\x00", "ends early or is damaged"),
    (b"[" * 100_000, "ends early or is damaged"),
    (b"9" * 5_000, "ends early or is damaged"),
    (b" " * (8 * 1024 * 1024 + 1), "too large"),
    (b"[]", "not the list of a cohort"),
    (b'{"format": 1, "assignment": "a", "who": null, "answers": {}}', "not the list of a cohort"),
    (spoilt(members={"amber-koala": {}}), "not the list of a cohort"),
    (spoilt(format=2), "another version"),
    (spoilt(format=True), "another version"),
    (spoilt(format="1"), "another version"),
    (spoilt(starts="soon"), "dates"),
    (spoilt(starts=7), "dates"),
    (spoilt(starts="9999-12-31"), "year"),
    (spoilt(seed="x"), "dates"),
    (spoilt(seed=1e400), "dates"),
    (spoilt(weeks=[["crawl", "2026-09-07"]]), "dates"),
    (spoilt(weeks=7), "dates"),
    (spoilt(members=[7]), "person 1: this entry cannot be read"),
    (spoilt(members=[{}]), "person 1: this entry cannot be read"),
    (spoilt(members=[{"code": 7}]), "person 1: this entry cannot be read"),
    (spoilt(members=[{"code": "amber-koala", "let_through": 7}]), "person 1: this entry cannot be read"),
    (spoilt(members=[{"code": "amber-koala", "let_through": [["walk"]]}]), "person 1: "),
    (spoilt(members=[{"code": "amber-koala"}, {"code": "anna@example.org"}]), "person 2: This looks like an e-mail"),
    (spoilt(members=[{"code": "amber-koala"}, {"code": "Anna Smith"}]), "person 2: This looks like a name"),
    (spoilt(members=[{"code": "amber-koala"}] * 2), "same code name"),
    (spoilt(members=[{"code": "amber-koala", "country": "\ud800"}]), "country"),
]


@pytest.mark.parametrize(("content", "says"), BROKEN, ids=range(len(BROKEN)))
def test_a_broken_list_is_told_left_alone_and_set_aside_when_a_new_one_is_kept(
    tmp_path: Path, content: bytes, says: str
) -> None:
    path = tmp_path / FILE
    path.write_bytes(content)
    with pytest.raises(Unusable, match=says) as refused:
        read_cohort(tmp_path)
    assert not isinstance(refused.value, NoCohort) and "Anna" not in str(refused.value)
    assert path.read_bytes() == content
    kept = write_cohort(tmp_path, MIXED)
    assert kept and kept.read_bytes() == content
    assert read_cohort(tmp_path) == MIXED
    assert set(cohort_files(tmp_path)) == {path, kept}


def test_every_broken_list_is_kept(tmp_path: Path) -> None:
    for content in (b"1", b"2", b"3"):
        (tmp_path / FILE).write_bytes(content)
        write_cohort(tmp_path, MIXED)
    assert sorted(path.read_bytes() for path in tmp_path.glob("cohort-kept-*.json")) == [b"1", b"2", b"3"]


def test_another_group_is_set_aside_and_the_same_group_replaced(tmp_path: Path) -> None:
    cohort = new_cohort(START, 5, seed=1)
    write_cohort(tmp_path, cohort)
    assert write_cohort(tmp_path, grown(cohort, 3)) is None
    assert write_cohort(tmp_path, replace(cohort, members=cohort.members[1:])) is None
    kept = write_cohort(tmp_path, MIXED)
    assert kept and json.loads(kept.read_bytes())["seed"] == 1


def test_a_folder_in_the_place_of_the_list_is_told_and_set_aside(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    with pytest.raises(Unusable, match="could not be opened"):
        read_cohort(tmp_path)
    kept = write_cohort(tmp_path, MIXED)
    assert kept and kept.is_dir() and read_cohort(tmp_path) == MIXED


@pytest.mark.parametrize("before", [spoilt(), b"damaged"], ids=["good", "damaged"])
def test_a_stop_while_writing_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: bytes
) -> None:
    (tmp_path / FILE).write_bytes(before)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(Unusable, match="no room left"):
        write_cohort(tmp_path, MIXED)
    assert names(tmp_path) == [FILE] and (tmp_path / FILE).read_bytes() == before


def test_where_nothing_can_be_written_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="Nothing can be written"):
        write_cohort(tmp_path / "nowhere", MIXED)


@pytest.mark.skipif(os.name == "nt", reason="has other rights")
def test_only_the_facilitator_may_read_the_list(tmp_path: Path) -> None:
    write_cohort(tmp_path, MIXED)
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ({"zone": "Cairo time"}, "Africa/Cairo"),
        ({"zone": "../../etc/passwd"}, "Africa/Cairo"),
        ({"country": "anna@example.org"}, "country"),
        ({"country": "Egypt 7"}, "country"),
        ({"country": "٧"}, "country"),
        ({"country": "x" * 41}, "country"),
        ({"country": "E\nG"}, "country"),
        ({"country": "<b>"}, "country"),
        ({"let_through": (("swim", "ill"),)}, "no week of this name"),
        ({"let_through": (("walk", " "),)}, "why this person"),
        ({"let_through": (("walk", "ask anna@example.org"),)}, "no address"),
    ],
)
def test_odd_entries_are_refused_in_words(entry: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Member("amber-koala", **entry)


def test_growing_keeps_what_is_known() -> None:
    cohort = grown(MIXED, 4)
    assert cohort.members[:3] == MIXED.members
    assert len(set(cohort.codes)) == 7


def test_letting_through_is_noted_with_its_reason_and_renewed() -> None:
    cohort = let_through(MIXED, "mint-otter", "walk", " no power for a week ")
    assert cohort.member("mint-otter").let_through == (("walk", "no power for a week"),)
    again = let_through(cohort, "mint-otter", "walk", "talked with the mentor")
    assert again.member("mint-otter").let_through == (("walk", "talked with the mentor"),)
    assert again.member("mint-otter").zone == "Asia/Karachi"
    with pytest.raises(LookupError, match="Nobody in this cohort"):
        let_through(MIXED, "solid-bison", "walk", "ill")
    with pytest.raises(LookupError, match="This looks like"):
        let_through(MIXED, "Anna", "walk", "ill")


# --- the weeks -------------------------------------------------------------------------------------------------------


def test_every_exercise_has_its_week() -> None:
    root = Path(__file__).parents[1]
    planned = [session for each in sessions().values() for session in each]
    assert len(planned) == len(set(planned)) == 14
    assert {path.name for path in (root / "solutions").iterdir() if path.is_dir()} <= set(planned)
    assert all(CODE_NAME.fullmatch(session) or session == "campaign" for session in planned)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_weeks_from_any_day_are_four_of_seven_days_without_a_gap(starts: date) -> None:
    weeks = weeks_from(starts)
    assert [week.name for week in weeks] == ["crawl", "walk", "run", "fly"]
    assert checked(weeks, today=starts) == ()
    assert weeks.last == starts + timedelta(27)
    assert all(weeks.on(starts + timedelta(day)) == weeks.weeks[day // 7] for day in range(28))
    assert weeks.on(starts - timedelta(1)) is weeks.on(starts + timedelta(28)) is None


@given(st.sampled_from(["crawl", "walk", "run", "fly"]), st.integers(-30, 30), st.integers(-3, 12))
def test_whatever_is_not_seven_days_in_a_row_is_noticed(name: str, shift: int, days: int) -> None:
    weeks = weeks_from(START)
    week = next(week for week in weeks if week.name == name)
    first = week.first + timedelta(shift)
    moved = weeks.moved(name, first, first + timedelta(days - 1))
    taught = [each.first + timedelta(day) for each in moved for day in range(each.days)]
    fine = taught == [taught[0] + timedelta(day) for day in range(28)] if len(taught) == 28 else False
    assert (checked(moved) == ()) == fine


def test_moving_a_week_says_what_it_does() -> None:
    said = checked(weeks_from(START).moved("run", date(2026, 9, 23)))
    assert said == (
        "2 days between “walk” and “run” (from Monday 21 September 2026) belong to no week. "
        "For a holiday that is fine; tell everybody.",
        "“fly” begins on Monday 28 September 2026, before “run” is over (Tuesday 29 September 2026). "
        "Nobody can have passed that week by then.",
    )
    (longer,) = checked(Weeks((*weeks_from(START).weeks[:3], Week("fly", date(2026, 9, 28), date(2026, 10, 6)))))
    assert longer.startswith("“fly” has 9 days")
    (turned,) = checked(weeks_from(START).moved("fly", date(2026, 9, 28), date(2026, 9, 20)))
    assert "before it begins" in turned
    with pytest.raises(LookupError, match="There is no week “swim”"):
        weeks_from(START).moved("swim", START)


def test_a_start_that_is_past_is_noticed() -> None:
    (said,) = checked(weeks_from(START), today=date(2026, 9, 8))
    assert "is past" in said
    assert checked(weeks_from(START), today=START) == ()


def test_a_missing_week_is_noticed() -> None:
    assert "each once and in this order: crawl, walk, run and fly" in checked(Weeks(weeks_from(START).weeks[:3]))[0]
    assert checked(Weeks(()))


def test_different_days_off_are_told_with_the_days_when_all_work() -> None:
    ten = ("SY", "JO", "EG", "SD", "YE", "MA", "TN", "IQ", "PS", "LB")
    (said,) = checked(weeks_from(START), countries=ten)
    assert said == (
        "Days off differ: Friday and Saturday in EG, IQ, JO, PS, SD, SY and YE; Saturday and Sunday in LB, MA and TN. "
        "Put chats and last days for handing in on Monday, Tuesday, Wednesday or Thursday, when everybody works."
    )
    assert checked(weeks_from(START), countries=("EG", "JO", "Atlantis", "")) == ()
    friday = checked(weeks_from(date(2026, 9, 11)), countries=("EG",))
    assert friday[0] == "“crawl” begins on Friday 11 September 2026, a day off in EG." and len(friday) == 4


def test_days_off_are_those_of_cldr() -> None:
    """Two countries are not as there, and say so in the file."""
    from toolkit.facilitator.cohort.weeks import _NAMES, _USUAL, _weekends

    for country in {*_weekends(), "MA", "TN", "LB", "RU", "PK", "BY", "AE", "FR", "US", "TR"} - {"BD", "PS"}:
        there = Locale.parse(f"und_{country}")
        days = _NAMES[there.weekend_start : there.weekend_end + 1]
        assert _weekends().get(country, _USUAL) == days, country


# --- a time to talk --------------------------------------------------------------------------------------------------

WEEK = weeks_from(START).weeks[0]
TEN_ZONES = (
    *("Asia/Damascus", "Asia/Amman", "Africa/Cairo", "Africa/Khartoum", "Asia/Aden"),
    *("Africa/Casablanca", "Africa/Tunis", "Asia/Baghdad", "Asia/Gaza", "Asia/Beirut"),
)


def is_by_day(slot: Slot, week: Week = WEEK, earliest: int = 8, latest: int = 22) -> bool:
    def kept(begins: datetime, ends: datetime) -> bool:
        end = ends.hour + ends.minute / 60 + 24 * (ends.date() - begins.date()).days
        return week.first <= begins.date() <= week.last and begins.hour >= earliest and end <= latest

    return all(kept(one.begins, one.ends) for one in slot.local)


def test_the_ten_countries_of_the_course_can_talk_every_day() -> None:
    offer = chat_slots(TEN_ZONES * 6, WEEK)
    assert offer.said == offer.groups == ()
    best = offer.slots[0]
    assert all(map(is_by_day, offer.slots))
    assert best.room == 5.5 and best.begins == datetime(2026, 9, 7, 12, 30, tzinfo=UTC)
    assert best.told() == (
        "Monday 13:30 to 14:30 in Casablanca, Tunis; Monday 14:30 to 15:30 in Khartoum; "
        "Monday 15:30 to 16:30 in Cairo, Aden, Amman, Baghdad, Beirut, Damascus, Gaza"
    )
    assert {slot.begins.date() for slot in offer.slots[:7]} == {START + timedelta(day) for day in range(7)}
    assert [slot.room for slot in offer.slots] == sorted((slot.room for slot in offer.slots), reverse=True)


FAR_ZONES = (
    *("Asia/Kolkata", "Asia/Kathmandu", "Asia/Tehran", "Asia/Karachi", "Europe/Minsk", "Europe/London", "UTC"),
    *("America/New_York", "America/St_Johns", "Pacific/Auckland", "Pacific/Chatham", "Asia/Tokyo"),
)
ALL_ZONES = st.sampled_from([*TEN_ZONES, *FAR_ZONES])


@settings(max_examples=30, deadline=None)
@given(st.lists(ALL_ZONES, min_size=1, max_size=6), st.integers(0, 360), st.sampled_from([30, 60, 90, 240]))
def test_what_is_offered_to_all_is_by_day_for_all(zones: list[str], day: int, minutes: int) -> None:
    week = weeks_from(date(2026, 1, 1) + timedelta(day)).weeks[0]
    offer = chat_slots(zones, week, minutes)
    assert all(one.begins == slot.begins for slot in offer.slots for one in slot.local)
    assert all(one.ends - one.begins.astimezone(UTC) == timedelta(minutes=minutes) for one in offer.slots[0].local)
    if offer.groups:
        assert offer.said and all(slot.misses for slot in offer.slots)
        assert all(is_by_day(slot, week) for slot in offer.groups)
        reached = [one.zone for slot in offer.groups for one in slot.local]
        assert sorted(reached) == sorted(set(zones))
    else:
        assert offer.said == () and all(is_by_day(slot, week) for slot in offer.slots)


def test_half_hours_and_three_quarters_are_reckoned() -> None:
    best = chat_slots(["Asia/Kolkata", "Asia/Kathmandu"], WEEK, step=15).slots[0]
    assert [f"{one.begins:%H:%M}" for one in best.local] == ["14:30", "14:15"] and best.room == 6.25
    assert {one.begins.utcoffset() for one in best.local} == {timedelta(hours=5.5), timedelta(hours=5.75)}


def test_clocks_that_change_within_the_week_are_followed() -> None:
    """London and Minsk, 23 to 29 March 2026: London's clocks go forward on the Sunday, those of Minsk never."""
    week = weeks_from(date(2026, 3, 23)).weeks[0]
    offer = chat_slots(["Europe/London", "Europe/Minsk"], week)
    apart = {
        slot.local[0].begins.weekday(): slot.local[1].begins.utcoffset() - slot.local[0].begins.utcoffset()
        for slot in offer.slots
        if slot.local[0].begins.utcoffset() is not None
    }
    assert {apart[day] for day in range(6)} == {timedelta(hours=3)} and apart[6] == timedelta(hours=2)
    assert all(is_by_day(slot, week) for slot in offer.slots)
    # Where the difference is smaller, there is more room: the best time is on the Sunday.
    assert offer.slots[0].local[0].begins.weekday() == 6


def test_a_chat_over_the_change_of_clocks_ends_when_the_clock_says_so() -> None:
    week = weeks_from(date(2026, 3, 23)).weeks[0]
    offer = chat_slots(["Europe/London"], week, earliest=0, latest=24)
    over = next(slot for slot in offer.slots if slot.begins == datetime(2026, 3, 29, 0, 30, tzinfo=UTC))
    assert f"{over.local[0].begins:%H:%M} {over.local[0].ends:%H:%M}" == "00:30 02:30"


def test_an_unknown_zone_is_told_and_left_out() -> None:
    offer = chat_slots(["Africa/Cairo", "Asia/Damaskus", "xyz", "Asia"], WEEK)
    assert offer.slots and {one.zone for one in offer.slots[0].local} == {"Africa/Cairo"}
    assert "Did you mean Asia/Damascus?" in offer.said[1] and "Africa/Cairo" in offer.said[2]
    nobody = chat_slots(["xyz"], WEEK)
    assert nobody.slots == () and "at least one time zone" in nobody.said[-1]
    assert chat_slots([], WEEK) == Offer((), said=("Enter at least one time zone, such as Africa/Cairo.",))


def test_where_no_time_suits_all_two_groups_are_advised() -> None:
    zones = ["Africa/Cairo"] * 5 + ["Asia/Karachi", "Asia/Tokyo", "America/Los_Angeles", "America/New_York"]
    offer = chat_slots(zones, WEEK, minutes=120)
    first, second = offer.groups
    assert offer.slots[0].misses == ("Asia/Tokyo",)
    assert is_by_day(first) and is_by_day(second)
    assert {one.zone for slot in offer.groups for one in slot.local} == set(zones)
    assert offer.said[0].startswith("No time suits everybody.") and offer.said[1].startswith("Make two groups:")


def test_most_people_count_and_not_most_zones() -> None:
    few = ["Asia/Tokyo", "Asia/Seoul", "Asia/Manila"]
    offer = chat_slots([*few, *["America/New_York"] * 9], WEEK, 180)
    assert set(few) >= set(offer.slots[0].misses) and "America/New_York" in offer.slots[0].fits


def test_whom_even_two_groups_leave_out_is_said() -> None:
    zones = ["Pacific/Auckland", "Asia/Karachi", "Africa/Cairo", "America/New_York", "America/Los_Angeles"]
    offer = chat_slots(zones, WEEK, 120, earliest=10, latest=14)
    assert "Even so these would have to get up at night" in offer.said[-1]


@pytest.mark.parametrize(
    "given_", [{"minutes": 0}, {"minutes": 900}, {"earliest": 22, "latest": 8}, {"latest": 25}, {"step": 0}]
)
def test_a_chat_that_fits_into_no_day_is_told(given_: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="does not fit between"):
        chat_slots(["UTC"], WEEK, **given_)


def test_a_computer_without_time_zones_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "available_timezones", set)
    slots._available.cache_clear()
    with pytest.raises(LookupError, match="tzdata"):
        chat_slots(["Africa/Cairo"], WEEK)
    slots._available.cache_clear()


# --- cards -----------------------------------------------------------------------------------------------------------


class Tags(HTMLParser):
    """Notes every tag with its attributes, and whether all are closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, "tags are closed in their order"


def test_cards_are_one_page_that_needs_nothing_else() -> None:
    page = cards_html(new_cohort(START, 14, seed=5))
    read = Tags(page)
    tags = {tag for tag, _ in read.seen}
    assert read.open == [] and not tags & {"script", "link", "img", "iframe", "a", "form"}
    assert not re.search(r"https?:|url\(|@import|src=|href=", page)
    assert read.seen[0] == ("html", {"lang": "en", "dir": "ltr"})


def test_every_card_has_its_code_name_in_three_scripts_and_four_languages() -> None:
    cohort = new_cohort(START, 14, seed=5)
    page = cards_html(cohort)
    cards = re.findall(r'<li class="hta-card">.*?</div></div></li>', page)
    assert len(cards) == 14
    for code, card in zip(cohort.codes, cards, strict=True):
        said = spoken(code)
        assert all(each in card for each in (said.latin, said.arabic, said.cyrillic))
        how = [attrs for _, attrs in Tags(card).seen if attrs.get("class") == "hta-how"]
        assert [attrs["lang"] for attrs in how] == list(LANGUAGES)
        assert [attrs["dir"] for attrs in how] == ["ltr", "rtl", "ltr", "rtl"]
        assert "Do not write your own name on this card." in card and card.count("hta-never") == 4


def test_a_card_names_the_buttons_as_they_are(tmp_path: Path) -> None:
    page = HandIn(Store(tmp_path, "tweet-rewriting"))
    card = cards_html(new_cohort(START, 1), ["ru"])
    link = link_html(Answers("tweet-rewriting"))
    assert f">{page.who.description}</bdi>" in card and f">{page.button.description}</bdi>" in card
    assert ">Download</bdi>" in card and ">Download tweet-rewriting" in link


def test_a_card_does_not_say_what_the_course_is_about() -> None:
    page = cards_html(MIXED).split("<body>")[1].lower()
    assert not re.search(r"hashtag|human|right|activis|حقوق|прав|cairo|karachi|was ill", page)


def test_six_cards_to_a_page_where_two_languages_are_enough() -> None:
    assert "hta-cards hta-six" in cards_html(MIXED, ["en", "ar"])
    assert "hta-cards hta-four" in cards_html(MIXED)


def test_a_language_without_words_is_told() -> None:
    with pytest.raises(LookupError, match="no cards in “xx” yet; there are en, ar, ru, ur"):
        cards_html(MIXED, ["xx"])


def test_cards_of_a_translated_course_run_from_right_to_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOOLKIT_LANGUAGE", "ar")
    assert Tags(cards_html(MIXED)).seen[0] == ("html", {"lang": "ar", "dir": "rtl"})


def test_cards_for_everybody_there_could_be_are_made_at_once() -> None:
    assert cards_html(new_cohort(START, 5_000)).count('<li class="hta-card">') == 5_000


def test_a_week_is_moved_on_the_desk_and_by_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    begin(tmp_path, 6, MONDAY)
    step = Begin(tmp_path)
    step.week.value, step.begins.value = "walk", "2027-02-01"
    step.do(step, step.move)  # the button of a step is only put to rest
    assert [str(week.first) for week in read_cohort(tmp_path).weeks][:2] == ["2027-01-11", "2027-02-01"]
    assert "Mon 01 Feb 2027" in step.result.value
    assert "hta-advice" in step.result.value  # a gap before it, and the next week at the same time
    assert main(["--course", str(tmp_path), "cohort", "--move", "run", "2027-02-08"]) == 0
    assert [str(week.first) for week in read_cohort(tmp_path).weeks][1:3] == ["2027-02-01", "2027-02-08"]
    assert "run    2027-02-08 to 2027-02-14" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("week", "day", "words"),
    [("walk", "soon", "Write the day as year, month, day"), ("jump", "2027-02-01", "There is no week “jump”")],
)
def test_a_week_that_cannot_be_moved_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], week: str, day: str, words: str
) -> None:
    begin(tmp_path, 6, MONDAY)
    before = (tmp_path / FILE).read_bytes()
    assert main(["--course", str(tmp_path), "cohort", "--move", week, day]) != 0
    said = capsys.readouterr()
    assert words in said.out + said.err
    assert (tmp_path / FILE).read_bytes() == before

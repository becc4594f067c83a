"""Does one message count as each network counts, do tasks flip with the setting, and do dates tell what ages?"""

import ast
import json
import re
import tomllib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from judging import judge

from toolkit.answers import Store
from toolkit.exercises.scoring import mark
from toolkit.faces.html import advice_html
from toolkit.posts import hashtags_on, length
from toolkit.posts.rules import Rule, platforms, rule, rules
from toolkit.review import review
from toolkit.review.drafts import SETTINGS, Draft
from toolkit.sessions.platforms_and_counters import ageing
from toolkit.sessions.platforms_and_counters.advice import change
from toolkit.sessions.platforms_and_counters.ageing import PACES, WAYS, card, cards, network, pace, past, state
from toolkit.sessions.platforms_and_counters.faces import side_by_side_html
from toolkit.sessions.platforms_and_counters.judge import NAMES, film
from toolkit.sessions.platforms_and_counters.labs.side_by_side import FIRST_FIVE, NETWORKS
from toolkit.sessions.platforms_and_counters.meters import seen
from toolkit.sessions.platforms_and_counters.tasks import NONE, looked, missing, solved, tasks
from toolkit.sessions.room import content, labs, questions

ROOT = Path(__file__).parents[1]
ID = "platforms-and-counters"
WORDS, ASKED = content(ID), questions(ID)
MODEL = json.loads((ROOT / "solutions" / ID / "model-answers.json").read_text("utf-8"))["answers"]
KEY = {
    call.args[0].value: ast.literal_eval(next(one.value for one in call.keywords if one.arg == "key"))
    for cell in json.loads((ROOT / "solutions" / ID / f"{ID}.ipynb").read_text("utf-8"))["cells"]
    if cell["cell_type"] == "code"
    for call in [ast.parse("".join(cell["source"])).body[-1].value]  # type: ignore[attr-defined]
    if call.func.attr == "points" and any(one.arg == "key" for one in call.keywords)
}
EVERY = (*NETWORKS, "x-2013")
TASKS = tasks(WORDS["tasks"])
TODAY = date(2026, 11, 22)
TYPED = st.text(
    st.sampled_from("ab 1#＃@_-.,:/’'…•سلامпривет人👩🏽‍🔬👨‍👩‍👧🇺🇳🌊é\u0301\u200c\u200f\n") | st.characters(),
    max_size=60,
)
LONG = st.lists(
    st.sampled_from(
        ["https://melwa-watch.example.org/a-long-way ", "#OurMelwa ", "слово ", "👩🏽‍🔬 ", "نهر ", "word. "]
    ),
    min_size=20,
    max_size=120,
).map("".join)


# ---- one message on several networks


@pytest.mark.parametrize(
    ("text", "platform", "used"),
    [
        ("Hi http://test.co", "x", 26),
        ("Hi http://test.co", "bluesky", 17),
        ("Hi http://test.co", "x-2013", 26),
        ("👩🏽‍🔬", "x", 2),
        ("👩🏽‍🔬", "x-2013", 4),
        ("👩🏽‍🔬", "bluesky", 1),
        ("👩🏽‍🔬", "telegram", 7),
        ("پاکستان", "x", 7),
        ("人権", "x", 4),
    ],
)
def test_each_network_counts_in_its_own_unit(text: str, platform: str, used: int) -> None:
    assert seen(text, platform).used == used == length(text, platform)


@pytest.mark.parametrize(
    ("platform", "kept"),
    [("x", "human"), ("mastodon", "human"), ("bluesky", "human-rights"), ("x-2013", "human")],
)
def test_a_tag_is_cut_on_one_network_and_whole_on_another(platform: str, kept: str) -> None:
    (tag,) = seen("Read #human-rights.", platform).tags
    assert (tag.written, tag.kept, tag.whole) == ("human-rights", kept, kept == "human-rights")


def test_a_tag_that_is_none_is_shown_as_it_was_written() -> None:
    assert [(tag.written, tag.kept) for tag in seen("#14 #Aug14", "x").tags] == [("14", ""), ("Aug14", "Aug14")]


def test_a_sign_inside_a_link_is_no_tag() -> None:
    assert seen("https://example.org/#part", "bluesky").tags == ()


@pytest.mark.parametrize(
    ("platform", "names"),
    [
        ("x", ("@open_gate_example",)),
        ("mastodon", ("@open_gate_example", "@gate@town.example.org")),
        ("bluesky", ("@gate.example.org",)),
        ("threads", None),
    ],
)
def test_accounts_are_written_differently_on_each_network(platform: str, names: tuple[str, ...] | None) -> None:
    text = "Thanks @open_gate_example and @gate@town.example.org"
    text = "Thanks @gate.example.org" if platform == "bluesky" else text
    assert seen(text, platform).mentions == names


@pytest.mark.parametrize(("platform", "cost"), [("x", 23), ("x-2013", 23), ("mastodon", 23), ("bluesky", 61)])
def test_a_link_costs_what_the_network_says(platform: str, cost: int) -> None:
    (link,) = seen(WORDS["examples"]["English"], platform).links
    assert (len(link.text), link.cost) == (61, cost)


@settings(deadline=None, max_examples=60)
@given(text=TYPED | LONG, platform=st.sampled_from(EVERY))
@example(text="", platform="x")
@example(text="\ud800#", platform="bluesky")
def test_what_fits_and_what_does_not_is_the_whole_text(text: str, platform: str) -> None:
    one = seen(text, platform)
    assert one.fits + one.over == text
    assert one.limit is None or length(one.fits, platform) <= one.limit
    assert bool(one.over) == (one.limit is not None and one.used > one.limit)
    assert {tag.kept for tag in one.tags} - {""} == {tag.text for tag in hashtags_on(text, platform)}


def test_a_network_is_full_at_the_last_sign_that_fits_and_never_inside_a_link() -> None:
    assert len(seen("a" * 300, "x").fits) == 280
    assert seen("👩🏽‍🔬" * 150, "x").over == "👩🏽‍🔬" * 10
    link = "https://example.org/" + "a" * 60
    assert seen("b" * 260 + " " + link, "x").fits == "b" * 260 + " "
    assert seen("b" * 250 + " " + link, "bluesky").over == link


@settings(deadline=None, max_examples=40)
@given(text=TYPED, platform=st.sampled_from(EVERY), setting=st.sampled_from(SETTINGS))
def test_every_network_gets_one_sentence_and_what_is_typed_stays_text(text: str, platform: str, setting: str) -> None:
    one = seen(text, platform)
    found = change(one, review(Draft(text, platform, setting)).findings)
    assert found.advice and found.source
    page = side_by_side_html([(one, found)], WORDS)
    assert not re.search(r"<(?!/?(?:div|span|strong|s|table|caption|thead|tbody|tr|th|td)\b)", page)


def sentence_for(text: str, platform: str, setting: str = "open") -> Any:
    return change(seen(text, platform), review(Draft(text, platform, setting)).findings)


@pytest.mark.parametrize(
    ("text", "platform", "check"),
    [
        ("Hearing on 4 May. #Law " + "word " * 70, "x", "length"),
        ("Hearing #human-rights", "x", "tag-whole"),
        ("Hearing #Law #Marenia", "threads", "tag-count"),
        ("See https://example.org/report #Law", "instagram", "not-clickable"),
        (" ".join(f"https://example.org/{n}" for n in range(6)) + " #Law", "threads", "links"),
        ("👨‍👩‍👧‍👦" * 130, "bluesky", "bytes"),
        ("#Aa #Bb #Cc #Dd", "youtube", "tags-shown"),
        (" ".join(f"#Tag{n}x" for n in range(61)), "youtube", "tags-ignored"),
        ("Read this #Law. " + "word " * 250, "telegram", "caption"),
        ("Read the report #Law", "mastodon", "fits"),
    ],
)
def test_the_sentence_is_about_what_this_network_is_strict_about(text: str, platform: str, check: str) -> None:
    assert sentence_for(text, platform).check == check


def test_danger_comes_before_length() -> None:
    found = sentence_for("Come to the square tomorrow at 18:30! " * 20, "x", "hostile")
    assert found.verdict == "danger"


def test_every_network_that_can_be_chosen_is_described_and_has_a_unit() -> None:
    for platform in EVERY:
        assert WORDS["networks"][platform].keys() == {"link", "tags", "source"}
        assert rule(platform, "text-limit").unit in WORDS["units"]


def test_five_networks_at_a_time_and_x_then_and_now(tmp_path: Path) -> None:
    desk = labs(ID)["side_by_side"](Store(tmp_path, ID))
    assert desk.platforms() == ["x-2013", *FIRST_FIVE]
    assert desk.boxes["telegram"].disabled
    desk.boxes["x"].value = False
    desk.boxes["telegram"].value = True
    assert desk.platforms() == [*FIRST_FIVE[1:], "telegram"]
    desk.boxes["telegram"].value = False
    desk.boxes["x"].value = True
    for when, shown in (("today", ["x"]), ("then", ["x-2013"])):
        desk.when.value = when
        assert desk.platforms() == [*shown, *FIRST_FIVE[1:]]
    again = labs(ID)["side_by_side"](Store(tmp_path, ID))
    assert (again.when.value, again.area.value) == ("then", desk.area.value)


def test_an_example_at_one_click_in_every_script(tmp_path: Path) -> None:
    desk = labs(ID)["side_by_side"](Store(tmp_path, ID))
    for button in desk.examples:
        button.click()
        assert desk.area.value == WORDS["examples"][button.description]
        assert "It fits on" in desk.live.value
    assert len(desk.examples) == 5


# ---- tasks


def test_there_are_twelve_tasks_with_reasons_in_every_setting() -> None:
    assert len(TASKS) == 12
    ways = set(WORDS["ways"])
    assert ways == set(WORDS["not_for"]) == set(WORDS["keep"])
    for task in TASKS:
        for setting in SETTINGS:
            assert task.fits[setting] and set(task.fits[setting]) <= ways
            assert not set(task.fits[setting]) & set(task.harms[setting])
            assert task.why[setting].endswith((".", ")."))
        assert set(task.against) <= ways - set(task.fits["open"])
        assert "item" in task.source


def test_the_setting_changes_some_tasks_and_not_all() -> None:
    flipped = [task.id for task in TASKS if task.fits["hostile"] != task.fits["open"]]
    assert 4 <= len(flipped) <= 8
    assert {task.id for task in TASKS if task.fits["open"] == (NONE,)} == {"warn", "testimonies", "plan"}
    assert any(len(task.fits["open"]) > 1 for task in TASKS)


def test_warning_members_tonight_is_for_no_public_network() -> None:
    warn = next(task for task in TASKS if task.id == "warn")
    public = [way for way in WORDS["ways"] if way != NONE]
    assert {one.verdict for one in looked(warn, public, "hostile", WORDS["not_for"])} == {"danger"}
    for setting in SETTINGS:
        assert solved(warn, [NONE], setting) and not solved(warn, ["post"], setting)


def test_nobody_has_to_be_everywhere() -> None:
    hearing = TASKS[0]
    assert solved(hearing, ["post"], "open") and missing(hearing, ["post"], "open") == 3
    assert not solved(hearing, [], "open") and not solved(hearing, ["post", "picture"], "open")


def test_reasons_come_at_once_and_the_setting_flips_them(tmp_path: Path) -> None:
    cards_ = labs(ID)["task_to_platform"](Store(tmp_path, ID))
    cards_.asks["ways"].boxes["post"].value = True
    assert "It fits" in cards_.said["ways"].value
    cards_.setting.value = "hostile"
    assert "Danger" in cards_.said["ways"].value
    cards_.after.click()
    assert not any(box.value for box in cards_.asks["ways"].boxes.values())
    cards_.before.click()
    assert cards_.asks["ways"].boxes["post"].value
    again = labs(ID)["task_to_platform"](Store(tmp_path, ID))
    assert again.asks["ways"].boxes["post"].value and again.setting.value == "hostile"


# ---- what ages


def made(value: int, as_of: date, again: date = date(2027, 5, 1), platform: str = "murmur") -> Rule:
    return Rule(platform, "text-limit", value, "characters", "made for a test", as_of, again)


def test_a_date_passed_in_marks_what_is_due() -> None:
    one = made(400, date(2026, 11, 1))
    assert [state(one, day) for day in (date(2026, 12, 1), date(2027, 3, 2), date(2027, 5, 1), date(2027, 5, 2))] == [
        *("fresh", "soon", "soon", "due")
    ]
    assert state(replace(one, review_by=date(2099, 12, 31)), date(2098, 1, 1)) == "history"


def test_no_rule_is_due_the_day_it_was_looked_up_and_all_but_history_are_in_2090() -> None:
    later = cards(rules(), date(2089, 1, 1))
    assert {one.state for one in later} == {"history", "due"}
    assert [one.rule for one in later if one.state == "history"] == [
        one for one in rules() if pace(one, rules()) == "not-at-all"
    ]


def test_a_rule_ages_slowly_only_where_its_dates_show_it() -> None:
    now = made(400, date(2026, 11, 1))
    old = made(400, date(2020, 11, 1), date(2099, 12, 31), "murmur-2020")
    young = replace(old, as_of=date(2024, 11, 1), platform="murmur-2024")
    other = replace(old, value=200)
    assert pace(now, [now]) == "fast"
    assert pace(now, [now, old]) == "slowly"
    assert (
        pace(now, [now, young]) == pace(now, [now, other]) == pace(now, [now, old, replace(young, value=300)]) == "fast"
    )
    assert pace(old, [now, old]) == "not-at-all"


def test_the_rules_of_the_course_fall_on_all_three_piles() -> None:
    piles = {
        name: {(one.rule.platform, one.rule.name) for one in cards(rules(), TODAY) if one.pace == name}
        for name in PACES
    }
    assert piles["slowly"] == {("x", "link-length"), ("x", "tags-advised")}
    assert ("x", "text-limit") in piles["fast"] and ("instagram", "tags-max") in piles["fast"]
    assert {platform for platform, _ in piles["not-at-all"]} == {"x-2013", "x-2017", "instagram-2025"}


def test_the_past_of_a_rule_is_told_from_its_rows() -> None:
    assert [row.value for row in past(rule("x", "text-limit"), rules())] == [140, 280, 280]
    assert [row.value for row in past(rule("instagram", "tags-max"), rules())] == [30, 5]
    assert network(rule("x-2013", "text-limit")) == "x"


def test_every_rule_can_be_named_and_checked() -> None:
    for one in cards(rules(), TODAY):
        assert one.rule.name in WORDS["rules"]
        assert set(one.ways) <= set(WAYS) and bool(one.ways) == (one.state != "history")
    assert ageing.ways(rule("x", "text-limit")) == ("try", "help")
    assert ageing.ways(rule("x", "tags-in-ads")) == ("help", "ask")
    assert ageing.ways(rule("mastodon", "text-limit")) == WAYS
    assert ageing.ways(rule("bluesky", "text-bytes")) == ("help",)


@given(st.dates(date(2012, 1, 1), date(2100, 1, 1)))
def test_on_any_day_every_rule_has_a_card(day: date) -> None:
    for one in cards(rules(), day):
        assert one.pace in PACES and one.state in ("history", "fresh", "soon", "due")
        assert one.state == "due" if one.rule.review_by < day and one.pace != "not-at-all" else one.state != "due"
        assert one.days == (day - one.rule.as_of) // timedelta(days=1)


def test_the_model_of_ageing_has_no_clock() -> None:
    assert not re.search(r"today\(\)|now\(\)|import time", Path(ageing.__file__).read_text("utf-8"))


def test_the_lab_marks_what_is_due_when_the_day_is_moved(tmp_path: Path) -> None:
    piles = labs(ID)["what_ages"](Store(tmp_path, ID))
    piles.day.value = TODAY
    assert "0 of 43 rules" in piles.table.value
    piles.day.value = date(2027, 7, 1)
    assert "37 of 43 rules" in piles.table.value and "look again" in piles.card.value
    piles.asks["pace"].field.value = "slowly"
    piles.asks["ways"].boxes["try"].value = True
    assert "Look again" in piles.said["ways"].value and "Works" in piles.said["ways"].value
    piles.which.value = "bluesky"
    assert "Bluesky" in piles.card.value
    piles.before.click()
    piles.day.value = None
    assert piles.card.value


# ---- the exercise


def test_the_counts_asked_for_are_those_of_the_networks() -> None:
    text = ASKED["count-x"].quote
    assert [seen(text, name).used for name in ("x", "mastodon", "bluesky")] == [118, 115, 152]
    assert [KEY[f"count-{name}"] for name in ("x", "mastodon", "bluesky")] == [118, 115, 152]
    (shown,), (flat,) = seen(text, "bluesky").links, seen(text, "mastodon").links
    assert shown.cost - flat.cost == 152 - 115 == 37
    assert "37" in ASKED["why-more"].prompt


def test_the_tags_asked_for_are_seen_as_the_key_says() -> None:
    for id_, words in ASKED["tags-seen"].options.items():
        tag = words.split(" ")[0]
        whole = [
            name for name in ("x", "mastodon", "bluesky") if [one.text for one in hashtags_on(tag, name)] == [tag[1:]]
        ]
        group = {3: "everywhere", 2: "two", 1: "one", 0: "nowhere"}[len(whole)]
        assert KEY["tags-seen"][id_] == group, tag
        assert group != "one" or whole == ["bluesky"]


def test_what_ages_in_the_exercise_ages_by_the_same_rule() -> None:
    def rows(*dated: tuple[int, int]) -> list[Rule]:
        return [made(value, date(year, 11, 1), platform=f"murmur-{year}") for value, year in dated]

    dated = {
        "length": rows((200, 2012), (400, 2019), (600, 2026)),
        "link": rows((20, 2012), (20, 2019), (20, 2026)),
        "tags": rows((8, 2026)),
        "pictures": rows((6, 2024), (6, 2026)),
    }
    assert {id_: pace(listed[-1], listed) for id_, listed in dated.items()} == {id_: KEY["ages"][id_] for id_ in dated}


def test_what_is_due_in_the_exercise_is_due_by_the_same_rule() -> None:
    day, found = date(2026, 11, 1), re.compile(r"by (\d+ \w+ \d{4})")
    months = {"April": 4, "September": 9, "October": 10, "November": 11}
    for id_, words in ASKED["due"].options.items():
        if match := found.search(words):
            number, month, year = match[1].split()
            again = date(int(year), months[month], int(number))
            assert (state(made(1, date(2026, 1, 1), again), day) == "due") == (id_ in KEY["due"]), words


def test_one_answer_for_everything_earns_half_at_most() -> None:
    for form in ("tags-seen", "tasks", "tasks-hostile", "ages", "check-how"):
        for group in ASKED[form].groups:
            assert mark(ASKED[form], dict.fromkeys(ASKED[form].options, group), {}, KEY[form]).share <= 0.5
    assert mark(ASKED["due"], list(ASKED["due"].options), {}, KEY["due"]).share == 0


FIVE = tuple(ASKED["fit"].about["platforms"])
GOOD = MODEL["fit"]


def fit(answer: Any) -> Any:
    return judge(ASKED["fit"], answer)


def test_five_texts_that_fit_and_keep_the_facts_earn_everything() -> None:
    assert fit(GOOD).share == 1
    assert {finding.verdict for finding in fit(GOOD).findings} == {"good"}
    assert fit(dict.fromkeys(FIVE, GOOD["bluesky"])).share == 1, "One text that fits everywhere is an answer."


def test_the_message_as_it_was_fits_hardly_anywhere() -> None:
    assert fit(dict.fromkeys(FIVE, ASKED["fit"].quote)).share < 0.5
    assert fit(dict.fromkeys(FIVE, "Court decisions online! https://law-circle.example.org")).share < 0.3


@pytest.mark.parametrize("number", range(1, 6))
def test_each_network_is_a_fifth(number: int) -> None:
    assert fit({name: GOOD[name] for name in FIVE[:number]}).share == pytest.approx(number / 5)


def test_every_network_is_told_what_to_mend_by_name() -> None:
    page = advice_html(fit(dict.fromkeys(FIVE, "Court decisions. #free-law")).findings)
    assert all(NAMES[name] in page for name in FIVE)
    page = advice_html(fit({"x": "x"}).findings)
    assert page.count("nothing yet") == 4


@pytest.mark.parametrize("language", ["mastodon", "threads", "telegram"])
def test_a_fact_that_is_lost_is_named_in_every_language(language: str) -> None:
    without = re.sub("1,940|1 940|١٩٤٠", "", GOOD[language])
    marks = fit({**GOOD, language: without})
    assert marks.share < 1 and any("1,940 of them" in finding.advice for finding in marks.findings)


URDU = (
    "کرایے اور بےدخلی پر عدالتوں کے 1940 فیصلے 4 جون سے سب کے لیے مفت، کسی کا نام نہیں۔ "
    "https://law-circle.example.org/en/housing-decisions/search-and-read-all-of-them #حق_رہائش"
)


def test_urdu_earns_as_much_as_english() -> None:
    assert fit(dict.fromkeys(FIVE, URDU)).share == 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


@settings(deadline=None, max_examples=40)
@given(form=st.sampled_from(["fit", "film"]), answer=JSON, data=st.data())
def test_no_answer_is_too_odd(form: str, answer: Any, data: Any) -> None:
    ids = [field.id for field in ASKED[form].fields]
    for given_ in (answer, data.draw(st.dictionaries(st.sampled_from(ids), JSON | TYPED))):
        marks = judge(ASKED[form], given_)
        assert 0 <= marks.share <= 1
        for finding in marks.findings:
            assert finding.advice and finding.why and finding.source


def told(**given_: str) -> tuple[str, int]:
    said, right = film(ASKED["film"].about, {**MODEL["film"], **given_})
    return " ".join(one.advice for one in said), right


@pytest.mark.parametrize(
    ("given_", "words"),
    [
        ({"title": "The legal bus " * 10}, "YouTube takes 100"),
        ({"title": "Watch our new video"}, "does not say what the film is about"),
        ({"title": "THE LEGAL BUS"}, "shouts"),
        ({"description": "Look"}, "is missing in the description"),
        ({"description": "x" * 5001}, "YouTube takes 5000"),
        ({"tags": "legal bus"}, "There is no tag yet"),
        ({"tags": " ".join(f"#Law{n}x" for n in range(61))}, "more than 60"),
        ({"tags": "#LegalBus #Veltara #viral"}, "nothing to do with the film"),
        ({"tags": "#LegalBus #Breakfast"}, "#Breakfast leads nobody"),
    ],
)
def test_each_part_of_a_films_words_is_looked_at(given_: dict[str, str], words: str) -> None:
    said, right = told(**given_)
    assert words in said and right == 2


def test_a_hundred_characters_are_allowed_and_one_more_is_not() -> None:
    assert told(title="bus " + "x" * 96)[1] == 3 and told(title="bus " + "x" * 97)[1] == 2


@pytest.mark.parametrize("where", ["title", "description", "tags"])
def test_a_name_that_must_not_go_out_leaves_nothing(where: str) -> None:
    answer = {**MODEL["film"], where: MODEL["film"][where] + " #Trent Ovelia"}
    marks = judge(ASKED["film"], answer)
    assert marks.share == 0 and marks.findings[0].verdict == "danger"


def test_the_film_of_the_lab_can_be_mended(tmp_path: Path) -> None:
    desk = labs(ID)["film"](Store(tmp_path, ID))
    assert desk.live.value.count("hta-required") >= 5
    desk.fields["title"].value = "72 pipes on no list: a walk along the Melwa"
    link = WORDS["video"]["brief"]["link"]
    desk.fields[
        "description"
    ].value = f"58 volunteers walk both banks and count: 72 of 212 pipes stand on no list. {link}"
    desk.fields["tags"].value = "#OurMelwa #Veltara #Rivers"
    assert "hta-required" not in desk.live.value


# ---- the words of the session


def test_only_invented_addresses_and_no_word_of_programmers() -> None:
    paths = [ROOT / "toolkit/sessions/platforms_and_counters" / name for name in ("workbook.toml", "exercise.toml")]
    for path in paths:
        text = path.read_text("utf-8")
        assert all("example.org" in link for link in re.findall(r"https?://[^\s\"]+", text) if link != "https://")
        assert not re.search(r"\b(error|invalid|failed|assert)\b", text, re.IGNORECASE)
        tomllib.loads(text)


def test_every_platform_of_the_rules_can_be_named() -> None:
    from toolkit.sessions.platforms_and_counters.faces import rule_words

    assert all(rule_words(one) for one in platforms())
    assert card(rule("vk", "text-limit-reported"), rules(), TODAY).ways == ("help", "ask")

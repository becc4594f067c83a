"""They use it too: do the cards fit together, is every share worked out or refused for a reason, does a plan hold?"""

import json
import re
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from judging import judge
from test_notebooks import points_cells

from toolkit.answers import Store
from toolkit.exercises.scoring import Marks, mark
from toolkit.labs.cards import reply
from toolkit.review.drafts import SETTINGS
from toolkit.review.findings import VERDICTS
from toolkit.sessions.room import content, gates, labs, questions
from toolkit.sessions.they_use_it_too.computable import PARTS, Quantity, interval, share
from toolkit.sessions.they_use_it_too.decks import deck, events, in_order, quantities, read
from toolkit.sessions.they_use_it_too.faces import computed_html, percent
from toolkit.sessions.they_use_it_too.judge import TEXTS, plan

ROOT = Path(__file__).parents[1]
DECKS = ("moves", "pairs", "controls", "messages", "numbers")
ASKED = questions("they-use-it-too")
MODEL = json.loads((ROOT / "solutions/they-use-it-too/model-answers.json").read_text("utf-8"))["answers"]
GROUPS = {"team": "The team", "families": "Families"}
HOLDS: dict[str, str] = {
    **{"team.first": "visit", "team.second": "meeting", "families.first": "visit", "families.second": "site"},
    **{"list": "two", "trial": "soon", "decides": "the coordinator", "deputy": "the treasurer"},
    "tells": "The coordinator goes to two people of the team, each of them goes to two more.",
    "publish": "One sentence on our website and on the board of the library.",
    "not-done": "Nobody gives advice by telephone that day.",
}
every_deck = pytest.mark.parametrize("name", DECKS)
every_setting = pytest.mark.parametrize("setting", SETTINGS)


def said(marks: Marks) -> str:
    return " ".join(finding.advice for finding in marks.findings)


# ---- cards and events


@every_deck
def test_every_answer_to_every_card_has_a_reply_with_a_reason(name: str) -> None:
    one = deck(name)
    assert len({card.id for card in one.cards}) == len(one.cards)
    for card, ask, setting in product(one.cards, one.asks, SETTINGS):
        replies = {option: reply(card, ask, option, setting) for option in one.options(card, ask)}
        assert all(found.why.endswith((".", "?", ")")) for found in replies.values()), (card.id, ask)
        right = [option for option, found in replies.items() if found.verdict == "good"]
        assert right and len(right) < len(replies) and set(replies[right[0]].ours) == set(right)
        assert any(sign.isdigit() for sign in card.source) or card.source.startswith("invented")


def test_each_of_the_three_verbs_and_four_kinds_is_there() -> None:
    moves = [card.accepts["kind"][0] for card in deck("moves").cards]
    kinds = [card.accepts["kind"][0] for card in deck("controls").cards]
    assert {verb: moves.count(verb) >= 3 for verb in deck("moves").asks["kind"].options} == dict.fromkeys(
        ("monitor", "neutralise", "manage"), True
    )
    assert all(kinds.count(kind) == 2 for kind in deck("controls").asks["kind"].options)


def test_every_control_has_an_answer_that_fits_one_that_harms_where_somebody_watches_and_a_limit() -> None:
    for card in deck("controls").cards:
        verdicts = [reply(card, "measure", option, "hostile").verdict for option in card.options["measure"]]
        assert {"good", "danger"} <= set(verdicts) and card.shown["limit"].endswith(".")


def test_publishing_a_letter_with_a_name_in_it_is_danger_where_somebody_watches() -> None:
    letter = next(card for card in deck("controls").cards if card.id == "letter")
    found = {setting: reply(letter, "measure", "post", setting) for setting in SETTINGS}
    assert {setting: one.verdict for setting, one in found.items()} == {
        "official": "advice", "open": "advice", "hostile": "danger"
    }  # fmt: skip
    assert "Where somebody watches" in found["hostile"].why
    assert all(reply(letter, "measure", "burn", setting).verdict == "danger" for setting in SETTINGS)


def test_the_setting_changes_what_is_right() -> None:
    for card in deck("pairs").cards:
        answers = {setting: set(reply(card, "instead", "warn", setting).ours) for setting in SETTINGS}
        assert answers["hostile"].isdisjoint(answers["open"])
        assert all(reply(card, "instead", one, "hostile").verdict == "danger" for one in answers["open"])


def test_no_place_in_a_list_is_always_the_right_one() -> None:
    places = {list(card.options["measure"]).index(card.accepts["measure"][0])
              for card in deck("controls").cards if isinstance(card.accepts["measure"], list)}  # fmt: skip
    assert places == {0, 1, 2}


def test_the_order_of_time_is_the_one_that_the_sources_tell() -> None:
    listed = [one.id for one in events()]
    by_day = sorted(events(), key=lambda one: one.day)
    assert [one.id for one in by_day] == ["accounts", "first-call", "visit", "arrest", "warning", "closed", "friendly"]
    assert in_order([one.id for one in by_day]) == len(by_day) - 1 > in_order(listed)
    assert in_order([one.id for one in by_day][::-1]) == 0 == in_order(["nonsense"]) == in_order([])
    assert all("item" in one.source and "201" in one.source for one in events())


def test_what_was_announced_in_belarus_in_2021_is_told_as_past_dated_and_not_as_the_law() -> None:
    """The police announced it; what the resolution itself says we know from the press alone, and say so."""
    places = [
        *ROOT.glob("toolkit/[!f]*/**/*.toml"),
        *ROOT.glob("workbooks/*.ipynb"),
        *ROOT.glob("toolkit/sessions/**/*.py"),
    ]
    lines = [line for path in places for line in ["", *path.read_text("utf-8").splitlines(), ""]]
    beside = [" ".join(three) for three in zip(lines, lines[1:], lines[2:], strict=False) if "Belarus" in three[1]]
    told = [three for three in beside if "subscri" in three]
    assert len(told) > 5
    for three in told:
        assert "October 2021" in three and re.search(r"announced|reported", three), three
        assert not re.search(r"(can|may|are|is) (be )?treated", three) or "invented" in three, three
        assert "resolution itself" not in three or re.search(r"not read by us|could not read", three), three


def test_what_came_later_stands_in_the_order_of_time() -> None:
    years = [re.findall(r"\d{4}", row["when"])[0] for row in read("events")["later"]]
    assert years == sorted(years)


def test_nothing_names_a_handle_or_leads_anywhere() -> None:
    room = ROOT / "toolkit/sessions/they_use_it_too"
    texts = [path.read_text("utf-8") for path in room.glob("data/*.toml")]
    texts += [path.read_text("utf-8") for path in room.glob("*.toml")]
    texts.append((ROOT / "workbooks/they-use-it-too.ipynb").read_text("utf-8"))
    for text in texts:
        assert "http" not in text.replace("https://svetlitsa.example.org", "")
        assert "@" not in text.replace("@milvet_example", "")
    assert all(len(name) > 3 and name not in "".join(texts) for name in ("Nefedov", "Motolko", "Lukashenka", "mvd_by"))


# ---- can that be computed?


def test_the_statements_of_the_lab_are_of_all_three_kinds() -> None:
    kinds = {card.id: share(*quantities(card.shown)).kind for card in deck("numbers").cards}
    assert kinds["ten-percent"] == "missing" and kinds["twenty-one"] == "no" and kinds["dolphins"] == "yes"
    assert all(list(kinds.values()).count(kind) >= 2 for kind in ("yes", "missing", "no"))


NUMBERS = st.none() | st.floats() | st.integers(-5, 10**9)
MADE = st.builds(
    Quantity,
    what=st.text(max_size=5),
    value=NUMBERS,
    people=st.sampled_from("ab"),
    time=st.sampled_from("xy"),
    asked=st.booleans(),
)


@given(MADE | st.none(), MADE | st.none())
def test_a_share_is_given_or_something_is_missing(part: Quantity | None, whole: Quantity | None) -> None:
    found = share(part, whole)
    assert set(found.missing) <= set(PARTS) and (found.kind == "yes") == (not found.missing)
    assert computed_html(found)
    assert (found.share is found.low is found.high is None) == bool(found.missing)


@given(st.integers(1, 10**6), st.floats(0, 1), st.booleans())
def test_a_share_of_the_same_people_at_the_same_time_can_be_said(whole: int, part: float, asked: bool) -> None:
    of_them = {"people": "members", "time": "June 2011"}
    came = Quantity(what="members who came", value=round(part * whole), **of_them)
    found = share(came, Quantity(what="all members", value=whole, **of_them, asked=asked))
    assert found.kind == "yes" and not found.missing
    assert found.share == round(part * whole) / whole
    assert 0 <= found.low <= found.share <= found.high <= 1
    assert (found.low < found.high) is asked


@pytest.mark.parametrize(
    "missing", [(), ("part",), ("whole",), ("people",), ("time",), ("part", "whole", "people", "time")]
)
def test_what_is_missing_is_named(missing: tuple[str, ...]) -> None:
    part = Quantity(what="p", value=None if "part" in missing else 3, people="a", time="x")
    whole = Quantity(
        what="w",
        value=None if "whole" in missing else 30,
        people="b" if "people" in missing else "a",
        time="y" if "time" in missing else "x",
    )
    assert share(part, whole).missing == missing
    assert share(part, whole).kind == {(): "yes", ("part",): "missing", ("whole",): "missing"}.get(missing, "no")


def test_more_than_all_are_other_people() -> None:
    many, few = Quantity(what="p", value=31, people="a"), Quantity(what="w", value=30, people="a")
    assert share(many, few).missing == ("people",)
    assert share(Quantity(what="p", value=0), Quantity(what="w", value=0)).missing == ("whole",)


@given(st.integers(1, 10**6), st.data())
def test_an_interval_holds_what_was_seen_and_narrows(asked: int, data: st.DataObject) -> None:
    hits = data.draw(st.integers(0, asked))
    low, high = interval(hits, asked)
    assert 0 <= low <= hits / asked + 1e-12 and hits / asked - 1e-12 <= high <= 1
    wide = interval(10 * hits, 10 * asked)
    assert wide[1] - wide[0] <= high - low + 1e-12


@pytest.mark.parametrize(("hits", "asked"), [(1, 0), (-1, 5), (6, 5), (0, 0.5), (1, float("inf")), (float("nan"), 5)])
def test_there_is_no_interval_of_an_impossible_sample(hits: float, asked: float) -> None:
    with pytest.raises(ValueError, match="no sample"):
        interval(hits, asked)


@pytest.mark.parametrize(
    ("value", "words"), [(0.35, "35 %"), (0.0149, "1.5 %"), (0, "0 %"), (1, "100 %"), (0.05, "5 %")]
)
def test_a_share_is_said_as_people_say_it(value: float, words: str) -> None:
    assert percent(value) == words


# ---- the plan


@every_setting
def test_a_plan_that_holds_earns_everything_and_claims_no_safety(setting: str) -> None:
    marks = plan(HOLDS, GROUPS, setting)
    assert marks.share == 1
    assert "we did not look at your safety" in said(marks)
    cautions = [finding for finding in marks.findings if finding.verdict == "advice"]
    assert len(cautions) == (3 if setting == "hostile" else 0), "Visits, meetings and a website have a second side."


@pytest.mark.parametrize("way", ["call", "sms", "messenger", "mail"])
def test_where_somebody_watches_a_way_that_draws_a_map_of_people_never_earns_everything(way: str) -> None:
    mapped = {**HOLDS, "team.first": way, "team.second": "visit"}
    assert plan(mapped, GROUPS, "open").share == 1
    assert plan(mapped, GROUPS, "hostile").share < 1
    assert "draws a map" in said(plan(mapped, GROUPS, "hostile"))
    assert "draws a map" not in said(plan(mapped, GROUPS, "open"))


@pytest.mark.parametrize("way", read("ways")["ways"])
def test_every_way_beyond_the_blocked_network_has_a_second_side_where_somebody_watches(way: str) -> None:
    row = read("ways")["ways"][way]
    assert "the network" in row["rests"] or row["hostile"].endswith(".")


def test_no_gate_advises_where_somebody_watches_what_the_plan_calls_a_map_of_people() -> None:
    """A chain of calls, or one list of addresses, is no right answer at a gate when the lab says that it harms."""
    asked = [one for week in ("crawl", "walk", "run") for item in gates().bank(week) for one in item["variant"]]
    watched = [one for one in asked if "somebody is watching" in one["question"]]
    right = [option["text"] for one in watched for option in one["options"] if option["right"]]
    assert len(right) > 20
    assert [text for text in right if re.search(r"chain of (calls|messages)|e-mail|text message|SMS", text)] == []


def test_a_sealed_way_and_a_visit_hold_where_somebody_watches() -> None:
    assert plan({**HOLDS, "team.first": "sealed", "team.second": "visit"}, GROUPS, "hostile").share == 1


def test_the_model_answer_makes_no_map_and_keeps_no_list_of_who_was_told() -> None:
    model = json.loads((ROOT / "solutions" / "they-use-it-too" / "model-answers.json").read_text("utf-8"))["answers"]
    ways = read("ways")["ways"]
    assert not [
        way for name, way in model["plan"].items() if name.endswith(("first", "second")) and ways[way].get("maps")
    ]
    assert "writes down the hour" not in model["plan"]["tells"]


@pytest.mark.parametrize("field", HOLDS)
def test_what_is_left_open_costs_something(field: str) -> None:
    less = {name: value for name, value in HOLDS.items() if name != field}
    assert plan(less, GROUPS, "open").share < 1
    assert all(
        finding.why.endswith((".", ")")) or finding.why.endswith(").")
        for finding in plan(less, GROUPS, "open").findings
    )


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ("detour", "call", "needs the network that is blocked"),
        ("second", "visit", "needs the network that is blocked"),
        ("site", "mail", "no way without internet"),
        ("site", "messenger", "both ways need this: internet"),
        ("sms", "call", "both ways need this: telephone"),
        ("board", "meeting", "both ways need this: a place"),
        ("call", "call", "both ways need this: telephone"),
        ("call", "", "one way"),
    ],
)
def test_two_ways_that_fall_together_are_one(first: str, second: str, words: str) -> None:
    marks = plan({**HOLDS, "team.first": first, "team.second": second}, GROUPS, "open")
    assert marks.share < 1 and words in said(marks)


def test_each_group_has_a_card_of_its_own() -> None:
    found = plan(
        {f"{group}.{place}": "site" for group in GROUPS for place in ("first", "second")}, GROUPS, "open"
    ).findings
    assert len({finding.check for finding in found}) == len(found)


@pytest.mark.parametrize("leak", ["+44 7700 900123", "marta@example.org", "@some_body", "52.2297, 21.0122"])
def test_what_leads_to_somebody_is_danger_only_where_somebody_watches(leak: str) -> None:
    given_ = {**HOLDS, "tells": f"{HOLDS['tells']} Else {leak} helps."}
    assert plan(given_, GROUPS, "hostile").share == 0
    assert 0 < plan(given_, GROUPS, "open").share < 1
    assert "leads to a person" in said(plan(given_, GROUPS, "open"))


@pytest.mark.parametrize(("who", "noticed"), [
    ("Irena Dalvik", True), ("Ирина Дальвик", True), ("On Irena Dalvik", True), ("the coordinator", False),
    ("On Monday the lawyer", False), ("Library Square", False), ("المنسق", False), ("کوآرڈینیٹر", False),
])  # fmt: skip
def test_a_first_and_a_last_name_are_noticed_where_there_are_capitals(who: str, noticed: bool) -> None:
    assert ("reads like a name" in said(plan({**HOLDS, "decides": who}, GROUPS, "open"))) == noticed


def test_the_one_who_decides_cannot_stand_in() -> None:
    marks = plan({**HOLDS, "deputy": "The coordinator"}, GROUPS, "open")
    assert marks.share < 1 and "Two different roles" in said(marks)


@pytest.mark.parametrize(("trial", "less"), [("soon", 0), ("once", 0.5), ("then", 1)])
def test_a_plan_is_tried_before(trial: str, less: float) -> None:
    assert plan({**HOLDS, "trial": trial}, GROUPS, "open").share == pytest.approx(1 - less / 13)


def test_words_of_four_scripts_are_words() -> None:
    arabic = "المنسق يتصل باثنين من الفريق وكل منهما يتصل باثنين آخرين ثم يكتب"
    russian = "Координатор звонит двоим из команды, каждый из них звонит ещё двоим."
    for text in (arabic, russian):
        texts = dict.fromkeys(TEXTS, text)
        assert plan({**HOLDS, **texts}, GROUPS, "hostile").share == 1


PLAN = ASKED["plan"]
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
VALUES = st.one_of(ANY, st.sampled_from([*read("ways")["ways"], *read("ways")["lists"], "Marta Solen", "@x"]))


@settings(deadline=None, max_examples=60)
@given(ANY | st.dictionaries(st.sampled_from([field.id for field in PLAN.fields]), VALUES))
@example([{}])
@example({"tells": "\ud800 \u202e {x} {0}"})
def test_no_plan_is_too_odd(answer: Any) -> None:
    marks = judge(PLAN, answer)
    assert 0 <= marks.share <= 1
    assert {finding.verdict for finding in marks.findings} <= set(VERDICTS)
    assert "danger" not in {finding.verdict for finding in marks.findings} or marks.share == 0


@pytest.mark.parametrize("answer", [None, {}, [], "", 0, {"tells": "  "}])
def test_an_empty_plan_earns_nothing_and_nobody_is_blamed(answer: Any) -> None:
    assert judge(PLAN, answer) == Marks(0.0)


# ---- the exercise


@pytest.mark.parametrize(
    ("form", "part", "either"),
    [
        ("moves", "festival", ("steer", "stop")),
        ("wants", "organisers", ("doubt", "fear")),
        ("instead", "office", ("colleague", "public")),
        ("claims", "members", ("neither", "wand")),
        ("computable", "square", ("no", "missing")),
    ],
)
def test_where_people_who_know_the_matter_differ_either_answer_holds(form: str, part: str, either: Any) -> None:
    key = next(key for _, name, _, key in points_cells("they-use-it-too") if name == form)
    assert tuple(key[part]) == either
    question = questions("they-use-it-too")[form]
    whole = {id_: one if isinstance(one, str) else one[0] for id_, one in key.items()}
    assert {mark(question, {**whole, part: one}, {}, key).share for one in either} == {1.0}
    assert set(question.groups) - set(either), "Something must still be wrong."


def test_the_exercise_offers_the_ways_of_the_lab() -> None:
    fields = {field.id: dict(field.options) for field in PLAN.fields}
    tables = {
        name: {id_: row["words"] for id_, row in read("ways")[name].items()} for name in ("ways", "lists", "trials")
    }
    for group in PLAN.about["groups"]:
        assert fields[f"{group}.first"] == fields[f"{group}.second"] == tables["ways"]
    assert (fields["list"], fields["trial"]) == (tables["lists"], tables["trials"])


def test_a_lazy_plan_earns_clearly_less_than_a_whole_one() -> None:
    lazy = {field.id: next(iter(field.options), "we inform everybody") for field in PLAN.fields}
    assert judge(PLAN, lazy).share < 0.4
    assert judge(PLAN, MODEL["plan"]).share == 1


@pytest.mark.parametrize("form", [id_ for id_, asked in ASKED.items() if asked.kind == "groups"])
def test_the_same_group_for_everything_earns_less_than_half(form: str) -> None:
    question, model = ASKED[form], MODEL[form]
    for group in question.groups:
        assert mark(question, dict.fromkeys(model, group), {}, model).share <= 0.5


# ---- the labs


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path, "they-use-it-too")


@every_deck
def test_a_deck_is_answered_commented_and_kept(name: str, store: Store) -> None:
    opened = labs("they-use-it-too")[name](store)
    opened.setting.value = "hostile"
    for name_, ask in opened.asks.items():
        ask.field.value = reply(opened.deck()[0], name_, "", "hostile").ours[0]
    assert all("hta-finding hta-good" in place.value for place in opened.said.values())
    opened.after.click()
    assert opened.answers() == {}
    opened.before.click()
    again = labs("they-use-it-too")[name](store)
    assert again.answers() == opened.answers() != {}
    assert f"{len(opened.asks)} of" in again.tally.value


@every_deck
@pytest.mark.parametrize("kept", [None, 7, [], {"february": 3}, {"setting": []}, {"february": {"kind": ["x"]}}])
def test_a_deck_opens_on_whatever_was_kept(name: str, kept: Any, store: Store) -> None:
    store.put(name, kept)
    assert labs("they-use-it-too")[name](store).card.value


def test_the_measure_that_fits_is_not_given_away(store: Store) -> None:
    opened = labs("they-use-it-too")["controls"](store)
    opened.setting.value = "hostile"
    opened.asks["measure"].field.value = "more"
    said_ = opened.said["measure"]
    assert "This can harm" in said_.value and "lawyer" not in said_.value and "limit" in opened.also.value
    opened.setting.value = "open"
    assert "This can harm" not in said_.value


def test_the_timeline_hides_its_dates_until_it_is_asked(store: Store) -> None:
    opened = labs("they-use-it-too")["timeline"](store)
    assert opened.table.value == "" and opened.picture.outputs == ()
    opened.down[0].click()
    assert "the next one really came later" in opened.said.value
    opened.button.click()
    assert "June 2011" in opened.table.value and opened.picture.outputs
    assert store.load().values["timeline"] == opened.order


def test_a_share_of_ones_own_is_worked_out_in_any_digits(store: Store) -> None:
    opened = labs("they-use-it-too")["numbers"](store)
    opened.part.value, opened.whole.value = "٢١", "60"
    assert "the same people" in opened.result.value
    opened.same_people.value = opened.same_time.value = True
    assert "35 %" in opened.result.value
    opened.some.value = True
    assert "from 24 % to 48 %" in opened.result.value
    opened.part.value = "<b>many</b>"
    assert "how many did it" in opened.result.value and "<b>" not in opened.result.value


def test_the_plan_of_the_workbook_knows_its_setting(store: Store) -> None:
    opened = labs("they-use-it-too")["blocked"](store)
    assert {id_.split(".")[0] for id_ in opened.inputs} >= set(content("they-use-it-too")["blocked"]["groups"])
    opened.setting.value = "hostile"
    opened.inputs["tells"].value = "Ring +44 7700 900123 at once"
    assert "hta-danger" in opened.live.value
    opened.setting.value = "open"
    assert "hta-danger" not in opened.live.value
    opened.inputs["decides"].value = "<img src=x> @them"
    assert "<img" not in opened.live.value

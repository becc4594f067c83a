"""Do the judges of sheets take any answer, give what is right its due, and leave nothing where there is danger?"""

import tomllib
from dataclasses import replace
from datetime import date, time
from importlib.resources import files
from itertools import product
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from judging import judge

from toolkit.exercises.questions import Field, Question
from toolkit.exercises.saying import filled, marked
from toolkit.exercises.scoring import Marks, mark
from toolkit.exercises.searching import found_by
from toolkit.review.drafts import SETTINGS
from toolkit.review.findings import VERDICTS, Finding
from toolkit.review.moments import tag_for
from toolkit.sessions.audience_targeting.judge import FOLLOWED, follow_list, move, persona_findings
from toolkit.sessions.hashtag_choice.judge import moment_tag
from toolkit.sessions.room import questions
from toolkit.world.feed import load
from toolkit.world.profiles import WEDGES, kinds, words

TAGS, PEOPLE = questions("hashtag-choice"), questions("audience-targeting")
JUDGED = {
    f"{number}.{form}": question
    for number, asked in enumerate((TAGS, PEOPLE), 1)
    for form, question in asked.items()
    if question.judge
}
CORNERS = {
    "speaker": "keep-satisfied",
    "chair": "manage-closely",
    "mothers": "keep-informed",
    "budget": ["keep-satisfied", "monitor"],
    "tourism": "monitor",
    "students": ["keep-informed"],
}
_TWELVE = """justmar_example northha_example ninelnd_example crosbnk_example unrhv_example uncivic_example
nthinst_example tpolhse_example opngate_example jisr_example mlwatch_example lawcirc_example"""
TWELVE = _TWELVE.split()
RIGHT: dict[str, Any] = {
    "1.search": {"search": "clinic OR #OurClinic OR #NorthClinics OR #ClosedDoors OR клиник OR клінік OR العيادات"},
    "1.pair": {"broad": "#Marenia", "specific": "DetentionBill"},
    "1.write-moment": {"tag": "#0907v1830"},
    "2.grid": {
        **{f"{who}.power": 8 for who in ("speaker", "chair", "budget")},
        **{f"{who}.power": 2 for who in ("mothers", "tourism", "students")},
        **{f"{who}.interest": 9 for who in ("chair", "mothers", "students")},
        **{f"{who}.interest": "1" for who in ("speaker", "budget", "tourism")},
    },
    "2.move": {"who": "parents", "goal": "passive-ally", "ask": "Would you sign the letter to the council by Friday?"},
    "2.follow": TWELVE,
    "2.find": {"search": "melwa OR river OR water OR #OurMelwa OR #НашаВада"},
    "2.persona": {"audience": "villages", "need": "rights", "channel": "meeting", "barrier": "phone"},
}
KEYS = {"2.grid": CORNERS}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
HASHABLE = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30)

every_judge = pytest.mark.parametrize("name", JUDGED)


def answers_to(question: Question) -> st.SearchStrategy[Any]:
    """Draw answers that are nearly of the right shape: the fields of a sheet, with anything in them."""
    ids = [*question.options, *(one for field in question.fields for one in field.options), *WEDGES, *TWELVE[:2]]
    value = st.one_of(JSON, st.sampled_from(ids), st.integers(-1, 11), st.sampled_from(["#Marenia", "٣", "0907v1830"]))
    sheet = st.dictionaries(st.sampled_from([field.id for field in question.fields] or ["x"]), value)
    return st.one_of(JSON, sheet, st.lists(st.sampled_from(ids) | HASHABLE, max_size=5))


def judged(name: str, answer: Any) -> Marks:
    return judge(JUDGED[name], answer, KEYS.get(name))


def said(marks: Marks) -> list[str]:
    return [finding.verdict for finding in marks.findings]


def check_marks(marks: Marks) -> None:
    assert 0 <= marks.share <= 1
    ranks = [("danger", "required", "advice", "unknown", "good").index(verdict) for verdict in said(marks)]
    assert ranks == sorted(ranks) and set(said(marks)) <= {*VERDICTS}
    assert "danger" not in said(marks) or marks.share == 0
    for finding in marks.findings:
        assert finding.advice and finding.why.endswith(".") and any(sign.isdigit() for sign in finding.source)


# ---- every judge


def test_every_judge_is_used_by_a_question() -> None:
    assert set(JUDGED) == set(RIGHT)
    assert {question.judge for question in JUDGED.values()} == {
        *("search", "pair", "when", "follow", "grid", "wedge", "persona")
    }


@every_judge
@settings(deadline=None, max_examples=20)
@given(data=st.data(), answer=JSON)
@example(data=None, answer=[[]])
@example(data=None, answer=[{}])
def test_no_answer_is_too_odd(name: str, data: Any, answer: Any) -> None:
    check_marks(judged(name, answer))
    if data is not None:
        check_marks(judged(name, data.draw(answers_to(JUDGED[name]))))


@settings(deadline=None, max_examples=20)
@given(st.lists(st.sampled_from(list(PEOPLE["follow"].options)) | HASHABLE))
def test_no_list_of_names_is_too_odd(answer: list[Any]) -> None:
    for setting in SETTINGS:
        check_marks(judge(replace(PEOPLE["follow"], about={"setting": setting}), answer))


@every_judge
@pytest.mark.parametrize("answer", [None, {}, [], "", 0, False, {"x": ""}, {"search": " \n", "tag": "\t", "who": None}])
def test_an_empty_answer_earns_nothing_and_nobody_is_blamed(name: str, answer: Any) -> None:
    assert judged(name, answer) == Marks(0.0)
    assert mark(JUDGED[name], answer, {}, KEYS.get(name)) == Marks(0.0)


@every_judge
def test_a_right_answer_earns_everything(name: str) -> None:
    marks = judged(name, RIGHT[name])
    assert marks.share == 1
    assert set(said(marks)) <= {"good"}
    assert mark(JUDGED[name], RIGHT[name], {}, KEYS.get(name)) == marks


@pytest.mark.parametrize("name", [name for name, answer in RIGHT.items() if isinstance(answer, dict)])
def test_white_space_around_what_is_typed_means_nothing(name: str) -> None:
    spaced = {id_: f" {value}\n" for id_, value in RIGHT[name].items()}
    assert judged(name, spaced) == judged(name, RIGHT[name])


@pytest.mark.parametrize("name", [name for name, answer in RIGHT.items() if isinstance(answer, dict)])
def test_a_field_that_is_left_open_never_earns_more(name: str) -> None:
    for left in RIGHT[name]:
        less = {id_: value for id_, value in RIGHT[name].items() if id_ != left}
        assert judged(name, less).share < 1


def test_only_fields_with_something_in_them_count() -> None:
    given_ = {"a": " x ", "b": 3, "c": 0, "d": "", "e": "  ", "f": None, "g": 1.5, "h": ["x"], "i": {"x": 1}, 7: "y"}
    assert filled(given_) == {"a": "x", "b": "3", "c": "0", "7": "y"}
    assert filled([1]) == filled("x") == filled(None) == {}


@pytest.mark.parametrize(("share", "kept"), [(-0.5, 0), (0.25, 0.25), (1.5, 1)])
def test_a_share_stays_between_nothing_and_everything(share: float, kept: float) -> None:
    assert marked([], share).share == kept


def test_danger_comes_first_and_leaves_nothing() -> None:
    some = [Finding("x", verdict, "", "X.", "W.", "item 1") for verdict in ("good", "advice", "danger")]
    marks = marked(some, 1.0)
    assert said(marks) == ["danger", "advice", "good"] and marks.share == 0
    assert marked(some[:2], 1.0).share == 1


# ---- a search


def search(text: str) -> Marks:
    return judged("1.search", {"search": text})


def test_a_search_is_worth_what_it_finds() -> None:
    feed, wanted = load(), TAGS["search"].about
    for text in ("clinic", "#OurClinic", "clinic OR #Marenia", "lang:en", "doctor -football"):
        number, precision, recall = found_by(feed, text, feed.about(wanted["topic"]))
        assert number == len(feed.search(text))
        share = min(1, precision / wanted["precision"]) * min(1, recall / wanted["recall"])
        assert search(text).share == pytest.approx(share)
        assert said(search(text)).count("good") == (precision >= wanted["precision"]) + (recall >= wanted["recall"])


def test_a_search_for_everything_is_wide_and_not_exact() -> None:
    narrower, wide = search("-qwertz").findings
    assert (narrower.verdict, wide.verdict) == ("required", "good")
    assert "narrower" in narrower.advice and "100 %" in wide.advice


def test_a_search_for_one_tag_is_exact_and_not_wide() -> None:
    wider, exact = search("#NorthClinics").findings
    assert (wider.verdict, exact.verdict) == ("required", "good")
    assert "wider" in wider.advice


@pytest.mark.parametrize("slip", ['clinic "closed', "(clinic", "clinic)", "clinic since:yesterday", "topic:clinics"])
def test_what_could_not_be_read_is_said_as_advice_and_costs_nothing(slip: str) -> None:
    notes = [finding for finding in search(slip).findings if finding.verdict == "advice"]
    assert [finding.advice for finding in notes] == list(load().search(slip).query.notes) != []
    read_as = {"(clinic": "clinic", "clinic)": "clinic", "clinic since:yesterday": "clinic"}.get(slip)
    assert read_as is None or search(slip).share == search(read_as).share


@pytest.mark.parametrize("text", ["qwertz", "#NobodyUsesThis", "clinic -clinic", 'qwertz "asdf'])
def test_who_finds_nothing_is_told_so_and_not_to_search_narrower(text: str) -> None:
    (finding,) = [finding for finding in search(text).findings if finding.verdict == "required"]
    assert search(text).share == 0
    assert finding.advice == "Nothing was found." and finding.better.endswith(".")


def test_a_search_of_any_length_is_judged() -> None:
    assert 0 <= search("clinic OR " * 5_000).share < 1
    assert said(search("(" * 10_000)).count("advice") >= 2


# ---- a pair of tags


def pair(broad: str, specific: str, setting: str = "official", topic: str = "detention-bill") -> Marks:
    question = replace(TAGS["pair"], about={"topic": topic, "setting": setting})
    return judge(question, {"broad": broad, "specific": specific})


def advice(marks: Marks) -> str:
    return " ".join(finding.advice for finding in marks.findings)


def test_roles_that_are_swapped_earn_nothing_and_it_is_said_of_each() -> None:
    marks = pair("DetentionBill", "Marenia")
    assert (marks.share, said(marks)) == (0, ["required", "required"])
    assert "#DetentionBill is not a broad tag: 90 %" in advice(marks)
    assert "#Marenia is not a specific tag: only 15 %" in advice(marks)


def test_the_same_tag_twice_is_right_once_at_most() -> None:
    assert pair("DetentionBill", "DetentionBill").share == 0.5
    assert pair("Marenia", "#marenia").share == 0.5


@pytest.mark.parametrize(
    ("broad", "specific", "share", "words"),
    [
        ("Marenia", "NobodyUsesThis", 0.5, "Nobody in these eight weeks used #NobodyUsesThis"),
        ("Marenia", "DetentoinBill", 0.5, "most people write #DetentionBill"),
        ("Marenia", "MareniaListens", 0.5, "Nobody used #MareniaListens in the last"),
        ("LorvikHearing", "DetentionBill", 0.5, "advertise something"),
        ("Hearing", "DetentionBill", 0.5, "the word means something else"),
        ("Marenia", "AskTheMinistry", 0, "mock or threaten"),
        ("AskTheMinistry", "DetentionBill", 0, "mock or threaten"),
        ("#", "#", 0, "Nobody"),
        ("مارینیا", "حراستی_بل", 1, "is specific"),
        ("ＭＡＲＥＮＩＡ", "DETENTIONBILL", 1, "is specific"),
        ("#Marenia #DetentionBill", "DetentionBill", 0.5, "Nobody"),
    ],
)
def test_a_pair_is_judged_by_what_the_feed_tells(broad: str, specific: str, share: float, words: str) -> None:
    assert pair(broad, specific).share == share
    assert words in advice(pair(broad, specific))


def test_a_tag_that_tells_when_is_danger_only_where_somebody_watches() -> None:
    shares = {name: pair("Drusna", "1104v1900", name, "silent-walk").share for name in SETTINGS}
    assert shares == {"official": 1, "open": 1, "hostile": 0}
    assert pair("Drusna", "МаўклівыШпацыр", "hostile", "silent-walk").share == 1


def test_one_tag_of_two_is_worth_a_half() -> None:
    assert judged("1.pair", {"broad": "Marenia"}).share == judged("1.pair", {"specific": "DetentionBill"}).share == 0.5


# ---- a tag that says when


@pytest.mark.parametrize(
    ("written", "share"),
    [
        ("#0907v1830", 1),
        ("0907v1830", 1),
        ("＃0907V1830", 1),
        ("#0907в1830", 1),
        ("#٠٩٠٧v١٨٣٠", 1),
        ("#0709v1830", 0),
        ("#0907v1900", 0),
        ("#1007v1830", 0),
        ("#0907v6300", 0),
        ("#9July", 0),
        ("#09071830", 0),
        ("#0907-1830", 0),
        ("#", 0),
        ("9 July, 18:30", 0),
    ],
)
def test_a_tag_says_when_or_it_does_not(written: str, share: float) -> None:
    marks = judged("1.write-moment", {"tag": written})
    assert (marks.share, said(marks)) == (share, ["good" if share else "required"])


def moment_said(written: str) -> Finding:
    (finding,) = moment_tag(date(2026, 7, 9), time(18, 30), written)
    return finding


def test_digits_alone_are_told_from_a_wrong_day() -> None:
    digits, wrong = moment_said("#09071830"), moment_said("#1007v1830")
    assert (
        digits.advice == "None of the networks we looked at makes a tag of #09071830."
        and "#0907v1830" not in digits.better
    )
    assert wrong.advice == "#1007v1830 does not say that day and hour." and wrong.better == ""
    assert moment_said("#0907v1830").advice == "#0907v1830 says the day and the hour, on 3 networks."


def test_the_key_of_the_question_is_what_a_tag_for_it_would_be() -> None:
    about = TAGS["write-moment"].about
    assert tag_for(date.fromisoformat(about["day"]), time.fromisoformat(about["hour"])) == "#0907v1830"


# ---- whom to follow


def test_twelve_of_six_kinds_are_covered_by_the_question() -> None:
    known = load().accounts["kind"]
    assert all(handle in known for handle in PEOPLE["follow"].options)
    assert {known[handle] for handle in TWELVE} == set(kinds()) and len(TWELVE) == FOLLOWED


@pytest.mark.parametrize(
    ("setting", "openly", "verdict", "share"),
    [
        ("official", True, None, 1),
        ("official", False, "advice", 1),
        ("open", True, None, 1),
        ("open", False, "advice", 1),
        ("hostile", True, "danger", 0),
        ("hostile", False, "good", 1),
    ],
)
def test_whether_to_follow_openly_depends_on_who_watches(
    setting: str, openly: bool, verdict: str | None, share: float
) -> None:
    marks = follow_list(TWELVE, setting, openly)
    seen = [finding.verdict for finding in marks.findings if "six kinds" not in finding.advice]
    assert (marks.share, seen) == (share, [verdict] if verdict else [])
    assert follow_list([], setting, openly) == Marks(0.0)


def test_each_kind_that_is_missing_is_named() -> None:
    known, names = load().accounts["kind"], kinds()
    for kind, name in names.items():
        without = [handle for handle in TWELVE if known[handle] != kind]
        marks = follow_list(without, "open")
        assert marks.share == pytest.approx(5 / 6 * len(without) / FOLLOWED)
        assert f"Nobody on your list is of this kind: {name}." in advice(marks)
        assert f"{len(without)} of 12 chosen." in advice(marks)


@pytest.mark.parametrize("kind", ["journalist", "decision-maker", "policy-maker", "state", "citizen"])
def test_the_list_of_kinds_is_open_for_those_who_share_an_interest(kind: str) -> None:
    """The text ends its list with “and so on” (item 29): a journalist on it costs nobody a point."""
    accounts = load().accounts
    more = [*accounts.index[accounts["kind"] == kind]][:2]
    among = follow_list([*TWELVE[2:], TWELVE[0], *more][:FOLLOWED], "open")
    assert (among.share, set(said(among))) == (1, {"good"})
    assert "1 more may share your interests." in advice(among)
    beside = follow_list([*TWELVE, *more], "open")
    assert beside.share == pytest.approx(10 / 12)
    assert "2 too many for your first twelve" in advice(beside)


def test_strangers_take_a_place_each_and_twice_the_same_is_once() -> None:
    marks = follow_list([*TWELVE, "grumpo_example", "goldwin_example"], "open")
    assert marks.share == pytest.approx(10 / 12)
    assert "Accounts on your list that share no interest with you: 2." in advice(marks)
    assert follow_list(TWELVE * 2, "open") == follow_list(TWELVE, "open")
    assert follow_list(TWELVE[:1] * 12, "open").share == pytest.approx(1 / 6 / 12)


def test_all_boxes_ticked_earn_less_than_the_right_twelve() -> None:
    assert judged("2.follow", list(PEOPLE["follow"].options)).share < 0.7


def test_names_that_were_not_offered_do_not_count() -> None:
    assert judged("2.follow", [*TWELVE, "mhr_example", "nobody", None, 3.5]) == judged("2.follow", TWELVE)


# ---- the power-interest grid


def grid(power: Any, interest: Any, key: Any) -> Marks:
    question = Question(id="g", kind="sheet", prompt="", options={"a": "Ada"}, judge="grid")
    return judge(question, {"a.power": power, "a.interest": interest}, key)


@pytest.mark.parametrize(
    ("power", "interest", "corner"),
    [
        (5, 5, "manage-closely"),
        (5, 4, "keep-satisfied"),
        (4, 5, "keep-informed"),
        (4, 4, "monitor"),
        (10, 0, "keep-satisfied"),
        (0, 10, "keep-informed"),
        ("١٠", "۰", "keep-satisfied"),
        ("07", " 2 ", "keep-satisfied"),
    ],
)
def test_the_corner_counts_and_not_the_number(power: Any, interest: Any, corner: str) -> None:
    for other in words("quadrants"):
        (part,) = grid(power, interest, {"a": other}).parts
        assert part.right == (grid(power, interest, {"a": other}).share == 1) == (other == corner)
        assert part.part == f"Ada → {words('quadrants')[corner]}"
        assert grid(power, interest, {"a": [other, corner]}).share == 1
        assert grid(power, interest, {"a": [other]}).share == (other == corner)


@pytest.mark.parametrize(
    ("power", "interest"), [(11, 5), (5, 11), (-1, 5), ("²", 5), ("5.5", 5), ("five", 5), ("5", "")]
)
def test_what_is_not_on_the_grid_is_not_placed(power: Any, interest: Any) -> None:
    assert grid(power, interest, {"a": "manage-closely"}) == Marks(0.0)


def test_without_a_key_nobody_says_what_is_right() -> None:
    for key in (None, {}, {"other": "monitor"}):
        marks = grid(5, 5, key)
        assert marks.share == 0 and [part.right for part in marks.parts] == [None]


def test_each_person_counts_the_same() -> None:
    answer = dict(RIGHT["2.grid"])
    for number, who in enumerate(CORNERS, 1):
        del answer[f"{who}.power"]
        assert judged("2.grid", answer).share == pytest.approx(1 - number / 6)


# ---- one wedge


@pytest.mark.parametrize(("start", "goal"), list(product(WEDGES, WEDGES)))
def test_a_move_is_one_wedge_towards_us_of_somebody_who_can_be_moved(start: str, goal: str) -> None:
    found = {finding.check: finding for finding in move(start, goal, "")}
    (who,) = (found[name] for name in ("move-opponent", "move-ally") if name in found)
    (step,) = (found[name] for name in ("move-far", "move-away") if name in found)
    assert len(found) == 2
    steps = WEDGES.index(start) - WEDGES.index(goal)
    assert who.verdict == {"active-opponent": "required", "active-ally": "advice"}.get(start, "good")
    assert step.verdict == ("good" if steps == 1 else "required")
    assert (f"{steps} wedges" in step.advice) == (steps > 1)
    assert ("no step towards you" in step.advice) == (steps < 1)


@pytest.mark.parametrize(("start", "goal"), list(product([None, "", "friend"], [None, "", "enemy", "neutral"])))
def test_a_move_from_nowhere_is_not_judged(start: str | None, goal: str | None) -> None:
    assert list(move(start, goal, "")) == []
    assert [finding.verdict for finding in move("neutral", "friend", "")] == ["good"]


@pytest.mark.parametrize(
    ("ask", "verdict"),
    [
        ("Would you sign the letter by Friday?", "good"),
        ("Подпишите, пожалуйста, письмо до пятницы", "good"),
        ("هل توقّعين الرسالة قبل يوم الجمعة؟", "good"),
        ("Would you sign? Would you come on Friday?", "advice"),
        ("هل توقّعين الرسالة؟ هل تأتين يوم الجمعة؟", "advice"),
        ("Sign the letter by Friday; come to the hall", "advice"),
        ("وقّعوا الرسالة قبل يوم الجمعة؛ تعالوا إلى القاعة", "advice"),
        ("Please help us", "required"),
        ("{ask} {found}", "required"),
        ("Помогите", "required"),
    ],
)
def test_a_request_is_one_and_says_what_is_wanted(ask: str, verdict: str) -> None:
    (finding,) = move(None, None, ask)
    assert finding.verdict == verdict
    assert verdict != "required" or ask in finding.advice


def test_each_part_of_a_move_is_a_third() -> None:
    ask = RIGHT["2.move"]["ask"]
    shares = {
        (who, goal): judged("2.move", {"who": who, "goal": goal, "ask": ask}).share
        for who, goal in (
            ("nurses", "active-ally"),
            ("nurses", "neutral"),
            ("works", "passive-opponent"),
            ("works", "neutral"),
        )
    }
    assert list(shares.values()) == pytest.approx([1, 2 / 3, 2 / 3, 1 / 3])


# ---- a persona

FIELDS = ("audience", "need", "channel", "barrier")
TARGETING = tomllib.loads(files("toolkit.world").joinpath("data/feeds/neighbours/targeting.toml").read_text("utf-8"))
CONFLICTS = TARGETING["persona_conflicts"]
EVERYBODY = [
    dict(zip(FIELDS, chosen, strict=True)) for chosen in product(*(words(f"persona.{name}") for name in FIELDS))
]


def clashes(one: dict[str, str], row: dict[str, str]) -> bool:
    return all(one[name] == row[name] for name in FIELDS if name in row)


@pytest.mark.parametrize("row", CONFLICTS, ids=[f"{n}" for n in range(len(CONFLICTS))])
def test_each_conflict_of_a_persona_is_said_and_costs_a_quarter(row: dict[str, str]) -> None:
    one = next(one for one in EVERYBODY if clashes(one, row) and sum(clashes(one, other) for other in CONFLICTS) == 1)
    marks = judged("2.persona", one)
    assert (marks.share, said(marks)) == (0.75, ["required"])
    assert (marks.findings[0].advice, marks.findings[0].better) == (row["why"], row["better"])


def test_every_persona_is_worth_a_quarter_less_for_each_conflict() -> None:
    for one in EVERYBODY[::7]:
        number = sum(clashes(one, row) for row in CONFLICTS)
        marks = judged("2.persona", one)
        assert marks.share == max(0, 1 - number / 4)
        assert said(marks) == (["required"] * number or ["good"])


def test_what_is_open_in_a_persona_is_named() -> None:
    marks = judged("2.persona", {"audience": "villages", "need": "moon"})
    assert said(marks) == ["required"] and marks.share == 0
    assert marks.findings[0].advice == "Still open: Needs; We reach them by; What is in the way."
    assert persona_findings({}) == persona_findings({"audience": "villages"}) == []


def test_a_persona_of_unknown_choices_is_an_empty_one() -> None:
    assert judged("2.persona", dict.fromkeys(FIELDS, "moon")) == Marks(0.0)


def test_a_persona_may_have_a_text_beside_its_choices() -> None:
    question = replace(PEOPLE["persona"], fields=(*PEOPLE["persona"].fields, Field(id="name", label="Name")))
    assert judge(question, RIGHT["2.persona"]).share == 1

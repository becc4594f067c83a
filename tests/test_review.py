"""Is the review pure, kind and sure: the same for the same words, whatever they are?"""

import time
from dataclasses import FrozenInstanceError, fields, replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.checks import ALL
from toolkit.drafts import SETTINGS, Brief, Draft, Fact
from toolkit.findings import VERDICTS, Check, Finding, Hit
from toolkit.review import Review, review
from toolkit.rules import platforms
from toolkit.scenarios import document, documents, scenarios

BRIEFS = [document(f"{scenario}/{id_}") for scenario in scenarios() for id_ in documents(scenario)]
CLINICS = document("marenia/clinics.en")
_WORDS = """https:// example.org http://x.org /a # @ +44 7700 900123 a@b.org 52.2297, 21.0122 THEY!!
Tuesday 17 March 34 61,000 40 km nobody asked Sana Merik Brenna Square 18:00 48 не ٣٤ ﭘﺎ ۱۴ سلام площадь"""
PIECES = _WORDS.split()
SIGNS = [
    "\ud800",
    "\udfff",
    "\0",
    "\u200f",
    "\u202e",
    "\ufeff",
    "\uffff",
    "\U0010ffff",
    "\n",
    "\r",
    "\x1b",
    "👩‍👩‍👧‍👦",
]
ANY_TEXT = st.one_of(
    st.text(st.characters(codec=None, exclude_categories=()), max_size=60),
    st.lists(st.sampled_from([*PIECES, *SIGNS]), max_size=20).map(" ".join),
    st.lists(st.sampled_from([*PIECES, *SIGNS]), max_size=20).map("".join),
)
ANY_DRAFT = st.builds(
    Draft,
    ANY_TEXT,
    st.sampled_from(platforms()),
    st.sampled_from(SETTINGS),
    st.sampled_from([None, *BRIEFS, *(replace(brief, enough=2) for brief in BRIEFS)]),
    st.lists(ANY_TEXT, max_size=2).map(tuple),
)
# What somebody writes who keeps one fact more each time.
SENTENCES = {
    "clinics": "34 village clinics closed.",
    "people": "61,000 people are cut off.",
    "distance": "The doctor is over 40 km away.",
    "consulted": "Nobody asked the villages.",
    "ask": "We ask for the criteria.",
}
END = "https://open-gate.example.org/reports/closed-doors #ClosedDoors"


def broken(draft: Draft) -> list[str]:
    raise RuntimeError(draft.text)


def broken_late(_: Draft):
    yield "one"
    raise KeyError("two")


def check(name: str = "c", **changed) -> Check:
    """A small check, as somebody might add one."""
    made = {
        "name": name,
        "advice": "Look at “{found}”.",
        "why": "Because.",
        "source": "item 1",
        "find": lambda draft: ["bad"] if "bad" in draft.text else [],
        "flags": ("bad",),
        "leaves": ("good",),
        **changed,
    }
    return Check(**made)


def verdicts(draft: Draft, name: str) -> set[str]:
    return {finding.verdict for finding in review(draft).findings if finding.check == name}


@settings(deadline=None, max_examples=150)
@given(ANY_DRAFT)
def test_never_raises_and_never_fails_itself_on_any_text(draft):
    """An `unknown` here is a fault of ours: the check must be able to read any text."""
    looked = review(draft)
    assert [finding.check for finding in looked.findings if finding.verdict == "unknown"] == []
    assert 0 <= looked.share <= 1
    assert 0 <= looked.points(6) <= 6


@settings(deadline=None, max_examples=50)
@given(ANY_DRAFT)
def test_same_draft_same_review(draft):
    """A copy made anew shares no cache with the first."""
    again = Draft(draft.text, draft.platform, draft.setting, draft.brief, draft.others)
    assert review(draft) == review(again) == review(draft)


@settings(deadline=None, max_examples=50)
@given(ANY_DRAFT)
def test_findings_come_gravest_first_and_point_into_the_text(draft):
    looked = review(draft)
    order = ["danger", "required", "advice", "unknown", "good"]
    ranks = [order.index(finding.verdict) for finding in looked.findings]
    assert ranks == sorted(ranks)
    assert looked.verdict == (looked.findings[0].verdict if looked.findings else "good")
    for finding in looked.findings:
        if finding.span and draft.text.strip():
            assert 0 <= finding.span[0] < finding.span[1] <= len(draft.text)


@settings(deadline=None, max_examples=50)
@given(ANY_DRAFT)
def test_danger_leaves_no_points_whatever_else_is_right(draft):
    looked = review(draft)
    if looked.verdict == "danger":
        assert looked.points(100) == 0.0


# What a text is filled with, and the size from which on its time is measured.
FILLED = {
    "word ": 4_000, "#tag ": 4_000, "https://a.example.org/b ": 4_000, "1 200 ": 1_000, "Tue 17 ": 2_000,
    "+44 ": 1_000, "a@b.org ": 4_000, "“quoted ": 4_000, "не ": 4_000, "!": 4_000, "#": 1_000,
    "Dalvik ": 4_000, "\ud800": 4_000, "a": 1_000, "«": 1_000,
}  # fmt: skip


def seconds(piece: str, size: int) -> float:
    """The faster of two looks at a text, each at a text never seen before; other processes do not count."""

    def once(number: int) -> float:
        text = f"{number} {piece * size}"[:size]
        start = time.process_time()
        review(Draft(text, brief=CLINICS, others=("34 clinics closed",)))
        return time.process_time() - start

    return min(once(number) for number in range(2))


@pytest.mark.parametrize("piece", FILLED, ids=ascii)
def test_time_grows_in_step_with_the_length(piece):
    """Four times the text may take four times as long, with room for noise, but not sixteen times."""
    size = FILLED[piece]
    assert seconds(piece, 4 * size) < 8 * seconds(piece, size) + 0.005


@pytest.mark.parametrize("piece", sorted(FILLED.keys() - {"1 200 ", "+44 "}), ids=ascii)
def test_hundred_thousand_characters_are_read(piece):
    looked = review(Draft((piece * 100_000)[:100_000], setting="hostile", brief=CLINICS, others=("one", "two")))
    assert looked.findings
    assert "unknown" not in {finding.verdict for finding in looked.findings}


def test_empty_text_earns_nothing_and_says_how_to_start():
    for text in ("", "  \n\t", "\u2003"):
        looked = review(Draft(text, brief=CLINICS))
        assert looked.points(6) == 0.0
        assert [finding.verdict for finding in looked.findings] == ["advice"]


@pytest.mark.parametrize("find", [broken, broken_late, lambda _: None])
def test_a_broken_check_is_not_the_trainees_fault(find):
    """Its verdict is `unknown`, it costs nothing, and the other checks go on."""
    other = check("other", earns=1.0, open="required")
    bad = check("bad-check", find=find, earns=5.0, costs=1.0, open="required")
    looked = review(Draft("A good text"), [bad, other])
    assert [(finding.check, finding.verdict) for finding in looked.findings] == [("bad-check", "unknown")]
    assert looked.points(4) == review(Draft("A good text"), [other]).points(4) == 4.0


@pytest.mark.parametrize("part", ["applies", "of"])
def test_a_check_that_breaks_beside_its_finder_is_unknown_too(part):
    looked = review(Draft("bad"), [check(open="required", costs=1.0, **{part: broken})])
    assert (looked.verdict, looked.share) == ("unknown", 1.0)


def test_advice_with_a_field_that_the_finder_forgot_is_unknown():
    assert review(Draft("bad"), [check(advice="Look at {place}.")]).verdict == "unknown"


def test_a_broken_check_does_not_show_the_fault_to_the_trainee():
    (finding,) = review(Draft("secret"), [check(find=broken)]).findings
    assert "secret" not in finding.advice and "RuntimeError" not in finding.advice


@pytest.mark.parametrize(("setting", "verdict"), [("official", "good"), ("open", "advice"), ("hostile", "danger")])
def test_flipping_the_setting_changes_the_verdict_of_the_same_words(setting, verdict):
    draft = Draft(f"34 village clinics closed. Friday 24 April, 18:00, Brenna Square. {END}", "x", setting, CLINICS)
    assert verdicts(draft, "where-and-when") == {verdict}


@pytest.mark.parametrize("brief", [brief for brief in BRIEFS if brief.gathering.place], ids=lambda brief: brief.id)
def test_every_gathering_is_good_news_then_a_question_then_a_danger(brief):
    meeting = brief.gathering
    for words in (meeting.place[0], meeting.time[0], meeting.day[0]):
        said = [verdicts(Draft(f"… {words} …", "x", setting, brief), "where-and-when") for setting in SETTINGS]
        assert said == [{"good"}, {"advice"}, {"danger"}], words


def test_live_location_is_fine_for_a_ministry_and_dangerous_where_somebody_watches():
    said = [verdicts(Draft("We are at the square", setting=setting), "live-location") for setting in SETTINGS]
    assert said == [set(), {"advice"}, {"danger"}]


@pytest.mark.parametrize("brief", [brief for brief in BRIEFS if brief.protected], ids=lambda brief: brief.id)
@pytest.mark.parametrize("setting", SETTINGS)
def test_a_protected_name_is_dangerous_in_every_setting(brief, setting):
    for name in [name for person in brief.protected for name in person.names]:
        looked = review(Draft(f"{name}, 34", setting=setting, brief=brief))
        assert "protected-name" in {finding.check for finding in looked.findings if finding.verdict == "danger"}
        assert looked.points(6) == 0.0


# How a name is really typed: another keyboard's letters, a prefix written on, vowel marks, a tag, an account.
UNSEEN = [
    "زوریا تولدین",
    "وزوريا قالت",
    "لزوريا",
    "زُوريا",
    "#زوريا_تولدين",
    "ﺯﻭﺭﻳﺎ",
    "#SanaMerik",
    "Ｓａｎａ",
    "@sana_merik",
]
SEEN = ["زوريا", "sana merik", "SANA", "Merik’s letter", "S. Merik", "Sana\u200bMerik", "ИЛМА", "«Илме»"]
OTHERS = ["Sanatorium", "Merikson", "Oksana", "Илмарк", "nurse"]


def names_somebody(text: str) -> bool:
    """Tell whether any of the documents has a protected person whose name stands in a text."""
    return any("protected-name" in str(review(Draft(text, brief=brief)).findings) for brief in BRIEFS)


@pytest.mark.parametrize("text", SEEN)
def test_a_protected_name_is_seen(text):
    assert names_somebody(text)


@pytest.mark.parametrize("text", UNSEEN)
def test_a_protected_name_is_seen_however_it_is_typed(text):
    assert names_somebody(text)


@pytest.mark.parametrize("text", OTHERS)
def test_a_word_that_only_holds_the_letters_of_a_name_is_no_name(text):
    assert not names_somebody(text)


@pytest.mark.parametrize("setting", SETTINGS)
@settings(deadline=None, max_examples=40)
@given(order=st.permutations(sorted(SENTENCES)))
def test_one_more_fact_never_lowers_the_points(setting, order):
    """In any order in which somebody may write them down, from the first to all."""
    earned = [
        review(Draft(f"{' '.join(SENTENCES[id_] for id_ in order[:count])} {END}", "facebook", setting, CLINICS))
        for count in range(1, len(order) + 1)
    ]
    assert all(before.share <= after.share for before, after in pairwise(earned))
    assert earned[0].points(6) < earned[-1].points(6) == 6.0


def test_a_brief_for_versions_is_content_with_fewer_facts():
    two = f"{SENTENCES['people']} {SENTENCES['consulted']} {END}"
    assert review(Draft(two, brief=CLINICS)).points(6) < 6
    assert review(Draft(two, brief=replace(CLINICS, enough=2))).points(6) == 6


def test_risky_facts_are_not_asked_for_where_somebody_watches():
    hearing = document("marenia/hearing.en")
    assert {fact.id for fact in hearing.required("official")} - {fact.id for fact in hearing.required("hostile")} == {
        "when",
        "where",
    }


def test_a_required_thing_costs_and_a_piece_of_advice_does_not():
    costly = {"earns": 1.0, "costs": 0.25}
    assert review(Draft("bad"), [check(open="required", **costly)]).share == 0.0
    assert review(Draft("bad"), [check(open="advice", **costly)]).share == 1.0
    assert review(Draft("bad"), [check(open="required", costs=0.25)]).share == 0.75
    assert review(Draft("bad"), [check(open=None, **costly)]) == Review((), 1.0)


def test_a_share_counts_how_many_of_several_things_are_right():
    some = check(open="required", earns=1.0, of=lambda _: 4, find=lambda draft: draft.text.split())
    assert [review(Draft(text), [some]).share for text in ("a", "a b", "a b c d", "a b c d e f")] == [
        0.75,
        0.5,
        0,
        0,
    ]


def test_points_are_rounded_to_a_hundredth():
    third = check(open="required", earns=1.0, of=lambda _: 3)
    assert review(Draft("bad"), [third]).points(1) == 0.67


def test_praise_is_said_only_where_it_is_right():
    praised = check(praise="Well done.", open="required")
    assert [finding.verdict for finding in review(Draft("good"), [praised]).findings] == ["good"]
    assert [finding.verdict for finding in review(Draft("bad"), [praised]).findings] == ["required"]


def test_advice_of_a_setting_comes_before_the_common_one():
    said = check(hostile="danger", advice_in={"hostile": "Leave “{found}” out."})
    heard = {setting: review(Draft("bad", setting=setting), [said]).findings[0].advice for setting in SETTINGS}
    assert heard == {"official": "Look at “bad”.", "open": "Look at “bad”.", "hostile": "Leave “bad” out."}


def test_an_unknown_setting_is_read_as_open():
    assert review(Draft("bad", setting="moon"), [check(official="danger", hostile="danger")]).verdict == "advice"


def test_an_example_of_the_finder_comes_before_that_of_the_check():
    own = check(find=lambda _: [Hit("bad", (0, 3), "good"), Hit("worse")], better="fine")
    assert [finding.better for finding in review(Draft("bad"), [own]).findings] == ["good", "fine"]


def test_draft_and_finding_keep_the_fields_and_the_order_that_others_rely_on():
    assert [field.name for field in fields(Draft)][:4] == ["text", "platform", "setting", "brief"]
    assert Draft("a") == Draft("a", "x", "open", None, ())
    assert [field.name for field in fields(Finding)][:7] == [
        "check",
        "verdict",
        "found",
        "advice",
        "why",
        "source",
        "span",
    ]
    assert VERDICTS == ("good", "advice", "required", "danger", "unknown")
    assert SETTINGS == ("official", "open", "hostile")


@pytest.mark.parametrize("record", [Draft("a"), review(Draft("bad"), [check()]), *review(Draft("")).findings], ids=repr)
def test_records_cannot_be_changed(record):
    with pytest.raises(FrozenInstanceError):
        setattr(record, fields(record)[0].name, "other")


def test_review_uses_all_checks_unless_told_otherwise():
    assert review(Draft("see http://a.org !!")) == review(Draft("see http://a.org !!"), ALL)


def test_the_names_that_a_notebook_imports_are_two():
    import toolkit

    assert toolkit.__all__ == ["exercise", "session"]
    assert callable(toolkit.exercise) and callable(toolkit.session)
    with pytest.raises(AttributeError, match="nonsense"):
        _ = toolkit.nonsense


def test_a_fact_counts_once_however_often_it_is_said():
    brief = Brief(id="b", title="", text="34", facts=(Fact(id="n", label="34", accept=("34", "thirty-four")),))
    once, often = (review(Draft(text, brief=brief)).share for text in ("34 doors", "34 doors, thirty-four doors, 34"))
    assert once == often

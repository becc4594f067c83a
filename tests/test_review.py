"""Is the review pure, kind and sure: the same for the same words, whatever they are?"""

import json
import re
from dataclasses import FrozenInstanceError, fields, replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.posts.rules import platforms
from toolkit.review import Review, review
from toolkit.review.checks import ALL
from toolkit.review.checks.facts import kept
from toolkit.review.checks.tag_choice import CHECKS as TAG_CHOICE
from toolkit.review.drafts import SETTINGS, Brief, Draft, Fact
from toolkit.review.findings import VERDICTS, Check, Finding, Hit
from toolkit.sessions.room import content, questions
from toolkit.world.scenarios import document, documents, scenarios

ROOT = Path(__file__).parents[1]
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


# What a text is filled with; how its time grows is measured in benchmarks/growth.py.
FILLED = (
    "word ", "#tag ", "https://a.example.org/b ", "Tue 17 ", "a@b.org ", "“quoted ", "не ", "!", "#", "Dalvik ",
    "\ud800", "a", "«",
)  # fmt: skip


@pytest.mark.parametrize("piece", FILLED, ids=ascii)
def test_hundred_thousand_characters_are_read(piece):
    looked = review(Draft((piece * 100_000)[:100_000], setting="hostile", brief=CLINICS, others=("one", "two")))
    assert looked.findings
    assert "unknown" not in {finding.verdict for finding in looked.findings}


@pytest.mark.parametrize(
    "link", ["https://gate.example.org/2026/33445566778", "https://a.example.org/r?id=20260309118"]
)
def test_a_number_in_an_address_is_no_telephone_number(link):
    assert "phone" not in {finding.check for finding in review(Draft(f"Read it: {link}", setting="hostile")).findings}
    after = review(Draft(f"Read it: {link.rpartition('/')[0]} 33445566778", setting="hostile"))
    assert "phone" in {finding.check for finding in after.findings}


@pytest.mark.parametrize("turned", [("https://", "https://www."), ("https://", "HTTPS://"), ("", "")])
def test_an_address_is_the_same_with_www_and_in_capitals(turned):
    looked = review(Draft(CLINICS.link.replace(*turned, 1), brief=CLINICS))
    assert {one.verdict for one in looked.findings if "link" in one.check} == {"good"}


def test_a_front_door_is_called_that_and_not_another_document():
    front = review(Draft("34 clinics closed https://news.example.org", brief=CLINICS))
    assert [one.check for one in front.findings if one.check in ("deep-link", "brief-link")] == ["deep-link"]


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
    for listed in (meeting.place, meeting.time, meeting.day):
        words = next(name for name in listed if not name.startswith("~"))
        said = [verdicts(Draft(f"… {words} …", "x", setting, brief), "where-and-when") for setting in SETTINGS]
        assert said == [{"good"}, {"advice"}, {"danger"}], words


def told(text, name="clinics.en", setting="hostile"):
    """What the check of where and when finds in a text, in one finding or none."""
    draft = Draft(text, setting=setting, brief=document(f"marenia/{name}"))
    found = [finding.found for finding in review(draft).findings if finding.check == "where-and-when"]
    assert len(found) <= 1
    return found[0] if found else ""


# An invitation is one whatever weekday, hour or place it names, and in whatever order.
INVITATIONS = {
    "clinics.en": """Join us on Friday at the square in Lorvik.
        Come Friday evening to the health authority, Lorvik.
        Join us in Lorvik
        34 clinics closed. Come to the square!
        Meet us tonight outside
        Be there. Friday, 6 pm.
        Friday evening at the square. Be there!
        See you there at 6
        COME ON SATURDAY
        Everybody come: Friday evening, the square
        The report will be handed over on Friday
        Let's meet in front of the authority
        Twenty-fourth of April, six o'clock""",
    "hearing.en": """Join us on Tuesday morning
        We meet at ten, in Lorvik""",
    "ballot.ru": """Приходите в четверг в библиотеку
        Ждём вас вечером на площади
        Собираемся завтра у входа
        Присоединяйтесь: четверг, вечером
        Приходите в Лорвик
        Встречаемся в 7 вечера""",
    "lawyers.ar": """انضموا إلينا يوم الأربعاء مساءً
        تعالوا غدًا إلى الساحة
        نلتقي الأربعاء الساعة الخامسة
        ندعوكم إلى لورفيك
        شاركونا الوقفة غدا""",
    "helpline.ur": """جمعرات کو شام لائبریری آئیں
        آئیے، جمعرات کو چوک میں ملتے ہیں
        ہم شام کو چوک میں جمع ہوں گے
        شرکت کریں: جمعرات کو لورویک میں""",
}
NOT_INVITATIONS = {
    "clinics.en": """The report came out on Friday.
        The report came out on Friday in Lorvik.
        On Friday the report came out. Join us and ask for the criteria.
        Join us: ask the authority for its criteria.
        Join the 61,000 people who ask for the criteria.
        Join us and bring a friend.
        Meet Tomas: his mother walked to the clinic every Friday.
        Come clean: publish the criteria.
        Patients come on Friday and find the door shut.
        Between April 2025 and March 2026 they closed 34 clinics. What comes tomorrow?
        She waits at the station every evening.""",
    "ballot.ru": """Доклад вышел в пятницу в Лорвике
        Присоединяйтесь: просим опубликовать список
        Комиссия молчит с четверга
        В воскресенье, 13 сентября, 36 человек вернулись домой. Присоединяйтесь к нам: пишите в комиссию.""",
    "lawyers.ar": """صدر البيان يوم الجمعة في لورفيك
        تحتجز الشرطة ستة صحفيين منذ الجمعة ١٥ أيار. شاركوا البيان.
        ستة صحفيين بلا محامٍ، متى سيمثلون أمام القاضي؟ انضموا إلى المطالبة.""",
    "helpline.ur": """لورویک میں خواتین وکلا صبح 8 بجے سے رات 10 بجے تک مشورہ دیں گی
        ہیلپ لائن جمعہ، 15 مئی سے شروع ہوگی
        آئیے، جمعہ 15 مئی سے فون کریں""",
}


def each_line(of):
    return [
        pytest.param(name, line.strip(), id=ascii(line.strip()[:30])) for name in of for line in of[name].split("\n")
    ]


@pytest.mark.parametrize(("name", "text"), each_line(INVITATIONS))
def test_an_invitation_is_a_danger_where_somebody_watches(name, text):
    assert told(text, name)
    assert verdicts(Draft(text, setting="hostile", brief=document(f"marenia/{name}")), "where-and-when") == {"danger"}


@pytest.mark.parametrize(("name", "text"), each_line(NOT_INVITATIONS))
def test_a_day_or_a_town_alone_gives_nobody_away(name, text):
    assert told(text, name) == ""


LIVE = [
    *("I'm at the square", "I’m in", "I am outside", "We're here", "we are now at", "Live from", "Happening now"),
    *("Right now", "Police is at", "Meet me", "On my way to", "я сейчас на", "Мы здесь", "прямо сейчас"),
    *("أنا الآن", "الآن في", "من هنا", "میں ابھی", "اس وقت ہم", "ابھی یہاں"),
]
FINE = ["52.2297, 21.0122", "52°13′N", "5°1′", "٥٢.٢٢٩٧، ٢١.٠١٢٢"]


@pytest.mark.parametrize("text", LIVE)
def test_what_is_told_of_this_moment_is_heard_in_four_languages(text):
    assert verdicts(Draft(text, setting="hostile"), "live-location") == {"danger"}


@pytest.mark.parametrize("text", FINE)
def test_a_place_on_the_map_is_seen_in_any_digits(text):
    assert verdicts(Draft(text), "coordinates") == {"danger"}


def test_place_day_and_hour_are_named_at_once():
    assert told("Come: Friday 24 April, 18:00, Brenna Square.") == "Friday · 24 April · 18:00 · Brenna Square"


def test_a_time_is_seen_with_a_letter_behind_and_not_inside_another_number():
    assert told("18:00h, bring a candle") == "18:00"
    assert told("118:005 readers, 61,24.45 percent, a sixteen 16 pm") == ""


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


OPPOSITE = "34 village clinics did not close, nobody was asked. 61,000 people, {far} from a doctor. {ask}"


def test_a_post_that_says_the_opposite_does_not_pass():
    """Every word of the facts is there, and three of the five are turned round."""
    text = OPPOSITE.format(far="less than 40 km", ask="Don't publish the criteria.")
    turned = Draft(f"{text} {END}", "facebook", brief=CLINICS)
    found = {finding.found for finding in review(turned).findings if finding.check == "opposite"}
    assert found == {"not close", "less than 40 km", "don't publish"}
    assert verdicts(turned, "opposite") == {"required"}
    assert kept(turned) == {"clinics": False, "people": True, "distance": False, "consulted": True, "ask": False}
    assert review(turned).share < 0.3


TURNED = {
    "clinics.en": """34 clinics weren't closed
        34 clinics have never been shut
        Not 34 clinics but 19
        34 clinics closed; the doctor is not more than 40 km away
        34 clinics closed; almost 40 km
        The authority should not publish its criteria""",
    "hearing.en": """There will be no public hearing on the detention bill
        Not 48 hours but 120""",
    "ballot.ru": """Менее 36 избирателей вернулись домой
        36 избирателей не вернулись домой
        Не более 36 избирателей вернулись домой
        Почти 36 избирателей вернулись домой""",
    "lawyers.ar": """ستة صحفيين غير محتجزين
        لم تحتجز الشرطة ستة صحفيين
        بعد أقل من ٢٣ يومًا
        لا تعلنوا أماكن احتجازهم""",
    "helpline.ur": """ہیلپ لائن خواتین کے لیے مفت نہیں
        27 خواتین وکلا مشورہ نہیں دیں گی
        27 سے کم وکلا
        ہیلپ لائن 15 مئی سے نہیں کھلے گی""",
}
NOT_TURNED = {
    "clinics.en": """34 clinics did not close by themselves.
        34 clinics were not just closed, they were emptied.
        The authority does not say why 34 clinics closed.
        It closed 34 clinics and did not publish its criteria.
        Why don't you publish the criteria for closing 34 clinics?
        Not only 34 clinics: 61,000 people are cut off.
        No doctor is less than 40 km away from 61,000 people.
        Nobody lives less than 40 km from a doctor.
        A nurse asked us not to publish her name; 34 clinics closed
        Is that not 40 km too far?
        34 clinics are closed, not one village was asked.
        34 clinics closed. Don't close the rest!
        The doctor is no less than 40 km away.
        Don't publish names. Publish the criteria.""",
    "hearing.en": """48 hours instead of 120, not 120
        Police custody of less than 48 hours, at most 48""",
    "ballot.ru": """Не менее 36 избирателей вернулись домой, так и не проголосовав
        Комиссия не опубликовала список. 36 человек ушли домой, не проголосовав.
        На 87 из 214 участков не попасть на коляске""",
    "lawyers.ar": """لا تزال الشرطة تحتجز ستة صحفيين بلا محامٍ منذ ٢٣ يومًا
        لا نطالب بامتياز بل بحق: ستة صحفيين محتجزون
        ما زال ستة صحفيين محتجزين، ولم يُسمح لهم بلقاء محامٍ""",
    "helpline.ur": """کالیں ریکارڈ نہیں کی جائیں گی، 27 وکلا مشورہ دیں گی
        مفت قانونی ہیلپ لائن خواتین کے لیے؛ نام بتانا لازمی نہیں""",
}


@pytest.mark.parametrize(("name", "text"), each_line(TURNED))
def test_a_fact_that_is_turned_round_is_not_kept(name, text):
    draft = Draft(text, brief=document(f"marenia/{name}"))
    assert verdicts(draft, "opposite") == {"required"}
    assert any(said and not kept(draft)[id_] for id_, said in draft.kept.items())


@pytest.mark.parametrize(("name", "text"), each_line(NOT_TURNED))
def test_a_right_sentence_with_a_not_in_it_is_left_alone(name, text):
    assert verdicts(Draft(text, brief=document(f"marenia/{name}")), "opposite") == set()


def test_a_not_in_another_sentence_denies_nothing():
    draft = Draft("The clinics did not close. The villages were asked.", brief=CLINICS)
    assert not kept(draft)["consulted"]
    assert verdicts(draft, "not-kept") == {"required"}


def test_model_answers_and_the_best_example_earn_everything():
    """The measure of every new check: what the course itself holds up as right must stay right."""
    model = json.loads((ROOT / "solutions/tweet-rewriting/model-answers.json").read_text("utf-8"))["answers"]
    for id_, question in questions("tweet-rewriting").items():
        if question.kind == "text":
            looked = review(question.draft(model[id_], model))
            assert (id_, looked.share, looked.verdict) == (id_, 1.0, "good")
    worked = {row["label"]: row for row in content("tweet-rewriting")["worked"]}
    best = worked["Best"]
    assert review(Draft(best["text"], brief=document(best["document"]))).share == 1.0


@pytest.mark.parametrize(
    ("name", "typed", "meant"),
    [
        ("clinics.en", "43 clinics", "34"),
        ("clinics.en", "62,000 people", "61,000"),
        ("clinics.en", "6,100 people", "61,000"),
        ("clinics.en", "77 clinics", ""),
        ("lawyers.ar", "32 يوما", "٢٣"),
        ("hearing.en", "84 hours", "48"),
    ],
)
def test_a_wrong_number_is_shown_the_one_that_was_meant_or_none(name, typed, meant):
    looked = review(Draft(typed, brief=document(f"marenia/{name}")))
    (finding,) = [finding for finding in looked.findings if finding.check == "numbers-match"]
    assert finding.better == meant


def test_examples_of_a_check_belong_to_no_document():
    """They are shown beside every document: a nurse would puzzle those who write of journalists."""
    ours = re.compile(r"clinic|nurse|village|criteria|Marenia|open-gate|hearing|detention|61,000|40 km", re.IGNORECASE)
    assert [check.name for check in ALL if not check.name.startswith("tag-") and ours.search(check.better)] == []


def praised(draft):
    return [finding.advice for finding in review(draft).findings if finding.verdict == "good"]


def test_a_link_to_somewhere_else_is_not_praised_as_the_way_to_the_document():
    there, elsewhere = "Readers can go on to the document.", "https://news.example.org/other"
    for link in (elsewhere, "https://open-gate.example.org"):
        assert there not in praised(Draft(f"34 clinics closed {link}", brief=CLINICS))
    assert there in praised(Draft(f"34 clinics closed {CLINICS.link}", brief=CLINICS))


def test_enough_facts_are_not_called_every_fact():
    two = Draft(f"{SENTENCES['people']} {SENTENCES['consulted']} {END}", brief=replace(CLINICS, enough=2))
    assert "Enough of the facts are there." in praised(two)
    assert "Every fact that matters is still there." not in praised(two)
    every = replace(two, brief=replace(CLINICS, enough=5))
    assert "Enough of the facts are there." not in praised(every)


def test_a_near_copy_has_no_hook_of_its_own():
    text = "34 village clinics in the north closed within a year, and 61,000 people have no doctor"
    copy = Draft(f"{text} now: who asked them?", others=(text,))
    assert "A hook of its own." not in praised(copy)
    assert verdicts(copy, "reworded") == {"required"}


def test_a_hook_that_is_taken_is_answered_with_those_that_are_free():
    looked = review(Draft("34 doors are shut", others=("61,000 people wait",)))
    (finding,) = [finding for finding in looked.findings if finding.check == "hook"]
    assert "a question" in finding.better and "a number" not in finding.better


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


def test_the_names_that_a_notebook_imports_are_three():
    import toolkit

    assert toolkit.__all__ == ["exercise", "journey", "session"]
    assert callable(toolkit.exercise) and callable(toolkit.journey) and callable(toolkit.session)
    with pytest.raises(AttributeError, match="nonsense"):
        _ = toolkit.nonsense


def test_a_fact_counts_once_however_often_it_is_said():
    brief = Brief(id="b", title="", text="34", facts=(Fact(id="n", label="34", accept=("34", "thirty-four")),))
    once, often = (review(Draft(text, brief=brief)).share for text in ("34 doors", "34 doors, thirty-four doors, 34"))
    assert once == often


@pytest.mark.parametrize("session", ["hashtag-choice", "tweet-rewriting"])
def test_where_somebody_watches_a_post_is_right_with_its_link_and_without(session):
    """To pass on an address can itself be punished; without one nobody can check: those who advise differ."""
    model = json.loads((ROOT / f"solutions/{session}/model-answers.json").read_text("utf-8"))["answers"]
    question = questions(session)["hostile"]
    draft = question.draft(model["hostile"], model)
    bare = re.sub(r"\s*https://\S+", "", draft.text)
    for text in (bare, f"{bare} {draft.brief.link}"):
        looked = review(replace(draft, text=text))
        assert (looked.share, looked.verdict) == (1.0, "good"), text
    assert "disagree" in question.help


def test_word_of_mouth_is_advised_only_where_somebody_watches():
    for setting in SETTINGS:
        said = review(Draft("Come on Friday 24 April, 18:00, Brenna Square", setting=setting, brief=CLINICS)).findings
        better = next(finding.better for finding in said if finding.check == "where-and-when")
        assert ("word of mouth" in better) == (setting == "hostile")


def test_nobody_is_told_to_write_that_they_were_there():
    (said,) = [one for one in review(Draft("We are at the square", setting="hostile")).findings if one.span]
    assert said.verdict == "danger" and not re.search(r"“[^”]*\b(?:we|I) (?:were|was)\b", said.better)


def test_a_tag_of_digits_that_a_network_takes_is_left_alone_there():
    """Bluesky takes Arabic digits, which the gate says as well."""
    said = {name: {one.check for one in review(Draft("اليوم #۱۰۱۲", name)).findings} for name in ("x", "bluesky")}
    assert "tag-digits" in said["x"] and "tag-digits" not in said["bluesky"]


def test_no_check_sends_people_with_day_and_hour_into_a_channel():
    """A channel is a board that most can read, and its list of subscribers can be held against them."""
    assert [check.name for check in (*ALL, *TAG_CHOICE) if "channel" in check.better] == []

"""Is everything that people type shown as text, in its own direction, with a verdict for every eye?"""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbconvert.filters.strings import clean_html

from toolkit.exercises.answered import answer_html, answer_lines, points_html, prompt_html
from toolkit.exercises.questions import KINDS, Question
from toolkit.exercises.scoring import Mark, Marks
from toolkit.faces.html import (
    PART_WORDS,
    PLATFORM_WORDS,
    SETTING_WORDS,
    VERDICT_WORDS,
    Face,
    advice_html,
    auto,
    chip,
    document_html,
    facts_html,
    framed,
    labelled_meter,
    live_html,
    meter_html,
    style,
)
from toolkit.labs.faces import recalled_html, versions_html, worked_html
from toolkit.posts.rules import platforms
from toolkit.review import review
from toolkit.review.drafts import SETTINGS, Brief, Draft, Fact
from toolkit.review.findings import VERDICTS, Finding
from toolkit.sessions.room import content, questions
from toolkit.world.scenarios import document

ATTACKS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=1>',
    "'><svg/onload=alert(1)>",
    "</div></li><style>*{display:none}</style>",
    "&lt;script&gt;",
    "<!-- ",
    "]]>",
    "javascript:alert(1)",
    'https://x.org/"onmouseover=alert(1)//',
    "#<b>tag</b> @<i>name</i>",
]
TAGS = {"div", "span", "ul", "li", "strong", "table", "tr", "td"}
ATTRIBUTES = {"class", "dir", "lang", "role", "style"}
STYLE = re.compile(r"width:\d{1,3}%")
CLASS = re.compile(r"(hta[a-z0-9-]*\s*)*")
CLINICS = document("marenia/clinics.en")
OPTIONS = {"a": "the heron", "b": "the reed"}
TYPED = st.one_of(
    st.sampled_from(ATTACKS),
    st.lists(
        st.sampled_from([*ATTACKS, "<", ">", '"', "'", "&", "#", "@", "34 ", "\n", "\0", "\ud800"]),
        max_size=6,
    ).map("".join),
    st.text(st.characters(codec=None, exclude_categories=()), max_size=40),
)


class Page(HTMLParser):
    """What a browser would make of a piece of HTML: tags, attributes and words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.odd: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.open.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.odd.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.odd.append(data)

    def handle_decl(self, decl: str) -> None:
        self.odd.append(decl)

    @property
    def text(self) -> str:
        return "".join(self.words)


def harmless(page: str) -> None:
    """Nothing stands in a face but our own tags, attributes and classes, each opened and closed in turn."""
    seen = Page(page)
    assert set(seen.tags) <= TAGS
    assert {name for name, _ in seen.attributes} <= ATTRIBUTES
    assert seen.odd == [] and seen.open == []
    for name, value in seen.attributes:
        assert name != "style" or STYLE.fullmatch(value)
        assert name != "class" or CLASS.fullmatch(value)
        assert name != "dir" or value == "auto"


def brief_of(text: str) -> Brief:
    return Brief(
        id=text,
        title=text,
        text=text,
        language=text,
        kind=text,
        speaker=text,
        published=CLINICS.published,
        link=text,
        parts=(("headline", text), ("body", text)),
        facts=(Fact(id="n", label=text, accept=("34",)),),
    )


def question_of(kind: str, text: str) -> Question:
    words = {"a": text, "b": "the reed"}
    return Question(id=text, kind=kind, prompt=text, help=text, options=words, groups=words, unit=text, quote=text)


def finding_of(text: str, verdict: str = "advice") -> Finding:
    return Finding(text, verdict, text, text, text, text, None, text)


def answers_of(text: str) -> list[object]:
    return [
        text,
        [text, "a"],
        {"a": "a", "b": text, text: text},
        {"text": text},
        {"document": text, "text": text},
        3,
    ]


@settings(deadline=None, max_examples=60)
@given(TYPED)
def test_nothing_typed_into_an_answer_becomes_a_tag(text: str) -> None:
    for kind in KINDS:
        for answer in answers_of(text):
            harmless(answer_html(question_of(kind, "What?"), answer, {"q": text}))


@settings(deadline=None, max_examples=60)
@given(TYPED)
def test_nothing_in_a_draft_becomes_a_tag(text: str) -> None:
    for brief in (None, CLINICS):
        draft = Draft(text, brief=brief, others=(text, "other"))
        harmless(live_html(draft, review(draft), then=True))
        harmless(versions_html([draft, replace(draft, text=f"{text} 2")]))


@settings(deadline=None, max_examples=40)
@given(TYPED)
def test_nothing_in_our_own_files_becomes_a_tag_by_accident(text: str) -> None:
    """Scenarios and exercises are written by many people, and none of them should have to know HTML."""
    brief = brief_of(text)
    harmless(document_html(brief))
    harmless(facts_html(Draft("34", brief=brief)) + meter_html(Draft("34", brief=brief), text))
    for kind in KINDS:
        harmless(prompt_html(question_of(kind, text)))
        harmless(answer_html(question_of(kind, text), "a", {}))
    harmless(advice_html([finding_of(text, verdict) for verdict in VERDICTS]))
    harmless(points_html(1, 2, Marks(0.5, (Mark(text, True), Mark(text, False), Mark(text, None)))))
    harmless(recalled_html({"right": True, "why": text}, text))
    row = {"label": text, "text": text, "why": text, "document": "marenia/clinics.en"}
    harmless(worked_html([row]))


@settings(deadline=None, max_examples=60)
@given(TYPED)
def test_what_is_typed_is_shown_letter_by_letter(text: str) -> None:
    """Escaped once: neither lost nor shown with the signs of the escaping."""
    assert Page(auto(text)).text == text


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("kind", ["text", "reflection", "number"])
def test_an_attack_is_shown_as_the_words_it_is_made_of(kind: str, attack: str) -> None:
    seen = Page(answer_html(question_of(kind, "What?"), attack, {}))
    assert attack in [word.strip() for word in "\n".join(seen.words).split("\n")] or attack in seen.text


@pytest.mark.parametrize("verdict", VERDICTS)
def test_a_verdict_is_a_sign_a_word_and_a_colour(verdict: str) -> None:
    """Whoever sees no colours reads the word; whoever reads no English sees the sign."""
    sign, word = VERDICT_WORDS[verdict]
    assert Page(chip(verdict)).text == f"{sign} {word}"
    assert ("class", f"hta-chip hta-{verdict}") in Page(chip(verdict)).attributes
    assert f"{sign} {word}" in Page(advice_html([finding_of("x", verdict)])).text


def test_no_two_verdicts_look_alike() -> None:
    assert set(VERDICT_WORDS) == set(VERDICTS)
    assert len({sign for sign, _ in VERDICT_WORDS.values()}) == len({word for _, word in VERDICT_WORDS.values()}) == 5


def test_every_setting_part_and_network_has_words() -> None:
    assert set(SETTING_WORDS) == set(SETTINGS)
    assert set(PLATFORM_WORDS) <= set(platforms())
    assert {role for role, _ in CLINICS.parts} <= set(PART_WORDS)


def holders(page: str, words: str) -> list[dict[str, str]]:
    """The attributes of the innermost element around each occurrence of some words."""
    found: list[dict[str, str]] = []

    class Holders(HTMLParser):
        stack: list[dict[str, str]]

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.stack.append({name: value or "" for name, value in attrs})
            assert tag

        def handle_endtag(self, tag: str) -> None:
            self.stack.pop()
            assert tag

        def handle_data(self, data: str) -> None:
            if words in data:
                found.append(self.stack[-1])

    parser = Holders()
    parser.stack = []
    parser.feed(page)
    return found


def directed(page: str, words: str) -> None:
    around = holders(page, words)
    assert around
    assert all(element.get("dir") == "auto" for element in around)


HERON = "مالك الحزين"


@pytest.mark.parametrize("kind", ["text", "reflection", "number", "choice", "choices", "order", "groups"])
def test_an_answer_is_shown_in_its_own_direction(kind: str) -> None:
    question = replace(question_of(kind, "What?"), options={"a": HERON}, groups={"g": "group"})
    answer = {"choice": "a", "choices": ["a"], "order": ["a"], "groups": {"a": "g"}}.get(kind, HERON)
    directed(answer_html(question, answer, {}), HERON)


def test_prompt_document_facts_and_advice_are_shown_in_their_own_direction() -> None:
    brief = brief_of(HERON)
    directed(document_html(replace(brief, parts=(("body", HERON),))), HERON)
    directed(facts_html(Draft("34", brief=brief)), HERON)
    directed(advice_html([finding_of(HERON)]), HERON)
    directed(advice_html([finding_of("x"), replace(finding_of("x"), found=HERON)]), HERON)
    directed(points_html(1, 2, Marks(0.5, (Mark(HERON, True),))), HERON)
    for kind in KINDS:
        directed(prompt_html(question_of(kind, HERON)), HERON)


def faces() -> dict[str, str]:
    """One face of every kind, as trainees and facilitators see them."""
    asked = questions("tweet-rewriting")
    drafts = [
        Draft(text, brief=CLINICS, others=("34 clinics closed",)) for text in ("THEY CLOSED 43 CLINICS!!", "34 of")
    ]
    recalled = content("tweet-rewriting")["recall"][0]
    return {
        "live": live_html(drafts[0], review(drafts[0]), then=True),
        "document": framed(document_html(CLINICS)),
        "versions": versions_html(drafts),
        "worked": framed(worked_html(content("tweet-rewriting")["worked"])),
        "recalled": recalled_html(recalled["options"][0], recalled["source"]),
        "points": points_html(1, 2, Marks(0.5, (Mark("one", True), Mark("two", False)))),
        **{id_: framed(answer_html(question, "34 <b>", {})) for id_, question in asked.items()},
    }


# Versions are compared in the lab only: no page that nbconvert cleans has a table of ours.
@pytest.mark.parametrize("name", sorted(faces().keys() - {"versions"}))
def test_nbconvert_leaves_our_faces_as_they_are(name: str) -> None:
    """Feedback pages are cleaned; a tag of ours that the cleaner does not know would be shown as letters."""
    page = faces()[name]
    before, after = Page(page), Page(clean_html(page))
    assert after.tags == before.tags
    assert after.text == before.text
    kept = {value for name, value in after.attributes if name == "class"}
    assert kept == {value for name, value in before.attributes if name == "class"}


@pytest.mark.parametrize("attack", ATTACKS)
def test_cleaning_a_face_with_an_attack_in_it_shows_the_attack_as_words(attack: str) -> None:
    page = clean_html(answer_html(question_of("reflection", "What?"), attack, {}))
    assert set(Page(page).tags) <= TAGS
    assert attack in Page(page).text


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def rules() -> list[tuple[str, dict[str, str]]]:
    sheet = re.sub(r"/\*.*?\*/", "", style(), flags=re.DOTALL)
    found = re.findall(r"([^{}]+)\{([^{}]*)\}", sheet)
    return [
        (
            selector.strip(),
            {key.strip(): value.strip() for key, _, value in (row.partition(":") for row in body.split(";"))},
        )
        for selector, body in found
    ]


CHIPS = [(selector, row["background"]) for selector, row in rules() if "hta-chip" in selector and "background" in row]


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("selector", "colour"), CHIPS)
def test_white_words_on_a_chip_are_easy_to_read(selector: str, colour: str) -> None:
    assert contrast(colour, "#ffffff") >= 4.5, selector


def test_every_verdict_has_a_chip_of_its_own_colour() -> None:
    ((_, base),) = [(selector, row) for selector, row in rules() if selector == ".hta .hta-chip"]
    assert base["color"] == "#ffffff"
    styled = {verdict for verdict in VERDICTS if any(f".hta-chip.hta-{verdict}" in selector for selector, _ in CHIPS)}
    assert styled == set(VERDICTS) - {"unknown"}, "Not checked has the colour of a chip without a verdict."
    assert len({colour for _, colour in CHIPS}) == len(VERDICTS)


def test_words_on_paper_are_easy_to_read() -> None:
    """The fallbacks, for pages outside of JupyterLab."""
    fallback = dict(re.findall(r"--hta-(\w+): var\([\w-]+, (#\w{6})\)", style()))
    for ink in ("ink", "soft"):
        for paper in ("paper", "wash"):
            assert contrast(fallback[ink], fallback[paper]) >= 4.5


def test_style_sheet_asks_no_other_host() -> None:
    assert not re.search(r"url\(|@import|https?:", style())


def test_a_face_is_what_a_notebook_shows() -> None:
    face = Face("<span>x</span>")
    assert face._repr_html_() == framed("<span>x</span>")
    assert repr(face) == "(shown above)"


def test_advice_is_said_once_for_a_check_and_no_more_than_six_at_a_time() -> None:
    several = [replace(finding_of("x"), check=f"check-{number}") for number in range(9)]
    assert Page(advice_html(several)).tags.count("li") == 6
    assert "and 3 smaller ones" in Page(advice_html(several)).text
    again = [replace(finding_of("x"), found=found) for found in ("one", "two", "two", "three")]
    assert Page(advice_html(again)).tags.count("li") == 1
    assert "Also: two; three" in Page(advice_html(again)).text


def test_a_card_says_what_why_and_how_else() -> None:
    text = Page(
        advice_html([Finding("c", "required", "f", "Look here.", "Because.", "item 7", None, "Like this")])
    ).text
    for words in ("! Needed", "Look here.", "Why: Because. (item 7)", "For example: Like this"):
        assert words in text


def test_good_findings_come_without_reasons() -> None:
    text = Page(advice_html([Finding("c", "good", "", "It fits.", "Because.", "item 7")])).text
    assert "✓ Good" in text and "It fits." in text
    assert "Because" not in text


@pytest.mark.parametrize(
    ("text", "platform", "said", "full", "state"),
    [
        ("a" * 140, "x", "140 / 280 · 140 left", "50%", "good"),
        ("a" * 281, "x", "281 / 280 · 1 over", "100%", "required"),
        ("a" * 280, "x", "280 / 280 · 0 left", "100%", "good"),
        ("", "x-2013", "0 / 140 · 140 left", "0%", "good"),
        ("a" * 99_999, "x", "99999 / 280 · 99719 over", "100%", "required"),
    ],
)
def test_meter(text: str, platform: str, said: str, full: str, state: str) -> None:
    page = Page(meter_html(Draft(text, platform)))
    assert page.text == said
    assert ("style", f"width:{full}") in page.attributes
    assert ("class", f"hta-bar hta-{state}") in page.attributes


def test_meter_of_then_and_of_today() -> None:
    draft = Draft("a" * 200)
    assert "200 / 140 · 60 over" in Page(labelled_meter(draft, "until 2017")).text
    assert "200 / 280 · 80 left" in Page(labelled_meter(draft, "today")).text
    live = Page(live_html(draft, review(draft), then=True)).text
    assert "until 2017" in live and "today" in live


def test_facts_tick_themselves_for_eyes_and_for_ears() -> None:
    text = Page(facts_html(Draft("34 village clinics closed", brief=CLINICS))).text
    assert "✓34 village clinics closed (kept)" in text
    assert "○61,000 people (not there yet)" in text
    assert facts_html(Draft("34 village clinics closed")) == ""


def test_what_changes_while_somebody_types_is_announced() -> None:
    bad, good = Draft("THEY CLOSED EVERY CLINIC http://a.org"), Draft("All is well")
    assert ("role", "status") in Page(live_html(bad, review(bad))).attributes
    assert re.search(r"\d things to mend", Page(live_html(bad, review(bad))).text)
    assert "Nothing has to be mended" in Page(live_html(good, review(good))).text


@pytest.mark.parametrize(
    ("kind", "answer", "lines"),
    [
        ("choice", "a", ["the heron"]),
        ("choice", "zzz", []),
        ("choice", ["a"], []),
        ("choices", ["b", "zzz", 3, "a"], ["the reed", "the heron"]),
        ("order", ["b", "a"], ["the reed", "the heron"]),
        ("order", "ab", []),
        ("groups", {"a": "b", "b": "zzz", "zzz": "a"}, ["the heron → the reed"]),
        ("groups", ["a"], []),
        ("number", "116", ["116 km"]),
        ("number", 0, ["0 km"]),
        ("number", "", []),
        ("number", None, []),
        ("reflection", "Words", ["Words km"]),
        ("reflection", {"a": 1}, []),
    ],
)
def test_answer_in_words(kind: str, answer: object, lines: list[str]) -> None:
    question = Question(id="q", kind=kind, prompt="", options=OPTIONS, groups=OPTIONS, unit="km")
    assert answer_lines(question, answer) == lines


def test_confidence_is_shown_in_words() -> None:
    sure = questions("tweet-rewriting")["reply-sure"]
    assert "Certain" in Page(answer_html(sure, "95", {})).text


@pytest.mark.parametrize("kind", KINDS)
def test_no_answer_is_said_so(kind: str) -> None:
    text = Page(answer_html(question_of(kind, "What?"), None, {})).text
    assert "No answer." in text


def test_setting_and_network_of_a_text_stand_above_it() -> None:
    text = Page(prompt_html(Question(id="q", kind="text", prompt="Write", platform="x-2013", setting="hostile"))).text
    assert SETTING_WORDS["hostile"] in text
    assert PLATFORM_WORDS["x-2013"] in text
    assert SETTING_WORDS["open"] not in Page(prompt_html(Question(id="q", kind="choice", prompt="Choose"))).text

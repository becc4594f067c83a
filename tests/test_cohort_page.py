"""Does the cohort page count right, name nobody, and show whatever was entered as text and nothing else?"""

import base64
import gc
import hashlib
import json
import math
import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from html.parser import HTMLParser
from statistics import correlation
from types import SimpleNamespace
from typing import Any

import pytest
from browser import fits, soon
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from nbgrader.api import Base
from playwright.sync_api import Browser, Page
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from toolkit.facilitator.cohort import described, pictures, tables
from toolkit.facilitator.cohort.flat import flat
from toolkit.facilitator.cohort.gradebook import standing_of
from toolkit.facilitator.cohort.groups import OTHERS, groups
from toolkit.facilitator.cohort.naming import check_words, clean, item_words
from toolkit.facilitator.cohort.page import page_html
from toolkit.facilitator.cohort.standing import Standing, standing
from toolkit.facilitator.cohort.topics import topics
from toolkit.facilitator.cohort.words import percent
from toolkit.facilitator.grading.records import Record, make_table, write

WEEKS = {"crawl": ("safety-first", "hashtag-choice"), "walk": ("groups-and-pages",)}
DAY = datetime(2026, 9, 1, 12)
HOSTILE = "</script><!--<script>document.title='ran'</script><img src=x onerror=document.title='ran'>"


def handed_in(who: str, assignment: str, *points: float | None, day: int | None = 0, **more: Any) -> Record:
    """A submission with items worth ten points each."""
    items = {f"points-{n}": (given, 10.0) for n, given in enumerate(points)}
    when = None if day is None else DAY + timedelta(days=day)
    return Record(who=who, assignment=assignment, handed_in=when, items=items, **more)


def people(count: int) -> list[str]:
    return [f"amber-heron-{n:02}" for n in range(count)]


# --- what is counted ---------------------------------------------------------------------------------------------


def test_a_session_counts_who_passed_who_waits_and_who_is_not_there_yet() -> None:
    now = standing(
        [
            handed_in("ann-one", "safety-first", 8.0, 8.0),
            handed_in("ben-two", "safety-first", 10.0, 5.9),
            handed_in("cle-three", "safety-first", 8.0, None),
            handed_in("dia-four", "safety-first", 7.9, None),
            handed_in("dia-four", "campaign", 10.0),
        ],
        WEEKS,
        members=["eve-five"],
    )
    columns = ["week", "handed_in", "passed", "waiting", "not_yet", "on_course"]
    assert now.sessions[columns].loc["safety-first"].tolist() == ["crawl", 4, 1, 2, 1, 1]
    assert now.sessions["handed_in"].to_dict() == {
        "safety-first": 4,
        "hashtag-choice": 0,
        "groups-and-pages": 0,
        "campaign": 1,
    }
    assert now.sessions.loc["campaign", "week"] == ""
    assert (now.people, now.begun, now.submissions, now.waiting) == (5, 4, 5, 2)
    assert now.waiting_for_you == ("cle-three", "dia-four")


def test_the_gate_of_a_week_needs_all_its_sessions_and_eight_tenths_of_their_points_together() -> None:
    now = standing(
        [
            handed_in("ann-one", "safety-first", 6.0),
            handed_in("ann-one", "hashtag-choice", 10.0),
            handed_in("ben-two", "safety-first", 10.0),
            handed_in("cle-three", "safety-first", 10.0),
            handed_in("cle-three", "hashtag-choice", 5.0),
            handed_in("dia-four", "safety-first", 10.0),
            handed_in("dia-four", "hashtag-choice", 10.0, None),
        ],
        WEEKS,
    )
    week = now.weeks.loc["crawl", "begun":"on_course"].to_dict()
    assert week == {"begun": 4, "handed_in": 3, "passed": 1, "waiting": 1, "not_yet": 1, "on_course": 1}
    assert not now.weeks.loc["walk"].any()


def test_a_gate_is_not_missed_by_the_rounding_of_a_computer() -> None:
    items = {"points-a": (0.1, 0.1), "points-b": (0.7, 0.9)}
    one = Record(who="ann-one", assignment="safety-first", items=items)
    assert standing([one], WEEKS).sessions.loc["safety-first", "passed"] == 1


def test_of_two_submissions_of_one_exercise_the_last_one_counts() -> None:
    now = standing([handed_in("ann-one", "safety-first", 1.0), handed_in("ann-one", "safety-first", 9.0)], WEEKS)
    assert now.sessions.loc["safety-first", ["handed_in", "passed"]].tolist() == [1, 1]


def test_days_are_summed_up_by_week_and_what_has_no_date_is_told() -> None:
    now = standing(
        [
            handed_in("ann-one", "safety-first", 1.0, day=0),
            handed_in("ben-two", "safety-first", 1.0, day=2),
            handed_in("ben-two", "groups-and-pages", 1.0, day=2),
            handed_in("cle-three", "safety-first", 1.0, day=None),
        ],
        WEEKS,
    )
    assert now.days.to_dict("index") == {"2026-09-01": {"crawl": 1, "walk": 0}, "2026-09-03": {"crawl": 2, "walk": 1}}
    assert now.undated == 1


def test_of_many_days_some_are_shown_and_the_last_one_always() -> None:
    now = standing([handed_in(who, "safety-first", 1.0, day=n) for n, who in enumerate(people(99))], WEEKS)
    assert len(now.days) <= 40
    assert now.days["crawl"].iloc[-1] == 99


def test_difficulty_and_discrimination_agree_with_the_textbook() -> None:
    given = [(n % 3 + n / 4, n % 5 + n / 3, (n * 7) % 4 + 1.0) for n in range(14)]
    now = standing([handed_in(who, "safety-first", *row) for who, row in zip(people(14), given, strict=True)], WEEKS)
    for n in range(3):
        row = now.items.loc[("safety-first", f"points-{n}")]
        mine, rest = [one[n] for one in given], [sum(one) - one[n] for one in given]
        assert row["people"] == 14
        assert row["share"] == pytest.approx(sum(mine) / 140)
        assert row["discrimination"] == pytest.approx(correlation(mine, rest))


def test_a_question_that_the_able_have_wrong_is_turned_round() -> None:
    able = [n / 2 for n in range(20)]
    rows = [handed_in(who, "safety-first", x, x, 10 - x) for who, x in zip(people(20), able, strict=True)]
    now = standing(rows, WEEKS)
    assert now.items["reading"].to_dict() == {
        ("safety-first", "points-0"): "hard",
        ("safety-first", "points-1"): "hard",
        ("safety-first", "points-2"): "turned",
    }
    assert now.items.loc[("safety-first", "points-2"), "discrimination"] == pytest.approx(-1)


@pytest.mark.parametrize(
    ("count", "share", "told", "reading"),
    [(4, "–", "too few to say", "few"), (9, "50 %", "too few to say", "good"), (12, "50 %", "all alike", "good")],
)
def test_of_few_people_or_of_people_all_alike_nothing_is_concluded(
    count: int, share: str, told: str, reading: str
) -> None:
    now = standing([handed_in(who, "safety-first", 5.0, n % 3 + 5.0) for n, who in enumerate(people(count))], WEEKS)
    row = now.items.loc[("safety-first", "points-0")]
    assert (percent(row["share"]), tables.discrimination(row), row["reading"]) == (share, told, reading)


def test_points_that_wait_for_a_person_are_left_out_of_the_means() -> None:
    rows = [handed_in(who, "safety-first", 10.0 if n < 6 else None, 5.0) for n, who in enumerate(people(12))]
    row = standing(rows, WEEKS).items.loc[("safety-first", "points-0")]
    assert (row["people"], row["share"]) == (6, 1.0)


def test_findings_count_people_once_under_the_gravest_and_leave_praise_out() -> None:
    now = standing(
        [
            handed_in("ann-one", "safety-first", 1.0, findings={"phone:advice": 3, "phone:danger": 1, "names:good": 2}),
            handed_in("ann-one", "hashtag-choice", 1.0, findings={"phone:required": 1, "shouting:advice": 1}),
            handed_in("ben-two", "safety-first", 1.0, findings={"phone:required": 9, "names:unknown": 1}),
            handed_in("cle-three", "safety-first", 1.0, findings={"phone:required": 0, "Say it: {what}:advice": 1}),
        ],
        WEEKS,
    )
    told = now.findings.to_dict("index")
    assert told == {
        "phone": {"people": 2, "advice": 0, "required": 1, "danger": 1},
        "Say it: {what}": {"people": 1, "advice": 1, "required": 0, "danger": 0},
        "shouting": {"people": 1, "advice": 1, "required": 0, "danger": 0},
    }
    assert next(iter(told)) == "phone"


def test_words_of_checks_and_questions_are_those_of_the_course_without_anybodys_own() -> None:
    name, advice, why = check_words("phone")
    assert (name, "{" in advice) == ("Phone", False)
    assert advice.startswith("“…” looks like a telephone number.")
    assert why == "A private number in public is a door for anybody, for years."
    assert check_words("Say it: {what}")[1] == "Say it: …"
    assert item_words("hashtag-choice", "points-hyphen-home").endswith(("?", ".", ":"))
    assert item_words("campaign", "points-first-step") == "First step"
    assert item_words("hashtag-choice", "judge-own-tag") == "Own tag: a person judges"
    assert item_words("../hashtag-choice", "odd") == "Odd"
    assert item_words("z" * 999, "points-x") == "X"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("a\ud800b\x00c", "abc"),
        (" two\n words\t", "two words"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\u202eabc", "abc"),
    ],
)
def test_what_cannot_be_seen_is_taken_out_of_names(written: str, shown: str) -> None:
    assert clean(written) == shown


def test_confidence_is_compared_with_what_was_right() -> None:
    rows = [
        handed_in(who, "safety-first", 1.0, sure={"points-0": (0.95, right), "points-1": (0.5, 0.5)})
        for who, right in zip(people(5), (1.0, 1.3, -0.1, 0.0, 0.5), strict=True)
    ]
    now = standing(rows, WEEKS)
    assert now.confidence["answers"].to_dict() == {25: 0, 50: 5, 75: 0, 95: 5}
    assert now.confidence["right"][95] == pytest.approx(0.5)
    assert math.isnan(now.confidence["right"][25])
    # Twice 0.05², twice 0.95² and 0.45² for the sure ones, nothing for the others.
    assert now.brier == pytest.approx((2 * 0.0025 + 2 * 0.9025 + 0.2025) / 10)
    assert now.overconfidence == pytest.approx(0.45 / 2)
    assert math.isnan(standing(rows[:4], WEEKS).brier)


def test_only_those_who_did_both_measures_are_compared() -> None:
    rows = [handed_in(who, "before-it", float(n % 4)) for n, who in enumerate(people(12))]
    rows += [handed_in(who, "after-it", n % 4 + 2.0 + n % 2) for n, who in enumerate(people(10))]
    now = standing(rows, WEEKS, measure={"before": "before-it", "after": "after-it", "later": "never"})
    assert now.changes is not None
    change = now.changes.loc["after"]
    assert change["people"] == 10
    assert change["before"] == pytest.approx(0.13)  # 0 1 2 3 0 1 2 3 0 1
    assert change["gain"] == pytest.approx(0.25)
    # Five times 0.2 and five times 0.3 differ by 0.05 from 0.25: s = 0.0527.
    assert change["high"] - change["gain"] == pytest.approx(1.96 * 0.0527046 / 10**0.5, rel=1e-4)
    assert now.changes.loc["later", "people"] == 0
    assert "before-it" not in now.sessions.index
    assert (now.submissions, now.begun, now.people) == (0, 0, 12)  # answering ten questions is handing in nothing


def test_gates_that_were_sent_along_are_counted_and_are_no_submissions() -> None:
    rows = [handed_in("ann-one", "gate-crawl", 8.75), handed_in("ben-two", "gate-crawl", 5.0)]
    rows.append(handed_in("ann-one", "gate-walk", 8.0))
    now = standing([*rows, handed_in("ben-two", "safety-first", 10.0)], WEEKS)
    assert now.weeks.loc["crawl", ["at_gate", "through"]].tolist() == [2, 1]
    assert now.weeks.loc["walk", ["at_gate", "through"]].tolist() == [1, 1]
    assert (now.submissions, now.begun, now.people) == (1, 1, 2)
    assert "gate-crawl" not in now.sessions.index


# --- nobody can be read off --------------------------------------------------------------------------------------


def test_small_groups_become_part_of_the_others() -> None:
    entered = dict(zip(people(20), ["Marenia"] * 9 + [" marenia "] + ["Veltara"] * 6 + ["Drusna"] * 4, strict=False))
    table = groups(flat([handed_in("amber-heron-00", "safety-first", 1.0)]), entered, people(20))
    # Four of Drusna are too few, also as others: the next larger group joins them.
    assert table.to_dict("index") == {
        OTHERS: {"people": 10, "begun": 0, "sessions": 0.0},
        "Marenia": {"people": 10, "begun": 1, "sessions": 0.1},
    }


@given(st.lists(st.sampled_from(["", "a", "A ", "b", "c", "d\u202e", "e"]), max_size=40))
def test_no_group_is_smaller_than_five_and_nobody_is_lost(entered: list[str]) -> None:
    mapping = dict(zip(people(len(entered)), entered, strict=True))
    table = groups(flat([]), mapping, mapping)
    assert table.empty or (table["people"].min() >= 5 and table["people"].sum() == len(entered))
    assert len(table) != 1


NAMES = st.integers(0, 30).map(lambda n: f"quiet-otter-{n:02}")
WORDS = st.text(st.characters(exclude_categories=()), max_size=12) | st.sampled_from(
    ["points-a", "judge-b", "tweet-rewriting", HOSTILE]
)
NUMBERS = st.floats(0, 20) | st.floats()
RECORDS = st.builds(
    Record,
    who=NAMES,
    assignment=st.sampled_from(["safety-first", "hashtag-choice", "tweet-rewriting", "before-it"]) | WORDS,
    handed_in=st.none() | st.datetimes(),
    items=st.dictionaries(WORDS, st.tuples(st.none() | NUMBERS, NUMBERS), max_size=4),
    findings=st.dictionaries(
        st.tuples(WORDS, st.sampled_from(["good", "advice", "danger", "odd"])).map(":".join),
        st.integers(0, 9),
        max_size=4,
    ),
    sure=st.dictionaries(WORDS, st.tuples(NUMBERS, NUMBERS), max_size=2),
)


# Without making examples smaller: with whole pages that takes minutes.
@settings(max_examples=12, deadline=None, phases=set(Phase) - {Phase.shrink})
@given(st.lists(RECORDS, max_size=30), st.dictionaries(NAMES, WORDS, max_size=30))
def test_any_records_make_a_page_that_names_nobody(records: list[Record], countries: dict[str, str]) -> None:
    now = standing(records, WEEKS, countries=countries, measure={"before": "before-it", "after": "after-it"})
    page = written(now)
    assert "quiet-otter" not in page
    assert "nan" not in {cell.lower() for table in seen(page).tables for row in table for cell in row}
    page.encode("utf-8")
    named = sorted(set(re.findall(r"quiet-otter-\d\d", written(now, names=True))))
    assert named == sorted({one.who for one in last(records) if handed(one) and (one.waits or unclear(one))})


def handed(one: Record) -> bool:
    """Whether somebody handed it in: what was only sent along waits for nobody."""
    return one.assignment != "before-it"


def written(now: Standing, **more: Any) -> str:
    """The page without plotly's five million letters."""
    return page_html(now, **more).split("</style>")[1].split("</main>")[0]


def last(records: Sequence[Record]) -> list[Record]:
    return list({(one.who, one.assignment): one for one in records}.values())


def unclear(one: Record) -> bool:
    return any(not math.isfinite(points or 0) or not math.isfinite(most) for points, most in one.items.values())


# --- the page ----------------------------------------------------------------------------------------------------


class Seen(HTMLParser):
    """What a browser would find: tables as texts, scripts, all names of elements and all attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self._open = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open = tag if tag in ("script", "style") else ""
        self.elements.append((tag, dict(attrs)))
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")
        elif tag == "script":
            self.scripts.append((dict(attrs), ""))

    def handle_endtag(self, _: str) -> None:
        self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open == "script":
            self.scripts[-1] = (self.scripts[-1][0], self.scripts[-1][1] + data)
        elif self._open != "style":
            self.texts.append(data)
            if self.tables and self.tables[-1] and self.tables[-1][-1]:
                self.tables[-1][-1][-1] += data


def seen(page: str) -> Seen:
    parser = Seen()
    parser.feed(page)
    return parser


def cohort(count: int = 24, country: str = "Marenia", **more: Any) -> Standing:
    """A cohort in which every section has something to say."""
    rows = []
    for n, who in enumerate(people(count)):
        findings = {"phone:danger": 1, "shouting:advice": 1} if n % 3 else {"names:required": 2}
        sure = {"points-0": ((0.5, 0.75, 0.95)[n % 3], n % 2)}
        rows.append(handed_in(who, "safety-first", n / 3, n % 7 + 1.0, day=n % 5, findings=findings, sure=sure))
        rows.append(handed_in(who, "tweet-rewriting", n / 4, n % 5 + 2.0, None if n % 2 else 1.0, day=n % 7))
        rows += [handed_in(who, "before-it", n % 5 + 1.0), handed_in(who, "after-it", n % 6 + 3.0)]
    entered = {who: (country, "Веснаград", "البلد البعيد")[n % 3] for n, who in enumerate(people(count))}
    measure = {"before": "before-it", "after": "after-it"}
    weeks = {**WEEKS, "run": ("tweet-rewriting",)}
    return standing(rows, weeks, countries=entered, zones=entered, measure=measure, **more)


@pytest.fixture(scope="module")
def now() -> Standing:
    return cohort()


@pytest.fixture(scope="module")
def hostile() -> str:
    """A page in which everything that somebody else may have written is hostile."""
    rows = [
        Record(
            who=f"{HOSTILE}{n}",
            assignment=HOSTILE,
            handed_in=DAY,
            items={HOSTILE: (n / 2, 10.0), f"points-{HOSTILE}": (10 - n / 2, 10.0), f"judge-{HOSTILE}": (None, 1.0)},
            findings={f"{HOSTILE}:danger": 1},
        )
        for n in range(20)
    ]
    entered = {one.who: HOSTILE if n % 2 else f"{HOSTILE} too" for n, one in enumerate(rows)}
    counted = standing(rows, {HOSTILE: [HOSTILE]}, countries=entered, zones=entered)
    return page_html(counted, cohort=HOSTILE, names=True)


def test_the_page_is_one_file_in_its_language_that_asks_nobody_for_anything(now: Standing) -> None:
    found = seen(page_html(now))
    assert ("html", {"lang": "en", "dir": "ltr"}) in found.elements
    assert [tag for tag, _ in found.elements].count("h1") == 1
    asked = [about[name] for _, about in found.elements for name in ("src", "href", "action", "data") if name in about]
    assert asked
    assert all(str(address).startswith("#") for address in asked)
    ids = {about["id"] for _, about in found.elements if about.get("id")}
    assert {str(address)[1:] for address in asked} <= ids


def test_the_policy_lets_our_two_scripts_run_and_no_other(hostile: str) -> None:
    found = seen(hostile)
    (policy,) = (about["content"] for _, about in found.elements if about.get("http-equiv"))
    running = [text for about, text in found.scripts if not about.get("type")]
    digests = {base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in running}
    assert policy is not None
    assert set(re.findall(r"'sha256-([^']+)'", policy)) == digests
    assert len(running) == 2
    assert "default-src 'none'" in policy
    assert "script-src 'unsafe" not in policy


def test_hostile_texts_are_text_in_the_page_and_in_its_pictures(hostile: str) -> None:
    found = seen(hostile)
    drawn = [text for about, text in found.scripts if about.get("type") == "application/json"]
    assert len(found.scripts) == len(drawn) + 2
    assert drawn
    for text in drawn:
        assert not re.search(r"[<>&]", text)
        marks = re.findall(r"<[^>]*>?", json.dumps(json.loads(text), ensure_ascii=False))
        assert set(marks) <= {"<br>", "<extra>", "</extra>"}  # plotly knows markup; none of it is theirs
    assert "img" not in {tag for tag, _ in found.elements}
    assert not [name for _, about in found.elements for name in about if name.startswith("on")]
    assert any(HOSTILE in text for text in found.texts)
    assert any("&lt;script&gt;" in json.dumps(json.loads(text)) for text in drawn)  # no markup for plotly either


def test_the_code_names_of_those_who_wait_stand_there_only_if_asked_for(now: Standing) -> None:
    assert "amber-heron" not in page_html(now)
    listed = re.findall(r"amber-heron-\d\d", page_html(now, names=True))
    assert listed == [who for n, who in enumerate(people(24)) if n % 2]


def table(html: str) -> list[list[str]]:
    (only,) = seen(html).tables
    return only[1:]


def bars(figure: Any) -> dict[str, list[Any]]:
    """The values of lying bars by the name of their kind, from above to below."""
    return {bar.name: list(bar.x)[::-1] for bar in figure.data}


@pytest.mark.parametrize("frame", ["weeks", "sessions"])
def test_bars_of_progress_say_what_their_table_says(now: Standing, frame: str) -> None:
    rows = getattr(now, frame)
    about = getattr(described, frame)(rows)
    drawn, (heads, *rows) = pictures.progress(about, rows, now.people), seen(tables.told(about, rows)).tables[0]
    assert list(drawn.data[0].y)[::-1] == [row[0] for row in rows]
    assert set(bars(drawn)) == {"Passed", "Waiting for a person", "Not yet at 80 %"}
    for name, values in bars(drawn).items():
        assert [str(value) for value in values] == [row[heads.index(name)] for row in rows]


def test_lines_of_days_say_what_their_table_says(now: Standing) -> None:
    rows = table(tables.days(now.days))
    for n, line in enumerate(pictures.days(now.days).data, start=1):
        assert list(line.x) == [row[0] for row in rows]
        assert [str(value or 0) for value in line.y] == [row[n] for row in rows]


def test_dots_of_questions_say_what_their_table_says(now: Standing) -> None:
    dots = {
        (f"{x} %", f"{y:.2f}", one.name)
        for one in pictures.items(now.items).data
        for x, y in zip(one.x, one.y, strict=True)
    }
    rows = table(tables.items(now.items))
    assert {(row[2], row[3], row[4].split(" ", 1)[1].strip()) for row in rows if row[3][-1].isdigit()} == dots


def test_bars_of_findings_say_what_their_table_says(now: Standing) -> None:
    rows = table(tables.findings(now.findings))
    drawn = bars(pictures.findings(now.findings))
    assert [sum(values) for values in zip(*drawn.values(), strict=True)] == [int(row[1]) for row in rows]
    for name, values in drawn.items():
        for value, row in zip(values, rows, strict=True):
            assert f"{name}{value}" in row[2] if value else name not in row[2]


def test_dots_of_confidence_groups_and_changes_say_what_their_tables_say(now: Standing) -> None:
    line = pictures.confidence(now.confidence).data[1]
    told = [(row[0], row[3]) for row in table(tables.confidence(now.confidence)) if row[3] != "–"]
    assert [(f"{x} %", f"{y} %") for x, y in zip(line.x, line.y, strict=True)] == told
    groups, changes = described.groups("Country"), described.changes()
    rows = table(tables.told(groups, now.countries))
    begun, others = bars(pictures.drawn(groups, now.countries)).values()
    assert [(int(row[2]), int(row[1]) - int(row[2])) for row in rows] == list(zip(begun, others, strict=True))
    then, before = bars(pictures.changes(changes, now.changes)).values()
    assert [(f"{one} %", f"{two} %") for one, two in zip(before, then, strict=True)] == [
        (row[2], row[3]) for row in table(tables.told(changes, now.changes))
    ]


def test_every_picture_stands_above_its_table(now: Standing) -> None:
    order = re.findall(r'class="cohort-picture"|<table class="hta-table">', page_html(now))
    pictures_at = [n for n, each in enumerate(order) if "picture" in each]
    assert len(pictures_at) == 9
    assert all("table" in order[n + 1] for n in pictures_at)


def test_the_three_topics_are_of_different_kinds_and_point_to_what_is_there(now: Standing) -> None:
    chosen = topics(now)
    assert len(chosen) == 3
    assert chosen[0].said.startswith("16 of 24 people were told: “…” looks like a telephone number.")
    assert len({topic.section for topic in chosen}) >= 2


def test_an_empty_gradebook_makes_a_page_too() -> None:
    page = page_html(standing([], WEEKS))
    assert "There is not enough to go by yet." in page
    assert "cohort-picture" not in page.split("</main>")[0].split("</head>")[1]


@pytest.mark.usefixtures("now")
def test_a_page_in_arabic_runs_from_right_to_left(now: Standing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOOLKIT_LANGUAGE", "ar")
    page = page_html(now)
    assert '<html lang="ar" dir="rtl">' in page
    assert page.count('class="cohort-picture" dir="ltr"') == 9  # its numbers run as everywhere


def test_what_stands_in_a_gradebook_is_counted() -> None:
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as db:
        gradebook = SimpleNamespace(engine=engine, db=db)
        make_table(gradebook)
        write(gradebook, handed_in("ann-one", "safety-first", 9.0, day=3))
        db.commit()
        counted = standing_of(gradebook, WEEKS, members=["ben-two"])
    assert (counted.people, counted.sessions.loc["safety-first", "passed"]) == (2, 1)
    assert list(counted.days.index) == ["2026-09-04"]
    assert gc.isenabled()


def test_nothing_dangerous_falls_off_the_end_of_a_long_table() -> None:
    common = {f"Say it {n} times:advice": 1 for n in range(40)}
    rows = [handed_in(who, "safety-first", 1.0, findings=common) for who in people(3)]
    rows.append(handed_in("one-alone", "safety-first", 1.0, findings={"phone:danger": 1}))
    now = standing(rows, WEEKS)
    assert [row[0][:5] for row in table(tables.findings(now.findings))].count("Phone") == 1
    assert "And 15 things that were said to fewer people." in written(now)


# --- in a browser ------------------------------------------------------------------------------------------------


@pytest.fixture
def opened(page: Page) -> Iterator[tuple[Page, list[str]]]:
    """A page of a browser, and what it complains about."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda problem: said.append(str(problem)))
    yield page, said


def show(page: Page, html: str) -> None:
    """Open the page as a file that was sent, with its policy in force."""
    address = "http://localhost/cohort.html"
    page.route(address, lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(address)


@pytest.mark.browser
def test_pictures_are_drawn_and_no_foreign_script_runs(opened: tuple[Page, list[str]], hostile: str) -> None:
    page, said = opened
    show(page, hostile)
    page.wait_for_function("document.querySelectorAll('.cohort-picture .main-svg').length > 10")
    assert page.title() == "Where the cohort stands"
    assert said == []
    assert page.locator("main img, main script:not([type])").count() == 0
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "document.title = 'ran'";
          document.body.append(script);
        }"""
    )
    assert page.title() == "Where the cohort stands"
    assert "Content Security Policy" in said[0]


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "ar"])
def test_on_a_telephone_nothing_is_wider_than_the_screen(
    opened: tuple[Page, list[str]], now: Standing, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOOLKIT_LANGUAGE", language)
    page, said = opened
    page.set_viewport_size({"width": 390, "height": 800})
    show(page, page_html(now, names=True))
    page.wait_for_function("document.querySelectorAll('.cohort-picture .main-svg').length > 10")
    fits(page, 390)
    outside = """() => [...document.querySelectorAll(".cohort-picture")].flatMap(place => {
          const box = place.getBoundingClientRect();
          const cut = ({left, right}) => left < box.left - 2 || right > box.right + 2;
          const texts = [...place.querySelectorAll("text")].filter(text => text.textContent);
          return texts.filter(text => cut(text.getBoundingClientRect())).map(text => text.textContent);
        })"""
    soon(page, lambda: page.evaluate(outside), [])
    page.emulate_media(media="print")
    hidden = (
        "[...document.querySelectorAll('.cohort-box')].filter(box => box.scrollHeight > box.clientHeight + 20).length"
    )
    soon(page, lambda: page.evaluate(hidden), 0)  # paper cannot be leafed through in a box
    assert said == []


@pytest.mark.browser
def test_without_javascript_the_tables_are_there(chromium: Browser, now: Standing) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    show(page, page_html(now))
    assert page.get_by_text("Pictures need JavaScript. The tables say the same.").is_visible()
    assert page.get_by_role("table").count() == 10
    context.close()

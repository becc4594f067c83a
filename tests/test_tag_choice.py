"""Do the explorer's own numbers show what was planted in the feed, and do its words and pictures say it?"""

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.faces import charts
from toolkit.posts import parse
from toolkit.posts.words import plain
from toolkit.review import review
from toolkit.review.checks import ALL, tag_choice, tag_use
from toolkit.review.choices import FEW, QUIET, RELEVANT, SPAMMED, Choice
from toolkit.review.drafts import SETTINGS, Brief, Draft, Tagging
from toolkit.review.findings import VERDICTS, Check, Finding
from toolkit.review.moments import Moment, moment, tag_for
from toolkit.world.choosing import choice, looked_at, verdict
from toolkit.world.feed import Feed, Flags, load
from toolkit.world.frames import frame

SPEC = tomllib.loads(files("toolkit.making").joinpath("corpus/neighbours/feed.toml").read_text("utf-8"))
COUNTRY = {
    **dict.fromkeys(["detention-bill", "clinics", "helpline", "lawyers", "ballot"], "marenia"),
    **dict.fromkeys(["hrconf", "water", "womens-day"], "veltara"),
    "silent-walk": "drusna",
}
JARGON = re.compile(r"\b(errors?|fail(ed|s|ure)?|invalid|assert\w*|exceptions?)\b", re.IGNORECASE)
ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=20)


def setting(event: str) -> str:
    return str(SPEC["countries"][COUNTRY[event]]["setting"])


def planted(truth: Any) -> Choice:
    """Put together what the explorer knows of a planted tag, in the setting of its own country."""
    return choice(load(), truth["tag"], load().about(truth["event"]), setting(truth["event"]))


def said(chosen: Choice) -> dict[str, str]:
    """Give the verdict of each check that says something."""
    return {finding.check: finding.verdict for finding in looked_at(chosen).findings}


def best(setting: str) -> str:
    """The verdict on a tag against which nothing speaks: where somebody is watching, no tag is simply to be used."""
    return "advice" if setting == "hostile" else "good"


def truths(role: str) -> list[Any]:
    return [truth for truth in SPEC["truths"] if truth["role"] == role]


def each(role: str) -> pytest.MarkDecorator:
    """One case for each planted tag of a role."""
    return pytest.mark.parametrize("truth", [pytest.param(truth, id=truth["tag"]) for truth in truths(role)])


def same_event(truth: Any, *roles: str) -> list[Any]:
    there = (truth["event"], truth["lang"])
    return [one for role in roles for one in truths(role) if (one["event"], one["lang"]) == there]


def most_used(truth: Any) -> Any:
    (one,) = same_event(truth, "most-used")
    return one


@cache
def table(event: str, lang: str | None = None, honest: bool = False) -> pd.DataFrame:
    """Count the tags as the explorer does; `honest`: those of the posts on the topic only."""
    topic = load().about(event)
    within = topic if honest else np.ones(len(topic), bool)
    return load().tag_table(topic, within & load().search(f"lang:{lang}").posts if lang else within)


def row(truth: Any, tag: str = "") -> Any:
    return table(truth["event"]).loc[plain(tag or truth["tag"])]


# ---- the planted truths


@each("most-used")
def test_most_used_tag_has_the_most_honest_posts(truth: Any) -> None:
    """By posts on the topic it is before every other tag of its language, the broad ones as well."""
    honest = table(truth["event"], truth["lang"], honest=True)
    assert honest.index[0] == plain(truth["tag"])
    counted = table(truth["event"], truth["lang"])
    assert (counted["posts"] * counted["relevance"]).idxmax() == plain(truth["tag"])


@each("most-used")
def test_most_used_tag_has_as_many_honest_accounts_as_any_rival(truth: Any) -> None:
    accounts = table(truth["event"], truth["lang"], honest=True)["accounts"]
    others = same_event(truth, "rival", "official", "typo", "spam-heavy", "new", "joined")
    assert all(accounts[plain(truth["tag"])] >= accounts[plain(one["tag"])] for one in others)


@each("most-used")
def test_most_used_tag_is_not_the_fullest(truth: Any) -> None:
    assert table(truth["event"], truth["lang"]).index[0] != plain(truth["tag"])


@each("most-used")
def test_no_false_alarm_about_the_tag_that_most_people_use(truth: Any) -> None:
    looked = looked_at(planted(truth))
    assert (looked.verdict, looked.share) == (best(planted(truth).setting), 1.0)
    assert planted(truth).is_specific


@each("most-used")
def test_spellings_of_the_most_used_tag_are_counted_together(truth: Any) -> None:
    spelled = load().spellings(truth["tag"])
    assert set(spelled.index) == set(truth["forms"])
    assert row(truth)["posts"] <= spelled.sum() <= row(truth)["posts"] * 1.05
    assert row(truth)["tag"] == spelled.index[0]


@each("spam-heavy")
def test_spam_heavy_tag_is_the_fullest_of_its_event_and_flagged(truth: Any) -> None:
    langs = {"be", "ru"} if truth["lang"] == "ru" else {truth["lang"]}
    others = [one for one in SPEC["truths"] if one["event"] == truth["event"] and one["lang"] in langs]
    counted = {one["tag"]: row(truth, one["tag"])["posts"] for one in others if one["role"] != "broad"}
    assert max(counted, key=lambda tag: counted[tag]) == truth["tag"]
    assert row(truth)["spam"] >= SPAMMED
    assert said(planted(truth))["choice-spammed"] == "required"


@each("rival")
def test_rival_is_before_each_single_spelling_and_a_good_tag_too(truth: Any) -> None:
    spelled = load().spellings(most_used(truth)["tag"])
    assert spelled.max() < row(truth)["posts"] < spelled.sum()
    assert planted(truth).is_specific
    assert looked_at(planted(truth)).verdict == best(planted(truth).setting)


@each("rival")
def test_rival_has_fewer_honest_posts_than_the_most_used_tag(truth: Any) -> None:
    honest = table(truth["event"], truth["lang"], honest=True)["posts"]
    assert honest[plain(truth["tag"])] < honest[plain(most_used(truth)["tag"])]


@each("official")
def test_official_tag_is_to_the_point_and_hardly_used(truth: Any) -> None:
    chosen = planted(truth)
    assert chosen.is_specific and chosen.relevance == 1
    assert 10 * chosen.posts < row(truth, most_used(truth)["tag"])["posts"]
    assert 4 * chosen.accounts < row(truth, most_used(truth)["tag"])["accounts"]
    assert said(chosen).get("choice-few") == ("advice" if chosen.accounts < FEW else None)


@each("typo")
def test_typo_is_seen_as_a_slip_of_the_tag_that_others_use(truth: Any) -> None:
    chosen = planted(truth)
    assert plain(chosen.slip_of) == plain(f"#{truth['of']}")
    assert said(chosen)["choice-slip"] == "required"


def test_no_other_tag_of_the_feed_is_taken_for_a_slip() -> None:
    slips = {key for key in load().tag_table().index if choice(load(), key).slip_of}
    assert slips <= {plain(truth["tag"]) for truth in truths("typo")}


@each("homonym")
def test_homonym_is_strange(truth: Any) -> None:
    chosen = planted(truth)
    assert chosen.is_strange and not chosen.is_broad and not chosen.is_specific
    assert said(chosen)["choice-strange"] == "required"
    assert "choice-broad" not in said(chosen)


@each("hijacked")
def test_hijacked_tag_belongs_to_those_who_took_it_over(truth: Any) -> None:
    assert planted(truth).against >= 0.75 > row(truth)["against"]
    for name in SETTINGS:
        assert said(replace(planted(truth), setting=name))["choice-taken-over"] == "danger"


@each("dead")
def test_dead_tag_is_quiet(truth: Any) -> None:
    assert planted(truth).quiet_days >= 2 * QUIET
    assert row(truth)["last"].date() <= SPEC["feed"]["first"] + timedelta(days=7)
    assert said(planted(truth))["choice-quiet"] == "required"


@each("date-time")
@pytest.mark.parametrize(("where", "verdict"), [("official", "advice"), ("open", "advice"), ("hostile", "danger")])
def test_date_time_tag_tells_when_to_those_who_watch_as_well(truth: Any, where: str, verdict: str) -> None:
    assert setting(truth["event"]) == "hostile"
    heard = said(replace(planted(truth), setting=where))
    assert heard["choice-tells-when"] == verdict
    assert heard.get("choice-watched") == (None if where == "official" else verdict)
    assert looked_at(planted(truth)).share == 0


@each("broad")
def test_broad_tag_is_broad(truth: Any) -> None:
    assert planted(truth).is_broad and not planted(truth).is_specific
    assert said(planted(truth))["choice-broad"] == "advice"


@each("specific")
def test_specific_tag_is_specific(truth: Any) -> None:
    assert planted(truth).is_specific and not planted(truth).is_broad
    assert said(planted(truth)) == {"choice-broad": "good"}


@each("new")
def test_new_tag_has_its_first_post_late_and_is_good(truth: Any) -> None:
    assert row(truth)["first"].date() >= truth["since"]
    assert planted(truth).is_specific and looked_at(planted(truth)).verdict == best(planted(truth).setting)


@each("joined")
def test_joined_tag_is_a_smaller_one_beside_its_own(truth: Any) -> None:
    mine, own = row(truth), row(truth, truth["of"])
    assert (mine["posts"], mine["accounts"]) < (own["posts"], own["accounts"])
    assert own["accounts"] > mine["accounts"]


@each("occasion")
def test_occasion_tag_rises_and_ends_around_its_day(truth: Any) -> None:
    counted = load().trend([truth["tag"]])[truth["tag"]]
    used = [day.date() for day, posts in counted.items() if posts]
    assert truth["day"] in used
    assert all(abs((day - truth["day"]).days) <= 3 for day in used)
    assert (row(truth)["first"].date(), row(truth)["last"].date()) == (used[0], used[-1])


# ---- what is put together about a tag


@pytest.mark.parametrize("event", ["hrconf", "silent-walk"])
def test_a_choice_says_what_the_table_says(event: str) -> None:
    topic = load().about(event)
    for key, counted in table(event).head(40).iterrows():
        chosen = choice(load(), str(key), topic)
        assert chosen.text == f"#{counted['tag']}"
        assert (chosen.posts, chosen.accounts) == (counted["posts"], counted["accounts"])
        assert (chosen.relevance, chosen.spam) == pytest.approx((counted["relevance"], counted["spam"]))


@pytest.mark.parametrize(
    "typed", ["hrconf", "#HRConf", "＃HRCONF", "ＨＲＣｏｎｆ", " #HRConf", "HRConf ", "\tHRConf\n"]
)
def test_a_tag_is_known_however_it_is_typed(typed: str) -> None:
    assert choice(load(), typed).posts == choice(load(), "HRConf").posts > 0
    assert choice(load(), typed).text == "#HRConf"


@pytest.mark.parametrize("typed", ["#MyOwnTag2026", "#", "", "#a b", "مجهول", "\ud800", "x" * 10_000])
def test_a_tag_that_nobody_uses_is_unused_and_nothing_else(typed: str) -> None:
    for name in SETTINGS:
        chosen = choice(load(), typed, load().about("hrconf"), name)
        assert said(chosen) == {"choice-unused": "required"}


def own(texts: list[str], **columns: Any) -> Feed:
    tags = [tuple(tag.text for tag in parse(text).hashtags) for text in texts]
    return Feed(frame({"id": texts, "text": texts, "tags": tags, **columns}))


def test_in_an_archive_nobody_knows_more_than_the_words() -> None:
    made = own(["#a x", "#a y", "#a #b x"], created_utc=[0, 86_400, 40 * 86_400])
    chosen = choice(made, "a", made.search("x").posts)
    assert (chosen.posts, chosen.accounts, chosen.quiet_days) == (3, 1, 0)
    assert chosen.relevance == pytest.approx(2 / 3)
    assert chosen.elsewhere is chosen.spam is chosen.against is chosen.watched is None
    assert set(said(chosen)) == {"choice-few", "choice-broad"}
    assert choice(made, "a").relevance is None
    assert set(said(choice(made, "a"))) >= {"choice-few"}


@pytest.mark.parametrize("times", [[None, None], [None, 86_400]])
def test_posts_without_a_time_make_no_tag_quiet(times: list[int | None]) -> None:
    made = own(["#a", "#b"], created_utc=times)
    for tag in ("a", "b"):
        assert choice(made, tag, made.search("#a OR #b").posts).quiet_days == 0


def test_quiet_days_are_counted_to_the_end_of_the_topic_and_not_of_the_feed() -> None:
    made = own(["#a", "topic", "other"], created_utc=[0, 20 * 86_400, 90 * 86_400])
    assert choice(made, "a", made.search("topic").posts).quiet_days == 20
    assert choice(made, "a").quiet_days == 90


@pytest.mark.parametrize(("mine", "usual"), [("DetentionBil", "DetentionBill"), ("حراستيي_بل", "حراستی_بل")])
def test_a_slip_is_of_a_tag_that_far_more_accounts_use(mine: str, usual: str) -> None:
    for number, slip_of in ((1, ""), (12, f"#{usual}")):
        names = [str(n) for n in range(number + 1)]
        made = own([f"#{mine} x", *(f"#{usual} {n}" for n in range(number))], account=names)
        assert (choice(made, mine).slip_of, choice(made, usual).slip_of) == (slip_of, "")


@pytest.mark.parametrize(("mine", "usual"), [("Walk2026", "Walk2027"), ("Walk", "Walks2026"), ("River", "Rights")])
def test_another_year_or_another_word_is_no_slip(mine: str, usual: str) -> None:
    made = own([f"#{mine}", *(f"#{usual} {n}" for n in range(9))], account=list("abcdefghij"))
    assert choice(made, mine).slip_of == ""


SHARES = st.none() | st.floats(0, 1)
ANY_CHOICE = st.builds(
    Choice,
    text=ANY_TEXT.map(lambda text: f"#{text}"),
    setting=st.sampled_from([*SETTINGS, "moon"]),
    posts=st.integers(0, 500),
    accounts=st.integers(0, 90),
    quiet_days=st.integers(0, 60),
    relevance=SHARES,
    elsewhere=SHARES,
    spam=SHARES,
    against=SHARES,
    watched=SHARES,
    slip_of=st.sampled_from(["", "#Other"]),
)


@settings(deadline=None, max_examples=50)
@given(ANY_CHOICE)
def test_a_tag_is_one_thing_at_most_and_every_tag_can_be_looked_at(chosen: Choice) -> None:
    assert chosen.is_broad + chosen.is_specific + chosen.is_strange <= 1
    assert not (chosen.relevance is None and (chosen.is_broad or chosen.is_specific or chosen.is_strange))
    looked = looked_at(chosen)
    assert "unknown" not in said(chosen).values()
    assert looked.verdict == verdict(looked.findings)
    assert 0 <= looked.share <= 1 and (looked.share == 0 or looked.verdict != "danger")


def test_without_findings_a_tag_is_good() -> None:
    assert verdict(()) == "good"


# ---- the checks of a tag


def subjects(of: str) -> list[Any]:
    """One case for every example of every check. (Those of a draft are tried where all checks of drafts are.)"""
    return [
        pytest.param(check, example, id=f"{check.name}-{n}")
        for check in tag_choice.CHECKS
        for n, example in enumerate(getattr(check, of), 1)
    ]


def heard(check: Check[Any], subject: Any) -> list[Finding]:
    """What a check says about an example in the setting where it weighs most, praise left aside."""
    there = replace(subject, setting="hostile") if check.verdict_in(subject.setting) is None else subject
    findings = review(there, [check]).findings
    assert "unknown" not in {finding.verdict for finding in findings}
    return [finding for finding in findings if finding.verdict != "good"]


every_check = pytest.mark.parametrize("check", tag_choice.CHECKS, ids=lambda check: check.name)


@pytest.mark.parametrize(("check", "subject"), subjects("flags"))
def test_check_speaks_up_about_what_it_flags(check: Check[Any], subject: Any) -> None:
    assert heard(check, subject)


@pytest.mark.parametrize(("check", "subject"), subjects("leaves"))
def test_check_stays_quiet_about_what_it_leaves(check: Check[Any], subject: Any) -> None:
    for name in SETTINGS:
        assert heard(check, replace(subject, setting=name)) == []


@every_check
def test_check_is_complete(check: Check[Any]) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", check.name)
    assert check.why.endswith(".") and check.flags and check.leaves
    assert re.search(r"\d", check.source)
    assert {check.verdict_in(name) for name in SETTINGS} <= {None, *VERDICTS} - {"unknown"}
    for sentence in (check.advice, *check.advice_in.values()):
        assert len(sentence) <= 140
        assert sentence.endswith((".", "?"))
        assert all(name is None or name.isidentifier() for _, name, _, _ in Formatter().parse(sentence))
    assert set(check.advice_in) <= set(SETTINGS)
    assert check.praise == "" or check.praise.endswith(".")
    for words in (check.advice, *check.advice_in.values(), check.praise, check.why, check.better):
        assert not JARGON.search(words)


@pytest.mark.parametrize(("check", "subject"), subjects("flags"))
@pytest.mark.parametrize("name", SETTINGS)
def test_what_is_shown_is_a_filled_sentence(check: Check[Any], subject: Any, name: str) -> None:
    for finding in review(replace(subject, setting=name), [check]).findings:
        assert finding.advice.endswith((".", "?")) and "{" not in finding.advice
        assert (finding.why, finding.source) == (check.why, check.source)


@every_check
def test_check_that_earns_praises_what_is_right(check: Check[Any]) -> None:
    said_of_good = [finding.advice for finding in review(tag_choice.GOOD, [check]).findings]
    assert said_of_good == ([check.praise] if check.praise else [])
    assert check.praise or not check.earns


def test_names_of_checks_are_unique() -> None:
    names = [check.name for check in (*tag_choice.CHECKS, *ALL)]
    assert len(set(names)) == len(names)


def test_a_good_tag_earns_everything_in_every_setting() -> None:
    for name in SETTINGS:
        looked = looked_at(replace(tag_choice.GOOD, setting=name))
        assert (looked.verdict, looked.share) == (best(name), 1.0)


def test_where_somebody_watches_every_tag_that_is_used_comes_with_a_warning() -> None:
    """Those who read along without a word are in no number, so no tag is called safe to use there."""
    for tag in load().tags.names:
        assert looked_at(choice(load(), tag, None, "hostile")).verdict != "good", tag
    assert "in one list" in looked_at(replace(tag_choice.GOOD, setting="hostile")).findings[0].advice


@pytest.mark.parametrize(
    ("changed", "check"),
    [
        ({"relevance": RELEVANT}, ""),
        ({"relevance": RELEVANT - 0.01}, "choice-broad"),
        ({"spam": 0.49}, ""),
        ({"spam": 0.5}, "choice-spammed"),
        ({"against": 0.39}, ""),
        ({"against": 0.4}, "choice-taken-over"),
        ({"watched": 0.04}, ""),
        ({"watched": 0.05}, "choice-watched"),
        ({"quiet_days": 13}, ""),
        ({"quiet_days": 14}, "choice-quiet"),
        ({"accounts": 3}, ""),
        ({"accounts": 2}, "choice-few"),
        ({"relevance": 0.34, "elsewhere": 0.6}, "choice-strange"),
        ({"relevance": 0.35, "elsewhere": 0.6}, "choice-broad"),
        ({"relevance": 0.34, "elsewhere": 0.59}, "choice-broad"),
        ({"relevance": None}, ""),
        ({"text": "#0101v0000"}, "choice-tells-when"),
        ({"text": "#Aug14"}, ""),
    ],
)
def test_thresholds_are_where_they_are_said_to_be(changed: dict[str, Any], check: str) -> None:
    heard = said(replace(tag_choice.GOOD, **changed))
    assert [name for name, verdict in heard.items() if verdict != "good"] == ([check] if check else [])


BRIEF = Brief(
    id="b",
    title="B",
    text="B",
    tagging=Tagging(
        event=("HRConf", "مؤتمر_الحقوق"),
        broad=("Veltara", "فلتارا"),
        traps=(("HR", "it is about jobs"), ("Gate", "a race")),
    ),
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Open. #hrconf #Veltara", set()),
        ("Open. #مؤتمر_الحقوق", set()),
        ("Open. #Veltara", {"tag-event", "tag-all-broad"}),
        ("Open. #Veltara #فلتارا", {"tag-event", "tag-all-broad"}),
        ("Open.", {"tag-event"}),
        ("Open. #HRConf #hr #GATE", {"tag-trap"}),
        ("Open. #HRConference", {"tag-event"}),
    ],
)
def test_tags_of_a_post_are_compared_with_those_of_its_event(text: str, names: set[str]) -> None:
    for name in SETTINGS:
        findings = review(Draft(text, setting=name, brief=BRIEF), tag_use.CHECKS).findings
        assert {finding.check for finding in findings if finding.verdict != "good"} == names
    assert review(Draft(text), tag_use.CHECKS).findings == ()


def test_each_trap_is_named_with_its_reason_and_in_its_own_spelling() -> None:
    findings = review(Draft("#HRConf #hr #GATE", brief=BRIEF), tag_use.CHECKS).findings
    assert [finding.advice for finding in findings] == [
        "#hr leads your readers elsewhere: it is about jobs.",
        "#GATE leads your readers elsewhere: a race.",
    ]


@pytest.mark.parametrize("text", ["We walk. #1104v1900", "Идём. #1104в1900", "نمشي #١١٠٤v١٩٠٠"])
def test_a_tag_that_says_when_is_danger_where_somebody_watches_and_nowhere_else(text: str) -> None:
    verdicts = {name: review(Draft(text, setting=name), tag_use.CHECKS).verdict for name in SETTINGS}
    assert verdicts == {"official": "good", "open": "good", "hostile": "danger"}


# ---- tags that say when


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        ("#2206v1900", Moment(6, 22, time(19))),
        ("2206V1900", Moment(6, 22, time(19))),
        ("＃2206v1900", Moment(6, 22, time(19))),
        ("#2206в1900", Moment(6, 22, time(19))),
        ("#2206у1900", Moment(6, 22, time(19))),
        ("#٢٢٠٦v١٩٠٠", Moment(6, 22, time(19))),
        ("#2902v0000", Moment(2, 29, time(0))),
        ("#Aug14", Moment(8, 14)),
        ("#14august", Moment(8, 14)),
        ("#14SEP", Moment(9, 14)),
        ("#may1", Moment(5, 1)),
        *[
            (tag, None)
            for tag in ("", "#", "#22061900", "#3113v1900", "#2206v2400", "#2206v1960", "#3006v190", "#Aug32")
        ],
        *[
            (tag, None)
            for tag in ("#3002v1900", "#2206v19001", "x2206v1900", "#2206_1900", "#Augu14", "#June", "#2026")
        ],
    ],
)
def test_moment(tag: str, found: Moment | None) -> None:
    assert moment(tag) == found


@settings(deadline=None, max_examples=50)
@given(st.dates(date(2011, 1, 1), date(2030, 12, 31)), st.times())
def test_a_moment_that_is_written_is_read_again(day: date, hour: time) -> None:
    assert moment(tag_for(day, hour)) == Moment(day.month, day.day, time(hour.hour, hour.minute))


@settings(deadline=None, max_examples=50)
@given(ANY_TEXT | st.from_regex(r"#?\w{0,4}[a-zа-я]?\w{0,4}"))
def test_no_tag_is_too_odd_to_be_read(text: str) -> None:
    assert moment(text) is None or 1 <= moment(text).day <= 31


# ---- the pictures

NASTY = '<b>x</b><a href="javascript:1">y</a>&<script>'
WORDS = {"good": "Use it", "advice": "With care", "required": "Look again", "danger": "Danger", "unknown": "Unknown"}


def two_tags() -> pd.DataFrame:
    return pd.DataFrame({"tag": [NASTY, "b"], "posts": [5, 1], "relevance": [0.5, 1.0]}, index=["k", "b"])


def two_days() -> pd.DataFrame:
    return pd.DataFrame({NASTY: [1, 2]}, index=pd.date_range("2026-03-02", periods=2, tz="UTC"))


# Every picture with names that somebody hostile chose, and every picture of nothing.
NAMED: dict[str, Callable[[], go.Figure]] = {
    "volume": lambda: charts.volume_relevance(two_tags(), {"k": "good", "b": "danger"}, WORDS, "k"),
    "trends": lambda: charts.trends(two_days(), NASTY),
    "together": lambda: charts.together(pd.Series({NASTY: 0.5, "b": 0.1}), NASTY),
    "grid": lambda: charts.power_interest([(NASTY, 3, 9)], [NASTY] * 4, ("interest", "power")),
    "spectrum": lambda: charts.spectrum({NASTY: [NASTY, "b"], "far": []}, NASTY),
}
EMPTY: dict[str, Callable[[], go.Figure]] = {
    "volume": lambda: charts.volume_relevance(own([]).tag_table(), {}, WORDS, ""),
    "volume-without-words": lambda: charts.volume_relevance(own([]).tag_table(), {}, {}, ""),
    "trends": lambda: charts.trends(own([]).trend(["a"]), ""),
    "no-trends": lambda: charts.trends(own([]).trend([]), ""),
    "together": lambda: charts.together(own([]).beside("a"), ""),
    "grid": lambda: charts.power_interest([], ["", "", "", ""], ("", "")),
    "spectrum": lambda: charts.spectrum({}, ""),
}


def texts_in(value: Any) -> Iterator[str]:
    """List every text in a figure, with the names of its fields."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_in(inner)
    elif isinstance(value, str):
        yield value


@pytest.mark.parametrize("draw", NAMED.values(), ids=NAMED)
def test_names_are_text_and_never_markup(draw: Callable[[], go.Figure]) -> None:
    figure = draw()
    assert isinstance(figure, go.Figure)
    drawn = list(texts_in(json.loads(figure.to_json())))
    bare = [re.sub(r"<br>|<extra></extra>", "", text) for text in drawn]  # these are ours
    assert not [text for text in bare if "<" in text or ">" in text]
    assert not [text for text in bare if re.search(r"&(?!(amp|lt|gt);)", text)]
    assert any("&lt;b&gt;x" in text for text in drawn)


@pytest.mark.parametrize("draw", NAMED.values(), ids=NAMED)
def test_a_picture_names_no_address(draw: Callable[[], go.Figure]) -> None:
    assert "http" not in draw().to_json()


@pytest.mark.parametrize("draw", EMPTY.values(), ids=EMPTY)
def test_nothing_can_be_drawn(draw: Callable[[], go.Figure]) -> None:
    figure = draw()
    assert isinstance(figure, go.Figure)
    assert "http" not in figure.to_json()
    assert all(not trace.x for trace in figure.data)


def test_each_verdict_has_a_colour_and_a_sign_of_its_own() -> None:
    assert set(charts.COLOURS) == set(charts.SIGNS) == set(VERDICTS)
    assert len(set(charts.COLOURS.values())) == len(set(charts.SIGNS.values())) == len(VERDICTS)


def volume(topic: Flags | None = None) -> tuple[pd.DataFrame, go.Figure]:
    counted = load().tag_table(topic).head(20)
    verdicts = {key: VERDICTS[n % 4] for n, key in enumerate(counted.index)}
    return counted, charts.volume_relevance(counted, verdicts, dict(list(WORDS.items())[:4]), counted.index[0])


def test_every_tag_is_drawn_once_in_the_colour_and_with_the_sign_of_its_verdict() -> None:
    counted, figure = volume(load().about("hrconf"))
    assert [trace.name for trace in figure.data] == list(WORDS.values())[:4]
    drawn = {
        text: (x, y) for trace in figure.data for text, x, y in zip(trace.hovertext, trace.x, trace.y, strict=True)
    }
    assert drawn == {f"#{row.tag}": (row.posts, round(100 * row.relevance)) for row in counted.itertuples()}
    looks = [(trace.marker.color, trace.marker.symbol) for trace in figure.data]
    assert looks == [(charts.COLOURS[name], charts.SIGNS[name]) for name in VERDICTS[:4]]


def test_only_the_chosen_tag_is_named_and_it_is_larger() -> None:
    counted, figure = volume(load().about("hrconf"))
    named = [text for trace in figure.data for text in trace.text if text]
    assert named == [f"#{counted['tag'].iloc[0]}"]
    sizes = [size for trace in figure.data for size in trace.marker.size]
    assert sizes.count(max(sizes)) == 1


def test_a_tag_of_which_nobody_knows_the_relevance_is_not_drawn_at_nothing() -> None:
    _, figure = volume()
    assert not any(trace.y for trace in figure.data)
    some = two_tags().assign(relevance=[None, 0.0])
    figure = charts.volume_relevance(some, {"k": "good", "b": "good"}, {"good": "Use it"}, "k")
    assert (list(figure.data[0].hovertext), list(figure.data[0].y)) == (["#b"], [0])


def test_lines_differ_by_more_than_their_colour() -> None:
    figure = charts.trends(load().trend(["HRConf", "Veltara", "HR"]), "Posts a day")
    assert len({trace.line.dash for trace in figure.data}) == len({trace.line.color for trace in figure.data}) == 3
    assert [trace.name for trace in figure.data] == ["#HRConf", "#Veltara", "#HR"]
    assert figure.data[0].x[0] == "2026-03-02" and sum(figure.data[0].y) == load().under("HRConf").sum()


def test_bars_stand_with_the_most_frequent_on_top() -> None:
    shares = load().beside("HRConf").head(5)
    (bar,) = charts.together(shares, "").data
    assert list(bar.y)[::-1] == [f"#{tag}" for tag in shares.index]
    assert list(bar.x) == sorted(bar.x) and max(bar.x) <= 100


def test_people_stand_where_they_were_placed() -> None:
    """They come with power and interest; interest runs to the right, power upwards."""
    figure = charts.power_interest([("A", 9, 3), ("B", 10, 0)], ["tr", "tl", "br", "bl"], ("interest", "power"))
    (dots,) = figure.data
    assert list(zip(dots.text, dots.x, dots.y, strict=True)) == [("A", 3, 9), ("B", 0, 10)]
    corners = {note.text: (note.x, note.y) for note in figure.layout.annotations}
    assert corners == {"tr": (10, 10), "tl": (0, 10), "br": (10, 0), "bl": (0, 0)}


def test_wedges_are_as_high_as_they_have_people() -> None:
    (bar,) = charts.spectrum({"with us": ["A", "B"], "neutral": [], "against": ["C"]}, "").data
    assert list(bar.y) == [2, 0, 1] and list(bar.text) == ["A<br>B", "", "C"]
    assert len(set(bar.marker.color)) == 3

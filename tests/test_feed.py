"""Does a feed find and count what a slow, obvious reader finds and counts, in four scripts?"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_queries import ANY_TEXT, shown, term, trees

from toolkit.posts import parse
from toolkit.posts.words import plain
from toolkit.world.feed import COTAGS, Feed, load
from toolkit.world.frames import COLUMNS, METRICS, frame
from toolkit.world.queries import Either, Every, Not, Part, Term, words_of
from toolkit.world.word_stream import WordStream

DAY = 86_400
START = datetime(2026, 3, 2, tzinfo=UTC)
TIME_0 = int(START.timestamp())
SPELLINGS = [
    *("ClosedDoors", "closeddoors", "CLOSEDDOORS", "48Hours", "48hours"),
    *("حراستی_بل", "حق_الدفاع", "علي", "علی", "على"),
    *("Двери", "двери", "МаўклівыШпацыр", "МАЎКЛІВЫШПАЦЫР"),
]
_WORDS = """clinic Clinics hearing closed doors 48 480 don't محكمة المحكمة والمحكمة للمحكمة وبالمحكمة سالمحكمة على علي
کتاب كتاب ٤٨ ۴۸ کلینک خواتین کی клиника Клиники суд СУД закрыли двери ў"""
TYPED = [*_WORDS.split(), *(f"#{tag}" for tag in SPELLINGS), "@mhr_example", "@Ada_Example", "#8"]
HANDLES = ["mhr_example", "Ada_Example", "курьер_example"]
LANGS = ["en", "ur", "ar", "ru", "und"]


def feed(texts: Sequence[str], accounts: pd.DataFrame | None = None, **columns: Sequence[Any]) -> Feed:
    """Make a feed of texts, with the tags that X sees in them."""
    tags = [tuple(tag.text for tag in parse(text).hashtags) for text in texts]
    made = frame({"id": [str(n) for n in range(len(texts))], "text": texts, "tags": tags, **columns})
    return Feed(made) if accounts is None else Feed(made, accounts)


def at(day: str, hour: str = "00:00:00") -> int:
    return int(datetime.fromisoformat(f"{day}T{hour}+00:00").timestamp())


def found(in_feed: Feed, text: str) -> list[str]:
    return [in_feed.posts["id"][n] for n in np.flatnonzero(in_feed.search(text).posts)]


# ---- search, beside a reader who looks at one post after the other


@dataclass(frozen=True)
class Seen:
    """A post as the slow reader sees it."""

    words: tuple[str, ...]
    tags: frozenset[str]
    mentions: frozenset[str]
    account: str
    lang: str
    day: date | None


def seen(row: Any) -> Seen:
    post = parse(row.text)
    day = None if pd.isna(row.created_utc) else row.created_utc.date()
    tags, mentions = ({plain(span.text) for span in spans} for spans in (post.hashtags, post.mentions))
    words = tuple(re.findall(r"\w+", plain(row.text)))
    return Seen(words, frozenset(tags), frozenset(mentions), plain(row.account), row.lang, day)


WRITTEN_ON = "[وف]?(?:[بلک]?(?:ال)?|لل)"


def stands(sought: Sequence[str], words: Sequence[str]) -> bool:
    """Tell whether words stand side by side; the last may go on, and each may carry what Arabic writes on to it."""
    pieces = [(WRITTEN_ON if "\u0600" <= word[0] <= "\u06ff" else "") + re.escape(word) for word in sought]
    pieces[-1] += r"\w*"
    places = range(len(words) - len(sought) + 1)
    return any(all(re.fullmatch(piece, words[n + m]) for m, piece in enumerate(pieces)) for n in places)


def finds(part: Part, post: Seen) -> bool:
    if isinstance(part, Not):
        return not finds(part.part, post)
    if isinstance(part, Every):
        return all(finds(one, post) for one in part.parts)
    if isinstance(part, Either):
        return any(finds(one, post) for one in part.parts)
    return _finds_term(part, post)


def _finds_term(part: Term, post: Seen) -> bool:
    if part.day is not None:
        return post.day is not None and (post.day >= part.day if part.kind == "since" else post.day <= part.day)
    if part.kind == "words":
        return stands(part.sought, post.words)
    (name,) = part.sought
    return {
        "tag": name in post.tags,
        "mention": name in post.mentions,
        "from": name == post.account,
        "lang": name == post.lang,
    }[part.kind]


STEMS = ["clin", "محكم", "حك", "клин", "کلین", "wholly unknown"]
SOUGHT = st.one_of(
    st.sampled_from([word for word in _WORDS.split() if word.isalnum()] + STEMS).map(lambda said: term("words", said)),
    st.lists(st.sampled_from(_WORDS.split() + STEMS[:4]), min_size=2, max_size=3).map(
        lambda said: term("words", " ".join(said))
    ),
    st.sampled_from([*SPELLINGS, "unknown"]).map(lambda said: term("tag", said)),
    st.sampled_from(["mhr_example", "ADA_example"]).map(lambda said: term("mention", said)),
    st.sampled_from([*map(str.upper, HANDLES), "ada_example", "nobody"]).map(lambda said: term("from", said)),
    st.sampled_from([*LANGS, "UR"]).map(lambda said: term("lang", said)),
    st.builds(term, st.sampled_from(["since", "until"]), st.dates(date(2026, 3, 1), date(2026, 3, 6)).map(str)),
)
MOMENTS = st.one_of(
    st.none(), st.integers(TIME_0, TIME_0 + 4 * DAY), st.integers(0, 4).map(lambda n: TIME_0 + n * DAY - 1)
)
TEXTS = st.tuples(st.lists(st.sampled_from(TYPED), max_size=8), st.sampled_from([" ", ", ", "\n", " — "])).map(
    lambda drawn: drawn[1].join(drawn[0])
)
POSTS = st.lists(st.tuples(TEXTS, st.sampled_from(HANDLES), st.sampled_from(LANGS), MOMENTS), max_size=8)


@settings(deadline=None, max_examples=25)
@given(POSTS, st.lists(trees(SOUGHT), min_size=1, max_size=6))
def test_a_search_finds_what_a_slow_reader_finds(drawn: list[Any], searches: list[Part]) -> None:
    texts, accounts, langs, times = zip(*drawn, strict=True) if drawn else ((), (), (), ())
    made = feed(texts, account=accounts, lang=langs, created_utc=times)
    posts = [seen(row) for row in made.posts.itertuples()]
    for part in searches:
        looked = made.search(shown(part))
        assert looked.query.part == part
        assert looked.posts.tolist() == [finds(part, post) for post in posts], shown(part)
        assert len(looked) == sum(looked.posts)


@settings(deadline=None, max_examples=25)
@given(ANY_TEXT)
def test_no_search_is_too_odd(text: str) -> None:
    for made in (feed(TYPED), feed([])):
        looked = made.search(text)
        assert looked.posts.dtype == bool and looked.posts.shape == (len(made.posts),)


def test_an_empty_search_finds_every_post() -> None:
    assert found(feed(["a", ""]), " ") == ["0", "1"]


_PREFIXES = "و ف ب ل ك ال لل وال فال بال كال لال ولل فلل وب ول فب وبال فكال"


@pytest.mark.parametrize("prefix", _PREFIXES.split())
def test_what_arabic_writes_on_to_a_word_does_not_hide_it(prefix: str) -> None:
    made = feed([f"قالت {prefix}محكمة اليوم", f"{prefix}محكمة الدفاع", "حكم"])
    assert found(made, "محكمة") == ["0", "1"]
    assert found(made, '"محكمة الدفاع"') == found(made, '"محكمة دفاع"') == ["1"]


@pytest.mark.parametrize("prefix", ["س", "م", "ت", "نا", "الم", "الو", "بو"])
def test_other_letters_before_an_arabic_word_make_another_word(prefix: str) -> None:
    assert found(feed([f"قالت {prefix}دار اليوم"]), "دار") == []


@pytest.mark.parametrize(
    ("typed", "sought"),
    [
        ("كتاب", "کتاب"),
        ("علي", "علی"),
        ("علی", "على"),
        ("أعلنوا", "اعلنوا"),
        ("مُحَامٍ", "محام"),
        ("گاہ", "گاه"),
        ("٤٨ ساعة", "48"),
        ("۴۸ گھنٹے", "٤٨"),
        ("48 hours", "۴۸"),
        ("ﭘﺎﮐﺴﺘﺎﻥ", "پاکستان"),
        ("ПЛОЩАДЬ", "площадь"),
        ("straße", "STRASSE"),
        ("Clinics", "clinic"),
        ("клиники", "клиник"),
        ("#ClosedDoors", "closeddoors"),
    ],
)
def test_letters_and_digits_that_readers_take_for_the_same_are_found(typed: str, sought: str) -> None:
    made = feed([typed, "x", f"x “{typed}”!"])
    assert found(made, sought) == found(made, f'"{sought}"') == ["0", "2"]


@pytest.mark.parametrize("sought", ['"closed doors"', '"doors closed"', '"дверь закрыта"', '"closed doors дверь"'])
def test_a_phrase_never_reaches_from_one_post_into_the_next(sought: str) -> None:
    made = feed(["we closed", "doors closed", "doors", "дверь", "закрыта"])
    assert found(made, sought) == {'"doors closed"': ["1"]}.get(sought, [])


def test_a_phrase_longer_than_all_posts_is_not_found() -> None:
    assert found(feed(["a b", "c"]), '"a b c d"') == [] == found(feed([""]), "a")


def test_a_word_may_go_on_and_does_not_begin_in_the_middle() -> None:
    made = feed(["unclinical", "clinical", "a clinic"])
    assert found(made, "clinic") == ["1", "2"]
    assert found(made, '"clinic a"') == [] and found(made, '"a clin"') == ["2"]
    assert (
        found(feed(["we closed the doors"]), '"we clos the"') == found(feed(["we closed the"]), '"closed th the"') == []
    )


def test_many_texts_are_cut_in_lots_and_found_as_if_they_were_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.world.word_stream._AT_A_TIME", 2)
    made = feed(["a b", "", "b c", "", "a c", "b"])
    assert [found(made, word) for word in ("a", "b", "c", '"b c"', '"b b"')] == [
        *(["0", "4"], ["0", "2", "5"], ["2", "4"], ["2"], [])
    ]


def test_minus_takes_away_and_can_stand_alone() -> None:
    made = feed(["the defence of a team", "the defence of a client", "a team"])
    assert found(made, "defence -team") == ["1"]
    assert found(made, "-team") == ["1"]
    assert found(made, '-"a team" -client') == []


@pytest.mark.parametrize("typed", ["from:ada_example", "from:@ADA_Example", 'from:"Ada_Example"'])
def test_from_knows_an_account_in_any_case(typed: str) -> None:
    made = feed(["a", "b", "c"], account=["Ada_Example", "ada_example2", "mhr_example"])
    assert found(made, typed) == ["0"] and found(made, f"-{typed}") == ["1", "2"]


def test_a_tag_is_found_as_a_tag_in_every_spelling() -> None:
    made = feed(["#ClosedDoors", "#CLOSEDDOORS!", "closeddoors", "#ClosedDoorsNow", "＃closeddoors"])
    assert found(made, "#closedDoors") == found(made, "＃closedDoors") == ["0", "1", "4"]


def test_a_mention_is_found_as_a_mention() -> None:
    texts = ["the gate is open", "thank you @gate", "@gatecup_example", "＠GATE: when?", "mail a@gate", ".@gate,"]
    assert found(feed(texts), "@Gate") == ["1", "3", "5"]
    assert found(feed(texts), "-@gate open") == ["0"]


def test_since_and_until_hold_the_whole_day_and_posts_without_a_time_are_in_neither() -> None:
    times = [at("2026-03-16", "23:59:59"), at("2026-03-17"), at("2026-03-17", "23:59:59"), at("2026-03-18"), None]
    made = feed(list("abcde"), created_utc=times)
    assert found(made, "since:2026-03-17") == ["1", "2", "3"]
    assert found(made, "until:2026-03-17") == ["0", "1", "2"]
    assert found(made, "since:2026-03-17 until:2026-03-17") == ["1", "2"]
    assert found(made, "since:2026-03-18 until:2026-03-16") == []
    assert found(made, "-since:2026-03-17") == ["0", "4"]


@pytest.mark.parametrize(("text", "number"), [("0001-01-01", 0), ("1969-12-31", 0), ("9999-12-31", 1)])
def test_days_at_the_edge_of_the_calendar_can_be_looked_for(text: str, number: int) -> None:
    made = feed(["a", "b"], created_utc=[TIME_0, None])
    assert len(made.search(f"until:{text}")) == number == 1 - len(made.search(f"since:{text}"))


# ---- tags, beside somebody who counts on paper


def share(of: Sequence[Any]) -> Any:
    """Give the share that is true, near enough; of nothing it is missing."""
    return pytest.approx(sum(of) / len(of) if of else np.nan, nan_ok=True)


def keys(post: Any) -> set[str]:
    return {plain(tag) for tag in post["tags"]}


def names_on_paper(posts: Sequence[Any]) -> dict[str, str]:
    """Name each tag by its most used spelling; the first to be seen, where two are used as much."""
    used = Counter(tag for post in posts for tag in post["tags"])
    names: dict[str, str] = {}
    for tag, _ in used.most_common():
        names.setdefault(plain(tag), tag)
    return names


STATE = pd.DataFrame({"kind": ["citizen", "state"]}, index=["mhr_example", "Ada_Example"])
TAGGED = st.lists(
    st.tuples(
        st.lists(st.sampled_from(SPELLINGS), max_size=5).map(tuple),
        st.sampled_from(HANDLES),
        st.sampled_from(LANGS),
        st.integers(TIME_0, TIME_0 + 4 * DAY),
        st.sampled_from(["bill", "water", ""]),
        st.sampled_from([0, 1]),
        st.sampled_from(["", "mocking", "threat", "state"]),
        st.booleans(),
    ),
    max_size=10,
)
NAMES = ("tags", "account", "lang", "created_utc", "topic", "spam", "stance", "chosen")


def tagged(drawn: list[Any]) -> tuple[Feed, list[Any]]:
    """Make a feed with all that its makers know, and give its posts one by one."""
    columns: dict[str, Any] = {name: [row[n] for row in drawn] for n, name in enumerate(NAMES)}
    made = frame({"id": [str(n) for n in range(len(drawn))], **columns})
    return Feed(made, STATE), made.to_dict("records")


@settings(deadline=None, max_examples=25)
@given(TAGGED, st.booleans())
def test_tag_table_counts_what_somebody_counts_on_paper(drawn: list[Any], is_within: bool) -> None:
    made, posts = tagged(drawn)
    chosen = np.array([post["chosen"] for post in posts], bool)
    table = made.tag_table(made.about("bill"), chosen if is_within else None).to_dict("index")
    kept = [post for post in posts if post["chosen"] or not is_within]
    assert set(table) == {key for post in kept for key in keys(post)}
    names = names_on_paper(posts)
    for key, row in table.items():
        under = [post for post in kept if key in keys(post)]
        together = Counter(other for post in under for other in keys(post) - {key})
        listed = [together[plain(tag)] for tag in row.pop("with_tags")]
        assert listed == sorted(together.values(), reverse=True)[:COTAGS]
        assert row == {
            "tag": names[key],
            "posts": len(under),
            "first": min(post["created_utc"] for post in under),
            "last": max(post["created_utc"] for post in under),
            "accounts": len({post["account"] for post in under}),
            "languages": len({post["lang"] for post in under}),
            "relevance": share([post["topic"] == "bill" for post in under]),
            "spam": share([post["spam"] for post in under]),
            "against": share([post["stance"] in ("mocking", "threat") for post in under]),
            "watched": share([post["account"] == "Ada_Example" for post in under]),
        }
    order = [(-row["posts"], row["tag"]) for row in table.values()]
    assert order == sorted(order)


@settings(deadline=None, max_examples=25)
@given(TAGGED, st.lists(st.sampled_from([*SPELLINGS, "unknown"]), min_size=1, max_size=3, unique_by=plain))
def test_smaller_counts_are_those_on_paper_too(drawn: list[Any], asked: list[str]) -> None:
    made, posts = tagged(drawn)
    days = [post["created_utc"].date() for post in posts]
    trend, shares = made.trend(asked), made.overlap(asked).to_dict("index")
    span = range((max(days) - min(days)).days + 1 if days else 0)
    assert [day.date() for day in trend.index] == [min(days) + timedelta(n) for n in span]
    for tag in asked:
        under = [post for post in posts if plain(tag) in keys(post)]
        assert made.under(f"#{tag}").tolist() == [post in under for post in posts]
        used = Counter(post["created_utc"].date() for post in under)
        assert trend[tag].tolist() == [used[day.date()] for day in trend.index]
        spelled = Counter(one for post in posts for one in post["tags"] if plain(one) == plain(tag))
        assert list(made.spellings(f"＃{tag}").items()) == [(one, spelled[one]) for one in made.spellings(tag).index]
        assert sorted(made.spellings(tag), reverse=True) == list(made.spellings(tag)) == sorted(spelled.values())[::-1]
        beside = {plain(other): part for other, part in made.beside(tag).items()}
        others = {key for post in under for key in keys(post)} - {plain(tag)}
        assert beside == {other: share([other in keys(post) for post in under]) for other in others}
        assert list(beside.values()) == sorted(beside.values(), reverse=True)
        assert shares[tag] == {other: share([plain(other) in keys(post) for post in under]) for other in asked}


def test_spellings_are_one_tag_named_by_the_most_used_and_a_tag_counts_once_in_a_post() -> None:
    made = feed(["#hrconf #HRConf", "#HRConf", "#HRCONF #HRConf #HRConf", "#Other"])
    (row,) = made.tag_table(within=made.under("hrconf")).itertuples()
    assert (row.Index, row.tag, row.posts, row.accounts, row.with_tags) == ("hrconf", "HRConf", 3, 1, ())
    assert made.spellings("hrconf").to_dict() == {"HRConf": 4, "hrconf": 1, "HRCONF": 1}


def test_first_and_last_are_the_times_that_are_known() -> None:
    made = feed(["#a", "#a #b", "#c", "#b"], created_utc=[TIME_0, None, None, TIME_0 + DAY])
    table = made.tag_table()
    for ends in (table["first"], table["last"]):
        assert ends[["a", "b"]].tolist() == [START, START + timedelta(1)] and pd.isna(ends["c"])


def test_letters_that_urdu_and_arabic_keyboards_write_differently_are_one_tag() -> None:
    made = feed(["#علي", "#علی #على", "#كتاب", "#کتاب"])
    assert made.tag_table()["posts"].tolist() == [2, 2]


def test_tags_are_compared_as_written_and_not_by_what_they_begin_with() -> None:
    made = feed(["#HR", "#HRConf", "HR"])
    assert made.under("HR").tolist() == [True, False, False]
    assert not made.under("").any() and not made.under("#").any()


def test_an_empty_feed_gives_empty_answers() -> None:
    empty = feed([])
    table = empty.tag_table(empty.about("bill"), np.zeros(0, bool))
    assert table.empty and list(table) == list(feed(["#a"]).tag_table())
    assert empty.tag_table().empty and empty.trend([]).empty
    assert empty.trend(["a"]).shape == empty.trend(["a"], "W").shape == (0, 1)
    assert empty.overlap(["a", "b"]).isna().all(axis=None)
    assert empty.beside("a").empty and empty.spellings("a").empty
    assert empty.search("a OR #b -from:c since:2026-03-17").posts.tolist() == []


def test_posts_without_tags_give_an_empty_table() -> None:
    assert feed(["no tag", ""]).tag_table().empty


def test_within_nothing_there_are_no_tags() -> None:
    made = feed(["#a #b", "#a"])
    assert made.tag_table(within=np.zeros(2, bool)).empty


def test_shares_that_nobody_can_know_are_missing_and_never_zero() -> None:
    made = feed(["#a", "#a #b"])
    table = made.tag_table()
    assert table[["relevance", "spam", "against", "watched"]].isna().all(axis=None)
    table = made.tag_table(topic=np.array([True, False]))
    assert table["relevance"].tolist() == [0.5, 0.0] and table[["spam", "against", "watched"]].isna().all(axis=None)


@pytest.mark.parametrize(
    ("column", "values", "known"), [("spam", [1, 0], "spam"), ("stance", ["threat", ""], "against")]
)
def test_what_one_column_knows_is_told_beside_what_is_missing(column: str, values: list[Any], known: str) -> None:
    table = feed(["#a", "#a"], **{column: values}).tag_table()
    assert table[known].tolist() == [0.5]
    assert table[list({"spam", "against", "watched"} - {known})].isna().all(axis=None)


def test_who_watches_is_known_from_the_accounts_alone() -> None:
    table = feed(["#a", "#a #b"], STATE, account=["Ada_Example", "unknown"]).tag_table()
    assert table["watched"].tolist() == [0.5, 0.0] and table["spam"].isna().all()


def test_a_feed_without_topics_is_about_nothing() -> None:
    assert feed(["a"]).about("bill").tolist() == [False]


def test_trend_has_a_row_for_each_day_and_counts_posts_without_a_time_nowhere() -> None:
    made = feed(["#a", "#A #a", "#b", "#a"], created_utc=[TIME_0, TIME_0 + 3 * DAY, TIME_0 + DAY, None])
    assert made.trend(["a", "b"]).to_numpy().tolist() == [[1, 0], [0, 1], [0, 0], [1, 0]]
    assert made.trend(["a"], "W")["a"].tolist() == [2]
    assert feed(["#a"], created_utc=[None]).trend(["a"]).empty
    assert feed(["#a"], created_utc=[None]).trend(["a"], "W").empty


def test_trend_has_a_row_for_each_week_and_month_as_well() -> None:
    made = feed(["#a", "#a", "#b"], created_utc=[TIME_0, TIME_0 + 21 * DAY, TIME_0 + 70 * DAY])
    assert made.trend(["a"], "W")["a"].tolist() == [1, 0, 0, 1, *[0] * 7]
    assert made.trend(["a"], "M")["a"].tolist() == [2, 0, 0]


def test_weeks_begin_on_monday() -> None:
    made = feed(["#a", "#a", "#a"], created_utc=[at("2026-03-08", "23:00:00"), at("2026-03-09"), at("2026-03-15")])
    weeks = made.trend(["a"], "W")
    assert [day.date() for day in weeks.index] == [date(2026, 3, 2), date(2026, 3, 9)]
    assert weeks["a"].tolist() == [1, 2]


# ---- the frame


def test_a_frame_has_its_columns_in_their_types_whatever_is_given() -> None:
    for made in (frame({"id": []}), frame({"id": ["1"]}), frame({"id": ["1", "2"], "tags": [("a", "b"), ("c", "d")]})):
        assert {name: str(made[name].dtype) for name in made} == COLUMNS


def test_what_is_not_given_is_missing_and_never_zero() -> None:
    made = frame({"id": ["1", "2"], "likes": [0, None]})
    assert made["likes"].tolist() == [0, pd.NA]
    assert made[[name for name in METRICS if name != "likes"]].isna().all(axis=None)
    assert made[["is_reply", "is_repost", "has_media", "mentions_count", "created_utc"]].isna().all(axis=None)
    assert made.loc[0, ["account", "lang", "text", "tags", "links"]].tolist() == ["me", "und", "", (), ()]


def test_what_nobody_said_is_und_and_me_also_where_a_reader_leaves_a_gap() -> None:
    made = feed(["#a", "#b #a"], lang=[None, "en"], account=["x", None])
    assert sorted(made.posts["lang"]) == ["en", "und"] and sorted(made.posts["account"]) == ["me", "x"]
    assert made.tag_table()[["posts", "accounts", "languages"]].to_numpy().tolist() == [[2, 2, 2], [1, 1, 1]]


def test_posts_stand_in_the_order_of_their_time_with_everything_that_is_theirs() -> None:
    made = frame(
        {
            "id": list("abcd"),
            "created_utc": [20, None, 10, 20],
            "tags": [("x",), (), ("y", "z"), ()],
            "own": [1, 2, 3, 4],
        }
    )
    assert made["id"].tolist() == ["c", "a", "d", "b"]
    assert made["own"].tolist() == [3, 1, 4, 2] and made["tags"].tolist() == [("y", "z"), ("x",), (), ()]
    assert made.index.tolist() == [0, 1, 2, 3]


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(-(2**31), 2**33), max_size=5))
def test_times_keep_their_second(seconds: list[int]) -> None:
    made = frame({"id": ["1"] * len(seconds), "created_utc": seconds})
    assert [when.timestamp() for when in made["created_utc"]] == sorted(seconds)
    assert all(when.tzinfo is not None and when.utcoffset() == timedelta(0) for when in made["created_utc"])


# ---- the course's own feed


def test_the_shipped_feed_is_read_as_it_is_written() -> None:
    own = load()
    assert own is load() and 60 <= len(own.accounts) <= 120
    assert {name: str(own.posts[name].dtype) for name in COLUMNS} == COLUMNS
    assert own.posts["created_utc"].is_monotonic_increasing
    assert set(own.posts["account"]) == set(own.accounts.index)
    row = own.posts.iloc[0]
    assert (row["id"], row["created_utc"], row["lang"]) == ("p00001", datetime(2026, 3, 2, 2, 1, 27, tzinfo=UTC), "ur")
    assert row["tags"] == ("48_گھنٹے",)
    own_reposts = own.posts[own.posts["is_repost"]]
    assert own_reposts["likes"].isna().all() and own.posts["impressions"].isna().any()


def test_topics_of_the_shipped_feed_can_be_searched_in_four_scripts() -> None:
    own = load()
    for sought, topic in {
        "clinic": "clinics",
        "محام": "lawyers",
        "خواتین": "helpline",
        "шпацыр": "silent-walk",
    }.items():
        posts = own.search(sought).posts
        assert posts.sum() > 50
        assert own.posts["topic"][posts].value_counts().index[0] == topic


def fitted(given_columns: np.ndarray, counts: np.ndarray, shape: float) -> np.ndarray:
    """Regress counts on what is given, with a log link: Newton steps for the negative binomial."""
    made = np.linalg.lstsq(given_columns, np.log(counts + 0.5), rcond=None)[0]
    for _ in range(15):
        mean = np.exp(given_columns @ made)
        weight = mean / (1 + mean / shape)
        step = given_columns.T @ ((counts - mean) * weight / mean)
        made += np.linalg.solve(given_columns.T @ (given_columns * weight[:, None]), step)
    return made


def test_a_regression_on_the_feeds_own_columns_finds_what_drives_likes() -> None:
    """Without the hours, which need the local clock; the files themselves are measured in full elsewhere."""
    own = load()
    posts = own.posts[own.posts["likes"].notna()]
    tags, followers = posts["tags"].map(len).clip(upper=5), own.accounts["followers"].loc[posts["account"]]
    columns = [np.ones(len(posts)), np.log(followers), posts["links"].map(bool), posts["has_media"]]
    columns += [tags == number for number in range(1, 6)]
    _, slope, link, media, *by_tags = fitted(
        np.column_stack([np.asarray(one, float) for one in columns]), posts["likes"].to_numpy(float), 3
    )
    assert slope == pytest.approx(0.60, abs=0.04)
    assert [link, media] == pytest.approx([-0.35, 0.45], abs=0.15)
    assert by_tags == pytest.approx([0.25, 0.40, 0.28, 0.16, 0.04], abs=0.2)
    assert by_tags.index(max(by_tags)) == 1  # two tags help most


@given(st.lists(st.text("ab Яя\u0627\u0650\u0301\0\n#1٣", max_size=8), max_size=7))
def test_texts_cut_together_are_cut_as_each_alone(texts: list[str]) -> None:
    """No letter may join another text, and a text may hold the sign that stands between two."""
    together = WordStream.of(texts)
    found = [
        [together.vocabulary[word] for word in together.words[together.rows == row]] for row in range(together.texts)
    ]
    assert found == [list(words_of(text)) for text in texts]

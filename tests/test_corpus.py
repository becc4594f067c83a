"""Is the course's own stream what its maker makes, and do the planted truths come back when somebody counts?"""

import csv
import gzip
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise
from random import Random
from typing import Any
from unicodedata import is_normalized
from urllib.parse import urlsplit

import numpy as np
import pytest

from toolkit.making.corpus import FEED, FOLDER, make_posts, read_spec
from toolkit.making.corpus.draws import binomial, normal, poisson, scattered, weighted
from toolkit.making.corpus.files import compressed, written
from toolkit.making.corpus.reactions import BANDS, METRICS, band
from toolkit.making.corpus.stream import stream_of
from toolkit.posts import Post, length, parse
from toolkit.world.frames import frame

SPEC = read_spec()
COLUMNS = {
    "posts.csv": "id created_utc account lang text is_reply is_repost has_media likes reposts replies impressions "
    "topic spam stance exposes",
    "accounts.csv": "handle name kind country language followers since bio",
    "campaigns.csv": "id title country topic tag first last asked_for offline_leg shown liked followed signed came "
    "organisers",
}
TO_FOLLOW = {"government", "multilateral", "un-body", "think-tank", "rights-organisation", "civil-society"}  # item 29
TARGETS = {"decision-maker", "policy-maker", "journalist"}  # items 38-41
OTHERS = {"citizen", "business", "troll", "bot", "state"}
EXPOSURES = {"name", "place-time", "phone", "plate", "home", "face"}
HOSTILE = {"mocking", "threat"}
BASE, SLOPE, EFFECT = 0.35, 0.04, 0.25
"""How far a plain regression on the shipped posts may be off: base, slope of the followers, all other effects."""


@dataclass(frozen=True)
class Row:
    """A post as it is shipped, with what X sees in it."""

    cells: dict[str, str]
    seen: Post
    tags: tuple[str, ...]
    folded: frozenset[str]
    at: datetime

    def __getitem__(self, name: str) -> str:
        return self.cells[name]


def shipped(name: str) -> bytes:
    """Read a shipped file as it was before it was compressed."""
    packed = name == "posts.csv"
    return gzip.decompress((FEED / f"{name}.gz").read_bytes()) if packed else (FEED / name).read_bytes()


def table(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(shipped(name).decode("utf-8"), newline="")))


@cache
def posts() -> tuple[Row, ...]:
    return tuple(row(cells) for cells in table("posts.csv"))


def row(cells: dict[str, str]) -> Row:
    seen = parse(cells["text"])
    tags = tuple(tag.text for tag in seen.hashtags)
    at = datetime.fromisoformat(cells["created_utc"]).replace(tzinfo=None)
    return Row(cells, seen, tags, frozenset(tag.casefold() for tag in tags), at)


@cache
def accounts() -> dict[str, dict[str, str]]:
    return {account["handle"]: account for account in table("accounts.csv")}


def local(post: Row) -> datetime:
    country = SPEC.countries[accounts()[post["account"]]["country"]]
    return post.at + timedelta(hours=country.offset(post.at.date()))


def with_tag(*forms: str) -> list[Row]:
    folded = {form.casefold() for form in forms}
    return [post for post in posts() if post.folded & folded]


def share(of: Sequence[Row], test: Callable[[Row], bool]) -> float:
    return sum(map(test, of)) / len(of)


def is_honest(post: Row) -> bool:
    return post["spam"] == "0" and post["stance"] == ""


def truths(role: str) -> list[Any]:
    return [truth for truth in SPEC.truths if truth["role"] == role]


def each(role: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("truth", truths(role), ids=[truth["tag"] for truth in truths(role)])


# ---- the files


@pytest.fixture(scope="module")
def stream() -> Iterator[None]:
    """Make the stream once for all tests that ask for it."""
    made = stream_of(SPEC)
    with pytest.MonkeyPatch.context() as patch:
        for user in ("files", "scale"):
            patch.setattr(f"toolkit.making.corpus.{user}.stream_of", lambda _spec: made)
        yield


@pytest.fixture(scope="module")
def made(stream: None) -> dict[str, bytes]:  # noqa: ARG001 - what is made once
    return written(SPEC)


@pytest.mark.parametrize("name", COLUMNS)
def test_files_are_what_the_maker_makes_today(made: dict[str, bytes], name: str) -> None:
    assert made[name] == shipped(name), "Run `python -m toolkit.making.corpus`."


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_are_those_that_the_course_reads(name: str) -> None:
    assert shipped(name).split(b"\n", 1)[0].decode() == COLUMNS[name].replace(" ", ",")


def test_compressing_depends_on_the_content_alone() -> None:
    packed = compressed(b"abc")
    assert packed == compressed(b"abc") and gzip.decompress(packed) == b"abc"
    assert packed[3] == 0 and packed[4:8] == bytes(4)  # no file name, no time


def test_feed_is_small() -> None:
    own = (*FEED.glob("*.csv*"), *FOLDER.glob("*.csv"), *FOLDER.glob("f*.toml"), *FOLDER.glob("texts/*.toml"))
    assert len(own) > 5 and sum(path.stat().st_size for path in own) < 700_000


# ---- accounts and posts


def test_there_are_accounts_of_every_kind_in_every_country() -> None:
    assert 60 <= len(accounts()) <= 120
    assert {account["kind"] for account in accounts().values()} == TO_FOLLOW | TARGETS | OTHERS
    for country in SPEC.countries:
        kinds = Counter(account["kind"] for account in accounts().values() if account["country"] == country)
        assert TARGETS | {"rights-organisation", "citizen", "troll", "bot"} <= kinds.keys()
    assert {country.setting for country in SPEC.countries.values()} == {"official", "open", "hostile"}


def test_handles_are_valid_and_reserved_for_examples() -> None:
    assert len(accounts()) == len(SPEC.people)
    assert all(re.fullmatch(r"[a-z0-9_]{1,7}_example", handle) for handle in accounts())


def test_followers_fit_the_kind() -> None:
    middle = {
        kind: float(np.median([int(one["followers"]) for one in accounts().values() if one["kind"] == kind]))
        for kind in TO_FOLLOW | TARGETS | OTHERS
    }
    assert middle["bot"] < middle["citizen"] < middle["civil-society"] < middle["journalist"] < middle["un-body"]


def test_nobody_posts_before_joining() -> None:
    assert all(post["created_utc"][:10] >= accounts()[post["account"]]["since"] for post in posts())


def test_there_are_as_many_posts_in_as_many_languages_as_promised() -> None:
    assert 4_000 <= len(posts()) <= 8_000
    shares = {lang: count / len(posts()) for lang, count in Counter(post["lang"] for post in posts()).items()}
    assert set(shares) == {"en", "ur", "ar", "ru", "be"}
    assert all(part >= 0.06 for part in shares.values()) and max(shares, key=lambda lang: shares[lang]) == "en"


def test_posts_stand_in_order_inside_the_eight_weeks() -> None:
    assert (SPEC.first, SPEC.last) == (date(2026, 3, 2), date(2026, 4, 26))
    assert (SPEC.last - SPEC.first).days == 8 * 7 - 1
    assert all(one.at <= other.at for one, other in pairwise(posts()))
    assert posts()[0].at.date() >= SPEC.first and posts()[-1].at.date() <= SPEC.last
    assert [post["id"] for post in posts()] == [f"p{number:05d}" for number in range(1, len(posts()) + 1)]


def test_people_sleep_and_bots_do_not() -> None:
    nights = Counter[str]()
    for post in posts():
        kind = accounts()[post["account"]]["kind"]
        nights[kind] += 1 <= local(post).hour < 6
    count = Counter(accounts()[post["account"]]["kind"] for post in posts())
    assert nights["citizen"] / count["citizen"] < 0.04 and nights["government"] == 0
    assert nights["bot"] / count["bot"] > 0.15


def test_truth_columns_hold_what_is_announced() -> None:
    events = {"detention-bill", "clinics", "helpline", "lawyers", "ballot", "hrconf", "silent-walk", "water"}
    assert events <= {post["topic"] for post in posts()}
    assert {post["spam"] for post in posts()} == {"0", "1"}
    assert {post["stance"] for post in posts()} == {"", "mocking", "threat", "state"}
    given = Counter(post["exposes"] for post in posts())
    assert given.keys() - {""} == EXPOSURES and min(given.values()) >= 6
    assert all(post["topic"] == "" for post in posts() if post["spam"] == "1")
    assert all(accounts()[post["account"]]["kind"] == "bot" for post in posts() if post["spam"] == "1")


# ---- the texts


def test_every_post_fits_on_x() -> None:
    assert max(length(post.seen) for post in posts()) <= 280


def test_texts_are_whole_and_normalised() -> None:
    odd = re.compile(r"[{}\[\]|]|\s\s|^\s|\s$|\bthe the\b|^[a-z]")
    for post in posts():
        assert is_normalized("NFC", post["text"])
        assert not odd.search(post["text"].replace("RT @", "@")), post["text"]


def test_no_address_leads_out_of_example_org() -> None:
    links = [link.text for post in posts() for link in post.seen.links]
    assert len(links) > 1_000
    assert all(re.fullmatch(r"[a-z0-9-]+\.example\.org", urlsplit(link).netloc) for link in links)
    assert all(link.startswith("https://") for link in links)


def test_nobody_is_mentioned_who_is_not_here() -> None:
    mentioned = {name.text for post in posts() for name in post.seen.mentions}
    assert mentioned and mentioned <= accounts().keys()
    assert all("@" not in name["bio"] + name["name"] for name in accounts().values())


def test_honest_posts_seldom_repeat_word_for_word() -> None:
    texts = [post["text"] for post in posts() if post["spam"] == "0"]
    assert 1 - len(set(texts)) / len(texts) < 0.03
    bare = [re.sub(r"https?://\S+|[#@]\S+", "", text).strip() for text in texts if not text.startswith("RT ")]
    assert 1 - len(set(bare)) / len(bare) < 0.04  # not even without tags, links and names


def test_phone_numbers_are_of_the_kind_that_nobody_has() -> None:
    for post in posts():
        if post["exposes"] == "phone":
            assert re.search(r"555 ?01\d\d|٥٥٥٠١[٠-٩]{2}", post["text"])


def test_people_who_asked_not_to_be_named_are_not_named() -> None:
    asked = re.compile("Merik|Sana |Рендик|تولدين|زوريا", re.IGNORECASE)
    assert not [post["text"] for post in posts() if asked.search(post["text"])]


@pytest.mark.parametrize(("lang", "foreign"), [("be", "ищъ"), ("ru", "ўі"), ("ar", "ےٹڈڑںھہکی"), ("ur", "كيىة")])
def test_languages_keep_to_their_letters(lang: str, foreign: str) -> None:
    strange = [
        post["text"]
        for post in posts()
        if post["lang"] == lang and set(foreign) & set(re.sub(r"[#@]\S+", "", post["text"]))
    ]
    assert strange == []


def test_replies_and_reposts_look_like_what_they_are() -> None:
    replies = [post for post in posts() if post["is_reply"] == "1"]
    reposts = [post for post in posts() if post["is_repost"] == "1"]
    assert 0.05 < len(replies) / len(posts()) < 0.25 and 0.03 < len(reposts) / len(posts()) < 0.10
    assert all(post["text"].startswith("@") for post in replies)
    originals = {(post["account"], post["text"]): post for post in reversed(posts())}
    for post in reposts:
        name, _, text = post["text"].removeprefix("RT @").partition(": ")
        assert originals[name, text].at < post.at and name != post["account"]
        assert not any(post[metric] for metric in METRICS)


# ---- the planted tags


def test_every_trap_stands_in_two_events_and_where_it_can_in_two_languages() -> None:
    for role in ("most-used", "rival", "official", "typo", "spam-heavy", "homonym", "hijacked", "dead", "new"):
        planted = truths(role)
        assert len(planted) >= 2 and len({truth["event"] for truth in planted}) >= 2, role
        assert len({truth["lang"] for truth in planted}) >= 2, role
    assert {truth["lang"] for truth in truths("homonym")} >= {"en", "ar", "ru", "ur"}


@each("most-used")
def test_most_used_tag_comes_first_when_its_spellings_are_counted_together(truth: Any) -> None:
    event = [post for post in posts() if post["topic"] == truth["event"] and is_honest(post)]
    own = {form.casefold() for form in truth["forms"]}
    assert len(own) == 1
    broad = {one["tag"].casefold() for one in truths("broad")}
    shared = {"1104v1900"}  # stands under posts in three languages
    folded = Counter(tag for post in event if post["lang"] == truth["lang"] for tag in post.folded - broad - shared)
    (first, most), (_, second) = folded.most_common(2)
    assert {first} == own and most > 1.15 * second


@each("rival")
def test_rival_is_before_every_single_spelling(truth: Any) -> None:
    written_as = Counter(tag for post in posts() for tag in post.tags)
    (most,) = [one for one in truths("most-used") if (one["event"], one["lang"]) == (truth["event"], truth["lang"])]
    assert len(most["forms"]) == 3
    assert max(written_as[form] for form in most["forms"]) < written_as[truth["tag"]]
    assert written_as[truth["tag"]] < sum(written_as[form] for form in most["forms"])


@each("spam-heavy")
def test_spam_heavy_tag_has_the_highest_count_and_is_mostly_spam(truth: Any) -> None:
    found = with_tag(truth["tag"])
    assert share(found, lambda post: post["spam"] == "1") > 0.5
    same = [one for one in SPEC.truths if one["event"] == truth["event"] and truth["lang"] in ("en", "ru", one["lang"])]
    forms = [one.get("forms", [one["tag"]]) for one in same if one["role"] not in ("broad", "spam-heavy")]
    assert len(found) > max(len(with_tag(*one)) for one in forms)


@each("official")
def test_official_tag_is_honest_and_hardly_used(truth: Any) -> None:
    found = with_tag(truth["tag"])
    assert 3 <= len(found) <= 20
    assert share(found, lambda post: post["topic"] == truth["event"]) == 1


@each("typo")
def test_typo_is_made_by_a_handful_of_whom_one_is_large(truth: Any) -> None:
    found = [post for post in with_tag(truth["tag"]) if post["is_repost"] == "0"]
    by = {post["account"] for post in found}
    assert 2 <= len(by) <= 6 and max(int(accounts()[handle]["followers"]) for handle in by) >= 20_000
    assert sorted(truth["tag"].casefold()) == sorted(truth["of"].casefold()) or len(truth["tag"]) == len(truth["of"])
    assert 10 <= len(found) < len(with_tag(truth["of"])) / 3


@each("homonym")
def test_homonym_mostly_means_something_else(truth: Any) -> None:
    found = with_tag(truth["tag"])
    assert len(found) >= 60
    assert 0.05 < share(found, lambda post: post["topic"] == truth["event"]) < 0.35


@each("hijacked")
def test_hijacked_tag_was_honest_until_its_day(truth: Any) -> None:
    found = with_tag(truth["tag"])
    before = [post for post in found if local(post).date() < truth["since"]]
    after = [post for post in found if local(post).date() >= truth["since"]]
    assert min(len(before), len(after)) >= 40
    assert share(before, lambda post: post["stance"] in HOSTILE) == 0
    assert share(before, lambda post: post["topic"] == truth["event"]) == 1
    assert share(after, lambda post: post["stance"] in HOSTILE) > 0.75


@each("dead")
def test_dead_tag_lives_in_the_first_week_only(truth: Any) -> None:
    found = with_tag(truth["tag"])
    assert len(found) >= 6 and max(local(post).date() for post in found) <= SPEC.first + timedelta(days=7)


@each("new")
def test_new_tag_is_new(truth: Any) -> None:
    found = with_tag(truth["tag"])
    assert len(found) >= 8 and min(local(post).date() for post in found) >= truth["since"] >= date(2026, 4, 20)
    assert share(found, lambda post: post["topic"] == truth["event"]) > 0.9


@each("broad")
def test_broad_tag_is_everywhere_and_about_everything(truth: Any) -> None:
    found = with_tag(truth["tag"])
    assert len(found) >= 100
    assert share(found, lambda post: post["topic"] == truth["event"]) < 0.4


@each("specific")
def test_specific_tag_is_small_and_to_the_point(truth: Any) -> None:
    found = with_tag(truth["tag"])
    assert 30 <= len(found) <= 110 and share(found, lambda post: post["topic"] == truth["event"]) > 0.9


@each("joined")
def test_joined_tag_is_another_tag_that_loses_its_spaces(truth: Any) -> None:
    assert truth["tag"] == truth["of"].replace("_", "")
    assert 10 <= len(with_tag(truth["tag"])) < len(with_tag(truth["of"]))


@each("occasion")
def test_occasion_tag_stands_around_its_day(truth: Any) -> None:
    days = {local(post).date() for post in with_tag(truth["tag"])}
    assert truth["day"] in days and all(abs((day - truth["day"]).days) <= 3 for day in days)


def test_digits_only_are_written_and_are_no_tag() -> None:
    eights = [post for post in posts() if re.search(r"#8(?!\w)", post["text"])]
    assert {post["lang"] for post in eights} >= {"en", "ur"} and not any("8" in post.tags for post in eights)


def test_hyphen_and_apostrophe_cut_a_tag() -> None:
    cut = {"#human-rights": "human", "#water-for-all": "water", "#Надвор’е": "Надвор"}
    for text, tag in cut.items():
        found = [post for post in posts() if text in post["text"]]
        assert found and all(tag in post.tags for post in found)


def test_police_read_the_date_time_tag_and_say_so() -> None:
    (truth,) = truths("date-time")
    found = with_tag(truth["tag"])
    assert min(local(post).date() for post in found) < truth["since"]
    state = [post for post in found if post["stance"] == "state"]
    assert len(state) >= 30 and min(local(post).date() for post in state) == truth["since"]
    assert all(accounts()[post["account"]]["kind"] == "state" for post in state if post["is_repost"] == "0")
    answers = [post for post in state if post["is_reply"] == "1"]
    assert {accounts()[post.seen.mentions[0].text]["kind"] for post in answers} >= {"citizen", "journalist"}


# ---- the reactions


@cache
def measured() -> tuple[list[Row], np.ndarray]:
    """Give the posts that have reactions, and for each: 1, ln followers, link, 1-5 tags, hours, media."""
    found = [post for post in posts() if post["is_repost"] == "0"]
    columns = [
        [
            1.0,
            np.log(int(accounts()[post["account"]]["followers"])),
            bool(post.seen.links),
            *(min(len(post.tags), 5) == number for number in range(1, 6)),
            *(band(local(post).hour) == name for name in BANDS if name != "morning"),
            post["has_media"] == "1",
        ]
        for post in found
    ]
    return found, np.array(columns, dtype=float)


def fitted(given: np.ndarray, counts: np.ndarray, shape: float) -> np.ndarray:
    """Regress counts on what is given, with a log link: Newton steps for the negative binomial."""
    found = np.linalg.lstsq(given, np.log(counts + 0.5), rcond=None)[0]
    for _ in range(30):
        mean = np.exp(given @ found)
        weight = mean / (1 + mean / shape)
        found += np.linalg.solve(given.T @ (given * weight[:, None]), given.T @ ((counts - mean) * weight / mean))
    return found


def published(process: dict[str, Any]) -> list[float]:
    hours = [process["hours"][name] for name in BANDS if name != "morning"]
    return [process["base"], process["followers"], process["link"], *process["tags"][1:], *hours, process["media"]]


def with_counts(metric: str, given: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    found, _ = measured()
    known = np.array([bool(post[metric]) for post in found])
    counts = np.array([float(post[metric]) for post in found if post[metric]])
    return given[known], counts


@pytest.mark.parametrize("metric", METRICS)
def test_regression_finds_every_published_coefficient(metric: str) -> None:
    process = SPEC.reactions[metric]
    found = fitted(*with_counts(metric, measured()[1]), process["shape"])
    off = np.abs(found - published(process))
    assert off[0] < BASE and off[1] < SLOPE and off[2:].max() < EFFECT, dict(zip(off, published(process), strict=True))


def test_how_often_somebody_posted_before_does_not_matter() -> None:
    """Item 26: the number of past posts did not predict being reposted."""
    found, given = measured()
    before, past = Counter[str](), []
    for post in found:
        past.append(np.log1p(before[post["account"]]))
        before[post["account"]] += 1
    for metric in METRICS:
        process = SPEC.reactions[metric]
        effect = fitted(*with_counts(metric, np.column_stack([given, past])), process["shape"])[-1]
        assert abs(effect) < 0.05


def test_missing_impressions_stay_missing_for_whole_accounts() -> None:
    shown: dict[str, set[bool]] = {}
    for post in posts():
        if post["is_repost"] == "0":
            shown.setdefault(post["account"], set()).add(bool(post["impressions"]))
    assert all(len(one) == 1 for one in shown.values())
    assert 0.15 < sum(one == {False} for one in shown.values()) / len(shown) < 0.45


# ---- campaigns


def test_funnel_has_its_planted_rates() -> None:
    rows = {one["id"]: one for one in table("campaigns.csv")}
    assert len(rows) >= 6 and {one["country"] for one in rows.values()} == set(SPEC.countries)
    for campaign in SPEC.campaigns:
        people = campaign["shown"]
        for step, rate in campaign["rates"].items():
            if step in campaign.get("uncounted", ()):
                assert rows[campaign["id"]][step] == ""
                continue
            done = int(rows[campaign["id"]][step])
            assert abs(done - people * rate) <= 4 * (people * rate * (1 - rate)) ** 0.5
            people = done


def test_campaigns_with_an_offline_leg_bring_more_people() -> None:
    came: dict[str, list[float]] = {"0": [], "1": []}
    for one in table("campaigns.csv"):
        if one["came"]:
            came[one["offline_leg"]].append(int(one["came"]) / int(one["liked"]))
    assert max(came["0"]) < min(came["1"])


def test_one_campaign_has_two_hundred_supporters_and_nobody_came() -> None:
    """Item 97: whoever stood there were the three organisers."""
    (row,) = [one for one in table("campaigns.csv") if one["came"] == "0" and int(one["signed"]) > 200]
    assert row["organisers"] == "3" and row["offline_leg"] == "0"


# ---- the maker


def test_draws_have_the_mean_and_the_spread_they_say() -> None:
    rng = Random(1)
    for mean in (0.3, 4.0, 90.0):
        drawn = np.array([poisson(rng, mean) for _ in range(4000)])
        assert abs(drawn.mean() / mean - 1) < 0.1 and abs(drawn.var() / mean - 1) < 0.15
    drawn = np.array([scattered(rng, 6.0, 3) for _ in range(6000)])
    assert abs(drawn.mean() - 6) < 0.3 and abs(drawn.var() / (6 + 36 / 3) - 1) < 0.15
    assert abs(np.mean([normal(rng) for _ in range(4000)])) < 0.06
    assert abs(binomial(rng, 4000, 0.25) - 1000) < 110
    assert Counter(weighted(rng, {"a": 3, "b": 1, "c": 0}) for _ in range(400)).keys() == {"a", "b"}
    with pytest.raises(LookupError):
        weighted(rng, {})


@pytest.mark.usefixtures("stream")
def test_stream_is_given_as_columns_of_any_size() -> None:
    large = make_posts(SPEC, 30_000)
    assert {len(column) for column in large.values()} == {30_000}
    assert large["created_utc"] == sorted(large["created_utc"]) and len(set(large["id"])) == 30_000
    assert len(set(large["account"])) > 5_000
    tags = Counter(tag for one in large["tags"] for tag in one)
    assert sum(count == 1 for count in tags.values()) > 3_000
    made = frame(large)
    spot = made.iloc[777]
    assert tuple(tag.text for tag in parse(spot["text"]).hashtags) == spot["tags"]

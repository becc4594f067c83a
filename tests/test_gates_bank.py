"""Are the questions at the gates and of the measure complete, dated, kind, and no gift to those who only remember?"""

import re
import tomllib
from collections import Counter
from importlib.resources import files

import pytest

from toolkit.posts import hashtags_on, length
from toolkit.posts.rules import limit
from toolkit.sessions.room import gates

DATA = files("toolkit.course").joinpath("data")
BANKS = {name: items for name, items in gates().banks.items() if items}
ITEMS = [item for bank in BANKS.values() for item in bank]
VARIANTS = [(f"{item['id']} {place}", one) for item in ITEMS for place, one in enumerate(item["variant"])]
COURSE = tomllib.loads(DATA.joinpath("course.toml").read_text("utf-8"))
SESSIONS = {name: week["name"] for week in COURSE["week"] for name in week["sessions"]}
UNKIND = re.compile(r"\b(invalid|errors?|fail(s|ed)?|wrong|incorrect|stupid|obviously)\b", re.I)
WHERE = re.compile(r"where somebody is watching|open country|official")

each_item = pytest.mark.parametrize("item", ITEMS, ids=lambda item: item["id"])
each_variant = pytest.mark.parametrize("variant", [one for _, one in VARIANTS], ids=[name for name, _ in VARIANTS])
each_bank = pytest.mark.parametrize("bank", BANKS)


def found(id_: str) -> list[dict]:
    return next(item["variant"] for item in ITEMS if item["id"] == id_)


def right(variant: dict) -> dict:
    return next(option for option in variant["options"] if option["right"])


def texts(item: dict) -> list[str]:
    asked = [one["question"] for one in item["variant"]]
    said = [option[part] for one in item["variant"] for option in one["options"] for part in ("text", "why")]
    return [item["source"], *asked, *said]


@pytest.mark.parametrize(("bank", "many"), [("crawl", 10), ("walk", 8), ("run", 8), ("measure", 10)])
def test_each_bank_has_items_enough(bank, many):
    assert len(BANKS[bank]) >= many


def test_no_id_stands_twice_in_the_course():
    ids = [item["id"] for item in ITEMS]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", id_) for id_ in ids)


@each_item
def test_an_item_names_its_session_its_source_and_three_variants(item):
    assert set(item) == {"id", "session", "items", "source", "variant"}
    assert item["session"] in SESSIONS
    assert len(item["variant"]) == 3
    listed = ", ".join(str(number) for number in item["items"])
    assert item["source"].split(";")[0] == f"item{'s' * (len(item['items']) > 1)} {listed}"


@each_item
def test_an_item_asks_for_something_that_its_session_trains(item):
    assert set(item["items"]) <= set(range(1, 109))
    assert set(item["items"]) & set(COURSE["session"][item["session"]]["items"])


@each_item
def test_what_is_said_of_a_network_or_a_study_has_a_year(item):
    assert all(re.search(r"\d{4}", part) for part in item["source"].split(";")[1:])


@pytest.mark.parametrize("week", ["crawl", "walk", "run"])
def test_a_gate_asks_for_its_own_week(week):
    assert {SESSIONS[item["session"]] for item in BANKS[week]} == {week}


@each_variant
def test_exactly_one_option_is_right_and_every_one_says_why(variant):
    assert set(variant) == {"question", "options"}
    assert 3 <= len(variant["options"]) <= 4
    assert sum(option["right"] for option in variant["options"]) == 1
    assert len({option["text"] for option in variant["options"]}) == len(variant["options"])
    for option in variant["options"]:
        assert set(option) == {"text", "right", "why"}
        assert option["text"].strip()
        assert 20 < len(option["why"]) < 220
        assert option["why"].rstrip("”").endswith(".")


@each_item
def test_no_two_variants_of_an_item_are_alike(item):
    questions = [one["question"] for one in item["variant"]]
    assert len(set(questions)) == 3
    for part in ("text", "why"):
        of_the_right = [right(one)[part] for one in item["variant"]]
        assert len(set(of_the_right)) == 3


@each_item
def test_the_same_number_of_options_is_offered_in_every_variant(item):
    assert len({len(one["options"]) for one in item["variant"]}) == 1


@each_item
def test_the_place_of_the_right_option_varies_within_an_item(item):
    assert len({one["options"].index(right(one)) for one in item["variant"]}) > 1


@each_bank
def test_the_right_options_are_spread_over_the_places(bank):
    places = Counter(one["options"].index(right(one)) for item in BANKS[bank] for one in item["variant"])
    assert set(places) == {0, 1, 2, 3}
    assert max(places.values()) <= sum(places.values()) * 0.4


@each_bank
def test_the_longest_option_is_no_safe_bet(bank):
    variants = [one for item in BANKS[bank] for one in item["variant"]]
    longest = [one for one in variants if len(right(one)["text"]) >= max(len(each["text"]) for each in one["options"])]
    assert len(longest) <= len(variants) * 0.4


@each_bank
def test_the_shortest_option_is_no_safe_bet(bank):
    variants = [one for item in BANKS[bank] for one in item["variant"]]
    shortest = [one for one in variants if len(right(one)["text"]) <= min(len(each["text"]) for each in one["options"])]
    assert len(shortest) <= len(variants) * 0.4


@each_item
def test_no_text_is_unkind_or_leads_to_a_live_place(item):
    for text in texts(item):
        assert not UNKIND.search(text), text
        assert not re.search(r"https?://(?![\w.-]*example\.org)|@\w", text), text


@pytest.mark.parametrize(
    "id_",
    [
        "what-shows-who",
        "choices-when-signing-up",
        "threat-at-the-door",
        "tag-that-people-read",
        "one-broad-one-near",
        "who-reads-the-tag",
        "page-group-or-profile",
        "keys-in-two-hands",
        "police-posts",
        "what-goes-first",
        "how-to-reach-whom",
        "follow-in-public",
        "measure-safety-first",
        "measure-settings",
        "measure-who-else-reads",
    ],
)
def test_a_case_in_which_the_setting_decides_names_it(id_):
    for one in found(id_):
        assert WHERE.search(one["question"] + right(one)["text"])


@pytest.mark.parametrize("id_", ["who-reads-the-tag", "follow-in-public", "threat-at-the-door", "what-goes-first"])
def test_some_items_ask_in_more_than_one_setting(id_):
    assert len({WHERE.search(one["question"])[0] for one in found(id_)}) > 1


def test_only_the_right_tag_holds_on_all_three_networks():
    for variant in found("tag-that-holds"):
        for option in variant["options"]:
            whole = option["text"].removeprefix("#")
            on = [{tag.removeprefix("#") for tag in tags_of(option["text"], name)} for name in NETWORKS]
            assert all(whole in tags for tags in on) == option["right"], option["text"]


NETWORKS = ("x", "mastodon", "bluesky")


def tags_of(text: str, network: str) -> list[str]:
    return [span.text for span in hashtags_on(text, network)]


@pytest.mark.parametrize(
    ("id_", "place", "network", "letter", "many", "link"),
    [
        ("does-it-fit", 0, "x", "e", 250, 90),
        ("does-it-fit", 1, "bluesky", "e", 250, 90),
        ("does-it-fit", 2, "mastodon", "e", 460, 120),
        ("measure-counter", 0, "x", "ع", 235, 80),
        ("measure-counter", 1, "x", "گ", 248, 70),
        ("measure-counter", 2, "x", "ж", 243, 95),
    ],
)
def test_the_right_number_is_the_one_that_our_counter_says(id_, place, network, letter, many, link):
    variant = found(id_)[place]
    assert {str(many), str(link)} <= set(re.findall(r"\d+", variant["question"]))
    address = "https://example.org/"
    left = limit(network) - length(f"{letter * many} {address}{'a' * (link - len(address))}", network)
    fits = f"Yes, {left} characters are left" if left >= 0 else f"No, it is {-left} characters too long"
    assert right(variant)["text"] == fits

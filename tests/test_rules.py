"""Is every platform fact dated, sourced and found?"""

import warnings
from dataclasses import FrozenInstanceError
from datetime import date, timedelta

import pytest

from toolkit.posts.rules import advised_tags, limit, platforms, rule, rules, stale


@pytest.mark.parametrize(
    ("platform", "most"),
    [
        ("x", 280),
        ("x-2013", 140),
        ("mastodon", 500),
        ("bluesky", 300),
        ("threads", 500),
        ("instagram", 2200),
        ("facebook", 63206),
        ("youtube", 5000),
        ("telegram", 4096),
        ("tiktok", 2200),
        ("linkedin", 3000),
        ("vk", None),
        ("nowhere", None),
    ],
)
def test_limit_of_each_platform(platform, most):
    assert limit(platform) == most


def test_then_and_now_are_two_rows_of_one_engine():
    then, now = rule("x-2013", "text-limit"), rule("x", "text-limit")
    assert (then.value, now.value) == (140, 280)
    assert then.weights and now.weights
    assert then.weights.light_ranges == ()
    assert now.weights.light_ranges == ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
    assert rule("x", "link-length").value == rule("x-2013", "link-length").value == 23


@pytest.mark.parametrize("each", rules(), ids=lambda each: f"{each.platform} {each.name}")
def test_every_rule_is_complete(each):
    assert each.unit
    assert each.source
    assert isinstance(each.value, int)
    assert date(2012, 1, 1) < each.as_of < each.review_by


def test_no_rule_stands_twice():
    assert len({(each.platform, each.name) for each in rules()}) == len(rules())


def test_a_missing_rule_is_named_in_a_sentence():
    with pytest.raises(LookupError, match="no rule “text-limit” for “vk”"):
        rule("vk", "text-limit")


def test_a_rule_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        rule("x", "text-limit").value = 1000  # type: ignore[misc]


def test_what_was_not_verified_is_not_graded():
    doubtful = {(each.platform, each.name) for each in rules() if not each.graded}
    assert doubtful == {
        ("x", "alt-limit"),
        ("bluesky", "alt-limit"),
        ("threads", "alt-limit"),
        ("vk", "text-limit-reported"),
    }


def test_advised_tags_takes_the_cap_where_there_is_one():
    assert [advised_tags(each) for each in ("x", "x-2013", "threads", "instagram", "mastodon")] == [
        2,
        2,
        1,
        5,
        None,
    ]


def test_stale_lists_what_is_past_its_review_date():
    first = min(each.review_by for each in rules())
    assert stale(first) == ()
    assert {each.review_by for each in stale(first + timedelta(days=1))} == {first}


def remind(today):
    """Warn only, because old rules are still better than none."""
    for each in stale(today):
        warnings.warn(f"Look again: {each.platform} {each.name}, due {each.review_by}", stacklevel=1)


def test_somebody_looks_again_when_a_review_date_has_passed():
    last = max(each.review_by for each in rules())
    with pytest.warns(UserWarning, match="Look again: ") as told:
        remind(last + timedelta(days=1))
    assert len(told) == len(rules())
    remind(date.today())


def test_platforms_come_in_the_order_of_the_file():
    assert platforms()[:2] == ("x", "x-2013")

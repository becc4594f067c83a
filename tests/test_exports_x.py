"""Are the archives and tables of X read as X writes them?"""

import json
from typing import Any

import pandas as pd
import pytest
from test_exports_made import (
    NAME,
    STRANGER,
    WORDS,
    X_DAYS,
    X_POSTS,
    account,
    entities,
    javascript,
    lines,
    mention,
    note,
    snowflake,
    tweet,
    url,
    x_row,
    x_zip,
    zipped,
)

from toolkit.own_posts import Archive, Unread, read
from toolkit.world.frames import COLUMNS


def archive(*posts: dict[str, Any], **members: str) -> Archive:
    return read("twitter.zip", x_zip(*posts, **members))


def only(*posts: dict[str, Any], **members: str) -> Any:
    (row,) = archive(*posts, **members).posts.itertuples()
    return row


def table(*rows: str, head: str = X_POSTS) -> Archive:
    return read("account_analytics_content_2026-07-01_2026-07-31.csv", lines(head, *rows))


def test_a_post_stands_in_the_table_with_its_types() -> None:
    found = archive(tweet(1050118621198921728))
    assert found.product == "X archive"
    assert list(found.posts.columns) == list(COLUMNS)
    row = found.posts.iloc[0]
    assert (row["id"], row["platform"], row["account"], row["lang"]) == ("1050118621198921728", "x", "me", "en")
    assert row["created_utc"] == pd.Timestamp("2018-10-10T20:19:24Z")
    assert (row["likes"], row["reposts"], row["tags"]) == (3, 2, ("HealthForAll",))


def test_is_a_number_that_x_does_not_give_missing_and_not_zero() -> None:
    found = archive(tweet())
    assert found.posts[["impressions", "views", "clicks", "tag_clicks", "replies"]].isna().all(axis=None)
    assert any("missing, not zero" in note for note in found.notes)


@pytest.mark.parametrize(
    ("member", "content"),
    [
        ("data/tweets.js", javascript(tweet())),
        ("data/tweet.js", javascript(tweet(), kind="tweet")),
        ("data/tweet.js", javascript(tweet(), kind="tweet", wrapper="")),
        ("data/tweets-part1.js", javascript(tweet(), part=1)),
        ("tweet.js", javascript(tweet(), kind="tweet")),
        ("twitter-2026-07-14-abc/data/tweets.js", javascript(tweet())),
        ("data\\tweets.js", javascript(tweet())),
        ("data/tweets.js", "\ufeff" + javascript(tweet()) + " ;\n"),
        ("data/tweets.js", javascript(tweet()).replace("window.", "")),
    ],
)
def test_which_layouts_of_an_archive_do_we_know(member: str, content: str) -> None:
    assert read("x.zip", zipped({member: content, "Your archive.html": "<p>"})).posts["likes"].tolist() == [3]


def test_do_part_files_come_together_and_the_oldest_post_first() -> None:
    later = tweet(2, created_at="Thu Oct 11 00:00:00 +0000 2018")
    found = archive(later, data__tweets__dummy="", **{"data__tweets-part1_js": javascript(tweet(1), part=1)})
    assert found.posts["id"].tolist() == ["1", "2"]


def test_does_a_post_in_two_part_files_count_once() -> None:
    found = archive(tweet(1), **{"data__tweets-part1_js": javascript(tweet(1), part=1)})
    assert len(found.posts) == 1
    assert any("more than once" in note for note in found.notes)


def test_can_a_person_bring_only_the_file_with_the_posts() -> None:
    found = read("my posts.txt", javascript(tweet()).encode())
    assert (len(found.posts), found.left_alone) == (1, ())
    assert any("note-tweet.js" in note for note in found.notes)


def test_can_a_person_bring_only_the_long_posts() -> None:
    content = javascript(note("A long text. #Whole"), kind="note_tweet", wrapper="noteTweet")
    found = read("note-tweet.js", content.encode())
    assert found.posts["text"].tolist() == ["A long text. #Whole"]
    assert found.posts["tags"].tolist() == [("Whole",)]
    assert found.posts["likes"].isna().all()


def test_is_a_zip_of_long_posts_alone_read() -> None:
    content = javascript(note("A long text."), kind="note_tweet", wrapper="noteTweet")
    assert read("x.zip", zipped({"note-tweet.js": content})).posts["text"].tolist() == ["A long text."]


def test_is_code_behind_the_posts_refused() -> None:
    with pytest.raises(Unread, match="there is more"):
        read("tweets.js", (javascript(tweet()) + "; alert(1)").encode())


@pytest.mark.parametrize("size", [30, 500, -2])
def test_is_a_cut_off_file_refused(size: int) -> None:
    with pytest.raises(Unread, match="stops in the middle"):
        read("tweets.js", javascript(tweet()).encode()[:size])


def test_are_private_files_of_x_refused_with_a_hint() -> None:
    content = javascript({"text": WORDS}, kind="direct_messages", wrapper="dmConversation")
    with pytest.raises(Unread, match=r"tweets\.js") as said:
        read("direct-messages.js", content.encode())
    assert WORDS not in str(said.value)


def test_what_is_said_about_an_archive_of_before_2018() -> None:
    with pytest.raises(Unread, match="before 2018"):
        read(
            "old.zip", zipped({"data/js/tweets/2012_01.js": "Grailbird.data.tweets_2012_01 = []", "tweets.csv": "a,b"})
        )


def test_does_a_date_of_another_form_still_count() -> None:
    assert only(tweet(created_at="2018-10-10T20:19:24.000Z")).created_utc == pd.Timestamp("2018-10-10T20:19:24Z")
    assert pd.isna(only(tweet(created_at="yesterday")).created_utc)


def test_ids_stay_texts_with_every_digit() -> None:
    big = tweet(id_str="1945351234567890123", id="1945351234567890123")
    assert only(big).id == "1945351234567890123"


def test_are_escaped_signs_as_people_see_them() -> None:
    """Places count the text with `&amp;` in it; read either way, tag and text are the same."""
    text = "Rights &amp; duties &lt;3 #HealthForAll"
    shifted = tweet(text=text)
    shifted["entities"]["hashtags"][0]["indices"] = ["18", "31"]
    for post in (tweet(text=text), shifted):
        row = only(post)
        assert (row.text, row.tags) == ("Rights & duties <3 #HealthForAll", ("HealthForAll",))


def test_are_links_written_out_and_links_to_own_pictures_dropped() -> None:
    picture = {"url": "https://t.co/pic", "type": "photo", "expanded_url": "https://x.com/quiet_fox/status/1/photo/1"}
    lists = entities(urls=[url("https://t.co/abc", "https://example.org/report?a=1&b=2")], media=[picture])
    row = only(tweet(text="Read https://t.co/abc now https://t.co/pic", **lists))
    assert (row.text, row.links, row.has_media) == (
        "Read https://example.org/report?a=1&b=2 now",
        ("https://example.org/report?a=1&b=2",),
        True,
    )


def test_do_tags_and_links_come_from_the_text_when_the_archive_lists_none() -> None:
    row = only(tweet(text="Read https://example.org/a #حقوق #2206v1900", entities={}))
    assert (row.tags, row.links) == (("حقوق", "2206v1900"), ("https://example.org/a",))


@pytest.mark.parametrize(("code", "kept"), [("en", "en"), ("qme", "und"), ("in", "id"), ("", "und"), (None, "und")])
def test_is_the_language_one_that_others_know(code: str | None, kept: str) -> None:
    assert only(tweet(lang=code)).lang == kept


def test_does_a_repost_keep_only_that_and_when_it_happened() -> None:
    text = f"RT @{STRANGER}: {WORDS} #TheirTag https://t.co/abc…"
    found = archive(tweet(text=text, retweeted=False, retweet_count="5000", **entities(user_mentions=[mention()])))
    (row,) = found.posts.itertuples()
    assert (row.is_repost, row.text, row.tags, row.links, row.mentions_count) == (True, "", (), (), 0)
    assert pd.isna(row.reposts)
    assert any(note.startswith("Reposts of others: 1.") for note in found.notes)


def test_does_a_repost_of_oneself_keep_its_words() -> None:
    row = only(tweet(text="RT @Quiet_Fox: Clinics are closing."), data__account_js=account("quiet_fox"))
    assert (row.is_repost, row.text) == (True, "Clinics are closing.")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (f"So true! RT @{STRANGER}: {WORDS} #TheirTag", "So true! RT @…"),
        (f"“@{STRANGER}: {WORDS}” So true!", "RT @… So true!"),
    ],
)
def test_are_words_of_others_inside_an_own_post_dropped(text: str, kept: str) -> None:
    row = only(tweet(text=text))
    assert (row.text, row.tags, row.is_repost) == (kept, (), False)


def test_is_the_addressee_of_a_reply_unnamed() -> None:
    reply = tweet(
        text=f"@{STRANGER} thank you, ask @{STRANGER}_too",
        in_reply_to_status_id_str="5",
        in_reply_to_screen_name=STRANGER,
        **entities(user_mentions=[mention(), mention(f"{STRANGER}_too")]),
    )
    row = only(reply)
    assert (row.is_reply, row.text, row.mentions_count) == (True, "@… thank you, ask @…", 2)


def test_are_links_to_pages_of_others_cut_to_the_host_and_own_ones_kept() -> None:
    links = [
        url("https://t.co/one", f"https://twitter.com/{STRANGER}/status/1"),
        url("https://t.co/two", "https://x.com/quiet_fox/status/2"),
    ]
    post = tweet(text="See https://t.co/one and https://t.co/two", **entities(urls=links))
    row = only(post, data__account_js=account())
    assert row.links == ("https://twitter.com", "https://x.com/quiet_fox/status/2")
    assert row.text == "See https://twitter.com and https://x.com/quiet_fox/status/2"


def test_are_long_posts_whole_again() -> None:
    cut = tweet(text="It began in spring " + "and went on " * 15 + "… https://t.co/self")
    whole = note("It began in spring " + "and went on " * 40 + f"@{STRANGER} #Whole")
    found = archive(cut, tweet(2), **{"data__note-tweet_js": javascript(whole, kind="note_tweet", wrapper="noteTweet")})
    assert found.posts["tags"].tolist() == [("Whole",), ("HealthForAll",)]
    assert found.posts["text"][0].endswith("@… #Whole")
    assert any(note == "Long posts that we completed from “note-tweet.js”: 1." for note in found.notes)


def test_is_the_right_one_of_two_posts_of_one_second_completed() -> None:
    posts = tweet(1, text="First of a thread"), tweet(2, text="It began in spring and …")
    whole = javascript(note("It began in spring and ended in autumn"), kind="note_tweet", wrapper="noteTweet")
    found = archive(*posts, **{"data__note-tweet_js": whole})
    assert found.posts["text"].tolist() == ["First of a thread", "It began in spring and ended in autumn"]


def test_does_a_long_post_of_another_second_change_nothing() -> None:
    whole = note("Another text", second="2019-01-01T00:00:00.000Z")
    found = archive(tweet(), **{"data__note-tweet_js": javascript(whole, kind="note_tweet", wrapper="noteTweet")})
    assert found.posts["text"].tolist() == ["Clinics are closing. #HealthForAll"]


def test_does_only_the_newest_version_of_an_edited_post_count() -> None:
    first = {"edit_info": {"initial": {"editTweetIds": ["1", "2"]}}}
    second = {"edit_info": {"edit": {"initialTweetId": "1", "editControlInitial": {"editTweetIds": ["1", "2"]}}}}
    found = archive(tweet(1, "Befor", **first), tweet(2, "Before", **second))
    assert found.posts["text"].tolist() == ["Before"]
    assert any(note.startswith("Earlier versions") and note.endswith("out: 1.") for note in found.notes)


def test_are_rows_that_are_no_posts_left_out_and_counted() -> None:
    found = archive(tweet(), {"id_str": "x"}, tweet(3, entities=["?"]), {})
    assert len(found.posts) == 1
    assert any(note.endswith("left out: 3.") for note in found.notes)


@pytest.mark.parametrize(("said", "read_as"), [("12", 12), (12, 12), ("1e5", None), (None, None), ("9" * 30, None)])
def test_are_counts_read_from_texts(said: Any, read_as: int | None) -> None:
    likes = only(tweet(favorite_count=said)).likes
    assert likes == read_as if read_as is not None else pd.isna(likes)


def test_can_half_characters_be_written_to_a_file() -> None:
    found = read("tweets.js", b"window.YTD.tweets.part0 = [" + json.dumps(tweet(text="a \ud83d b")).encode() + b"]")
    assert found.posts.to_csv()


# Tables ----------------------------------------------------------------------------------------------------------


def test_is_the_table_of_posts_read_with_the_time_from_the_ids() -> None:
    link = "https://x.com/quiet_fox/status/1"
    found = table(x_row(snowflake(2026, 7, 14, 18, 5), link=link))
    (row,) = found.posts.itertuples()
    assert found.product == "X analytics"
    assert row.created_utc == pd.Timestamp("2026-07-14T18:05:00Z")
    assert (row.impressions, row.likes, row.saves, row.shares, row.follows) == (1500, 12, 3, 2, 1)
    assert (row.replies, row.reposts, row.profile_visits, row.clicks, row.tag_clicks) == (4, 5, 6, 8, 9)
    assert (row.tags, row.engagements) == (("HealthForAll",), 40)


def test_may_a_text_in_a_table_have_line_breaks() -> None:
    found = table(x_row(snowflake(2026, 7, 14), text='"One\nTwo, ""three"""'), x_row(snowflake(2026, 7, 15)))
    assert found.posts["text"][0] == 'One\nTwo, "three"'


def test_does_the_date_count_where_the_id_does_not_fit_it() -> None:
    found = table(x_row(snowflake(2020, 1, 1)))
    assert found.posts["created_utc"][0] == pd.Timestamp("2026-07-14T12:00Z")
    assert any("do not fit their dates" in note for note in found.notes)
    assert any("12:00 UTC" in note for note in found.notes)


def test_is_a_day_either_way_near_enough_for_time_zones() -> None:
    found = table(x_row(snowflake(2026, 7, 15, 4)), x_row(snowflake(2026, 7, 13, 20)))
    assert found.posts["created_utc"].dt.hour.tolist() == [20, 4]


@pytest.mark.parametrize("damaged", ["1.94535E+18", "1,94535E+18", "1945350000000000000.0", "1945350000000000000"])
def test_are_ids_that_a_spreadsheet_has_rounded_noticed(damaged: str) -> None:
    found = table(x_row(f'"{damaged}"'), x_row(f'"{damaged}"', text='"Another"'))
    assert found.posts["id"].tolist() == ["row-1", "row-2"]
    assert (found.posts["created_utc"] == pd.Timestamp("2026-07-14T12:00Z")).all()
    assert any("spreadsheet" in note for note in found.notes)


def test_are_damaged_ids_taken_from_whole_links() -> None:
    number = snowflake(2026, 7, 14, 18, 5)
    found = table(x_row("2.07E+18", link=f"https://x.com/quiet_fox/status/{number}"))
    assert found.posts["id"].tolist() == [number]
    assert found.posts["created_utc"][0] == pd.Timestamp("2026-07-14T18:05Z")
    assert any("from the links" in note for note in found.notes)


def test_is_a_weekday_that_does_not_fit_its_date_noticed() -> None:
    found = table(x_row(snowflake(2026, 7, 14), day='"Mon, Jul 14, 2026"'))
    assert any("Weekdays that do not fit" in note for note in found.notes)
    assert not any("Weekdays" in note for note in table(x_row(snowflake(2026, 7, 14))).notes)


def test_are_columns_found_wherever_they_stand_and_others_ignored() -> None:
    found = table(f'"A text",{snowflake(2026, 7, 14)},9,what', head="Post text,Post id,Hashtag Clicks,Something new")
    assert found.posts[["text", "tag_clicks"]].values.tolist() == [["A text", 9]]
    assert found.posts["likes"].isna().all()


def test_is_a_repost_or_reply_in_a_table_without_others() -> None:
    found = table(
        x_row(snowflake(2026, 7, 14, 1), text=f'"RT @{STRANGER}: {WORDS} #Theirs"'),
        x_row(snowflake(2026, 7, 14, 2), text=f'"@{STRANGER} thank you"'),
    )
    assert found.posts["text"].tolist() == ["", "@… thank you"]
    assert found.posts["is_repost"].tolist() == [True, False]
    assert found.posts["is_reply"].tolist() == [False, True]
    assert found.posts["tags"].tolist() == [(), ()]


def test_does_a_table_of_one_day_work() -> None:
    found = table(*[x_row(snowflake(2026, 7, 14, hour)) for hour in range(3)])
    assert found.posts["created_utc"].dt.date.nunique() == 1


def test_is_the_table_of_days_read_as_days() -> None:
    found = read(
        "account_overview_analytics.csv", lines(X_DAYS, '"Tue, Jul 14, 2026","1,500",12,40,3,2,1,0,4,5,6,2,70,80')
    )
    (row,) = found.posts.itertuples()
    assert (row.impressions, row.posts_made, row.views, row.text) == (1500, 2, 70, "")
    assert found.notes[0].startswith("This table counts days")


def test_nothing_of_others_comes_out_of_an_archive() -> None:
    post = tweet(
        text=f"@{STRANGER} .@{STRANGER} {STRANGER}@example.org https://t.co/abc",
        in_reply_to_screen_name=STRANGER,
        **entities(user_mentions=[mention()], urls=[url("https://t.co/abc", f"https://www.instagram.com/{STRANGER}/")]),
    )
    private = {
        "data__direct-messages_js": javascript({"text": WORDS}, kind="direct_messages"),
        "data__follower_js": javascript({"userLink": STRANGER}, kind="follower"),
    }
    found = archive(post, tweet(2, f"RT @{STRANGER}: {WORDS}"), **private)
    said = found.posts.to_csv() + " ".join(found.notes)
    assert not [each for each in (STRANGER, NAME, WORDS) if each in said]

"""Are the archives of Mastodon, Bluesky and Telegram read as these write them?"""

import json
import tarfile
from typing import Any

import pandas as pd
import pytest
from test_exports_made import (
    NAME,
    PUBLIC,
    SERVER,
    STRANGER,
    WORDS,
    boost,
    car,
    cbor,
    channel,
    facet,
    gzipped,
    message,
    outbox,
    skeet,
    tarred,
    toot,
    zipped,
)

from toolkit.own_posts import Archive, Unread, read
from toolkit.own_posts.cbor import Undecodable, decode

SEEN = pd.Timestamp("2026-07-14T18:05:00Z")
HASHTAG = f'<a href="{SERVER}/tags/healthforall" class="mention hashtag" rel="tag">#<span>HealthForAll</span></a>'
MENTION = (
    f'<span class="h-card"><a href="{SERVER}/@{STRANGER}" class="u-url mention">@<span>{STRANGER}</span></a></span>'
)
LINK = (
    '<a href="https://example.org/a/long/report" rel="nofollow"><span class="invisible">https://</span>'
    '<span class="ellipsis">example.org/a/long</span><span class="invisible">/report</span></a>'
)


def only(found: Archive) -> Any:
    (row,) = found.posts.itertuples()
    return row


def mastodon(*items: dict[str, Any]) -> Archive:
    return read("outbox.json", outbox(*items).encode())


def bluesky(*records: dict[str, Any]) -> Archive:
    return read("repo.car", car({f"app.bsky.feed.post/3l{n:011d}": each for n, each in enumerate(records)}))


def telegram(*messages: dict[str, Any], **more: Any) -> Archive:
    return read("result.json", channel(*messages, **more).encode())


# Mastodon --------------------------------------------------------------------------------------------------------


def test_a_toot_stands_in_the_table() -> None:
    found = mastodon(toot(content="<p>Clinics are closing.</p><p>One<br>Two</p>"))
    row = only(found)
    assert (found.product, row.platform, row.id, row.lang) == ("Mastodon", "mastodon", "110001", "en")
    assert (row.created_utc, row.text) == (SEEN, "Clinics are closing.\n\nOne\nTwo")
    assert pd.isna(row.likes) and pd.isna(row.reposts)


@pytest.mark.parametrize("form", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT, tarfile.USTAR_FORMAT])
@pytest.mark.parametrize("mode", ["w:gz", "w"])
def test_can_it_come_as_a_tar(mode: str, form: int) -> None:
    long = "media_attachments/files/" + "110/" * 40 + "picture.jpg" if form != tarfile.USTAR_FORMAT else "media/a.jpg"
    found = read("archive.tar.gz", tarred({long: b"\xff\xd8" * 700, "outbox.json": outbox(toot())}, mode, form))
    assert (len(found.posts), found.left_alone) == (1, (long,))


def test_can_it_come_as_a_zip() -> None:
    found = read("archive.zip", zipped({"outbox.json": outbox(toot()), "likes.json": "{", "actor.json": "{"}))
    assert found.left_alone == ("actor.json", "likes.json")


def test_are_tags_as_they_were_written_and_not_as_the_server_lists_them() -> None:
    listed = [{"type": "Hashtag", "name": "#healthforall", "href": ""}]
    row = only(mastodon(toot(content=f"<p>Read {HASHTAG}</p>", tag=listed)))
    assert (row.text, row.tags) == ("Read #HealthForAll", ("HealthForAll",))
    assert only(mastodon(toot(content="<p>Read</p>", tag=listed))).tags == ("healthforall",)


def test_is_a_shortened_link_whole_in_the_links() -> None:
    row = only(mastodon(toot(content=f"<p>Read {LINK}</p>")))
    assert (row.text, row.links) == ("Read example.org/a/long…", ("https://example.org/a/long/report",))


def test_are_mentions_unnamed_and_counted() -> None:
    people = [{"type": "Mention", "href": f"{SERVER}/users/{STRANGER}", "name": f"@{STRANGER}"}]
    row = only(mastodon(toot(content=f"<p>{MENTION} and @heron@social.example.org</p>", tag=people, inReplyTo="x")))
    assert (row.text, row.links, row.mentions_count, row.is_reply) == ("@… and @…", (), 1, True)


def test_are_links_to_pages_of_others_cut_and_own_ones_kept() -> None:
    own = f"{SERVER}/@quiet_fox/110002"
    pages = (
        f'<p><a href="{SERVER}/@{STRANGER}/5">a</a> <a href="{own}">b</a> <a href="{SERVER}/@quiet_foxes/1">c</a></p>'
    )
    assert only(mastodon(toot(content=pages))).links == (SERVER, own, SERVER)


def test_does_a_boost_keep_only_that_and_when_it_happened() -> None:
    row = only(mastodon(boost()))
    assert (row.is_repost, row.text, row.id) == (True, "", "110500")
    assert row.created_utc == pd.Timestamp("2026-07-15T06:00Z")


@pytest.mark.parametrize(
    ("to", "cc", "kept"),
    [
        ([PUBLIC], [], 1),
        (["as:Public"], [], 1),
        (PUBLIC, None, 1),
        ([f"{SERVER}/users/quiet_fox/followers"], [PUBLIC], 1),  # unlisted
        ([f"{SERVER}/users/quiet_fox/followers"], [], 0),
        ([f"{SERVER}/users/{STRANGER}"], [], 0),
    ],
)
def test_do_only_public_posts_stay(to: Any, cc: Any, kept: int) -> None:
    found = mastodon(toot(1_000), toot(2_000, to=to, cc=cc))
    assert len(found.posts) == 1 + kept
    assert any("not public" in note for note in found.notes) != bool(kept)


def test_are_alt_texts_and_content_warnings_kept() -> None:
    pictures = [{"type": "Document", "name": "A queue before a clinic"}, {"type": "Document", "name": None}]
    row = only(mastodon(toot(attachment=pictures, summary="Health", sensitive=True)))
    assert (row.alt_texts, row.has_media) == (("A queue before a clinic",), True)
    assert row.text == "Health\n\nClinics are closing."


def test_is_a_poll_a_post() -> None:
    assert only(mastodon(toot(type="Question", oneOf=[]))).text == "Clinics are closing."


def test_is_a_packed_file_that_is_no_archive_refused() -> None:
    with pytest.raises(Unread, match="not an archive"):
        read("outbox.gz", gzipped(outbox(toot()).encode() * 9))


# Bluesky ---------------------------------------------------------------------------------------------------------


def test_a_post_of_a_repository_stands_in_the_table() -> None:
    found = bluesky(skeet(), skeet("Второй"), skeet("تیسرا"))
    assert (found.product, sorted(found.posts["text"])) == ("Bluesky", ["Clinics are closing.", "Второй", "تیسرا"])
    assert (found.posts["created_utc"] == SEEN).all()
    assert found.posts["id"].tolist() == ["3l00000000000", "3l00000000001", "3l00000000002"]
    assert found.posts["likes"].isna().all()


def test_are_places_counted_in_bytes() -> None:
    text = f"Рядом 🕊️ @{STRANGER}.example.org о здоровье #ЗдоровьеВсем"
    marks = [
        facet(text, f"@{STRANGER}.example.org", "mention", did="did:plc:stranger"),
        facet(text, "#ЗдоровьеВсем", "tag", tag="ЗдоровьеВсем"),
    ]
    row = only(bluesky(skeet(text, facets=marks)))
    assert (row.text, row.tags) == ("Рядом 🕊️ @… о здоровье #ЗдоровьеВсем", ("ЗдоровьеВсем",))
    assert row.mentions_count == 1


def test_is_a_mention_that_looks_like_none_hidden() -> None:
    text = f"Thanks to {NAME} for this"
    assert only(bluesky(skeet(text, facets=[facet(text, NAME, "mention", did="x")]))).text == "Thanks to @… for this"


def test_is_a_link_that_names_somebody_hidden() -> None:
    pages = (
        f"https://bsky.app/profile/{STRANGER}.example.org",
        f"https://social.example.org/@{STRANGER}",
        "tg://user?id=7",
    )
    text = f"Thanks to {NAME} for this"
    skeeted = bluesky(skeet(text, facets=[facet(text, NAME, "link", uri=pages[0])]))
    tooted = mastodon(toot(content=f'<p>Thanks to <a href="{pages[1]}">{NAME}</a> for this</p>'))
    sent = telegram(message(1, "Thanks to ", {"type": "text_link", "text": NAME, "href": pages[2]}, " for this"))
    assert {only(found).text for found in (skeeted, tooted, sent)} == {"Thanks to @… for this"}


def test_do_hidden_tags_and_links_come_along() -> None:
    text = "Read example.org/rep… now"
    card = {"$type": "app.bsky.embed.external", "external": {"uri": f"https://bsky.app/profile/{STRANGER}/post/1"}}
    marks = [facet(text, "example.org/rep…", "link", uri="https://example.org/report")]
    row = only(bluesky(skeet(text, facets=marks, tags=["HealthForAll"], embed=card)))
    assert (row.tags, row.links) == (("HealthForAll",), ("https://example.org/report", "https://bsky.app"))


def test_are_alt_texts_kept_and_empty_ones_not() -> None:
    images = {"$type": "app.bsky.embed.images", "images": [{"alt": "A queue", "image": {}}, {"alt": "", "image": {}}]}
    for embed in (images, {"$type": "app.bsky.embed.recordWithMedia", "media": images, "record": {}}):
        row = only(bluesky(skeet(embed=embed)))
        assert (row.alt_texts, row.has_media) == (("A queue",), True)


def test_are_likes_follows_and_blocks_never_decoded() -> None:
    """Their blocks are not even valid: to look at them would be noticed."""
    data = car({"app.bsky.feed.post/3l00000000000": skeet(), "app.bsky.graph.follow/3l1": {"subject": STRANGER}})
    spoiled = data.replace(STRANGER.encode(), b"\xff" * len(STRANGER))
    found = read("repo.car", spoiled)
    assert len(found.posts) == 1
    assert not any("damaged" in note for note in found.notes)


def test_is_a_repost_a_row_without_words() -> None:
    theirs = {
        "$type": "app.bsky.feed.repost",
        "subject": {"uri": f"at://{STRANGER}/x/1"},
        "createdAt": "2026-07-14T18:05:00Z",
    }
    row = only(read("repo.car", car({"app.bsky.feed.repost/3l00000000000": theirs})))
    assert (row.is_repost, row.text, row.created_utc) == (True, "", SEEN)


def test_is_the_time_in_the_key_used_where_the_record_has_none() -> None:
    record = skeet(createdAt="once")
    row = only(read("repo.car", car({"app.bsky.feed.post/3jzfcijpj2z2a": record})))
    assert row.created_utc == pd.Timestamp("2023-06-30T15:03:01Z")


def test_are_damaged_posts_counted() -> None:
    found = read("repo.car", car({f"app.bsky.feed.post/3l{n:011d}": skeet(f"Post {n} it") for n in range(4)}))
    assert len(found.posts) == 4
    data = car({f"app.bsky.feed.post/3l{n:011d}": skeet(f"Post {n} it") for n in range(4)})
    spoiled = read("repo.car", data.replace(b"Post 2 it", b"Past 2 it"))
    assert len(spoiled.posts) == 3
    assert any(note.startswith("Damaged pieces of this file: 1.") for note in spoiled.notes)


@pytest.mark.parametrize("cut", [60, 200, -3])
def test_is_a_cut_off_repository_refused(cut: int) -> None:
    data = car({f"app.bsky.feed.post/3l{n:011d}": skeet(f"Post {n}") for n in range(4)})
    with pytest.raises(Unread, match="cut off"):
        read("repo.car", data[:cut])


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "ff",
        "5f",
        "9f",
        "bf",
        "1a00",
        "7b00ffffffffffffff",
        "9bffffffffffffffff",
        "a1",
        "a10102",
        "a2616101616102",
        "d8290000",
        "d82a4101",
        "f7",
        "f93c00",
        "61ff",
        "0000",
    ],
)
def test_is_cbor_of_any_other_form_refused(bad: str) -> None:
    with pytest.raises(Undecodable):
        decode(bytes.fromhex(bad))


def test_is_deep_cbor_refused() -> None:
    with pytest.raises(Undecodable):
        decode(b"\x81" * 5000 + b"\0")


@pytest.mark.parametrize("value", [0, 23, 24, -1, -500, 2**40, 1.5, "рука", b"x", [1, [2]], {"a": None, "b": True}])
def test_is_a_value_what_was_written(value: Any) -> None:
    assert decode(cbor(value)) == value


def test_can_it_come_as_a_list_of_records() -> None:
    wrapped = {"uri": "at://did:plc:me/app.bsky.feed.post/3l1", "cid": "x", "value": skeet("Mine")}
    theirs = {"uri": "at://did:plc:other/app.bsky.feed.post/3l2", "cid": "x", "value": skeet(WORDS)}
    again = {**wrapped, "uri": "at://did:plc:me/app.bsky.feed.post/3l3"}
    found = read("posts.json", json.dumps({"records": [wrapped, theirs, again], "cursor": "x"}).encode())
    assert (found.posts["text"].tolist(), found.posts["id"].tolist()) == (["Mine", "Mine"], ["3l1", "3l3"])
    assert any(note == "Posts by others in this file, which we left out: 1." for note in found.notes)
    assert only(read("posts.json", json.dumps([skeet()]).encode())).text == "Clinics are closing."


# Telegram --------------------------------------------------------------------------------------------------------


def test_a_message_stands_in_the_table() -> None:
    found = telegram(message(7, "Clinics are closing."))
    row = only(found)
    assert (found.product, row.platform, row.id, row.text) == ("Telegram", "telegram", "7", "Clinics are closing.")
    assert row.created_utc == SEEN
    assert pd.isna(row.views) and pd.isna(row.likes)


def test_may_a_text_be_a_list() -> None:
    tag, link = {"type": "hashtag", "text": "#HealthForAll"}, {"type": "link", "text": "example.org/report"}
    hidden = {"type": "text_link", "text": "here", "href": "https://example.org/more"}
    for post in (message(1, "Read ", link, " or ", hidden, " ", tag),):
        older = {name: value for name, value in post.items() if name != "text_entities"}
        for each in (post, older):
            row = only(telegram(each))
            assert (row.text, row.tags) == ("Read example.org/report or here #HealthForAll", ("HealthForAll",))
            assert row.links == ("https://example.org/report", "https://example.org/more")


def test_are_tags_and_links_of_a_plain_text_found() -> None:
    row = only(telegram({**message(1), "text": "See https://example.org/a #حقوق", "text_entities": None}))
    assert (row.tags, row.links) == (("حقوق",), ("https://example.org/a",))


def test_are_people_in_a_message_unnamed() -> None:
    pieces = [
        "Thanks ",
        {"type": "mention", "text": f"@{STRANGER}"},
        {"type": "mention_name", "text": NAME, "user_id": 77},
        {"type": "email", "text": f"{STRANGER}@example.org"},
        {"type": "phone", "text": "+37500000000"},
        {"type": "link", "text": f"https://t.me/{STRANGER}/5"},
    ]
    reactions = [{"type": "emoji", "count": 5, "emoji": "🕊", "recent": [{"from": NAME, "from_id": "user77"}]}]
    found = telegram(message(1, *pieces, author=NAME, via_bot=f"@{STRANGER}", reactions=reactions))
    row = only(found)
    assert (row.text, row.likes, row.links) == ("Thanks @…@………https://t.me", 5, ("https://t.me",))
    said = found.posts.to_csv() + " ".join(found.notes)
    assert not [each for each in (STRANGER, NAME, "37500000000") if each in said]


def test_does_a_forward_keep_only_that_and_when_it_happened() -> None:
    found = telegram(message(1, WORDS, {"type": "hashtag", "text": "#Theirs"}, forwarded_from=NAME))
    row = only(found)
    assert (row.is_repost, row.text, row.tags) == (True, "", ())


def test_are_service_messages_and_messages_of_others_left_out() -> None:
    found = telegram(
        message(1, "Mine"),
        {"id": 2, "type": "service", "actor": NAME, "action": "pin_message", "date_unixtime": "1784052300"},
        message(3, WORDS, from_id="user77"),
        message(4, "A reply", reply_to_message_id=1, photo="photos/a.jpg"),
    )
    assert found.posts["text"].tolist() == ["Mine", "A reply"]
    assert found.posts["is_reply"].tolist() == [False, True]
    assert found.posts["has_media"].tolist() == [False, True]
    assert any(note == "Messages by others, which we left out: 1." for note in found.notes)


def test_does_an_older_export_without_exact_times_say_so() -> None:
    older = {name: value for name, value in message(1, "x").items() if name != "date_unixtime"}
    found = telegram(older)
    assert only(found).created_utc == pd.Timestamp("2026-07-14T20:05Z")
    assert any("your own computer" in note for note in found.notes)


@pytest.mark.parametrize("kind", ["personal_chat", "private_group", "public_supergroup", "saved_messages", "bot_chat"])
def test_are_chats_and_groups_refused_unread(kind: str) -> None:
    """What stands behind the head is not even JSON."""
    with pytest.raises(Unread, match="other people write"):
        read("result.json", b'{"name": "x", "type": "' + kind.encode() + b'", "id": 1, "messages": [{{{')


def test_is_a_whole_account_refused_unread() -> None:
    whole = b'{"about": "x", "personal_information": {}, "chats": {"list": [{"type": "public_channel", "messages": [{{'
    with pytest.raises(Unread, match="whole Telegram account"):
        read("result.json", whole)


def test_does_a_channel_come_out_of_a_zipped_folder() -> None:
    members = {"ChatExport_2026/result.json": channel(message(1, "x")), "ChatExport_2026/photos/a.jpg": b"\xff\xd8"}
    assert read("x.zip", zipped(members)).left_alone == ("ChatExport_2026/photos/a.jpg",)

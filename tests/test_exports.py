"""Is an archive told by its content, are private files never opened, and does nothing of others come out?"""

import functools
import io
import json
import os
import random
import stat
import struct
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from test_exports_made import (
    FACEBOOK,
    INSTAGRAM,
    NAME,
    STRANGER,
    WORDS,
    X_POSTS,
    YOUTUBE,
    account,
    boost,
    car,
    channel,
    instagram_row,
    javascript,
    lines,
    message,
    note,
    outbox,
    skeet,
    snowflake,
    tarred,
    toot,
    tweet,
    x_row,
    x_zip,
    youtube_row,
    zipped,
)

from toolkit.own_posts import Archive, Unmapped, Unread, found, limits, read, tars
from toolkit.world.frames import COLUMNS, METRICS

PRIVATE = {
    "data/direct-messages.js": javascript({"text": WORDS}, kind="direct_messages"),
    "data/direct-messages-group.js": javascript({"text": WORDS}, kind="direct_messages_group"),
    "data/ip-audit.js": "{{{ 192.0.2.7",
    "data/contact.js": javascript({"name": NAME}, kind="contact"),
    "data/follower.js": javascript({"userLink": STRANGER}, kind="follower"),
    "data/deleted-tweets.js": javascript(tweet(9, WORDS), kind="deleted_tweets"),
    "data/tweet-headers.js": javascript(tweet(9, WORDS), kind="tweet_headers"),
    "data/community-tweet.js": javascript(tweet(9, WORDS), kind="community_tweet"),
    "data/grok-chat-item.js": WORDS,
    "data/email-address-change.js": WORDS,
    "data/tweets_media/1-abc.jpg": b"\xff\xd8",
    "data/tweets.js.bak": WORDS,
    "data/other/tweets.js": javascript(tweet(9, WORDS)),
    "assets/tweets.js": javascript(tweet(9, WORDS)),
    "__MACOSX/tweets.js": WORDS,
    "Your archive.html": "<p>",
}

GOOD: dict[str, Callable[[], bytes]] = {
    "X archive": lambda: x_zip(tweet(1), tweet(2), data__account_js=account(), **{"data__ip-audit_js": "{"}),
    "X archive alone": lambda: javascript(tweet(1), tweet(2)).encode(),
    "X analytics": lambda: lines(X_POSTS, x_row(snowflake(2026, 7, 14)), x_row(snowflake(2026, 7, 15))),
    "Mastodon": lambda: tarred({"media/a.jpg": b"\xff" * 900, "outbox.json": outbox(toot(), boost())}),
    "Mastodon alone": lambda: outbox(toot(), boost()).encode(),
    "Bluesky": lambda: car({f"app.bsky.feed.post/3l{n:011d}": skeet() for n in range(5)}),
    "Bluesky alone": lambda: json.dumps([skeet()]).encode(),
    "Instagram": lambda: lines(INSTAGRAM, instagram_row(), instagram_row("2")),
    "Facebook": lambda: lines(
        FACEBOOK, "1,2,Page,Title,Text,,11/20/2025 21:00,https://www.facebook.com/1,Photos,,1,2,3,4,5"
    ),
    "YouTube Studio": lambda: zipped(
        {"Table data.csv": lines(YOUTUBE, youtube_row("a", "Clinics")), "Totals.csv": "x"}
    ),
    "Telegram": lambda: channel(message(1, "x"), message(2, "y")).encode(),
}
every_product = pytest.mark.parametrize("product", GOOD)


@functools.cache
def good(product: str) -> bytes:
    return GOOD[product]()


# What it is ------------------------------------------------------------------------------------------------------


@every_product
@pytest.mark.parametrize("name", ["", "x.zip", "photo.jpg", "data.csv"])
def test_does_the_content_tell_and_not_the_name(product: str, name: str) -> None:
    assert read(name, good(product)).product == product.removesuffix(" alone")


@every_product
def test_is_a_file_on_disk_read_like_one_in_memory(product: str, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(good(product))
    assert read("file", file).posts.equals(read("file", good(product)).posts)


def test_may_a_page_hand_over_its_upload_as_it_is() -> None:
    assert len(read("file", memoryview(good("Instagram"))).posts) == 2  # type: ignore[arg-type]


@every_product
def test_are_the_columns_those_of_every_frame(product: str) -> None:
    posts = read("file", good(product)).posts
    assert list(posts.columns)[: len(COLUMNS)] == list(COLUMNS)
    assert {name: str(posts[name].dtype) for name in METRICS} == dict.fromkeys(METRICS, "Int64")
    assert (posts["account"] == "me").all() and posts["id"].is_unique


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "is a photo"),
        (b"\x89PNG\r\n\x1a\n\0", "is a picture"),
        (b"\0\0\0\x18ftypheic\0\0", "a film or a photo"),
        (b"%PDF-1.7\n%", "is a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Save as"),
        (zipped({"[Content_Types].xml": "x", "xl/workbook.xml": "x"}), "Save as"),
        (b"Rar!\x1a\x07\0\xff", "RAR"),
        (b"SQLite format 3\0", "database"),
        (b"<!DOCTYPE html><html>", "a page to look at"),
        (zipped({"messages.html": "<html>"}), "found no posts"),
        (zipped({}), "empty archive"),
        (zipped({"your_facebook_activity/posts/your_posts_1.json": "[]"}), "Download your information"),
        (b'[{"title": "x", "media": [], "timestamp": 1}]', "Download your information"),
        (b'{"hello": 1}', "is JSON"),
        (b"[" * 100_000, "deeper than|stops in the middle"),
        (b'{"orderedItems": [', "stops in the middle"),
        (b"Just a sentence.", "found no archive"),
        (bytes(range(256)) * 40, "of a kind that we do not know"),
        (b"\x1f\x8b\x08\0\0\0\0\0\0\x03abc", "cut off or damaged"),
        (b"PK\x03\x04 and no more", "cut off or damaged"),
        (javascript(kind="tweets").encode(), "no post in it"),
        (lines(INSTAGRAM), "no line below"),
    ],
)
def test_is_anything_else_named_with_a_hint(content: bytes, said: str) -> None:
    with pytest.raises(Unread, match=said) as problem:
        read("file", content)
    words = str(problem.value)
    assert "Please" in words or "please" in words
    assert not [bad for bad in ("error", "invalid", "fail", "Traceback") if bad in words.lower()]


def test_is_a_file_that_is_not_there_a_sentence(tmp_path: Path) -> None:
    for path in (tmp_path / "nothing.zip", tmp_path):
        with pytest.raises(Unread, match="could not open"):
            read("nothing.zip", path)


def test_is_a_strange_file_name_shown_safely() -> None:
    with pytest.raises(Unread) as problem:
        read("\x1b[2J" + "long " * 100, b"")
    assert "\x1b" not in str(problem.value) and len(str(problem.value)) < 200


# What is never opened --------------------------------------------------------------------------------------------


def test_are_private_members_never_opened_and_all_named(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = {"data/tweets.js": javascript(tweet()), "data/account.js": account()}
    content, opened = _spoiled(PRIVATE, wanted), []
    real = zipfile.ZipFile.open

    def watched(box: zipfile.ZipFile, member: Any, *args: Any, **more: Any) -> Any:
        opened.append(getattr(member, "filename", member))
        return real(box, member, *args, **more)

    monkeypatch.setattr(zipfile.ZipFile, "open", watched)
    archive = read("x.zip", content)
    assert sorted(opened) == sorted(wanted)
    assert archive.left_alone == tuple(sorted(PRIVATE))
    assert archive.posts["text"].tolist() == ["Clinics are closing. #HealthForAll"]
    assert any("copy “tweets.js”" in note for note in archive.notes)


def _spoiled(private: dict[str, Any], wanted: dict[str, Any]) -> bytes:
    """A ZIP whose private members are damaged, so that to open one would be noticed."""
    data = bytearray(zipped({**wanted, **private}, zipfile.ZIP_STORED))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as box:
        for info in box.infolist():
            if info.filename in private:
                data[info.header_offset : info.header_offset + 4] = b"????"
    return bytes(data)


@pytest.mark.parametrize(
    "name",
    [
        "../data/tweets.js",
        "/data/tweets.js",
        "C:/data/tweets.js",
        "..\\data\\tweets.js",
        "~/tweets.js",
        "a/../tweets.js",
    ],
)
def test_does_a_path_that_leads_out_stay_alone(name: str) -> None:
    archive = read("x.zip", zipped({name: javascript(tweet(9)), "data/tweets.js": javascript(tweet(1))}))
    assert (archive.posts["id"].tolist(), archive.left_alone) == (["1"], (name,))
    with pytest.raises(Unread, match="found no posts"):
        read("x.zip", zipped({name: javascript(tweet(9))}))


def test_is_a_link_to_another_file_left_alone() -> None:
    link = zipfile.ZipInfo("data/tweets.js")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as box:
        box.writestr(link, "/etc/passwd")
    with pytest.raises(Unread, match="found no posts"):
        read("x.zip", file.getvalue())
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as made:
        info = tarfile.TarInfo("outbox.json")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        made.addfile(info)
    with pytest.raises(Unread, match="found no posts"):
        read("x.tar", packed.getvalue())


@every_product
def test_is_nothing_written_and_nobody_called(product: str, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(good(product))
    read("file", file)  # what is imported late is imported now
    with _watched() as events:
        read("file", file)
        read("file", good(product))
    written = [(event, args) for event, args in events if _writes(event, args)]
    assert written == []


class _watched:
    """Note what Python tells its audit hooks (which cannot be taken off again, so this one falls silent)."""

    seen: ClassVar[list[tuple[str, Any]]] = []
    on = False
    hooked = False

    def __enter__(self) -> list[tuple[str, Any]]:
        kind = type(self)
        if not kind.hooked:
            sys.addaudithook(lambda event, args: kind.seen.append((event, args)) if kind.on else None)
        kind.hooked = kind.on = True
        kind.seen.clear()
        return kind.seen

    def __exit__(self, *_: object) -> None:
        type(self).on = False


def _writes(event: str, args: Any) -> bool:
    if event == "open":
        mode, flags = args[1], args[2]
        return bool(set(mode or "") & set("wax+")) or bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
    return event.startswith(
        ("socket.", "subprocess.", "os.mkdir", "os.rename", "os.remove", "shutil.", "tempfile.", "exec")
    )


def test_would_writing_be_noticed(tmp_path: Path) -> None:
    with _watched() as events:
        (tmp_path / "a").write_text("x")
        (tmp_path / "a").read_text()
    assert [_writes(event, args) for event, args in events if event == "open"] == [True, False]


# How much is read ------------------------------------------------------------------------------------------------


def test_is_a_bomb_stopped_while_it_unpacks() -> None:
    blank = b" " * (limits.SWELLING_FROM + limits.MIB)
    with pytest.raises(Unread, match="larger than posts can be"):
        read("x.zip", zipped({"outbox.json": blank}))
    with pytest.raises(Unread, match="larger than posts can be"):
        read("x.tar.gz", tarred({"a.jpg": b"\0" * len(blank)}))


def test_is_what_a_header_says_about_size_believed() -> None:
    """The member says that it is short; what is in it is not read past that, and the check sum tells."""
    data = bytearray(zipped({"data/tweets.js": javascript(tweet(), tweet(2))}))
    at = data.index(b"PK\1\2")
    data[at + 24 : at + 28] = struct.pack("<I", 300)
    with pytest.raises(Unread, match=r"cut off or damaged|stops in the middle"):
        read("x.zip", bytes(data))


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("LARGEST_TOTAL", 2000, "larger than posts can be"),
        ("MOST_MEMBERS", 2, "more files than we look through"),
        ("LARGEST_LISTING", 100, "more files than we look through"),
        ("LONGEST_ROW", 500, "stops in the middle"),
        ("MOST_ROWS", 1, "more in this file than one person"),
    ],
)
def test_do_limits_hold(name: str, value: int, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    big = x_zip(*[tweet(n, full_text="a" * 900) for n in range(3)], data__one_js="", data__two_js="")
    monkeypatch.setattr(limits, name, value)
    monkeypatch.setattr(limits, "CHUNK", 700)
    with pytest.raises(Unread, match=said):
        read("x.zip", big)


def test_do_limits_hold_for_other_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LARGEST_WHOLE", 300)
    for product in ("X analytics", "Mastodon alone", "Mastodon", "Bluesky", "Telegram"):
        with pytest.raises(Unread, match="larger than"):
            read("file", good(product))
    monkeypatch.setattr(limits, "LONGEST_WAY", 300)
    with pytest.raises(Unread, match="larger than"):
        read("file", good("Mastodon"))


def test_do_the_newest_of_too_many_posts_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(found, "MOST_POSTS", 3)
    days = [tweet(day, created_at=f"Wed Oct {day:02d} 20:19:24 +0000 2018") for day in (5, 1, 4, 2, 3)]
    archive = read("x.zip", x_zip(*days))
    assert archive.posts["id"].tolist() == ["3", "4", "5"]
    assert any("kept the newest 3" in note for note in archive.notes)


def test_is_a_locked_or_strangely_packed_member_a_sentence() -> None:
    data = bytearray(zipped({"data/tweets.js": javascript(tweet())}))
    data[data.index(b"PK\1\2") + 8] |= 1
    with pytest.raises(Unread, match="password"):
        read("x.zip", bytes(data))
    with pytest.raises(Unread, match="in a way we do not know"):
        read("x.zip", zipped({"data/tweets.js": javascript(tweet())}, zipfile.ZIP_BZIP2))


# Other people ----------------------------------------------------------------------------------------------------

PLANTED = {
    "X": x_zip(
        tweet(1, f"@{STRANGER} x {STRANGER}@example.org twitter.com/{STRANGER} https://medium.com/@{STRANGER}/1"),
        tweet(2, f"RT @{STRANGER}: {WORDS}"),
        **{"data__note-tweet_js": javascript(note(f"@{STRANGER} hello"), kind="note_tweet", wrapper="noteTweet")},
    ),
    "X analytics": lines(X_POSTS, x_row("1", text=f'"@{STRANGER} x"'), x_row("2", text=f'"RT @{STRANGER}: {WORDS}"')),
    "Mastodon": outbox(
        toot(1_111, f'<p><a href="https://s.example.org/@{STRANGER}" class="u-url mention">@{STRANGER}</a></p>'),
        toot(2_222, f"<p>{WORDS}</p>", to=[], cc=[]),
        toot(3_333, f'<p>x <a href="https://s.example.org/users/{STRANGER}">y</a></p>', summary=f"@{STRANGER}"),
        toot(4_444, attachment=[{"name": f"Picture of @{STRANGER}"}]),
        boost(),
    ).encode(),
    "Bluesky": car({"app.bsky.feed.post/3l1": skeet(f"@{STRANGER}.example.org bsky.app/profile/{STRANGER}")}),
    "Instagram": lines(INSTAGRAM, instagram_row(text=f'"@{STRANGER} www.instagram.com/{STRANGER}/"')),
    "YouTube": lines(YOUTUBE, youtube_row("a", f'"Talk with @{STRANGER} youtube.com/@{STRANGER}"')),
    "Telegram": channel(
        message(1, f"@{STRANGER} t.me/{STRANGER}/5"), message(2, WORDS, forwarded_from=NAME, author=NAME)
    ).encode(),
}


@pytest.mark.parametrize("product", PLANTED)
def test_does_nothing_of_others_come_out(product: str) -> None:
    archive = read("file", PLANTED[product])
    said = archive.posts.to_csv() + " ".join(archive.notes)
    assert not [each for each in (STRANGER, NAME, WORDS) if each in said]


def test_does_a_traceback_show_nothing_of_the_file() -> None:
    broken = outbox(toot(content=WORDS)).encode()[:-20]
    with pytest.raises(Unread) as problem:
        read("outbox.json", broken)
    assert problem.value.__suppress_context__ and WORDS not in str(problem.value)


# Anything at all -------------------------------------------------------------------------------------------------


def _calmly(content: bytes, columns: dict[str, str] | None = None) -> None:
    """Whatever comes: an archive, or a sentence."""
    try:
        archive = read("file", content, columns)
    except Unread as problem:
        assert str(problem).endswith((".", "?")) and "{" not in str(problem)
    else:
        assert isinstance(archive, Archive) and len(archive.posts)
        archive.posts.to_csv()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    content=st.binary(max_size=300),
    start=st.sampled_from([b"", b"PK\3\4", b"\x1f\x8b", b"{", b"[", b"id,text\n", b"\xff\xfe"]),
)
@example(content=b"\xa1", start=b"")
def test_are_any_bytes_read_or_refused_in_words(content: bytes, start: bytes) -> None:
    _calmly(start + content)


@every_product
def test_is_a_spoiled_archive_read_or_refused_in_words(product: str) -> None:
    whole, chance = good(product), random.Random(product)
    for _ in range(25):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 1, 3, 20))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        _calmly(bytes(data))
        _calmly(whole[: chance.randrange(len(whole))])
        at = chance.randrange(len(whole))
        _calmly(whole[:at] + whole[at + chance.randrange(1, 60) :])


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)
MADE: dict[str, Callable[[dict[str, Any]], bytes]] = {
    "X": lambda post: x_zip(tweet(1), {**tweet(2), **post}),
    "Mastodon": lambda post: outbox(toot(1_111), toot(2_222, **post)).encode(),
    "Mastodon outside": lambda post: outbox(toot(1_111), {**toot(2_222), **post}).encode(),
    "Bluesky": lambda post: json.dumps([skeet(), {**skeet(), **post}]).encode(),
    "Telegram": lambda post: channel(message(1, "x"), {**message(2, "x"), **post}).encode(),
}
FIELDS = {
    "X": [*tweet(), "extended_entities", "in_reply_to_status_id_str"],
    "Mastodon": list(toot()["object"]),
    "Mastodon outside": list(toot()),
    "Bluesky": [*skeet(), "facets", "tags", "reply", "embed"],
    "Telegram": [*message(), "reactions", "forwarded_from"],
}


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), product=st.sampled_from(list(MADE)), value=VALUES)
def test_may_any_value_stand_in_any_field(data: st.DataObject, product: str, value: Any) -> None:
    field = data.draw(st.sampled_from(FIELDS[product]))
    content = MADE[product]({field: value})
    archive = read("file", content)  # the other post is there in any case
    assert 1 <= len(archive.posts) <= 2


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=st.lists(st.lists(st.text(max_size=8), min_size=1, max_size=18), max_size=4), named=st.booleans())
def test_may_any_cell_stand_in_a_table(rows: list[list[str]], named: bool) -> None:
    body = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
    _calmly(f"{INSTAGRAM}\n{body}".encode("utf-8", "replace"), {"text": "Description"} if named else None)


def test_is_an_unmapped_table_also_unread() -> None:
    with pytest.raises(Unread) as problem:
        read("posts.csv", lines("a,b", "1,2"))
    assert isinstance(problem.value, Unmapped) and problem.value.columns == ("a", "b")


def test_is_a_tar_told_by_its_check_sum() -> None:
    assert tars.is_tar(tarred({"a": "b"}, "w")) and not tars.is_tar(b"a,b\n" * 300)


@pytest.fixture(autouse=True)
def _nothing_left_on() -> Iterator[None]:
    yield
    assert not _watched.on

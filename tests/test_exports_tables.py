"""Are tables of Meta and YouTube read in every language, encoding and way of writing numbers?"""

import tomllib
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from test_exports_made import (
    FACEBOOK,
    INSTAGRAM,
    STRANGER,
    YOUTUBE,
    instagram_row,
    lines,
    youtube_row,
    zipped,
)

from toolkit.own_posts import Archive, Unmapped, Unread, read
from toolkit.own_posts.counts import count, ids
from toolkit.own_posts.moments import column, months
from toolkit.own_posts.tables import known, match

TOML = tomllib.loads((Path(__file__).parents[1] / "toolkit/own_posts/data/headers.toml").read_text("utf-8"))
HEADERS = TOML["headers"]
GERMAN = (
    "Beitrags-ID,Konto-ID,Konto-Benutzername,Kontoname,Beschreibung,Dauer (Sek.),Veröffentlichungszeitpunkt,Permalink,"
    "Beitragstyp,Datenkommentar,Datum,Aufrufe,Reichweite,„Gefällt mir“-Angaben,Geteilte Inhalte,Follows,Kommentare,"
    "Gespeicherte Beiträge"
)


def instagram(*rows: str, head: str = INSTAGRAM) -> Archive:
    return read("posts.csv", lines(head, *rows))


def only(found: Archive) -> Any:
    (row,) = found.posts.itertuples()
    return row


# Meta ------------------------------------------------------------------------------------------------------------


def test_a_post_on_instagram_stands_in_the_table() -> None:
    found = instagram(instagram_row())
    row = only(found)
    assert (found.product, row.platform, row.id) == ("Instagram", "instagram", "18011")
    assert (row.text, row.tags) == ("Clinics, closing #HealthForAll", ("HealthForAll",))
    assert row.created_utc == pd.Timestamp("2026-07-14T18:05:00Z")
    assert (row.views, row.reach, row.likes, row.follows, row.replies, row.saves) == (1234, 900, 5, 1, 2, 4)
    assert pd.isna(row.shares)
    assert row.has_media


def test_is_it_said_that_the_time_zone_is_not_known() -> None:
    assert any("which clock" in note for note in instagram(instagram_row()).notes)


def test_a_post_on_facebook_stands_in_the_table() -> None:
    rows = (
        '1.22158E+17,6157,Clinic Watch,Clinics are closing,"Clinics are closing. Read on",27,11/20/2025 21:00,'
        'https://www.facebook.com/reel/1,Reels,Lifetime,"1,000",12,3,4,50',
        "2,6157,Clinic Watch,A title,Another text,,11/21/2025 21:00,https://www.facebook.com/2,Links,Lifetime,,1,,,",
    )
    found = read("Nov-01-2025_Nov-30-2025.csv", lines(FACEBOOK, *rows))
    first, second = found.posts.itertuples()
    assert (found.product, first.id, second.id) == ("Facebook", "row-1", "2")
    assert (first.text, second.text) == ("Clinics are closing. Read on", "A title\nAnother text")
    assert (first.reach, first.likes, first.replies, first.shares, first.clicks) == (1000, 12, 3, 4, 50)
    assert (first.has_media, second.has_media) == (True, False)
    assert any("spreadsheet" in note for note in found.notes)


@pytest.mark.parametrize("row", HEADERS, ids=[f"{row['product']}-{row['lang']}" for row in HEADERS])
def test_are_headers_known_in_every_language(row: dict[str, Any]) -> None:
    """The first name of each column, and each other name in its place."""
    columns = {name: names for name, names in row.items() if isinstance(names, list)}
    for place in range(max(map(len, columns.values()))):
        found = match([names[min(place, len(names) - 1)].upper() for names in columns.values()])
        assert found and found.product == row["product"]
        assert set(found.places) == set(columns)
    assert row["known"] in ("looked up", "general knowledge")


def test_does_every_product_have_the_languages_that_were_promised() -> None:
    for product in ("meta", "youtube"):
        assert {lang for lang, _, _ in known(product)} >= {"en", "nl", "de", "fr", "es", "ar", "ru", "tr"}


def test_is_a_german_table_read_with_german_dates() -> None:
    row = (
        '1790,1784,quiet.fox,Quiet Fox,"Praxen schließen #Gesundheit",,01.09.2026 18:00,https://www.instagram.com/p/a/,'
        "IG Karussell,,Gesamte Laufzeit,7.100,5200,210,31,6,9,96"
    )
    post = only(instagram(row, head=GERMAN))
    assert (post.created_utc, post.views, post.likes) == (pd.Timestamp("2026-09-01T18:00Z"), 7100, 210)


@pytest.mark.parametrize(("separator", "mark"), [(";", ""), ("\t", ""), (",", "\ufeff"), (";", "\ufeffsep=;\r\n")])
def test_which_separators_and_marks_may_a_table_have(separator: str, mark: str) -> None:
    head = INSTAGRAM.replace(",", separator)
    cells = ["18011", "1", "a", "b", '"One, two; three"', "0", "07/14/2026 18:05", "", "", "", "", "5", "", "7"]
    text = f"{mark}{head}\r\n{separator.join(cells)}\r\n"
    row = only(read("posts.csv", text.encode()))
    assert (row.text, row.views, row.likes) == ("One, two; three", 5, 7)


@pytest.mark.parametrize(
    ("encoding", "lang", "text", "told"),
    [
        ("utf-16", "en", "Клиники закрываются حقوق", False),
        ("utf-16-le", "en", "Clinics are closing", False),
        ("cp1252", "fr", "Les cliniques ferment, été après été", True),
        ("cp1252", "de", "Praxen schließen über Nacht", True),
        ("cp1251", "ru", "Клиники закрываются каждую ночь", True),
        ("cp1256", "ar", "العيادات تغلق أبوابها كل ليلة", True),
    ],
)
def test_which_encodings_may_a_table_have(encoding: str, lang: str, text: str, told: bool) -> None:
    columns = next(row for row in HEADERS if (row["product"], row["lang"]) == ("meta", lang))
    head = [columns[name][0] for name in ("id", "created_utc", "text", "link", "likes")]
    content = lines(",".join(head), f'1,2026-07-14 18:05,"{text}",https://www.instagram.com/p/a/,5').decode()
    found = read("posts.csv", content.encode(encoding, "ignore"))
    assert found.posts["text"].tolist() == [text]
    assert any("saved in an old way" in note for note in found.notes) == told


def test_are_rows_that_stand_twice_counted_once() -> None:
    found = instagram(instagram_row(), instagram_row(), instagram_row("2"))
    assert len(found.posts) == 2
    assert any(note.startswith("Rows that stand in the table twice: 1.") for note in found.notes)


def test_do_totals_win_over_rows_for_single_days() -> None:
    rows = [
        instagram_row(date=day, views=views)
        for day, views in (("07/15/2026", "3"), ("Lifetime", "9"), ("07/16/2026", "6"))
    ]
    found = instagram(*rows)
    assert found.posts["views"].tolist() == [9]
    assert any(note.startswith("Rows that count single days: 2.") for note in found.notes)
    assert any("for each day" in note for note in instagram(rows[0], rows[2]).notes)


def test_may_day_and_month_be_the_other_way_round() -> None:
    assert only(instagram(instagram_row(time="14/07/2026 18:05"))).created_utc == pd.Timestamp("2026-07-14T18:05Z")
    unsure = instagram(instagram_row(time="03/04/2026 18:05"))
    assert only(unsure).created_utc == pd.Timestamp("2026-03-04T18:05Z")
    assert any("other way round" in note for note in unsure.notes)


def test_is_a_date_that_nobody_can_read_missing() -> None:
    found = instagram(instagram_row(time="soon"), instagram_row("2"))
    assert found.posts["created_utc"].isna().tolist() == [False, True]
    assert any(note.startswith("Dates that we could not read: 1.") for note in found.notes)


def test_are_mentions_and_addresses_unnamed() -> None:
    found = instagram(instagram_row(text=f'"With @{STRANGER}.fox, {STRANGER}@example.org https://t.me/{STRANGER}"'))
    row = only(found)
    assert (row.text, row.links, row.mentions_count) == ("With @…, …@… https://t.me", ("https://t.me",), 1)


def test_may_columns_be_missing_and_rows_be_short() -> None:
    found = instagram('1,07/14/2026 18:05,"A text"', "2,07/15/2026", head="Post ID,Publish time,Description,Likes")
    assert found.posts["text"].tolist() == ["A text", ""]
    assert found.posts["likes"].isna().all()


def test_is_a_quotation_mark_that_never_closes_noticed() -> None:
    with pytest.raises(Unread, match="quotation mark"):
        instagram('1,1,a,b,"' + "never closed " * 20_000)


# Unknown headers -------------------------------------------------------------------------------------------------

POLISH = "Identyfikator,Data publikacji,Opis,Permalink,Polubienia,Views total"
POLISH_ROW = '17,14.07.2026 18:05,"Przychodnie #Zdrowie",https://www.instagram.com/p/a/,12,90'


def test_is_the_person_asked_what_unknown_headers_mean() -> None:
    with pytest.raises(Unmapped) as asked:
        read("posts.csv", lines(POLISH, POLISH_ROW))
    assert asked.value.columns == tuple(POLISH.split(","))
    assert set(asked.value.wanted) >= {"text", "created_utc", "likes"}
    assert set(asked.value.guess) == set(asked.value.wanted)
    assert (asked.value.guess["link"], asked.value.guess["views"]) == ("Permalink", "Views total")
    assert asked.value.guess["text"] is None


def test_is_the_table_read_as_the_person_says() -> None:
    named = {"text": "Opis", "created_utc": "Data publikacji", "id": "Identyfikator", "likes": "polubienia"}
    found = read("posts.csv", lines(POLISH, POLISH_ROW), named)
    row = only(found)
    assert (found.product, row.id, row.tags, row.likes) == ("Instagram", "17", ("Zdrowie",), 12)
    assert row.created_utc == pd.Timestamp("2026-07-14T18:05Z")


@pytest.mark.parametrize("named", [{"text": "Nowhere"}, {"created_utc": "Data publikacji"}])
def test_must_the_named_columns_be_there(named: dict[str, str]) -> None:
    with pytest.raises(Unmapped, match="need a column"):
        read("posts.csv", lines(POLISH, POLISH_ROW), named)


@pytest.mark.parametrize(
    ("link", "product"),
    [
        ("https://www.facebook.com/1", "Facebook"),
        ("https://youtu.be/abc", "YouTube Studio"),
        ("https://x.com/quiet_fox/status/1945351234567890123", "X analytics"),
        ("https://example.org/1", "CSV"),
    ],
)
def test_whose_table_is_it_when_a_person_names_the_columns(link: str, product: str) -> None:
    found = read(
        "posts.csv", lines(POLISH, POLISH_ROW.replace("https://www.instagram.com/p/a/", link)), {"text": "Opis"}
    )
    assert (found.product, only(found).text) == (product, "Przychodnie #Zdrowie")


def test_is_a_letter_with_commas_no_table() -> None:
    with pytest.raises(Unread) as said:
        read("letter.txt", b"Dear all, this is a letter, " + b"with many words " * 20 + b"in it\nand, a second line")
    assert not isinstance(said.value, Unmapped)


# YouTube ---------------------------------------------------------------------------------------------------------


def youtube(*rows: str) -> Archive:
    return read("x.zip", zipped({"Table data.csv": lines(YOUTUBE, "Total,,,,2000,3,,8000,2.5,60,4,,", *rows)}))


def test_a_video_stands_in_the_table_and_the_total_does_not() -> None:
    found = youtube(youtube_row("abcDEF12345", "Clinics #HealthForAll"))
    row = only(found)
    assert (found.product, row.platform, row.id) == ("YouTube Studio", "youtube", "abcDEF12345")
    assert (row.text, row.tags, row.has_media) == ("Clinics #HealthForAll", ("HealthForAll",), True)
    assert (row.views, row.impressions, row.likes, row.replies, row.reach) == (950, 4000, 31, 2, 800)
    assert row.created_utc == pd.Timestamp("2026-07-14T12:00Z")
    assert any("total" in note for note in found.notes)


def test_is_an_empty_cell_missing() -> None:
    row = only(youtube(youtube_row("abcDEF12345", "Clinics", views="")))
    assert pd.isna(row.views) and pd.isna(row.shares) and pd.isna(row.follows)


def test_may_the_id_of_a_video_begin_with_a_hyphen() -> None:
    assert only(youtube(youtube_row('" -abcDEF1234"', "Clinics"))).id == "-abcDEF1234"


def test_are_the_other_tables_left_alone() -> None:
    members = {
        "Table data.csv": lines(YOUTUBE, youtube_row("a", "Clinics")),
        "Chart data.csv": b"\xff\xff",
        "Totals.csv": b"\xff\xff",
    }
    assert read("Content 2026.zip", zipped(members)).left_alone == ("Chart data.csv", "Totals.csv")


def test_is_the_table_of_another_language_found() -> None:
    head = "Контент,Название видео,Время публикации видео,Просмотры"
    found = read(
        "x.zip", zipped({"Данные таблицы.csv": lines(head, "a1,Клиники,14 июл. 2026 г.,١٢٣"), "Итого.csv": "x"})
    )
    row = only(found)
    assert (row.text, row.views, row.created_utc) == ("Клиники", 123, pd.Timestamp("2026-07-14T12:00Z"))


# Numbers and dates -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("1,234", 1234),
        ("1.234", 1234),
        ("1 234", 1234),
        ("1\u202f234\u00a0567", 1234567),
        ("1’234", 1234),
        ("12,34,567", 1234567),
        ("١٬٢٣٤", 1234),
        ("۱۲۳۴", 1234),
        ("1234.0", 1234),
        ("1.2K", 1200),
        ("1,2k", 1200),
        ("3M", 3_000_000),
        ("−3", -3),
        ("", None),
        ("--", None),
        ("n/a", None),
        ("1.234K", None),
        ("12.5", None),
        ("1,2,3", None),
        ("1.234,567", None),
        ("12%", None),
        ("9" * 25, None),
    ],
)
def test_which_numbers_do_we_read(text: str, number: int | None) -> None:
    assert count(text) == number


def test_is_an_unclear_number_told() -> None:
    found = instagram(instagram_row(views="1.234K"), instagram_row("2", views=""))
    assert found.posts["views"].isna().all()
    assert any(note.startswith("Numbers that we could not read for sure: 1.") for note in found.notes)


@pytest.mark.parametrize(
    "text",
    [
        "Tue, Jul 14, 2026",
        "Jul 14, 2026",
        "July 14, 2026",
        "14 Jul 2026",
        "14. Juli 2026",
        "14 juil. 2026",
        "mar. 14 juil. 2026",
        "14 de jul de 2026",
        "14 июл. 2026 г.",
        "14 Tem 2026",
        "14 يوليو 2026",
        "١٤ يوليو ٢٠٢٦",
        "\u200f14/07/2026",
        "2026-07-14",
        "2026/07/14",
        "14.7.26",
        "07/14/2026",
    ],
)
def test_which_dates_do_we_read(text: str) -> None:
    assert column([text]).seconds == (1783987200,)


@pytest.mark.parametrize(
    "text", ["31/02/2026", "00/00/2026", "Jul 2026", "14/14/2026", "2026-13-01", "Lifetime", "9" * 50, "9" * 5000]
)
def test_is_no_date_made_up(text: str) -> None:
    assert column([text]).seconds == (None,)


@pytest.mark.parametrize(
    ("text", "hour"), [("07/14/2026 6:05 PM", 18), ("07/14/2026 12:05 AM", 0), ("14.07.2026, 18.05", 18)]
)
def test_which_times_do_we_read(text: str, hour: int) -> None:
    (seconds,) = column([text]).seconds
    assert seconds == 1783987200 + hour * 3600 + 300


def test_does_no_word_stand_for_two_months() -> None:
    table = tomllib.loads((Path(__file__).parents[1] / "toolkit/own_posts/data/months.toml").read_text("utf-8"))
    assert all(len(row) == 12 for row in table.values())
    pairs = [(word, number) for row in table.values() for number, words in enumerate(row, 1) for word in words.split()]
    assert len(dict(pairs)) == len(set(pairs)) and dict(pairs) == months()


def test_are_whole_ids_with_zeros_at_the_end_whole() -> None:
    """One of many may end so by chance; if most do, a spreadsheet did it."""
    whole = [f"19453512345678{n:05d}" for n in (90_123, 12_345, 98_765)]
    assert ids([*whole, "1945351234567890000"])[1] == [False] * 4

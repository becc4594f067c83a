"""Tell by its content, not by its name, what kind of file somebody has brought."""

import re

from toolkit.own_posts.found import Unread, shown
from toolkit.own_posts.texts import decoded

_MAGIC = (
    (b"\xff\xd8\xff", "a photo"),
    (b"\x89PNG", "a picture"),
    (b"GIF8", "a picture"),
    (b"BM", "a picture"),
    (b"RIFF", "a picture, a film or a sound"),
    (b"%PDF", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"BZh", "a bz2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"SQLite format 3", "a database"),
    (b"ID3", "a sound"),
    (b"OggS", "a sound"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)

_NOT_OURS = (
    "“{name}” is {kind}. Please bring the file in which the network gave you your posts (ZIP, CSV, JSON or CAR)."
)
_OFFICE = (
    "“{name}” is a spreadsheet or a document. Please open it, choose “Save as” and CSV (UTF-8), and bring that file."
)
_PAGE = (
    "“{name}” is a page to look at, not the data. Please bring the ZIP that it came in; "
    "from Telegram Desktop, export again and choose the format JSON."
)
_DOWNLOAD = (
    "This is Meta's “Download your information”, which is full of other people's messages; we did not read it. "
    "Please export your posts in Meta Business Suite (Insights, Content, Export data) as CSV."
)

_X = re.compile(r"\s*(?:window\.)?YTD\.(\w+)\.part\d+\s*=")
_GRAILBIRD = re.compile(r"\s*Grailbird\.")
_X_KINDS = ("tweet", "tweets", "note_tweet")


def kind(name: str, start: bytes) -> str:
    """Name the kind of a file by how it begins: zip, gzip, car, javascript, json or text; else Unread.

    >>> kind("posts", b"PK\\x03\\x04"), kind("outbox.json", b'{"orderedItems": []}'), kind("posts.txt", b"id,text")
    ('zip', 'json', 'text')
    """
    if not start.strip():
        raise Unread("“{name}” is empty. Please download it again.", name=shown(name))
    if start.startswith((b"PK\3\4", b"PK\5\6")):
        return "zip"
    if start.startswith(b"\x1f\x8b"):
        return "gzip"
    if b"roots" in start[:100] and b"version" in start[:100] and start[1:2] == b"\xa2":
        return "car"
    _check_magic(name, start)
    return _text_kind(name, start)


def _check_magic(name: str, start: bytes) -> None:
    found = next((what for mark, what in _MAGIC if start.startswith(mark)), None)
    if start[4:8] == b"ftyp":
        found = "a film or a photo"
    elif found == "an old Excel or Word file":
        raise Unread(_OFFICE, name=shown(name))
    if found and not _is_text(start):
        raise Unread(_NOT_OURS, name=shown(name), kind=found)


def _is_text(start: bytes) -> bool:
    """Tell short marks that also begin a word (BM, MZ, ID3) from real ones."""
    return start.isascii() and not start.startswith(b"%PDF") and b"\0" not in start


def _text_kind(name: str, start: bytes) -> str:
    text = decoded(start)[0].lstrip()
    if text.startswith("<"):
        raise Unread(_PAGE, name=shown(name))
    if _X.match(text) or _GRAILBIRD.match(text):
        return "javascript"
    if text.startswith(("{", "[")):
        return "json"
    controls = sum(char < " " and char not in "\t\r\n" for char in text[:4000])
    if controls > len(text[:4000]) // 50 or text.count("\ufffd") > len(text) // 10:
        raise Unread(_NOT_OURS, name=shown(name), kind="of a kind that we do not know")
    return "text"


def x_kind(name: str, start: bytes) -> str:
    """Name what a data file of X holds; Unread for everything but posts."""
    text = start.decode("utf-8", "replace").lstrip("\ufeff")
    found = _X.match(text)
    if found is None:
        raise Unread(
            "“{name}” comes from an archive that Twitter made before 2018, in a form we do not read. "
            "Please ask X for a new archive (Settings, Your account, Download an archive of your data).",
            name=shown(name),
        )
    if found[1] not in _X_KINDS:
        raise Unread(
            "“{name}” is a part of your X archive that does not hold your posts, so we did not read it. "
            "Please bring “tweets.js” from the same folder.",
            name=shown(name),
        )
    return found[1]


def no_box(name: str, names: tuple[str, ...]) -> Unread:
    """Say what a ZIP is in which we found no posts."""
    listed = {each.lower() for each in names}
    if not names:
        return Unread("“{name}” is an empty archive. Please download it again.", name=shown(name))
    if "[content_types].xml" in listed or "mimetype" in listed:
        return Unread(_OFFICE, name=shown(name))
    folders = {part for each in listed for part in each.split("/")[:-1]}
    if folders & {"your_facebook_activity", "your_instagram_activity", "connections", "personal_information"}:
        return Unread(_DOWNLOAD)
    if {"js", "tweets"} <= folders or any(each.endswith("tweets.csv") for each in listed):
        return Unread(
            "This archive was made by Twitter before 2018, in a form we do not read. "
            "Please ask X for a new archive (Settings, Your account, Download an archive of your data)."
        )
    return Unread(
        "In “{name}” we found no posts from X, Mastodon, Bluesky, Meta, YouTube or Telegram; we opened nothing in it. "
        "Please bring the ZIP as you downloaded it, or the file with your posts alone.",
        name=shown(name),
    )


def no_json(name: str, start: str) -> Unread:
    """Say what JSON is in which we found no posts."""
    if '"string_list_data"' in start or '"media"' in start or '"uri"' in start or "_v2" in start:
        return Unread(_DOWNLOAD)
    return Unread(
        "“{name}” is JSON, but not from Mastodon (outbox.json), Telegram (result.json) or Bluesky. "
        "Please look for the file with your posts.",
        name=shown(name),
    )

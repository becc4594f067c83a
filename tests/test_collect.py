"""Does everything that arrives find its place, whatever it is called and however it is packed, and nothing else one?"""

import csv
import io
import json
import os
import shutil
import socket
import stat
import struct
import sys
import time
import unicodedata
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from email.message import EmailMessage
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest
from hostile import ANSWERS, ASSIGNMENT, NOTEBOOK, Given, packed, with_copies
from hostile_files import IN_ITS_PLACE, can_make
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.answers import Answers
from toolkit.cli import main
from toolkit.facilitator.cohort.roster import new_cohort, write_cohort
from toolkit.facilitator.collecting import keeping, zips
from toolkit.facilitator.collecting.arrivals import arrivals
from toolkit.facilitator.collecting.collect import Arrived, collect
from toolkit.facilitator.collecting.dates import Moment, stamp, written
from toolkit.facilitator.collecting.keeping import Version, keep
from toolkit.facilitator.collecting.report import report_rows, write_report
from toolkit.facilitator.plain_files import Folder
from toolkit.notebook.handing_in import link_html

ROOT = Path(__file__).parents[1]
DAY = 1_770_000_000  # 2026-02-02
HOUR = 3600
SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
Tree = dict[str, tuple[int, bytes | None]]


@pytest.fixture(scope="module")
def sender() -> Given:
    """What everybody here starts from."""
    notebook = json.loads((ROOT / "exercises" / ASSIGNMENT / NOTEBOOK).read_text("utf-8"))
    model = json.loads((ROOT / "solutions" / ASSIGNMENT / "model-answers.json").read_text("utf-8"))
    return Given(notebook, model, "", 0)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


@pytest.fixture
def submitted(tmp_path: Path) -> Path:
    return tmp_path / "course" / "submitted"


@pytest.fixture
def took(submitted: Path) -> Callable[..., dict[str, Arrived]]:
    """Collect, make sure that what was collected stays as it was, and give the lines by file."""

    def collecting(*sources: Path, cohort: Sequence[str] = ()) -> dict[str, Arrived]:
        before = [tree(source) for source in sources]
        lines = list(collect(sources, submitted, ROOT / "exercises", cohort))
        assert [tree(source) for source in sources] == before
        assert len({line.file for line in lines}) == len(lines)
        assert all(line.why for line in lines if line.state in ("doubtful", "refused"))
        return {line.file: line for line in lines}

    return collecting


Took = Callable[..., dict[str, Arrived]]


def tree(folder: Path) -> Tree:
    """Everything below a folder with its date and content; None for what is no file."""
    found = {}
    for path in sorted([folder, *folder.rglob("*")]):
        about = path.lstat()
        content = path.read_bytes() if stat.S_ISREG(about.st_mode) and about.st_size < 10**8 else None
        found[str(path.relative_to(folder))] = (about.st_mtime_ns, content)
    return found


def put(path: Path, content: Any, hour: float = 0) -> Path:
    """Put a file there as of an hour of one day."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(packed(content))
    os.utime(path, (DAY + HOUR * hour,) * 2)
    return path


def by(sender: Given, who: str | None, **changed: Any) -> dict[str, Any]:
    return sender.replying(**changed) | {"who": who}


def zipped(members: Mapping[str, Any] | Sequence[tuple[zipfile.ZipInfo, Any]]) -> bytes:
    """A ZIP of contents by name; a ZipInfo may tell a date and more."""
    stream = io.BytesIO()
    rows = list(members.items()) if isinstance(members, Mapping) else members
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as box:
        for name, content in rows:
            info = name if isinstance(name, zipfile.ZipInfo) else entry(name)
            box.writestr(info, packed(content), zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def entry(name: str, hour: float = 0, **about: Any) -> zipfile.ZipInfo:
    """A member of a ZIP as of an hour of the day, in the time of this computer, as ZIPs are."""
    info = zipfile.ZipInfo(name, time.localtime(DAY + HOUR * hour)[:6])
    info.filename = name  # also with signs that Python would take out
    for field, value in about.items():
        setattr(info, field, value)
    return info


def reply(submitted: Path, who: str = "amber-heron", name: str = ANSWERS) -> Any:
    return json.loads((submitted / who / ASSIGNMENT / name).read_text("utf-8"))["answers"]["reply"]


def states(lines: Mapping[str, Arrived]) -> dict[str, tuple[str, str]]:
    return {name: (line.state, line.who) for name, line in lines.items()}


# --- what people send ------------------------------------------------------------------------------------------------


def test_a_folder_a_zip_and_a_single_file_are_collected_alike(
    sender: Given, took: Took, inbox: Path, submitted: Path
) -> None:
    put(inbox / "a.json", by(sender, "amber-heron"))
    put(inbox / "b.zip", zipped({"calm-ibis/answers.json": by(sender, None), "quiet.json": by(sender, "quiet-otter")}))
    put(inbox / "c.zip", zipped({"mail/answers.json.zip": zipped({ANSWERS: by(sender, "brisk-lynx")})}))
    assert states(took(inbox)) == {
        "a.json": ("taken", "amber-heron"),
        "b.zip/calm-ibis/answers.json": ("taken", "calm-ibis"),
        "b.zip/quiet.json": ("taken", "quiet-otter"),
        "c.zip/mail/answers.json.zip/answers.json": ("taken", "brisk-lynx"),
    }
    once = tree(submitted)
    lines = took(inbox / "a.json", inbox / "b.zip", inbox / "c.zip")
    assert [line.state for line in lines.values()] == ["same"] * 4
    assert tree(submitted) == once


def test_several_folders_may_hold_files_of_one_name(sender: Given, took: Took, inbox: Path) -> None:
    put(inbox / "monday" / ANSWERS, by(sender, "amber-heron"))
    put(inbox / "friday" / ANSWERS, by(sender, "calm-ibis"))
    assert states(took(inbox / "monday", inbox / "friday")) == {
        "monday/answers.json": ("taken", "amber-heron"),
        "friday/answers.json": ("taken", "calm-ibis"),
    }


@pytest.mark.parametrize(
    "name",
    [
        "answers (2).json",
        "answers.json.txt",
        "answers.json.zip",
        "answers",
        "document.bin",
        "ответы.json",
        ".json",
        "x.ipynb",
    ],
)
def test_the_name_of_a_file_does_not_matter(sender: Given, took: Took, inbox: Path, name: str) -> None:
    content = packed(by(sender, "amber-heron"))
    put(inbox / name, zipped({"answers": content}) if name.endswith(".zip") else content)
    assert [line.state for line in took(inbox).values()] == ["taken"]
    put(inbox / f"2{name}", zipped({name: content}))
    assert sorted(line.state for line in took(inbox).values()) == ["same", "same"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_what_editors_save_is_read(sender: Given, took: Took, inbox: Path, submitted: Path, encoding: str) -> None:
    text = json.dumps(by(sender, "amber-heron", what_it_cost="أخفيت المكان 🙂"), ensure_ascii=False, indent=1)
    put(inbox / ANSWERS, text.encode(encoding))
    assert [line.state for line in took(inbox).values()] == ["taken"]
    assert "أخفيت المكان 🙂" in (submitted / "amber-heron" / ASSIGNMENT / ANSWERS).read_text("utf-8")
    put(inbox / "calm-ibis" / NOTEBOOK, json.dumps(with_copies(sender)).encode(encoding))
    assert took(inbox)[f"calm-ibis/{NOTEBOOK}"].state == "taken"


def test_answers_in_the_text_of_a_mail_are_found(sender: Given, took: Took, inbox: Path, submitted: Path) -> None:
    answers = Answers(ASSIGNMENT, sender.model["answers"], "amber-heron")
    text = answers.as_text()
    for name, content in {
        "page.html": f"<html><body>Hi,<p>{link_html(answers)}</p>Bye</body></html>",
        "link.txt": "Hello, here it is: " + link_html(answers).split('href="')[1].split('"')[0] + "\nKind regards",
        "pasted.txt": f"Dear all,\n\n{text}\nKind regards",
        "first.txt": f"{text}\nKind regards, see you {{soon}}",
        "quoted.txt": "You wrote:\n" + "\n".join(f"> {line}" for line in text.splitlines()),
        "onlinetext.html": "<p>" + text.replace('"', "&quot;").replace(" ", "&nbsp;").replace("\n", "<br>\n") + "</p>",
    }.items():
        put(inbox / name / name, content.encode())
        lines = took(inbox / name)
        assert [line.who for line in lines.values()] == ["amber-heron"], name
        assert [line.state for line in lines.values()] == ["taken" if name == "page.html" else "same"], name
    assert reply(submitted) == "source"
    put(inbox / "again.html", f"<p>{link_html(Answers(ASSIGNMENT, {'reply': 'new'}, 'calm-ibis'))}".encode())
    assert "text of a mail" in took(inbox)["again.html"].why


def test_a_mail_may_hold_two_exercises(sender: Given, took: Took, inbox: Path) -> None:
    first = Answers(ASSIGNMENT, sender.model["answers"], "amber-heron")
    second = Answers("hashtag-choice", {"x": "y"}, "amber-heron")
    put(inbox / "mail.html", (link_html(first) + link_html(second)).encode())
    lines = took(inbox)
    assert {name: (line.state, line.assignment) for name, line in lines.items()} == {
        "mail.html": ("taken", ASSIGNMENT),
        "mail.html [2]": ("taken", "hashtag-choice"),
    }


def mail(*attached: tuple[str, bytes], text: str = "Please find it attached.", hour: float = 0, **about: str) -> bytes:
    """A mail as mail programs save it."""
    message = EmailMessage()
    message["From"], message["Subject"] = "Anna Smith <anna.smith@example.org>", "Anna Smith: my work"
    message["Date"] = formatdate(DAY + HOUR * hour)
    message.set_content(text, **about)
    for name, content in attached:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def test_a_saved_mail_is_opened_and_its_date_counts(sender: Given, took: Took, inbox: Path, submitted: Path) -> None:
    late = (ANSWERS, packed(by(sender, "amber-heron")))
    put(inbox / "2.eml", mail(late, (NOTEBOOK, packed(with_copies(sender))), hour=8), hour=50)
    put(inbox / "1.eml", mail((ANSWERS, packed(by(sender, "amber-heron", reply="new"))), hour=2), hour=60)
    put(inbox / "zip.eml", mail(("work.zip", zipped({"x/a.json": by(sender, "calm-ibis")})), ("cut.zip", b"PK\3\4")))
    text = Answers(ASSIGNMENT, {"reply": "تركت", "what-it-cost": "Оставил 🙂"}, "quiet-otter").as_text()
    put(inbox / "text.eml", mail(text=f"Hello\n{text}\nBye", charset="utf-16"))
    put(inbox / "hello.eml", mail(text="Where do I find the exercise?"))
    put(inbox / "parts.eml", b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n" + b"\n--x\n" * 9_999)
    lines = took(inbox)
    assert states(lines) == {
        "2.eml/answers.json": ("taken", "amber-heron"),
        f"2.eml/{NOTEBOOK}": ("same", "amber-heron"),
        "1.eml/answers.json": ("taken", "amber-heron"),
        "zip.eml/work.zip/x/a.json": ("taken", "calm-ibis"),
        "zip.eml/cut.zip": ("refused", ""),
        "text.eml/text 1": ("taken", "quiet-otter"),
        "hello.eml": ("refused", ""),
        "parts.eml": ("refused", ""),
    }
    assert reply(submitted) == "source"
    assert reply(submitted, "quiet-otter") == "تركت"
    assert not [one for one in tree(submitted).items() if "anna" in str(one).lower() or "smith" in str(one).lower()]


def test_letters_that_were_lost_on_the_way_are_not_taken(took: Took, inbox: Path) -> None:
    text = Answers(ASSIGNMENT, {"reply": "Оставил"}, "calm-ibis").as_text()
    put(inbox / "note.txt", f"Hello\n{text}".encode("cp1251"))
    assert "letters cannot be read" in took(inbox)["note.txt"].why


def test_what_is_no_work_of_ours_is_refused_in_words(sender: Given, took: Took, inbox: Path) -> None:
    put(inbox / "empty.json", b"")
    put(inbox / "photo.json", b"\xff\xd8\xff\xe0" + bytes(3000))
    put(inbox / "text.docx", zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}))
    put(inbox / "work.rar", b"Rar!\x1a\x07" + bytes(100))
    put(inbox / "work.tar.gz", b"\x1f\x8b" + bytes(100))
    put(inbox / "letter.txt", b"My answers are great, trust me.")
    put(inbox / "other.ipynb", {"cells": [], "nbformat": 4})
    put(inbox / "gone.json", by(sender, "amber-heron") | {"assignment": "no-such-thing"})
    lines = took(inbox)
    assert {line.state for line in lines.values()} == {"refused"}
    said = {name: line.why for name, line in lines.items()}
    assert "empty" in said["empty.json"]
    assert "picture" in said["photo.json"]
    assert "word processor" in said["text.docx"]
    assert "unpack it" in said["work.rar"] and "unpack it" in said["work.tar.gz"]
    assert "no exercise" in said["gone.json"]
    unkind = ("error", "failed", "invalid", "traceback", "exception")
    assert not [why for why in said.values() if any(word in why.lower() for word in unkind)]


def test_what_computers_put_beside_files_gets_no_line(took: Took, inbox: Path) -> None:
    for name in (".DS_Store", "__MACOSX/._answers.json", "Thumbs.db", f".ipynb_checkpoints/{NOTEBOOK}", "desktop.ini"):
        put(inbox / "a" / name, b"x")
    put(inbox / "b.zip", zipped({"__MACOSX/._answers.json": b"x", ".DS_Store": b"x", "a/": b""}))
    assert took(inbox) == {}


# --- platforms and the exchange --------------------------------------------------------------------------------------

PLATFORM = {
    "nbgrader": "tweet-rewriting_smith-anna_attempt_2026-02-03-10-00-00_{}",
    "moodle": "Anna Smith_30551_assignsubmission_file_/{}",
    "moodle flat": "anna-smith_30551_assignsubmission_file_{}",
    "canvas": "smithanna_LATE_4711_90210_{}",
    "canvas again": "anna-smith_4711_90210_{}",
}


@pytest.mark.parametrize("packing", ["folder", "zip"])
@pytest.mark.parametrize("name", PLATFORM.values(), ids=PLATFORM)
def test_a_platforms_download_is_sorted_and_no_name_of_a_person_gets_in(
    sender: Given, took: Took, inbox: Path, submitted: Path, name: str, packing: str
) -> None:
    files = {name.format(ANSWERS): by(sender, "amber-heron"), name.format(NOTEBOOK): with_copies(sender, reply="new")}
    if packing == "zip":
        put(inbox / "download.zip", zipped(files))
    else:
        for path, content in files.items():
            put(inbox / path, content)
    lines = took(inbox)
    assert {line.who for line in lines.values()} == {"amber-heron"}
    assert {line.state for line in lines.values()} == {"taken"}
    assert reply(submitted) == "source"
    assert reply(submitted, name="earlier/answers-1.json") == "new"
    written = [*tree(submitted), *(content or b"" for _, content in tree(submitted).values())]
    assert not [one for one in written if "smith" in str(one).lower() or "anna" in str(one).lower()]
    assert not [line for line in lines.values() if "smith" in line.why.lower()]


@pytest.mark.parametrize("name", PLATFORM.values(), ids=PLATFORM)
def test_without_a_code_name_in_it_a_platforms_file_is_doubtful(
    sender: Given, took: Took, inbox: Path, submitted: Path, name: str
) -> None:
    put(inbox / name.format(ANSWERS), by(sender, None))
    put(inbox / name.format("anna-smith.zip"), zipped({f"anna-smith/{NOTEBOOK}": with_copies(sender)}))
    assert {line.state for line in took(inbox).values()} == {"doubtful"}
    assert not submitted.exists()


def inbound(hour: int, who: str = "amber-heron", secret: str = "+dGhpcyBp") -> str:
    return f"inbound/{who}+{ASSIGNMENT}+2026-02-02 {hour:02}:00:00.123456 UTC{secret}"


@pytest.mark.parametrize("packing", ["folder", "zip"])
def test_the_exchange_is_read_and_its_timestamps_count(
    sender: Given, took: Took, inbox: Path, submitted: Path, packing: str
) -> None:
    early, late = inbound(9), inbound(11, secret="")
    files = {
        f"{early}/{ANSWERS}": by(sender, None, reply="new"),
        f"{early}/{NOTEBOOK}": with_copies(sender, reply="new"),
        f"{early}/timestamp.txt": b"2026-02-02 09:00:00.123456 UTC",
        f"{early}/submission_secret.txt": b"abc",
        f"{late}/{ANSWERS}": by(sender, None),
        f"{late}/timestamp.txt": b"broken \xff",
        f"{inbound(10, 'smith')}/{ANSWERS}": by(sender, "calm-ibis"),
        f"{inbound(10, 'anna.smith')}/{ANSWERS}": by(sender, None),
    }
    if packing == "zip":  # the dates of files say the opposite
        put(inbox / "x.zip", zipped([(entry(name, hour=20 - n), text) for n, (name, text) in enumerate(files.items())]))
    else:
        for number, (name, content) in enumerate(files.items()):
            put(inbox / name, content, hour=20 - number)
    lines = took(inbox)
    assert sorted((line.state, line.who) for line in lines.values()) == [
        ("doubtful", ""),
        ("same", "amber-heron"),
        *[("taken", "amber-heron")] * 2,
        ("taken", "calm-ibis"),
    ]
    assert reply(submitted) == "source"
    assert reply(submitted, name="earlier/answers-1.json") == "new"
    said = (submitted / "amber-heron" / ASSIGNMENT / "timestamp.txt").read_text("utf-8")
    assert said == "2026-02-02 11:00:00 UTC\n"
    once = tree(submitted)
    took(inbox)
    assert tree(submitted) == once


def test_in_the_exchange_nobody_hands_in_for_another_account(
    sender: Given, took: Took, inbox: Path, submitted: Path
) -> None:
    put(inbox / inbound(9, "calm-ibis") / ANSWERS, by(sender, "amber-heron"))
    (line,) = took(inbox).values()
    assert line.state == "doubtful"
    assert not submitted.exists()


def test_in_the_exchange_the_account_counts_and_not_what_the_folder_is_called(
    sender: Given, took: Took, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(inbox / inbound(9, "calm-ibis") / ANSWERS, by(sender, None))
    put(inbox / inbound(9, "quiet-otter") / ANSWERS, by(sender, "calm-ibis"))
    monkeypatch.setattr(Folder, "owner", lambda _: "quiet-otter")
    assert sorted((line.state, line.who) for line in took(inbox).values()) == [
        ("doubtful", ""),
        ("taken", "quiet-otter"),
    ]


def test_a_timestamp_goes_when_another_version_counts(sender: Given, took: Took, inbox: Path, submitted: Path) -> None:
    put(inbox / "x" / inbound(9) / ANSWERS, by(sender, "amber-heron", reply="new"))
    took(inbox)
    place = submitted / "amber-heron" / ASSIGNMENT / "timestamp.txt"
    assert place.exists()
    put(inbox / "mail.json", by(sender, "amber-heron"), hour=100)
    took(inbox)
    assert reply(submitted) == "source"
    assert not place.exists()


# --- whose it is -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "folder",
    ["new-folder", "hashtag-to-action", "my-work", "tweet-rewriting-anna", "hashtag-choice", "week-two", "Calm-Ibis"],
)
def test_what_folders_are_usually_called_is_no_code_name(sender: Given, took: Took, inbox: Path, folder: str) -> None:
    put(inbox / folder / ASSIGNMENT / ANSWERS, by(sender, None))
    assert [line.state for line in took(inbox).values()] == ["doubtful"]


def test_the_list_of_the_cohort_is_believed(sender: Given, took: Took, inbox: Path) -> None:
    put(inbox / "a.json", by(sender, "amber-heron"))
    put(inbox / "b.json", by(sender, "amber-herom"))
    put(inbox / "my-work" / "c.json", by(sender, None))
    put(inbox / "anna-smith" / "d.json", by(sender, None))
    put(inbox / "calm-ibis" / "e.json", by(sender, "amber-heron", reply="new"))
    put(inbox / "anna-smith" / "f.json", by(sender, "quiet-otter"))
    lines = took(inbox, cohort=("amber-heron", "my-work", "calm-ibis", "quiet-otter"))
    assert {name[-6:]: (line.state, line.who) for name, line in lines.items()} == {
        "a.json": ("taken", "amber-heron"),
        "b.json": ("doubtful", ""),
        "c.json": ("taken", "my-work"),
        "d.json": ("doubtful", ""),
        "e.json": ("doubtful", ""),
        "f.json": ("taken", "quiet-otter"),
    }
    assert "Perhaps amber-heron" in lines["b.json"].why
    assert not [line for line in lines.values() if "anna" in line.why]


def test_a_notebook_goes_with_the_answers_beside_it(sender: Given, took: Took, inbox: Path, submitted: Path) -> None:
    put(inbox / "amber" / ANSWERS, by(sender, "amber-heron"))
    put(inbox / "amber" / NOTEBOOK, with_copies(sender), hour=5)
    put(inbox / "brisk" / "b.json", by(sender, "brisk-lynx"))
    put(inbox / "brisk" / "stranger.ipynb", with_copies(sender, reply="new"))
    put(inbox / "calm.zip", zipped({ANSWERS: by(sender, "calm-ibis"), NOTEBOOK: sender.notebook}))
    old = entry(f"x/{NOTEBOOK}", hour=9)
    put(
        inbox / "quiet.zip",
        zipped([(entry(f"x/{ANSWERS}"), by(sender, "quiet-otter")), (old, with_copies(sender, reply="new"))]),
    )
    assert states(took(inbox)) == {
        "amber/answers.json": ("taken", "amber-heron"),
        f"amber/{NOTEBOOK}": ("same", "amber-heron"),
        "brisk/b.json": ("taken", "brisk-lynx"),
        "brisk/stranger.ipynb": ("doubtful", ""),  # it may be another person's
        "calm.zip/answers.json": ("taken", "calm-ibis"),
        f"calm.zip/{NOTEBOOK}": ("same", "calm-ibis"),
        "quiet.zip/x/answers.json": ("taken", "quiet-otter"),
        f"quiet.zip/x/{NOTEBOOK}": ("taken", "quiet-otter"),
    }
    assert reply(submitted, "quiet-otter") == "source"  # the answers file is the newer one, whatever the dates say
    assert reply(submitted, "quiet-otter", "earlier/answers-1.json") == "new"


def test_an_empty_notebook_of_nobody_asks_for_the_file(sender: Given, took: Took, inbox: Path) -> None:
    put(inbox / NOTEBOOK, sender.notebook)
    assert "No answers in it" in took(inbox)[NOTEBOOK].why


def test_a_damaged_answers_file_lets_the_notebook_beside_it_count(
    sender: Given, took: Took, inbox: Path, submitted: Path
) -> None:
    put(inbox / "calm-ibis" / ANSWERS, packed(by(sender, "calm-ibis"))[:-90])
    put(inbox / "calm-ibis" / NOTEBOOK, with_copies(sender))
    assert {line.state for line in took(inbox).values()} == {"refused", "taken"}
    assert reply(submitted, "calm-ibis") == "source"


# --- which version counts --------------------------------------------------------------------------------------------


def test_in_a_zip_the_date_of_the_entry_counts(sender: Given, took: Took, inbox: Path, submitted: Path) -> None:
    late = (entry("late.json", hour=9), by(sender, "amber-heron"))
    put(inbox / "a.zip", zipped([late, (entry("old.json", hour=2), by(sender, "amber-heron", reply="new"))]), hour=50)
    put(inbox / "loose.json", by(sender, "amber-heron", reply="silence"), hour=5)
    took(inbox)
    assert reply(submitted) == "source"
    assert (submitted / "amber-heron" / ASSIGNMENT / ANSWERS).stat().st_mtime == DAY + 9 * HOUR


def test_a_zip_that_knows_the_zone_is_believed(sender: Given, took: Took, inbox: Path, submitted: Path) -> None:
    moment = DAY + 7 * HOUR
    windows = struct.pack("<HHLHHQQQ", 0x0A, 32, 0, 1, 24, (moment + 2 + 11_644_473_600) * 10_000_000, 0, 0)
    unix = struct.pack("<HHBl", 0x5455, 5, 1, moment)
    for name, extra, expected in (("u", unix, moment), ("w", windows, moment + 2)):
        put(inbox / f"{name}.zip", zipped([(entry("a.json", hour=30, extra=extra), by(sender, f"{name}{name}-heron"))]))
        took(inbox)
        assert (submitted / f"{name}{name}-heron" / ASSIGNMENT / ANSWERS).stat().st_mtime == expected


@pytest.mark.parametrize("when", [(1980, 1, 1, 0, 0, 0), (2099, 1, 1, 0, 0, 0), (1980, 0, 0, 0, 0, 0)])
def test_an_entry_without_a_date_has_that_of_its_zip(
    sender: Given, took: Took, inbox: Path, submitted: Path, when: tuple[int, ...]
) -> None:
    put(inbox / "a.zip", zipped([(entry("a.json", date_time=when), by(sender, "amber-heron"))]), hour=7)
    took(inbox)
    assert (submitted / "amber-heron" / ASSIGNMENT / ANSWERS).stat().st_mtime == DAY + 7 * HOUR


@pytest.mark.parametrize("wrong", [0, 4_102_444_800])
def test_a_wrong_clock_does_not_win(sender: Given, took: Took, inbox: Path, submitted: Path, wrong: int) -> None:
    os.utime(put(inbox / "a.json", by(sender, "amber-heron", reply="new")), (wrong, wrong))
    assert "Its date is missing" in took(inbox)["a.json"].why
    put(inbox / "b.json", by(sender, "amber-heron"))
    took(inbox)
    assert reply(submitted) == "source"
    took(inbox)
    assert reply(submitted) == "source"


def test_files_saved_in_one_go_count_by_what_is_in_them(
    sender: Given, took: Took, inbox: Path, submitted: Path
) -> None:
    put(inbox / "answers.json", by(sender, "amber-heron"), hour=0.02)
    put(inbox / "answers (1).json", by(sender, "amber-heron", reply="", room_left=""), hour=0.03)
    took(inbox)
    assert reply(submitted) == "source"
    assert reply(submitted, name="earlier/answers-1.json") == ""


def test_the_same_answers_sent_once_more_are_the_newest(
    sender: Given, took: Took, inbox: Path, submitted: Path
) -> None:
    put(inbox / "1.json", by(sender, "amber-heron"), hour=1)
    put(inbox / "5.json", by(sender, "amber-heron"), hour=5)
    took(inbox)
    put(inbox / "3.json", by(sender, "amber-heron", reply="new"), hour=3)
    took(inbox)
    assert reply(submitted) == "source"


def test_an_empty_form_never_counts_before_answers(sender: Given, took: Took, inbox: Path, submitted: Path) -> None:
    put(inbox / "empty.json", by(sender, "amber-heron") | {"answers": {"reply": " "}}, hour=9)
    assert took(inbox)["empty.json"].state == "taken"
    put(inbox / "full.json", by(sender, "amber-heron"), hour=1)
    assert took(inbox)["full.json"].state == "taken"
    assert reply(submitted) == "source"
    put(inbox / "empty again.json", by(sender, "amber-heron") | {"answers": {}}, hour=20)
    assert took(inbox)["empty again.json"].state == "doubtful"


VERSIONS = st.lists(
    st.tuples(
        st.sampled_from(["source", "new", "silence", ""]),
        st.sampled_from([0, 0.01, 0.1, 1, 2, 30]),
        st.sampled_from(["mail", "zip", "exchange"]),
    ),
    min_size=1,
    max_size=5,
)


@SLOW
@given(versions=VERSIONS, order=st.randoms(use_true_random=False), cuts=st.lists(st.integers(1, 4), max_size=3))
def test_in_whichever_order_versions_arrive_the_same_one_counts(
    versions: list[tuple[str, float, str]],
    order: Any,
    cuts: list[int],
    sender: Given,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    place = tmp_path_factory.mktemp("order")
    files = []
    for number, (text, hour, way) in enumerate(versions):
        answers, name = by(sender, "amber-heron", reply=text), f"{number}.json"
        if way == "exchange":
            when = stamp(Moment(int(DAY + HOUR * hour))).strip()
            name = f"amber-heron+{ASSIGNMENT}+{when}+{number}/{ANSWERS}"
        content: Any = zipped([(entry("x", hour=hour), answers)]) if way == "zip" else answers
        files.append((name, content, hour))
    for name, content, hour in files:
        put(place / "all" / name, content, hour)
    list(collect(place / "all", place / "at-once", ROOT / "exercises"))
    order.shuffle(files)
    at = 0
    for cut in [*cuts, len(files)]:
        for name, content, hour in files[at : at + cut]:
            put(place / "bit by bit" / name, content, hour)
        at += cut
        if (place / "bit by bit").exists():
            list(collect(place / "bit by bit", place / "in-turn", ROOT / "exercises"))
    once = tree(place / "in-turn")
    one, other = (place / name / "amber-heron" / ASSIGNMENT for name in ("at-once", "in-turn"))
    assert (one / ANSWERS).read_bytes() == (other / ANSWERS).read_bytes()
    kept = [
        {path.read_bytes() for path in (*folder.glob("earlier/*.json"), folder / ANSWERS)} for folder in (one, other)
    ]
    assert kept[0] == kept[1]
    list(collect(place / "bit by bit", place / "in-turn", ROOT / "exercises"))
    assert tree(place / "in-turn") == once


def test_dates_are_read_as_they_are_written() -> None:
    assert written("2026-02-02 02:40:00 UTC", 2e9) == Moment(DAY, stated=True)
    assert written("2026-02-02T04:40:01+02:00", 2e9) == Moment(DAY, stated=True)
    assert written(stamp(Moment(DAY)), 2e9) == Moment(DAY, stated=True)
    for nonsense in ("", "yesterday", "2026-99-99 00:00:00 UTC", "9999-01-01 00:00:00", "1999-01-01 00:00:00 UTC"):
        assert written(nonsense, 2e9) == Moment()


# --- broken and hostile ----------------------------------------------------------------------------------------------

TRICKS = (
    "../../escaped.json",
    "/etc/escaped.json",
    "C:\\Windows\\escaped.json",
    "\\\\server\\share\\escaped.json",
    "a/../../../../escaped.json",
    "..\\..\\escaped.json",
    "~/.bashrc",
    "answers.json\0.exe",
    "a\x1b[2J\r\n.json",
    "a\u202egpj.nosj",
    "a\u2028b\u200b.json",
    "CON",
    "nul.json",
    "aux/com1/answers.json",
    "...",
    " ",
    "x" * 300 + ".json",
    "/".join(["d"] * 3_000) + "/answers.json",
    "answers.json:stream",
    "-rf",
    "submitted/amber-heron/../../gradebook.db",
)


@pytest.mark.parametrize("who", ["amber-heron", None])
def test_names_in_a_zip_lead_nowhere(sender: Given, took: Took, inbox: Path, tmp_path: Path, who: str | None) -> None:
    before = tree(tmp_path).keys()
    put(
        inbox / "x.zip", zipped([(entry(name, hour=n), by(sender, who, reply=str(n))) for n, name in enumerate(TRICKS)])
    )
    lines = took(inbox)
    assert len(lines) == len(TRICKS)
    assert {line.state for line in lines.values()} == {"taken" if who else "doubtful"}
    shown = "".join(lines)
    assert not [sign for sign in shown if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp")]
    assert max(map(len, lines)) < 170
    new = tree(tmp_path).keys() - before - {"inbox/x.zip"}
    home = f"course/submitted/amber-heron/{ASSIGNMENT}"
    assert {name for name in new if not name.startswith(home)} <= {"course", "course/submitted", str(Path(home).parent)}
    if who:
        kept = {f"{home}/earlier/answers-{n}.json" for n in range(1, len(TRICKS))}
        assert {name for name in new if name.startswith(home)} == {
            *kept, home, f"{home}/earlier", f"{home}/{ANSWERS}", f"{home}/{NOTEBOOK}"
        }  # fmt: skip


def test_names_that_differ_in_case_or_spelling_only_are_two_files(
    sender: Given, took: Took, inbox: Path, submitted: Path
) -> None:
    names = ["answers.json", "Answers.JSON", "répondre.json", "re\u0301pondre.json", "same.json", "same.json"]
    members = [(entry(name, hour=n), by(sender, f"amber-heron-{n}")) for n, name in enumerate(names)]
    with pytest.warns(UserWarning, match="Duplicate"):
        put(inbox / "x.zip", zipped(members))
    lines = took(inbox)
    assert {line.state for line in lines.values()} == {"taken"}
    assert "x.zip/same.json (2)" in lines
    assert len(list(submitted.iterdir())) == len(names)


@pytest.mark.parametrize("who", ["con-aux", "nul-com1", "aux-prn-lpt1"])
def test_a_code_name_of_device_names_is_a_code_name(
    sender: Given, took: Took, inbox: Path, submitted: Path, who: str
) -> None:
    put(inbox / "a.json", by(sender, who))
    assert took(inbox)["a.json"].state == "taken"
    assert (submitted / who / ASSIGNMENT / ANSWERS).exists()


def swollen(name: str = "a.json") -> dict[str, bytes]:
    return {name: b'{"format": 1,' + b" " * 19_000_000}


def test_bombs_are_stopped_and_stop_nothing_else(
    sender: Given, took: Took, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = {"z.json": by(sender, "amber-heron")}
    put(inbox / "ratio.zip", zipped(swollen() | good))
    put(inbox / "nested.zip", zipped({"x.zip": zipped(swollen()), "y.zip": zipped({"z.zip": zipped(good)})} | good))
    put(inbox / "large.zip", zipped({"a.json": b"{" + os.urandom(21_000_000)} | good))
    lines = took(inbox)
    assert {name: line.state for name, line in lines.items()} == {
        "ratio.zip/a.json": "refused",
        "ratio.zip/z.json": "same",
        "nested.zip/x.zip/a.json": "refused",
        "nested.zip/y.zip/z.zip": "refused",
        "nested.zip/z.json": "same",
        "large.zip/a.json": "refused",
        "large.zip/z.json": "taken",
    }
    assert "unpacks to far more" in lines["ratio.zip/a.json"].why
    assert "several times over" in lines["nested.zip/y.zip/z.zip"].why
    monkeypatch.setattr(zips, "LARGEST_TOTAL", 1_000_000)
    assert "unpacks to more than" in took(inbox / "ratio.zip")["ratio.zip/z.json"].why


def test_a_zip_that_lists_too_much_is_not_listed(took: Took, inbox: Path) -> None:
    many = {f"{number}": b"" for number in range(zips.MOST_MEMBERS // 2 + 1)}
    put(inbox / "two.zip", zipped({"a.zip": zipped(many), "b.zip": zipped(many)}))
    lines = took(inbox)
    assert "lists more files" in lines["two.zip/b.zip"].why
    long = bytearray(zipped({"a": b""}))
    long[-10:-6] = (1 << 30).to_bytes(4, "little")
    put(inbox / "long.zip", bytes(long))
    assert "lists more files" in took(inbox / "long.zip")["long.zip"].why


def test_what_is_broken_in_a_zip_is_refused_alone(sender: Given, took: Took, inbox: Path) -> None:
    content, good = packed(by(sender, "calm-ibis")), {"z.json": by(sender, "amber-heron")}
    link = entry("link.json", external_attr=(stat.S_IFLNK | 0o777) << 16, create_system=3)
    pipe = entry("pipe", external_attr=(stat.S_IFIFO | 0o666) << 16, create_system=3)
    box = bytearray(zipped([(link, b"/etc/passwd"), (pipe, b""), (entry("locked"), content), (entry("crc"), content)]))
    for sign, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = [place for place in range(len(box)) if box.startswith(sign, place)]
        box[at[2] + offset] |= 1  # locked
        box[at[3] + offset + 8] ^= 0xFF  # another checksum
    put(inbox / "x.zip", zipped({"in.zip": bytes(box)} | good))
    odd = bytearray(zipped(good))
    odd[odd.rfind(b"PK\1\2") + 10] = odd[8] = 99  # a way of packing that nobody knows
    put(inbox / "odd.zip", bytes(odd))
    put(inbox / "cut.zip", zipped(good)[:-40])
    put(inbox / "head.zip", b"PK\3\4" + bytes(50))
    put(inbox / "nothing.zip", zipped({}))
    said = {name: (line.state, line.why) for name, line in took(inbox).items()}
    assert said.pop("x.zip/z.json")[0] == "taken"
    for name, word in {
        "x.zip/in.zip/link.json": "pointer",
        "x.zip/in.zip/pipe": "no file",
        "x.zip/in.zip/locked": "password",
        "x.zip/in.zip/crc": "damaged",
        "odd.zip/z.json": "packed in a way",
        "cut.zip": "cut off",
        "head.zip": "cut off",
    }.items():
        state, why = said.pop(name)
        assert state == "refused" and word in why
    assert said == {}


@pytest.mark.skipif(sys.platform == "win32", reason="there are none")
def test_nothing_but_plain_files_is_opened_in_a_folder(
    sender: Given, took: Took, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(inbox / "answers.json" / "a.json", by(sender, "amber-heron"))  # a folder named like a file
    secret = put(tmp_path / "elsewhere" / "secret.json", by(sender, "calm-ibis"))
    (inbox / "link.json").symlink_to(secret)
    (inbox / "linked").symlink_to(secret.parent)
    (inbox / "loop").symlink_to(inbox)
    (inbox / "dangling").symlink_to("/nowhere/at/all")
    os.mkfifo(inbox / "pipe.json")
    with socket.socket(socket.AF_UNIX) as listening:
        monkeypatch.chdir(inbox)
        listening.bind("socket.json")
    with (inbox / "huge.json").open("wb") as huge:
        huge.truncate(10**12)
    lines = took(inbox)
    assert lines.pop("answers.json/a.json").state == "taken"
    assert set(lines) == {"link.json", "linked", "loop", "dangling", "pipe.json", "socket.json", "huge.json"}
    assert {line.state for line in lines.values()} == {"refused"}
    assert took(inbox / "pipe.json")["pipe.json"].state == "refused"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no link for everybody")
def test_a_folder_that_is_swapped_while_it_is_looked_through_leads_nowhere(
    sender: Given, inbox: Path, tmp_path: Path
) -> None:
    for name in ("1.json", "2.json"):
        put(inbox / "mine" / name, by(sender, "amber-heron", reply=name))
        put(tmp_path / "theirs" / name, by(sender, "calm-ibis"))
    found = arrivals([inbox], tmp_path / "submitted", DAY)
    contents = [next(found).content]
    (inbox / "mine").rename(tmp_path / "gone")
    (inbox / "mine").symlink_to(tmp_path / "theirs")
    contents += [one.content for one in found]
    assert len(contents) == 2
    assert not [content for content in contents if b"calm-ibis" in content]


@pytest.mark.skipif(sys.platform == "win32", reason="there are none")
@pytest.mark.parametrize("kind", sorted(IN_ITS_PLACE))
def test_a_date_is_read_from_a_plain_file_only(
    sender: Given, took: Took, inbox: Path, submitted: Path, tmp_path: Path, kind: str
) -> None:
    if not can_make(kind, tmp_path):
        pytest.skip("This cannot be made here.")
    noted = put(tmp_path / "noted.txt", b"2026-03-01 10:20:30 UTC")
    put(inbox / "a" / "a.json", by(sender, "amber-heron"))
    IN_ITS_PLACE[kind](inbox / "a" / "timestamp.txt", noted)
    place = submitted / "amber-heron" / ASSIGNMENT
    place.mkdir(parents=True)
    if kind != "folder":  # that stays as it is, and is said
        IN_ITS_PLACE[kind](place / "timestamp.txt", noted)
    assert took(inbox)["a/a.json"].state == "taken"
    IN_ITS_PLACE[kind](place / "timestamp.txt", noted)
    assert took(inbox)["a/a.json"].state == "same"
    assert (place / ANSWERS).stat().st_mtime == DAY
    assert noted.read_bytes() == b"2026-03-01 10:20:30 UTC"


def test_what_may_not_be_read_is_said(sender: Given, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(inbox / "a.json", by(sender, "amber-heron"))
    put(inbox / "b.json", by(sender, "calm-ibis"))
    put(inbox / "closed" / "c.json", by(sender, "quiet-otter"))
    opened, listed = os.open, os.scandir

    def no_file(path: Any, *rest: Any, **more: Any) -> Any:
        if Path(path).name == "a.json":
            raise PermissionError(13, "Permission denied")
        return opened(path, *rest, **more)

    def no_folder(path: Any) -> Any:
        if os.path.samestat(os.fstat(path), (inbox / "closed").stat()):
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(os, "open", no_file)
    monkeypatch.setattr(os, "scandir", no_folder)
    lines = {line.file: line for line in collect(inbox, inbox.parent / "submitted", ROOT / "exercises")}
    assert {name: line.state for name, line in lines.items()} == {
        "a.json": "refused",
        "b.json": "taken",
        "closed/…": "refused",
    }
    assert "could not be opened" in lines["a.json"].why


@pytest.mark.parametrize(("number", "word"), [(28, "no room left"), (13, "may not write"), (5, "Input/output")])
def test_a_full_disk_is_a_sentence_and_the_rest_goes_on(
    sender: Given, took: Took, inbox: Path, submitted: Path, monkeypatch: pytest.MonkeyPatch, number: int, word: str
) -> None:
    for n, who in enumerate(("amber-heron", "calm-ibis", "quiet-otter")):
        put(inbox / f"{who}.json", by(sender, who), hour=n)
    calls = []

    def fsync(file: int) -> None:
        calls.append(file)
        if len(calls) == 2:  # one for each person
            raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fsync)
    lines = took(inbox)
    assert [line.state for line in lines.values()] == ["taken", "refused", "taken"]
    assert word in lines["calm-ibis.json"].why
    assert not [name for name in tree(submitted) if "half" in name]
    assert [line.state for line in took(inbox).values()] == ["same", "taken", "same"]


def test_nothing_is_written_through_a_pointer(
    sender: Given, took: Took, inbox: Path, submitted: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    submitted.mkdir(parents=True)
    (submitted / "amber-heron").symlink_to(elsewhere)
    put(submitted / "calm-ibis" / ASSIGNMENT / "x", b"")
    (submitted / "calm-ibis" / ASSIGNMENT / ANSWERS).symlink_to(put(elsewhere / "mine.json", b"{}"))
    put(inbox / "a.json", by(sender, "amber-heron"))
    put(inbox / "b.json", by(sender, "calm-ibis"))
    assert {name: line.state for name, line in took(inbox).items()} == {"a.json": "refused", "b.json": "taken"}
    assert list(elsewhere.iterdir()) == [elsewhere / "mine.json"]
    assert (elsewhere / "mine.json").read_bytes() == b"{}"
    assert reply(submitted, "calm-ibis") == "source"


def test_what_was_sorted_already_is_not_collected_again(
    sender: Given, took: Took, inbox: Path, submitted: Path, tmp_path: Path
) -> None:
    put(inbox / "a.json", by(sender, "amber-heron"))
    took(inbox)
    once = tree(submitted)
    lines = list(collect(tmp_path, submitted, ROOT / "exercises"))
    assert [line.file for line in lines] == ["inbox/a.json"]
    assert tree(submitted) == once


JUNK = st.one_of(
    st.binary(max_size=200),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
        max_leaves=9,
    ).map(lambda answers: {"format": 1, "assignment": ASSIGNMENT, "who": "amber-heron", "answers": answers}),
    st.lists(st.sampled_from([{}, [], None, {"cell_type": "code", "source": ['exercise("'], "outputs": [7]}])).map(
        lambda cells: {"cells": cells, "nbformat": 4}
    ),
)


@SLOW
@given(
    members=st.lists(st.tuples(st.text(max_size=30), JUNK), max_size=4),
    spoilt=st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), max_size=4),
    cut=st.integers(0, 30),
)
def test_whatever_stands_in_a_zip_it_stops_nobody(
    members: list[tuple[str, Any]],
    spoilt: list[tuple[int, int]],
    cut: int,
    sender: Given,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    place = tmp_path_factory.mktemp("fuzz")
    names = {name.encode("utf-8", "replace").decode() or "x": content for name, content in members}
    box = bytearray(zipped(names))
    for at, value in spoilt:
        box[at % len(box)] = value
    put(place / "inbox" / "a.zip", bytes(box[: len(box) - cut]))
    put(place / "inbox" / "b.zip", zipped(names))
    put(place / "inbox" / "z.json", by(sender, "calm-ibis"))
    lines = list(collect(place / "inbox", place / "submitted", ROOT / "exercises"))
    assert [line.state for line in lines if line.who == "calm-ibis"] == ["taken"]
    assert {path.name for path in place.iterdir()} == {"inbox", "submitted"}
    assert {path.name for path in (place / "submitted").iterdir()} <= {"calm-ibis", "amber-heron"}
    once = tree(place / "submitted")
    list(collect(place / "inbox", place / "submitted", ROOT / "exercises"))
    assert tree(place / "submitted") == once


# --- a stop at any step ----------------------------------------------------------------------------------------------


def files(folder: Path) -> Tree:
    """The files below a folder, with date and content; folders have the date of the day."""
    return {name: row for name, row in tree(folder).items() if row[1] is not None}


def scene(sender: Given, place: Path) -> None:
    """A course in which something has been collected before, and an inbox with every kind of news."""
    put(place / "before" / "1.json", by(sender, "amber-heron", reply="silence"), hour=1)
    put(place / "before" / inbound(3, "quiet-otter") / ANSWERS, by(sender, "quiet-otter"))
    list(collect(place / "before", place / "submitted", ROOT / "exercises"))
    put(place / "submitted" / "calm-ibis" / ASSIGNMENT / ANSWERS, b"\xff")
    put(place / "inbox" / "0.json", by(sender, "amber-heron", reply="new"), hour=0)
    put(place / "inbox" / "2.json", by(sender, "amber-heron"), hour=2)
    put(place / "inbox" / "3.json", by(sender, "amber-heron", reply="silence"), hour=3)
    put(place / "inbox" / inbound(9) / ANSWERS, by(sender, "amber-heron", reply="late"))
    put(place / "inbox" / inbound(9, "quiet-otter") / ANSWERS, by(sender, "quiet-otter"))
    put(place / "inbox" / "otter.json", by(sender, "quiet-otter", reply="by mail"), hour=90)
    put(place / "inbox" / "ibis.json", by(sender, "calm-ibis"))
    put(
        place / "inbox" / "x.zip",
        zipped({"a.json": by(sender, "brisk-lynx"), "b.json": by(sender, "brisk-lynx", reply="")}),
    )


STEPS = ((os, "replace"), (os, "fsync"), (os, "utime"), (os, "mkdir"), (os, "unlink"), (io, "open"))


def stopping(place: Path, step: int) -> int:
    """Collect in a process of its own that ends before the given step of its writing; 0 if it came to its end."""
    child = os.fork()
    if not child:  # no way back from here
        ended = 1
        try:
            left = [step]
            for module, name in STEPS:
                setattr(module, name, _counting(getattr(module, name), left))
            list(collect(place / "inbox", place / "submitted", ROOT / "exercises"))
            ended = 0
        finally:
            os._exit(ended)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _counting(real: Callable[..., Any], left: list[int]) -> Callable[..., Any]:
    """Stop before a step, or after a file was opened for writing and nothing has been written yet."""

    def counted(*given: Any, **more: Any) -> Any:
        if real is io.open:
            file = real(*given, **more)
            left[0] -= "xb" in given
        else:
            left[0] -= 1
            file = None
        if not left[0]:
            os._exit(9)
        return file if file is not None else real(*given, **more)

    return counted


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a process of its own")
def test_wherever_it_is_stopped_the_next_run_comes_to_the_same_end(
    sender: Given, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: None)  # no power is cut here, and it takes most of the time
    scene(sender, tmp_path / "scene")
    whole = shutil.copytree(tmp_path / "scene", tmp_path / "whole")
    assert stopping(whole, 10**9) == 0
    expected = files(whole / "submitted")
    assert len(expected) == 15
    step, ended = 1, 9
    while ended == 9:
        step += 1 if "SOAK_KILLS" in os.environ else 7
        place = shutil.copytree(tmp_path / "scene", tmp_path / str(step))
        ended = stopping(place, step)
        list(collect(place / "inbox", place / "submitted", ROOT / "exercises"))
        assert files(place / "submitted") == expected, step
        shutil.rmtree(place)
    assert ended == 0
    assert step > 60


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes of its own")
def test_two_at_once_write_one_after_the_other(tmp_path: Path) -> None:
    target, notebook = tmp_path / "amber-heron" / ASSIGNMENT, ROOT / "exercises" / ASSIGNMENT / NOTEBOOK
    versions = [
        Version.of(Answers(ASSIGNMENT, {"reply": str(number)}, "amber-heron"), Moment(DAY + 2 * HOUR * number))
        for number in range(12)
    ]
    children = []
    for share in (versions[::2], versions[1::2]):
        child = os.fork()
        if not child:
            for version in share:
                keep(target, version, notebook, time.time())
            os._exit(0)
        children.append(child)
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0, 0]
    kept = {path.read_bytes() for path in [*target.glob("earlier/*.json"), target / ANSWERS]}
    assert kept == {version.text for version in versions}
    assert (target / ANSWERS).read_bytes() == versions[-1].text
    assert not (target / keeping.HALF).exists()


# --- the list --------------------------------------------------------------------------------------------------------

LINES = [
    Arrived("=cmd|' /C calc'!A0", "taken", "amber-heron", ASSIGNMENT),
    Arrived("Anna Smith;@SUM(A1)\x1b.json", "refused", why="This file is empty."),
    Arrived("\t+1", "doubtful", "", ASSIGNMENT, "-1"),
    Arrived("ответы.json", "same", "calm-ibis", ASSIGNMENT),
]


def test_the_list_opens_in_a_spreadsheet_and_computes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "reports" / "list.csv"
    write_report(LINES, path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
    assert rows[0] == ["File", "What happened", "Code name", "Exercise", "Why"]
    assert [row[1] for row in rows[1:]] == ["please look", "not taken", "taken", "was there already"]
    assert rows[4][0] == "ответы.json"
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))]
    assert "Anna Smith;'@SUM" in rows[2][0]
    assert sorted(path.parent.iterdir()) == [path]


def test_the_list_can_leave_out_what_people_call_their_files(tmp_path: Path) -> None:
    write_report(LINES, tmp_path / "list.csv", with_files=False)
    assert "Smith" not in (tmp_path / "list.csv").read_text("utf-8-sig")
    assert report_rows(LINES, with_files=False)[0] == ("What happened", "Code name", "Exercise", "Why")


def test_the_command_takes_several_sources_and_writes_the_list(
    sender: Given, tmp_path: Path, inbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "exercises").symlink_to(ROOT / "exercises")
    put(inbox / "a.json", by(sender, "amber-heron"))
    put(inbox / "b.zip", zipped({"x": by(sender, "calm-ibis")}))
    report = tmp_path / "reports" / "list.csv"
    words = ["--course", str(tmp_path), "collect", str(inbox / "a.json"), str(inbox / "b.zip")]
    assert main([*words, "--report", str(report), "--without-files"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "2 taken, 0 same, 0 doubtful, 0 refused"
    assert "amber-heron" in report.read_text("utf-8-sig")
    assert "a.json" not in report.read_text("utf-8-sig")
    write_cohort(tmp_path, new_cohort(date(2026, 3, 1), 3))
    assert main(words) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "0 taken, 0 same, 2 doubtful, 0 refused"
    assert main([*words, "--report", str(inbox / "a.json" / "list.csv")]) == 2
    assert "could not be written" in capsys.readouterr().err
    assert main([*words, str(tmp_path / "nowhere")]) == 2
    assert "There is no folder or file" in capsys.readouterr().err

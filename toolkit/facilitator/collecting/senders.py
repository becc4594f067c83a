"""What the names of an exchange and of learning platforms tell: which files are one sending. Never who sent them."""

import re
from collections.abc import Collection, Sequence

from toolkit.notebook.handing_in import CODE_NAME
from toolkit.sessions.room import questions

_EXCHANGE = re.compile(r"(?P<user>.+)\+[^+]+\+(?P<stamp>\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d[^+]*)(?:\+[^+]*)?")
_PLATFORMS = (
    re.compile(r".+_attempt_\d{4}(?:-\d\d){5}"),  # Blackboard, and the example of nbgrader's zip_collect
    re.compile(r".+?_\d+_assignsubmission_(?:file|onlinetext)_?"),  # Moodle
    re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*(?:_LATE)?_\d+_(?=\d+_)"),  # Canvas
)
# What folders are called that belong to nobody: each of these, joined by a hyphen, looks like a code name.
_COMMON = (
    " action all answer answers attachments backup class cohort copy course data desktop document documents done "
    "download downloads draft email exercise exercises feedback file files final folder for from group hashtag "
    "home homework inbox jupyter lab mail main master module my new notebook notebooks of old outbox part "
    "received return returned saved sent session student students submission submissions submitted task temp test "
    "the to toolkit training tweet unit untitled unzipped user version week whatsapp work workbook workbooks zip "
)
_ON_THE_WAY = ("exercises", "submitted", "answers", "answers.json")  # folders between a person's own and the file


def stamp_in(folder: str) -> str:
    """Find the date in the name of a folder in the exchange's inbound folder; "" if it is no such folder."""
    match = _EXCHANGE.fullmatch(folder)
    return match["stamp"] if match else ""


def account_in(folder: str, owner: str) -> str:
    """Name the folder by which somebody handed in: by the account it belongs to, if that is a code name.

    Whoever may write into the exchange can call a folder there as they like.
    """
    match = _EXCHANGE.fullmatch(folder)
    return folder if not match else owner if CODE_NAME.fullmatch(owner) else match["user"]


def sending(parts: Sequence[str]) -> tuple[str, ...]:
    """Name what all files of one sending share, if an exchange or platform put them there; () if none did.

    `parts` are the names of the folders around a file and its own. The result is for comparing, not for keeping:
    people's names stand in it.
    """
    for number, part in enumerate(parts):
        if _EXCHANGE.fullmatch(part):
            return (*parts[:number], part)
        for platform in _PLATFORMS:
            match = platform.match(part)
            if match:
                return (*parts[:number], match.group())
    return ()


def of_exchange(parts: Sequence[str]) -> bool:
    """Tell whether a file came through nbgrader's exchange, where everybody has an account."""
    return any(map(_EXCHANGE.fullmatch, parts))


def of_platform(parts: Sequence[str]) -> bool:
    """Tell whether a learning platform named a file, or a folder on the way to it: then people's names stand there."""
    return any(platform.match(part) for platform in _PLATFORMS for part in parts)


def named_by(folders: Sequence[str], assignment: str, cohort: Collection[str] = ()) -> str:
    """Find the code name in the name of the folder that a file was put into; "" if that is not one.

    `cohort` holds all code names that were given out; without it we can only leave out what folders are usually called.
    """
    for folder in reversed(folders):
        if folder in _ON_THE_WAY or is_exercise(folder):
            continue
        if cohort:
            return folder if folder in cohort else ""
        usual = folder.startswith(assignment) or any(f" {word} " in _COMMON for word in folder.split("-"))
        return folder if CODE_NAME.fullmatch(folder) and not usual else ""
    return ""


def is_exercise(name: str) -> bool:
    """Tell whether an exercise of the course is called so."""
    try:
        return bool(questions(name))
    except (LookupError, ValueError, OSError):
        return False

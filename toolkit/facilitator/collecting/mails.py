"""Look into a saved mail (.eml) for what is attached to it; who wrote it is not read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.utils import parsedate_to_datetime

from toolkit.answers import Refused
from toolkit.facilitator.collecting.dates import NEVER, Moment, known

_HEAD = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:MIME-Version|Content-Type):", re.IGNORECASE)
_MOST_PARTS = 500  # in one mail; usual are three
_MOST_LINES = 1_000  # of a head
_NOBODYS = ("application/pkcs7-signature", "application/pgp-signature", "text/calendar")
DAMAGED = "This mail could not be read. Please save what is attached to it, and collect that."


@dataclass(frozen=True)
class Part:
    """Something in a mail: a file that was attached, or its text if `name` is ""."""

    name: str
    content: bytes


def is_mail(content: bytes) -> bool:
    """Tell by the first lines whether a file is a saved mail.

    >>> is_mail(b"From: a@example.org\\nSubject: x\\nMIME-Version: 1.0\\n\\nHello"), is_mail(b'{"format": 1}')
    (True, False)
    """
    head = re.split(rb"\r?\n\r?\n", content[:60_000], maxsplit=1)[0].replace(b"\r", b"")
    return head.count(b"\n") < _MOST_LINES and _HEAD.match(head + b"\n") is not None


def parts(content: bytes, now: float) -> tuple[Moment, list[Part]]:
    """Read when a mail was sent, and what is in it. Raises Refused if it cannot be read."""
    if content.count(b"\n--") > _MOST_PARTS:
        raise Refused(DAMAGED)
    try:
        mail = message_from_bytes(content)
        return _sent(mail, now), list(_leaves(mail))
    except Exception:  # the parser promises nothing for what is no mail
        raise Refused(DAMAGED) from None


def _leaves(mail: Message) -> Iterator[Part]:
    for part in mail.walk():
        content, name = None if part.is_multipart() else part.get_payload(decode=True), part.get_filename() or ""
        if isinstance(content, bytes) and not _is_trimming(part):
            yield Part(name, content if name else _in_utf8(content, part.get_content_charset("utf-8")))


def _is_trimming(part: Message) -> bool:
    """Tell whether a part is a picture in the text, or a signature."""
    shown = part.get_content_maintype() == "image" and part.get_content_disposition() != "attachment"
    return shown or part.get_content_type() in _NOBODYS


def _in_utf8(text: bytes, charset: str) -> bytes:
    try:
        return text.decode(charset, "replace").encode("utf-8", "replace")
    except LookupError:
        return text


def _sent(mail: Message, now: float) -> Moment:
    try:
        return known(parsedate_to_datetime(str(mail["Date"])).timestamp(), now)
    except (ValueError, TypeError, OverflowError, IndexError):
        return NEVER

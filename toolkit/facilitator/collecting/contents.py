"""Find answers in whatever was sent: an answers file, a notebook, a mail into which they were pasted."""

import base64
import binascii
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from toolkit.answers import LARGEST, Answers, Refused, answers_in, read
from toolkit.facilitator.collecting.senders import is_exercise

_LARGEST_TEXT = 2 * 1024 * 1024  # bytes of a mail or page in which answers may stand
_LINK = re.compile(r"data:application/json;base64,\s*([A-Za-z0-9+/=\s]{40,})")
_BEGIN = re.compile(r'\{\s*"format"\s*:')
_QUOTED = re.compile(r"^[> ]*> ?", re.MULTILINE)
_MOST_PASTED = 20
NOT_OURS = "This file does not hold answers from our workbook."


@dataclass(frozen=True)
class Content:
    """Answers that were found in a file, and the kind of file: answers, notebook or text."""

    answers: Answers
    kind: str


def contents(content: bytes) -> list[Content]:
    """Read all answers in a file; its name does not matter. Raises Refused, with a sentence, if there are none."""
    content = _as_utf8(content)
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if not start:
        raise Refused("This file is empty: nothing arrived in it. Please ask for it again.")
    if start == b"{":
        notebook = _notebook(content)
        found = [Content(_answers(content), "answers")] if notebook is None else [_copies(notebook)]
    else:
        found = [Content(answers, "text") for answers in _pasted(content)]
    for one in found:
        _check(one.answers)
    return found


def may_hold(text: bytes) -> bool:
    """Tell whether the text of a mail is worth a look: hardly any holds answers."""
    return b"data:application/json;base64," in text or b"assignment" in text


def _as_utf8(content: bytes) -> bytes:
    """Turn UTF-16 and UTF-32, which some editors save, into UTF-8; all else stays as it is."""
    encoding = json.detect_encoding(content[:4])
    has_mark = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if encoding.startswith("utf-8") or not (has_mark or content[:4].strip(b"\0 \t\r\n")[:1] == b"{"):
        return content
    return content.decode(encoding, "replace").encode("utf-8")


def _answers(content: bytes) -> Answers:
    """Read an answers file, also one that was pasted into a mail and is followed by a greeting."""
    try:
        return read(content[: LARGEST + 1])
    except Refused:
        if len(content) > LARGEST:
            raise
        text = content.decode("utf-8-sig", "replace").lstrip()
        try:
            raw, end = json.JSONDecoder(strict=False).raw_decode(text)
        except (ValueError, RecursionError):
            end = len(text)
        if not text[end:].strip():
            raise
        return read(json.dumps(raw).encode())


def _notebook(content: bytes) -> Any:
    """Parse a notebook; None if it is none."""
    if b'"cells"' not in content:
        return None
    try:
        parsed = json.loads(content)
    except (ValueError, RecursionError):
        if len(content) <= LARGEST and b'"answers"' in content:
            return None
        raise Refused("This notebook file is damaged and could not be read. Please ask for it again.") from None
    return parsed if isinstance(parsed, dict) and "cells" in parsed else None


def _copies(notebook: dict[str, Any]) -> Content:
    """Take the copies of answers that the forms left in a notebook."""
    assignment = next(_assignments(notebook["cells"]), None)
    if assignment is None:
        raise Refused("This notebook is not one of our exercises, or its form cells are gone.")
    return Content(answers_in(notebook, assignment), "notebook")


def _assignments(cells: Any) -> Iterator[str]:
    """Name the exercises that a notebook's cells speak of."""
    for cell in cells if isinstance(cells, list) else []:
        source = cell.get("source", "") if isinstance(cell, dict) else ""
        text = "".join(map(str, source)) if isinstance(source, list) else str(source)
        if 'exercise("' in text:
            named = text.split('exercise("', 1)[1].split('"', 1)[0]
            if is_exercise(named):
                yield named


def _pasted(content: bytes) -> list[Answers]:
    """Find answers in a text or page: as the link of “Save my work”, or as what stands in the file."""
    if len(content) > _LARGEST_TEXT or b"\0" in content:
        raise Refused(NOT_OURS)
    text = content.decode("utf-8-sig", "replace")
    plain = _QUOTED.sub("", text)
    unmarked = unescape(re.sub(r"<[^<>]*>", "", plain)).replace("\xa0", " ")
    for version in (*_linked(text), plain, unmarked):
        found = list(_objects(version))
        if any("�" in answers.as_text() for answers in found):
            raise Refused("This file is not written in UTF-8, so its letters cannot be read.")
        if found:
            return found
    raise Refused(NOT_OURS)


def _linked(text: str) -> Iterator[str]:
    links = [re.sub(r"\s", "", match[1]) for match in _LINK.finditer(text)][:_MOST_PASTED]
    if links:
        yield "\n".join(_decoded(link) for link in links)


def _decoded(link: str) -> str:
    """Decode a link; words of the mail may follow it directly, and look like a part of it."""
    link = link.split("=")[0]
    try:
        return base64.b64decode(link[: len(link) - (len(link) % 4 == 1)] + "==").decode("utf-8", "replace")
    except binascii.Error:
        return ""


def _objects(text: str) -> Iterator[Answers]:
    """Read every answers file that stands in a text; line breaks of a mail inside an answer do no harm."""
    decoder = json.JSONDecoder(strict=False)
    for match in list(_BEGIN.finditer(text))[:_MOST_PASTED]:
        try:
            raw, _ = decoder.raw_decode(text, match.start())
            yield read(json.dumps(raw).encode())
        except (ValueError, RecursionError):  # Refused is a ValueError as well
            continue


def _check(answers: Answers) -> None:
    """Raise Refused for answers that belong to no exercise, or that we could not read again once written."""
    if not is_exercise(answers.assignment):
        raise Refused(f"There is no exercise “{answers.assignment[:60]}” in this course.")
    if len(answers.as_text().encode()) > LARGEST:
        raise Refused(f"This file is too large for answers: {LARGEST // 1024} KB fit.")

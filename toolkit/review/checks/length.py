"""Fit the platform: 140 until November 2017 (item 18), 280 on X today."""

import re
import unicodedata
from collections.abc import Iterator

from toolkit.review.drafts import Draft
from toolkit.review.findings import Check, Hit


def _too_long(draft: Draft) -> Iterator[Hit]:
    if draft.limit is None or draft.length <= draft.limit:
        return
    over = draft.length - draft.limit
    yield Hit(f"{draft.length} / {draft.limit}", fields={"over": over, "limit": draft.limit})


_SHAPED = re.compile("[\ufb50-\ufdff\ufe70-\ufefc](?:.*[\ufb50-\ufdff\ufe70-\ufefc])?", re.DOTALL)
_INVISIBLE = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def _presentation_forms(draft: Draft) -> Iterator[Hit]:
    shaped = None if draft.text.isascii() else _SHAPED.search(draft.text)
    if shaped:
        yield Hit(shaped.group(), shaped.span(), unicodedata.normalize("NFKC", shaped.group()))


def _invisible(draft: Draft) -> Iterator[Hit]:
    sign = None if draft.text.isascii() else _INVISIBLE.search(draft.text)
    if sign:
        yield Hit(unicodedata.name(sign.group(), "invisible sign").lower(), sign.span())


CHECKS = (
    Check(
        name="length",
        advice="{over} over the limit of {limit}. Cut the least useful words first; keep name, number and link.",
        praise="It fits.",
        why="A post over the limit is not sent, or loses its end, which is often the link.",
        source="item 18 for 140, until November 2017; X counts 280 characters, docs.x.com, 2026",
        better="“It has come to our attention that …” → “We saw …”",
        find=_too_long,
        flags=("word " * 60, Draft("word " * 30, "x-2013")),
        leaves=("Hearing on Tuesday.", "word " * 30),
        official="required",
        open="required",
        hostile="required",
        costs=0.5,
    ),
    Check(
        name="letter-shapes",
        advice="“{found}” is made of letter shapes from an old document. Type it again, or paste the repaired text.",
        why="Shaped letters look right but count double on X, and search does not find them.",
        source="twitter-text v3 weights, 2021",
        find=_presentation_forms,
        flags=("ﭘﺎﮐﺴﺘﺎﻥ",),
        leaves=("پاکستان", "Pakistan"),
    ),
    Check(
        name="invisible-signs",
        advice="There is an invisible sign here ({found}). Delete it; the direction of the text is set for you.",
        why="On X an invisible direction mark costs two characters and can hide what a link says.",
        source="twitter-text v3 weights, 2021",
        better="Place the cursor there and press Backspace once.",
        find=_invisible,
        flags=("\u200fسلام",),
        leaves=("سلام", "می‌خواهم"),
    ),
)

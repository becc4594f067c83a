"""Say the course's own words in the reader's language, through gettext catalogues."""

import gettext
import os
from functools import cache
from pathlib import Path
from typing import Any

LOCALE = Path(__file__).parent / "locale"
RIGHT_TO_LEFT = frozenset({"ar", "fa", "ur", "he"})


def language() -> str:
    """Name the language of the pages: `TOOLKIT_LANGUAGE`, or English."""
    return os.environ.get("TOOLKIT_LANGUAGE", "en")


def direction(of: str | None = None) -> str:
    """Tell the direction in which a language is written."""
    return "rtl" if (of or language()).split("-")[0] in RIGHT_TO_LEFT else "ltr"


@cache
def _catalogue(of: str) -> gettext.NullTranslations:
    return gettext.translation("toolkit", LOCALE, languages=[of], fallback=True)


def t(sentence: str, **fields: Any) -> str:
    """Translate a sentence and fill its named fields; a sentence that remembers its template brings its own.

    >>> t("{left} left", left=12)
    '12 left'
    """
    template = getattr(sentence, "template", sentence)
    fields = fields or getattr(sentence, "fields", {})
    said = _catalogue(language()).gettext(template) if template else ""
    return said.format(**fields) if fields else said

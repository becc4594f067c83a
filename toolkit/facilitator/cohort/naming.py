"""Words for ids: of sessions, of questions, of checks. What others wrote is cleaned before it is shown."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any

from toolkit.faces.i18n import t
from toolkit.review.checks import ALL
from toolkit.review.checks.tag_choice import CHECKS as TAG_CHOICE
from toolkit.review.findings import Check
from toolkit.sessions.room import questions

_JOINERS = "\u200c\u200d"  # Persian, Urdu and emoji are written with them
_FIELD = re.compile(r"\{\w+\}")


def clean(text: str, most: int = 200) -> str:
    """Take out what cannot be seen and could turn a page round, and cut what is too long.

    >>> clean("Mare\\u202enia\\n now")
    'Marenia now'
    """
    seen = "".join(sign for sign in " ".join(text.split()) if sign in _JOINERS or not _is_hidden(sign))
    return seen if len(seen) <= most else f"{seen[: most - 1]}…"


def _is_hidden(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cf", "Cs")


def readable(id_: str) -> str:
    """Make words of an id.

    >>> readable("links-timing-cadence")
    'Links timing cadence'
    """
    words = clean(id_.replace("-", " ").replace("_", " ").strip())
    return words[:1].upper() + words[1:] or "–"


def session_words(session: str) -> str:
    """Name a session."""
    return t(readable(session))


def item_words(assignment: str, item: str) -> str:
    """Say what a grade id asks: the words of its question, or the id itself made readable."""
    kind, _, name = item.partition("-")
    if kind == "judge" and name:
        return t("{what}: a person judges", what=readable(name))
    prompt = _prompts(assignment).get(name) if kind == "points" else None
    return t(prompt) if prompt else readable(name if kind == "points" and name else item)


def _prompts(assignment: str) -> Mapping[str, str]:
    try:
        return {id_: question.prompt for id_, question in questions(assignment).items()}
    except (LookupError, OSError, ValueError):  # a session that is not written yet, or no name of a session at all
        return {}


@cache
def _checks() -> Mapping[str, Check[Any]]:
    every: tuple[Check[Any], ...] = (*ALL, *TAG_CHOICE)
    return {check.name: check for check in every}


def check_words(name: str) -> tuple[str, str, str]:
    """Give the short name of a check, its advice without anybody's words in it, and its why.

    A judge's findings are called by the advice itself.
    """
    if name == "empty":
        return t("Empty"), t("Nothing was written."), t("The first words decide whether the rest is read.")
    known = _checks().get(name)
    if known is None:
        said = clean(_FIELD.sub("…", t(name)))
        return (said, said, "") if " " in said else (readable(said), readable(said), "")
    return readable(name), _FIELD.sub("…", t(known.advice)), t(known.why)

"""Cards to print and cut out: a code name in three scripts, and how to start, in the languages of the group."""

from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

from toolkit.faces.html import auto, style
from toolkit.faces.i18n import direction, language, t
from toolkit.facilitator.cohort.codes import spoken
from toolkit.facilitator.cohort.members import Cohort
from toolkit.posts import tables

LANGUAGES = ("en", "ar", "ru", "ur")
_FOLDER = files(__package__).joinpath("data")
# No script, no picture, no other host, whatever should ever find its way into a card.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def cards_html(cohort: Cohort, languages: Sequence[str] = LANGUAGES) -> str:
    """Make one page of cards that needs no other file: two columns on A4, with lines to cut along.

    Nothing on a card says what the course is about, or whose it is. Raises LookupError for a language in which there
    are no words.
    """
    cards = "".join(_card(code, languages) for code in cohort.codes)
    told = "".join(
        auto(said)
        for said in (
            t("Print these cards on A4 and cut along the dashed lines. These three lines are not printed."),
            t("Let people draw a card, and keep no list of who drew which: then nobody can be asked for it."),
            t("Whoever takes part from far away gets the code name by voice: it is written as it is said."),
        )
    )
    tongue, to_a_page = language(), "four" if len(languages) > 2 else "six"
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(tongue)}" dir="{direction()}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f"<title>{escape(t('Cards'))}</title><style>{style()}{_print_style()}</style></head>"
        f'<body><main class="hta hta-sheet"><div class="hta-told">{told}</div>'
        f'<ul class="hta-cards hta-{to_a_page}" dir="ltr">{cards}</ul></main></body></html>\n'
    )


@cache
def _print_style() -> str:
    return _FOLDER.joinpath("cards.css").read_text("utf-8")


@cache
def _words() -> Mapping[str, Mapping[str, Any]]:
    return tables.read(_FOLDER.joinpath("cards.toml"))


def _card(code: str, languages: Sequence[str]) -> str:
    said = spoken(code)
    scripts = (
        f'<strong lang="en" dir="ltr">{escape(said.latin)}</strong>'
        f'<span lang="ru" dir="ltr">{escape(said.cyrillic)}</span>'
        f'<span lang="ar" dir="rtl">{escape(said.arabic)}</span>'
    )
    return f'<li class="hta-card"><div class="hta-code">{scripts}</div>{"".join(map(_how, languages))}</li>'


def _how(tongue: str) -> str:
    """Say in one language how to start, and what never to write on a card."""
    if tongue not in _words():
        raise LookupError(f"There are no cards in “{tongue[:20]}” yet; there are {', '.join(_words())}.")
    words = _words()[tongue]
    fields = {
        "start": _shown(t("Start here")),
        "field": _shown(t("Code name")),
        "save": _shown(t("Save my work")),
        "download": _shown(t("Download {name}", name="").strip()),
    }
    steps = "".join(f"<li>{escape(step, quote=False).format(**fields)}</li>" for step in words["steps"])
    return (
        f'<div class="hta-how" lang="{escape(tongue)}" dir="{direction(tongue)}"><ol>{steps}</ol>'
        f'<div class="hta-never">{escape(words["never"])}</div></div>'
    )


def _shown(word: str) -> str:
    """Show a word of our pages as the reader will see it there, in the language of the pages."""
    return f'<bdi lang="{escape(language())}" dir="{direction()}">{escape(word)}</bdi>'

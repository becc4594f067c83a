"""Can the course speak another language?"""

import re
from itertools import chain
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo

from toolkit.faces import i18n
from toolkit.faces.html import advice_html
from toolkit.making.messages import catalogue
from toolkit.review import review
from toolkit.review.checks import ALL
from toolkit.review.checks.tag_choice import CHECKS as TAG_CHOICE
from toolkit.review.drafts import Draft
from toolkit.review.findings import Said
from toolkit.sessions.room import checks, rooms


@pytest.fixture
def mirror(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A language in which every sentence is the English one in brackets."""
    place = tmp_path / "ar" / "LC_MESSAGES"
    place.mkdir(parents=True)
    translated = catalogue()
    translated.locale = "ar"
    for message in translated:
        if message.id:
            message.string = f"[{message.id}]"
    with (place / "toolkit.mo").open("wb") as file:
        write_mo(file, translated)
    monkeypatch.setattr(i18n, "LOCALE", tmp_path)
    monkeypatch.setenv("TOOLKIT_LANGUAGE", "ar")
    i18n._catalogue.cache_clear()
    yield
    i18n._catalogue.cache_clear()


def test_a_language_without_a_catalogue_speaks_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOOLKIT_LANGUAGE", "xx")
    assert i18n.t("{left} left", left=3) == "3 left"


@pytest.mark.usefixtures("mirror")
def test_every_sentence_of_a_review_is_translated_with_its_fields() -> None:
    page = advice_html(review(Draft("word " * 60 + "http://gate.example.org #14")).findings)
    shown = re.sub(r"<[^>]+>", "", page)
    assert "[20 over the limit" not in shown  # the fields are filled in after translating
    assert "[“http://gate.example.org” does not start with https." in shown
    assert "[A tag needs at least one letter" in shown
    assert "[Needed]" in shown


@pytest.mark.usefixtures("mirror")
def test_a_sentence_remembers_its_template() -> None:
    said = Said(
        "{over} over the limit of {limit}. Cut the least useful words first; keep name, number and link.",
        over=2,
        limit=140,
    )
    assert said.startswith("2 over the limit of 140.")
    assert i18n.t(said) == f"[{said}]"


def test_the_template_for_translators_is_fresh() -> None:
    """If this fails: run `make messages`."""
    written = (i18n.LOCALE / "toolkit.pot").read_text("utf-8")
    missing = [
        message.id
        for message in catalogue()
        if message.id and message.id.split("\n")[0][:20] not in written.replace('"\n"', "")
    ]
    assert not missing


def test_translators_find_every_sentence_of_every_check() -> None:
    """Those of drafts, of tags and of every room's judges, with the reasons of what is praised."""
    looking = [(*ALL, *TAG_CHOICE), *(by for at in rooms() for by in checks(at).values())]
    said = {
        sentence
        for check in chain(*looking)
        for sentence in (check.advice, check.why, check.praise, check.praise_why, *check.advice_in.values())
    }
    assert said - {message.id for message in catalogue()} == set()


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("ur", "rtl"), ("ru", "ltr"), ("en", "ltr")])
def test_a_page_runs_in_the_direction_of_its_language(language: str, direction: str) -> None:
    assert i18n.direction(language) == direction

"""Do the invented documents read, agree with themselves, and stay invented?"""

import re
import tomllib
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import toolkit.world.scenarios as module
from toolkit.posts.words import numbers, plain, says
from toolkit.review import review
from toolkit.review.checks.dates import _wrong_weekday
from toolkit.review.checks.facts import kept
from toolkit.review.drafts import SETTINGS, Brief, Draft
from toolkit.world.scenarios import document, documents, scenarios

HOME = Path(str(files("toolkit.world"))) / "data" / "scenarios"
ALL = [(f"{name}/{id_}", brief) for name in scenarios() for id_, brief in documents(name).items()]
KINDS = {"name", "number", "date", "place", "negation", "other"}
ROLES = {"headline", "subhead", "lede", "body", "pull-quote", "conclusion"}
every_document = pytest.mark.parametrize("brief", [brief for _, brief in ALL], ids=[name for name, _ in ALL])
every_fact = pytest.mark.parametrize(
    ("brief", "fact"),
    [pytest.param(brief, fact, id=f"{name}-{fact.id}") for name, brief in ALL for fact in brief.facts],
)
SMALL = """
language = "en"
kind = "report"
speaker = "{ngo}"
title = "A door in {capital}"
published = 2026-03-09
link = "https://gate.example.org/reports/door"
facts = [{id = "n", label = "one door", accept = ["one + door"]}]
parts = [{role = "headline", text = "One door of {ngo} is shut."}]
"""
VARIABLES = '[variables.en]\nngo = "The Gate"\ncapital = "Aldra"\n'


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of scenarios of our own, that the reader takes for the only one."""
    monkeypatch.setattr(module, "_FOLDER", tmp_path)
    documents.cache_clear()
    yield tmp_path
    documents.cache_clear()


def put(folder: Path, scenario: str, text: str = SMALL, name: str = "door.en.toml", variables: str = VARIABLES) -> None:
    (folder / scenario / "documents").mkdir(parents=True, exist_ok=True)
    (folder / scenario / "scenario.toml").write_text(variables, "utf-8")
    (folder / scenario / "documents" / name).write_text(text, "utf-8")


def test_there_are_documents_in_four_languages() -> None:
    assert {brief.language for _, brief in ALL} >= {"en", "ur", "ar", "ru"}


def test_every_file_is_read() -> None:
    assert {path.stem for path in HOME.glob("*/documents/*.toml")} == {brief.id for _, brief in ALL}
    assert {path.parent.name for path in HOME.glob("*/scenario.toml")} == set(scenarios())


@every_document
def test_document_is_complete(brief: Brief) -> None:
    assert brief.title and brief.speaker and brief.kind and brief.published
    assert brief.parts and {role for role, _ in brief.parts} <= ROLES
    assert brief.parts[0][0] == "headline"
    assert brief.id.endswith(f".{brief.language}")
    assert len({fact.id for fact in brief.facts}) == len(brief.facts), "Two facts have one id."
    assert len(brief.facts) >= 4, "A document needs four facts or more, of which a post chooses."
    assert not re.search(r"[{}]", repr(brief)), "A variable was not filled in."


@every_fact
def test_fact_is_found_in_its_own_document(brief: Brief, fact) -> None:
    assert fact.kind in KINDS
    assert fact.label
    assert says(brief.folded, fact.accept), "Whoever copies the document must be told that the fact is kept."


@every_fact
def test_fact_is_missed_where_nothing_is_said(brief: Brief, fact) -> None:
    assert fact in brief.facts
    assert not says(plain("Hello. Привет. مرحبا. سلام"), fact.accept)
    assert all(piece.strip() for entry in fact.accept for piece in entry.split(" + "))


@every_fact
def test_negation_says_what_it_is_about(brief: Brief, fact) -> None:
    """Without `about` nobody would notice that the “not” is lost while the sentence is still there.

    Of the other facts it names the words at which a “not” would turn them round.
    """
    assert fact.about or fact.kind != "negation"
    assert fact.kind != "negation" or says(brief.folded, fact.about)
    assert fact.about == () or fact.kind not in ("date", "place", "name")


@every_document
def test_own_words_of_a_document_are_not_called_its_opposite(brief: Brief) -> None:
    for setting in SETTINGS:
        draft = Draft(brief.text, "facebook", setting, brief)
        assert all(kept(draft).values())
        assert "opposite" not in {finding.check for finding in review(draft).findings}


@every_fact
def test_number_of_a_fact_is_a_number_of_the_document(brief: Brief, fact) -> None:
    """Numbers written out in words are beside the point."""
    spoken = [number for number in numbers(plain(fact.label)) if fact.kind == "number"]
    assert set(spoken) <= brief.numbers


@every_document
def test_whole_document_keeps_every_fact_and_no_check_breaks(brief: Brief) -> None:
    for setting in SETTINGS:
        assert all(Draft(brief.text, "facebook", setting, brief).kept.values())


@every_document
def test_weekdays_of_a_document_agree_with_its_dates(brief: Brief) -> None:
    assert list(_wrong_weekday(Draft(brief.text, brief=brief))) == []


@every_document
def test_a_wrong_weekday_would_be_noticed(brief: Brief) -> None:
    """The same text a year later: now every weekday that stands beside a date is wrong."""
    assert brief.published
    later = replace(brief, published=brief.published.replace(year=2027))
    moved = brief.text.replace("2026", "2027").replace("٢٠٢٦", "٢٠٢٧")
    noticed = list(_wrong_weekday(Draft(moved, brief=later)))
    assert noticed or not brief.gathering.day, f"{brief.id}: write the weekday beside the day on which people meet."


@every_document
def test_link_is_deep_safe_and_belongs_to_nobody(brief: Brief) -> None:
    parts = urlsplit(brief.link)
    assert parts.scheme == "https"
    assert parts.hostname is not None and parts.hostname.endswith(".example.org")
    assert parts.path.strip("/")


@pytest.mark.parametrize(("name", "brief"), ALL, ids=[name for name, _ in ALL])
def test_nothing_in_a_document_leads_to_a_real_place(name: str, brief: Brief) -> None:
    text = (HOME / name.partition("/")[0] / "documents" / f"{brief.id}.toml").read_text("utf-8")
    hosts = re.findall(r"https?://([^/\s\"]+)|[\w.+-]+@([\w.-]+)", text)
    assert all(host.endswith("example.org") for pair in hosts for host in pair if host)
    assert brief.tags and not any(tag.startswith("#") for tag in brief.tags)


@every_document
def test_protected_names_and_gathering_stand_in_the_text(brief: Brief) -> None:
    for person in brief.protected:
        assert person.why.endswith(".")
        assert any(plain(name) in brief.folded for name in person.names)
        assert not {plain(name) for name in person.names} & {plain(name) for name in brief.people}
    meeting = brief.gathering
    for what, names in (("place", meeting.place), ("time", meeting.time), ("day", meeting.day)):
        stands = not names or any(plain(name) in brief.folded for name in names)
        assert stands, f"{brief.id}: none of the words of [gathering] {what} stands in the document itself."


def test_some_documents_call_people_together_and_some_may_not() -> None:
    """In which language nobody is called together, no check of places and hours is tried."""
    meeting = {brief.language for _, brief in ALL if brief.gathering.place and brief.gathering.time}
    assert meeting >= {"en", "ar", "ru", "ur"}


@every_document
def test_people_stand_in_the_text(brief: Brief) -> None:
    assert all(plain(name) in brief.folded for name in brief.people)


@every_document
def test_own_words_of_a_document_are_not_called_unknown_numbers(brief: Brief) -> None:
    assert set(numbers(brief.folded)) <= brief.numbers


# The same numbers and dates, written out in the language of the document.
IN_WORDS = {
    "clinics.en": {
        "clinics": "Thirty-four village clinics",
        "people": "sixty-one thousand people",
        "distance": "over forty kilometres; 40+ km",
    },
    "hearing.en": {"limit": "forty-eight hours", "when": "the 17th of March"},
    "ballot.ru": {
        "stations": "восемьдесят семь участков из двухсот четырнадцати",
        "home": "тридцать шесть человек вернулись домой",
        "when": "восьмого октября",
    },
    "lawyers.ar": {"journalists": "ستة صحفيين", "days": "ثلاثة وعشرون يومًا", "when": "العاشر من حزيران"},
    "helpline.ur": {"lawyers": "ستائیس وکلا", "hours": "صبح آٹھ بجے سے رات دس بجے تک", "start": "پندرہ مئی"},
}


@pytest.mark.parametrize("name", IN_WORDS)
def test_numbers_may_be_written_out(name: str) -> None:
    brief = document(f"marenia/{name}")
    for fact, words in IN_WORDS[name].items():
        draft = Draft(words, brief=brief)
        assert kept(draft)[fact], words
        assert "numbers-match" not in {finding.check for finding in review(draft).findings}, words
    assert kept(Draft("40+ km", brief=document("marenia/clinics.en")))["distance"]


def test_an_unknown_scenario_is_named_with_those_there_are() -> None:
    with pytest.raises(LookupError, match=r"no scenario 'atlantis'.*marenia"):
        document("atlantis/a.en")
    with pytest.raises(LookupError, match="no scenario ''"):
        document("")


def test_an_unknown_document_is_named() -> None:
    with pytest.raises(LookupError, match=r"'marenia' has no document 'nothing\.en'"):
        document("marenia/nothing.en")
    with pytest.raises(LookupError, match="has no document ''"):
        document("marenia")


def test_a_new_scenario_is_a_folder_and_needs_no_python(folder: Path) -> None:
    put(folder, "aldria")
    (folder / "notes").mkdir()
    (folder / "aldria" / "documents" / "readme.md").write_text("Not a document.", "utf-8")
    assert scenarios() == ("aldria",)
    brief = document("aldria/door.en")
    assert (brief.title, brief.speaker, brief.published) == ("A door in Aldra", "The Gate", date(2026, 3, 9))
    assert brief.text == "A door in Aldra\n\nOne door of The Gate is shut."
    assert brief.facts[0].accept == ("one + door",)


def test_documents_come_in_the_order_of_their_ids(folder: Path) -> None:
    for name in ("b.en.toml", "a.en.toml", "c.en.toml"):
        put(folder, "aldria", name=name)
    assert list(documents("aldria")) == ["a.en", "b.en", "c.en"]


def without(line: str) -> str:
    return "\n".join(row for row in SMALL.splitlines() if not row.startswith(line))


@pytest.mark.parametrize(
    "text",
    [
        *(without(key) for key in ("language", "kind", "speaker", "title", "published", "link", "facts", "parts")),
        SMALL.replace('"en"', '"xx"'),
        SMALL.replace("{capital}", "{nowhere}"),
        SMALL.replace("{capital}", "{capital"),
        SMALL.replace(', label = "one door"', ""),
        SMALL.replace('role = "headline", ', ""),
        "title = ",
        "facts = 3" + without("facts"),
    ],
)
def test_a_broken_document_is_refused_with_the_name_of_its_file(folder: Path, text: str) -> None:
    put(folder, "aldria", text, name="broken.en.toml")
    with pytest.raises(ValueError, match=r"broken\.en\.toml does not fit the format"):
        documents("aldria")


@pytest.mark.parametrize(
    "variables",
    [
        "[variables.ru]\nngo = 'a'",
        "",
        "[variables",
    ],
)
def test_a_broken_scenario_file_is_refused_in_words(folder: Path, variables: str) -> None:
    put(folder, "aldria", variables=variables)
    with pytest.raises(ValueError, match=r"(scenario|door\.en)\.toml does not fit the format"):
        documents("aldria")


def test_every_session_and_exercise_asks_for_documents_that_there_are() -> None:
    known = {name for name, _ in ALL}
    for path in HOME.parent.glob("exercises/*.toml"):
        for row in tomllib.loads(path.read_text("utf-8"))["questions"]:
            assert set(row.get("documents", ())) <= known, path.name
    for path in HOME.parent.glob("sessions/*.toml"):
        for row in tomllib.loads(path.read_text("utf-8")).get("worked", ()):
            assert row["document"] in known, path.name

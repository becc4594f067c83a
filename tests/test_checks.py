"""Does every check, present and future, do what its own examples say, in words a trainee can use?"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, replace
from importlib import import_module
from pkgutil import iter_modules, walk_packages
from string import Formatter
from types import ModuleType
from typing import Any

import pytest

import toolkit.exercises
import toolkit.sessions
from toolkit.exercises.judges import Judge
from toolkit.review.checks import ALL
from toolkit.review.checks.tag_choice import CHECKS as TAG_CHOICE
from toolkit.review.drafts import SETTINGS, Draft
from toolkit.review.findings import VERDICTS, Check, Finding, Hit, Said, missing, pattern, words
from toolkit.review.reviewing import examined, review
from toolkit.sessions.room import checks, rooms

JARGON = re.compile(r"\b(errors?|fail(ed|s|ure)?|invalid|assert\w*|exceptions?)\b", re.IGNORECASE)


def every() -> dict[str, Check[Any]]:
    """Name every check: those of drafts, those of tags, and those of each room by who looks; each once."""
    named = [(check.name, check) for check in (*ALL, *TAG_CHOICE)]
    named += [(f"{at}/{who}/{one.name}", one) for at in rooms() for who, by in checks(at).items() for one in by]
    return dict({id(check): (name, check) for name, check in named}.values())


EVERY = every()


def subjects(examples: tuple[Any, ...]) -> list[Any]:
    return [Draft(example) if isinstance(example, str) else example for example in examples]


def each(of: str) -> list[Any]:
    """One case for every example of every check."""
    return [
        pytest.param(check, subject, id=f"{name}-{number}")
        for name, check in EVERY.items()
        for number, subject in enumerate(subjects(getattr(check, of)), 1)
    ]


def said(check: Check[Any], subject: Any) -> tuple[Finding, ...]:
    """Everything that a check says about a subject."""
    findings = examined(subject, [check]).findings
    assert all(one.check.split(" ")[0] == check.name and one.verdict in VERDICTS for one in findings)
    assert "unknown" not in {finding.verdict for finding in findings}, "The check broke."
    return findings


def praises(check: Check[Any], finding: Finding) -> bool:
    return finding.verdict == "good" and getattr(finding.advice, "template", "") == check.praise


def heard(check: Check[Any], subject: Any) -> list[Finding]:
    """What a check says about a subject, praise left aside."""
    return [finding for finding in said(check, subject) if not praises(check, finding)]


def sentences(check: Check[Any]) -> list[str]:
    """The sentences that stand in the check; where each row of a table brings its own, there is none."""
    return [sentence for sentence in (check.advice, *check.advice_in.values()) if sentence]


def there(subject: Any, setting: str) -> Any:
    """The same subject in another setting; one that knows but one setting stays in it."""
    return replace(subject, setting=setting) if "setting" in {field.name for field in fields(subject)} else subject


every_check = pytest.mark.parametrize("check", EVERY.values(), ids=EVERY)
every_check_of_drafts = pytest.mark.parametrize("check", ALL, ids=lambda check: check.name)


@pytest.mark.parametrize(("check", "subject"), each("flags"))
def test_speaks_up_about_what_it_flags(check: Check[Any], subject: Any) -> None:
    assert heard(check, subject)


@pytest.mark.parametrize(("check", "subject"), each("leaves"))
def test_stays_quiet_about_what_it_leaves(check: Check[Any], subject: Any) -> None:
    assert heard(check, subject) == []


@every_check
def test_is_complete(check: Check[Any]) -> None:
    assert check.name and check.flags and check.leaves
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", check.name)
    assert check.praise or not check.earns, "What earns points is praised when it is right."


@every_check
def test_looks_at_one_at_least_of_what_it_leaves(check: Check[Any]) -> None:
    """To be quiet in a setting in which it never looks, or about what does not concern it, is no example."""
    assert any(check.verdict_in(one.setting) and check.applies(one) for one in subjects(check.leaves))


@every_check
def test_praises_one_of_what_it_leaves_in_a_filled_sentence(check: Check[Any]) -> None:
    praised = [one for leaf in subjects(check.leaves) for one in said(check, leaf) if praises(check, one)]
    assert bool(praised) == bool(check.praise)
    for finding in praised:
        assert finding.advice.endswith(".") and "{" not in finding.advice
        assert finding.why.endswith(".") and re.search(r"\d", finding.source)


@every_check_of_drafts
def test_a_check_of_drafts_says_why_and_names_its_source_itself(check: Check[Draft]) -> None:
    assert check.advice and check.why
    assert re.search(r"\d", check.source), "A source names its item of the curriculum, or its year."


@every_check
def test_verdicts_are_known_and_the_check_is_used_somewhere(check: Check[Any]) -> None:
    said = [check.verdict_in(setting) for setting in SETTINGS]
    assert set(said) <= {None, *VERDICTS} - {"unknown"}
    assert any(said)


@every_check
def test_advice_is_short_and_ends_like_a_sentence(check: Check[Any]) -> None:
    for sentence in sentences(check):
        assert len(sentence) < 140
        assert sentence.endswith((".", "”", "?", "}"))
    assert check.praise == "" or check.praise.endswith(".")
    assert {one for one in (check.why, check.praise_why) if one and not one.endswith(".")} == set()


@every_check
def test_words_are_warm(check: Check[Any]) -> None:
    for sentence in (*sentences(check), check.praise, check.praise_why, check.why, check.better):
        assert not JARGON.search(sentence)


@pytest.mark.parametrize(("check", "subject"), each("flags"))
@pytest.mark.parametrize("setting", SETTINGS)
def test_what_is_shown_is_a_filled_sentence(check: Check[Any], subject: Any, setting: str) -> None:
    """In every setting, not only in the one of the example: another setting may have another sentence."""
    for finding in heard(check, there(subject, setting)):
        listed = getattr(finding.advice, "template", "").endswith(": {found}")  # a stop would be read into the last tag
        assert listed or finding.advice.endswith((".", "”", "!", "?"))
        assert "{" not in finding.advice
        assert finding.why.endswith(".")
        assert re.search(r"\d", finding.source), "A source names its item of the curriculum, or its year."
        if any(check is one for one in ALL):
            assert (finding.why, finding.source) == (check.why, check.source)


@pytest.mark.parametrize(("check", "subject"), each("flags"))
def test_place_of_a_finding_is_where_it_was_found(check: Check[Any], subject: Any) -> None:
    for finding in heard(check, subject):
        if finding.span:
            start, end = finding.span
            assert 0 <= start < end <= len(subject.text)
            assert check.name == "invisible-signs" or finding.found in subject.text[start:end]


@every_check_of_drafts
def test_shows_a_better_example(check: Check[Draft]) -> None:
    findings = [finding for draft in subjects(check.flags) for finding in heard(check, draft)]
    assert check.better or any(finding.better for finding in findings)


@every_check
def test_better_example_is_not_what_it_flags(check: Check[Any]) -> None:
    """A better wording that the check would flag again helps nobody."""
    findings = [finding for subject in subjects(check.flags) for finding in heard(check, subject)]
    assert all(not finding.better or finding.better != finding.found for finding in findings)


@every_check
def test_what_earns_or_costs_is_required_somewhere(check: Check[Any]) -> None:
    """Advice and good words cost nothing, so a cost on them would be a promise that is not kept."""
    said = {check.verdict_in(setting) for setting in SETTINGS}
    assert not (check.costs or check.earns) or said & {"required", "danger"}


CALM = {
    "en": "In one year 34 of 212 clinics closed; the UN was told. https://gate.example.org/reports/doors #ClosedDoors",
    "ru": "За год закрыли 34 клиники из 212, жителей не спросили. https://gate.example.org/reports/doors #Двери",
    "ar": "أُغلقت ٣٤ عيادة من ٢١٢ خلال عام، ولم يُسأل الأهالي. https://gate.example.org/reports/doors #أبواب_مغلقة",
    "ur": "ایک سال میں ۲۱۲ میں سے ۳۴ کلینک بند ہوئے۔ https://gate.example.org/reports/doors #بند_دروازے",
    "fa": "می‌گویند ۳۴ درمانگاه بسته شد. https://gate.example.org/reports/doors #درهای_بسته",
    "accents": "Élise Çelik était à Łódź. https://gate.example.org/reports/doors #PortesFermées",
}


@pytest.mark.parametrize("text", CALM.values(), ids=CALM.keys())
@pytest.mark.parametrize("setting", SETTINGS)
def test_a_calm_post_in_any_script_is_left_alone(text: str, setting: str) -> None:
    assert [finding for finding in review(Draft(text, setting=setting)).findings if finding.verdict != "good"] == []


def test_names_are_unique() -> None:
    """Those of drafts and of tags among each other; those of a room for each who looks."""
    looking = [(*ALL, *TAG_CHOICE), *(by for at in rooms() for by in checks(at).values())]
    assert [name for by in looking for name, n in Counter(one.name for one in by).items() if n > 1] == []


def test_every_module_of_checks_is_in_the_list() -> None:
    """A forgotten line in `checks/__init__.py` would leave a whole module silent."""
    import toolkit.review.checks as home

    modules = [import_module(f"toolkit.review.checks.{entry.name}") for entry in iter_modules(home.__path__)]
    assert {check.name for module in modules for check in module.CHECKS} == {
        check.name for check in (*ALL, *TAG_CHOICE)
    }


def made_in(home: ModuleType) -> Iterator[tuple[str, Check[Any]]]:
    """Find every check that stands in a module below a place: alone, in a tuple, or with a judge."""
    for entry in walk_packages(home.__path__, f"{home.__name__}."):
        for value in vars(import_module(entry.name)).values():
            found = value.checks if isinstance(value, Judge) else value if isinstance(value, tuple) else (value,)
            yield from ((f"{entry.name}: {one.name}", one) for one in found if isinstance(one, Check))


@pytest.mark.parametrize("home", [toolkit.exercises, toolkit.sessions], ids=lambda home: home.__name__)
def test_every_check_of_a_room_is_tried_here(home: ModuleType) -> None:
    """What stands in no judge and not in `LAB_CHECKS` of a room's judges is looked at by nobody, or untried."""
    tried = {id(check) for check in EVERY.values()}
    assert [name for name, check in made_in(home) if id(check) not in tried] == []


@every_check
def test_fields_of_a_sentence_are_named(check: Check[Any]) -> None:
    """Translators move the fields around, so each has a name."""
    fields = [name for sentence in sentences(check) for _, name, _, _ in Formatter().parse(sentence)]
    assert all(name is None or name.isidentifier() for name in fields)


def test_pattern_finds_places_and_spares_the_listed() -> None:
    find = pattern(r"\b[A-Z]{2,}\b", unless=["UN"])
    assert list(find(Draft("UN and ICCPR"))) == [Hit("ICCPR", (7, 12))]


def test_words_finds_whole_words_in_any_case() -> None:
    find = words("shame on", "позор")
    found = find(Draft("Shame on you. ПОЗОР! Shameless, позорный"))
    assert [hit.found for hit in found] == [
        "Shame on",
        "ПОЗОР",
    ]


def test_missing_speaks_up_only_when_nothing_matches() -> None:
    find = missing(r"\d", "a number")
    assert list(find(Draft("No digits"))) == ["a number"]
    assert list(find(Draft("34 clinics"))) == []


def test_a_said_sentence_remembers_its_template() -> None:
    said = Said("{over} over", over=3)
    assert (said, said.template, said.fields) == ("3 over", "{over} over", {"over": 3})
    assert Said("100 % {sure}") == "100 % {sure}", "Without fields nothing is filled in."

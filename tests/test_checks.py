"""Does every check, present and future, do what its own examples say, in words a trainee can use?"""

import re
from string import Formatter

import pytest

from toolkit.review import review
from toolkit.review.checks import ALL
from toolkit.review.checks.tag_choice import CHECKS as TAG_CHOICE
from toolkit.review.drafts import SETTINGS, Draft
from toolkit.review.findings import VERDICTS, Check, Finding, Hit, Said, missing, pattern, words

JARGON = re.compile(r"\b(errors?|fail(ed|s|ure)?|invalid|assert\w*|exceptions?)\b", re.IGNORECASE)


def drafts(examples: tuple[str | Draft, ...]) -> list[Draft]:
    return [example if isinstance(example, Draft) else Draft(example) for example in examples]


def each(of: str) -> list[object]:
    """One case for every example of every check."""
    return [
        pytest.param(check, draft, id=f"{check.name}-{number}")
        for check in ALL
        for number, draft in enumerate(drafts(getattr(check, of)), 1)
    ]


def heard(check: Check, draft: Draft) -> list[Finding]:
    """What a check says about a draft, praise left aside."""
    findings = review(draft, [check]).findings
    assert all(finding.check == check.name and finding.verdict in VERDICTS for finding in findings)
    assert "unknown" not in {finding.verdict for finding in findings}, "The check broke."
    return [finding for finding in findings if finding.advice != check.praise]


def sentences(check: Check) -> list[str]:
    return [check.advice, *check.advice_in.values()]


every_check = pytest.mark.parametrize("check", ALL, ids=lambda check: check.name)


@pytest.mark.parametrize(("check", "draft"), each("flags"))
def test_speaks_up_about_what_it_flags(check: Check, draft: Draft) -> None:
    assert heard(check, draft)


@pytest.mark.parametrize(("check", "draft"), each("leaves"))
def test_stays_quiet_about_what_it_leaves(check: Check, draft: Draft) -> None:
    assert heard(check, draft) == []


@every_check
def test_is_complete(check: Check) -> None:
    assert check.name and check.why and check.source and check.flags and check.leaves
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", check.name)
    assert re.search(r"\d", check.source), "A source names its item of the curriculum, or its year."
    assert check.praise or not check.earns, "What earns points is praised when it is right."


@every_check
def test_verdicts_are_known_and_the_check_is_used_somewhere(check: Check) -> None:
    said = [check.verdict_in(setting) for setting in SETTINGS]
    assert set(said) <= {None, *VERDICTS} - {"unknown"}
    assert any(said)


@every_check
def test_advice_is_short_and_ends_like_a_sentence(check: Check) -> None:
    for sentence in sentences(check):
        assert len(sentence) < 140
        assert sentence.endswith((".", "”", "{reason}"))
    assert check.praise == "" or check.praise.endswith(".")
    assert check.why.endswith(".")


@every_check
def test_words_are_warm(check: Check) -> None:
    for sentence in (*sentences(check), check.praise, check.why, check.better):
        assert not JARGON.search(sentence)


@pytest.mark.parametrize(("check", "draft"), each("flags"))
@pytest.mark.parametrize("setting", SETTINGS)
def test_what_is_shown_is_a_filled_sentence(check: Check, draft: Draft, setting: str) -> None:
    """In every setting, not only in the one of the example: another setting may have another sentence."""
    there = Draft(draft.text, draft.platform, setting, draft.brief, draft.others)
    for finding in heard(check, there):
        assert finding.advice.endswith((".", "”", "!", "?"))
        assert "{" not in finding.advice
        assert finding.why == check.why
        assert finding.source == check.source


@pytest.mark.parametrize(("check", "draft"), each("flags"))
def test_place_of_a_finding_is_where_it_was_found(check: Check, draft: Draft) -> None:
    for finding in heard(check, draft):
        if finding.span:
            start, end = finding.span
            assert 0 <= start < end <= len(draft.text)
            assert check.name == "invisible-signs" or finding.found in draft.text[start:end]


@every_check
def test_shows_a_better_example(check: Check) -> None:
    findings = [finding for draft in drafts(check.flags) for finding in heard(check, draft)]
    assert check.better or any(finding.better for finding in findings)


@every_check
def test_better_example_is_not_what_it_flags(check: Check) -> None:
    """A better wording that the check would flag again helps nobody."""
    findings = [finding for draft in drafts(check.flags) for finding in heard(check, draft)]
    assert all(not finding.better or finding.better != finding.found for finding in findings)


@every_check
def test_what_earns_or_costs_is_required_somewhere(check: Check) -> None:
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
    names = [check.name for check in ALL]
    assert sorted(set(names)) == sorted(names)


def test_every_module_of_checks_is_in_the_list() -> None:
    """A forgotten line in `checks/__init__.py` would leave a whole module silent."""
    from importlib import import_module
    from pkgutil import iter_modules

    import toolkit.review.checks as home

    modules = [import_module(f"toolkit.review.checks.{entry.name}") for entry in iter_modules(home.__path__)]
    assert {check.name for module in modules for check in module.CHECKS} == {
        check.name for check in (*ALL, *TAG_CHOICE)
    }


@every_check
def test_fields_of_a_sentence_are_named(check: Check) -> None:
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

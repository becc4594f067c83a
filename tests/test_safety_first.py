"""Does the model of exposure say who is found, by which parts and why; do the judges weigh people and purpose alike?"""

import json
import re
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_notebooks import points_cells

from toolkit.answers import Store
from toolkit.exercises.answered import points_html
from toolkit.exercises.questions import Question
from toolkit.exercises.scoring import Points, mark
from toolkit.faces.html import advice_html
from toolkit.review.drafts import SETTINGS
from toolkit.sessions.room import content, labs, questions
from toolkit.sessions.safety_first.exposure import ROLES, involved, kept, paths, rescued, role, seen, standing, worth
from toolkit.sessions.safety_first.judge import NEVER_SAFE, look
from toolkit.sessions.safety_first.pages import CHOICES, Page, page, pages, read, table, told_by
from toolkit.sessions.safety_first.risks import moves, statements
from toolkit.sessions.safety_first.self_search import measured, results, search, solved, tasks
from toolkit.sessions.safety_first.sign_up import CREDIT, fits, form

NAMES = table("words")["pages"]
KEYS = {form: key for _, form, _, key in points_cells("safety-first")}
LAB, EXERCISE = list(pages("lab")), told_by("thread", KEYS["rebuild"])
ASKED = questions("safety-first")
MODEL = json.loads(
    (Path(__file__).parents[1] / "solutions" / "safety-first" / "model-answers.json").read_text("utf-8")
)["answers"]
every_page = pytest.mark.parametrize("name", NAMES)
choices = st.dictionaries(st.sampled_from(list(EXERCISE.parts)), st.sampled_from([*CHOICES, "moon", ""]))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(CHOICES),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from([*EXERCISE.parts, "search"]), inner),
    max_leaves=8,
)


def whole(name: str) -> Page:
    """A page with all that it tells: of the graded one, what its key says."""
    return EXERCISE if name == EXERCISE.id else page(name)


def all_(page_: Page, choice: str) -> dict[str, str]:
    return dict.fromkeys(page_.parts, choice)


def found(name: str, **changes: str) -> set[str]:
    return set(seen(whole(name), changes))


# ---- the pages


def test_there_are_two_hostile_pages_an_open_one_and_two_other_scripts() -> None:
    assert [page(name).setting for name in LAB].count("hostile") >= 2
    assert {page(name).country for name in LAB if page(name).setting == "open"} == {"marenia"}
    assert {page(name).language for name in LAB} == {"en", "ru", "ar"}


@every_page
def test_a_page_is_whole_before_anything_is_changed(name: str) -> None:
    """Everybody can be found, and it does everything that it is for."""
    assert set(seen(whole(name), {})) == set(whole(name).people)
    assert all(kept(whole(name), {}).values())


@every_page
def test_every_part_says_what_we_notice_and_another_script_is_explained(name: str) -> None:
    for part in whole(name).parts.values():
        assert part.why.endswith(".") and part.kind in table("words")["kinds"]
        for shown in (part.full, part.less):
            assert shown is None or bool(shown.gloss) == (page(name).language != "en")


@every_page
def test_a_page_leads_to_nothing_real(name: str) -> None:
    words = " ".join(part.full.text for part in page(name).parts.values())
    assert "://" not in words and not re.search(r"@\w", words)
    assert all(number.startswith(("0700 000", "0800 000")) for number in re.findall(r"\b0\d{3} \d{3}", words))


@pytest.mark.parametrize("name", [*LAB, "thread"])
def test_all_three_roles_occur_and_none_is_the_answer_to_most(name: str) -> None:
    roles = [role(whole(name), part) for part in page(name).parts]
    assert set(roles) == set(ROLES)
    assert max(map(roles.count, ROLES)) <= len(roles) * 0.6


def best(page_: Page, setting: str) -> dict[str, str]:
    """Improve one or two parts at a time until nothing gets better."""
    changes: dict[str, str] = {}
    one = [{part.id: choice} for part in page_.parts.values() for choice in part.choices]
    steps = [*one, *({**a, **b} for a, b in combinations(one, 2))]
    score = sum(worth(page_, changes, setting))
    while better := next((step for step in steps if sum(worth(page_, changes | step, setting)) > score), None):
        changes |= better
        score = sum(worth(page_, changes, setting))
    return changes


@pytest.mark.parametrize("setting", SETTINGS)
@every_page
def test_a_page_can_be_rebuilt_in_every_setting(name: str, setting: str) -> None:
    assert worth(whole(name), best(whole(name), setting), setting) == (1.0, 1.0)


@pytest.mark.parametrize("name", [*LAB, "thread"])
def test_taking_everything_out_protects_all_and_serves_nobody(name: str) -> None:
    assert worth(whole(name), all_(page(name), "remove"), "hostile") == (1.0, 0.0)


@pytest.mark.parametrize("name", ["parcels", "school", "thread"])
def test_saying_less_everywhere_is_not_enough_where_somebody_watches(name: str) -> None:
    assert worth(whole(name), all_(page(name), "blur"), "hostile")[0] < 1.0


# ---- set logic


def test_two_parts_that_are_harmless_alone_name_lida_together() -> None:
    ways = [path.numbers(page("parcels")) for path in seen(page("parcels"), {})["lida"]]
    assert (1, 12) in ways and (1, 6) in ways
    assert "badge and the bus line" in seen(page("parcels"), {})["lida"][0].way.why


def test_leaving_one_part_out_may_help_or_may_not() -> None:
    assert "lida" in found("parcels", medal="remove")  # the event still gives her first name
    assert "lida" in found("parcels", medal="blur", packing="remove")  # the medal still does
    assert "lida" not in found("parcels", cover="blur")


def test_saying_less_may_still_name_somebody() -> None:
    assert {"vesna", "held"} <= found("parcels", soup="blur")
    assert "admin" in found("parcels", admin="blur") and "admin" not in found("parcels", elsewhere="remove")
    assert "nurse" in found("school", signed="blur")
    assert "pavla" in found("thread", gifts="blur")


def test_a_part_may_matter_only_once_another_says_less() -> None:
    """The picture's place finds nobody beside an event that tells everything; it does when the event is vague."""
    assert role("parcels", "table") == "together"
    assert "packers" in found("parcels", packing="blur")
    assert "packers" not in found("parcels", packing="blur", table="blur")


def test_what_hangs_on_a_part_goes_with_it() -> None:
    gone = standing(page("parcels"), {"soup": "remove"})
    assert not {"soup", "sister"} & {part for part, _ in gone}
    assert "driver" not in found("parcels", table="remove")


def test_only_the_change_that_protects_is_praised() -> None:
    changes = {"medal": "remove", "packing": "remove", "news": "remove"}
    parcels = page("parcels")
    assert [one.id for one in rescued(parcels, changes, "packing")] == ["lida", "packers"]
    assert rescued(parcels, changes, "news") == ()


@every_page
def test_no_path_has_a_part_too_many(name: str) -> None:
    found_ = whole(name)
    for path in paths(found_, standing(found_, {})):
        for token in path.parts:
            others = {one.person.id for one in paths(found_, path.parts - {token})}
            assert path.person.id not in others


@settings(max_examples=60, deadline=None)
@given(changes=choices, more=st.sampled_from(list(EXERCISE.parts)))
def test_taking_a_part_out_never_exposes_anybody(changes: dict[str, str], more: str) -> None:
    assert set(seen(EXERCISE, {**changes, more: "remove"})) <= set(seen(EXERCISE, changes))


@settings(max_examples=60, deadline=None)
@given(changes=choices)
def test_the_numbers_are_those_of_a_plain_search(changes: dict[str, str]) -> None:
    """Found is whoever is found by the facts that stand there, worked out without any sets of parts."""
    facts = {fact for token in standing(EXERCISE, changes) for fact in EXERCISE.shown(token).reveals}
    while new := {gives for way, gives in EXERCISE.follows if way.facts <= facts} - facts:
        facts |= new
    plain = {one.id for one in EXERCISE.people.values() if any(way.facts <= facts for way in one.ways)}
    assert set(seen(EXERCISE, changes)) == plain


def test_what_does_not_fit_together_is_named() -> None:
    raw = {**table("example"), "follows": [{"facts": ["nobody.knows"], "gives": "dana.first", "why": "."}]}
    assert read("x", raw).follows
    with pytest.raises(LookupError, match="There is no"):
        page("../words")
    with pytest.raises(LookupError):
        page("nowhere")


# ---- settings


def test_in_the_open_the_same_page_may_mostly_stay() -> None:
    bus = page("bus")
    mild = {"mother": "blur", "rider": "blur", "members": "blur", "oldest": "blur"}
    assert worth(bus, mild, "open") == (1.0, 1.0)
    assert worth(bus, mild, "hostile")[0] < 1.0


def test_where_an_office_speaks_hiding_is_the_fault() -> None:
    said = list(look(page("bus"), {"admin": "blur"}, "official"))
    assert [one.verdict for one in said if one.check == "hidden huda"] == ["required"]
    assert not [one for one in look(page("bus"), {}, "official") if one.check == "hidden huda"]


@pytest.mark.parametrize("setting", SETTINGS)
@every_page
def test_a_child_and_who_asked_for_silence_are_protected_everywhere(name: str, setting: str) -> None:
    for one in whole(name).people.values():
        if one.may["official"] == one.may["open"] == "never":
            said = [finding.verdict for finding in look(whole(name), {}, setting) if finding.check == f"found {one.id}"]
            assert said == ["danger"]


def test_no_page_is_ever_called_safe() -> None:
    changes = best(page("parcels"), "hostile")
    said = " ".join(f"{one.advice} {one.why}" for one in look(page("parcels"), changes, "hostile"))
    assert NEVER_SAFE in said
    assert "is safe" not in said.replace("make the page safe", "")


# ---- the judges


def share(form_: str, answer: Any) -> float:
    return mark(ASKED[form_], answer, {}, KEYS[form_]).share


def test_the_questions_show_the_page_that_the_model_knows() -> None:
    kinds = table("words")["kinds"]
    shown = {id_: f"{one.number} · {kinds[one.kind]}: {one.full.text}" for id_, one in EXERCISE.parts.items()}
    assert ASKED["audit"].options == shown
    assert dict(ASKED["audit"].groups) == table("words")["roles"]
    for field in ASKED["rebuild"].fields:
        part = EXERCISE.parts[field.id]
        assert tuple(field.options) == part.choices
        assert field.label == shown[field.id] + (f" · Saying less: {part.less.text}" if part.less else "")


@pytest.mark.parametrize("form_", ["privacy", "ministry"])
def test_the_questions_ask_what_the_form_asks(form_: str) -> None:
    for field in ASKED[form_].fields:
        asked = form()[field.id]
        assert field.label == asked.label
        assert dict(field.options) == {id_: one.text for id_, one in asked.options.items()}


def test_the_key_of_the_audit_is_what_the_model_says() -> None:
    said = {id_: role(EXERCISE, id_) for id_ in EXERCISE.parts}
    assert MODEL["audit"] == said
    assert KEYS["audit"] == said | {"soup": ["together", "alone"]}, "Where somebody lives finds them, say some, alone."


@pytest.mark.parametrize(
    ("lazy", "at_most"),
    [
        ({}, 0.0),
        (all_(EXERCISE, "leave"), 0.0),
        (all_(EXERCISE, "remove"), 0.0),
        (all_(EXERCISE, "blur"), 0.5),
        ({id_: "remove" for id_ in EXERCISE.parts if role(EXERCISE, id_) != "nobody"}, 0.65),
        ({**MODEL["rebuild"], "loom": "leave", "statement": "blur"}, 0.8),
        ({**MODEL["rebuild"], "night": "remove"}, 0.8),
    ],
)
def test_a_lazy_rebuilding_earns_clearly_less(lazy: dict[str, str], at_most: float) -> None:
    assert share("rebuild", lazy) <= at_most
    assert share("rebuild", MODEL["rebuild"]) == 1.0


def test_the_graded_page_tells_nothing_without_its_key() -> None:
    """What a visitor can read is there; whom it leads to is graded, and trainees have this package on their disk."""
    bare = page("thread")
    assert [one.full.text for one in bare.parts.values()] == [one.full.text for one in EXERCISE.parts.values()]
    assert not bare.people and not bare.follows and not any(one.why for one in bare.parts.values())
    shown = [one for part in bare.parts.values() for one in (part.full, part.less) if one]
    assert not any(one.reveals or one.carries for one in shown)
    with pytest.raises(LookupError, match="in its key alone"):
        role("thread", "members")


@given(one=choices, other=choices)
def test_while_the_page_is_rebuilt_nothing_of_the_key_is_said(one: dict[str, str], other: dict[str, str]) -> None:
    """Two ways to choose as many of each are told the same."""
    marks = [mark(ASKED["rebuild"], changes, {}, None) for changes in (one, other)]
    assert {each.share for each in marks} == {0.0} and not any(each.late or each.parts for each in marks)
    counts = [sorted(choice for choice in changes.values() if choice) for changes in (one, other)]
    if counts[0] == counts[1]:
        assert marks[0] == marks[1]


def test_with_the_points_everybody_who_is_found_is_told() -> None:
    marks = mark(ASKED["rebuild"], {**MODEL["rebuild"], "loom": "leave"}, {}, KEYS["rebuild"])
    shown = Points.of(10, marks, points_html)._repr_html_()
    assert all(words in shown for words in ("The one who runs the page", "3 + 11", "same name or picture joins them"))
    assert not marks.findings


@settings(max_examples=80, deadline=None)
@given(answer=JSON, form_=st.sampled_from(["rebuild", "privacy", "ministry", "find", "audit"]))
def test_judges_take_any_answer(answer: Any, form_: str) -> None:
    for key in (KEYS[form_], None):
        marks = mark(ASKED[form_], answer, {}, key)
        assert 0.0 <= marks.share <= 1.0
        assert isinstance(advice_html((*marks.findings, *marks.late)), str)


@settings(max_examples=40, deadline=None)
@given(changes=choices, setting=st.sampled_from(SETTINGS))
def test_every_person_who_is_found_has_a_line_of_her_own(changes: dict[str, str], setting: str) -> None:
    told = [one.check.partition(" ") for one in look(EXERCISE, changes, setting)]
    assert sorted(who for check, _, who in told if check.startswith("found")) == sorted(seen(EXERCISE, changes))


def test_nobody_who_can_be_found_is_left_out_of_what_a_sheet_shows() -> None:
    """Six cards are shown; more people than that share one."""
    shown = advice_html(mark(ASKED["rebuild"], {"poster": "leave"}, {}, KEYS["rebuild"]).late)
    assert "smaller ones" not in shown
    for person in EXERCISE.people.values():
        assert person.name[1:] in shown


# ---- the sign-up form, the risk, the search


def test_every_setting_of_the_form_has_a_good_choice_everywhere_and_a_bad_one_in_danger() -> None:
    for asked in form().values():
        for setting in SETTINGS:
            assert "good" in [one.fits[setting] for one in asked.options.values()]
        assert {"danger", "required"} & {one.fits["hostile"] for one in asked.options.values()}
        assert all(set(one.fits.values()) <= set(CREDIT) for one in asked.options.values())


def test_the_same_choice_flips_with_the_setting() -> None:
    everyone = {"phone": "everyone", "friends": "everyone", "past": "everyone"}
    assert set(fits("official", everyone).values()) == {"good"}
    assert set(fits("hostile", everyone).values()) == {"danger"}


@pytest.mark.parametrize("place", range(3))
def test_choosing_always_the_same_place_in_the_form_earns_little(place: int) -> None:
    same = {one.id: list(one.options)[min(place, len(one.options) - 1)] for one in ASKED["privacy"].fields}
    assert share("privacy", same) <= 0.6


def test_a_statement_of_risk_has_a_factor_and_a_way() -> None:
    words = table("risk")
    for one in statements().values():
        assert set(one.factor) <= set(words["factors"]) and set(one.way) <= set(words["ways"]) and one.way


steps = st.sampled_from([-1, 0, 1])


@given(steps, steps, steps)
def test_risk_moves_one_way_and_back(threat: int, vulnerability: int, capacity: int) -> None:
    back = {"up": "down", "down": "up"}
    way = moves(threat, vulnerability, capacity)
    assert moves(-threat, -vulnerability, -capacity) == back.get(way, way)
    assert moves(threat, vulnerability, 1) != "up" or capacity == 1


def test_more_capacity_never_makes_the_risk_grow() -> None:
    assert "up" not in {moves(threat, weak, 1) for threat in (-1, 0) for weak in (-1, 0)}


@pytest.mark.parametrize(
    ("typed", "task"),
    [
        ("“Asta Merlen”", "phrase"),
        ('"Asta Merlen" -handball', "minus"),
        ("Merlen site:lowertown-college.example.org", "site"),
        ('"asta merlen" FILETYPE:.xlsx', "file"),
    ],
)
def test_a_search_solves_its_task(typed: str, task: str) -> None:
    assert solved(next(one for one in tasks() if one.id == task), search("asta", typed).results)


def test_no_task_is_solved_by_the_bare_name_or_by_nothing() -> None:
    for typed in ("Asta Merlen", "", "  ", '"'):
        assert not [one.id for one in tasks() if solved(one, search("asta", typed).results)]


def test_an_operator_without_a_word_is_explained_in_its_own_name() -> None:
    assert "site:" in search("asta", "Asta site:").notes[0] and "from" not in search("asta", "Asta site:").notes[0]


@given(st.text(max_size=60))
def test_any_search_can_be_typed(typed: str) -> None:
    looked = search("asta", typed)
    assert len(looked.results) <= len(results("asta"))
    assert all(0.0 <= one <= 1.0 for one in measured("asta", looked.results))


@pytest.mark.parametrize(("typed", "worth_"), [("Ruta Selvik", 0.5), ('"Ruta Selvik"', 0.65), ("Ruta", 0.5), ("x", 0)])
def test_a_careless_search_for_oneself_earns_clearly_less(typed: str, worth_: float) -> None:
    assert share("find", {"search": typed}) <= worth_


@pytest.mark.parametrize("typed", ['"Ruta Selvik" -ice', '"Ruta Selvik" -site:ice.example.org -site:sport.example.org'])
def test_a_careful_search_for_oneself_earns_all(typed: str) -> None:
    assert share("find", {"search": typed}) == 1.0


# ---- the labs


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path, "safety-first")


def make(name: str, store: Store) -> Any:
    return labs("safety-first")[name](store)


@pytest.mark.parametrize(
    "stored", [None, 7, [], "x", {"page": 3, "on parcels": ["cover"]}, {"on parcels": {"cover": 9}}]
)
@pytest.mark.parametrize("name", list(labs("safety-first")))
def test_a_lab_opens_on_whatever_was_stored(name: str, stored: object, store: Store) -> None:
    store.put(name, stored)
    assert make(name, store).children


def test_a_mark_is_answered_at_once_and_kept(store: Store) -> None:
    audit = make("audit", store)
    audit.choose("cover", "together")
    assert "The badge and the bus line name her." in audit.said["cover"].value
    assert "12 (Old post)" in audit.said["cover"].value
    assert "1 of 15 parts marked, 1 as we see them" in audit.tally.value
    assert make("audit", store).chosen() == {"cover": "together"}


def test_a_change_says_whom_it_protects_and_why_it_may_not(store: Store) -> None:
    rebuild = make("rebuild", store)
    rebuild.fields["soup"].value = "blur"
    assert "Still found: Vesna, who cooked (9)" in rebuild.effects["soup"].value
    rebuild.fields["soup"].value = "remove"
    assert "This protects Vesna, who cooked, the student who is held." in rebuild.effects["soup"].value
    assert "went together with the part above" in rebuild.shown["sister"].value
    rebuild.fields["letter"].value = "remove"
    assert "With it goes: How anybody can help from afar." in rebuild.effects["letter"].value


def test_a_page_that_shows_nobody_is_not_called_safe(store: Store) -> None:
    rebuild = make("rebuild", store)
    for id_, choice in best(page("parcels"), "hostile").items():
        rebuild.fields[id_].value = choice
    assert "of 9" in rebuild.live.value and "0 of 9" in rebuild.live.value
    assert NEVER_SAFE in rebuild.live.value


def test_each_page_keeps_its_own_choices(store: Store) -> None:
    rebuild = make("rebuild", store)
    rebuild.fields["cover"].value = "remove"
    rebuild.chooser.value = "bus"
    assert rebuild.fields["cover"].value == "leave"
    rebuild.chooser.value = "parcels"
    assert rebuild.fields["cover"].value == "remove"
    again = make("rebuild", store)
    assert again.chosen() == {"cover": "remove"}


def test_the_form_flips_with_the_setting(store: Store) -> None:
    privacy = make("privacy", store)
    privacy.fields["past"].value = "everyone"
    privacy.setting.value = "official"
    assert "hta-good" in privacy.said["past"].value
    privacy.setting.value = "hostile"
    assert "hta-danger" in privacy.said["past"].value


def test_risk_has_a_direction_and_no_number(store: Store) -> None:
    risk = make("risk", store)
    factor, way = risk.fields["lawyer"]
    factor.value, way.value = "capacity", "down"
    assert "As we see it" in risk.said["lawyer"].value
    risk.turned[0].value = 1
    assert "↑" in risk.moved.value
    risk.turned[2].value = 1
    assert "no number can" in risk.moved.value


def test_what_is_typed_into_the_search_is_shown_as_words(store: Store) -> None:
    lab_ = make("search", store)
    lab_.field.value = '<img src=x onerror=alert(1)> site: "'
    assert "<img" not in lab_.results.value
    lab_.field.value = "“Asta Merlen” -handball"
    assert "7 results, 7 of them about her" in lab_.results.value
    assert lab_.done() == ["phrase", "minus"]


def test_the_worked_example_gets_better_step_by_step() -> None:
    numbers = [len(seen(page("example"), one["changes"])) for one in content("safety-first")["versions"]]
    assert numbers == [2, 1, 0]


def test_every_question_of_the_session_is_read_or_judged() -> None:
    assert {one.judge for one in ASKED.values() if one.kind == "sheet"} == {"rebuild", "privacy", "self_search"}
    assert isinstance(ASKED["first-off"], Question)
    assert involved(EXERCISE)["about"] == ()

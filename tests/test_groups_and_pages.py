"""Do forms, roles and profiles add up: who sees whom, what one arrest changes, and what is never promised?"""

import ast
import json
import re
import tomllib
from collections.abc import Mapping
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from judging import judge

from toolkit.answers import Store
from toolkit.exercises.scoring import mark
from toolkit.faces.html import advice_html
from toolkit.review.drafts import SETTINGS
from toolkit.review.findings import VERDICTS
from toolkit.sessions.groups_and_pages.faces import evidence_html, matrix_html, settings_html
from toolkit.sessions.groups_and_pages.gatherings import (
    SIGHTS,
    THINGS,
    VIEWERS,
    Group,
    clashes,
    fitting,
    forms,
    groups,
    sight,
)
from toolkit.sessions.groups_and_pages.gatherings import words as form_words
from toolkit.sessions.groups_and_pages.judge.forms import form_findings
from toolkit.sessions.groups_and_pages.judge.presence import presence_findings
from toolkit.sessions.groups_and_pages.judge.roles import plan_findings, share
from toolkit.sessions.groups_and_pages.labs.roles import tonight_html
from toolkit.sessions.groups_and_pages.presence import Showing, differing, missing, trails
from toolkit.sessions.groups_and_pages.role_cases import cases
from toolkit.sessions.groups_and_pages.role_cases import words as role_words
from toolkit.sessions.groups_and_pages.roles import NOWHERE, POWERS, SHARED, Plan, detained, gaps, plan
from toolkit.sessions.room import content, labs, questions

ROOT = Path(__file__).parents[1]
HOME = "groups-and-pages"
ASKED = questions(HOME)
MODEL = json.loads((ROOT / "solutions" / HOME / "model-answers.json").read_text("utf-8"))["answers"]
LAB, CHOIR = cases()["lab"], cases()["exercise"]
BEST = content(HOME)["plans"][-1]["sheet"]
# What the groups of the exercise need is graded: it stands here, and not in the package.
GRADED = [
    Group(**{**row, "needs": tuple(row["needs"])})
    for row in tomllib.loads((ROOT / "tests" / "cases" / "groups.toml").read_text("utf-8"))["groups"]
]
EVERYBODY = [*groups("lab").values(), *GRADED]
HANDS = [f"{who}.{device}" for who in LAB.people for device in ("telephone", "apart")]
FIELDS = [f"{power}.{n}" for power in SHARED for n in (1, 2)]
SHEETS = st.fixed_dictionaries(
    {},
    optional={
        **{field: st.sampled_from(HANDS) for field in FIELDS},
        "phone.1": st.sampled_from([*LAB.people, NOWHERE]),
        "deputy": st.sampled_from(list(LAB.people)),
        "exit.1": st.sampled_from(list(LAB.people)),
        "exit.2": st.sampled_from(list(LAB.people)),
        "hours": st.sampled_from(["1", "24", "72", "later"]),
    },
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
PROMISE = re.compile(r"\b(?:you are safe|is safe|are safe|guarantee\w*|nobody can (?:ever )?find)\b", re.IGNORECASE)


def keys() -> Mapping[str, Any]:
    """Read the keys out of the solution."""
    notebook = json.loads((ROOT / "solutions" / HOME / f"{HOME}.ipynb").read_text("utf-8"))
    calls = [
        ast.parse("".join(cell["source"])).body[-1].value
        for cell in notebook["cells"]
        if "key=" in "".join(cell["source"])
    ]  # type: ignore[attr-defined]
    return {ast.literal_eval(call.args[0]): ast.literal_eval(call.keywords[0].value) for call in calls}


# ---- forms


@pytest.mark.parametrize("form", forms().values(), ids=forms())
def test_every_form_says_who_sees_what(form: Any) -> None:
    for thing, viewer, setting in product(THINGS, VIEWERS, SETTINGS):
        assert sight(form, thing, viewer, setting) in SIGHTS
    assert all(form.circle(thing) in form_words("circles") for thing in THINGS)
    assert all(one.thing in THINGS and one.source and one.as_of.year >= 2011 for one in form.dated)


@pytest.mark.parametrize(("form", "thing"), [*product(forms(), THINGS)])
def test_a_member_sees_at_least_what_a_visitor_sees_and_an_opponent_too(form: str, thing: str) -> None:
    one = forms()[form]
    for setting in SETTINGS:
        if sight(one, thing, "visitor", setting) == "sees":
            assert sight(one, thing, "member", setting) == sight(one, thing, "opponent", setting) == "sees"


@pytest.mark.parametrize(("form", "thing"), [*product(forms(), THINGS)])
def test_where_somebody_watches_an_opponent_sees_no_less(form: str, thing: str) -> None:
    seen = [sight(forms()[form], thing, "opponent", setting) for setting in SETTINGS]
    rank = {"no": 0, "taken": 1, "inside": 2, "sees": 3}
    assert [rank[one] for one in seen] == sorted(rank[one] for one in seen)
    assert seen[-1] != "no"


def test_what_is_not_dated_says_how_to_look_it_up() -> None:
    for form in forms().values():
        page = evidence_html(form)
        for thing, check in form_words("checks").items():
            assert (check in page) == (thing not in {one.thing for one in form.dated})


@pytest.mark.parametrize("group", EVERYBODY, ids=[one.id for one in EVERYBODY])
def test_every_group_finds_a_form_in_its_own_setting(group: Any) -> None:
    assert group.setting in SETTINGS and set(group.needs) <= set(form_words("needs"))
    assert fitting(group, group.setting)
    assert len(fitting(group, group.setting)) < len(forms())


def test_an_open_list_is_danger_for_everybody_where_somebody_watches() -> None:
    """Item 81: the same list that is welcome in one place is evidence in another."""
    for group in EVERYBODY:
        assert "danger" in {one.verdict for one in clashes(group, forms()["public-group"], "hostile")}
    assert "public-group" in fitting(groups()["ramps"], "open")


def test_an_office_needs_a_page() -> None:
    assert fitting(groups()["desk"], "official") == ("page",)


@pytest.mark.parametrize("form", forms().values(), ids=forms())
def test_every_clash_has_words(form: Any) -> None:
    for group, setting in product(EVERYBODY, SETTINGS):
        said = form_findings(group, form, setting)
        assert said and all(one.verdict in VERDICTS and one.source and one.why for one in said)
        assert (said[-1].verdict == "good") == (form.id in fitting(group, setting))
        assert not PROMISE.search(" ".join(f"{one.advice} {one.why}" for one in said))


def test_a_face_of_every_form_is_made() -> None:
    for form, setting in product(forms().values(), SETTINGS):
        assert matrix_html(form, setting).count("<tr>") == len(THINGS) + 1
    assert settings_html(groups()["ramps"], forms()["public-group"]).count("<tr>") == 4


# ---- the exercise agrees with what the labs say


def test_the_key_of_the_forms_is_that_of_the_definitions() -> None:
    named = {"public": "public-group", "closed": "closed-group", "hidden": "hidden-group", "chat": "chat-group"}
    circles = {"anybody": "all", "members": "inside", "admins": "running"}
    for id_ in ASKED["lists"].options:
        form, key = forms()[named.get(id_, id_)], keys()["lists"][id_]
        wanted = [circles[form.members], *(["all"] if form.members_differ else [])]
        assert ([key] if isinstance(key, str) else key) == wanted, id_


def test_the_key_of_the_groups_is_that_of_the_rules() -> None:
    """Every right form is accepted, and no other; word of mouth is right where places and times are agreed."""
    assert not groups("exercise")
    assert {one.id for one in GRADED} == set(ASKED["match"].options)
    for group in GRADED:
        id_, given_ = group.id, keys()["match"][group.id]
        right = {f"form-{one.removesuffix('-group')}" for one in fitting(group, group.setting)}
        right |= {"form-none"} if "plans" in group.needs else set()
        assert set([given_] if isinstance(given_, str) else given_) == right, id_


def test_what_the_telephone_gives_away_is_what_the_rules_say() -> None:
    sheet = {"owner.1": "yalda.apart", "admin.1": "rufin.telephone", "mail.1": "rufin.telephone", "phone.1": NOWHERE}
    found = detained(plan(CHOIR.people, {**sheet, "second.1": "tamra.apart"}), "rufin")
    assert found.takes_over, "We plan as if the mailbox alone set a new password."
    assert set(found.readable) == {"contacts", "admins", "members", "inbox", "mailbox"}


def test_the_exercise_has_other_groups_than_the_labs() -> None:
    told = json.dumps({id_: dict(one.options) for id_, one in ASKED.items()}, ensure_ascii=False)
    assert not [one.name for one in groups("lab").values() if one.name in told]
    assert not set(LAB.people) & set(CHOIR.people)


# ---- roles


def test_the_three_plans_of_the_example_go_from_bad_to_best() -> None:
    shares = [share(plan(LAB.people, row["sheet"])) for row in content(HOME)["plans"]]
    assert shares == sorted(set(shares)) and shares[0] < 0.4 and shares[-1] == 1.0


@settings(deadline=None, max_examples=100)
@given(SHEETS)
def test_a_plan_without_gaps_survives_whoever_is_taken_away(sheet: dict[str, str]) -> None:
    made = plan(LAB.people, {**BEST, **sheet})
    if gaps(made):
        return
    for who in LAB.people:
        found = detained(made, who)
        assert found.lost == () and found.can_end and found.leads_exit
        assert found.steps_in or who == made.deputy


def test_the_best_plan_has_no_gap_and_still_promises_nothing() -> None:
    (said,) = plan_findings(plan(LAB.people, BEST), "hostile")
    assert said.verdict == "good" and "no promise" in said.advice
    assert any(detained(plan(LAB.people, BEST), who).takes_over for who in LAB.people), "An owner’s telephone opens it."


@settings(deadline=None, max_examples=60)
@given(SHEETS, st.sampled_from(FIELDS), st.sampled_from(HANDS), st.sampled_from(list(LAB.people)))
def test_one_more_holder_never_loses_a_power(sheet: dict[str, str], field: str, hand: str, who: str) -> None:
    if field in sheet:
        return
    power = field.partition(".")[0]
    before = detained(plan(LAB.people, sheet), who)
    after = detained(plan(LAB.people, {**sheet, field: hand}), who)
    others = {one for one in before.lost if one != power}
    assert others <= set(after.lost) and set(before.left[power]) <= set(after.left[power])


@settings(deadline=None, max_examples=60)
@given(SHEETS, st.sampled_from(list(LAB.people)))
def test_what_is_taken_away_was_there_and_nothing_is_counted_twice(sheet: dict[str, str], who: str) -> None:
    made = plan(LAB.people, sheet)
    found = detained(made, who)
    assert not set(found.now) & set(found.later)
    assert {*found.now, *found.later} == made.held(who) and set(found.lost) <= made.held(who)
    assert all(who not in people for people in found.left.values())
    assert who not in (*found.can_end, *found.near, *found.leads_exit, found.steps_in)
    assert "contacts" in found.readable


def test_taking_away_somebody_without_a_role_changes_nothing_but_opens_the_address_book() -> None:
    found = detained(plan(LAB.people, {"owner.1": "aila.telephone"}), "esme")
    assert found.now == found.lost == () and found.readable == ("contacts",)


def broken(**changed: str) -> set[str]:
    """Name the gaps of the best plan with some fields changed; an empty one takes the field out."""
    sheet = {**BEST, **{name.replace("_", "."): value for name, value in changed.items()}}
    return {gap.kind for gap in gaps(plan(LAB.people, {name: value for name, value in sheet.items() if value}))}


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"owner_2": ""}, "alone"),
        ({"owner_2": "cyra.apart"}, "alone"),
        ({"editor_1": "", "editor_2": ""}, "empty"),
        ({"phone_1": ""}, "empty"),
        ({"phone_1": "esme"}, "pocket"),
        ({"deputy": ""}, "deputy"),
        ({"deputy": "aila", "admin_2": "benno.telephone"}, "deputy-near"),
        ({"deputy": "esme"}, "deputy-powerless"),
        ({"exit_2": ""}, "exit-few"),
        ({"exit_1": "esme"}, "exit-powerless"),
        ({"exit_1": "cyra", "exit_2": "esme", "admin_1": "esme.telephone"}, "exit-near"),
        ({"hours": "72"}, "exit-late"),
        ({"hours": "later"}, "exit-late"),
        ({"mail_1": "doman.apart"}, "all-keys"),
        ({"second_1": "esme.telephone", "mail_2": "esme.telephone"}, "one-telephone"),
    ],
)
def test_each_condition_is_looked_at(changed: dict[str, str], kind: str) -> None:
    assert broken() == set()
    assert kind in broken(**changed)


def test_the_same_gap_weighs_more_where_somebody_watches() -> None:
    made = plan(LAB.people, LAB.found)
    rank = {"advice": 0, "required": 1, "danger": 2}
    said = {
        setting: {str(one.advice): rank[one.verdict] for one in plan_findings(made, setting)} for setting in SETTINGS
    }
    assert all(said["official"][one] <= said["open"][one] <= said["hostile"][one] for one in said["hostile"])
    assert max(said["official"].values()) < max(said["hostile"].values())


@pytest.mark.parametrize("setting", SETTINGS)
def test_an_evening_is_told_for_everybody_without_a_promise(setting: str) -> None:
    for sheet, who in product(({}, LAB.found, BEST), LAB.people):
        page = tonight_html(plan(LAB.people, sheet), who, setting)
        assert "no promise" in page and not PROMISE.search(page)
        assert page.count("<tr>") == len(POWERS) + 1


ROLES = ASKED["roles"]


def test_a_sheet_is_worth_what_it_holds() -> None:
    assert judge(ROLES, MODEL["roles"]).share == 1.0
    assert judge(ROLES, {}).share == 0.0 == judge(ROLES, {"hours": "1"}).share
    lazy = {field.id: "tamra.telephone" for field in ROLES.fields} | {"deputy": "tamra", "exit.1": "tamra"}
    assert judge(ROLES, lazy).share == 0.0, "One person with all keys on one telephone is danger."
    half = {name: value for name, value in MODEL["roles"].items() if not name.endswith(".2")}
    assert judge(ROLES, half).share <= 0.5
    assert judge(ROLES, {**MODEL["roles"], "deputy": "oleo"}).share == pytest.approx(5 / 6)


@settings(deadline=None, max_examples=60)
@given(st.one_of(JSON, st.dictionaries(st.sampled_from([field.id for field in ROLES.fields]), JSON)))
def test_any_answer_can_be_judged(answer: Any) -> None:
    for name in ("roles", "describe"):
        marks = judge(ASKED[name], answer)
        assert 0 <= marks.share <= 1 and all(one.verdict in VERDICTS for one in marks.findings)


def test_options_of_the_sheet_are_those_of_the_rules() -> None:
    hands = {f"{who}.{device}" for who in CHOIR.people for device in role_words("devices")}
    for field in ROLES.fields:
        power = field.id.partition(".")[0]
        wanted = hands if power in SHARED else {*CHOIR.people, NOWHERE} if power == "phone" else set(CHOIR.people)
        assert set(field.options) == (set(role_words("hours")) if field.id == "hours" else wanted), field.id


def test_a_plan_reads_nothing_out_of_nonsense() -> None:
    made = plan(LAB.people, {"owner.1": "stranger.telephone", "deputy": "x", "hours": "-1", "exit.1": 7})
    assert made == Plan(people=LAB.people)


# ---- profiles


def showing(network: str, **changed: str) -> Showing:
    usual = {"name": "Ferry Archive", "handle": "@ferry_example", "picture": "logo", "link": "https://f.example.org/"}
    return Showing(network=network, **{**usual, "about": f"{network} speaks", "language": "en", **changed})


def test_what_is_alike_is_praised_in_an_office_and_leads_on_where_somebody_watches() -> None:
    pair = [showing("X"), showing("Mastodon", handle="Ferry_Ex_ample", link="https://f.example.org")]
    assert differing(pair) == () and trails(pair)[0].by == ("name", "handle", "picture", "link")
    assert [one.verdict for one in presence_findings(pair, "official")] == ["good"]
    assert [one.verdict for one in presence_findings(pair, "hostile")] == ["required"]


def test_a_run_of_words_leads_from_one_description_to_the_other() -> None:
    apart = {"name": "A", "handle": "a", "picture": "none", "link": "https://a.example.org/"}
    one = showing("X", about="We count doors, not heads, every night.")
    other = showing("Telegram", **apart, about="Here: we count doors not heads!")
    assert [trail.by for trail in trails([one, other])] == [("about",)]
    (said,) = presence_findings([one, showing("Telegram", **apart)], "hostile")
    assert said.verdict == "good" and "Habits lead too" in said.why


def test_every_pair_of_accounts_that_can_be_joined_is_shown() -> None:
    shown = advice_html(presence_findings([showing(name) for name in ("X", "Mastodon", "Telegram")], "hostile"))
    assert shown.count("What leads from") == 3


def test_everybody_who_holds_all_keys_is_named() -> None:
    given = {f"{power}.{n}": f"{who}.telephone" for power in SHARED for n, who in ((1, "aila"), (2, "cyra"))}
    shown = advice_html(plan_findings(plan(LAB.people, given), "hostile"))
    assert re.search("Aila</span> holds all keys.*Also.*Cyra", shown)


def test_a_telephone_number_in_a_description_is_danger_in_every_script() -> None:
    for setting, number in product(SETTINGS, ("+44 7700 900123", "٠٧٧٠٠٩٠٠١٢٣")):
        said = presence_findings([showing("X", about=f"Call {number}")], setting)
        assert said[0].verdict == "danger"


def test_what_is_empty_is_named() -> None:
    assert missing([showing("X", link="")]) == (("X", "link"),)


def test_a_description_is_judged_by_what_a_stranger_can_check() -> None:
    model = MODEL["describe"]["text"]
    assert judge(ASKED["describe"], {"text": model}).share == 1.0
    assert judge(ASKED["describe"], {"text": "Welcome to our page!"}).share == 0.0
    assert judge(ASKED["describe"], {"text": model + " Please share." * 20}).share == pytest.approx(0.75)
    assert judge(ASKED["describe"], {"text": f"{model} +44 7700 900123"}).share == 0.0
    arabic = (
        "أوراقكم ضاعت؟ مكتب الطوارئ للمسافرين، القسم القنصلي، وزارة الخارجية. نجيب من الأحد إلى الخميس. "
        "https://travellers.example.org/desk"
    )
    assert judge(ASKED["describe"], {"text": arabic}).share == 1.0


# ---- the labs


@pytest.mark.parametrize("name", labs(HOME))
def test_a_lab_opens_on_whatever_was_kept(name: str, tmp_path: Path) -> None:
    store = Store(tmp_path, HOME)
    for kept in (None, 7, [], {"desk": 3, "X": "x", "owner.1": ["a"]}, {"X": {"about": 5, "picture": "moon"}}):
        store.put(name, kept)
        assert labs(HOME)[name](store) is not None


def test_a_choice_of_form_is_kept_and_told(tmp_path: Path) -> None:
    made = labs(HOME)["forms"](Store(tmp_path, HOME))
    made.group.value = "families"
    assert made.setting.value == "hostile"
    made.form.value = "public-group"
    assert "Anybody can read who belongs to it" in made.said.value and "somebody who watches" in made.seen.value
    again = labs(HOME)["forms"](Store(tmp_path, HOME))
    again.group.value = "families"
    assert again.form.value == "public-group"


def test_to_take_somebody_away_tells_at_once_what_is_left(tmp_path: Path) -> None:
    made = labs(HOME)["roles"](Store(tmp_path, HOME))
    made.setting.value = "hostile"
    assert "can shut everybody else out" in made.after.value and "holds all keys" in made.said.value
    for field, value in BEST.items():
        made.fields[field].value = value
    made.who.value = "benno"
    assert "On paper the plan holds" in made.said.value and "Steps in: Doman" in made.after.value
    assert labs(HOME)["roles"](Store(tmp_path, HOME)).kept == BEST
    made.again.click()
    assert made.kept == LAB.found


def test_what_is_typed_into_a_profile_is_shown_as_words(tmp_path: Path) -> None:
    made = labs(HOME)["profile"](Store(tmp_path, HOME))
    made.fields["X", "name"].value = "<img src=x onerror=alert(1)>"
    made.setting.value = "hostile"
    assert "<img" not in made.table.value + made.said.value and "&lt;img" in made.table.value


def test_where_networks_or_experts_differ_either_answer_holds() -> None:
    """What can be done from a taken telephone, what comes first, and whether to delete are disputed."""
    telephone, order, delete = (ASKED[name] for name in ("telephone", "exit", "delete"))
    key = keys()["telephone"]
    right = ["members", "waiting", "book", "mails"]
    assert mark(telephone, right, {}, key).share == mark(telephone, [*right, "password"], {}, key).share == 1
    assert mark(telephone, [*right, "owner"], {}, key).share < 1
    assert mark(telephone, ["password"], {}, key).share == 0
    assert "as administrator" in telephone.options["owner"].lower(), "By the mailbox one could become the owner."
    steps = keys()["exit"]
    for first, then in product(
        (["lawyer", "sessions"], ["sessions", "lawyer"]), (["hide", "members"], ["members", "hide"])
    ):
        assert mark(order, [*first, *then, "record"], {}, steps).share == 1
    assert mark(order, ["hide", "lawyer", "sessions", "members", "record"], {}, steps).share < 1
    assert [mark(delete, one, {}, keys()["delete"]).share for one in delete.options] == [
        float(one in ("hidden", "agreed")) for one in delete.options
    ]


def test_a_room_without_numbers_and_a_sealed_chat_both_do_and_the_page_says_that_trainers_disagree() -> None:
    families = groups()["families"]
    assert {"hidden-group", "chat-group"} <= set(fitting(families, "hostile"))
    said = " ".join(str(one.why) for one in form_findings(families, forms()["hidden-group"], "hostile"))
    assert "disagree" in said and "end-to-end encryption" in said
    sealed = form_findings(families, forms()["chat-group"], "hostile")
    assert any("end-to-end" in str(one.advice) for one in sealed) and any("numbers" in one.better for one in sealed)


def test_one_telephone_with_everybodys_number_is_a_map_where_somebody_watches() -> None:
    group, form = groups()["first-aid"], forms()["broadcast"]
    assert [setting for setting in SETTINGS if "map" in {one.kind for one in clashes(group, form, setting)}] == [
        "hostile"
    ]


def test_where_networks_differ_the_list_of_a_page_is_no_promise() -> None:
    said = form_findings(groups()["first-aid"], forms()["page"], "hostile")
    assert any("who follows it" in one.advice for one in said)


def test_what_was_announced_in_belarus_is_told_as_past_and_with_its_day() -> None:
    """An announcement of the police of 2021 is no law of today, and nobody here has read the resolution."""
    told = [one for form in forms().values() for one in form.dated if "Belarus" in one.says]
    assert told
    for one in told:
        assert "announced" in one.says and "in October 2021" in one.says and "not checked at the source" in one.source
        assert not re.search(r"\b(?:is|are|can be|may be) (?:treated|punished)", one.says)
    (said,) = (
        one for one in form_findings(groups()["first-aid"], forms()["channel"], "hostile") if "Belarus" in one.why
    )
    assert "could treat" in said.why and "In October 2021" in said.why and "not checked" in said.source

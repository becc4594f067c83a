"""Do the sessions on safety and on groups work in a real browser, lab by lab, by keyboard, in every setting?"""

from collections.abc import Iterator, Mapping

import pytest
from browser import Lab
from keyboard import (
    HOSTILE,
    OFFICIAL,
    OPEN,
    again,
    flip,
    form,
    narrow,
    no_traceback,
    press,
    press_list,
    press_radio,
    radios,
    remembers,
    says,
    show,
    sound,
    type_into,
    visit,
)
from playwright.sync_api import BrowserContext, Locator, Page, expect

from toolkit.sessions.groups_and_pages.gatherings import forms, groups
from toolkit.sessions.groups_and_pages.gatherings import words as things
from toolkit.sessions.groups_and_pages.role_cases import words as powers_of
from toolkit.sessions.room import content
from toolkit.sessions.safety_first.pages import page as mock
from toolkit.sessions.safety_first.pages import table
from toolkit.sessions.safety_first.risks import statements
from toolkit.sessions.safety_first.self_search import tasks as searches
from toolkit.sessions.safety_first.sign_up import form as sign_up

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def safety(window: BrowserContext, lab: Lab) -> Iterator[Page]:
    with visit(window, lab, "workbooks/safety-first.ipynb") as page:
        yield page


@pytest.fixture(scope="module")
def gatherings(window: BrowserContext, lab: Lab) -> Iterator[Page]:
    with visit(window, lab, "workbooks/groups-and-pages.ipynb") as page:
        yield page


# ---- safety first


def labs_on_safety(page: Page) -> Mapping[str, Locator]:
    """Find the six labs by what stands in them and in no other."""
    every, part = page.locator(".hta-form"), mock("example").parts["say"]
    return {
        "example": every.filter(has_text=part.full.text),
        "audit": every.filter(has_text="parts marked"),
        "rebuild": every.filter(has=page.get_by_role("button", name="Put everything back")),
        "privacy": form(page, "Join Lantern"),
        "risk": form(page, next(iter(statements().values())).text),
        "search": every.filter(has=page.get_by_role("textbox", name="Search the invented net")),
    }


def part(lab: Locator, id_: str, on: str = "parcels") -> Locator:
    """Find a part of a mock page, with what can be done with it and what we say of it."""
    return lab.locator(".hta-mock-row").nth(mock(on).parts[id_].number - 1)


def test_one_click_brings_every_lab_on_safety(safety: Page) -> None:
    remembers(safety, "safety-first")
    for lab in labs_on_safety(safety).values():
        expect(lab).to_be_attached()
    no_traceback(safety)


def test_who_can_read_a_message_is_one_table_and_its_circles_stand_beside_their_words(safety: Page) -> None:
    """Nothing has to be scrolled up and down inside the page; a circle is as high as the first line beside it."""
    lab = safety.locator(".hta-form", has=safety.get_by_role("table", name="Who can read this message?"))
    radios(lab, "Would you send the message above").get_by_role("radio").last.check()
    says(lab, "1 of 40 answered")
    box = lab.locator(".hta-scroll")
    assert box.evaluate("box => box.scrollHeight <= box.clientHeight + 1 && box.scrollWidth <= box.clientWidth")
    off = lab.locator(".widget-radio-box label").evaluate_all(
        """labels => labels.map(label => {
            const words = document.createRange(), circle = label.querySelector("input").getBoundingClientRect();
            words.selectNode([...label.childNodes].find(node => node.nodeType === Node.TEXT_NODE));
            const line = words.getClientRects()[0];
            return Math.abs(circle.top + circle.height / 2 - line.top - line.height / 2);
        })"""
    )
    assert len(off) > 15 and max(off) < 2


def test_the_best_page_of_a_watched_country_is_no_page_for_a_ministry(safety: Page) -> None:
    lab = labs_on_safety(safety)["example"]
    bad, _, best = (lab.locator(".hta-mock-versions > div").nth(place) for place in range(3))
    flip(lab, HOSTILE)
    says(bad.locator(".hta-finding", has_text="Dana"), "✕ Danger", "Dana, the teacher: can be found (2).")
    says(best, "Can be found from this page: 0 of 2")
    flip(lab, OFFICIAL)
    says(bad.locator(".hta-finding", has_text="Dana"), "✓ Good", "Dana, the teacher: named, as it should be (2).")
    says(best.locator(".hta-finding", has_text="Dana"), "! Needed", "Dana, the teacher: must be named here.")


def test_a_mark_is_answered_and_the_setting_weighs_it(safety: Page) -> None:
    lab, roles = labs_on_safety(safety)["audit"], table("words")["roles"]
    members, cover = part(lab, "members"), part(lab, "cover")
    flip(lab, HOSTILE)
    press_radio(members.locator(".widget-radio"), roles["alone"])
    says(members.get_by_role("status"), "✓ As we see it", "Alone → the 214 members ✕ must not be found")
    press_radio(cover.locator(".widget-radio"), roles["nobody"])
    says(cover.get_by_role("status"), "→ We see it otherwise", f"{roles['together']}.")
    says(cover.get_by_role("status"), "With 12 (Old post) → Lida ✕ must not be found")
    expect(lab.get_by_text("2 of 15 parts marked, 1 as we see them.")).to_be_visible()
    flip(lab, OPEN)
    says(members.get_by_role("status"), "Alone → the 214 members ! was not asked")


def test_an_arabic_page_runs_from_right_to_left_and_is_summed_up(safety: Page) -> None:
    lab, bus = labs_on_safety(safety)["audit"], mock("bus")
    press_list(lab.get_by_role("combobox", name="The page"), bus.name)
    says(lab.locator(".hta-mock-name"), bus.name)
    expect(lab.get_by_role("radio", name=OPEN)).to_be_checked()
    expect(lab.get_by_text(bus.parts["oldest"].full.text)).to_have_css("direction", "rtl")
    for id_ in bus.parts:
        press_radio(part(lab, id_, "bus").locator(".widget-radio"), table("words")["roles"]["alone"])
    expect(lab.get_by_text("10 of 10 parts marked, 6 as we see them.")).to_be_visible()
    expect(lab.get_by_text("Can be found from this page: 7 of 7")).to_be_visible()


def test_saying_less_protects_and_taking_out_can_cost(safety: Page) -> None:
    lab, does = labs_on_safety(safety)["rebuild"], table("words")["choices"]
    found, stands, gone = (
        lab.locator(".hta-side"),
        "Can be found from this page: {} of 9",
        mock("parcels").purposes["join"],
    )
    says(found, stands.format(9))
    flip(lab, HOSTILE)
    press_list(lab.get_by_role("combobox", name="Part 4", exact=True), does["blur"])
    says(part(lab, "members").get_by_role("status"), "✓ Good", "This protects the 214 members.")
    says(found, stands.format(8))
    press_list(lab.get_by_role("combobox", name="Part 7", exact=True), does["remove"])
    says(part(lab, "van"), "It went together with the part above.")
    says(found, stands.format(7))
    press_list(lab.get_by_role("combobox", name="Part 14", exact=True), does["remove"])
    says(part(lab, "letter"), "→ Note", "Nobody was found by this part.", "! Look", f"With it goes: {gone}.")
    says(found.locator("li", has_text=gone), "○", "(gone)")
    runs = found.locator(".hta-finding", has_text="The one who runs the page")
    says(runs, "✕ Danger")
    flip(lab, OFFICIAL)
    says(runs, "✓ Good", "named, as it should be (3 + 5)")
    press(lab, "Put everything back")
    says(found, stands.format(9))
    press_list(lab.get_by_role("combobox", name="Part 13", exact=True), does["remove"])
    says(found, stands.format(8))


def test_one_choice_of_a_sign_up_form_is_good_fair_and_dangerous(safety: Page) -> None:
    lab, asked = labs_on_safety(safety)["privacy"], sign_up()["friends"]
    everyone = asked.options["everyone"]
    press_list(lab.get_by_role("combobox", name=asked.label), everyone.text)
    for setting, name, chip in ((OPEN, "open", "→ Try"), (HOSTILE, "hostile", "✕ Danger"), (OFFICIAL, "official", "✓")):
        flip(lab, setting)
        says(lab.locator(".hta-finding"), everyone.why[name], chip)
    expect(lab.get_by_text(f"{OFFICIAL}. 1 of 9 chosen, 1 of them fit.")).to_be_visible()


def test_risk_moves_and_is_never_a_number(safety: Page) -> None:
    lab, one = labs_on_safety(safety)["risk"], next(iter(statements().values()))
    kind, way = table("risk")["factors"], table("risk")["ways"]
    wrong = next(id_ for id_ in kind if id_ not in one.factor)
    said, what = lab.locator(".hta-finding").first, lab.get_by_role("combobox", name="What is it?").first
    press_list(what, kind[wrong])
    press_list(lab.get_by_role("combobox", name="And the risk?").first, way[one.way[0]])
    says(said, "→ We see it otherwise")
    press_list(what, kind[one.factor[0]])
    says(said, "✓ As we see it", one.why)
    press_list(lab.get_by_role("combobox", name="Threats"), "grow")
    expect(lab.get_by_text("↑ The risk grows.")).to_be_visible()
    press_list(lab.get_by_role("combobox", name="Capacities"), "grow")
    expect(lab.get_by_text("↕ They pull in two directions.")).to_be_visible()


def test_a_search_finds_her_and_not_her_namesake(safety: Page) -> None:
    lab = labs_on_safety(safety)["search"]
    field, wanted = lab.get_by_role("textbox"), {one.id: one.text for one in searches()}
    type_into(field, "“أستا ميرلن")
    note = lab.locator(".hta-finding", has_text="A quotation mark has no partner.")
    expect(note.get_by_text("أستا ميرلن")).to_have_css("direction", "rtl")
    expect(field).to_have_css("unicode-bidi", "plaintext")
    type_into(field, '"Asta Merlen" -handball')
    expect(lab.get_by_role("status")).to_have_text("7 results, 7 of them about her.")
    says(lab.locator("li", has_text=wanted["minus"]), "(found)")
    says(lab.locator("li", has_text=wanted["site"]), "(not yet)")


def test_what_was_done_for_safety_is_there_again_after_a_reload(safety: Page) -> None:
    """Runs after the tests above, on what they did."""
    again(safety)
    labs, bus = labs_on_safety(safety), mock("bus")
    says(labs["audit"].locator(".hta-mock-name"), bus.name)
    says(labs["audit"], "10 of 10 parts marked", "Can be found from this page: 7 of 7")
    expect(labs["rebuild"].get_by_role("radio", name=OFFICIAL)).to_be_checked()
    says(labs["rebuild"].locator(".hta-side"), "Can be found from this page: 8 of 9")
    expect(labs["privacy"].get_by_role("combobox", name=sign_up()["friends"].label)).to_have_value(
        sign_up()["friends"].options["everyone"].text
    )
    says(labs["risk"].locator(".hta-finding").first, "✓ As we see it")
    expect(labs["search"].get_by_role("textbox")).to_have_value('"Asta Merlen" -handball')


# ---- groups and pages


def labs_on_gatherings(page: Page) -> Mapping[str, Locator]:
    """Find the four labs."""
    every = page.locator(".hta-form")
    return {
        "forms": every.filter(has=page.get_by_role("combobox", name="Which group?")),
        "plans": every.filter(has_text=content("groups-and-pages")["plans"][0]["why"]),
        "roles": every.filter(has=page.get_by_role("combobox", name="Take one person away")),
        "profile": every.filter(has=page.get_by_role("textbox", name="X: handle")),
    }


def test_one_click_brings_every_lab_on_gatherings(gatherings: Page) -> None:
    remembers(gatherings, "groups-and-pages")
    for lab in labs_on_gatherings(gatherings).values():
        expect(lab).to_be_attached()
    no_traceback(gatherings)


def choose_group(lab: Locator, id_: str) -> None:
    """Choose a group, and wait for its card: a form chosen too early would be given to the group before it."""
    press_list(lab.get_by_role("combobox", name="Which group?"), groups()[id_].name)
    says(lab.locator(".hta-post"), groups()[id_].about)


def test_the_same_form_can_do_it_in_one_setting_and_is_a_danger_in_another(gatherings: Page) -> None:
    lab, given = labs_on_gatherings(gatherings)["forms"], radios(gatherings, "Which form do you give it?")
    choose_group(lab, "families")
    expect(lab.get_by_role("radio", name=HOSTILE)).to_be_checked()
    press_radio(given, forms()["public-group"].name)
    seen = lab.get_by_role("table", name=f"{forms()['public-group'].name}: who sees what")
    members = seen.get_by_role("row", name=things("things")["members"]).get_by_role("cell")
    expect(members).to_have_text(["● yes", "● yes", "● yes", "■ keeps"])
    danger = lab.locator(".hta-side .hta-finding", has_text="Anybody can read who belongs to it.")
    says(danger, "✕ Danger")
    flip(lab, OPEN)
    says(danger, "! Needed")
    three = lab.get_by_role("table", name="in three settings").get_by_role("row")
    says(three.filter(has_text=HOSTILE), "✕ Danger")
    press_radio(given, forms()["hidden-group"].name)
    expect(members).to_have_count(0)
    says(lab.get_by_role("table", name="Your choices so far"), forms()["hidden-group"].name)
    expect(lab.get_by_text("1 of 6 groups have a form.")).to_be_visible()
    choose_group(lab, "ramps")
    press_radio(given, forms()["public-group"].name)
    says(lab.locator(".hta-side .hta-praise"), "✓ Good", "This form can do it.")


def test_a_plan_opens_and_one_person_is_taken_away(gatherings: Page) -> None:
    lab = labs_on_gatherings(gatherings)["plans"]
    says(lab.locator(".hta-finding", has_text="Aila holds all keys."), "✕ Danger")
    tonight = lab.get_by_text("Aila is detained tonight, with the telephone, unlocked.")
    expect(tonight).to_be_hidden()
    lab.get_by_text("Take Aila away").press("Enter")
    expect(tonight).to_be_visible()


def test_a_second_pair_of_hands_takes_the_danger_out_of_a_plan(gatherings: Page) -> None:
    lab, powers = labs_on_gatherings(gatherings)["roles"], powers_of("powers")
    keys, after = lab.locator(".hta-finding", has_text="Aila holds all keys."), lab.get_by_role("table").last
    flip(lab, HOSTILE)
    says(keys, "✕ Danger")
    says(lab, "Aila is detained tonight")
    flip(lab, OFFICIAL)
    says(keys, "! Needed")
    says(lab, "Aila leaves the office tomorrow")
    apart = powers_of("devices")["apart"]
    for power, name in (("mail", "Cyra"), ("second", "Doman")):
        press_list(lab.get_by_role("combobox", name=f"{powers[power]}: "), f"{name}, {apart}")
        expect(after.get_by_role("row", name=powers[power]).get_by_role("cell")).to_have_text([name, name])
    expect(keys).to_have_count(0)
    press_list(lab.get_by_role("combobox", name="Take one person away"), "Cyra")
    expect(after.get_by_role("row", name=powers["mail"]).get_by_role("cell")).to_have_text(["Cyra", "nobody"])


def test_what_makes_an_office_known_leads_from_one_account_to_the_next(gatherings: Page) -> None:
    lab, told = labs_on_gatherings(gatherings)["profile"], content("groups-and-pages")["presence"]
    odd, lead = (lab.locator(".hta-finding", has_text=words) for words in ("Not the same", "X to Telegram"))
    flip(lab, OFFICIAL)
    says(odd, "! Needed")
    flip(lab, OPEN)
    says(odd, "→ Try")
    flip(lab, HOSTILE)
    says(lead, "! Needed", "handle")
    name, about = (
        lab.get_by_role("textbox", name=f"Mastodon: {field}", exact=True) for field in ("name", "description")
    )
    type_into(name, told["start"][2]["name"])
    expect(name).to_have_css("unicode-bidi", "plaintext")
    says(lab.locator(".hta-finding", has_text="Mastodon to Telegram"), "name")
    cell = lab.get_by_role("row", name="name", exact=False).first.get_by_role("cell").nth(1)
    expect(cell.get_by_text(told["start"][2]["name"])).to_have_css("direction", "rtl")
    type_into(about, "Call me: +7 700 000 14 70")
    says(lab.locator(".hta-finding", has_text="700 000 14 70"), "✕ Danger")


def test_what_was_done_with_groups_is_there_again_after_a_reload(gatherings: Page) -> None:
    """Runs after the tests above, on what they did."""
    again(gatherings)
    labs = labs_on_gatherings(gatherings)
    says(labs["forms"], "2 of 6 groups have a form.")
    expect(labs["roles"].get_by_role("combobox", name=f"{powers_of('powers')['mail']}: ")).to_have_value(
        f"Cyra, {powers_of('devices')['apart']}"
    )
    arabic = content("groups-and-pages")["presence"]["start"][2]["name"]
    expect(labs["profile"].get_by_role("textbox", name="Mastodon: name", exact=True)).to_have_value(arabic)


# ---- both pages, for everybody


@pytest.mark.parametrize("name", ["safety", "gatherings"])
def test_axe_finds_nothing_serious(name: str, request: pytest.FixtureRequest) -> None:
    sound(request.getfixturevalue(name))


@pytest.mark.parametrize(
    ("name", "scenes"),
    [("safety", ("Can be found from this page", "Join Lantern")), ("gatherings", ("Take one person away", "X: name"))],
)
def test_the_labs_stand_in_light_and_dark_and_on_a_telephone(
    name: str, scenes: tuple[str, ...], request: pytest.FixtureRequest
) -> None:
    page = request.getfixturevalue(name)
    show(page, name, scenes)
    narrow(page, name)

"""Do the sessions on networks and on other hands work in a real browser, lab by lab, by keyboard, in every setting?"""

import re
from collections.abc import Iterator, Mapping
from datetime import date

import pytest
from browser import Lab
from keyboard import (
    HOSTILE,
    OFFICIAL,
    OPEN,
    again,
    flip,
    narrow,
    no_traceback,
    press,
    press_list,
    press_order,
    press_radio,
    radios,
    remembers,
    says,
    show,
    sound,
    tick,
    type_into,
    visit,
)
from playwright.sync_api import BrowserContext, Locator, Page, expect

from toolkit.labs.cards import Card
from toolkit.posts.rules import rules
from toolkit.sessions.platforms_and_counters.ageing import cards
from toolkit.sessions.room import content
from toolkit.sessions.they_use_it_too.decks import deck, events, in_order, read

pytestmark = pytest.mark.browser
MESSAGE = "Rain. " * 20 + "Read it: https://melwa-watch.example.org/reports/every-pipe-on-one-map #human-rights"
MEETING = "Meet us on Friday 24 April at 18:00, Brenna Square."
ARABIC = "يتصل المنسق بكل من في الفريق قبل الثامنة صباحا"
PERSON = "@nita_example"


@pytest.fixture(scope="module")
def counters(window: BrowserContext, lab: Lab) -> Iterator[Page]:
    with visit(window, lab, "workbooks/platforms-and-counters.ipynb") as page:
        yield page


@pytest.fixture(scope="module")
def hands(window: BrowserContext, lab: Lab) -> Iterator[Page]:
    with visit(window, lab, "workbooks/they-use-it-too.ipynb") as page:
        yield page


# ---- platforms and counters

SAID = content("platforms-and-counters")


def labs_on_counters(page: Page) -> Mapping[str, Locator]:
    """Find the four labs by a field that each of them has alone."""
    every = page.locator(".hta-form")
    return {
        "side by side": every.filter(has=page.get_by_role("textbox", name="Your message")),
        "tasks": every.filter(has=page.get_by_role("checkbox", name=SAID["ways"]["none"])),
        "film": every.filter(has=page.get_by_role("textbox", name="Title")),
        "ageing": every.filter(has=page.get_by_label("As if today were")),
    }


def counted(lab: Locator, network: str) -> Locator:
    """Find the cells of a network: used, left, tags, to change."""
    return lab.get_by_role("row", name=network).get_by_role("cell")


def on_card(lab: Locator, network: str) -> Locator:
    return lab.locator(".hta-post", has=lab.page.locator(".hta-prompt", has_text=network))


def test_one_click_brings_every_lab_on_counters(counters: Page) -> None:
    remembers(counters, "platforms-and-counters")
    expect(counters.get_by_text(SAID["worked"][0]["text"])).to_be_attached()
    for lab in labs_on_counters(counters).values():
        expect(lab).to_be_attached()
    no_traceback(counters)


def test_every_network_counts_the_same_message_in_its_own_way(counters: Page) -> None:
    lab = labs_on_counters(counters)["side by side"]
    type_into(lab.get_by_role("textbox"), MESSAGE)
    told = (("X today", 166, "114"), ("Twitter until 2017", 166, "26 over"), ("Bluesky", 204, "96"))
    for network, used, left in told:
        expect(counted(lab, network).nth(0)).to_have_text(str(used))
        expect(counted(lab, network).nth(1)).to_have_text(left)
    expect(lab.get_by_role("status")).to_have_text(re.compile("fits on 5 of .*6"))
    says(on_card(lab, "X today"), "! #human-rights → #human")
    says(on_card(lab, "Bluesky"), "✓ #human-rights")
    press_radio(radios(lab, "X: when?"), "Until 2017 (140)")
    expect(lab.get_by_role("row", name="X today")).to_have_count(0)
    expect(lab.get_by_role("status")).to_have_text(re.compile("fits on 4 of .*5"))


def test_one_network_goes_before_another_comes(counters: Page) -> None:
    lab = labs_on_counters(counters)["side by side"]
    telegram = lab.get_by_role("checkbox", name="Telegram")
    expect(telegram).to_be_disabled()
    lab.get_by_role("checkbox", name="YouTube").press("Space")
    expect(lab.get_by_role("row", name="YouTube")).to_have_count(0)
    tick(lab, "Telegram")
    expect(counted(lab, "Telegram").nth(1)).to_have_text("3,892")


def test_day_and_place_are_a_danger_where_somebody_is_watching(counters: Page) -> None:
    lab = labs_on_counters(counters)["side by side"]
    type_into(lab.get_by_role("textbox"), MEETING)
    expect(counted(lab, "Mastodon").last).to_have_text("→ Try")
    flip(lab, HOSTILE)
    expect(counted(lab, "Mastodon").last).to_have_text("✕ Danger")
    says(on_card(lab, "Mastodon").locator(".hta-finding"), "18:00")


def test_an_arabic_message_runs_from_right_to_left_also_where_it_is_cut(counters: Page) -> None:
    lab = labs_on_counters(counters)["side by side"]
    press(lab, "العربية")
    expect(lab.get_by_role("textbox")).to_have_value(SAID["examples"]["العربية"])
    expect(lab.get_by_role("textbox")).to_have_css("unicode-bidi", "plaintext")
    cut = on_card(lab, "Twitter until 2017").locator(".hta-answer [dir]")
    expect(cut.first).to_have_css("direction", "rtl")
    expect(cut.last).to_have_css("direction", "rtl")
    says(on_card(lab, "Twitter until 2017"), "✓ #نهر_ملوا")


def test_the_setting_turns_a_way_that_fits_into_a_danger(counters: Page) -> None:
    lab, (hearing, report, *_) = labs_on_counters(counters)["tasks"], SAID["tasks"]
    flip(lab, OPEN)
    expect(lab.get_by_text(hearing["text"])).to_be_visible()
    tick(lab, SAID["ways"]["post"])
    answer = lab.locator("li.hta-finding", has_text=SAID["ways"]["post"])
    says(answer, "✓ It fits", hearing["why"])
    says(lab, "1 fit this setting")
    flip(lab, HOSTILE)
    says(answer, "✕ Danger", hearing["why_hostile"])
    says(lab, "0 fit this setting")
    press(lab, "Next →")
    expect(lab.get_by_text(report["text"])).to_be_visible()
    tick(lab, SAID["ways"]["post"])
    says(answer, "! Not for this", report["against"]["post"])
    press(lab, "← Before")
    expect(lab.get_by_text(hearing["text"])).to_be_visible()
    expect(lab.get_by_role("checkbox", name=SAID["ways"]["post"])).to_be_checked()


def test_a_film_is_found_by_its_words_and_names_nobody(counters: Page) -> None:
    lab, about = labs_on_counters(counters)["film"], SAID["video"]["brief"]
    title, description, tags = (lab.get_by_role("textbox", name=name) for name in ("Title", "Description", "Tags"))
    says(lab.locator(".hta-finding", has_text="The title has 125 characters"), "! Needed")
    type_into(title, "٧٢ أنبوبًا في نهر ملوا")
    expect(title).to_have_css("unicode-bidi", "plaintext")
    says(lab.locator(".hta-praise"), "The title fits (22 of 100).")
    told = "Volunteers walk along the river and count pipes: 72 of 212 stand on no list. Read on:"
    type_into(description, f"{told} {about['link']} Camera: Perrin Hask")
    says(lab.locator(".hta-finding", has_text="Perrin Hask"), "✕ Danger")
    type_into(description, f"{told} {about['link']}")
    type_into(tags, "#OurMelwa #Veltara #River")
    expect(lab.locator(".hta-finding")).to_have_count(0)
    says(lab.locator(".hta-praise"), "The first tags lead to this film", "#OurMelwa #Veltara #River")


def test_a_rule_ages_and_the_day_decides_what_is_due(counters: Page) -> None:
    lab = labs_on_counters(counters)["ageing"]
    pile, said = radios(lab, "This rule …"), lab.locator(".hta-finding")
    press_radio(pile, SAID["paces"]["slowly"])
    says(said.first, "! Look again", SAID["paces"]["fast"])
    press_radio(pile, SAID["paces"]["fast"])
    says(said.first, "✓ Yes", SAID["paces_why"]["fast"])
    tick(lab, SAID["checks"]["try"])
    says(said.last, "✓ Works", SAID["checks_why"]["try"])
    day = date(2028, 7, 1)
    lab.get_by_label("As if today were").fill(day.isoformat())
    due = sum(card.state == "due" for card in cards(rules(), day))
    expect(lab.get_by_text(f"On {day}, {due} of {len(rules())} rules are past")).to_be_visible()
    press_list(lab.get_by_role("combobox", name="Rules of"), "Bluesky")
    says(lab.locator(".hta-post"), "Bluesky", "! look again")


def test_what_was_done_with_counters_is_there_again_after_a_reload(counters: Page) -> None:
    """Runs after the tests above, on what they did."""
    again(counters)
    labs = labs_on_counters(counters)
    expect(labs["side by side"].get_by_role("textbox")).to_have_value(SAID["examples"]["العربية"])
    expect(labs["side by side"].get_by_role("checkbox", name="Telegram")).to_be_checked()
    expect(labs["side by side"].get_by_role("radio", name=HOSTILE)).to_be_checked()
    says(labs["tasks"].locator("li.hta-finding"), "✕ Danger", SAID["tasks"][0]["why_hostile"])
    expect(labs["film"].get_by_role("textbox", name="Tags")).to_have_value("#OurMelwa #Veltara #River")
    says(labs["ageing"].locator(".hta-finding").first, "✓ Yes")


# ---- they use it too


def labs_on_hands(page: Page) -> Mapping[str, Locator]:
    """Find the seven labs: six by a button or a question, and the plan."""
    every = page.locator(".hta-form")
    asked = {name: next(iter(deck(name).asks.values())).label for name in ("moves", "pairs", "controls", "messages")}
    return {
        **{name: every.filter(has=page.locator(".widget-radio", has_text=words)) for name, words in asked.items()},
        "timeline": every.filter(has=page.get_by_role("button", name="Show the dates")),
        "numbers": every.filter(has=page.get_by_role("textbox", name="How many did it?")),
        "blocked": every.filter(has=page.get_by_role("combobox", name="first way").first),
    }


def answer(lab: Locator, name: str, card: Card, ask: str, option: str) -> Locator:
    """Answer a question about the card that is shown; give the place where we say what we think of it."""
    whole = deck(name)
    group = radios(lab, whole.asks[ask].label)
    press_radio(group, whole.options(card, ask)[option])
    return group.locator("xpath=following-sibling::*[1]").locator(".hta-finding")


def test_one_click_brings_every_lab_on_other_hands(hands: Page) -> None:
    remembers(hands, "they-use-it-too")
    expect(hands.get_by_text(content("they-use-it-too")["worked"][0]["text"])).to_be_attached()
    for lab in labs_on_hands(hands).values():
        expect(lab).to_be_attached()
    no_traceback(hands)


def test_events_are_put_in_order_and_then_their_dates_are_shown(hands: Page) -> None:
    lab, first = labs_on_hands(hands)["timeline"], min(events(), key=lambda one: one.day)
    ids = {one.what: one.id for one in events()}
    right = in_order([ids[words] for words in press_order(lab, [first.what])])
    says(lab.get_by_role("status").first, f"{right} of 6")
    press(lab, "Show the dates")
    expect(lab.locator(".js-plotly-plot")).to_contain_text("Who acted when")
    says(lab.get_by_role("table").first.get_by_role("row").nth(1), f"1. {first.when}", first.what, first.others)


def test_a_move_can_be_seen_in_one_way_or_two(hands: Page) -> None:
    lab, moves = labs_on_hands(hands)["moves"], deck("moves")
    card, kinds = moves.cards[0], moves.asks["kind"].options
    says(answer(lab, "moves", card, "kind", "manage"), "→ Look again", f"We say: “{kinds['monitor']}”.")
    says(answer(lab, "moves", card, "kind", "monitor"), "✓ Good", card.why["kind"])
    expect(lab.get_by_text("1 of 12 answered, 1 as we would.")).to_be_visible()
    press(lab, "Next →")
    expect(lab.get_by_text(moves.cards[1].text)).to_be_visible()
    expect(lab.get_by_role("radio", checked=True)).to_have_count(0)


def test_an_answer_to_the_fist_and_the_smile_is_right_in_one_setting_and_harms_in_another(hands: Page) -> None:
    lab, card = labs_on_hands(hands)["pairs"], deck("pairs").cards[0]
    flip(lab, HOSTILE)
    says(answer(lab, "pairs", card, "bad", "stay"), "✓ Good", card.why["bad"])
    said = answer(lab, "pairs", card, "instead", "law")
    says(said, "✕ This can harm", card.why["instead"]["hostile"])
    flip(lab, OPEN)
    says(said, "✓ Good", card.why["instead"]["open"])


def test_a_measure_is_weighed_in_each_setting_and_has_its_limit(hands: Page) -> None:
    lab, card = labs_on_hands(hands)["controls"], deck("controls").cards[0]
    flip(lab, HOSTILE)
    says(answer(lab, "controls", card, "kind", "legal"), "✓ Good", card.why["kind"])
    said = answer(lab, "controls", card, "measure", "more")
    says(said, "✕ This can harm", card.why["measure"]["more"])
    says(lab.locator(".hta-quote"), card.shown["limit"])
    flip(lab, OPEN)
    says(said, "→ Look again")


def test_a_number_is_computed_or_is_not_one(hands: Page) -> None:
    lab, card = labs_on_hands(hands)["numbers"], deck("numbers").cards[0]
    says(answer(lab, "numbers", card, "kind", "yes"), "→ Look again", card.why["kind"])
    says(answer(lab, "numbers", card, "kind", "missing"), "✓ Good")
    says(lab.get_by_role("row", name="The whole"), "47,000")
    part, whole = (lab.get_by_role("textbox", name=name) for name in ("How many did it?", "Of how many?"))
    type_into(part, "٤٢")
    expect(part).to_have_css("unicode-bidi", "plaintext")
    type_into(whole, "120")
    own = lab.locator(".hta-finding").last
    says(own, "✕ Not like this")
    tick(lab, "the same people")
    tick(lab, "the same time")
    says(own, "✓ Can be computed", "It is 35 %.")
    tick(lab, "were asked")
    says(own, "It is 35 % of those who were asked", "44 %")


def test_a_message_is_checked_before_it_is_passed_on(hands: Page) -> None:
    lab, (dead, opposite, _) = labs_on_hands(hands)["messages"], deck("messages").cards
    flip(lab, HOSTILE)
    says(answer(lab, "messages", dead, "first", "copies"), "→ Look again", dead.why["first"]["copies"])
    says(answer(lab, "messages", dead, "first", "picture"), "✓ Good", dead.why["first"]["picture"])
    says(answer(lab, "messages", dead, "pass", "all"), "✕ This can harm")
    press(lab, "Next →")
    expect(lab.get_by_text(opposite.text)).to_be_visible()
    said = answer(lab, "messages", opposite, "pass", "all")
    says(said, "✕ This can harm", opposite.why["pass"])
    flip(lab, OPEN)
    says(said, "→ Look again")


def test_a_plan_falls_with_the_network_and_names_nobody(hands: Page) -> None:
    lab, words = labs_on_hands(hands)["blocked"], content("they-use-it-too")["blocked"]
    first, second = (
        lab.get_by_role("combobox", name=f"{words['groups']['team']}: {way} way") for way in ("first", "second")
    )
    ways = {id_: row["words"] for id_, row in read("ways")["ways"].items()}
    flip(lab, HOSTILE)
    press_list(first, ways["second"])
    says(lab.locator(".hta-finding", has_text="needs the network that is blocked"), "! Needed")
    press_list(first, ways["meeting"])
    press_list(second, ways["visit"])
    says(lab.locator(".hta-praise"), f"{words['groups']['team']}: two ways that do not fall together.")
    tells = lab.get_by_role("textbox", name=words["asks"]["tells"])
    type_into(tells, f"{ARABIC} {PERSON}")
    expect(tells).to_have_css("unicode-bidi", "plaintext")
    named = lab.locator(".hta-finding", has_text=PERSON)
    says(named, "✕ Danger", "leads to a person.")
    flip(lab, OFFICIAL)
    says(named, "! Needed")
    type_into(tells, ARABIC)
    expect(named).to_have_count(0)


def test_what_was_done_with_other_hands_is_there_again_after_a_reload(hands: Page) -> None:
    """Runs after the tests above, on what they did. The setting is one for all labs."""
    flip(labs_on_hands(hands)["blocked"], OPEN)
    again(hands)
    labs, words = labs_on_hands(hands), content("they-use-it-too")["blocked"]
    says(labs["timeline"].locator(".hta-order").first, f"1. {min(events(), key=lambda one: one.day).what}")
    press(labs["timeline"], "Show the dates")
    says(labs["timeline"].locator(".js-plotly-plot"), "Who acted when")
    expect(labs["moves"].get_by_text("1 of 12 answered, 1 as we would.")).to_be_visible()
    for name in ("pairs", "controls", "messages"):
        expect(labs[name].get_by_role("radio", name=OPEN)).to_be_checked()
    says(labs["pairs"].locator(".hta-finding").last, "✓ Good", deck("pairs").cards[0].why["instead"]["open"])
    expect(labs["blocked"].get_by_role("textbox", name=words["asks"]["tells"])).to_have_value(ARABIC)


# ---- both pages, for everybody


@pytest.mark.parametrize("name", ["counters", "hands"])
def test_axe_finds_nothing_serious(name: str, request: pytest.FixtureRequest) -> None:
    sound(request.getfixturevalue(name))


@pytest.mark.parametrize(
    ("name", "scenes"), [("counters", ("The same message", "This rule …")), ("hands", ("Who acted when", "A share of"))]
)
def test_the_labs_stand_in_light_and_dark_and_on_a_telephone(
    name: str, scenes: tuple[str, ...], request: pytest.FixtureRequest
) -> None:
    page = request.getfixturevalue(name)
    show(page, name, scenes)
    narrow(page, name)

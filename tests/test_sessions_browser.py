"""Do the sessions on tags and on people work in a real browser: labs, one's own archive, exercises, by keyboard?"""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import ROOT, SCREENSHOTS, Lab, elsewhere, fits, soon, start
from playwright.sync_api import Browser, Locator, Page, expect
from test_exports_made import NAME, STRANGER, WORDS, account, entities, javascript, mention, tweet, x_zip

from toolkit.answers import read
from toolkit.exercises import Question, questions
from toolkit.labs import own_archive

pytestmark = pytest.mark.browser
Look = Callable[[str], Path]
TAGS, PEOPLE = "workbooks/hashtag-choice.ipynb", "workbooks/audience-targeting.ipynb"
EXERCISES = ("hashtag-choice", "audience-targeting")
CONFERENCE = "Veltara: the regional human-rights conference"
LIST, CHOSEN = "Tags, the fullest first", ".hta-side .hta-prompt"
SECRET = "the violet suitcase stands under the stairs"
OWN = "Our well is dry again since"
PHOTO = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01"
EVERY_SAVE = ("workbooks/.ipynb_checkpoints/hashtag-choice-checkpoint.ipynb", ".jupyter/data/nbsignatures.db")
FOLLOWED = (
    *("justmar", "northha", "ninelnd", "crosbnk", "unrhv", "uncivic"),
    *("nthinst", "tpolhse", "opngate", "jisr", "mlwatch", "lawcirc"),
)
# Every control of every form, as a person sees it.
STATE = """() => [...document.querySelectorAll(".hta-form :is(input, select, textarea, .noUi-handle, .hta-order)")].map(
  one => one.matches("[type=radio], [type=checkbox]") ? one.checked
    : one.matches(".noUi-handle") ? one.getAttribute("aria-valuetext")
    : one.matches(".hta-order") ? one.innerText : one.value)"""
TOO_WIDE = """() => [...document.querySelectorAll(".jp-OutputArea-output")]
  .filter(area => area.scrollWidth > area.clientWidth + 3).map(area => area.innerText.slice(0, 80))"""
POINT = """picture => picture.data.flatMap(trace => trace.text.map((words, n) => [words, trace.x[n], trace.y[n]]))
  .find(([words]) => words)"""


@contextmanager
def visit(chromium: Browser, lab: Lab, notebook: str) -> Iterator[Page]:
    """Open a notebook once for several tests, with the one click on Start; red if it asks another machine."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.on("page", lambda opened: opened.on("websocket", lambda socket: asked.append(socket.url)))
    page = context.new_page()
    page.goto(lab.notebook(notebook))
    start(page)
    last = page.get_by_role("textbox", name="Your answer").or_(page.get_by_role("button", name="Save my work"))
    last.last.wait_for()
    yield page
    context.close()
    assert not [url for url in asked if elsewhere(url)]


@pytest.fixture(scope="module")
def tags(chromium: Browser, lab: Lab) -> Iterator[Page]:
    with visit(chromium, lab, TAGS) as page:
        yield page


@pytest.fixture(scope="module")
def people(chromium: Browser, lab: Lab) -> Iterator[Page]:
    with visit(chromium, lab, PEOPLE) as page:
        yield page


def form(page: Page, words: str) -> Locator:
    """Find a form or a lab by words that stand in it."""
    return page.locator(".hta-form", has_text=words)


def explorer(page: Page) -> Locator:
    return form(page, LIST)


# ---- the keyboard alone


def words_of(control: Locator) -> list[str]:
    """Read what there is to choose from; the widgets put a hard space for each space."""
    return [" ".join(said.split()) for said in control.all_inner_texts()]


def press_list(control: Locator, words: str) -> None:
    """Go through a list with the arrow keys."""
    wanted = next(place for place, said in enumerate(words_of(control.locator("option"))) if words in said)
    way = wanted - control.evaluate("list => (list.focus(), list.selectedIndex)")
    for _ in range(abs(way)):
        control.page.keyboard.press("ArrowDown" if way > 0 else "ArrowUp")
    expect(control).to_have_js_property("selectedIndex", wanted)
    expect(control).to_be_focused()


def press_radio(group: Locator, words: str) -> None:
    """Go through radio buttons with the arrow keys."""
    wanted = words_of(group.locator("label:has(input)")).index(words)
    buttons = group.get_by_role("radio")
    buttons.first.press("Space")
    for _ in range(wanted):
        group.page.keyboard.press("ArrowDown")
    expect(buttons.nth(wanted)).to_be_checked()
    expect(buttons.nth(wanted)).to_be_focused()


def type_into(field: Locator, text: str) -> None:
    """Put a text into a field, at the place of what stands there."""
    field.focus()
    field.page.keyboard.press("Control+a")
    field.page.keyboard.insert_text(text)


def radios(page: Page | Locator, label: str) -> Locator:
    """Find radio buttons by the words above them."""
    return page.locator(".widget-radio", has_text=label)


def choose(page: Page, topic: str, tag: str, setting: str = "Open: an organisation in an open country") -> Locator:
    """Choose a setting, a topic and one of its tags in the explorer, without a search."""
    lab = explorer(page)
    lab.get_by_role("textbox", name="Search the posts").fill("")
    press_radio(radios(lab, "The setting"), setting)
    press_list(lab.get_by_role("combobox", name="You want to write about"), topic)
    listed = lab.get_by_role("listbox", name=LIST)
    listed.get_by_role("option", name=tag).first.wait_for(state="attached")
    page.wait_for_timeout(100)  # the list is there; what is chosen in it follows
    press_list(listed, tag)
    expect(lab.locator(CHOSEN)).to_contain_text(f"{tag} ")
    return lab


def grave(page: Page) -> list[tuple[str, str]]:
    """List what axe finds serious in our forms."""
    found = Axe().run(page, context={"include": [[".hta-form"], [".hta"]]}).response["violations"]
    return [(row["id"], row["nodes"][0]["html"][:200]) for row in found if row["impact"] in ("serious", "critical")]


def no_traceback(page: Page) -> None:
    expect(page.locator('.jp-RenderedText[data-mime-type$="stderr"]')).to_have_count(0)
    expect(page.get_by_text("Traceback")).to_have_count(0)


# ---- hashtag choice


def test_one_click_brings_every_lab_on_tags(tags: Page) -> None:
    tags.get_by_role("radio", name="Nothing: digits alone make no tag").check()
    expect(form(tags, "On 14 August").get_by_text("Yes. A tag needs at least one letter")).to_be_visible()
    expect(tags.get_by_text("The same post, where somebody is watching", exact=True)).to_be_attached()
    expect(tags.get_by_role("listbox", name=LIST)).to_be_attached()
    for field in ("Your post", "Type tags, with spaces between", "Read a tag", "Your answer"):
        expect(tags.get_by_role("textbox", name=field)).to_be_attached()
    expect(tags.get_by_role("cell", name="! cut #human").first).to_be_attached()
    no_traceback(tags)


def test_the_arrow_keys_alone_go_from_tag_to_tag(tags: Page) -> None:
    lab = choose(tags, CONFERENCE, "#HRConf")
    listed, card = lab.get_by_role("listbox", name=LIST), lab.locator(CHOSEN)
    counted = lab.get_by_role("table", name="What the feed says")
    listed.press("Home")
    for option in words_of(listed.get_by_role("option"))[1:6]:
        tags.keyboard.press("ArrowDown")
        tag, posts = option.replace("\u2068", "").replace("\u2069", "").split(" · ")
        expect(card).to_contain_text(f"{tag} ")
        expect(lab.locator(".js-plotly-plot")).to_contain_text(tag)
        expect(counted.get_by_role("row", name="Posts")).to_contain_text(posts)
    expect(listed).to_be_focused()


def test_picture_table_and_card_say_the_same_numbers(tags: Page) -> None:
    lab = choose(tags, CONFERENCE, "#HRConf")
    expect(lab.locator(CHOSEN)).to_have_text("#HRConf ✓ Use it")
    expect(lab.locator(".js-plotly-plot")).to_contain_text("#HRConf")
    table = lab.get_by_role("table", name="The same as a table")
    row = table.get_by_role("row").filter(has=tags.get_by_role("rowheader", name="#HRConf", exact=True))
    expect(row).to_be_visible()
    cells = row.get_by_role("cell").all_inner_texts()
    point = ["#HRConf", int(cells[0]), int(cells[2].removesuffix(" %"))]
    soon(tags, lambda: lab.locator(".js-plotly-plot").evaluate(POINT), point)
    card = lab.get_by_role("table", name="What the feed says")
    expect(card.get_by_role("row", name="Posts")).to_contain_text(cells[0])
    expect(card.get_by_role("row", name="Accounts")).to_contain_text(cells[1])
    expect(card.get_by_role("row", name="About your topic")).to_contain_text(cells[2])
    expect(lab.get_by_role("option", name="#HRConf").first).to_contain_text(f"· {cells[0]}")


def test_the_fullest_tag_of_the_conference_is_a_trap(tags: Page) -> None:
    lab = choose(tags, CONFERENCE, "#VeltaraConf2026")
    expect(lab.locator(CHOSEN)).to_have_text("#VeltaraConf2026 ! Look again")
    expect(lab.locator(".hta-finding", has_text="advertise something")).to_be_visible()


def test_the_setting_turns_a_tag_with_digits_into_a_danger(tags: Page) -> None:
    lab = choose(tags, "Drusna: people walk in silence", "#1104v1900")
    expect(lab.locator(CHOSEN)).to_have_text("#1104v1900 → Not alone")
    press_radio(radios(lab, "The setting"), "Hostile: somebody is watching")
    expect(lab.locator(CHOSEN)).to_have_text("#1104v1900 ✕ Danger")
    expect(lab.get_by_text("tells the police as well as your friends")).to_be_visible()


def test_a_search_with_half_a_quotation_is_read_all_the_same(tags: Page) -> None:
    lab = choose(tags, "Marenia: village clinics close", "#ClosedDoors")
    lab.get_by_role("textbox", name="Search the posts").fill("clinic “nobody asked")
    expect(lab.get_by_text("A quotation mark has no partner. We read “nobody asked” as one phrase.")).to_be_visible()
    expect(lab.get_by_role("status").first).to_contain_text("posts. Tags in them:")
    no_traceback(tags)


def test_the_other_two_pictures_are_drawn_with_a_table_each(tags: Page) -> None:
    lab = choose(tags, CONFERENCE, "#HRConf")
    press_radio(radios(lab, "The picture"), "Day by day")
    expect(lab.locator(".js-plotly-plot")).to_contain_text("Posts a day")
    expect(lab.locator(".js-plotly-plot .legend")).to_contain_text("#HRConf")
    expect(lab.get_by_role("table", name="Posts a week").get_by_role("columnheader").nth(1)).to_have_text("#HRConf")
    press_radio(radios(lab, "The picture"), "Together with")
    expect(lab.locator(".js-plotly-plot")).to_contain_text("Of the posts under #HRConf, this share also carries")
    expect(lab.get_by_role("table", name="Used together with").get_by_role("row").nth(1)).to_contain_text("%")
    press_radio(radios(lab, "The picture"), "How much, and how much of it for you")
    expect(lab.get_by_role("table", name="The same as a table")).to_be_visible()


def test_networks_and_moments_answer_while_somebody_types(tags: Page) -> None:
    type_into(tags.get_by_role("textbox", name="Type tags, with spaces between"), "#over-ear 2206v1900")
    made = tags.get_by_role("table", name="What each network makes of it")
    expect(made.get_by_role("row", name="#over-ear")).to_contain_text("! cut #over")
    expect(made.get_by_role("row", name="#2206v1900")).to_contain_text("✓ works")
    lab = form(tags, "Read a tag")
    lab.get_by_label("Day", exact=True).fill("2026-07-09")
    lab.get_by_label("Hour", exact=True).fill("18:30")
    expect(lab.get_by_role("status")).to_have_text("#0907v1830 says: 09.07., at 18:30.")
    type_into(lab.get_by_role("textbox", name="Read a tag"), "#1104v1900")
    press_radio(radios(lab, "Who reads along?"), "Hostile: somebody is watching")
    expect(lab.get_by_text("Day 11, month 4, at 19:00")).to_be_visible()
    expect(lab.locator(".hta-finding", has_text="tells the police").get_by_text("✕ Danger")).to_be_visible()
    expect(lab.get_by_text("Under this tag, from the authorities")).to_be_visible()
    expect(lab.get_by_text("your topic")).to_have_count(0)  # nobody has chosen one here


def test_surgery_in_arabic_runs_from_right_to_left(tags: Page) -> None:
    lab = form(tags, "Your post")
    press_list(lab.get_by_role("combobox", name="Document"), "· ar")
    area = lab.get_by_role("textbox", name="Your post")
    expect(area).to_have_value(re.compile("٤٢ من ٦٣"))
    expect(area).to_have_css("unicode-bidi", "plaintext")
    expect(lab.locator(".hta-headline .hta-auto")).to_have_css("direction", "rtl")


def test_axe_finds_nothing_serious_on_tags(tags: Page) -> None:
    assert not grave(tags)


# ---- one's own archive


def posts() -> list[dict[str, Any]]:
    """Write thirty posts: thirty with one tag, ten of them with another, some with other people in them."""
    made = []
    for n in range(30):
        day = f"Wed Oct {n % 28 + 1:02d} 20:19:24 +0000 2018"
        second = " #OpenWells" if n % 3 == 0 else ""
        made.append(tweet(1000 + n, f"{OWN} day {n}. #OurWell{second}", created_at=day))
    people = entities(user_mentions=[mention()], hashtags=[])["entities"]
    made.append(tweet(2000, f"RT @{STRANGER}: {WORDS}", entities=people))
    made.append(tweet(2001, f"@{STRANGER} you said it", entities=people))
    return made


def bring(page: Page, name: str, content: bytes) -> None:
    """Choose a file, as a person does."""
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose a file").click()
    chooser.value.set_files({"name": name, "mimeType": "application/octet-stream", "buffer": content})


def agreed(page: Page) -> Locator:
    """Open the place for one's own posts, and tick the box."""
    box = page.get_by_role("checkbox", name="I have read this, and the file is my own.")
    if not box.is_visible():
        page.get_by_text("Use your own posts instead").click()
    box.check()
    expect(page.get_by_role("button", name="Choose a file")).to_be_enabled()
    return page.locator(".hta-own")


def inside(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_no_file_is_taken_before_the_notice_is_read(tags: Page) -> None:
    tags.get_by_text("Use your own posts instead").click()
    expect(tags.get_by_text("Your file is read on this computer, in memory only.")).to_be_visible()
    expect(tags.get_by_role("button", name="Choose a file")).to_be_disabled()
    agreed(tags)


def test_the_place_for_ones_own_posts_opens_by_keyboard(tags: Page) -> None:
    expect(tags.get_by_role("button", name="Use your own posts instead")).to_be_attached(timeout=1_000)


def test_on_a_public_cloud_the_notice_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "read on this computer" in own_archive.notice_text()
    monkeypatch.setenv("BINDER_SERVICE_HOST", "10.0.0.1")
    assert "public cloud" in own_archive.notice_text()


def test_what_is_no_archive_gets_a_sentence(tags: Page) -> None:
    own = agreed(tags)
    bring(tags, "beach.png", PHOTO)
    expect(own.get_by_text("“beach.png” is a picture. Please bring the file")).to_be_visible()
    no_traceback(tags)


def test_ones_own_posts_take_the_place_of_the_feed_and_leave_no_trace(tags: Page, lab: Lab) -> None:
    before = inside(lab.folder)
    own = agreed(tags)
    letters = javascript({"messages": SECRET, "handle": STRANGER}, kind="direct_messages", wrapper="dmConversation")
    bring(tags, "x.zip", x_zip(*posts(), **{"data/direct-messages.js": letters, "data/account.js": account()}))
    expect(own.get_by_text("X archive: 32 posts of yours.")).to_be_visible()
    own.get_by_text("Left alone, never opened: 2 files").click()
    expect(own.get_by_role("listitem")).to_have_text(["Your archive.html", "data/direct-messages.js"])
    listed = explorer(tags).get_by_role("listbox", name=LIST)
    expect(listed.get_by_role("option")).to_have_text([re.compile("#OurWell.*30"), re.compile("#OpenWells.*10")])
    press_list(listed, "#OpenWells")
    expect(explorer(tags).locator(CHOSEN)).to_contain_text("#OpenWells")
    expect(explorer(tags).get_by_text(f"{OWN} day 27. #OurWell #OpenWells")).to_be_visible()
    tags.keyboard.press("Control+s")
    shown = tags.content()
    for private in (SECRET, STRANGER, NAME, WORDS):
        assert private not in shown
    tags.wait_for_timeout(1_500)  # the page is on its way to the disk
    written = {name for name, content in inside(lab.folder).items() if before.get(name) != content}
    assert written <= {TAGS, "workbooks/my-work/hashtag-choice/answers.json", *EVERY_SAVE}
    folders = (lab.folder, *lab.folder.parent.glob("trainee*"))  # the course; the server's own files and its log
    everywhere = b"".join(content for folder in folders for content in inside(folder).values())
    for private in (SECRET, STRANGER, NAME, WORDS, OWN, "OurWell"):
        assert private.encode() not in everywhere, private


def test_a_table_that_nobody_knows_is_read_column_by_column(tags: Page) -> None:
    own = agreed(tags)
    bring(tags, "mine.csv", b"Worte;Wann genau;Herzchen\nRain at last #Rain;2026-04-01 10:00;4\n")
    expect(own.get_by_text("“mine.csv” is a table, but its columns are named in a way")).to_be_visible()
    for label, column in (("What the post says", "Worte"), ("Likes or reactions", "Herzchen")):
        press_list(own.get_by_role("combobox", name=label), column)
    press_list(own.get_by_role("combobox", name="When it was published"), "Wann genau")
    own.get_by_role("button", name="Read it like this").press("Enter")
    expect(own.get_by_text("CSV: 1 posts of yours.")).to_be_visible()
    expect(explorer(tags).get_by_role("listbox", name=LIST).get_by_role("option")).to_have_text([re.compile("#Rain")])


# ---- audience targeting


def test_one_click_brings_every_lab_on_people(people: Page) -> None:
    people.get_by_role("radio", name="Yes: she may be reading, and drafting").check()
    expect(form(people, "A desk officer has 300 followers").get_by_text("✓ Good")).to_be_visible()
    for words in ("Whom do you place?", "Whom do you want to move?", "We reach them by"):
        expect(people.get_by_role("combobox", name=words)).to_be_attached()
    for words in ("You see it otherwise?", "Find accounts", "What exactly do you ask of them?", "Your answer"):
        expect(people.get_by_role("textbox", name=words)).to_be_attached()
    no_traceback(people)


def test_a_card_can_be_seen_otherwise_with_a_reason_and_is_kept(people: Page) -> None:
    lab = form(people, "You see it otherwise?")
    expect(lab.get_by_text("1 of 24 · Marenia · Official")).to_be_visible()
    press_radio(radios(lab, "This is a …"), "Journalist")
    seen = lab.locator(".hta-finding", has_text="We say: Decision maker.")
    expect(seen).to_contain_text("→ We see it otherwise")
    expect(seen).to_contain_text("(items 38 to 42)")
    why = lab.get_by_role("textbox", name="You see it otherwise?")
    type_into(why, "He writes a column every week and people read it")
    expect(seen).to_contain_text("→ Your call")
    press_radio(radios(lab, "How do you reach them?"), "Leave them out")
    expect(lab.get_by_role("status")).to_have_text("1 of 24 cards sorted, 0 as we do.")
    lab.get_by_role("button", name="Next →").press("Enter")
    expect(lab.get_by_text("2 of 24 ·")).to_be_visible()
    expect(why).to_have_value("")
    expect(lab.get_by_role("radio", checked=True)).to_have_count(0)
    press_radio(radios(lab, "This is a …"), "Decision maker")
    expect(lab.get_by_role("status")).to_have_text("2 of 24 cards sorted, 1 as we do.")
    lab.get_by_role("button", name="← Before").press("Enter")
    expect(why).to_have_value("He writes a column every week and people read it")
    expect(lab.get_by_role("radio", name="Journalist")).to_be_checked()
    expect(lab.get_by_role("radio", name="Leave them out")).to_be_checked()


def test_arrow_keys_move_what_has_the_focus_and_not_the_page(people: Page) -> None:
    lab = form(people, "Whom do you place?")
    listed, power = (
        lab.get_by_role("combobox", name="Whom do you place?"),
        lab.get_by_role("combobox", name="Power over the decision"),
    )
    press_list(listed, "Mirja Holt")
    press_list(listed, "Sela Morvane")
    expect(lab.get_by_text("@morvane_example")).to_be_visible()
    press_list(power, "4")
    for key, value in (("ArrowUp", "3"), ("ArrowDown", "4")):
        people.keyboard.press(key)
        expect(power.locator("option:checked")).to_have_text(value)
    ways = radios(form(people, "Find accounts"), "How?").get_by_role("radio")
    ways.first.focus()
    for key, place in (("ArrowDown", 1), ("ArrowUp", 0), ("ArrowRight", 1), ("ArrowLeft", 0)):
        people.keyboard.press(key)
        expect(ways.nth(place)).to_be_checked()
        expect(ways.nth(place)).to_be_focused()


def place(people: Page, name: str, power: int, interest: int) -> tuple[Locator, Locator]:
    """Choose somebody on the grid and set both numbers; give the lab, and the cells of the person's row."""
    lab = form(people, "Whom do you place?")
    press_list(lab.get_by_role("combobox", name="Whom do you place?"), name)
    expect(lab.locator(".hta-post").first).to_contain_text(name)
    press_list(lab.get_by_role("combobox", name="Power over the decision"), str(power))
    press_list(lab.get_by_role("combobox", name="Interest in it"), str(interest))
    cells = lab.get_by_role("table", name="Where you placed people").get_by_role("row", name=name).get_by_role("cell")
    expect(cells.nth(0)).to_have_text(str(power))
    expect(cells.nth(1)).to_have_text(str(interest))
    return lab, cells


def test_two_numbers_place_a_person_in_picture_and_table(people: Page) -> None:
    lab, cells = place(people, "Mirja Holt", 6, 9)
    expect(lab.locator(".js-plotly-plot")).to_contain_text("Mirja Holt")
    expect(cells.nth(2)).to_have_text("Work with them closely")
    expect(lab.locator(".hta-finding")).to_contain_text("✓ Good")
    place(people, "Mirja Holt", 1, 9)
    expect(cells.nth(2)).to_have_text("Keep them informed")
    expect(lab.locator(".hta-finding")).to_contain_text("→ We see it otherwise")


def test_the_grid_draws_a_person_where_the_table_says(people: Page) -> None:
    lab, _ = place(people, "Hanno Brisk", 9, 2)
    expect(lab.locator(".js-plotly-plot")).to_contain_text("Hanno Brisk")
    soon(people, lambda: lab.locator(".js-plotly-plot").evaluate(POINT), ["Hanno Brisk", 2, 9])


def test_one_wedge_is_a_step_and_two_are_not(people: Page) -> None:
    lab = form(people, "Whom do you want to move?")
    press_list(lab.get_by_role("combobox", name="Whom do you want to move?"), "Kip Aldane")
    expect(lab.get_by_text("@kaldane_example")).to_be_visible()
    press_radio(radios(lab, "Where do they stand today?"), "Neutral")
    press_radio(radios(lab, "Where could they stand in three months?"), "Active ally")
    expect(lab.get_by_text("That is 2 wedges at once. Plan the next one.")).to_be_visible()
    press_radio(radios(lab, "Where could they stand in three months?"), "Passive ally")
    expect(lab.get_by_text("One wedge: that is a step somebody can take.")).to_be_visible()
    ask = lab.get_by_role("textbox", name="What exactly do you ask of them?")
    type_into(ask, "Help us")
    expect(lab.get_by_text("does not say yet what is wanted")).to_be_visible()
    type_into(ask, "Would you print the number of people held every Friday?")
    expect(lab.get_by_text("One request.")).to_be_visible()
    expect(lab.locator(".js-plotly-plot")).to_contain_text("Kip Aldane")
    expect(lab.get_by_role("row", name="Neutral").get_by_role("cell")).to_have_text(["1", "Kip Aldane"])


def test_a_list_to_follow_is_a_map_where_somebody_is_watching(people: Page) -> None:
    lab = form(people, "Find accounts")
    for handle in FOLLOWED:
        box = lab.get_by_role("checkbox", name=f"(@{handle}_example)")
        box.focus()
        people.keyboard.press("Space")
        expect(box).to_be_checked()
    expect(lab.get_by_role("status")).to_have_text("12 of 12 chosen.")
    expect(lab.get_by_text("All six kinds are on your list.")).to_be_visible()
    press_radio(radios(lab, "The setting"), "Hostile: somebody is watching")
    expect(lab.locator(".hta-finding", has_text="a map of your field").get_by_text("✕ Danger")).to_be_visible()
    press_radio(radios(lab, "How?"), "Read them without following")
    expect(lab.get_by_text("You read them without following.")).to_be_visible()
    type_into(lab.get_by_role("textbox", name="Find accounts"), "think tank")
    expect(lab.get_by_role("checkbox", name="Tarsel Daily")).to_be_hidden()
    expect(lab.get_by_role("checkbox", name="Northern Policy Institute")).to_be_visible()


def test_a_reader_with_dear_data_is_not_reached_by_live_video(people: Page) -> None:
    lab = form(people, "We reach them by")
    press_list(lab.get_by_role("combobox", name="We reach them by"), "Live video")
    press_list(lab.get_by_role("combobox", name="What is in the way"), "Mobile data is dear or slow")
    expect(lab.locator(".hta-finding").first).to_contain_text("An hour of live video can cost")


def test_axe_finds_nothing_serious_on_people(people: Page) -> None:
    press_list(form(people, "Whom do you place?").get_by_role("combobox", name="Interest in it"), "3")
    assert not grave(people)


def test_what_was_done_with_people_is_there_again_after_a_reload(people: Page) -> None:
    press_radio(radios(form(people, "You see it otherwise?"), "This is a …"), "Policy maker")
    place(people, "Mirja Holt", 6, 9)
    press_radio(radios(people, "Where do they stand today?"), "Passive ally")
    form(people, "Find accounts").get_by_role("checkbox", name="Open Gate").check()
    press_list(people.get_by_role("combobox", name="What is in the way"), "A small telephone")
    people.wait_for_timeout(500)  # the last key presses are on their way to the kernel
    people.reload()
    start(people)
    expect(form(people, "You see it otherwise?").get_by_role("radio", name="Policy maker")).to_be_checked()
    grid = form(people, "Whom do you place?")
    expect(grid.get_by_role("row", name="Mirja Holt").get_by_role("cell").nth(1)).to_have_text("9")
    expect(grid.locator(".js-plotly-plot")).to_contain_text("Mirja Holt")
    expect(form(people, "Your spectrum").get_by_role("row", name="Passive ally")).not_to_contain_text("0")
    expect(form(people, "Find accounts").get_by_role("checkbox", name="Open Gate")).to_be_checked()
    expect(people.get_by_role("combobox", name="What is in the way")).to_have_value(re.compile("^A small telephone"))


# ---- the exercises


def fill(asked: Question, place: Locator, answer: Any) -> None:
    """Answer one question through its form, as somebody without a mouse does."""
    _FILL[asked.kind](asked, place, answer)


def fill_words(asked: Question, place: Locator, answer: Any) -> None:
    if isinstance(answer, dict):
        listed = place.get_by_role("combobox", name="Write about")
        press_list(listed, words_of(listed.locator("option"))[asked.documents.index(answer["document"])])
        answer = answer["text"]
    type_into(place.get_by_role("textbox"), answer)


def fill_radio(asked: Question, place: Locator, answer: str) -> None:
    press_radio(place, asked.options[answer])


def fill_boxes(asked: Question, place: Locator, answer: list[str]) -> None:
    for one in answer:
        place.get_by_role("checkbox", name=asked.options[one]).press("Space")


def fill_order(asked: Question, place: Locator, answer: list[str]) -> None:
    here = list(asked.options)
    for goal, one in enumerate(answer):
        while (now := here.index(one)) > goal:
            place.get_by_role("button", name=f"Move up: {asked.options[one]}").press("Enter")
            here[now - 1], here[now] = here[now], here[now - 1]
            expect(place.get_by_text(f"{now}. {asked.options[one]}")).to_be_visible()


def fill_groups(asked: Question, place: Locator, answer: dict[str, str]) -> None:
    for one, group in answer.items():
        press_list(place.get_by_role("combobox", name=asked.options[one], exact=True), asked.groups[group])


def fill_cards(asked: Question, place: Locator, answer: dict[str, dict[str, str]]) -> None:
    for handle, card in answer.items():
        name = asked.options[handle]
        press_radio(radios(place, f"{name} is a …"), asked.groups[card["group"]])
        if "why" in card:
            type_into(place.get_by_role("textbox", name=f"If one could see {name} otherwise"), card["why"])


def fill_sheet(asked: Question, place: Locator, answer: dict[str, Any]) -> None:
    for field in asked.fields:
        value = answer[field.id]
        if field.kind == "scale":
            press_list(place.get_by_role("combobox", name=field.label), str(value))
        elif field.kind == "choice":
            press_list(place.get_by_role("combobox", name=field.label), field.options[value])
        else:
            type_into(place.get_by_role("textbox", name=field.label), value)


_FILL: dict[str, Callable[[Question, Locator, Any], None]] = {
    "text": fill_words,
    "reflection": fill_words,
    "choice": fill_radio,
    "confidence": fill_radio,
    "choices": fill_boxes,
    "order": fill_order,
    "groups": fill_groups,
    "cards": fill_cards,
    "sheet": fill_sheet,
}


def model(name: str) -> dict[str, Any]:
    """Read the model answers of an exercise."""
    found: dict[str, Any] = json.loads((ROOT / "solutions" / name / "model-answers.json").read_text("utf-8"))["answers"]
    return found


@pytest.fixture(scope="module", params=EXERCISES)
def exercise(request: pytest.FixtureRequest, chromium: Browser, lab: Lab) -> Iterator[tuple[str, Page]]:
    with visit(chromium, lab, f"exercises/{request.param}/{request.param}.ipynb") as page:
        yield request.param, page


def hand_in(page: Page, who: str, into: Path) -> Path:
    """Press the one button, and take the file."""
    type_into(page.get_by_role("textbox", name="Code name"), who)
    page.get_by_role("button", name="Save my work").press("Enter")
    with page.expect_download() as handed:
        page.get_by_role("link", name="Download").press("Enter")
    handed.value.save_as(into / handed.value.suggested_filename)
    return into / handed.value.suggested_filename


def test_every_form_takes_its_model_answer_keeps_it_and_hands_it_over(
    exercise: tuple[str, Page], lab: Lab, tmp_path: Path
) -> None:
    name, page = exercise
    wanted, asked = model(name), [question for question in questions(name).values() if not question.optional]
    for question in asked:
        fill(question, form(page, question.prompt), wanted[question.id])
    kept = lab.folder / "exercises" / name / "answers.json"
    soon(page, lambda: read(kept.read_bytes(), name).values, wanted)
    no_traceback(page)
    before = page.evaluate(STATE)
    page.reload()
    start(page)
    page.get_by_role("button", name="Save my work").wait_for()
    soon(page, lambda: page.evaluate(STATE), before)
    file = hand_in(page, "amber-heron", tmp_path)
    assert file.name == f"{name}-amber-heron.answers.json"
    assert (read(file.read_bytes(), name).who, read(file.read_bytes(), name).values) == ("amber-heron", wanted)
    counted = sum(question.kind != "confidence" for question in asked)
    expect(page.get_by_text(f"{counted} of {counted} questions are answered.")).to_be_visible()


def test_axe_finds_nothing_serious_in_an_exercise(exercise: tuple[str, Page]) -> None:
    _, page = exercise
    assert not grave(page)


# ---- every page, every light


def show(page: Page, name: str, scenes: tuple[str, ...]) -> None:
    """Take pictures of a page in light and dark, for people to look at."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        expect(page.locator("body")).to_have_attribute("data-jp-theme-light", "true" if scheme == "light" else "false")
        for place, words in enumerate(scenes):
            page.get_by_text(words).last.evaluate("part => part.scrollIntoView()")
            page.screenshot(path=SCREENSHOTS / f"{name}-{scheme}-{place}.png")
        fits(page, 1280)


def test_the_labs_on_tags_stand_in_light_and_dark(tags: Page) -> None:
    show(tags, "hashtag-choice", ("The picture", "Your post"))


def test_the_labs_on_people_stand_in_light_and_dark(people: Page) -> None:
    show(people, "audience-targeting", ("Power over the decision", "Your spectrum"))


def too_wide(page: Page) -> list[str]:
    """Name what has to be pushed sideways on a telephone."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(500)  # plotly draws again
    found: list[str] = page.evaluate(TOO_WIDE)
    return found


def test_nothing_in_the_labs_on_tags_is_wider_than_a_telephone(tags: Page) -> None:
    assert too_wide(tags) == []


def test_nothing_in_the_labs_on_people_is_wider_than_a_telephone(people: Page) -> None:
    assert too_wide(people) == []


@pytest.mark.parametrize("notebook", [TAGS])  # the wider one; an app costs seconds to open
def test_a_workbook_is_an_app_on_a_telephone(lab: Lab, page: Page, look: Look, notebook: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(lab.app(notebook))
    page.get_by_role("textbox", name="Your answer").wait_for(timeout=90_000)
    page.locator(".js-plotly-plot").first.evaluate("picture => picture.scrollIntoView()")
    look(f"{Path(notebook).stem}-app-390")
    fits(page, 390)
    no_traceback(page)

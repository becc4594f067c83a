"""Do the sessions on tags and on people work in a real browser: labs, one's own archive, by keyboard?"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import Lab, come_to_life, fits, soon
from keyboard import (
    again,
    form,
    narrow,
    no_traceback,
    press_list,
    press_radio,
    radios,
    show,
    sound,
    type_into,
    visit,
    words_of,
)
from playwright.sync_api import BrowserContext, Locator, Page, expect
from test_exports_made import NAME, STRANGER, WORDS, account, entities, javascript, mention, tweet, x_zip

from toolkit.sessions.hashtag_choice.labs import own_archive

pytestmark = pytest.mark.browser
Look = Callable[[str], Path]
TAGS, PEOPLE = "workbooks/hashtag-choice.ipynb", "workbooks/audience-targeting.ipynb"
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
POINT = """picture => picture.data.flatMap(trace => trace.text.map((words, n) => [words, trace.x[n], trace.y[n]]))
  .find(([words]) => words)"""


@pytest.fixture(scope="module")
def tags(window: BrowserContext, lab: Lab) -> Iterator[Page]:
    with visit(window, lab, TAGS) as page:
        yield page


@pytest.fixture(scope="module")
def people(window: BrowserContext, lab: Lab) -> Iterator[Page]:
    with visit(window, lab, PEOPLE) as page:
        yield page


def explorer(page: Page) -> Locator:
    return form(page, LIST)


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
    verdict, *cells = row.get_by_role("cell").all_inner_texts()
    assert verdict == "✓ Use it", "What is to be done stands beside the name, where no narrow page cuts it off."
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
    expect(lab.locator(CHOSEN)).to_have_text("#1104v1900 → With care")
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


def test_no_verdict_of_the_explorer_is_cut_off(tags: Page) -> None:
    table = choose(tags, CONFERENCE, "#HRConf").get_by_role("table", name="The same as a table")
    widths = table.evaluate("table => [table.scrollWidth, table.parentElement.clientWidth]")
    assert widths[0] <= widths[1], widths


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
    press_radio(radios(lab, "The setting"), "Hostile: somebody is watching")
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
    sound(tags)


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
    expect(form(people, "An officer who prepares the papers has 300 followers").get_by_text("✓ Good")).to_be_visible()
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
    expect(seen).to_contain_text("→ You decide")
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
    sound(people)


def test_what_was_done_with_people_is_there_again_after_a_reload(people: Page) -> None:
    press_radio(radios(form(people, "You see it otherwise?"), "This is a …"), "Policy maker")
    place(people, "Mirja Holt", 6, 9)
    press_radio(radios(people, "Where do they stand today?"), "Passive ally")
    form(people, "Find accounts").get_by_role("checkbox", name="Open Gate").check()
    press_list(people.get_by_role("combobox", name="What is in the way"), "A small telephone")
    again(people)
    expect(form(people, "You see it otherwise?").get_by_role("radio", name="Policy maker")).to_be_checked()
    grid = form(people, "Whom do you place?")
    expect(grid.get_by_role("row", name="Mirja Holt").get_by_role("cell").nth(1)).to_have_text("9")
    expect(grid.locator(".js-plotly-plot")).to_contain_text("Mirja Holt")
    expect(form(people, "Your spectrum").get_by_role("row", name="Passive ally")).not_to_contain_text("0")
    expect(form(people, "Find accounts").get_by_role("checkbox", name="Open Gate")).to_be_checked()
    expect(people.get_by_role("combobox", name="What is in the way")).to_have_value(re.compile("^A small telephone"))


# ---- every page, every light


def test_the_labs_on_tags_stand_in_light_and_dark(tags: Page) -> None:
    show(tags, "hashtag-choice", ("The picture", "Your post"))


def test_the_labs_on_people_stand_in_light_and_dark(people: Page) -> None:
    show(people, "audience-targeting", ("Power over the decision", "Your spectrum"))


def test_nothing_in_the_labs_on_tags_is_wider_than_a_telephone(tags: Page) -> None:
    narrow(tags)


def test_nothing_in_the_labs_on_people_is_wider_than_a_telephone(people: Page) -> None:
    narrow(people)


@pytest.mark.parametrize("notebook", [TAGS])  # the wider one; an app costs seconds to open
def test_a_workbook_is_an_app_on_a_telephone(lab: Lab, page: Page, look: Look, notebook: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(lab.app(notebook))
    come_to_life(page, page.get_by_role("textbox", name="Your answer"))
    page.locator(".js-plotly-plot").first.evaluate("picture => picture.scrollIntoView()")
    look(f"{Path(notebook).stem}-app-390")
    fits(page, 390)
    no_traceback(page)

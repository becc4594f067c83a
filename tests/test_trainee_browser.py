"""Does the course work for a trainee in a real browser, from the first draft to the file that is sent?"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser import Lab, fits, soon, start
from keyboard import sound
from playwright.sync_api import Browser, Page, expect

from toolkit.answers import Store, read

pytestmark = pytest.mark.browser
Look = Callable[[str], Path]
WORKBOOK = "workbooks/tweet-rewriting.ipynb"
EXERCISE = "exercises/tweet-rewriting/tweet-rewriting.ipynb"
LEFT_OPEN = "exercises/hashtag-choice/hashtag-choice.ipynb"
DRAFT = "34 clinics closed. Meet us on Friday 24 April at 18:00, Brenna Square."
WHERE = "Brenna Square”"


@pytest.fixture(scope="module", autouse=True)
def left_open(chromium: Browser, lab: Lab) -> Iterator[Page]:
    """A page on which somebody wrote something, and then did other things."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(lab.notebook(LEFT_OPEN))
    start(page)
    page.get_by_role("textbox", name="Your answer").first.fill("I left out the square, <b>for her</b> sake.")
    yield page
    context.close()


def desk(page: Page) -> tuple[object, object]:
    """Find the lab's text area and the card that speaks of place and time."""
    return page.get_by_role("textbox", name="Your post"), page.locator(".hta-desk .hta-finding", has_text=WHERE)


def test_flipping_the_setting_changes_the_verdict_on_the_same_words(lab: Lab, page: Page, look: Look) -> None:
    page.goto(lab.notebook(WORKBOOK))
    start(page)
    post, card = desk(page)
    post.fill(DRAFT)
    expect(card.get_by_text("→ Try")).to_be_visible()
    page.get_by_label("Hostile: somebody is watching").first.check()
    expect(card.get_by_text("✕ Danger")).to_be_visible()
    card.scroll_into_view_if_needed()
    look("lab-hostile")
    sound(page)
    page.get_by_label("Official: a ministry or office speaks").first.check()
    expect(page.locator(".hta-desk .hta-praise", has_text=WHERE).get_by_text("✓ Good").first).to_be_visible()


def test_facts_tick_themselves_and_the_meters_count_then_and_now(lab: Lab, page: Page) -> None:
    page.goto(lab.notebook(WORKBOOK))
    start(page)
    post, _ = desk(page)
    post.fill("61,000 people live over 40 km from a doctor https://open-gate.example.org/reports/closed-doors")
    facts = page.locator(".hta-desk .hta-facts li")
    expect(facts.filter(has_text="61,000 people")).to_contain_text("✓")
    expect(facts.filter(has_text="34 village clinics")).to_contain_text("○")
    expect(page.locator(".hta-desk .hta-meter")).to_contain_text(["/ 140", "/ 280"])
    page.get_by_label("Network", exact=True).select_option(label="Mastodon")
    expect(page.locator(".hta-desk .hta-meter")).to_contain_text(["/ 500"])


def test_an_arabic_draft_is_shown_from_right_to_left(lab: Lab, page: Page, look: Look) -> None:
    page.goto(lab.notebook(WORKBOOK))
    start(page)
    page.get_by_label("Document", exact=True).first.select_option(
        label=page.locator("option", has_text="· ar").first.inner_text()
    )
    post, _ = desk(page)
    post.fill("٢٣ يومًا ولم يُسمح لستة صحفيين محتجزين بلقاء محامٍ. #حق_الدفاع")
    answer = page.locator(".hta-desk textarea")
    expect(answer).to_have_css("unicode-bidi", "plaintext")
    part = page.locator(".hta-side .hta-headline .hta-auto").first
    expect(part).to_have_css("direction", "rtl")
    post.scroll_into_view_if_needed()
    look("lab-arabic")


def test_what_was_answered_is_there_again_after_a_reload(lab: Lab, page: Page, look: Look) -> None:
    page.goto(lab.notebook(EXERCISE))
    start(page)
    page.get_by_label("Your number (characters)").fill("۱۱۶")
    page.get_by_label("34 of 212 village clinics are gone.").select_option(label="a number")
    page.get_by_label("A name is misspelt").check()
    page.get_by_role("button", name="Leave it in this order").click()
    page.get_by_label("We publish the authority’s own figures", exact=False).check()
    page.get_by_label("Fairly sure").check()
    short = page.get_by_role("textbox", name="Your text").first
    short.fill("Hearing on the detention bill")
    expect(page.locator(".hta-facts li", has_text="a public hearing on the detention bill")).to_contain_text("✓")
    look("exercise-answered")
    page.wait_for_timeout(300)  # the last key press is on its way to the kernel
    page.reload()
    start(page)
    expect(page.get_by_label("Your number (characters)")).to_have_value("۱۱۶")
    expect(page.get_by_label("34 of 212 village clinics are gone.")).to_have_value("a number")
    expect(page.get_by_label("A name is misspelt")).to_be_checked()
    expect(page.get_by_label("Fairly sure")).to_be_checked()
    expect(page.get_by_role("textbox", name="Your text").first).to_have_value("Hearing on the detention bill")
    saved = read((lab.folder / EXERCISE).with_name("answers.json").read_bytes(), "tweet-rewriting")
    assert saved.values["hooks"] == {"count": "number"}
    assert len(saved.values["parts-order"]) == 5


def test_one_button_hands_over_one_small_file(lab: Lab, page: Page, tmp_path: Path, look: Look) -> None:
    page.goto(lab.notebook(EXERCISE))
    start(page)
    page.get_by_role("textbox", name="Code name").fill("amber-heron")
    page.get_by_role("button", name="Save my work").click()
    with page.expect_download() as handed:
        page.get_by_role("link", name="Download").click()
    look("exercise-hand-in")
    sound(page)
    assert handed.value.suggested_filename == "tweet-rewriting-amber-heron.answers.json"
    handed.value.save_as(tmp_path / "file.json")
    assert read((tmp_path / "file.json").read_bytes(), "tweet-rewriting").who == "amber-heron"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_forms_fit_a_telephone_in_light_and_dark(lab: Lab, page: Page, look: Look, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(lab.app(WORKBOOK))
    page.locator(".hta-form").last.wait_for(timeout=30_000)
    page.get_by_label("Document", exact=True).first.select_option(
        label="Closed doors: village clinics in the north · en"
    )
    page.get_by_label("Hostile: somebody is watching").first.check()
    post, card = desk(page)
    post.fill(DRAFT)
    card.wait_for()
    post.scroll_into_view_if_needed()
    look(f"telephone-{scheme}")
    fits(page, 390)


def test_a_saved_notebook_carries_the_answers_for_a_person_and_for_recovery(lab: Lab, left_open: Page) -> None:
    """Runs last: the page saves itself every twenty seconds, and was left open at the beginning."""
    path = lab.folder / LEFT_OPEN
    soon(left_open, lambda: "for her" in path.read_text("utf-8"), True, seconds=40)
    path.with_name("answers.json").unlink()
    answers, said = Store(path.parent, "hashtag-choice").open()
    assert answers.values["own-tag"] == "I left out the square, <b>for her</b> sake."
    assert "copy in the notebook" in said
    shown = json.dumps(json.loads(path.read_text("utf-8")))
    assert "&lt;b&gt;for her&lt;/b&gt;" in shown

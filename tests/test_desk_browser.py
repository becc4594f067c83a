"""Can somebody who has never used a terminal run a course: from an empty folder to feedback for 66 people?"""

import json
import os
import random
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import COURSE_FILES, ROOT, Lab
from courses import gradebook_of, scores
from playwright.sync_api import Page, expect

from toolkit.facilitator.cohort.codes import code_names
from toolkit.facilitator.grading.mentoring import ASKED

pytestmark = pytest.mark.browser
Look = Callable[[str], Path]
NAME, PEOPLE = "tweet-rewriting", 66
SCRIPT = "<script>document.title='ran'</script>"
QUESTION = "هل أذكر اسم المحامي؟"


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What 66 trainees sent, with slips, as a mail program named it, and one file that is damaged."""
    sys.path.insert(0, str(ROOT))
    from benchmarks.submissions import varied

    box, chance = tmp_path_factory.mktemp("sent"), random.Random(2026)
    model = json.loads((ROOT / "solutions" / NAME / "model-answers.json").read_text("utf-8"))
    for number, who in enumerate(code_names(PEOPLE)):
        answers = varied(model["answers"], chance)
        if number % 11 == 0:
            answers |= {ASKED: f"{QUESTION} {SCRIPT}", "what-it-cost": f"لأن أحدًا يراقب {SCRIPT}"}
        text = json.dumps({**model, "who": who, "answers": answers}, ensure_ascii=False)
        path = box / f"answers ({number}).json"
        path.write_text(text, "utf-8")
        os.utime(path, (1_800_000_000, 1_800_000_000 + number))
    (box / "photo.json").write_bytes(b'{"format": 1, "answers": {')
    return box


def open_desk(lab: Lab, page: Page) -> None:
    """Open the desk as a person does: look at the page, then press Start."""
    page.goto(lab.url("lab/tree/workbooks/facilitator.ipynb"))
    expect(page.get_by_text("| Idle")).to_be_visible(timeout=90_000)
    page.get_by_role("button", name="▶ Start").click()


def press(page: Page, name: str, says: str) -> None:
    """Press a button and wait until the page says what came of it."""
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_text(says).first).to_be_visible(timeout=90_000)


def test_a_course_is_run_without_a_terminal(facilitator_lab: Lab, page: Page, look: Look, sent: Path) -> None:
    folder = facilitator_lab.folder
    open_desk(facilitator_lab, page)
    expect(page.get_by_role("button", name="Erase for good")).to_be_visible(timeout=90_000)
    press(page, "Look", "Press “Release the exercises” below.")
    look("desk-look")

    page.get_by_label("How many people", exact=True).fill(str(PEOPLE))
    page.get_by_label("First day").fill("11.1.")
    press(page, "Make code names and cards", "Write “First day” as year, month, day")
    page.get_by_label("First day").fill("2027-01-11")
    page.get_by_label("Time zones, one in a line").fill("Africa/Tunis\nAsia/Karachi\nEurope/Minsk")
    press(page, "Make code names and cards", f"{PEOPLE} code names are made.")
    look("desk-begin")
    press(page, "Release the exercises", "exercises are released.")

    with page.expect_file_chooser() as choosing:
        page.get_by_role("button", name="Choose files").click()
    choosing.value.set_files([str(path) for path in sorted(sent.iterdir())])
    expect(page.get_by_text(f"{PEOPLE + 1} files are in the inbox.")).to_be_visible(timeout=90_000)
    press(page, "Collect", f"{PEOPLE} taken")
    look("desk-collect")
    press(page, "Grade", f"{PEOPLE} graded ({PEOPLE} new), 0 not graded.")

    page.get_by_label("Exercise", exact=True).select_option(NAME)
    press(page, "Begin reading", f"{2 * PEOPLE} to read in this exercise.")
    page.get_by_label("3 · All three", exact=False).check()
    page.get_by_label("A sentence to start from").select_option(index=1)
    look("desk-read")
    press(page, "Save, and the next one", f"{2 * PEOPLE - 1} to read in this exercise.")
    press(page, "Show the questions", "6 questions.")
    page.get_by_label("Your answer").fill("لا، اذكر الدور لا الاسم.")
    look("desk-mentor")
    press(page, "Keep this answer, and the next question", "5 questions.")
    press(page, "Make the feedback pages", f"{PEOPLE} pages are in the folder “feedback”.")
    press(page, "Make the cohort page", "It works without a network.")
    assert page.title() != "ran"
    found = Axe().run(page, context={"include": [[".hta-form"]]}).response["violations"]
    assert not [(row["id"], row["nodes"][0]["html"][:200]) for row in found if row["impact"] in ("serious", "critical")]

    with zipfile.ZipFile(folder / "feedback.zip") as archive:
        pages = {name.split("/")[0]: archive.read(name).decode() for name in archive.namelist()}
    assert set(pages) == set(code_names(PEOPLE))
    assert sum("لا، اذكر الدور لا الاسم." in text for text in pages.values()) == 1
    assert sum("Which one would you send first" in text for text in pages.values()) == 1
    assert not [who for who, text in pages.items() if SCRIPT in text or "key=" in text]


def test_the_pages_show_hostile_words_as_words(facilitator_lab: Lab, page: Page, look: Look) -> None:
    """Runs after the test above, on its course folder."""
    folder = facilitator_lab.folder
    hostile = [path for path in folder.glob(f"feedback/*/{NAME}/*.html") if "document.title" in path.read_text("utf-8")]
    if not hostile:
        pytest.skip("needs the pages of the test above")
    for path in (hostile[0], folder / "cohort.html", folder / "cards.html"):
        # Feedback is for its reader, who gets it as a file; what the desk links to opens from there.
        made_here = path.parent == folder
        page.goto(facilitator_lab.url(f"files/{path.name}") if made_here else path.as_uri())
        page.wait_for_timeout(700)
        assert page.title() not in ("", "ran")
        look(f"desk-page-{path.stem}")
    assert QUESTION not in (folder / "cohort.html").read_text("utf-8")


def test_the_commands_do_the_same(facilitator_lab: Lab, sent: Path, tmp_path: Path) -> None:
    """Runs after the tests above: the same files through the commands give the same scores and pages."""
    by_hand = facilitator_lab.folder
    if not (by_hand / "submitted").is_dir():
        pytest.skip("needs the course of the test above")
    folder = tmp_path / "course"
    folder.mkdir()
    for name in COURSE_FILES:
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, folder / name)
    for words in (["release"], ["collect", str(sent)], ["grade"], ["feedback"]):
        subprocess.run([sys.executable, "-m", "toolkit", *words], cwd=folder, check=True, capture_output=True)
    shutil.rmtree(by_hand / "feedback")
    with_hand = {key: (auto, None) for key, (auto, _) in scores(gradebook_of(by_hand)).items()}
    assert scores(gradebook_of(folder)) == with_hand
    assert len(list(folder.glob(f"feedback/*/{NAME}/*.html"))) == PEOPLE


def test_a_telephone_shows_the_desk_and_not_the_list_of_files(facilitator_lab: Lab, page: Page, look: Look) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(facilitator_lab.url("lab/tree/workbooks/facilitator.ipynb"))
    title = page.get_by_role("heading", name="The facilitator's desk")
    expect(title).to_be_visible(timeout=90_000)
    page.wait_for_function("document.querySelector('.jp-NotebookPanel').getBoundingClientRect().width > 340")
    look("desk-390")


def test_the_cohort_is_erased_with_one_button(facilitator_lab: Lab, page: Page, look: Look) -> None:
    """Runs last, on the same course folder."""
    folder = facilitator_lab.folder
    if not (folder / "submitted").is_dir():
        pytest.skip("needs the course of the test above")
    open_desk(facilitator_lab, page)
    people = page.get_by_label("To erase, write how many people there are")
    people.fill("65")
    press(page, "Erase for good", "You said 65, so nothing was erased.")
    people.fill(str(PEOPLE))
    press(page, "Erase for good", f"{PEOPLE} people erased")
    look("desk-erased")
    assert not (folder / "submitted").exists() and not (folder / "feedback.zip").exists()
    assert not scores(gradebook_of(folder))
    code = code_names(PEOPLE)[7].encode()
    assert not [path for path in folder.rglob("*") if path.is_file() and code in path.read_bytes()]

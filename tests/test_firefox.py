"""Does the course work in Firefox: each kind of page once, from the first page to the feedback?"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Lab
from firefox import Firefox, running, until

from toolkit.answers import read

pytestmark = pytest.mark.browser
NAME = "tweet-rewriting"
EXERCISE = f"exercises/{NAME}/{NAME}.ipynb"
WORDS = "The square, for her sake. لأن أحدًا يراقب"
# The one button of a page waits for the kernel, and for a page that somebody looks at.
READY = """(() => {
  const start = document.querySelector('[data-jp-item-name="start"] jp-button')
  return !start.disabled && getComputedStyle(start).pointerEvents !== "none"
})()"""


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """One Firefox for the whole file."""
    with running(tmp_path_factory.mktemp("firefox")) as window:
        yield window


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the file lies that a trainee makes and a facilitator reads."""
    return tmp_path_factory.mktemp("sent")


@pytest.fixture(autouse=True)
def never_asked(firefox: Firefox) -> Iterator[None]:
    """Whoever leaves a page is not asked whether they mean it."""
    yield
    firefox.go("about:blank")
    assert firefox.asked() == []


def begin(firefox: Firefox) -> None:
    """Press the one button of a page, and wait until all forms are there."""
    firefox.soon(READY)
    firefox.click(firefox.find('[data-jp-item-name="start"] jp-button'))
    firefox.find(".jp-OutputArea .jupyter-widgets")
    firefox.find('.jp-Notebook-ExecutionIndicator[data-status="idle"]')


def open_page(firefox: Firefox, url: str) -> None:
    firefox.go(url)
    begin(firefox)


def press(firefox: Firefox, name: str, says: str) -> None:
    """Press a button, and wait until the page says what came of it."""
    firefox.click(firefox.find("button", name))
    firefox.says(".hta-form", says)


def test_start_here_leads_to_a_session_that_answers_and_draws(firefox: Firefox, lab: Lab) -> None:
    open_page(firefox, lab.notebook("workbooks/start-here.ipynb"))
    firefox.says(".hta-way > li", "you are here")
    firefox.look("start-here")
    firefox.click(firefox.find(".hta-way a[href$='hashtag-choice.ipynb']"))
    firefox.soon("location.pathname.endsWith('/workbooks/hashtag-choice.ipynb')")
    begin(firefox)
    firefox.type(firefox.find("input", "Read a tag"), "#clinic")
    firefox.says(".hta-finding", "Nobody in these eight weeks used #1104v1900#clinic.")
    firefox.look("workbook")
    picture = firefox.find(".js-plotly-plot .main-svg")
    firefox.look("explorer", picture)  # which makes the window narrow and wide again
    assert firefox.on(picture, "one => one.getBoundingClientRect().height") == 360


def test_an_exercise_keeps_what_was_typed_and_hands_it_over(firefox: Firefox, lab: Lab, sent: Path) -> None:
    open_page(firefox, lab.notebook(EXERCISE))
    firefox.type(firefox.find("textarea", "Your answer"), WORDS)
    kept = (lab.folder / EXERCISE).with_name("answers.json")
    until(lambda: kept.exists() and WORDS in kept.read_text("utf-8"), "it is saved")
    firefox.go("about:blank")
    open_page(firefox, lab.notebook(EXERCISE))
    answer = firefox.find("textarea", "Your answer")
    assert firefox.on(answer, "one => one.value") == WORDS
    firefox.look("exercise")
    firefox.type(firefox.find("input", "Code name"), "amber-heron")
    firefox.click(firefox.find("button", "Save my work"))
    firefox.click(firefox.find("a[download]"))
    file = firefox.downloaded()
    assert file.name == f"{NAME}-amber-heron.answers.json"
    answers = read(file.read_bytes(), NAME)
    assert (answers.who, answers.values["what-it-cost"]) == ("amber-heron", WORDS)
    file.rename(sent / file.name)


def test_a_gate_asks(firefox: Firefox, lab: Lab) -> None:
    open_page(firefox, lab.notebook("workbooks/gate-crawl.ipynb"))
    press(firefox, "Begin", "Question 1 of 8")
    firefox.look("gate")


def test_the_words_stand_on_cards(firefox: Firefox, lab: Lab) -> None:
    open_page(firefox, lab.notebook("workbooks/words.ipynb"))
    press(firefox, "Turn the card", "I knew it")
    firefox.look("words")


def test_a_workbook_is_an_app(firefox: Firefox, lab: Lab) -> None:
    firefox.go(lab.app(f"workbooks/{NAME}.ipynb"))
    firefox.type(firefox.find("textarea", "Your post"), "Meet us on Friday 24 April at 18:00, Brenna Square.")
    firefox.says(".hta-desk .hta-finding", "Brenna Square”")
    firefox.look("app")


def test_a_facilitator_collects_what_arrived(firefox: Firefox, facilitator_lab: Lab, sent: Path) -> None:
    """Takes the file that a trainee made above."""
    (file,) = sent.iterdir()
    open_page(firefox, facilitator_lab.url("lab/tree/workbooks/facilitator.ipynb"))
    firefox.choose(firefox.find(".hta-form .widget-upload"), file)
    firefox.says(".hta-form", "1 files are in the inbox.")
    press(firefox, "Collect", "1 taken")
    firefox.look("desk")
    # Here the question stays: a facilitator may change a notebook by hand. And so we know that we would hear it.
    cells = firefox.js("document.querySelectorAll('.jp-Notebook-cell').length")
    firefox.type(firefox.find(".jp-MarkdownCell"), "b")
    firefox.soon(f"document.querySelectorAll('.jp-Notebook-cell').length === {cells + 1}")
    firefox.go("about:blank")
    assert firefox.asked() == ["beforeunload"]


@pytest.fixture(scope="module")
def graded(facilitator_lab: Lab) -> Path:
    """The course folder after grading what was collected above; other tests press the buttons for it."""
    from toolkit.facilitator.grading.batch import grade_with
    from toolkit.facilitator.grading.feedback import feedback
    from toolkit.facilitator.grading.release import release

    folder = facilitator_lab.folder
    assert release(folder, NAME) == []
    assert [line.who for line in grade_with(None, folder, NAME)] == ["amber-heron"]
    assert [page.who for page in feedback(folder, NAME)] == ["amber-heron"]
    return folder


@pytest.mark.usefixtures("graded")
def test_the_formgrader_shows_the_answer(firefox: Firefox, facilitator_lab: Lab) -> None:
    firefox.go(facilitator_lab.url("formgrader"))
    firefox.says("td", NAME)
    firefox.look("formgrader")
    firefox.go(f"{facilitator_lab.base}/formgrader/gradebook/{NAME}/{NAME}")
    firefox.click(firefox.find("td a", "Submission #1"))
    firefox.says(".hta-answer", WORDS)
    firefox.look("formgrader-answer")


def test_a_feedback_page_is_a_file_that_opens(firefox: Firefox, graded: Path) -> None:
    firefox.go((graded / "feedback" / "amber-heron" / NAME / f"{NAME}.html").as_uri())
    firefox.says(".hta-answer", WORDS)
    firefox.look("feedback")

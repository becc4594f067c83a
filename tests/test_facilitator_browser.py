"""Does the course work for a facilitator: collect, grade, read in the formgrader, score by hand, give feedback?"""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from browser import ROOT, Lab, start
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Look = Callable[[str], Path]
NAME = "tweet-rewriting"
HOSTILE = "٢٣ يومًا <script>document.title='ran'</script> ولم يُسمح لستة صحفيين محتجزين بلقاء محامٍ. #حق_الدفاع"


def toolkit(folder: Path, *words: str) -> str:
    """Run one of our commands in a course folder, as a facilitator does."""
    done = subprocess.run([sys.executable, "-m", "toolkit", *words], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_submission_travels_from_the_form_to_the_feedback_page(
    lab: Lab, facilitator_lab: Lab, page: Page, look: Look, tmp_path: Path
) -> None:
    folder = facilitator_lab.folder
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    # A trainee writes and hands in ...
    page.goto(lab.notebook(f"exercises/{NAME}/{NAME}.ipynb"))
    start(page)
    page.get_by_label("Your number (characters)").fill("116")
    page.get_by_label("Write about").select_option(index=2)
    page.get_by_role("textbox", name="Your text").nth(1).fill(HOSTILE)
    page.get_by_role("textbox", name="Your answer").first.fill("تركت المكان والساعة لأن أحدًا يراقب.")
    page.get_by_role("textbox", name="Code name").fill("amber-heron")
    page.get_by_role("button", name="Save my work").click()
    with page.expect_download() as handed:
        page.get_by_role("link", name="Download").click()
    handed.value.save_as(inbox / "answers (1).json.txt")
    # ... beside somebody whose answers are all right, and somebody whose file is damaged.
    model = json.loads((ROOT / "solutions" / NAME / "model-answers.json").read_text("utf-8"))
    (inbox / "b.json").write_text(json.dumps({**model, "who": "quiet-otter"}), "utf-8")
    (inbox / "c.json").write_text('{"format": 1, "answers": {', "utf-8")

    assert "is released" in toolkit(folder, "release", NAME)
    assert "2 taken, 0 same, 0 doubtful, 1 refused" in toolkit(folder, "collect", str(inbox))
    report = toolkit(folder, "grade")
    assert "quiet-otter              44 of 50" in report
    assert "2 graded (2 new), 0 not graded." in report

    page.goto(facilitator_lab.url("formgrader"))
    expect(page.get_by_role("link", name=NAME).first).to_be_visible()
    look("formgrader-assignments")
    page.goto(f"{facilitator_lab.base}/formgrader/gradebook/{NAME}/{NAME}")
    submissions = page.locator("td a", has_text="Submission #")
    expect(submissions).to_have_count(2)
    addresses = submissions.evaluate_all("links => links.map(link => link.href)")
    for address in addresses:
        page.goto(address)
        if page.get_by_text("تركت المكان والساعة").count():
            break
    # What else somebody handed in lies beside the notebook, and is served to nobody.
    (folder / "autograded" / "amber-heron" / NAME / "page.html").write_text(HOSTILE, "utf-8")
    for beside in ("page.html", "answers.json", f"{NAME}.ipynb"):
        assert page.request.get(f"{page.url.rstrip('/')}/{beside}").status == 404, beside
    answer = page.locator(".hta-answer", has_text="٢٣ يومًا")
    expect(answer).to_contain_text("<script>document.title='ran'</script>")
    assert page.title() != "ran"
    expect(answer).to_have_css("unicode-bidi", "plaintext")
    answer.scroll_into_view_if_needed()
    look("formgrader-arabic")

    scored = page.locator("#judge-reflection")
    scored.scroll_into_view_if_needed()
    scored.fill("2")
    page.locator("#judge-reflection-comment").fill("Whom did you think of?")
    page.keyboard.press("Tab")
    expect(page.locator(".comment-saved:visible, .score-saved:visible").first).to_be_visible()
    look("formgrader-scored")

    # Grading again keeps what a person gave.
    toolkit(folder, "grade", "--force")
    toolkit(folder, "feedback")
    made = folder / "feedback" / "amber-heron" / NAME / f"{NAME}.html"
    text = made.read_text("utf-8")
    assert "Whom did you think of?" in text
    assert "2 of 3 points" in text
    assert "HIDDEN TESTS" not in text and "key=" not in text
    assert "<script>document" not in text
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    assert page.request.get(facilitator_lab.url(f"files/feedback/amber-heron/{NAME}/{NAME}.html")).status == 404
    page.goto(made.as_uri())
    expect(page.locator(".hta-finding").first).to_be_visible()
    look("feedback")
    page.locator(".hta-answer", has_text="٢٣ يومًا").scroll_into_view_if_needed()
    look("feedback-arabic")
    assert asked == [made.as_uri()]


def test_the_grade_button_of_the_formgrader_grades_like_our_command(facilitator_lab: Lab, page: Page) -> None:
    """Runs after the test above, on its course folder."""
    folder = facilitator_lab.folder
    if not (folder / "submitted" / "quiet-otter").is_dir():
        pytest.skip("needs the submissions of the test above")
    page.goto(facilitator_lab.url("formgrader"))
    page.goto(f"{facilitator_lab.base}/formgrader/manage_submissions/{NAME}")
    row = page.locator("tr", has_text="quiet-otter")
    expect(row).to_contain_text("44")
    row.locator(".autograde a").click()
    expect(page.locator(".modal-title", has_text="Success")).to_be_visible(timeout=30_000)
    expect(row).to_contain_text("44")

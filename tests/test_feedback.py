"""Does everybody get back what was seen of their answers, with its why, in their own script, and never a key?"""

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from courses import ASSIGNMENT, ROOT, gradebook_of, make_course
from nbgrader.api import Gradebook

from toolkit.facilitator.grading.batch import grade_with
from toolkit.facilitator.grading.feedback import feedback
from toolkit.facilitator.grading.judging import Judged, comments, judge, judged
from toolkit.facilitator.grading.key_steps import read_solution
from toolkit.facilitator.grading.mentoring import ANSWERS, Asked, answer, queue
from toolkit.facilitator.grading.release import assignments
from toolkit.facilitator.grading.rubrics import rubrics, with_comments
from toolkit.sessions.room import questions

pytestmark = pytest.mark.nbgrader
HOSTILE = "٢٣ يومًا <script>document.title='ran'</script><img src=x onerror=alert(1)>"
ASKED = "هل أذكر المحامي؟ <b>bold</b>"
COMMENT = "Whom did you think of? <script>1</script>"


class Tags(HTMLParser):
    """Notes every tag with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with model answers, a hostile submission with a question, and somebody who sent nothing."""
    folder = make_course(tmp_path_factory.mktemp("feedback"))
    model = json.loads((ROOT / "solutions" / ASSIGNMENT / "model-answers.json").read_text("utf-8"))
    given = {
        "quiet-otter": model["answers"],
        "amber-heron": {**model["answers"], "what-it-cost": HOSTILE, "room-left": "12", "to-my-mentor": ASKED},
        "late-linden": {"now-280": {"document": "marenia/clinics.en", "text": "SHARE NOW!!! Clinics."}},
    }
    for who, answers in given.items():
        place = folder / "submitted" / who / ASSIGNMENT
        place.mkdir(parents=True)
        place.joinpath("answers.json").write_text(json.dumps({**model, "who": who, "answers": answers}), "utf-8")
    assert all(line.points is not None for line in grade_with(None, folder, ASSIGNMENT))
    with Gradebook(gradebook_of(folder)) as gradebook:
        judge(gradebook, ASSIGNMENT, Judged("amber-heron", "judge-reflection", 2.0, COMMENT))
    answer(folder, "amber-heron", ASSIGNMENT, "لا، اذكر الدور لا الاسم.")
    return folder


@pytest.fixture(scope="module")
def pages(course: Path) -> dict[str, str]:
    return {page.who: page.path.read_text("utf-8") for page in feedback(course, ASSIGNMENT) if page.path}


def test_everybody_who_handed_in_gets_a_page(pages: dict[str, str]) -> None:
    assert set(pages) == {"quiet-otter", "amber-heron", "late-linden"}


def test_the_page_says_points_findings_and_what_people_said(pages: dict[str, str]) -> None:
    page = pages["amber-heron"]
    assert "44 of 50 points" in page  # 42 of the automatic 44, and 2 by hand
    assert "2 of 3 points" in page
    assert "Whom did you think of? &lt;script&gt;" in page
    assert "لا، اذكر الدور لا الاسم." in page
    assert "A person has still to read what brings the other 3." in page
    assert "Why:" in pages["late-linden"] and "There is no link yet" in pages["late-linden"]
    assert "Where to look first" in page
    assert 'href="#points-room-left"' in page and 'id="points-room-left"' in page


def test_the_page_runs_nothing_and_asks_nobody(pages: dict[str, str]) -> None:
    for page in pages.values():
        tags = Tags(page)
        assert {tag for tag, _ in tags.seen} <= {
            *("html", "head", "meta", "title", "style", "body", "div", "span", "section", "h1", "h2", "h3", "a"),
            *("ul", "li", "strong", "table", "caption", "thead", "tbody", "tr", "th", "td"),
        }
        assert all(href.startswith("#") for tag, given in tags.seen if tag == "a" and (href := given["href"] or ""))
        assert not [name for _, given in tags.seen for name in given if name.startswith("on") or name == "src"]
        assert "url(" not in page and "@import" not in page
        assert "default-src 'none'" in page


def test_the_page_never_holds_a_key(pages: dict[str, str]) -> None:
    for page in pages.values():
        assert "HIDDEN TESTS" not in page and "key=" not in page and "MARK SCHEME" not in page
    assert "116" not in pages["late-linden"]
    assert "116" not in pages["amber-heron"]


def test_language_and_direction_are_set(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOOLKIT_LANGUAGE", "ar")
    page = next(made.path.read_text("utf-8") for made in feedback(course, ASSIGNMENT) if made.path)
    assert '<html lang="ar" dir="rtl">' in page


def test_who_handed_in_again_waits_for_the_next_grading(course: Path) -> None:
    path = course / "submitted" / "quiet-otter" / ASSIGNMENT / "answers.json"
    kept = path.read_bytes()
    try:
        content = json.loads(kept)
        content["answers"]["room-left"] = "7"
        path.write_text(json.dumps(content), "utf-8")
        line = next(made for made in feedback(course, ASSIGNMENT) if made.who == "quiet-otter")
        assert line.path is None and "Grade first" in line.why
    finally:
        path.write_bytes(kept)


def test_an_answer_that_a_person_gave_is_in_the_gradebook(course: Path) -> None:
    with Gradebook(gradebook_of(course)) as gradebook:
        rows = {(row.who, row.cell): row for row in judged(gradebook, ASSIGNMENT)}
        assert rows["amber-heron", "judge-reflection"] == Judged("amber-heron", "judge-reflection", 2.0, COMMENT)
        assert rows["quiet-otter", "judge-reflection"].score is None
        assert len(rows) == 6
        assert comments(gradebook, ASSIGNMENT) == {("amber-heron", "judge-reflection"): COMMENT}


def test_questions_to_the_mentor_queue_with_the_unanswered_first(course: Path) -> None:
    assert queue(course) == [Asked("amber-heron", ASSIGNMENT, ASKED, "لا، اذكر الدور لا الاسم.")]
    kept = (course / ANSWERS).read_bytes()
    try:
        answer(course, "amber-heron", ASSIGNMENT, " ")
        assert queue(course)[0].answer == ""
        (course / ANSWERS).write_text("{", "utf-8")
        with pytest.raises(LookupError, match="cannot be read"):
            queue(course)
    finally:
        (course / ANSWERS).write_bytes(kept)


@pytest.mark.parametrize("assignment", assignments(ROOT))
def test_every_row_of_every_rubric_has_a_sentence_to_start_from(assignment: str) -> None:
    cells = read_solution(ROOT, assignment)["cells"]
    found = rubrics(assignment, cells)
    assert found
    for rubric in found:
        assert [row.points for row in rubric.rows] == [3, 2, 1, 0]
        assert all(row.comments and row.words for row in rubric.rows), rubric.cell
        assert set(rubric.asked) <= set(questions(assignment)) and rubric.asked
        cell = next(one for one in cells if one["metadata"].get("nbgrader", {}).get("grade_id") == rubric.cell)
        shown = with_comments(assignment, cell["source"], cell)
        assert shown.count("\n- **") == 8
        assert shown.index("To start a comment from") < shown.index("END MARK SCHEME")

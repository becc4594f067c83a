"""Make the feedback of a cohort: a page for everybody whose submission is graded, where nbgrader looks for it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from toolkit.facilitator.grading.batch import handed_in
from toolkit.facilitator.grading.cells import rebuild, run
from toolkit.facilitator.grading.course import open_course
from toolkit.facilitator.grading.feedback_page import Feedback, feedback_html
from toolkit.facilitator.grading.gradebook import open_gradebook
from toolkit.facilitator.grading.judging import comments
from toolkit.facilitator.grading.mentoring import Said, answered
from toolkit.facilitator.grading.records import Record, records
from toolkit.facilitator.grading.single import Desk, is_up_to_date, open_desk, own_place
from toolkit.facilitator.grading.submitted import CHANGED, read_submission
from toolkit.facilitator.plain_files import NotPlain
from toolkit.faults import Stopped, ground, in_words
from toolkit.privacy import write


@dataclass(frozen=True)
class Page:
    """One line of the report: whose page was made and where, or why it was not."""

    who: str
    path: Path | None
    why: str = ""


@dataclass(frozen=True)
class _Said:
    """What is known of an assignment's submissions beside their answers, by code name."""

    records: Mapping[str, Record]
    comments: Mapping[tuple[str, str], str]
    mentor: Said


def feedback(folder: Path, assignment: str) -> Iterator[Page]:
    """Write `feedback/<code name>/<assignment>/<assignment>.html` for every graded submission; yields a line for each.

    A submission that came after the grading waits for the next one. Raises LookupError if the assignment was not
    released.
    """
    course, _ = open_course(folder)
    with open_gradebook(course) as gradebook:
        desk = open_desk(course, gradebook, assignment)
        said = _Said(
            {one.who: one for one in records(gradebook) if one.assignment == assignment},
            comments(gradebook, assignment),
            answered(folder),
        )
        for who in handed_in(course, assignment):
            yield _guarded(desk, who, said)


def _guarded(desk: Desk, who: str, said: _Said) -> Page:
    try:
        return _page(desk, who, said)
    except NotPlain as problem:
        return Page(who, None, str(problem))
    except Exception as problem:  # one page must never keep the others from their readers
        if words := ground(problem):  # unless it would keep them, too
            raise Stopped(words) from None
        return Page(who, None, f"This page could not be made. {in_words(problem)}")


def _page(desk: Desk, who: str, said: _Said) -> Page:
    submitted = read_submission(desk.folder(who), desk.assignment, desk.released)
    seen = said.records.get(who)
    if seen is None or not is_up_to_date(desk, who, submitted):
        return Page(who, None, "Not graded yet, or handed in again since. Grade first.")
    ran = run(rebuild(desk.released, desk.sources, submitted), submitted)
    given = Feedback(
        who=who,
        assignment=desk.assignment,
        answers=submitted.answers,
        ran=ran,
        scores={cell: seen.items[cell][0] if cell in seen.items else None for cell in ran.maxima},
        comments={cell: text for (one, cell), text in said.comments.items() if one == who},
        mentor=said.mentor.get((who, desk.assignment), ""),
        # Cells that differ are the facilitator's business: after a correction everybody's do.
        notes=tuple(note for note in submitted.notes if note != CHANGED),
    )
    root = Path(desk.course.format_path(desk.course.feedback_directory, who, desk.assignment))
    own_place(root)
    return Page(who, _write(root / f"{desk.assignment}.html", feedback_html(given)))


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return write(path, text.encode("utf-8", "replace"))

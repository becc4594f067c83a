"""What the doctor looks at in a course: its configuration, and its gradebook as a whole."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, make_url, text

from toolkit.facilitator.doctor.lines import GOOD, MISSING, RISK, Line
from toolkit.facilitator.doctor.opening import address, reading
from toolkit.facilitator.erasing.rows import sqlite_file
from toolkit.facilitator.grading.course import CONFIG, open_course
from toolkit.facilitator.grading.gradebook import FOLDER, NOT_USABLE, kind_of
from toolkit.facilitator.grading.nbgrader_steps import GradeAnswers, Rebuild
from toolkit.facilitator.grading.release import assignments
from toolkit.faults import Stopped, in_words


def course(folder: Path) -> Iterator[Line]:
    """Look whether the folder is a course, and whether it is graded as ours are."""
    if not folder.is_dir():
        yield Line(
            "Course", MISSING, f"There is no folder {folder}.", "Go to the course’s folder, or name it with --course."
        )
        return
    try:
        here, config = open_course(folder)
    except LookupError as problem:
        if (folder / CONFIG).is_file():
            yield Line("Course", MISSING, str(problem), f"Correct {CONFIG}, or put the course’s own back.")
            return
        said = f"{folder.resolve()} is not a course: there is no nbgrader_config.py in it."
        do = "Go to the folder of the course (the one with solutions/ in it), or name it with --course."
        yield Line("Course", MISSING, said, do)
        return
    yield Line("Course", GOOD, f"{here.course_id or 'A course without a name'}, in {folder.resolve()}.")
    steps = [*config.Autograde.get("sanitize_preprocessors", ()), *config.Autograde.get("autograde_preprocessors", ())]
    if Rebuild not in steps or GradeAnswers not in steps:
        said = "nbgrader’s own grading is set: it would run what trainees send, on this computer."
        yield Line("Course", RISK, said, "Put the course’s own nbgrader_config.py back.")
    if config.HTMLExporter.get("sanitize_html") is not True:
        said = "Pages of trainees’ words are not cleaned: a script in an answer would run in your browser."
        yield Line("Course", RISK, said, "Put the course’s own nbgrader_config.py back.")


def gradebook(folder: Path) -> Iterator[Line]:
    """Look whether the gradebook can be reached, and whether it is of nbgrader's present kind."""
    url = address(folder)
    if url is None:
        return
    named, file = make_url(url).render_as_string(hide_password=True), sqlite_file(url)
    try:
        if file is not None and not file.exists():
            said = f"There is none yet ({file}); releasing an exercise makes it."
            yield Line("Gradebook", MISSING, said, _release(folder))
            return
        if file is not None and file.is_dir():
            raise Stopped(FOLDER.format(place=file.name))
        with reading(url) as book:
            yield from _about_schema(book, named)
    except Exception as problem:
        yield Line("Gradebook", MISSING, f"{named} cannot be used.", in_words(problem))


def _about_schema(book: Connection, named: str) -> Iterator[Line]:
    kind = kind_of(book)
    if kind == "empty":
        yield Line("Gradebook", MISSING, f"{named} is empty.", "Run: toolkit release")
    elif kind == "half":
        yield Line("Gradebook", MISSING, f"{named} is only half made.", "Run: toolkit release")
    elif kind in NOT_USABLE:
        yield Line("Gradebook", MISSING, f"{named} cannot be used.", NOT_USABLE[kind].format(place=_name(named)))
    else:
        people = book.execute(text("select count(*) from student")).scalar()
        yield Line("Gradebook", GOOD, f"{named}, {people} code names.")


def _name(named: str) -> str:
    """Name a file by its last part, a database on a server by its address."""
    return named.split("/")[-1].split("?")[0] if named.startswith("sqlite") else named


def _release(folder: Path) -> str:
    names = assignments(folder)
    return f"Run: toolkit release {names[0]}" if len(names) == 1 else "Run: toolkit release"

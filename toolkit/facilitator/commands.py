"""What the commands of a facilitator do; each returns 0 when there is nothing to look after."""

import argparse
from datetime import date
from pathlib import Path

from toolkit.posts.words import printable


def exercises(options: argparse.Namespace) -> int:
    """Make exercises/ from solutions/."""
    from toolkit.facilitator.grading.release import make_exercises

    faults = make_exercises(options.course)
    print("\n".join(faults) or "The exercises are up to date.")
    return 1 if faults else 0


def notebooks(options: argparse.Namespace) -> int:
    """Make the notebooks of what is written, once that is sure; without it, only tell which are not as it is."""
    from toolkit.facilitator.notebooks.making import make_notebooks

    stale = make_notebooks(options.course, options.sure)
    for path in stale:
        _tell(f"{path} is made anew." if options.sure else f"{path} is not as it is written.")
    if stale and not options.sure:
        print("To make them anew, and lose what was changed in them by hand, run: toolkit notebooks --sure")
    elif not stale:
        print("All notebooks are as they are written.")
    return 1 if stale and not options.sure else 0


def collect(options: argparse.Namespace) -> int:
    """Sort what arrived into submitted/, and say a line on every file."""
    from toolkit.facilitator.collecting import collect as collecting
    from toolkit.facilitator.collecting.report import write_report

    lines, cohort = [], collecting.code_names(options.course)
    for line in collecting.collect(options.sources, options.course / "submitted", options.course / "exercises", cohort):
        lines.append(line)
        _tell(f"{line.state:9} {line.file}  {line.who}  {line.assignment}  {line.why}")
    try:
        if options.report:
            write_report(lines, options.report, with_files=not options.without_files)
    except OSError as problem:
        raise LookupError(f"The list could not be written into {options.report} ({problem.strerror}).") from None
    count = {state: sum(line.state == state for line in lines) for state in ("taken", "same", "doubtful", "refused")}
    print(", ".join(f"{number} {state}" for state, number in count.items()))
    return 1 if any(line.unwritten for line in lines) else 0


def choose(options: argparse.Namespace) -> int:
    """List what came from two computers under one code name; or let one of them count."""
    from toolkit.facilitator.collecting.hands import choose as let_count
    from toolkit.facilitator.collecting.hands import clashes

    submitted = options.course / "submitted"
    if options.hand:
        _tell(let_count(submitted, options.who, options.exercise, options.hand))
        return 0
    found = clashes(submitted)
    for one in found:
        _tell(f"{one.who}  {one.assignment}  counts now: {one.counts.name} ({one.counts.answered} answers)")
        for hand in one.waits:
            sent = f"sent {hand.sent:%Y-%m-%d %H:%M} UTC" if hand.sent else "without a date"
            _tell(f"    waits: {hand.name} ({hand.answered} answers, {hand.differs} differ, {sent})")
    print("To choose, run: toolkit choose CODE-NAME EXERCISE HAND" if found else "Nothing waits for a choice.")
    return 1 if found else 0


def release(options: argparse.Namespace) -> int:
    """Make exercises and put their keys into the gradebook."""
    from toolkit.facilitator.grading import release as releasing
    from toolkit.facilitator.notebooks.making import parted

    faults = []
    for assignment in [options.assignment] if options.assignment else releasing.assignments(options.course):
        found = releasing.release(options.course, assignment)
        faults += found
        print(f"“{assignment}” is not released." if found else f"“{assignment}” is released.")
        for sentence in parted(options.course, assignment):
            _tell(sentence)
    print("\n".join(faults), end="\n" if faults else "")
    for sentence in releasing.strangers(options.course):
        _tell(sentence)
    return 1 if faults else 0


def grade(options: argparse.Namespace) -> int:
    """Grade what is there, and say a line on every submission."""
    from toolkit.facilitator.grading.batch import grade_with, handed_in, helpers
    from toolkit.facilitator.grading.course import open_course

    course, _ = open_course(options.course)
    meant = {assignment: len(handed_in(course, assignment)) for assignment in _meant(options, "submitted")}
    done = new = missed = 0
    with helpers(sum(meant.values()), options.workers, options.scheduler) as helping:
        for assignment in meant:
            for line in grade_with(helping, options.course, assignment, options.force):
                done, new, missed = done + 1, new + line.new, missed + (line.points is None)
                points = "not graded" if line.points is None else f"{line.points:g} of {line.maximum:g}"
                _tell(f"{done}/{sum(meant.values())}  {assignment}  {line.who:24} {points}  {' '.join(line.notes)}")
    print(f"{done - missed} graded ({new - missed} new), {missed} not graded.")
    return 1 if missed else 0


def _meant(options: argparse.Namespace, folder: str) -> list[str]:
    """List the assignment that was named; or those of which something has arrived; or else all of them."""
    from toolkit.facilitator.grading.release import assignments

    if options.assignment:
        return [str(options.assignment)]
    known = assignments(options.course)
    return [one for one in known if list(options.course.glob(f"{folder}/*/{one}"))] or known


def _tell(line: str) -> None:
    """Print a line in which names of files and people stand: they must not steer the terminal, nor write lines."""
    print(printable(" ".join(line.splitlines()).rstrip()))


def feedback(options: argparse.Namespace) -> int:
    """Make the feedback pages."""
    from toolkit.facilitator.grading.feedback import feedback as pages

    made = missed = 0
    for assignment in _meant(options, "autograded"):
        for page in pages(options.course, assignment):
            made, missed = made + bool(page.path), missed + (page.path is None)
            if page.path is None:
                _tell(f"{assignment}  {page.who:24} {page.why}")
    if not made and not missed:
        raise LookupError("Nothing is graded yet. Run: toolkit grade")
    print(f"{made} pages are in {options.course / 'feedback'}, {missed} were not made.")
    return 1 if missed else 0


def cohort(options: argparse.Namespace) -> int:
    """Make code names and cards, if their number is given; then the page that says where the cohort stands."""
    from toolkit.facilitator.cohort.overview import CARDS, begin, move, write_page
    from toolkit.facilitator.cohort.weeks import checked

    if options.people or options.move:
        if options.people:
            made = begin(options.course, options.people, options.starts or date.today())
        if options.move:
            made = move(options.course, options.move[0], _day(options.move[1]))
        print(f"{len(made.members)} code names; the cards are in {options.course / CARDS}.")
        for week in made.weeks:
            print(f"  {week.name:6} {week.first} to {week.last}  {', '.join(week.sessions)}")
        for sentence in checked(made.weeks, date.today()):
            _tell(sentence)
        return 0
    print(f"The page is {write_page(options.course, options.names)}.")
    return 0


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise LookupError(f"Write the day as year, month, day: 2027-01-25, not “{typed[:20]}”.") from None


def export(options: argparse.Namespace) -> int:
    """Write a table of points that a learning platform imports."""
    from toolkit.facilitator.grading.lms import export as table

    print(f"{table(options.course, options.path)} code names are in {options.path}.")
    return 0


def purge(options: argparse.Namespace) -> int:
    """Erase a cohort, once its number is said; without it, only tell what there is."""
    from toolkit.facilitator.erasing.purge import purge as erase

    done = erase(options.course, dry=options.sure is None, sure=options.sure)
    for sentence in done.sentences:
        _tell(sentence)
    if done.dry:
        print(f"Nothing was erased yet. To erase, run: toolkit purge --sure {done.people}")
    return 0 if done.clean or (done.dry and not done.left) else 1


def doctor(options: argparse.Namespace) -> int:
    """Say what is set, what is missing and what to do next."""
    from toolkit.facilitator.doctor.examination import doctor as examine
    from toolkit.facilitator.doctor.examination import sentences

    lines = examine(options.course)
    print("\n".join(sentences(lines)))
    return 1 if any(line.state in ("missing", "risk") for line in lines) else 0


def bundle(options: argparse.Namespace) -> int:
    """Make the ZIP for trainees."""
    from toolkit.facilitator.bundling.bundle import NAME
    from toolkit.facilitator.bundling.bundle import bundle as pack

    made = pack(options.course, options.target or Path(f"{NAME}.zip"))
    print(f"{made.path}: {len(made.files)} files, {made.size / 1024:,.0f} KB, no key in it.")
    for name in made.left_out:
        _tell(f"{name} is not in it: it is no page of the course.")
    return 0


def handout(options: argparse.Namespace) -> int:
    """Lay out a course on a server: what trainees get, and what a facilitator gets."""
    from toolkit.facilitator.bundling.server import HANDOUT, OWN, lay_out

    laid = lay_out(options.course, options.place)
    print(f"{len(laid.handed_out)} workbooks are handed out from {options.place / HANDOUT}.")
    for part in laid.made:
        print(f"{options.place / OWN / part} is made.")
    for name in laid.left_out:
        _tell(f"{name} is not handed out: it is no page of the course.")
    for name in laid.taken_out:
        _tell(f"{name} lay in the hand-out, where everybody could read it. It is gone there.")
    if laid.taken_out:
        print("Whoever came in while it lay there has a copy in their own folder: tell them.")
    return 0

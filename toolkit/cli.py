"""The commands of the course: `toolkit start | facilitate | exercises | collect | grade | feedback`."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from toolkit.words import printable


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns 0 when there is nothing to look after."""
    # Jupyter's notebook schema asks for no internationalised address, but the library that would check one takes more
    # than a second to load. Not to be had, it is left out (jsonschema/_format.py).
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    given = list(sys.argv[1:] if argv is None else argv)
    if given and given[0] in ("start", "facilitate"):
        from toolkit import start

        return start.main({"start": "trainee", "facilitate": "facilitator"}[given[0]], given[1:])
    options = _parser().parse_args(given)
    try:
        return int(options.run(options))
    except LookupError as problem:
        print(problem.args[0], file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="toolkit", description="From Hashtag to Action")
    parser.add_argument("--course", type=Path, default=Path.cwd(), help="the course folder (default: here)")
    commands = parser.add_subparsers(required=True, metavar="command")
    commands.add_parser("start", help="open the course as a trainee")
    commands.add_parser("facilitate", help="open the course as a facilitator")
    _command(commands, "exercises", _exercises, "make exercises/ from solutions/")
    releasing = _command(commands, "release", _release, "make an exercise and put its key into the gradebook")
    releasing.add_argument("assignment", nargs="?", help="one exercise only")
    gather = _command(commands, "collect", _collect, "sort what arrived into submitted/")
    gather.add_argument("sources", type=Path, nargs="+", help="folders, ZIPs or files with answers, however named")
    gather.add_argument("--report", type=Path, help="write the list as a table (CSV) into this file as well")
    gather.add_argument("--without-files", action="store_true", help="leave the names of files out of that table")
    marking = _command(commands, "grade", _grade, "grade all submissions")
    marking.add_argument("assignment", nargs="?", help="one exercise only")
    marking.add_argument("--force", action="store_true", help="grade again what is graded already")
    marking.add_argument("--workers", type=int, help="processes that share the work (default: as many as are worth it)")
    marking.add_argument("--scheduler", default="", help="address of a Dask cluster that does it, such as tcp://...")
    answering = _command(commands, "feedback", _feedback, "make the feedback pages")
    answering.add_argument("assignment", nargs="?", help="one exercise only")
    return parser


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    run: Callable[[argparse.Namespace], int],
    words: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=words)
    parser.set_defaults(run=run)
    return parser


def _exercises(options: argparse.Namespace) -> int:
    from toolkit.grading.release import make_exercises

    faults = make_exercises(options.course)
    print("\n".join(faults) or "The exercises are up to date.")
    return 1 if faults else 0


def _collect(options: argparse.Namespace) -> int:
    from toolkit.grading.collect import collect
    from toolkit.grading.collect_report import write_report

    lines = []
    for line in collect(options.sources, options.course / "submitted", options.course / "exercises"):
        lines.append(line)
        _tell(f"{line.state:9} {line.file}  {line.who}  {line.assignment}  {line.why}")
    try:
        if options.report:
            write_report(lines, options.report, with_files=not options.without_files)
    except OSError as problem:
        raise LookupError(f"The list could not be written into {options.report} ({problem.strerror}).") from None
    count = {state: sum(line.state == state for line in lines) for state in ("taken", "same", "doubtful", "refused")}
    print(", ".join(f"{number} {state}" for state, number in count.items()))
    return 0


def _release(options: argparse.Namespace) -> int:
    from toolkit.grading.release import assignments, release

    faults = []
    for assignment in [options.assignment] if options.assignment else assignments(options.course):
        found = release(options.course, assignment)
        faults += found
        print(f"“{assignment}” is not released." if found else f"“{assignment}” is released.")
    print("\n".join(faults), end="\n" if faults else "")
    return 1 if faults else 0


def _grade(options: argparse.Namespace) -> int:
    from toolkit.grading.batch import grade_with, handed_in, helpers
    from toolkit.grading.course import open_course

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
    from toolkit.grading.release import assignments

    if options.assignment:
        return [str(options.assignment)]
    known = assignments(options.course)
    return [one for one in known if list(options.course.glob(f"{folder}/*/{one}"))] or known


def _tell(line: str) -> None:
    """Print a line in which names of files and people stand: they must not steer the terminal, nor write lines."""
    print(printable(" ".join(line.splitlines()).rstrip()))


def _feedback(options: argparse.Namespace) -> int:
    from toolkit.grading.feedback import feedback

    made = missed = 0
    for assignment in _meant(options, "autograded"):
        for page in feedback(options.course, assignment):
            made, missed = made + bool(page.path), missed + (page.path is None)
            if page.path is None:
                _tell(f"{assignment}  {page.who:24} {page.why}")
    if not made and not missed:
        raise LookupError("Nothing is graded yet. Run: toolkit grade")
    print(f"{made} pages are in {options.course / 'feedback'}, {missed} were not made.")
    return 1 if missed else 0

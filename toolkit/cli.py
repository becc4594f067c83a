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
    gather = _command(commands, "collect", _collect, "sort what arrived into submitted/")
    gather.add_argument("folder", type=Path, help="a folder with answers files and notebooks, however named")
    marking = _command(commands, "grade", _grade, "grade all submissions")
    marking.add_argument("assignment", nargs="?", help="one exercise only")
    marking.add_argument("--force", action="store_true", help="grade again what is graded already")
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

    if not options.folder.is_dir():
        raise LookupError(f"There is no folder {options.folder}.")
    lines = list(collect(options.folder, options.course / "submitted", options.course / "exercises"))
    for line in lines:
        _tell(f"{line.state:9} {line.file}  {line.who}  {line.assignment}  {line.why}")
    count = {state: sum(line.state == state for line in lines) for state in ("taken", "same", "doubtful", "refused")}
    print(", ".join(f"{number} {state}" for state, number in count.items()))
    return 0


def _grade(options: argparse.Namespace) -> int:
    from toolkit.grading.batch import grade
    from toolkit.grading.course import open_course

    course, _ = open_course(options.course)
    lines = []
    for assignment in _meant(options, "submitted"):
        for line in grade(course, assignment, options.force):
            lines.append(line)
            points = "not graded" if line.points is None else f"{line.points:g} of {line.maximum:g}"
            _tell(f"{assignment}  {line.who:24} {points}  {' '.join(line.notes)}")
    missed = sum(line.points is None for line in lines)
    print(f"{len(lines) - missed} graded ({sum(line.new for line in lines) - missed} new), {missed} not graded.")
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
    from nbgrader.converters import GenerateFeedback
    from nbgrader.converters.base import NbGraderException

    from toolkit.grading.course import open_course

    missed = []
    for assignment in _meant(options, "autograded"):
        course, config = open_course(options.course)
        course.assignment_id = assignment
        if not list(options.course.glob(f"autograded/*/{assignment}")):
            missed.append(f"Nothing is graded yet for “{assignment}”. Run: toolkit grade")
            continue
        try:
            GenerateFeedback(coursedir=course, config=config, force=True).start()
        except NbGraderException:
            missed.append(f"Some pages of “{assignment}” could not be made; the lines above say which.")
    if missed:
        raise LookupError("\n".join(missed))
    print(f"The pages are in {options.course / 'feedback'}.")
    return 0

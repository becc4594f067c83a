"""The commands of the course, and what can be said to them."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from toolkit.faults import in_words
from toolkit.posts.words import printable
from toolkit.privacy import keep_private


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns 0 when there is nothing to look after."""
    # Jupyter's notebook schema asks for no internationalised address, but the library that would check one takes more
    # than a second to load. Not to be had, it is left out (jsonschema/_format.py).
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    # Processes that share our work must not import what happens to lie in the folder we were started in.
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        code = _run(list(sys.argv[1:] if argv is None else argv))
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        print("Stopped. Nothing is lost: run it once more, and it goes on where it was.", file=sys.stderr)
        return 130
    except BrokenPipeError:  # whoever read what we say has read enough
        _close_output()
        return 1
    except Exception as problem:  # nobody here reads a traceback
        print(printable(_said(problem)), file=sys.stderr)
        _close_output()
        return 2


def _run(given: list[str]) -> int:
    if given and given[0] in ("start", "facilitate"):
        from toolkit import start

        return start.main({"start": "trainee", "facilitate": "facilitator"}[given[0]], given[1:])
    options = _parser().parse_args(given)
    keep_private(None if options.command == "doctor" else options.course)  # the doctor changes nothing
    from toolkit.facilitator import commands
    from toolkit.serving.places import among_sent

    if among_sent(options.course):
        raise LookupError(f"{options.course} lies among what was sent to a course, so nothing in it is run.")

    return int(getattr(commands, options.command)(options))


def _said(problem: Exception) -> str:
    if isinstance(problem, ImportError) and str(problem.name).startswith("toolkit"):
        return "This copy of the course is for trainees: it opens with `toolkit start`."
    return in_words(problem)


def _close_output() -> None:
    """Leave nothing for Python to write at its end: on a full disk, or to a reader who went, it cannot."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="toolkit", description="From Hashtag to Action")
    parser.add_argument("--course", type=Path, default=Path.cwd(), help="the course folder (default: here)")
    commands = parser.add_subparsers(required=True, metavar="command", dest="command")
    for name, (words, more) in _COMMANDS.items():
        more(commands.add_parser(name, help=words))
    return parser


def _nothing(_: argparse.ArgumentParser) -> None:
    """Take nothing more."""


def _one(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("assignment", nargs="?", help="one exercise only")


def _collect(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("sources", type=Path, nargs="+", help="folders, ZIPs or files with answers, however named")
    parser.add_argument("--report", type=Path, help="write the list as a table (CSV) into this file as well")
    parser.add_argument("--without-files", action="store_true", help="leave the names of files out of that table")


def _grade(parser: argparse.ArgumentParser) -> None:
    _one(parser)
    parser.add_argument("--force", action="store_true", help="grade again what is graded already")
    parser.add_argument("--workers", type=int, help="processes that share the work (default: as many as are worth it)")
    parser.add_argument("--scheduler", default="", help="address of a Dask cluster that does it, such as tcp://...")


def _cohort(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--people", type=int, help="make code names and cards for so many people")
    parser.add_argument("--starts", type=date.fromisoformat, help="the first day, as 2027-01-11 (default: today)")
    parser.add_argument("--move", nargs=2, metavar=("WEEK", "DAY"), help="let a week begin on another day")
    parser.add_argument("--names", action="store_true", help="list on the page whose texts wait for a person")


def _choose(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("who", nargs="?", help="a code name; without it, everything that waits for a choice is listed")
    parser.add_argument("exercise", nargs="?", help="the exercise, such as safety-first")
    parser.add_argument("hand", nargs="?", help="which answers are to count, as the list names them")


def _export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", type=Path, help="the table to write (CSV)")


def _purge(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--sure", type=int, help="how many people are to be erased; without it nothing is")


def _bundle(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("target", type=Path, nargs="?", help="the ZIP to write (default: hashtag-to-action.zip)")


def _notebooks(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--sure", action="store_true", help="make anew what is not as it is written")


def _handout(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("place", type=Path, help="the server's folder for the course")


_COMMANDS: dict[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "start": ("open the course as a trainee", _nothing),
    "facilitate": ("open the course as a facilitator", _nothing),
    "notebooks": ("make workbooks and solutions from the texts, questions and keys they are made of", _notebooks),
    "exercises": ("make exercises/ from solutions/", _nothing),
    "release": ("make exercises and put their keys into the gradebook", _one),
    "collect": ("sort what arrived into submitted/", _collect),
    "grade": ("grade all submissions", _grade),
    "feedback": ("make the feedback pages", _one),
    "cohort": ("make code names and cards; or the page that says where everybody stands", _cohort),
    "choose": ("choose which answers count, where two computers sent some under one code name", _choose),
    "export": ("write a table of points that a learning platform imports", _export),
    "purge": ("erase a cohort everywhere, and look whether anything is left", _purge),
    "doctor": ("say what is set, what is missing, and what to do next", _nothing),
    "bundle": ("make the ZIP for trainees", _bundle),
    "handout": ("lay out the course on a server; deploy/jupyterhub/set-up.sh runs it", _handout),
}

"""Find what belongs to a session: its exercise's questions, with the judges that look at their answers."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from toolkit.exercises.questions import Look, Question, asked
from toolkit.exercises.scoring import Marks
from toolkit.judges import KEYED, judge

_FOLDER = files("toolkit").joinpath("data/exercises")


@cache
def questions(assignment: str) -> Mapping[str, Question]:
    """Read the questions of an assignment, by form id. Raises LookupError if there is no such exercise."""
    entry = _FOLDER.joinpath(f"{assignment}.toml")
    # The name may come from a file that somebody sent: it names nothing outside our folder.
    if not assignment.replace("-", "").isalnum() or not entry.is_file():
        raise LookupError(f"There is no exercise {assignment!r}.")
    return asked(tomllib.loads(entry.read_text("utf-8"))["questions"], _look, KEYED)


def _look(_: str) -> Look:
    """Let a judge look who is loaded when an answer is there to be looked at."""

    def look(question: Question, answer: Any, key: Any = None) -> Marks:
        return judge(question, answer, key)

    return look

"""Who looks at answers that no single key can mark: the same judge while a sheet is filled in and when it is graded.

A judge is a function of a question, an answer of any shape, and a key or None; it gives marks and never raises
because of an answer. To add one, name it in `_HOME` and write it into the module of its subject.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from toolkit.exercises.scoring import Marks

if TYPE_CHECKING:
    from toolkit.exercises.questions import Question

_HOME = {
    "search": "tags",
    "pair": "tags",
    "when": "tags",
    "follow": "people",
    "grid": "people",
    "wedge": "people",
    "persona": "people",
    "roleplan": "roles",
    "about_us": "groups_and_pages",
    "rebuild": "exposure",
    "privacy": "exposure",
    "self_search": "exposure",
    "fits": "platforms",
    "video": "platforms",
    "blocked": "blocked",
}
KEYED = frozenset({"grid", "rebuild"})
"""Judges that mark against a key. Without it they say what was chosen, and nothing of what is right."""


def judge(question: "Question", answer: Any, key: Any = None) -> Marks:
    """Look at an answer with the judge that its question names."""
    module = import_module(f"toolkit.judges.{_HOME[question.judge]}")
    marks: Marks = getattr(module, question.judge)(question, answer, key)
    return marks

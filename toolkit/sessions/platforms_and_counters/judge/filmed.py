"""What the checks of a film's words share: the dated rules of YouTube, and an example in which all is well."""

from typing import Any

from toolkit.posts.rules import rule
from toolkit.review.sheets import Sheet


def most(name: str) -> int:
    """Look up how much YouTube takes, or shows."""
    return rule("youtube", name).value


def dated(name: str) -> str:
    """Give the source of one of its rules, with its day."""
    found = rule("youtube", name)
    return f"{found.source}, looked up {found.as_of}; beside item 65"


_ABOUT = {
    "link": "https://ferry.example.org/timetable",
    "subject": ("ferry", "паром"),
    "number": ("14", "fourteen"),
    "wanted": ("Ferry", "Melwa", "Marenia"),
    "misleading": ("viral", "football"),
    "protected": ("Perrin Hask", "Hask"),
    "why_protected": "He asked that his name be left out.",
    "better_title": "Say what moves, for whom, and where",
}
_GIVEN = {
    "title": "A ferry for 14 villages on the Melwa",
    "description": "A ferry stops at 14 villages on the Melwa; two nurses are on board, every week. "
    "https://ferry.example.org/timetable",
    "tags": "#Ferry #Melwa #Marenia",
}


def example(setting: str = "open", **changed: Any) -> Sheet:
    """Make the example of a check: the words of a film in which all is well, but for what is changed."""
    return Sheet({**_GIVEN, **changed}, setting, _ABOUT)

"""From Hashtag to Action: what the workbooks and exercises of the course are made of."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.exercises import exercise
    from toolkit.journeys import journey
    from toolkit.sessions import session

__all__ = ["exercise", "journey", "session"]
__version__ = "0.1.0"

_HOME = {
    "exercise": "toolkit.exercises",
    "journey": "toolkit.journeys",
    "session": "toolkit.sessions",
}


def __getattr__(name: str) -> object:
    """Load a name when it is first asked for, so that `import toolkit` stays cheap (PEP 562)."""
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"toolkit has no {name!r}")

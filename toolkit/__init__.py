"""From Hashtag to Action: what the workbooks and exercises of the course are made of."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.notebook.exercise import exercise
    from toolkit.notebook.journey import journey
    from toolkit.notebook.session import session

__all__ = ["exercise", "journey", "session"]
__version__ = "0.1.0"

_HOME = {
    "exercise": "toolkit.notebook.exercise",
    "journey": "toolkit.notebook.journey",
    "session": "toolkit.notebook.session",
}


def __getattr__(name: str) -> object:
    """Load a name when it is first asked for, so that `import toolkit` stays cheap (PEP 562)."""
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"toolkit has no {name!r}")

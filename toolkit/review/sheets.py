"""What somebody filled in: the subject of the checks of a session, as a draft is that of the checks of posts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Sheet:
    """The fields of a sheet that hold something, in a setting; `about` is what its question tells of it."""

    given: Mapping[str, str]
    setting: str = "open"
    about: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def text(self) -> str:
        """All that was filled in."""
        return " ".join(self.given.values())

"""A tag that somebody might choose, with everything a feed tells about it."""

from dataclasses import dataclass

RELEVANT = 0.6
"""A tag is about a topic if at least this share of its posts is (item 11)."""
STRANGE = 0.35
"""Below this share, and with another topic on top, the word means something else to most people."""
SPAMMED = 0.5
"""From this share on a tag is a place for advertising."""
TAKEN_OVER = 0.4
"""From this share of its latest posts on, a tag belongs to those who mock and threaten."""
WATCHED = 0.05
"""From this share on, a tag is one where the authorities write, and so surely read."""
QUIET = 14
"""Days without a post after which a tag is no longer in use."""
FEW = 3
"""Fewer accounts than this are no public."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A tag in a setting, beside a topic; a share that nobody can know is None."""

    text: str  # the tag with its #
    setting: str = "open"
    posts: int = 0
    accounts: int = 0
    quiet_days: int = 0  # since its last post, when the last post on the topic was written
    relevance: float | None = None  # share of its posts that are about the topic
    elsewhere: float | None = None  # share of its posts that are about one other topic
    spam: float | None = None
    against: float | None = None  # share of its latest posts that mock or threaten
    watched: float | None = None  # share of its latest posts that come from state accounts
    slip_of: str = ""  # a tag that many more people use and that is written nearly alike

    @property
    def is_broad(self) -> bool:
        """Tell whether many people use it for many things: a place to be seen."""
        return self.accounts >= FEW and self.relevance is not None and self.relevance < RELEVANT and not self.is_strange

    @property
    def is_specific(self) -> bool:
        """Tell whether most of its posts are about the topic: a place to be found."""
        return self.relevance is not None and self.relevance >= RELEVANT

    @property
    def is_strange(self) -> bool:
        """Tell whether the word means something else to most people who use it."""
        return self.relevance is not None and self.relevance < STRANGE and (self.elsewhere or 0.0) >= RELEVANT

"""The records that the maker passes on: a moment at which somebody will write, and a post."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from toolkit.making.corpus.people import Account
from toolkit.making.corpus.spec import Flow


@dataclass(frozen=True)
class Moment:
    """A post before it has words: who, when (UTC and on the local clock), in which flow."""

    created: datetime
    local: datetime
    by: Account
    flow: Flow
    rng: Random


@dataclass(frozen=True, kw_only=True)
class Post:
    """One post with its planted truth; `counts` lacks what the platform does not give."""

    created: datetime  # UTC, to the second
    by: Account
    lang: str
    text: str
    topic: str = ""
    spam: bool = False
    stance: str = ""
    exposes: str = ""
    is_reply: bool = False
    is_repost: bool = False
    has_media: bool = False
    counts: Mapping[str, int] = field(default_factory=dict)

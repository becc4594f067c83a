"""What was written for several networks at once, as the checks see it: each version as the review sees it there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from toolkit.review import Review, review
from toolkit.review.drafts import Brief, Draft, Fact
from toolkit.review.findings import Finding

NAMES = {"x": "X", "mastodon": "Mastodon", "bluesky": "Bluesky", "threads": "Threads", "telegram": "Telegram"}
"""The networks that a message is written for, by platform."""


@dataclass(frozen=True)
class Version:
    """A message as it goes out on one network, and what the review says of it there."""

    draft: Draft
    looked: Review

    @property
    def first(self) -> Finding | None:
        """What to mend first; None where all is well."""
        return next((one for one in self.looked.findings if one.verdict in ("danger", "required")), None)


@dataclass(frozen=True)
class Versions:
    """What was written for each network, by platform, the message that it keeps, and the setting."""

    texts: Mapping[str, str] = field(hash=False)
    brief: Brief
    setting: str = "open"

    @property
    def text(self) -> str:
        """All that was written."""
        return " ".join(self.texts.values())

    @cached_property
    def each(self) -> tuple[Version, ...]:
        """The message on each network, as the review sees it."""
        drafts = [Draft(text, platform, self.setting, self.brief) for platform, text in self.texts.items()]
        return tuple(Version(draft, review(draft)) for draft in drafts)


def brief(about: Mapping[str, Any]) -> Brief:
    """Make a brief of what a question tells about its message."""
    facts = tuple(
        Fact(
            id=row["id"],
            label=row["label"],
            accept=tuple(row["accept"]),
            kind=row.get("kind", "other"),
            about=tuple(row.get("about", ())),
        )
        for row in about["facts"]
    )
    return Brief(id="message", title="", text=about["text"], link=about["link"], facts=facts)


LINK = "https://gate.example.org/reports/doors"
_BRIEF = Brief(
    id="message",
    title="",
    text="34 clinics closed.",
    link=LINK,
    facts=(Fact(id="number", label="34 clinics", accept=("34",), kind="number"),),
)
POST = f"In one year 34 clinics closed. {LINK} #ClosedDoors"


def example(setting: str = "open", **texts: str) -> Versions:
    """Make the example of a check: what was written for some networks, from a message with one fact and a link."""
    return Versions(texts, _BRIEF, setting)

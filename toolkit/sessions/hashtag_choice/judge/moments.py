"""Judge a tag that should say a day and an hour, and on which networks it is one (item 78)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import cached_property
from typing import Any

from toolkit.exercises.judges import Judge
from toolkit.exercises.questions import Question
from toolkit.exercises.saying import filled
from toolkit.posts import hashtags_on
from toolkit.review import Review
from toolkit.review.findings import Check, Finding, Hit
from toolkit.review.moments import moment
from toolkit.review.reviewing import examined

NETWORKS = {"x": "X", "mastodon": "Mastodon", "bluesky": "Bluesky"}
"""The networks whose rules for tags we know, by platform."""


@dataclass(frozen=True)
class Appointment:
    """What was written as a tag, and the day and hour that it should say."""

    text: str
    day: date
    hour: time
    setting: str = "open"

    @property
    def tag(self) -> str:
        """The tag with its sign."""
        return f"#{self.text.lstrip('#＃')}"

    @cached_property
    def networks(self) -> tuple[str, ...]:
        """The networks that make one whole tag of it."""
        found = {platform: [span.text for span in hashtags_on(self.tag, platform)] for platform in NETWORKS}
        return tuple(platform for platform, tags in found.items() if tags == [self.tag[1:]])

    @property
    def is_told(self) -> bool:
        """Tell whether it can be read as that day and hour."""
        found = moment(self.text)
        return found is not None and (found.month, found.day, found.hour) == (self.day.month, self.day.day, self.hour)

    @property
    def fields(self) -> Mapping[str, Any]:
        """What we say of it."""
        return {"tag": self.tag, "n": len(self.networks)}


def moment_tag(day: date, hour: time, written: str) -> list[Finding]:
    """Say of a tag that should tell a day and an hour whether it does, and on which networks it works."""
    return [*examined(Appointment(written, day, hour), CHECKS).findings]


def _read(question: Question, answer: Any, _: Any) -> Appointment | None:
    written, about = filled(answer).get("tag", ""), question.about
    if not written:
        return None
    return Appointment(written, date.fromisoformat(about["day"]), time.fromisoformat(about["hour"]))


def _no_tag(said: Appointment) -> Iterator[Hit]:
    if not said.networks:
        yield Hit(fields=said.fields)


def _another(said: Appointment) -> Iterator[Hit]:
    if not said.is_told:
        yield Hit(fields=said.fields)


def _worth(_: Appointment, looked: Review) -> float:
    return float(looked.verdict == "good")


_DAY, _HOUR = date(2011, 6, 22), time(19)
_RIGHT = Appointment("#2206v1900", _DAY, _HOUR)

CHECKS: tuple[Check[Appointment], ...] = (
    Check(
        name="moment-no-tag",
        advice="None of the networks we looked at makes a tag of {tag}.",
        why="A tag needs a letter: #2206v1900 has a “v” between day and hour; we read it as “at”.",
        source="item 78; Bynet: A slippery weapon!, 18 December 2012",
        better="22 June, at 19:00 → #2206v1900",
        find=_no_tag,
        flags=(Appointment("#22061900", _DAY, _HOUR), Appointment("22 June, 19:00", _DAY, _HOUR)),
        leaves=(_RIGHT,),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="moment-another",
        advice="{tag} does not say that day and hour.",
        why="Day and month first, two digits each, then “v” and the hour: #2206v1900 can be read as 22 June, 19:00.",
        source="item 78; Bynet: A slippery weapon!, 18 December 2012",
        praise="{tag} says the day and the hour, on {n} networks.",
        praise_why="Whoever knows the pattern reads it, and so does everybody who watches.",
        praised=lambda said: said.fields,
        applies=lambda said: bool(said.networks),
        find=_another,
        flags=(Appointment("#2306v1900", _DAY, _HOUR), Appointment("#22June", _DAY, _HOUR)),
        leaves=(_RIGHT, Appointment("#22061900", _DAY, _HOUR)),
        official="required",
        open="required",
        hostile="required",
    ),
)

when = Judge(read=_read, checks=CHECKS, worth=_worth)
"""Who looks at a tag that says when."""

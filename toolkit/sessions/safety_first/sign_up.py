"""The sign-up form of an invented network: what each choice means in each setting."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from toolkit.review.drafts import SETTINGS
from toolkit.sessions.safety_first.pages import table

CREDIT = {"good": 1.0, "advice": 0.5, "required": 0.0, "danger": 0.0}
"""What a choice is worth, by its verdict."""


@dataclass(frozen=True)
class Option:
    """One choice: its words, and by setting how well it fits and why."""

    text: str
    fits: Mapping[str, str] = field(hash=False)
    why: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True)
class Setting:
    """One thing that the form asks."""

    id: str
    label: str
    source: str
    options: Mapping[str, Option] = field(hash=False)


@cache
def form() -> Mapping[str, Setting]:
    """Read the form: what it asks, by id, in its order."""
    return {row["id"]: _setting(row) for row in table("sign-up")["settings"]}


def _setting(row: Mapping[str, object]) -> Setting:
    options = row["options"]
    assert isinstance(options, Mapping)
    made = {id_: Option(one["text"], _by(one["fits"]), _by(one["why"])) for id_, one in options.items()}
    return Setting(str(row["id"]), str(row["label"]), str(row["source"]), made)


def _by(values: list[str]) -> Mapping[str, str]:
    return dict(zip(SETTINGS, values, strict=True))


def fits(setting: str, chosen: Mapping[str, str]) -> dict[str, str]:
    """Say how well each choice fits a setting: verdicts by what the form asks; what is unknown is left out.

    >>> fits("hostile", {"contacts": "yes", "friends": "me", "moon": "full"})
    {'contacts': 'danger', 'friends': 'good'}
    """
    return {
        id_: asked.options[chosen[id_]].fits[setting]
        for id_, asked in form().items()
        if chosen.get(id_) in asked.options
    }

"""Draw how many people went from seeing a campaign to standing there."""

from collections.abc import Mapping
from typing import Any

from toolkit.making.corpus.draws import binomial, stream
from toolkit.making.corpus.spec import Spec

STEPS = ("liked", "followed", "signed", "came")
FIELDS = (
    "id", "title", "country", "topic", "tag", "first", "last", "asked_for", "offline_leg",
    "shown", *STEPS, "organisers",
)  # fmt: skip


def campaigns(spec: Spec) -> list[dict[str, Any]]:
    """Make one row for each campaign of feed.toml; a step that nobody counted stays missing (item 76)."""
    return [_row(spec, one) for one in spec.campaigns]


def _row(spec: Spec, one: Mapping[str, Any]) -> dict[str, Any]:
    row = {name: one[name] for name in FIELDS if name in one}
    rng = stream(spec.seed, "campaign", one["id"])
    people = one["shown"]
    for step in STEPS:
        people = binomial(rng, people, one["rates"][step])
        row[step] = people
    for step in one.get("uncounted", ()):
        row[step] = None
    return row

"""The labs of the training sessions: thin widgets over the pure core, loaded when one is opened."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

LABS: dict[str, dict[str, str]] = {
    "tweet-rewriting": {"desk": "desks.Desk", "versions": "tweet_rewriting.Versions"},
    "hashtag-choice": {
        "explorer": "explorer.Explorer",
        "surgery": "hashtag_choice.Surgery",
        "networks": "hashtag_choice.Networks",
        "moment": "hashtag_choice.Moments",
    },
    "audience-targeting": {
        "cards": "audience_targeting.Cards",
        "grid": "plans.Grid",
        "spectrum": "plans.Spectrum",
        "follow": "plans.FollowList",
        "persona": "plans.Persona",
    },
}
"""Where each lab of a session stands, as module and class in this folder."""


def lab(session: str, name: str) -> Callable[..., Any]:
    """Find a lab. Raises KeyError if the session has none of this name."""
    module, _, kind = LABS[session][name].partition(".")
    found: Callable[..., Any] = getattr(import_module(f"toolkit.labs.{module}"), kind)
    return found

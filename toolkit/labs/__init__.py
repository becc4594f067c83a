"""The labs of the training sessions: thin widgets over the pure core, loaded when one is opened."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

LABS: dict[str, dict[str, str]] = {
    "safety-first": {
        "example": "safety_first.Example",
        "audit": "safety_first.Audit",
        "rebuild": "safety_first.Rebuild",
        "privacy": "safety_first_forms.Privacy",
        "risk": "safety_first_forms.Risk",
        "search": "safety_first_forms.Search",
        "readers": "safety_first_readers.Readers",
    },
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
    "groups-and-pages": {
        "plans": "groups_and_pages_roles.Plans",
        "forms": "groups_and_pages.Forms",
        "roles": "groups_and_pages_roles.Roles",
        "profile": "groups_and_pages.Profiles",
    },
    "platforms-and-counters": {
        "side_by_side": "platforms_and_counters.SideBySide",
        "task_to_platform": "platforms_and_counters_cards.Tasks",
        "what_ages": "platforms_and_counters_cards.Ageing",
        "film": "platforms_and_counters.Film",
    },
    "they-use-it-too": {
        "timeline": "they_use_it_too.Timeline",
        "moves": "they_use_it_too.Moves",
        "pairs": "they_use_it_too.Pairs",
        "controls": "they_use_it_too.Controls",
        "numbers": "they_use_it_too.Numbers",
        "messages": "they_use_it_too.Messages",
        "blocked": "they_use_it_too.Blocked",
    },
}
"""Where each lab of a session stands, as module and class in this folder."""


def lab(session: str, name: str) -> Callable[..., Any]:
    """Find a lab. Raises KeyError if the session has none of this name."""
    module, _, kind = LABS[session][name].partition(".")
    found: Callable[..., Any] = getattr(import_module(f"toolkit.labs.{module}"), kind)
    return found

"""The plan for the day on which a platform is blocked (item 54): who is reached by which ways, and what is settled."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from toolkit.sessions.they_use_it_too.decks import read
from toolkit.sessions.they_use_it_too.leads import names, traces

TEXTS = {"tells": 8, "publish": 6, "not-done": 5}
"""The free fields of the plan, and how many words each needs to say something."""
TABLES = {"list": "lists", "trial": "trials"}
"""The fields with options, and the table of each."""
_WORTH = {"good": 1.0, "advice": 0.5}


@dataclass(frozen=True)
class Reach:
    """The ways to one group, one or two, and what each of them stands on.

    Where somebody is watching, a way that draws a map of people is no way without internet to rely on.
    """

    group: str
    words: str
    ways: tuple[str, ...]
    setting: str = "open"

    @property
    def fallen(self) -> list[str]:
        """The ways that fall with the blocked network."""
        return [way for way in self.ways if "the network" in ways()[way]["rests"]]

    @property
    def mapping(self) -> list[str]:
        """The ways that draw a map of people, where somebody is watching."""
        return [way for way in self.ways if ways()[way].get("maps")] if self.setting == "hostile" else []

    @property
    def is_offline(self) -> bool:
        """Tell whether one way works without internet."""
        return any("internet" not in ways()[way]["rests"] for way in self.ways if way not in self.mapping)

    @property
    def shared(self) -> list[str]:
        """What both ways stand on."""
        rests = [set(ways()[way]["rests"]) for way in self.ways]
        return sorted(rests[0] & rests[1]) if len(rests) == 2 else []

    @property
    def is_twofold(self) -> bool:
        """Tell whether there are two ways that do not fall together."""
        return len(self.ways) == 2 and not self.shared

    @property
    def points(self) -> int:
        """Count what holds: up to three points."""
        return (not self.fallen) + (self.is_offline and not self.mapping) + self.is_twofold


@dataclass(frozen=True)
class Plan:
    """A plan as it is filled in; `groups` names who must be reached, words by id."""

    given: Mapping[str, str]
    groups: Mapping[str, str]
    setting: str = "open"

    @property
    def text(self) -> str:
        """All that was filled in."""
        return " ".join(self.given.values())

    @cached_property
    def reached(self) -> tuple[Reach, ...]:
        """The groups to which there is a way."""
        chosen = {group: self._ways_to(group) for group in self.groups}
        return tuple(Reach(group, self.groups[group], by, self.setting) for group, by in chosen.items() if by)

    @property
    def ways(self) -> tuple[str, ...]:
        """All ways that are chosen, each once."""
        return tuple(dict.fromkeys(way for one in self.reached for way in one.ways))

    @property
    def is_deputised(self) -> bool:
        """Tell whether one decides and another one can take over."""
        decides, deputy = (self.given.get(name, "").casefold() for name in ("decides", "deputy"))
        return bool(decides and deputy) and decides != deputy

    @cached_property
    def traces(self) -> tuple[str, ...]:
        """What leads to a person."""
        return traces(self._written)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What reads like a name."""
        return names(self._written)

    def is_short(self, name: str) -> bool:
        """Tell whether a free field is filled, and with too few words to say something."""
        return name in self.given and len(self.given[name].split()) < TEXTS[name]

    def row(self, name: str) -> Mapping[str, Any] | None:
        """Look up the row of a table that is chosen in a field."""
        found: Mapping[str, Any] | None = read("ways")[TABLES[name]].get(self.given.get(name, ""))
        return found

    @property
    def share(self) -> float:
        """What the plan is worth: three points for each group, one for everything else that is settled."""
        told = sum(name in self.given and not self.is_short(name) for name in TEXTS)
        chosen = sum(_WORTH.get(row["verdict"], 0.0) for name in TABLES if (row := self.row(name)))
        nobody = bool(self._written) and not (self.traces or self.names)
        earned = sum(one.points for one in self.reached) + told + chosen + self.is_deputised + nobody
        return earned / (3 * len(self.groups) + len(TEXTS) + len(TABLES) + 2)

    @property
    def _written(self) -> list[str]:
        return [self.given[name] for name in (*TEXTS, "decides", "deputy") if name in self.given]

    def _ways_to(self, group: str) -> tuple[str, ...]:
        places = (self.given.get(f"{group}.{place}", "") for place in ("first", "second"))
        return tuple(way for way in places if way in ways())


def ways() -> Mapping[str, Mapping[str, Any]]:
    """Read what each way stands on, and what to think of where somebody is watching."""
    found: Mapping[str, Mapping[str, Any]] = read("ways")["ways"]
    return found


HOLDS = Plan(
    {
        **{"team.first": "visit", "team.second": "site", "list": "two", "trial": "soon"},
        "tells": "The coordinator tells two others, and each of them two.",
        "publish": "What is public stands on our site.",
        "not-done": "Nobody writes down who was told.",
        "decides": "the coordinator",
        "deputy": "the treasurer",
    },
    {"team": "The team"},
)
"""A plan in which nothing is missing: an example for what looks at plans."""

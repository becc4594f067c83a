"""Read the invented people whom trainees write to, and place them: class, way, grid, spectrum, persona."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Any

from toolkit.posts import tables

_FOLDER = files(__package__).joinpath("data/feeds/neighbours")
COUNTRIES: Mapping[str, str] = {"marenia": "official", "veltara": "open", "drusna": "hostile"}
"""The invented countries in their order, each with its setting."""
WEDGES = ("active-ally", "passive-ally", "neutral", "passive-opponent", "active-opponent")  # nearest to us first


@dataclass(frozen=True, kw_only=True)
class Profile:
    """Somebody on the network; one of the set "exercise" comes without its key: no classes, reach or stance."""

    handle: str
    name: str
    set: str  # lab or exercise
    country: str
    language: str
    bio: str
    followers: int
    posts: tuple[str, ...]
    gloss: str
    classes: tuple[str, ...] = ()  # two where both are right
    class_why: str = ""
    reach: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)  # modes by setting
    reach_why: Mapping[str, str] = field(default_factory=dict, hash=False)
    power: int = 0  # 0 to 10
    interest: int = 0
    stance: str = ""  # one of WEDGES
    grid_why: str = ""
    ask: str = ""


@dataclass(frozen=True)
class Conflict:
    """Two choices of a persona that do not go together, and what may serve better."""

    why: str
    better: str
    fields: tuple[str, ...]


def profiles(set_: str = "lab") -> tuple[Profile, ...]:
    """List the people of a set, lab or exercise, by country; ValueError names the handle that does not fit."""
    return tuple(found for found in _everybody().values() if found.set == set_)


def profile(handle: str) -> Profile:
    """Find one person by handle, with or without its sign; LookupError if nobody has it."""
    if found := _everybody().get(handle.removeprefix("@").lower()):
        return found
    raise LookupError(f"Nobody here is called {handle!r}.")


def words(table: str) -> Mapping[str, str]:
    """Look up words by id in a table of targeting.toml, for example "modes" or "persona.channel"."""
    found: Any = _read("targeting.toml")
    for part in table.split("."):
        found = found[part]  # a KeyError is a LookupError
    return dict(found)


def kinds() -> Mapping[str, str]:
    """Name the six kinds of accounts to follow (item 29)."""
    return words("kinds")


def moves(start: str, goal: str) -> int:
    """Count the wedges from start to goal: above zero is towards us; ValueError for an unknown wedge."""
    return WEDGES.index(start) - WEDGES.index(goal)


def quadrant(power: int, interest: int) -> str:
    """Name the quadrant of two numbers from 0 to 10; 5 is already high, 4 still low (Mendelow 1981, 1991)."""
    if not (0 <= power <= 10 and 0 <= interest <= 10):
        raise ValueError(f"Power and interest go from 0 to 10, not {power} and {interest}.")
    low, high = ("keep-satisfied", "manage-closely") if power >= 5 else ("monitor", "keep-informed")
    return high if interest >= 5 else low


def conflicts(persona: Mapping[str, str]) -> tuple[Conflict, ...]:
    """List what does not go together in a persona: ids by audience, need, channel and barrier, some or all."""
    rows = ((row, row.keys() - {"why", "better"}) for row in _read("targeting.toml")["persona_conflicts"])
    return tuple(
        Conflict(row["why"], row["better"], tuple(name for name in row if name in names))
        for row, names in rows
        if all((name, row[name]) in persona.items() for name in names)
    )


@cache
def _read(name: str) -> dict[str, Any]:
    return tables.read(_FOLDER.joinpath(name))


@cache
def _everybody() -> Mapping[str, Profile]:
    countries = [country for country in COUNTRIES if _FOLDER.joinpath(f"people/{country}.toml").is_file()]
    people = [_profile(row, country) for country in countries for row in _read(f"people/{country}.toml")["profiles"]]
    found = {one.handle: one for one in people}
    if twice := [one.handle for one in people if found[one.handle] is not one]:
        raise ValueError(f"{', '.join(twice)} must stand there once only.")
    return found


def _profile(row: dict[str, Any], country: str) -> Profile:
    rest = {name: value for name, value in row.items() if name not in ("class", "posts", "reach")}
    try:
        reach = {setting: tuple(modes) for setting, modes in row.get("reach", {}).items()}
        found = Profile(posts=tuple(row["posts"]), classes=tuple(row.get("class", ())), reach=reach, **rest)
        _check(found, country)
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise ValueError(f"{row.get('handle', 'A row')} does not fit the format: {problem}") from problem
    return found


def _check(found: Profile, country: str) -> None:
    odd = {found.country} - {country} | {found.set} - {"lab", "exercise"} | set(found.classes) - set(words("classes"))
    odd |= {found.stance} - {*WEDGES, "" if found.set == "exercise" else "neutral"}
    odd |= set(found.reach) - {*COUNTRIES.values()} | {*chain(*found.reach.values())} - set(words("modes"))
    if odd:
        raise ValueError(f"unknown here: {', '.join(sorted(map(repr, odd)))}.")
    quadrant(found.power, found.interest)

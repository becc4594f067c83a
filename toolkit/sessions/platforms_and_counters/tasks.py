"""Put tasks to the networks and forms that fit them; several may be right, and the setting changes some."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

NONE = "none"
"""The answer that no public network is the place for a task."""


@dataclass(frozen=True, kw_only=True)
class Task:
    """Something an organisation has to do, which networks or forms fit in each setting, and why others do not."""

    id: str
    text: str
    fits: Mapping[str, tuple[str, ...]] = field(hash=False)  # ways by setting
    why: Mapping[str, str] = field(hash=False)  # by setting
    harms: Mapping[str, tuple[str, ...]] = field(hash=False)  # ways that put somebody at risk, by setting
    against: Mapping[str, str] = field(hash=False)  # by way: why it does not fit this task
    source: str = ""


@dataclass(frozen=True)
class Answer:
    """One way that somebody chose: its verdict (good, required, danger) and the reason."""

    way: str
    verdict: str
    why: str


def tasks(rows: Iterable[Mapping[str, Any]]) -> tuple[Task, ...]:
    """Read tasks; a setting that a row says nothing of is like the open one."""
    return tuple(_task(row) for row in rows)


def _task(row: Mapping[str, Any]) -> Task:
    def by_setting(name: str, empty: Any) -> dict[str, Any]:
        usual = row.get(name, empty)
        return {setting: row.get(f"{name}_{setting}", usual) for setting in ("official", "open", "hostile")}

    return Task(
        id=row["id"],
        text=row["text"],
        fits={setting: tuple(ways) for setting, ways in by_setting("fits", ()).items()},
        why=by_setting("why", ""),
        harms={setting: tuple(ways) for setting, ways in by_setting("harms", ()).items()},
        against=dict(row.get("against", {})),
        source=row.get("source", ""),
    )


def looked(task: Task, chosen: Collection[str], setting: str, ways: Mapping[str, str]) -> tuple[Answer, ...]:
    """Look at what somebody chose; `ways` says of each what it is not made for.

    >>> bus = Task(id="b", text="", fits={"open": ("post",)}, why={"open": "Short."}, harms={"open": ()}, against={})
    >>> [one.verdict for one in looked(bus, ["post", "film"], "open", {"post": "", "film": "It takes long to make."})]
    ['good', 'required']
    """
    return tuple(_answer(task, way, setting, ways[way]) for way in ways if way in chosen)


def _answer(task: Task, way: str, setting: str, not_for: str) -> Answer:
    if way in task.fits[setting]:
        return Answer(way, "good", task.why[setting])
    if way in task.harms[setting]:
        return Answer(way, "danger", task.why[setting])
    return Answer(way, "required", task.against.get(way, not_for))


def missing(task: Task, chosen: Collection[str], setting: str) -> int:
    """Count the ways that fit and were not chosen."""
    return len(set(task.fits[setting]) - set(chosen))


def solved(task: Task, chosen: Collection[str], setting: str) -> bool:
    """Tell whether something was chosen and all of it fits; nobody has to use every network."""
    return bool(chosen) and set(chosen) <= set(task.fits[setting])

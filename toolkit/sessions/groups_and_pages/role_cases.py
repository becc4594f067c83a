"""The invented groups whose powers are shared out, their people, and the words for powers and devices."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from toolkit.posts import tables


@dataclass(frozen=True)
class Person:
    """Somebody of an invented group, and the city where they live."""

    id: str
    name: str
    city: str


@dataclass(frozen=True)
class Case:
    """An invented group whose powers are to be shared out, its people, and how the plan was found."""

    id: str
    name: str
    people: Mapping[str, Person]
    found: Mapping[str, str]


@cache
def cases() -> Mapping[str, Case]:
    """Get the invented groups by id: one for the lab, one for the exercise."""
    return {
        row["id"]: Case(
            row["id"], row["name"], {one["id"]: Person(**one) for one in row["people"]}, row.get("found", {})
        )
        for row in _table()["cases"]
    }


@cache
def words(table: str) -> Mapping[str, str]:
    """Look up words by id: "powers", "opens", "devices", "hours" or "readable"."""
    if table in ("powers", "opens"):
        return {id_: row["label" if table == "powers" else "opens"] for id_, row in _table()["powers"].items()}
    return dict(_table()[table])


@cache
def _table() -> dict[str, Any]:
    return tables.of(__package__, "data/roles.toml")

"""Threats, vulnerabilities, capacities: which statement is what, and which way the risk moves. Never a number."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from toolkit.sessions.safety_first.pages import table


@dataclass(frozen=True)
class Statement:
    """Something that happens to a group; `factor` and `way` list what one can call it, nothing if it is none."""

    id: str
    text: str
    factor: tuple[str, ...]
    way: tuple[str, ...]
    why: str


@cache
def statements() -> Mapping[str, Statement]:
    """Read the statements, by id."""
    rows = table("risk")["statements"]
    return {row["id"]: Statement(**{**row, "factor": tuple(row["factor"]), "way": tuple(row["way"])}) for row in rows}


def moves(threat: int, vulnerability: int, capacity: int) -> str:
    """Say which way the risk moves when its parts grow (1), shrink (-1) or stay (0): up, down, same or unclear.

    Risk grows with threats and vulnerabilities and shrinks with capacities (Front Line Defenders, Workbook on
    Security, 2011). Where they pull apart nobody can say, and no number is made of it.

    >>> moves(1, 0, 0), moves(0, -1, 1), moves(1, 0, 1), moves(0, 0, 0)
    ('up', 'down', 'unclear', 'same')
    """
    ways = {threat, vulnerability, -capacity} - {0}
    return "same" if not ways else "unclear" if len(ways) > 1 else "up" if ways == {1} else "down"

"""Show what can be chosen in an order of the person's own, so that the place of an answer says nothing about it."""

from collections.abc import Mapping
from hashlib import sha256
from typing import TypeVar

Shown = TypeVar("Shown")


def own_order(options: Mapping[str, Shown], person: str, place: str, *, scale: bool = False) -> dict[str, Shown]:
    """Order options for a person: the same whenever they come back, another one for somebody else.

    `person` is a code name, or else the hand of their answers; `place` names the question: in all its fields the same
    options follow each other in the same way. Steps of a scale keep their sequence, upwards or downwards.

    >>> once = own_order({"a": 1, "b": 2, "c": 3}, "amber-heron", "walk/first")
    >>> once == own_order({"c": 3, "b": 2, "a": 1}, "amber-heron", "walk/first"), sorted(once)
    (True, ['a', 'b', 'c'])
    >>> list(own_order({"low": 1, "mid": 2, "high": 3}, "amber-heron", "walk/how", scale=True))[1]
    'mid'
    """
    if scale:
        names = list(options) if _chance(person, place, "") < "8" else list(options)[::-1]
    else:
        names = sorted(options, key=lambda name: _chance(person, place, name))
    return {name: options[name] for name in names}


def _chance(person: str, place: str, name: str) -> str:
    return sha256(f"{person}/{place}/{name}".encode("utf-8", "replace")).hexdigest()

"""The five source texts of the course and what each of their 108 items says: the numbers behind “item 75”."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from toolkit.posts import tables


@dataclass(frozen=True)
class Source:
    """One of the five texts: its title, where and when it appeared (as far as known), and who wrote it for whom."""

    id: str
    title: str
    where: str
    date: str
    about: str


@dataclass(frozen=True)
class Item:
    """What one item says; `ours` is what we add, `today` tells what changed since, or where it is dangerous."""

    number: int
    source: Source
    says: str
    ours: str = ""
    today: str = ""


@cache
def sources() -> Mapping[str, Source]:
    """Read the five texts, by id."""
    return {row["id"]: Source(**row) for row in _raw()["text"]}


@cache
def items() -> Mapping[int, Item]:
    """Read the items, by number."""
    return {one.number: one for one in map(_item, _raw()["item"])}


def _item(row: Mapping[str, str]) -> Item:
    return Item(int(row["number"]), sources()[row["text"]], row["says"], row.get("ours", ""), row.get("today", ""))


@cache
def _raw() -> Mapping[str, list[dict[str, str]]]:
    return tables.of(__package__, "data/items.toml")


def found(typed: str) -> tuple[Item, ...]:
    """Find items by numbers, or else by words that they say; nothing typed finds all.

    >>> [item.number for item in found("items 75 and 81")]
    [75, 81]
    """
    numbers = [int(number) for number in re.findall(r"\d{1,4}", typed)]
    if numbers:
        return tuple(items()[number] for number in numbers if number in items())
    words = typed.casefold().split()
    return tuple(one for one in items().values() if all(word in one.says.casefold() for word in words))

"""Say whether a share can be computed from what is given, what is missing if not, and how sure it is if so."""

import math
from dataclasses import dataclass

PARTS = ("part", "whole", "people", "time")
"""What a share needs: those who did it, all of whom they are a part, the same people, the same time."""
_Z = 1.96  # 95 %
_CHANCE = 0.05  # what a 95 % bound leaves out


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """A number with the people and the time that it is about; `value` is None where nobody counted.

    `asked` marks a whole that is a sample: some were asked, and the share is to be said of more.
    """

    what: str
    value: float | None = None
    people: str = ""
    time: str = ""
    asked: bool = False


@dataclass(frozen=True)
class Computed:
    """What can be said of a share: its value and bounds from 0 to 1, or else what is missing (see `PARTS`)."""

    missing: tuple[str, ...] = ()
    share: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def kind(self) -> str:
        """Name it: yes, missing (somebody would have to count) or no (the numbers are of different things)."""
        if not self.missing:
            return "yes"
        return "no" if {"people", "time"} & set(self.missing) else "missing"


def share(part: Quantity | None, whole: Quantity | None) -> Computed:
    """Work out which share of `whole` is `part`, or say why that cannot be done.

    Numbers of other people or of another time give no share, even where both are known: that cannot be mended by
    counting once more. A whole that was a sample gives an interval beside the point. Never raises.

    >>> members = Quantity(what="members of the group", value=47_000, people="members", time="June 2011")
    >>> came = Quantity(what="members who came", people="members", time="June 2011")
    >>> share(came, members).missing, share(came, members).kind
    (('part',), 'missing')
    >>> crowd = Quantity(what="people in the street", value=10_000, people="whoever came", time="June 2011")
    >>> share(crowd, members).missing, share(crowd, members).kind
    (('people',), 'no')
    >>> flashmob = Quantity(what="supporters", value=200, people="supporters", time="one day", asked=True)
    >>> none = Quantity(what="supporters who came", value=0, people="supporters", time="one day")
    >>> found = share(none, flashmob)
    >>> found.share, found.low, round(found.high, 3)
    (0.0, 0.0, 0.015)
    """
    missing = _missing(part, whole)
    if missing or part is None or whole is None or part.value is None or whole.value is None:
        return Computed(missing)
    value = part.value / whole.value
    low, high = interval(part.value, whole.value) if whole.asked else (value, value)
    return Computed((), value, low, high)


def _missing(part: Quantity | None, whole: Quantity | None) -> tuple[str, ...]:
    counted = _counted(part, 0), _counted(whole, 1)
    if all(counted) and part and whole and (part.value or 0) > (whole.value or 0):
        return ("people",)  # nobody can be more than all: these must be others
    alike = (True, True)
    if part and whole:
        alike = part.people == whole.people, part.time == whole.time
    return tuple(name for name, there in zip(PARTS, (*counted, *alike), strict=True) if not there)


def _counted(quantity: Quantity | None, least: float) -> bool:
    value = quantity.value if quantity else None
    return value is not None and math.isfinite(value) and value >= least


def interval(hits: float, asked: float) -> tuple[float, float]:
    """Give the 95 % bounds, from 0 to 1, of a share that was seen in a sample: `hits` of `asked` people.

    Wilson's interval (1927); where none or all did it, the one bound that is left: 1 - 0.05^(1/n), near the rule of
    three, 3/n. ValueError if there can be no such sample.

    >>> [round(bound, 2) for bound in interval(21, 60)]
    [0.24, 0.48]
    >>> [round(bound, 3) for bound in interval(0, 200)]
    [0.0, 0.015]
    """
    if not (asked >= 1 and 0 <= hits <= asked and math.isfinite(asked)):
        raise ValueError(f"{hits} of {asked} is no sample.")
    alone = float(-math.expm1(math.log(_CHANCE) / asked))
    if hits == 0:
        return 0.0, alone
    if hits == asked:
        return 1 - alone, 1.0
    seen, extra = hits / asked, _Z**2 / asked
    middle = (seen + extra / 2) / (1 + extra)
    half = _Z * math.sqrt(seen * (1 - seen) / asked + extra / (4 * asked)) / (1 + extra)
    return middle - half, middle + half


def supposing(rate: float, people: float) -> float:
    """Work out how many a rate would bring if it held. That is an “if”: it says nothing of who came.

    >>> supposing(0.05, 47_000)
    2350.0
    """
    return rate * people

"""A time for the chat at which nobody has to get up at night, over all time zones of a cohort (item 70)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from difflib import get_close_matches
from functools import cache
from itertools import combinations
from math import inf
from zoneinfo import ZoneInfo, available_timezones

from toolkit.facilitator.cohort.weeks import Week

_HOUR = timedelta(hours=1)
# Between the first place on earth where a day begins and the last one where it ends.
_EARLIEST_ZONE, _LATEST_ZONE = timedelta(hours=14), timedelta(hours=12)


@dataclass(frozen=True)
class Local:
    """A slot as the clock shows it in one zone; `room` is how far from the edges of the day, in hours.

    Less than no room: it begins too early, ends too late, or is on a day outside the week.
    """

    zone: str
    begins: datetime
    ends: datetime
    room: float


@dataclass(frozen=True)
class Slot:
    """A time for a chat, in UTC and in every zone."""

    begins: datetime
    minutes: int
    local: tuple[Local, ...]

    @property
    def fits(self) -> tuple[str, ...]:
        """The zones in which it is by day."""
        return tuple(one.zone for one in self.local if one.room >= 0)

    @property
    def misses(self) -> tuple[str, ...]:
        """The zones in which it is too early or too late."""
        return tuple(one.zone for one in self.local if one.room < 0)

    @property
    def room(self) -> float:
        """The least room in any zone where it fits, in hours."""
        return min((one.room for one in self.local if one.room >= 0), default=-inf)

    def told(self) -> str:
        """Say when it is, from west to east; places where the clocks agree stand together."""
        places: dict[str, list[str]] = {}
        for one in sorted(self.local, key=lambda one: one.begins.replace(tzinfo=None)):
            places.setdefault(f"{one.begins:%A %H:%M} to {one.ends:%H:%M}", []).append(_place(one.zone))
        return "; ".join(f"{when} in {', '.join(names)}" for when, names in places.items())


@dataclass(frozen=True)
class Offer:
    """Times for a chat, best first, and what there is to say about them.

    If no time suits all, `slots` are those that suit most people, and `groups` one time for each of two groups.
    """

    slots: tuple[Slot, ...]
    groups: tuple[Slot, ...] = ()
    said: tuple[str, ...] = ()


def chat_slots(
    zones: Iterable[str], week: Week, minutes: int = 60, *, earliest: int = 8, latest: int = 22, step: int = 30
) -> Offer:
    """Look for times in a week at which a chat begins and ends by day in every zone.

    `zones` are IANA names, one for each person (so that most people count); `earliest` and `latest` full hours of
    the day, `step` the minutes between two beginnings. Raises ValueError if no chat of this length fits into a day,
    LookupError if this computer has no list of time zones.
    """
    if not 0 < minutes <= (latest - earliest) * 60 or not 0 <= earliest < latest <= 24 or step < 1:
        raise ValueError(f"A chat of {minutes} minutes does not fit between {earliest}:00 and {latest}:00.")
    people = Counter(zones)
    known = {zone: ZoneInfo(zone) for zone in sorted(people) if zone in _available()}
    said = tuple(_unknown(zone) for zone in sorted(people) if zone not in known)
    if not known:
        return Offer((), said=(*said, "Enter at least one time zone, such as Africa/Cairo."))
    every = [
        Slot(begins, minutes, tuple(_local(zone, begins, minutes, week, (earliest, latest)) for zone in known.items()))
        for begins in _beginnings(week, step)
    ]
    most = max((_reached(slot, people) for slot in every), default=0)
    best = tuple(sorted((slot for slot in every if most and _reached(slot, people) == most), key=_by_room))
    if best and not best[0].misses:
        return Offer(best, said=said)
    groups = _two_groups(every, people)
    return Offer(best, groups, (*said, *_advice(best, groups, known)))


@cache
def _available() -> frozenset[str]:
    found = frozenset(available_timezones())
    if not found:
        raise LookupError("This computer has no list of time zones. Install the package tzdata: pip install tzdata")
    return found


def _unknown(zone: str) -> str:
    close = get_close_matches(zone, _available(), 1)
    hint = f"Did you mean {close[0]}?" if close else "It is written as continent, slash, city: Africa/Cairo."
    return f"We do not know the time zone “{zone[:40]}”, so we left it out. {hint}"


def _beginnings(week: Week, step: int) -> Iterator[datetime]:
    """Give every time at which it is a day of this week somewhere on earth."""
    midnight = time(tzinfo=UTC)
    begins = datetime.combine(week.first, midnight) - _EARLIEST_ZONE
    end = datetime.combine(week.last, midnight) + timedelta(1) + _LATEST_ZONE
    while begins < end:
        yield begins
        begins += timedelta(minutes=step)


def _local(zone: tuple[str, ZoneInfo], begins: datetime, minutes: int, week: Week, day: tuple[int, int]) -> Local:
    name, clock = zone
    # Both ends are reckoned from UTC: clocks that are changed during the chat show it.
    starts, ends = begins.astimezone(clock), (begins + timedelta(minutes=minutes)).astimezone(clock)
    if not week.first <= starts.date() <= week.last:
        return Local(name, starts, ends, -inf)
    midnight = datetime.combine(starts.date(), time())
    after, until = starts.replace(tzinfo=None) - midnight, ends.replace(tzinfo=None) - midnight
    return Local(name, starts, ends, min(after / _HOUR - day[0], day[1] - until / _HOUR))


def _reached(slot: Slot, people: Mapping[str, int]) -> int:
    return sum(people[zone] for zone in slot.fits)


def _by_room(slot: Slot) -> tuple[float, float, datetime]:
    """Sort by the least room, then by all room together, then by date."""
    return -slot.room, -sum(one.room for one in slot.local if one.room >= 0), slot.begins


def _two_groups(every: Sequence[Slot], people: Mapping[str, int]) -> tuple[Slot, ...]:
    """Find two times that reach most people between them; everybody is in the group in which they have more room."""
    by_reach: dict[tuple[str, ...], Slot] = {}
    for slot in sorted(every, key=_by_room):
        if slot.fits:
            by_reach.setdefault(slot.fits, slot)
    pairs = [_shared(pair) for pair in combinations(by_reach.values(), 2)]
    pair = max(pairs, key=lambda two: (_together(two, people), min(slot.room for slot in two)), default=())
    return tuple(_best_for(every, slot) for slot in pair)


def _shared(pair: tuple[Slot, Slot]) -> tuple[Slot, ...]:
    """Leave in each of two slots only those zones that have more room in it than in the other."""
    sides: tuple[list[Local], list[Local]] = ([], [])
    for here, there in zip(pair[0].local, pair[1].local, strict=True):
        nearer = max(here, there, key=lambda one: one.room)
        if nearer.room >= 0:
            sides[nearer is not here].append(nearer)
    shared = (Slot(slot.begins, slot.minutes, tuple(side)) for slot, side in zip(pair, sides, strict=True))
    return tuple(slot for slot in shared if slot.local)


def _together(slots: tuple[Slot, ...], people: Mapping[str, int]) -> int:
    return sum(_reached(slot, people) for slot in slots)


def _best_for(every: Sequence[Slot], group: Slot) -> Slot:
    """Find the best time for the zones of one group alone."""
    zones = set(group.fits)
    own = [
        Slot(slot.begins, slot.minutes, tuple(one for one in slot.local if one.zone in zones))
        for slot in every
        if zones <= set(slot.fits)
    ]
    return min(own, key=_by_room)


def _advice(best: tuple[Slot, ...], groups: tuple[Slot, ...], known: Iterable[str]) -> Iterator[str]:
    if not best:
        yield "There is no time in this week at which it is by day anywhere."
        return
    yield (
        f"No time suits everybody. The best one, {best[0].told()}, "
        f"is at night for {', '.join(map(_place, best[0].misses))}."
    )
    if len(groups) == 2:
        yield f"Make two groups: {groups[0].told()}. And: {groups[1].told()}."
    left = sorted(set(known) - {zone for slot in groups for zone in slot.fits})
    if left:
        yield f"Even so these would have to get up at night: {', '.join(map(_place, left))}."


def _place(zone: str) -> str:
    return zone.rsplit("/", 1)[-1].replace("_", " ")

"""Two hands under one code name: what came from another computer waits beside what counts, until somebody chooses."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from toolkit.answers import FILE, read
from toolkit.facilitator.alone import alone
from toolkit.facilitator.collecting.keeping import (
    EARLIER,
    OTHERS,
    STAMP,
    Version,
    count,
    current_version,
    next_place,
)
from toolkit.facilitator.collecting.senders import is_exercise
from toolkit.notebook.handing_in import CODE_NAME, answered

_EVER = float("inf")  # every date counts here: when it came in, it was looked at
_NOTHING = "Nothing of “{who}” waits for a choice in “{assignment}”."


@dataclass(frozen=True)
class Hand:
    """The newest answers of one hand: when they were sent (None: nobody knows), how many questions they answer.

    `name` is the beginning of the hand, or "none" of a file that states none.
    """

    name: str
    sent: datetime | None
    answered: int
    differs: int = 0  # questions answered otherwise than in what counts


@dataclass(frozen=True)
class Clash:
    """An exercise that came from several hands under one code name: which counts now, and which wait beside it."""

    who: str
    assignment: str
    counts: Hand
    waits: tuple[Hand, ...]


def clashes(submitted: Path) -> list[Clash]:
    """List what waits for a choice; a folder that cannot be read is passed over."""
    return [found for place in sorted(submitted.glob(f"*/*/{OTHERS}")) if (found := _clash(place.parent))]


def choose(submitted: Path, who: str, assignment: str, hand: str) -> str:
    """Let the newest answers of one hand count, and put all others among the earlier ones; says what holds now.

    `hand` is the name of the one that counts or of one that waits. Nothing is deleted. Raises LookupError, in words
    for a facilitator, if nothing waits there, or no such hand.
    """
    target = submitted / who / assignment
    if not CODE_NAME.fullmatch(who) or not is_exercise(assignment) or _is_led_away(target):
        raise LookupError(_NOTHING.format(who=who, assignment=assignment))
    with alone(target):
        now, waiting = _counting(target), _by_hand(target)
        if now is None or not waiting:
            raise LookupError(_NOTHING.format(who=who, assignment=assignment))
        if hand in waiting:
            count(target, waiting[hand])
        elif hand != _name(now):
            raise LookupError(f"No answers of the hand “{hand}” wait for {who} in {assignment}.")
        _settle(target)
    return f"The answers of the hand “{hand}” count for {who} in {assignment}. Grade again; the others are kept."


def _is_led_away(target: Path) -> bool:
    """Tell whether a folder on the way is a link to another place, or is not there."""
    return not target.is_dir() or any(path.is_symlink() for path in (target, target.parent, target / OTHERS))


def _clash(target: Path) -> Clash | None:
    if _is_led_away(target):
        return None
    now, waiting = _counting(target), _by_hand(target)
    if now is None or not waiting:
        return None
    told = tuple(_told(one, _differs(now, one)) for one in waiting.values())
    return Clash(target.parent.name, target.name, _told(now), told)


def _counting(target: Path) -> Version | None:
    found = current_version(target / FILE, target / STAMP, _EVER)
    return found if isinstance(found, Version) else None


def _by_hand(target: Path) -> dict[str, Version]:
    """Find the newest version of every hand that waits."""
    found: dict[str, Version] = {}
    for one in _waiting(target):
        if _name(one) not in found or one.rank > found[_name(one)].rank:
            found[_name(one)] = one
    return found


def _waiting(target: Path) -> Iterator[Version]:
    for path in sorted((target / OTHERS).glob("answers-*.json")):
        one = current_version(path, path.with_name(STAMP), _EVER)
        if isinstance(one, Version):
            yield one


def _name(version: Version) -> str:
    return version.hand[:8] if version.hand else "none"


def _told(version: Version, differs: int = 0) -> Hand:
    seconds = version.moment.seconds
    sent = datetime.fromtimestamp(seconds, UTC) if seconds else None
    return Hand(_name(version), sent, version.answered, differs)


def _differs(one: Version, other: Version) -> int:
    here, there = read(one.text).values, read(other.text).values
    given = {form for form in {*here, *there} if answered(here.get(form)) or answered(there.get(form))}
    return sum(here.get(form) != there.get(form) for form in given)


def _settle(target: Path) -> None:
    """Put what no longer waits among the earlier versions, each in one step."""
    now = _counting(target)
    for path in sorted((target / OTHERS).glob("answers-*.json")):
        one = current_version(path, path.with_name(STAMP), _EVER)
        if now and one and one.text == now.text:
            path.unlink()
        else:
            path.replace(next_place(target / EARLIER))
    with suppress(OSError):
        (target / OTHERS).rmdir()

"""What a page tells about people: facts that stand on it together, whom they find, what is left of its purpose."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

from toolkit.sessions.safety_first.pages import Page, Person, Token, Way, page

ROLES = ("alone", "together", "nobody")


@dataclass(frozen=True)
class Path:
    """One way in which somebody is found, and the parts that tell it: none of them can be missed."""

    person: Person
    way: Way
    parts: frozenset[Token]

    def numbers(self, page: Page) -> tuple[int, ...]:
        """List the numbers of its parts."""
        return tuple(sorted(page.parts[part].number for part, _ in self.parts))


def standing(page: Page, changes: Mapping[str, Any]) -> frozenset[Token]:
    """List what stands on the page after changes, by part id; what hangs on a part that is gone goes with it.

    A choice that we do not know, or that a part does not offer, leaves the part as it is.
    """
    chosen = {id_: changes.get(id_) for id_ in page.parts}
    gone = {id_ for id_, part in page.parts.items() if "remove" in (chosen[id_], chosen.get(part.under))}
    blurred = {id_ for id_, part in page.parts.items() if chosen[id_] == "blur" and part.less}
    return frozenset((id_, "blur" if id_ in blurred else "leave") for id_ in page.parts if id_ not in gone)


def paths(page: Page, tokens: Iterable[Token]) -> tuple[Path, ...]:
    """Find who can be found from parts of a page, person by person, each way with no part too many."""
    known = _known(page, tokens)
    return tuple(path for person in page.people.values() for path in _ways_to(person, known))


def _ways_to(person: Person, known: Mapping[str, set[frozenset[Token]]]) -> list[Path]:
    every = {parts: way for way in reversed(person.ways) for parts in _joined(way, known)}
    found = [Path(person, every[parts], parts) for parts in _least(every)]
    return sorted(found, key=_plainest)


def _plainest(path: Path) -> tuple[int, int, list[Token]]:
    return len(path.parts), sum(choice == "blur" for _, choice in path.parts), sorted(path.parts)


def _known(page: Page, tokens: Iterable[Token]) -> dict[str, set[frozenset[Token]]]:
    """Tell of every fact which least sets of parts give it away, alone or by what follows from them."""
    known: dict[str, set[frozenset[Token]]] = {}
    for token in tokens:
        for fact in page.shown(token).reveals:
            known.setdefault(fact, set()).add(frozenset({token}))
    grown = True
    while grown:
        before = {fact: set(sets) for fact, sets in known.items()}
        for way, gives in page.follows:
            known[gives] = _least({*known.get(gives, ()), *_joined(way, known)})
        grown = {fact: sets for fact, sets in known.items() if sets} != {f: s for f, s in before.items() if s}
    return known


def _joined(way: Way, known: Mapping[str, set[frozenset[Token]]]) -> Iterator[frozenset[Token]]:
    """Join the parts for all facts of a way; a part cannot be left and say less at once."""
    for sets in product(*(known.get(fact, ()) for fact in sorted(way.facts))):
        joined: frozenset[Token] = frozenset().union(*sets)
        if len({part for part, _ in joined}) == len(joined):
            yield joined


def _least(sets: Iterable[frozenset[Token]]) -> set[frozenset[Token]]:
    every = set(sets)
    return {one for one in every if not any(other < one for other in every)}


def seen(page: Page, changes: Mapping[str, Any]) -> dict[str, tuple[Path, ...]]:
    """Tell who can be found from a page after changes, by person's id, and how."""
    found: dict[str, tuple[Path, ...]] = {}
    for path in paths(page, standing(page, changes)):
        found[path.person.id] = (*found.get(path.person.id, ()), path)
    return found


def kept(page: Page, changes: Mapping[str, Any]) -> dict[str, bool]:
    """Tell of every purpose of a page whether a part still serves it."""
    carried = frozenset[str]().union(*(page.shown(token).carries for token in standing(page, changes)))
    return {purpose: purpose in carried for purpose in page.purposes}


def as_it_should_be(person: Person, is_found: bool, setting: str) -> bool | None:
    """Tell whether it is right that somebody is found, or is not; None where both are."""
    duty = person.may.get(setting, "never")
    return None if duty == "agreed" else is_found == (duty == "must")


def worth(page: Page, changes: Mapping[str, Any], setting: str) -> tuple[float, float]:
    """Give two shares: of people who are found or not as it should be, and of purposes that are still served."""
    found, purposes = seen(page, changes), kept(page, changes).values()
    judged = [as_it_should_be(one, one.id in found, setting) for one in page.people.values()]
    counted = [one for one in judged if one is not None]
    return sum(counted) / len(counted) if counted else 1.0, sum(purposes) / len(purposes)


def involved(of: str | Page) -> Mapping[str, tuple[Path, ...]]:
    """Tell for every part of a page in which ways to somebody it can play a part, whatever the others show.

    Raises LookupError for a graded page that was read without its key.
    """
    found = page(of) if isinstance(of, str) else of
    if not found.people:
        raise LookupError(f"Whom {found.id!r} tells of stands in its key alone.")
    return _involved(found)


@cache
def _involved(found: Page) -> Mapping[str, tuple[Path, ...]]:
    whole = [(id_, choice) for id_, part in found.parts.items() for choice in part.choices if choice != "remove"]
    every = paths(found, whole)
    return {id_: tuple(path for path in every if (id_, "leave") in path.parts) for id_ in found.parts}


def role(of: str | Page, part: str) -> str:
    """Say whether a part finds somebody alone, only together with others, or nobody.

    >>> role("example", "hour"), role("example", "thanks"), role("example", "write")
    ('alone', 'together', 'nobody')
    """
    ways = involved(of)[part]
    return "nobody" if not ways else "alone" if any(len(path.parts) == 1 for path in ways) else "together"


def rescued(page: Page, changes: Mapping[str, Any], part: str) -> tuple[Person, ...]:
    """List those whom only the change of this part protects, as the other parts are now."""
    before = seen(page, {**changes, part: "leave"})
    now = seen(page, changes)
    return tuple(person for id_, person in page.people.items() if id_ in before and id_ not in now)

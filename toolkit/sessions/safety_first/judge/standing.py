"""A page as it stands after changes, as the checks see it: whom it finds is looked up in the model."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from toolkit.review.drafts import SETTINGS
from toolkit.sessions.safety_first.exposure import Path, as_it_should_be, kept, seen, standing
from toolkit.sessions.safety_first.pages import Page, Person, read

LIST = "item 81; Bynet: A slippery weapon!, 18 December 2012"


@dataclass(frozen=True)
class Standing:
    """A page, what was chosen for its parts, and the setting; `told` by its key, or read as a visitor reads it.

    Of more people than have `cards` the last ones share one: nobody here is a smaller matter.
    """

    page: Page
    changes: Mapping[str, Any] = field(hash=False)
    setting: str
    told: bool = True
    cards: int | None = None

    @property
    def text(self) -> str:
        """The words that are left."""
        return " ".join(self.page.shown(token).text for token in sorted(standing(self.page, self.changes)))

    @cached_property
    def found(self) -> Mapping[str, tuple[Path, ...]]:
        """Who can be found, by id, and how."""
        return seen(self.page, self.changes)

    @cached_property
    def wrong(self) -> tuple[Person, ...]:
        """Those who are found and should not be, or are hidden and must be named."""
        people = self.page.people.values()
        return tuple(one for one in people if as_it_should_be(one, one.id in self.found, self.setting) is False)

    @property
    def together(self) -> tuple[Person, ...]:
        """Those of them who share a card."""
        return () if self.cards is None or len(self.wrong) <= self.cards else self.wrong[self.cards - 1 :]

    @property
    def gone(self) -> list[str]:
        """What the page is for and does no longer, in words."""
        return [self.page.purposes[id_] for id_, is_left in kept(self.page, self.changes).items() if not is_left]

    def who_are_found(self, duty: str) -> Iterator[tuple[Person, Sequence[Path]]]:
        """Go through those of one duty who are found, and how; who shares a card is not among them."""
        for person in self.page.people.values():
            if person.id in self.found and self.duty(person) == duty and person not in self.together:
                yield person, self.found[person.id]

    def who_are_hidden(self) -> Iterator[Person]:
        """Go through those who must be named and are not."""
        return (one for one in self.wrong if one.id not in self.found and one not in self.together)

    def duty(self, person: Person) -> str:
        """Say whether somebody may be found in this setting."""
        return person.may.get(self.setting, "never")


def either(page_: Page, ways: Sequence[Path]) -> str:
    """Give the numbers of the parts that find somebody: those joined by a plus do so together."""
    return "; ".join(dict.fromkeys(" + ".join(map(str, way.numbers(page_))) for way in ways))


def example(*duties: str, setting: str = "hostile", gone: Iterable[str] = (), **known: Any) -> Standing:
    """Make the example of a check: a page that says what it is for and names a person of each duty, one a part."""
    numbered = list(enumerate(duties, 1))
    raw = {
        **{"name": "Evening school", "set": "example", "country": "drusna", "language": "en", "setting": setting},
        **{"about": "", "purposes": {"say": "what the group stands for"}},
        "parts": [
            {"id": "say", "kind": "about", "text": "Free lessons in the evening.", "carries": ["say"]},
            *({"id": f"part-{n}", "kind": "post", "text": f"Teacher {n}.", "reveals": [f"{n}"]} for n, _ in numbered),
        ],
        "people": [
            {
                **{"id": f"teacher-{n}", "name": f"teacher {n}", "may": dict.fromkeys(SETTINGS, duty)},
                "ways": [{"facts": [f"{n}"], "why": "One name is enough."}],
            }
            for n, duty in numbered
        ],
    }
    return Standing(read("example", raw), dict.fromkeys(gone, "remove"), setting, **known)

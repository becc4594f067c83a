"""A plan of roles, as the checks see it: what it leaves open is looked up in the model."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from toolkit.review.findings import Hit
from toolkit.sessions.groups_and_pages.role_cases import Person, words
from toolkit.sessions.groups_and_pages.roles import NOWHERE, SHARED, Gap, Plan, gaps, plan


@dataclass(frozen=True)
class Planned:
    """A plan of roles, and the setting in which it has to hold."""

    plan: Plan
    setting: str

    @property
    def text(self) -> str:
        """Who holds what."""
        return " ".join(f"{one.power} {one.who}" for one in self.plan.holdings)

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """What the plan leaves open."""
        return gaps(self.plan)

    def names(self, gap: Gap) -> str:
        """Name people and powers in words."""
        people, powers = self.plan.people, words("powers")
        return ", ".join(people[one].name if one in people else powers.get(one, one) for one in gap.about)


def gap(kind: str, **known: Any) -> Callable[[Planned], Iterator[Hit]]:
    """Make a finder of one kind of gap; with `found` a second person is named beside the first."""

    def find(planned: Planned) -> Iterator[Hit]:
        for named in (planned.names(one) for one in planned.gaps if one.kind == kind):
            yield Hit(named, fields={"named": named, **known})

    return find


_PEOPLE = {who: Person(who, who.title(), city) for who, city in (("ada", "Lorvik"), ("bo", "Tarn"), ("cy", "Lorvik"))}
_WHOLE = {
    **{f"{power}.{n}": f"{who}.telephone" for power in SHARED[:4] for n, who in ((1, "ada"), (2, "bo"))},
    **{"mail.1": "cy.apart", "mail.2": "bo.apart", "second.1": "cy.apart", "second.2": "ada.apart"},
    **{"phone.1": NOWHERE, "deputy": "bo", "exit.1": "ada", "exit.2": "bo", "hours": "6"},
}


def example(*without: str, setting: str = "hostile", **changed: str) -> Planned:
    """Make the example of a check: a plan without a gap, some of whose fields are left out or changed."""
    sheet = {**_WHOLE, **{field.replace("_", "."): value for field, value in changed.items()}}
    return Planned(plan(_PEOPLE, {field: value for field, value in sheet.items() if field not in without}), setting)

"""A form that a group considers, as the checks see it: what speaks against it is looked up in the model."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from toolkit.review.findings import Hit
from toolkit.sessions.groups_and_pages.gatherings import Clash, Form, Group, clashes


@dataclass(frozen=True)
class Considered:
    """A group, the form that it considers, and the setting in which it lives."""

    group: Group
    form: Form
    setting: str

    @property
    def text(self) -> str:
        """The names of both."""
        return f"{self.group.name} {self.form.name}"

    @cached_property
    def clashes(self) -> tuple[Clash, ...]:
        """What speaks against the form."""
        return clashes(self.group, self.form, self.setting)


def clash(kind: str) -> Callable[[Considered], Iterator[Hit]]:
    """Make a finder of one kind of clash; how much it matters, the model knows."""
    return lambda one: (Hit(verdict=found.verdict) for found in one.clashes if found.kind == kind)


_GROUP = Group(id="choir", set="lab", setting="open", name="A choir", about="", needs=())
_ROOM = Form(
    id="room",
    name="A room",
    means="",
    joins="invited",
    bears="people",
    talk=True,
    answers=True,
    reacts=False,
    exists="anybody",
    members="admins",
    admins="admins",
    posts="members",
    after="admins",
    leaves="",
)


def example(*needs: str, setting: str = "open", **changed: Any) -> Considered:
    """Make the example of a check: a group with few needs, a small room, and what is changed about it."""
    return Considered(replace(_GROUP, needs=needs), replace(_ROOM, **changed), setting)

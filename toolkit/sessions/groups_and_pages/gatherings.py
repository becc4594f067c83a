"""Forms in which people gather on a network: who sees what of each, and which fits which group in which setting."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from toolkit.posts import tables

THINGS = ("exists", "members", "admins", "posts", "after")
VIEWERS = ("visitor", "member", "opponent", "network")
SIGHTS = ("sees", "inside", "taken", "no", "keeps", "sealed")
"""Sees it; sees it from inside, once let in or with one member's telephone; needs an administrator's telephone;
does not see it; keeps it on its own computers; may keep it sealed, which has to be looked up."""
_REACH = {
    "official": {"open"},
    "open": {"open", "asks"},
    "hostile": {"open", "asks", "invited", "sender"},
}  # into which rooms an opponent gets; where somebody is watching, one false name or one telephone is enough


@dataclass(frozen=True, kw_only=True)
class Dated:
    """What is known of one thing in a form, from which source and as of which day."""

    thing: str
    says: str
    source: str
    as_of: date


@dataclass(frozen=True, kw_only=True)
class Form:
    """One form of gathering; `exists` to `after` name the widest circle that sees it: anybody, members or admins."""

    id: str
    name: str
    means: str
    joins: str  # open, asks, invited, sender
    bears: str  # who stands behind it: person, people, name or office
    talk: bool  # its people write to each other
    answers: bool  # somebody who asks can be answered there
    reacts: bool  # likes and comments stand under names, for anybody
    exists: str
    members: str
    admins: str
    posts: str
    after: str
    leaves: str
    sealed: bool = False  # its words may be closed to the network
    numbers: str = ""  # who is seen by telephone number: sender, members or nobody
    members_differ: bool = False  # some networks show its list to anybody
    dated: tuple[Dated, ...] = ()

    def circle(self, thing: str) -> str:
        """Name the widest circle that sees a thing."""
        return {
            "exists": self.exists,
            "members": self.members,
            "admins": self.admins,
            "posts": self.posts,
            "after": self.after,
        }[thing]


@dataclass(frozen=True, kw_only=True)
class Group:
    """An invented group that looks for a form, what it needs, and in which setting it lives."""

    id: str
    set: str  # lab or exercise
    setting: str
    name: str
    about: str
    needs: tuple[str, ...]


@dataclass(frozen=True)
class Clash:
    """One thing about a form that does not go together with a group in a setting, and how much it matters."""

    kind: str
    verdict: str  # danger, required or advice


def forms() -> Mapping[str, Form]:
    """Get all forms by id, in the order of the file."""
    return _read()[0]


def groups(set_: str = "lab") -> Mapping[str, Group]:
    """Get the groups of the lab, or of the exercise, by id."""
    return {id_: one for id_, one in _read()[1].items() if one.set == set_}


@cache
def words(table: str) -> Mapping[str, str]:
    """Look up words by id: "things", "checks" (how to look a thing up), "circles" or "needs"."""
    if table in ("things", "checks"):
        column = "label" if table == "things" else "check"
        return {id_: row[column] for id_, row in _table("forms.toml")["things"].items()}
    return dict(_table("forms.toml" if table == "circles" else "groups.toml")[table])


def sight(form: Form, thing: str, viewer: str, setting: str) -> str:
    """Tell how a viewer sees a thing: one of SIGHTS.

    >>> sight(forms()["public-group"], "members", "visitor", "open")
    'sees'
    >>> [sight(forms()["hidden-group"], "members", "opponent", setting) for setting in ("open", "hostile")]
    ['no', 'inside']
    """
    circle = form.circle(thing)
    if viewer == "network":
        return "sealed" if form.sealed and thing == "posts" else "keeps"
    if circle == "anybody" or (circle == "members" and viewer == "member"):
        return "sees"
    if viewer != "opponent":
        return "no"
    if circle == "members":
        return "inside" if form.joins in _REACH[setting] else "no"
    return "taken" if setting == "hostile" else "no"


def clashes(group: Group, form: Form, setting: str) -> tuple[Clash, ...]:
    """List what speaks against a form for a group in a setting; nothing required means that it may do.

    >>> [one.kind for one in clashes(groups()["first-aid"], forms()["hidden-group"], "hostile")]
    ['lost', 'crowd', 'list', 'kept']
    """
    return (*_purpose(group, form, setting), *_keys(group, form, setting), *_exposure(group, form, setting))


def fitting(group: Group, setting: str) -> tuple[str, ...]:
    """Name the forms against which nothing required and no danger speaks."""
    return tuple(
        id_ for id_, form in forms().items() if all(one.verdict == "advice" for one in clashes(group, form, setting))
    )


def _purpose(group: Group, form: Form, setting: str) -> Iterator[Clash]:
    if "found" in group.needs and form.exists != "anybody":
        yield Clash("lost", "required")
    if "talk" in group.needs and not form.talk:
        yield Clash("mute", "required")
    if "answer" in group.needs and not form.answers:
        yield Clash("deaf", "required")
    if "told" in group.needs and form.talk:
        yield Clash("crowd", "required" if setting == "official" else "advice")


def _keys(group: Group, form: Form, setting: str) -> Iterator[Clash]:
    """A thing that hangs on one person ends with that person (item 82); an office needs a page that names it."""
    if form.bears == "person":
        yield Clash("alone", "required" if form.id == "profile" else "advice")
    if "office" in group.needs and form.bears != "office":
        yield Clash("office", "required" if setting == "official" and form.bears != "name" else "advice")


def _exposure(group: Group, form: Form, setting: str) -> Iterator[Clash]:
    watched = setting == "hostile"
    if watched or "risk" in group.needs:
        yield from _listed(form, watched)
        if form.reacts:
            yield Clash("reacts", "advice")
        yield from _telephones(form, watched)
    if "plans" in group.needs:
        door = form.posts == "anybody" or form.joins in ("open", "asks")
        yield Clash("plans", "danger" if watched else "required") if door else Clash("plans-kept", "advice")


def _listed(form: Form, watched: bool) -> Iterator[Clash]:
    """A list of members is evidence (item 81): who can read it?"""
    if form.members == "anybody":
        yield Clash("list-open", "danger" if watched else "required")
    elif form.members == "members":
        bell = form.joins == "asks"
        yield Clash("bell" if bell else "list", "required" if bell and watched else "advice")
    elif watched:
        yield Clash("list-differs" if form.members_differ else "list-kept", "advice")


def _telephones(form: Form, watched: bool) -> Iterator[Clash]:
    """Tell what telephones and companies know; which room keeps more of it, people who train groups dispute."""
    if form.numbers == "members":
        yield Clash("numbers", "advice")
    if watched and form.numbers == "sender":
        yield Clash("map", "required")
    if watched and form.talk and form.posts == "members":
        yield Clash("sealed" if form.sealed else "kept", "advice")


@cache
def _read() -> tuple[Mapping[str, Form], Mapping[str, Group]]:
    found = [_form(row) for row in _table("forms.toml")["forms"]]
    listed = [Group(**{**row, "needs": tuple(row["needs"])}) for row in _table("groups.toml")["groups"]]
    return {one.id: one for one in found}, {one.id: one for one in listed}


def _form(row: dict[str, Any]) -> Form:
    return Form(**{**row, "dated": tuple(Dated(**one) for one in row.get("dated", ()))})


@cache
def _table(name: str) -> dict[str, Any]:
    return tables.of(__package__, f"data/{name}")

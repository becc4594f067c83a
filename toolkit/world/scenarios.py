"""Read invented countries from plain files: a folder each, with variables and documents."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from toolkit.posts import tables
from toolkit.review.drafts import Brief, Fact, Gathering, Protected, Tagging

_FOLDER = files(__package__).joinpath("data/scenarios")


def scenarios() -> tuple[str, ...]:
    """Name all scenarios."""
    return tuple(sorted(entry.name for entry in _FOLDER.iterdir() if entry.joinpath("scenario.toml").is_file()))


@cache
def documents(scenario: str) -> Mapping[str, Brief]:
    """Read all documents of a scenario, by id (the file's name without .toml), in the order of their ids.

    Raises LookupError for an unknown scenario and ValueError, with the file's name, for a document that
    does not fit the format.
    """
    folder = _FOLDER.joinpath(scenario)
    if not folder.joinpath("scenario.toml").is_file():
        raise LookupError(f"There is no scenario {scenario!r}. There are: {', '.join(scenarios())}.")
    variables = _variables(folder.joinpath("scenario.toml"))
    found = sorted(folder.joinpath("documents").iterdir(), key=lambda entry: entry.name)
    briefs = [_document(entry, variables) for entry in found if entry.name.endswith(".toml")]
    return {brief.id: brief for brief in briefs}


def document(name: str) -> Brief:
    """Find one document by "scenario/id", for example "marenia/hearing.en"."""
    scenario, _, id_ = name.partition("/")
    try:
        return documents(scenario)[id_]
    except KeyError:
        raise LookupError(f"{scenario!r} has no document {id_!r}.") from None


def _variables(entry: Traversable) -> Mapping[str, Mapping[str, str]]:
    try:
        found = _read(entry)["variables"]
    except (KeyError, ValueError) as problem:
        raise ValueError(f"{entry.name} does not fit the format: {problem!r}") from problem
    if not isinstance(found, dict):
        raise ValueError(f"{entry.name} does not fit the format: its variables are no table.")
    return found


def _read(entry: Traversable) -> dict[str, Any]:
    return tables.read(entry)


def _document(entry: Traversable, variables: Mapping[str, Mapping[str, str]]) -> Brief:
    try:
        raw = _read(entry)
        return _brief(entry.name.removesuffix(".toml"), _filled(raw, variables[raw["language"]]))
    except (KeyError, TypeError, ValueError) as problem:
        raise ValueError(f"{entry.name} does not fit the format: {problem!r}") from problem


def _filled(value: Any, variables: Mapping[str, str]) -> Any:
    """Fill {variables} into every text of a nested value."""
    if isinstance(value, str):
        return value.format_map(variables) if "{" in value else value
    if isinstance(value, list):
        return [_filled(item, variables) for item in value]
    if isinstance(value, dict):
        return {key: _filled(item, variables) for key, item in value.items()}
    return value


def _brief(id_: str, raw: Mapping[str, Any]) -> Brief:
    parts = tuple((part["role"], part["text"]) for part in raw["parts"])
    meeting, tagging = raw.get("gathering", {}), raw.get("tagging", {})
    return Brief(
        id=id_,
        title=raw["title"],
        text="\n\n".join([raw["title"], *(text for _, text in parts)]),
        language=raw["language"],
        kind=raw["kind"],
        speaker=raw["speaker"],
        published=raw["published"],
        link=raw["link"],
        tags=tuple(raw.get("tags", ())),
        known=tuple(raw.get("known", ())),
        people=tuple(raw.get("people", ())),
        parts=parts,
        facts=tuple(_fact(fact) for fact in raw["facts"]),
        protected=tuple(Protected(names=tuple(who["names"]), why=who["why"]) for who in raw.get("protected", ())),
        gathering=Gathering(**{key: tuple(meeting.get(key, ())) for key in ("place", "time", "day")}),
        tagging=Tagging(
            event=tuple(tagging.get("event", ())),
            broad=tuple(tagging.get("broad", ())),
            traps=tuple(tagging.get("traps", {}).items()),
        ),
    )


def _fact(raw: Mapping[str, Any]) -> Fact:
    return Fact(
        id=raw["id"],
        label=raw["label"],
        accept=tuple(raw["accept"]),
        kind=raw.get("kind", "other"),
        about=tuple(raw.get("about", ())),
        risky=raw.get("hostile") == "leave out",
    )

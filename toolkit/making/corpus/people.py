"""Give every account its followers and its age, drawn by kind."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from toolkit.making.corpus.draws import normal, stream, whole
from toolkit.making.corpus.spec import Person, Spec


@dataclass(frozen=True)
class Account:
    """A person with what was drawn for it: followers, since when, how active, whether its impressions are shown."""

    person: Person
    voice: str
    words: str
    followers: int
    since: date
    activity: float
    shows_impressions: bool


def accounts(spec: Spec) -> tuple[Account, ...]:
    """Make all accounts, in the order of people.csv; each depends on the seed and its own handle only."""
    return tuple(_account(spec, person) for person in spec.people)


def _account(spec: Spec, person: Person) -> Account:
    rng = stream(spec.seed, "account", person.handle)
    kind = spec.kinds[person.kind]
    drawn = round(kind.followers * math.exp(kind.spread * normal(rng)))
    early, late = kind.since
    since = early + timedelta(days=whole(rng, 0, (late - early).days))
    return Account(
        person=person,
        voice=kind.voice,
        words=kind.words,
        followers=person.followers or max(3, drawn),
        since=person.since or since,
        activity=math.exp(0.4 * normal(rng)),
        shows_impressions=rng.random() >= spec.reactions["hidden_impressions"],
    )


def writers(
    everybody: Sequence[Account], voice: str, lang: str, countries: Sequence[str], section: str
) -> dict[Account, float]:
    """Find who can write about this in this voice and language there, with how active each is."""
    return {
        one: one.activity
        for one in everybody
        if one.voice == voice
        and one.person.speaks(lang)
        and one.person.country in countries
        and one.person.minds(section)
    }

"""Make the stream: who writes when; then reposts of what was written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random

from toolkit.making.corpus.draws import stream, weighted, whole
from toolkit.making.corpus.people import Account, accounts, writers
from toolkit.making.corpus.records import Moment, Post
from toolkit.making.corpus.spec import Flow, Spec
from toolkit.making.corpus.writing import LIMIT, write
from toolkit.posts import length

_REMEMBERED = 14
_AMPLIFIERS = ("press", "office", "news", "people")
_WAKING = range(7, 24)
_LAG = (600, 72_000)  # seconds between a post and its repost

Heard = dict[tuple[str, str], list[Post]]


def stream_of(spec: Spec) -> list[Post]:
    """Make all posts and reposts, oldest first."""
    everybody = accounts(spec)
    moments = [one for flow in spec.flows for one in _moments(spec, flow, everybody)]
    moments.sort(key=lambda one: one.created)  # stable: equal times stay in the order of feed.toml
    heard: Heard = {}
    seen: set[str] = set()
    made = []
    for moment in moments:
        post = write(spec, moment, _audible(heard, moment.flow), seen)
        latest = heard.setdefault((moment.flow.section, post.lang), [])
        latest.append(post)
        del latest[:-_REMEMBERED]
        made.append(post)
    made += _reposts(spec, made, everybody)
    return sorted(made, key=lambda post: post.created)


def _moments(spec: Spec, flow: Flow, everybody: Sequence[Account]) -> Iterator[Moment]:
    chosen = [one for one in everybody if not flow.only or one.person.handle in flow.only]
    by_voice = {voice: writers(chosen, voice, flow.lang, flow.countries, flow.section) for voice in flow.voices}
    silent = [voice for voice, found in by_voice.items() if not found]
    if silent:
        raise ValueError(f"{flow.id}: nobody there can write as {silent} in {flow.lang!r}.")
    days = _days(flow)
    for number in range(flow.posts):
        rng = stream(spec.seed, flow.id, number)
        by = weighted(rng, by_voice[weighted(rng, flow.voices)])
        yield Moment(*_when(spec, rng, by, days), by, _about(spec, rng, flow, by), rng)


def _about(spec: Spec, rng: Random, flow: Flow, by: Account) -> Flow:
    """Choose one topic of a mixed flow: one that somebody with this voice has words for."""
    if not flow.mix:
        return flow
    texts = spec.texts[flow.lang]
    topic = weighted(rng, {name: weight for name, weight in flow.mix.items() if by.voice in texts.get(name, {})})
    return replace(flow, topic=topic, section=topic, tags={**flow.tags, **flow.own.get(topic, {})})


def _days(flow: Flow) -> dict[date, float]:
    """Weigh the days of a flow: 1 each, more on its peaks, half of that on the days beside them."""
    count = (flow.last - flow.first).days + 1
    days = {flow.first + timedelta(days=number): 1.0 for number in range(count)}
    for peak, extra in flow.peaks.items():
        for shift, share in ((-1, 0.5), (0, 1.0), (1, 0.5)):
            day = peak + timedelta(days=shift)
            if day in days:
                days[day] += extra * share
    return days


def _when(spec: Spec, rng: Random, by: Account, days: Mapping[date, float]) -> tuple[datetime, datetime]:
    """Choose a moment in somebody's waking hours, inside the period: in UTC, and on the local clock."""
    hours = dict(enumerate(spec.voices[by.voice].hours))
    country = spec.countries[by.person.country]
    while True:
        day = weighted(rng, days)
        local = datetime.combine(day, time(weighted(rng, hours), whole(rng, 0, 59), whole(rng, 0, 59)))
        created = local - timedelta(hours=country.offset(day))
        if spec.first <= created.date() <= spec.last:
            return created, local


def _audible(heard: Heard, flow: Flow) -> list[Post]:
    """List the latest posts that a flow may answer: its own kind, or in any language what it is set to answer."""
    if not flow.answers:
        return heard.get((flow.section, flow.lang), [])
    return [post for (section, _), latest in heard.items() if section == flow.answers for post in latest]


def _reposts(spec: Spec, made: Sequence[Post], everybody: Sequence[Account]) -> Iterator[Post]:
    """Repost a share of the posts, each at most once. The platform counts reactions at the original only."""
    rng = stream(spec.seed, "reposts")
    left = round(spec.reposts * len(made))
    rest = [post for post in made if not post.is_reply]
    while left and rest:
        original = rest.pop(int(rng.random() * len(rest)))
        text = f"RT @{original.by.person.handle}: {original.text}"
        fans = _fans(original, everybody)
        if not fans or length(text) > LIMIT:
            continue
        by = weighted(rng, fans)
        created = _later(spec, rng, original, by)
        if created:
            left -= 1
            yield replace(original, created=created, by=by, text=text, is_repost=True, counts={})


def _fans(original: Post, everybody: Sequence[Account]) -> dict[Account, float]:
    """Find who would repost this: what hurts, only its own kind; what gives somebody away, only the thoughtless."""
    voices = ("bot",) if original.spam else ("troll",) if original.stance else _AMPLIFIERS
    voices = ("people",) if original.exposes else voices
    country = (original.by.person.country,)
    found: dict[Account, float] = {}
    for voice in voices:
        found |= writers(everybody, voice, original.lang, country, original.topic)
    return {one: weight for one, weight in found.items() if one is not original.by and one.words != "gov"}


def _later(spec: Spec, rng: Random, original: Post, by: Account) -> datetime | None:
    """Find a moment after the original at which somebody is awake; None if the period ends before."""
    for _ in range(20):
        created = original.created + timedelta(seconds=whole(rng, *_LAG))
        local = created + timedelta(hours=spec.countries[by.person.country].offset(created.date()))
        if created.date() <= spec.last and (local.hour in _WAKING or by.voice == "bot"):
            return created
    return None

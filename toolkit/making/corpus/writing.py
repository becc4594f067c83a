"""Put a post into words: template, tags, link, whom it answers; then draw what people did with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from toolkit.making.corpus import reactions
from toolkit.making.corpus.draws import pick, weighted, whole
from toolkit.making.corpus.records import Moment, Post
from toolkit.making.corpus.spec import Person, Spec
from toolkit.making.corpus.texts import fill, leaks, needs_tag, templates, words_of
from toolkit.posts import length, parse

LIMIT = 280
_TRIES = 80
_FORGOTTEN = timedelta(hours=60)
_PLAIN_REPLIES = 0.6


def write(spec: Spec, moment: Moment, heard: Iterable[Post], seen: set[str]) -> Post:
    """Write one post that nobody has written before (spam may repeat itself).

    `heard` are the latest posts that it may answer, `seen` all texts so far, which grow by this one. Raises ValueError
    if the texts have nothing for this moment, or only what is too long.
    """
    flow, rng = moment.flow, moment.rng
    answered = _answered(spec, moment, heard)
    exposes, choices = _choices(spec, moment, answered)
    answered = None if exposes else answered
    core, text = "", ""
    for tries in range(_TRIES):
        core, text = _text(spec, moment, choices, answered)
        if length(text) <= LIMIT and (flow.spam or (core if tries < _TRIES / 2 else text) not in seen):
            break
    if length(text) > LIMIT:
        raise ValueError(f"{flow.id}: too long for one post: {text}")
    seen |= {core, text}
    made = Post(
        created=moment.created,
        by=moment.by,
        lang=flow.lang,
        text=text,
        topic=flow.topic,
        spam=flow.spam,
        stance=flow.stance,
        exposes=exposes,
        is_reply=answered is not None,
        has_media="📷" in text or rng.random() < spec.voices[moment.by.voice].media,
    )
    return replace(made, counts=_counts(spec, moment, made))


def _choices(spec: Spec, moment: Moment, answered: Post | None) -> tuple[str, Sequence[str]]:
    """Take the templates for a moment, and what they give away."""
    flow, rng, voice = moment.flow, moment.rng, moment.by.voice
    found = leaks(spec, flow.lang, flow.section, moment.local) if rng.random() < flow.leaks else {}
    if found and voice == "people":
        what = pick(rng, list(found))
        return what, found[what]
    replies = spec.texts[flow.lang].get("replies", {}).get(voice, ())
    if answered and replies and not flow.stance and rng.random() < _PLAIN_REPLIES:
        return "", replies
    usual = templates(spec, flow.lang, flow.section, (voice, moment.by.words), moment.local)
    if not usual:
        raise ValueError(f"{flow.id}: no {flow.lang} text for {voice} in {flow.section} on {moment.local}.")
    return "", usual


def _answered(spec: Spec, moment: Moment, heard: Iterable[Post]) -> Post | None:
    """Find a recent post by somebody else to answer."""
    flow = moment.flow
    usual = spec.voices[moment.by.voice].reply
    if moment.rng.random() >= (usual if flow.reply is None else flow.reply):
        return None
    fitting = [
        post
        for post in heard
        if post.by is not moment.by
        and not (flow.answers and post.by.voice == moment.by.voice)
        and not (flow.mix and post.by.person.country != moment.by.person.country)
        and not post.spam
        and moment.created - post.created < _FORGOTTEN
    ]
    return pick(moment.rng, fitting) if fitting else None


def _text(spec: Spec, moment: Moment, choices: Sequence[str], answered: Post | None) -> tuple[str, str]:
    """Fill one template: give its sentence, and the whole text with tags, link and the name of who is answered.

    One with a tag inside its sentence needs the tag that the flow is about.
    """
    rng, pool = moment.rng, _pool(spec, moment)
    main = max(pool, key=lambda tag: pool[tag])
    tags = _tags(spec, moment, pool)
    bare = [one for one in choices if not needs_tag(one)]
    if not bare and main not in tags:
        tags = [main, *tags[:-1]]
    template = pick(rng, choices if main in tags else bare)
    if needs_tag(template):
        tags.sort(key=lambda tag: tag != main)
    core, rest = fill(rng, template, words_of(spec, moment.flow.lang, moment.by.person.country), tags)
    text = " ".join([core, *rest])
    if rng.random() < spec.voices[moment.by.voice].link:
        text = f"{text} {_link(spec, moment)}"
    return core, f"@{answered.by.person.handle} {text}" if answered else text


def _pool(spec: Spec, moment: Moment) -> dict[str, float]:
    """Weigh the tags that this account may use on this day."""
    handle, day = moment.by.person.handle, moment.local.date()
    return {tag: weight for tag, weight in moment.flow.tags.items() if _usable(spec, tag, handle, day)}


def _tags(spec: Spec, moment: Moment, pool: Mapping[str, float]) -> list[str]:
    """Draw the tags of a post; two spellings of one tag do not stand together."""
    rng = moment.rng
    wanted = weighted(rng, dict(enumerate(spec.voices[moment.by.voice].tags)))
    tags: list[str] = []
    while pool and len(tags) < wanted:
        tag = weighted(rng, pool)
        tags.append(tag)
        pool = {other: weight for other, weight in pool.items() if other.casefold() != tag.casefold()}
    return tags


def _usable(spec: Spec, tag: str, handle: str, day: date) -> bool:
    rule = spec.tags.get(tag)
    return rule is None or (rule.first <= day <= rule.last and (not rule.by or handle in rule.by))


def _link(spec: Spec, moment: Moment) -> str:
    """Write an address: on the account's own site, or on one of an institution in its country."""
    own = moment.by.person
    sites = [own.site] if own.site else _papers(spec, own)
    about = moment.flow.topic or ("offers" if moment.flow.spam else "news")
    return f"https://{pick(moment.rng, sites)}.example.org/{about}/{whole(moment.rng, 11, 989)}"


def _papers(spec: Spec, reader: Person) -> list[str]:
    """List the papers of somebody's country, in the own language if there are any."""
    papers = [one for one in spec.people if one.country == reader.country and spec.kinds[one.kind].voice == "news"]
    return [one.site for one in papers if one.language == reader.language] or [one.site for one in papers]


def _counts(spec: Spec, moment: Moment, post: Post) -> dict[str, int]:
    seen = parse(post.text)
    counts = reactions.draw(
        moment.rng,
        spec.reactions,
        moment.by.followers,
        link=bool(seen.links),
        tags=len(seen.hashtags),
        hour=moment.local.hour,
        media=post.has_media,
    )
    if not moment.by.shows_impressions:
        del counts["impressions"]
    return counts

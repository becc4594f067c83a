"""Choose tags by what a feed tells of them."""

from difflib import SequenceMatcher

import numpy as np
import pandas as pd

from toolkit.review import Review, review
from toolkit.review.checks.tag_choice import CHECKS
from toolkit.review.choices import QUIET, Choice
from toolkit.review.findings import Finding
from toolkit.world.feed import Feed, Flags, key_of

_ALIKE = 0.85  # of the letters of two tags; "#DetentionBil" and "#DetentionBill" reach 0.96
_FULLER = 2  # times as many accounts make the other spelling the usual one
_LATEST = 30  # posts that are looked at even if they are older than two weeks


def choice(feed: Feed, tag: str, topic: Flags | None = None, setting: str = "open") -> Choice:
    """Put together all that a feed tells of a tag, for somebody who might choose it for a topic."""
    under, key = feed.under(tag), key_of(tag)
    if not under.any():
        return Choice(text=f"#{tag.strip().lstrip('#＃')}", setting=setting)
    times = feed.posts["created_utc"]
    ended = times[topic].max() if topic is not None and topic.any() else times.max()  # an event is over some day
    latest = _latest(times, under)
    return Choice(
        text=f"#{feed.tags.names[feed.tags.place[key]]}",
        setting=setting,
        posts=int(under.sum()),
        accounts=int(feed.posts["account"][under].nunique()),
        quiet_days=max(0, (ended - times[under].max()).days),
        relevance=None if topic is None else _share(topic, under),
        elsewhere=_elsewhere(feed, under, topic),
        spam=_share(feed.known["spam"], under),
        against=_share(feed.known["against"], latest),
        watched=_share(feed.known["watched"], latest),
        slip_of=_slip_of(feed, key),
    )


def looked_at(chosen: Choice) -> Review:
    """Say what speaks for a tag and against it, in its setting."""
    return review(chosen, CHECKS)


def verdict(findings: tuple[Finding, ...]) -> str:
    """Give the gravest verdict among findings: the colour of a tag."""
    return findings[0].verdict if findings else "good"


def _latest(times: pd.Series, under: Flags) -> Flags:
    """Take a tag's posts of its last two weeks, and some more where these are few: three posts are no change."""
    recent = np.asarray(times > times[under].max() - pd.Timedelta(days=QUIET)) & under
    recent[np.flatnonzero(under)[-_LATEST:]] = True
    return recent


def _share(values: Flags, of: Flags) -> float | None:
    share = float(np.mean(values[of])) if of.any() else float("nan")
    return None if np.isnan(share) else share


def _elsewhere(feed: Feed, under: Flags, topic: Flags | None) -> float | None:
    """Give the share of a tag's posts that are about the one other topic it is most used for."""
    if topic is None or "topic" not in feed.posts:
        return None
    others = pd.Series(feed.column("topic")[under & ~topic])
    counted = others[others != ""].value_counts()
    return float(counted.iloc[0] / under.sum()) if len(counted) else 0.0


def _slip_of(feed: Feed, key: str) -> str:
    """Find a tag that is written nearly alike and that far more accounts use."""
    mine, accounts = feed.tags.place[key], feed.accounts_of_tags
    for other in np.flatnonzero(accounts >= _FULLER * accounts[mine]):
        name = feed.tags.keys[other]
        if abs(len(name) - len(key)) <= 2 and _alike(key, name):
            return f"#{feed.tags.names[other]}"
    return ""


def _alike(one: str, other: str) -> bool:
    # Another number is another year or another day, and not a slip.
    if [sign for sign in one if sign.isdigit()] != [sign for sign in other if sign.isdigit()]:
        return False
    if sorted(one) == sorted(other):  # two letters have changed places
        return True
    compared = SequenceMatcher(None, one, other, autojunk=False)
    return compared.quick_ratio() >= _ALIKE and compared.ratio() >= _ALIKE

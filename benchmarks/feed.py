"""Tags counted and posts searched in a feed of a million posts, beside the same hand-written in polars."""

import gc
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl

from benchmarks.measuring import QUICK, Line, Promise, Result, Times, Work, asked, compared, spent
from benchmarks.million import SEARCHES, SHARES, TOPIC, ByHand, posts, unread
from toolkit.posts.words import plain
from toolkit.world.feed import Feed, load

ROOT = Path(__file__).parents[1]
SIZES, ROUNDS = ((4_000, 20_000, 100_000), 3) if QUICK else ((10_000, 100_000, 1_000_000), 5)
MOST, HEAVIEST, STEEPEST = 2, 3, 1.5  # times polars, times the frame, times as long per post in ten times as many
ALL, EQUAL = "all searches", "what must be equal"
Taken = Mapping[str, Times]  # by who worked: "polars", or we in a feed of so many posts


def measure() -> Result:
    """Compare at a million posts, where both must give the same numbers, and ours with itself at fewer posts."""
    feeds = {f"{size:,}": Feed(posts(size), load().accounts) for size in SIZES}
    most, feed = feeds.popitem()
    beside = ByHand(feed.posts, feed.accounts)
    wrong = tuple(_differences(feed, beside)) if asked(EQUAL) else ()
    taken = _taken(feeds | {most: feed}, beside)
    lines = [
        compared(f"{name}, {most} posts", times[most], times["polars"], "polars", MOST) for name, times in taken.items()
    ]
    memory, *said = _memory(feed.posts)
    growth = [line for name, times in taken.items() if name not in SEARCHES for line in _growth(name, times)]
    size = f"Feed: {most} posts, {feed.posts['account'].nunique():,} accounts, {len(feed.tags.keys):,} tags."
    threads = f"polars {pl.__version__} worked with {pl.thread_pool_size()} threads, ours with one."
    return Result((*lines, *memory, *growth), (f"{size} {threads}", *said, *wrong), sound=not wrong)


def _taken(feeds: Mapping[str, Feed], beside: ByHand) -> dict[str, Taken]:
    """Take the times of all in turn. What is made once is made anew in every round."""
    work: dict[str, tuple[Callable[[Feed], float], Work]] = {
        "tag table, first time": (_first, lambda: _anew(beside, "rows", beside.table)),
        "tag table, again": (lambda feed: _calm(partial(_table, feed)), lambda: _calm(beside.table)),
        "search made ready": (lambda feed: _anew(feed, "_words"), lambda: _anew(beside, "words")),
    }
    for name, said in SEARCHES.items():
        work[name] = partial(_search, said), partial(_calm, partial(beside.search, name))
    taken = {
        name: _in_turn({**{who: partial(ours, feed) for who, feed in feeds.items()}, "polars": other})
        for name, (ours, other) in work.items()
        if _is_asked(name) or (name in SEARCHES and _is_asked(ALL))
    }
    if not _is_asked(ALL):
        return taken
    sums = {
        who: [sum(each) for each in zip(*(taken[name][who] for name in SEARCHES), strict=True)]
        for who in (*feeds, "polars")
    }
    return {**taken, ALL: sums}


def _is_asked(name: str) -> bool:
    """Tell whether somebody wants to see a line that is made of these times."""
    lines = (f"{name}, {SIZES[-1]:,} posts", *(f"{name}, per post of {size:,}" for size in SIZES[1:]))
    return any(map(asked, lines))


def _in_turn(works: Mapping[str, Work]) -> Taken:
    rounds = [[work() for work in works.values()] for _ in range(ROUNDS)]
    return dict(zip(works, zip(*rounds, strict=True), strict=True))


def _search(said: str, feed: Feed) -> float:
    return _calm(partial(feed.search, said))


def _table(feed: Feed) -> pd.DataFrame:
    return feed.tag_table(feed.about(TOPIC))


def _first(feed: Feed) -> float:
    new = Feed(unread(feed.posts), feed.accounts)
    return _calm(partial(_table, new))


def _anew(owner: object, made: str, work: Callable[[], object] = lambda: None) -> float:
    vars(owner).pop(made, None)
    return _calm(lambda: (getattr(owner, made), work()))


def _calm(work: Callable[[], object]) -> float:
    """Leave the waste of what was measured before out of it."""
    gc.collect()
    return spent(work)


def _growth(name: str, taken: Taken) -> Iterator[Line]:
    """Compare times per post between sizes."""
    for few, many in pairwise(SIZES):
        small, large = ([each / size for each in taken[f"{size:,}"]] for size in (few, many))
        yield compared(f"{name}, per post of {many:,}", large, small, f"of {few:,}", STEEPEST)


def _memory(frame: pd.DataFrame) -> tuple[tuple[Line, ...], *tuple[str, ...]]:
    """Ask a process that does nothing else: what one process has given back, it fills again without anybody seeing."""
    name = f"peak memory, {len(frame):,} posts"
    if not asked(name):
        return ((),)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "posts"
        frame.to_pickle(path)
        command = [sys.executable, "-m", "benchmarks.million", str(path)]
        found = json.loads(subprocess.run(command, capture_output=True, check=True, text=True, cwd=ROOT).stdout)
    times = found["peak"] / found["frame"]
    size, held, peak = (f"{found[name] / 1e6:,.0f} MB" for name in ("frame", "held", "peak"))
    said = f"Memory: pandas says {size} for the frame; the process grew by {held} with it, and by {peak} at its peak."
    promise = Promise(f"ratio < {HEAVIEST}", times, below=HEAVIEST)
    return (Line(name=name, beside_name="the frame", ratio=times, promise=promise),), said


def _differences(feed: Feed, beside: ByHand) -> Iterator[str]:
    """Say what the two do not give alike. Which of two equally frequent tags comes first is nobody's business."""
    for name, said in SEARCHES.items():
        mine, other = feed.search(said).posts, beside.search(name).to_numpy()
        if not mine.any() or (mine != other).any():
            yield f"The search {said} finds {mine.sum()} posts with ours and {other.sum()} with polars."
    yield from _twice(feed)
    ours, theirs = _comparable(feed, beside)
    for name in ("posts", "first", "last", "accounts", "languages", "used", "n", *SHARES):
        same = np.isclose(ours[name], theirs[name]) if name in SHARES else ours[name] == theirs[name]
        if not np.all(same):
            yield f"The column {name} differs for {np.sum(~same)} of {len(ours)} tags."


def _twice(feed: Feed) -> Iterator[str]:
    """Say whether a tag that stands twice in a post counts twice: in the invented posts none does, in others it may."""
    few = feed.posts.head(500)
    doubled = few.assign(tags=[[*tags, *tags] for tags in few["tags"]])
    once, twice = (Feed(posts, feed.accounts).tags.volume for posts in (few, doubled))
    if not np.array_equal(once, twice):
        yield f"A tag twice in a post counts {twice.sum() / once.sum():.2f} times."


def _comparable(feed: Feed, beside: ByHand) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give both tag tables, with how often the named spelling and the named other tags were used."""
    ours, theirs = _table(feed), pd.DataFrame(beside.table().to_dict(as_series=False)).set_index("key")
    theirs[["first", "last"]] = theirs[["first", "last"]].apply(lambda times: times.dt.tz_localize("UTC"))
    theirs["n"] = [counts or [] for counts in theirs["n"]]
    used, place = feed.tags.spellings.to_dict(), feed.tags.place
    ours["used"] = [used[place[key], tag] for key, tag in ours["tag"].items()]
    together = {(key, other): n for key, other, n in beside.pairs().collect().iter_rows()}
    ours["n"] = [[together[key, plain(tag)] for tag in tags] for key, tags in ours["with_tags"].items()]
    keys = ours.index.union(theirs.index)
    return ours.reindex(keys), theirs.reindex(keys)

"""The review of a full draft and the counting of its length, in this process."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.measuring import Line, Result
from toolkit.drafts import Brief, Draft
from toolkit.posts import length, parse
from toolkit.review import review
from toolkit.scenarios import document

ROOT = Path(__file__).parents[1]
ROUNDS = 300
LINKED = " #{tag} {link}"


def measure() -> Result:
    """Time both on drafts of 280 characters in four languages; every round begins with a new draft."""
    drafts = {name: _full(document(f"marenia/{name}")) for name in ("clinics.en", "lawyers.ar", "ballot.ru", "helpline.ur")}
    cases = [(name.partition(".")[2], lambda draft=draft: _again(draft)) for name, draft in drafts.items()]
    cases.append(("en, three versions", lambda: _again(drafts["clinics.en"], _versions())))
    reviews = [_line(f"review ({name})", make, review, 300) for name, make in cases]
    texts = [(name.partition(".")[2], draft.text) for name, draft in drafts.items()]
    lengths = [_line(f"parse + length ({name})", lambda text=text: text, _counted, 20) for name, text in texts]
    return Result((*reviews, *lengths))


def _full(brief: Brief) -> Draft:
    """Fill 280 characters from the document, with its first tag and its link."""
    end = LINKED.format(tag=brief.tags[0], link=brief.link)
    body = " ".join(text for _, text in brief.parts)
    return Draft(body[: 280 - len(end)] + end, "x", "open", brief)


def _again(draft: Draft, others: tuple[str, ...] = ()) -> Draft:
    return Draft(draft.text, draft.platform, draft.setting, draft.brief, others)


def _versions() -> tuple[str, ...]:
    model = json.loads((ROOT / "solutions/tweet-rewriting/model-answers.json").read_text("utf-8"))
    return tuple(model["answers"][form] for form in ("version-1", "version-2"))


def _counted(text: str) -> int:
    return length(parse(text))


def _line(name: str, make: Callable[[], Any], work: Callable[[Any], object], most: int) -> Line:
    """Time a piece of work on something new each round, which is made outside the time."""
    times = []
    for _ in range(ROUNDS):
        given = make()
        start = time.perf_counter()
        work(given)
        times.append(time.perf_counter() - start)
    return Line(name=name, ours=times, target=f"median < {most} µs", met=median(times) < most / 1e6)

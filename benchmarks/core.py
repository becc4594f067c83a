"""The review of a full draft and the counting of its length, in this process."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.measuring import Line, Result
from toolkit.drafts import Brief, Draft
from toolkit.posts import length, parse
from toolkit.review import review
from toolkit.scenarios import document

ROOT = Path(__file__).parents[1]
ROUNDS, LENGTH = 300, 280
DOCUMENTS = ("clinics.en", "lawyers.ar", "ballot.ru", "helpline.ur")


def measure() -> Result:
    """Time both on drafts of 280 characters in four languages; every round has a text not seen before."""
    briefs = {name.partition(".")[2]: document(f"marenia/{name}") for name in DOCUMENTS}
    versions = dict.fromkeys(briefs, ()) | {"en, beside two versions": _versions()}
    lines = [
        _line(f"review ({name})", _drafts(briefs[name[:2]], others), review, 300) for name, others in versions.items()
    ]
    lines += [_line(f"parse + length ({name})", _texts(brief), _counted, 20) for name, brief in briefs.items()]
    return Result(tuple(lines))


def _drafts(brief: Brief, others: tuple[str, ...]) -> Iterator[Draft]:
    return (Draft(text, "x", "open", brief, others) for text in _texts(brief))


def _texts(brief: Brief) -> Iterator[str]:
    """Cut drafts out of a document, each beginning one character later, with its first tag and its link."""
    end = f" #{brief.tags[0]} {brief.link}"
    body = " ".join(text for _, text in brief.parts)
    for start in range(ROUNDS):
        yield body[start : start + LENGTH - len(end)] + end


def _versions() -> tuple[str, ...]:
    model = json.loads((ROOT / "solutions/tweet-rewriting/model-answers.json").read_text("utf-8"))
    return tuple(model["answers"][form] for form in ("version-1", "version-2"))


def _counted(text: str) -> int:
    return length(parse(text))


def _line(name: str, given: Iterator[Any], work: Callable[[Any], object], most: int) -> Line:
    times = []
    for each in given:
        start = time.perf_counter()
        work(each)
        times.append(time.perf_counter() - start)
    return Line(name=name, ours=times, target=f"median < {most} µs", met=median(times) < most / 1e6)

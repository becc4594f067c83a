"""The review of a full draft and the counting of its length, in this process."""

import json
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.measuring import Line, Promise, Result, compared, either, spent
from toolkit.posts import length, parse
from toolkit.review import review
from toolkit.review.drafts import Brief, Draft
from toolkit.world.scenarios import document

ROOT = Path(__file__).parents[1]
ROUNDS, LENGTH = either(300, 150), 280
DOCUMENTS = ("clinics.en", "lawyers.ar", "ballot.ru", "helpline.ur")


def measure() -> Result:
    """Time both on drafts of 280 characters in four languages; every round has a text not seen before."""
    briefs = {name.partition(".")[2]: document(f"marenia/{name}") for name in DOCUMENTS}
    versions = dict.fromkeys(briefs, ()) | {"en, beside two versions": _versions()}
    drafts = {name: [*_drafts(briefs[name[:2]], others)] for name, others in versions.items()}
    texts = {name: [*_texts(brief)] for name, brief in briefs.items()}
    return Result((*_lines("review", drafts, review, 300, 8), *_lines("parse + length", texts, _counted, 20, 0.5)))


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


def _lines(
    what: str, given: Mapping[str, Sequence[Any]], work: Callable[[Any], object], most: int, ratio: float
) -> Iterator[Line]:
    """Promise microseconds of each, and that all together cost no more than so many times a yardstick.

    The clock tells of this machine, too, and of what else it has to do; the yardstick had the same to bear.
    """
    ours, beside = [], []
    for name, each in given.items():
        mine, other = [], []
        for one in each:
            mine.append(spent(partial(work, one)))
            other.append(spent(partial(_yardstick, getattr(one, "text", one))))
        promise = Promise(f"median < {most} µs", median(mine), below=most / 1e6)
        yield replace(compared(f"{what} ({name})", mine, other, "textwrap"), promise=promise)
        ours += mine
        beside += other
    yield compared(f"{what}, all of these", ours, beside, "textwrap", ratio)


def _yardstick(text: str) -> object:
    """Do something else with the text that costs as much on every machine: the standard library, without a memory."""
    return textwrap.wrap(text, 40)

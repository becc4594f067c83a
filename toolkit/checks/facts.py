"""Keep what the document says: its facts, its numbers and its “not”."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import lru_cache

from toolkit.drafts import Brief, Draft, Fact
from toolkit.findings import Check, Hit, has_brief
from toolkit.words import numbers, plain, says

_BRIEF = Brief(
    id="b",
    title="",
    text="34 of 212 clinics closed. Nobody was asked.",
    facts=(
        Fact(id="n", kind="number", label="34 clinics", accept=("34",)),
        Fact(
            id="not",
            kind="negation",
            label="nobody was asked",
            accept=("not + ask", "nobody"),
            about=("ask",),
        ),
    ),
)


def _required(draft: Draft) -> tuple[Fact, ...]:
    return draft.brief.required(draft.setting) if draft.brief else ()


def _lost(draft: Draft) -> Iterator[Hit]:
    kept = draft.kept
    lost = [fact for fact in _required(draft) if not kept[fact.id]]
    for fact in lost[: max(0, _count(draft) - (len(kept) - len(lost)))]:
        yield Hit(fact.label, better=_sentence(draft.brief.text, fact.accept) if draft.brief else "")


_SENTENCE = re.compile(r"[^.!?؟۔\n]+[.!?؟۔]?")


@lru_cache(maxsize=512)  # the document stays the same while somebody types
def _sentence(text: str, accept: tuple[str, ...]) -> str:
    """Find the sentence of a document that says a fact."""
    sentences = (match.group().strip() for match in _SENTENCE.finditer(text))
    return next((said for said in sentences if says(plain(said), accept)), "")


@lru_cache(maxsize=512)
def _nearest(number: str, allowed: frozenset[str]) -> str:
    return next(iter(get_close_matches(number, allowed, n=1, cutoff=0.4)), "")


def _count(draft: Draft) -> int:
    """Say how many facts the draft must keep."""
    enough = draft.brief.enough if draft.brief else None
    return len(_required(draft)) if enough is None else min(enough, len(_required(draft)))


def _other_numbers(draft: Draft) -> Iterator[Hit]:
    if draft.brief is None:
        return
    allowed = draft.brief.numbers
    for number in numbers(draft.folded_words):
        if number not in allowed and number.rstrip(".,:") not in allowed:
            yield Hit(number, better=_nearest(number, allowed))


def _lost_not(draft: Draft) -> Iterator[Hit]:
    for fact in _required(draft):
        if fact.kind != "negation" or draft.kept[fact.id]:
            continue
        if says(draft.folded_words, fact.about):
            yield Hit(fact.label)


def _whole_document(draft: Draft) -> Iterator[Hit]:
    """Notice a sentence copied whole; short posts may of course quote."""
    if draft.brief is None:
        return
    for (_, part), folded in zip(draft.brief.parts, draft.brief.folded_parts, strict=True):
        if len(folded) > 60 and folded in draft.folded:
            yield Hit(part[:40] + "…")
            return


CHECKS = (
    Check(
        name="facts-kept",
        advice="Not there yet: {found}.",
        praise="Every fact that matters is still there.",
        why="Be concise but careful: short is only good while it still says what the document says.",
        source="items 19, 20",
        find=_lost,
        flags=(Draft("Clinics closed", brief=_BRIEF),),
        leaves=(Draft("34 clinics closed, nobody was asked", brief=_BRIEF),),
        applies=lambda draft: bool(_required(draft)),
        of=_count,
        official="required",
        open="required",
        hostile="required",
        earns=5.0,
    ),
    Check(
        name="numbers-match",
        advice="“{found}” is not in the document. Look the number up again.",
        why="One wrong digit, and the answer to your post is about the digit.",
        source="item 20",
        find=_other_numbers,
        flags=(Draft("43 clinics closed", brief=_BRIEF),),
        leaves=(Draft("34 of 212 clinics closed #2026x", brief=_BRIEF), "43 clinics"),
        applies=has_brief,
        official="required",
        open="required",
        hostile="required",
        costs=0.25,
    ),
    Check(
        name="not-kept",
        advice="The “not” may be lost here: {found}. Read the sentence aloud beside the document.",
        better="“after the villages were asked” → “and nobody asked the villages”",
        why="Without its “not” a sentence says the opposite, under your name.",
        source="items 19, 20",
        find=_lost_not,
        flags=(Draft("34 clinics closed after villages were asked", brief=_BRIEF),),
        leaves=(Draft("34 clinics closed, nobody was asked", brief=_BRIEF),),
        applies=has_brief,
        official="required",
        open="required",
        hostile="required",
        costs=0.25,
    ),
    Check(
        name="copied",
        advice="“{found}” is copied whole. Say it as you would to a neighbour, or set it in quotation marks.",
        better="“The authority did not consult the villages” → “Nobody asked the people who live there”",
        why="Documents are written for files; a post is read by somebody who is standing on a bus.",
        source="items 4, 5",
        find=_whole_document,
        flags=(
            Draft(
                "The ministry informs that the session of the committee was held in the usual way.",
                brief=Brief(
                    id="b",
                    title="",
                    text="",
                    parts=(
                        (
                            "body",
                            "The ministry informs that the session of the committee was held in the usual way.",
                        ),
                    ),
                ),
            ),
        ),
        leaves=(Draft("34 clinics closed", brief=_BRIEF),),
        applies=has_brief,
    ),
)

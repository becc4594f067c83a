"""Keep what the document says: its facts, its numbers and its “not”."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache, lru_cache, partial
from itertools import product

from toolkit.posts.words import phrase, plain, says
from toolkit.review.drafts import Brief, Draft, Fact
from toolkit.review.findings import Check, Hit, has_brief

_BRIEF = Brief(
    id="b",
    title="",
    text="34 of 212 clinics closed. Nobody was asked.",
    facts=(
        Fact(id="n", kind="number", label="34 clinics", accept=("34",), about=("clos",)),
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


def kept(draft: Draft) -> Mapping[str, bool]:
    """Tell which of the required facts the draft keeps: said, and not turned into their opposite."""
    turned = _turned(draft)
    apart = {fact.id for fact in _required(draft) if fact.kind == "negation" and not _in_one_breath(draft, fact)}
    return {id_: said and id_ not in turned and id_ not in apart for id_, said in draft.kept.items()}


def _in_one_breath(draft: Draft, fact: Fact) -> bool:
    """Tell whether a “not” and what it denies stand in one sentence."""
    start, folded, accept = 0, draft.folded, fact.accept
    for end in _ENDS.finditer(folded):
        # a point after a few letters may belong to an abbreviation
        if end.group()[0] != "." or folded[max(0, end.start() - 4) : end.start()].isalnum():
            if _said_in(folded[start : end.start()], accept):
                return True
            start = end.end()
    return _said_in(folded[start:], accept)


_ENDS = re.compile(r"[.!?؟۔;\n]\s")
_said_in = lru_cache(maxsize=1024)(says)  # while one sentence is typed, the others stay as they are


def _lost(draft: Draft) -> Iterator[Hit]:
    is_kept = kept(draft)
    lost = [fact for fact in _required(draft) if not is_kept[fact.id]]
    for fact in lost[: max(0, _count(draft) - (len(is_kept) - len(lost)))]:
        yield Hit(fact.label, better=_example(draft, fact))


# How a statement is turned round, by language: letters to look for first, then a “not” at the verb, a call not to do
# what is asked for, “not 34”, “less than”, and “at most” or “almost”. {about}: what it hangs on; {number}: its number.
_NEVER = r"(?:\bnot|n't|\bnever) (?!only|just|merely|simply)"
_BY = r"(?! (?:by|because|for|without|themselves|overnight|on their|due|out of|in secret|alone|with)\b)"
_TURNS = {
    "en": (
        "not |n't|never|no |instead of|rather than|less than|fewer than|under |below|at most|up to|almost|nearly",
        rf"{_NEVER}(?:(?:be|been|being|yet|ever|really|actually|all|even) ){{0,2}}(?:{{about}})\w*\b{_BY}",
        r"(?:^|\bplease )(?:do not|don't|never) (?:{about})|\b(?:must|should|need) ?(?:not|n't)(?: to)? (?:{about})|"
        r"\bno (?:need to |public |longer )?(?:{about})",
        r"(?:^|\b(?:and|but|is|are|was|were|it's) )not (?:on )?(?:{number})|\b(?:instead of|rather than) (?:{number})",
        r"(?<!not )(?<!no )\b(?:less than|fewer than|under|below) (?:{number})",
        r"\b(?:at most|up to|almost|nearly|just under|(?:not|no) (?:more|over|farther|further)(?: than)?) (?:{number})",
    ),
    "ru": (
        "не |вместо|менее|меньше|максимум|почти",
        r"(?<!\w)не (?:{about})",
        r"(?<!\w)не (?:{about})",
        r"(?:^|(?<!\w)(?:а|и|это) )не (?:{number})|(?<!\w)вместо (?:{number})",
        r"(?<!не )(?<!\w)(?:менее|меньше)(?: чем)?(?: в| на| за)? (?:{number})",
        r"(?<!\w)(?:не (?:более|больше|свыше)|максимум|почти)(?: чем)? (?:{number})",
    ),
    "ar": (
        "غير|ليس|لم |لن |لا |بدل|أقل من",
        r"(?<!\w)[وف]?(?:غير|ليسوا|ليس|لم|لن|لا) (?:{about})",
        r"(?<!\w)[وف]?لا (?:{about})",
        r"(?<!\w)[وف]?(?:ليس|ليسوا|بدل|بدلا من) (?:{number})",
        r"(?<!ليس )(?<!\w)ب?أقل من (?:{number})",
        r"(?<!\w)لا [يت](?:زيد|تجاوز)(?:ون)? (?:عن |على )?(?:{number})",
    ),
    "ur": (
        "نہیں|بجائے|سے کم|زیادہ سے",
        r"(?<!صرف )(?:{about})\w* (?:\w+ )?نہیں(?!\w)",
        r"(?<!صرف )(?<!\w)(?:{about}) نہیں(?!\w)",
        r"(?<!\w)(?:{number})(?: سے| کو)? (?:نہیں(?!\w)|ک[ےی] بجائے)",
        r"(?<!\w)(?:{number}) سے کم(?!\w)",
        r"(?<!\w)زیادہ سے زیادہ (?:{number})|(?<!\w)(?:{number}) سے زیادہ نہیں",
    ),
}
_DENIES = re.compile(r"\b(?:no|not|nobody|none|never|without)\b|n't\b|(?<!\w)(?:нет|ни|никто|без)(?!\w)")
_CLAUSES = re.compile(r"[.,;:!?؟۔،؛—–](?=\s|$)|\n")


def _turned(draft: Draft) -> Mapping[str, str]:
    """Find the facts whose opposite is said, with the wording that says it."""
    brief, words = draft.brief, draft.folded_words
    signs = [sign for sign in _signs(brief.language) if sign in words] if brief else []
    if not brief or not signs:
        return {}
    said = [fact for fact in _required(draft) if fact.kind != "negation" and draft.kept[fact.id]]
    clauses = [clause for clause in _CLAUSES.split(words) if any(map(clause.__contains__, signs))]
    turns = ((fact.id, _turned_in(clause.strip(), fact, brief.language)) for fact, clause in product(said, clauses))
    return {id_: turn for id_, turn in turns if turn}


@lru_cache(maxsize=1024)
def _turned_in(clause: str, fact: Fact, language: str) -> str:
    """Get the wording in a clause that turns a fact round.

    A negation counts only directly at the fact's own verb or number, in its own clause: better to miss one
    than to call a right sentence wrong.
    """
    turn = _turn(fact, language)
    match = turn.search(clause) if turn and says(clause, fact.accept) else None
    return match.group().strip(" ,;—–-") if match and not _DENIES.search(clause, 0, match.start()) else ""


@cache
def _signs(language: str) -> tuple[str, ...]:
    return tuple(plain(_TURNS[language][0]).split("|")) if language in _TURNS else ()


@lru_cache(maxsize=512)
def _turn(fact: Fact, language: str) -> re.Pattern[str] | None:
    """Make the pattern that turns one fact round, where there is one."""
    _, not_done, call, other, less, most = (plain(turn) for turn in _TURNS[language])
    wanted = [call if fact.kind == "other" else not_done] if fact.about else []
    if fact.kind in ("number", "date"):
        wanted += [
            other,
            *([less] if "instead" not in fact.label else []),
            *([most] if _BOUND.search(fact.label) else []),
        ]
    if not wanted:
        return None
    about, number = "|".join(re.escape(plain(word)) for word in fact.about), "|".join(map(_first, fact.accept))
    return re.compile("|".join(wanted).replace("{about}", about).replace("{number}", number))


_BOUND = re.compile(r"\b(?:more than|at least|over)\b")


def _first(entry: str) -> str:
    """Get what an accepted phrase begins with, which for a number or date is that."""
    return re.escape(phrase(entry)[0]) + (r"(?!\d|[.,:]\d)" if phrase(entry)[0][-1].isdigit() else "")


def _example(draft: Draft, fact: Fact) -> str:
    return _sentence(draft.brief.text, fact.accept) if draft.brief else ""


_SENTENCE = re.compile(r"[^.!?؟۔\n]+[.!?؟۔]?")


@lru_cache(maxsize=512)  # the document stays the same while somebody types
def _sentence(text: str, accept: tuple[str, ...]) -> str:
    """Find the sentence of a document that says a fact."""
    sentences = (match.group().strip() for match in _SENTENCE.finditer(text))
    return next((said for said in sentences if says(plain(said), accept)), "")


def _count(draft: Draft) -> int:
    """Say how many facts the draft must keep."""
    enough = draft.brief.enough if draft.brief else None
    return len(_required(draft)) if enough is None else min(enough, len(_required(draft)))


def _wants(draft: Draft, every: bool) -> bool:
    return _count(draft) > 0 and (_count(draft) == len(_required(draft))) is every


def _lost_not(draft: Draft) -> Iterator[Hit]:
    for fact in _required(draft):
        if fact.kind != "negation" or not says(draft.folded_words, fact.about):
            continue
        if not _in_one_breath(draft, fact):
            yield Hit(fact.label, better=_example(draft, fact))


def _opposite(draft: Draft) -> Iterator[Hit]:
    turned = _turned(draft)
    for fact in (fact for fact in _required(draft) if fact.id in turned):
        yield Hit(turned[fact.id], better=_example(draft, fact), fields={"label": fact.label})


CHECKS = (
    *(
        Check(
            name=name,
            advice="Not there yet: {found}.",
            praise=praise,
            why="Be concise but careful: short is only good while it still says what the document says.",
            source="items 18, 20",
            find=_lost,
            flags=(Draft("Clinics closed", brief=brief),),
            leaves=(Draft("34 clinics closed, nobody was asked", brief=brief),),
            applies=partial(_wants, every=every),
            of=_count,
            official="required",
            open="required",
            hostile="required",
            earns=5.0,
        )
        for name, praise, brief, every in (
            ("facts-kept", "Every fact that matters is still there.", _BRIEF, True),
            ("enough-facts", "Enough of the facts are there.", replace(_BRIEF, enough=1), False),
        )
    ),
    Check(
        name="opposite",
        advice="“{found}” turns a fact round. The document says: {label}.",
        why="A post that says the opposite does more harm than one that leaves a thing out.",
        source="items 18, 20",
        find=_opposite,
        flags=(Draft("34 clinics did not close, nobody was asked", brief=_BRIEF),),
        leaves=(Draft("34 clinics closed, the villages were not asked", brief=_BRIEF), "34 clinics did not close"),
        applies=has_brief,
        official="required",
        open="required",
        hostile="required",
        costs=0.25,
    ),
    Check(
        name="not-kept",
        advice="The “not” may be lost here: {found}. Read the sentence aloud beside the document.",
        why="Without its “not” a sentence says the opposite, under your name.",
        source="items 18, 20",
        find=_lost_not,
        flags=(Draft("34 clinics closed after villages were asked", brief=_BRIEF),),
        leaves=(Draft("34 clinics closed, nobody was asked", brief=_BRIEF),),
        applies=has_brief,
        official="required",
        open="required",
        hostile="required",
        costs=0.25,
    ),
)

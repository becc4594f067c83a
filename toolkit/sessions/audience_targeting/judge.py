"""Judge plans about people: a follow list, a power-interest grid, a move by one wedge, a persona."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from toolkit.exercises.saying import filled, marked, says
from toolkit.exercises.scoring import Mark, Marks
from toolkit.exercises.searching import search
from toolkit.review.findings import Finding
from toolkit.world.feed import load
from toolkit.world.profiles import WEDGES, Conflict, conflicts, kinds, moves, quadrant, words

if TYPE_CHECKING:
    from toolkit.exercises.questions import Question

FOLLOWED = 12
"""Accounts on a follow list: two of each of the six kinds, if they are shared out (item 29)."""
APART = ("bot", "business", "troll")
"""Kinds of accounts that share no interest with a field; for those who do, the list of item 29 is open."""
ASKED = 5
"""Words that a request needs to say what is wanted."""
_OURS = "our own advice, beside item 60"


def follow(question: "Question", answer: Any, _: Any) -> Marks:
    """Judge a follow list (items 25, 29)."""
    listed = answer if isinstance(answer, list) else []
    return follow_list(
        [item for item in listed if isinstance(item, str) and item in question.options],
        question.about.get("setting", "open"),
    )


def follow_list(handles: Iterable[str], setting: str, openly: bool = True) -> Marks:
    """Say which of the six kinds a follow list covers, and who could read it."""
    listed = list(dict.fromkeys(handles))
    if not listed:
        return Marks(0.0)
    accounts = load().accounts
    covered = Counter(accounts["kind"].reindex(listed).dropna())
    wanted = kinds()
    missing = [said for kind, said in wanted.items() if not covered[kind]]
    strangers = sum(covered[kind] for kind in APART)
    more = sum(n for kind, n in covered.items() if kind not in (*wanted, *APART))
    beyond = min(more, max(0, len(listed) - FOLLOWED))
    share = (len(wanted) - len(missing)) / len(wanted) * min(1.0, len(listed) / FOLLOWED)
    said = [*_covers(missing, len(listed)), *_others(strangers, more, beyond), *_seen(setting, openly)]
    return marked(said, share - (strangers + beyond) / FOLLOWED)


def _covers(missing: list[str], number: int) -> Iterator[Finding]:
    source = "item 29"
    if missing:
        why = "Each kind brings you other news, and other people who may take up yours."
        yield says(
            "required",
            "Nobody on your list is of this kind: {missing}.",
            why=why,
            source=source,
            missing="; ".join(missing),
        )
    else:
        yield says("good", "All six kinds are on your list.", why="You hear your field from six sides.", source=source)
    if number < FOLLOWED:
        why = "Following announces you to your field (item 31): each of them is told that you exist."
        yield says("required", "{number} of {wanted} chosen.", why=why, source=source, number=number, wanted=FOLLOWED)


def _others(strangers: int, more: int, beyond: int) -> Iterator[Finding]:
    source = "item 29"
    if strangers:
        why = "They may be worth reading; they do not make you known in your field."
        template = "Accounts on your list that share no interest with you: {number}."
        yield says("advice", template, why=why, source=source, number=strangers)
    why = "We count six kinds; the text ends its list with “and so on”."
    if beyond:
        template = "{number} too many for your first twelve: other kinds may take a place among them, not on top."
        yield says("advice", template, why=why, source=source, number=beyond)
    elif more:
        yield says("good", "{number} more may share your interests.", why=why, source=source, number=more)


def _seen(setting: str, openly: bool) -> Iterator[Finding]:
    source = "items 25, 81; Bynet: A slippery weapon!, 18 December 2012"
    if setting == "hostile" and openly:
        why = "In Belarus in 2011 a group’s page became a list for arrests."
        better = "Read their pages without following, and keep no list of them. Ask first: is reading punished?"
        yield says(
            "danger", "Everybody can read whom you follow: a map of your field.", why=why, source=source, better=better
        )
    elif setting == "hostile":
        why = (
            "Nobody can read your field off your account. The company still knows, and your phone keeps what you read. "
            "In some places the reading itself is punished, or what a phone has stored: ask a lawyer there."
        )
        yield says("good", "You read them without following.", why=why, source=source)
    elif not openly:
        why = "Those you follow are told of you, and hopefully follow back (items 25, 31)."
        yield says("advice", "Here you may be seen: following openly announces you.", why=why, source=source)


def grid(question: "Question", answer: Any, key: Mapping[str, Any] | None) -> Marks:
    """Judge where people stand on the power-interest grid: the quadrant counts, not the number."""
    given, parts, right = filled(answer), [], 0
    for who, name in question.options.items():
        placed = _placed(given, who)
        if placed is None:
            continue
        stands = quadrant(*placed)
        wanted = (key or {}).get(who)
        fits = None if wanted is None else stands in ([wanted] if isinstance(wanted, str) else wanted)
        parts.append(Mark(f"{name} → {words('quadrants')[stands]}", fits))
        right += bool(fits)
    return marked([], right / len(question.options) if key else 0.0, parts)


def _placed(given: Mapping[str, str], who: str) -> tuple[int, int] | None:
    power, interest = given.get(f"{who}.power", ""), given.get(f"{who}.interest", "")
    if not (power.isdecimal() and interest.isdecimal() and len(power + interest) <= 4):
        return None
    placed = int(power), int(interest)
    return placed if max(placed) <= 10 else None


def wedge(question: "Question", answer: Any, _: Any) -> Marks:
    """Judge a move on the spectrum of allies: one wedge, not an active opponent, one request."""
    given = filled(answer)
    start = question.about["stands"].get(given.get("who", ""))
    said = list(move(start, given.get("goal"), given.get("ask", "")))
    rights = sum(finding.verdict == "good" for finding in said)
    return marked(said, rights / 3 if start else 0.0)


def move(start: str | None, goal: str | None, ask: str) -> Iterator[Finding]:
    """Say of a planned move on the spectrum of allies what is right about it and what is not yet."""
    if start in WEDGES:
        yield _who(start)
    if start in WEDGES and goal in WEDGES:
        yield _step(moves(start, goal))
    if ask:
        yield _request(ask)


_SPECTRUM = "spectrum of allies (Oppenheimer and Lakey; Training for Change, seen 2026)"


def _who(start: str | None) -> Finding:
    if start == WEDGES[-1]:
        why = "Active opponents rarely move; what they need is fewer people standing beside them."
        return says(
            "required", "They work against you. Begin with somebody nearer to the middle.", why=why, source=_SPECTRUM
        )
    if start == WEDGES[0]:
        why = "Allies who are only thanked grow tired; allies who share the work stay."
        return says(
            "advice", "They are with you already. Keep them, and move somebody else.", why=why, source=_SPECTRUM
        )
    return says("good", "They can be moved.", why="Most of those who matter stand between the ends.", source=_SPECTRUM)


def _step(steps: int) -> Finding:
    if steps == 1:
        return says(
            "good",
            "One wedge: that is a step somebody can take.",
            why="Campaigns are won by many small moves.",
            source=_SPECTRUM,
        )
    why = "A campaign succeeds when groups move one wedge, not when one enemy becomes a friend."
    if steps > 1:
        return says(
            "required", "That is {steps} wedges at once. Plan the next one.", why=why, source=_SPECTRUM, steps=steps
        )
    return says(
        "required", "That is no step towards you. Choose the next wedge on your side.", why=why, source=_SPECTRUM
    )


_MORE_ASKS = re.compile(r"[;؛]|[?؟].*[?؟]", re.DOTALL)


def _request(ask: str) -> Finding:
    source, number = "our own advice, beside item 34", len(ask.split())
    why = "Somebody who is asked for one clear thing can say yes."
    if number < ASKED:
        return says(
            "required",
            "“{ask}” does not say yet what is wanted. Who should do what, by when?",
            why=why,
            source=source,
            ask=ask,
        )
    if len(_MORE_ASKS.findall(ask)) > 0:
        return says("advice", "That is more than one request. Choose the one that comes first.", why=why, source=source)
    return says("good", "One request.", why=why, source=source)


def persona(question: "Question", answer: Any, _: Any) -> Marks:
    """Judge a persona: every field filled, and nothing in it that does not go together (item 60)."""
    wanted = [field for field in question.fields if field.kind == "choice"]
    known = {field.id: field.options for field in wanted}
    given = {name: chosen for name, chosen in filled(answer).items() if chosen in known.get(name, ())}
    empty = [field.label for field in wanted if given.get(field.id) not in field.options]
    said = persona_findings(given)
    if empty and given:
        why = "A reader with a need, a way to reach them and something in the way is somebody you can write to."
        said.append(says("required", "Still open: {empty}.", why=why, source=_OURS, empty="; ".join(empty)))
    share = (len(wanted) - len(empty)) / len(wanted) if given else 0.0
    return marked(said, share - sum(finding.verdict == "required" for finding in said) * 0.25)


def persona_findings(given: Mapping[str, str]) -> list[Finding]:
    """Say what in a persona does not go together; praise one that is whole."""
    said = [_clash(one) for one in conflicts(given)]
    if not said and all(given.get(name) for name in _PERSONA):
        said = [
            says("good", "This reader fits together.", why="Now write for them, and for nobody else.", source=_OURS)
        ]
    return said


_PERSONA = ("audience", "need", "channel", "barrier")


def _clash(conflict: Conflict) -> Finding:
    return says(
        "required",
        conflict.why,
        why="What keeps readers away decides how you reach them.",
        source=_OURS,
        better=conflict.better,
    )


JUDGES = {"search": search, "follow": follow, "grid": grid, "wedge": wedge, "persona": persona}

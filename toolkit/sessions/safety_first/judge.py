"""Judge what protects people: a page rebuilt, a sign-up form filled in, a search for oneself."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from toolkit.exercises.saying import filled, marked, says
from toolkit.exercises.scoring import Marks
from toolkit.review.findings import Finding
from toolkit.sessions.safety_first.exposure import Path, kept, seen, worth
from toolkit.sessions.safety_first.pages import CHOICES, Page, Person, page, told_by
from toolkit.sessions.safety_first.self_search import measured, search
from toolkit.sessions.safety_first.sign_up import CREDIT, fits, form

if TYPE_CHECKING:
    from toolkit.exercises.questions import Question

LIST = "item 81; Bynet: A slippery weapon!, 18 December 2012"
_NAMED = "item 33 beside items 81, 82"
_OURS = "our own advice, beside items 22, 81"
NEVER_SAFE = (
    "We find nobody any more with what we know. That does not make the page safe: we cannot see screenshots and "
    "copies, what friends publish, what files and the network itself keep, and what somebody knows already."
)


def rebuild(question: "Question", answer: Any, key: Mapping[str, Any] | None) -> Marks:
    """Judge a rebuilt page: who can still be found, and what is left of what the page is for (item 81).

    The key tells whom each part leads to; without it only the choices are counted.
    """
    name = question.about["page"]
    parts = page(name).parts
    changes = {id_: choice for id_, choice in filled(answer).items() if id_ in parts}
    if not changes:
        return Marks(0.0)
    if key is None:
        return Marks(0.0, findings=(_counted(changes, len(parts)),))
    found = told_by(name, key)
    setting = question.about.get("setting", found.setting)
    right, useful = worth(found, changes, setting)
    return Marks(right * useful, late=marked(_together(list(look(found, changes, setting))), 0.0).findings)


def _counted(changes: Mapping[str, str], every: int) -> Finding:
    """Say of a page that is graded what was chosen, and nothing of what it does."""
    counts: dict[str, Any] = {choice: list(changes.values()).count(choice) for choice in CHOICES}
    why = "Until then, read what is left with the eyes of somebody who looks for a name, a place or an hour."
    return says(
        "advice",
        "{n} of {every} parts chosen: {leave} stay, {blur} say less, {remove} go. Your points tell who can be found.",
        why=why,
        source=_OURS,
        n=len(changes),
        every=every,
        **counts,
    )


_CARDS = 5  # people with a card of their own; a seventh card would not be shown, and nobody here is a smaller matter


def _together(findings: list[Finding]) -> list[Finding]:
    """Say of many people in one line what would not fit on cards of their own."""
    people = [
        one for one in findings if one.verdict in ("danger", "required") and one.check.startswith(("found ", "hidden "))
    ]
    if len(people) <= _CARDS:
        return findings
    rest = people[_CARDS - 1 :]
    worst = "danger" if any(one.verdict == "danger" for one in rest) else "required"
    names = " ".join(one.advice for one in rest)
    line = says(worst, "Also: {people}", why="Each of them counts as much as those above.", source=LIST, people=names)
    return [*(one for one in findings if one not in rest), line]


def _ordered(findings: Iterable[Finding], share: float) -> Marks:
    """Give a share for what is done already, also while there is danger left: each person counts."""
    return replace(marked(findings, share), share=share)


def look(page_: Page, changes: Mapping[str, Any], setting: str) -> Iterator[Finding]:
    """Say of a page, as it stands after changes, who can be found, who should be, and what it is still good for."""
    found = seen(page_, changes)
    for person in page_.people.values():
        if ways := found.get(person.id):
            yield replace(_found(page_, person, ways, setting), check=f"found {person.id}")
        elif person.may.get(setting) == "must":
            yield replace(_hidden(person), check=f"hidden {person.id}")
    yield from _purposes(page_, changes)
    if worth(page_, changes, setting)[0] == 1.0:
        yield _nobody(setting)


def _nobody(setting: str) -> Finding:
    if setting == "hostile":
        return says("advice", NEVER_SAFE, why="A list helps to look. It cannot promise.", source=_OURS)
    why = "What is right here may harm elsewhere: flip the setting."
    return says("good", "Nobody stands here who should not.", why=why, source=_OURS)


def _found(page_: Page, person: Person, ways: Sequence[Path], setting: str) -> Finding:
    duty = person.may.get(setting, "never")
    fields = {"name": _up(person), "parts": either(page_, ways)}
    why = ways[0].way.why
    if duty == "must":
        why = "People know whom to ask and whom to hold to account."
        return says("good", "{name}: named, as it should be ({parts}).", why=why, source=_NAMED, **fields)
    if duty == "agreed":
        said = "{name}: can be found, and has agreed ({parts})."
        return says("good", said, why=why, source=_OURS, **fields)
    if duty == "ask":
        said = "{name}: can be found ({parts}). Ask first, or say less."
        return says("required", said, why=why, source=_OURS, **fields)
    return says("danger", "{name}: can be found ({parts}).", why=why, source=LIST, **fields)


def _hidden(person: Person) -> Finding:
    why = "People must know whom to ask and whom to hold to account. Where an office speaks, hiding is the fault."
    return says("required", "{name}: must be named here.", why=why, source=_NAMED, name=_up(person))


def _purposes(page_: Page, changes: Mapping[str, Any]) -> Iterator[Finding]:
    missing = [page_.purposes[id_] for id_, is_left in kept(page_, changes).items() if not is_left]
    if missing:
        why = "A page that says nothing protects everybody and moves nobody. Look for a part that can say less."
        said = "Gone from the page: {missing}."
        yield says("required", said, why=why, source=_OURS, missing="; ".join(missing))
    else:
        why = "A group needs a page that works; otherwise people build a careless one beside it."
        yield says("good", "The page still does what it is for.", why=why, source=_OURS)


def _up(person: Person) -> str:
    return person.name[:1].upper() + person.name[1:]


def either(page_: Page, ways: Sequence[Path]) -> str:
    """Give the numbers of the parts that find somebody: those joined by a plus do so together."""
    return "; ".join(dict.fromkeys(" + ".join(map(str, way.numbers(page_))) for way in ways))


def privacy(question: "Question", answer: Any, _: Any) -> Marks:
    """Judge the choices in a sign-up form, in the setting of the question (item 46)."""
    setting, asked = question.about["setting"], [field.id for field in question.fields]
    chosen = {id_: value for id_, value in filled(answer).items() if id_ in asked}
    share = sum(CREDIT[verdict] for verdict in fits(setting, chosen).values()) / len(asked)
    return _ordered(choices(setting, chosen), share)


def choices(setting: str, chosen: Mapping[str, str]) -> Iterator[Finding]:
    """Say of each choice in a sign-up form how well it fits, and why."""
    for id_, verdict in fits(setting, chosen).items():
        asked = form()[id_]
        option = asked.options[chosen[id_]]
        fields = {"asked": asked.label, "chosen": option.text}
        said = says(verdict, "{asked} — {chosen}.", why=option.why[setting], source=asked.source, **fields)
        yield replace(said, check=id_)


_ENOUGH = 0.9  # of what is found is about her, and of what is about her is found


def self_search(question: "Question", answer: Any, _: Any) -> Marks:
    """Judge a search for what the net says about somebody: all of hers, and little of others (item 63)."""
    typed = filled(answer).get("search", "")
    if not typed:
        return Marks(0.0)
    found = search(question.about["person"], typed)
    said = [says("advice", note.template, why=_READS, source="item 63", **note.fields) for note in found.notes]
    precision, recall = measured(question.about["person"], found.results)
    fields: dict[str, Any] = {
        "number": len(found.results),
        "precision": round(100 * precision),
        "recall": round(100 * recall),
    }
    said += [_exact(precision >= _ENOUGH, fields), _whole(recall >= _ENOUGH, fields)]
    return marked(said, min(1.0, precision / _ENOUGH) * min(1.0, recall / _ENOUGH))


_READS = "A search does what it reads, not what was meant."


def _exact(is_enough: bool, fields: dict[str, Any]) -> Finding:
    if is_enough:
        said = "{precision} % of the {number} results are about her."
        return says("good", said, why="Others of the same name, and shops, are gone.", source="item 63", **fields)
    said = "{number} results; {precision} % of them are about her."
    why, better = (
        "Others of the same name hide what is about her. Take them away by a word of theirs.",
        "“Name Surname” -football",
    )
    return says("required", said, why=why, source="item 63", better=better, **fields)


def _whole(is_enough: bool, fields: dict[str, Any]) -> Finding:
    if is_enough:
        said = "You found {recall} % of what the net holds of her."
        return says("good", said, why="Now she knows what others can read.", source="item 63", **fields)
    said = "You found {recall} % of what the net holds of her. Take fewer words away."
    why = "What you do not find, others may."
    return says("required", said, why=why, source="item 63", **fields)


JUDGES = {"rebuild": rebuild, "privacy": privacy, "self_search": self_search}

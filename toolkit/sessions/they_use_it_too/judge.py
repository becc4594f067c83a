"""Judge the plan for the day on which a platform is blocked (item 54): the plan, never anybody's safety."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from toolkit.exercises.saying import filled, marked, says
from toolkit.exercises.scoring import Marks
from toolkit.posts import parse
from toolkit.review import review
from toolkit.review.checks.never import CHECKS as NEVER
from toolkit.review.drafts import Draft
from toolkit.review.findings import Finding
from toolkit.sessions.they_use_it_too.decks import read

if TYPE_CHECKING:
    from toolkit.exercises.questions import Question

TEXTS = {"tells": 8, "publish": 6, "not-done": 5}
"""The free fields of the plan, and how many words each needs to say something."""
_SOURCE, _WHO = "our own advice, beside item 54", "our own advice, beside items 81, 82"
_TWO_WORDS = re.compile(r"(?<![\w@#])([^\W\d_]{2,})(?=[ \u00a0]+([^\W\d_]{2,}))")


def blocked(question: "Question", answer: Any, _: Any = None) -> Marks:
    """Judge a plan: two ways for everybody that do not fall together, one without internet, nobody named, tried."""
    about = question.about
    return plan(filled(answer), about["groups"], about.get("setting", "open"))


def plan(given: Mapping[str, str], groups: Mapping[str, str], setting: str) -> Marks:
    """Say of a plan what holds and what is missing; `groups` names who must be reached, words by id."""
    if not given:
        return Marks(0.0)
    looked = [_reached(given, id_, words, setting) for id_, words in groups.items()]
    looked += [_text(given, name) for name in TEXTS] + [_choice(given, name) for name in _TABLES]
    looked += [_deputy(given), _named(given, setting)]
    earned, possible = sum(points for points, _ in looked), 3 * len(groups) + len(looked) - len(groups)
    said = [one for _, found in looked for one in found] + list(_open(given)) + list(_cautions(given, groups, setting))
    if earned == possible:
        said.append(_whole())
    return marked(said, earned / possible)


def _ways() -> Mapping[str, Mapping[str, Any]]:
    ways: Mapping[str, Mapping[str, Any]] = read("ways")["ways"]
    return ways


def _chosen(given: Mapping[str, str], group: str) -> list[str]:
    places = (given.get(f"{group}.{place}", "") for place in ("first", "second"))
    return [way for way in places if way in _ways()]


def _reached(given: Mapping[str, str], group: str, words: str, setting: str) -> tuple[float, list[Finding]]:
    """Look at the two ways to a group: up to three points, one for each thing that holds.

    Where somebody is watching, a way that draws a map of people is no way without internet to rely on.
    """
    chosen = _chosen(given, group)
    if not chosen:
        return 0, []
    rests = [set(_ways()[way]["rests"]) for way in chosen]
    fallen = [way for way, needs in zip(chosen, rests, strict=True) if "the network" in needs]
    said = list(_fallen(fallen, words))
    mapping = [way for way in chosen if _ways()[way].get("maps")] if setting == "hostile" else []
    said += _mapped(mapping, words)
    offline = any("internet" not in needs for way, needs in zip(chosen, rests, strict=True) if way not in mapping)
    if not offline:
        why = "The internet itself can be cut, not only a network (item 87)."
        better = "A visit, a fixed hour and place, a notice where people pass; a call only where nobody is watching."
        said.append(_needed("{group}: no way without internet yet.", why, words, better))
    apart = len(chosen) == 2 and not rests[0] & rests[1]
    if not apart:
        said.append(_together(chosen, rests, words))
    if not said:
        why = "When one falls, the other is still there."
        said = [says("good", "{group}: two ways that do not fall together.", why=why, source=_SOURCE, group=words)]
    # One card for each group: findings of one name are shown as one.
    earned = (not fallen) + (offline and not mapping) + apart
    return earned, [replace(one, check=f"{one.check} {group}") for one in said]


def _fallen(fallen: Sequence[str], words: str) -> Iterator[Finding]:
    if fallen:
        why = "What stands on the blocked network falls with it: a second account as much as a detour."
        yield says(
            "required",
            "{group}: “{way}” needs the network that is blocked.",
            why=why,
            source=_SOURCE,
            group=words,
            way=_ways()[fallen[0]]["words"],
        )


def _mapped(mapping: Sequence[str], words: str) -> Iterator[Finding]:
    if mapping:
        row = _ways()[mapping[0]]
        better = "Somebody comes by, who knows only two or three doors; or a messenger with end-to-end encryption."
        template = "{group}: “{way}” draws a map of your people."
        yield says(
            "required", template, why=row["hostile"], source=_SOURCE, better=better, group=words, way=row["words"]
        )


def _together(chosen: Sequence[str], rests: Sequence[set[str]], words: str) -> Finding:
    if len(chosen) < 2:
        return _needed("{group}: one way. Choose a second.", "One way is a hope, two are a plan.", words)
    shared = ", ".join(sorted(rests[0] & rests[1]))
    why = "Two ways that stand on the same thing are one way."
    return says(
        "required", "{group}: both ways need this: {shared}.", why=why, source=_SOURCE, group=words, shared=shared
    )


def _needed(template: str, why: str, words: str, better: str = "") -> Finding:
    return says("required", template, why=why, source=_SOURCE, better=better, group=words)


_ASKED = {
    "tells": ("Who tells whom", "Say it in roles, in a whole sentence: who begins, who tells whom."),
    "publish": ("What is published where", "Say what is published where, in a whole sentence."),
    "not-done": ("What is not done", "Say in a sentence what nobody does on that day, and why."),
}
_TABLES = {"list": ("lists", "Where the list lies"), "trial": ("trials", "When it is tried out")}


def _open(given: Mapping[str, str]) -> Iterator[Finding]:
    """Name everything that is still empty, in one sentence."""
    named = {**_ASKED, **{name: (words, "") for name, (_, words) in _TABLES.items()}}
    empty = [words for name, (words, _) in named.items() if name not in given]
    if empty:
        why = "On that day nobody can ask: what is open stays open."
        yield says("required", "Still open: {empty}.", why=why, source=_SOURCE, empty="; ".join(empty))


def _text(given: Mapping[str, str], name: str) -> tuple[float, list[Finding]]:
    """Look whether a sentence is there; what it is worth, a person judges, and we do not praise it."""
    if name not in given:
        return 0, []
    if len(given[name].split()) >= TEXTS[name]:
        return 1, []
    why = "On that day everybody must know it without asking."
    return 0, [says("required", _ASKED[name][1], why=why, source=_SOURCE)]


def _choice(given: Mapping[str, str], name: str) -> tuple[float, list[Finding]]:
    row = read("ways")[_TABLES[name][0]].get(given.get(name, ""))
    if not row:
        return 0, []
    worth = {"good": 1.0, "advice": 0.5}.get(row["verdict"], 0.0)
    return worth, [says(row["verdict"], row["words"] + ".", why=row["why"], source=_SOURCE)]


def _deputy(given: Mapping[str, str]) -> tuple[float, list[Finding]]:
    decides, deputy = given.get("decides", "").casefold(), given.get("deputy", "").casefold()
    why = "Belarus, June 2011: somebody who ran a page was visited, and arrested a day later (Bynet, 18 December 2012)."
    if decides and deputy and decides != deputy:
        return 1, [says("good", "One decides, and somebody can take over.", why=why, source="item 82")]
    better = "The coordinator; the treasurer, if the coordinator cannot be reached by noon."
    ask = "Who decides, and who if that one is away? Two different roles."
    return 0, [says("required", ask, why=why, source="item 82", better=better)]


def _named(given: Mapping[str, str], setting: str) -> tuple[float, list[Finding]]:
    """Notice what leads to a person; a single name, or one in a script without capitals, only a person notices."""
    texts = [given[name] for name in (*TEXTS, "decides", "deputy") if name in given]
    why = "A plan is copied, lost and found. With roles instead of names it gives nobody away."
    sure = list(dict.fromkeys(found for text in texts for found in _traces(text)))
    maybe = dict.fromkeys(found for text in texts for found in _pairs(text))
    verdict = "danger" if setting == "hostile" else "required"
    said = [
        replace(
            says(verdict, "“{found}” leads to a person. Write the role instead.", why=why, source=_WHO, found=one),
            found=one,
        )
        for one in sure
    ]
    ask = "“{found}” reads like a name. Write the role instead; if it is a place, write it in small letters."
    said += [replace(says("required", ask, why=why, source=_WHO, found=one), found=one) for one in maybe]
    return float(bool(texts) and not said), said


def _traces(text: str) -> Iterator[str]:
    checks = [check for check in NEVER if check.name in ("phone", "e-mail", "coordinates")]
    yield from (finding.found for finding in review(Draft(text, setting="hostile"), checks).findings if finding.found)
    yield from (f"@{span.text}" for span in parse(text).mentions)


def _pairs(text: str) -> Iterator[str]:
    common = read("ways")["no_names"]
    for match in _TWO_WORDS.finditer(text):
        known = any(word.casefold() in common for word in match.groups())
        if not known and all(word[0].isupper() and not word.isupper() for word in match.groups()):
            yield " ".join(match.groups())


def _cautions(given: Mapping[str, str], groups: Mapping[str, str], setting: str) -> Iterator[Finding]:
    chosen = dict.fromkeys(way for group in groups for way in _chosen(given, group))
    for way in chosen if setting == "hostile" else ():
        row = _ways()[way]
        if "hostile" in row and not row.get("maps"):  # those have been spoken of already
            caution = says("advice", "“{way}”: think twice.", why=row["hostile"], source=_SOURCE, way=row["words"])
            yield replace(caution, check=f"caution {way}")


def _whole() -> Finding:
    why = "What is allowed and what is dangerous changes from place to place: ask people who know yours."
    words = "On paper nothing is missing. What it is worth, the trial tells; we did not look at your safety."
    return says("good", words, why=why, source=_SOURCE)


JUDGES = {"blocked": blocked}

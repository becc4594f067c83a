"""A cheat: works out answers with nothing but what a trainee has. Run in an unpacked bundle; prints them as JSON.

Nothing here is clever about human rights. It asks every judge, calls every function that may know, looks for twins of
each option in all data and workbooks, tries ids that tell and checksums that were left behind.
"""

import ast
import csv
import itertools
import json
import random
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

FORBIDDEN = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else None  # the repository, with its solutions
HERE = Path.cwd()


def _refuse(event: str, given: tuple[Any, ...]) -> None:
    if event == "open" and isinstance(given[0], str) and FORBIDDEN:
        path = Path(given[0]).absolute()
        if path.is_relative_to(FORBIDDEN) and not path.is_relative_to(FORBIDDEN / ".venv"):
            raise PermissionError(f"A trainee does not have {path}.")


sys.addaudithook(_refuse)

import toolkit  # noqa: E402
from toolkit.exercises.answered import answer_html, judged_html  # noqa: E402
from toolkit.exercises.questions import Question  # noqa: E402
from toolkit.exercises.scoring import mark  # noqa: E402
from toolkit.sessions.room import questions, rooms  # noqa: E402

assert Path(toolkit.__file__).is_relative_to(HERE), toolkit.__file__
Answers = dict[str, Any]  # by the name of the leak
NETWORKS = {"x": "X", "mastodon": "Mastodon", "bluesky": "Bluesky"}
TELLS = {"right", "correct", "true", "good", "best", "answer", "key", "solution", "ok"}
ALIKE = 0.3  # of the words of two texts, from which on one tells of the other
FILLER = "We do on that day what we agreed before, all of us."


# ---- what judges and pages say


def asked(question: Question, answer: Any) -> tuple[float, int]:
    """What an answer earns as far as anybody can tell without the key, and what its page says of it."""
    marks = mark(question, answer, {}, None)
    parts = sum((part.right is True) - (part.right is False) for part in marks.parts)
    shown = judged_html(question, answer) if question.judge else answer_html(question, answer, {})
    weights = {"hta-good": 1, "hta-required": -1, "hta-danger": -2, "hta-yes": 1}
    return round(marks.share, 6), parts + sum(weight * shown.count(name) for name, weight in weights.items())


def by_asking(question: Question) -> Any:
    """Climb from several starts, one field at a time, as long as what is said gets better."""
    if question.kind in ("choice", "number", "order"):
        return _loudest(question)
    places = _places(question)
    if not places:
        return None
    draw = random.Random(question.id)
    starts = [{}, *({name: draw.choice(values) for name, values in places.items()} for _ in range(6))]
    told = {asked(question, _made(question, one)) for one in starts[1:]}
    if len(told) == 1 and told <= {(0.0, 0)}:
        return None  # nobody says a word, whatever one answers
    found = max((_climb(question, dict(start), places) for start in starts), key=lambda one: one[0])
    return _made(question, found[1]) if found[0] > (0.0, 0) else None


def _climb(question: Question, answer: Any, places: Mapping[str, list[Any]]) -> tuple[tuple[float, int], Any]:
    score, grown = asked(question, _made(question, answer)), True
    while grown:
        grown = False
        for name, values in places.items():
            for value in values:
                tried = {**answer, name: value}
                if (better := asked(question, _made(question, tried))) > score:
                    answer, score, grown = tried, better, True
    return score, answer


def _places(question: Question) -> dict[str, list[Any]]:
    """Everything that can be chosen, place by place; a sheet of which all is written is left alone."""
    if question.kind == "choices":
        return {id_: [True, False] for id_ in question.options}
    if question.kind in ("groups", "cards"):
        return {id_: list(question.groups) for id_ in question.options}
    numbers = {field.id: list(range(field.most + 1)) for field in question.fields if field.kind == "scale"}
    chosen = {field.id: list(field.options) for field in question.fields if field.options}
    written = {field.id: [f"{FILLER} {n}"] for n, field in enumerate(question.fields)}
    return {**written, **numbers, **chosen} if numbers or chosen else {}


def _made(question: Question, answer: Mapping[str, Any]) -> Any:
    if question.kind == "choices":
        return [id_ for id_, ticked in answer.items() if ticked]
    if question.kind == "cards":
        return {id_: {"group": group} for id_, group in answer.items()}
    return dict(answer)


def _loudest(question: Question) -> Any:
    """Of answers that can be listed, the one of which more is said than of all others."""
    listed: list[Any] = list(question.options) if question.kind == "choice" else []
    if question.kind == "order":
        listed = [list(one) for one in itertools.permutations(question.options)]
    ranked = sorted(listed, key=lambda answer: asked(question, answer), reverse=True)
    return ranked[0] if len(ranked) > 1 and asked(question, ranked[0]) > asked(question, ranked[1]) else None


# ---- functions that know


def beside(question: Question) -> Mapping[str, Question]:
    """All questions of the same exercise."""
    every = (questions(name) for name in assignments())
    return next(one for one in every if one.get(question.id) is question)


def assignments() -> list[str]:
    return sorted(rooms())


def by_length(question: Question) -> Any:
    from toolkit.posts import length

    platform = next((one for one in NETWORKS if question.id.endswith(one)), "")
    quotes = [one.quote for one in beside(question).values() if one.kind == "number" and one.quote]
    return str(length(quotes[0], platform)) if question.kind == "number" and quotes and platform else None


def _whole(tag: str, platform: str) -> str:
    from toolkit.posts import hashtags_on

    found = [span.text for span in hashtags_on(tag, platform)]
    return "whole" if found == [tag[1:]] else "cut" if found else "none"


def by_cutting_tags(question: Question) -> Any:
    """Put every tag to the functions that know what networks make of it."""
    tags = {id_: words.split()[0].strip(",.") for id_, words in question.options.items() if words.startswith("#")}
    if question.kind == "groups" and tags:
        return {id_: group for id_, tag in tags.items() if (group := _group_of_tag(question, tag))}
    inside = re.findall(r"#[^\s,.]+", question.prompt)
    if question.kind == "choice" and inside and set(question.options) <= set(NETWORKS):
        return next((one for one in question.options if _whole(inside[0], one) == "whole"), None)
    return None


def _group_of_tag(question: Question, tag: str) -> str | None:
    if "whole" in question.groups:
        return _whole(tag, "x")
    works = {one for one in NETWORKS if _whole(tag, one) == "whole"}
    said = {id_: {one for one, name in NETWORKS.items() if name in words} for id_, words in question.groups.items()}
    return next((id_ for id_, named in said.items() if named == works), None)


def by_feed(question: Question) -> Any:
    """Count who uses each tag."""
    from toolkit.world.feed import load

    tags = {id_: words.split(",")[0] for id_, words in question.options.items()}
    if question.kind != "choice" or not all(re.fullmatch(r"#\w+", tag) for tag in tags.values()):
        return None
    feed = load()
    return max(tags, key=lambda id_: int(feed.posts["account"][feed.under(tags[id_])].nunique()))


def by_moment(question: Question) -> Any:
    from toolkit.review.moments import moment

    tags = re.findall(r"#\w+", question.prompt)
    found = moment(tags[0]) if question.kind == "choice" and tags else None
    if not found or not found.hour:
        return None
    said = (f"{found.day} ", f"{found.hour:%H:%M}")
    return next((id_ for id_, words in question.options.items() if all(one in words for one in said)), None)


def by_forms(question: Question) -> Any:
    """Take from the table of forms who reads the list of each."""
    from toolkit.sessions.groups_and_pages.gatherings import forms, words

    if question.kind != "groups":
        return None
    found = {}
    for id_ in question.options:
        form = next((one for name, one in forms().items() if name.split("-")[0] == id_), None)
        circle = words("circles")[form.members].casefold() if form else None
        named = [group for group, said in question.groups.items() if said.casefold() == circle]
        found.update(dict.fromkeys([id_], named[0]) if named else {})
    return found or None


def by_fitting(question: Question) -> Any:
    """Give every group that is known the first form against which nothing speaks."""
    from toolkit.sessions.groups_and_pages.gatherings import Group, fitting

    found = {}
    for row in [row for id_ in question.options for row in by_id().get(id_, ())]:
        if "needs" in row and question.kind == "groups":
            names = Group.__dataclass_fields__
            group = Group(**{name: row[name] for name in names if name in row} | {"needs": tuple(row["needs"])})
            fits = [f"form-{form}" for form in fitting(group, row["setting"])] + ["form-none"]
            known = [one for form in fits for one in question.groups if form.startswith(one)]
            found[group.id] = known[0]
    return found or None


def by_exposure(question: Question) -> Any:
    """Ask what each part of a page does."""
    from toolkit.sessions.safety_first.exposure import role
    from toolkit.sessions.safety_first.pages import table

    for name in table("words")["pages"] if question.kind == "groups" else ():
        try:
            found = {id_: role(name, id_) for id_ in question.options}
        except LookupError:
            continue
        if set(found.values()) <= set(question.groups):
            return found
    return None


def by_the_page_beside(question: Question) -> Any:
    """Read off what a sheet about the same page says of its parts: “4”, or “5 + 6” for two that work together."""
    for sheet in beside(question).values() if question.kind == "groups" else ():
        if sheet.judge and {field.id for field in sheet.fields} == set(question.options):
            said = judged_html(sheet, {sheet.fields[0].id: "leave"})
            ways = [
                one.split(" + ") for one in re.findall(r"\d+(?: \+ \d+)*", re.sub(r"\([^()]*item[^()]*\)", "", said))
            ]
            alone = {way[0] for way in ways if len(way) == 1}
            together = {part for way in ways if len(way) > 1 for part in way} - alone
            role = {str(n): "alone" if str(n) in alone else "together" if str(n) in together else "nobody"
                    for n in range(1, len(question.options) + 1)}  # fmt: skip
            if together:
                return dict(zip(question.options, role.values(), strict=True))
    return None


def by_profile(question: Question) -> Any:
    from toolkit.world.profiles import COUNTRIES, profile

    found = {}
    for handle in question.options:
        try:
            one = profile(handle)
        except LookupError:
            return None
        known = [*one.classes, *one.reach.get(COUNTRIES.get(one.country, ""), ())]
        found.update((handle, group) for group in known if group in question.groups)
    return ({h: {"group": g} for h, g in found.items()} if question.kind == "cards" else found) or None


def by_document(question: Question) -> Any:
    """Put parts in the order in which they stand in a document."""
    from toolkit.world.scenarios import documents

    for scenario in ("marenia", "veltara", "drusna"):
        for brief in documents(scenario).values():
            order = [role for role, _ in brief.parts if role in question.options]
            if question.kind == "order" and sorted(order) == sorted(question.options):
                return order
    return None


# ---- twins of an option in data and workbooks


@cache
def rows() -> tuple[dict[str, Any], ...]:
    """Every record of all data, however deep it stands, but for the questions themselves."""
    found: list[dict[str, Any]] = []
    for path in sorted(HERE.glob("toolkit/**/*.toml")):
        if path.name != "exercise.toml":
            raw = tomllib.loads(path.read_text("utf-8"))
            said = labels(raw)
            found += [{**row, "_labels": said} for row in _records(raw)]
    for path in sorted(HERE.glob("toolkit/**/*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found += [{**row, "id": row.get("handle") or row.get("id", "")} for row in csv.DictReader(file)]
    return tuple(found)


@cache
def by_id() -> Mapping[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows():
        found.setdefault(row["id"], []).append(row)
    return found


@cache
def texts() -> tuple[tuple[frozenset[str], str, int], ...]:
    """Every text of all data, as words and as it stands, with its record."""
    said = [(one, n) for n, row in enumerate(rows()) for one in own(row)]
    return tuple((words, one, n) for one, n in said if len(words := bag(one)) >= 2)


def _records(value: Any, name: str = "") -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield {**value, "id": said if isinstance(said := value.get("id"), str) else name}
        for key, inner in value.items():
            yield from _records(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from _records(inner, name)


def labels(value: Any) -> dict[str, str]:
    """What ids mean in a file: every id that stands before some words."""
    found: dict[str, str] = {}
    for row in _records(value):
        found |= {key: said for key, said in row.items() if isinstance(said, str) and key != "id"}
        if isinstance(said := row.get("label", row.get("text")), str):
            found[row["id"]] = said
    return found


@cache
def bag(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))


def alike(one: str, other: str) -> float:
    return _alike(bag(one), bag(other))


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))


def values(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        for inner in value.values() if isinstance(value, Mapping) else value:
            yield from values(inner)


def own(row: Mapping[str, Any]) -> list[str]:
    """What a record says itself; records inside it are records of their own."""
    return [one for name, value in row.items() if name not in ("_labels", "id") for one in values(value)]


def _group_named(question: Question, row: Mapping[str, Any], skip: str) -> str | None:
    """The group that a record names, by its id or in its words."""
    said = [one for one in own(row) if one != skip]
    for one in said:
        if one in question.groups:
            return one
    meant = row.get("_labels", {})
    known = [meant[one] for one in said if one in meant] + said
    best = max(((alike(words, one), id_) for one in known for id_, words in question.groups.items()), default=(0.0, ""))
    return best[1] if best[0] >= ALIKE else None


def by_records(question: Question) -> Any:
    """Take the group that a record of the same id or handle names."""
    found: dict[str, str] = {}
    for id_, words in question.options.items() if question.kind in ("groups", "cards") else ():
        for row in by_id().get(id_, ()):
            is_same = id_.endswith("_example") or any(alike(one, words) >= ALIKE for one in own(row))
            if is_same and (group := _group_named(question, row, words)):
                found.setdefault(id_, group)
    return ({id_: {"group": one} for id_, one in found.items()} if question.kind == "cards" else found) or None


def by_what_is_planted(question: Question) -> Any:
    """Take the option that is named most by a record called like the question, or by one that says it is right."""
    votes: Counter[str] = Counter()
    for row in rows() if question.kind == "choice" else ():
        said = own(row)
        if question.id in said or any(name in TELLS and value is True for name, value in row.items()):
            for id_, words in question.options.items():
                named = words.split(",")[0]
                votes[id_] += sum(bool(bag(one)) and alike(one, named) >= 0.8 for one in said)
    return max(votes, key=votes.__getitem__) if any(votes.values()) else None


def by_twins(question: Question) -> Any:
    """Take the group that the record with nearly the same words names."""
    found = {}
    for id_, words in question.options.items() if question.kind == "groups" else ():
        mine = bag(words)
        score, n, twin = max((_alike(theirs, mine), n, one) for theirs, one, n in texts())
        if score >= ALIKE and (group := _group_named(question, rows()[n], twin)):
            found[id_] = group
    return found or None


def by_one_table(question: Question) -> Any:
    """Tick what stands together in one table: three things of a list are seldom there by chance."""
    if question.kind != "choices" or question.judge:
        return None
    found: list[list[str]] = [[]]
    for row in rows():
        said = [one for name, one in row.items() if isinstance(one, str) and name != "id"]
        found.append(
            [id_ for id_, words in question.options.items() if any(alike(words, one) >= ALIKE for one in said)]
        )
    return max(found, key=len) if len(max(found, key=len)) >= 3 else None


def by_a_field_called_so(question: Question) -> Any:
    """Tick what a record lists, by the id of nearly the same words, in a field that is called like the question."""
    ticked = []
    for row in [row for row in rows() if question.id in row] if question.kind == "choices" else ():
        listed = set(values(row[question.id]))
        for id_, words in question.options.items():
            twins = [name for one in _records(row) for name, said in one.items() if alike(words, str(said)) >= ALIKE]
            ticked += [id_] if listed & set(twins) else []
    return sorted(set(ticked)) or None


def by_words_of_the_course(question: Question) -> Any:
    """Sort by the glossary: a card that means the option, and whose name stands in the group, or the other way."""
    if question.kind != "groups":
        return None
    cards = [row for row in rows() if "means" in row]
    found = {}
    for id_, words in question.options.items():
        scored = [
            (alike(means, row["means"]) + _called(row, name), group)
            for group, said in question.groups.items()
            for row in cards
            for means, name in ((words, said), (said, words))
            if alike(means, row["means"]) > 0.3 and _called(row, name)
        ]
        if scored:
            found[id_] = max(scored)[1]
    return found or None


def _called(row: Mapping[str, Any], name: str) -> float:
    names = [str(row["id"]), *values(row.get("forms", [])), *values(row.get("word", ""))]
    return float(any(bag(one) and bag(one) <= bag(name) for one in names))


@cache
def lines() -> tuple[tuple[str, str], ...]:
    """Every cell of a table and every line of the workbooks, with what stands over or before it."""
    found: list[tuple[str, str]] = []
    for path in sorted(HERE.glob("workbooks/*.ipynb")):
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            if cell["cell_type"] == "markdown":
                found += list(_lines("".join(cell["source"])))
    return tuple(found)


def _lines(text: str) -> Iterator[tuple[str, str]]:
    head: list[str] = []
    for line in text.splitlines():
        parts = [part.strip() for part in line.strip().strip("|").split("|")]
        if line.lstrip().startswith("|"):
            head = head or parts
            bare = [re.sub(r"\(items? [^)]*\)", "", part) for part in parts]
            yield from ((part, f"{over} {parts[0]}") for part, over in zip(bare, head, strict=False))
        else:
            head = []
            yield line, ""


def by_workbooks(question: Question) -> Any:
    """Find the line of a workbook that says the same: its column tells a group, its place an order."""
    near = {}
    for id_, words in question.options.items():
        score, n = max((alike(line, words), n) for n, (line, _) in enumerate(lines()))
        if score >= ALIKE:
            near[id_] = n
    if question.kind == "groups":
        said = {
            id_: [(alike(words, lines()[n][1]), g) for g, words in question.groups.items()] for id_, n in near.items()
        }
        return {id_: max(one)[1] for id_, one in said.items() if max(one)[0] > 0.2} or None
    if question.kind == "order" and len(near) >= 2:
        rest = [id_ for id_ in question.options if id_ not in near]
        return [*rest, *sorted(near, key=near.__getitem__)]
    return None


# ---- what was left behind


def by_ids(question: Question) -> Any:
    """Trust an id that says so, or that is also the question's, or a group's."""
    telling = [id_ for id_ in question.options if TELLS & set(id_.split("-")) or id_ == question.id]
    if question.kind == "choice":
        return telling[0] if len(telling) == 1 else None
    if question.kind == "choices":
        return telling or None
    if question.kind == "groups":
        near = {
            id_: [(SequenceMatcher(None, id_, group).ratio(), group) for group in question.groups]
            for id_ in question.options
        }
        return {id_: max(one)[1] for id_, one in near.items() if max(one)[0] >= 0.8} or None
    return None


@cache
def notebook(assignment: str) -> dict[str, Any]:
    text = (HERE / "exercises" / assignment / f"{assignment}.ipynb").read_text("utf-8")
    return {cell["id"]: cell for cell in json.loads(text)["cells"]}


def by_checksum(question: Question, assignment: str) -> Any:
    """Try every key until the checksum of the cell, as it was with its hidden part, comes out."""
    from nbformat import from_dict
    from nbgrader.utils import compute_checksum

    cell = notebook(assignment).get(f"points-{question.id}")
    tried: list[Any] = list(question.options) if question.kind == "choice" else []
    if question.kind == "order":
        tried = [list(one) for one in itertools.permutations(question.options)]
    if question.kind == "choices" and len(question.options) <= 8:
        many = range(1, len(question.options))
        tried = [list(one) for n in many for one in itertools.permutations(question.options, n) if n <= 5]
    if question.kind == "number":
        tried = list(range(2000))
    for key in tried if cell else ():
        call = f'exercise("{assignment}").points("{question.id}", {cell["metadata"]["nbgrader"]["points"]}, '
        hidden = f"### BEGIN HIDDEN TESTS\n{call}key={json.dumps(key)})\n### END HIDDEN TESTS"
        whole = from_dict(cell | {"source": f"{''.join(cell['source']).rstrip()}\n{hidden}"})
        if compute_checksum(whole) == cell["metadata"]["nbgrader"]["checksum"]:
            return str(key) if question.kind == "number" else key
    return None


def by_keys_in_source(question: Question, assignment: str) -> Any:
    """Look whether a cell of the exercise still says it."""
    for cell in notebook(assignment).values():
        for node in ast.walk(ast.parse("".join(cell["source"]))) if cell["cell_type"] == "code" else ():
            if isinstance(node, ast.Call) and any(one.arg == "key" for one in node.keywords):
                form = ast.literal_eval(node.args[0]) if node.args else ""
                if form == question.id:
                    return next(ast.literal_eval(one.value) for one in node.keywords if one.arg == "key")
    return None


LEAKS: dict[str, Callable[[Question], Any]] = {
    "the judge, asked": by_asking,
    "lengths": by_length,
    "tags as networks cut them": by_cutting_tags,
    "the feed": by_feed,
    "tags that say when": by_moment,
    "the table of forms": by_forms,
    "which form fits": by_fitting,
    "the role of a part": by_exposure,
    "what a sheet beside it says": by_the_page_beside,
    "what is known of people": by_profile,
    "the order of a document": by_document,
    "a record of that id": by_records,
    "what is planted": by_what_is_planted,
    "a record in nearly the same words": by_twins,
    "a table that holds several": by_one_table,
    "a field called like the question": by_a_field_called_so,
    "the words of the course": by_words_of_the_course,
    "a line of a workbook": by_workbooks,
    "an id that tells": by_ids,
}
LEFT: dict[str, Callable[[Question, str], Any]] = {
    "a checksum": by_checksum,
    "a key that was left": by_keys_in_source,
}


def cheated(assignment: str) -> dict[str, Answers]:
    found: dict[str, Answers] = {}
    for form, question in questions(assignment).items():
        if question.kind in ("reflection", "confidence", "text"):
            continue
        tried = {name: leak(question) for name, leak in LEAKS.items()}
        tried |= {name: leak(question, assignment) for name, leak in LEFT.items()}
        found[form] = {name: answer for name, answer in tried.items() if answer is not None}
    return found


if __name__ == "__main__":
    print(json.dumps({assignment: cheated(assignment) for assignment in assignments()}, ensure_ascii=False))

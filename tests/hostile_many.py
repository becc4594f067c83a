"""Hundreds of submissions that are broken or mean harm, in the shapes in which people send them; always the same ones."""

import json
import os
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import hostile
from hostile import ANSWERS, ASSIGNMENT, Files, Given, packed, write
from hostile_cells import DEEDS, FORGED, FORGED_ANSWERS, FORMATS, both, doing, endless, with_copies
from hostile_files import (
    BAD_ZIPS,
    BOMBS,
    CALLED,
    CODE_NAMES,
    ENCODINGS,
    GOOD_IN_ZIPS,
    LETTERS,
    ODD_BYTES,
    bent,
    can_name,
    cut,
    links,
    mailed,
    written,
    zipped,
)
from hostile_words import LONG, SHAPES, WORDS, brimming, everywhere, inside, misshapen

SEED = 2026
DATE = 1_770_000_000  # 2026-02-02
# These three have every kind of form; the soak takes all exercises of the course.
FEW = ("tweet-rewriting", "hashtag-choice", "audience-targeting")
ALL = tuple(sorted(path.parent.name for path in (Path(__file__).parents[1] / "solutions").glob("*/model-answers.json")))
EXERCISES = ALL if os.environ.get("SOAK") else FEW
HONEST = ("amber-heron", "quiet-otter", "calm-ibis", "brisk-lynx", "late-linden")
SECRET = Path("/etc/passwd")


@dataclass(frozen=True)
class Bad:
    """One submission: what would lie in its person's folder, or (`as_it_is`) what lies in the inbox.

    `state` is what collecting must say of it: taken, doubtful or refused; "" where only this matters, that it says
    something. `share` is what it must earn once it is taken, of all that the model answers earn.
    """

    name: str
    files: Callable[[Given, str], Files]
    exercise: str = ASSIGNMENT
    state: str = ""
    share: float | None = None
    as_it_is: bool = False

    @property
    def kind(self) -> str:
        """What kind of harm it is."""
        return self.name.split(":")[0]


@dataclass(frozen=True)
class Sent:
    """A bad submission with its place among all of them: who sends it, and how."""

    bad: Bad
    number: int

    @property
    def who(self) -> str:
        """The code name it comes with."""
        return f"sly-{self.number:03}"

    @property
    def by_hand(self) -> str:
        """The code name under which somebody puts it straight into `submitted`."""
        return f"raw-{self.number:03}"

    def inbox(self, given: Given) -> Files:
        """What arrives, by its place in the inbox; every first name in it begins with the code name or the number."""
        files = self.bad.files(given, self.who)
        return files if self.bad.as_it_is else shaped(files, self.who, self.number)


# --- the shapes in which people send ------------------------------------------------------------------------------


def _loose(files: Files, who: str, number: int) -> Files:
    return {f"{number:03} {name}": content for name, content in files.items()}


def _folder(files: Files, who: str, number: int) -> Files:
    return {f"{who}/{name}": content for name, content in files.items()}


def _zip(files: Files, who: str, number: int) -> Files:
    return {f"{number:03}.zip": zipped({f"{who}/{name}": content for name, content in files.items()})}


def _platform(files: Files, who: str, number: int) -> Files:
    return {f"{number:03} Sly_{number}_assignsubmission_file_/{name}": content for name, content in files.items()}


def _mail(files: Files, who: str, number: int) -> Files:
    return {f"{number:03}.eml": mailed({name: packed(content) for name, content in files.items()})}


_WITH_ANSWERS = (_loose, _folder, _zip, _platform, _mail)
_WITHOUT = (_folder, _zip)  # a notebook holds no code name


def shaped(files: Files, who: str, number: int) -> Files:
    """Pack a person's files as one of many people would."""
    if any(isinstance(content, Path) for content in files.values()):
        return _folder(files, who, number)
    ways = _WITH_ANSWERS if ANSWERS in files else _WITHOUT
    return ways[number % len(ways)](files, who, number)


def lay(place: Path, files: Files) -> None:
    """Put files there, all of one date."""
    write(place, files)
    for name in files:
        os.utime(place / name, (DATE, DATE), follow_symlinks=False)


# --- all of them -------------------------------------------------------------------------------------------------


def many(place: Path) -> list[Sent]:
    """Make all bad submissions, in an order that mixes their kinds; `place` is a folder to try names in."""
    found = [
        *_words(),
        *_shapes(),
        *_cut(),
        *_encodings(),
        *_bombs(),
        *_zips(),
        *_notebooks(),
        *_forged(),
        *_who(),
        *_called(place),
        *_links(),
        *_known(),
    ]
    random.Random(SEED).shuffle(found)
    return [Sent(one, number) for number, one in enumerate(found)]


def sample(sent: Sequence[Sent], count: int, seed: int = SEED) -> list[Sent]:
    """Choose some at random, each of another kind as long as there are any."""
    seen, ranked = Counter[str](), list[tuple[int, Sent]]()
    for one in random.Random(seed).sample(sent, len(sent)):
        seen[one.bad.kind] += 1
        ranked.append((seen[one.bad.kind], one))
    chosen = sorted(ranked, key=lambda pair: pair[0])[:count]
    return sorted((one for _, one in chosen), key=lambda one: one.number)


def _exercise(number: int) -> str:
    return EXERCISES[number % len(EXERCISES)]


def _answers(given: Given, who: str, make: Callable[[Given], Mapping[str, Any]]) -> Files:
    return {ANSWERS: packed({**make(given), "who": who})}


def _of_answers(name: str, exercise: str, make: Callable[[Given], Mapping[str, Any]], **more: Any) -> Bad:
    return Bad(name, lambda given, who: _answers(given, who, make), exercise, **more)


def _words() -> Iterator[Bad]:
    for exercise in EXERCISES:
        for name, words in WORDS.items():
            make = partial(everywhere, exercise=exercise, words=words)
            yield _of_answers(f"words:{name}:{exercise}", exercise, make, state="taken")


def _shapes() -> Iterator[Bad]:
    for exercise in EXERCISES:
        for name, shape in SHAPES.items():
            outer, inner = (partial(make, exercise=exercise, shape=shape) for make in (misshapen, inside))
            yield _of_answers(f"shape:{name}:{exercise}", exercise, outer, state="taken")
            yield _of_answers(f"inside:{name}:{exercise}", exercise, inner)  # some grow larger than is taken
    for number, (name, sign) in enumerate(LONG.items()):
        exercise = _exercise(number)
        yield _of_answers(f"long:{name}", exercise, partial(brimming, exercise=exercise, sign=sign), state="taken")


def _sent_by(given: Given, who: str) -> dict[str, Any]:
    return given.answers | {"who": who}


def _cut() -> Iterator[Bad]:
    parts, bends = 20, 14
    for part in range(parts):
        exercise = _exercise(part)

        def answers(given: Given, who: str, part: int = part) -> Files:
            return {ANSWERS: cut(packed(_sent_by(given, who)), part, parts)}

        def notebook(given: Given, who: str, part: int = part) -> Files:
            return {f"{given.model['assignment']}.ipynb": cut(packed(with_copies(given)), part, parts)}

        def packet(given: Given, who: str, part: int = part) -> Files:
            return {f"{who}.zip": cut(zipped({f"{n}.json": _sent_by(given, who) for n in range(5)}), part, parts)}

        yield Bad(f"cut:answers-{part}", answers, exercise, "refused")
        if part % 2:
            yield Bad(f"cut:notebook-{part}", notebook, exercise, "refused")
        if part % 3 == 0:
            yield Bad(f"cut:zip-{part}", packet, exercise, "refused", as_it_is=True)
    for bend in range(bends):
        yield Bad(f"bent:answers-{bend}", partial(_bent, bend=bend, what="answers"), _exercise(bend))
        yield Bad(f"bent:notebook-{bend}", partial(_bent, bend=bend, what="notebook"), _exercise(bend))
        yield Bad(f"bent:zip-{bend}", partial(_bent, bend=bend, what="zip"), _exercise(bend), as_it_is=True)


def _bent(given: Given, who: str, bend: int, what: str) -> Files:
    if what == "answers":
        return {ANSWERS: bent(packed(_sent_by(given, who)), bend)}
    if what == "notebook":
        return {f"{given.model['assignment']}.ipynb": bent(packed(with_copies(given)), bend)}
    return {f"{who}.zip": bent(zipped({f"{n}.json": _sent_by(given, who) for n in range(5)}), bend)}


def _encodings() -> Iterator[Bad]:
    for number, encoding in enumerate(ENCODINGS):

        def answers(given: Given, who: str, encoding: str = encoding) -> Files:
            return {ANSWERS: written(given.replying(**LETTERS) | {"who": who}, encoding)}

        def notebook(given: Given, who: str, encoding: str = encoding) -> Files:
            return {f"{given.model['assignment']}.ipynb": written(with_copies(given), encoding)}

        yield Bad(f"encoding:{encoding}", answers, _exercise(number))
        if number % 3 == 0:
            yield Bad(f"encoding:notebook-{encoding}", notebook, _exercise(number))
    for name, spoil in ODD_BYTES.items():

        def odd(given: Given, who: str, spoil: Callable[[Any], bytes] = spoil) -> Files:
            return {ANSWERS: spoil(_sent_by(given, who))}

        yield Bad(f"bytes:{name}", odd)


def _bombs() -> Iterator[Bad]:
    for name, make in BOMBS.items():
        yield Bad(f"bomb:{name}", lambda given, who, make=make: {ANSWERS: make()}, state="refused")
        if "notebook" in name:
            files = lambda given, who, make=make: {f"{ASSIGNMENT}.ipynb": make()}  # noqa: E731
            yield Bad(f"bomb:{name}-alone", files, state="refused")


def _zips() -> Iterator[Bad]:
    for number, (name, make) in enumerate({**GOOD_IN_ZIPS, **BAD_ZIPS}.items()):
        exercise, is_good = _exercise(number), name in GOOD_IN_ZIPS

        def files(given: Given, who: str, make: Callable[[Any, str], bytes] = make) -> Files:
            return {f"{who}.zip": make(_sent_by(given, who), who)}

        state, share = ("taken", 1.0) if is_good else ("refused", None)
        yield Bad(f"zip:{name}", files, exercise, state, share, as_it_is=True)


def _notebooks() -> Iterator[Bad]:
    for number, deed in enumerate(DEEDS):
        exercise = _exercise(number)
        added, instead = (partial(_does, deed=deed, where=where) for where in ("added", "instead"))
        yield Bad(f"cells:{deed}-added", added, exercise, "taken", 1.0)
        yield Bad(f"cells:{deed}-instead", instead, exercise)
    for number, (name, make) in enumerate(FORMATS.items()):
        yield Bad(f"format:{name}", partial(_made, make=make), _exercise(number))
    yield Bad("format:endless-number", partial(_made, make=endless))


def _does(given: Given, who: str, deed: str, where: str) -> Files:
    return doing(given, deed, where)


def _made(given: Given, who: str, make: Callable[[Given], Any]) -> Files:
    return {f"{given.model['assignment']}.ipynb": packed(make(given))}


def _forged() -> Iterator[Bad]:
    for number, (name, make) in enumerate(FORGED.items()):
        exercise = _exercise(number)

        def nothing(given: Given, who: str, make: Callable[[Given], Any] = make) -> Files:
            return both(given, make(given), {**given.answers, "answers": {}, "who": who})

        def everything(given: Given, who: str, make: Callable[[Given], Any] = make) -> Files:
            return both(given, make(given), _sent_by(given, who))

        yield Bad(f"forged:{name}", nothing, exercise, "taken", 0.0)
        yield Bad(f"forged:{name}-answered", everything, exercise, "taken", 1.0)
    for name, more in FORGED_ANSWERS.items():
        wanted = 0.0 if "answers" in more else 1.0
        make = lambda given, more=more: given.answers | more  # noqa: E731
        yield _of_answers(f"forged:answers-{name}", ASSIGNMENT, make, state="taken", share=wanted)


def _who() -> Iterator[Bad]:
    for number, name in enumerate(CODE_NAMES):

        def files(given: Given, who: str, name: Any = name, number: int = number) -> Files:
            return {f"{who}.json": packed(given.answers | {"who": name})}

        yield Bad(f"who:{number}", files, _exercise(number), "doubtful", as_it_is=True)


def _called(place: Path) -> Iterator[Bad]:
    for number, name in enumerate(name for name in CALLED if can_name(place, name)):

        def files(given: Given, who: str, name: str = name) -> Files:
            return {f"{who}/{name}": packed(given.answers)}

        exercise = _exercise(number)
        yield Bad(f"called:{number}", files, exercise, "taken", 1.0, as_it_is=True)


def _links() -> Iterator[Bad]:
    empty = Given({"cells": []}, {"assignment": ASSIGNMENT}, "", 0)
    for name in links(empty, SECRET):
        yield Bad(f"link:{name}", lambda given, who, name=name: links(given, SECRET)[name])


def _known() -> Iterator[Bad]:
    """What is laid into `submitted` elsewhere, sent here."""
    for case in hostile.cases():
        yield Bad(f"known:{case.name}", lambda given, who, case=case: case.files(given))


# --- those who mean well -----------------------------------------------------------------------------------------


def honest(given: Mapping[str, Given]) -> Files:
    """What people send in whose work nothing is wrong but, here and there, an answer; the first answers like the model."""
    tweet, tags, people = (given[name] for name in FEW)
    half = {**tags.answers, "answers": dict(list(tags.answers["answers"].items())[::2]), "who": "quiet-otter"}
    russian = tweet.replying(what_it_cost="Оставил место и час.", room_left="116,0", version_1="")
    late = people.replying(reach={}, otherwise="") | {"who": "late-linden"}
    return {f"answers ({name}).json": packed(_sent_by(one, "amber-heron")) for name, one in given.items()} | {
        "quiet-otter/answers.json": packed(half),
        "quiet-otter.zip": zipped({"work/answers.json": _sent_by(people, "quiet-otter")}),
        "calm-ibis/tweet-rewriting.ipynb": packed(with_copies(tweet, reply="silence")),
        "from brisk.eml": mailed({"brisk.json": json.dumps(russian | {"who": "brisk-lynx"}).encode()}),
        "late/answers.json": packed(late),
    }

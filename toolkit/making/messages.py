"""Collect every sentence that a face translates, for the people who translate (`make messages`)."""

import ast
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from toolkit import faults
from toolkit.faces import html as faces
from toolkit.faces.i18n import LOCALE
from toolkit.labs.faces import HOOK_WORDS
from toolkit.labs.setting import COUNTED_WORDS, SHORT_WORDS
from toolkit.review.checks import ALL
from toolkit.review.checks.tag_choice import CHECKS as TAG_CHOICE
from toolkit.review.findings import VERDICTS, Check
from toolkit.sessions import room
from toolkit.world.people_faces import LANGUAGES
from toolkit.world.profiles import words

_PACKAGE = Path(__file__).parents[1]


def catalogue() -> Catalog:
    """Make the catalogue of all sentences in English, each with where it comes from."""
    collected = Catalog(project="From Hashtag to Action", charset="utf-8")
    for sentence, place in sorted({*_checks(), *_questions(), *_words(), *_code()}):
        if sentence:
            collected.add(sentence, locations=[(place, 0)])
    return collected


def _checks() -> Iterator[tuple[str, str]]:
    checks: tuple[Check[Any], ...] = (*ALL, *TAG_CHOICE)
    for check in checks:
        yield from ((sentence, f"check {check.name}") for sentence in _sentences_of(check))
    for session in room.rooms():
        for check in chain(*room.checks(session).values()):
            yield from ((sentence, f"check {check.name}") for sentence in (*_sentences_of(check), check.better))


def _sentences_of(check: Check[Any]) -> tuple[str, ...]:
    return check.advice, check.why, check.praise, check.praise_why, *check.advice_in.values()


def _questions() -> Iterator[tuple[str, str]]:
    for session in room.rooms():
        for question in room.questions(session).values():
            for sentence in (question.prompt, question.help, *(field.label for field in question.fields)):
                yield sentence, f"exercise {session}"


def _words() -> Iterator[tuple[str, str]]:
    tables = (
        *(faces.SETTING_WORDS, faces.PLATFORM_WORDS, faces.PART_WORDS, faces.WEEK_WORDS),
        *(HOOK_WORDS, LANGUAGES, SHORT_WORDS, COUNTED_WORDS),
        *(words(table) for table in ("classes", "modes", "kinds", "wedges", "quadrants", "quadrants_mean")),
        *(words(f"persona.{field}") for field in ("audience", "need", "channel", "barrier")),
        *(table for session in room.rooms() for table in room.words(session)),
    )
    for table in tables:
        yield from ((sentence, "words") for sentence in table.values())
    yield from ((sentence, "words") for sentence in faults.WORDS)
    yield from ((word, "words") for _, word in faces.VERDICT_WORDS.values())


_SAYING = {"t", "button", "Said", "Unread", "Unmapped", "note"}


def _code() -> Iterator[tuple[str, str]]:
    """Find the sentences that stand in the code itself: in calls that say something, and in the names they use."""
    for path in sorted(_PACKAGE.rglob("*.py")):
        tree, place = ast.parse(path.read_text("utf-8")), str(path.relative_to(_PACKAGE))
        named = _constants(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _name(node.func) in _SAYING:
                for said in (*node.args[:2], *(one.value for one in node.keywords if one.arg in ("why", "better"))):
                    yield from ((sentence, place) for sentence in _sentences(said, named))


def _name(called: ast.expr) -> str:
    return called.id if isinstance(called, ast.Name) else called.attr if isinstance(called, ast.Attribute) else ""


def _constants(tree: ast.Module) -> Mapping[str, set[str]]:
    """Gather what each name of a file stands for; one that is used again stands for several sentences."""
    named: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    named.setdefault(target.id, set()).add(node.value.value)
    return named


def _sentences(said: ast.expr, named: Mapping[str, set[str]]) -> Iterator[str]:
    """Read a sentence, or the two of a choice; a verdict is a word of ours and no sentence."""
    if isinstance(said, ast.IfExp):
        yield from (*_sentences(said.body, named), *_sentences(said.orelse, named))
    found = {said.value} if isinstance(said, ast.Constant) else named.get(_name(said), set())
    yield from (one for one in found if isinstance(one, str) and one not in VERDICTS)


def write(path: Path = LOCALE / "toolkit.pot") -> Path:
    """Write the template that translators start from."""
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue(), sort_output=True, omit_header=True)
    return path


if __name__ == "__main__":
    print(write())

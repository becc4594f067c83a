"""Collect every sentence that a face translates, for the people who translate (`make messages`)."""

import ast
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from toolkit import faces
from toolkit.checks import ALL
from toolkit.exercises import questions
from toolkit.i18n import LOCALE
from toolkit.labs.faces import HOOK_WORDS

_PACKAGE = Path(__file__).parent


def catalogue() -> Catalog:
    """Make the catalogue of all sentences in English, each with where it comes from."""
    collected = Catalog(project="From Hashtag to Action", charset="utf-8")
    for sentence, place in sorted({*_checks(), *_questions(), *_words(), *_code()}):
        if sentence:
            collected.add(sentence, locations=[(place, 0)])
    return collected


def _checks() -> Iterator[tuple[str, str]]:
    for check in ALL:
        for sentence in (check.advice, check.why, check.praise, *check.advice_in.values()):
            yield sentence, f"check {check.name}"


def _questions() -> Iterator[tuple[str, str]]:
    for path in sorted((_PACKAGE / "data" / "exercises").glob("*.toml")):
        for question in questions(path.stem).values():
            for sentence in (question.prompt, question.help):
                yield sentence, f"exercise {path.stem}"


def _words() -> Iterator[tuple[str, str]]:
    tables = (faces.SETTING_WORDS, faces.PLATFORM_WORDS, faces.PART_WORDS, HOOK_WORDS)
    for table in tables:
        yield from ((sentence, "faces") for sentence in table.values())
    yield from ((word, "faces") for _, word in faces.VERDICT_WORDS.values())


def _code() -> Iterator[tuple[str, str]]:
    """Find the sentences that stand in the code itself, in calls of `t`."""
    for path in sorted(_PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "t"
            first = node.args[0] if is_call and isinstance(node, ast.Call) and node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value, str(path.relative_to(_PACKAGE))


def write(path: Path = LOCALE / "toolkit.pot") -> Path:
    """Write the template that translators start from."""
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue(), sort_output=True, omit_header=True)
    return path


if __name__ == "__main__":
    print(write())

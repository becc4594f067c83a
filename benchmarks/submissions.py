"""Make a cohort's submissions: the model answers, with mistakes of the kinds that people make."""

import json
import random
import shutil
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

ASSIGNMENT = "tweet-rewriting"
_SEED = 2026


def make_submissions(course: Path, count: int) -> None:
    """Put `count` submissions into a course folder: the released notebook and an answers file each."""
    model = json.loads((course / "solutions" / ASSIGNMENT / "model-answers.json").read_text("utf-8"))
    chance = random.Random(_SEED)
    for number in range(count):
        folder = course / "submitted" / f"heron-{number:04}" / ASSIGNMENT
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(course / "exercises" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", folder)
        content = {**model, "answers": varied(model["answers"], chance)}
        (folder / "answers.json").write_text(json.dumps(content, ensure_ascii=False), "utf-8")


def varied(answers: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Drop some answers and spoil others; about a third stay as they are."""
    kept = {form: deepcopy(answer) for form, answer in answers.items() if chance.random() > 0.1}
    return {form: _spoilt(answer, chance) if chance.random() < 0.6 else answer for form, answer in kept.items()}


def _spoilt(answer: Any, chance: random.Random) -> Any:
    if isinstance(answer, str):
        return chance.choice(_SLIPS)(answer, chance)
    if isinstance(answer, list):
        return chance.sample(answer, chance.randint(1, len(answer)))
    if "text" in answer:
        return {**answer, "text": _spoilt(answer["text"], chance)}
    groups = list(answer.values())
    return {item: chance.choice(groups) for item in answer if chance.random() > 0.1}


def _cut(text: str, chance: random.Random) -> str:
    return text[: chance.randint(0, len(text))]


def _without_a_word(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    del words[chance.randrange(len(words))]
    return " ".join(words)


def _other_digits(text: str, chance: random.Random) -> str:
    return "".join(str(chance.randint(0, 9)) if sign.isdigit() else sign for sign in text)


def _added(text: str, chance: random.Random) -> str:
    extra = (
        "#Rights #Now #Today",
        "Call +10 555 010 9999!",
        "at Brenna Square, 18:00",
        "SHARE THIS NOW!!!",
        "شكرا",
        "🙏🏽",
    )
    return f"{text} {chance.choice(extra)}"


_SLIPS: tuple[Callable[[str, random.Random], str], ...] = (_cut, _without_a_word, _other_digits, _added)

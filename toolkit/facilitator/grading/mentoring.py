"""Questions to the mentor: they travel with the answers, and what the mentor says goes back with the feedback."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from toolkit.answers import FILE, LARGEST, Answers, Refused, read
from toolkit.facilitator import plain_files
from toolkit.facilitator.grading.submitted import opened, read_submission
from toolkit.facilitator.plain_files import NotPlain
from toolkit.privacy import write

_LARGEST = 64 * 2**20  # bytes of all that mentors said
ASKED = "to-my-mentor"
ANSWERS = "mentor-answers.json"
Said = Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class Asked:
    """One question to the mentor, and the answer if there is one."""

    who: str
    assignment: str
    question: str
    answer: str = ""


def queue(folder: Path) -> list[Asked]:
    """List all questions that were handed in, those without an answer first."""
    said = answered(folder)
    found = [_asked(path, said) for path in sorted((folder / "submitted").glob("*/*")) if path.is_dir()]
    return sorted(filter(None, found), key=lambda one: bool(one.answer))


def _asked(path: Path, said: Said) -> Asked | None:
    who, assignment = path.parent.name, path.name
    try:
        text = _submitted(path, assignment).values.get(ASKED)
    except NotPlain:
        return None  # grading says so
    if not isinstance(text, str) or not text.strip():
        return None
    return Asked(who, assignment, text.strip(), said.get((who, assignment), ""))


def _submitted(path: Path, assignment: str) -> Answers:
    """Read the answers of a submission; its notebook takes longer, and is looked into only where they are missing."""
    with suppress(OSError, Refused), opened(path) as here:
        return read(here.read(FILE, LARGEST), assignment)
    return read_submission(path, assignment).answers


def answered(folder: Path) -> Said:
    """Read what mentors said, by person and assignment. Raises LookupError, in words, where that cannot be read."""
    try:
        rows = json.loads(plain_files.read(folder / ANSWERS, _LARGEST))["answers"]
        return {(row["who"], row["assignment"]): row["answer"] for row in rows}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError):
        raise LookupError(
            f"{ANSWERS} cannot be read. Put your copy of it back, or move it to another folder."
        ) from None


def answer(folder: Path, who: str, assignment: str, text: str) -> None:
    """Keep what a mentor says to somebody's question, for the next feedback; an empty text takes it back."""
    said = {**answered(folder), (who, assignment): text.strip()}
    rows = [{"who": one, "assignment": name, "answer": words} for (one, name), words in sorted(said.items()) if words]
    content = json.dumps({"format": 1, "answers": rows}, ensure_ascii=False, indent=1) + "\n"
    write(folder / ANSWERS, content.encode("utf-8"))

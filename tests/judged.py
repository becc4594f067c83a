"""What every judge says of many answers: model, empty, half, wrong and random ones. `python tests/judged.py` writes it.

It was written before the judges became checks of a sheet, and is compared ever since (test_judged.py).
"""

import ast
import json
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).parents[1]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from toolkit.exercises.questions import Question  # noqa: E402
from toolkit.exercises.scoring import Marks  # noqa: E402
from toolkit.facilitator.grading.release import assignments  # noqa: E402
from toolkit.sessions.room import questions  # noqa: E402

BEFORE = ROOT / "tests" / "cases" / "judged-before.json"
RANDOM = 200  # sheets for each question that a judge looks at
# Words that judges listen for, in four scripts, and what no form would send.
SAID = (
    *("", " ", "7", "10", "-1", "٣", "no", "Lena Marsh", "the coordinator", "0700 123 456", "someone@example.org"),
    *("#Marenia", "DetentionBill", "#0907v1830", "#OurMelwa river", "melwa OR water -football", "clinic OR клиник"),
    *("Would you sign the letter to the council by Friday?", "Come?", "Who; and what? and when?"),
    *("The coordinator tells the three doors before noon, and each door tells the next one.", "كل واحد يخبر جاره"),
    *("We print one page and pin it up where people pass, and nothing goes on the network that day.", "Мы ждём."),
    *("https://example.org/clinics", "61,000 people have no doctor. #ClosedDoors https://example.org/clinics"),
    *("A calm film of the river Melwa", "LOOK AT THIS!!", "about us: we write on rivers, mail us", "@opngate_example"),
)


def judged() -> dict[str, Question]:
    """Find every question that a judge looks at."""
    return {
        f"{assignment}/{form}": question
        for assignment in assignments(ROOT)
        for form, question in questions(assignment).items()
        if question.judge
    }


def table() -> dict[str, list[list[Any]]]:
    """Give what each judge says of each answer: its share, its parts, how many of each verdict, and all sentences."""
    return {
        name: [short(said(question, name, answer)) for answer in answers(question, name)]
        for name, question in judged().items()
    }


def said(question: Question, name: str, answer: Any) -> Marks:
    """Let the judge look."""
    assert question.look
    marks: Marks = question.look(question, answer, key(name))
    return marks


def sentences(marks: Marks) -> list[str]:
    """List everything that is said, in an order of its own."""
    return sorted(
        "|".join((one.verdict, one.advice, one.why, one.source, one.better)) for one in (*marks.findings, *marks.late)
    )


def short(marks: Marks) -> list[Any]:
    """Give marks in few signs; of the sentences a digest."""
    verdicts = Counter(one.verdict for one in (*marks.findings, *marks.late))
    parts = [[one.part, one.right] for one in marks.parts]
    digest = sha256(json.dumps([sentences(marks), parts]).encode()).hexdigest()[:12]
    return [round(marks.share, 6), "".join(f"{verdict[0]}{n}" for verdict, n in sorted(verdicts.items())), digest]


def answers(question: Question, name: str) -> list[Any]:
    """Make the answers: the model, none, half of it, what belongs elsewhere, and random ones, always the same."""
    right = model(name)
    half = dict(islice(right.items(), len(right) // 2)) if isinstance(right, dict) else right[: len(right) // 2]
    wrong = dict.fromkeys(right, "no") if isinstance(right, dict) else ["nobody"]
    draw = Random(name)
    return [right, None, half, wrong, *(random_answer(draw, question, right) for _ in range(RANDOM))]


def random_answer(draw: Random, question: Question, right: Any) -> Any:
    """Draw an answer that somebody might have sent: mostly of the right build, with anything in it."""
    if isinstance(right, list):
        return draw.sample([*question.options], draw.randint(0, len(question.options)))
    fields = {field.id: field for field in question.fields}
    every = [
        *dict.fromkeys(
            [*right, *fields, *(f"{who}.{axis}" for who in question.options for axis in ("power", "interest"))]
        )
    ]
    chosen = [name for name in every if draw.random() < draw.choice((0.4, 0.8, 1.0))]
    return {name: value(draw, fields.get(name), right.get(name)) for name in chosen}


def value(draw: Random, field: Any, right: Any) -> Any:
    """Draw what stands in one field."""
    options = [*field.options] if field and field.options else []
    ways = [
        lambda: draw.choice(SAID),
        lambda: right if right is not None else "",
        lambda: draw.randint(0, 10),
        lambda: some_words(draw, str(right or "")),
        lambda: f"{draw.choice(SAID)} {some_words(draw, str(right or ''))} {draw.choice(SAID)}".strip(),
        lambda: (
            f"#{draw.randint(1, 31):02}{draw.randint(1, 12):02}v{draw.randint(0, 23):02}{draw.choice(('00', '30'))}"
        ),
    ]
    weights = [3, 4, 1, 3, 3, 1]
    if options:
        ways, weights = [lambda: draw.choice(options), *ways], [12, 1, 4, 1, 0, 0, 0]
    return draw.choices(ways, weights)[0]()


def some_words(draw: Random, text: str) -> str:
    """Leave words out of a text."""
    return " ".join(word for word in text.split() if draw.random() < 0.7)


@cache
def model(name: str) -> Any:
    """Get the model answer."""
    assignment, form = name.split("/")
    text = (ROOT / "solutions" / assignment / "model-answers.json").read_text("utf-8")
    return json.loads(text)["answers"][form]


@cache
def key(name: str) -> Any:
    """Get the key out of the instructor's notebook, in which each cell of points is one call."""
    assignment, form = name.split("/")
    notebook = json.loads((ROOT / "solutions" / assignment / f"{assignment}.ipynb").read_text("utf-8"))
    cell = next(one for one in notebook["cells"] if one["id"] == f"points-{form}")
    call = ast.parse("".join(cell["source"])).body[-1].value  # type: ignore[attr-defined]
    return next((ast.literal_eval(named.value) for named in call.keywords if named.arg == "key"), None)


def lines(found: dict[str, list[list[Any]]]) -> Iterator[str]:
    """Write a table so that a difference is seen line by line."""
    yield "{"
    for n, (name, rows) in enumerate(found.items()):
        yield f'"{name}": ['
        yield from (
            json.dumps(row, ensure_ascii=False) + ("," if m < len(rows) - 1 else "") for m, row in enumerate(rows)
        )
        yield "]" + ("," if n < len(found) - 1 else "")
    yield "}"


if __name__ == "__main__":
    BEFORE.write_text("\n".join(lines(table())) + "\n", "utf-8")

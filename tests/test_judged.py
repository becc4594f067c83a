"""Does every judge give the same marks, in the same words, as before judges were made of checks?"""

import json
from collections import Counter

import pytest
from judged import BEFORE, answers, judged, said, sentences, short

TABLE = json.loads(BEFORE.read_text("utf-8"))
QUESTIONS = judged()


def test_every_judge_is_compared() -> None:
    assert sorted(TABLE) == sorted(QUESTIONS)
    assert all(len(rows) > 200 for rows in TABLE.values())


@pytest.mark.parametrize("name", QUESTIONS)
def test_marks_are_those_of_before(name: str) -> None:
    """Shares, parts, verdicts and every sentence; where they differ on purpose, write the table anew and say why."""
    for answer, before in zip(answers(QUESTIONS[name], name), TABLE[name], strict=True):
        marks = said(QUESTIONS[name], name, answer)
        assert json.loads(json.dumps(short(marks))) == before, (answer, marks.share, sentences(marks))


@pytest.mark.parametrize("name", QUESTIONS)
def test_counter_test_the_answers_differ_in_what_they_get(name: str) -> None:
    assert len(Counter(row[2] for row in TABLE[name])) > 8
    assert len({row[0] for row in TABLE[name]}) >= 2

"""Does the trainee's side run in a browser's Python, and come to the same points there?"""

import subprocess
from typing import Any

import pytest
from portable import SCRIPT, fetched, ran, why_not
from test_layers import NAMES, TRAINEE
from test_notebooks import ASSIGNMENTS, model, points_cells

from toolkit.answers import Answers
from toolkit.notebook.exercise import exercise, grading

pytestmark = [pytest.mark.browser, pytest.mark.skipif(bool(why_not()), reason=why_not() or "-")]
NOWHERE = "toolkit.nowhere"  # so that a module which cannot be imported is seen
CELLS = [(assignment, form, most, key) for assignment in ASSIGNMENTS for _, form, most, key in points_cells(assignment)]


@pytest.fixture(scope="module")
def found() -> Any:
    try:
        fetched()
    except (subprocess.CalledProcessError, OSError) as problem:  # no line to npm or PyPI: nothing of ours is at fault
        pytest.skip(f"Node and npm are needed, and a way to fetch Pyodide: {problem}")
    program = SCRIPT.with_name("portable_cells.py")
    return ran(program, {"modules": [*sorted(NAMES[path] for path in TRAINEE), NOWHERE], "cells": CELLS})


def test_it_is_a_browsers_python(found: Any) -> None:
    assert found["platform"] == "emscripten"


def test_every_module_of_the_trainees_side_can_be_imported(found: Any) -> None:
    assert len(TRAINEE) > 100
    assert [fault.split(":")[0] for fault in found["faults"]] == [NOWHERE], found["faults"]


def test_model_answers_and_empty_forms_earn_there_what_they_earn_here(found: Any) -> None:
    here = []
    for assignment, form, most, key in CELLS:
        for answers in (Answers(assignment, model(assignment)), Answers(assignment)):
            with grading(answers):
                here.append([assignment, form, float(exercise(assignment, "/tmp").points(form, most, key))])
    assert len(here) > 100 and sum(points for *_, points in here) > 200
    assert found["points"] == here

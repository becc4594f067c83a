"""Does a killed `toolkit collect`, run again, end as if nobody had disturbed it? SOAK_KILLS says how often to try."""

import json
import os
import random
import shutil
import time
from pathlib import Path

import pytest
from hostile import ASSIGNMENT, NOTEBOOK, Given, with_copies
from killing import begin, kill, run
from test_collect import ANSWERS, ROOT, by, files, put, tree, zipped

pytestmark = pytest.mark.nbgrader
KILLS = int(os.environ.get("SOAK_KILLS", "3"))
PEOPLE = [f"{first}-{second}" for first in ("amber", "brisk", "calm", "quiet") for second in ("heron", "ibis", "lynx")]


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course into which something was collected before, and an inbox with several versions of everybody."""
    place = tmp_path_factory.mktemp("scene")
    (place / "exercises" / ASSIGNMENT).mkdir(parents=True)
    shutil.copy2(ROOT / "exercises" / ASSIGNMENT / NOTEBOOK, place / "exercises" / ASSIGNMENT)
    model = json.loads((ROOT / "solutions" / ASSIGNMENT / "model-answers.json").read_text("utf-8"))
    sender = Given(json.loads((place / "exercises" / ASSIGNMENT / NOTEBOOK).read_text("utf-8")), model, "", 0)
    for number, who in enumerate(PEOPLE):
        for hour in range(4):
            put(place / "inbox" / f"{who} ({hour}).json", by(sender, who, reply=f"{who} {hour}"), hour + number / 100)
        record = f"{who}+{ASSIGNMENT}+2026-02-0{2 + number % 3} 05:00:00.5 UTC+abc"
        put(place / "inbox" / "inbound" / record / ANSWERS, by(sender, None, reply=f"exchange {number}"))
        put(place / "inbox" / who / NOTEBOOK, with_copies(sender, reply=f"notebook {number}"), hour=2)
        put(place / "inbox" / f"{number}.zip", zipped({"a.json": by(sender, who, reply=f"zip {number}")}), hour=9)
        put(place / "inbox" / f"{number} cut.json", b'{"format": 1')
    for who in PEOPLE[::3]:
        put(place / "submitted" / who / ASSIGNMENT / ANSWERS, by(sender, who, reply="before"), hour=-50)
    return place


def finish(course: Path) -> list[str]:
    ended = run(course, "collect", str(course / "inbox"))
    assert ended.code == 0, ended.said
    return ended.said.splitlines()


def kill_after(course: Path, lines: int, wait: float) -> bool:
    """Kill it a moment after the given line of its report; tells whether it was still at work."""
    process = begin(course, "collect", str(course / "inbox"))
    assert process.stdout
    for _ in range(lines):
        process.stdout.readline()
    time.sleep(wait)
    return kill(process)


def test_after_a_kill_the_next_run_comes_to_the_same_end(scene: Path, tmp_path: Path) -> None:
    whole = shutil.copytree(scene, tmp_path / "whole")
    said = finish(whole)
    expected, inbox = files(whole / "submitted"), tree(scene / "inbox")
    versions, notebooks, timestamps, before = 7 * len(PEOPLE), len(PEOPLE), 8, len(PEOPLE[::3])
    assert len(expected) == versions + notebooks + timestamps + before
    refused = sum(line.startswith("refused") for line in said)
    assert refused == len(PEOPLE)
    seed = random.randrange(10**9)
    chance, at_work = random.Random(seed), 0
    for number in range(KILLS):
        course = shutil.copytree(scene, tmp_path / str(number))
        for _ in range(1 + number % 2):
            at_work += kill_after(course, chance.randrange(refused, len(said)), chance.uniform(0, 0.01))
        between = files(course / "submitted")
        finish(course)
        assert files(course / "submitted") == expected, f"seed {seed}, number {number}, {sorted(between)}"
        assert tree(course / "inbox") == inbox
        once = tree(course / "submitted")
        finish(course)
        assert tree(course / "submitted") == once
        shutil.rmtree(course)
    assert at_work

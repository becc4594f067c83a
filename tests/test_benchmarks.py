"""Can every promise of the benchmarks be missed, and do the numbers beside it say what they claim?"""

import ast
import json
import math
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import measuring, starting  # noqa: E402
from benchmarks.__main__ import NAMES, main  # noqa: E402
from benchmarks.measuring import Line, Promise, Result, compared, in_turn, p95, ratio, table  # noqa: E402
from benchmarks.mutants import Mutant, Shown, copied, group, mutants, shown  # noqa: E402
from benchmarks.starting import used  # noqa: E402

TIMES = st.lists(st.floats(1e-6, 1e3), min_size=1, max_size=30)
EVERY = mutants()


# ---- the statistics


@pytest.mark.parametrize(
    ("ours", "beside", "times"),
    [
        ([2.0], [1.0], 2.0),
        ([1.0, 2.0, 3.0], [1.0, 1.0, 1.0], 2.0),
        ([4.0, 400.0, 6.0], [2.0, 200.0, 3.0], 2.0),  # a pair that was slow as a whole
        ([1.0, 1.0, 9.0], [1.0, 1.0, 1.0], 1.0),  # a hiccup of ours
        ([1.0, 3.0], [1.0, 1.0], 2.0),
    ],
)
def test_a_ratio_is_the_middle_one_of_all_pairs(ours: list[float], beside: list[float], times: float) -> None:
    assert ratio(ours, beside) == pytest.approx(times)


def test_a_ratio_does_not_mind_that_the_machine_grows_slower() -> None:
    load = [1.0, 1.0, 5.0, 9.0, 9.0]
    assert ratio([3 * each for each in load], [2 * each for each in load]) == pytest.approx(1.5)


@pytest.mark.parametrize(("ours", "beside"), [([1.0], [1.0, 2.0]), ([], [])])
def test_there_is_no_ratio_without_pairs(ours: list[float], beside: list[float]) -> None:
    with pytest.raises(ValueError):
        ratio(ours, beside)


@given(TIMES, st.floats(1e-3, 1e3))
def test_what_takes_so_many_times_as_long_has_that_ratio(times: list[float], factor: float) -> None:
    assert ratio([factor * each for each in times], times) == pytest.approx(factor)


@pytest.mark.parametrize(
    ("times", "found"),
    [([1.0], 1.0), ([3.0, 1.0, 2.0], 3.0), ([*range(19)], 18), ([*range(101)], 95), ([0.0] * 99 + [9.0], 0.0)],
)
def test_95_of_100_are_not_above_it_and_of_few_none_is(times: Sequence[float], found: float) -> None:
    assert p95(times) == pytest.approx(found)


@given(TIMES)
def test_at_most_one_in_twenty_is_above_it(times: list[float]) -> None:
    found = p95(times)
    hair = 1e-9 * found + 1e-300  # between two equal times lies what rounding makes of them
    assert sum(each > found + hair for each in times) <= math.ceil(len(times) / 20)
    assert min(times) - hair <= found <= max(times) + hair


def test_times_are_taken_in_turn() -> None:
    order = []
    in_turn(3, lambda: order.append("ours") or 1.0, lambda: order.append("beside") or 2.0)  # type: ignore[func-returns-value]
    assert order == ["ours", "beside"] * 3
    assert in_turn(2, iter((1.0, 2.0)).__next__, iter((3.0, 4.0)).__next__) == ([1.0, 2.0], [3.0, 4.0])


def test_processor_time_is_not_that_of_waiting() -> None:
    waited, counted = map(measuring.worked, (lambda: Event().wait(0.2), lambda: sum(range(10**6))))
    assert 0 <= waited < counted


# ---- promises


@pytest.mark.parametrize(
    ("promise", "met"),
    [
        (Promise("ratio < 2", 1.99, below=2), True),
        (Promise("ratio < 2", 2.0, below=2), False),
        (Promise(">= 25 times faster", 25.0, least=25), True),
        (Promise(">= 25 times faster", 24.9, least=25), False),
        (Promise("ratio < 2", math.nan, below=2), False),
        (Promise(">= 25 times faster", math.nan, least=25), False),
        (Promise("ratio < 2", math.inf, below=2), False),
    ],
)
def test_a_promise_is_kept_or_missed(promise: Promise, met: bool) -> None:
    assert promise.met is met
    assert Line(name="a", promise=promise).cells()[-1] == ("yes" if met else "NO")


def test_a_line_compares_what_was_timed_in_turn() -> None:
    line = compared("reading", [3.0, 3.3], [1.0, 1.1], "json", most=2)
    assert line.cells() == ("reading", "3.15 s", "3.3 s", "json", "1.05 s", "1.1 s", "3.00", "ratio < 2", "NO")
    assert compared("reading", [3.0], [1.0], "json").cells()[-2:] == ("for information", "")


def test_lines_stand_in_columns() -> None:
    rows = table([Line(name="one", ours=[0.002]), Line(name="another", ours=[3e-6])]).splitlines()
    assert rows[0].index("median") == rows[1].index("2 ms") == rows[2].index("3 µs")


def test_an_unknown_benchmark_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["core", "coer"]) == 1
    assert "There is no benchmark coer." in capsys.readouterr().out


def test_what_breaks_down_is_red_and_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken() -> Result:
        raise RuntimeError("no clock")

    monkeypatch.setattr("benchmarks.imports.measure", broken)
    assert main(["imports", "--json", str(tmp_path / "lines.json")]) == 1
    said = json.loads((tmp_path / "lines.json").read_text("utf-8"))
    assert not said["measured"] and not said["sound"]
    assert said["notes"] == ["imports could not be measured: RuntimeError: no clock"]


# ---- memory: of a process, not of the one that started it

HELD = 200 * 2**20
HOLD = f"held = bytearray({HELD}); held[::4096] = b'1' * len(held[::4096])"


def test_memory_is_that_of_the_process_and_not_of_whoever_measures() -> None:
    """Linux hands the high-water mark on to a child, so a cohort of 10,000 seemed to need what a feed had needed."""
    code = f"""{HOLD}
import json, sys
from pathlib import Path
from benchmarks.starting import used
print(json.dumps(used([sys.executable, "-c", "pass"], Path.cwd()).memory))"""
    from_large = used([sys.executable, "-c", code], ROOT)
    assert from_large.memory > HELD
    seen = starting.subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert 0 < json.loads(seen.stdout) < HELD / 2


def test_memory_that_a_process_gave_back_counts() -> None:
    small, large = (used([sys.executable, "-c", f"{code}; held = 0"], ROOT) for code in ("pass", HOLD))
    assert small.memory < HELD < large.memory


def test_what_fails_is_told_with_its_last_words() -> None:
    with pytest.raises(RuntimeError, match=r"ended with 3: .*out of ink"):
        used([sys.executable, "-c", "import sys; print('out of ink', file=sys.stderr); sys.exit(3)"], ROOT)


# ---- wrong changes


@pytest.mark.parametrize("change", EVERY, ids=lambda change: change.name)
def test_a_wrong_change_fits_the_code_of_today(change: Mutant, tmp_path: Path) -> None:
    """If this is red, say in benchmarks/mutants.toml how the same mistake would be made now."""
    path = tmp_path / change.file
    path.parent.mkdir(parents=True)
    path.write_text((ROOT / change.file).read_text("utf-8"), "utf-8")
    change.in_place(tmp_path)
    ast.parse(path.read_text("utf-8"))


def test_every_benchmark_has_wrong_changes_and_no_two_are_alike() -> None:
    assert {change.bench for change in EVERY} == set(NAMES)
    assert len({change.name for change in EVERY}) == len(EVERY)
    assert all(change.lines and change.worse > 1 and change.before != change.after for change in EVERY)


@pytest.mark.parametrize(("text", "times"), [("a = 2\n", 0), ("a = 1\na = 1\n", 2), (None, 0)])
def test_a_wrong_change_that_fits_no_longer_says_what_to_do(text: str | None, times: int, tmp_path: Path) -> None:
    change = Mutant("one is two", "core", ("review",), "a.py", "a = 1\n", "a = 2\n")
    if text is not None:
        (tmp_path / "a.py").write_text(text, "utf-8")
    with pytest.raises(LookupError) as refused:
        change.in_place(tmp_path)
    said = refused.value.args[0]
    assert f"“one is two” fits no longer: its `before` stands {times} times in a.py" in said
    assert "write the same mistake into benchmarks/mutants.toml anew, and run: make bench-mutants" in said
    assert text is None or (tmp_path / "a.py").read_text("utf-8") == text


def run_of(found: float, least: bool = False, limit: float = 2) -> dict[str, Any]:
    return {"met": found >= limit if least else found < limit, "beside": found, "more is better": least}


@pytest.mark.parametrize(
    ("without", "changed", "noticed", "how"),
    [
        ([1.1], [2.2], True, "kept, then missed"),
        ([1.1], [1.9], False, "kept with the change, too"),
        ([1.9], [2.0], False, "kept, then missed"),  # a hair's breadth: that was the load of the machine
        ([2.5], [4.0], True, "missed today in any case"),
        ([2.5], [2.6], False, "missed today in any case"),
        ([2.5], [1.0], False, "missed without the change and kept with it"),
        ([1.1, 9.0, 1.2], [4.0, 4.1, 1.0], True, "kept, then missed"),
    ],
)
def test_a_line_notices_what_breaks_its_promise(
    without: list[float], changed: list[float], noticed: bool, how: str
) -> None:
    seen = shown("a", [*map(run_of, without)], [*map(run_of, changed)], worse=1.3)
    assert (seen.noticed, seen.how.partition(":")[0]) == (noticed, how)


def test_of_what_should_be_more_less_is_worse() -> None:
    runs = [[run_of(found, least=True, limit=25)] for found in (40.0, 10.0)]
    assert shown("a", *runs, worse=1.3) == Shown("a", True, "kept, then missed: 4 times worse")
    assert not shown("a", *reversed(runs), worse=1.3).noticed


def test_changes_are_made_in_a_copy_only(tmp_path: Path) -> None:
    change = Mutant("b", "core", ("review",), "nbgrader_config.py", '"""How nbgrader works', '"""How nbgrader fails')
    assert "nbgrader fails" in (copied(tmp_path, change) / "nbgrader_config.py").read_text("utf-8")
    assert "nbgrader fails" not in (ROOT / "nbgrader_config.py").read_text("utf-8")


LINES: Mapping[str, float] = {"reading": 1.0, "writing": 1.5}


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """A benchmark of two lines; what it finds stands in a file, and a change writes another number there."""

    def run(course: Path, *_: Any) -> dict[str, Any]:
        found = json.loads((course / "found.json").read_text("utf-8"))
        if "broken" in found:
            raise RuntimeError("core could not be measured")
        lines = [{"name": name, "target": "ratio < 2", **run_of(n)} for name, n in found.items() if name in LINES]
        return {"lines": lines, "sound": "unsound" not in found, "measured": True}

    def copied(place: Path, change: Mutant | None = None) -> Path:
        (place / "found.json").write_text(json.dumps(LINES), "utf-8")
        if change:
            change.in_place(place)
        return place

    monkeypatch.setattr("benchmarks.mutants.run", run)
    monkeypatch.setattr("benchmarks.mutants.copied", copied)
    return lambda *changes: list(group("core", changes, tmp_path))


def change_of(after: str, *lines: str, unsound: bool = False) -> Mutant:
    return Mutant(after, "core", lines, "found.json", '"reading": 1.0, "writing": 1.5', after, unsound=unsound)


def test_each_change_is_seen_in_its_lines(tried: Any) -> None:
    both = '"reading": 4.0, "writing": 3.0'
    assert tried(change_of(both, "read*", "writing")) == [
        (both, Shown("reading", True, "kept, then missed: 4 times worse")),
        (both, Shown("writing", True, "kept, then missed: 2 times worse")),
    ]


def test_a_line_that_stays_green_and_one_without_a_change_are_red(tried: Any) -> None:
    reading = '"reading": 1.1, "writing": 1.5'
    assert tried(change_of(reading, "reading")) == [
        (reading, Shown("reading", False, "kept with the change, too: 1.1 times worse")),
        ("", Shown("writing", False, "no change in benchmarks/mutants.toml breaks it: add one")),
    ]


def test_a_change_that_breaks_the_benchmark_down_shows_nothing(tried: Any) -> None:
    (name, seen), *_ = tried(change_of('"broken": 1', "reading"))
    assert (name, seen.noticed, seen.how) == ('"broken": 1', False, "broke down: core could not be measured")


def test_a_pattern_that_names_no_line_is_red(tried: Any) -> None:
    (_, seen), *_ = tried(change_of('"reading": 4.0, "writing": 3.0', "counting"))
    assert seen == Shown("counting", False, "there is no such line")


def test_what_must_be_equal_and_is_not_is_noticed(tried: Any) -> None:
    wrong, right = ('"reading": 1.0, "writing": 1.5, "unsound": 1', '"reading": 1.0, "writing": 1.6')
    seen = [one for _, one in tried(*(change_of(after, "equal", unsound=True) for after in (wrong, right)))]
    assert [one.noticed for one in seen[:2]] == [True, False]


# ---- seconds stand in benchmarks, not in tests

CLOCKS = {"perf_counter", "process_time", "thread_time", "monotonic", "time_ns", "perf_counter_ns", "monotonic_ns"}
WAITING = {
    "browser.py",
    "firefox.py",
    "hub.py",
    "test_hostile.py",
    "test_kills.py",
    "test_mentoring.py",
    "test_privacy.py",
}
"""Files that ask a clock until when to wait, or note how long something took."""


def test_no_test_is_red_because_the_machine_is_busy() -> None:
    assert settings.default is not None and settings.default.deadline is None
    asking = {
        path.name
        for path in Path(__file__).parent.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute | ast.Name)
        and (node.attr if isinstance(node, ast.Attribute) else node.id) in CLOCKS
    }
    assert asking <= WAITING, "Measure seconds in benchmarks/, as a ratio within one run."

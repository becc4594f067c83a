"""What every test file may use, and in which order the files are taken."""

import os
from collections.abc import Generator, Iterator
from typing import Any

import pytest
from browser import chromium, course, facilitator_lab, lab, look, page, seen
from hypothesis import HealthCheck, settings
from keyboard import window

__all__ = ["chromium", "course", "facilitator_lab", "lab", "look", "page", "window"]
# Hypothesis is red by itself after 200 ms for one example: on a busy machine that happens to any test, by chance.
settings.register_profile("course", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("course")
# These take longest, so they come first: else one worker is left with them at the end, and the other has nothing to do.
LONGEST = (
    "test_desk_browser",
    "test_sessions_browser",
    "test_many",
    "test_nbgrader",
    "test_exercises_browser",
    "test_path_browser",
    "test_trainee_browser",
    "test_leaving_browser",
    "test_firefox",
    "test_hostile",
    "test_facilitator_browser",
    "test_first_weeks_browser",
    "test_second_week_browser",
    "test_nbgrader_sessions",
    "test_start",
    "test_mentoring",
    "test_jupyterhub",
)


@pytest.fixture(autouse=True)
def rights() -> Iterator[None]:
    """Begin every test with the rights that most computers give to new files, whatever a test before it has set."""
    os.umask(0o022)
    yield
    os.umask(0o022)


NEEDED = {
    "Chromium is not installed": "chromium",
    "Firefox (firefox-esr) is not installed": "firefox-esr",
    "PostgreSQL is not installed": "postgresql",
    "Node and npm are needed": "nodejs npm",
}
"""What a skipped test says it lacks, and the package that brings it."""
LEFT_OUT = pytest.StashKey[str]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, pytest.TestReport]:
    """Put what was seen in the browser beside a failure: elsewhere it may not happen again."""
    report: pytest.TestReport = yield
    if report.failed:
        report.sections += seen(getattr(item, "funcargs", {}))
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Count what was left out for want of a program."""
    skipped = [str(report.longrepr) for report in terminalreporter.stats.get("skipped", ())]
    lacking = [name for why in skipped for name in NEEDED if name in why]
    if lacking:
        programs = " ".join(sorted({NEEDED[name] for name in lacking}))
        config.stash[LEFT_OUT] = (
            f"{len(lacking)} tests were left out. To have them, too (Debian): apt install {programs}"
        )


def pytest_unconfigure(config: pytest.Config) -> None:
    """Say in the very last line what was left out, and how to get it."""
    if said := config.stash.get(LEFT_OUT, ""):
        print(said)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first."""
    place = {name: n for n, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path.stem, len(place)))

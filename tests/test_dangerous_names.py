"""Does a name that is listed or punished somewhere stand on any page that a trainee sees?"""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from toolkit.facilitator.desk.sources import sources, sources_html

ROOT = Path(__file__).parents[1]
# To name these, or to pass on what they publish, is punished in a country where one of our readers may live. The list
# grows with the news; what a page needs of them is “press” and a date.
NAMES = (
    *(
        "meduza",
        "khpg",
        "korrespondent.net",
        "rfe/rl",
        "radio free europe",
        "radio liberty",
        "svaboda",
        "transitions online",
    ),
    *("amnesty international", "human rights watch", "reporters without borders", "open society foundations"),
    *(
        "freedom house",
        "greenpeace",
        "transparency international",
        "bellingcat",
        "the insider",
        "novaya gazeta",
        "tv rain",
    ),
    *("deutsche welle", "belsat", "nexta", "viasna", "charter97", "charter-97", "zerkalo.io", "tut.by", "current time"),
    *("the moscow times", "memorial society", "ovd-info", "human constanta", "citizen lab"),
)
FOUND = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in NAMES), re.IGNORECASE)
KEPT = {"toolkit/facilitator/desk/sources.toml", "tests/test_dangerous_names.py"}
SUFFIXES = (
    ".py",
    ".toml",
    ".ipynb",
    ".md",
    ".json",
    ".csv",
    ".html",
    ".css",
    ".js",
    ".j2",
    ".pot",
    ".po",
    ".sh",
    ".bat",
)


def files() -> Iterator[Path]:
    for part in ("toolkit", "workbooks", "exercises", "solutions", "docs", "deploy"):
        yield from (path for path in sorted((ROOT / part).rglob("*")) if path.suffix in SUFFIXES and path.is_file())
    yield from ROOT.glob("*.md")


@cache
def named() -> dict[str, list[str]]:
    read = {
        str(path.relative_to(ROOT)): path.read_text("utf-8", "replace") for path in files() if ".venv" not in path.parts
    }
    return {
        name: sorted({hit.lower() for hit in FOUND.findall(text)}) for name, text in read.items() if FOUND.search(text)
    }


def test_no_page_names_a_source_that_may_be_held_against_its_reader() -> None:
    """Nor does what pages are made of: only the facilitator's list does."""
    assert {name: hits for name, hits in named().items() if name not in KEPT} == {}


def test_the_search_would_find_them() -> None:
    assert "toolkit/facilitator/desk/sources.toml" in named()
    assert FOUND.search("(Meduza, 13 October 2021)") and FOUND.search("RFE/RL, 24 June")
    assert not FOUND.search("amnesty was granted")


@pytest.mark.parametrize("row", sources(), ids=lambda row: row["shown"])
def test_what_is_kept_back_stands_on_a_page_as_press(row: dict[str, str]) -> None:
    shown = [path for path in files() if path.suffix in (".toml", ".py", ".ipynb") and path.name != "sources.toml"]
    assert any(row["shown"] in path.read_text("utf-8", "replace") for path in shown)
    assert row["full"] in sources_html().replace("&amp;", "&")


def test_the_zip_for_trainees_does_not_hold_the_list(tmp_path: Path) -> None:
    from toolkit.facilitator.bundling.bundle import bundle

    made = bundle(ROOT, tmp_path / "course.zip")
    assert not [name for name in made.files if "facilitator" in str(name)]


def test_pages_of_trainees_hold_no_outputs() -> None:
    for path in (*ROOT.glob("workbooks/*.ipynb"), *ROOT.glob("exercises/*/*.ipynb")):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        assert not [cell["id"] for cell in cells if cell.get("outputs")], path

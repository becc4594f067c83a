"""Do our names of days and months hold those of Unicode CLDR, which Babel brings along?"""

import re
import tomllib
from pathlib import Path

import pytest
from babel import Locale

from toolkit.posts.words import plain
from toolkit.review.checks.dates import CHECKS
from toolkit.review.drafts import Draft

TABLE = tomllib.loads((Path(__file__).parents[1] / "toolkit/review/checks/calendar.toml").read_text("utf-8"))


def known(spellings: str, name: str) -> bool:
    patterns = (plain(spelling).replace("*", r"\w{0,4}") for spelling in spellings.split("|"))
    return any(re.fullmatch(pattern, plain(name)) for pattern in patterns)


@pytest.mark.parametrize("language", TABLE)
@pytest.mark.parametrize("form", ["format", "stand-alone"])
def test_every_name_of_cldr_is_known(language: str, form: str) -> None:
    locale = Locale(language)
    days, months = locale.days[form]["wide"], locale.months[form]["wide"]
    assert not [name for n, name in days.items() if not known(TABLE[language]["days"][n], name)]
    assert not [name for n, name in months.items() if not known(TABLE[language]["months"][n - 1], name)]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Tuesday, 17 March 2026", False),
        ("Wednesday, March 18, 2026", False),
        ("Monday, March 18, 2026", True),
        ("в четверг, 8 октября 2026 года", False),
        ("в пятницу 8 октября 2026", True),
        ("الأربعاء ١٠ يونيو 2026", False),
        ("الخميس ١٠ يونيو 2026", True),
        ("جمعرات، 14 مئی 2026", False),
        ("جمعہ، 14 مئی 2026", True),
        ("Monday, 31 February 2026", True),
    ],
)
def test_a_weekday_is_compared_with_its_date(text: str, wrong: bool) -> None:
    (check,) = [check for check in CHECKS if check.name == "weekday"]
    assert bool(list(check.find(Draft(text)))) is wrong

"""A key press in the lab of many networks, beside the same looks and the same saving without a lab."""

import tempfile
from pathlib import Path

from benchmarks.measuring import Result, compared, either, in_turn, spent
from toolkit.answers import Store
from toolkit.review import review
from toolkit.review.drafts import Draft
from toolkit.sessions.platforms_and_counters.labs.side_by_side import SESSION, SideBySide
from toolkit.sessions.platforms_and_counters.meters import seen
from toolkit.sessions.room import content

KEYS, MOST = either(100, 40), 2


def measure() -> Result:
    """Add a letter in the lab, then look at as long a text for each network and save it; neither was seen before."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        desk = SideBySide(Store(Path(folder), SESSION))
        desk.area.value = content(SESSION)["examples"]["English"] * 2
        bare = Store(Path(folder) / "bare", SESSION)
        bare.folder.mkdir()

        def press() -> None:
            desk.area.value += "a"

        def look() -> None:
            text = f"{desk.area.value[:-1]}b"
            for platform in desk.platforms():
                review(Draft(text, seen(text, platform).platform, desk.setting.value))
            bare.put(desk.name, desk.kept)

        ours, beside = in_turn(KEYS, lambda: spent(press), lambda: spent(look))
    return Result((compared(f"key press, {len(desk.platforms())} networks", ours, beside, "the looks alone", MOST),))

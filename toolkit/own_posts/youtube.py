"""Read the table of YouTube Studio that has a line for each video."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.own_posts.boxes import Box
from toolkit.own_posts.found import Archive, archive
from toolkit.own_posts.posts_table import dates, ids, numbers, text_columns
from toolkit.own_posts.tables import Texts, data
from toolkit.posts import hashtags_on
from toolkit.review.findings import Said

PRODUCT = "YouTube Studio"


def member(box: Box) -> str | None:
    """Name the table with a line for each video, if this is YouTube Studio's ZIP."""
    names = "|".join(map(re.escape, data()["youtube"]["members"]))
    return next(iter(box.matching(re.compile(f"(?:[^/]+/)?({names})", re.IGNORECASE))), None)


def read(
    columns: Texts, notes: Sequence[str] = (), left_alone: Sequence[str] = (), month_first: bool = True
) -> Archive:
    """Read the table; its first line counts all videos together and goes."""
    told = list(notes)
    columns = _videos(columns, told)
    made, _ = ids(columns, told)
    when = dates(columns, month_first, told)
    words = text_columns(columns["text"], lambda text: [tag.text for tag in hashtags_on(text, "youtube")])
    told.append(Said("An empty cell means that YouTube kept a small number to itself: it is missing, not zero."))
    told.append(Said("YouTube Studio gives titles only, so tags in descriptions are not counted."))
    made_columns = {
        "id": made,
        "created_utc": when,
        **words,
        "is_reply": [False] * len(made),
        "is_repost": [False] * len(made),
        "has_media": [True] * len(made),
        **numbers(columns, told),
    }
    return archive(PRODUCT, made_columns, told, left_alone)


def _videos(columns: Texts, told: list[str]) -> Texts:
    """Keep the lines of videos: a total has neither title nor date, in any language."""
    titles, days = columns["text"], columns.get("created_utc") or [""] * len(columns["text"])
    kept = [place for place, (title, day) in enumerate(zip(titles, days, strict=True)) if title.strip() or day.strip()]
    if len(kept) < len(titles):
        told.append(Said("The line with the total of all videos was left out."))
    return {name: [texts[place] for place in kept] for name, texts in columns.items()}

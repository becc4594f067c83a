"""Draw what people did with a post, by the process whose coefficients feed.toml publishes.

The logarithm of the mean is a sum: base + followers * ln(followers) + link + tags[0..5] + hours[band] + media. Counts
scatter around it as a negative binomial. How often somebody has posted before is no part of it (item 26).
"""

import math
from collections.abc import Mapping
from random import Random
from typing import Any

from toolkit.making.corpus.draws import scattered

METRICS = ("likes", "reposts", "replies", "impressions")
BANDS = ("night", "morning", "afternoon", "evening")


def band(hour: int) -> str:
    """Name the quarter of the day of a local hour: 0-5, 6-11, 12-17 or 18-23."""
    return BANDS[hour // 6]


def mean(of: Mapping[str, Any], followers: int, *, link: bool, tags: int, hour: int, media: bool) -> float:
    """Give the expected count of one metric for a post."""
    return math.exp(
        of["base"]
        + of["followers"] * math.log(followers)
        + of["link"] * link
        + of["tags"][min(tags, 5)]
        + of["hours"][band(hour)]
        + of["media"] * media
    )


def draw(
    rng: Random, process: Mapping[str, Any], followers: int, *, link: bool, tags: int, hour: int, media: bool
) -> dict[str, int]:
    """Draw all counts of one post."""
    return {
        name: scattered(
            rng,
            mean(process[name], followers, link=link, tags=tags, hour=hour, media=media),
            process[name]["shape"],
        )
        for name in METRICS
    }

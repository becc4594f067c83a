"""The one table in which posts stand, wherever they come from: the course's own feed or somebody's archive."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

METRICS = (
    "impressions",
    "reach",
    "views",
    "likes",
    "replies",
    "reposts",
    "shares",
    "saves",
    "clicks",
    "tag_clicks",
    "profile_visits",
    "follows",
)
"""What a platform counts. A number it does not give is missing, never 0."""

COLUMNS = {
    "id": "str",
    "platform": "category",
    "created_utc": "datetime64[s, UTC]",
    "account": "category",  # in an archive everything is by "me"
    "text": "str",
    "lang": "category",  # "und" where nobody said
    "tags": "object",  # a tuple of tags as they were written, without #
    "links": "object",  # a tuple of addresses, written out
    "mentions_count": "Int32",
    "is_reply": "boolean",
    "is_repost": "boolean",
    "has_media": "boolean",
    "alt_texts": "object",  # a tuple, one for each picture that has one
    **dict.fromkeys(METRICS, "Int64"),
}
"""The columns of every frame of posts, with their types."""

_DEFAULTS = {"platform": "", "account": "me", "lang": "und", "text": "", "tags": (), "links": (), "alt_texts": ()}


def frame(columns: Mapping[str, Sequence[Any]]) -> pd.DataFrame:
    """Make a frame of posts from lists of equal length, oldest post first; what is not given is missing.

    `created_utc` takes whole seconds since 1970, None where it is not known. Columns beyond `COLUMNS` are kept.
    """
    size = len(columns["id"])
    made: dict[str, Any] = {}
    for name, kind in COLUMNS.items():
        values = columns.get(name)
        if values is None:
            values = [_DEFAULTS.get(name)] * size
        made[name] = _column(values, kind)
        if name in ("platform", "account", "lang") and made[name].isna().any():
            made[name] = made[name].astype(object).fillna(_DEFAULTS[name]).astype(kind)
    others = {name: pd.Series(list(values)) for name, values in columns.items() if name not in COLUMNS}
    posts = pd.DataFrame({**made, **others})
    return posts.sort_values("created_utc", kind="stable", ignore_index=True)


def _column(values: Sequence[Any], kind: str) -> pd.Series:
    if kind.startswith("datetime"):
        seconds = pd.Series(values, dtype="Int64").astype("Float64").to_numpy(float, na_value=float("nan"))
        return pd.Series(pd.to_datetime(seconds, unit="s", utc=True)).astype(kind)
    if kind == "object":
        made = pd.Series([None] * len(values), dtype=object)
        made[:] = list(values)
        return made
    return pd.Series(values, dtype=kind)

"""One lab for each training session: thin widgets over the pure core."""

from collections.abc import Callable
from typing import Any

from toolkit.labs import tweet_rewriting

LABS: dict[str, dict[str, Callable[..., Any]]] = {
    "tweet-rewriting": {"lab": tweet_rewriting.Desk, "versions": tweet_rewriting.Versions},
}

"""Who looks at what was chosen from a feed: a pair of tags, a tag that says when, a search."""

from toolkit.exercises.searching import search
from toolkit.sessions.hashtag_choice.judge.moments import moment_tag, when
from toolkit.sessions.hashtag_choice.judge.pairs import pair

__all__ = ["JUDGES", "moment_tag"]

JUDGES = {"search": search, "pair": pair, "when": when}

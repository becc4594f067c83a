"""Who looks at what is written for several networks at once, and at the words that go with a film."""

from toolkit.sessions.platforms_and_counters.advice import OWN
from toolkit.sessions.platforms_and_counters.judge.films import film, video
from toolkit.sessions.platforms_and_counters.judge.versions import fits
from toolkit.sessions.platforms_and_counters.judge.written import NAMES

__all__ = ["JUDGES", "LAB_CHECKS", "NAMES", "film"]

JUDGES = {"fits": fits, "video": video}
LAB_CHECKS = {"side_by_side": OWN}

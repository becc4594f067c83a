"""The labs of the session on networks."""

from toolkit.sessions.platforms_and_counters.labs.cards import Ageing, Tasks
from toolkit.sessions.platforms_and_counters.labs.side_by_side import Film, SideBySide

LABS = {"side_by_side": SideBySide, "task_to_platform": Tasks, "what_ages": Ageing, "film": Film}

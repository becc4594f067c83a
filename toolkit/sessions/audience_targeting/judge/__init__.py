"""Who looks at plans about people: a follow list, a power-interest grid, a move by one wedge, a persona, a search."""

from toolkit.exercises.searching import search
from toolkit.sessions.audience_targeting.judge.following import FOLLOWED, follow, follow_list
from toolkit.sessions.audience_targeting.judge.moving import move, wedge
from toolkit.sessions.audience_targeting.judge.personas import persona, persona_findings
from toolkit.sessions.audience_targeting.judge.placing import grid

__all__ = ["FOLLOWED", "JUDGES", "follow_list", "move", "persona_findings"]

JUDGES = {"search": search, "follow": follow, "grid": grid, "wedge": wedge, "persona": persona}

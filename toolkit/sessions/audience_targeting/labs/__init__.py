"""The labs of the session on audiences."""

from toolkit.sessions.audience_targeting.labs.cards import Cards
from toolkit.sessions.audience_targeting.labs.plans import FollowList, Grid, Persona, Spectrum

LABS = {"cards": Cards, "grid": Grid, "spectrum": Spectrum, "follow": FollowList, "persona": Persona}

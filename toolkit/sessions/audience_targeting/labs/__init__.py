"""The labs of the session on audiences."""

from toolkit.sessions.audience_targeting.labs.cards import People
from toolkit.sessions.audience_targeting.labs.plans import FollowList, Grid, Persona, Spectrum

LABS = {"cards": People, "grid": Grid, "spectrum": Spectrum, "follow": FollowList, "persona": Persona}

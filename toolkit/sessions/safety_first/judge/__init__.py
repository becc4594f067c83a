"""Who looks at what protects people: a page rebuilt, a sign-up form filled in, a search for oneself."""

from toolkit.sessions.safety_first.judge.rebuilding import NEVER_SAFE, look, rebuild
from toolkit.sessions.safety_first.judge.searching import self_search
from toolkit.sessions.safety_first.judge.signing_up import choices, privacy
from toolkit.sessions.safety_first.judge.standing import LIST, either

__all__ = ["JUDGES", "LIST", "NEVER_SAFE", "choices", "either", "look"]

JUDGES = {"rebuild": rebuild, "privacy": privacy, "self_search": self_search}

"""The labs of the session on safety."""

from toolkit.sessions.safety_first.labs.audit import Audit, Example, Rebuild
from toolkit.sessions.safety_first.labs.forms import Privacy, Risk, Search
from toolkit.sessions.safety_first.labs.readers import Readers

LABS = {
    "example": Example,
    "audit": Audit,
    "rebuild": Rebuild,
    "privacy": Privacy,
    "risk": Risk,
    "search": Search,
    "readers": Readers,
}

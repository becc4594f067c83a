"""What the doctor says of one thing."""

from dataclasses import dataclass

GOOD, MISSING, RISK, UNKNOWN, NEXT = "good", "missing", "risk", "unknown", "next"


@dataclass(frozen=True)
class Line:
    """One thing that was looked at: how it stands, in a sentence, and what to do about it ("" if nothing)."""

    subject: str
    state: str  # good, missing, risk (somebody could be harmed), unknown or next
    said: str
    do: str = ""

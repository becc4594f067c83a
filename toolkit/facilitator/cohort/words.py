"""The words of the cohort page that its pictures and its tables share."""

from toolkit.faces.html import VERDICT_WORDS, WEEK_WORDS
from toolkit.faces.i18n import t
from toolkit.facilitator.cohort.naming import readable


def percent(share: float) -> str:
    """Write a share as people read it; one that nobody knows is a dash."""
    return f"{round(100 * share)} %" if abs(share) < float("inf") else "–"


def week_words(week: str) -> str:
    """Name a week."""
    return t(WEEK_WORDS.get(week) or readable(week)) if week else t("In no week")


def state_words() -> dict[str, str]:
    """Name the states of what was handed in."""
    return {"passed": t("Passed"), "waiting": t("Waiting for a person"), "not_yet": t("Not yet at 80 %")}


def verdict_words() -> dict[str, str]:
    """Name the verdicts, with their signs."""
    return {verdict: f"{sign} {t(word)}" for verdict, (sign, word) in VERDICT_WORDS.items()}


def group_words(group: str) -> str:
    """Name a group of people; the one without a name holds all that are small, and those of whom nothing is known."""
    return group or t("Others, or not entered")


def moment_words(moment: str) -> str:
    """Name the moment of a measure."""
    return {"after": t("After the course"), "later": t("Four weeks later")}.get(moment, readable(moment))


def reading_words() -> dict[str, tuple[str, str]]:
    """Say what difficulty and discrimination of a question mean together: in two words, and in a sentence."""
    return {
        "turned": (
            t("Turned round"),
            t("Those who do well elsewhere do worse here. Read the question and its key again."),
        ),
        "hard": (t("Hard"), t("Less than half of the points were given. Talk about it, with an example.")),
        "blurred": (
            t("Tells little"),
            t("Who does well elsewhere does hardly better here: perhaps it can be read in two ways."),
        ),
        "easy": (t("Easy"), t("Nearly everybody has it: a good beginning, nothing to talk about.")),
        "good": (t("Works"), t("In reach, and it tells those who know from those who do not know yet.")),
        "few": (t("Too few to say"), t("Fewer than five people: a mean would tell what one of them did.")),
    }

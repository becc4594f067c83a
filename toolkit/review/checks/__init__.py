"""All checks, in the order in which they are easiest to mend.

A module per training concept, each with a tuple `CHECKS`. To add a check, write it into the module it
belongs to; a new module is named here.
"""

from toolkit.review.checks import dates, facts, hashtags, length, links, never, style, tag_use, versions
from toolkit.review.drafts import Draft
from toolkit.review.findings import Check

ALL: tuple[Check[Draft], ...] = (
    *never.CHECKS,
    *length.CHECKS,
    *facts.CHECKS,
    *dates.CHECKS,
    *links.CHECKS,
    *hashtags.CHECKS,
    *tag_use.CHECKS,
    *versions.CHECKS,
    *style.CHECKS,
)

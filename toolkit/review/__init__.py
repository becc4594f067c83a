"""The review of a draft: what was found in it, in one of three settings."""

from toolkit.review.reviewing import ALL, SETTINGS, VERDICTS, Brief, Check, Draft, Finding, Review, review

__all__ = ["ALL", "SETTINGS", "VERDICTS", "Brief", "Check", "Draft", "Finding", "Review", "review"]

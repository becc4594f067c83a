"""Hashtag choice: under which word people find you."""

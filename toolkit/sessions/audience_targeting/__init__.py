"""Audience targeting: whom a message is for, and who can be moved."""

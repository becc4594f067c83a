"""Platforms and counters: one message on five networks."""

"""Groups and pages: who sees the members, who holds the keys."""

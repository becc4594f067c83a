"""What the session on safety shows."""

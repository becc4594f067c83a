"""What a cell of a notebook holds: an exercise, a session, the journey."""

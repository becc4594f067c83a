"""The sessions of the course, a room for each."""

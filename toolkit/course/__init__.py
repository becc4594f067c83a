"""The way through the course: weeks, gates, what comes back, words to look up, and what stays on a computer."""

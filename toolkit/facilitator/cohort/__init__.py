"""A cohort: its code names and cards, its four weeks, and when all of it can talk."""

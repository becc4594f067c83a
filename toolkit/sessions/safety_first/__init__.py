"""Safety first: who can be found through a page, and who can read a message."""

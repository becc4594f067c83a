"""Erase a cohort everywhere, and look whether anything of it is left."""

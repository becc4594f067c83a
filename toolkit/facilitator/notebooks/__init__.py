"""Notebooks as they are written: texts and calls in Markdown, questions, keys and model answers in TOML."""

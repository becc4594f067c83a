"""Write text of any origin into Markdown so that it stays text."""

import re


def unmarked(text: str) -> str:
    """Write a text in Markdown so that no sign of it is a mark: names of files and exercises may stand in it."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(text.split()))


def fenced(text: str) -> str:
    """Quote a text in Markdown so that nothing in it can be anything but text."""
    longest = max((len(run) for run in re.findall(r"`+|~+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}"

"""What a trainee answers: saved at every change, restored on reopening, found again in a notebook."""

from toolkit.answers.copies import MIME, answers_in, copies_in, copy_text
from toolkit.answers.file import DEEPEST, FORMAT, LARGEST, Answers, Refused, newest, read
from toolkit.answers.store import FILE, NEW, Store

__all__ = [
    "DEEPEST",
    "FILE",
    "FORMAT",
    "LARGEST",
    "MIME",
    "NEW",
    "Answers",
    "Refused",
    "Store",
    "answers_in",
    "copies_in",
    "copy_text",
    "newest",
    "read",
]

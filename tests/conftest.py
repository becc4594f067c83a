"""What every test file may use."""

from browser import chromium, course, facilitator_lab, lab, look, page
from keyboard import window

__all__ = ["chromium", "course", "facilitator_lab", "lab", "look", "page", "window"]

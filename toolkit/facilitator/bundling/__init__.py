"""Pack what trainees get, and make sure that no key is in it."""

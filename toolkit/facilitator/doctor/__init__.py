"""Look at a course as a whole: what is set, what is missing, what to do next, in sentences."""

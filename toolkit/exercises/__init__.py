"""Questions, answers and marks, and the forms in which questions are answered."""

"""The invented countries of the course: documents, people, posts, and how they are searched and counted."""

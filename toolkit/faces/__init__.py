"""Everything that anybody sees: HTML, charts, and the words in the reader's language."""

"""Tweet rewriting: concise but careful."""

"""Grade submissions without ever running what was sent: nbgrader's life cycle, our cells, their answers."""

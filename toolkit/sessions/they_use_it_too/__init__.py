"""They use it too: the same network in other hands."""

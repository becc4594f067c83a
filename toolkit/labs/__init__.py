"""The parts that labs are made of: what is kept, desks to write at, faces, pictures."""

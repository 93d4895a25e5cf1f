"""Apps: what is stored and who may see it, a room each."""

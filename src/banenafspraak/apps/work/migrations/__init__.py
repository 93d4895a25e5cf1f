"""Changes of the tables of work."""

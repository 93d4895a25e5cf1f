"""Changes of the tables of placements."""

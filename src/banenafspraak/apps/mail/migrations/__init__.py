"""Changes of the tables of letters."""

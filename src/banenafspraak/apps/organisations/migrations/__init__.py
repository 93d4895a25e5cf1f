"""Changes of the tables of organisations."""

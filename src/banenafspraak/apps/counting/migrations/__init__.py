"""Changes of the tables of counts."""

"""What is done with counts: `own` with those of visitors, `kept` with those that accounts keep, `clock` in time."""

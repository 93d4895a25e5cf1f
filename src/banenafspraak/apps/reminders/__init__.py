"""One clock for every record: what is due, whom to warn, what expires."""

"""Speed beside peers in one run: `make bench`. Nothing here is a timed test."""

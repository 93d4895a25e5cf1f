"""Organisations as values: sectors, names that may be one, what a file would change, and files to take along."""

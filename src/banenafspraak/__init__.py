"""Counts, matches and keeps the promises of the Dutch Banenafspraak. The floors stand in docs/decisions/0001."""

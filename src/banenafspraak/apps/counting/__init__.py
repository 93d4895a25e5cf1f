"""Counts that people ask for on the site; so far the own count of an employer."""

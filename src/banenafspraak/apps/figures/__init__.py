"""Imported editions of the published series, and the invented series of a site for practice."""

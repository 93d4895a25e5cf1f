"""Commands of the site, for `python -m banenafspraak.web`."""

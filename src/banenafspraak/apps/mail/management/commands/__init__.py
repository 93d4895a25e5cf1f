"""Commands of the room, for `python -m banenafspraak.web`."""

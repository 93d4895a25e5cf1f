"""Outgoing letters: written with what they are about, sent after commit, once or reported; and signed links."""

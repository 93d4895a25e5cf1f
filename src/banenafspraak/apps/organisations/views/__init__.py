"""The pages of organisations: the list and each of them, changing, people to call, and lists that come in."""

"""The room of schemes: which ones fit a placement, what they are worth, until when; and all of them with history."""

"""The door for the terminal: commands in English, results and problems in Dutch or English. It holds no rules."""

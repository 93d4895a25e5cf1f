"""The pages of schemes: `start` lists, `wizard` asks, `outcome` answers, `compare` says what if, `files` gives it."""

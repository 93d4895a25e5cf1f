"""The pages of schemes: `start` lists them, `wizard` asks, `outcome` answers, `compare` says what if, `files` gives."""

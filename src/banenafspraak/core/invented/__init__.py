"""The invented nation and employer: plausible, reproducible, and called invented everywhere."""

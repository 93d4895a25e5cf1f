"""The trail: who did, saw or was refused what, and when. It only grows, and every entry holds on to the one before."""

"""The review queue: which questions there are, which are open, and what an answer decides."""

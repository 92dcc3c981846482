"""A run from its claim to its end: what it reads is obtained, expanded or worked off, and its progress reported."""

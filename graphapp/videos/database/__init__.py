"""Asks and writes the record's tables fast, and by one writer at a time. Knows nothing of what rows mean."""

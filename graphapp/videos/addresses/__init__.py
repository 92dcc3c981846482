"""Readable addresses, and those that point into a video. Asks no tables."""

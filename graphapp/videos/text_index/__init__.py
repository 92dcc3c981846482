"""The record's text indexes, by database: what is said, titles, topics, and names by which things are known."""

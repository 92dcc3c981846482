"""Ingest runs: queue, progress, resume, and the graph kept in step."""

"""Across all videos: search, entity and topic pages, exploring, paths, and files to take along. Reads only."""
